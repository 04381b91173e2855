import { expect, test } from "bun:test";
import { madeTitles } from "./title.ts";

test.each([
  [["Castres"], "Castres, 5 janvier 2026", "Castres, 5 January 2026"],
  [["Castres", "Lorient"], "Castres et Lorient, 5 janvier 2026", "Castres and Lorient, 5 January 2026"],
  [["A", "B", "C"], "A, B et C, 5 janvier 2026", "A, B and C, 5 January 2026"],
  [
    ["Castres", "Lorient", "C", "D", "E", "F"],
    "Castres, Lorient et 4 autres, 5 janvier 2026",
    "Castres, Lorient and 4 others, 5 January 2026",
  ],
  [[], "Aucun organisme, 5 janvier 2026", "No body, 5 January 2026"],
])("%p", (bodies, title, titleEn) => {
  expect(madeTitles(bodies, "2026-01-04T23:00:00.000Z")).toEqual({ title, titleEn });
});

test("the day is the one that it was in France, also in summer", () => {
  expect(madeTitles(["Sète"], "2026-07-31T22:00:00.000Z")).toEqual({
    title: "Sète, 1er août 2026",
    titleEn: "Sète, 1 August 2026",
  });
});
