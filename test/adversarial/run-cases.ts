import { type AdversarialCase, judge } from "./case.ts";
import { deceptionCase } from "./deception.ts";
import { plainWordCase, poisoningCase } from "./poisoning.ts";
import { Random } from "./random.ts";
import { ask, wireBytes } from "./visitor.ts";

export type Finding = { index: number; name: string; what: string; request: string };

export type Outcome = {
  cases: number;
  requests: number;
  /** Answers to attackers and victims that carried a mark: shows that the attacks reached pages worth stealing. */
  marked: number;
  findings: Finding[];
};

export const SEED = 20241231;

/** Case number `index` of the suite: one half deception, one half poisoning. The same number is the same case everywhere. */
export function caseAt(index: number, seed = SEED): AdversarialCase {
  const random = new Random(seed + index * 7919);
  return index % 2 === 0 ? deceptionCase(index, random) : poisoningCase(index, random);
}

/** A suite apart: what an origin prints of User-Agent, Accept and Accept-Language without saying so in Vary. */
export function plainWordCaseAt(index: number, seed = SEED): AdversarialCase {
  return plainWordCase(index, new Random(seed + index * 7919));
}

const FINDINGS_MAX = 200;

const LANES = 24;

/** Runs the cases 0 to `count` of a suite against the gateway on `port`, some at a time. */
export async function runCases(port: number, count: number, suite = caseAt): Promise<Outcome> {
  const outcome: Outcome = { cases: 0, requests: 0, marked: 0, findings: [] };
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count && outcome.findings.length < FINDINGS_MAX) {
      const index = next++;
      await runCase(port, index, suite(index), outcome);
      outcome.cases++;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return outcome;
}

async function runCase(
  port: number,
  index: number,
  { name, steps }: AdversarialCase,
  outcome: Outcome,
): Promise<void> {
  for (const step of steps) {
    const answers = await Promise.all(step.map((request) => ask(port, request)));
    outcome.requests += step.length;
    for (const [at, request] of step.entries()) {
      const answer = answers[at] ?? { status: 0, text: "" };
      if (request.innocent !== true && /SECRET-|ATTACKER|:6666/i.test(answer.text)) outcome.marked++;
      const what = judge(request, answer);
      if (what !== undefined)
        outcome.findings.push({ index, name, what, request: wireBytes(request).slice(0, 300) });
    }
  }
}
