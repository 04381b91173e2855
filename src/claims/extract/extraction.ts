import type { Body, Gazetteer } from "../../gazetteer/index.ts";
import type { DocumentText, Mention, ReadBody, Reading, Unresolved } from "../reading.ts";
import { ATTACKS_MAX, CANDIDATES_MAX, EXTRACTOR_VERSION, TEXT_CHARACTERS_MAX } from "../reading.ts";
import { actorsIn, type NamedActor } from "./actors.ts";
import { isStrong } from "./attack-words.ts";
import { backgroundsOf, isAbroad, isExercise, isNoAttack, isOtherGenre, isOtherTitle } from "./background.ts";
import { type Header, headerOf, TITLE_CHARACTERS_MAX } from "./header.ts";
import type { Head } from "./heads.ts";
import { hostsIn } from "./hosts.ts";
import { languageOf } from "./language.ts";
import { nameBook, type NameBook, type NameFound, namesIn } from "./names.ts";
import { resolveName } from "./resolve.ts";
import { organisationsIn } from "./organisations.ts";
import { type Page, readPage, type Sentence } from "./page.ts";
import { stancesIn, type Taken, wordsOf } from "./stances.ts";
import { statementsOf } from "./statements.ts";
import type { Victim } from "./spoken.ts";
import { voiceOf } from "./speakers.ts";
import { linkVictims, type Naming, type Scene } from "./victims.ts";

export type Extraction = (document: DocumentText) => Reading;

/** Prepares the reading of many documents with one gazetteer. */
export function openExtraction(gazetteer: Gazetteer): Extraction {
  const book = nameBook(gazetteer);
  return (document) => read(document, book);
}

/** Lists of what is no gazetteer name are numbered from here. */
const LISTS_OF_NAMES = 1_000_000;
const SITE: Head = { kinds: [], role: "site", words: /$^/ };

/** A text that names more is a directory. */
export const NAMINGS_MAX = 3_000;

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
  const actors = actorsIn(
    page.plain,
    (place) => /\p{Lu}/u.test(text[page.at(place)] ?? ""),
    (from, to) => text.slice(page.at(from), page.at(to)),
  );
  const scene = isAttackNews(page, actors) ? sceneOf(page, book, header, lang, actors) : null;
  const reading: Reading = {
    version: EXTRACTOR_VERSION,
    lang,
    title: header.title,
    publishedAt: header.publishedAt,
    agency: document.agency ?? header.agency,
    publisher: document.publisher ?? null,
    attacks: [],
    unresolved: [],
    background: [],
    names: header.names,
    numbers: header.numbers,
    hosts: header.hosts,
  };
  if (scene === null || (!scene.claimed && isNoAttack(page.plain))) return reading;
  const victims = victimsOf(scene);
  const attacks = victims.size === 0 ? [] : statementsOf(scene, victims, { lang, actors, header });
  return {
    ...reading,
    attacks: attacks
      .slice(0, ATTACKS_MAX)
      .map((attack) => ({ ...attack, statements: inText(attack.statements, offset) })),
    unresolved: inText(unresolvedOf(scene), offset),
    background: inText(backgroundMentions(scene, victims), offset),
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

export function sceneOf(
  page: Page,
  book: NameBook,
  { year, noise }: Header,
  lang: "fr" | "en",
  actors: readonly NamedActor[],
): Scene {
  const named: { name: NameFound; sentence: number }[] = [];
  let list = 0;
  page.sentences.forEach((sentence, i) => {
    if (noise.has(i) || named.length >= NAMINGS_MAX) return;
    const organisations = organisationsIn(page, sentence, (written) => listed(book, written));
    const names = namesIn(page, sentence, book, list).filter(
      (name) => !organisations.some(({ from, to }) => name.from < to && name.to > from),
    );
    const hosts = hostsIn(sentence, book.gazetteer).filter(
      ({ from, to }) => !names.some((name) => name.from < to && name.to > from),
    );
    for (const { from, to, body } of [...organisations, ...hosts]) {
      const host = hosts.some((one) => one.from === from);
      names.push({
        from,
        to,
        start: from,
        folded: host ? body.name.toLowerCase() : page.plain.slice(from, to),
        written: page.original.slice(page.at(from), page.at(to)),
        bodies: [body],
        head: host ? SITE : null,
        tailed: false,
        licences: [host ? "host" : "organisation"],
        place: false,
        departement: null,
        list: ++list + LISTS_OF_NAMES,
      });
    }
    names.sort((a, b) => a.from - b.from);
    list = Math.max(list, ...names.map((name) => (name.list < LISTS_OF_NAMES ? name.list : 0))) + 1;
    for (const name of names) named.push({ name, sentence: i });
  });
  const groups = page.sentences.map(({ from, to }) =>
    actors.some((actor) => actor.type !== null && actor.from >= from && actor.from < to),
  );
  const taken = stancesOf(page, noise, lang).map((stances, i) =>
    withClaim(page.sentences[i] as Sentence, stances, actors),
  );
  const places = new Set<string>();
  for (const { name } of named) {
    for (const body of name.bodies)
      if (body.kind === "departement" && body.departement !== null) places.add(body.departement);
  }
  const namings = named.map(({ name, sentence }): Naming => {
    if (name.licences.includes("host")) {
      const body = name.bodies[0] ?? null;
      return { name, body, candidates: name.bodies, licences: name.licences, sentence, link: "", barred: "" };
    }
    const { body, candidates, licences } = resolveName(name, page, places, book.gazetteer);
    return {
      name,
      body,
      candidates,
      licences: [...name.licences, ...licences],
      sentence,
      link: "",
      barred: "",
    };
  });
  unite(namings);
  agree(namings);
  return {
    page,
    namings,
    ofSentence: bySentence(namings, page.sentences.length),
    background: backgroundsOf(page.sentences, year),
    taken,
    actorNamed: groups,
    voice: voiceOf(page),
    claimed:
      voiceOf(page) === "attacker" ||
      taken.some(
        (stances, i) =>
          stances.some(({ stance }) => stance === "claims") &&
          (ATTACKERS.test(`${page.sentences[i - 1]?.plain ?? ""} ${page.sentences[i]?.plain ?? ""}`) ||
            groups[i] === true),
      ),
  };
}

/** "la Vienne" is the département all through a text that once called it so; so is a town whose département was given. */
function agree(namings: Naming[]): void {
  const settled = new Map<string, Body>();
  // "Nogent" after "Nogent-sur-Oise".
  const towns = new Map<string, Body>();
  for (const { name, body } of namings)
    if (body?.kind === "commune" && name.folded.includes(" ")) towns.set(name.folded, body);
  for (const { name } of namings) {
    if (name.head !== null || name.departement !== null || settled.has(name.folded)) continue;
    for (const [folded, body] of towns)
      if (folded.startsWith(`${name.folded} `)) settled.set(name.folded, body);
  }
  for (const { name, body } of namings) {
    if (
      body !== null &&
      !settled.has(name.folded) &&
      (name.head?.role === "body" || name.departement !== null)
    )
      settled.set(name.folded, body);
  }
  namings.forEach((naming, i) => {
    const { name, body } = naming;
    const one = settled.get(name.folded);
    if (
      one === undefined ||
      one === body ||
      (!name.bodies.includes(one) && !SHORT(one, name)) ||
      name.departement !== null
    )
      return;
    const own = name.head?.role === "body" && !name.head.kinds.includes(one.kind);
    if (!own) namings[i] = { ...naming, body: one, licences: [...naming.licences, "same name"] };
  });
}

/** One hospital under the longest of its names in the text. */
function unite(namings: Naming[]): void {
  const longest = new Map<string, Body>();
  const key = (body: Body) => body.id.split("-").at(-1) ?? body.id;
  const own = namings.flatMap(({ body }) =>
    body !== null && body.kind === "hospital" && body.id.startsWith("hospital:x-") ? [body] : [],
  );
  for (const body of own) {
    const there = longest.get(key(body));
    if (there === undefined || there.name.length < body.name.length) longest.set(key(body), body);
  }
  namings.forEach((naming, i) => {
    const one =
      naming.body === null || !own.includes(naming.body) ? undefined : longest.get(key(naming.body));
    if (one !== undefined) namings[i] = { ...naming, body: one };
  });
}

const SHORT = (body: Body, { written }: NameFound): boolean => body.name.startsWith(`${written}-`);

function bySentence(namings: readonly Naming[], sentences: number): Naming[][] {
  const found = Array.from({ length: sentences }, (): Naming[] => []);
  for (const naming of namings) found[naming.sentence]?.push(naming);
  return found;
}

function stancesOf(page: Page, noise: ReadonlySet<number>, lang: "fr" | "en"): Taken[][] {
  const words = wordsOf(lang);
  const ddos = DDOS.test(page.plain);
  return page.sentences.map(({ plain }, i) =>
    noise.has(i) || QUESTION.test(plain) ? [] : stancesIn(plain, words, ddos),
  );
}

const ATTACKERS =
  /(?<![a-z])(?:hackers?|pirates?|hacktivist\w*|groupes?|group|gang|crew|collecti(?:f|ve)|cyber\w*|prorusse\w*|pro-russ\w*|attackers?|attaquants?|attaques?|attacks?|activistes?|cibles|targets|escrocs|criminals?|vendeur|seller|actor|internaute|utilisateur|user|forum|telegram|rancon\w*|ransom\w*)(?![a-z])/;
/** What a known group does when it claims. */
const CLAIMS =
  /^[^.;]{0,70}?(?<![a-z])(?:publi\w+|post(?:e|es|ed|s)|diffus\w+|annonc\w+|list(?:e|es|ed|s)|lach\w+|met(?:tent)? en ligne|mis en ligne|affich\w+|cit(?:e|es|ent)|ajout\w+|added|adds|promi\w+|promet|menac\w+|threat\w+|said|says|wrote|claim\w*|named|names|announc\w+|declar\w+|assur\w+|affirm\w+|pretend\w*|exig\w+|demand\w*|donne|boast\w*|attribu\w+)(?![a-z])/;

const LISTS_BEFORE =
  /(?<![a-z])(?:apparai\w+|figur\w+|liste[es]*|inscrit\w*|ajoute[es]*|epingle[es]*|signee?|attribuee? a|vitrine|blog|leak ?site|listed|posted|appear\w*)(?![a-z])[^.;]{0,80}$/;

/** "NoName057(16) vient de lâcher sa liste": a named group that publishes claims. */
function withClaim(
  sentence: Sentence,
  stances: readonly Taken[],
  actors: readonly NamedActor[],
): readonly Taken[] {
  if (stances.some(({ stance }) => stance === "claims")) return stances;
  const actor = actors.find(({ type, from }) => type !== null && from >= sentence.from && from < sentence.to);
  if (actor === undefined) return stances;
  const from = actor.from - sentence.from;
  const before = LISTS_BEFORE.exec(sentence.plain.slice(0, from));
  if (before !== null)
    return [...stances, { stance: "claims", from: before.index, to: from, speaker: "attacker" }];
  const match = CLAIMS.exec(sentence.plain.slice(from));
  if (
    match === null ||
    /(?<![a-z])(?:n'a|n'ont|not|n't|never|pas|yet|soupconn\w+|suspect\w+)(?![a-z])/.test(match[0])
  )
    return stances;
  return [...stances, { stance: "claims", from, to: from + match[0].length, speaker: "attacker" }];
}

/** Who asks says nothing. */
const QUESTION = /\?["')\s]*$/;
const DDOS = /ddos|denis? de service|denial[- ]of[- ]service|noname|satur(?!day|ne)|prorusse|pro-russ/;

function listed(book: NameBook, written: string): Body | undefined {
  const folded = written
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[’]/g, "'")
    .replace(/[^a-z0-9']+/g, " ")
    .trim();
  const place = /^(.*?)(?: ?(?:university|public|regional|general))? ?hospital (?:in|of) (?:the )?(.+)$/.exec(
    folded,
  );
  const forms =
    place === null
      ? [folded]
      : [folded, `${place[1]} hospital`.trim(), `${place[2]} hospital`, `hopital de ${place[2]}`];
  for (const form of forms) {
    const found = book.gazetteer
      .named(form)
      .find(({ kind }) => kind === "hospital" || kind === "school" || kind === "company");
    if (found !== undefined) return found;
  }
  return undefined;
}

function isAttackNews(page: Page, actors: readonly NamedActor[]): boolean {
  const told =
    page.sentences.some(({ plain }) => isStrong(plain)) || actors.some(({ type }) => type !== null);
  if (!told) return false;
  if (isExercise(page.plain) || isAbroad(page.plain) || isOtherTitle(page.sentences[0]?.plain ?? ""))
    return false;
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
