import { expect, test } from "bun:test";
import * as events from "../../../incidents/events.ts";
import { texts } from "../../locales/index.ts";
import * as bounds from "./bounds.ts";
import { oneLine } from "./one-line.ts";

test("the page's bounds and words are those of the crisis room", () => {
  expect(bounds.TITLE_CHARACTERS_MAX).toBe(events.TITLE_CHARACTERS_MAX);
  expect(bounds.TEXT_CHARACTERS_MAX).toBe(events.TEXT_CHARACTERS_MAX);
  expect(bounds.REASON_CHARACTERS_MAX).toBe(events.REASON_CHARACTERS_MAX);
  expect(bounds.SPLIT_ITEMS_MAX).toBe(events.SPLIT_ITEMS_MAX);
  expect([...bounds.INCIDENT_KINDS].sort()).toEqual([...events.INCIDENT_KINDS].sort());
  expect([...bounds.CERTAINTIES]).toEqual([...events.CERTAINTIES]);
  expect([...bounds.DUTIES]).toEqual([...events.DUTIES]);
});

test("the longest source and the longest words for a duty are taken by the crisis room, and one sign more is not", () => {
  const note = (source: string) =>
    events.incidentEvents["incident.noted"].safeParse({ id: "n", text: "a", certainty: "fact", source })
      .success;
  expect(note("x".repeat(bounds.SOURCE_CHARACTERS_MAX))).toBe(true);
  expect(note("x".repeat(bounds.SOURCE_CHARACTERS_MAX + 1))).toBe(false);
  const duty = (label: string) =>
    events.incidentEvents["incident.duty-taken"].safeParse({
      id: "d",
      duty: "other",
      label,
      who: { name: "a" },
      from: "2026-11-22T15:28:00.000Z",
    }).success;
  expect(duty("x".repeat(bounds.LABEL_CHARACTERS_MAX))).toBe(true);
  expect(duty("x".repeat(bounds.LABEL_CHARACTERS_MAX + 1))).toBe(false);
});

test("a name or a title is sent without what the crisis room refuses in one", () => {
  const hostile = " \u202Egnp.exe\u202C\u0007 a\u2028b\nc\ud800 👩‍👩‍👧 ";
  const opened = (title: string) =>
    events.incidentEvents["incident.opened"].safeParse({ title, kind: "other", cause: "person" }).success;
  expect(opened(hostile)).toBe(false);
  expect(opened(oneLine(hostile))).toBe(true);
  expect(oneLine("Élodie d’Œuvre (n° 3)")).toBe("Élodie d’Œuvre (n° 3)");
});

test("each word of the crisis room has its text", () => {
  for (const kind of events.INCIDENT_KINDS) expect(Object.hasOwn(texts.fr, `kind.${kind}`)).toBe(true);
  for (const duty of events.DUTIES) expect(Object.hasOwn(texts.fr, `duty.${duty}`)).toBe(true);
  for (const state of events.TASK_STATES) expect(Object.hasOwn(texts.fr, `task.state.${state}`)).toBe(true);
  for (const certainty of events.CERTAINTIES)
    expect(Object.hasOwn(texts.fr, `certainty.${certainty}`)).toBe(true);
});
