import { describe, expect, test } from "bun:test";
import { nameFindings } from "./names.ts";
import { expectNone, readTree } from "./tree.ts";

describe("names", () => {
  test("say what they hold", () => expectNone(nameFindings(readTree())));

  test.each([
    ["src/gateway/utils.ts", ""],
    ["src/gateway/helpers/url.ts", ""],
    ["src/kernel/types.ts", ""],
    ["src/kernel/common.test.ts", ""],
    ["src/gateway/cache.ts", `export class Cache${"Manager"} {}`],
    ["src/gateway/cache.ts", `type Page${"Service"} = {};`],
    ["src/gateway/cache.ts", `export function url${"Helper"}() {}`],
  ])("refuses %s with %p", (path, text) => {
    expect(nameFindings(new Map([[path, text]]))).toHaveLength(1);
  });

  test("leaves words of the domain alone", () => {
    const text = "const services = town.services; // the Service pages\nconst managerName = 1;";
    expect(nameFindings(new Map([["demo/pages/services.ts", text]]))).toEqual([]);
  });
});
