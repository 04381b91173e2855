import type { Article } from "./model.ts";
import { OLDER_NEWS } from "./news-older.ts";

const RECENT: readonly Article[] = [
  {
    slug: "rue-des-tanneurs-conduite-eau",
    title: "Rue des Tanneurs : la conduite d'eau de 1931 est remplacée",
    theme: "travaux",
    daysBefore: 2,
    summary:
      "Le chantier ferme la rue entre la place du Beffroi et le pont de l'Écluse. Les commerces restent accessibles à pied, le bus 3 passe par le quai.",
    text: [
      "La plus vieille conduite d'eau de la ville a cédé quatre fois l'hiver dernier. Elle est remplacée sur 410 mètres, avec ses 38 branchements. La rue des Tanneurs est fermée aux voitures pendant toute la durée du chantier ; les piétons passent des deux côtés.",
      { heading: "Ce qui change pendant les travaux" },
      {
        list: [
          "Circulation : déviation par le quai de l'Écluse et la rue du Moulin-Neuf.",
          "Bus : la ligne 3 ne dessert plus l'arrêt Tanneurs ; prenez-la à Écluse ou à Beffroi.",
          "Collecte des déchets : sortez les bacs au bout de la rue la veille, à partir de 19 h.",
          "Stationnement : 40 places gratuites sont ouvertes derrière la salle des Tilleuls.",
        ],
      },
      { heading: "Coupures d'eau" },
      "Deux coupures sont prévues, de 8 h 30 à 12 h. Chaque foyer reçoit un mot dans sa boîte aux lettres cinq jours avant. Une réserve d'eau en bouteilles est tenue à l'accueil de la mairie pour les personnes qui ne peuvent pas se déplacer : appelez le 01 99 00 12 14.",
      {
        quote:
          "Cette rue perdait l'équivalent de deux piscines par mois. Nous préférons trois semaines de gêne à dix ans de fuites.",
        by: "Marc Delobelle, adjoint aux travaux",
      },
      "Le revêtement sera refait en pavés sciés, plus faciles pour les fauteuils et les poussettes, et six érables seront plantés à la fin du chantier.",
      { links: [["Tous les services techniques", "/services/cadre-de-vie"]] },
    ],
  },
  {
    slug: "cloche-du-beffroi-de-retour",
    title: "Martine est de retour : la cloche du beffroi a retrouvé sa voix",
    theme: "culture",
    daysBefore: 4,
    summary:
      "Après huit mois à la fonderie, la cloche de 1 340 kilos a été remontée devant trois cents habitants. Elle sonnera les heures dès samedi.",
    text: [
      "Il a fallu une grue de 45 mètres, deux essais et beaucoup de silence. Mardi, à 16 h 28, Martine, la plus grosse des trois cloches du beffroi, a repris sa place dans la chambre haute. Elle était fêlée depuis le gel de 2012 et ne sonnait plus que pour les grandes occasions.",
      { heading: "Une cloche de 1778" },
      "Fondue par souscription des métiers de la ville, Martine annonçait l'ouverture des portes, les marchés et les incendies. Son timbre, un mi bémol un peu bas, a été mesuré avant la réparation puis retrouvé au dixième de ton près.",
      {
        facts: [
          ["Poids", "1 340 kilos"],
          ["Diamètre", "1,29 mètre"],
          ["Note", "mi bémol"],
          ["Coût de la restauration", "86 000 euros, dont 31 000 de dons"],
        ],
      },
      "Elle sonnera les heures de 8 h à 22 h. La nuit, le beffroi se tait, comme les riverains l'ont demandé lors de la réunion du mois dernier.",
      { heading: "Monter voir" },
      "La chambre des cloches se visite le premier samedi du mois, par groupes de douze. L'escalier compte 193 marches ; un film et une maquette à toucher sont proposés au rez-de-chaussée à celles et ceux qui ne peuvent pas monter.",
      { links: [["Visites du beffroi", "/agenda/evenement/visite-du-beffroi"]] },
    ],
  },
  {
    slug: "cantine-moitie-bio",
    title: "À la cantine, plus de la moitié des produits viennent de l'agriculture biologique",
    theme: "enfance",
    daysBefore: 8,
    summary:
      "La cuisine centrale sert 1 150 repas par jour. Le prix ne change pas pour les familles, et les enfants pèsent eux-mêmes ce qu'ils jettent.",
    text: [
      "La part de produits biologiques dans les restaurants scolaires a atteint 54 % au dernier trimestre. Le pain, les yaourts, les pommes, les carottes et les lentilles le sont entièrement ; le poulet le sera à la rentrée prochaine.",
      { heading: "Onze fermes à moins de 60 kilomètres" },
      "La ville a passé des contrats de trois ans avec onze exploitations de la vallée de la Lieure. Les volumes sont garantis, ce qui permet aux fermes d'investir, et les menus suivent les récoltes.",
      { heading: "Des assiettes mieux finies" },
      "Dans chaque école, une table de tri mesure les restes. En un an, ils sont passés de 138 à 79 grammes par enfant. L'économie, environ 22 000 euros, a payé la différence de prix des produits.",
      {
        table: {
          caption: "Prix d'un repas selon le quotient familial",
          head: ["Quotient", "Prix du repas"],
          rows: [
            ["Moins de 400", "0,80 €"],
            ["De 400 à 799", "1,90 €"],
            ["De 800 à 1199", "3,40 €"],
            ["1200 et plus", "4,60 €"],
          ],
        },
      },
      { links: [["Inscrire un enfant à la cantine", "/services/enfance/inscription-cantine"]] },
    ],
  },
  {
    slug: "budget-participatif-votez",
    title: "Budget participatif : vingt-trois projets, à vous de choisir",
    theme: "mairie",
    daysBefore: 11,
    summary:
      "Un four à pain partagé, des bancs à l'ombre, un jardin de pluie : le vote est ouvert à toute personne de plus de onze ans qui habite la ville.",
    text: [
      "Vous avez déposé 97 idées. Les services en ont étudié le coût et la faisabilité ; vingt-trois sont soumises au vote. L'enveloppe est de 180 000 euros, et aucun projet ne peut en dépasser le tiers.",
      { heading: "Comment voter" },
      {
        steps: [
          "Retirez un bulletin en mairie, à la bibliothèque ou dans une maison de quartier.",
          "Choisissez trois projets, dans l'ordre que vous voulez.",
          "Déposez le bulletin dans l'urne. Un seul bulletin par personne, sans condition de nationalité.",
        ],
      },
      { heading: "Les projets les plus discutés" },
      {
        list: [
          "Un four à pain partagé au jardin de la Haute-Borne (24 000 euros).",
          "Douze bancs à l'ombre sur le chemin des écoles (31 000 euros).",
          "Un jardin de pluie place de la Tannerie (58 000 euros).",
          "Une boîte à outils à emprunter, dans chaque maison de quartier (9 500 euros).",
        ],
      },
      "Les résultats seront lus en public le premier lundi du mois prochain, salle des Tilleuls, par une habitante et un habitant tirés au sort.",
    ],
  },
  {
    slug: "mare-des-cressonnieres",
    title: "La mare des Cressonnières se remplit, et les tritons sont revenus",
    theme: "nature",
    daysBefore: 15,
    summary:
      "Un an après le retrait des remblais, la zone humide retient déjà les crues. Un sentier de planches permet de l'observer sans la piétiner.",
    text: [
      "Il y avait là un dépôt de gravats. Il y a maintenant 6 000 mètres carrés d'eau et de joncs, et, depuis mars, une colonie de tritons palmés. Le relevé a été fait par les élèves du collège avec l'association Les Amis de la Lieure.",
      { heading: "Une éponge pour les quartiers du bas" },
      "Lors des pluies de février, la mare a retenu 4 100 mètres cubes. Le niveau de la rivière au pont de l'Écluse est resté 18 centimètres sous celui de l'épisode comparable d'il y a trois ans.",
      { heading: "S'y promener" },
      "Le sentier part du parking du stade. Il fait 900 mètres, sans marche, avec deux bancs et une table d'orientation en relief. Les chiens sont tenus en laisse d'avril à juillet, pendant les nichées.",
      { note: "Les bottes ne servent à rien : on ne quitte pas les planches." },
    ],
  },
  {
    slug: "maison-de-sante-deux-medecins",
    title: "Deux médecins généralistes s'installent à la maison de santé",
    theme: "solidarite",
    daysBefore: 19,
    summary:
      "Les consultations ouvrent le mois prochain. Priorité aux habitants qui n'ont plus de médecin traitant : une liste est ouverte en mairie.",
    text: [
      "Les docteurs Anouk Lebrandt et Samir Ouadah rejoindront la maison de santé des Moulins. Avec eux, la ville compte huit généralistes, contre six depuis deux ans.",
      { heading: "Qui peut prendre rendez-vous ?" },
      "Pendant les deux premiers mois, les nouveaux patients sont ceux inscrits sur la liste tenue par le centre d'action sociale : 1 270 personnes y figurent. Elles sont appelées dans l'ordre, les plus de 75 ans et les malades chroniques d'abord.",
      { heading: "Les soins non programmés" },
      "Deux créneaux restent libres chaque matin et chaque après-midi pour les urgences du jour. On les obtient par téléphone, dès 8 h, au 01 99 00 47 30.",
      { links: [["S'inscrire sur la liste", "/services/solidarites"]] },
    ],
  },
  {
    slug: "gymnase-de-la-haute-borne",
    title: "Le gymnase de la Haute-Borne rouvre, trois fois moins gourmand",
    theme: "sport",
    daysBefore: 23,
    summary:
      "Toiture isolée, éclairage neuf, vestiaires refaits et accessibles : les clubs retrouvent leur salle après quatorze mois.",
    text: [
      "Le gymnase consommait à lui seul autant que quarante maisons. Le toit a reçu 30 centimètres de laine de bois, les 64 projecteurs ont été remplacés, et l'eau des douches est chauffée par le soleil six mois sur douze.",
      { heading: "Des vestiaires pour tous" },
      "Deux vestiaires sur quatre sont de plain-pied, avec des bancs à hauteur de fauteuil et une cabine familiale. La tribune a gagné huit places accessibles, réparties et non reléguées dans un coin.",
      {
        facts: [
          ["Coût", "2,3 millions d'euros"],
          ["Aides", "1,1 million d'euros"],
          ["Économie attendue", "47 000 euros par an"],
          ["Clubs accueillis", "14"],
        ],
      },
      "Le calendrier des créneaux est affiché à l'entrée et tenu à jour par le service des sports.",
      { links: [["Sports et loisirs", "/services/sports"]] },
    ],
  },
];

export const NEWS: readonly Article[] = [...RECENT, ...OLDER_NEWS];
