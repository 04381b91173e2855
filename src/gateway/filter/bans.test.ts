import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  BAN_FIRST_MS,
  BAN_LONGEST_MS,
  BANS_MAX,
  Bans,
  NEW_PER_SECOND_MAX,
  OFFENCE_HOLD_MS,
  OFFENDERS_MAX,
} from "./bans.ts";
import { type Peer, peerOf } from "./peer.ts";

const nobody = { never: () => false, ticketed: () => false, ticketsUnknown: () => false };
const address = (n: number) => `${11 + (n >> 24)}.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
const A = "198.51.100.7";

/** Offends, is told to the kernel, and gives the time it got in ms. */
function offend(bans: Bans, who: string, nowMs: number): number | undefined {
  bans.take(who, "protocol violation", nowMs);
  return bans.tell(nowMs)[0]?.timeoutMs;
}

describe("bans", () => {
  test("one source is taken once, under each of its spellings", () => {
    const bans = new Bans(nobody);
    expect(bans.take(A, "protocol violation", 0)).toBe("taken");
    expect(bans.take(`::ffff:${A}`, "slow connections", 0)).toBe("already");
    bans.tell(0);
    expect(bans.take(A, "protocol violation", 1)).toBe("already");
    expect(bans.take("2a01:e0a:1:2::3", "protocol violation", 1)).toBe("taken");
    expect(bans.take("2a01:e0a:1:2:ffff::9", "protocol violation", 1)).toBe("already");
    expect(bans.size).toBe(2);
  });

  test("what may not be taken is not, whatever the reason", () => {
    const bans = new Bans({
      never: ({ element }) => element === A,
      ticketed: (prefix) => prefix === "203.0.113.0/24",
      ticketsUnknown: () => false,
    });
    expect(bans.take(A, "slow connections", 0)).toBe("never");
    expect(bans.take("203.0.113.9", "slow connections", 0)).toBe("ticketed");
    expect(bans.take("203.0.113.9; flush ruleset", "slow connections", 0)).toBe("invalid");
    expect(bans.tell(0)).toEqual([]);
  });

  test("nobody is taken while it is not known who holds tickets", () => {
    expect(new Bans({ ...nobody, ticketsUnknown: () => true }).take(A, "slow connections", 0)).toBe(
      "ticketed",
    );
  });

  test("five minutes, then twice as long each time, never more than an hour", () => {
    const bans = new Bans(nobody);
    const times: Array<number | undefined> = [];
    let now = 0;
    for (let round = 0; round < 7; round++) {
      times.push(offend(bans, A, now));
      now += BAN_LONGEST_MS + 60_000;
      bans.expire(now);
    }
    expect(times.map((ms) => (ms ?? 0) / 60_000)).toEqual([5, 10, 20, 40, 60, 60, 60]);
    now += OFFENCE_HOLD_MS + BAN_LONGEST_MS;
    expect(offend(bans, A, now)).toBe(BAN_FIRST_MS);
  });

  test("who has run out is free again, and doubles even before the sweep", () => {
    const bans = new Bans(nobody);
    offend(bans, A, 0);
    expect(bans.take(A, "protocol violation", BAN_FIRST_MS)).toBe("already");
    expect(offend(bans, A, BAN_FIRST_MS + 20_000)).toBe(2 * BAN_FIRST_MS);
  });

  test("at most so many new ones a second, so many in all, so many remembered", () => {
    const bans = new Bans(nobody);
    const outcomes: Record<string, number> = {};
    let now = 0;
    let told = 0;
    for (let n = 0; n < BANS_MAX + 2 * NEW_PER_SECOND_MAX; n++) {
      if (n % NEW_PER_SECOND_MAX === 0) {
        const batch = bans.tell(now).length;
        expect(batch).toBeLessThanOrEqual(NEW_PER_SECOND_MAX);
        told += batch;
        now += 1_000;
      }
      const outcome = bans.take(address(n), "protocol violation", now);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    told += bans.tell(now).length;
    expect(told).toBe(BANS_MAX);
    expect(outcomes).toEqual({ taken: BANS_MAX, full: 2 * NEW_PER_SECOND_MAX });

    const fresh = new Bans(nobody);
    for (let n = 0; n < NEW_PER_SECOND_MAX; n++) fresh.take(address(n), "protocol violation", 0);
    expect(fresh.take(A, "protocol violation", 0)).toBe("too fast");
    fresh.tell(0);
    expect(fresh.take(A, "protocol violation", 0)).toBe("taken");
  });

  test("former offenders are forgotten oldest first when they are too many", () => {
    const bans = new Bans(nobody);
    let now = 0;
    const first = address(0);
    for (let n = 0; n <= OFFENDERS_MAX; ) {
      for (let some = 0; some < NEW_PER_SECOND_MAX && n <= OFFENDERS_MAX; some++, n++) {
        bans.take(address(n), "protocol violation", now);
      }
      bans.tell(now);
      now += 1_000;
      // The table of those shut out is emptied as it goes: only the memory of former offenders is to fill up.
      bans.expire(Number.MAX_SAFE_INTEGER / 2);
    }
    expect(offend(bans, first, now)).toBe(BAN_FIRST_MS);
    expect(bans.size).toBe(1);
  });

  test("a prefix that earns a ticket is let through, and its offences are forgotten", () => {
    const bans = new Bans(nobody);
    offend(bans, A, 0);
    offend(bans, "203.0.113.9", 0);
    bans.take("198.51.100.8", "protocol violation", 0);
    expect(bans.lift(new Set(["198.51.100.0/24"]))).toEqual([peerOf(A) as Peer]);
    expect(bans.tell(0)).toEqual([]);
    expect(bans.size).toBe(1);
    expect(offend(bans, A, 1)).toBe(BAN_FIRST_MS);
  });

  test("flush forgets everything", () => {
    const bans = new Bans(nobody);
    offend(bans, A, 0);
    bans.take("203.0.113.9", "protocol violation", 0);
    expect(bans.clear()).toBe(2);
    expect(bans.tell(0)).toEqual([]);
    expect(offend(bans, A, 1)).toBe(BAN_FIRST_MS);
    bans.expire(BAN_LONGEST_MS);
    bans.clear();
    expect(offend(bans, A, BAN_LONGEST_MS + 1)).toBe(BAN_FIRST_MS);
  });

  test("in any order of wishes, tickets and time: nobody twice, nobody spared, no time out of bounds", () => {
    const who = fc.integer({ min: 0, max: 11 });
    const step = fc.oneof(
      who.map((n) => ({ take: n })),
      who.map((n) => ({ ticket: n })),
      fc.integer({ min: 1, max: 4_000_000 }).map((ms) => ({ pass: ms })),
      fc.constant({ tell: true }),
    );
    const nameOf = (n: number) => `198.51.${n >> 1}.${n & 1}`;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const tickets = new Set<string>();
        const inKernel = new Map<string, number>();
        const bans = new Bans({ ...nobody, ticketed: (prefix) => tickets.has(prefix) });
        let now = 0;
        for (const one of steps) {
          if ("take" in one) bans.take(nameOf(one.take), "protocol violation", now);
          else if ("pass" in one) {
            now += one.pass;
            bans.expire(now);
          } else if ("ticket" in one) {
            const prefix = `198.51.${one.ticket >> 1}.0/24`;
            tickets.add(prefix);
            for (const { element } of bans.lift(new Set([prefix]))) inKernel.delete(element);
          } else {
            for (const { peer, timeoutMs } of bans.tell(now)) {
              expect(inKernel.get(peer.element) ?? 0).toBeLessThanOrEqual(now);
              expect(timeoutMs).toBeGreaterThanOrEqual(BAN_FIRST_MS);
              expect(timeoutMs).toBeLessThanOrEqual(BAN_LONGEST_MS);
              inKernel.set(peer.element, now + timeoutMs);
            }
          }
          for (const [element, untilMs] of inKernel) {
            if (untilMs > now) expect(tickets.has(peerOf(element)?.prefix ?? "")).toBe(false);
          }
        }
      }),
      { seed: 20241231, numRuns: 200 },
    );
  });
});
