import { describe, expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import type { AttackType } from "../reading.ts";
import { openExtraction } from "./index.ts";

const read = openExtraction(openGazetteer());

/** What is said of the town of Agen, and which kind of attack it tells of. */
const SAID: readonly (readonly [type: AttackType, text: string])[] = [
  ["ransomware", "La ville d'Agen a été touchée par un logiciel de rançon qui a chiffré ses serveurs."],
  [
    "ransomware",
    "The town of Agen was hit by a cyberattack. Criminals locked its files and are demanding payment in cryptocurrency.",
  ],
  [
    "ransomware",
    "La ville d'Agen a été victime d'une cyberattaque. Aucune demande de rançon n'a été reçue, mais les données sont chiffrées.",
  ],
  [
    "unspecified",
    "La ville d'Agen a été victime d'une cyberattaque. « Nous ignorons s'il y aura une rançon », dit le maire.",
  ],
  [
    "unspecified",
    "La ville d'Agen a été victime d'une cyberattaque. Rien n'indique que des données aient été volées.",
  ],
  [
    "unspecified",
    "La ville d'Agen a été victime d'une cyberattaque. Aucun élément ne permet, à ce stade, d'affirmer que des données auraient été dérobées.",
  ],
  [
    "data-leak",
    "La mairie d'Agen visée par une revendication. Un pirate réclame 800 dollars pour un fichier de 42 000 habitants, mis en vente sur un forum.",
  ],
  [
    "data-leak",
    "La ville d'Agen a été piratée : les coordonnées de 3 000 usagers se retrouvent sur le dark web.",
  ],
  [
    "data-leak",
    "Hackers claimed on Monday that the customer database of the town of Agen had been pilfered. Nothing indicates that its servers were breached.",
  ],
  [
    "ransomware",
    "La mairie d'Agen a été victime d'une cyberattaque lundi.\n\nLes équipes sont mobilisées. Un rançongiciel s'était propagé dans la nuit.",
  ],
  [
    "intrusion",
    "La ville d'Agen a été visée par une cyberattaque. Une tentative d'intrusion a été repérée sur son réseau.",
  ],
  ["ddos", "Agen's city website was knocked offline by a cyberattack that buried it in bogus requests."],
  [
    "defacement",
    "The website of the town of Agen was hacked; visitors were greeted by a black page with political slogans.",
  ],
  [
    "defacement",
    "Le site de la ville d'Agen a été piraté. La page d'accueil affichait un drapeau et un message en turc.",
  ],
];

describe("the kind of an attack", () => {
  test.each(SAID)("%s: %s", (type, text) => {
    expect(read({ text }).attacks.map((attack) => [attack.body.name, attack.type])).toEqual([["Agen", type]]);
  });
});
