import type { Gazetteer } from "../../gazetteer/index.ts";
import type { Journal, NewEntry } from "../../journal/index.ts";
import type { Actor } from "../../kernel/actor.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { WatchedBody, WatchEventKind } from "../events.ts";
import type { WatchBook } from "./book.ts";
import { watched } from "./match-site.ts";

/** What the acts of this room need. */
export type Desk = {
  readonly journal: Pick<Journal, "append" | "appendAll" | "query">;
  readonly book: WatchBook;
  /** Read at its first use. */
  gazetteer(): Gazetteer;
  /** Private networks that may be watched, in CIDR. */
  readonly allowed: readonly string[];
};

export const entry = (
  actor: Actor,
  kind: WatchEventKind,
  body: object,
  subject: string = "watch",
): NewEntry => ({ actor, kind, subject, body });

/** The body of an id: watched already, or of the book. Throws the Refusal "unknown-body". */
export function requireBody({ book, gazetteer }: Desk, id: string): WatchedBody {
  const known = book.body(id);
  if (known !== undefined) return known;
  const body = gazetteer().byId(id);
  if (body !== undefined) return watched(body);
  throw new Refusal("unknown-body", "No body has this id.", id, "Choose one from the search.");
}

/** The entry that a body is watched from now on; none when it was already. */
export function bodyEntries({ book }: Desk, body: WatchedBody | null, actor: Actor): NewEntry[] {
  if (body === null || book.body(body.id) !== undefined) return [];
  return [entry(actor, "watch.bodies-added", { import: null, bodies: [body] })];
}
