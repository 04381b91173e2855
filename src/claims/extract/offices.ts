import type { Body } from "../../gazetteer/index.ts";
import type { OrganisationFound } from "./organisations.ts";
import type { Page, Sentence } from "./page.ts";

/** Bodies of the State that a text names by half, because it has said elsewhere that they are French. */

/** "the French interior minister ... his ministry". */
const MINISTER =
  /(?<![a-z])(?:french|france's) (interior|justice|defen[cs]e|culture|education|health|labou?r|finance|foreign|sports?|agriculture) minister(?![a-z])/;
const OWN_MINISTRY = /(?<![a-z])(?:his|her) ministry(?![a-z])/;
const OWN_MINISTRIES = new RegExp(OWN_MINISTRY, "g");

/** The offices that a sentence names so, by what `called` knows. */
export function officesIn(
  page: Page,
  sentence: Sentence,
  called: (name: string) => Body | undefined,
): OrganisationFound[] {
  if (!OWN_MINISTRY.test(sentence.plain)) return [];
  const minister = MINISTER.exec(page.plain)?.[1];
  const body = minister === undefined ? undefined : called(`french ${minister} ministry`);
  if (body === undefined) return [];
  return [...sentence.plain.matchAll(OWN_MINISTRIES)].map(({ index, 0: { length } }) => ({
    from: sentence.from + index,
    to: sentence.from + index + length,
    body,
  }));
}
