import { type Body, type BodyKind, fold } from "../../gazetteer/index.ts";
import type { NamedActor } from "./actors.ts";
import { agreeAll } from "./agreement.ts";
import { backgroundsOf } from "./background.ts";
import { hospitalOf, otherOf, ownHospitals, ownPrefectures } from "./couples.ts";
import type { Header } from "./header.ts";
import type { Head } from "./heads.ts";
import { isTold } from "./hints.ts";
import { hostsIn } from "./hosts.ts";
import { type NameBook, type NameFound, namesIn } from "./names.ts";
import { ATTACKERS, beginsWithAttack, isClaimed, tellingOf } from "./news.ts";
import { officesIn } from "./offices.ts";
import { ministriesIn, organisationsIn } from "./organisations.ts";
import type { Page, Sentence } from "./page.ts";
import { resolveName } from "./resolve.ts";
import { voiceOf } from "./speakers.ts";
import { stancesIn, type Taken, wordsOf } from "./stances.ts";
import { rowsOf } from "./tables.ts";
import { LIST_SHOWS } from "./told-lists.ts";
import type { Naming, Scene } from "./victims.ts";

/** What stands in a text, before anything is decided of it. */

/** A text that names more is a directory. */
export const NAMINGS_MAX = 3_000;

/** Lists of what is no gazetteer name are numbered from here. */
const LISTS_OF_NAMES = 1_000_000;
const SITE: Head = { kinds: [], role: "site", words: /$^/ };

export function sceneOf(
  page: Page,
  book: NameBook,
  { year, publishedAt, noise, over }: Header,
  lang: "fr" | "en",
  actors: readonly NamedActor[],
): Scene {
  const groups = page.sentences.map(({ from, to }) =>
    actors.some((actor) => actor.type !== null && actor.from >= from && actor.from < to),
  );
  const taken = stancesOf(page, noise, lang).map((stances, i) =>
    withClaim(page.sentences[i] as Sentence, stances, actors),
  );
  const shown = shownLists(page, taken, groups);
  const namings = namingsOf(page, book, noise);
  const voice = voiceOf(page);
  const background = backgroundsOf(page.sentences, year, publishedAt);
  const telling = tellingOf(page, background);
  return {
    page,
    namings,
    ofSentence: bySentence(namings, page.sentences.length),
    background,
    taken,
    rows: rowsOf(page, wordsOf(lang), over),
    actorNamed: groups,
    telling,
    opens: over?.attacks === true || beginsWithAttack(page, taken, telling, background),
    told: isTold(page, taken),
    voice,
    claimed:
      voice === "attacker" ||
      over?.actor != null ||
      taken.some(
        (stances, i) =>
          background[i] !== "history" &&
          isClaimed(page, i, stances, groups[i] === true || (groups[i - 1] === true && shown.has(i))),
      ),
  };
}

/** "Its list showed ...", where a group or a claim was spoken of just before: it claims what it shows. */
function shownLists(
  page: Page,
  taken: (readonly Taken[])[],
  groups: readonly boolean[],
): ReadonlySet<number> {
  const shown = new Set<number>();
  page.sentences.forEach(({ plain }, i) => {
    const match = LIST_SHOWS.exec(plain);
    if (match === null || taken[i]?.some(({ stance }) => stance === "claims")) return;
    const of = [i, i - 1, i - 2].some(
      (k) => groups[k] === true || taken[k]?.some(({ stance }) => stance === "claims"),
    );
    if (!of && !ATTACKERS.test(page.sentences[i - 1]?.plain ?? "")) return;
    const to = match.index + match[0].length;
    taken[i] = [...(taken[i] ?? []), { stance: "claims", from: match.index, to, speaker: "attacker" }];
    shown.add(i);
  });
  return shown;
}

/** All names of bodies in a text, each with the body that it means. */
function namingsOf(page: Page, book: NameBook, noise: ReadonlySet<number>): Naming[] {
  const named: { name: NameFound; sentence: number }[] = [];
  let list = 0;
  page.sentences.forEach((sentence, i) => {
    if (noise.has(i) || named.length >= NAMINGS_MAX) return;
    const names = namesOf(page, sentence, book, list);
    list = Math.max(list, ...names.map((name) => name.list % LISTS_OF_NAMES)) + 1;
    for (const name of names) named.push({ name, sentence: i });
  });
  const places = new Set<string>();
  for (const { name } of named) {
    if (NAMESAKE.test(page.plain.slice(Math.max(0, name.from - NAMESAKE_CHARACTERS), name.from))) continue;
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
  agreeAll(namings, page, book);
  return withTheirs(withOthers(namings, page, places, book), page, book, noise);
}

/** "Figeac and its hospital", "the prefecture's website": in a text that names none, that of who was named last. */
function withTheirs(
  namings: readonly Naming[],
  page: Page,
  book: NameBook,
  noise: ReadonlySet<number>,
): Naming[] {
  const { gazetteer } = book;
  const has = (kind: BodyKind) => namings.some(({ body }) => body?.kind === kind);
  const townBefore = (at: number) =>
    namings.findLast(({ body, name }) => body?.kind === "commune" && name.from < at && !name.place)?.body;
  const areaBefore = (at: number) =>
    namings.findLast(({ body, name }) => body?.departement != null && name.from < at)?.body?.departement;
  const found: Naming[] = [];
  const put = (i: number, from: number, to: number, body: Body | undefined) => {
    if (body === undefined) return;
    const name = organisationName(page, from, to, body, LISTS_OF_NAMES * 2 + found.length);
    const { licences } = name;
    found.push({ name, body, candidates: [body], licences, sentence: i, link: "", barred: "" });
  };
  const [hospitals, prefectures] = [!has("hospital"), !has("prefecture")];
  page.sentences.forEach((sentence, i) => {
    if (noise.has(i)) return;
    for (const { from, to } of hospitals ? ownHospitals(sentence) : []) {
      const town = townBefore(sentence.from + from);
      put(
        i,
        sentence.from + from,
        sentence.from + to,
        town == null ? undefined : hospitalOf(town, gazetteer),
      );
    }
    for (const { from, to } of prefectures ? ownPrefectures(sentence) : [])
      put(
        i,
        sentence.from + from,
        sentence.from + to,
        gazetteer.byId(`prefecture:${areaBefore(sentence.from + from)}`),
      );
  });
  return [...namings, ...found].sort((x, y) => x.name.from - y.name.from);
}

/** A body that is none of the book's names, where it stands. */
const organisationName = (page: Page, from: number, to: number, body: Body, list: number): NameFound => ({
  from,
  to,
  start: from,
  folded: page.plain.slice(from, to),
  written: page.original.slice(page.at(from), page.at(to)),
  bodies: [body],
  head: null,
  tailed: false,
  licences: ["organisation"],
  place: false,
  departement: null,
  list,
});

/** "la commune du même nom en Seine-Saint-Denis" is where the other one lies. */
const NAMESAKE =
  /(?:meme nom|homonym\w*|namesake|same name|not (?:to be confused|the)|a ne pas confondre)[^.;]{0,50}$/;
const NAMESAKE_CHARACTERS = 80;

/** Where one name stands for a town and for the body around it, each of them. */
function withOthers(
  namings: readonly Naming[],
  page: Page,
  places: ReadonlySet<string>,
  book: NameBook,
): Naming[] {
  return namings.flatMap((naming) => {
    const name = otherOf(naming.name, page, book.gazetteer);
    if (name === undefined) return [naming];
    const { body, candidates, licences } = resolveName(name, page, places, book.gazetteer);
    if (body === null || body.id === naming.body?.id) return [naming];
    return [naming, { ...naming, name, body, candidates, licences: [...name.licences, ...licences] }];
  });
}

/** The names of one sentence: of the book, of organisations by their pattern, and by host. */
function namesOf(page: Page, sentence: Sentence, book: NameBook, listFrom: number): NameFound[] {
  const organisations = [
    ...ministriesIn(sentence, (name) => book.gazetteer.named(fold(name))[0]),
    ...officesIn(page, sentence, (name) => book.gazetteer.named(name)[0]),
    ...organisationsIn(page, sentence, (written) => listed(book, written)),
  ];
  const names = namesIn(page, sentence, book, listFrom).filter(
    (name) => !organisations.some(({ from, to }) => name.from < to && name.to > from),
  );
  const hosts = hostsIn(sentence, book.gazetteer).filter(
    ({ from, to }) => !names.some((name) => name.from < to && name.to > from),
  );
  let list = Math.max(listFrom, ...names.map((name) => name.list));
  const shared = ++list + LISTS_OF_NAMES;
  for (const { from, to, body } of organisations)
    names.push(
      organisationName(page, from, to, body, body.kind === "ministry" ? shared : ++list + LISTS_OF_NAMES),
    );
  for (const { from, to, body } of hosts) {
    const name = organisationName(page, from, to, body, ++list + LISTS_OF_NAMES);
    names.push({ ...name, folded: fold(body.name), head: SITE, licences: ["host"] });
  }
  return names.sort((a, b) => a.from - b.from);
}

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

/** What a known group does when it claims. */
const CLAIMS =
  /^[^.;]{0,70}?(?<![a-z])(?:publi\w+|post(?:e|es|ed|s)|diffus\w+|annonc\w+|list(?:e|es|ed|s)|lach\w+|met(?:tent)? en ligne|mis en ligne|affich\w+|cit(?:e|es|ent)|ajout\w+|added|adds|promi\w+|promet|menac\w+|threat\w+|said|says|wrote|claim\w*|named|names|announc\w+|declar\w+|assur\w+|affirm\w+|pretend\w*|epingl\w+|revendiqu\w+|s'en pren\w*|exig\w+|demand\w*|donne|boast\w*|attribu\w+)(?![a-z])/;

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

const LISTED_KINDS: ReadonlySet<string> = new Set(["hospital", "school", "company", "other"]);

/** The body of the book that an organisation is, under one of the forms that its name takes. */
function listed(book: NameBook, written: string): Body | undefined {
  const folded = fold(written);
  const place =
    /^(.*?)(?: ?(?:university|public|regional|general))? ?hospital (?:in|of|on) (?:the )?(.+)$/.exec(folded);
  const fire =
    /^(?:departmental )?fire (?:and rescue )?(?:services?|department|brigade) (?:of|in|for) (?:the )?(?:department of (?:the )?)?(.+)$/.exec(
      folded,
    )?.[1] ??
    /^(.+?) (?:departmental )?(?:fire (?:and rescue )?(?:services?|department|brigade)|firefighters)$/.exec(
      folded,
    )?.[1];
  const forms =
    fire !== undefined
      ? [`${fire} fire service`]
      : place === null
        ? [folded, folded.replace(/^pompiers /, "sapeurs pompiers ")]
        : [
            folded,
            `${place[1]} hospital`.trim(),
            `${place[2]} hospital`,
            `hopital de ${place[2]}`,
            `hopital d'${place[2]}`,
            `centre hospitalier de ${place[2]}`,
            `chu de ${place[2]}`,
          ];
  for (const form of forms) {
    const found = book.gazetteer.named(form).find(({ kind }) => LISTED_KINDS.has(kind));
    if (found !== undefined) return found;
  }
  // "Pierre-Oudot hospital in Bourgoin-Jallieu" has a name of its own.
  if (!/^(?:|an?|the|main|local|only|largest)$/.test(place?.[1] ?? "")) return undefined;
  const seat = place?.[2] ?? /^(?:the )?(.+?) (?:public |regional |general )?hospital$/.exec(folded)?.[1];
  const town =
    seat === undefined ? undefined : book.gazetteer.named(seat).find(({ kind }) => kind === "commune");
  return town === undefined || (town.population ?? 0) < HOSPITAL_POPULATION_MIN
    ? undefined
    : hospitalOf(town, book.gazetteer);
}

/** A smaller place has none, and its name is another word. */
const HOSPITAL_POPULATION_MIN = 3_000;
