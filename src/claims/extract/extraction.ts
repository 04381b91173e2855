import type { Body, Gazetteer } from "../../gazetteer/index.ts";
import type { DocumentText, Mention, ReadBody, Reading, Stance, Unresolved } from "../reading.ts";
import { ATTACKS_MAX, CANDIDATES_MAX, EXTRACTOR_VERSION, TEXT_CHARACTERS_MAX } from "../reading.ts";
import { actorsIn, type NamedActor } from "./actors.ts";
import { isStrong } from "./attack-words.ts";
import { isOtherGenre, isOtherTitle } from "./genres.ts";
import { isQuiet } from "./gates.ts";
import { mayTell } from "./hints.ts";
import { type Header, headerOf, TITLE_CHARACTERS_MAX } from "./header.ts";
import { languageOf } from "./language.ts";
import { nameBook, type NameBook } from "./names.ts";
import { type Page, readPage } from "./page.ts";
import { framesOf, type Part, partsOf, type Story, together, underTopic } from "./parts.ts";
import { sceneOf } from "./scene.ts";
import { statementsOf } from "./statements.ts";
import type { Victim } from "./spoken.ts";
import { linkVictims, type Scene } from "./victims.ts";

export type Extraction = (document: DocumentText) => Reading;

/** Prepares the reading of many documents with one gazetteer. */
export function openExtraction(gazetteer: Gazetteer): Extraction {
  const book = nameBook(gazetteer);
  return (document) => read(document, book);
}

const books = new WeakMap<Gazetteer, NameBook>();

/** Reads one document. Never fails: what cannot be read gives a reading without attacks. */
export function readText(document: DocumentText, gazetteer: Gazetteer): Reading {
  let book = books.get(gazetteer);
  if (book === undefined) {
    book = nameBook(gazetteer);
    books.set(gazetteer, book);
  }
  return read(document, book);
}

function read(document: DocumentText, book: NameBook): Reading {
  const { text, offset } = withTitle(document);
  const page = readPage(text);
  const lang = document.lang === "en" || document.lang === "fr" ? document.lang : languageOf(page.plain);
  const header = headerOf(page, document);
  const parts = partsOf(page);
  const stories =
    parts.length === 0
      ? [storyOf(page, header, lang, book)]
      : framesOf(page, header, parts).map((frame, i) => storyOf((parts[i] as Part).page, frame, lang, book));
  const { attacks, unresolved, background } = together(stories);
  return {
    version: EXTRACTOR_VERSION,
    lang,
    title: header.title,
    publishedAt: header.publishedAt,
    agency: document.agency ?? header.agency,
    publisher: document.publisher ?? null,
    attacks: attacks
      .slice(0, ATTACKS_MAX)
      .map((attack) => ({ ...attack, statements: inText(attack.statements, offset) })),
    unresolved: inText(unresolved, offset),
    background: inText(background, offset),
    names: header.names,
    numbers: header.numbers,
    hosts: header.hosts,
  };
}

/** One story: the whole of most texts, a part of a collection. */
function storyOf(page: Page, header: Header, lang: "fr" | "en", book: NameBook): Story {
  const actors = actorsIn(
    page.plain,
    (place) => /\p{Lu}/u.test(page.original[page.at(place)] ?? ""),
    (from, to) => page.original.slice(page.at(from), page.at(to)),
  );
  const said = isSaid(page, actors) || header.over?.attacks === true;
  const scene = (said || mayTell(page)) && isNews(page) ? sceneOf(page, book, header, lang, actors) : null;
  if (scene === null || !(said || scene.told) || isQuiet(scene))
    return { attacks: [], unresolved: [], background: [] };
  const victims = victimsOf(scene);
  const found = victims.size === 0 ? [] : statementsOf(scene, victims, { lang, actors, header });
  const hurt = found.some(({ statements }) => statements.some(({ stance }) => !UNHURT.has(stance)));
  return {
    attacks: hurt ? found.map((attack) => underTopic(attack, header.over)) : [],
    unresolved: unresolvedOf(scene),
    background: backgroundMentions(scene, victims),
  };
}

/** A title that is given beside the text is read before it; `offset` is how far the text is moved by that. */
function withTitle({ text, title }: DocumentText): { text: string; offset: number } {
  const body = text.slice(0, TEXT_CHARACTERS_MAX);
  const head = (title ?? "").trim().slice(0, TITLE_CHARACTERS_MAX);
  if (head === "" || body.trimStart().startsWith(head)) return { text: body, offset: 0 };
  const before = `${head}\n\n`;
  return { text: before + body, offset: before.length };
}

/** Spans are places in the text: what stands in a title beside it has none. */
function inText<T extends { readonly span: readonly [number, number] }>(
  all: readonly T[],
  offset: number,
): T[] {
  if (offset === 0) return [...all];
  return all.flatMap((one) =>
    one.span[0] < offset ? [] : [{ ...one, span: [one.span[0] - offset, one.span[1] - offset] }],
  );
}

/** Where nothing else is said of anybody, those asked were customers or neighbours of who was hit. */
const UNHURT: ReadonlySet<Stance> = new Set(["no-incident", "data-safe", "accessible"]);

/** A word or a group that stands for an attack on computers. */
const isSaid = (page: Page, actors: readonly NamedActor[]): boolean =>
  page.sentences.some(({ plain }) => isStrong(plain)) || actors.some(({ type }) => type !== null);

/** Of a genre that may report an attack. */
function isNews(page: Page): boolean {
  if (isOtherTitle(page.sentences[0]?.plain ?? "")) return false;
  return !isOtherGenre(
    page.sentences
      .slice(0, 3)
      .map(({ plain }) => plain)
      .join(" "),
  );
}

export function victimsOf(scene: Scene): Map<string, Victim> {
  linkVictims(scene);
  const victims = new Map<string, Victim>();
  for (const naming of scene.namings) {
    if (naming.link === "" || naming.body === null) continue;
    const known = victims.get(naming.body.id);
    if (known !== undefined) known.namings.push(naming);
    else victims.set(naming.body.id, { body: toReadBody(naming.body), namings: [naming] });
  }
  return victims;
}

export function toReadBody(body: Body): ReadBody {
  const { id, name, kind, code, siren, departement } = body;
  return { id, name, kind, code, siren, departement, listed: !/^[a-z]+:x-/.test(id) };
}

function unresolvedOf(scene: Scene): Unresolved[] {
  const { page } = scene;
  return scene.namings
    .filter((naming) => naming.body === null && naming.link !== "")
    .slice(0, ATTACKS_MAX)
    .map(({ name, candidates }) => {
      const span = [page.at(name.from), page.at(name.to)] as const;
      return {
        name: name.written,
        why: candidates.length > 1 ? "homonyms" : "unknown",
        quote: page.original.slice(...span),
        span,
        candidates: candidates.slice(0, CANDIDATES_MAX).map(({ id }) => id),
      };
    });
}

function backgroundMentions(scene: Scene, victims: ReadonlyMap<string, Victim>): Mention[] {
  const seen = new Set<string>();
  const found: Mention[] = [];
  for (const naming of scene.namings) {
    const { body, barred, name } = naming;
    if (body === null || victims.has(body.id) || seen.has(body.id) || found.length >= ATTACKS_MAX) continue;
    seen.add(body.id);
    const why =
      barred === "place" || barred === "speaker" || barred === "history" || barred === "authority"
        ? barred
        : "other";
    found.push({ body: toReadBody(body), why, span: [scene.page.at(name.from), scene.page.at(name.to)] });
  }
  return found;
}
