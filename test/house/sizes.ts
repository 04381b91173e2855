import type { Finding, Tree } from "./tree.ts";

const FILE_LINES_MAX = 400;
const MAIN_LINES_MAX = 100;
const CODE = /^(src|test|demo|bench|bin)\/.*\.(ts|tsx|mjs|js|css)$/;

/** Source files that are too long to be read in one go. Functions are measured by Biome (biome.json). */
export function sizeFindings(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) => {
    if (!CODE.test(path)) return [];
    const lines = text.replace(/\n$/, "").split("\n").length;
    const linesMax = path === "src/main.ts" ? MAIN_LINES_MAX : FILE_LINES_MAX;
    if (lines <= linesMax) return [];
    const what = `has ${lines} lines, more than ${linesMax}.`;
    return [{ where: path, what, remedy: "Split it by what it is about (test/house/README.md, sizes)." }];
  });
}
