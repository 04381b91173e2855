import { expect, test } from "bun:test";
import type { Evidence } from "../../../watch/events.ts";
import { roundOf } from "../../../../test/support/watch-room.ts";
import { runsOf } from "./evidence-runs.ts";

type Seen = Evidence["rounds"][number];
const down = (at: number, vantage: string, failure = "tcp.timeout"): Seen => ({
  vantage,
  round: roundOf(1, at, "down", { failure: failure as "tcp.timeout" }) as Seen["round"],
});

test("alike rounds are one run, from whichever point; what differs, or comes again later, is another", () => {
  const rounds = [
    down(9, "lyon"),
    down(8, "local"),
    down(7, "local"),
    down(6, "local", "http.503"),
    down(5, "lyon"),
    down(4, "local"),
    down(3 - 2 * 3_600_000, "local"),
  ];
  const runs = runsOf(rounds);
  expect(runs.map((run) => run.map(({ round }) => round.at))).toEqual([
    [9, 8, 7],
    [6],
    [5, 4],
    [3 - 2 * 3_600_000],
  ]);
  expect(runs.flat()).toEqual(rounds);
  expect(runsOf([])).toEqual([]);
});
