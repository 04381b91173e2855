import type { Body } from "./body.ts";

/** Universities, great schools, and the académies, through which the State runs its schools. */

/** [key, name, département, other names]. */
const UNIVERSITIES: readonly (readonly [
  key: string,
  name: string,
  departement: string,
  aliases?: readonly string[],
])[] = [
  [
    "univ-aix-marseille",
    "Aix-Marseille Université",
    "13",
    ["Aix-Marseille University", "Université d'Aix-Marseille", "AMU"],
  ],
  ["univ-angers", "Université d'Angers", "49"],
  ["univ-antilles", "Université des Antilles", "971"],
  ["univ-artois", "Université d'Artois", "62"],
  ["univ-avignon", "Avignon Université", "84", ["Université d'Avignon"]],
  ["univ-bordeaux", "Université de Bordeaux", "33", ["University of Bordeaux"]],
  ["univ-bordeaux-montaigne", "Université Bordeaux Montaigne", "33"],
  ["univ-bourgogne", "Université Bourgogne Europe", "21", ["Université de Bourgogne"]],
  ["univ-brest", "Université de Bretagne occidentale", "29", ["UBO", "Université de Brest"]],
  ["univ-bretagne-sud", "Université Bretagne Sud", "56"],
  ["univ-caen", "Université de Caen Normandie", "14", ["Université de Caen"]],
  ["univ-cergy", "CY Cergy Paris Université", "95", ["Université de Cergy-Pontoise"]],
  ["univ-clermont", "Université Clermont Auvergne", "63", ["Université de Clermont-Ferrand"]],
  ["univ-corse", "Université de Corse", "2B", ["Université de Corse Pasquale-Paoli"]],
  ["univ-cote-azur", "Université Côte d'Azur", "06", ["Université de Nice"]],
  ["univ-evry", "Université d'Évry Paris-Saclay", "91", ["Université d'Évry"]],
  ["univ-franche-comte", "Université Marie et Louis Pasteur", "25", ["Université de Franche-Comté"]],
  ["univ-grenoble-alpes", "Université Grenoble Alpes", "38", ["Université de Grenoble"]],
  ["univ-guyane", "Université de Guyane", "973"],
  ["univ-gustave-eiffel", "Université Gustave Eiffel", "77"],
  ["univ-la-rochelle", "La Rochelle Université", "17", ["Université de La Rochelle"]],
  ["univ-le-havre", "Université Le Havre Normandie", "76", ["Université du Havre"]],
  ["univ-le-mans", "Le Mans Université", "72", ["Université du Mans"]],
  ["univ-lille", "Université de Lille", "59", ["University of Lille"]],
  ["univ-limoges", "Université de Limoges", "87"],
  ["univ-littoral", "Université du Littoral Côte d'Opale", "59", ["ULCO"]],
  ["univ-lorraine", "Université de Lorraine", "54"],
  ["univ-lyon-1", "Université Claude Bernard Lyon 1", "69", ["Université Lyon 1"]],
  ["univ-lyon-2", "Université Lumière Lyon 2", "69", ["Université Lyon 2"]],
  ["univ-lyon-3", "Université Jean Moulin Lyon 3", "69", ["Université Lyon 3"]],
  ["univ-montpellier", "Université de Montpellier", "34", ["University of Montpellier"]],
  ["univ-montpellier-3", "Université Paul-Valéry Montpellier 3", "34", ["Université Paul-Valéry"]],
  ["univ-nantes", "Nantes Université", "44", ["Université de Nantes"]],
  ["univ-nimes", "Nîmes Université", "30", ["Université de Nîmes"]],
  ["univ-nouvelle-caledonie", "Université de la Nouvelle-Calédonie", "988"],
  ["univ-orleans", "Université d'Orléans", "45"],
  [
    "univ-paris-1",
    "Université Paris 1 Panthéon-Sorbonne",
    "75",
    ["Panthéon-Sorbonne", "Université Panthéon-Sorbonne"],
  ],
  ["univ-paris-8", "Université Paris 8 Vincennes-Saint-Denis", "93", ["Université Paris 8"]],
  ["univ-paris-cite", "Université Paris Cité", "75", ["Paris Cité University", "Université de Paris"]],
  ["univ-paris-dauphine", "Université Paris Dauphine-PSL", "75", ["Paris-Dauphine"]],
  ["univ-paris-est-creteil", "Université Paris-Est Créteil", "94", ["UPEC"]],
  ["univ-paris-nanterre", "Université Paris Nanterre", "92", ["Université de Nanterre"]],
  ["univ-paris-saclay", "Université Paris-Saclay", "91", ["Paris-Saclay University"]],
  ["univ-pau", "Université de Pau et des Pays de l'Adour", "64", ["UPPA", "Université de Pau"]],
  ["univ-perpignan", "Université de Perpignan Via Domitia", "66", ["Université de Perpignan"]],
  ["univ-picardie", "Université de Picardie Jules-Verne", "80", ["Université de Picardie"]],
  ["univ-poitiers", "Université de Poitiers", "86"],
  ["univ-polynesie", "Université de la Polynésie française", "987"],
  ["univ-reims", "Université de Reims Champagne-Ardenne", "51", ["Université de Reims"]],
  ["univ-rennes", "Université de Rennes", "35", ["Université Rennes 1"]],
  ["univ-rennes-2", "Université Rennes 2", "35"],
  ["univ-reunion", "Université de La Réunion", "974"],
  ["univ-rouen", "Université de Rouen Normandie", "76", ["Université de Rouen"]],
  [
    "univ-saint-etienne",
    "Université Jean Monnet",
    "42",
    ["Université de Saint-Étienne", "Université Jean-Monnet Saint-Étienne"],
  ],
  ["univ-savoie", "Université Savoie Mont Blanc", "73", ["Université de Savoie"]],
  [
    "univ-sorbonne-nouvelle",
    "Université Sorbonne Nouvelle",
    "75",
    ["Sorbonne Nouvelle", "Université Paris 3"],
  ],
  ["univ-sorbonne-paris-nord", "Université Sorbonne Paris Nord", "93", ["Université Paris 13"]],
  ["univ-strasbourg", "Université de Strasbourg", "67", ["University of Strasbourg"]],
  ["univ-toulon", "Université de Toulon", "83"],
  [
    "univ-toulouse",
    "Université de Toulouse",
    "31",
    [
      "Université Toulouse III",
      "Université Paul Sabatier",
      "Université Toulouse Paul Sabatier",
      "Toulouse III",
    ],
  ],
  ["univ-toulouse-capitole", "Université Toulouse Capitole", "31"],
  ["univ-toulouse-2", "Université Toulouse Jean Jaurès", "31", ["Université Toulouse 2"]],
  ["univ-tours", "Université de Tours", "37"],
  ["univ-valenciennes", "Université polytechnique Hauts-de-France", "59", ["Université de Valenciennes"]],
  ["univ-versailles", "Université de Versailles Saint-Quentin-en-Yvelines", "78", ["UVSQ"]],
  ["sorbonne-universite", "Sorbonne Université", "75", ["Sorbonne University"]],
  ["insa-lyon", "INSA Lyon", "69", ["Institut national des sciences appliquées de Lyon"]],
  ["insa-toulouse", "INSA Toulouse", "31"],
  ["insa-rennes", "INSA Rennes", "35"],
  ["insa-rouen", "INSA Rouen Normandie", "76", ["INSA Rouen"]],
  ["toulouse-inp", "Toulouse INP", "31", ["INP Toulouse", "Institut national polytechnique de Toulouse"]],
  ["utt", "Université de technologie de Troyes", "10", ["UTT"]],
  ["utc", "Université de technologie de Compiègne", "60", ["UTC"]],
  ["utbm", "Université de technologie de Belfort-Montbéliard", "90", ["UTBM"]],
  ["sciences-po-lille", "Sciences Po Lille", "59"],
  ["sciences-po-bordeaux", "Sciences Po Bordeaux", "33"],
  ["sciences-po-lyon", "Sciences Po Lyon", "69"],
  ["campus-condorcet", "Campus Condorcet", "93"],
  ["ensai", "ENSAI", "35"],
  ["isae-supaero", "ISAE-Supaero", "31", ["Institut supérieur de l'aéronautique et de l'espace"]],
  ["polytechnique", "École polytechnique", "91", ["Polytechnique"]],
  ["sciences-po", "Sciences Po", "75", ["Sciences Po Paris", "Institut d'études politiques de Paris"]],
  ["centralesupelec", "CentraleSupélec", "91"],
  ["enac", "École nationale de l'aviation civile", "31", ["ENAC"]],
  ["ens-paris", "École normale supérieure", "75", ["ENS Ulm"]],
  ["college-de-france", "Collège de France", "75"],
  ["inalco", "Inalco", "75", ["Institut national des langues et civilisations orientales"]],
];

/** [name, département of its seat]. */
const ACADEMIES: readonly (readonly [name: string, departement: string])[] = [
  ["Aix-Marseille", "13"],
  ["Amiens", "80"],
  ["Besançon", "25"],
  ["Bordeaux", "33"],
  ["Clermont-Ferrand", "63"],
  ["Corse", "2A"],
  ["Créteil", "94"],
  ["Dijon", "21"],
  ["Grenoble", "38"],
  ["Guadeloupe", "971"],
  ["Guyane", "973"],
  ["La Réunion", "974"],
  ["Lille", "59"],
  ["Limoges", "87"],
  ["Lyon", "69"],
  ["Martinique", "972"],
  ["Mayotte", "976"],
  ["Montpellier", "34"],
  ["Nancy-Metz", "54"],
  ["Nantes", "44"],
  ["Nice", "06"],
  ["Normandie", "14"],
  ["Orléans-Tours", "45"],
  ["Paris", "75"],
  ["Poitiers", "86"],
  ["Reims", "51"],
  ["Rennes", "35"],
  ["Strasbourg", "67"],
  ["Toulouse", "31"],
  ["Versailles", "78"],
];

export function schoolBodies(): Body[] {
  return [
    ...UNIVERSITIES.map(([key, name, departement, aliases = []]) =>
      school(key, name, departement, [...aliases, ...inEnglish([name, ...aliases])]),
    ),
    ...ACADEMIES.map(([name, departement]) => {
      const of = /^[AEIOU]|^Orl/.test(name) ? `d'${name}` : `de ${name}`;
      const key = name.normalize("NFD").replace(/\p{M}/gu, "").replace(/ /g, "-").toLowerCase();
      const aliases = [`Rectorat ${of}`, `Rectorat de l'académie ${of}`, `Académie ${name}`];
      return school(`ac-${key}`, `Académie ${of}`, departement, aliases);
    }),
  ];
}

/** "Université de Poitiers" is "University of Poitiers" and "Poitiers University". */
const inEnglish = (names: readonly string[]): string[] =>
  names.flatMap((name) => {
    const place = /^Université (?:de |d'|du )(?!la |l')(.+)$/.exec(name)?.[1];
    return place === undefined ? [] : [`University of ${place}`, `${place} University`];
  });

const school = (key: string, name: string, departement: string, aliases: readonly string[]): Body => ({
  id: `school:${key}`,
  name,
  kind: "school",
  code: null,
  siren: null,
  departement,
  population: null,
  aliases,
});
