import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { aPage, Shelf } from "./fixture.ts";
import type { Snapshot } from "./ports.ts";
import { DAYS_KEPT, dayOf, KNOWN_MAX, NEWCOMERS_MAX, VisitCounter } from "./visits.ts";

const DAY_MS = 86_400_000;
const NOW = Date.parse("2026-01-05T09:00:00Z");

let shelf: Shelf;
let store: Snapshot;
beforeEach(() => {
  shelf = new Shelf();
  store = shelf.open();
});
afterEach(() => shelf.clear());

function countTimes(counter: VisitCounter, target: string, times: number): void {
  for (let i = 0; i < times; i++) counter.count(target);
}

describe("page views", () => {
  test("reach the records at each flush, once, and add up", () => {
    const counter = new VisitCounter();
    countTimes(counter, "/", 3);
    counter.flush(store, NOW);
    counter.flush(store, NOW + 60_000);
    countTimes(counter, "/", 2);
    counter.count("/contact");
    counter.flush(store, NOW + 120_000);
    expect(store.visitsSince(dayOf(NOW))).toEqual(
      new Map([
        ["/", 5],
        ["/contact", 1],
      ]),
    );
  });

  test("of today and the last seven days are kept", () => {
    const counter = new VisitCounter();
    for (let day = 0; day < 12; day++) {
      counter.count("/");
      counter.flush(store, NOW + day * DAY_MS);
    }
    expect(store.visitsSince(0).get("/")).toBe(DAYS_KEPT);
  });

  test("that could not be written are written the next time", () => {
    const counter = new VisitCounter();
    counter.count("/");
    counter.flush({ ...store, targets: () => [], addVisits: () => false }, NOW);
    counter.count("/");
    counter.flush(store, NOW);
    expect(store.visitsSince(0)).toEqual(new Map([["/", 2]]));
  });
});

describe("a flood of random addresses", () => {
  test("does not grow the memory, is counted as other, and pushes no known page out", () => {
    store.addVisits(
      dayOf(NOW) - 1,
      new Map([
        ["/read-last-week", 40],
        ["/once", 1],
      ]),
    );
    store.write(aPage("/in-the-snapshot"), NOW);
    const counter = new VisitCounter();
    counter.expectFrom(store, NOW);
    for (let i = 0; i < 50_000; i++) counter.count(`/search?q=${i}`);
    countTimes(counter, "/read-last-week", 7);
    countTimes(counter, "/in-the-snapshot", 5);
    expect(counter.size).toBeLessThanOrEqual(KNOWN_MAX + NEWCOMERS_MAX);
    expect(counter.other).toBe(50_000 - NEWCOMERS_MAX);
    counter.flush(store, NOW);
    const visits = store.visitsSince(dayOf(NOW));
    expect(visits.get("/read-last-week")).toBe(7);
    expect(visits.get("/in-the-snapshot")).toBe(5);
    expect(visits.size).toBe(NEWCOMERS_MAX + 2);
  });

  test("of long addresses takes no memory", () => {
    const counter = new VisitCounter();
    counter.count(`/${"x".repeat(10_000)}`);
    expect(counter.size).toBe(0);
    expect(counter.other).toBe(1);
  });

  test("has lost its places on the next day", () => {
    const counter = new VisitCounter();
    counter.flush(store, NOW);
    for (let i = 0; i < NEWCOMERS_MAX + 10; i++) counter.count(`/search?q=${i}`);
    counter.flush(store, NOW + DAY_MS);
    expect(counter.size).toBe(0);
    counter.count("/new-page");
    counter.flush(store, NOW + DAY_MS);
    expect(store.visitsSince(dayOf(NOW) + 1).get("/new-page")).toBe(1);
  });

  test("of addresses seen before does not fill the places of known pages either", () => {
    const counter = new VisitCounter();
    counter.expect(Array.from({ length: KNOWN_MAX + 500 }, (_, i) => `/${i}`));
    expect(counter.size).toBe(KNOWN_MAX);
  });

  test("in any mix keeps the bound, and loses no view of a known page", () => {
    const view = fc.oneof(fc.constantFrom("/", "/a"), fc.stringMatching(/^\/[a-z]{1,4}$/));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(view, fc.constant("flush"), fc.constant("tomorrow")), { maxLength: 60 }),
        (acts) => {
          const written = new Map<string, number>();
          const records = {
            addVisits: (_day: number, counts: ReadonlyMap<string, number>) => {
              for (const [target, views] of counts) written.set(target, (written.get(target) ?? 0) + views);
              return true;
            },
            forgetVisitsBefore: () => {},
            visitsSince: () => new Map([["/", 9]]),
            targets: () => ["/a"],
          };
          const counter = new VisitCounter();
          const expected = new Map<string, number>();
          let nowMs = NOW;
          for (const act of acts) {
            if (act === "tomorrow") nowMs += DAY_MS;
            if (act === "tomorrow" || act === "flush") counter.flush(records, nowMs);
            else {
              counter.count(act);
              expected.set(act, (expected.get(act) ?? 0) + 1);
            }
          }
          counter.flush(records, nowMs);
          expect(written).toEqual(expected);
          expect(counter.other).toBe(0);
        },
      ),
      { numRuns: 200, seed: 4 },
    );
  });
});
