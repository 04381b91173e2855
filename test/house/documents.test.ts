import { describe, expect, test } from "bun:test";
import { documentFindings } from "./documents.ts";
import { expectNone, readTree } from "./tree.ts";

describe("documents", () => {
  test("name only what exists", () => expectNone(documentFindings(readTree())));

  const found = (sentence: string) =>
    documentFindings(
      new Map([
        ["docs/operating.md", sentence],
        ["src/gateway/cache/store.ts", ""],
        ["src/gateway/README.md", ""],
      ]),
    ).map(({ what }) => what);

  test.each([
    ["see `src/gateway/gone.ts`", "src/gateway/gone.ts"],
    ["see `src/gone/`", "src/gone/"],
    ["see `gone.md`", "gone.md"],
    ["see [that](../src/gateway/gone.md)", "gone.md"],
    ["see [that](gone.md#part)", "gone.md"],
  ])("%s is found", (sentence, name) => {
    expect(found(sentence).join()).toContain(name);
  });

  test.each([
    "see `src/gateway/cache/store.ts` and `gateway/cache/` and `src/gateway`",
    "see [that](../src/gateway/README.md#part) and [there](https://example.org/x.md)",
    "write `beffroi.toml`, `/contact`, `text/html`, `s-maxage=5`, `node src/x.ts --flag`",
    "```\nnode `src/gone.ts`\n```",
  ])("%p is fine", (sentence) => {
    expect(found(sentence)).toEqual([]);
  });
});
