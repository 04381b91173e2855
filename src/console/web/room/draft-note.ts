import type { Who } from "../../../incidents/events.ts";
import type { SignedInPerson } from "../session.tsx";
import type { ActName } from "./act.ts";
import { type Moment, NO_TERM, NOW } from "./moment.ts";
import { oneLine } from "./one-line.ts";

/** What somebody is about to write down. It outlives a reload and a lost session; `id` makes a second sending harmless. */

export const DRAFT_KINDS = ["fact", "hypothesis", "hearsay", "decision", "task"] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** A note says what is known; the others make somebody do something. */
export function isNote(kind: DraftKind): boolean {
  return kind !== "decision" && kind !== "task";
}

export type Draft = {
  id: string;
  kind: DraftKind;
  text: string;
  when: Moment;
  source: string;
  reason: string;
  /** Null: whoever writes. */
  decider: Who | null;
  owner: Who | null;
  due: Moment;
};

export function newDraft(id: string): Draft {
  return {
    id,
    kind: "fact",
    text: "",
    when: NOW,
    source: "",
    reason: "",
    decider: null,
    owner: null,
    due: NO_TERM,
  };
}

/** Whether it can be sent. */
export function isWhole({ kind, text, reason, decider }: Draft): boolean {
  if (text.trim() === "") return false;
  return kind !== "decision" || (reason.trim() !== "" && decider?.name.trim() !== "");
}

export function draftAct(draft: Draft, me: SignedInPerson): { act: ActName; body: object } {
  const { id, kind, when } = draft;
  const text = draft.text.trim();
  const occurred = when.at === null ? {} : { occurredAt: when.at };
  if (kind === "decision") {
    const decider = draft.decider ?? { name: me.name, person: me.id };
    return { act: "decide", body: { id, text, reason: draft.reason.trim(), decider, ...occurred } };
  }
  if (kind === "task") {
    return { act: "add-task", body: { id, text, owner: draft.owner, dueAt: draft.due.at } };
  }
  const source = oneLine(draft.source);
  return {
    act: "note",
    body: { id, text, certainty: kind, ...(source === "" ? {} : { source }), ...occurred },
  };
}
