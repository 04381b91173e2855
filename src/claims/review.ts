import { z } from "zod";
import { fold, type Gazetteer } from "../gazetteer/index.ts";
import type { Journal } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { Refusal } from "../kernel/refusal.ts";
import { prose } from "../kernel/text.ts";
import type { Attack, Statement } from "./answers.ts";
import { ATTACK_TYPES, MODALITIES, SPEAKERS, STANCES } from "./codes.ts";
import { type ClaimsSaid, namedBody } from "./entries.ts";
import {
  bodyIdSchema,
  claimsEvents,
  documentIdSchema,
  eventIdSchema,
  QUOTE_CHARACTERS_MAX,
  REASON_CHARACTERS_MAX,
  STATEMENTS_PER_DOCUMENT_MAX,
  statementIdSchema,
} from "./events.ts";
import {
  type DocumentFacts,
  documentFacts,
  findAttack,
  findStatement,
  lastStatementNumber,
  openNames,
  statementsOfDocument,
} from "./look-documents.ts";
import { eventRow } from "./look-events.ts";
import type { TextStore } from "./text-store.ts";

/** What a person confirms, corrects or adds. Who corrects says what stood there: if it is something else by now, nothing happens. */

export type ReviewDesk = {
  readonly journal: Pick<Journal, "query" | "append">;
  readonly texts: TextStore;
  gazetteer(): Pick<Gazetteer, "byId">;
};

const decision = z.enum(["confirmed", "corrected", "rejected"]);
const reason = prose(REASON_CHARACTERS_MAX);
const attackFields = z
  .object({
    body: bodyIdSchema,
    type: z.enum(ATTACK_TYPES),
    actor: claimsEvents["claims.attack-reviewed"].shape.old.shape.actor,
    event: eventIdSchema,
  })
  .strict();
export const attackReviewSchema = z
  .object({
    document: documentIdSchema,
    body: bodyIdSchema,
    decision,
    old: attackFields,
    new: attackFields.partial().default({}),
    reason: reason.default(""),
  })
  .strict();
const statementFields = claimsEvents["claims.statement-reviewed"].shape.old;
export const statementReviewSchema = z
  .object({
    document: documentIdSchema,
    statement: statementIdSchema,
    decision,
    old: statementFields,
    new: statementFields.partial().default({}),
    reason: reason.default(""),
  })
  .strict();
export const addAttackSchema = z
  .object({
    document: documentIdSchema,
    body: bodyIdSchema,
    type: z.enum(ATTACK_TYPES),
    actor: attackFields.shape.actor.default(null),
    name: claimsEvents["claims.attack-added"].shape.name.default(null),
    reason: reason.min(1),
  })
  .strict();
export const addStatementSchema = z
  .object({
    document: documentIdSchema,
    bodies: statementFields.shape.bodies,
    speaker: z.enum(SPEAKERS),
    stance: z.enum(STANCES),
    modality: z.enum(MODALITIES),
    quote: z.string().min(1).max(QUOTE_CHARACTERS_MAX),
    reason: reason.min(1),
  })
  .strict();
export const dismissNameSchema = claimsEvents["claims.name-dismissed"].extend({ reason: reason.min(1) });

/** The attack as it stands afterwards. Said again word for word, it is answered as the first time. */
export function reviewAttack(
  desk: ReviewDesk,
  asked: z.infer<typeof attackReviewSchema>,
  by: Actor,
): Attack | null {
  const { document, decision: decided } = asked;
  const attack = findAttack(desk.journal, document, asked.body);
  const wanted = decided === "corrected" ? { ...asked.old, ...asked.new } : asked.old;
  if (attack === undefined) {
    const moved = findAttack(desk.journal, document, wanted.body);
    if (moved?.review?.decision === "corrected" && isSame(nowOf(moved), wanted)) return moved;
    throw notFound("This document tells of no attack on this body.", `${document}, ${asked.body}`);
  }
  if (!isSame(nowOf(attack), asked.old)) {
    if (attack.review?.decision === decided && isSame(nowOf(attack), wanted)) return attack;
    throw changedMeanwhile(`${document}, ${asked.body}`);
  }
  const { old, target } = { old: attackNow(attack), target: targetOf(desk, attack, wanted) };
  if (attack.review?.decision === decided && decided !== "corrected") return attack;
  desk.journal.append({
    actor: by,
    kind: "claims.attack-reviewed",
    subject: attack.event,
    body: {
      document,
      decision: decided,
      old,
      new: decided === "rejected" ? null : target,
      reason: asked.reason,
    },
    exercise: isExercise(desk, attack.event),
  });
  return findAttack(desk.journal, document, decided === "corrected" ? wanted.body : asked.body) ?? null;
}

type AttackFields = z.infer<typeof attackFields>;
const nowOf = ({ body, type, actor, event }: Attack): AttackFields => ({
  body: body.id,
  type,
  actor,
  event,
});
const attackNow = ({ body, type, actor, event }: Attack) => ({ body, type, actor, event });

function targetOf(desk: ReviewDesk, attack: Attack, wanted: AttackFields) {
  if (wanted.event !== attack.event) requireEvent(desk, wanted.event);
  if (wanted.body === attack.body.id) return { ...attackNow(attack), ...wanted, body: attack.body };
  if (findAttack(desk.journal, attack.document, wanted.body) !== undefined) {
    throw new Refusal(
      "already-there",
      "The document tells of this body already.",
      `${attack.document}, ${wanted.body}`,
      "Reject the one that is wrong.",
    );
  }
  return { ...wanted, body: requireBody(desk, wanted.body) };
}

export function reviewStatement(
  desk: ReviewDesk,
  asked: z.infer<typeof statementReviewSchema>,
  by: Actor,
): Statement | null {
  const { statement: id, decision: decided } = asked;
  const there = findStatement(desk.journal, id);
  if (there === undefined || there.document !== asked.document) {
    throw notFound("There is no such statement in this document.", id);
  }
  const now = statementNow(there);
  const wanted = decided === "corrected" ? { ...asked.old, ...asked.new } : asked.old;
  const isRepeat = there.review?.decision === decided && isSame(now, wanted);
  if (isRepeat && (decided !== "corrected" || !isSame(now, asked.old))) return there;
  if (!isSame(now, asked.old)) throw changedMeanwhile(id);
  const facts = requireDocument(desk, asked.document);
  for (const body of wanted.bodies) {
    if (findAttack(desk.journal, asked.document, body) === undefined) throw notAttacked(asked.document, body);
  }
  desk.journal.append({
    actor: by,
    kind: "claims.statement-reviewed",
    subject: facts.event,
    body: {
      document: asked.document,
      statement: id,
      decision: decided,
      old: now,
      new: decided === "rejected" ? null : wanted,
      reason: asked.reason,
    },
    exercise: isExercise(desk, facts.event),
  });
  return findStatement(desk.journal, id) ?? null;
}

const statementNow = ({ speaker, stance, modality, bodies }: Statement) => ({
  speaker,
  stance,
  modality,
  bodies,
});

export function addAttack(desk: ReviewDesk, asked: z.infer<typeof addAttackSchema>, by: Actor): Attack {
  const { document, body, type, actor, name, reason: why } = asked;
  const facts = requireDocument(desk, document);
  const there = findAttack(desk.journal, document, body);
  if (there?.review?.decision === "added" && there.type === type && there.actor === actor) return there;
  if (there !== undefined) {
    throw new Refusal(
      "already-there",
      "The document tells of this body already.",
      `${document}, ${body}`,
      "Correct what stands there.",
    );
  }
  if (name !== null && !openNames(desk.journal, document).some((open) => open.name === name)) {
    throw notFound("This name is not open in this document.", name);
  }
  const said: ClaimsSaid = {
    kind: "claims.attack-added",
    subject: facts.event,
    body: {
      document,
      attack: {
        body: requireBody(desk, body),
        event: facts.event,
        type,
        actor,
        when: null,
        services: [],
        doubt: 0,
        evidence: ["person"],
      },
      name,
      reason: why,
    },
  };
  desk.journal.append({ actor: by, ...said, exercise: isExercise(desk, facts.event) });
  return findAttack(desk.journal, document, body) as Attack;
}

/** The quote must stand in the text: what nobody wrote is no statement. */
export function addStatement(
  desk: ReviewDesk,
  asked: z.infer<typeof addStatementSchema>,
  by: Actor,
): Statement {
  const { document, quote, reason: why, ...fields } = asked;
  const facts = requireDocument(desk, document);
  const text = desk.texts.text(facts.sha256);
  const at = text?.indexOf(quote) ?? -1;
  if (at < 0) {
    throw new Refusal(
      "not-in-text",
      "These words do not stand in the document.",
      "quote",
      "Copy them from the text as they are.",
    );
  }
  for (const body of fields.bodies) {
    if (findAttack(desk.journal, document, body) === undefined) throw notAttacked(document, body);
  }
  const there = statementsOfDocument(desk.journal, document);
  const span: [number, number] = [at, at + quote.length];
  const earlier = there.find(
    (one) =>
      one.review?.decision === "added" &&
      isSame(statementNow(one), statementNow({ ...one, ...fields })) &&
      isSame(one.span, span),
  );
  if (earlier !== undefined) return earlier;
  if (there.length >= STATEMENTS_PER_DOCUMENT_MAX + ADDED_MAX) throw tooManyStatements(document);
  const id = `s-${document.slice(2)}-${1 + lastStatementNumber(desk.journal, document)}`;
  const statement = { id, ...fields, quote: quote.replace(/\s+/g, " ").trim(), span, at: null };
  const said: ClaimsSaid = {
    kind: "claims.statement-added",
    subject: facts.event,
    body: { document, statement, reason: why },
  };
  desk.journal.append({ actor: by, ...said, exercise: isExercise(desk, facts.event) });
  return findStatement(desk.journal, id) as Statement;
}

/** Statements that people add to one document beside those that were read. */
export const ADDED_MAX = 100;

export function dismissName(
  desk: ReviewDesk,
  { document, name, reason: why }: z.infer<typeof dismissNameSchema>,
  by: Actor,
): void {
  const facts = requireDocument(desk, document);
  const open = openNames(desk.journal, document).find((one) => fold(one.name) === fold(name));
  if (open === undefined) return;
  const body = { document, name: open.name, reason: why };
  desk.journal.append({
    actor: by,
    kind: "claims.name-dismissed",
    subject: facts.event,
    body,
    exercise: isExercise(desk, facts.event),
  });
}

export function requireDocument({ journal }: Pick<ReviewDesk, "journal">, document: string): DocumentFacts {
  const facts = documentFacts(journal, document);
  if (facts === undefined) throw notFound("There is no such document.", document);
  const row = journal.query<{ event: string }>(
    "SELECT event FROM claims_documents WHERE document = ?",
    document,
  )[0];
  return { ...facts, event: row?.event ?? facts.event };
}

function requireEvent({ journal }: ReviewDesk, event: string): void {
  if (eventRow(journal, event) === undefined) throw notFound("There is no such event.", event);
}

function requireBody(desk: ReviewDesk, id: string) {
  const body = desk.gazetteer().byId(id);
  if (body === undefined) throw notFound("There is no such body in the book.", id);
  return namedBody(body);
}

function isExercise({ journal }: Pick<ReviewDesk, "journal">, event: string): boolean {
  return eventRow(journal, event)?.exercise ?? false;
}

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

export function notFound(what: string, where: string): Refusal {
  return new Refusal("not-found", what, where, "Look at the list of what is there.");
}

export function changedMeanwhile(where: string): Refusal {
  return new Refusal(
    "changed-meanwhile",
    "Somebody changed this since you looked.",
    where,
    "Look at it again, then decide.",
  );
}

function notAttacked(document: string, body: string): Refusal {
  return new Refusal(
    "not-attacked",
    "The document tells of no attack on this body.",
    `${document}, ${body}`,
    "Add the attack first.",
  );
}

function tooManyStatements(document: string): Refusal {
  return new Refusal(
    "too-many-statements",
    "This document has as many statements as it may.",
    document,
    "Correct one that is there.",
  );
}
