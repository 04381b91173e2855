import type { TownService } from "./model.ts";

const TOWN_HALL = "Mairie, 1, place du Beffroi";
const OFFICE: TownService["hours"] = [
  ["Lundi au vendredi", "8 h 30 à 12 h, 13 h 30 à 17 h 30"],
  ["Jeudi", "jusqu'à 19 h"],
];

export const SERVICES: readonly TownService[] = [
  {
    slug: "etat-civil",
    title: "État civil et titres d'identité",
    icon: "acte",
    summary: "Naissances, mariages, décès, carte d'identité et passeport, livret de famille.",
    address: `${TOWN_HALL}, rez-de-chaussée`,
    phone: "01 99 00 12 10",
    hours: [...OFFICE, ["Samedi", "9 h à 12 h"]],
    text: [
      "Le service de l'état civil enregistre les événements de la vie et délivre les actes. Il tient aussi les demandes de carte d'identité et de passeport, sur rendez-vous.",
      { heading: "Avant de venir" },
      "La plupart des actes se demandent sans se déplacer. Pour un titre d'identité, il faut venir en personne, avec l'enfant s'il est mineur, et le rendez-vous dure un quart d'heure.",
      {
        list: [
          "Déclaration de naissance : dans les cinq jours, avec le certificat de la maternité.",
          "Déclaration de décès : dans les vingt-quatre heures ; l'entreprise de pompes funèbres s'en charge souvent.",
          "Mariage : dossier à retirer deux mois avant la date souhaitée.",
        ],
      },
      {
        note: "Le registre des décès est ouvert tous les jours, dimanche compris : appelez le 01 99 00 12 19.",
      },
    ],
  },
  {
    slug: "urbanisme",
    title: "Urbanisme et droit des sols",
    icon: "plan",
    summary: "Permis de construire, déclarations de travaux, plan local d'urbanisme, adresses.",
    address: `${TOWN_HALL}, deuxième étage`,
    phone: "01 99 00 12 22",
    hours: [
      ["Lundi, mardi, jeudi", "9 h à 12 h"],
      ["Autres moments", "sur rendez-vous"],
    ],
    text: [
      "Clôture, fenêtre, abri de jardin, ravalement : beaucoup de travaux se déclarent, peu sont refusés. Venez tôt ; une esquisse à main levée suffit pour un premier avis.",
      { heading: "Autour du beffroi" },
      "Dans un rayon de 500 mètres, l'architecte chargée des monuments donne son avis. Comptez un mois de plus et préférez les teintes du nuancier, visible au guichet.",
      {
        table: {
          caption: "Quelle formalité pour quels travaux ?",
          head: ["Travaux", "Formalité", "Délai"],
          rows: [
            ["Abri de moins de 5 m²", "Aucune", "-"],
            ["Clôture, fenêtre, façade", "Déclaration préalable", "1 mois"],
            ["Extension de 5 à 20 m²", "Déclaration préalable", "1 mois"],
            ["Maison, extension plus grande", "Permis de construire", "2 mois"],
          ],
        },
      },
    ],
  },
  {
    slug: "enfance",
    title: "Enfance, écoles et jeunesse",
    icon: "enfant",
    summary: "Inscription à l'école, cantine, périscolaire, crèches, centres de loisirs.",
    address: "Maison de l'enfance, 8, rue des Moulins",
    phone: "01 99 00 12 30",
    hours: [
      ["Lundi au vendredi", "8 h à 12 h, 14 h à 18 h"],
      ["Mercredi", "8 h à 18 h sans interruption"],
    ],
    text: [
      "La ville accueille 1 690 élèves dans onze écoles publiques, 140 enfants dans trois crèches, et 380 chaque mercredi dans ses centres de loisirs.",
      { heading: "Une seule inscription" },
      "Un dossier unique vaut pour l'école, la cantine, l'accueil du matin et du soir et les mercredis. Il se renouvelle chaque année avant la fin de juin.",
      { heading: "Les écoles" },
      {
        list: [
          "École des Moulins (maternelle et élémentaire), 12, rue des Moulins.",
          "École Suzanne-Lormel (élémentaire), 3, allée de la Haute-Borne.",
          "École du Beffroi (maternelle), 5, rue du Guet.",
          "École de l'Écluse (maternelle et élémentaire), 40, quai de l'Écluse.",
          "École de la Tannerie (élémentaire), 9, rue des Tanneurs.",
        ],
      },
    ],
  },
  {
    slug: "dechets",
    title: "Déchets et propreté",
    icon: "tri",
    summary: "Jours de collecte, tri, déchèterie, encombrants, compost.",
    address: "Centre technique, 60, route de la Lieure",
    phone: "01 99 00 12 50",
    hours: [
      ["Lundi au vendredi", "8 h à 16 h 30"],
      ["Déchèterie", "mardi au samedi, 9 h à 18 h"],
    ],
    text: [
      "Les bacs se sortent la veille après 19 h et se rentrent le jour même. Le couvercle ferme : ce qui est posé à côté n'est pas pris.",
      {
        table: {
          caption: "Jours de collecte par quartier",
          head: ["Quartier", "Ordures", "Tri", "Végétaux"],
          rows: [
            ["Centre-Beffroi", "lundi, vendredi", "mercredi", "-"],
            ["La Tannerie", "lundi, vendredi", "mercredi", "jeudi"],
            ["Les Moulins", "mardi", "jeudi", "vendredi"],
            ["Faubourg de l'Écluse", "mardi", "jeudi", "vendredi"],
            ["Haute-Borne", "mercredi", "lundi", "mardi"],
          ],
        },
      },
      "Verre et textile : 46 points d'apport, à moins de quatre minutes à pied de chaque logement.",
      { links: [["Calendrier de collecte (PDF)", "/documents/calendrier-collecte.pdf"]] },
    ],
  },
  {
    slug: "solidarites",
    title: "Solidarités et santé",
    icon: "main",
    summary: "Aides, personnes âgées, handicap, épicerie sociale, médecins.",
    address: "Centre d'action sociale, 2, rue du Guet",
    phone: "01 99 00 12 40",
    hours: OFFICE,
    text: [
      "Une assistante sociale reçoit chaque jour, sans rendez-vous le matin. L'entretien est confidentiel et n'engage à rien.",
      { heading: "Ce que le centre peut faire" },
      {
        list: [
          "Aide d'urgence : alimentation, énergie, hébergement.",
          "Dossier pour l'aide à domicile et le portage de repas.",
          "Registre des personnes fragiles, appelées en cas de canicule, de froid ou de crue.",
          "Liste d'attente des médecins traitants.",
          "Épicerie sociale Le Panier, mardi et vendredi.",
        ],
      },
      { note: "Vous êtes inquiet pour un voisin ? Appelez : nous passerons le voir sans dire qui a appelé." },
    ],
  },
  {
    slug: "elections",
    title: "Élections et citoyenneté",
    icon: "urne",
    summary: "Liste électorale, procuration, bureaux de vote, recensement citoyen.",
    address: `${TOWN_HALL}, rez-de-chaussée`,
    phone: "01 99 00 12 12",
    hours: OFFICE,
    text: [
      "La ville compte quatorze bureaux de vote, tous accessibles en fauteuil. Votre bureau est écrit sur la carte électorale et dépend de votre adresse.",
      { heading: "S'inscrire" },
      "L'inscription est possible toute l'année, jusqu'au sixième vendredi avant un scrutin. Pensez-y si vous avez déménagé, même à l'intérieur de la ville.",
      { heading: "À seize ans" },
      "Chaque jeune se fait recenser dans les trois mois qui suivent son anniversaire. L'attestation est demandée pour le permis de conduire et les examens.",
    ],
  },
  {
    slug: "bibliotheque",
    title: "Bibliothèque Suzanne-Lormel",
    icon: "livre",
    summary: "62 000 documents, gratuite, ouverte le dimanche d'octobre à avril.",
    address: "18, quai de l'Écluse",
    phone: "01 99 00 12 60",
    hours: [
      ["Mardi, vendredi", "12 h à 19 h"],
      ["Mercredi, samedi", "10 h à 18 h"],
      ["Dimanche", "14 h à 18 h, d'octobre à avril"],
    ],
    text: [
      "La carte est gratuite et se fait en deux minutes, sans justificatif. On emprunte sans limite de nombre, pour quatre semaines.",
      { heading: "Sur place" },
      {
        list: [
          "Huit ordinateurs, une imprimante, un scanner.",
          "Livres en gros caractères, livres audio, livres tactiles.",
          "Salle de travail ouverte jusqu'à 22 h pendant les examens.",
          "Grainothèque : prenez des graines, rapportez-en.",
        ],
      },
    ],
  },
  {
    slug: "sports",
    title: "Sports et loisirs",
    icon: "sport",
    summary: "Piscine, gymnases, stade, aviron, créneaux des clubs.",
    address: "Stade des Cressonnières, allée du Stade",
    phone: "01 99 00 12 70",
    hours: [
      ["Lundi au vendredi", "9 h à 12 h, 14 h à 18 h"],
      ["Piscine", "tous les jours, horaires à l'entrée"],
    ],
    text: [
      "Deux gymnases, un stade, une piscine de 25 mètres, six courts, un plan d'eau : plus de 5 000 habitants sont inscrits dans un club.",
      {
        table: {
          caption: "Tarifs de la piscine",
          head: ["Entrée", "Habitants", "Extérieur"],
          rows: [
            ["Plein tarif", "2,80 €", "4,20 €"],
            ["Moins de 18 ans, étudiants", "1,50 €", "2,60 €"],
            ["Dix entrées", "22,00 €", "36,00 €"],
            ["Moins de 4 ans", "gratuit", "gratuit"],
          ],
        },
      },
      "Un fauteuil de mise à l'eau et un vestiaire familial sont disponibles sur demande.",
    ],
  },
  {
    slug: "deplacements",
    title: "Déplacements et stationnement",
    icon: "bus",
    summary: "Bus, vélo, parkings, cartes de stationnement, chantiers en cours.",
    address: "Centre technique, 60, route de la Lieure",
    phone: "01 99 00 12 80",
    hours: OFFICE,
    text: [
      "Quatre lignes de bus, gratuites le samedi, 31 kilomètres d'itinéraires cyclables et 1 900 places de stationnement, dont 1 480 gratuites.",
      { heading: "Stationner au centre" },
      "La première demi-heure est gratuite. Le disque bleu se prend en mairie. La carte de résident coûte 60 euros par an et par voiture.",
      { heading: "Places réservées" },
      "Quatre-vingt-seize places sont réservées aux titulaires de la carte mobilité inclusion ; elles sont gratuites et sans limite de durée.",
    ],
  },
  {
    slug: "logement",
    title: "Logement et habitat",
    icon: "maison",
    summary: "Demande de logement social, aide à la rénovation, signaler un logement indigne.",
    address: "Centre d'action sociale, 2, rue du Guet",
    phone: "01 99 00 12 44",
    hours: [
      ["Mardi, jeudi", "9 h à 12 h, 14 h à 17 h"],
      ["Autres moments", "sur rendez-vous"],
    ],
    text: [
      "Une demande de logement social vaut pour toute l'agglomération et se renouvelle chaque année. Les critères d'attribution sont publics.",
      { heading: "Rénover" },
      "Une conseillère regarde vos factures et votre logement, sans rien vendre, et dit par quoi commencer. La ville complète les aides nationales jusqu'à 2 000 euros.",
      { heading: "Un logement indigne" },
      "Humidité, chauffage absent, électricité dangereuse : le signalement déclenche une visite sous dix jours. Un propriétaire ne peut pas donner congé pour cela.",
    ],
  },
  {
    slug: "police-municipale",
    title: "Police municipale et tranquillité",
    icon: "bouclier",
    summary: "Tranquillité vacances, objets trouvés, bruit, stationnement gênant.",
    address: "4, rue du Guet",
    phone: "01 99 00 12 90",
    hours: [["Tous les jours", "7 h à 23 h"]],
    text: [
      "Douze agents, une médiatrice, deux chevaux. En dehors des horaires, et pour toute urgence, composez le 17 ou le 112.",
      { heading: "Tranquillité vacances" },
      "Prévenez-nous de votre absence : une patrouille passe, de jour comme de nuit, et vous appelle si quelque chose ne va pas.",
      { heading: "Objets trouvés" },
      "Ils sont gardés un an et un jour. L'an dernier, 214 clés, 96 téléphones, un violon et un perroquet ont retrouvé leur propriétaire.",
    ],
  },
  {
    slug: "cadre-de-vie",
    title: "Cadre de vie et espaces verts",
    icon: "fleur",
    summary: "Voirie, éclairage, parcs, arbres, signaler un problème dans la rue.",
    address: "Centre technique, 60, route de la Lieure",
    phone: "01 99 00 12 55",
    hours: [["Lundi au vendredi", "8 h à 12 h, 13 h 30 à 16 h 30"]],
    text: [
      "Un trou, un lampadaire éteint, un arbre qui penche : dites-le par le formulaire de contact en donnant le numéro le plus proche. La moitié des signalements sont traités en quatre jours.",
      { heading: "Planter devant chez soi" },
      "Un permis de végétaliser, gratuit, vous confie un pied d'arbre ou trente centimètres de trottoir. La ville ouvre le sol et donne la terre.",
      { heading: "Les arbres" },
      "La ville en compte 7 340. Chacun porte un numéro, et chaque abattage est annoncé un mois avant, avec sa raison et ce qui sera replanté.",
    ],
  },
];
