import { describe, expect, test } from "bun:test";
import { CitizenTally, wellFrom } from "./citizen-tally.ts";
import { LatencyTally } from "./latency-tally.ts";
import { Letters, readMessage, writeMessage } from "./letters.ts";
import { COUNT_PATH, OriginTally } from "./origin-tally.ts";
import { SeededRandom } from "./random.ts";

describe("quantiles", () => {
  test("of many times are right to a few percent, and the greatest is exact", () => {
    const tally = new LatencyTally();
    for (let ms = 1; ms <= 10_000; ms++) tally.add(ms);
    expect(tally.at(0.5)).toBeWithin(4_990, 5_120);
    expect(tally.at(0.99)).toBeWithin(9_890, 10_001);
    expect([tally.at(1), tally.size]).toEqual([10_000, 10_000]);
  });

  test("of nothing are null, and nothing is beyond the greatest", () => {
    expect(new LatencyTally().at(0.5)).toBeNull();
    const tally = new LatencyTally();
    tally.add(0);
    tally.add(1e12);
    expect([tally.at(0.4), tally.at(0.9)]).toEqual([0.01, 1e12]);
  });
});

describe("citizens' figures", () => {
  test("belong to the phase, the kind and the act", () => {
    const now = performance.now();
    const tally = new CitizenTally(now - 10_000, (at) => (at < now - 7_000 ? "calm" : "flood"));
    const met = { waitingPages: 1, refusals: 2 };
    tally.add("returning", "search", now - 8_000, "done", met);
    tally.add("returning", "search", now - 6_000, "done", met);
    tally.add("returning", "search", now - 100, "done", met);
    tally.add("returning", "search", now - 100, "timed-out", met);
    const { calm, flood } = tally.phases();
    expect(calm.returning?.search).toMatchObject({ tried: 1, done: 1, within5s: 0 });
    expect(flood.returning?.search).toMatchObject({
      tried: 3,
      done: 2,
      within5s: 1,
      timedOut: 1,
      waitingPages: 3,
      refusals: 6,
    });
    expect(tally.secondAt(10)).toEqual({ done: 3, failed: 1, waitingPages: 4, refusals: 8 });
  });

  test("a site is well from the first second on after which 95 of 100 are quick", () => {
    const quick = Array.from({ length: 20 }, () => 100);
    const slow = Array.from({ length: 20 }, () => 3_000);
    expect(wellFrom([slow, [...quick, 5_000, 5_000, 5_000, 5_000], quick, quick, quick])).toBe(2);
    expect(wellFrom([quick, quick, quick])).toBe(0);
    expect(wellFrom([slow, slow, slow, slow])).toBeNull();
    expect(wellFrom([[1], [1], [1]])).toBeNull();
  });
});

describe("a message", () => {
  const random = new SeededRandom(3);

  test("tells its token, and whether it is whole", () => {
    const message = writeMessage("abc123", random);
    expect(readMessage(message)).toEqual({ token: "abc123", intact: true });
    expect(readMessage(message.replace("Bonjour", "bonjour"))).toEqual({ token: "abc123", intact: false });
    expect(readMessage("Bonjour")).toBeUndefined();
  });

  test("is lost, doubled, changed or unseen by what the origin has", async () => {
    const letters = new Letters();
    for (const token of ["good", "lost", "doubled", "changed", "unseen", "never"]) letters.sending(token);
    for (const token of ["good", "lost", "doubled", "changed"]) letters.received(token, `receipt ${token}`);
    const has: Record<string, { accepted: number; intact: boolean }> = {
      good: { accepted: 1, intact: true },
      doubled: { accepted: 2, intact: true },
      changed: { accepted: 1, intact: false },
      unseen: { accepted: 1, intact: true },
    };
    const delivery = await letters.compare(async (token) => has[token] ?? { accepted: 0, intact: true });
    expect(delivery).toEqual({
      acknowledged: 4,
      lost: 1,
      doubled: 1,
      changed: 1,
      unseen: 1,
      receiptsShared: 0,
    });
  });

  test("never shares its receipt", async () => {
    const letters = new Letters();
    for (const token of ["a", "b"]) {
      letters.sending(token);
      letters.received(token, "the same");
    }
    expect((await letters.compare(async () => ({ accepted: 1, intact: true }))).receiptsShared).toBe(1);
  });
});

describe("an origin's tally", () => {
  const ask = (query = "", headers: Record<string, string> = {}) =>
    new Request(`http://127.0.0.1${COUNT_PATH}${query}`, { headers });

  test("tells who took workers, and what was accepted", async () => {
    const tally = new OriginTally();
    tally.took(new Headers({ "x-forwarded-for": "192.0.2.1, 127.70.1.2" }), 3);
    tally.took(new Headers({ "x-forwarded-for": "192.0.2.1" }), 0);
    tally.took(new Headers(), 0);
    tally.refused();
    const message = writeMessage("tok", new SeededRandom(1));
    tally.accepted(message);
    tally.accepted(message);
    tally.accepted("somebody else's");
    const all = (await tally.answer(ask())?.json()) as Record<string, unknown> & { bySecondByte: number[] };
    expect(all).toMatchObject({ elsewhere: 2, refused: 1, inFlightMax: 4 });
    expect([all.bySecondByte[70], all.bySecondByte.length]).toEqual([1, 256]);
    expect(await tally.answer(ask("?jeton=tok"))?.json()).toEqual({ accepted: 2, intact: true });
    expect(await tally.answer(ask("?jeton=other"))?.json()).toEqual({ accepted: 0, intact: true });
  });

  test("tells nothing to whoever comes through a proxy, and on no other path", () => {
    const tally = new OriginTally();
    expect(tally.answer(ask("", { "x-forwarded-for": "127.0.0.1" }))).toBeUndefined();
    expect(tally.answer(new Request("http://127.0.0.1/demo"))).toBeUndefined();
  });
});
