/** The title that an event bears until a person names it: who is named in it, and the day. */

export type Titles = { title: string; titleEn: string };
export type Lang = "fr" | "en";

export const titleIn = ({ title, titleEn }: Titles, lang: Lang): string => (lang === "en" ? titleEn : title);

/** Bodies of a title: all while they are few, else the first two and how many more. */
const TITLE_BODIES = 3;
const TITLE_FIRST = 2;

// The months stand here and not in the runtime's tables: a title is made in a fold, which gives the same for ever.
const MONTHS = {
  fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
} as const;
const WORDS = {
  fr: { and: "et", others: "autres", none: "Aucun organisme" },
  en: { and: "and", others: "others", none: "No body" },
} as const;

/**
 * « Castres, Lorient et 4 autres, 5 janvier 2026 », in French and in English.
 * @param bodies names, those that most documents tell of first
 * @param from ISO 8601; the day is the one that it was in France
 */
export function madeTitles(bodies: readonly string[], from: string): Titles {
  const made = (language: keyof typeof MONTHS) => `${named(bodies, language)}, ${frenchDay(from, language)}`;
  return { title: made("fr"), titleEn: made("en") };
}

function named(bodies: readonly string[], language: keyof typeof WORDS): string {
  const { and, others, none } = WORDS[language];
  if (bodies.length > TITLE_BODIES) {
    return `${bodies.slice(0, TITLE_FIRST).join(", ")} ${and} ${bodies.length - TITLE_FIRST} ${others}`;
  }
  const [last = none, ...before] = [...bodies].reverse();
  return before.length === 0 ? last : `${before.reverse().join(", ")} ${and} ${last}`;
}

/**
 * The day that it was in France, as a day of UTC, without a table of zones, which a fold may not depend on: days begin at
 * 22:00 or 23:00 UTC there. In winter the last hour of a day gives the next one.
 */
export function dayInFrance(iso: string): Date {
  return new Date(Date.parse(iso) + 2 * 3_600_000);
}

function frenchDay(iso: string, language: keyof typeof MONTHS): string {
  const day = dayInFrance(iso);
  const date = day.getUTCDate();
  return `${language === "fr" && date === 1 ? "1er" : date} ${MONTHS[language][day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}
