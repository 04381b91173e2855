/** What all printed pages of the room share: escaping, French typography, moments as the town's clocks show them. */

/** Address of the style sheet of printed pages. */
export const PAPER_STYLE_PATH = "/report.css";

const NARROW = "\u202f";
const FIXED = "\u00a0";

/** Text as HTML. Everything that a person or a program wrote goes through it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);
}
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A person's text as HTML: its lines stay lines, and no control character of it reaches the page. */
export function prose(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (one) => (one === "\n" ? "\n" : ""));
  return escaped(clean).replaceAll("\n", "<br>");
}

/** Our own words with the spaces that French typography asks for. */
export function french(text: string): string {
  return text
    .replace(/ ([;!?»%])/g, `${NARROW}$1`)
    .replace(/« /g, `«${NARROW}`)
    .replace(/ :/g, `${FIXED}:`)
    .replace(/n° /g, `n°${FIXED}`);
}

/** A template whose own words are set in French and whose values stay as they are: what a person wrote is not touched. */
export function typeset(words: TemplateStringsArray, ...values: readonly string[]): string {
  return words.map((word, index) => french(word) + (values[index] ?? "")).join("");
}

/** « 1 décision », « 3 décisions », « aucune décision » with `none` = "aucune". */
export function counted(count: number, one: string, many: string, none: string): string {
  if (count === 0) return `${none} ${one}`;
  return `${count}${FIXED}${count === 1 ? one : many}`;
}

const ZONE = "Europe/Paris";
const DAY = new Intl.DateTimeFormat("fr-FR", {
  timeZone: ZONE,
  day: "numeric",
  month: "long",
  year: "numeric",
});
const LONG_DAY = new Intl.DateTimeFormat("fr-FR", {
  timeZone: ZONE,
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const HOUR = new Intl.DateTimeFormat("fr-FR", {
  timeZone: ZONE,
  hour: "numeric",
  minute: "2-digit",
  hourCycle: "h23",
});
const OFFSET = new Intl.DateTimeFormat("fr-FR", { timeZone: ZONE, timeZoneName: "shortOffset" });
const HOUR_MS = 3_600_000;

/** « 5 janvier 2026, 16 h 28 », by the clocks of Paris. In the hour that comes twice in October, which one it is. */
export function moment(iso: string): string {
  const ms = Date.parse(iso);
  return `${DAY.format(ms)}, ${hour(ms)}`;
}

/** « lundi 5 janvier 2026 », the day on which it falls in Paris. */
export function longDay(iso: string): string {
  return LONG_DAY.format(Date.parse(iso));
}

/** « 16 h 28 ». */
export function hourOf(iso: string): string {
  return hour(Date.parse(iso));
}

/** « lundi 5 janvier 2026 à 16 h 28 (heure de Paris, UTC+1) ». */
export function longMoment(iso: string): string {
  const ms = Date.parse(iso);
  return `${LONG_DAY.format(ms)} à ${hour(ms)} (heure de Paris, ${offset(ms)})`;
}

function hour(ms: number): string {
  const shown = face(ms);
  const isTwice = face(ms + HOUR_MS) === shown || face(ms - HOUR_MS) === shown;
  return isTwice ? `${shown} (${offset(ms)})` : shown;
}

/** The minute as a clock on the wall shows it, whatever the zone's offset is. */
function face(ms: number): string {
  const parts = HOUR.formatToParts(ms);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${Number(part("hour"))}${FIXED}h${FIXED}${part("minute")}`;
}

function offset(ms: number): string {
  return OFFSET.formatToParts(ms).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

export type Paper = { title: string; exercise: boolean; body: string };

/** A whole page: no script, no style of its own, nothing from elsewhere. An exercise says so across it. */
export function paper({ title, exercise, body }: Paper): string {
  const mark = exercise ? `<p class="exercise">EXERCICE — EXERCICE — EXERCICE</p>` : "";
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(exercise ? `EXERCICE — ${title}` : title)}</title>
<link rel="stylesheet" href="${PAPER_STYLE_PATH}">
</head>
<body${exercise ? ' class="in-exercise"' : ""}>
${mark}
<main>
${body}
</main>
${mark}
</body>
</html>
`;
}
