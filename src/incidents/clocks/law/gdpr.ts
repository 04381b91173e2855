import type { Rule } from "./rule.ts";

/** Breaches of personal data: règlement (UE) 2016/679, applicable since 25 May 2018. */

const url = "https://eur-lex.europa.eu/eli/reg/2016/679/oj";
const since = "2018-05-25";

const article33: Rule = {
  pack: "gdpr",
  rule: "gdpr-33",
  since,
  until: null,
  label: {
    fr: "Notification de violation de données à la CNIL",
    en: "Notification of a personal data breach to the CNIL",
  },
  authority: {
    fr: "CNIL, téléservice de notification",
    en: "CNIL (French data protection authority), online form",
  },
  awareness: {
    fr: "Le moment où il est devenu raisonnablement certain que des données personnelles ont été touchées : lues, changées, perdues ou rendues inaccessibles.",
    en: "The moment when it became reasonably certain that personal data were affected: read, changed, lost or made unavailable.",
  },
  source: {
    text: { fr: "RGPD, art. 33", en: "GDPR, art. 33" },
    article: "33",
    url,
  },
  caution: {
    fr: "Les 72 heures courent aussi la nuit, le dimanche et les jours fériés. L’heure de la découverte n’est pas comptée (règlement 1182/71, art. 3) ; l’échéance à la minute, plus stricte, est donnée à côté. La règle des deux jours ouvrables au moins (art. 3, § 5, du même règlement) n’est pas appliquée : c’est la lecture la plus prudente. Pas de notification si un risque pour les personnes est peu probable ; la violation reste alors inscrite au registre interne. Le téléservice de la CNIL demande d’autres précisions que l’article 33.",
    en: "The 72 hours run at night, on Sundays and on holidays too. The hour of the discovery is not counted (regulation 1182/71, art. 3); the stricter end, to the minute, is given beside it. The rule of at least two working days (art. 3(5) of that regulation) is not applied: this is the most careful reading. No notification if a risk for people is unlikely; the breach is then still kept in the internal register. The CNIL's form asks for more than article 33.",
  },
  stages: [
    {
      stage: "notification",
      label: { fr: "Notification, même incomplète", en: "Notification, even incomplete" },
      counting: {
        fr: "72 heures à partir de l’heure pleine qui suit la découverte",
        en: "72 hours from the full hour that follows the discovery",
      },
      period: { by: "eu-hours", hours: 72 },
      from: "awareness",
      needed: "always",
    },
    {
      stage: "complement",
      label: { fr: "Notification complémentaire", en: "Further notification" },
      counting: {
        fr: "sans autre retard indu, dès que les éléments manquants sont connus (art. 33, § 4)",
        en: "without undue further delay, once what was missing is known (art. 33(4))",
      },
      period: null,
      from: "notification",
      needed: "when-incomplete",
    },
  ],
  items: [
    {
      item: "nature",
      label: { fr: "Nature de la violation", en: "Nature of the breach" },
      hint: {
        fr: "Ce qui s’est passé, et si les données ont été lues, changées, perdues ou rendues inaccessibles.",
        en: "What happened, and whether data were read, changed, lost or made unavailable.",
      },
      article: "33, § 3, a",
      needed: "always",
    },
    {
      item: "people-categories",
      label: { fr: "Catégories de personnes concernées", en: "Categories of people concerned" },
      hint: {
        fr: "Agents, usagers, enfants des écoles, personnes aidées par le CCAS…",
        en: "Staff, residents, school children, people helped by social services…",
      },
      article: "33, § 3, a",
      needed: "always",
    },
    {
      item: "people-number",
      label: { fr: "Nombre approximatif de personnes", en: "Approximate number of people" },
      hint: {
        fr: "Un ordre de grandeur suffit ; « pas encore connu » s’écrit aussi.",
        en: "An order of magnitude is enough; “not yet known” can be written too.",
      },
      article: "33, § 3, a",
      needed: "always",
    },
    {
      item: "records-categories",
      label: { fr: "Catégories d’enregistrements", en: "Categories of records" },
      hint: {
        fr: "État civil, comptes bancaires, santé, mots de passe… Les données sensibles à part.",
        en: "Civil status, bank accounts, health, passwords… Sensitive data apart.",
      },
      article: "33, § 3, a",
      needed: "always",
    },
    {
      item: "records-number",
      label: { fr: "Nombre approximatif d’enregistrements", en: "Approximate number of records" },
      hint: {
        fr: "Dossiers, comptes, lignes : préciser l’unité.",
        en: "Files, accounts, rows: say the unit.",
      },
      article: "33, § 3, a",
      needed: "always",
    },
    {
      item: "contact",
      label: {
        fr: "Délégué à la protection des données ou autre contact",
        en: "Data protection officer or other contact",
      },
      hint: {
        fr: "Nom, téléphone et courriel qui marchent pendant la crise.",
        en: "Name, phone and mail that work during the crisis.",
      },
      article: "33, § 3, b",
      needed: "always",
    },
    {
      item: "consequences",
      label: { fr: "Conséquences probables", en: "Likely consequences" },
      hint: {
        fr: "Pour les personnes : usurpation d’identité, retard d’une aide, atteinte à la vie privée…",
        en: "For the people: identity theft, delay of an aid, harm to privacy…",
      },
      article: "33, § 3, c",
      needed: "always",
    },
    {
      item: "measures",
      label: { fr: "Mesures prises ou proposées", en: "Measures taken or proposed" },
      hint: {
        fr: "Pour remédier à la violation, et pour en atténuer les effets sur les personnes.",
        en: "To address the breach, and to mitigate its effects on people.",
      },
      article: "33, § 3, d",
      needed: "always",
    },
    {
      item: "delay-reasons",
      label: { fr: "Motifs du retard", en: "Reasons for the delay" },
      hint: { fr: "Exigés quand les 72 heures sont dépassées.", en: "Required when the 72 hours are over." },
      article: "33, § 1",
      needed: "late",
    },
    {
      item: "high-risk",
      label: { fr: "Le risque est-il élevé pour les personnes ?", en: "Is the risk for people high?" },
      hint: {
        fr: "Si oui, elles doivent être informées : lancer aussi l’horloge de l’article 34.",
        en: "If so, they must be told: start the clock of article 34 too.",
      },
      article: "34, § 1",
      needed: "useful",
    },
  ],
  once: true,
  draft: true,
};

const article34: Rule = {
  pack: "gdpr",
  rule: "gdpr-34",
  since,
  until: null,
  label: { fr: "Information des personnes concernées", en: "Telling the people concerned" },
  authority: { fr: "Les personnes elles-mêmes", en: "The people themselves" },
  awareness: {
    fr: "Le moment où le risque pour les personnes a été jugé élevé.",
    en: "The moment when the risk for people was judged to be high.",
  },
  source: { text: { fr: "RGPD, art. 34", en: "GDPR, art. 34" }, article: "34", url },
  caution: {
    fr: "Aucun nombre d’heures : dans les meilleurs délais. Pas nécessaire si les données étaient illisibles pour un tiers, si des mesures ont écarté le risque, ou si cela demandait des efforts disproportionnés ; une communication publique la remplace dans ce dernier cas (art. 34, § 3).",
    en: "No number of hours: without undue delay. Not needed if the data could not be read by others, if measures removed the risk, or if it would take disproportionate effort; a public communication replaces it in that last case (art. 34(3)).",
  },
  stages: [
    {
      stage: "people-told",
      label: { fr: "Personnes informées", en: "People told" },
      counting: { fr: "dans les meilleurs délais", en: "without undue delay" },
      period: null,
      from: "awareness",
      needed: "always",
    },
  ],
  items: [
    {
      item: "nature",
      label: {
        fr: "Nature de la violation, en termes clairs et simples",
        en: "Nature of the breach, in clear and plain language",
      },
      hint: { fr: "Sans mot de métier.", en: "No jargon." },
      article: "34, § 2",
      needed: "always",
    },
    {
      item: "contact",
      label: { fr: "Qui peut renseigner les personnes", en: "Who can answer people" },
      hint: { fr: "Nom, téléphone, guichet.", en: "Name, phone, counter." },
      article: "34, § 2 et 33, § 3, b",
      needed: "always",
    },
    {
      item: "consequences",
      label: { fr: "Conséquences probables", en: "Likely consequences" },
      hint: { fr: "Ce qui peut leur arriver.", en: "What may happen to them." },
      article: "34, § 2 et 33, § 3, c",
      needed: "always",
    },
    {
      item: "measures",
      label: {
        fr: "Mesures prises, et ce que les personnes peuvent faire",
        en: "Measures taken, and what people can do",
      },
      hint: {
        fr: "Changer un mot de passe, surveiller un compte…",
        en: "Change a password, watch an account…",
      },
      article: "34, § 2 et 33, § 3, d",
      needed: "always",
    },
    {
      item: "channel",
      label: {
        fr: "Comment et combien de personnes ont été informées",
        en: "How, and how many people were told",
      },
      hint: {
        fr: "Courrier, courriel, affichage ; date et nombre.",
        en: "Letter, mail, notice; date and number.",
      },
      article: "34, § 1 et § 3",
      needed: "useful",
    },
  ],
  once: true,
  draft: false,
};

export const gdprRules: readonly Rule[] = [article33, article34];
