import { describe, expect, test } from "bun:test";
import type { Task } from "../../../incidents/events.ts";
import { makeSpeech } from "../speech.ts";
import { byUrgency, dueText, isLate, whoText } from "./words.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const en = makeSpeech("en", "Europe/Paris");
const NOW = Date.parse("2026-11-22T15:28:00.000Z");
const iso = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, " ");

const task = (change: Partial<Task>): Task => ({
  type: "task",
  id: "t",
  incident: "i-one",
  position: 1,
  entry: "5f2c".repeat(16),
  changed: 1,
  at: iso(-60),
  occurredAt: null,
  by: { type: "operator", name: "test" },
  corrections: 0,
  text: "a",
  owner: null,
  dueAt: null,
  state: "open",
  ...change,
});

describe("a task's term", () => {
  test.each([
    [null, "open", undefined, undefined],
    [iso(30), "open", "échéance à 16 h 58 (dans 30 minutes)", "due at 16:58 (in 30 minutes)"],
    [iso(-12), "started", "en retard de 12 min (échéance à 16 h 16)", "overdue by 12 mins (due at 16:16)"],
    [iso(-12), "done", "échéance à 16 h 16", "due at 16:16"],
  ] as const)("%s, %s", (dueAt, state, french, english) => {
    expect(plain(dueText({ dueAt, state }, NOW, fr))).toBe(french);
    expect(plain(dueText({ dueAt, state }, NOW, en))).toBe(english);
  });

  test("is late only while it is to be done", () => {
    expect(isLate(task({ dueAt: iso(-1) }), NOW)).toBe(true);
    expect(isLate(task({ dueAt: iso(-1), state: "done" }), NOW)).toBe(false);
    expect(isLate(task({ dueAt: iso(1) }), NOW)).toBe(false);
    expect(isLate(task({}), NOW)).toBe(false);
  });

  test("sorts what is due first, then what has no term, the older first", () => {
    const tasks = [
      task({ id: "c", position: 3 }),
      task({ id: "a", dueAt: iso(5) }),
      task({ id: "b", position: 2 }),
    ];
    expect(tasks.sort(byUrgency).map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });
});

test("somebody is named with what they are, if that is known", () => {
  expect(whoText({ name: "Bob", function: "DSI" }, fr)).toBe("Bob (DSI)");
  expect(whoText({ name: "Bob", function: "" }, fr)).toBe("Bob");
  expect(whoText(null, fr)).toBe("personne encore");
});
