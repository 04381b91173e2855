import type { TownDocument } from "./model.ts";

export const DOCUMENTS: readonly TownDocument[] = [
  {
    file: "bulletin-municipal.pdf",
    title: "Le Guet, bulletin municipal",
    date: "numéro 42",
    pages: [
      {
        heading: "Le Guet - numéro 42",
        lines: [
          "Le bulletin de la Ville de Démo",
          "",
          "Martine, la cloche de 1778, a retrouvé sa voix après huit mois à la fonderie.",
          "La conduite d'eau de la rue des Tanneurs est remplacée sur 410 mètres.",
          "La cantine sert plus de la moitié de produits biologiques, au même prix.",
          "Vingt-trois projets sont soumis au vote du budget participatif.",
        ],
      },
      {
        heading: "La page des quartiers",
        lines: [
          "Centre-Beffroi : les arcades seront éclairées par le sol.",
          "La Tannerie : le marché du soir continue toute l'année.",
          "Les Moulins : deux médecins s'installent à la maison de santé.",
          "Faubourg de l'Écluse : la bibliothèque ouvre le dimanche.",
          "Haute-Borne : le gymnase rouvre, trois fois moins gourmand.",
        ],
      },
      {
        heading: "Numéros utiles",
        lines: [
          "Mairie : 01 99 00 12 00",
          "État civil : 01 99 00 12 10",
          "Maison de l'enfance : 01 99 00 12 30",
          "Centre d'action sociale : 01 99 00 12 40",
          "Déchets et propreté : 01 99 00 12 50",
          "Police municipale : 01 99 00 12 90",
        ],
      },
    ],
  },
  {
    file: "calendrier-collecte.pdf",
    title: "Calendrier de collecte des déchets",
    date: "année en cours",
    pages: [
      {
        heading: "Calendrier de collecte",
        lines: [
          "Sortez les bacs la veille après 19 h, rentrez-les le jour même.",
          "",
          "Centre-Beffroi : ordures lundi et vendredi, tri mercredi",
          "La Tannerie : ordures lundi et vendredi, tri mercredi, végétaux jeudi",
          "Les Moulins : ordures mardi, tri jeudi, végétaux vendredi",
          "Faubourg de l'Écluse : ordures mardi, tri jeudi, végétaux vendredi",
          "Haute-Borne : ordures mercredi, tri lundi, végétaux mardi",
          "",
          "Déchèterie : du mardi au samedi, de 9 h à 18 h.",
        ],
      },
    ],
  },
  {
    file: "deliberations.pdf",
    title: "Délibérations du conseil municipal",
    date: "dernière séance",
    pages: [
      {
        heading: "Délibérations de la dernière séance",
        lines: [
          "D-114 Subventions aux associations : 31 pour, 2 ne votent pas",
          "D-115 Carte de résident, second véhicule : 21 pour, 12 contre",
          "D-116 Contrats avec les fermes de la vallée : 28 pour, 5 abstentions",
          "D-117 Conduite d'eau de la rue des Tanneurs : 30 pour, 3 abstentions",
          "D-118 Gratuité de la bibliothèque : 33 pour",
        ],
      },
    ],
  },
  {
    file: "exercice-crue.pdf",
    title: "Compte rendu de l'exercice « crue »",
    date: "exercice de l'année",
    pages: [
      {
        heading: "Exercice crue : compte rendu",
        lines: [
          "7 h 40 : sirène au quai de l'Écluse.",
          "8 h 05 : 61 personnes fragiles jointes sur 61.",
          "8 h 30 : réseau coupé volontairement, registres sur papier.",
          "9 h 05 : 200 volontaires comptés au gymnase.",
          "",
          "À reprendre : panneaux rue du Moulin-Neuf, délai des messages, animaux.",
        ],
      },
    ],
  },
];
