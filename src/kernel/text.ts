import { z } from "zod";

/**
 * What people write, as it is taken in. A text that shows nothing, turns the reading direction around, or moves a terminal's
 * cursor says something else to its next reader than it said to its author.
 */

/** Control characters, line and paragraph separators, halves of surrogate pairs; marks that turn the direction (UAX 9). */
const NOT_IN_A_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
/** Control characters but tabulator and line break. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** One line for a name or a title: it may be empty, but not invisible. At most `charactersMax` UTF-16 units. */
export function line(charactersMax: number) {
  return z
    .string()
    .trim()
    .max(charactersMax)
    .refine((text) => !NOT_IN_A_LINE.test(text), "has a character that cannot be seen")
    .refine(isShown, "has nothing that can be seen");
}

/**
 * A text of several lines. What is pasted from a log or a terminal brings control characters that nobody sees: they are left
 * out, and line breaks are made alike.
 */
export function prose(charactersMax: number) {
  return z
    .string()
    .overwrite((text) => text.replace(/\r\n?/g, "\n").replace(CONTROLS, ""))
    .trim()
    .max(charactersMax)
    .refine((text) => text.isWellFormed(), "is no text")
    .refine(isShown, "has nothing that can be seen");
}

/** The beginning of what is a `line` already, as a shorter one; "" when so much of it shows nothing. */
export function beginningOf(text: string, charactersMax: number): string {
  const cut = text
    .slice(0, charactersMax)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
  return isShown(cut) ? cut : "";
}

const isShown = (text: string): boolean => text === "" || VISIBLE.test(text);
