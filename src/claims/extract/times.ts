import type { ParsedResult } from "chrono-node";
import { parse as parseEnglish } from "chrono-node/en";
import { parse as parseFrench } from "chrono-node/fr";
import type { ReadTime } from "../reading.ts";

/** Worth asking for a date at all: most sentences have none. */
const HINT =
  /(?<![a-z])(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|hier|yesterday|aujourd'hui|today|ce matin|this morning|ce soir|tonight|overnight|nuit|night|veille|previous day|day before|week-?end)(?![a-z])|\d ?h(?:eures?)?(?![a-z])|\d:\d\d|\d ?[ap]\.?m|\d{4} (?:gmt|utc)|\d(?:er|st|nd|rd|th)? (?:jan|fev|feb|mar|avr|apr|mai|may|juin|jun|juil|jul|aou|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]* \d|(?:debut|mi-|fin|early|mid-|late) ?[a-z]+/;
const ABOUT =
  /(?:vers|environ|aux alentours d|autour de|about|around|shortly|just (?:before|after)|peu (?:avant|apres))/;
/** "du mardi 9 au mercredi 10" is no hour. */
const HOUR = /\d ?h|:\d\d|\d ?[ap]\.?m|heures?|midi|noon|midnight|minuit/i;
const DAY_MS = 86_400_000;
/** What the parser is given where nothing says the year; no text is of it. */
const UNKNOWN_YEAR = 1900;

const MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split(
  " ",
);
const MONTHS_EN =
  "january february march april may june july august september october november december".split(" ");
const PART = new RegExp(
  `(?<![a-z])(debut|mi-?|fin|early|mid-?|late) ?(${[...MONTHS, ...MONTHS_EN].join("|")})(?: (20\\d\\d))?`,
);
const PART_DAYS: Readonly<Record<string, readonly [number, number]>> = {
  debut: [1, 10],
  early: [1, 10],
  mi: [11, 20],
  mid: [11, 20],
  fin: [21, 28],
  late: [21, 28],
};

/** Times of a sentence: the first that it tells, and the first that is of what happened and not of when somebody said so. */
export type Times = { readonly first: ReadTime | null; readonly happened: ReadTime | null };

/**
 * The times that a sentence tells, as exactly as it tells them, in local time as written. Weekdays and days without a year
 * are taken from the day of publication; without one, only whole dates count.
 */
export function timesIn(
  original: string,
  plain: string,
  lang: "fr" | "en",
  publishedAt: string | null,
): Times {
  const dateline = DATELINE.exec(original)?.[0].length ?? 0;
  if (!HINT.test(plain)) return { first: null, happened: null };
  const zone = /(?<![a-z])(?:gmt|utc)(?![a-z])/.test(plain)
    ? "UTC"
    : /heure de paris|paris time|(?<![a-z])cest?(?![a-z])/.test(plain)
      ? "Europe/Paris"
      : null;
  const published = publishedAt === null ? null : new Date(`${publishedAt}T12:00:00`);
  const text = original
    .replace(
      /\b(?:du|de) ((?:\p{L}+ )?\d{1,2}(?:er)?) au ((?:\p{L}+ )?\d{1,2}(?:er)? \p{L}+)/gu,
      (_, first, last) => `${first} ${last.split(" ").at(-1)} au ${last}`,
    )
    .replace(/(\d{1,2})\s?[hH]\s?(\d{2})(?!\d)/g, "$1h$2")
    .replace(/(?<!\d)([01]\d|2[0-3])([0-5]\d) (?=GMT|UTC)/g, "$1:$2 ")
    .replace(DAY_BEFORE, lang === "fr" ? "hier" : "yesterday");
  const parse = lang === "fr" ? parseFrench : parseEnglish;
  let first: ReadTime | undefined;
  let happened: ReadTime | undefined;
  for (const result of parse(text, published ?? new Date(UNKNOWN_YEAR, 6, 1, 12))) {
    const time = toTime(result, text, published, zone);
    if (time === null) continue;
    first = exacter(first, time);
    if (
      result.index >= dateline &&
      !SAID.test(text.slice(Math.max(dateline, result.index - SAID_CHARACTERS), result.index))
    )
      happened = exacter(happened, time);
  }
  const part = first === undefined ? (partOfMonth(plain, published) ?? weekendIn(plain, published)) : null;
  return { first: first ?? part, happened: happened ?? part };
}

/** The first time that a sentence tells. */
export const timeIn = (...of: Parameters<typeof timesIn>): ReadTime | null => timesIn(...of).first;

/** Of two times the first, unless the second says the same day more exactly: behind a dateline, "Monday at 4 pm". */
const exacter = (first: ReadTime | undefined, next: ReadTime): ReadTime =>
  first === undefined || (first.precision === "day" && next.from.startsWith(`${first.to}T`)) ? next : first;

/** "PARIS, Dec 2 (Reuters) - ...", "Paris, 18 nov 2026 (AFP) - ...": when it was written. */
const DATELINE =
  /^[^a-z]{0,3}\p{Lu}[\p{L}' -]{1,30}[,(][^-–—]{0,40}\([\p{L} ]{2,20}\)\s?[-–—]|^\p{Lu}\p{L}{2}\.? \d{1,2}(?:, \d{4})? \(\p{L}+\) -/u;
/** Beside a day, when it was said or promised. */
const SAID =
  /(?:\b(?:said|says|told|announced|confirmed|declared|wrote|posted|tweeted|claimed|warned|reported|vowed|promised|threatened|acknowledged|added|admitted|disclosed|revealed|published|listed)|(?<!\p{L})(?:annonc|indiqu|déclar|affirm|confirm|précis|expliqu|revendiqu|promis|menac|publi|diffus|écrit|reconn|dit|savoir|assur|avait promis)\p{L}*)(?: [\p{L}'’]+){0,3},? (?:on |late |early |late on |ce |dès )?$/iu;
const SAID_CHARACTERS = 70;
/** "attaqués depuis la veille", "from the previous day": of a text that is of today. */
const DAY_BEFORE =
  /(?<![\p{L}])(?:la veille(?! d| même)|the (?:previous day|day before)(?! (?:the|a|an)\b))(?!\p{L})/giu;

const WEEKEND =
  /(?<![a-z])(?:(?:over|during|at|this|last) (?:the )?(?:past )?weekend|(?:ce|le|du|durant le|pendant le|au cours du) week-?end)(?![a-z])/;
const SATURDAY = 6;

/** "Over the weekend": its two days before the publication. */
function weekendIn(plain: string, published: Date | null): ReadTime | null {
  if (published === null || !WEEKEND.test(plain)) return null;
  const saturday = new Date(published.getTime() - ((published.getDay() - SATURDAY + 7) % 7) * DAY_MS);
  const day = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return {
    from: day(saturday),
    to: day(new Date(saturday.getTime() + DAY_MS)),
    precision: "day",
    zone: null,
  };
}

type Zone = ReadTime["zone"];

function toTime(
  { start, end, index, text: said }: ParsedResult,
  text: string,
  published: Date | null,
  zone: Zone,
): ReadTime | null {
  const dated = start.isCertain("day") || start.isCertain("weekday");
  if (published === null && !(dated && start.isCertain("month") && start.isCertain("year"))) return null;
  // "yesterday", "New Year's Eve": certain to the parser, of the day that it was given for want of one.
  if (published === null && start.get("year") === UNKNOWN_YEAR) return null;
  const hour = start.isCertain("hour") && HOUR.test(said);
  if (!dated && !hour) return null;
  // A day to come is an appointment, not an attack.
  if (published !== null && start.date().getTime() > published.getTime() + DAY_MS) return null;
  const from = dayOf(start);
  if (!hour) return { from, to: end == null ? from : dayOf(end), precision: "day", zone: null };
  const about =
    ABOUT.test(text.slice(Math.max(0, index - 24), index).toLowerCase()) ||
    ABOUT.test(text.slice(index, index + 40).toLowerCase());
  const at = `${from}T${clock(start)}`;
  return {
    from: at,
    to: end == null || !end.isCertain("hour") ? at : `${dayOf(end)}T${clock(end)}`,
    precision: about ? "hour" : "minute",
    zone,
  };
}

type Part = ParsedResult["start"];

const two = (number: number | null): string => String(number ?? 0).padStart(2, "0");
const dayOf = (part: Part): string => `${part.get("year")}-${two(part.get("month"))}-${two(part.get("day"))}`;
const clock = (part: Part): string => `${two(part.get("hour"))}:${two(part.get("minute"))}`;

/** "Début novembre": about ten days, of the year that is nearest before the publication. */
function partOfMonth(plain: string, published: Date | null): ReadTime | null {
  const [, part, name, written] = PART.exec(plain) ?? [];
  if (part === undefined || name === undefined) return null;
  const month = Math.max(MONTHS.indexOf(name), MONTHS_EN.indexOf(name)) + 1;
  if (written === undefined && published === null) return null;
  const year =
    written === undefined
      ? (published as Date).getFullYear() - (month > (published as Date).getMonth() + 1 ? 1 : 0)
      : Number(written);
  const [first, last] = PART_DAYS[part.replace("-", "")] ?? [1, 28];
  return {
    from: `${year}-${two(month)}-${two(first)}`,
    to: `${year}-${two(month)}-${two(last)}`,
    precision: "week",
    zone: null,
  };
}
