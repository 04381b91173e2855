import type { SeededRandom } from "../../src/drill/random.ts";
import type { Failure, Outcome, Protection, Content } from "../../src/watch/codes.ts";
import { ATTEMPT_MS_MAX, ATTEMPT_OFFSETS_MS, type Round } from "../../src/watch/measure.ts";
import { nextMoment } from "../../src/watch/prober/pace.ts";
import {
  type AttemptClass,
  attemptClass,
  fold,
  newSiteState,
  rateOf,
  roundOutcome,
  type Saying,
  type SiteState,
  sayingOf,
} from "../../src/watch/verdict/index.ts";

/** One site in simulated time, attempt by attempt: what a vantage point would get at each moment is written by the case. */

export type Got = {
  readonly failure: Failure;
  readonly protection?: Protection;
  readonly content?: Content;
  readonly certificate?: Failure;
  /** How long the attempt takes, in ms. */
  readonly tookMs?: number;
};
export const ANSWER: Got = { failure: "ok", content: "same" };

export type Story = {
  /** One bit for each vantage point in France. */
  readonly french: number;
  readonly vantages: number;
  /** Times in ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** What an attempt at this moment gets. */
  got(atMs: number, vantage: number): Got;
  /** Whether what this vantage point says then is trusted. */
  trusted?(atMs: number, vantage: number): boolean;
};

export type Played = { readonly sayings: readonly Saying[]; readonly state: SiteState };

/** Plays a story: rates, moments and the live rule are the product's own. Sayings are those that were trusted. */
export function playStory(story: Story, random: SeededRandom): Played {
  const state = newSiteState();
  const sayings: Saying[] = [];
  const { vantages, french, from, to } = story;
  const phases = Array.from({ length: vantages }, () => random.next());
  const next = phases.map((phase) => from + phase * 30_000);
  const last = phases.map(() => from);
  const arriving: Saying[] = [];
  for (let now = from; now < to; now += 1_000) {
    arriving.sort((a, b) => a.endedAt - b.endedAt);
    while (arriving[0] !== undefined && arriving[0].endedAt < now) {
      const saying = arriving.shift() as Saying;
      if (story.trusted?.(saying.at, saying.vantage) === false) continue;
      sayings.push(saying);
      fold(state, saying, { french, trusted: -1 });
    }
    const facts = { fastUntil: 0, slowUntil: 0, sites: 20, inHosterIncident: false };
    const everyMs = rateOf(state, now, french, facts);
    for (let vantage = 0; vantage < vantages; vantage++) {
      const due = Math.min(
        next[vantage] as number,
        nextMoment(last[vantage] as number, everyMs, phases[vantage] as number),
      );
      if (now < due) continue;
      const round = playRound(story, vantage, now + random.below(1_000));
      arriving.push(sayingOf(vantage, round));
      last[vantage] = now;
      next[vantage] = Math.max(round.endedAt, nextMoment(now, everyMs, phases[vantage] as number));
    }
  }
  return { sayings, state };
}

function playRound(story: Story, vantage: number, at: number): Round {
  const classes: AttemptClass[] = [];
  const gots: Got[] = [];
  let time = at;
  let outcome: Outcome | undefined;
  for (const offset of ATTEMPT_OFFSETS_MS) {
    time = Math.max(time, at + offset);
    const got = story.got(time, vantage);
    time += got.tookMs ?? (got.failure === "ok" ? 150 : ATTEMPT_MS_MAX);
    gots.push(got);
    classes.push(attemptClass({ failure: got.failure, protection: got.protection ?? "none" }));
    outcome = roundOutcome(classes);
    if (outcome !== undefined) break;
  }
  const decided = outcome === "down" ? gots[0] : gots.at(-1);
  const failed = outcome === "shaky" ? gots[0] : decided;
  return {
    ...{
      site: 1,
      at,
      endedAt: Math.round(time),
      outcome: outcome ?? "void",
      failure: failed?.failure ?? "prober.fault",
    },
    ...(decided?.certificate === undefined ? {} : { certificate: decided.certificate }),
    protection: decided?.protection ?? "none",
    content: decided?.content ?? "not_comparable",
    phases: { totalMs: decided?.tookMs ?? 150 },
  };
}
