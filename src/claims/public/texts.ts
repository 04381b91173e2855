import type { AttackType, ClaimVerdict, Modality, Speaker, Stance } from "../codes.ts";

/** The words of the public pages. French typography stands in the texts themselves. */

export type Language = "fr" | "en";

export type Texts = {
  readonly heading: string;
  readonly otherLanguage: string;
  readonly language: string;
  readonly none: string;
  readonly list: string;
  readonly claimedBy: (actor: string) => string;
  readonly nobodyClaims: string;
  readonly types: Readonly<Record<AttackType, string>>;
  readonly period: (from: string, to: string) => string;
  readonly published: (at: string) => string;
  readonly bodies: string;
  readonly verdicts: Readonly<Record<ClaimVerdict, string>>;
  /** For verdicts that two points of measurement or more agree on, and for those of one. */
  readonly confirmed: string;
  readonly onePoint: string;
  readonly measured: (n: number, d: number, vantages: number) => string;
  /** Of one day, of some hours of it, and of more. */
  readonly onDay: (day: string) => string;
  readonly withinDay: (day: string, from: string, to: string) => string;
  readonly window: (from: string, to: string) => string;
  readonly rule: (version: string) => string;
  readonly statements: string;
  readonly speakers: Readonly<Record<Speaker, string>>;
  readonly stances: Readonly<Record<Stance, string>>;
  readonly modality: Readonly<Record<Modality, string>>;
  readonly reply: string;
  readonly sources: (documents: number, dispatches: number) => string;
  /** What the page had no room for. */
  readonly leftOut: (bodies: number, statements: number) => string;
  readonly how: readonly string[];
  readonly rightOfReply: string;
  readonly onlyFrench: string;
  readonly notFound: string;
};

const plural = (count: number, one: string, more = `${one}s`): string =>
  count === 0 ? "" : `${count}\u00a0${count === 1 ? one : more}`;

const FR: Texts = {
  heading: "Revendications et mesures",
  otherLanguage: "English",
  language: "Langue",
  none: "Aucun événement n’est publié.",
  list: "Événements publiés",
  claimedBy: (actor) => `Revendication\u00a0: ${actor}.`,
  nobodyClaims: "Personne n’est nommé comme auteur.",
  types: {
    ddos: "Attaque par déni de service",
    ransomware: "Rançongiciel",
    intrusion: "Intrusion",
    "data-leak": "Fuite de données",
    defacement: "Défiguration",
    unspecified: "Cyberattaque de nature non précisée",
  },
  period: (from, to) =>
    from === to ? `Date annoncée\u00a0: ${from}.` : `Dates annoncées\u00a0: ${from} – ${to}.`,
  published: (at) => `Publié le ${at}.`,
  bodies: "Organisme par organisme",
  verdicts: {
    claimed_but_accessible: "Revendiqué, mais accessible",
    confirmed_inaccessible: "Inaccessible",
    confirmed_intermittent: "Accessible par intermittence",
    inaccessible_own_protection: "Inaccessible par sa propre protection",
    inconclusive: "Mesure insuffisante",
    not_observed: "Non observé",
    not_verifiable: "Non vérifiable par une mesure du site",
  },
  confirmed: "confirmé par plusieurs points de mesure",
  onePoint: "un seul point de mesure",
  measured: (n, d, vantages) =>
    `${d} relevé${d > 1 ? "s" : ""} sans réponse sur ${n}, ${vantages} point${vantages > 1 ? "s" : ""} de mesure`,
  onDay: (date) => `le ${date}`,
  withinDay: (date, from, to) => `le ${date}, de ${from} à ${to}`,
  window: (from, to) => `du ${from} au ${to}`,
  rule: (version) => `règle ${version}`,
  statements: "Qui a dit quoi",
  speakers: {
    attacker: "l’attaquant",
    victim: "l’organisme visé",
    prosecutor: "le parquet",
    state: "l’État",
    expert: "un expert",
    journalist: "la presse",
    hoster: "l’hébergeur",
  },
  stances: {
    claims: "revendique l’attaque",
    confirms: "confirme l’attaque",
    denies: "dément",
    "no-incident": "n’a constaté aucun incident",
    inaccessible: "dit le site inaccessible",
    intermittent: "dit le site accessible par intermittence",
    accessible: "dit le site accessible",
    restored: "annonce le rétablissement",
    "own-protection": "indique une coupure de protection",
    "services-down": "signale des services à l’arrêt",
    "data-stolen": "parle de données volées",
    "data-safe": "dit que les données sont intactes",
  },
  modality: { asserted: "", reported: "au conditionnel" },
  reply: "Réponse de l’organisme",
  sources: (documents, dispatches) =>
    `${documents} document${documents > 1 ? "s" : ""} lu${documents > 1 ? "s" : ""}, ${dispatches} source${dispatches > 1 ? "s" : ""} distincte${dispatches > 1 ? "s" : ""}.`,
  leftOut: (bodies, statements) =>
    `La page est pleine\u00a0: ${[plural(bodies, "organisme"), plural(statements, "déclaration")].filter(Boolean).join(" et ")} n’y tiennent pas.`,
  how: [
    "Une revendication, une déclaration et une mesure sont trois choses différentes\u202f; cette page les met côte à côte.",
    "Un site qui répond ne prouve rien contre un rançongiciel, une intrusion ou une fuite de données.",
    "Aucune défense n’a été contournée pour mesurer.",
  ],
  rightOfReply:
    "Droit de réponse\u00a0: tout organisme nommé ici peut faire ajouter sa réponse ou demander une correction auprès de qui publie cette page.",
  onlyFrench: "",
  notFound: "Cette page n’existe pas.",
};

const EN: Texts = {
  heading: "Claims and measurements",
  otherLanguage: "Français",
  language: "Language",
  none: "No event is published.",
  list: "Published events",
  claimedBy: (actor) => `Claimed by ${actor}.`,
  nobodyClaims: "Nobody is named as its author.",
  types: {
    ddos: "Denial-of-service attack",
    ransomware: "Ransomware",
    intrusion: "Intrusion",
    "data-leak": "Data leak",
    defacement: "Defacement",
    unspecified: "Cyberattack of unspecified kind",
  },
  period: (from, to) => (from === to ? `Date given: ${from}.` : `Dates given: ${from} – ${to}.`),
  published: (at) => `Published on ${at}.`,
  bodies: "Body by body",
  verdicts: {
    claimed_but_accessible: "Claimed, but accessible",
    confirmed_inaccessible: "Inaccessible",
    confirmed_intermittent: "Accessible on and off",
    inaccessible_own_protection: "Inaccessible through its own protection",
    inconclusive: "Too little was measured",
    not_observed: "Not observed",
    not_verifiable: "Cannot be verified by measuring the site",
  },
  confirmed: "confirmed by several points of measurement",
  onePoint: "one point of measurement",
  measured: (n, d, vantages) =>
    `${d} of ${n} rounds without an answer, ${vantages} point${vantages === 1 ? "" : "s"} of measurement`,
  onDay: (date) => `on ${date}`,
  withinDay: (date, from, to) => `on ${date}, from ${from} to ${to}`,
  window: (from, to) => `from ${from} to ${to}`,
  rule: (version) => `rule ${version}`,
  statements: "Who said what",
  speakers: {
    attacker: "the attacker",
    victim: "the body concerned",
    prosecutor: "the prosecutor",
    state: "the State",
    expert: "an expert",
    journalist: "the press",
    hoster: "the host",
  },
  stances: {
    claims: "claims the attack",
    confirms: "confirms the attack",
    denies: "denies",
    "no-incident": "noticed no incident",
    inaccessible: "says the site is inaccessible",
    intermittent: "says the site is accessible on and off",
    accessible: "says the site is accessible",
    restored: "says it is restored",
    "own-protection": "tells of a protective shutdown",
    "services-down": "tells of services out of order",
    "data-stolen": "speaks of stolen data",
    "data-safe": "says that data are safe",
  },
  modality: { asserted: "", reported: "with reserve" },
  reply: "The body’s reply",
  sources: (documents, dispatches) =>
    `${documents} document${documents === 1 ? "" : "s"} read, ${dispatches} distinct source${dispatches === 1 ? "" : "s"}.`,
  leftOut: (bodies, statements) =>
    `This page is full: it leaves out ${[plural(bodies, "body", "bodies"), plural(statements, "statement")].filter(Boolean).join(" and ")}.`,
  how: [
    "A claim, a statement and a measurement are three different things; this page sets them side by side.",
    "A site that answers proves nothing against ransomware, an intrusion or a leak.",
    "No defence was circumvented in order to measure.",
  ],
  rightOfReply:
    "Right of reply: any body named here may have its reply added, or ask whoever publishes this page for a correction.",
  onlyFrench: "These words are in French only.",
  notFound: "There is no such page.",
};

export const TEXTS: Readonly<Record<Language, Texts>> = { fr: FR, en: EN };
