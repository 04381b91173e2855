import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Outcome } from "./channels/channel.ts";
import { type Attempted, backOff, restAfter, type Step, stepAfter, USUAL_PACE } from "./pace.ts";

const pace = { waitMs: 1_000, waitMsMax: 60_000, repeatWaitMs: 30_000, attemptsMax: 12, ageMsMax: 3_600_000 };
const attempted: Attempted = {
  attempts: 1,
  unknownBefore: false,
  ageMs: 0,
  stopped: false,
  exact: false,
  restMs: 5_000,
};
const half = () => 0.5;
const refused: Outcome = { result: "not-now", reason: "450", channelDown: false };
const down: Outcome = { result: "not-now", reason: "refused", channelDown: true };
const unknown: Outcome = { result: "unknown", reason: "cut", channelDown: true };
const never: Outcome = { result: "never", reason: "550" };
const step = (outcome: Outcome, more: Partial<Attempted> = {}) =>
  stepAfter(outcome, { ...attempted, ...more }, pace, half);

describe("after an attempt", () => {
  test.each<[string, Outcome, Partial<Attempted>, Partial<Step>]>([
    ["taken", { result: "delivered", answer: "250" }, {}, { to: "delivered", answer: "250" }],
    ["refused for now", refused, { attempts: 3 }, { to: "waiting", waitMs: 3_000, unknown: false }],
    ["no server", down, {}, { to: "waiting", waitMs: 5_000 }],
    ["refused for good", never, {}, { to: "failed", reason: "550" }],
    ["no answer", unknown, {}, { to: "repeated", waitMs: 30_000 }],
    ["no answer, twice", unknown, { unknownBefore: true }, { to: "uncertain" }],
    ["no answer from who drops doubles", unknown, { exact: true }, { to: "waiting", unknown: true }],
    ["the same, twice", unknown, { exact: true, unknownBefore: true }, { to: "waiting", unknown: true }],
    ["refused after no answer", refused, { unknownBefore: true }, { to: "waiting", unknown: true }],
    ["refused for good after no answer", never, { unknownBefore: true }, { to: "uncertain" }],
    ["too many attempts", refused, { attempts: 12 }, { to: "failed" }],
    ["too old", down, { ageMs: 3_599_999 }, { to: "failed" }],
    ["no answer, and too old", unknown, { ageMs: 3_599_999 }, { to: "uncertain" }],
    ["stopped", refused, { stopped: true }, { to: "failed", reason: "stopped; before that: 450" }],
    ["stopped, no answer", unknown, { stopped: true }, { to: "uncertain" }],
    ["stopped, yet taken", { result: "delivered", answer: "" }, { stopped: true }, { to: "delivered" }],
  ])("%s", (_, outcome, more, expected) => {
    expect(step(outcome, more)).toMatchObject(expected);
  });

  test("whatever comes, it ends, is repeated once at most, and fails only if nothing can have arrived", () => {
    const outcomes = fc.constantFrom(refused, down, unknown, never);
    fc.assert(
      fc.property(fc.infiniteStream(outcomes), fc.boolean(), (stream, exact) => {
        let [unknownBefore, repeats, attempts] = [false, 0, 0];
        for (const outcome of stream) {
          attempts++;
          const next = step(outcome, { attempts, unknownBefore, exact });
          const mayHaveArrived = unknownBefore || outcome.result === "unknown";
          if (next.to === "failed") expect(mayHaveArrived).toBe(false);
          if (next.to === "uncertain") expect(mayHaveArrived).toBe(true);
          if (next.to !== "waiting" && next.to !== "repeated") break;
          if (next.to === "repeated") repeats++;
          expect(next.waitMs).toBeGreaterThan(0);
          unknownBefore = mayHaveArrived;
        }
        expect(attempts).toBeLessThanOrEqual(pace.attemptsMax);
        expect(repeats).toBeLessThanOrEqual(exact ? 0 : 1);
      }),
      { seed: 1 },
    );
  });
});

describe("waits", () => {
  test("double up to their bound, each between half of it and all of it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempts, chance) => {
          const whole = Math.min(60_000, 1_000 * 2 ** Math.min(attempts - 1, 30));
          const wait = backOff(attempts, pace, () => chance);
          expect(wait).toBeGreaterThanOrEqual(Math.floor(whole / 2));
          expect(wait).toBeLessThanOrEqual(whole);
        },
      ),
      { seed: 2 },
    );
  });

  test("of a channel last as long as its server asked, or as failures in a row make them", () => {
    expect(restAfter(refused, 3, pace, half)).toBe(0);
    expect(restAfter(never, 3, pace, half)).toBe(0);
    expect(restAfter({ result: "delivered", answer: "" }, 3, pace, half)).toBe(0);
    expect(restAfter(down, 1, pace, half)).toBe(750);
    expect(restAfter(unknown, 3, pace, half)).toBe(3_000);
    expect(restAfter({ ...down, retryAfterMs: 90_000 }, 1, pace, half)).toBe(90_000);
  });

  test("of a day's attempts fit into the number that is allowed", () => {
    let [ms, attempts] = [0, 0];
    while (ms < 24 * 3_600_000) ms += backOff(++attempts, USUAL_PACE, () => 0.999);
    expect(attempts).toBeLessThanOrEqual(USUAL_PACE.attemptsMax);
  });
});
