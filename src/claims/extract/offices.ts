import type { Body } from "../../gazetteer/index.ts";
import { type OrganisationFound, unlisted } from "./organisations.ts";
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
  return [
    ...chambersIn(page, sentence, called),
    ...ownMinistriesIn(page, sentence, called),
    ...namedMinistriesIn(page, sentence, called),
    ...caledonianIn(page, sentence, called),
  ];
}

const CALEDONIA = "(?:la )?(?:nouvelle-caledonie|new caledonia)";
const caledonian = (words: string) =>
  new RegExp(
    `(?<![a-z])(?:new caledonia's )?(?:${words})(?: \\([a-z-]{2,8}\\))?(?:,? (?:de|en|of|in) ${CALEDONIA})?(?![a-z])`,
    "g",
  );
/** Provinces and the office of posts, where New Caledonia is spoken of: elsewhere the words are nobody's. */
const CALEDONIAN: readonly (readonly [words: RegExp, name: string])[] = [
  [
    caledonian(
      "office (?:caledonien )?des postes et (?:des )?telecommunications?|post(?:s|al)?(?: office)? and telecom[a-z]*(?: (?:office|operator|authority|agency))?",
    ),
    "OPT-NC",
  ],
  [caledonian("province sud|south(?:ern)? province"), "Province Sud"],
  [caledonian("province nord|north(?:ern)? province"), "Province Nord"],
  [
    caledonian(
      "province des iles(?: loyaute)?|(?:loyalty )?islands province|province of the loyalty islands",
    ),
    "Province des îles Loyauté",
  ],
];

function caledonianIn(
  page: Page,
  { plain, from }: Sentence,
  called: (name: string) => Body | undefined,
): OrganisationFound[] {
  if (!page.plain.includes("caledoni") || !/province|telecom/.test(plain)) return [];
  return CALEDONIAN.flatMap(([words, name]) =>
    [...plain.matchAll(words)].map(({ index, 0: { length } }) => ({
      from: from + index,
      to: from + index + length,
      body: called(name.toLowerCase()) ?? unlisted("other", name),
    })),
  );
}

const PORTFOLIO =
  "interior|justice|defen[cs]e|armed forces|culture|education|higher education|health|labou?r|finance|economy|foreign(?: affairs)?|sports?|agriculture|transport|environment|ecology|overseas(?: territories)?|ecological transition|ecology transition";
/** "the economy ministry", "the Ministry of the Economy", where France is spoken of. */
const NAMED_MINISTRY = new RegExp(
  `(?<![a-z])(${PORTFOLIO})(?:(?:,| and| &) [a-z ]{3,20}?)? ministry(?![a-z])|(?<![a-z])ministry (?:of|for) (?:the )?(${PORTFOLIO})(?: and finance)?(?![a-z])`,
  "g",
);
const CALLED: Readonly<Record<string, string>> = {
  foreign: "foreign ministry",
  "foreign affairs": "foreign ministry",
  "armed forces": "defence ministry",
  defense: "defence ministry",
  sport: "sports ministry",
  labor: "labour ministry",
  "ecological transition": "ecology ministry",
  "ecology transition": "ecology ministry",
  "overseas territories": "overseas ministry",
};
/** Of another country: "Ukraine's defence ministry", "the German ". */
const ANOTHERS =
  /(?:(?<!france|country|nation)'s|s'|(?<!fr)(?:ian|ish|ese|man|tch|lian|wiss|utch|reek|zech|elsh|ench-swiss)) $|(?<![a-z])(?:us|uk|u\.s\.|u\.k\.|canadian|british|quebec) $/;

/** What the book has by its whole name is found there. */
const isInBook = (
  page: Page,
  at: number,
  name: string,
  left: string,
  called: (name: string) => Body | undefined,
): boolean =>
  (called(name) !== undefined &&
    /\p{Lu}/u.test(page.original.slice(page.at(at), page.at(at + name.length)))) ||
  (/(?:french|france's) $/.test(left) && called(`french ${name}`) !== undefined);

function namedMinistriesIn(
  page: Page,
  { plain, from }: Sentence,
  called: (name: string) => Body | undefined,
): OrganisationFound[] {
  if (!plain.includes("ministry") || !FRENCH.test(page.plain)) return [];
  return [...plain.matchAll(NAMED_MINISTRY)].flatMap(({ index, 0: { length }, 1: before, 2: behind }) => {
    const left = plain.slice(0, index);
    if (ANOTHERS.test(left) || isInBook(page, from + index, plain.slice(index, index + length), left, called))
      return [];
    const portfolio = before ?? behind ?? "";
    const body = called(`french ${CALLED[portfolio] ?? `${portfolio} ministry`}`);
    return body === undefined ? [] : [{ from: from + index, to: from + index + length, body }];
  });
}

/** "the Senate", "the lower house", in an English text of France. */
const CHAMBER =
  /(?<![a-z])(?:the|france's) ((?:french )?(?:senate|(?:lower|upper) (?:house|chamber)(?: of parliament)?))(?![a-z])/g;
const FRENCH = /(?<![a-z])(?:france|french|paris)(?![a-z])/;
const OTHER_SENATE =
  /(?<![a-z])(?:us|u\.s\.|american|state|italian|polish|czech|belgian|romanian|spanish|canadian|australian|philippine|irish|washington|dutch) (?:senate|lower house|upper house|parliament)|congress(?![a-z])/;

function chambersIn(
  page: Page,
  { plain, from }: Sentence,
  called: (name: string) => Body | undefined,
): OrganisationFound[] {
  if (!/(?<![a-z])(?:senate|(?:lower|upper) (?:house|chamber))(?![a-z])/.test(plain)) return [];
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
