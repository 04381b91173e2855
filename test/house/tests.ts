import { type Finding, lineAt, type Tree } from "./tree.ts";

const TESTS = /\.(test|e2e|crash)\.tsx?$/;
const ABSENT = /\b(?:test|it|describe)\.(only|skip|todo)\b/g;

/** Tests that cannot fail: without an expectation, left out, or that leave the others out. */
export function testFindings(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) => {
    if (!TESTS.test(path)) return [];
    const findings: Finding[] = [...text.matchAll(ABSENT)].map((match) => ({
      where: `${path}:${lineAt(text, match.index)}`,
      what: `has ${match[0]}.`,
      remedy: "Run it always, or take it out (test/house/README.md, tests).",
    }));
    if (!/\bexpect(None|That)?\b[.(]|\bassert\w*\(/.test(text)) {
      findings.push({ where: path, what: "expects nothing.", remedy: "State what must hold with expect." });
    }
    return findings;
  });
}
