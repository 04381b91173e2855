import { FAILURES, type Failure, OUTCOMES } from "../../src/watch/codes.ts";
import type { Saying } from "../../src/watch/verdict/index.ts";

/** Sayings of vantage points out of short texts: u up, s shaky, d down, v void, anything else nothing. */

export const T0 = Date.UTC(2024, 11, 31, 6);
export const CALM = 300_000;

const OUTCOME: Record<string, (typeof OUTCOMES)[number]> = { u: "up", s: "shaky", d: "down", v: "void" };
/** How long a round takes that ends so. */
const TAKES_MS: Record<string, number> = { u: 200, s: 5_300, d: 61_000, v: 200 };

export type Told = {
  vantage?: number;
  from?: number;
  everyMs?: number;
  failure?: Failure;
  marks?: number;
  totalMs?: number;
};

/** One round a letter, `everyMs` apart from `from` on. */
export function told(text: string, given: Told = {}): Saying[] {
  const { vantage = 0, from = T0, everyMs = CALM, failure = "tcp.timeout", marks = 0, totalMs = 150 } = given;
  const sayings: Saying[] = [];
  for (const [n, letter] of [...text].entries()) {
    const outcome = OUTCOME[letter];
    if (outcome === undefined) continue;
    const at = from + n * everyMs;
    sayings.push({
      vantage,
      at,
      endedAt: at + (TAKES_MS[letter] ?? 0),
      outcome: OUTCOMES.indexOf(outcome),
      failure: FAILURES.indexOf(outcome === "up" ? "ok" : failure),
      marks,
      totalMs: outcome === "down" ? -1 : totalMs,
    });
  }
  return sayings;
}

/** In the order in which rounds end, which is that of their arrival. */
export const inOrder = (...parts: Saying[][]): Saying[] => parts.flat().sort((a, b) => a.endedAt - b.endedAt);
