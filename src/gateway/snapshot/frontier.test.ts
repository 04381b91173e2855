import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { DEPTH_MAX, Frontier, repeatsItself, VARIANTS_LATER_MAX, VARIANTS_PROMPT_MAX } from "./frontier.ts";

function drained(frontier: Frontier): string[] {
  const targets: string[] = [];
  for (let errand = frontier.next(); errand !== undefined; errand = frontier.next())
    targets.push(errand.target);
  return targets;
}

describe("the frontier", () => {
  test("gives each target once, in the order it came, seeds and what was found", () => {
    const frontier = new Frontier(100);
    expect(frontier.addSeed("/")).toBe(true);
    expect(frontier.addFound("/a", 1)).toBe(true);
    expect(frontier.addFound("/", 1)).toBe(false);
    expect(frontier.next()).toEqual({ target: "/", depth: 0 });
    frontier.addFound("/b", 2);
    expect(drained(frontier)).toEqual(["/a", "/b"]);
    expect(frontier.addFound("/c", 1)).toBe(true);
    expect(drained(frontier)).toEqual(["/c"]);
    expect(frontier.overflowed).toBe(false);
  });

  test("is bounded in number and depth, and says so", () => {
    const frontier = new Frontier(10);
    expect(frontier.addFound("/deep", DEPTH_MAX + 1)).toBe(false);
    expect(frontier.overflowed).toBe(false);
    for (let i = 0; i < 20; i++) frontier.addSeed(`/${i}`);
    expect(drained(frontier)).toHaveLength(10);
    expect(frontier.overflowed).toBe(true);
  });

  test("refuses side effects even as seeds: visitors log out too", () => {
    expect(new Frontier(10).addSeed("/user/logout")).toBe(false);
  });

  test("puts many variants of one path behind everything else, and bounds them", () => {
    const frontier = new Frontier(100_000);
    for (let i = 0; i < 5_000; i++) frontier.addFound(`/index.php?id=${i}`, 1);
    frontier.addFound("/contact", 5);
    const targets = drained(frontier);
    expect(targets.indexOf("/contact")).toBe(VARIANTS_PROMPT_MAX);
    expect(targets).toHaveLength(VARIANTS_LATER_MAX + 1);
  });

  test("cuts combinations of filters short", () => {
    const frontier = new Frontier(100_000);
    for (let i = 0; i < 5_000; i++) frontier.addFound(`/annuaire?a=${i}&b=1&c=2`, 1);
    expect(drained(frontier)).toHaveLength(VARIANTS_PROMPT_MAX);
  });

  test.each([
    ["by path", (day: number) => `/agenda/${2000 + (day % 100)}/${1 + (day % 12)}/${1 + (day % 28)}`],
    [
      "by one segment",
      (day: number) => `/agenda/20${String(10 + (day % 80))}-${10 + (day % 3)}-${10 + (day % 20)}`,
    ],
    ["by hour", (day: number) => `/rendez-vous/etat-civil/2026-12-${10 + (day % 20)}-${10 + (day % 14)}30`],
    ["by parameter", (day: number) => `/agenda?mois=${1900 + day}-12`],
  ])("cuts an endless calendar short (%s)", (_name, targetOf) => {
    const frontier = new Frontier(100_000);
    for (let day = 0; day < 3_000; day++) frontier.addFound(targetOf(day), 1);
    expect(drained(frontier).length).toBeLessThanOrEqual(VARIANTS_PROMPT_MAX);
  });

  test("puts calendars behind everything else", () => {
    const frontier = new Frontier(100);
    frontier.addFound("/agenda/2026-11-22", 1);
    frontier.addFound("/agenda/evenement", 2);
    expect(drained(frontier)).toEqual(["/agenda/evenement", "/agenda/2026-11-22"]);
    expect(frontier.turnedAway).toBe(0);
    frontier.addFound("/a/a/a", 1);
    expect(frontier.turnedAway).toBe(1);
  });

  test("takes dated articles for what they are", () => {
    const frontier = new Frontier(100_000);
    for (let i = 0; i < 1_000; i++) frontier.addFound(`/2026/11/un-article-${i}`, 1);
    expect(drained(frontier)).toHaveLength(1_000);
  });

  test("admits no more than its bound, whatever is added", () => {
    const found = fc.record({
      target: fc.stringMatching(/^\/[ab?=&/]{0,8}$/),
      depth: fc.nat(25),
      seed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(found, { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (all, most) => {
        const frontier = new Frontier(most);
        for (const { target, depth, seed } of all)
          seed ? frontier.addSeed(target) : frontier.addFound(target, depth);
        const targets = drained(frontier);
        expect(targets.length).toBeLessThanOrEqual(most);
        expect(new Set(targets).size).toBe(targets.length);
      }),
      { numRuns: 200, seed: 2 },
    );
  });
});

describe("paths that repeat themselves", () => {
  test.each(["/a/b/a/b", "/x/a/b/a/b/c", "/a/a/a", "/fr/a/b/c/a/b/c", "/a/a/a?x=1"])("%s does", (target) => {
    expect(repeatsItself(target)).toBe(true);
  });
  test.each(["/", "/a/a", "/a/b/a", "/fr/fr/vie", "/a/b/c/a/b", "/a?x=/a/a/a"])("%s does not", (target) => {
    expect(repeatsItself(target)).toBe(false);
  });
});
