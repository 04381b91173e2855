import type { Attack, Modality, NamedBody, Speaker, Stance, Statement } from "../../../claims/events.ts";
import { ask } from "../ask.ts";

/** What a person does with what was read. Each act names what stood there: if it is something else by now, it is refused. */

export type Decision = "confirmed" | "corrected" | "rejected";

export type AttackWords = { body: string; type: Attack["type"]; actor: string | null };
export type StatementWords = { speaker: Speaker; stance: Stance; modality: Modality; bodies?: string[] };

export function reviewAttack(attack: Attack, decision: Decision, words?: Partial<AttackWords>, reason = "") {
  const { document, body, type, actor, event } = attack;
  const old = { body: body.id, type, actor, event };
  return ask<{ attack: Attack | null }>("/api/claims/reviews/attack", {
    body: { document, body: body.id, decision, old, ...(words === undefined ? {} : { new: words }), reason },
  });
}

export function reviewStatement(
  said: Statement,
  decision: Decision,
  words?: Partial<StatementWords>,
  reason = "",
) {
  const { document, id, speaker, stance, modality, bodies } = said;
  const old = { speaker, stance, modality, bodies };
  return ask<{ statement: Statement | null }>("/api/claims/reviews/statement", {
    body: { document, statement: id, decision, old, ...(words === undefined ? {} : { new: words }), reason },
  });
}

export function addAttack(
  document: string,
  body: NamedBody,
  more: { type: Attack["type"]; actor: string | null; name?: string; reason: string },
) {
  return ask<{ attack: Attack }>("/api/claims/reviews/add-attack", {
    body: { document, body: body.id, ...more },
  });
}

export function addStatement(
  document: string,
  words: Required<StatementWords> & { quote: string; reason: string },
) {
  return ask<{ statement: Statement }>("/api/claims/reviews/add-statement", { body: { document, ...words } });
}

export function dismissName(document: string, name: string, reason: string) {
  return ask("/api/claims/reviews/dismiss-name", { body: { document, name, reason } });
}
