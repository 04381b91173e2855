import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { makeCertificate } from "../../test/support/certificate.ts";
import type { Log } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import { type CertificateFiles, type CertificateWatch, watchCertificates } from "./certificates.ts";
import { type Listeners, startListeners } from "./listener.ts";

const folder = mkdtempSync(join(tmpdir(), "beffroi-certificates-"));
const started: { stop(): unknown }[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
});
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

let nth = 0;
function filesFor(hosts: string[], pair = makeCertificate(hosts)): CertificateFiles {
  nth += 1;
  const files = {
    site: `site${nth}`,
    hosts,
    certificatePath: join(folder, `${nth}.pem`),
    keyPath: join(folder, `${nth}.key`),
  };
  put(files, pair);
  return files;
}
function put(files: CertificateFiles, pair: { cert: string; key: string }): void {
  writeFileSync(files.certificatePath, pair.cert);
  writeFileSync(files.keyPath, pair.key);
}

type Rig = {
  listeners: Listeners;
  watch: CertificateWatch;
  port: number;
  logged: string[];
  replaced: string[][];
};

async function rigFor(files: CertificateFiles[], pollMs = 60_000, http2 = false): Promise<Rig> {
  const logged: string[] = [];
  const replaced: string[][] = [];
  const log: Log = (level, message) => void logged.push(`${level}: ${message}`);
  let listeners: Listeners | undefined;
  const watch = watchCertificates({
    files,
    log,
    pollMs,
    apply: (certificates) => listeners?.useCertificates(certificates),
    replaced: (names, notAfter) => void replaced.push([...names, notAfter.slice(0, 4)]),
  });
  listeners = await startListeners<undefined>({
    plain: [],
    tls: ["127.0.0.1:0"],
    http2,
    certificates: watch.current(),
    connectionsMax: 1000,
    bodyBytesMax: 1024,
    shared: false,
    log,
    websocket: { message() {} },
    handle: async (request, _server, secure) => {
      if (request.url.endsWith("/slow")) await Bun.sleep(300);
      return new Response(`secure ${secure}`);
    },
  });
  started.push(watch, { stop: () => listeners?.stop(0) });
  return { listeners, watch, port: Number(new URL(listeners.urls[0] ?? "").port), logged, replaced };
}

/** A handshake: the names and fingerprint that the server showed, and the connection, still open. */
function shake(
  port: number,
  servername: string,
): Promise<{ names: string; fingerprint: string; socket: TLSSocket }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", servername, rejectUnauthorized: false }, () => {
      const { subjectaltname, fingerprint256 } = socket.getPeerCertificate();
      resolve({ names: subjectaltname ?? "", fingerprint: fingerprint256, socket });
    });
    socket.on("error", reject);
  });
}
async function shownFor(port: number, servername: string) {
  const { names, fingerprint, socket } = await shake(port, servername);
  socket.destroy();
  return { names, fingerprint };
}

describe("certificates by name", () => {
  test("each name gets its own, a wildcard covers one label, an unknown name gets the first", async () => {
    const { port } = await rigFor([
      filesFor(["www.a.test", "a.test"]),
      filesFor(["www.b.test"]),
      filesFor(["*.c.test"]),
    ]);
    expect((await shownFor(port, "www.a.test")).names).toBe("DNS:www.a.test, DNS:a.test");
    expect((await shownFor(port, "a.test")).names).toContain("DNS:a.test");
    expect((await shownFor(port, "www.b.test")).names).toBe("DNS:www.b.test");
    expect((await shownFor(port, "x.c.test")).names).toBe("DNS:*.c.test");
    expect((await shownFor(port, "other.test")).names).toContain("www.a.test");
  });
});

describe("replacement without a restart", () => {
  test("new connections get the new certificate, a request under way finishes on the old one", async () => {
    const files = filesFor(["www.a.test"]);
    const { port, watch, replaced } = await rigFor([files]);
    const before = await shake(port, "www.a.test");
    let text = "";
    before.socket.on("data", (piece) => {
      text += piece;
    });
    before.socket.write("GET /slow HTTP/1.1\r\nHost: www.a.test\r\n\r\n");
    await Bun.sleep(50);
    put(files, makeCertificate(["www.a.test"], { toMs: Date.parse("2099-01-01") }));
    expect(watch.reload()).toBe(true);
    const after = await shownFor(port, "www.a.test");
    expect(after.fingerprint).not.toBe(before.fingerprint);
    await Bun.sleep(400);
    expect(text).toEndWith("secure true");
    before.socket.destroy();
    expect(replaced).toEqual([["www.a.test", "2099"]]);
  });

  test("the change is seen by itself, also when only the other site's files change", async () => {
    const [a, b] = [filesFor(["a.test"]), filesFor(["b.test"])];
    const { port } = await rigFor([a, b], 20);
    const before = [await shownFor(port, "a.test"), await shownFor(port, "b.test")];
    put(b, makeCertificate(["b.test"]));
    for (let tries = 0; tries < 100; tries++) {
      if ((await shownFor(port, "b.test")).fingerprint !== before[1]?.fingerprint) break;
      await Bun.sleep(20);
    }
    expect((await shownFor(port, "b.test")).fingerprint).not.toBe(before[1]?.fingerprint as string);
    expect((await shownFor(port, "a.test")).fingerprint).toBe(before[0]?.fingerprint as string);
  });

  const broken: [string, (files: CertificateFiles) => void][] = [
    [
      "half a certificate",
      (files) => writeFileSync(files.certificatePath, "-----BEGIN CERTIFICATE-----\nMIIB"),
    ],
    ["an empty key", (files) => writeFileSync(files.keyPath, "")],
    ["a key of another certificate", (files) => writeFileSync(files.keyPath, makeCertificate(["x"]).key)],
    ["a file that is gone", (files) => unlinkSync(files.certificatePath)],
    [
      "a certificate that has expired",
      (files) => put(files, makeCertificate(["a.test"], { toMs: Date.now() - 1000 })),
    ],
  ];
  for (const [name, spoil] of broken) {
    test(`${name} leaves the old one in place and is reported once`, async () => {
      const files = filesFor(["a.test"]);
      const { port, watch, logged, replaced } = await rigFor([files], 20);
      const before = await shownFor(port, "a.test");
      spoil(files);
      await Bun.sleep(120);
      expect((await shownFor(port, "a.test")).fingerprint).toBe(before.fingerprint);
      expect(
        logged.filter((line) => line.startsWith("error: the new certificate cannot be used")),
      ).toHaveLength(1);
      expect(replaced).toEqual([]);
      put(files, makeCertificate(["a.test"]));
      expect(watch.reload() || replaced.length === 1).toBe(true);
      expect((await shownFor(port, "a.test")).fingerprint).not.toBe(before.fingerprint);
    });
  }
});

describe("at the start", () => {
  const refusalOf = (files: CertificateFiles): Refusal => {
    try {
      watchCertificates({ files: [files], log: () => {}, apply() {}, replaced() {} }).stop();
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    throw new Error("no refusal");
  };
  test("files that cannot be used are refused with their path and a remedy", () => {
    const missing = { ...filesFor(["a.test"]), certificatePath: join(folder, "none.pem") };
    expect([refusalOf(missing).code, refusalOf(missing).where]).toEqual([
      "unreadable-certificate",
      missing.certificatePath,
    ]);
    const mismatched = filesFor(["a.test"], {
      ...makeCertificate(["a.test"]),
      key: makeCertificate(["a.test"]).key,
    });
    expect(refusalOf(mismatched).code).toBe("key-mismatch");
    expect(refusalOf(filesFor(["a.test"], { cert: "hello", key: "hello" })).code).toBe("bad-certificate");
    expect(refusalOf(filesFor(["a.test"], { ...makeCertificate(["a.test"]), key: "hello" })).code).toBe(
      "bad-key",
    );
  });

  test("a name that is not covered, an expired and a not yet valid certificate are reported but served", async () => {
    const logged: string[] = [];
    const log: Log = (level, message) => void logged.push(`${level}: ${message}`);
    const files = [
      filesFor(["other.test"], makeCertificate(["a.test"])),
      filesFor(["a.test"], makeCertificate(["a.test"], { toMs: Date.now() - 1000 })),
      filesFor(["a.test"], makeCertificate(["a.test"], { fromMs: Date.now() + 86_400_000 })),
      filesFor(["a.test"], makeCertificate(["a.test"], { toMs: Date.now() + 86_400_000 })),
    ];
    const watch = watchCertificates({ files, log, apply() {}, replaced() {} });
    watch.stop();
    expect(watch.current()).toHaveLength(4);
    expect(logged).toEqual([
      "error: the certificate does not cover this host",
      "error: the certificate has expired; renew it",
      "error: the certificate is not valid yet",
      "warn: the certificate expires within two weeks",
    ]);
  });
});
