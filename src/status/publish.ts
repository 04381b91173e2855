import type { Journal } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Look } from "./page.ts";
import {
  decidePublish,
  decideWithdraw,
  type Publish,
  type Surroundings,
  type Withdraw,
} from "./statement.ts";
import { saidNow } from "./views.ts";

/** The two acts. Each returns once its entry is on disk, or throws a Refusal and nothing has happened. */

export const SUBJECT = "status";

export function publish(
  journal: Pick<Journal, "append" | "query">,
  asked: Publish,
  by: Actor,
  around: Surroundings,
  look: Look,
): void {
  const said = saidNow(journal);
  const decision = decidePublish(asked, by, said, around, look);
  if (decision.kind === "repeat") return;
  const { statement, exercise } = decision;
  const before = exercise ? said.rehearsed : said.current;
  const body = { statement, replaces: before?.id ?? null };
  journal.append({ actor: by, kind: "status.published", subject: SUBJECT, body, exercise });
}

export function withdraw(journal: Pick<Journal, "append" | "query">, asked: Withdraw, by: Actor): void {
  const said = saidNow(journal);
  const taken = decideWithdraw(asked, said.last, said);
  if (taken === "repeat") return;
  const body = { statement: taken.id, reason: asked.reason };
  journal.append({
    actor: by,
    kind: "status.withdrawn",
    subject: SUBJECT,
    body,
    exercise: taken.exercise,
  });
}
