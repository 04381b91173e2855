import type { Rule } from "./rule.ts";

/** Significant incidents of essential and important entities: directive (UE) 2022/2555, art. 23, to be applied since 18 October 2024. */
export const nis2Rules: readonly Rule[] = [
  {
    pack: "nis2",
    rule: "nis2-23",
    since: "2024-10-18",
    until: null,
    label: { fr: "Incident important au sens de NIS 2", en: "Significant incident under NIS 2" },
    authority: { fr: "ANSSI (CERT-FR)", en: "ANSSI (CERT-FR)" },
    awareness: {
      fr: "Le moment où l’incident a été connu comme important : il perturbe gravement un service ou peut nuire beaucoup à d’autres.",
      en: "The moment when the incident was known to be significant: it severely disrupts a service or may harm others considerably.",
    },
    source: {
      text: { fr: "Directive (UE) 2022/2555, art. 23, § 4", en: "Directive (EU) 2022/2555, art. 23(4)" },
      article: "23",
      url: "https://eur-lex.europa.eu/eli/dir/2022/2555/oj",
    },
    caution: {
      fr: "À n’utiliser que si la commune est soumise à la directive ; la loi française de transposition peut fixer d’autres modalités, et sa promulgation n’est pas vérifiée ici. Compté selon le règlement 1182/71. Un rapport intermédiaire peut être demandé en plus ; si l’incident dure, un rapport d’avancement remplace d’abord le rapport final.",
      en: "Only for a town within the directive's scope; the French law that transposes it may set other terms, and its enactment has not been verified here. Counted under regulation 1182/71. An intermediate report may be asked for as well; while the incident lasts, a progress report comes before the final one.",
    },
    stages: [
      {
        stage: "early-warning",
        label: { fr: "Alerte précoce", en: "Early warning" },
        counting: {
          fr: "24 heures à partir de l’heure pleine qui suit la découverte",
          en: "24 hours from the full hour that follows the discovery",
        },
        period: { by: "eu-hours", hours: 24 },
        from: "awareness",
        needed: "always",
      },
      {
        stage: "notification",
        label: { fr: "Notification d’incident", en: "Incident notification" },
        counting: {
          fr: "72 heures à partir de l’heure pleine qui suit la découverte",
          en: "72 hours from the full hour that follows the discovery",
        },
        period: { by: "eu-hours", hours: 72 },
        from: "awareness",
        needed: "always",
      },
      {
        stage: "final-report",
        label: { fr: "Rapport final", en: "Final report" },
        counting: {
          fr: "un mois après la notification, reporté au jour ouvrable suivant",
          en: "one month after the notification, put off to the next working day",
        },
        period: { by: "eu-months", months: 1 },
        from: "notification",
        needed: "always",
      },
    ],
    items: [
      {
        item: "malicious",
        label: { fr: "Acte malveillant suspecté ?", en: "Malicious act suspected?" },
        hint: { fr: "Dès l’alerte précoce.", en: "From the early warning on." },
        article: "23, § 4, a",
        needed: "always",
      },
      {
        item: "cross-border",
        label: { fr: "Effet possible dans un autre État ?", en: "Possible effect in another State?" },
        hint: { fr: "Dès l’alerte précoce.", en: "From the early warning on." },
        article: "23, § 4, a",
        needed: "always",
      },
      {
        item: "severity",
        label: { fr: "Première évaluation : gravité et effets", en: "First assessment: severity and impact" },
        hint: { fr: "Pour la notification.", en: "For the notification." },
        article: "23, § 4, b",
        needed: "always",
      },
      {
        item: "indicators",
        label: {
          fr: "Indicateurs de compromission, s’ils sont connus",
          en: "Indicators of compromise, where known",
        },
        hint: {
          fr: "Adresses, empreintes de fichiers, noms de domaine.",
          en: "Addresses, file hashes, domain names.",
        },
        article: "23, § 4, b",
        needed: "useful",
      },
      {
        item: "description",
        label: { fr: "Description détaillée, gravité, effets", en: "Detailed description, severity, impact" },
        hint: { fr: "Pour le rapport final.", en: "For the final report." },
        article: "23, § 4, d",
        needed: "always",
      },
      {
        item: "cause",
        label: { fr: "Type de menace ou cause probable", en: "Type of threat or likely cause" },
        hint: { fr: "Pour le rapport final.", en: "For the final report." },
        article: "23, § 4, d",
        needed: "always",
      },
      {
        item: "mitigation",
        label: { fr: "Mesures appliquées et en cours", en: "Measures applied and under way" },
        hint: { fr: "Pour le rapport final.", en: "For the final report." },
        article: "23, § 4, d",
        needed: "always",
      },
      {
        item: "delay-reasons",
        label: { fr: "Motifs du retard", en: "Reasons for the delay" },
        hint: { fr: "Si une échéance est dépassée.", en: "If a time limit was missed." },
        article: "prudence",
        needed: "useful",
      },
    ],
    once: true,
    draft: false,
    needsSetting: "nis2",
  },
];
