import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { incidentEvents } from "../../incidents/events.ts";
import { program } from "../../kernel/actor.ts";
import { noticeEvents } from "../../notices/events.ts";
import { texts } from "../locales/index.ts";
import { ruleText } from "./aids/shown-aid.ts";
import { entryText } from "./entry-text.ts";
import { shownEntry } from "./room/shown-entry.ts";
import { makeSpeech } from "./speech.ts";

const speeches = [makeSpeech("fr", "Europe/Paris"), makeSpeech("en", "Europe/Paris")];
const AIDS = /^(clock|playbook|exercise)\./;
const aidKinds = Object.keys(incidentEvents).filter((kind) => AIDS.test(kind));
const kinds = [...aidKinds, ...Object.keys(noticeEvents)];

const line = (kind: string, body: Record<string, unknown>) => ({
  position: 1,
  id: "5f2c".repeat(16),
  lane: "keeper",
  n: 1,
  at: "2026-11-22T15:28:00.000Z",
  actor: program("keeper"),
  kind,
  subject: "i-one",
  body,
});

describe("entries of clocks, sheets, exercises and notices", () => {
  test("each kind has its sentence in both languages", () => {
    for (const speech of speeches) {
      for (const kind of kinds) expect(entryText(line(kind, {}), speech), kind).not.toContain(kind);
    }
  });

  test("each kind of the crisis room has its name in the timeline", () => {
    for (const kind of aidKinds) expect(Object.keys(texts.fr), kind).toContain(`mark.${kind}`);
  });

  test("a body of another version makes a sentence poorer, never a fault", () => {
    const odd = fc.dictionary(
      fc.constantFrom(
        "id",
        "old",
        "new",
        "due",
        "name",
        "reason",
        "recipients",
        "rule",
        "sentAt",
        "to",
        "text",
      ),
      fc.anything(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), odd, (kind, body) => {
        for (const speech of speeches) {
          expect(typeof entryText(line(kind, body), speech)).toBe("string");
          shownEntry(line(kind, body), undefined, 0, speech);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("a rule that this page does not know is shown as it came", () => {
    for (const speech of speeches) expect(ruleText("dora-19", speech)).toBe("dora-19");
  });
});
