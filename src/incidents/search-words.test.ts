import { describe, expect, test } from "bun:test";
import { SEARCH_CHARACTERS_MAX, SEARCH_WORDS_MAX, searchQuestion, subjectWord } from "./search-words.ts";

describe("a search", () => {
  test.each([
    ["isolé mess", '"isolé"* AND "mess"*'],
    ["a", '"a"'],
    ["l’œuvre", '"l" AND "oeuvre"*'],
    ['"OR" NEAR(x) -y *', '"OR"* AND "NEAR"* AND "x" AND "y"'],
  ])("for %p asks for each word", (typed, question) => expect(searchQuestion(typed)).toBe(question));

  test.each(["", "  ", "***", '"'])("for %p asks nothing", (typed) =>
    expect(searchQuestion(typed)).toBeUndefined(),
  );

  test("asks for so many words of so many characters", () => {
    expect(searchQuestion("mot ".repeat(SEARCH_WORDS_MAX + 1))?.split(" AND ")).toHaveLength(
      SEARCH_WORDS_MAX,
    );
    expect(searchQuestion("x".repeat(SEARCH_CHARACTERS_MAX + 1))).toBe(
      `"${"x".repeat(SEARCH_CHARACTERS_MAX)}"*`,
    );
  });
});

test("the word of a subject is one word", () => expect(subjectWord("i-a1-b2")).toBe("subjectia1b2"));
