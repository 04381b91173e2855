import { describe, expect, test } from "bun:test";
import { dependencyFindings } from "./dependencies.ts";
import { expectNone, readTree, type Tree } from "./tree.ts";

/** A small repository in order; each test breaks one thing. */
function good(change: Record<string, string> = {}): Tree {
  const manifest = {
    license: "EUPL-1.2",
    dependencies: { zod: "4.0.0" },
    devDependencies: { "fast-check": "4.0.0" },
  };
  const lock = { packages: { "": { license: "EUPL-1.2" }, "node_modules/zod": { license: "MIT" } } };
  return new Map(
    Object.entries({
      "package.json": JSON.stringify(manifest),
      "package-lock.json": JSON.stringify(lock),
      LICENSE: "EUROPEAN UNION PUBLIC LICENCE v. 1.2\n",
      "docs/decisions/dependencies.md": "| `zod` | reason |\n| `fast-check` | reason |\n",
      "src/config.ts": 'import { z } from "zod";\nimport { join } from "node:path";\n',
      ...change,
    }),
  );
}
const whats = (tree: Tree) => dependencyFindings(tree).map(({ what }) => what);

describe("dependencies", () => {
  test("have a reason, are declared, and their licences fit", () =>
    expectNone(dependencyFindings(readTree())));

  test("an orderly repository has no findings", () => expect(whats(good())).toEqual([]));

  test.each([
    ["docs/decisions/dependencies.md", "| `zod` | reason |\n", '"fast-check" has no reason'],
    [
      "docs/decisions/dependencies.md",
      "| `zod` | a |\n| `fast-check` | a |\n| `left-pad` | a |\n",
      '"left-pad" is not in',
    ],
    ["src/gateway/a.ts", 'import x from "left-pad/deep";\n', 'imports "left-pad/deep"'],
    ["src/gateway/a.ts", 'import fc from "fast-check";\n', 'imports "fast-check"'],
    ["LICENSE", "MIT License\n", "not the text"],
    ["package-lock.json", '{"packages":{"":{"license":"MIT"}}}', "another licence"],
    [
      "package-lock.json",
      '{"packages":{"":{"license":"EUPL-1.2"},"node_modules/a":{}}}',
      "node_modules/a is under",
    ],
    [
      "package-lock.json",
      '{"packages":{"":{"license":"EUPL-1.2"},"node_modules/a":{"license":"MIT","optionalDependencies":{"a-musl":"1"}}}}',
      "asks for a-musl",
    ],
  ])("a breach in %s is found: %s", (path, text, what) => {
    expect(whats(good({ [path]: text })).join()).toContain(what);
  });

  test("a test may import what only tests need", () => {
    expect(whats(good({ "src/gateway/a.test.ts": 'import fc from "fast-check";\n' }))).toEqual([]);
  });
});
