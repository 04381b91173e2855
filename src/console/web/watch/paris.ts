/** Times as France says them, whatever clock the reader's machine has: a census is of "16:00 in Paris". */

export const ZONE = "Europe/Paris";

const parts = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE,
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** The value of a date-and-time field for an instant: "2024-12-31T16:00". */
export function parisField(ms: number): string {
  const found = Object.fromEntries(parts.formatToParts(ms).map(({ type, value }) => [type, value]));
  return `${found.year}-${found.month}-${found.day}T${found.hour}:${found.minute}`;
}

/**
 * The instant of such a field, in ms; undefined while it is not filled in. An hour that comes twice, in October, is the
 * first; one that does not exist, in March, is the same time on the clock that was put forward.
 */
export function parisInstant(field: string): number | undefined {
  const asUtc = Date.parse(`${field}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const offsets = [offsetOf(asUtc - 7_200_000), offsetOf(asUtc)];
  const fits = offsets.map((offset) => asUtc - offset).filter((ms) => parisField(ms) === field.slice(0, 16));
  return fits.length > 0 ? Math.min(...fits) : asUtc - Math.min(...offsets);
}

/** Paris' clock minus UTC, in ms. */
function offsetOf(ms: number): number {
  return Date.parse(`${parisField(ms)}Z`) - Math.floor(ms / 60_000) * 60_000;
}
