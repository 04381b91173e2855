import type { Gazetteer } from "../gazetteer/index.ts";
import type { Journal, NewEntry } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Clock } from "../kernel/clock.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { DocumentRow, ReadOutcome } from "./answers.ts";
import {
  attacksOf,
  documentEntries,
  documentIdOf,
  givenHead,
  instantOf,
  oneLine,
  ownKeys,
  type ReadDocument,
  statementsOf,
  unresolvedOf,
} from "./entries.ts";
import {
  type AttackRead,
  DOCUMENTS_MAX,
  NAME_CHARACTERS_MAX,
  type NamedBody,
  TARGETS_PER_DOCUMENT_MAX,
  type TargetListing,
} from "./events.ts";
import {
  type Member,
  type Placed,
  type Print,
  placeOf,
  printOf,
  storiesOf,
  storyPrint,
  undatedWhen,
} from "./join/index.ts";
import { attacksOfDocument, documentCount, documentRow, statementsOfDocument } from "./look-documents.ts";
import { membersNear } from "./members.ts";
import type { DocumentInput } from "./read/document-input.ts";
import type { Attack as AttackInText, DocumentText, ReadBody, Reading, ReadTime } from "./reading.ts";
import type { TextStore } from "./text-store.ts";
import { bareHost } from "./verdict.ts";

/** One act: a document is read, joined to what is there, and written. */

export type ReadingDesk = {
  readonly journal: Pick<Journal, "query" | "appendAll">;
  readonly clock: Clock;
  readonly texts: TextStore;
  gazetteer(): Pick<Gazetteer, "byId">;
  extract(document: DocumentText): Reading;
  /** Whose site a host is, and whether that is certain; undefined when nobody's that we know. */
  bodyOfHost(host: string): HostOwner | undefined;
};

export type HostOwner = { readonly body: NamedBody; readonly sure: boolean };

export type Given = {
  readonly input: DocumentInput;
  readonly exercise: boolean;
  /** A person says to which event it belongs. */
  readonly event: string | undefined;
};

/** Reads and joins; writes nothing. The entries of it can be written as long as nothing else was written in between. */
export function prepare(desk: ReadingDesk, { input, exercise, event }: Given): ReadDocument {
  const { text, kind } = input;
  const reading = withListed(desk, readingOf(desk, input), input);
  const url = webAddress(input.url);
  const source = { text, publisher: reading.publisher, url };
  const document = documentIdOf(source);
  const publishedAt = instantOf(input.publishedAt ?? reading.publishedAt);
  const print = printAt(
    { ...reading, publishedAt: datedAt(kind, publishedAt, desk.clock.now()) },
    text,
    desk.clock.now(),
  );
  const members = membersNear(desk.journal, print, exercise);
  const joined = placeOf(print, members, ownKeys(document));
  const placed: Placed = event === undefined ? joined : { ...joined, event, eventScore: 1 };
  const attacks = placedAttacks(reading, (story) =>
    story.place === 0 ? placed.event : storyEvent(story, { print, members, document }),
  );
  const bodies = new Set(attacks.map(({ body }) => body.id));
  return {
    document,
    kind,
    text,
    title: reading.title,
    publisher: reading.publisher,
    agency: reading.agency,
    lang: reading.lang,
    url,
    publishedAt,
    extractor: reading.version,
    given: givenHead(input),
    placed,
    print,
    attacks,
    statements: statementsOf(reading, document, bodies),
    unresolved: unresolvedOf(reading, (id) => desk.gazetteer().byId(id)),
    targets: targetsIn(desk, input),
  };
}

/** A post or a list is of the day on which it is found: it is passed on while it is new. An article may be of any year. */
export function datedAt(
  kind: DocumentInput["kind"],
  publishedAt: string | null,
  foundMs: number,
): string | null {
  return publishedAt ?? (kind === "article" ? null : new Date(foundMs).toISOString());
}

/** Attacks of one document that belong together. `place` 0 is its main story. */
export type Story = { readonly place: number; readonly attacks: readonly AttackInText[] };

/** The attacks of a document, each with the event of its story. */
export function placedAttacks(reading: Reading, eventOf: (story: Story) => string): AttackRead[] {
  const events = new Map<number, string>();
  storiesOf(reading.attacks).forEach((places, place) => {
    const event = eventOf({ place, attacks: places.flatMap((one) => reading.attacks[one] ?? []) });
    for (const one of places) events.set(one, event);
  });
  return attacksOf(reading, (place) => events.get(place) ?? "");
}

/** The event of a story that is told besides the main one. */
export function storyEvent(
  { place, attacks }: Story,
  { print, members, document }: { print: Print; members: readonly Member[]; document: string },
): string {
  const told = { ...print, ...storyPrint(attacks, print.publishedMs), sketch: [] };
  return placeOf(told, members, ownKeys(document, place)).event;
}

/** @param foundMs when the document was read here: what says no time is of about then */
export function printAt(reading: Reading, text: string, foundMs: number): Print {
  const print = printOf(reading, text);
  const undated = !print.whenSaid && print.publishedMs === null;
  return undated ? { ...print, when: undatedWhen(foundMs) } : print;
}

const nowText = ({ clock }: Pick<ReadingDesk, "clock">): string => new Date(clock.now()).toISOString();

const URL_CHARACTERS_MAX = 500;

/** What a page says of its own address becomes a link here: nothing but http and https, and never cut. */
export function webAddress(said: string | undefined): string | null {
  if (said === undefined || said.length > URL_CHARACTERS_MAX || !URL.canParse(said)) return null;
  const { protocol, href } = new URL(said);
  const isWeb = protocol === "https:" || protocol === "http:";
  return isWeb && href.length <= URL_CHARACTERS_MAX ? href : null;
}

export function readingOf(desk: Pick<ReadingDesk, "extract">, input: DocumentInput): Reading {
  const { text, title, publishedAt, lang, publisher, url, agency } = input;
  const reading = desk.extract({
    text,
    ...(title === undefined ? {} : { title }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(lang === undefined ? {} : { lang }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(url === undefined ? {} : { source: url }),
  });
  return {
    ...reading,
    title: oneLine(title ?? reading.title, NAME_CHARACTERS_MAX),
    publisher: publisher ?? reading.publisher,
    agency: agency ?? reading.agency,
  };
}

/** A host on an attacker's list is a claim against the body whose site it is. */
export function withListed(
  desk: Pick<ReadingDesk, "bodyOfHost">,
  reading: Reading,
  input: DocumentInput,
): Reading {
  const { hosts = [], kind } = input;
  const known = new Set(reading.attacks.map(({ body }) => body.id));
  const added: AttackInText[] = [];
  for (const { host, at } of hosts.slice(0, TARGETS_PER_DOCUMENT_MAX)) {
    const owner = desk.bodyOfHost(host);
    if (owner === undefined || known.has(owner.body.id)) continue;
    const { body, sure } = owner;
    known.add(body.id);
    added.push({
      body: { ...body, siren: null, listed: true } satisfies ReadBody,
      type: mainTypeOf(reading) ?? "ddos",
      actor: reading.attacks.find(({ actor }) => actor !== null)?.actor ?? null,
      when: listedDay(at),
      services: [],
      statements: [],
      doubt: sure ? (kind === "list" ? 0.1 : 0.2) : 0.5,
      evidence: ["host"],
    });
  }
  return added.length === 0 ? reading : { ...reading, attacks: [...reading.attacks, ...added] };
}

/** A list says from when on; who follows it attacks all day. */
function listedDay(at: string | undefined): ReadTime | null {
  const instant = instantOf(at);
  if (instant === null) return null;
  const day = instant.slice(0, 10);
  return { from: day, to: day, precision: "day", zone: null };
}

const mainTypeOf = ({ attacks }: Reading): AttackRead["type"] | undefined =>
  attacks.find(({ type }) => type !== "unspecified")?.type;

/** Host and time, and nothing else that the list may hold. */
function targetsIn(desk: ReadingDesk, { hosts = [] }: DocumentInput): TargetListing[] {
  const seen = new Set<string>();
  return hosts
    .slice(0, TARGETS_PER_DOCUMENT_MAX)
    .map(({ host, at }) => ({
      host: oneLine(host.toLowerCase(), 253),
      at: instantOf(at),
      body: desk.bodyOfHost(host)?.body.id ?? null,
    }))
    .filter(({ host }) => host !== "" && !seen.has(bareHost(host)) && seen.add(bareHost(host)));
}

/**
 * Reads one document and writes it, with its text on disk before the entries that cite it. The same document again writes
 * nothing. A document that cannot be read is refused in its outcome, so that the others of one file are read.
 * @param write false only looks
 */
export function readOne(desk: ReadingDesk, given: Given, actor: Actor, write: boolean): ReadOutcome {
  let read: ReadDocument;
  try {
    read = prepare(desk, given);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusedOutcome(given.input, error);
  }
  const known = documentRow(desk.journal, read.document);
  if (known !== undefined) return knownOutcome(desk, read, known);
  if (write) {
    const refusal = writeRead(desk, read, actor, given.exercise);
    if (refusal !== undefined) return refusedOutcome(given.input, refusal);
  }
  return outcomeOf(desk, read);
}

/** The text first, then what was made of it, in one transaction. Gives the Refusal of a register that is full. */
function writeRead(
  desk: ReadingDesk,
  read: ReadDocument,
  actor: Actor,
  exercise: boolean,
): Refusal | undefined {
  if (documentCount(desk.journal) >= DOCUMENTS_MAX) return tooManyDocuments();
  desk.texts.keep(read.text);
  desk.journal.appendAll(documentEntries(read).map((said): NewEntry => ({ actor, ...said, exercise })));
  return undefined;
}

/**
 * Reads one item of a feed, which nobody chose: it is kept only when it tells of an attack, and then all of it waits for a
 * person. Gives the events that it tells of; none when nothing was written. Throws Refusals.
 */
export function readFound(desk: ReadingDesk, input: DocumentInput, actor: Actor): string[] {
  const read = prepare(desk, { input, exercise: false, event: undefined });
  if (read.attacks.length === 0 && read.unresolved.length === 0) return [];
  if (documentRow(desk.journal, read.document) !== undefined) return [];
  const attacks = asFound(read.attacks);
  const refusal = writeRead(desk, { ...read, attacks, given: { ...read.given, feed: true } }, actor, false);
  if (refusal !== undefined) throw refusal;
  return [...new Set([read.placed.event, ...attacks.map(({ event }) => event)])];
}

/** Doubt of what came by a feed, at least: it waits in the queue. */
const FOUND_DOUBT = 0.3;

export function asFound(attacks: readonly AttackRead[]): AttackRead[] {
  return attacks.map((attack) => ({
    ...attack,
    doubt: Math.max(attack.doubt, FOUND_DOUBT),
    evidence: ["feed", ...attack.evidence].slice(0, 12),
  }));
}

function tooManyDocuments(): Refusal {
  return new Refusal(
    "register-full",
    `The register holds ${DOCUMENTS_MAX} documents, the most that it takes.`,
    "claims",
    "Keep this data folder as an archive and begin a new one.",
  );
}

function outcomeOf(desk: ReadingDesk, read: ReadDocument): ReadOutcome {
  const { document, kind, title, publisher, publishedAt, lang, placed, targets } = read;
  const own = ownKeys(document);
  const at = publishedAt ?? nowText(desk);
  return {
    document,
    kind,
    title,
    publisher,
    publishedAt,
    lang,
    known: false,
    older: false,
    event: placed.event,
    dispatch: placed.dispatch,
    joined: placed.event !== own.event,
    attacks: read.attacks.map((attack) => ({ ...attack, document, review: null, read: null })),
    statements: read.statements.map((statement) => ({
      ...statement,
      document,
      publisher,
      at: statement.at ?? at,
      atOfDocument: statement.at === null,
      review: null,
      read: null,
    })),
    unresolved: [...read.unresolved],
    targets: targets.slice(0, TARGETS_SHOWN_MAX),
    targetsMore: Math.max(0, targets.length - TARGETS_SHOWN_MAX),
    refused: null,
  };
}

const TARGETS_SHOWN_MAX = 200;

/** As it stands now, reviews included: not as the extractor of today would read it. */
function knownOutcome(desk: ReadingDesk, read: ReadDocument, row: DocumentRow): ReadOutcome {
  const { journal } = desk;
  const { event, dispatch } = row;
  return {
    ...outcomeOf(desk, read),
    known: true,
    older: row.extractor !== oneLine(read.extractor, 20),
    event,
    dispatch,
    joined: event !== ownKeys(read.document).event,
    attacks: attacksOfDocument(journal, read.document),
    statements: statementsOfDocument(journal, read.document),
  };
}

function refusedOutcome(input: DocumentInput, refusal: Refusal): ReadOutcome {
  const { code, what, remedy } = refusal;
  return {
    document: "",
    kind: input.kind,
    title: oneLine(input.title ?? "", NAME_CHARACTERS_MAX),
    publisher: input.publisher === undefined ? null : oneLine(input.publisher, NAME_CHARACTERS_MAX),
    publishedAt: instantOf(input.publishedAt),
    lang: oneLine(input.lang ?? "", 8),
    known: false,
    older: false,
    event: "",
    dispatch: "",
    joined: false,
    attacks: [],
    statements: [],
    unresolved: [],
    targets: [],
    targetsMore: 0,
    refused: { code, what, remedy },
  };
}
