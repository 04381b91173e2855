import type { AttackType, DocumentText } from "../reading.ts";
import { NAMES_MAX } from "../reading.ts";
import type { Page } from "./page.ts";

/** What frames a text: title, date, agency, and the marks that tie versions of one story together. */
export type Header = {
  readonly title: string;
  readonly publishedAt: string | null;
  readonly year: number | null;
  readonly agency: string | null;
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  readonly hosts: readonly string[];
  /** Sentences that belong to the page, not to the story. */
  readonly noise: ReadonlySet<number>;
  /** What stands over a story of a collection: the topic of several, a group whose claims they are. */
  readonly over: Over | null;
};

export type Over = {
  readonly type: AttackType | null;
  readonly actor: string | null;
  /** What stands below tells of attacks. */
  readonly attacks: boolean;
};

const MONTHS: Readonly<Record<string, number>> = {
  janvier: 1,
  fevrier: 2,
  mars: 3,
  avril: 4,
  mai: 5,
  juin: 6,
  juillet: 7,
  aout: 8,
  septembre: 9,
  octobre: 10,
  novembre: 11,
  decembre: 12,
  january: 1,
  february: 2,
  march: 3,
  april: 4,
  may: 5,
  june: 6,
  july: 7,
  august: 8,
  september: 9,
  october: 10,
  november: 11,
  december: 12,
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  jun: 6,
  jul: 7,
  aug: 8,
  sept: 9,
  sep: 9,
  oct: 10,
  nov: 11,
  dec: 12,
};
const MONTH = Object.keys(MONTHS)
  .sort((a, b) => b.length - a.length)
  .join("|");
const DAY_MONTH_YEAR = new RegExp(
  `(?<![\\d])(\\d{1,2})(?:er|st|nd|rd|th)? (${MONTH})\\.?,? (20[0-4]\\d)(?!\\d)`,
  "g",
);
const MONTH_DAY_YEAR = new RegExp(
  `(?<![a-z])(${MONTH})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (20[0-4]\\d)(?!\\d)`,
  "g",
);
const NUMERIC = /(?<![\d/.-])(?:(20[0-4]\d)-(\d{2})-(\d{2})|(\d{1,2})[/.](\d{1,2})[/.](20[0-4]\d))(?!\d)/g;

export const TITLE_CHARACTERS_MAX = 300;
const NOISE =
  /^\s*[>›»] |^\W*(?:lire aussi|a lire(?: aussi| egalement)?|voir aussi|sur le meme (?:sujet|theme)|a voir|relire|lire (?:notre|la suite)|notre dossier|articles? (?:lies|similaires)|read (?:also|more|next)|also read|related|see also|more on this|don't miss|most read|les plus lus|newsletter|abonnez|inscri(?:vez|re)|recevez|suivez|partager|publicite|advertisement|sponsored|credits?\b|photo|illustration|image|source ?:|copyright|©|tous droits|all rights|veuillez|je veux en savoir|notre politique|tags? ?:|mots[- ]cles|commentaires|discuter|reagissez|france televisions utilise|vous pouvez vous des|tous les jours, recevez|l'essentiel du jour|chaque jour|une selection rien que|sign up|subscribe|follow us|cookies|share this|toute l'information|demandez nos|mis a jour|publie le|dans la meme rubrique|a la une|en direct|direct\.|video\.|podcast)/;
const RELATED_MARK =
  /^\W*(?:lire aussi|a lire(?: aussi| egalement)?|voir aussi|sur le meme (?:sujet|theme)|articles? (?:lies|similaires)|read (?:also|more|next)|related(?: articles| stories)?|related (?:coverage|reading)|see also|more on this|dans la meme rubrique|pour aller plus loin|les plus lus|most read)\W*$/;
const INLINE_RELATED = /(?:lire aussi|a lire aussi|read also|see also|related) ?:/;
const AGENCY =
  /(?<![a-z])(afp|reuters|associated press|\bap\b(?!-)|agence france[- ]presse|bloomberg|tass|dpa|efe|ansa)(?![a-z])/;
const AGENCIES: Readonly<Record<string, string>> = {
  "agence france-presse": "AFP",
  "agence france presse": "AFP",
  "associated press": "AP",
};

export function headerOf(page: Page, document: DocumentText): Header {
  const years = page.plain.match(/(?<![\d,.-])20[0-4]\d(?![\d-])/g)?.map(Number) ?? [];
  const publishedAt = document.publishedAt?.slice(0, 10) ?? ownDate(dateOf(page.plain), years);
  const first = page.sentences[0];
  const title =
    document.title ??
    (first === undefined ? "" : page.original.slice(page.at(first.from), page.at(first.to)).trim());
  const noise = new Set<number>();
  let related = -1;
  let marked = -2;
  page.sentences.forEach((sentence, i) => {
    const found =
      NOISE.test(sentence.plain) || (INLINE_RELATED.test(sentence.plain) && sentence.kind !== "title");
    if (found) related = sentence.paragraph;
    // "À lire aussi", and the titles of other stories below it.
    const title = sentence.kind === "heading" || sentence.kind === "item";
    const below = title && page.sentences[i - 1]?.paragraph === sentence.paragraph - 1;
    if (!found && below && RELATED_MARK.test(page.sentences[i - 1]?.plain ?? "")) marked = sentence.paragraph;
    const listed = below && (marked === sentence.paragraph || marked === sentence.paragraph - 1);
    if (listed) marked = sentence.paragraph;
    if (found || listed || (sentence.paragraph === related && sentence.kind === "heading")) noise.add(i);
  });
  const agency = AGENCY.exec(page.plain)?.[1];
  return {
    title: title.slice(0, TITLE_CHARACTERS_MAX),
    publishedAt,
    year:
      publishedAt === null ? (years.length > 0 ? Math.max(...years) : null) : Number(publishedAt.slice(0, 4)),
    agency:
      agency === undefined ? null : (AGENCIES[agency] ?? agency.toUpperCase().replace("REUTERS", "Reuters")),
    names: properNames(page.original),
    numbers: numbersOf(page.plain),
    hosts: hostsOf(page.plain),
    noise,
    over: null,
  };
}

/** Plans reach into the next year; what tells of years well after a date was not written on it. */
const YEARS_OF_PLANS = 1;
const ownDate = (date: string | null, years: readonly number[]): string | null =>
  date !== null && Math.max(0, ...years) > Number(date.slice(0, 4)) + YEARS_OF_PLANS ? null : date;

/** The first whole date of the text; a date of last resort. */
function dateOf(plain: string): string | null {
  const head = plain.slice(0, 3_000);
  let best: { at: number; date: string } | null = null;
  const take = (at: number, year: string, month: number, day: string) => {
    if (month < 1 || month > 12 || Number(day) < 1 || Number(day) > 31) return;
    if (best === null || at < best.at)
      best = { at, date: `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}` };
  };
  for (const match of head.matchAll(DAY_MONTH_YEAR))
    take(match.index, match[3] as string, MONTHS[match[2] as string] as number, match[1] as string);
  for (const match of head.matchAll(MONTH_DAY_YEAR))
    take(match.index, match[3] as string, MONTHS[match[1] as string] as number, match[2] as string);
  for (const match of head.matchAll(NUMERIC)) {
    if (match[1] !== undefined) take(match.index, match[1], Number(match[2]), match[3] as string);
    else take(match.index, match[6] as string, Number(match[5]), match[4] as string);
  }
  return (best as { date: string } | null)?.date ?? dayOfWeek(plain, head);
}

const WEEKDAYS = [
  "dimanche|sunday",
  "lundi|monday",
  "mardi|tuesday",
  "mercredi|wednesday",
  "jeudi|thursday",
  "vendredi|friday",
  "samedi|saturday",
];
const WEEKDAY_DAY_MONTH = new RegExp(
  `(?<![a-z])(${WEEKDAYS.join("|")}),? (\\d{1,2}) (${MONTH})(?! \\d)`,
  "g",
);
/** A weekday and a day of the month meet again within so many years. */
const YEARS_AHEAD = 5;

/** "mercredi 9 décembre": of the first year, from the latest that is written on, in which it was a Wednesday. */
function dayOfWeek(plain: string, head: string): string | null {
  const years = plain.match(/(?<![\d,.-])20[0-4]\d(?![\d-])/g)?.map(Number) ?? [];
  const [match] = head.matchAll(WEEKDAY_DAY_MONTH);
  if (match === undefined || years.length === 0) return null;
  const weekday = WEEKDAYS.findIndex((names) => names.split("|").includes(match[1] as string));
  const month = MONTHS[match[3] as string] as number;
  const latest = Math.max(...years);
  for (let year = latest; year <= latest + YEARS_AHEAD; year++) {
    if (new Date(Date.UTC(year, month - 1, Number(match[2]))).getUTCDay() === weekday)
      return `${year}-${String(month).padStart(2, "0")}-${(match[2] as string).padStart(2, "0")}`;
  }
  return null;
}

function properNames(original: string): string[] {
  const names = new Set<string>();
  const name =
    /(?<=[\p{Ll},;:"»”)] ["«“(]?)\p{Lu}[\p{L}'’-]{2,}(?: (?:de |du |le |la |Le |La )?\p{Lu}[\p{L}'’-]+){0,2}/gu;
  for (const match of original.matchAll(name)) {
    names.add(match[0].normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase());
    if (names.size >= NAMES_MAX) break;
  }
  return [...names];
}

function numbersOf(plain: string): string[] {
  const numbers = new Set<string>();
  for (const match of plain.matchAll(/(?<![\d.,])\d{1,3}(?:[ .,]\d{3})+(?!\d)|(?<![\d.,])\d{2,7}(?![\d])/g)) {
    const digits = match[0].replace(/\D/g, "");
    if (!/^20[0-4]\d$/.test(digits)) numbers.add(digits);
    if (numbers.size >= NAMES_MAX) break;
  }
  return [...numbers];
}

function hostsOf(plain: string): string[] {
  const hosts = new Set<string>();
  const text = plain.replace(/\[\.\]|\(\.\)|\[dot\]/g, ".").replace(/hxxp/g, "http");
  for (const match of text.matchAll(
    /(?<![a-z0-9@.-])(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.)+(?:fr|com|net|org|eu|gouv\.fr|bzh|paris|alsace|corsica|re|nc|pf|gp|mq|gf|yt|pm|wf|info|io))(?![a-z0-9-])/g,
  )) {
    hosts.add(match[1] as string);
    if (hosts.size >= NAMES_MAX) break;
  }
  return [...hosts];
}
