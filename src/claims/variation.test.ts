import { describe, expect, setDefaultTimeout, test } from "bun:test";
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
/** Share of texts, or of lists of towns, that a change may leave otherwise read: the rules follow marks that it takes away. */
const SHARE_MIN = 0.95;

/** Each test reads all texts several times over, on machines that may have other work. */
setDefaultTimeout(120_000);

const gazetteer = openGazetteer();
const read = openExtraction(gazetteer);
const texts = pressTexts("dev");

/** Bodies, types and stances of a reading, in no order. */
function gist({ attacks }: Reading): string[] {
  return attacks
    .flatMap(({ body, type, statements }) => [
      `${body.id} ${type}`,
      ...statements.map(({ stance }) => `${body.id} ${stance}`),
    ])
    .filter((line, i, all) => all.indexOf(line) === i)
    .sort();
}

const ids = (reading: Reading): string[] => [...new Set(reading.attacks.map(({ body }) => body.id))].sort();
const readingOf = (text: string): Reading => read({ text });

/** Throws with the cases that do not hold when they are too many. */
function expectShare<Case>(
  cases: readonly Case[],
  nameOf: (one: Case) => string,
  holds: (one: Case) => boolean,
): void {
  const failed = cases.filter((one) => !holds(one));
  expect(1 - failed.length / cases.length, failed.map(nameOf).join("\n")).toBeGreaterThanOrEqual(SHARE_MIN);
}

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
    expectShare(
      texts,
      ({ id }) => id,
      ({ content }) => gist(readingOf(change(content))).join() === gist(readingOf(content)).join(),
    );
  });
});

test("a page around a text, with other attacks in its boxes, changes nobody who is attacked", () => {
  const others = [
    "Guingamp : la mairie victime à son tour d'un rançongiciel",
    "Hackers claim attack on the city of Cahors",
  ];
  const styles = Object.values(PAGE_STYLES);
  // With a title of its own, that a page has too.
  const plain = texts.filter(
    ({ content }) =>
      content.length > 400 && /^.{1,150}\n{2}/.test(content) && !/&#?\w+;|Guingamp|Cahors/.test(content),
  );
  const readings = plain.map(({ id, content }, i) => {
    const [title = "", ...paragraphs] = content.split(/\n{2,}/).map((each) => each.trim());
    const style = styles[i % styles.length];
    const page = style?.({ title, paragraphs }, others) ?? "";
    const [document] = readBytes(new TextEncoder().encode(page), { name: "page.html" });
    const inPage = read({ text: document?.text ?? "", title: document?.title ?? "" });
    return { id, inPage: ids(inPage), alone: ids(readingOf(content)) };
  });
  for (const { id, inPage, alone } of readings) {
    expect(
      inPage.filter((one) => !alone.includes(one)),
      id,
    ).toEqual([]);
  }
  expectShare(
    readings,
    ({ id }) => id,
    ({ inPage, alone }) => inPage.join() === alone.join(),
  );
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
const sampleOf = (min: number, max: number, numRuns: number) =>
  fc.sample(
    fc.uniqueArray(fc.constantFrom(...towns), { minLength: min, maxLength: max, selector: ({ id }) => id }),
    { numRuns, seed: SEED },
  );
type Towns = ReturnType<typeof sampleOf>[number];
const listed = (names: readonly string[], and: string) =>
  names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(", ")} ${and} ${names.at(-1)}`;
const namesOf = (list: Towns): string => list.map(({ name }) => name).join(", ");
const idsOf = (list: Towns): string =>
  list
    .map(({ id }) => id)
    .sort()
    .join();

describe("any towns, in any order", () => {
  test("there are many to choose from", () => expect(towns.length).toBeGreaterThan(100));

  test.each(["villes", "mairies", "communes"])("a French list of %s that is claimed and answers", (head) => {
    expectShare(sampleOf(3, 9, 30), namesOf, (list) => {
      const towns = listed(
        list.map(({ name }) => name),
        "et",
      );
      const text = `Des sites visés\n\nParis (AFP) - Le groupe NoName057(16) a revendiqué mardi des attaques par déni de service contre les sites des ${head} de ${towns}, mais ils étaient toujours accessibles mardi à 16 heures.\n`;
      const reading = readingOf(text);
      const rightly = reading.attacks.every(
        ({ statements, type, actor }) =>
          statements
            .map(({ stance }) => stance)
            .sort()
            .join() === "accessible,claims" && `${type} ${actor}` === "ddos NoName057(16)",
      );
      return rightly && ids(reading).join() === idsOf(list);
    });
  });

  test("an English list, with one that cannot be reached and one that saw nothing", () => {
    expectShare(sampleOf(4, 8, 60), namesOf, (list) => {
      const [down, quiet] = list as [Towns[number], Towns[number]];
      const towns = listed(
        list.map(({ name }) => name),
        "and",
      );
      const text = `Hackers claim attacks\n\nPARIS (AFP) - Pro-Russian hackers claimed responsibility for denial-of-service attacks on the websites of the cities of ${towns}.\n\nThe website of the city of ${down.name} was down at midday. The city of ${quiet.name} said it had not noticed any incident.\n`;
      const reading = readingOf(text);
      const stancesOf = (id: string) =>
        reading.attacks.find(({ body }) => body.id === id)?.statements.map(({ stance }) => stance) ?? [];
      return (
        ids(reading).join() === idsOf(list) &&
        stancesOf(down.id).includes("inaccessible") &&
        stancesOf(quiet.id).includes("no-incident") &&
        list.slice(2).every(({ id }) => stancesOf(id).join() === "claims")
      );
    });
  });
});

describe("what is no attack stays none, whichever the towns", () => {
  const sentences = [
    "L'attaque de $ a fait plier la défense de € dimanche : le gardien était inaccessible.",
    "La ville de $ a simulé une cyberattaque lors d'un exercice organisé avec la préfecture à €.",
    "Attackers from $ broke through the defence of € in the last minute.",
    "The city of $ will spend two million euros on backups, as € did last year.",
  ];
  test.each(sentences)("%s", (sentence) => {
    expectShare(sampleOf(2, 2, 20), namesOf, ([one, other]) => {
      const text = sentence.replace("$", one?.name ?? "").replace("€", other?.name ?? "");
      return readingOf(`${text}\n`).attacks.length === 0;
    });
  });
});
