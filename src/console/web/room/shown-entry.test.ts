import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { incidentEvents, type Item, type TimelineLine } from "../../../incidents/events.ts";
import { makeSpeech } from "../speech.ts";
import { shownEntry } from "./shown-entry.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const en = makeSpeech("en", "Europe/Paris");
const NOW = Date.parse("2026-11-22T15:28:00Z");

const line = (kind: string, body: Record<string, unknown>): TimelineLine => ({
  position: 7,
  id: "5f2c".repeat(16),
  lane: "keeper",
  n: 7,
  at: "2026-11-22T15:28:00.000Z",
  actor: { type: "person", id: "alice", name: "Alice Martin" },
  kind,
  subject: "i-one",
  body,
});
const base = {
  id: "n-1",
  incident: "i-one",
  position: 7,
  entry: "5f2c".repeat(16),
  changed: 7,
  at: "2026-11-22T15:28:00.000Z",
  occurredAt: null,
  by: { type: "person", id: "alice", name: "Alice Martin" },
  corrections: 0,
} as const;
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

/** Kinds of this room; those of clocks, sheets and exercises are shown by theirs. */
const KINDS = Object.keys(incidentEvents).filter((kind) => kind.startsWith("incident."));

describe("what the timeline shows of an entry", () => {
  test("each kind of this room has its word in both languages", () => {
    for (const speech of [fr, en]) {
      for (const kind of KINDS)
        expect(shownEntry(line(kind, {}), undefined, NOW, speech).label).not.toBe(kind);
    }
  });

  test("a note says how sure it is, and what became of it since", () => {
    const body = { id: "n-1", text: "Un agent l’a dit.", certainty: "hearsay", source: "accueil" };
    const note: Item = { ...base, type: "note", text: body.text, certainty: "fact", source: "accueil" };
    const shown = shownEntry(line("incident.noted", body), note, NOW, fr);
    expect(shown.glyph).toBe("hearsay");
    expect(shown.label).toBe("Ouï-dire");
    expect(shown.lines.map(plain)).toEqual(["Source : accueil", "Tenu depuis pour : Fait."]);
  });

  test("a change shows what was and what is, in words", () => {
    const changes = [
      { field: "state", old: "open", new: "done" },
      { field: "dueAt", old: null, new: "2026-11-22T17:00:00.000Z" },
      { field: "owner", old: null, new: { name: "Bob", function: "DSI" } },
    ];
    const shown = shownEntry(line("incident.task-changed", { id: "t-1", changes }), undefined, NOW, fr);
    expect(shown.glyph).toBe("done");
    expect(shown.changes.map(({ name, old, new: next }) => [name, old, next].map(plain))).toEqual([
      ["État", "à faire", "faite"],
      ["Échéance", "sans échéance", "à 18 h 00"],
      ["Chargé", "personne encore", "Bob (DSI)"],
    ]);
  });

  test("a file is taken away under its own name, and a report opens", () => {
    const sha256 = "ab".repeat(32);
    const evidence = { id: "e", sha256, bytes: 90_000, name: "pare feu.log", description: "" };
    const kept = shownEntry(line("incident.evidence-added", evidence), undefined, NOW, fr).file;
    expect(kept?.href).toBe(`/api/files/${sha256}?name=pare%20feu.log`);
    expect(kept?.opens).toBe(false);
    const report = { id: "r", sha256, bytes: 1, number: 3 };
    const made = shownEntry(line("incident.report-made", report), undefined, NOW, fr).file;
    expect(plain(made?.name ?? "")).toBe("Point de situation n° 3");
    expect(made?.href).toBe(`/api/reports/${sha256}`);
  });

  test("no body, however odd, breaks it", () => {
    const kinds = fc.constantFrom(...KINDS, "constructor", "__proto__", "watch.page-defaced");
    const names = fc.constantFrom(
      "id",
      "text",
      "changes",
      "old",
      "new",
      "field",
      "owner",
      "certainty",
      "due",
      "to",
    );
    const body = fc.dictionary(fc.oneof(names, fc.string()), fc.jsonValue());
    fc.assert(
      fc.property(kinds, body, (kind, given) => {
        for (const speech of [fr, en]) {
          const shown = shownEntry(line(kind, given as Record<string, unknown>), undefined, NOW, speech);
          expect(shown.label.length).toBeGreaterThan(1);
          for (const text of shown.lines) expect(typeof text).toBe("string");
        }
      }),
      { seed: 11, numRuns: 400 },
    );
  });
});
