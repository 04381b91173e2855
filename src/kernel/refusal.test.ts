import { expect, test } from "bun:test";
import { errorLine, Refusal } from "./refusal.ts";

test("a refusal reads as where, what, what to do", () => {
  const refusal = new Refusal(
    "unknown-site",
    "There is no such site.",
    "--site marie",
    'Did you mean "mairie"?',
  );
  expect(errorLine(refusal)).toBe('--site marie: There is no such site. Did you mean "mairie"?');
  expect(refusal.message).toBe('There is no such site. (--site marie). Did you mean "mairie"?');
  expect(refusal).toBeInstanceOf(Error);
});

test("any other error reads as its message", () => {
  expect(errorLine(new Error("disk full"))).toBe("disk full");
  expect(errorLine("odd")).toBe("odd");
});
