import type { IncidentEntry } from "./entry.ts";

/** What of an entry can be found by its words, and how a person's words become a question to the full-text index. */

/** Words of one search; further ones are passed over. */
export const SEARCH_WORDS_MAX = 8;
/** Longest search, in characters. */
export const SEARCH_CHARACTERS_MAX = 200;
/** Shortest word whose beginning is looked for; a shorter one must be the whole word. */
const PREFIX_CHARACTERS_MIN = 2;

/** Fields that hold no words of a person: ids, hashes, instants, and words of this program's own. */
const NOT_WORDS: ReadonlySet<string> = new Set([
  "id",
  "next",
  "entry",
  "into",
  "items",
  "person",
  "from",
  "until",
  "dueAt",
  "upTo",
  "cause",
  "field",
  "certainty",
  "what",
  "playbook",
  "revision",
  "step",
  "pack",
  "rule",
  "version",
  "stage",
  "threshold",
  "due",
  "awareAt",
  "sentAt",
  "storyAt",
  "proof",
]);

/** All that people wrote in an entry, and who wrote it, in one text. */
export function searchableText({ stored, event }: IncidentEntry): string {
  const texts = [stored.entry.actor.name];
  collect(event.body, texts);
  return fold(texts.join("\n"));
}

/**
 * The question for the index (FTS5): every word, in any order, each as the beginning of a word. Undefined when there is
 * no word in it. Nothing of what was typed reaches the index's own syntax.
 */
export function searchQuestion(typed: string): string | undefined {
  const words = fold(typed.slice(0, SEARCH_CHARACTERS_MAX)).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  if (words.length === 0) return undefined;
  return words
    .slice(0, SEARCH_WORDS_MAX)
    .map((word) => (word.length < PREFIX_CHARACTERS_MIN ? `"${word}"` : `"${word}"*`))
    .join(" AND ");
}

/** A word that marks all entries about one subject, so that a search looks at no other incident's. */
export function subjectWord(subject: string): string {
  return `subject${subject.replaceAll("-", "")}`;
}

/** The index folds case and accents itself; it does not know that œ is written oe by those in a hurry. */
function fold(text: string): string {
  return text.replace(/œ/gi, "oe").replace(/æ/gi, "ae");
}

function collect(value: unknown, texts: string[]): void {
  if (typeof value === "string") texts.push(value);
  else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      if (Array.isArray(value) || !NOT_WORDS.has(name)) collect(part, texts);
    }
  }
}
