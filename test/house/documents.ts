import { posix } from "node:path";
import { type Finding, lineAt, type Tree } from "./tree.ts";

/** Endings of files that we keep; a name with one of them, in backticks, is a promise that the file is there. */
const KEPT = /\.(ts|tsx|mjs|css|html|md|json|sh|service|nft|conf|toml)$/;
/** Files that a reader makes or that a run makes: named in documents, not kept in the repository. */
const MADE = new Set(["beffroi.toml", "bunfig.toml"]);
const REMEDY = "Correct the name, or take the sentence out (test/house/README.md, documents).";

/** Paths that documents name in backticks or link to and that do not exist. */
export function documentFindings(tree: Tree): Finding[] {
  const known = new Set(tree.keys());
  for (const path of tree.keys()) {
    for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) known.add(folder);
  }
  const top = new Set([...known].map((path) => path.split("/")[0]));
  // A name without a folder ("events.ts") speaks of every file of that name.
  const names = new Set([...tree.keys()].map((path) => posix.basename(path)));
  return [...tree]
    .filter(([path]) => path.endsWith(".md"))
    .flatMap(([path, text]) =>
      pathsIn(text, top).flatMap(({ name, index, link }) => {
        if (!link && names.has(name)) return [];
        const bases = link ? [posix.dirname(path)] : [posix.dirname(path), ".", "src"];
        if (bases.some((base) => known.has(posix.join(base, name).replace(/\/$/, "")))) return [];
        return [
          {
            where: `${path}:${lineAt(text, index)}`,
            what: `names ${name}, which is not there.`,
            remedy: REMEDY,
          },
        ];
      }),
    );
}

type Named = { readonly name: string; readonly index: number; readonly link: boolean };

function pathsIn(text: string, top: ReadonlySet<string | undefined>): Named[] {
  // Blocks of commands show what a reader types, on a machine of theirs.
  const prose = text.replace(/^```.*?^```/gms, (block) =>
    " ".repeat(block.length).replace(/ /g, (c, i) => (block[i] === "\n" ? "\n" : c)),
  );
  const named: Named[] = [];
  for (const match of prose.matchAll(/`([^`\n]+)`/g)) {
    const name = match[1] ?? "";
    if (!/^[\w@.][\w@./-]*$/.test(name) || MADE.has(name)) continue;
    const inRepository = name.includes("/") && top.has(name.split("/")[0]);
    if (inRepository || (KEPT.test(name) && !name.startsWith(".")))
      named.push({ name, index: match.index, link: false });
  }
  for (const match of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    const name = (match[1] ?? "").split("#")[0] ?? "";
    if (name !== "" && !/^[a-z]+:/.test(name)) named.push({ name, index: match.index, link: true });
  }
  return named;
}
