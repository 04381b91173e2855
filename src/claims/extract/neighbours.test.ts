import { describe, expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import { openExtraction } from "./index.ts";

/** Whose word it is: of the body that was hit, of another beside it, or of nobody. */

const read = openExtraction(openGazetteer());
const HIT = {
  fr: "La mairie de Niort a été victime d'une cyberattaque lundi.",
  en: "The town hall of Niort was hit by a cyberattack on Monday.",
};
const CLAIM = {
  fr: "Le groupe NoName057(16) a revendiqué lundi une cyberattaque contre la ville de Troyes.",
  en: "The group NoName057(16) claimed a cyberattack on the city of Troyes on Monday.",
};
const stancesOf = (text: string): string[] =>
  read({ text, source: "x" }).attacks.flatMap(({ statements }) => statements.map(({ stance }) => stance));

describe("that nothing happened is not said of who was hit", () => {
  test.each([
    ["fr", "La commune voisine, qui partage ses serveurs, n'a constaté aucun incident."],
    ["fr", "Les autres communes de l'agglomération n'ont pas été touchées."],
    ["fr", "Les mairies alentour n'ont relevé aucune anomalie."],
    ["fr", "L'hôpital n'a constaté aucune perturbation."],
    ["en", "The neighbouring intercommunal authority, which shares its servers, said it saw no disruption."],
    ["en", "The surrounding urban community said it had seen no trace of the attackers."],
    ["en", "The other towns of the area said they had not been affected."],
    ["en", "No attack on the local airport has been reported."],
    ["en", "Passport applications are not affected as they are run by the State."],
  ] as const)("%s: %s", (lang, sentence) => {
    expect(stancesOf(`${HIT[lang]} ${sentence}`)).not.toContain("no-incident");
  });

  test.each([
    ["fr", "La mairie n'a constaté aucun incident."],
    ["en", "The city said it had not noticed any disruption."],
  ] as const)("but by itself it is: %s: %s", (lang, sentence) => {
    expect(stancesOf(`${CLAIM[lang]} ${sentence}`)).toContain("no-incident");
  });
});

describe("what a group does as a rule confirms nothing", () => {
  test.each([
    ["fr", "Les attaques de ce groupe causent rarement des dégâts durables."],
    ["fr", "Ce type d'attaque ne dure généralement que quelques heures."],
    ["fr", "Une liste diffusée sur Telegram cite le site de la ville de Troyes."],
    ["en", "The group's attacks usually last a few hours and cause no lasting damage."],
    ["en", "NoName057(16) struck again on Monday."],
    ["en", "A list posted on X named the website of the city of Troyes."],
  ] as const)("%s: %s", (lang, sentence) => {
    const stances = stancesOf(`${CLAIM[lang]} ${sentence}`);
    expect(stances).toContain("claims");
    expect(stances).not.toContain("confirms");
  });
});

describe("plain words for what was taken", () => {
  test.each([
    ["fr", "Les pirates sont repartis avec 30 gigaoctets de fichiers."],
    ["fr", "Les coordonnées bancaires de 3 000 parents se retrouvent dans la nature."],
    ["fr", "Des fiches de paie et des passeports ont fini sur Internet."],
    ["en", "The bank details of 3,000 parents are now in the hands of criminals."],
  ] as const)("%s: %s", (lang, sentence) => {
    const stances = stancesOf(`${HIT[lang]} ${sentence}`);
    expect(stances).toContain("data-stolen");
    expect(stances).not.toContain("restored");
  });
});

describe("plain words for a denial", () => {
  test.each([
    ["fr", "À Troyes, pas le moindre hoquet."],
    ["fr", "La mairie de Troyes parle d'une fable."],
    ["en", "The city of Troyes called the list pure fantasy."],
    ["en", "In Troyes, the day was as dull as ever."],
  ] as const)("%s: %s", (lang, sentence) => {
    expect(stancesOf(`${CLAIM[lang]} ${sentence}`).join(" ")).toMatch(/denies|no-incident/);
  });
});

test("what a dateline's sentence only supposes is no confirmation", () => {
  const lead =
    "PARIS, June 24 (Reuters) - Websites of the cities of Nantes and Tours were intermittently unavailable on Tuesday in an apparent denial-of-service attack.";
  const stances = stancesOf(`${lead} The pro-Russian group NoName057(16) claimed it.`);
  expect(stances).toContain("intermittent");
  expect(stances).toContain("claims");
  expect(stances).not.toContain("confirms");
});

test.each([
  [
    "en",
    'Troyes confirmed that its site was targeted. "We have not recorded any incident," said a spokesperson for Sens.',
  ],
  [
    "fr",
    "Troyes confirme avoir été visée. « Nous n'avons relevé aucun incident », indique une porte-parole de Sens.",
  ],
] as const)("who is quoted is whose spokesperson speaks: %s", (lang, sentence) => {
  const claim = {
    fr: "Le groupe NoName057(16) a revendiqué lundi des attaques contre les villes de Troyes et de Sens.",
    en: "The group NoName057(16) claimed attacks on the cities of Troyes and Sens on Monday.",
  };
  const { attacks } = read({ text: `${claim[lang]} ${sentence}`, source: "x" });
  const denying = attacks.filter(({ statements }) =>
    statements.some(({ stance }) => stance === "no-incident"),
  );
  expect(denying.map(({ body }) => body.name)).toEqual(["Sens"]);
});

test.each([
  [
    "en",
    "claimed a cyberattack on Laval and the Mayenne department on Monday. Laval said its site was never down, while the department stated that no attack had been detected.",
  ],
  [
    "fr",
    "a revendiqué lundi une attaque contre Laval et le département de la Mayenne. Le site de Laval était inaccessible, et le département n'a constaté aucun incident.",
  ],
] as const)("a common noun takes its turn beside one name: %s", (lang, rest) => {
  const { attacks } = read({
    text: `${lang === "fr" ? "Le groupe" : "The group"} NoName057(16) ${rest}`,
    source: "x",
  });
  const quiet = attacks.filter(({ statements }) => statements.some(({ stance }) => stance === "no-incident"));
  expect(quiet.map(({ body }) => body.kind)).toEqual(["departement"]);
});
