import { type Finding, lineAt, type Tree } from "./tree.ts";

const MAIN = "src/main.ts";
/** How documents write a command: as typed in a checkout, or by its short name in backticks. */
const CALLED = /(?:bin\/beffroi\.mjs|npm run beffroi --|`beffroi) ([a-z][a-z-]*)/g;

/** Commands that documents tell people to run and that src/main.ts does not have, and the other way round. */
export function commandFindings(tree: Tree): Finding[] {
  const table = [...(tree.get(MAIN) ?? "").matchAll(/^ {2}"?([a-z-]+)"?: \{\s*says:/gm)].map(
    (match) => match[1] ?? "",
  );
  const known = new Set([...table, "help"]);
  const told = new Set<string>();
  const findings: Finding[] = [];
  for (const [path, text] of tree) {
    if (!path.endsWith(".md")) continue;
    for (const match of text.matchAll(CALLED)) {
      const name = match[1] ?? "";
      told.add(name);
      // The ready line starts like a command.
      if (known.has(name) || name === "ready") continue;
      const remedy = `Write one of: ${[...known].join(", ")} (test/house/README.md, commands).`;
      findings.push({
        where: `${path}:${lineAt(text, match.index)}`,
        what: `tells of "beffroi ${name}".`,
        remedy,
      });
    }
  }
  for (const name of table) {
    if (told.has(name)) continue;
    const remedy = "Say in a document what it is for (test/house/README.md, commands).";
    findings.push({ where: MAIN, what: `no document tells of "beffroi ${name}".`, remedy });
  }
  return findings;
}
