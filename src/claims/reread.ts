import { fold } from "../gazetteer/index.ts";
import type { NewEntry } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import type { Attack, Statement } from "./answers.ts";
import {
  type ClaimsSaid,
  type Findings,
  findingEntries,
  oneLine,
  statementsOf,
  unresolvedOf,
} from "./entries.ts";
import type { AttackRead, StatementRead, UnresolvedName } from "./events.ts";
import {
  attacksOfDocument,
  type DocumentFacts,
  lastStatementNumber,
  statementsOfDocument,
  targetsOf,
} from "./look-documents.ts";
import { membersNear } from "./members.ts";
import type { DocumentInput } from "./read/document-input.ts";
import {
  asFound,
  datedAt,
  placedAttacks,
  printAt,
  readingOf,
  type ReadingDesk,
  storyEvent,
  withListed,
} from "./read-document.ts";
import { notFound } from "./review.ts";

/**
 * One act: a document that is there is read again by the extractor of today. What it sees differently is written; what it no
 * longer sees is withdrawn and kept as an earlier finding. What a person decided stands over both.
 */

/** What stands of a document. `names`: all, also those that a person settled. */
export type Standing = {
  readonly attacks: readonly Attack[];
  readonly statements: readonly Statement[];
  readonly names: readonly (UnresolvedName & { readonly state: string })[];
  /** The highest number that one of its statements ever had. */
  readonly lastStatement: number;
};

export type Differences = {
  readonly withdrawn: { attacks: string[]; statements: string[]; names: string[] };
  readonly found: Findings;
};

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

/** What is to be withdrawn of what stands, and to be written of what is read today; all lists are empty when nothing differs. */
export function differences(standing: Standing, today: Findings): Differences {
  const attacks = attackDifferences(standing, today.attacks);
  const told = new Set(standing.attacks.map(({ body }) => body.id));
  for (const id of attacks.withdrawn) told.delete(id);
  for (const { body } of attacks.found) told.add(body.id);
  const statements = statementDifferences(standing, today.statements, told);
  const names = nameDifferences(standing, today.unresolved);
  return {
    withdrawn: { attacks: attacks.withdrawn, statements: statements.withdrawn, names: names.withdrawn },
    found: { attacks: attacks.found, statements: statements.found, unresolved: names.found },
  };
}

type Part<T> = { withdrawn: string[]; found: T[] };

/** Bodies about which a person decided: as they stand, and as the machine had read them. */
function decidedBodies({ attacks }: Standing): Set<string> {
  const reviewed = attacks.filter(({ review }) => review !== null);
  return new Set(reviewed.flatMap(({ body, read }) => (read === null ? [body.id] : [body.id, read.body.id])));
}

function attackDifferences(standing: Standing, today: readonly AttackRead[]): Part<AttackRead> {
  const decided = decidedBodies(standing);
  const open = new Map(
    standing.attacks.filter(({ review }) => review === null).map((attack) => [attack.body.id, attack]),
  );
  const found: AttackRead[] = [];
  const kept = new Set<string>();
  for (const read of today) {
    const { body } = read;
    if (decided.has(body.id)) continue;
    const there = open.get(body.id);
    // Whichever event a document was moved to, what stands in it stays there.
    const placed = there === undefined ? read : { ...read, event: there.event };
    if (there !== undefined && isSame(readOf(there), placed)) kept.add(body.id);
    else found.push(placed);
  }
  return { withdrawn: [...open.keys()].filter((id) => !kept.has(id)), found };
}

function readOf({ body, event, type, actor, when, services, doubt, evidence }: Attack): AttackRead {
  return { body, event, type, actor, when, services, doubt, evidence };
}

function statementDifferences(
  { attacks, statements, lastStatement }: Standing,
  today: readonly StatementRead[],
  told: ReadonlySet<string>,
): Part<StatementRead> {
  const corrected = new Map(
    attacks.flatMap(({ body, read }) => (read === null ? [] : [[read.body.id, body.id]])),
  );
  const reviewed = statements.filter(({ review }) => review !== null);
  const open = statements.filter(({ review }) => review === null);
  const kept = new Set<string>();
  const found: StatementRead[] = [];
  for (const one of today) {
    const named = one.bodies.map((id) => corrected.get(id) ?? id).filter((id) => told.has(id));
    const statement = { ...one, bodies: [...new Set(named)] };
    if (statement.bodies.length === 0 || reviewed.some((there) => isDecided(there, statement))) continue;
    const there = open.find((two) => isSame(saidOf(two), saidOf(statement)));
    if (there !== undefined) kept.add(there.id);
    else
      found.push({
        ...statement,
        id: `${one.id.slice(0, one.id.lastIndexOf("-"))}-${lastStatement + found.length + 1}`,
      });
  }
  return { withdrawn: open.map(({ id }) => id).filter((id) => !kept.has(id)), found };
}

/** What makes a statement what it is; `at` only when it was said, not when it is the document's. */
function saidOf(said: StatementRead | Statement) {
  const { bodies, speaker, stance, modality, quote, span, at } = said;
  const own = "atOfDocument" in said && said.atOfDocument ? null : at;
  return { bodies: [...bodies].sort(), speaker, stance, modality, quote, span, at: own };
}

/** These words were looked at: a person's reading of them stands. What was rejected is not offered a second time as the same. */
function isDecided({ span, review, read, speaker, stance }: Statement, now: StatementRead): boolean {
  if (span === null || !isSame(span, now.span)) return false;
  if (review?.decision !== "rejected") return true;
  const was = read ?? { speaker, stance };
  return was.speaker === now.speaker && was.stance === now.stance;
}

function nameDifferences(standing: Standing, today: readonly UnresolvedName[]): Part<UnresolvedName> {
  const decided = decidedBodies(standing);
  const there = new Map(standing.names.map((name) => [fold(name.name), name]));
  const kept = new Set<string>();
  const found: UnresolvedName[] = [];
  for (const name of today) {
    const old = there.get(fold(name.name));
    if (old === undefined) {
      if (!name.candidates.some(({ id }) => decided.has(id))) found.push(name);
    } else if (old.state === "open") {
      const { state: _, ...was } = old;
      if (isSame(was, name)) kept.add(old.name);
      else found.push(name);
    }
  }
  const open = standing.names.filter(({ state }) => state === "open").map(({ name }) => name);
  return { withdrawn: open.filter((name) => !kept.has(name)), found };
}

export type Reread =
  /** The text is not on this machine, or is no longer what it was. */
  | { readonly outcome: "no-text" }
  /** It reads as it did; that it was looked at is not written yet. */
  | { readonly outcome: "same"; readonly extractor: string }
  | { readonly outcome: "changed"; readonly events: readonly string[] };

type Line = { facts: string; event: string; at: string; exercise: number };

/** Reads one document again and writes what differs, in one transaction. Throws the Refusal "not-found". */
export function rereadOne(desk: ReadingDesk, document: string, actor: Actor): Reread {
  const { journal } = desk;
  const [line] = journal.query<Line>(
    "SELECT facts, event, at, exercise FROM claims_documents WHERE document = ?",
    document,
  );
  if (line === undefined) throw notFound("There is no such document.", document);
  const facts = { ...(JSON.parse(line.facts) as DocumentFacts), event: line.event };
  const text = desk.texts.text(facts.sha256);
  if (text === undefined) return { outcome: "no-text" };
  const standing = standingOf(desk, document);
  const { extractor, ...today } = readToday(
    desk,
    { facts, text, at: line.at, exercise: line.exercise === 1 },
    standing,
  );
  const { withdrawn, found } = differences(standing, today);
  if ([...Object.values(withdrawn), ...Object.values(found)].every((list) => list.length === 0)) {
    return { outcome: "same", extractor };
  }
  const head: ClaimsSaid = {
    kind: "claims.document-reread",
    subject: facts.event,
    body: {
      document,
      extractor,
      before: facts.extractor,
      withdrawn,
      attacks: today.attacks.length,
      statements: today.statements.length,
      unresolved: today.unresolved.length,
    },
  };
  journal.appendAll(
    [head, ...findingEntries(facts.event, document, found)].map(
      (said): NewEntry => ({ actor, ...said, exercise: line.exercise === 1 }),
    ),
  );
  const gone = new Set(withdrawn.attacks);
  const events = [
    facts.event,
    ...standing.attacks.filter(({ body }) => gone.has(body.id)).map(({ event }) => event),
    ...found.attacks.map(({ event }) => event),
  ];
  return { outcome: "changed", events: [...new Set(events)] };
}

function standingOf({ journal }: ReadingDesk, document: string): Standing {
  return {
    attacks: attacksOfDocument(journal, document),
    statements: statementsOfDocument(journal, document),
    names: journal
      .query<{ unresolved: string; state: string }>(
        "SELECT unresolved, state FROM claims_names WHERE document = ? ORDER BY name",
        document,
      )
      .map(({ unresolved, state }) => ({ ...(JSON.parse(unresolved) as UnresolvedName), state })),
    lastStatement: lastStatementNumber(journal, document),
  };
}

type Kept = { facts: DocumentFacts; text: string; at: string; exercise: boolean };

function readToday(
  desk: ReadingDesk,
  { facts, text, at, exercise }: Kept,
  standing: Standing,
): Findings & { extractor: string } {
  const { document } = facts;
  const input = inputOf(desk, facts, text);
  const reading = withListed(desk, readingOf(desk, input), input);
  const foundMs = Date.parse(at);
  const dated = datedAt(facts.kind, facts.publishedAt, foundMs);
  const print = printAt({ ...reading, publishedAt: dated }, text, foundMs);
  const members = membersNear(desk.journal, print, exercise, document);
  const eventOf = new Map(standing.attacks.map(({ body, event }) => [body.id, event]));
  const attacks = placedAttacks(reading, (story) => {
    if (story.place === 0) return facts.event;
    const there = story.attacks.flatMap(({ body }) => eventOf.get(body.id) ?? []);
    return there[0] ?? storyEvent(story, { print, members, document });
  });
  return {
    attacks: facts.given?.feed === true ? asFound(attacks) : attacks,
    statements: statementsOf(reading, document, new Set(attacks.map(({ body }) => body.id))),
    unresolved: unresolvedOf(reading, (id) => desk.gazetteer().byId(id)),
    extractor: oneLine(reading.version, 20),
  };
}

const HOSTS_MAX = 2_000;

/** What was given when it was read first. Of what was read before that was kept, the head stands for it. */
function inputOf({ journal }: ReadingDesk, facts: DocumentFacts, text: string): DocumentInput {
  const { kind, publisher, agency, url, document } = facts;
  const hosts = targetsOf(journal, document, HOSTS_MAX).map(({ host, at }) =>
    at === null ? { host } : { host, at },
  );
  return {
    kind,
    text,
    ...headGiven(facts, text),
    ...(publisher === null ? {} : { publisher }),
    ...(agency === null ? {} : { agency }),
    ...(url === null ? {} : { url }),
    hosts,
  };
}

function headGiven(
  facts: DocumentFacts,
  text: string,
): Pick<DocumentInput, "title" | "publishedAt" | "lang"> {
  const { feed: _, ...head } = facts.given ?? headOf(facts, text);
  return head;
}

/** A title that stands in the text was read in it; a date is of the day that it was in France. */
function headOf({ title, publishedAt }: DocumentFacts, text: string): NonNullable<DocumentFacts["given"]> {
  const begins = oneLine(text.slice(0, 1_000), 1_000).startsWith(title.replace(/…$/, ""));
  return {
    ...(begins ? {} : { title }),
    ...(publishedAt === null ? {} : { publishedAt: FRENCH_DAY.format(Date.parse(publishedAt)) }),
  };
}

/** YYYY-MM-DD. */
const FRENCH_DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short" });
