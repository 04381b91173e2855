import type { Article } from "./model.ts";

export const OLDER_NEWS: readonly Article[] = [
  {
    slug: "marche-du-soir",
    title: "Le marché du soir s'installe place de la Tannerie",
    theme: "mairie",
    daysBefore: 27,
    summary:
      "Chaque jeudi de 16 h 30 à 20 h, vingt-deux étals pour celles et ceux qui travaillent le samedi matin.",
    text: [
      "L'essai de l'automne a réuni 900 personnes par soirée : le marché du soir continue toute l'année. Il complète le grand marché du samedi, qui ne bouge pas.",
      { heading: "Qui vend quoi" },
      "Onze maraîchers et éleveurs, quatre boulangers, deux fromagers, un poissonnier, une brasserie et trois cuisines à emporter. Les places sont attribuées pour un an, avec deux étals réservés aux débutants.",
      { heading: "Venir" },
      {
        list: [
          "Bus 1 et 3, arrêt Tannerie.",
          "Soixante arceaux pour vélos, une pompe et un point d'eau.",
          "Parking de l'Écluse gratuit de 16 h à 21 h le jeudi.",
        ],
      },
      "Apportez vos sacs et vos boîtes : une consigne de bocaux est tenue par l'association Zéro Reste.",
    ],
  },
  {
    slug: "conseil-des-enfants",
    title: "Le conseil des enfants a élu son bureau et voté son premier projet",
    theme: "enfance",
    daysBefore: 32,
    summary:
      "Trente-trois élèves de CM1 et CM2 veulent des récréations sans ballon un jour sur deux, et des rues sans voiture à la sortie.",
    text: [
      "Les débats ont duré deux heures et la présidente, Inaya, dix ans, a dû rappeler trois fois que l'on n'interrompt personne. Au bout du compte, 27 voix pour, 4 contre et 2 abstentions : la rue de l'école des Moulins sera fermée aux voitures à l'heure de la sortie, à titre d'essai, pendant un trimestre.",
      { heading: "Un vrai budget" },
      "Le conseil des enfants dispose de 12 000 euros par an. Il choisit, et les services lui rendent des comptes : ce qui a été fait, ce qui ne l'a pas été et pourquoi.",
      { heading: "Prochaines séances" },
      "Les séances ont lieu un mercredi par mois, dans la salle du conseil municipal. Elles sont ouvertes aux parents, qui n'ont pas le droit de parler.",
    ],
  },
  {
    slug: "bibliotheque-pret-illimite",
    title: "Bibliothèque : gratuite pour tous, et sans limite d'emprunts",
    theme: "culture",
    daysBefore: 37,
    summary:
      "La carte ne coûte plus rien et les pénalités de retard disparaissent. On rend quand on peut ; on rappelle, on ne punit pas.",
    text: [
      "Depuis trois ans, les bibliothécaires passaient plus de temps à encaisser des pénalités qu'à conseiller des livres, pour 2 800 euros par an. La délibération adoptée à l'unanimité y met fin.",
      { heading: "Ce qui est nouveau" },
      {
        list: [
          "Carte gratuite, pour les habitants comme pour les voisins des communes proches.",
          "Autant de livres, de films et de jeux que l'on peut en porter, pour quatre semaines.",
          "Une boîte de retour ouverte jour et nuit, quai de l'Écluse.",
          "Le portage à domicile, un mardi sur deux, pour qui ne peut pas se déplacer.",
        ],
      },
      "La bibliothèque ouvre désormais le dimanche de 14 h à 18 h, d'octobre à avril, grâce à quatre étudiants recrutés par la ville.",
      { links: [["Bibliothèque Suzanne-Lormel", "/services/bibliotheque"]] },
    ],
  },
  {
    slug: "eclairage-public-eteint",
    title: "Éclairage public : ce que l'extinction de minuit a changé",
    theme: "nature",
    daysBefore: 43,
    summary:
      "Un tiers d'électricité en moins, pas plus d'accidents ni de vols, et quelques carrefours que vous avez demandé de rallumer.",
    text: [
      "Il y a un an, la ville éteignait ses rues de minuit à 5 h, sauf le centre. Le bilan a été présenté lundi, chiffres ouverts.",
      {
        facts: [
          ["Électricité", "- 34 % en un an"],
          ["Économie", "118 000 euros"],
          ["Accidents de nuit", "7, contre 9 l'année d'avant"],
          ["Vols et dégradations de nuit", "51, contre 55"],
          ["Demandes de rallumage", "63, dont 19 acceptées"],
        ],
      },
      { heading: "Ce qui est rallumé" },
      "Le passage sous la voie ferrée, les abords de la gare, le chemin de l'hôpital et seize traversées piétonnes restent éclairés toute la nuit, à faible puissance. L'association d'astronomie, elle, compte désormais quatre fois plus d'étoiles depuis la colline de la Haute-Borne.",
    ],
  },
  {
    slug: "agents-recenseurs",
    title: "Recensement : la ville recrute quatorze agents",
    theme: "mairie",
    daysBefore: 48,
    summary:
      "Une mission de cinq semaines, à pied, dans votre quartier. Formation payée, aucune expérience demandée.",
    text: [
      "Le recensement détermine le nombre d'élus, de pharmacies et de classes. Il a besoin de personnes patientes qui aiment frapper aux portes.",
      { heading: "Le travail" },
      "Chaque agent visite environ 220 logements, explique comment répondre en ligne, laisse un questionnaire en papier à qui le préfère, puis repasse. Les horaires sont libres ; il faut être disponible en fin de journée et le samedi.",
      { heading: "Se présenter" },
      {
        steps: [
          "Écrivez au service des ressources humaines par le formulaire de contact, objet « recensement ».",
          "Venez à la réunion d'information, sans engagement, salle des Tilleuls.",
          "Un entretien d'un quart d'heure suit, la même semaine.",
        ],
      },
      { links: [["Formulaire de contact", "/contact"]] },
    ],
  },
  {
    slug: "exercice-crue",
    title: "Exercice « crue » : deux cents habitants évacués pour de faux",
    theme: "solidarite",
    daysBefore: 55,
    summary:
      "Le plan de sauvegarde a été joué grandeur nature dans le quartier de l'Écluse. Ce qui a marché, et ce qui doit être repris.",
    text: [
      "À 7 h 40, la sirène a sonné au quai de l'Écluse. À 9 h 05, les deux cents volontaires étaient tous au gymnase, comptés, avec un café. L'exercice a été préparé pendant six mois sans que l'heure soit annoncée.",
      { heading: "Ce qui a marché" },
      {
        list: [
          "L'appel des personnes fragiles : 61 sur 61 jointes en 25 minutes.",
          "L'accueil au gymnase, tenu par les associations.",
          "Les registres sur papier, quand le réseau a été coupé exprès.",
        ],
      },
      { heading: "Ce qui doit être repris" },
      {
        list: [
          "Trois panneaux de déviation manquaient rue du Moulin-Neuf.",
          "Le message envoyé sur les téléphones est arrivé avec 22 minutes de retard.",
          "Les animaux de compagnie n'étaient prévus nulle part.",
        ],
      },
      "Le compte rendu complet est disponible avec les publications de la mairie.",
      { links: [["Publications", "/mairie/publications"]] },
    ],
  },
];
