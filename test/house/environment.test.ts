import { describe, expect, test } from "bun:test";
import { environmentFindings } from "./environment.ts";
import { expectNone, readTree } from "./tree.ts";

describe("the environment", () => {
  test("is read in src/config.ts only", () => expectNone(environmentFindings(readTree())));

  test("a read elsewhere is found", () => {
    const text = "const a = process.env.A;\nconst b = Bun.env.B;\n";
    expect(environmentFindings(new Map([["src/gateway/server.ts", text]]))).toHaveLength(2);
    expect(environmentFindings(new Map([["src/config.ts", text]]))).toEqual([]);
    expect(environmentFindings(new Map([["bin/packages.mjs", text]]))).toEqual([]);
  });
});
