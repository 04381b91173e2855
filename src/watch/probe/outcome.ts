import type { Failure } from "../codes.ts";

/** A phase that failed: its code, and a sentence for people. Thrown inside the probe and caught by the attempt. */
export class Failed extends Error {
  override readonly name = "Failed";
  constructor(
    readonly failure: Failure,
    readonly detail: string,
  ) {
    super(detail);
  }
}

const DETAIL_CHARACTERS_MAX = 200;
/** Controls, separators, marks that turn the reading direction, halves of surrogate pairs. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** A stranger's words as one bounded line: controls out, spaces made one, at most `charactersMax` UTF-16 units. */
export function safeLine(text: string, charactersMax: number = DETAIL_CHARACTERS_MAX): string {
  const cut = text
    .slice(0, charactersMax * 4)
    .replace(UNSAFE, " ")
    .replace(/\s+/g, " ")
    .trim();
  return cut.slice(0, charactersMax).toWellFormed();
}
