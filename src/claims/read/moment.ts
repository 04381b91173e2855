/** ISO 8601 with what it says, or an older way to write a moment; never a guess from prose. */

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/;
/** RFC 822, as feeds write it. */
const RFC_822 =
  /^(?:[A-Z][a-z]{2},\s)?\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d{2}:\d{2}(?::\d{2})?\s(?:[A-Z]{1,5}|[+-]\d{4})$/;
const SECONDS = /^\d{10}$/;
const MILLISECONDS = /^\d{13}$/;
/** Not before the first claims of this kind, not after what four digits of a year mean here. */
const YEAR_MIN = 1990;
const YEAR_MAX = 2100;

/**
 * YYYY-MM-DD, or YYYY-MM-DDTHH:MM:SS with the zone that was written; undefined for what is no moment. Numbers are seconds or
 * milliseconds since 1970.
 */
export function isoOf(given: string | number): string | undefined {
  const text = String(given).trim();
  if (text.length > 40) return undefined;
  const parts = ISO.exec(text);
  if (parts !== null) return fromParts(parts);
  if (SECONDS.test(text)) return inYears(new Date(Number(text) * 1000));
  if (MILLISECONDS.test(text)) return inYears(new Date(Number(text)));
  return RFC_822.test(text) ? inYears(new Date(text)) : undefined;
}

function fromParts(parts: RegExpExecArray): string | undefined {
  const [, year, month, day, hour, minute, second = "00", zone = ""] = parts;
  const date = `${year}-${month}-${day}`;
  const at = hour === undefined ? date : `${date}T${hour}:${minute}:${second}`;
  const checked = new Date(hour === undefined ? date : `${at}Z`);
  if (inYears(checked) === undefined || checked.getUTCDate() !== Number(day)) return undefined;
  if (hour === undefined || zone === "") return at;
  return `${at}${/^[+-]/.test(zone) ? zone.replace(/^(.\d{2}):?(\d{2})$/, "$1:$2") : "Z"}`;
}

function inYears(date: Date): string | undefined {
  const year = date.getUTCFullYear();
  return year >= YEAR_MIN && year <= YEAR_MAX ? date.toISOString().replace(".000Z", "Z") : undefined;
}

/** The moment that a file's name tells, as trackers name their lists: "2024-12-31_07-05-01_targets.json". */
export function momentInName(name: string): string | undefined {
  const found = /(?<!\d)(\d{4}-\d{2}-\d{2})(?:[_T ](\d{2})[-:h_](\d{2})(?:[-:_](\d{2}))?)?(?!\d)/.exec(
    name.slice(-200),
  );
  if (found === null) return undefined;
  const [, date, hour, minute, second = "00"] = found;
  return isoOf(hour === undefined ? `${date}` : `${date}T${hour}:${minute}:${second}`);
}
