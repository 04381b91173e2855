import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { gatewayEvents } from "../../gateway/events.ts";
import { incidentEvents } from "../../incidents/events.ts";
import { program } from "../../kernel/actor.ts";
import type { JournalLine } from "../live-messages.ts";
import { actorText, entryText } from "./entry-text.ts";
import { entriesWith } from "./journal-search.ts";
import { makeSpeech } from "./speech.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const en = makeSpeech("en", "Europe/Paris");

const line = (
  kind: string,
  body: Record<string, unknown>,
  change: Partial<JournalLine> = {},
): JournalLine => ({
  position: 1,
  id: "5f2c".repeat(16),
  lane: "keeper",
  n: 1,
  at: "2026-11-22T15:28:00.000Z",
  actor: program("gateway-0-f3a9c1"),
  kind,
  subject: "mairie",
  body,
  ...change,
});
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("an entry as a sentence", () => {
  test.each([
    [
      line("gateway.posture-changed", { from: "calm", to: "siege", cause: "flood", figures: {} }),
      "mairie : de « Calme » à « Siège », car les demandes affluent.",
      "mairie: from “Calm” to “Siege”, because requests pour in.",
    ],
    [
      line("gateway.snapshot-completed", {
        pages: 423,
        pagesKept: 412,
        bytes: 26_368_000,
        failures: 0,
        durationMs: 48_000,
        stoppedBy: "done",
      }),
      "mairie : copie faite, 412 pages sur 423 (26 Mo) en 48 s.",
      "mairie: copy made, 412 of 423 pages (26 MB) in 48 secs.",
    ],
    [
      line("gateway.purged", { by: "prefix", target: "/actualites/", removed: 1 }),
      "mairie : tout ce qui est sous /actualites/ retiré, soit 1 page.",
      "mairie: everything below /actualites/ taken out, 1 page.",
    ],
    [line("watch.page-defaced", { url: "/" }), "watch.page-defaced : mairie.", "watch.page-defaced: mairie."],
  ])("%#", (entry, french, english) => {
    expect(plain(entryText(entry, fr))).toBe(french);
    expect(plain(entryText(entry, en)).replace("48 sec.", "48 secs.")).toBe(english);
  });

  test("each kind of the gateway has a sentence of its own in both languages", () => {
    const kinds = [...Object.keys(gatewayEvents), "keeper.started", "keeper.stopped"];
    for (const speech of [fr, en]) {
      for (const kind of kinds) expect(entryText(line(kind, {}), speech)).not.toContain(kind);
    }
  });

  test("each kind about an incident has a sentence of its own in both languages", () => {
    const kinds = Object.keys(incidentEvents).filter((kind) => kind.startsWith("incident."));
    for (const speech of [fr, en]) {
      for (const kind of kinds) expect(entryText(line(kind, {}), speech)).not.toContain(kind);
    }
  });

  test("no body, however odd, breaks it", () => {
    const kinds = fc.constantFrom(
      ...Object.keys(gatewayEvents),
      ...Object.keys(incidentEvents).filter((kind) => kind.startsWith("incident.")),
      "keeper.started",
      "constructor",
      "__proto__",
    );
    const body = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(kinds, body, (kind, given) => {
        for (const speech of [fr, en]) expect(entryText(line(kind, given), speech).length).toBeGreaterThan(3);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test("says who, as a person would", () => {
    const by = (actor: JournalLine["actor"]) => actorText(line("x.y", {}, { actor }), fr);
    expect(by(program("keeper"))).toBe("le gardien");
    expect(by(program("gateway-12-f3a9c1"))).toBe("la passerelle 12");
    expect(by(program("watch"))).toBe("la veille");
    expect(by(program("claims"))).toBe("le registre des revendications");
    expect(by(program("tablet"))).toBe("le programme tablet");
    expect(by({ type: "operator", name: "Agnès Martin" })).toBe("Agnès Martin");
    expect(by({ type: "person", id: "p-1", name: "keeper" })).toBe("keeper");
  });
});

describe("search", () => {
  const entries = [
    line("gateway.posture-changed", { from: "calm", to: "siege", cause: "flood" }),
    line("gateway.purged", { by: "url", target: "/état-civil", removed: 1 }, { position: 2 }),
  ];
  const found = (words: string) => entriesWith(entries, words, fr).map(({ position }) => position);

  test("finds what is said, whatever the case and the accents", () => {
    expect(found("SIEGE")).toEqual([1]);
    expect(found("etat-civil")).toEqual([2]);
    expect(found("mairie retiré")).toEqual([2]);
    expect(found("purged")).toEqual([2]);
    expect(found("  ")).toEqual([1, 2]);
    expect(found("marseille")).toEqual([]);
  });
});
