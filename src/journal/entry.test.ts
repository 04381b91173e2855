import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { canonicalJson, sha256Hex } from "../kernel/canonical.ts";
import { Refusal } from "../kernel/refusal.ts";
import {
  ENTRY_BYTES_MAX,
  ENTRY_NESTING_MAX,
  type Entry,
  GENESIS,
  instantSchema,
  sealEntry,
} from "./entry.ts";

const entry: Entry = {
  v: 1,
  lane: "keeper",
  n: 1,
  prev: GENESIS,
  at: "2026-01-05T09:00:00.000Z",
  actor: { type: "program", name: "test" },
  kind: "bell.rung",
  subject: "tower",
  body: { strokes: 3 },
};

function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "no refusal";
}

describe("sealEntry", () => {
  test("gives the text with sorted keys, and its SHA-256", () => {
    const { text, id } = sealEntry(entry);
    expect(text).toBe(
      `{"actor":{"name":"test","type":"program"},"at":"2026-01-05T09:00:00.000Z","body":{"strokes":3},"kind":"bell.rung","lane":"keeper","n":1,"prev":"${GENESIS}","subject":"tower","v":1}`,
    );
    expect(id).toBe(new Bun.CryptoHasher("sha256").update(text).digest("hex"));
  });

  test("the text reads back to the same entry, whatever JSON the body holds", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), (body) => {
        const plain = JSON.parse(JSON.stringify(body));
        const { text, id } = sealEntry({ ...entry, body: plain });
        const again = JSON.parse(text);
        expect(canonicalJson(again)).toBe(text);
        expect(sha256Hex(canonicalJson(again))).toBe(id);
        expect(again.body).toEqual(plain);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  const faulty: [string, Record<string, unknown>][] = [
    ["another version", { v: 2 }],
    ["a lane that climbs out of the keys folder", { lane: "../keeper" }],
    ["n = 0", { n: 0 }],
    ["a fraction for n", { n: 1.5 }],
    ["prev in capitals", { prev: "A".repeat(64) }],
    ["a time without milliseconds", { at: "2026-01-05T09:00:00Z" }],
    ["a time with an offset", { at: "2026-01-05T10:00:00.000+01:00" }],
    ["the 30th of February", { occurredAt: "2026-02-30T09:00:00.000Z" }],
    ["a kind without a room", { kind: "rung" }],
    ["an empty subject", { subject: "" }],
    ["a subject over the bound", { subject: "x".repeat(513) }],
    ["an unknown field", { note: "x" }],
    ["exercise that is not true", { exercise: false }],
    ["a body that is a list", { body: [] }],
    ["NaN in the body", { body: { x: Number.NaN } }],
    ["a lone surrogate in the body", { body: { x: "\ud800" } }],
  ];
  for (const [name, change] of faulty) {
    test(`refuses ${name}`, () => {
      expect(refusalOf(() => sealEntry({ ...entry, ...change } as Entry))).toBe("bad-entry");
    });
  }

  test("keeps a key named __proto__", () => {
    const body = JSON.parse('{"__proto__":{"x":1}}');
    expect(sealEntry({ ...entry, body }).text).toContain('"body":{"__proto__":{"x":1}}');
  });

  test("takes nesting of exactly the bound, and refuses more, were it without end", () => {
    const nested = (levels: number) => {
      let body: Record<string, unknown> = {};
      for (let level = 1; level < levels; level++) body = { a: body };
      return { ...entry, body };
    };
    expect(refusalOf(() => sealEntry(nested(ENTRY_NESTING_MAX - 1)))).toBe("no refusal");
    expect(refusalOf(() => sealEntry(nested(ENTRY_NESTING_MAX)))).toBe("bad-entry");
    expect(refusalOf(() => sealEntry(nested(200_000)))).toBe("bad-entry");
    const loop: Record<string, unknown> = {};
    loop.loop = loop;
    expect(refusalOf(() => sealEntry({ ...entry, body: loop }))).toBe("bad-entry");
  });

  test("takes an entry of exactly the bound, and refuses one byte more", () => {
    const room = ENTRY_BYTES_MAX - Buffer.byteLength(sealEntry({ ...entry, body: { x: "" } }).text);
    const largest = `é${"x".repeat(room - 2)}`;
    expect(Buffer.byteLength(sealEntry({ ...entry, body: { x: largest } }).text)).toBe(ENTRY_BYTES_MAX);
    expect(refusalOf(() => sealEntry({ ...entry, body: { x: `${largest}x` } }))).toBe("entry-too-large");
  });
});

test("an instant has one text", () => {
  expect(instantSchema.safeParse("2024-02-29T23:59:59.999Z").success).toBe(true);
  expect(instantSchema.safeParse("2023-02-29T23:59:59.999Z").success).toBe(false);
  expect(instantSchema.safeParse("2024-02-29T24:00:00.000Z").success).toBe(false);
});
