import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "bun:test";

/** Path from the repository's root -> text. Pictures and fonts have an empty text. A bad example is a small Map. */
export type Tree = ReadonlyMap<string, string>;

/** One breach of a house rule: where, what is wrong, what to do. */
export type Finding = { readonly where: string; readonly what: string; readonly remedy: string };

export const ROOT = dirname(dirname(import.meta.dir));

const BINARY = /\.(png|jpg|jpeg|webp|avif|gif|ico|pdf|woff2?|gz|br|db|pcap)$/;

/** Everything below `root` that .gitignore does not name. */
export function readTree(root = ROOT): Tree {
  const ignored = ignoreRules(readFileSync(join(root, ".gitignore"), "utf8"));
  const tree = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === ".git" || ignored(entry.isDirectory() ? `${path}/` : path)) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile())
        tree.set(path, BINARY.test(path) ? "" : readFileSync(join(root, path), "utf8"));
    }
  };
  walk("");
  return tree;
}

/** The part of .gitignore's language that ours uses: `name/`, `path/to/`, `*.ending`, `name`. */
export function ignoreRules(text: string): (path: string) => boolean {
  const rules = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return (path) =>
    rules.some((rule) => {
      if (rule.startsWith("*")) return path.endsWith(rule.slice(1));
      return path === rule || path.endsWith(`/${rule}`);
    });
}

/** Fails with one readable line a finding. */
export function expectNone(findings: readonly Finding[]): void {
  const lines = findings.map(({ where, what, remedy }) => `${where}: ${what} ${remedy}`);
  expect(lines.join("\n")).toBe("");
}

/** Number of a text's line that holds the character at `index`, from 1. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
