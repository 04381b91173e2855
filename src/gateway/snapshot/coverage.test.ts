import { afterEach, beforeEach, expect, test } from "bun:test";
import { coverageSchema } from "../events.ts";
import { coverage, MISSING_MAX, snapshotCoverage, VIEWS_OF_A_PAGE_MIN } from "./coverage.ts";
import { aPage, HOUR_MS, Shelf } from "./fixture.ts";
import { dayOf } from "./visits.ts";

let shelf: Shelf;
beforeEach(() => {
  shelf = new Shelf();
});
afterEach(() => shelf.clear());

const NOW = Date.parse("2026-01-05T09:00:00Z");
const nothing = {
  site: "mairie",
  kept: new Set<string>(),
  refused: new Map(),
  visits: new Map(),
  crawledAtMs: undefined,
  nowMs: NOW,
};

test("says what share would survive and names the rest, most visited first", () => {
  const found = coverage({
    ...nothing,
    kept: new Set(["/", "/contact"]),
    refused: new Map([
      ["/compte", { because: "sets a cookie", document: true }],
      ["/contact", { because: "an earlier refusal", document: true }],
      ["/style.css", { because: "private", document: false }],
      ["/b", { because: "private", document: true }],
    ]),
    visits: new Map([
      ["/", 80],
      ["/compte", 10],
      ["/lost", VIEWS_OF_A_PAGE_MIN],
      ["/recherche?q=x", VIEWS_OF_A_PAGE_MIN - 1],
    ]),
    crawledAtMs: NOW - HOUR_MS,
  });
  expect(found).toEqual({
    site: "mairie",
    pagesKnown: 5,
    pagesKept: 2,
    visits: 95,
    visitsKept: 80,
    missing: [
      { target: "/compte", visits: 10, because: "sets a cookie" },
      { target: "/lost", visits: 3, because: expect.stringContaining("never met it") },
      { target: "/b", visits: 0, because: "private" },
      { target: "/style.css", visits: 0, because: "private (a part of pages, not a page)" },
    ],
    snapshotAgeMs: HOUR_MS,
  });
});

test("of nothing is nothing, not an error", () => {
  const found = coverage(nothing);
  expect(found).toEqual({
    site: "mairie",
    pagesKnown: 0,
    pagesKept: 0,
    visits: 0,
    visitsKept: 0,
    missing: [],
    snapshotAgeMs: null,
  });
});

test("fits the contract whatever the numbers", () => {
  const refused = new Map(
    Array.from({ length: 900 }, (_, i) => [`/${i}`, { because: "private", document: true }] as const),
  );
  const found = coverage({ ...nothing, refused, crawledAtMs: NOW + HOUR_MS });
  expect(coverageSchema.parse(found)).toEqual(found);
  expect(found.missing).toHaveLength(MISSING_MAX);
  expect(found.pagesKnown).toBe(900);
  expect(found.snapshotAgeMs).toBe(0);
});

test("is read from the snapshot: documents, refusals and the visits of the last week", () => {
  const store = shelf.open();
  store.write(aPage("/"), NOW);
  store.write(aPage("/s.css", "", { headers: [["content-type", "text/css"]] }), NOW);
  store.recordRefused(new Map([["/compte", { because: "private", document: true }]]), true);
  store.addVisits(
    dayOf(NOW),
    new Map([
      ["/", 3],
      ["/compte", 1],
    ]),
  );
  store.addVisits(dayOf(NOW) - 9, new Map([["/", 1_000]]));
  store.completeCrawl(NOW - 1);
  expect(snapshotCoverage("mairie", store, NOW)).toMatchObject({
    pagesKnown: 2,
    pagesKept: 1,
    visits: 4,
    visitsKept: 3,
    missing: [{ target: "/compte", visits: 1, because: "private" }],
    snapshotAgeMs: 1,
  });
});
