import type { DebriefLine, DebriefReport } from "../incidents/events.ts";

/** What the played exercise says on the command line, in both languages. */

export type CaenTexts = {
  readonly intro: (title: string, incident: string, minutes: string, speed: string) => string;
  readonly inject: (minute: string, from: string, text: string) => string;
  readonly seen: (minutes: string, label: string, by: string) => string;
  readonly ended: { readonly played: string; readonly stopped: string };
  readonly columns: readonly [what: string, team: string, expected: string, real: string];
  readonly verdicts: Readonly<Record<DebriefLine["verdict"], string>>;
  readonly done: string;
  readonly unknown: string;
  readonly advice: string;
  readonly counted: (speed: string) => string;
  readonly page: (address: string) => string;
};

const FR: CaenTexts = {
  intro: (title, incident, minutes, speed) =>
    `${title}. Incident ${incident}, ${minutes} minutes d’histoire à la vitesse ${speed}. Ctrl-C termine et fait le bilan.`,
  inject: (minute, from, text) => `${minute} min  ${from}\u00a0: ${text}`,
  seen: (minutes, label, by) => `${minutes} min  ✓ ${label} (${by})`,
  ended: { played: "L’histoire est finie.", stopped: "Exercice interrompu." },
  columns: ["", "équipe", "attendu", "Caen"],
  verdicts: { met: "à temps", late: "tard", missed: "manque" },
  done: "fait",
  unknown: "–",
  advice: "Ce qui a manqué ou tardé",
  counted: (speed) => `Temps en minutes simulées\u00a0: le temps réel multiplié par ${speed}.`,
  page: (address) => `Bilan à imprimer\u00a0: ${address}`,
};

const EN: CaenTexts = {
  intro: (title, incident, minutes, speed) =>
    `${title}. Incident ${incident}, ${minutes} minutes of the story at speed ${speed}. Ctrl-C ends it and debriefs.`,
  inject: (minute, from, text) => `${minute} min  ${from}: ${text}`,
  seen: (minutes, label, by) => `${minutes} min  ✓ ${label} (${by})`,
  ended: { played: "The story is over.", stopped: "The exercise was broken off." },
  columns: ["", "team", "expected", "Caen"],
  verdicts: { met: "in time", late: "late", missed: "missed" },
  done: "done",
  unknown: "–",
  advice: "What was missed or late",
  counted: (speed) => `Times in simulated minutes: real time, times ${speed}.`,
  page: (address) => `Debrief to print: ${address}`,
};

export const CAEN_TEXTS: Readonly<Record<"fr" | "en", CaenTexts>> = { fr: FR, en: EN };

const FIRST_COLUMN = 62;
const COLUMN = 10;

/** The debrief as lines that a person reads. */
export function debriefLines(report: DebriefReport, lang: "fr" | "en"): string[] {
  const texts = CAEN_TEXTS[lang];
  const number = new Intl.NumberFormat(lang === "fr" ? "fr-FR" : "en-GB", { maximumFractionDigits: 1 });
  const minutes = (value: number | null, otherwise: string) =>
    value === null ? otherwise : `${number.format(value)} min`;
  const row = ([first = "", ...cells]: readonly string[]) =>
    `  ${first.padEnd(FIRST_COLUMN)}${cells.map((cell) => cell.padStart(COLUMN)).join("")}`.trimEnd();
  const rows = report.lines.map((line) =>
    row([
      `${texts.verdicts[line.verdict].padEnd(8)} ${line.label[lang]}`,
      minutes(line.teamMinutes, texts.unknown),
      minutes(line.expectedMinutes, texts.done),
      minutes(line.realMinutes, texts.unknown),
    ]),
  );
  const wanting = report.lines.filter(({ verdict }) => verdict !== "met");
  const advice = wanting.map((line) => `  - ${line.label[lang]}. ${line.advice[lang]}`);
  return [
    row(texts.columns),
    ...rows,
    ...(advice.length === 0 ? [] : ["", texts.advice, ...advice]),
    "",
    texts.counted(number.format(report.speed)),
    report.caution[lang],
  ];
}
