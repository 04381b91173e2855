const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const DAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?";
const MONTH = `(${MONTHS.join("|")})`;
const TIME = "(\\d{1,2})[:.](\\d{2})[:.](\\d{2})";

/** "Sun, 06 Nov 1994 08:49:37 GMT" and its common slips; "Sunday, 06-Nov-94 08:49:37 GMT" (two digits of a year). */
const DAY_FIRST = new RegExp(
  `^${DAY},? +(\\d{1,2})[ -]+${MONTH}[ -]+(\\d{2}|\\d{4}) +${TIME} +(?:gmt|utc)$`,
  "i",
);
/** "Sun Nov  6 08:49:37 1994" */
const ASCTIME = new RegExp(`^${DAY} +${MONTH} +(\\d{1,2}) +${TIME} +(\\d{4})$`, "i");

/** Years that a two-digit year may lie ahead before it means the past century (RFC 9110 §5.6.7). */
const YEARS_AHEAD_MAX = 50;

/**
 * An HTTP date (RFC 9110 §5.6.7: IMF-fixdate, RFC 850 or asctime) in ms, or undefined. Slips that leave one meaning
 * are forgiven (letter case, missing comma, more spaces, dashes, full stops, one-digit hour, UTC for GMT); other time zones are not.
 */
export function parseHttpDate(text: string, nowMs: number): number | undefined {
  const value = text.trim();
  if (value.length > 64) return undefined;
  const dayFirst = DAY_FIRST.exec(value);
  if (dayFirst !== null) {
    const [, day, month, year, hour, minute, second] = dayFirst;
    return instant({ year, month, day, hour, minute, second }, nowMs);
  }
  const asctime = ASCTIME.exec(value);
  if (asctime === null) return undefined;
  const [, month, day, hour, minute, second, year] = asctime;
  return instant({ year, month, day, hour, minute, second }, nowMs);
}

type Parts = Record<"year" | "month" | "day" | "hour" | "minute" | "second", string | undefined>;

function instant(parts: Parts, nowMs: number): number | undefined {
  const month = MONTHS.indexOf((parts.month ?? "").toLowerCase());
  const [day, hour, minute, second] = [parts.day, parts.hour, parts.minute, parts.second].map(Number);
  if (day === undefined || hour === undefined || minute === undefined || second === undefined)
    return undefined;
  // 60 is a leap second.
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const ms = Date.UTC(fullYear(parts.year ?? "", nowMs), month, day, hour, minute, second);
  // Date.UTC turns 31 February into March; such a date is invalid.
  return new Date(Date.UTC(2000, month, day)).getUTCMonth() === month ? ms : undefined;
}

function fullYear(digits: string, nowMs: number): number {
  if (digits.length === 4) return Number(digits);
  const thisYear = new Date(nowMs).getUTCFullYear();
  const year = Math.floor(thisYear / 100) * 100 + Number(digits);
  return year > thisYear + YEARS_AHEAD_MAX ? year - 100 : year;
}
