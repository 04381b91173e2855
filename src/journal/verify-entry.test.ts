import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { canonicalJson } from "../kernel/canonical.ts";
import { parseCanonical } from "./verify-entry.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** Keys that JSON engines reorder, prototypes' names, and plain ones. */
const key = fc.oneof(
  fc.nat({ max: 30 }).map(String),
  fc.constantFrom("__proto__", "constructor", "é", ""),
  fc.string(),
);

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.string({ unit: "binary" }),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc.dictionary(key, tie("value"), { maxKeys: 6, noNullPrototype: true }),
}));

/** JSON text of a value with its keys in the order in which they were added, which the engine's own order is not. */
function textInOrder(entries: [string, unknown][]): string {
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${canonicalJson(value)}`).join(",")}}`;
}

describe("parseCanonical", () => {
  test("takes the canonical text of any object", () => {
    fc.assert(
      fc.property(json.object, (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(parseCanonical(bytes(canonicalJson(plain)))).toEqual(plain);
      }),
      { seed: 21, numRuns: 300 },
    );
  });

  test("takes a text if and only if it is the canonical one, whatever the order of keys", () => {
    let taken = 0;
    let refused = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(key, json.value), { selector: ([name]) => name, maxLength: 4 }),
        (pairs) => {
          const text = textInOrder(pairs);
          const isCanonical = canonicalJson(JSON.parse(text)) === text;
          expect(parseCanonical(bytes(text)) !== undefined).toBe(isCanonical);
          if (isCanonical) taken++;
          else refused++;
        },
      ),
      { seed: 22, numRuns: 300 },
    );
    expect(Math.min(taken, refused)).toBeGreaterThan(30);
  });

  for (const [name, text] of [
    ["a space", '{"a": 1}'],
    ["a line break at the end", '{"a":1}\n'],
    ["a key twice", '{"a":1,"a":1}'],
    ["keys out of order", '{"b":1,"a":1}'],
    ["keys out of order within", '{"a":[{"c":1,"b":1}]}'],
    ["numbers' keys in their numeric order", '{"9":1,"10":1}'],
    ["1.0", '{"a":1.0}'],
    ["1E3", '{"a":1E3}'],
    ["-0", '{"a":-0}'],
    ["a number too large", '{"a":1e400}'],
    ["a needless escape", '{"a":"\\u0041"}'],
    ["an escaped slash", '{"a":"\\/"}'],
    ["a lone surrogate, escaped", '{"a":"\\ud800"}'],
    ["a pair of surrogates, escaped", '{"a":"\\ud83d\\udd14"}'],
    ["a byte order mark", '\ufeff{"a":1}'],
    ["a list", "[1]"],
    ["null", "null"],
    ["nothing", ""],
    ["half an object", '{"a":'],
    ["nesting without end", `{"a":${"[".repeat(30_000)}${"]".repeat(30_000)}}`],
  ] as const) {
    test(`refuses ${name}`, () => {
      expect(parseCanonical(bytes(text))).toBeUndefined();
    });
  }

  test("takes nesting of 64 levels and refuses 65", () => {
    const nested = (levels: number) => bytes(`{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`);
    expect(parseCanonical(nested(64))).toBeDefined();
    expect(parseCanonical(nested(65))).toBeUndefined();
  });

  test("refuses bytes that are not UTF-8, even where the replacement character would stand for them", () => {
    const good = bytes('{"a":"\ufffd"}');
    expect(parseCanonical(good)).toEqual({ a: "\ufffd" });
    const at = good.indexOf(0xef);
    expect(
      parseCanonical(Uint8Array.from([...good.slice(0, at), 0xff, ...good.slice(at + 3)])),
    ).toBeUndefined();
  });
});
