import { type AdversarialCase, judge } from "./case.ts";
import { deceptionCase } from "./deception.ts";
import { poisoningCase } from "./poisoning.ts";
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

const FINDINGS_MAX = 200;

/** Runs `count` cases against the gateway on `port`, `lanes` at a time. */
export async function runCases(port: number, count: number, lanes = 24, first = 0): Promise<Outcome> {
  const outcome: Outcome = { cases: 0, requests: 0, marked: 0, findings: [] };
  let next = first;
  const lane = async (): Promise<void> => {
    while (next < first + count && outcome.findings.length < FINDINGS_MAX) {
      await runCase(port, next++, outcome);
      outcome.cases++;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return outcome;
}

async function runCase(port: number, index: number, outcome: Outcome): Promise<void> {
  const { name, steps } = caseAt(index);
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
