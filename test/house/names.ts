import { type Finding, lineAt, type Tree } from "./tree.ts";

/** Drawers that swallow everything: as a file's or folder's name, and as the end of a declared name. */
const DRAWERS = new Set(["util", "utils", "helper", "helpers", "types", "common", "misc", "shared", "lib"]);
const DECLARED =
  /\b(?:class|interface|type|function|const|let|enum)\s+(\w*(?:Manager|Service|Utils?|Helpers?))\b/g;
const REMEDY = "Name what it is or does, with the field's own word (test/house/README.md, names).";

/** Names that say nothing about what they hold. */
export function nameFindings(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) => {
    if (!/^(src|test|demo|bench|bin)\//.test(path)) return [];
    const findings: Finding[] = path
      .split("/")
      .map((step) => step.split(".")[0] ?? "")
      .filter((stem) => DRAWERS.has(stem.toLowerCase()) || /(Manager|Service)$/.test(stem))
      .map((stem) => ({ where: path, what: `"${stem}" names a drawer, not a thing.`, remedy: REMEDY }));
    // In the demonstration town a service is the town hall's.
    if (!/\.(tsx?|mjs)$/.test(path) || path.startsWith("demo/")) return findings;
    for (const match of text.matchAll(DECLARED)) {
      const where = `${path}:${lineAt(text, match.index)}`;
      findings.push({ where, what: `"${match[1]}" names a drawer, not a thing.`, remedy: REMEDY });
    }
    return findings;
  });
}
