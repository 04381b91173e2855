import { afterAll, beforeAll, describe, expect, spyOn, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FaultServer, startFaultServer } from "../../test/support/fault-server/index.ts";
import { checkOnce } from "../processes/check.ts";
import { FAILURES } from "../watch/events.ts";
import { describe as linesOf, run } from "./check.ts";
import { CHECK_TEXTS } from "./check-texts.ts";

let server: FaultServer;
let folder: string;
let config: string;

beforeAll(async () => {
  server = await startFaultServer();
  folder = mkdtempSync(join(tmpdir(), "beffroi-check-"));
  config = join(folder, "beffroi.toml");
  writeFileSync(
    config,
    `[watch]\nresolvers = ["${server.resolver}"]\nallow_private = ["127.0.0.0/8"]\ncanaries = ["${plain("ok")}"]\n`,
  );
});
afterAll(() => {
  server.stop();
  rmSync(folder, { recursive: true });
});

async function said(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const heard = { out: "", err: "" };
  const out = spyOn(process.stdout, "write").mockImplementation((text) => {
    heard.out += text;
    return true;
  });
  const err = spyOn(process.stderr, "write").mockImplementation((text) => {
    heard.err += text;
    return true;
  });
  try {
    return { code: await run(args), ...heard };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
const plain = (kind: string) => server.url(kind, 1, "http");
const watch = () => ({
  contact: "",
  resolvers: [server.resolver],
  allow_private: ["127.0.0.0/8"],
  canaries: [plain("ok")],
});

describe("beffroi check", () => {
  test("says that a site answers, with title and times, and never that it is confirmed", async () => {
    const { code, out } = await said("--config", config, "--once", plain("ok"));
    expect(code).toBe(0);
    expect(out).toStartWith(`${plain("ok")} répond.\n`);
    expect(out).toContain("page: HTTP 200, Ville de Démo – Accueil");
    expect(out).toMatch(/durées: DNS \d+ ms · TCP \d+ ms · premier octet \d+ ms · en tout \d+ ms/);
    expect(out).toContain("rien n’est confirmé");
  });

  test("says why one does not, and ends with 1", async () => {
    const { code, out } = await said(
      "--config",
      config,
      "--once",
      "--lang",
      "en",
      plain("http-502"),
      plain("ok"),
    );
    expect(code).toBe(1);
    expect(out).toContain(
      "does not answer.\n  cause: the front server gets no proper answer (502) [http.502]",
    );
    expect(out).toContain(`${plain("ok")} answers.`);
  });

  test("calls a challenge an answer, and says whose it is", async () => {
    const { code, out } = await said("--config", config, "--once", plain("by-cloudflare-challenge"));
    expect(code).toBe(0);
    expect(out).toContain("protection: une protection demande une vérification au visiteur (cloudflare)");
  });

  test("gives programs one object a line", async () => {
    const { code, out } = await said(
      "--config",
      config,
      "--once",
      "--json",
      plain("ok"),
      "dns:dns-nxdomain-x1.faults.test",
    );
    expect(code).toBe(1);
    const [first, second] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ outcome: "up", attempts: [{ failure: "ok", status: 200 }] });
    expect(second).toMatchObject({ outcome: "down", attempts: [{ failure: "dns.nxdomain" }] });
  });

  test("asks no private address unless told to", async () => {
    const port = new URL(plain("ok")).port;
    const empty = join(folder, "empty.toml");
    writeFileSync(empty, "");
    const refused = await said("--config", empty, "--once", `http://127.0.0.1:${port}/`);
    expect(refused.code).toBe(1);
    expect(refused.out).toContain("refused.private_address");
    const allowed = await said("--config", empty, "--once", "--allow-private", `http://127.0.0.1:${port}/`);
    expect(allowed.code).toBe(0);
  });

  test("does not take what is no address", async () => {
    expect((await said()).code).toBe(2);
    expect((await said("ftp://faults.test/")).code).toBe(2);
    expect((await said("--lang", "de", "faults.test")).code).toBe(2);
    expect((await said("--what", "faults.test")).err).toContain("usage: beffroi check");
  });
});

describe("a round", () => {
  test("is four attempts before a site is said not to answer, and each is told", async () => {
    const waits: string[] = [];
    const options = { watch: watch(), once: false, allowPrivate: false, offsetsMs: [0, 20, 40, 60] };
    const onWait = (failure: string) => waits.push(failure);
    const checked = await checkOnce(plain("http-500"), { ...options, onWait });
    expect(checked.outcome).toBe("down");
    expect(checked.attempts.map(({ failure }) => failure)).toEqual(Array(4).fill("http.500"));
    expect(waits).toEqual(Array(3).fill("http.500"));
    expect(linesOf(checked, CHECK_TEXTS.en)[0]).toEndWith("does not answer, in 4 attempts.");
  });

  test("tells a certificate that fails beside a page that is there", async () => {
    const options = { watch: watch(), once: true, allowPrivate: false, trust: server.trust };
    const checked = await checkOnce(server.url("cert-expired"), options);
    expect(checked.outcome).toBe("up");
    expect(linesOf(checked, CHECK_TEXTS.en).join("\n")).toContain(
      "certificate: the certificate has expired, valid until",
    );
  });
});

describe("our own line", () => {
  /** Nobody listens there: as a machine whose line is dead finds its resolver. */
  const dead = Bun.udpSocket({ hostname: "127.0.0.1" });
  afterAll(async () => (await dead).close());
  const without = async (canaries: string[]) => ({
    ...watch(),
    resolvers: [`127.0.0.1:${(await dead).port}`],
    canaries,
  });

  test("that is dead is said to be at fault, and nothing is said of the site", async () => {
    const options = { watch: await without([]), once: true, allowPrivate: false };
    const checked = await checkOnce("https://www.faults.test/", options);
    expect(checked).toMatchObject({
      outcome: "void",
      attempts: [{ failure: "dns.timeout" }],
      line: { canaries: { ok: 0, total: 7 }, resolvers: { ok: 0, total: 1 } },
    });
    expect(linesOf(checked, CHECK_TEXTS.fr).join("\n")).toContain(
      "Rien n’est dit de ce site : la panne peut être celle de notre propre connexion.\n  notre connexion: 0 hôte de référence sur 7 répond",
    );
    expect(linesOf(checked, CHECK_TEXTS.en)[0]).toEndWith("could not be measured from here.");
  }, 60_000);

  test("whose resolver alone is dead is at fault for names, and for nothing else", async () => {
    const canary = plain("ok").replace(new URL(plain("ok")).hostname, "127.0.0.1");
    const options = {
      watch: await without([canary, "http://name.faults.test/"]),
      once: true,
      allowPrivate: false,
    };
    expect((await checkOnce("https://www.faults.test/", options)).outcome).toBe("void");
    const refused = await checkOnce("http://127.0.0.1:9/", options);
    expect(refused).toMatchObject({ outcome: "down", attempts: [{ failure: "tcp.refused" }] });
  }, 60_000);

  test("that works leaves the judgement as it is, and is told as evidence", async () => {
    const options = { watch: watch(), once: true, allowPrivate: false };
    const checked = await checkOnce("dns:dns-servfail-x1.faults.test", options);
    expect(checked).toMatchObject({
      outcome: "down",
      line: { canaries: { ok: 1, total: 1 }, resolvers: { ok: 1, total: 1 } },
    });
    expect(linesOf(checked, CHECK_TEXTS.en).join("\n")).toContain(
      "our own connection: 1 of 1 well-known hosts answer, 1 of 1 DNS resolvers",
    );
  });
});

test("every failure has its sentence in both languages", () => {
  for (const { failures } of Object.values(CHECK_TEXTS))
    for (const failure of FAILURES) expect(failures[failure].length, failure).toBeGreaterThan(5);
});
