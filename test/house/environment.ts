import { type Finding, lineAt, type Tree } from "./tree.ts";

const READS = /\b(?:process\.env|Bun\.env|import\.meta\.env)\b/g;

/** Reads of the environment outside src/config.ts. The launcher, tests and bench stand before or outside of it. */
export function environmentFindings(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) => {
    if (!/^(src|demo)\/.*\.tsx?$/.test(path) || path === "src/config.ts" || path.endsWith(".test.ts"))
      return [];
    return [...text.matchAll(READS)].map((match) => ({
      where: `${path}:${lineAt(text, match.index)}`,
      what: `reads ${match[0]}.`,
      remedy:
        "Make it a setting of src/config.ts and take it as an argument (test/house/README.md, environment).",
    }));
  });
}
