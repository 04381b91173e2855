import { expect, test } from "bun:test";
import { filterOf, isFiltered, pageOf, queryOf, stepsOf } from "./event-query.ts";

test("what narrows the list stands in the address and comes back from it", () => {
  const filter = { q: "Castres = ?", type: "ddos", review: "1", page: "2" };
  expect(filterOf(stepsOf(filter))).toEqual(filter);
  expect(filterOf(["color=red", "type"])).toEqual({ type: "" });
  expect(stepsOf({ q: "", page: "" })).toEqual([]);
});

test("a page of the list is asked for by its offset; what is no page is the first", () => {
  expect(queryOf({ type: "ddos", page: "3" })).toBe("?type=ddos&limit=50&offset=100");
  for (const page of ["0", "-1", "x", "1.5"]) expect(pageOf({ page })).toBe(1);
});

test("order, page and exercise do not narrow", () => {
  expect(isFiltered({ sort: "from", page: "2", exercise: "1" })).toBe(false);
  expect(isFiltered({ verdict: "not_observed" })).toBe(true);
});
