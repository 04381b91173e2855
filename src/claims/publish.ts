import { z } from "zod";
import type { Journal } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { Refusal } from "../kernel/refusal.ts";
import { prose } from "../kernel/text.ts";
import type { EventBody, EventPage, Statement } from "./answers.ts";
import { requireRow } from "./event-acts.ts";
import {
  type Publication,
  PUBLISHED_BODIES_MAX,
  PUBLISHED_STATEMENTS_MAX,
  type PublishedBody,
  type PublishedStatement,
  publicationSchema,
  REASON_CHARACTERS_MAX,
} from "./events.ts";
import { eventPage, publicationOf, type Published } from "./look-events.ts";
import { changedMeanwhile } from "./review.ts";

/** What the public may read of an event: only what a person sent out, with the figures that the register has. */

type Desk = { readonly journal: Pick<Journal, "query" | "append"> };

const entryId = z.string().regex(/^[0-9a-f]{64}$/);
export const publishSchema = z.object({ publication: publicationSchema, old: entryId.nullable() }).strict();
export const withdrawSchema = z
  .object({ publication: entryId, reason: prose(REASON_CHARACTERS_MAX).min(1) })
  .strict();

type Shown = Pick<EventPage, "row" | "bodies" | "statements" | "documents" | "publication">;

/** What a publication made now would say; replies and words of the one that stands are kept. null: nothing to say. */
export function proposalOf({ row, bodies, statements, documents, publication }: Shown): Publication | null {
  const judged = bodies.filter(({ verdict }) => verdict !== null).slice(0, PUBLISHED_BODIES_MAX);
  if (judged.length === 0) return null;
  const replies = new Map(publication?.bodies.map(({ body, reply }) => [body.id, reply]));
  const shown = new Set(judged.map(({ body }) => body.id));
  return {
    title: publication?.title ?? { fr: row.title.slice(0, 160), en: row.titleEn.slice(0, 160) },
    note: publication?.note ?? { fr: "", en: "" },
    actor: row.actors[0] ?? null,
    type: row.type,
    from: row.from,
    to: row.to,
    bodies: judged.map((body) => publishedBody(body, replies.get(body.body.id) ?? "")),
    statements: publishedStatements(statements, shown),
    documents: row.documents,
    dispatches: new Set(documents.map(({ dispatch }) => dispatch)).size,
  };
}

function publishedBody({ body, verdict }: EventBody, reply: string): PublishedBody {
  const sites = verdict?.sites ?? [];
  return {
    body,
    verdict: verdict?.verdict ?? "not_observed",
    confirmed: verdict?.confirmed ?? false,
    from: verdict?.from ?? null,
    to: verdict?.to ?? null,
    // Of the site that decided: the evidence comes with the worst one first.
    n: sites[0]?.n ?? 0,
    d: sites[0]?.d ?? 0,
    vantages: sites[0]?.vantages ?? 0,
    rule: verdict?.rule ?? "",
    reply,
  };
}

/** Who said what and when, without the publisher's sentence: one line a body, speaker, stance and time. */
function publishedStatements(
  statements: readonly Statement[],
  bodies: ReadonlySet<string>,
): PublishedStatement[] {
  const lines = new Map<string, PublishedStatement>();
  for (const { bodies: about, speaker, stance, modality, at, publisher, review } of statements) {
    if (review?.decision === "rejected") continue;
    for (const body of about) {
      if (!bodies.has(body)) continue;
      const key = [body, speaker, stance, modality, at.slice(0, 10)].join(" ");
      if (!lines.has(key)) {
        lines.set(key, { body, speaker, stance, modality, at, publisher: publisher ?? "" });
      }
    }
  }
  return [...lines.values()].slice(0, PUBLISHED_STATEMENTS_MAX);
}

/**
 * Publishes, in the place of `old`. The person chooses words, replies and which bodies are named; verdicts and figures
 * must be those of the register, or somebody would sign what was not measured. Throws a Refusal.
 */
export function publish(
  desk: Desk,
  event: string,
  { publication, old }: z.infer<typeof publishSchema>,
  by: Actor,
): Published {
  const row = requireRow(desk, event);
  if (row.exercise) {
    throw new Refusal(
      "exercise",
      "What belongs to an exercise is not published.",
      event,
      "Look at the page in the console.",
    );
  }
  const standing = publicationOf(desk.journal, event);
  if (standing !== undefined && isSame(withoutMeta(standing), publication)) return standing;
  if ((standing?.entry ?? null) !== old) throw changedMeanwhile(event);
  const page = eventPage(desk.journal, event);
  const proposal = page === undefined ? null : proposalOf(page);
  if (proposal === null || !isWithin(publication, proposal)) throw changedMeanwhile(event);
  desk.journal.append({
    actor: by,
    kind: "claims.published",
    subject: event,
    body: { publication, replaces: old },
  });
  return publicationOf(desk.journal, event) as Published;
}

/** Whether all that is measured or said in the one stands in the other. */
function isWithin(wanted: Publication, proposal: Publication): boolean {
  const bare = ({ reply: _, ...body }: PublishedBody) => canonicalJson(body);
  const bodies = new Set(proposal.bodies.map(bare));
  const statements = new Set(proposal.statements.map((one) => canonicalJson(one)));
  const facts = ({ actor, type, from, to, documents, dispatches }: Publication) =>
    canonicalJson({ actor, type, from, to, documents, dispatches });
  return (
    facts(wanted) === facts(proposal) &&
    wanted.bodies.every((body) => bodies.has(bare(body))) &&
    wanted.statements.every((one) => statements.has(canonicalJson(one)))
  );
}

function withoutMeta({ entry: _, at: __, by: ___, ...publication }: Published): Publication {
  return publication;
}

const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

export function withdraw(
  desk: Desk,
  event: string,
  { publication, reason }: z.infer<typeof withdrawSchema>,
  by: Actor,
): void {
  const standing = publicationOf(desk.journal, event);
  // Taken back before: said again, it is answered as the first time.
  if (standing === undefined) return;
  if (standing.entry !== publication) throw changedMeanwhile(event);
  desk.journal.append({
    actor: by,
    kind: "claims.withdrawn",
    subject: event,
    body: { publication, reason },
  });
}
