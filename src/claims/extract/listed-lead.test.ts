import { expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import { openExtraction } from "./extraction.ts";

const read = openExtraction(openGazetteer());
const accused = (text: string): string[] =>
  read({ text })
    .attacks.map(({ body }) => body.name)
    .sort();

test("a magazine's story town by town is about all of its lead, whatever span of time that names", () => {
  const french =
    "Ces villes prises en otage par les pirates\n\nBéziers, Vierzon, Cahors, la Creuse : depuis le début de l'année, ces collectivités ont été frappées par des rançongiciels. Enquête.\n\nÀ Béziers, l'attaque est survenue un samedi.\n\nÀ Vierzon, la mairie a refusé de payer la rançon.\n\nÀ Cahors, les services ont rouvert.";
  expect(accused(french)).toEqual(["Béziers", "Cahors", "Creuse", "Vierzon"]);
  const english =
    'When hackers come to town\n\nAlbi, Saumur, Vichy and the Creuse department: in the past twelve months all have been hit by ransomware.\n\nIn Albi, the servers were encrypted on a Saturday night.\n\nIn Saumur, staff went back to pen and paper. "No data was stolen," says the mayor.';
  expect(accused(english)).toEqual(["Albi", "Creuse", "Saumur", "Vichy"]);
});

test("a list of who fears or prepares is none", () => {
  const story = (lead: string) =>
    `Rennes, Lyon, la Creuse : ${lead}. Reportage.\n\nÀ Rennes, les agents suivent une formation contre les rançongiciels.\n\nÀ Lyon, un exercice a lieu chaque année.`;
  expect(accused(story("comment ces collectivités se protègent des cyberattaques"))).toEqual([]);
  expect(accused(story("ces collectivités craignent les cyberattaques"))).toEqual([]);
});

test("the seat of another that speaks is not told to be attacked", () => {
  const text = (seat: string) =>
    `Une cyberattaque a visé plusieurs collectivités lundi. Le groupe NoName057(16) affirme avoir attaqué le site du département de la Savoie et celui de la ville d'Annecy. À Annecy, le site était inaccessible. ${seat}`;
  expect(
    accused(text("À Chambéry, le Département de la Savoie maintient n'avoir subi aucune attaque.")),
  ).toEqual(["Annecy", "Savoie"]);
});
