import {
  CERTIFICATE_FAILURES,
  CONTENTS,
  type Content,
  FAILURES,
  type Failure,
  OUTCOMES,
  type Outcome,
  PROTECTIONS,
  type Protection,
} from "../codes.ts";

/**
 * How a round's words and times are kept: one small number for all words together, one byte for each time. These numbers
 * are on disk for a year: a field may use its free room, but none may move.
 */

export type Words = {
  readonly outcome: Outcome;
  readonly failure: Failure;
  readonly certificate?: Failure;
  readonly protection: Protection;
  readonly content: Content;
  /** The attempt that decided took SLOW_MS or longer. */
  readonly slow: boolean;
};

/** From here on an answer may be called slow. Rounds on both sides of it are never kept as one run. */
export const SLOW_MS = 3_000;

// From the lowest bit: content 3, slow 1, outcome 2, certificate 3, protection 4, failure 7. The usual round, up with the
// same content, is the number 1 and takes one byte.
const SLOW = 3;
const OUTCOME = 4;
const CERTIFICATE = 6;
const PROTECTION = 9;
const FAILURE = 13;
const CODE_BITS = 20;

/** Words there can be in each list before the numbers on disk have no more room; held by a test. */
export const ROOM = { contents: 8, outcomes: 4, certificates: 7, protections: 16, failures: 128 } as const;

/** The places of the words in their lists (certificate: -1 for none) as one number below 2^20. */
export function codeOf(
  outcome: number,
  failure: number,
  certificate: number,
  protection: number,
  content: number,
  slow: boolean,
): number {
  const kept = certificate === -1 ? 0 : CERTIFICATE_FAILURES.indexOf(FAILURES[certificate] ?? "ok") + 1;
  return (
    content |
    (slow ? 1 << SLOW : 0) |
    (outcome << OUTCOME) |
    (kept << CERTIFICATE) |
    (protection << PROTECTION) |
    (failure << FAILURE)
  );
}

/** The words of a code. A number that no list knows, from a file of a newer program, reads as a fault of ours: void. */
export function wordsOf(code: number): Words {
  const known = WORDS.get(code);
  if (known !== undefined) return known;
  const certificate = CERTIFICATE_FAILURES[((code >> CERTIFICATE) & 7) - 1];
  const failure = FAILURES[(code >> FAILURE) & 127];
  const protection = PROTECTIONS[(code >> PROTECTION) & 15];
  const content = CONTENTS[code & 7];
  const outcome = OUTCOMES[(code >> OUTCOME) & 3];
  const sound =
    code < 1 << CODE_BITS && failure !== undefined && protection !== undefined && content !== undefined;
  const words: Words = sound
    ? {
        outcome: outcome ?? "void",
        failure,
        ...(certificate === undefined ? {} : { certificate }),
        protection,
        content,
        slow: ((code >> SLOW) & 1) === 1,
      }
    : {
        outcome: "void",
        failure: "prober.fault",
        protection: "none",
        content: "not_comparable",
        slow: false,
      };
  if (WORDS.size < WORDS_KNOWN_MAX) WORDS.set(code, words);
  return words;
}

/** Few of all codes occur; a file that was tampered with must not fill the memory. */
const WORDS_KNOWN_MAX = 10_000;
const WORDS = new Map<number, Words>();

export const outcomeOf = (code: number): number => (code >> OUTCOME) & 3;

/** Sixteen steps an octave: a time is told within 2.2 % of what it was, up to a minute. */
const STEPS_PER_OCTAVE = 16;

/** A time as one byte: 0 for none (below 0). */
export function timeByte(ms: number): number {
  if (!(ms >= 0)) return 0;
  return 1 + Math.min(254, Math.round(STEPS_PER_OCTAVE * Math.log2(1 + ms)));
}

/** In ms, with one decimal; undefined for none. */
export function msOf(byte: number): number | undefined {
  return MS_OF_BYTE[byte];
}

const MS_OF_BYTE: readonly (number | undefined)[] = Array.from({ length: 256 }, (_, byte) =>
  byte === 0 ? undefined : Math.round((2 ** ((byte - 1) / STEPS_PER_OCTAVE) - 1) * 10) / 10,
);
