import type { Qualifier, Verdict } from "../codes.ts";

/** The words of the pages that everybody reads. No-break spaces as French wants them are written out. */

export type Language = "fr" | "en";

/** A sign beside each word, so that nobody has to tell colours apart. */
export const SIGNS: Readonly<Record<Verdict, string>> = {
  accessible: "●",
  intermittent: "▲",
  inaccessible: "■",
  inconclusive: "○",
};

export type Texts = {
  readonly heading: string;
  readonly otherLanguage: string;
  readonly language: string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  /** Of a site that was not, and is again. */
  readonly again: string;
  readonly qualifiers: Readonly<Record<Qualifier, string>>;
  answer(reached: string, judged: string): string;
  readonly nothing: string;
  asOf(when: string): string;
  lap(minutes: string, seconds: string): string;
  suspended(when: string): string;
  readonly hosters: string;
  hoster(down: string, watched: string, network: string, when: string): string;
  readonly hosterMeans: string;
  readonly listOf: Readonly<Record<"inaccessible" | "intermittent", string>>;
  readonly none: string;
  counted(down: string, rounds: string): string;
  since(when: string): string;
  sinceToday(time: string): string;
  readonly search: string;
  readonly searchLabel: string;
  found(count: string, shown: string): string;
  readonly departements: string;
  /** Heads of columns, with the places where a narrow page may part the word. */
  readonly columns: Readonly<Record<"departement" | Exclude<Verdict, "inconclusive">, string>>;
  readonly sites: string;
  page(number: string, of: string): string;
  readonly previous: string;
  readonly next: string;
  readonly feed: string;
  readonly method: string;
  readonly caution: string;
  readonly back: string;
  readonly notPublic: string;
  readonly tooMany: string;
};

export const TEXTS: Readonly<Record<Language, Texts>> = {
  fr: {
    heading: "Disponibilité des sites publics",
    otherLanguage: "English",
    language: "Langue",
    verdicts: {
      accessible: "Accessible",
      intermittent: "Par intermittence",
      inaccessible: "Inaccessible",
      inconclusive: "Non concluant",
    },
    again: "De nouveau accessible",
    qualifiers: {
      slow: "lent",
      protected: "protection rencontrée",
      tls_warning: "avertissement de certificat",
      content_changed: "contenu modifié",
      suspected_defacement: "contenu suspect",
      maintenance: "maintenance",
      geo_block: "fermé depuis l’étranger",
      ip_reputation: "fermé à certaines adresses",
      one_vantage: "un seul point de mesure",
      parked: "page d’attente du nom de domaine",
    },
    answer: (reached, judged) =>
      `${reached} des ${judged} sites sur lesquels nous pouvons conclure répondent.`,
    nothing: "Aucun site n’est encore suivi.",
    asOf: (when) => `Mesuré le ${when}.`,
    lap: (minutes, seconds) =>
      `Dernier tour complet de tous les sites en ${minutes}\u00a0min ${seconds}\u00a0s.`,
    suspended: (when) =>
      `Mesure suspendue depuis le ${when}\u00a0: nos propres points de mesure ne sont pas fiables en ce moment. Les mots ci-dessous n’évoluent plus.`,
    hosters: "Incidents d’hébergeurs en cours",
    hoster: (down, watched, network, when) =>
      `${down} des ${watched} sites suivis sur ${network} ne répondent plus depuis le ${when}.`,
    hosterMeans:
      "Beaucoup de sites tombés ensemble sur un même réseau\u00a0: la cause est chez leur hébergeur, pas dans chacune des mairies.",
    listOf: { inaccessible: "Sites inaccessibles", intermittent: "Sites accessibles par intermittence" },
    none: "Aucun.",
    counted: (down, rounds) => `${down} relevés sans réponse sur ${rounds} dans l’heure`,
    since: (when) => `depuis le ${when}`,
    sinceToday: (time) => `depuis ${time}`,
    search: "Chercher",
    searchLabel: "Commune, organisme ou adresse",
    found: (count, shown) => `${count} sites trouvés, ${shown} montrés.`,
    departements: "Par département",
    columns: {
      departement: "Dépar\u00adtement",
      accessible: "Acces\u00adsible",
      intermittent: "Par inter\u00admit\u00adtence",
      inaccessible: "Inacces\u00adsible",
    },
    sites: "Sites",
    page: (number, of) => `Page ${number} sur ${of}`,
    previous: "Page précédente",
    next: "Page suivante",
    feed: "Suivre les changements (flux Atom)",
    method: "Comment nous mesurons",
    caution:
      "Un site inaccessible n’est pas forcément attaqué\u00a0: panne, maintenance ou protection donnent le même résultat vu d’ici. Un organisme qui conteste une mesure peut nous l’écrire\u202f; sa réponse sera publiée.",
    back: "Retour à la liste",
    notPublic: "Cette page n’est pas publiée ici.",
    tooMany: "Beaucoup de monde cherche en ce moment. Réessayez dans quelques secondes.",
  },
  en: {
    heading: "Availability of public sites",
    otherLanguage: "Français",
    language: "Language",
    verdicts: {
      accessible: "Accessible",
      intermittent: "Now and then",
      inaccessible: "Inaccessible",
      inconclusive: "Inconclusive",
    },
    again: "Accessible again",
    qualifiers: {
      slow: "slow",
      protected: "protection met",
      tls_warning: "certificate warning",
      content_changed: "content changed",
      suspected_defacement: "suspect content",
      maintenance: "maintenance",
      geo_block: "closed from abroad",
      ip_reputation: "closed to some addresses",
      one_vantage: "measured from one point",
      parked: "parked domain",
    },
    answer: (reached, judged) => `${reached} of the ${judged} sites that we can judge answer.`,
    nothing: "No site is watched yet.",
    asOf: (when) => `Measured on ${when}.`,
    lap: (minutes, seconds) => `The last full round of all sites took ${minutes} min ${seconds} s.`,
    suspended: (when) =>
      `Measuring has been suspended since ${when}: our own points of measurement cannot be trusted just now. The words below stand still.`,
    hosters: "Incidents of hosting providers",
    hoster: (down, watched, network, when) =>
      `${down} of the ${watched} sites watched on ${network} have not answered since ${when}.`,
    hosterMeans:
      "Many sites of one network that stopped together: the cause is at their host, not in each town hall.",
    listOf: { inaccessible: "Inaccessible sites", intermittent: "Sites that answer now and then" },
    none: "None.",
    counted: (down, rounds) => `${down} of ${rounds} rounds of the hour without an answer`,
    since: (when) => `since ${when}`,
    sinceToday: (time) => `since ${time}`,
    search: "Search",
    searchLabel: "Town, body or address",
    found: (count, shown) => `${count} sites found, ${shown} shown.`,
    departements: "By département",
    columns: {
      departement: "Dépar\u00adtement",
      accessible: "Acces\u00adsible",
      intermittent: "Now and then",
      inaccessible: "Inacces\u00adsible",
    },
    sites: "Sites",
    page: (number, of) => `Page ${number} of ${of}`,
    previous: "Previous page",
    next: "Next page",
    feed: "Follow the changes (Atom feed)",
    method: "How we measure",
    caution:
      "A site that cannot be reached is not necessarily under attack: a fault, maintenance or a protection look the same from here. A body that disputes a measurement may write to us; its answer will be published.",
    back: "Back to the list",
    notPublic: "This page is not published here.",
    tooMany: "Many people are searching just now. Try again in a few seconds.",
  },
};

const LOCALES = { fr: "fr-FR", en: "en-GB" } as const;

export const numberText = (n: number, language: Language): string =>
  new Intl.NumberFormat(LOCALES[language]).format(n);

/** "31 décembre 2024, 16 h 28" in the zone of the page. */
export function whenText(ms: number, zone: string, language: Language): string {
  const [day, time] = [dayText(ms, zone, language), timeText(ms, zone, language)];
  return language === "fr" ? `${day} à ${time}` : `${day}, ${time}`;
}

/** "depuis 16 h 28" of the day that the page is of, "depuis le 30 décembre 2024 à 16 h 28" of another. */
export function sinceText(ms: number, nowMs: number, zone: string, language: Language): string {
  const { since, sinceToday } = TEXTS[language];
  return dayText(ms, zone, language) === dayText(nowMs, zone, language)
    ? sinceToday(timeText(ms, zone, language))
    : since(whenText(ms, zone, language));
}

function dayText(ms: number, zone: string, language: Language): string {
  const text = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeZone: zone }).format(ms);
  return language === "fr" ? text.replace(/^1(?=\s)/, "1er") : text;
}

function timeText(ms: number, zone: string, language: Language): string {
  const time = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
    timeZone: zone,
  }).format(ms);
  if (language === "en") return time;
  const [hours = "", minutes = ""] = time.split(":");
  return `${Number(hours)}\u202fh\u202f${minutes}`;
}
