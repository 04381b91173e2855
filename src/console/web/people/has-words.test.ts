import { expect, test } from "bun:test";
import { hasWords } from "./has-words.ts";

test.each([
  ["", true],
  ["ELODIE", true],
  ["goff dir", true],
  ["goff maire", false],
])("%s: %s", (words, found) => {
  expect(hasWords(words, "Élodie Le Goff", "Directrice")).toBe(found);
});
