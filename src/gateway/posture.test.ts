import { describe, expect, test } from "bun:test";
import { initialPosture, nextPosture, type PostureState, pinPosture, type SecondSeen } from "./posture.ts";

const quiet: SecondSeen = {
  requests: 20,
  missed: 2,
  originAnswers: 2,
  originFailures: 0,
  originUnreachable: 0,
  originMsP95: 120,
  queued: 0,
  full: false,
  unavailable: 0,
};
const gone: SecondSeen = {
  ...quiet,
  originAnswers: 0,
  originFailures: 3,
  originUnreachable: 3,
  originMsP95: null,
};
const slow: SecondSeen = { ...quiet, originMsP95: 4_000 };
const flood: SecondSeen = { ...quiet, requests: 300, missed: 220, originAnswers: 40, queued: 60, full: true };

function after(seconds: SecondSeen[], from: PostureState = initialPosture) {
  const seen: string[] = [];
  let state = from;
  for (const second of seconds) {
    const next = nextPosture(state, second);
    state = next.state;
    if (next.change !== undefined) seen.push(`${next.change.from}>${next.change.to} (${next.change.cause})`);
  }
  return { state, changes: seen };
}
const times = (count: number, second: SecondSeen) => Array.from({ length: count }, () => second);

describe("the posture of a site", () => {
  test("stays calm while all is well", () => {
    expect(after(times(100, quiet)).changes).toEqual([]);
  });

  test("is strained after two slow seconds, and calm again after a quiet time", () => {
    expect(after(times(2, slow)).changes).toEqual(["calm>strained (origin strained)"]);
    expect(after([...times(2, slow), ...times(19, quiet)]).state.posture).toBe("strained");
    expect(after([...times(2, slow), ...times(21, quiet)]).state.posture).toBe("calm");
  });

  test("one bad second changes nothing", () => {
    expect(after([slow, quiet, flood, quiet, gone, quiet]).changes).toEqual([]);
  });

  test("is a siege within three seconds of a flood, and left step by step", () => {
    const { state, changes } = after([...times(60, quiet), ...times(3, flood)]);
    expect(changes).toEqual(["calm>siege (flood)"]);
    expect(after(times(40, quiet), state).changes).toEqual([
      "siege>strained (quiet)",
      "strained>calm (quiet)",
    ]);
  });

  test("a busy day is no siege: the calm rate is what the site is used to", () => {
    const busy = { ...quiet, requests: 400, missed: 60, originAnswers: 60 };
    expect(
      after([...times(600, busy), ...times(5, { ...busy, missed: 200, originAnswers: 200 })]).changes,
    ).toEqual([]);
  });

  test("nothing is learned about calm outside calm", () => {
    const { state } = after([...times(60, quiet), ...times(600, flood)]);
    expect(state.calmMissed).toBeLessThan(3);
  });

  test("is sealed after two seconds of failures alone, also when silent seconds lie between", () => {
    const silent = { ...quiet, originAnswers: 0, originMsP95: null };
    expect(after([gone, silent, silent, gone]).changes).toEqual(["calm>sealed (origin gone)"]);
    const { state } = after([gone, gone, ...times(100, silent)]);
    expect(state.posture).toBe("sealed");
    expect(after([quiet], state).changes).toEqual(["sealed>strained (origin answers again)"]);
  });

  test("errors of one broken route do not seal the site", () => {
    const broken = { ...quiet, originAnswers: 0, originFailures: 1, originUnreachable: 0 };
    expect(after(times(100, broken)).changes).toEqual([]);
  });

  test("a change tells the figures that caused it", () => {
    const { change } = nextPosture({ ...initialPosture, floodSeconds: 1 }, flood);
    expect(change?.figures).toMatchObject({ requestsPerSecond: 300, missedPerSecond: 220, queued: 60 });
  });

  test("an operator's posture holds until it is let go", () => {
    const pinned = pinPosture(initialPosture, "siege");
    expect(pinned.change).toMatchObject({ from: "calm", to: "siege", cause: "operator" });
    expect(after([...times(100, quiet), gone, gone], pinned.state).changes).toEqual([]);
    const free = pinPosture(pinned.state, null);
    expect(free.change).toMatchObject({ from: "siege", to: "calm" });
    expect(pinPosture(free.state, null).change).toBeUndefined();
  });
});
