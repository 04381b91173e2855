import { join } from "node:path";
import { DEMO_TOWN } from "../../src/drill/demo-town.ts";
import type {
  ActFigures,
  Act,
  CitizenKind,
  DrillPlanInput,
  DrillResult,
  Phase,
} from "../../src/drill/events.ts";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { start } from "../harness/process.ts";
import { LOAD_CORE } from "./cores.ts";
import { TOWN_HOST } from "./town.ts";

/** Ten times the published attack. */
export const TEN_TIMES = 2_200;
/** What a drill needs besides its phases: learning what is right, and the patience of the last citizens. */
const BESIDES_MS = 90_000;

export type Siege = Omit<DrillPlanInput, "target" | "host" | "site"> &
  Partial<Pick<DrillPlanInput, "host" | "site">>;

export type Running = {
  /** Resolves when a phase has begun. */
  reached(phase: Phase): Promise<void>;
  readonly result: Promise<DrillResult>;
};

/** Starts attack and citizens of one drill on the product behind `port`, as a process of its own on the load's core. */
export function startDrill(port: number, siege: Siege): Running {
  const plan: DrillPlanInput = {
    target: `http://127.0.0.1:${port}`,
    host: TOWN_HOST,
    site: DEMO_TOWN,
    ...siege,
  };
  const words = [...BUN_FLAGS, join(ROOT, "src/drill/main.ts"), JSON.stringify(plan), "--progress"];
  const drill = start(BUN, words, { core: LOAD_CORE });
  const seconds = (plan.calmSeconds ?? 0) + (plan.floodSeconds ?? 0) + (plan.afterSeconds ?? 0);
  const timeoutMs = seconds * 1000 + BESIDES_MS;
  const said = (pattern: RegExp) =>
    drill.line(pattern, timeoutMs).catch(() => {
      throw new Error(`the drill did not say ${pattern}: ${drill.output().slice(-500)}`);
    });
  const result = said(/^\{"result":(.*)\}$/m).then(async ([, text]) => {
    await drill.exited;
    return JSON.parse(text as string) as DrillResult;
  });
  // Whoever waits for a phase first must not be taken for somebody who ignores a failure.
  result.catch(() => {});
  return {
    reached: async (phase) => void (await said(new RegExp(`"phase":"${phase}"`))),
    result,
  };
}

export const runDrill = (port: number, siege: Siege): Promise<DrillResult> => startDrill(port, siege).result;

export const ACTS: readonly Act[] = ["search", "contact", "appointment"];
export const PEOPLE: readonly CitizenKind[] = ["returning", "first-time", "no-script", "shared-address"];

/** What citizens of some kinds got of some acts in one phase, added up; times are those of the worst of them, NaN when too few. */
export type Sum = {
  tried: number;
  done: number;
  within5s: number;
  wrong: number;
  p95Ms: number;
  p99Ms: number;
};

/** Fewer than this say nothing of a 99th percentile. */
const TIMED_MIN = 20;

export function sumOf(
  result: DrillResult,
  kinds: readonly CitizenKind[],
  acts: readonly Act[],
  phase: Phase = "flood",
): Sum {
  const sum: Sum = { tried: 0, done: 0, within5s: 0, wrong: 0, p95Ms: Number.NaN, p99Ms: Number.NaN };
  const figures = kinds.flatMap((kind) => acts.map((act) => result.phases[phase][kind]?.[act]));
  for (const one of figures.filter((figure): figure is ActFigures => figure !== undefined)) {
    sum.tried += one.tried;
    sum.done += one.done;
    sum.within5s += one.within5s;
    sum.wrong += one.wrong;
    if (one.done < TIMED_MIN) continue;
    sum.p95Ms = larger(sum.p95Ms, one.p95Ms);
    sum.p99Ms = larger(sum.p99Ms, one.p99Ms);
  }
  return sum;
}

const larger = (most: number, one: number | null): number => (one === null || most > one ? most : one);

/** Share 0..1; NaN when nobody tried. */
export const shareDone = ({ done, tried }: Sum): number => done / tried;
export const shareWithin = ({ within5s, tried }: Sum): number => within5s / tried;

/** "97.3 %" of a share; "-" for none. */
export const percent = (share: number): string =>
  Number.isFinite(share) ? `${(100 * share).toFixed(share > 0.995 && share < 1 ? 2 : 1)} %` : "-";

/** How the generator fared: a row of figures is worth no more than it. */
export function generatorCells({ attack }: DrillResult, floodSeconds: number): string[] {
  return [
    Math.round(attack.sent / floodSeconds).toLocaleString("en-US"),
    attack.lateP99Ms === null ? "-" : `${Math.round(attack.lateP99Ms)}`,
  ];
}
export const GENERATOR_HEAD = ["attack sent/s", "generator late, p99 ms"] as const;
