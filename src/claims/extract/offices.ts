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
  return [...chambersIn(page, sentence, called), ...ownMinistriesIn(page, sentence, called)];
}

/** "the Senate", "the lower house", in an English text of France. */
const CHAMBER =
  /(?<![a-z])(?:the|france's) ((?:french )?(?:senate|lower house(?: of parliament)?|upper house(?: of parliament)?))(?![a-z])/g;
const FRENCH = /(?<![a-z])(?:france|french|paris)(?![a-z])/;
const OTHER_SENATE =
  /(?<![a-z])(?:us|u\.s\.|american|state|italian|polish|czech|belgian|romanian|spanish|canadian|australian|philippine|irish|washington|dutch) (?:senate|lower house|upper house|parliament)|congress(?![a-z])/;

function chambersIn(
  page: Page,
  { plain, from }: Sentence,
  called: (name: string) => Body | undefined,
): OrganisationFound[] {
  if (!/(?<![a-z])(?:senate|(?:lower|upper) house)(?![a-z])/.test(plain)) return [];
  if (!FRENCH.test(page.plain) || OTHER_SENATE.test(page.plain)) return [];
  return [...plain.matchAll(CHAMBER)].flatMap((match) => {
    const body = called(match[1]?.includes("lower") ? "assemblee nationale" : "senat");
    const to = from + match.index + match[0].length;
    return body === undefined ? [] : [{ from: to - (match[1] ?? "").length, to, body }];
  });
}

function ownMinistriesIn(
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
