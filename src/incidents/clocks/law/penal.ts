import type { Note } from "./rule.ts";

/** What the Code pénal says of such acts, by the day of the facts: for information, nothing runs from it. */

const url = "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006070719/";

export const penalNotes: readonly Note[] = [
  {
    id: "penal-before-lopmi",
    since: "2000-01-01",
    until: "2023-01-25",
    label: {
      fr: "Code pénal, rédaction antérieure à la loi du 24 janvier 2023",
      en: "Code pénal as it was before the law of 24 January 2023",
    },
    text: {
      fr: "Faits antérieurs à l’entrée en vigueur de la loi 2023-22 du 24 janvier 2023 : l’ancienne rédaction des articles 323-1 et suivants s’applique, plus douce pour l’accès frauduleux. La bande organisée (323-4-1) n’y était prévue que pour les systèmes de données personnelles mis en œuvre par l’État. À faire confirmer par un juriste.",
      en: "Facts before the law 2023-22 of 24 January 2023 came into force: the older text of articles 323-1 and following applies, milder for unlawful access. An organised gang (323-4-1) was provided for only in systems of personal data run by the State. Have it confirmed by a lawyer.",
    },
    source: {
      text: { fr: "Code pénal, art. 323-1 à 323-8", en: "Code pénal, art. 323-1 to 323-8" },
      article: "323-1",
      url,
    },
  },
  {
    id: "penal-since-lopmi",
    since: "2023-01-26",
    until: null,
    label: {
      fr: "Code pénal, atteintes aux systèmes de traitement automatisé de données",
      en: "Code pénal, attacks on data-processing systems",
    },
    text: {
      fr: "Accès frauduleux : article 323-1 ; entrave au fonctionnement, dont le déni de service : 323-2 ; introduction, extraction ou suppression de données : 323-3. La loi du 24 janvier 2023 a relevé les peines de l’accès frauduleux et étendu la circonstance de bande organisée (323-4-1) à tout système. À faire confirmer par un juriste.",
      en: "Unlawful access: article 323-1; hindering, denial of service included: 323-2; entering, extracting or deleting data: 323-3. The law of 24 January 2023 raised the penalties for unlawful access and extended the organised gang (323-4-1) to any system. Have it confirmed by a lawyer.",
    },
    source: {
      text: { fr: "Code pénal, art. 323-1 à 323-8", en: "Code pénal, art. 323-1 to 323-8" },
      article: "323-1",
      url,
    },
  },
];
