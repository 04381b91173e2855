import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { csvLine, csvOf } from "./csv.ts";

describe("a cell", () => {
  test.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+33 1", "'+33 1"],
    ["-2", "'-2"],
    ["@SUM", "'@SUM"],
    ["\t=1", "'\t=1"],
    [" =1", "' =1"],
    ["a,b", '"a,b"'],
    ['a "b"', '"a ""b"""'],
    ["Évreux", "Évreux"],
    [-2, "-2"],
    [null, ""],
  ])("%p is written %s", (cell, written) => expect(csvLine([cell])).toBe(`${written}\r\n`));

  test("never begins as a formula, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [line = ""] = csvOf(["a"], [[text]])
          .split("\r\n")
          .slice(1);
        expect(/^"?[=+\-@\t\r]/.test(line)).toBe(false);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
