/** Facts about a commune that does not exist. Telephone numbers are from the range kept for fiction (01 99 00). */
export const TOWN = {
  name: "Ville de Démo",
  motto: "Une cloche, une ville, des voisins",
  address: "1, place du Beffroi",
  postal: "99100 Démo",
  phone: "01 99 00 12 00",
  email: "mairie@ville-demo.example",
  mayor: "Hélène Vasseran",
  hours: [
    ["Lundi au vendredi", "8 h 30 à 12 h, 13 h 30 à 17 h 30"],
    ["Jeudi", "jusqu'à 19 h"],
    ["Samedi", "9 h à 12 h (état civil seulement)"],
  ] as ReadonlyArray<readonly [string, string]>,
  figures: [
    ["18 240", "habitants"],
    ["5", "quartiers"],
    ["11", "écoles publiques"],
    ["142", "associations"],
  ] as ReadonlyArray<readonly [string, string]>,
} as const;

/** What stands above everything on the home page. */
export const NOTICE = {
  title: "Rue des Tanneurs fermée à la circulation",
  text: "Remplacement de la conduite d'eau entre la place du Beffroi et le pont de l'Écluse, jusqu'à la fin du mois.",
  href: "/actualites/rue-des-tanneurs-conduite-eau",
} as const;

/** Accounts of the private area. The password is printed on the login page: there is nothing to protect. */
export const DEMO_PASSWORD = "beffroi-demo";

export interface DemoAccount {
  readonly login: string;
  readonly name: string;
  readonly street: string;
  readonly familyNumber: string;
  readonly children: ReadonlyArray<readonly [name: string, school: string, canteen: string]>;
  readonly requests: ReadonlyArray<readonly [reference: string, subject: string, state: string]>;
  readonly invoices: ReadonlyArray<readonly [number: string, subject: string, amount: string, state: string]>;
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    login: "camille.dupre@demo.example",
    name: "Camille Dupré",
    street: "14, rue des Moulins",
    familyNumber: "F-20417",
    children: [
      ["Louise Dupré", "École des Moulins, CE2", "Lundi, mardi, jeudi, vendredi"],
      ["Basile Dupré", "École des Moulins, grande section", "Lundi et jeudi"],
    ],
    requests: [
      ["DEM-8841", "Acte de naissance, copie intégrale", "Envoyé par la poste"],
      ["DEM-8907", "Inscription au centre de loisirs, vacances d'hiver", "En cours d'examen"],
      ["DEM-8915", "Lampadaire éteint, rue des Moulins", "Transmis aux services techniques"],
    ],
    invoices: [
      ["FAC-3021", "Restauration scolaire, octobre", "61,20 €", "Payée"],
      ["FAC-3188", "Restauration scolaire, novembre", "54,40 €", "À payer"],
    ],
  },
  {
    login: "marcel.ostrowiec@demo.example",
    name: "Marcel Ostrowiec",
    street: "3, quai de l'Écluse",
    familyNumber: "F-11873",
    children: [],
    requests: [
      ["DEM-8790", "Déclaration préalable, remplacement de fenêtres", "Accordée"],
      ["DEM-8899", "Bac de tri de 240 litres", "Livraison prévue"],
    ],
    invoices: [["FAC-2954", "Bibliothèque, ouvrage perdu", "18,00 €", "Payée"]],
  },
  {
    login: "nour.haddadi@demo.example",
    name: "Nour Haddadi",
    street: "27, allée de la Haute-Borne",
    familyNumber: "F-23960",
    children: [["Ilyès Haddadi", "École Suzanne-Lormel, CM1", "Tous les jours d'école"]],
    requests: [
      ["DEM-8922", "Carte de stationnement résidentiel", "Pièce manquante : justificatif de domicile"],
    ],
    invoices: [
      ["FAC-3107", "Accueil périscolaire, octobre", "32,50 €", "Payée"],
      ["FAC-3240", "École de musique, premier trimestre", "87,00 €", "À payer"],
    ],
  },
];
