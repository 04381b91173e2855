import { expect, test } from "bun:test";
import { PASS_MARKS_MAX, PassMarks } from "./pass-marks.ts";

test("a mark holds until its time, and can be renewed", () => {
  const marks = new PassMarks();
  marks.mark("/a", 100);
  expect([marks.has("/a", 99), marks.has("/b", 99), marks.has("/a", 100), marks.size]).toEqual([
    true,
    false,
    false,
    0,
  ]);
  marks.mark("/a", 100);
  marks.mark("/a", 200);
  expect(marks.has("/a", 150)).toBe(true);
});

test("marks are bounded; the oldest gives way", () => {
  const marks = new PassMarks();
  for (let n = 0; n <= PASS_MARKS_MAX; n++) marks.mark(`/${n}`, 100);
  expect(marks.size).toBe(PASS_MARKS_MAX);
  expect([marks.has("/0", 1), marks.has("/1", 1), marks.has(`/${PASS_MARKS_MAX}`, 1)]).toEqual([
    false,
    true,
    true,
  ]);
});
