import { expect, test } from "bun:test";
import { makePlaces } from "./places.ts";

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "taken";
};

test("nobody takes every place, a crowd no more than there are, and a place is freed once", () => {
  const places = makePlaces(5, 2);
  const first = places.take("alice");
  places.take("alice");
  expect(codeOf(() => places.take("alice"))).toBe("too-many-transfers");
  for (const who of ["bob", "bob", "chloe"]) places.take(who);
  expect(codeOf(() => places.take("david"))).toBe("too-many-transfers");
  first();
  first();
  expect(places.taken()).toBe(4);
  expect(codeOf(() => places.take("alice"))).toBe("taken");
  expect(codeOf(() => places.take("david"))).toBe("too-many-transfers");
});
