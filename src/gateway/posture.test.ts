import { describe, expect, test } from "bun:test";
import {
  ALERT_MS_MAX,
  alarm,
  expectAttack,
  initialPosture,
  nextPosture,
  type PostureState,
  pinPosture,
  resumedPosture,
  type SecondSeen,
} from "./posture.ts";

const quiet: SecondSeen = {
  requests: 20,
  originAnswers: 2,
  originFailures: 0,
  originUnreachable: 0,
  originMsP95: 120,
  demandMs: 300,
  capacityMs: 8_000,
  growing: false,
  oldestWaitMs: 0,
  refused: 0,
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
/** Sixteen seconds of work asked for in one, of an origin that can do eight. */
const flood: SecondSeen = { ...quiet, requests: 300, demandMs: 16_000, oldestWaitMs: 900 };
const greatFlood: SecondSeen = { ...flood, demandMs: 300_000, refused: 1_200 };

function after(seconds: SecondSeen[], from: PostureState = initialPosture) {
  const seen: string[] = [];
  let state = from;
  for (const [at, second] of seconds.entries()) {
    const next = nextPosture(state, second, at * 1_000);
    state = next.state;
    if (next.change !== undefined) seen.push(`${next.change.from}>${next.change.to} (${next.change.cause})`);
  }
  return { state, changes: seen };
}
const times = (count: number, second: SecondSeen) => Array.from({ length: count }, () => second);

describe("an attack that is expected", () => {
  const expected = (now = 0) => expectAttack(after(times(60, quiet)).state, now + 3_600_000, now);

  test("is seen in its first second, and moves nothing before", () => {
    expect(after(times(60, quiet), expected()).changes).toEqual([]);
    expect(after([flood], expected()).changes).toEqual(["calm>siege (flood)"]);
    expect(after([slow], expected()).changes).toEqual(["calm>strained (origin strained)"]);
  });

  test("is expected for a bounded time, and no longer", () => {
    expect(after([flood], expectAttack(initialPosture, 500, 0)).changes).toEqual(["calm>siege (flood)"]);
    expect(after([flood], expectAttack(initialPosture, 0, 0)).changes).toEqual([]);
    const far = expectAttack(initialPosture, Number.MAX_SAFE_INTEGER, 1_000);
    expect(far.alertUntilMs).toBe(1_000 + ALERT_MS_MAX);
    const over = nextPosture(far, flood, 1_000 + ALERT_MS_MAX);
    expect(over.change).toBeUndefined();
  });

  test("lowers what is a great flood in the middle of a second", () => {
    const seen = { demandMs: 20_000, capacityMs: 8_000, waiting: 5 };
    expect(alarm(after(times(60, quiet)).state, seen, 0)).toBeUndefined();
    expect(alarm(expected(), seen, 0)?.change.to).toBe("siege");
  });

  test("is left by the same steps, and what a person holds stays", () => {
    const { state } = after([flood], expected());
    expect(after(times(32, quiet), state).changes).toEqual([
      "siege>strained (quiet)",
      "strained>calm (quiet)",
    ]);
    const held = expectAttack(pinPosture(initialPosture, "calm", 0).state, 10_000, 0);
    expect(after([flood, flood], held).changes).toEqual([]);
  });
});

describe("the posture of a site", () => {
  test("stays calm while all is well", () => {
    expect(after(times(100, quiet)).changes).toEqual([]);
  });

  test("is strained after two slow seconds, and calm again after a quiet time", () => {
    expect(after(times(2, slow)).changes).toEqual(["calm>strained (origin strained)"]);
    expect(after([...times(2, slow), ...times(14, quiet)]).state.posture).toBe("strained");
    expect(after([...times(2, slow), ...times(16, quiet)]).state.posture).toBe("calm");
  });

  test("one bad second changes nothing", () => {
    expect(after([slow, quiet, flood, quiet, gone, quiet]).changes).toEqual([]);
  });

  test("is a siege after two seconds of a flood, and after one of a great flood", () => {
    expect(after([...times(60, quiet), ...times(2, flood)]).changes).toEqual(["calm>siege (flood)"]);
    expect(after([...times(60, quiet), greatFlood]).changes).toEqual(["calm>siege (flood)"]);
  });

  test("is left step by step, within a minute of the end", () => {
    const { state } = after([...times(60, quiet), greatFlood]);
    const { changes } = after(times(32, quiet), state);
    expect(changes).toEqual(["siege>strained (quiet)", "strained>calm (quiet)"]);
  });

  test("lasts as long as the flood is held back by the waiting page alone", () => {
    const { state } = after([...times(60, quiet), greatFlood]);
    const heldBack = { ...quiet, demandMs: 200_000 };
    expect(after(times(300, heldBack), state).changes).toEqual([]);
  });

  test("a busy day is no flood: more is asked for than ever, but nobody waits", () => {
    expect(after(times(60, { ...quiet, demandMs: 14_000, oldestWaitMs: 50 })).state.posture).toBe("calm");
  });

  test("a crowd of the size that calm days know is no flood, but the site is strained", () => {
    const busy = { ...quiet, demandMs: 6_500 };
    const { state } = after(times(600, busy));
    expect(after(times(3, { ...flood, oldestWaitMs: 2_000 }), state).changes).toEqual([
      "calm>strained (origin strained)",
    ]);
  });

  test("a door that is still being found wider is no flood", () => {
    const { changes } = after(times(5, { ...greatFlood, growing: true }));
    expect(changes).toEqual([]);
  });

  test("is sealed when nobody reaches the origin, and opens when it answers again", () => {
    const { state, changes } = after([...times(10, quiet), ...times(2, gone)]);
    expect(changes).toEqual(["calm>sealed (origin gone)"]);
    expect(after([quiet], state).changes).toEqual(["sealed>strained (origin answers again)"]);
  });

  test("is sealed also when silent seconds lie between the failures", () => {
    const silent = { ...quiet, originAnswers: 0, originMsP95: null };
    expect(after([gone, silent, silent, gone]).changes).toEqual(["calm>sealed (origin gone)"]);
    expect(after([gone, gone, ...times(100, silent)]).state.posture).toBe("sealed");
  });

  test("errors of one broken route do not seal the site", () => {
    const broken = { ...quiet, originAnswers: 0, originFailures: 1, originUnreachable: 0 };
    expect(after(times(100, broken)).changes).toEqual([]);
  });

  test("remembers when calm ended, so that tickets of before can be told", () => {
    const { state } = after([...times(60, quiet), ...times(30, greatFlood)]);
    expect(state.calmUntilMs).toBe(60_000);
    expect(resumedPosture("siege", 60_000)).toMatchObject({ posture: "siege", calmUntilMs: 60_000 });
  });

  test("what calm looks like is learned in calm only", () => {
    const calm = after(times(300, quiet)).state;
    const sieged = after(times(300, greatFlood), calm).state;
    expect(sieged.calmDemandMs).toBeCloseTo(calm.calmDemandMs, 5);
    expect(sieged.calmOriginMs).toBeCloseTo(calm.calmOriginMs, 5);
  });

  test("sounds the alarm in the middle of a second, for a great flood only", () => {
    const calm = after(times(60, quiet)).state;
    const glance = { demandMs: 40_000, capacityMs: 8_000, waiting: 300 };
    expect(alarm(calm, glance, 0)?.change).toMatchObject({ from: "calm", to: "siege", cause: "flood" });
    expect(alarm(calm, { ...glance, waiting: 0 }, 0)).toBeUndefined();
    expect(alarm(calm, { ...glance, demandMs: 30_000 }, 0)).toBeUndefined();
    expect(alarm(pinPosture(calm, "calm", 0).state, glance, 0)).toBeUndefined();
    expect(alarm({ ...calm, posture: "siege" }, glance, 0)).toBeUndefined();
  });

  test("says the figures that caused a change", () => {
    const { change } = nextPosture(initialPosture, greatFlood, 1_000);
    expect(change?.figures).toMatchObject({
      demandMsPerSecond: 300_000,
      capacityMsPerSecond: 8_000,
      refusedPerSecond: 1_200,
    });
  });

  test("an operator holds it, and lets go", () => {
    const pinned = pinPosture(initialPosture, "siege", 5_000);
    expect(pinned.change).toMatchObject({ from: "calm", to: "siege", cause: "operator" });
    expect(pinned.state.calmUntilMs).toBe(5_000);
    expect(after(times(100, quiet), pinned.state).state.posture).toBe("siege");
    expect(pinPosture(pinned.state, null, 9_000).state.posture).toBe("calm");
  });
});
