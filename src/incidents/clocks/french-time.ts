/** Moments as French papers write them, in the time of Paris: "mardi 24 novembre 2026 à 16 h 28". */

const NARROW = "\u202f";

const PARTS = new Intl.DateTimeFormat("fr-FR", {
  timeZone: "Europe/Paris",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** Day and hour of an ISO instant. The last moment of a day is written as its end: nobody reads 23:59:59.999. */
export function frenchMoment(iso: string): string {
  const parts = Object.fromEntries(
    PARTS.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  );
  const day = `${parts.weekday} ${parts.day === "1" ? "1er" : parts.day} ${parts.month} ${parts.year}`;
  if (iso.endsWith(":59:59.999Z") && parts.hour === "23") return `${day}, fin de journée`;
  return `${day} à ${Number(parts.hour)}${NARROW}h${NARROW}${parts.minute}`;
}

/** How long something is, to the minute: "2 j 3 h", "3 h 05", "12 min". Never negative. */
export function frenchDuration(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (days > 0) return `${days}${NARROW}j${hours === 0 ? "" : ` ${hours}${NARROW}h`}`;
  if (hours > 0) return `${hours}${NARROW}h${NARROW}${String(rest).padStart(2, "0")}`;
  return `${rest}${NARROW}min`;
}
