import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { CONTENTS, FAILURES, OUTCOMES, PROTECTIONS } from "./codes.ts";
import { attemptSchema, exchangeRequestSchema, packRound, unpackRound } from "./exchange.ts";
import type { Attempt, Round } from "./measure.ts";

const tenths = fc.integer({ min: 0, max: 100_000 }).map((value) => value / 10);
const moment = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });
const phases = fc.record(
  { dnsMs: tenths, tcpMs: tenths, tlsMs: tenths, firstByteMs: tenths, totalMs: tenths },
  { requiredKeys: ["totalMs"] },
);
const attempt: fc.Arbitrary<Attempt> = fc
  .tuple(
    phases,
    fc.record(
      {
        at: moment,
        failure: fc.constantFrom(...FAILURES),
        protection: fc.constantFrom(...PROTECTIONS),
        content: fc.constantFrom(...CONTENTS),
        status: fc.integer({ min: 100, max: 599 }),
        detail: fc.constantFrom("refused", "né en 1900"),
      },
      { requiredKeys: ["at", "failure", "protection", "content"] },
    ),
  )
  .map(([times, rest]) => ({ ...times, ...rest }));
const round: fc.Arbitrary<Round> = fc.record(
  {
    site: fc.integer({ min: 1, max: 60_000 }),
    at: moment,
    endedAt: moment,
    outcome: fc.constantFrom(...OUTCOMES),
    failure: fc.constantFrom(...FAILURES),
    certificate: fc.constantFrom(...FAILURES),
    protection: fc.constantFrom(...PROTECTIONS),
    content: fc.constantFrom(...CONTENTS),
    phases,
    address: fc.constantFrom("192.0.2.1", "2001:db8::1"),
    certificateEndsAt: moment,
    attempts: fc.array(attempt, { minLength: 1, maxLength: 4 }),
  },
  {
    requiredKeys: ["site", "at", "endedAt", "outcome", "failure", "protection", "content", "phases"],
  },
);

const request = (rounds: unknown) => ({
  v: 1,
  vantage: "local",
  sessionId: "0123456789abcdef",
  sequence: 1,
  sentAt: 1_780_000_000_000,
  planVersion: 0,
  health: { state: "ok", why: "", canaries: { ok: 5, total: 5 }, resolvers: { ok: 1, total: 1 } },
  scheduler: { dueNow: 0, lagP99Ms: 0, inFlight: 0, lastFullRoundMs: null },
  rounds,
  entries: [],
});

describe("a round on its way", () => {
  test("comes out as it went in, and the schema lets it through unchanged", () => {
    fc.assert(
      fc.property(round, (given) => {
        const packed = packRound(given);
        expect(unpackRound(packed)).toEqual(given);
        expect(exchangeRequestSchema.parse(request([packed])).rounds).toEqual([packed]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("is refused with a place outside its list, and with too many of them", () => {
    const packed = packRound({
      site: 1,
      at: 1,
      endedAt: 2,
      outcome: "up",
      failure: "ok",
      protection: "none",
      content: "same",
      phases: { totalMs: 1 },
    });
    const wrong = [...packed];
    wrong[4] = FAILURES.length;
    expect(exchangeRequestSchema.safeParse(request([wrong])).success).toBe(false);
    expect(exchangeRequestSchema.safeParse(request([packed.slice(0, 15)])).success).toBe(false);
    const many = (n: number) => exchangeRequestSchema.safeParse(request(Array(n).fill(packed))).success;
    expect([many(2_000), many(2_001)]).toEqual([true, false]);
  });

  test("brings no words of an outsider that move a terminal's cursor or go on without end", () => {
    const parsed = attemptSchema.parse({
      at: 1,
      failure: "ok",
      protection: "none",
      content: "same",
      totalMs: 1,
      detail: `\u001b[2J\u202e${"x".repeat(10_000)}`,
    });
    expect(parsed.detail).toBe(` [2J ${"x".repeat(195)}`);
  });
});
