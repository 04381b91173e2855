import type { TownPage } from "./model.ts";

export const PAGES: readonly TownPage[] = [
  {
    path: "/mairie",
    title: "La mairie",
    section: "mairie",
    summary: "Qui décide, comment, avec quel argent, et où le vérifier.",
    text: [
      "La mairie de Démo emploie 412 personnes dans soixante-trois métiers. Elle est dirigée par un conseil de trente-trois élus, qui se réunit en public chaque mois.",
      { heading: "Nous trouver" },
      "L'entrée principale est place du Beffroi ; l'entrée sans marches est à dix mètres à droite, sous l'arcade, avec une sonnette à hauteur de fauteuil.",
      {
        facts: [
          ["Accueil", "lundi au vendredi, 8 h 30 à 12 h et 13 h 30 à 17 h 30"],
          ["Nocturne", "jeudi jusqu'à 19 h"],
          ["Téléphone", "01 99 00 12 00"],
          ["Bus", "lignes 1, 2 et 3, arrêt Beffroi"],
        ],
      },
      {
        links: [
          ["La maire et les élus", "/mairie/elus"],
          ["Le conseil municipal", "/mairie/conseil-municipal"],
          ["Le budget", "/mairie/budget"],
          ["Publications", "/mairie/publications"],
          ["Marchés publics", "/mairie/marches-publics"],
        ],
      },
    ],
  },
  {
    path: "/mairie/elus",
    title: "La maire et les élus",
    section: "mairie",
    summary: "Hélène Vasseran, maire, huit adjoints et vingt-quatre conseillers.",
    text: [
      "Les élus reçoivent sur rendez-vous, et sans rendez-vous le deuxième samedi du mois au marché, sous le parapluie vert.",
      {
        table: {
          caption: "La maire et ses adjoints",
          head: ["Nom", "Délégation", "Reçoit le"],
          rows: [
            ["Hélène Vasseran", "Maire", "vendredi matin"],
            ["Marc Delobelle", "Travaux, eau, voirie", "mardi"],
            ["Aïcha Benkacem", "Écoles et petite enfance", "mercredi"],
            ["Thomas Wiart", "Finances et marchés", "lundi"],
            ["Sylvie Roquemont", "Solidarités et santé", "jeudi"],
            ["Idriss Kanouté", "Sports et vie associative", "mercredi"],
            ["Claire Lestienne-Poix", "Culture et patrimoine", "samedi"],
            ["Yann Morvelin", "Nature, rivière, énergie", "mardi"],
            ["Paulette Grandsart", "Aînés et accessibilité", "jeudi"],
          ],
        },
      },
      "Les déclarations d'intérêts et les indemnités des élus sont publiées chaque année avec le compte administratif.",
    ],
  },
  {
    path: "/mairie/conseil-municipal",
    title: "Le conseil municipal",
    section: "mairie",
    cacheControl: "max-age=300",
    summary: "Dates, ordres du jour, délibérations et votes.",
    text: [
      "Le conseil se réunit le deuxième lundi du mois à 19 h, sauf en août. Les séances sont publiques, filmées et interprétées en langue des signes.",
      { heading: "Dernières délibérations" },
      {
        table: {
          caption: "Extrait du registre",
          head: ["Numéro", "Objet", "Vote"],
          rows: [
            ["D-118", "Gratuité de la bibliothèque", "33 pour"],
            ["D-117", "Conduite d'eau de la rue des Tanneurs : marché de travaux", "30 pour, 3 abstentions"],
            ["D-116", "Contrats de trois ans avec les fermes de la vallée", "28 pour, 5 abstentions"],
            ["D-115", "Carte de résident : second véhicule à 120 euros", "21 pour, 12 contre"],
            ["D-114", "Subventions aux associations", "31 pour, 2 ne votent pas"],
          ],
        },
      },
      "Un habitant peut poser une question à la fin de chaque séance, à condition de l'avoir déposée la veille avant midi.",
      { links: [["Délibérations de la dernière séance (PDF)", "/documents/deliberations.pdf"]] },
    ],
  },
  {
    path: "/mairie/budget",
    title: "Le budget en clair",
    section: "mairie",
    cacheControl: "public, max-age=600",
    summary: "26,4 millions d'euros : d'où ils viennent, où ils vont.",
    text: [
      "Pour 100 euros dépensés en fonctionnement, 58 paient des personnes, 21 achètent l'énergie, l'eau, les repas et les fournitures, 14 vont aux associations et au centre d'action sociale, 7 à tout le reste, intérêts compris.",
      {
        table: {
          caption: "Dépenses par domaine, pour 100 euros",
          head: ["Domaine", "Part"],
          rows: [
            ["Écoles, cantines, petite enfance", "31"],
            ["Voirie, propreté, espaces verts", "22"],
            ["Culture et sports", "16"],
            ["Solidarités", "13"],
            ["Administration et accueil", "11"],
            ["Sécurité et prévention", "5"],
            ["Intérêts de la dette", "2"],
          ],
        },
      },
      { heading: "La dette" },
      "Elle s'élève à 742 euros par habitant et diminue depuis cinq ans. Il faudrait quatre ans et deux mois pour la rembourser entièrement.",
      { heading: "Les impôts" },
      "Le taux de la taxe foncière n'a pas changé depuis six ans. Les données complètes sont remises, en tableur, à toute personne qui les demande.",
    ],
  },
  {
    path: "/mairie/marches-publics",
    title: "Marchés publics",
    section: "mairie",
    summary: "Consultations en cours et marchés attribués.",
    text: [
      {
        table: {
          caption: "Consultations en cours",
          head: ["Référence", "Objet", "Clôture"],
          rows: [
            ["M-26-14", "Entretien des chaudières des écoles", "dans 24 jours"],
            ["M-26-15", "Fourniture de papier recyclé", "dans 31 jours"],
            ["M-26-16", "Réfection de la toiture de la minoterie", "dans 45 jours"],
          ],
        },
      },
      "Les critères et leur poids sont annoncés avant. Après l'attribution, chaque candidat écarté reçoit sa note, celle du gagnant et l'explication.",
      { note: "Les petites entreprises peuvent répondre à un seul lot, et être payées en vingt jours." },
    ],
  },
  {
    path: "/la-ville",
    title: "Découvrir la ville",
    section: "ville",
    summary: "Une rivière, un beffroi, cinq quartiers.",
    text: [
      "Démo s'est bâtie sur un gué de la Lieure. On y tanna le cuir, on y moulut le blé, on y débarqua le sel. Il en reste des quais, des noms de rues et le goût des marchés.",
      { heading: "Cinq quartiers" },
      {
        list: [
          "Centre-Beffroi : la place, le marché du samedi, les arcades.",
          "La Tannerie : les ateliers devenus logements, le marché du soir.",
          "Les Moulins : la minoterie, l'école, la maison de santé.",
          "Faubourg de l'Écluse : le quai, la bibliothèque, les péniches.",
          "Haute-Borne : la colline, le gymnase, les jardins partagés.",
        ],
      },
      {
        links: [
          ["Histoire du beffroi", "/la-ville/histoire"],
          ["Plan et accès", "/la-ville/venir"],
          ["Associations", "/la-ville/associations"],
        ],
      },
    ],
  },
  {
    path: "/la-ville/histoire",
    title: "Histoire du beffroi",
    section: "ville",
    summary: "Sept siècles de cloches, d'incendies et de guetteurs.",
    text: [
      "En 1321, les bourgeois de Démo obtiennent le droit d'avoir une cloche : c'est dire le droit de se réunir sans demander la permission. La tour vient quarante ans plus tard.",
      { heading: "Le guet" },
      "Jusqu'en 1874, un guetteur vivait dans la chambre haute avec sa famille. Il sonnait le feu, la crue, l'ouverture des portes et le couvre-feu, et cousait des souliers entre deux rondes. Son carnet est aux archives : 11 206 nuits, 43 incendies, une comète.",
      { heading: "Trois cloches" },
      {
        facts: [
          ["Martine (1778)", "les heures et les grandes fêtes"],
          ["Petite-Anne (1651)", "l'ouverture du marché"],
          ["Le Bourdonnet (1923)", "l'alerte ; refondu après la guerre"],
        ],
      },
      { heading: "Deux fois brûlé, deux fois rebâti" },
      "La flèche tomba en 1549 et en 1917. Les plans de la dernière reconstruction, signés d'une jeune architecte de vingt-six ans, Léonie Massart, sont exposés au rez-de-chaussée.",
    ],
  },
  {
    path: "/la-ville/venir",
    title: "Plan et accès",
    section: "ville",
    cacheControl: "max-age=3600",
    summary: "En train, en bus, à vélo, en voiture, en fauteuil.",
    text: [
      {
        facts: [
          ["Train", "gare de Démo, 9 minutes à pied de la place ; ascenseurs sur les deux quais"],
          ["Bus", "quatre lignes, toutes à plancher bas"],
          ["Vélo", "voie verte de la Lieure, 22 kilomètres"],
          ["Voiture", "parkings de l'Écluse, des Tilleuls et de la gare"],
          ["Péniche", "halte de douze anneaux, quai de l'Écluse"],
        ],
      },
      { heading: "Sans marches" },
      "Un cheminement continu, large d'au moins un mètre quarante, relie la gare, la mairie, la bibliothèque et la maison de santé. Il est signalé au sol par une bande claire.",
      { heading: "Toilettes et bancs" },
      "Sept toilettes publiques gratuites, dont cinq accessibles, et un banc tous les 150 mètres entre la gare et la place.",
    ],
  },
  {
    path: "/la-ville/associations",
    title: "Associations",
    section: "ville",
    summary: "142 associations, un annuaire, des salles et des subventions.",
    text: [
      {
        table: {
          caption: "Quelques associations",
          head: ["Nom", "Activité", "Lieu"],
          rows: [
            ["Les Amis de la Lieure", "Nature et rivière", "Maison des Moulins"],
            ["Aviron démois", "Sport", "Quai de l'Écluse"],
            ["Chœur du Guet", "Chant", "Salle des Tilleuls"],
            ["Zéro Reste", "Cuisine et réemploi", "Place de la Tannerie"],
            ["Les Sans-Partition", "Orchestre", "École de musique"],
            ["Tout un Étage", "Entraide entre voisins", "Haute-Borne"],
          ],
        },
      },
      "Pour réserver une salle ou demander une subvention, écrivez au service des sports et de la vie associative avant le 15 octobre.",
    ],
  },
  {
    path: "/accessibilite",
    title: "Accessibilité : partiellement conforme",
    section: "mairie",
    cacheControl: "max-age=86400",
    summary: "Ce qui est accessible, ce qui ne l'est pas encore, et à qui le dire.",
    text: [
      "Ce site d'exemple vise le référentiel général d'amélioration de l'accessibilité. Il se lit au clavier, avec un lecteur d'écran, agrandi quatre fois, sans couleurs et sans script.",
      { heading: "Ce qui reste à faire" },
      {
        list: [
          "Les documents PDF ne sont pas balisés.",
          "Le plan de la ville n'existe qu'en image, avec une description en texte.",
        ],
      },
      { heading: "Dire ce qui ne va pas" },
      "Écrivez par le formulaire de contact en choisissant « Accessibilité » : vous aurez une réponse, et l'information sous une autre forme, sous deux jours.",
    ],
  },
  {
    path: "/mentions-legales",
    title: "Mentions légales",
    section: "mairie",
    cacheControl: "max-age=86400",
    summary: "Qui publie ce site, et le fait qu'il n'existe pas.",
    text: [
      "La Ville de Démo est imaginaire. Ses habitants, ses élus, ses chiffres et ses numéros de téléphone ont été inventés pour montrer le logiciel Beffroi en marche.",
      { heading: "Ce que deviennent les formulaires" },
      "Rien n'est envoyé à personne. Les messages et les rendez-vous restent dans la mémoire du programme et disparaissent quand il s'arrête.",
    ],
  },
  {
    path: "/donnees-personnelles",
    title: "Données personnelles",
    section: "mairie",
    cacheControl: "max-age=86400",
    summary: "Les cookies, ce qu'ils contiennent, combien de temps.",
    text: [
      {
        table: {
          caption: "Cookies de ce site",
          head: ["Nom", "À quoi il sert", "Durée"],
          rows: [
            [
              "PHPSESSID",
              "Votre session, si vous vous connectez ou prenez rendez-vous",
              "Jusqu'à la fermeture du navigateur",
            ],
            ["_pk_id", "Imite une mesure d'audience : un nombre au hasard, envoyé nulle part", "13 mois"],
          ],
        },
      },
      "Pour exercer vos droits dans une vraie commune, vous écririez à sa déléguée à la protection des données. Ici, il suffit de fermer l'onglet.",
    ],
  },
];
