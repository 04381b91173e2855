import { expect, test } from "bun:test";
import { withPart } from "./report.ts";

const both = withPart(withPart("", "bench:one", "# One\n\nfirst\n"), "bench:two", "# Two\n");

test("each script has its part, in the order of their first runs", () => {
  expect(both).toBe(
    "<!-- bench:one -->\n# One\n\nfirst\n<!-- end of bench:one -->\n\n<!-- bench:two -->\n# Two\n<!-- end of bench:two -->\n",
  );
});

test("a run replaces its own part and nothing else", () => {
  const again = withPart(both, "bench:one", "# One\n\nsecond, and longer\n");
  expect(again).toContain("second, and longer");
  expect(again).not.toContain("first");
  expect(again.slice(again.indexOf("<!-- bench:two"))).toBe(both.slice(both.indexOf("<!-- bench:two")));
  expect(withPart(again, "bench:one", "# One\n\nfirst\n")).toBe(both);
});
