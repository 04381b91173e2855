import { describe, expect, spyOn, test } from "bun:test";
import type { ActFigures, DrillResult } from "../drill/events.ts";
import { run } from "./drill.ts";
import { judge, TRIED_MIN } from "./drill-goals.ts";
import { progressLine, reportLines } from "./drill-report.ts";
import { DRILL_TEXTS } from "./drill-texts.ts";

async function ran(args: string[]): Promise<{ code: number; out: string; err: string }> {
  const out = spyOn(process.stdout, "write").mockImplementation(() => true);
  const err = spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    const code = await run(args);
    const text = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join("");
    return { code, out: text(out), err: text(err) };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

const figures = (tried: number, done: number, within5s = done, ms = 100): ActFigures => ({
  tried,
  done,
  within5s,
  wrong: tried - done,
  refusedForGood: 0,
  timedOut: 0,
  broken: 0,
  waitingPages: 0,
  refusals: 0,
  p50Ms: ms,
  p95Ms: ms,
  p99Ms: ms,
  maxMs: ms,
});

const result = (change: Partial<DrillResult> = {}): DrillResult => ({
  seed: 1,
  grade: 2,
  phases: {
    calm: {},
    flood: {
      returning: { read: figures(500, 500), search: figures(50, 48) },
      "first-time": { read: figures(500, 500), files: figures(100, 100), contact: figures(50, 50, 46) },
      "no-script": { contact: figures(20, 18, 0, 6_000) },
      monitor: { probe: figures(4, 4) },
    },
    after: {},
  },
  reads: figures(1_000, 1_000),
  attack: {
    due: 9,
    sent: 9_000,
    answered: 9,
    byStatus: {},
    byKind: {},
    timedOut: 0,
    broken: 0,
    heldBack: 0,
    pressed: 0,
    unpressed: 0,
    connectionsMax: 1,
    latencyP50Ms: 1,
    latencyP99Ms: 1,
    lateP50Ms: 1,
    lateP99Ms: 5,
    lateMaxMs: 9,
    slow: { opened: 1, heldMax: 1, closedByServer: 0 },
  },
  seconds: [],
  readsWellFromSecond: 1,
  returningWellFromSecond: 1,
  delivery: { acknowledged: 60, lost: 0, doubled: 0, changed: 0, unseen: 1, receiptsShared: 0 },
  origin: null,
  unsteadyPages: [],
  ...change,
});
const missed = (of: DrillResult) => judge(of).flatMap(({ name, met }) => (met === false ? [name] : []));
const flood = (change: DrillResult["phases"]["flood"]) => ({
  phases: { calm: {}, after: {}, flood: { ...result().phases.flood, ...change } },
});

describe("the goals", () => {
  test("are met by what meets them", () => {
    expect(judge(result()).map(({ met }) => met)).toEqual(Array.from({ length: 7 }, () => true));
  });

  test.each<[string, Partial<DrillResult>]>([
    ["reading", flood({ "shared-address": { read: figures(100, 98) } })],
    ["reading", flood({ "shared-address": { files: figures(100, 98) } })],
    ["reading-quick", { reads: figures(1_000, 1_000, 1_000, 156) }],
    ["returning-acts", flood({ returning: { read: figures(500, 500), search: figures(50, 47) } })],
    ["first-time-acts", flood({ "first-time": { read: figures(500, 500), contact: figures(50, 50, 44) } })],
    ["no-script-acts", flood({ "no-script": { contact: figures(20, 17) } })],
    [
      "messages",
      { delivery: { acknowledged: 9, lost: 0, doubled: 1, changed: 0, unseen: 0, receiptsShared: 0 } },
    ],
    [
      "messages",
      { delivery: { acknowledged: 9, lost: 1, doubled: 0, changed: 0, unseen: 0, receiptsShared: 0 } },
    ],
    ["reaction", { readsWellFromSecond: 4 }],
    ["reaction", { readsWellFromSecond: null }],
  ])("are missed one by one: %s", (name, change) => {
    expect(missed(result(change))).toEqual([name as ReturnType<typeof missed>[number]]);
  });

  test("say nothing from too few acts, or without the origin's count", () => {
    const few = figures(TRIED_MIN - 1, 0);
    const goals = judge(result({ ...flood({ "no-script": { contact: few } }), delivery: null }));
    const unknown = goals.filter(({ met }) => met === null).map(({ name }) => name);
    expect(unknown).toEqual(["no-script-acts", "messages"]);
  });
});

describe("the report", () => {
  test("says first whether the site held, in French and in English", () => {
    const good = reportLines(DRILL_TEXTS.fr, result(), judge(result()));
    expect(good[0]).toBe("Le site a tenu : les buts mesurés sont atteints.");
    expect(good.join("\n")).toContain("9\u202f000 requêtes envoyées");
    const bad = result({ readsWellFromSecond: null });
    const lines = reportLines(DRILL_TEXTS.en, bad, judge(bad));
    expect(lines[0]).toStartWith("The site did not hold everywhere");
    expect(lines.join("\n")).toContain("missed  reading well again after never (goal: 3 s)");
  });

  test("never rounds up to all", () => {
    const nearly = result(flood({ returning: { read: figures(100_000, 99_999), search: figures(50, 50) } }));
    expect(reportLines(DRILL_TEXTS.en, nearly, judge(nearly)).join("\n")).toContain(
      "pages read right: 99.9%",
    );
  });

  test("has a line for each second", () => {
    const second = { second: 3, attackSent: 2_200, attackAnswered: 1, citizensDone: 12, citizensFailed: 1 };
    const line = progressLine(DRILL_TEXTS.fr, {
      ...second,
      waitingPages: 0,
      refusals: 0,
      phase: "flood",
      citizensUnderWay: 4,
    });
    expect(line).toBe(
      "   3 s  attaque · robots 2\u202f200/s · citoyens servis 12 · en attente 4 · refusés 1",
    );
  });
});

describe("beffroi drill", () => {
  test("refuses what is not on this machine", async () => {
    for (const url of ["http://192.0.2.1", "http://localhost:8080"]) {
      const { code, err } = await ran(["flood", "--site-url", url]);
      expect(code).toBe(1);
      expect(err).toMatch(/^beffroi drill: [^\n]+ This is not a loopback address[^\n]+\n$/);
    }
  });

  test("refuses more than a drill does", async () => {
    const { code, err } = await ran(["flood", "--times", "91"]);
    expect([code, err.includes("20000 requests a second at most")]).toEqual([1, true]);
  });

  test.each([
    [[]],
    [["fire"]],
    [["flood", "twice"]],
    [["flood", "--grade", "4"]],
    [["flood", "--times", "-1"]],
    [["flood", "--seconds", ""]],
    [["flood", "--site-url", "nowhere"]],
    [["flood", "--lang", "de"]],
    [["flood", "--colour"]],
  ])("tells wrong use in one line: %p", async (args) => {
    const { code, out, err } = await ran(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^beffroi drill: [^\n]+ usage: beffroi drill flood [^\n]+\n$/);
  });
});
