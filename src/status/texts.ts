import type { Level, ServiceState } from "./events.ts";

/** The words of the public pages. */

export type Language = "fr" | "en";

/** A sign beside each word, so that nobody has to tell colours apart. */
export const LEVEL_SIGNS: Record<Level, string> = { normal: "●", disturbed: "▲", major: "■" };
export const STATE_SIGNS: Record<ServiceState, string> = {
  works: "●",
  degraded: "▲",
  paper: "✎",
  closed: "■",
};
/** In what order the page tells of services: first what still works. */
export const STATE_ORDER: readonly ServiceState[] = ["works", "degraded", "paper", "closed"];

export type Texts = {
  heading: string;
  levels: Record<Level, string>;
  states: Record<ServiceState, string>;
  services: string;
  hours: string;
  phones: string;
  nothing: string;
  updated: (when: string) => string;
  next: (when: string) => string;
  language: string;
  otherLanguage: string;
  onlyFrench: string;
  feed: string;
  standing: string;
  exercise: string;
  exerciseMeans: string;
  bannerLink: string;
  withdrawn: string;
};

export const TEXTS: Record<Language, Texts> = {
  fr: {
    heading: "État des services",
    levels: { normal: "Service normal", disturbed: "Service perturbé", major: "Perturbation majeure" },
    states: {
      works: "Fonctionne",
      degraded: "Fonctionne en partie",
      paper: "Au guichet, sur papier",
      closed: "Fermé",
    },
    services: "Services",
    hours: "Horaires",
    phones: "Téléphone",
    nothing: "Aucun message en cours.",
    updated: (when) => `Mis à jour le ${when}.`,
    next: (when) => `Prochaine information : le ${when}.`,
    language: "Langue",
    otherLanguage: "English",
    onlyFrench: "",
    feed: "Suivre ces messages (flux Atom)",
    standing: "Cette page reste servie même quand le site ne répond pas.",
    exercise: "EXERCICE",
    exerciseMeans: "Ceci est un exercice. Le public ne voit pas cette page.",
    bannerLink: "État des services",
    withdrawn: "Message retiré",
  },
  en: {
    heading: "Status of services",
    levels: { normal: "Normal service", disturbed: "Service disrupted", major: "Major disruption" },
    states: {
      works: "Working",
      degraded: "Working in part",
      paper: "At the counter, on paper",
      closed: "Closed",
    },
    services: "Services",
    hours: "Opening hours",
    phones: "Telephone",
    nothing: "There is no message at present.",
    updated: (when) => `Updated on ${when}.`,
    next: (when) => `Next update: ${when}.`,
    language: "Language",
    otherLanguage: "Français",
    onlyFrench: "This message is available in French only.",
    feed: "Follow these messages (Atom feed)",
    standing: "This page is served even when the site does not answer.",
    exercise: "EXERCISE",
    exerciseMeans: "This is an exercise. The public does not see this page.",
    bannerLink: "Status of services",
    withdrawn: "Message withdrawn",
  },
};

const NARROW = "\u202f";

/** French signs stand behind a space that no line breaks at. */
export function set(text: string, language: Language): string {
  if (language !== "fr") return text;
  return text.replace(/ ([;!?])/g, `${NARROW}$1`).replace(/ :/g, "\u00a0:");
}

/** "samedi 28 novembre 2026 à 16 h 28 (heure de Paris)"; "Saturday 28 November 2026 at 16:28 (Paris time)". */
export function whenText(instant: string, zone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  });
  const parts = Object.fromEntries(
    format.formatToParts(Date.parse(instant)).map(({ type, value }) => [type, value]),
  );
  const { weekday, day, month, year, hour = "", minute } = parts;
  if (language === "en") {
    return `${weekday} ${day} ${month} ${year} at ${hour}:${minute} (${zoneText(instant, zone, language)})`;
  }
  const ordinal = day === "1" ? "1er" : day;
  const time = `${Number(hour)}${NARROW}h${NARROW}${minute}`;
  return `${weekday} ${ordinal} ${month} ${year} à ${time} (${zoneText(instant, zone, language)})`;
}

function zoneText(instant: string, zone: string, language: Language): string {
  if (zone === "Europe/Paris") return language === "fr" ? "heure de Paris" : "Paris time";
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    timeZoneName: "longOffset",
    hour: "numeric",
  }).formatToParts(Date.parse(instant));
  return (parts.find(({ type }) => type === "timeZoneName")?.value ?? zone).replace("GMT", "UTC");
}
