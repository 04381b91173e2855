import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { goalsMarkdown, type Section, sectionMarkdown } from "./section.ts";

/** One run of the benchmarks of one script, as bench/RESULTS.md tells it. */
export type Run = {
  /** The script of package.json: "bench:gateway". */
  script: string;
  title: string;
  machine: readonly string[];
  startedAt: Date;
  sections: readonly Section[];
};

/** A run as text: what was run where, what falls short first, then each benchmark. */
export function runMarkdown({ script, title, machine, startedAt, sections }: Run): string {
  const goals = sections.flatMap((section) => section.goals);
  const short = goals.filter(({ met }) => !met);
  const faults = sections.flatMap((section) => section.faults.map((fault) => `${section.title}: ${fault}`));
  const parts = [
    `# ${title}\n`,
    `Written by \`npm run ${script}\` from the figures of one run; nothing here was entered by hand. How it measures: [README.md](README.md).\n`,
    `Run of ${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC:\n`,
    `${machine.map((line) => `- ${line}`).join("\n")}\n`,
    `## What falls short\n`,
    short.length === 0 ? `Nothing: all ${goals.length} goals are reached.\n` : goalsMarkdown(short),
  ];
  if (faults.length > 0) parts.push(`Went wrong:\n\n${faults.map((fault) => `- ${fault}`).join("\n")}\n`);
  return [...parts, ...sections.map(sectionMarkdown)].join("\n");
}

/**
 * `file` with the part of `script` replaced by `part`, and every other script's part left as it is; a part that was not
 * there comes last. Parts stand between comments that name their script.
 */
export function withPart(file: string, script: string, part: string): string {
  const [begin, end] = [`<!-- ${script} -->\n`, `<!-- end of ${script} -->\n`];
  const from = file.indexOf(begin);
  const to = file.indexOf(end, from);
  const whole = `${begin}${part.trimEnd()}\n${end}`;
  if (from < 0 || to < 0) return file === "" ? whole : `${file.trimEnd()}\n\n${whole}`;
  return file.slice(0, from) + whole + file.slice(to + end.length);
}

/** Writes the part of `script` into the results at `path`; the others stay. */
export function writePart(path: string, script: string, part: string): void {
  writeFileSync(path, withPart(existsSync(path) ? readFileSync(path, "utf8") : "", script, part));
}
