import { Database } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock } from "../../kernel/clock.ts";
import { silentLog } from "../../kernel/log.ts";
import { packRound } from "../exchange.ts";
import type { Attempt, Round } from "../measure.ts";
import { tallyOf } from "./day-row.ts";
import { EVIDENCE_PER_SITE_MAX, trimAll } from "./evidence.ts";
import { BUFFER_BYTES_MAX, History } from "./history.ts";
import { SEGMENT_ROUNDS_MAX } from "./segment.ts";
import { roundsOf } from "./testing/rounds-of.ts";

const START = Date.parse("2026-03-01T08:00:00Z");
const MINUTE = 60_000;
const PACE = { segmentMs: 60 * MINUTE, placesPerStep: 2, rowsPerStep: 10 };

let folder: string;
let clock: ManualClock;
let history: History;
let sequence = 0;

const path = () => join(folder, "watch.db");
const open = (log = silentLog) => new History({ path: path(), clock, log, pace: PACE });
const settle = () => {
  for (let n = 0; n < 10_000 && history.step(); n++);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-history-"));
  clock = new ManualClock(START);
  sequence = 0;
  history = open();
});
afterEach(() => {
  history.close();
  rmSync(folder, { recursive: true });
});

const attempt = (at: number): Attempt => ({
  at,
  failure: "tcp.timeout",
  protection: "none",
  content: "not_comparable",
  totalMs: 10_000,
  detail: "no answer",
});

function round(site: number, at: number, outcome: Round["outcome"] = "up", totalMs = 200): Round {
  const down = outcome === "down" || outcome === "shaky";
  return {
    site,
    at,
    endedAt: at + totalMs,
    outcome,
    failure: down ? "tcp.timeout" : "ok",
    protection: "none",
    content: outcome === "down" ? "not_comparable" : "same",
    phases: { dnsMs: 3, tcpMs: 10, tlsMs: 20, firstByteMs: 120, totalMs },
    address: "192.0.2.7",
    certificateEndsAt: START + 90 * 86_400_000,
    ...(down ? { attempts: [attempt(at)] } : {}),
  };
}

function send(rounds: readonly Round[], vantage = "local", sessionId = "00000000000000aa") {
  sequence += 1;
  return history.take({ vantage, sessionId, sequence, rounds: rounds.map(packRound) });
}

const outcomes = (site: number, from = START - 86_400_000, to = START + 9 * 86_400_000) =>
  [...(roundsOf(history.read, site, from, to).get("local") ?? [])].map(({ words }) => words.outcome);

describe("what was taken in", () => {
  test("is read back the same from memory, from rows, and after a start anew", () => {
    const said: Round[] = [];
    for (let n = 0; n < 30; n++) {
      const one = round(7, START + n * 5 * MINUTE, n === 9 ? "shaky" : n >= 20 && n < 25 ? "down" : "up");
      said.push(one);
      expect(send([one])).toEqual({ isNew: true, acknowledged: n + 1 });
      clock.advance(5 * MINUTE);
      if (n % 7 === 0) settle();
    }
    const check = () => {
      const rounds = roundsOf(history.read, 7, START, START + 200 * MINUTE).get("local") ?? [];
      expect(rounds.map(({ words }) => words.outcome)).toEqual(said.map(({ outcome }) => outcome));
      rounds.forEach(({ at, totalMs, words }, n) => {
        expect(Math.abs(at - (said[n]?.at ?? 0))).toBeLessThanOrEqual(1_000);
        expect(Math.abs(totalMs - 200)).toBeLessThan(10);
        expect(words.failure).toBe(said[n]?.failure ?? "ok");
      });
    };
    check();
    history.close();
    history = open();
    check();
    clock.advance(2 * 60 * MINUTE);
    settle();
    check();
    history.close();
    history = open();
    check();
    expect(history.factsOf(7)).toMatchObject({ addresses: ["192.0.2.7"] });
  });

  test("counts once, however often a batch is sent and whenever the process ends", () => {
    const at = START;
    send([round(1, at), round(2, at, "down")]);
    const again = () =>
      history.take({
        vantage: "local",
        sessionId: "00000000000000aa",
        sequence: 1,
        rounds: [packRound(round(1, at))],
      });
    expect(again()).toEqual({ isNew: false, acknowledged: 1 });
    history.close();
    history = open();
    expect(again()).toEqual({ isNew: false, acknowledged: 1 });
    expect(outcomes(1)).toEqual(["up"]);
    expect(outcomes(2)).toEqual(["down"]);
  });

  test("is in rows once when the process ends between two steps of writing them", () => {
    for (let site = 1; site <= 9; site++) send([round(site, START), round(site, START + 5 * MINUTE)]);
    clock.advance(61 * MINUTE);
    history.step();
    history.step();
    history.close();
    history = open();
    for (let site = 1; site <= 9; site++) expect(outcomes(site)).toEqual(["up", "up"]);
    settle();
    history.close();
    history = open();
    for (let site = 1; site <= 9; site++) expect(outcomes(site)).toEqual(["up", "up"]);
  });

  test("finds its place when it comes a day late", () => {
    send([round(3, START + 86_400_000), round(3, START + 86_400_000 + 5 * MINUTE)]);
    clock.advance(61 * MINUTE);
    settle();
    send([round(3, START + 86_400_000 - 5 * MINUTE, "down"), round(3, START - 5 * MINUTE)]);
    clock.advance(61 * MINUTE);
    settle();
    expect(outcomes(3)).toEqual(["up", "down", "up", "up"]);
  });

  test("is kept apart by point of measurement", () => {
    send([round(4, START)], "local");
    send([round(4, START + 1_000, "down")], "lyon");
    const found = roundsOf(history.read, 4, START, START + MINUTE);
    expect([...found].map(([vantage, rounds]) => [vantage, rounds[0]?.words.outcome])).toEqual([
      ["local", "up"],
      ["lyon", "down"],
    ]);
  });
});

describe("a locked file", () => {
  test("loses nothing and keeps nobody waiting; what is not on disk is not acknowledged", () => {
    send([round(1, START)]);
    const other = new Database(path());
    other.run("BEGIN IMMEDIATE");
    const before = performance.now();
    for (let n = 1; n <= 60; n++) expect(send([round(1, START + n * 1_000)]).acknowledged).toBe(1);
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(history.bufferBytes).toBeGreaterThan(0);
    expect(outcomes(1)).toHaveLength(61);
    expect(history.step()).toBe(false);
    other.run("ROLLBACK");
    other.close();
    history.step();
    expect(history.bufferBytes).toBe(0);
    expect(send([]).acknowledged).toBe(62);
    history.close();
    history = open();
    expect(outcomes(1)).toHaveLength(61);
  });

  test("fills a bounded buffer, then exchanges are refused", () => {
    const other = new Database(path());
    other.run("BEGIN IMMEDIATE");
    Object.assign(history, { waitingBytes: BUFFER_BYTES_MAX + 1 });
    expect(() => send([round(1, START)])).toThrow("no more can wait");
    other.run("ROLLBACK");
    other.close();
  });
});

describe("evidence", () => {
  const minutesKept = (site: number) =>
    history.evidenceOf(site, Number.MAX_SAFE_INTEGER, 100).map(({ packed }) => (packed[1] - START) / MINUTE);

  test("is kept of what failed, once an hour while nothing changes, and bounded for each site", () => {
    for (let n = 0; n < 150; n++) send([round(5, START + n * MINUTE, "down")]);
    expect(minutesKept(5)).toEqual([120, 60, 0]);
    const [kept] = history.evidenceOf(5, START + 200 * MINUTE, 1);
    expect(kept?.packed[15]).toMatchObject([{ failure: "tcp.timeout", detail: "no answer" }]);
    for (let n = 0; n < EVIDENCE_PER_SITE_MAX + 20; n++) send([round(6, START + n * 61 * MINUTE, "down")]);
    clock.advance(61 * MINUTE);
    settle();
    expect(history.evidenceOf(6, Number.MAX_SAFE_INTEGER, 10_000)).toHaveLength(EVIDENCE_PER_SITE_MAX);
  });

  test("of a site that answers now and then is kept once in ten minutes", () => {
    for (let n = 0; n < 40; n++) send([round(7, START + n * MINUTE, n % 2 === 0 ? "down" : "up")]);
    expect(minutesKept(7)).toEqual([30, 20, 10, 0]);
  });

  test("of a lost attempt goes after a week, of an outage after ninety days", () => {
    send([round(5, START, "shaky"), round(6, START, "down")]);
    const left = () => [5, 6].map((site) => history.evidenceOf(site, Number.MAX_SAFE_INTEGER, 9).length);
    clock.advance(10 * 86_400_000);
    settle();
    expect(left()).toEqual([0, 1]);
    clock.advance(90 * 86_400_000);
    settle();
    expect(left()).toEqual([0, 0]);
  });
});

test("evidence of all sites has a bound: what expires first goes first", () => {
  for (let site = 1; site <= 20; site++) send([round(site, START, site <= 5 ? "shaky" : "down")]);
  const db = new Database(path());
  db.run("PRAGMA busy_timeout = 2000");
  while (trimAll(db, START, 3, 12) > 0);
  db.close();
  const left = Array.from(
    { length: 20 },
    (_, n) => history.evidenceOf(n + 1, Number.MAX_SAFE_INTEGER, 9).length,
  );
  expect(left.reduce((sum, one) => sum + one, 0)).toBe(12);
  expect(left.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
});

test("a segment closes early when it is full", () => {
  const many = Array.from({ length: 2_000 }, (_, n) => round(n + 1, START));
  for (let n = 0; n < SEGMENT_ROUNDS_MAX / 2_000; n++)
    send(many.map((one) => ({ ...one, at: START + n * 1_000 })));
  settle();
  const [row] = new Database(path(), { readonly: true })
    .query("SELECT count(*) AS n FROM segments")
    .all() as { n: number }[];
  expect(row?.n).toBe(1);
}, 60_000);

test("rows older than they are kept go, a little at a time", () => {
  for (let site = 1; site <= 30; site++) send([round(site, START)]);
  clock.advance(61 * MINUTE);
  settle();
  expect(history.read.recentOf(1, START - 1)).toHaveLength(1);
  clock.advance(30 * 60 * MINUTE);
  settle();
  expect(history.read.recentOf(1, START - 1)).toHaveLength(0);
  expect(outcomes(1)).toEqual(["up"]);
  clock.advance(401 * 86_400_000);
  settle();
  expect(outcomes(1)).toEqual([]);
});

test("days are told by outcome, with the usual times", () => {
  for (let n = 0; n < 12; n++) send([round(8, START + n * 5 * MINUTE, n < 3 ? "down" : "up")]);
  const [day] = history.read.dayOf(8, Math.floor(START / 86_400_000));
  expect(day?.vantage).toBe("local");
  expect(day && tallyOf(day.row)).toEqual([9, 0, 3, 0]);
});

describe("a file that cannot be opened", () => {
  test("leaves the watch without a past, not the house without a watch", () => {
    history.close();
    rmSync(path());
    mkdirSync(path());
    const said: string[] = [];
    history = open((level, message) => said.push(`${level} ${message}`));
    expect(said.join()).toContain("kept in memory until the next start");
    send([round(1, START)]);
    expect(outcomes(1)).toEqual(["up"]);
  });

  test("because somebody holds it for long is opened all the same", () => {
    send([round(1, START)]);
    history.close();
    const other = new Database(path());
    other.run("BEGIN IMMEDIATE");
    const before = performance.now();
    history = open(() => {
      throw new Error("nothing is to be said");
    });
    expect(performance.now() - before).toBeLessThan(3_000);
    expect(outcomes(1)).toEqual(["up"]);
    other.run("ROLLBACK");
    other.close();
  });
});

describe("a damaged file", () => {
  test.each([
    [
      "that is none",
      () => writeFileSync(path(), "not a database, but long enough to be taken for one".repeat(100)),
    ],
    [
      "of other tables",
      () => {
        rmSync(path());
        new Database(path()).run("CREATE TABLE days (other TEXT)").toString();
      },
    ],
    ["of a newer program", () => new Database(path()).run("PRAGMA user_version = 99")],
  ])("%s is put aside and a new one begun, with a word about it", (_, damage) => {
    send([round(1, START)]);
    history.close();
    for (const ending of ["-wal", "-shm"]) rmSync(`${path()}${ending}`, { force: true });
    damage();
    const said: string[] = [];
    history = open((level, message) => said.push(`${level} ${message}`));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain("begins anew");
    expect(existsSync(`${path()}.damaged`)).toBe(true);
    sequence = 0;
    expect(send([round(1, START)])).toEqual({ isNew: true, acknowledged: 1 });
  });
});
