import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { program } from "../../kernel/actor.ts";
import { vantageEvents, watchEvents } from "../../watch/events.ts";
import type { JournalLine } from "../live-messages.ts";
import { entryText } from "./entry-text.ts";
import { makeSpeech } from "./speech.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const en = makeSpeech("en", "Europe/Paris");
const KINDS = [...Object.keys(watchEvents), ...Object.keys(vantageEvents)];

const line = (kind: string, body: Record<string, unknown>): JournalLine => ({
  position: 1,
  id: "5f2c".repeat(16),
  lane: "keeper",
  n: 1,
  at: "2024-12-31T15:28:00.000Z",
  actor: program("watch"),
  kind,
  subject: "watch",
  body,
});
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("entries of the watch", () => {
  test("each kind has a sentence of its own in both languages", () => {
    for (const speech of [fr, en]) {
      for (const kind of KINDS) expect(entryText(line(kind, {}), speech), kind).not.toContain(kind);
    }
  });

  test("say which verdicts changed, and of many to what", () => {
    const change = (site: number) => ({ site, was: "accessible", is: { verdict: "inaccessible" } });
    const one = line("watch.verdicts-changed", { changes: [change(7)] });
    expect(plain(entryText(one, fr))).toBe(
      "1 verdict a changé : site 7, de « Accessible » à « Inaccessible ».",
    );
    const named = line("watch.verdicts-changed", { changes: [{ ...change(7), name: "Marseille" }] });
    expect(plain(entryText(named, fr))).toBe(
      "1 verdict a changé : Marseille, de « Accessible » à « Inaccessible ».",
    );
    const many = line("watch.verdicts-changed", { changes: [1, 2, 3, 4].map(change) });
    expect(plain(entryText(many, fr))).toBe("4 verdicts ont changé : 4 désormais « Inaccessible ».");
    expect(entryText(many, en)).toBe("4 verdicts changed: 4 now “Inaccessible”.");
    const mixed = line("watch.verdicts-changed", {
      changes: [...[1, 2, 3].map(change), { site: 4, was: "inaccessible", is: { verdict: "accessible" } }],
    });
    expect(plain(entryText(mixed, fr))).toBe(
      "4 verdicts ont changé : 3 désormais « Inaccessible » et 1 désormais « Accessible ».",
    );
  });

  test("say what of a site was corrected", () => {
    const change = { field: "tags", old: ["a"], new: ["a", "b"] };
    expect(plain(entryText(line("watch.site-changed", { site: 4, change }), fr))).toBe(
      "Site 4 : étiquettes « a » devenues « a, b ».",
    );
  });

  test("no body, however odd, breaks one", () => {
    const body = fc.dictionary(
      fc.constantFrom("changes", "sites", "bodies", "change", "why", "cause", "from", "count", "id"),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), body, (kind, given) => {
        for (const speech of [fr, en]) expect(entryText(line(kind, given), speech).length).toBeGreaterThan(3);
      }),
      { seed: 4, numRuns: 400 },
    );
  });
});
