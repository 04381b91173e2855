import { describe, expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import { openExtraction } from "./index.ts";

const read = openExtraction(openGazetteer());
const attacked = (text: string): string =>
  read({ text })
    .attacks.map(({ body }) => body.name)
    .sort()
    .join(" + ");

/** Who was attacked, and a text that names others beside. */
type Case = readonly [names: string, text: string];

const SPEAKERS: readonly Case[] = [
  [
    "Centre hospitalier de Lens",
    "L'ARS des Hauts-de-France a annoncé mardi que le centre hospitalier de Lens avait été victime d'une cyberattaque.",
  ],
  ["ARS Hauts-de-France", "L'ARS des Hauts-de-France a annoncé mardi avoir été victime d'une cyberattaque."],
  [
    "Cahors",
    "La mairie de Cahors a été victime d'une cyberattaque lundi. Selon l'Anssi, 10 % des victimes de rançongiciels sont des collectivités.",
  ],
  [
    "Lille + Roubaix",
    "Websites of the towns of Lille and Roubaix were knocked offline by a cyberattack on Monday, the Hauts-de-France regional prefecture said.",
  ],
];

const OLDER: readonly Case[] = [
  [
    "Nevers",
    "The city of Nevers was hit by ransomware on Tuesday. The incident follows attacks that paralysed cities such as Angers and Lille.",
  ],
  [
    "Dax",
    "La ville de Dax a été victime d'une cyberattaque lundi, comme celles qui avaient mis à genoux Lille et Angers.",
  ],
  [
    "Dax",
    "The town hall in Dax was hit by a ransomware attack on Monday, weeks after a similar attack that crippled the towns of Pau and Tarbes.",
  ],
  [
    "Troyes",
    "La ville de Troyes a été victime d'une cyberattaque lundi. À Romilly-sur-Seine, où l'on craignait d'être les suivants, les agents ont changé leurs mots de passe.",
  ],
];

const MEMBERS_AND_FIRMS: readonly Case[] = [
  [
    "CU du Grand Reims",
    "The Grand Reims urban authority was hit by ransomware on Monday. In the member town of Fismes, staff are working on paper.",
  ],
  ["SDIS du Var", "The Var department's fire and rescue service was hit by a cyberattack on Monday."],
  [
    "CU du Grand Poitiers",
    "La communauté urbaine du Grand Poitiers a été frappée lundi par un rançongiciel. Les mairies de Chauvigny et de Lusignan, membres de l'intercommunalité, fonctionnent en mode dégradé.",
  ],
  [
    "",
    "Clermont-Ferrand parts maker hit by ransomware\n\nProduction at the plant stopped on Monday after hackers encrypted its servers.",
  ],
  ["", "The cloud host OVHcloud was hit by a DDoS attack on Monday, it said."],
  [
    "",
    "Cyberattaque : la SNCF visée\n\nLe site de la SNCF a été victime d'une attaque par déni de service lundi.",
  ],
  ["", "Small French hospital hit by ransomware\n\nA cyberattack hit a small French hospital on Monday."],
  [
    "",
    "Hackers knock out the town hall of Lyon. The website is down, and the mayor is asked to pay. The computer game, out on Monday, was made by a Grenoble studio.",
  ],
];

const TOWNS: readonly Case[] = [
  [
    "Nevers",
    "Nevers said a contractor's account let hackers encrypt the servers of the town of Nevers on Monday.",
  ],
  ["Lille", "Cyberattack: Lille blames its supplier\n\nThe city of Lille was hit by ransomware on Monday."],
  [
    "",
    "À 8 h 30 mercredi, les écrans de la mairie de Quimper deviennent noirs : un rançongiciel a chiffré les serveurs. Le site est coupé. À 17 heures, le rideau tombe : l'attaque n'existait que sur le papier.",
  ],
];

const ORGANISATIONS: readonly Case[] = [
  ["Port de Sète", "Le port de Sète a été victime d'une cyberattaque lundi. Son site est inaccessible."],
  [
    "Académie de Rennes",
    "The Rennes education authority was hit by a cyberattack on Monday. The data of pupils was stolen.",
  ],
  [
    "OPT-NC",
    "New Caledonia's post and telecommunications office was hit by a massive cyberattack on Monday.",
  ],
  ["Province Sud", "Nouvelle-Calédonie : le site de la province Sud piraté lundi par des pirates."],
  [
    "Province Sud + Province des îles Loyauté",
    "Les sites de la province Sud et de la province des Îles ont été attaqués lundi par des pirates en Nouvelle-Calédonie.",
  ],
  [
    "SDIS du Var",
    "Cyberattaque contre le Sdis du Var\n\nLe service départemental d'incendie et de secours (Sdis) du Var a été visé lundi par un rançongiciel.",
  ],
  ["CU Angers Loire Métropole", "Le site d'Angers Loire Métropole a été attaqué mardi par des pirates."],
  ["Colmar", "Le site de la ville de Colmar a été piraté lundi."],
  [
    "CA Tarbes-Lourdes-Pyrénées + Tarbes",
    "Le site de la ville de Tarbes a été défiguré lundi par des pirates. Le même message a été visible sur le site de la communauté d'agglomération Tarbes-Lourdes-Pyrénées.",
  ],
];

describe("who stands beside the news is not accused", () => {
  test.each(SPEAKERS)("speaks of others: %s: %s", (names, text) => {
    expect(attacked(text)).toBe(names);
  });
  test.each(OLDER)("older cases: %s: %s", (names, text) => {
    expect(attacked(text)).toBe(names);
  });
  test.each(TOWNS)("a town, or nobody: %s: %s", (names, text) => {
    expect(attacked(text)).toBe(names);
  });
  test.each(MEMBERS_AND_FIRMS)("members and firms: %s: %s", (names, text) => {
    expect(attacked(text)).toBe(names);
  });
});

describe("bodies that are no town", () => {
  test.each(ORGANISATIONS)("%s: %s", (names, text) => {
    expect(attacked(text)).toBe(names);
  });
});
