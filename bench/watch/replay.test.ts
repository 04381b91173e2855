import { expect, test } from "bun:test";
import { wordNow } from "../../src/watch/verdict/index.ts";
import { Day } from "./day.ts";
import { series } from "./series.ts";

const MINUTE_S = 60;
const TIMEOUT_MS = 60_000;

test(
  "a cut and a resolver in trouble make nobody inaccessible, and a true outage does",
  () => {
    const truly = { from: 100 * MINUTE_S, to: 200 * MINUTE_S, hangs: true };
    const words: string[] = [];
    const day = new Day(
      {
        ...{ seed: 1, sites: 400, vantages: 1, seconds: 2 * 60 * MINUTE_S, lostShare: 0.01, canaries: 0 },
        cut: { from: 30 * MINUTE_S, to: 40 * MINUTE_S },
        brownOut: { from: 60 * MINUTE_S, to: 70 * MINUTE_S, share: 0.4 },
        locked: { from: 80 * MINUTE_S, to: 81 * MINUTE_S },
        outages: new Map([[7, truly]]),
        claimed: () => false,
      },
      { onTurn: (site, state, atMs) => void words.push(`${site} ${wordNow(state, atMs)}`) },
    );
    day.play();
    expect(words.filter((word) => !word.endsWith(" accessible"))).toEqual(["7 inaccessible"]);
    expect(words).toHaveLength(401);
    expect(day.vantages.spells(0)).toHaveLength(2);
  },
  TIMEOUT_MS,
);

test(
  "scripted series are judged as they are written",
  async () => {
    const { goals, faults } = await series({ smoke: true });
    expect(faults).toEqual([]);
    expect(goals.filter(({ met }) => !met)).toEqual([]);
  },
  TIMEOUT_MS,
);
