import { describe, expect, test } from "bun:test";
import { testFindings } from "./tests.ts";
import { expectNone, readTree } from "./tree.ts";

describe("tests", () => {
  test("can fail, and all of them run", () => expectNone(testFindings(readTree())));

  // The word is put in by the test, so that this file does not hold it.
  test.each(["only", "skip", "todo"])("a test that is marked .%s is found", (mark) => {
    const text = `test.${mark}("a", () => expect(1).toBe(1));`;
    expect(testFindings(new Map([["src/gateway/a.test.ts", text]]))).toHaveLength(1);
  });

  test("a file that expects nothing is found", () => {
    expect(testFindings(new Map([["src/gateway/a.test.ts", 'test("a", () => {});']]))).toHaveLength(1);
    expect(testFindings(new Map([["src/gateway/a.test.ts", 'test("a", () => expect(1).toBe(1));']]))).toEqual(
      [],
    );
  });
});
