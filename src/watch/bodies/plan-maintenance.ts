import type { z } from "zod";
import type { Actor } from "../../kernel/actor.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Maintenance } from "../answers.ts";
import type { maintenanceRequest } from "./answers.ts";
import { MAINTENANCE_LISTED_MAX } from "./book.ts";
import { type Desk, entry } from "./desk.ts";

/** Longest maintenance that can be planned at once, in ms: verdicts say less while it lasts. */
export const MAINTENANCE_MS_MAX = 30 * 24 * 3_600_000;

/** Plans it; the same request again changes nothing. */
export function planMaintenance(
  { journal, book }: Desk,
  asked: z.infer<typeof maintenanceRequest>,
  actor: Actor,
): Maintenance {
  const { id, from, to, sites, bodies, tags } = asked;
  const planned = { ...asked, cancelled: false };
  const known = journal.query<{ id: string }>("SELECT id FROM watch_maintenance WHERE id = ?", id).length > 0;
  if (known) {
    const earlier = book.maintenance().find((one) => one.id === id);
    if (earlier !== undefined && sameMaintenance(earlier, planned)) return earlier;
    throw new Refusal("already-exists", "There is another maintenance with this id.", id, "Take a new id.");
  }
  const lasts = Date.parse(to) - Date.parse(from);
  if (lasts <= 0 || lasts > MAINTENANCE_MS_MAX) {
    throw new Refusal(
      "bad-request",
      "It must end after it begins, within 30 days.",
      "to",
      "Correct the times.",
    );
  }
  if (sites.length + bodies.length + tags.length === 0) {
    throw new Refusal("bad-request", "It touches nothing.", "sites", "Name sites, bodies or tags.");
  }
  if (book.maintenance().length >= MAINTENANCE_LISTED_MAX) {
    throw new Refusal(
      "too-many",
      `${MAINTENANCE_LISTED_MAX} are planned.`,
      "maintenance",
      "Cancel old ones.",
    );
  }
  journal.append(entry(actor, "watch.maintenance-planned", asked));
  return planned;
}

const sameMaintenance = (a: Maintenance, b: Maintenance): boolean =>
  (["title", "sites", "bodies", "tags", "from", "to"] as const).every(
    (field) => JSON.stringify(a[field]) === JSON.stringify(b[field]),
  );

/** Cancels it, or what is left of it; cancelled already: nothing more happens. */
export function cancelMaintenance({ journal }: Desk, id: string, reason: string, actor: Actor): void {
  const [row] = journal.query<{ cancelled_at: string | null }>(
    "SELECT cancelled_at FROM watch_maintenance WHERE id = ?",
    id,
  );
  if (row === undefined)
    throw new Refusal("not-found", "There is no such maintenance.", id, "Choose one from the list.");
  if (row.cancelled_at !== null) return;
  journal.append(entry(actor, "watch.maintenance-cancelled", { id, reason }));
}
