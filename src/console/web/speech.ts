import { type Key, type Language, type Plural, texts } from "../locales/index.ts";
import { frenchTypography } from "../locales/typography.ts";

/** Everything that the page says or counts, in one language: sentences, numbers, sizes and times. */

export type Values = Readonly<Record<string, string | number>>;

export type Speech = {
  readonly language: Language;
  /** The text of a key, {names} filled in. A pair is chosen by `values.count`. */
  say(key: Key, values?: Values): string;
  /** The text of a key that may not exist, as for an entry of a kind that this page does not know. */
  sayIfKnown(key: string, values?: Values): string | undefined;
  number(value: number): string;
  /** A number per second, with one decimal while it is small, so that a column of them stands straight. */
  rate(value: number): string;
  /** A share of what is good, 0..1, rounded down: 99.96 % is not all. */
  share(ratio: number): string;
  /** A share of what is bad, 0..1, rounded up: one in ten thousand is not none. */
  badShare(ratio: number): string;
  bytes(value: number): string;
  /** A latency in ms. */
  latency(ms: number): string;
  /** A duration in its largest fitting unit. */
  duration(ms: number): string;
  /** "16 h 28" */
  clock(ms: number): string;
  /** "à 16 h 28", with the day when it is not today. */
  at(ms: number, nowMs: number): string;
  /** What follows "depuis": "16 h 28", "le 22 novembre à 16 h 28". */
  since(ms: number, nowMs: number): string;
  /** "22 novembre à 16 h 28", always with the day. */
  full(ms: number, nowMs: number): string;
  /** The day of a certificate's end: "20 février 2027". */
  day(ms: number): string;
  /** Short, for lists: "16 h 28" or "22 nov., 16 h 28". */
  stamp(ms: number, nowMs: number): string;
  /** "il y a 3 minutes" */
  relative(ms: number, nowMs: number): string;
  /** "dans 3 minutes"; what is past is "il y a 3 minutes" */
  ahead(ms: number, nowMs: number): string;
  /** "a, b et c" */
  list(items: readonly string[]): string;
  readonly timeZone: string;
};

/** Signs that turn the direction of all that follows: in a sentence, of our own words too (Unicode Annex 9, 2.1 to 2.5). */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

const LOCALES: Readonly<Record<Language, string>> = { fr: "fr-FR", en: "en-GB" };

/** @param timeZone IANA name; the reader's own when left out */
export function makeSpeech(language: Language, timeZone?: string): Speech {
  const locale = LOCALES[language];
  const zone = timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const typeset = language === "fr" ? frenchTypography : (text: string) => text;
  const numbers = numbersIn(locale);
  const plural = new Intl.PluralRules(locale);

  function fill(text: string | Plural, values: Values): string {
    const chosen =
      typeof text === "string"
        ? text
        : plural.select(Number(values.count ?? 0)) === "one"
          ? text.one
          : text.other;
    return typeset(chosen).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? numbers.number(value) : value.replace(TURNS, "");
    });
  }
  const say = (key: Key, values: Values = {}) => fill(texts[language][key], values);
  const sayIfKnown = (key: string, values: Values = {}) =>
    Object.hasOwn(texts[language], key) ? say(key as Key, values) : undefined;
  return { language, say, sayIfKnown, timeZone: zone, ...numbers, ...timesIn(locale, zone, say) };
}

function numbersIn(locale: string) {
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const oneDecimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const percent = (digits: number) =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits });
  const [wholePercent, finePercent] = [percent(0), percent(1)];
  const unit = (name: string, digits: number) => {
    const { format } = new Intl.NumberFormat(locale, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: digits,
    });
    // A unit stands a whole space from its number; Intl puts a narrow one.
    return { format: (value: number) => format(value).replace(/\s(?=\p{L}+$)/u, "\u00a0") };
  };
  const sizes = [
    [1e9, unit("gigabyte", 1)],
    [1e6, unit("megabyte", 0)],
    [1e3, unit("kilobyte", 0)],
  ] as const;
  const smallest = unit("byte", 0);
  const [milliseconds, seconds, minutes, hours, days] = [
    unit("millisecond", 0),
    unit("second", 0),
    unit("minute", 0),
    unit("hour", 0),
    unit("day", 0),
  ];
  return {
    number: (value: number) => plain.format(value),
    rate: (value: number) => (value < 99.95 ? oneDecimal : whole).format(value),
    share: (ratio: number) =>
      ratio > 0.99 && ratio < 1
        ? finePercent.format(Math.floor(ratio * 1000) / 1000)
        : wholePercent.format(Math.floor(ratio * 100 + 1e-9) / 100),
    badShare: (ratio: number) =>
      ratio < 0.1
        ? finePercent.format(Math.max(0, Math.ceil(ratio * 1000 - 1e-9)) / 1000)
        : wholePercent.format(Math.max(0, Math.ceil(ratio * 100 - 1e-9)) / 100),
    bytes: (value: number) => {
      const [size, format] = sizes.find(([least]) => value >= least) ?? [1, smallest];
      return format.format(value / size);
    },
    // The same signs in every language: "ms" and "s" are international.
    latency: (ms: number) =>
      ms < 999.5 ? `${whole.format(ms)}\u00a0ms` : `${plain.format(ms / 1000)}\u00a0s`,
    duration: (ms: number) => {
      if (ms < 999.5) return milliseconds.format(ms);
      if (ms < 90_000) return seconds.format(ms / 1000);
      if (ms < 90 * 60_000) return minutes.format(ms / 60_000);
      return ms < 36 * 3_600_000 ? hours.format(ms / 3_600_000) : days.format(Math.floor(ms / 86_400_000));
    },
    list: (items: readonly string[]) => new Intl.ListFormat(locale, { type: "conjunction" }).format(items),
  };
}

const RELATIVE_UNITS = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
] as const;

function timesIn(locale: string, timeZone: string, say: Speech["say"]) {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const parts = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const long = format({ day: "numeric", month: "long" });
  const longYear = format({ day: "numeric", month: "long", year: "numeric" });
  const short = format({ day: "numeric", month: "short" });
  const date = format({ year: "numeric", month: "2-digit", day: "2-digit" });
  const year = format({ year: "numeric" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  // The first of a month is "1er" in French; Intl says "1".
  const dated = (text: string) => (locale === LOCALES.fr ? text.replace(/^1(?=\s)/, "1er") : text);

  const clock = (ms: number) => {
    const found = Object.fromEntries(parts.formatToParts(ms).map(({ type, value }) => [type, value]));
    return say("time.clock", { hour: found.hour ?? "", minute: found.minute ?? "" }).replaceAll(
      " ",
      "\u00a0",
    );
  };
  const relativeTo = (ms: number, nowMs: number) => {
    const past = Math.max(0, nowMs - ms);
    const unit = RELATIVE_UNITS.find(([least]) => past >= least);
    return unit === undefined ? say("time.now") : relative.format(-Math.floor(past / unit[0]), unit[1]);
  };
  const isToday = (ms: number, nowMs: number) => date.format(ms) === date.format(nowMs);
  const day = (ms: number, nowMs: number) =>
    dated((year.format(ms) === year.format(nowMs) ? long : longYear).format(ms)).replace(" ", "\u00a0");
  const values = (ms: number, nowMs: number) => ({ time: clock(ms), day: day(ms, nowMs) });
  return {
    clock,
    day: (ms: number) => dated(longYear.format(ms)),
    at: (ms: number, nowMs: number) =>
      say(isToday(ms, nowMs) ? "time.at.today" : "time.at.day", values(ms, nowMs)),
    since: (ms: number, nowMs: number) =>
      say(isToday(ms, nowMs) ? "time.since.today" : "time.since.day", values(ms, nowMs)),
    full: (ms: number, nowMs: number) => say("time.full", values(ms, nowMs)),
    stamp: (ms: number, nowMs: number) =>
      isToday(ms, nowMs) ? clock(ms) : say("time.stamp", { day: dated(short.format(ms)), time: clock(ms) }),
    relative: relativeTo,
    ahead: (ms: number, nowMs: number) => {
      // A task is due at a minute, so what is left is told by the minute that it is rounded up to.
      const leftMs = Math.ceil((ms - nowMs) / 60_000) * 60_000;
      const unit = RELATIVE_UNITS.find(([least]) => leftMs >= least);
      if (leftMs <= 0 || unit === undefined) return relativeTo(ms, nowMs);
      return relative.format(Math.floor(leftMs / unit[0]), unit[1]);
    },
  };
}
