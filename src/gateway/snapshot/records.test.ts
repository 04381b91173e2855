import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { aPage, Shelf } from "./fixture.ts";
import type { Refused } from "./ports.ts";
import { JSON_CHARACTERS_MAX, NAMES_MAX, REFUSED_MAX, VISIT_TARGETS_A_DAY_MAX } from "./records.ts";

let shelf: Shelf;
beforeEach(() => {
  shelf = new Shelf();
});
afterEach(() => shelf.clear());

describe("what was learned", () => {
  test("comes back after a restart", () => {
    const store = shelf.open();
    expect(store.remember("rules", { page: ["q", 1], accent: "é" })).toBe(true);
    expect(store.remember("rules", { page: ["q", 2] })).toBe(true);
    store.close();
    const again = shelf.open();
    expect(again.recall("rules")).toEqual({ page: ["q", 2] });
    expect(again.recall("nothing")).toBeUndefined();
  });

  test("is refused when it is too large, has no JSON form, or there are too many names", () => {
    const store = shelf.open();
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(store.remember("circle", circle)).toBe(false);
    expect(store.remember("nothing", undefined)).toBe(false);
    expect(store.remember("large", "x".repeat(JSON_CHARACTERS_MAX))).toBe(false);
    expect(store.remember("n".repeat(101), 1)).toBe(false);
    for (let i = 0; i < NAMES_MAX; i++) expect(store.remember(`name ${i}`, i)).toBe(true);
    expect(store.remember("one more", 1)).toBe(false);
    expect(store.remember("name 3", "new")).toBe(true);
    expect(store.recall("name 3")).toBe("new");
  });
});

describe("visits", () => {
  test("add up over flushes and days, and old days are forgotten", () => {
    const store = shelf.open();
    store.addVisits(10, new Map([["/", 3]]));
    store.addVisits(
      10,
      new Map([
        ["/", 2],
        ["/contact", 1],
        ["/zero", 0],
      ]),
    );
    store.addVisits(12, new Map([["/", 1]]));
    expect(store.visitsSince(10)).toEqual(
      new Map([
        ["/", 6],
        ["/contact", 1],
      ]),
    );
    expect(store.visitsSince(11)).toEqual(new Map([["/", 1]]));
    store.forgetVisitsBefore(11);
    expect(store.visitsSince(0)).toEqual(new Map([["/", 1]]));
  });

  test("of one day are bounded however many workers count; known targets go on", () => {
    const store = shelf.open();
    store.addVisits(1, new Map([["/", 1]]));
    const flood = (name: string) =>
      new Map(Array.from({ length: VISIT_TARGETS_A_DAY_MAX }, (_, i) => [`/${name}?q=${i}`, 1] as const));
    store.addVisits(1, flood("a"));
    store.addVisits(1, flood("b"));
    store.addVisits(1, new Map([["/", 5]]));
    expect(store.visitsSince(1).size).toBe(VISIT_TARGETS_A_DAY_MAX);
    expect(store.visitsSince(1).get("/")).toBe(6);
  });
});

describe("refused targets", () => {
  const refused = (name: string, count: number): Map<string, Refused> =>
    new Map(
      Array.from({ length: count }, (_, i) => [
        `/${name}${i}`,
        { because: "private", document: i % 2 === 0 },
      ]),
    );

  test("are replaced by a complete crawl and added to by one that was cut short", () => {
    const store = shelf.open();
    store.recordRefused(refused("a", 2), true);
    store.recordRefused(new Map([["/a0", { because: "sets a cookie", document: false }]]), false);
    expect(store.refused()).toEqual(
      new Map([
        ["/a0", { because: "sets a cookie", document: false }],
        ["/a1", { because: "private", document: false }],
      ]),
    );
    store.recordRefused(refused("b", 1), true);
    expect([...store.refused().keys()]).toEqual(["/b0"]);
  });

  test("are bounded", () => {
    const store = shelf.open();
    store.recordRefused(refused("a", REFUSED_MAX), false);
    store.recordRefused(refused("b", REFUSED_MAX), false);
    expect(store.refused().size).toBe(REFUSED_MAX);
  });
});

test("the end of the last complete crawl is part of the figures", () => {
  const store = shelf.open();
  store.write(aPage("/"), 1);
  expect(store.figures().crawledAtMs).toBeUndefined();
  store.completeCrawl(1_700_000_000_123);
  expect(store.figures().crawledAtMs).toBe(1_700_000_000_123);
});
