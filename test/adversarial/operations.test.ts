import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Beffroi, startUp } from "../../bench/harness/beffroi.ts";
import { exchange } from "./differential.ts";

/** What an attacker may try while the town's people run the house: many behind one address, a reload, the console. */

const LIMIT_MS = 60_000;
const HOST = "www.ville.example";
const folder = mkdtempSync(join(tmpdir(), "beffroi-operations-"));
let beffroi: Beffroi;

const origin = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  async fetch(request) {
    await Bun.sleep(5);
    const { pathname } = new URL(request.url);
    return new Response(`page ${pathname}`, {
      headers: {
        "Content-Type": "text/html",
        "Cache-Control": pathname === "/" ? "public, max-age=60" : "private, no-store",
      },
    });
  },
});

beforeAll(async () => {
  const settings = { origin: origin.port as number, hosts: [HOST], site: ["crawl = false"] };
  beffroi = await startUp(join(folder, "house"), settings, undefined);
}, LIMIT_MS);
afterAll(async () => {
  await beffroi.process.stop();
  origin.stop(true);
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string, host = HOST) =>
  fetch(`http://127.0.0.1:${beffroi.port}${path}`, { headers: { Host: host }, keepalive: false });

test(
  "200 people behind one address, 600 requests within three seconds: all are answered in calm",
  async () => {
    const answers = await Promise.all(
      Array.from({ length: 600 }, async (_, n) => {
        await Bun.sleep(n * 4);
        const response = await get(n % 3 === 0 ? `/agent/${n}` : "/");
        return `${response.status} ${await response.text()}`;
      }),
    );
    const wanted = answers.map((_, n) => `200 page ${n % 3 === 0 ? `/agent/${n}` : "/"}`);
    expect(answers).toEqual(wanted);
  },
  LIMIT_MS,
);

test(
  "new settings under load lose no request",
  async () => {
    let over = false;
    let asked = 0;
    const failures: string[] = [];
    const visitors = Array.from({ length: 8 }, async (_, visitor) => {
      for (let n = 0; !over; n++) {
        asked += 1;
        const path = n % 2 === 0 ? "/" : `/visite/${visitor}/${n}`;
        const answer = await get(path).then(
          async (response) => `${response.status} ${await response.text()}`,
          (error) => String(error),
        );
        if (answer !== `200 page ${path}`) failures.push(answer);
      }
    });
    const text = readFileSync(beffroi.settingsFile, "utf8");
    for (let change = 0; change < 4; change++) {
      await Bun.sleep(250);
      writeFileSync(
        beffroi.settingsFile,
        text.replace("[[site]]", `[[site]]\norigin_queue_max = ${600 + change}`),
      );
      beffroi.process.signal("SIGHUP");
    }
    await Bun.sleep(500);
    over = true;
    await Promise.all(visitors);
    expect(failures).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  },
  LIMIT_MS,
);

describe("the console", () => {
  const paths = ["/api/state", "/metrics", "/healthz", "/api/act", "/live", "/%2e%2e/metrics", "//metrics"];
  const hosts = () => [HOST, "localhost", "127.0.0.1", `127.0.0.1:${beffroi.consolePort}`, "[::1]"];

  test(
    "says nothing through the site's listener, whatever host is named",
    async () => {
      for (const host of hosts()) {
        for (const path of paths) {
          const text = await exchange(
            beffroi.port,
            Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
          );
          // The origin's page, or a refusal; never the console's figures or texts.
          expect(text).toMatch(/^HTTP\/1\.1 (200|400|404|421|301|308) /);
          if (text.startsWith("HTTP/1.1 200")) expect(text).toContain("page /");
          expect(text).not.toMatch(/beffroi_|"posture"|process_resident/);
        }
      }
    },
    LIMIT_MS,
  );

  test("cannot be made an origin by an absolute target or a forwarded host", async () => {
    const inner = `http://127.0.0.1:${beffroi.consolePort}/metrics`;
    for (const request of [
      `GET ${inner} HTTP/1.1\r\nHost: ${HOST}\r\n`,
      `GET /metrics HTTP/1.1\r\nHost: ${HOST}\r\nX-Forwarded-Host: 127.0.0.1:${beffroi.consolePort}\r\n`,
      `CONNECT 127.0.0.1:${beffroi.consolePort} HTTP/1.1\r\nHost: ${HOST}\r\n`,
    ]) {
      const text = await exchange(beffroi.port, Buffer.from(`${request}Connection: close\r\n\r\n`));
      expect(text).not.toMatch(/beffroi_|process_resident/);
    }
  });
});
