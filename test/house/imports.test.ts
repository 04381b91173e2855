import { describe, expect, test } from "bun:test";
import { importFindings, importsOf } from "./imports.ts";
import { expectNone, readTree } from "./tree.ts";

const one = (path: string, specifier: string) =>
  importFindings(new Map([[path, `import { a } from "${specifier}";\n`]])).map(({ what }) => what);

describe("the order of imports", () => {
  test("holds in src", () => expectNone(importFindings(readTree())));

  test.each([
    ["src/gateway/cache/store.ts", "../../kernel/clock.ts"],
    ["src/gateway/server.ts", "../journal/index.ts"],
    ["src/console/routes.ts", "../gateway/events.ts"],
    ["src/gateway/server.ts", "./cache/store.ts"],
    ["src/processes/keeper.ts", "../gateway/server.ts"],
    ["src/config.ts", "./gateway/config.ts"],
    ["src/gateway/server.test.ts", "../../test/support/clock.ts"],
    ["src/cli/up.ts", "../processes/supervisor.ts"],
    ["src/cli/up.ts", "../config.ts"],
    ["src/gateway/server.ts", "zod"],
  ])("lets %s import %s", (path, specifier) => {
    expect(one(path, specifier)).toEqual([]);
  });

  test.each([
    ["src/kernel/clock.ts", "../journal/index.ts", "not to the left"],
    ["src/gateway/server.ts", "../journal/store.ts", "not a door"],
    ["src/gateway/server.ts", "../console/events.ts", "not to the left"],
    ["src/gateway/server.ts", "../watch/events.ts", "not to the left"],
    ["src/console/routes.ts", "../gateway/index.ts", "not a door"],
    ["src/gateway/server.ts", "../config.ts", "composes the rooms"],
    ["src/gateway/server.ts", "../processes/link.ts", "composes the rooms"],
    ["src/gateway/server.ts", "../../test/support/clock.ts", "outside src"],
    ["src/cli/up.ts", "../gateway/server.ts", "not a door"],
    ["src/processes/keeper.ts", "../cli/up.ts", "starts the processes"],
    ["src/novelty/server.ts", "../kernel/clock.ts", "no place in the order"],
    ["src/gateway/server.ts", "./cache/store", "without its ending"],
  ])("refuses that %s imports %s", (path, specifier, reason) => {
    expect(one(path, specifier).join()).toContain(reason);
  });
});

test("finds imports of every form", () => {
  const text = [
    'import { a } from "./1.ts";',
    "import {",
    "  type B,",
    '} from "./2.ts";',
    'import type { C } from "./3.ts";',
    'export * from "./4.ts";',
    'import "./5.ts";',
    'const d = await import("./6.ts");',
    'type E = import("./7.ts").E;',
  ].join("\n");
  expect(importsOf(text).map(({ specifier, line }) => [specifier, line])).toEqual([
    ["./1.ts", 1],
    ["./2.ts", 2],
    ["./3.ts", 5],
    ["./4.ts", 6],
    ["./5.ts", 7],
    ["./6.ts", 8],
    ["./7.ts", 9],
  ]);
});
