import { describe, expect, test } from "bun:test";
import { closestWord } from "./closest.ts";

describe("the closest known word", () => {
  const known = ["listen", "listen_tls", "workers", "origin"];

  test.each([
    ["lisen", "listen"],
    ["Listen", "listen"],
    ["worker", "workers"],
    ["orign", "origin"],
    ["listentls", "listen_tls"],
  ])("of %s is %s", (word, expected) => {
    expect(closestWord(word, known)).toBe(expected);
  });

  test.each(["certificate", "", "x", "nothing_like_it"])("of %p is none", (word) => {
    expect(closestWord(word, known)).toBeUndefined();
  });

  test("of nothing known is none", () => expect(closestWord("listen", [])).toBeUndefined());
});
