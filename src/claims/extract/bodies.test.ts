import { describe, expect, test } from "bun:test";
import { idsAttacked } from "./testing/ids-attacked.ts";

/** Which bodies a text tells to be attacked. */
type Case = readonly [ids: string, text: string];

const ORGANISATIONS: readonly Case[] = [
  ["hospital", "Un rançongiciel frappe l'hôpital Saint-Roch à Besançon. Les urgences sont détournées."],
  ["hospital", "Le centre hospitalier de Millau (CHM), à Millau, a été victime d'une cyberattaque lundi."],
  [
    "other:sdis-74",
    "Le service départemental d'incendie et de secours de Haute-Savoie a été victime d'une cyberattaque. Le SDIS 74 a isolé ses serveurs.",
  ],
  [
    "other:sdis-35",
    "Les pompiers d'Ille-et-Vilaine victimes d'une cyberattaque. Le SDIS 35 a porté plainte.",
  ],
  ["other", "L'office public de l'habitat de Dieppe a été victime d'un rançongiciel."],
  ["other", "Le syndicat des eaux de la Vallée de l'Orne a été victime d'une cyberattaque lundi."],
  ["other", "La CPAM de l'Hérault a été victime d'un piratage lundi."],
  ["other", "La chambre de commerce et d'industrie de Nantes a été la cible d'une attaque informatique."],
  ["company", "L'aéroport de Perpignan a été la cible d'une cyberattaque lundi."],
  ["school:univ-limoges", "The University of Limoges was hit by a ransomware attack on Monday."],
  ["prefecture:57", "The website of the Prefecture of the Moselle was taken down by hackers on Monday."],
  [
    "ministry:culture ministry:justice",
    "Le site du ministère de la Culture, comme celui de la Justice, a été la cible d'une attaque DDoS lundi.",
  ],
  ["ministry:interieur", "France's interior ministry said its email servers had been hit by a cyberattack."],
];

const LETTERHEADS: readonly Case[] = [
  [
    "hospital:ch-dax",
    "Centre hospitalier de Dax-Côte d'Argent Information\n\nLe centre hospitalier de Dax a été victime d'une cyberattaque lundi.",
  ],
];

const COUPLES: readonly Case[] = [
  [
    "commune:59350 epci:200093201",
    "La Ville et la Métropole de Lille ont été la cible d'une cyberattaque lundi.",
  ],
  [
    "commune:49007 epci:244900015",
    "La ville d'Angers et son agglomération ont été touchées par une cyberattaque.",
  ],
  ["commune:49007 epci:244900015", "Cyberattaque : la ville et l'agglomération d'Angers paralysées."],
  ["commune:49007", "La ville d'Angers a été touchée par une cyberattaque. Son agglomération l'aide."],
];

const PLACES: readonly Case[] = [
  ["commune:97411", "La mairie de Saint-Denis, à La Réunion, a été victime d'une cyberattaque."],
  [
    "commune:35360",
    "La mairie de Vitré a coupé ses serveurs durant le week-end de la Toussaint, après un piratage.",
  ],
  ["commune:93010", "La mairie de Bondy (Seine-Saint-Denis) a été victime d'une cyberattaque."],
];

const FAR: readonly Case[] = [
  [
    "departement:06 epci:244900015 ministry:culture",
    "Le groupe NoName057(16) a publié sa liste de cibles : angersloiremetropole.fr, departement06.fr et culture.gouv.fr sont inaccessibles.",
  ],
  [
    "commune:33243 commune:40088",
    "Des hackers ont cité lundi neuf sites publics français, dont ils revendiquent l'attaque. À Dax, les services n'ont pas vu la différence. Seule Libourne concède une gêne.",
  ],
  [
    "commune:59295 commune:62119",
    "Hackers flood two town halls\n\nTwo towns in the north - Hazebrouck and Béthune - were offline on Monday after a flood of bogus requests.",
  ],
  [
    "region:44",
    "La région Grand Est a été victime d'une cyberattaque. La direction a coupé les serveurs de Strasbourg, de Metz et de Châlons-en-Champagne.",
  ],
  [
    "commune:74010",
    "Annecy - Des pirates informatiques paralysent la mairie\n\nLe réseau est coupé depuis lundi.",
  ],
  [
    "commune:19031 commune:63113 commune:87085",
    "Hackers named three French towns on Monday. Clermont-Ferrand never went down. Limoges was slow for an hour. Only Brive-la-Gaillarde admits to a hiccup.",
  ],
  [
    "commune:35047",
    "Communiqué\n\nNotre commune a été victime d'une cyberattaque. Nous avons déposé plainte.\n\nLe maire de Bruz",
  ],
  [
    "commune:30007",
    "ALÈS. Attaque. Les services de la Ville sont perturbés depuis jeudi en raison d'une cyberattaque.\n\nUZÈS. Marché. Pas de marché dimanche.",
  ],
];

const UNSAID: readonly Case[] = [
  [
    "commune:08409",
    "Sedan : la mairie au ralenti. Un intrus a eu la main sur les ordinateurs de la mairie de Sedan. Les téléphones sont coupés et des fichiers ont été volés.",
  ],
  [
    "commune:08409",
    "The town of Sedan has been cut off since Monday. Crooks had taken hold of its network, the mayor said. Its phones are down and its website is unavailable.",
  ],
];

const NOBODY: readonly string[] = [
  "Sedan : cambriolage à la mairie. Des ordinateurs ont été volés dans la nuit à la mairie de Sedan. L'accueil est fermé.",
  "La tempête a coupé le téléphone à Sedan. Le site de la ville était inaccessible dimanche, l'hébergeur étant privé d'électricité.",
  "Municipales\n\nÀ Amiens, la liste d'union a revendiqué la victoire. Béziers et Fréjus ne changent pas de main. Le battu dénonce une campagne de piratage de l'opinion. Le site du ministère de l'Intérieur a publié les résultats.",
  "« Nos mairies et nos hôpitaux sont attaqués chaque jour par des pirates informatiques », a déclaré le ministre. Le maire de Colmar était présent.",
  "Le site de Météo-France, submergé par les connexions, ne répondait plus vendredi. « Une simple affluence », selon l'établissement.",
];

describe("who is attacked", () => {
  test.each(ORGANISATIONS)("organisations by their pattern: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(LETTERHEADS)("under their letterhead: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(COUPLES)("a town and the body around it under one name: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(PLACES)("not the place it lies in: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(FAR)("named far from where it is told: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(UNSAID)("attacked in other words: %s: %s", (ids, text) => {
    expect(idsAttacked(text)).toBe(ids);
  });

  test.each(NOBODY)("nobody: %s", (text) => {
    expect(idsAttacked(text)).toBe("");
  });
});
