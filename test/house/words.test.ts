import { describe, expect, test } from "bun:test";
import { expectNone, readTree } from "./tree.ts";
import { wordFindings } from "./words.ts";

describe("words", () => {
  test("speak of the thing itself", () => expectNone(wordFindings(readTree())));

  // Each bad sentence is put together here, so that this file does not hold it.
  test.each([
    ["issue", " #12"].join(""),
    ["written by an A", "I"].join(""),
    ["the assist", "ant said"].join(""),
    ["in this sess", "ion we"].join(""),
    ["https://regis", "try.example.org/zod"].join(""),
    ["cd /wor", "k/main"].join(""),
    ["// TO", "DO later"].join(""),
    ["<<<<<<", "< HEAD"].join(""),
  ])("%p is found", (sentence) => {
    expect(wordFindings(new Map([["src/gateway/a.ts", sentence]]))).toHaveLength(1);
  });

  test("a session cookie, GPTBot and a colour are fine", () => {
    const text = 'const SESSION = "session"; // GPTBot, #12ab34, bench/.work/ and the session of a visitor';
    expect(wordFindings(new Map([["src/gateway/a.ts", text]]))).toEqual([]);
  });
});
