import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { pressTexts } from "../../test/support/press/corpus.ts";
import { PAGE_STYLES } from "../../test/support/press/pages.ts";
import { openGazetteer } from "../gazetteer/index.ts";
import { openExtraction } from "./extract/index.ts";
import { readBytes } from "./read/index.ts";
import type { Reading } from "./reading.ts";

/** What a house's typography, a keyboard or another list of towns changes must not change what is read. */

/** One choice of towns for all machines: what is found once is found again. */
const SEED = 20_241_231;

const gazetteer = openGazetteer();
const read = openExtraction(gazetteer);
const texts = pressTexts("dev");

/** Bodies, types and stances of a reading, in no order. */
function gist({ attacks }: Reading): string[] {
  return attacks
    .flatMap(({ body, type, statements }) => [
      `${body.id} ${type}`,
      ...statements.map(({ stance, speaker }) => `${body.id} ${stance} ${speaker}`),
    ])
    .filter((line, i, all) => all.indexOf(line) === i)
    .sort();
}

const ids = (reading: Reading): string[] => [...new Set(reading.attacks.map(({ body }) => body.id))].sort();
const readingOf = (text: string): Reading => read({ text });

describe("typography changes nothing", () => {
  const changes: [string, (text: string) => string][] = [
    ["curly apostrophes", (text) => text.replaceAll("'", "’")],
    ["straight apostrophes", (text) => text.replaceAll("’", "'")],
    ["French quotes for others", (text) => text.replace(/["“]([^"“”\n]*)["”]/g, "« $1 »")],
    ["English quotes for French ones", (text) => text.replace(/« ?([^«»\n]*?) ?»/g, "“$1”")],
    ["no-break spaces", (text) => text.replace(/ (?=[;:!?»])/g, "\u202f").replace(/« /g, "«\u00a0")],
    ["line ends of another system", (text) => text.replaceAll("\n", "\r\n")],
    ["decomposed accents", (text) => text.normalize("NFD")],
    ["spaces at the ends of lines", (text) => text.replaceAll("\n", "  \n")],
    ["three dots in one", (text) => text.replaceAll("...", "…")],
  ];
  test.each(changes)("%s", (_, change) => {
    for (const { id, content } of texts) {
      expect(gist(readingOf(change(content))), id).toEqual(gist(readingOf(content)));
    }
  });
});

test("a page around a text, with other attacks in its boxes, changes nobody who is attacked", () => {
  const others = [
    "Guingamp : la mairie victime à son tour d'un rançongiciel",
    "Hackers claim attack on the city of Cahors",
  ];
  const styles = Object.values(PAGE_STYLES);
  const plain = texts.filter(
    ({ content }) => content.length > 400 && !/&#?\w+;|Guingamp|Cahors/.test(content),
  );
  plain.forEach(({ id, content }, i) => {
    const [title = "", ...paragraphs] = content.split(/\n{2,}/).map((each) => each.trim());
    const style = styles[i % styles.length];
    const page = style?.({ title: title.replaceAll("\n", " ").slice(0, 150), paragraphs }, others) ?? "";
    const [document] = readBytes(new TextEncoder().encode(page), { name: "page.html" });
    const reading = read({ text: document?.text ?? "", title: document?.title ?? "" });
    expect(ids(reading), id).toEqual(ids(readingOf(content)));
  });
});

test("without its accents a text attacks nobody else", () => {
  for (const { id, content } of texts) {
    const plain = content.normalize("NFD").replace(/\p{M}/gu, "");
    const before = ids(readingOf(content));
    expect(
      ids(readingOf(plain)).filter((one) => !before.includes(one)),
      id,
    ).toEqual([]);
  }
});

/** Towns of some size whose name is no other body's and no word: what a list in a dispatch is made of. */
const towns = [...gazetteer.names()].flatMap(([, bodies]) => {
  const [only] = bodies;
  const fits =
    bodies.length === 1 &&
    only?.kind === "commune" &&
    (only.population ?? 0) >= 30_000 &&
    /^\p{Lu}\p{L}{4,}$/u.test(only.name);
  return fits ? [only] : [];
});
const someTowns = (min: number, max: number) =>
  fc.uniqueArray(fc.constantFrom(...towns), { minLength: min, maxLength: max, selector: ({ id }) => id });
const listed = (names: readonly string[], and: string) =>
  names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(", ")} ${and} ${names.at(-1)}`;

describe("any towns, in any order", () => {
  test("there are many to choose from", () => expect(towns.length).toBeGreaterThan(100));

  test("a French list that is claimed, and some that answer", () => {
    fc.assert(
      fc.property(someTowns(3, 9), fc.constantFrom("villes", "mairies", "communes"), (list, head) => {
        const names = list.map(({ name }) => name);
        const text = `Des sites visés\n\nParis (AFP) - Le groupe NoName057(16) a revendiqué mardi des attaques par déni de service contre les sites des ${head} de ${listed(names, "et")}, mais ils étaient toujours accessibles mardi à 16 heures.\n`;
        const reading = readingOf(text);
        expect(ids(reading)).toEqual(list.map(({ id }) => id).sort());
        for (const { statements, type, actor } of reading.attacks) {
          expect(statements.map(({ stance }) => stance).sort()).toEqual(["accessible", "claims"]);
          expect([type, actor]).toEqual(["ddos", "NoName057(16)"]);
        }
      }),
      { numRuns: 60, seed: SEED },
    );
  });

  test("an English list, with one that cannot be reached and one that saw nothing", () => {
    fc.assert(
      fc.property(someTowns(4, 8), (list) => {
        const names = list.map(({ name }) => name);
        const [down, quiet] = list;
        if (down === undefined || quiet === undefined) return;
        const text = `Hackers claim attacks\n\nPARIS (AFP) - Pro-Russian hackers claimed denial-of-service attacks on Tuesday on the websites of the cities of ${listed(names, "and")}.\n\nThe website of the city of ${down.name} was down at midday. The city of ${quiet.name} said it had not noticed any incident.\n`;
        const reading = readingOf(text);
        expect(ids(reading)).toEqual(list.map(({ id }) => id).sort());
        const stancesOf = (id: string) =>
          reading.attacks.find(({ body }) => body.id === id)?.statements.map(({ stance }) => stance) ?? [];
        expect(stancesOf(down.id)).toContain("inaccessible");
        expect(stancesOf(quiet.id)).toContain("no-incident");
        for (const { id } of list.slice(2)) expect(stancesOf(id)).toEqual(["claims"]);
      }),
      { numRuns: 60, seed: SEED },
    );
  });

  test("a town's own words, whichever the town", () => {
    const sentences: [string, string][] = [
      ["La Ville de $ a été victime d'une cyberattaque dans la nuit de lundi à mardi.", "confirms"],
      [
        "La ville de $ a indiqué n'avoir constaté aucun incident après la cyberattaque revendiquée mardi contre son site.",
        "no-incident",
      ],
      [
        "La mairie de $ dément avoir été victime d'une cyberattaque, pourtant revendiquée par des pirates.",
        "denies",
      ],
      [
        "Visé par une attaque DDoS, le site de la ville de $ est inaccessible depuis ce matin.",
        "inaccessible",
      ],
      ["Le site de la ville de $, visé mardi par une attaque DDoS, est rétabli.", "restored"],
      ["The city of $ said it was the victim of a cyberattack on Tuesday.", "confirms"],
      ["The city of $ denied that it had been hit by the cyberattack claimed on Telegram.", "denies"],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...towns), fc.constantFrom(...sentences), (town, [sentence, stance]) => {
        const reading = readingOf(`${sentence.replace("$", town.name)}\n`);
        expect(ids(reading), sentence).toEqual([town.id]);
        expect(
          reading.attacks[0]?.statements.map((one) => one.stance),
          sentence,
        ).toContain(stance as never);
      }),
      { numRuns: 150, seed: SEED },
    );
  });
});

describe("what is no attack stays none, whichever the towns", () => {
  const sentences = [
    "L'attaque de $ a fait plier la défense de € dimanche : le gardien était inaccessible.",
    "La ville de $ organise jeudi un atelier sur les cyberattaques à la médiathèque de €.",
    "Expert en cybersécurité à $, il conseille la commune de € et rappelle que les rançongiciels visent toutes les mairies.",
    "La ville de $ a simulé une cyberattaque lors d'un exercice organisé avec la préfecture à €.",
    "Attackers from $ broke through the defence of € in the last minute.",
    "The city of $ will spend two million euros on backups, as € did last year.",
  ];
  test("sport, advice, experts, exercises, budgets", () => {
    fc.assert(
      fc.property(someTowns(2, 2), fc.constantFrom(...sentences), ([one, other], sentence) => {
        const text = sentence.replace("$", one?.name ?? "").replace("€", other?.name ?? "");
        expect(ids(readingOf(`${text}\n`)), text).toEqual([]);
      }),
      { numRuns: 150, seed: SEED },
    );
  });
});

test("a slip of the keyboard in a word that is no name accuses nobody else", () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(), ({ content, id }, wordSeed, letterSeed) => {
      const words = [...content.matchAll(/(?<=[a-zéè,] )\p{Ll}{5,}(?=[ .,])/gu)];
      const word = words[wordSeed % Math.max(words.length, 1)];
      if (word === undefined) return;
      const place = word.index + 1 + (letterSeed % (word[0].length - 2));
      const swapped =
        content.slice(0, place) + content[place + 1] + content[place] + content.slice(place + 2);
      const before = ids(readingOf(content));
      const after = ids(readingOf(swapped));
      expect(
        after.filter((one) => !before.includes(one)),
        `${id}: ${word[0]}`,
      ).toEqual([]);
    }),
    { numRuns: 200, seed: SEED },
  );
});
