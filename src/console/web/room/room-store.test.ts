import { describe, expect, test } from "bun:test";
import type { Item } from "../../../incidents/events.ts";
import { merged } from "./room-store.ts";

const note = (id: string, changed: number, text: string, incident = "i-one"): Item => ({
  type: "note",
  id,
  incident,
  position: 1,
  entry: "5f2c".repeat(16),
  changed,
  at: "2026-11-22T15:28:00.000Z",
  occurredAt: null,
  by: { type: "operator", name: "test" },
  corrections: 0,
  text,
  certainty: "fact",
  source: null,
});
const held = (...items: Item[]) => new Map(items.map((item) => [item.id, item]));
const texts = (items: ReadonlyMap<string, Item>) =>
  [...items.values()].map((item) => (item.type === "note" ? item.text : ""));

describe("items that came", () => {
  test("join those that are held, in any order, and twice without harm", () => {
    const first = merged(held(note("a", 1, "one")), [note("b", 2, "two"), note("a", 3, "three")], "i-one");
    const again = merged(first, [note("a", 1, "one"), note("b", 2, "two")], "i-one");
    expect(texts(again).sort()).toEqual(["three", "two"]);
  });

  test("leave when they have gone to another incident", () => {
    const after = merged(held(note("a", 1, "one")), [note("a", 2, "one", "i-two")], "i-one");
    expect(after.size).toBe(0);
  });
});
