import { afterEach, describe, expect, test } from "bun:test";
import { makeCertificate } from "../../../test/support/certificate.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { exchange, type KeeperAddress, keeperUrl, NotTaken } from "./client.ts";
import { StandInKeeper, TOKEN } from "./testing/keeper.ts";

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const keeperWith = (tls?: { cert: string; key: string }) => {
  const keeper = new StandInKeeper(0, tls);
  closing.push(() => keeper.stop());
  return keeper;
};
const answering = (body: string | ReadableStream, status = 200) => {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response(body, { status }) });
  closing.push(() => server.stop(true));
  return `http://127.0.0.1:${server.port}`;
};
const REQUEST = JSON.stringify({
  v: 1,
  sessionId: "0123456789abcdef",
  sequence: 1,
  sentAt: Date.now(),
  planVersion: 0,
  health: { state: "ok", why: "", canaries: { ok: 0, total: 0 }, resolvers: { ok: 0, total: 0 } },
  scheduler: { dueNow: 0, lagP99Ms: 0, inFlight: 0, lastFullRoundMs: null },
  rounds: [],
  entries: [],
});
const address = (url: string, more: Partial<KeeperAddress> = {}) => ({ url, token: () => TOKEN, ...more });
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "answered",
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );

describe("an exchange", () => {
  test("goes over plain HTTP on this machine only, and over HTTPS everywhere", () => {
    expect(keeperUrl("http://127.0.0.1:8440/any/path").href).toBe("http://127.0.0.1:8440/api/watch/exchange");
    expect(keeperUrl("https://console.ville.example:8440").protocol).toBe("https:");
    for (const wrong of ["http://console.ville.example:8440", "ftp://127.0.0.1", "127.0.0.1:8440", ""]) {
      expect(() => keeperUrl(wrong)).toThrow(Refusal);
    }
  });

  test("checks the certificate against the authority that was named", async () => {
    const good = makeCertificate(["localhost"]);
    const other = makeCertificate(["localhost"]);
    const url = `https://localhost:${keeperWith(good).port}`;
    expect(await codeOf(exchange(address(url, { ca: good.cert }), REQUEST))).toBe("answered");
    expect(await codeOf(exchange(address(url, { ca: other.cert }), REQUEST))).toBe("wrong-certificate");
    // Without one, the machine itself is what is trusted.
    expect(await codeOf(exchange(address(url), REQUEST))).toBe("answered");
  });

  test("says what is wrong: the token, the way, the other end", async () => {
    const keeper = keeperWith();
    expect(await codeOf(exchange(address(keeper.url), REQUEST))).toBe("answered");
    const wrongToken = address(keeper.url, { token: () => "another-token-entirely" });
    expect(await codeOf(exchange(wrongToken, REQUEST))).toBe("token-refused");
    await keeper.stop();
    expect(await codeOf(exchange(address(keeper.url), REQUEST))).toBe("keeper-unreachable");
    expect(await codeOf(exchange(address(answering("<html>", 200)), REQUEST))).toBe("not-beffroi");
    expect(await codeOf(exchange(address(answering("{}", 502)), REQUEST))).toBe("keeper-failed");
    const acknowledgedOnly = JSON.stringify({ acknowledged: 1 });
    expect(await codeOf(exchange(address(answering(acknowledgedOnly)), REQUEST))).toBe("not-beffroi");
  });

  test("knows what the keeper will never take from what it does not take now", async () => {
    const keeper = keeperWith();
    const refusal = async (status: number) => {
      keeper.refuses = { status, code: "no" };
      return exchange(address(keeper.url), REQUEST).catch((error: unknown) => error);
    };
    expect(await refusal(400)).toBeInstanceOf(NotTaken);
    expect(await refusal(413)).toBeInstanceOf(NotTaken);
    expect(await refusal(503)).not.toBeInstanceOf(NotTaken);
    expect(await refusal(429)).not.toBeInstanceOf(NotTaken);
  });

  test("does not read an answer without end", async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    expect(await codeOf(exchange(address(answering(endless)), REQUEST))).toBe("not-beffroi");
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });
});
