import { isStrong } from "./attack-words.ts";
import { isHit } from "./link-words.ts";
import type { Sentence } from "./page.ts";

/** A story that is told town by town begins with the list of them: "A, B, C : ces villes ont été frappées ...". */

const LIST = /^[^a-z]*((?:(?:l[ae]s? |the )?[a-z][a-z' -]{1,40}, ){1,12}[a-z][a-z' -]{1,60}?) ?[:-] (?=\S)/;
const LEAD_SENTENCES = 6;
/** So near to the start of its paragraph the town is what the paragraph is about. */
const HEAD_CHARACTERS = 40;
const TOLD_AGAIN = 2;

/** Whether a sentence is that list: it says that they were hit, and paragraphs below begin with several of its names, whatever span of time it speaks of. */
export function isListedLead(sentences: readonly Sentence[], i: number): boolean {
  const sentence = sentences[i];
  const [head = "", list] = i < LEAD_SENTENCES ? (LIST.exec(sentence?.plain ?? "") ?? []) : [];
  if (sentence === undefined || list === undefined || !isStrong(sentence.plain)) return false;
  if (!isHit(sentence.plain.slice(head.length), false)) return false;
  const names = list.split(/, | (?:et|and|ou|or) /).map(bare);
  const heads = sentences
    .filter(({ paragraph }, k) => k > i && sentences[k - 1]?.paragraph !== paragraph)
    .map(({ plain }) => ` ${plain.slice(0, HEAD_CHARACTERS).replace(/[^a-z-]+/g, " ")} `);
  return names.filter((name) => heads.some((head) => head.includes(` ${name} `))).length >= TOLD_AGAIN;
}

const bare = (name: string): string =>
  name
    .replace(/^(?:et |and )?(?:l[ae]s? |l'|the )/, "")
    .replace(/ (?:department|region|departement)$/, "")
    .replace(/[^a-z-]+/g, " ")
    .trim();
