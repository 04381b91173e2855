import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { aroundOf, piecesOf, placeInBody, placeOf } from "./marks.ts";
import { sliceKind } from "./strip.tsx";

const marked = (id: string, quote: string, span: [number, number] | null = null) => ({ id, quote, span });

describe("marks in a text", () => {
  test("stand where the span says, if its words are the quote; else where the quote stands; else nowhere", () => {
    const text = "Un titre\n\nLa mairie dément. La mairie dément.";
    expect(placeOf(marked("1", "La mairie dément.", [28, 45]), text)).toEqual([28, 45]);
    expect(placeOf(marked("1", "La mairie dément.", [0, 8]), text)).toEqual([10, 27]);
    expect(placeOf(marked("1", "La mairie confirme.", [0, 8]), text)).toBeUndefined();
  });

  test("a quote on one line is found where the text breaks it", () => {
    expect(placeOf(marked("1", "La mairie dément", [0, 16]), "La mairie\ndément.")).toEqual([0, 16]);
  });

  test("whatever is marked, the pieces together are the text", () => {
    const span = fc
      .tuple(fc.nat(80), fc.nat(80))
      .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60, unit: "binary" }),
        fc.array(span, { maxLength: 6 }),
        (text, spans) => {
          const marks = spans.map((one, place) => marked(String(place), text.slice(...one), one));
          expect(
            piecesOf(text, marks)
              .map((piece) => piece.text)
              .join(""),
          ).toBe(text);
        },
      ),
    );
  });

  test("what two statements share is marked with both", () => {
    const pieces = piecesOf("abcdef", [marked("x", "abcd", [0, 4]), marked("y", "cdef", [2, 6])]);
    expect(pieces.map(({ text, ids }) => [text, ids.join("")])).toEqual([
      ["ab", "x"],
      ["cd", "xy"],
      ["ef", "y"],
    ]);
  });

  test("an excerpt stays in its paragraph, and is bounded", () => {
    const text = `avant\n${"a".repeat(2_000)}ICI${"b".repeat(2_000)}\naprès`;
    const at = text.indexOf("ICI");
    const [from, to] = aroundOf(text, [at, at + 3], 700);
    expect(text.slice(from, to)).toMatch(/^a+ICIb+$/);
    expect(to - from).toBeLessThanOrEqual(700);
    expect(aroundOf("un\nICI\ndeux", [3, 6])).toEqual([3, 6]);
  });
});

test("an excerpt shows the sentence rather than the headline, and is cut between words", () => {
  const text = "Saint-Aubin attaquée\n\nLe site de Saint-Aubin est inaccessible.";
  expect(placeInBody("Saint-Aubin", text)).toEqual([33, 44]);
  expect(placeInBody("attaquée", text)).toEqual([12, 20]);
  expect(placeInBody("absent", text)).toBeUndefined();
  const long = `${"mot ".repeat(300)}ICI ${"mot ".repeat(300)}`;
  const at = long.indexOf("ICI");
  expect(long.slice(...aroundOf(long, [at, at + 3], 100))).toMatch(/^(mot )+ICI( mot)+$/);
});

test("a part of the strip is what its rounds were", () => {
  const part = { from: "", to: "" };
  expect(sliceKind({ ...part, n: 0, d: 0, p: 0 })).toBe("none");
  expect(sliceKind({ ...part, n: 3, d: 0, p: 0 })).toBe("up");
  expect(sliceKind({ ...part, n: 3, d: 0, p: 1 })).toBe("shaky");
  expect(sliceKind({ ...part, n: 3, d: 2, p: 0 })).toBe("shaky");
  expect(sliceKind({ ...part, n: 3, d: 3, p: 0 })).toBe("down");
});
