import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { beginningOf, line, prose } from "./text.ts";

describe("a line", () => {
  const name = line(20).min(1);

  test.each(["Bob Lefèvre", "N’Diaye", "Ștefan", "محمد", "山田", "👩‍🚒 Léa", "a\u00a0: b", "=1+1", "<b>"])(
    "may be %p",
    (text) => expect(name.parse(text)).toBe(text),
  );

  test.each([
    ["a line break", "a\nb"],
    ["a tabulator", "a\tb"],
    ["NUL", "a\0b"],
    ["a terminal's escape", "a\u001b[31mb"],
    ["a line separator", "a\u2028b"],
    ["a turned direction", "facture\u202efdp.exe"],
    ["an isolate", "a\u2067b"],
    ["half a surrogate pair", "a\ud800"],
    ["nothing to be seen", "\u200b\u200d\u2060"],
    ["only marks", "\u0301"],
    ["nothing", " "],
    ["too much", "a".repeat(21)],
  ])("may not have %s", (_, text) => expect(name.safeParse(text).success).toBe(false));
});

describe("a text", () => {
  const text = prose(100).min(1);

  test("keeps its lines and tabulators, and loses what nobody sees", () => {
    expect(text.parse("un\r\ndeux\rtrois\tquatre\u001b[31m\0 ")).toBe("un\ndeux\ntrois\tquatre[31m");
    expect(text.parse("facture\u202efdp.exe")).toBe("facture\u202efdp.exe");
  });

  test.each(["\0\u0007", "\u200b", "a\ud800", "", "a".repeat(101)])("may not be %p", (said) => {
    expect(text.safeParse(said).success).toBe(false);
  });

  test("is taken in the same the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (said) => {
        const once = prose(10_000).safeParse(said);
        if (once.success) expect(prose(10_000).parse(once.data)).toBe(once.data);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

test("the beginning of a line is a line", () => {
  expect(beginningOf("Saint-Étienne", 5)).toBe("Saint");
  expect(beginningOf("Le Mans", 3)).toBe("Le");
  expect(beginningOf("ab\u{1f3db}", 3)).toBe("ab");
  expect(beginningOf(`${"\u200b".repeat(9)}a`, 9)).toBe("");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), fc.nat({ max: 12 }), (said, charactersMax) => {
      const whole = line(200).safeParse(said);
      if (whole.success) line(charactersMax).parse(beginningOf(whole.data, charactersMax));
    }),
    { seed: 3, numRuns: 2_000 },
  );
});
