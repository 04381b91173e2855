import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { addressOf, placeOf } from "../place.ts";
import { censusAddress, censusSteps, choiceOf } from "./census-query.ts";
import { csvAddress, FILTERS, type Filter, filterOf, isFiltered, queryOf, stepsOf } from "./list-query.ts";

/** What the page's address holds: filters of the list, the moment of a census. */

describe("filters in the address", () => {
  test("come back as they went, whatever is sought", () => {
    const words = fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.isWellFormed());
    const filter = fc.record({ q: words, tag: words }, { requiredKeys: [] });
    fc.assert(
      fc.property(filter, (given) => {
        const address = addressOf("sites", "list", ...stepsOf({ ...given, verdict: "inaccessible" }));
        const found = filterOf(placeOf(address).slice(2));
        expect(found).toEqual({ ...given, verdict: "inaccessible" });
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test("that mean nothing are not asked", () => {
    expect(
      filterOf(["verdict", "broken", "departement", "35'", "sort", "size", "colour", "red", "q"]),
    ).toEqual({});
    expect(filterOf(["departement", "2A", "kind", "epci"])).toEqual({ departement: "2A", kind: "epci" });
  });

  test("make the question, gravest first, and the table without an order", () => {
    const filter: Filter = { q: "mairie & co", departement: "35" };
    expect(queryOf(filter)).toBe("?sort=verdict&q=mairie+%26+co&departement=35");
    expect(queryOf({ sort: "name" })).toBe("?sort=name");
    expect(csvAddress({ ...filter, sort: "name" })).toBe(
      "/api/watch/sites.csv?q=mairie+%26+co&departement=35",
    );
    expect(csvAddress({})).toBe("/api/watch/sites.csv");
    expect(isFiltered({ sort: "name" })).toBe(false);
    for (const name of FILTERS.filter((one) => one !== "sort"))
      expect(isFiltered({ [name]: "x" })).toBe(true);
  });
});

describe("the moment of a census", () => {
  test("comes back as it went", () => {
    const choice = { at: "2024-12-31T15:00:00.000Z", minutes: 60, verdict: "inaccessible" } as const;
    expect(choiceOf(placeOf(addressOf(...censusSteps(choice))))).toEqual(choice);
    expect(censusAddress(choice, ".csv")).toBe(
      "/api/watch/census.csv?at=2024-12-31T15%3A00%3A00.000Z&minutes=60&verdict=inaccessible",
    );
  });

  test("is none when the address names none; odd spans and verdicts are the usual ones", () => {
    expect(choiceOf([])).toBeUndefined();
    expect(choiceOf(["at", "yesterday"])).toBeUndefined();
    expect(choiceOf(["at", "2024-12-31T15:00:00Z", "minutes", "7", "verdict", "gone"])).toEqual({
      at: "2024-12-31T15:00:00.000Z",
      minutes: 60,
      verdict: undefined,
    });
  });
});
