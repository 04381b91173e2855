import { SeededRandom } from "../../src/drill/random.ts";
import { fuse, usualMs, type Window, windowVerdict, wordNow } from "../../src/watch/verdict/index.ts";
import type { Effort, Goal, Section } from "../harness/section.ts";
import { playStory } from "./one-site.ts";
import { KINDS, type Kind, WINDOW_FROM, WINDOW_TO } from "./stories.ts";

/** Scripted series, attempt by attempt, each with a verdict that is true by construction: how often the rule says it. */

const SEED = 31_122_024;
const SERIES_MIN = 500;
const RIGHT_SHARE_MIN = 0.98;

type Result = {
  readonly what: string;
  readonly right: number;
  readonly count: number;
  readonly wrong: string[];
};

export async function series({ smoke }: Effort): Promise<Section> {
  const results = KINDS.map((kind, n) => judgeKind(kind, new SeededRandom(SEED + n), smoke));
  const [right, count] = [sum(results, "right"), sum(results, "count")];
  const enough = smoke || count >= SERIES_MIN;
  const goal: Goal = {
    what: `verdict on ${count} scripted series`,
    goal: `>= ${RIGHT_SHARE_MIN * 100} %`,
    measured: `${((right / count) * 100).toFixed(2)} %`,
    met: right >= count * RIGHT_SHARE_MIN,
  };
  return {
    title: "Scripted series",
    about: `An hour of one site each, after forty minutes before it, seed ${SEED}; one attempt of a hundred lost besides what the script says. Right: the word over the hour, and where the script says so the live word at its end and the qualifier.`,
    goals: [goal],
    tables: [
      {
        caption: "By kind.",
        head: ["kind", "series", "right", "said instead"],
        rows: results.map(({ what, right, count, wrong }) => [
          what,
          String(count),
          String(right),
          [...new Set(wrong)].slice(0, 3).join("; "),
        ]),
      },
    ],
    notes: [
      "Scripts leave out what has no true answer: a share of exactly 10 or 90 %, an outage just as long as a round.",
    ],
    faults: enough ? [] : [`only ${count} series`],
  };
}

const sum = (results: readonly Result[], what: "right" | "count") =>
  results.reduce((all, one) => all + one[what], 0);

function judgeKind(kind: Kind, random: SeededRandom, smoke: boolean): Result {
  const count = smoke ? 5 : kind.count;
  const wrong: string[] = [];
  for (let n = 0; n < count; n++) {
    const said = judgeOne(kind, random);
    if (said !== undefined) wrong.push(said);
  }
  return { what: kind.what, count, right: count - wrong.length, wrong };
}

/** What was said that is not what was expected; undefined when all is right. */
function judgeOne(kind: Kind, random: SeededRandom): string | undefined {
  const { story, expected, suspendedMs = 0 } = kind.make(random);
  const { sayings, state } = playStory(story, random);
  const usual = usualMs(state);
  const window: Window = {
    ...{ from: WINDOW_FROM, to: WINDOW_TO, suspendedMs, vantages: ["a", "b", "c"] },
    ...(usual === undefined ? {} : { usualMs: usual }),
  };
  const { verdict, qualifiers, n, d, p } = windowVerdict(fuse(sayings, story.french), window);
  const counts = `n ${n}, d ${d}, p ${p}`;
  if (verdict !== expected.verdict) return `${verdict} (${counts})`;
  if (expected.qualifier !== undefined && !qualifiers.includes(expected.qualifier))
    return `without ${expected.qualifier} (${counts})`;
  const live = wordNow(state, WINDOW_TO);
  return expected.live !== undefined && live !== expected.live ? `live ${live} (${counts})` : undefined;
}
