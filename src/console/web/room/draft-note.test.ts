import { describe, expect, test } from "bun:test";
import { incidentEvents } from "../../../incidents/events.ts";
import { DRAFT_KINDS, draftAct, isWhole, newDraft } from "./draft-note.ts";

const me = { id: "alice", name: "Alice Martin", userName: "alice", role: "member" } as const;

/** What the acts say to the journal. */
const KINDS = {
  note: "incident.noted",
  decide: "incident.decided",
  "add-task": "incident.task-added",
} as const;

describe("what is about to be written", () => {
  test("is sent as an act that the crisis room takes, whatever it is", () => {
    for (const kind of DRAFT_KINDS) {
      const draft = { ...newDraft("n-1"), kind, text: " Les serveurs. ", reason: "Il le faut.", source: " " };
      const { act, body } = draftAct(draft, me);
      const { occurredAt: _, ...said } = body as Record<string, unknown>;
      const parsed = incidentEvents[KINDS[act as keyof typeof KINDS]].safeParse(said);
      expect(parsed.success, kind).toBe(true);
      expect((parsed.data as { text: string }).text).toBe("Les serveurs.");
    }
  });

  test("a decision is of whoever writes it, unless another decided", () => {
    const draft = { ...newDraft("n-1"), kind: "decision" as const, text: "a", reason: "b" };
    expect(draftAct(draft, me).body).toMatchObject({ decider: { name: "Alice Martin", person: "alice" } });
    const other = { ...draft, decider: { name: "Agnès Martin" } };
    expect(draftAct(other, me).body).toMatchObject({ decider: { name: "Agnès Martin" } });
  });

  test("is whole only with what it needs", () => {
    const draft = { ...newDraft("n-1"), text: "a" };
    expect(isWhole(newDraft("n-1"))).toBe(false);
    expect(isWhole(draft)).toBe(true);
    expect(isWhole({ ...draft, kind: "decision" })).toBe(false);
    expect(isWhole({ ...draft, kind: "decision", reason: "b" })).toBe(true);
    expect(isWhole({ ...draft, kind: "decision", reason: "b", decider: { name: "" } })).toBe(false);
  });
});
