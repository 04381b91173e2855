import { describe, expect, test } from "bun:test";
import { peopleEvents } from "../../people/events.ts";
import { statusEvents } from "../../status/events.ts";
import type { JournalLine } from "../live-messages.ts";
import { entryText } from "./entry-text.ts";
import { rememberNames } from "./people/names.ts";
import { makeSpeech } from "./speech.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const en = makeSpeech("en", "Europe/Paris");
const ALICE = { type: "person", id: "p-alice", name: "Alice Martin" } as const;

const line = (kind: string, body: Record<string, unknown> = {}, subject = "p-bob"): JournalLine => ({
  position: 1,
  id: "0".repeat(64),
  lane: "keeper",
  n: 1,
  at: "2026-11-28T15:28:00.000Z",
  actor: ALICE,
  kind,
  subject,
  body,
});

const JOURNAL_KINDS = [
  "journal.lane-admitted",
  "journal.lane-forked",
  "journal.lane-opened",
  "journal.checkpoint-key",
];
const kinds = [...Object.keys(peopleEvents), ...Object.keys(statusEvents), ...JOURNAL_KINDS];

describe("sentences about people, the journal and the public page", () => {
  test.each(kinds)("%s has one in both languages, whatever its body holds", (kind) => {
    for (const speech of [fr, en]) {
      for (const body of [{}, { old: 1, new: [], statement: null, count: "x", name: { a: 1 } }]) {
        const said = entryText(line(kind, body), speech);
        expect(said).not.toContain(kind);
        expect(said).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
      }
    }
  });

  test("name people by what they are called, and by no id", () => {
    const changed = line("people.role-changed", { old: "member", new: "lead" }, "p-unknown");
    expect(entryText(changed, fr)).toBe(
      "une personne\u00a0: rôle changé, «\u202fMembre de la cellule\u202f» puis «\u202fResponsable\u202f».",
    );
    rememberNames([{ id: "p-unknown", name: "Bob Lefèvre" }]);
    expect(entryText(changed, en)).toBe("Role of Bob Lefèvre: from “Member of the cell” to “Lead”.");
    const own = line("people.signed-in", { method: "passkey", address: "10.0.0.7" }, ALICE.id);
    expect(entryText(own, fr)).toBe("Alice Martin\u00a0: entrée (clé d’accès) depuis 10.0.0.7.");
  });

  test("tell which fields of a contact changed, and add refusals up", () => {
    const old = { name: "Anne", function: "DGS", organisation: "", phones: ["1"], mail: "", note: "" };
    const body = { old, new: { ...old, phones: ["2"], note: "x" } };
    expect(entryText(line("people.contact-changed", body), fr)).toBe(
      "Annuaire\u00a0: Anne modifié (téléphones et remarque).",
    );
    const refused = {
      what: "sign-in",
      code: "wrong-credentials",
      target: "alice",
      address: "10.0.0.7",
      count: 12,
    };
    expect(entryText(line("people.refused", refused), fr)).toBe(
      "12 entrées refusées en une minute depuis 10.0.0.7, sous le nom alice\u00a0: mauvais identifiants.",
    );
  });
});
