import { expect, test } from "bun:test";
import { countSuite, type Suite } from "./cache-tests-count.ts";

const suites: Suite[] = [
  {
    id: "a",
    tests: [
      { id: "a1" },
      { id: "a2", kind: "optimal", depends_on: ["a1"] },
      { id: "a3", kind: "check", depends_on: ["a2"] },
      { id: "browser", browser_only: true },
    ],
  },
  { id: "b", tests: [{ id: "b1", kind: "required" }] },
];

test("counts every kind, leaves browser tests out, and follows dependencies to their end", () => {
  const count = countSuite(suites, { a1: ["Assertion", "no"], a2: true, a3: true });
  expect(count.run).toBe(4);
  expect(count.passed).toBe(2);
  expect(count.passedWithDependencies).toBe(0);
  expect(count.required).toEqual({ run: 2, passed: 0 });
  expect(count.groups).toEqual({ a: { run: 3, passed: 2 }, b: { run: 1, passed: 0 } });
  expect(count.failures).toEqual([
    { group: "a", id: "a1", kind: "required", why: "Assertion: no" },
    { group: "b", id: "b1", kind: "required", why: "did not run" },
  ]);
});
