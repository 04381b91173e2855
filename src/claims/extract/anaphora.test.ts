import { expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import { meantBy, referencesIn } from "./anaphora.ts";
import { openExtraction } from "./index.ts";

/** Bodies that a sentence means without their name. */

const read = openExtraction(openGazetteer());
const FR =
  "Le groupe NoName057(16) a revendiqué mardi des attaques par déni de service contre les sites des villes de Dijon, Brest et Lorient.";
const EN =
  "The group NoName057(16) claimed denial-of-service attacks on Tuesday on the websites of the cities of Dijon, Brest and Lorient.";

/** What is said of each of three towns beside the claim. */
function said(text: string): string[] {
  const { attacks } = read({ text, source: "anaphora" });
  return ["Dijon", "Brest", "Lorient"].map((town) =>
    [
      ...new Set(
        attacks
          .filter(({ body }) => body.name === town)
          .flatMap(({ statements }) => statements.map(({ stance }) => stance))
          .filter((stance) => stance !== "claims" && stance !== "confirms"),
      ),
    ]
      .sort()
      .join(),
  );
}

const CASES: readonly (readonly [string, string, string, string])[] = [
  [
    `${FR} Les deux premières étaient accessibles mercredi. La troisième était hors ligne.`,
    "accessible",
    "accessible",
    "inaccessible",
  ],
  [
    `${EN} The first two went down at noon; no disruption was seen for the third.`,
    "inaccessible",
    "inaccessible",
    "no-incident",
  ],
  [`${EN} The latter two were offline on Wednesday.`, "", "inaccessible", "inaccessible"],
  [`${FR} Aucune des trois n'a constaté d'incident.`, "no-incident", "no-incident", "no-incident"],
  [`${FR} La cité dijonnaise n'a constaté aucun incident.`, "no-incident", "", ""],
  [`${FR} La station balnéaire n'a constaté aucun incident.`, "", "", ""],
  [
    `${EN} "At this point, no data has been stolen," the Paris prosecutor said.`,
    "data-safe",
    "data-safe",
    "data-safe",
  ],
];

for (const [text, ...wanted] of CASES)
  test(text, () => {
    expect(said(text)).toEqual(wanted);
  });

test("a headline's denial is of who denies", () => {
  const { attacks } = read({
    text: "Cyberattaque : Dijon touchée, Brest dément\n\nLe site de la ville de Dijon est hors ligne.",
    source: "h",
  });
  const stances = (town: string) =>
    attacks
      .filter(({ body }) => body.name === town)
      .flatMap(({ statements }) => statements.map(({ stance }) => stance));
  expect(stances("Dijon")).not.toContain("denies");
  expect(stances("Brest")).toEqual(["denies"]);
});

test("a place in a list that is too short means nobody", () => {
  const [third] = referencesIn("la troisieme a dementi");
  expect(third && meantBy(third, [["a", "b"]], ["a", "b"])).toEqual([]);
  expect(third && meantBy(third, [["a", "b", "c"]], [])).toEqual(["c"]);
  expect(referencesIn("c'est la premiere fois, et le premier ministre l'a dit")).toEqual([]);
});
