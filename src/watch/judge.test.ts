import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { ManualClock } from "../kernel/clock.ts";
import { silentLog } from "../kernel/log.ts";
import { MINUTE_MS, roundOf } from "../../test/support/watch-room.ts";
import type { WatchedSite } from "./events.ts";
import { packRound } from "./exchange.ts";
import { History } from "./history/history.ts";
import { Judge } from "./judge.ts";
import type { Round } from "./measure.ts";
import { Trust } from "./trust.ts";
import { fuse, sayingOf, windowVerdict } from "./verdict/index.ts";

/** What the rows tell of a window must be what the rounds themselves would have told. */

const HOUR = 60 * MINUTE_MS;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-judge-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const site: WatchedSite = { site: 1, check: "http", url: "https://a.test", name: "", body: null, tags: [] };
/** Rounds five minutes apart with some jitter, or half a minute apart while the site is down, as a prober asks. */
const script = fc.array(
  fc.record({
    outcome: fc.constantFrom<Round["outcome"]>("up", "up", "up", "up", "shaky", "down", "down", "void"),
    jitterMs: fc.integer({ min: -5_000, max: 5_000 }),
  }),
  { minLength: 1, maxLength: 40 },
);

const PACE = { segmentMs: HOUR, placesPerStep: 50, rowsPerStep: 100 };

test("a window read out of rows is judged as its rounds would be", () => {
  let n = 0;
  fc.assert(
    fc.property(
      fc.array(script, { minLength: 1, maxLength: 2 }),
      fc.integer({ min: 0, max: 120 }),
      fc.boolean(),
      (scripts, offset, isClosed) => {
        const clock = new ManualClock(Date.parse("2026-02-01T22:30:00Z"));
        const startMs = clock.now();
        const history = new History({ path: join(folder, `${n++}.db`), clock, log: silentLog, pace: PACE });
        const all: { vantage: number; round: Round }[] = [];
        for (const [vantage, steps] of scripts.entries()) {
          let at = startMs;
          for (const { outcome, jitterMs } of steps) {
            all.push({ vantage, round: roundOf(1, at, outcome) });
            // Whole seconds: finer a row does not tell.
            at += Math.round((outcome === "down" ? 80_000 : 300_000 + jitterMs) / 1000) * 1000;
          }
          const rounds = all.filter((one) => one.vantage === vantage).map(({ round }) => packRound(round));
          history.take({
            vantage: vantage === 0 ? "local" : "lyon",
            sessionId: `${vantage}`.padStart(16, "0"),
            sequence: 1,
            rounds,
          });
        }
        if (isClosed) {
          clock.advance(2 * HOUR);
          while (history.step());
        }
        const judge = new Judge({
          reader: history.read,
          vantages: history.vantages,
          trust: new Trust([]),
          isDeciding: () => true,
          inMaintenance: () => false,
        });
        const from = startMs + offset * MINUTE_MS;
        const to = from + HOUR;
        const told = judge.verdictOf(site, from, to);
        const within = all.filter(({ round }) => round.at >= from && round.at < to);
        const truth = windowVerdict(
          fuse(
            within.map(({ vantage, round }) => sayingOf(vantage, round)),
            3,
          ),
          {
            from,
            to,
            suspendedMs: 0,
            vantages: history.vantages,
          },
        );
        history.close();
        // Rounds between the ends of a run are spread evenly: one at the window's edge may fall to the other side.
        expect(Math.abs(told.n - truth.n)).toBeLessThanOrEqual(1);
        expect(Math.abs(told.d - truth.d)).toBeLessThanOrEqual(1);
        if (told.n === truth.n && told.d === truth.d && told.p === truth.p)
          expect(told.verdict).toBe(truth.verdict);
      },
    ),
    { seed: 3, numRuns: 150 },
  );
}, 60_000);

test("a slow hour is told by what is usual on that day", () => {
  const clock = new ManualClock(Date.parse("2026-02-01T00:00:00Z"));
  const history = new History({ path: join(folder, "slow.db"), clock, log: silentLog });
  const slow = (n: number) => n >= 200 && n < 212;
  const rounds = Array.from({ length: 288 }, (_, n) =>
    packRound(
      roundOf(1, clock.now() + n * 5 * MINUTE_MS, "up", { phases: { totalMs: slow(n) ? 4_500 : 300 } }),
    ),
  );
  history.take({ vantage: "local", sessionId: "00000000000000aa", sequence: 1, rounds });
  const judge = new Judge({
    reader: history.read,
    vantages: history.vantages,
    trust: new Trust([]),
    isDeciding: () => true,
    inMaintenance: (_, from) => from === 0,
  });
  const at = (n: number) => clock.now() + n * 5 * MINUTE_MS;
  expect(judge.verdictOf(site, at(200), at(212)).qualifiers).toContain("slow");
  expect(judge.verdictOf(site, at(100), at(112)).qualifiers).not.toContain("slow");
  expect(judge.hoursOf(site, Math.floor(clock.now() / 86_400_000)).map(({ verdict }) => verdict)).toEqual(
    Array.from({ length: 24 }, () => "accessible" as const),
  );
  history.close();
});
