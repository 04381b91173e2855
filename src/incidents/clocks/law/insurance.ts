import type { Rule } from "./rule.ts";

/** The complaint without which an insurer may not pay: Code des assurances, art. L12-10-1, in force since 24 April 2023. */
export const insuranceRules: readonly Rule[] = [
  {
    pack: "insurance",
    rule: "complaint-72h",
    since: "2023-04-24",
    until: null,
    label: { fr: "Dépôt de plainte exigé par l’assurance", en: "Complaint that the insurance requires" },
    authority: {
      fr: "Police, gendarmerie ou procureur de la République",
      en: "Police, gendarmerie or public prosecutor",
    },
    awareness: {
      fr: "Le moment où la commune a connu l’atteinte à son système, même hébergé ailleurs.",
      en: "The moment when the town knew of the attack on its system, even one hosted elsewhere.",
    },
    source: {
      text: { fr: "Code des assurances, art. L12-10-1", en: "Code des assurances, art. L12-10-1" },
      article: "L12-10-1",
      url: "https://lexbase.fr/texte-de-loi/code-des-assurancesl12101/L6577MGP.html",
    },
    caution: {
      fr: "Le texte ne dit pas comment compter ni quand commence exactement la connaissance : les 72 heures sont comptées ici à la minute, sans prolongation, ce qui est la lecture la plus stricte. N’a d’effet que si la commune a un contrat qui couvre ces pertes, pour les atteintes des articles 323-1 à 323-3-1 du code pénal.",
      en: "The text does not say how to count, nor when exactly knowledge begins: the 72 hours are counted here to the minute, with no extension, the strictest reading. It matters only if the town has a contract that covers such losses, for the acts of articles 323-1 to 323-3-1 of the Code pénal.",
    },
    stages: [
      {
        stage: "complaint",
        label: { fr: "Plainte déposée", en: "Complaint lodged" },
        counting: {
          fr: "72 heures, à la minute, sans prolongation",
          en: "72 hours, to the minute, with no extension",
        },
        period: { by: "plain-hours", hours: 72 },
        from: "awareness",
        needed: "always",
      },
    ],
    items: [
      {
        item: "facts",
        label: { fr: "Faits et heure de leur connaissance", en: "Facts, and when they became known" },
        hint: {
          fr: "Le dossier vérifiable de l’incident s’y joint.",
          en: "The verifiable file of the incident goes with it.",
        },
        article: "L12-10-1",
        needed: "useful",
      },
      {
        item: "insurer",
        label: { fr: "Assureur prévenu", en: "Insurer told" },
        hint: {
          fr: "Numéro de contrat, heure, interlocuteur ; le contrat peut fixer un délai plus court.",
          en: "Contract number, time, contact; the contract may set a shorter time.",
        },
        article: "contrat",
        needed: "useful",
      },
    ],
    once: true,
    draft: false,
  },
];
