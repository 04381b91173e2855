import { type Body, fold } from "../gazetteer/index.ts";
import { canonicalJson, sha256Hex } from "../kernel/canonical.ts";
import type { DocumentKind } from "./codes.ts";
import {
  type AttackRead,
  ATTACKS_PER_DOCUMENT_MAX,
  ATTACKS_PER_ENTRY_MAX,
  type ClaimsBody,
  type ClaimsEventKind,
  GIVEN_TITLE_CHARACTERS_MAX,
  NAME_CHARACTERS_MAX,
  type NamedBody,
  QUOTE_CHARACTERS_MAX,
  type SaidTime,
  SERVICES_MAX,
  STATEMENTS_PER_DOCUMENT_MAX,
  STATEMENTS_PER_ENTRY_MAX,
  type StatementRead,
  type TargetListing,
  TARGETS_PER_ENTRY_MAX,
  UNRESOLVED_PER_DOCUMENT_MAX,
  type UnresolvedName,
} from "./events.ts";
import { intervalOf, moment, type Placed, type Print } from "./join/index.ts";
import type { DocumentInput } from "./read/document-input.ts";
import type { ReadBody, Reading, ReadTime } from "./reading.ts";

/** From what was read to what the journal says of it: bounded, and free of what a screen could be misled by. */

/** One entry to be written. subject: the event. */
export type ClaimsSaid = {
  [K in ClaimsEventKind]: { kind: K; subject: string; body: ClaimsBody<K> };
}[ClaimsEventKind];

/** A document with all that was made of it, before it is written. */
export type ReadDocument = {
  readonly document: string;
  readonly kind: DocumentKind;
  readonly text: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly agency: string | null;
  readonly lang: string;
  readonly url: string | null;
  readonly publishedAt: string | null;
  readonly extractor: string;
  readonly given: NonNullable<ClaimsBody<"claims.document-read">["given"]>;
  readonly placed: Placed;
  readonly print: Print;
  readonly attacks: readonly AttackRead[];
  readonly statements: readonly StatementRead[];
  readonly unresolved: readonly UnresolvedName[];
  readonly targets: readonly TargetListing[];
};

/** The same text of the same source is the same document, whoever brings it and how often. */
export function documentIdOf(source: { text: string; publisher: string | null; url: string | null }): string {
  const { text, publisher, url } = source;
  const said = [text, publisher ?? "", url ?? ""].map((part) => part.toWellFormed());
  return `d-${sha256Hex(canonicalJson(said)).slice(0, 16)}`;
}

/** What the source says of the text: the same text with the same head reads the same. */
export function givenHead({
  title,
  publishedAt,
  lang,
}: Pick<DocumentInput, "title" | "publishedAt" | "lang">): ReadDocument["given"] {
  return {
    ...(title === undefined ? {} : { title: oneLine(title, GIVEN_TITLE_CHARACTERS_MAX) }),
    ...(publishedAt === undefined ? {} : { publishedAt: oneLine(publishedAt, 40) }),
    ...(lang === undefined ? {} : { lang: oneLine(lang, 8) }),
  };
}

/** Keys of its own, for a document that joins none. `story` 0 is its main story. */
export function ownKeys(document: string, story = 0): { dispatch: string; event: string } {
  const mark = document.slice(2);
  const event = story === 0 ? mark : sha256Hex(`${mark}/${story}`).slice(0, 16);
  return { dispatch: `p-${mark}`, event: `e-${event}` };
}

const NOT_SHOWN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** What somebody wrote as one line that can be shown: at most `charactersMax` UTF-16 units; "" when nothing is visible. */
export function oneLine(text: string, charactersMax: number): string {
  const plain = text.replace(NOT_SHOWN, " ").replace(/\s+/g, " ").trim();
  const cut = plain.length <= charactersMax ? plain : `${plain.slice(0, charactersMax - 1).trimEnd()}…`;
  const whole = cut.replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, "");
  return VISIBLE.test(whole) ? whole : "";
}

const lineOrNull = (text: string | null | undefined, charactersMax = NAME_CHARACTERS_MAX): string | null =>
  oneLine(text ?? "", charactersMax) || null;

export function namedBody({
  id,
  name,
  kind,
  code,
  departement,
}: Pick<Body | ReadBody, keyof NamedBody>): NamedBody {
  return { id, name: oneLine(name, NAME_CHARACTERS_MAX) || id, kind, code, departement };
}

export function saidTime(time: ReadTime | null): SaidTime | null {
  const interval = time === null ? undefined : intervalOf(time);
  if (time === null || interval === undefined || !isWritable(interval.fromMs, interval.toMs)) return null;
  return {
    from: new Date(interval.fromMs).toISOString(),
    to: new Date(interval.toMs).toISOString(),
    precision: time.precision,
    zone: time.zone,
  };
}

/** Years 1970 to 2200: what lies outside is a misreading. */
function isWritable(...moments: number[]): boolean {
  return moments.every((ms) => ms >= 0 && ms < Date.UTC(2200, 0));
}

/** A time of a document or a list as the journal has it; null for what is none. */
export function instantOf(text: string | null | undefined): string | null {
  const ms = text == null ? undefined : moment(text, null, false);
  return ms === undefined || !isWritable(ms) ? null : new Date(ms).toISOString();
}

export function attacksOf(reading: Reading, eventOf: (place: number) => string): AttackRead[] {
  const seen = new Set<string>();
  return reading.attacks
    .map(
      (attack, place): AttackRead => ({
        body: namedBody(attack.body),
        event: eventOf(place),
        type: attack.type,
        actor: lineOrNull(attack.actor),
        when: saidTime(attack.when),
        services: attack.services.slice(0, SERVICES_MAX).flatMap((service) => lineOrNull(service, 60) ?? []),
        doubt: Math.min(1, Math.max(0, attack.doubt)),
        evidence: attack.evidence.slice(0, 12).map((word) => oneLine(word, 60)),
      }),
    )
    .filter(({ body }) => !seen.has(body.id) && seen.add(body.id))
    .slice(0, ATTACKS_PER_DOCUMENT_MAX);
}

/** One statement about several bodies is one: "mais ils étaient toujours accessibles" of a list of twelve. */
export function statementsOf(
  reading: Reading,
  document: string,
  bodies: ReadonlySet<string>,
): StatementRead[] {
  const found = new Map<string, StatementRead>();
  for (const { body, statements } of reading.attacks) {
    if (!bodies.has(body.id)) continue;
    for (const { stance, speaker, modality, quote, span, at } of statements) {
      const key = [stance, speaker, modality, ...span].join(" ");
      const there = found.get(key);
      if (there !== undefined) {
        if (!there.bodies.includes(body.id)) there.bodies.push(body.id);
        continue;
      }
      if (found.size >= STATEMENTS_PER_DOCUMENT_MAX) continue;
      found.set(key, {
        id: `s-${document.slice(2)}-${found.size + 1}`,
        bodies: [body.id],
        speaker,
        stance,
        modality,
        quote: oneLine(quote, QUOTE_CHARACTERS_MAX),
        span: [span[0], span[1]],
        at: saidTime(at)?.from ?? null,
      });
    }
  }
  return [...found.values()];
}

const CANDIDATES_MAX = 6;

export function unresolvedOf(reading: Reading, byId: (id: string) => Body | undefined): UnresolvedName[] {
  const seen = new Set<string>();
  return reading.unresolved
    .map(({ name, why, quote, candidates }) => ({
      name: oneLine(name, NAME_CHARACTERS_MAX),
      candidates: candidates
        .flatMap((id) => byId(id) ?? [])
        .slice(0, CANDIDATES_MAX)
        .map(namedBody),
      why,
      quote: oneLine(quote, QUOTE_CHARACTERS_MAX),
    }))
    .filter(({ name }) => name !== "" && !seen.has(fold(name)) && seen.add(fold(name)))
    .slice(0, UNRESOLVED_PER_DOCUMENT_MAX);
}

/** The entries of one document, in the order in which they are written: all in one transaction. */
export function documentEntries(read: ReadDocument): ClaimsSaid[] {
  const { document, placed, print, attacks, statements, unresolved, targets } = read;
  const subject = placed.event;
  const head: ClaimsSaid = {
    kind: "claims.document-read",
    subject,
    body: {
      document,
      kind: read.kind,
      sha256: sha256Hex(read.text),
      characters: read.text.length,
      lang: oneLine(read.lang, 8),
      title: oneLine(read.title, NAME_CHARACTERS_MAX),
      publisher: lineOrNull(read.publisher),
      agency: lineOrNull(read.agency),
      url: lineOrNull(read.url, 500),
      publishedAt: read.publishedAt,
      extractor: oneLine(read.extractor, 20),
      given: read.given,
      dispatch: placed.dispatch,
      event: placed.event,
      joined: { dispatch: placed.dispatchScore, event: placed.eventScore },
      attacks: attacks.length,
      statements: statements.length,
      targets: targets.length,
      unresolved: unresolved.length,
      names: print.names.slice(0, 60),
      numbers: print.numbers.slice(0, 60).flatMap((number) => lineOrNull(number, 30) ?? []),
      sketch: [...print.sketch],
    },
  };
  return [
    head,
    ...findingEntries(subject, document, { attacks, statements, unresolved }),
    ...parts(targets, TARGETS_PER_ENTRY_MAX).map(
      (part): ClaimsSaid => ({ kind: "claims.targets-listed", subject, body: { document, targets: part } }),
    ),
  ];
}

export type Findings = Pick<ReadDocument, "attacks" | "statements" | "unresolved">;

/** What was found in a document, in entries that follow the one of its reading. */
export function findingEntries(
  subject: string,
  document: string,
  { attacks, statements, unresolved }: Findings,
): ClaimsSaid[] {
  return [
    ...parts(attacks, ATTACKS_PER_ENTRY_MAX).map(
      (part): ClaimsSaid => ({ kind: "claims.attacks-read", subject, body: { document, attacks: part } }),
    ),
    ...parts(statements, STATEMENTS_PER_ENTRY_MAX).map(
      (part): ClaimsSaid => ({
        kind: "claims.statements-read",
        subject,
        body: { document, statements: part },
      }),
    ),
    ...parts(unresolved, UNRESOLVED_PER_DOCUMENT_MAX).map(
      (part): ClaimsSaid => ({ kind: "claims.names-unresolved", subject, body: { document, names: part } }),
    ),
  ];
}

/** Room that a list has in one entry, in bytes of JSON: the journal's bound less the rest of the entry. */
const PART_BYTES_MAX = 48 * 1024;

/** A list in pieces that fit into entries. */
export function parts<T>(items: readonly T[], countMax: number, bytesMax = PART_BYTES_MAX): T[][] {
  const pieces: T[][] = [];
  let piece: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (piece.length > 0 && (piece.length >= countMax || bytes + size > bytesMax)) {
      pieces.push(piece);
      piece = [];
      bytes = 0;
    }
    piece.push(item);
    bytes += size;
  }
  return piece.length === 0 ? pieces : [...pieces, piece];
}
