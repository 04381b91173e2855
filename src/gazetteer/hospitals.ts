import type { Body } from "./body.ts";

/**
 * University hospitals and large or much-named public hospitals. [key, name, INSEE code of the département, other names].
 * "Centre hospitalier de X" of any other town is found by its pattern, not by this table.
 */
type HospitalLine = readonly [key: string, name: string, departement: string, aliases?: readonly string[]];

/** University hospitals: by their town, in all the forms that are written. */
const UNIVERSITY: readonly (readonly [town: string, departement: string, aliases?: readonly string[]])[] = [
  ["Amiens", "80", ["CHU Amiens-Picardie"]],
  ["Angers", "49"],
  ["Besançon", "25", ["CHU Minjoz", "CHRU Jean-Minjoz"]],
  ["Bordeaux", "33", ["Hôpital Pellegrin"]],
  ["Brest", "29", ["Hôpital de la Cavale Blanche"]],
  ["Caen", "14", ["CHU Caen Normandie"]],
  ["Clermont-Ferrand", "63", ["CHU Gabriel-Montpied"]],
  ["Dijon", "21", ["CHU Dijon Bourgogne"]],
  ["Grenoble", "38", ["CHU Grenoble Alpes", "CHUGA"]],
  ["Lille", "59"],
  ["Limoges", "87"],
  ["Metz-Thionville", "57", ["CHR Metz-Thionville", "CHR de Metz"]],
  ["Montpellier", "34"],
  ["Nancy", "54", ["CHRU de Brabois"]],
  ["Nantes", "44"],
  ["Nice", "06", ["Hôpital Pasteur de Nice"]],
  ["Nîmes", "30", ["Hôpital Carémeau"]],
  ["Orléans", "45", ["CHR d'Orléans", "CHRO"]],
  ["Poitiers", "86"],
  ["Reims", "51"],
  ["Rennes", "35", ["CHU Pontchaillou"]],
  ["Rouen", "76", ["CHU Charles-Nicolle"]],
  ["Saint-Étienne", "42"],
  ["Strasbourg", "67", ["Hôpitaux universitaires de Strasbourg", "HUS"]],
  ["Toulouse", "31", ["Hôpital Purpan"]],
  ["Tours", "37", ["Hôpital Bretonneau de Tours"]],
  ["Martinique", "972", ["CHU de Fort-de-France"]],
  ["Guadeloupe", "971", ["CHU de Pointe-à-Pitre", "CHUG"]],
  ["La Réunion", "974", ["CHU Réunion", "CHU de Saint-Denis"]],
  ["Guyane", "973", ["CHU de Cayenne", "Centre hospitalier de Cayenne"]],
];

const OTHERS: readonly HospitalLine[] = [
  [
    "ap-hp",
    "Assistance publique - Hôpitaux de Paris",
    "75",
    [
      "AP-HP",
      "APHP",
      "Assistance publique-Hôpitaux de Paris",
      "Hôpitaux de Paris",
      "Paris public hospitals",
      "Paris hospital system",
    ],
  ],
  [
    "ap-hm",
    "Assistance publique - Hôpitaux de Marseille",
    "13",
    ["AP-HM", "APHM", "Hôpitaux universitaires de Marseille"],
  ],
  ["hcl", "Hospices civils de Lyon", "69", ["HCL", "CHU de Lyon"]],
  [
    "ch-corbeil-essonnes",
    "Centre hospitalier Sud Francilien",
    "91",
    [
      "CHSF",
      "CH Sud Francilien",
      "Hôpital de Corbeil-Essonnes",
      "Centre hospitalier de Corbeil-Essonnes",
      "CH de Corbeil-Essonnes",
      "Corbeil-Essonnes hospital",
      "Corbeil hospital",
      "Hôpital Sud Francilien",
    ],
  ],
  [
    "ch-versailles",
    "Centre hospitalier de Versailles",
    "78",
    [
      "Hôpital André-Mignot",
      "Hôpital Mignot",
      "CH de Versailles",
      "André-Mignot",
      "Andre-Mignot hospital",
      "Hôpital de Versailles",
      "Versailles hospital",
      "Hospital Centre of Versailles",
    ],
  ],
  [
    "ch-dax",
    "Centre hospitalier de Dax-Côte d'Argent",
    "40",
    ["CH de Dax", "Hôpital de Dax", "Dax hospital", "Centre hospitalier de Dax"],
  ],
  [
    "ch-cannes",
    "Centre hospitalier de Cannes Simone-Veil",
    "06",
    [
      "CH de Cannes",
      "Hôpital de Cannes",
      "Hôpital Simone-Veil de Cannes",
      "CHC-SV",
      "Cannes hospital",
      "Simone Veil hospital",
      "Centre hospitalier Simone-Veil",
      "Hôpital Simone Veil",
    ],
  ],
  [
    "ch-villefranche",
    "Hôpital Nord-Ouest de Villefranche-sur-Saône",
    "69",
    [
      "Hôpital Nord-Ouest",
      "Hôpital de Villefranche-sur-Saône",
      "Centre hospitalier de Villefranche-sur-Saône",
      "Villefranche hospital",
    ],
  ],
  [
    "ch-armentieres",
    "Centre hospitalier d'Armentières",
    "59",
    ["Hôpital d'Armentières", "CH d'Armentières", "CHA d'Armentières", "Armentieres hospital"],
  ],
  ["ch-arles", "Centre hospitalier d'Arles", "13", ["Hôpital d'Arles", "Hôpital Joseph-Imbert"]],
  ["ch-castelluccio", "Centre hospitalier de Castelluccio", "2A", ["Hôpital de Castelluccio"]],
  [
    "ch-oloron",
    "Centre hospitalier d'Oloron-Sainte-Marie",
    "64",
    ["Hôpital d'Oloron-Sainte-Marie", "Hôpital d'Oloron"],
  ],
  [
    "ch-albertville-moutiers",
    "Centre hospitalier d'Albertville-Moûtiers",
    "73",
    ["CHAM", "Hôpital d'Albertville", "Hôpital d'Albertville-Moûtiers"],
  ],
  [
    "ch-vitry-le-francois",
    "Centre hospitalier de Vitry-le-François",
    "51",
    ["GHT Cœur Grand Est", "Hôpital de Vitry-le-François"],
  ],
  ["ch-saint-dizier", "Centre hospitalier de Saint-Dizier", "52", ["Hôpital de Saint-Dizier"]],
  [
    "ch-argenteuil",
    "Centre hospitalier d'Argenteuil",
    "95",
    ["Hôpital d'Argenteuil", "Hôpital Victor-Dupouy"],
  ],
  ["ch-rambouillet", "Centre hospitalier de Rambouillet", "78", ["Hôpital de Rambouillet"]],
  ["ch-macon", "Centre hospitalier de Mâcon", "71", ["Hôpital de Mâcon", "CH Les Chanaux"]],
  ["ch-ajaccio", "Centre hospitalier d'Ajaccio", "2A", ["Hôpital d'Ajaccio", "Hôpital de la Miséricorde"]],
  ["ch-bourg-en-bresse", "Centre hospitalier de Bourg-en-Bresse", "01", ["CH Fleyriat", "Hôpital Fleyriat"]],
  [
    "ch-pontarlier",
    "Centre hospitalier intercommunal de Haute-Comté",
    "25",
    ["CHIHC", "Hôpital de Pontarlier", "Centre hospitalier de Pontarlier"],
  ],
  ["ch-perpignan", "Centre hospitalier de Perpignan", "66", ["Hôpital de Perpignan"]],
  ["ch-pau", "Centre hospitalier de Pau", "64", ["Hôpital François-Mitterrand de Pau"]],
  ["ch-bayonne", "Centre hospitalier de la Côte basque", "64", ["CHCB", "Hôpital de Bayonne"]],
  ["ch-tarbes-lourdes", "Centre hospitalier de Tarbes-Lourdes", "65", ["Hôpital de Tarbes", "CH de Bigorre"]],
  [
    "ch-toulon",
    "Centre hospitalier intercommunal Toulon-La Seyne-sur-Mer",
    "83",
    ["Hôpital Sainte-Musse", "CHITS"],
  ],
  ["ch-avignon", "Centre hospitalier d'Avignon", "84", ["Centre hospitalier Henri-Duffaut"]],
  ["ch-aix", "Centre hospitalier du pays d'Aix", "13", ["Hôpital d'Aix-en-Provence", "CHIAP"]],
  ["ch-le-mans", "Centre hospitalier du Mans", "72", ["Hôpital du Mans"]],
  ["ch-le-havre", "Groupe hospitalier du Havre", "76", ["Hôpital Jacques-Monod"]],
  ["ch-valenciennes", "Centre hospitalier de Valenciennes", "59", ["Hôpital de Valenciennes"]],
  ["ch-lens", "Centre hospitalier de Lens", "62", ["Hôpital de Lens"]],
  ["ch-dunkerque", "Centre hospitalier de Dunkerque", "59", ["Hôpital de Dunkerque"]],
  [
    "ch-mulhouse",
    "Groupe hospitalier de la région de Mulhouse et Sud-Alsace",
    "68",
    ["GHRMSA", "Hôpital de Mulhouse"],
  ],
  ["ch-colmar", "Hôpitaux civils de Colmar", "68", ["Hôpital Pasteur de Colmar"]],
  ["ch-troyes", "Centre hospitalier de Troyes", "10", ["Hôpitaux Champagne Sud"]],
  ["ch-vannes", "Centre hospitalier Bretagne Atlantique", "56", ["CHBA", "Hôpital de Vannes"]],
  ["ch-lorient", "Groupe hospitalier Bretagne Sud", "56", ["GHBS", "Hôpital de Lorient"]],
  ["ch-quimper", "Centre hospitalier de Cornouaille", "29", ["CHIC de Quimper", "Hôpital de Quimper"]],
  [
    "ch-saint-brieuc",
    "Centre hospitalier Yves-Le Foll",
    "22",
    ["Hôpital de Saint-Brieuc", "Centre hospitalier de Saint-Brieuc"],
  ],
  ["ch-la-rochelle", "Groupe hospitalier Littoral Atlantique", "17", ["Hôpital de La Rochelle"]],
  ["ch-niort", "Centre hospitalier de Niort", "79", ["Hôpital de Niort"]],
  ["ch-annecy", "Centre hospitalier Annecy Genevois", "74", ["Hôpital d'Annecy"]],
  ["ch-chambery", "Centre hospitalier Métropole Savoie", "73", ["CHMS", "Hôpital de Chambéry"]],
  ["ch-valence", "Centre hospitalier de Valence", "26", ["Hôpital de Valence"]],
  ["ch-stell", "Hôpital Stell de Rueil-Malmaison", "92", ["Hôpital Stell"]],
  ["ch-meaux", "Grand hôpital de l'Est francilien", "77", ["GHEF", "Hôpital de Meaux"]],
  ["ch-melun", "Groupe hospitalier Sud Île-de-France", "77", ["Hôpital de Melun"]],
  ["ch-pontoise", "Hôpital NOVO", "95", ["Hôpital de Pontoise", "Centre hospitalier René-Dubos"]],
  ["ch-creteil", "Centre hospitalier intercommunal de Créteil", "94", ["CHIC de Créteil"]],
  ["ch-sainte-anne", "GHU Paris psychiatrie et neurosciences", "75", ["Hôpital Sainte-Anne"]],
  ["ch-narbonne", "Centre hospitalier de Narbonne", "11", ["Hôpital de Narbonne"]],
  ["ch-beziers", "Centre hospitalier de Béziers", "34", ["Hôpital de Béziers"]],
  ["ch-montauban", "Centre hospitalier de Montauban", "82", ["Hôpital de Montauban"]],
  ["ch-agen", "Centre hospitalier Agen-Nérac", "47", ["Hôpital d'Agen"]],
  ["ch-perigueux", "Centre hospitalier de Périgueux", "24", ["Hôpital de Périgueux"]],
  [
    "ch-mont-de-marsan",
    "Centre hospitalier de Mont-de-Marsan",
    "40",
    ["Hôpital Layné", "Hôpital de Mont-de-Marsan"],
  ],
  ["ch-mayotte", "Centre hospitalier de Mayotte", "976", ["CHM", "Hôpital de Mamoudzou"]],
];

export function hospitalBodies(): Body[] {
  const university = UNIVERSITY.map(([town, departement, aliases = []]): HospitalLine => {
    const of = /^[AEIOUÉÎ]/.test(town) ? `d'${town}` : `de ${town}`;
    const forms = ["CHU", "CHRU"].flatMap((kind) => [`${kind} ${of}`, `${kind} ${town}`]);
    const said = [
      "Centre hospitalier universitaire",
      "Centre hospitalier régional universitaire",
      "Hôpital universitaire",
      "Hôpital",
      "Centre hospitalier",
    ].map((head) => `${head} ${of}`);
    const english = [`${town} University Hospital`, `University Hospital of ${town}`, `${town} hospital`];
    return [
      `chu-${town
        .normalize("NFD")
        .replace(/[^A-Za-z-]/g, "")
        .toLowerCase()}`,
      `CHU ${of}`,
      departement,
      [...forms.slice(1), ...said, ...english, ...aliases],
    ];
  });
  return [...university, ...OTHERS].map(([key, name, departement, aliases]) => ({
    id: `hospital:${key}`,
    name,
    kind: "hospital",
    code: null,
    siren: null,
    departement,
    population: null,
    aliases: aliases ?? [],
  }));
}
