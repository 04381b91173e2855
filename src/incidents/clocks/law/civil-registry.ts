import type { Rule, Stage } from "./rule.ts";

/**
 * Declarations of birth: Code civil, art. 55 (five days since loi 2016-1547 du 18 novembre 2016), counted by décret
 * 2017-278 du 2 mars 2017, art. 1. No clock for deaths: the Code civil gives none for their declaration (art. 78), and
 * the 24 hours of older instructions could not be traced to a text in force.
 */

const source = {
  text: {
    fr: "Code civil, art. 55 ; décret 2017-278 du 2 mars 2017",
    en: "Code civil, art. 55; décret 2017-278 of 2 March 2017",
  },
  article: "55",
  url: "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000034133589/",
} as const;

const stage = (days: number, fr: string, en: string): Stage => ({
  stage: "declaration",
  label: { fr: "Déclaration reçue, acte dressé", en: "Declaration received, act drawn up" },
  counting: {
    fr: `${fr} ; le jour de la naissance n’est pas compté ; un dernier jour qui est un samedi, un dimanche ou un jour férié est reporté au jour ouvrable suivant`,
    en: `${en}; the day of birth is not counted; a last day that is a Saturday, a Sunday or a holiday is put off to the next working day`,
  },
  period: { by: "birth-days", days },
  from: "awareness",
  needed: "always",
});

const base = {
  pack: "civil-registry",
  since: "2017-03-05",
  until: null,
  authority: { fr: "Officier de l’état civil du lieu de naissance", en: "Registrar of the place of birth" },
  awareness: { fr: "Le jour de l’accouchement.", en: "The day of the birth." },
  source,
  items: [
    {
      item: "paper-act",
      label: { fr: "Acte dressé sur papier", en: "Act drawn up on paper" },
      hint: {
        fr: "Numéro et feuille du registre papier : l’acte papier fait foi pendant la panne.",
        en: "Number and sheet of the paper register: the paper act is the authentic one during the outage.",
      },
      article: "55",
      needed: "useful",
    },
  ],
  once: false,
  draft: false,
} as const;

export const civilRegistryRules: readonly Rule[] = [
  {
    ...base,
    rule: "birth",
    label: { fr: "Déclaration de naissance", en: "Declaration of birth" },
    caution: {
      fr: "Passé ce délai, la naissance n’est inscrite que sur jugement. L’heure n’importe pas : le dernier jour compte jusqu’au soir, mais le guichet ferme avant. Règle sûre : texte de l’article 1er du décret.",
      en: "After that, the birth is only entered upon a judgment. The hour does not matter: the last day counts to its end, but the counter closes earlier. A sure rule: the text of the decree's article 1.",
    },
    stages: [stage(5, "5 jours", "5 days")],
  },
  {
    ...base,
    rule: "birth-guyane",
    label: {
      fr: "Déclaration de naissance, communes éloignées de Guyane",
      en: "Declaration of birth, remote towns of Guyane",
    },
    caution: {
      fr: "Seulement pour les quinze communes de Guyane que nomme l’article 2 du décret ; compté à l’heure de Cayenne, avec ses jours fériés.",
      en: "Only for the fifteen towns of Guyane that the decree's article 2 names; counted in the time of Cayenne, with its holidays.",
    },
    stages: [stage(8, "8 jours", "8 days")],
    place: { zone: "America/Cayenne", region: "guyane" },
  },
];
