import { expect, test } from "bun:test";
import fc from "fast-check";
import { SearchPages } from "./search-page.ts";

test("finds the sites in whose text all words stand, whatever was changed before, in the order of numbers", () => {
  const word = fc.constantFrom("mairie", "ville", "saint", "nimes", "a", "www");
  const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(" "));
  const act = fc.tuple(fc.integer({ min: 1, max: 9_000 }), fc.option(text));
  fc.assert(
    fc.property(
      fc.array(act, { maxLength: 60 }),
      fc.array(word, { minLength: 1, maxLength: 3 }),
      (acts, words) => {
        const pages = new SearchPages();
        const plain = new Map<number, string>();
        for (const [n, [site, line]] of acts.entries()) {
          if (line === null) {
            pages.delete(site);
            plain.delete(site);
          } else {
            pages.set(site, line);
            plain.set(site, line);
          }
          // Some searches in between: what they made ready must not outlast a change.
          if (n % 5 === 0) pages.search(words);
        }
        const expected = [...plain].filter(([, line]) => words.every((one) => line.includes(one)));
        expect(pages.search(words)).toEqual(expected.map(([site]) => site).sort((a, b) => a - b));
      },
    ),
    { numRuns: 300 },
  );
});
