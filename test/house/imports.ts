import { posix } from "node:path";
import { type Finding, lineAt, type Tree } from "./tree.ts";

/**
 * Rooms from left to right. A room may import itself, kernel, journal/index.ts, gazetteer/index.ts, and events.ts
 * and codes.ts (its lists of words, light enough for a browser) of rooms with a smaller number. Files directly in src and src/processes compose the rooms: they may import every room, and only the command
 * line, which starts them, may import them.
 */
const ORDER: Readonly<Record<string, number>> = {
  kernel: 0,
  journal: 1,
  gazetteer: 1,
  gateway: 2,
  watch: 2,
  sensors: 2,
  people: 2,
  claims: 3,
  incidents: 4,
  notices: 4,
  status: 4,
  continuity: 5,
  console: 6,
  drill: 6,
  cli: 7,
};
/** What every room to the right may call: the journal, and the book of French public bodies, which holds no state. */
const OPEN_DOORS: ReadonlySet<string> = new Set(["src/journal/index.ts", "src/gazetteer/index.ts"]);
const COMPOSITION = "processes";
const STARTER = "cli";
const REMEDY =
  "Ask for a function in the room's dependencies and hand it over in src/processes, or move what both need to kernel (test/house/README.md, imports).";

export type Import = { readonly specifier: string; readonly line: number };

/** All modules that a formatted source file names: static, type-only, re-exported, dynamic and required. */
export function importsOf(text: string): Import[] {
  const patterns = [
    /^(?:import|export)\b[^"'`;]*?\bfrom\s+"([^"]+)"/gm,
    /^import\s+"([^"]+)"/gm,
    /\b(?:import|require)\(\s*"([^"]+)"/g,
  ];
  return patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map((match) => ({ specifier: match[1] ?? "", line: lineAt(text, match.index) }))
    .sort((a, b) => a.line - b.line);
}

export const isSource = (path: string): boolean => /\.tsx?$/.test(path);

/** Imports between rooms that go against the order or past a room's door. */
export function importFindings(tree: Tree): Finding[] {
  return [...tree]
    .filter(([path]) => path.startsWith("src/") && isSource(path))
    .flatMap(([path, text]) =>
      importsOf(text).flatMap(({ specifier, line }) => {
        const what = specifier.startsWith(".") ? fault(path, specifier) : undefined;
        return what === undefined ? [] : [{ where: `${path}:${line}`, what, remedy: REMEDY }];
      }),
    );
}

function fault(path: string, specifier: string): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(path), specifier));
  if (posix.extname(target) === "") return `imports "${specifier}" without its ending.`;
  const room = roomOf(path);
  if (room === undefined) return undefined;
  if (room === COMPOSITION) {
    return roomOf(target) === STARTER
      ? `imports ${target}, but the command line starts the processes.`
      : undefined;
  }
  const rank = ORDER[room];
  if (rank === undefined) return `is in "${room}", which has no place in the order of rooms yet.`;
  const isTest = /\.test\.tsx?$/.test(path);
  if (isTest && target.startsWith("test/support/")) return undefined;
  if (!target.startsWith("src/")) return `imports ${target}, which is outside src.`;
  const targetRoom = roomOf(target);
  if (targetRoom === room || targetRoom === "kernel") return undefined;
  if (targetRoom === undefined || targetRoom === COMPOSITION) {
    return room === STARTER ? undefined : `imports ${target}, which composes the rooms.`;
  }
  const targetRank = ORDER[targetRoom] ?? Number.POSITIVE_INFINITY;
  if (targetRank >= rank) return `imports ${target}: ${targetRoom} is not to the left of ${room}.`;
  const said = [`src/${targetRoom}/events.ts`, `src/${targetRoom}/codes.ts`];
  if (OPEN_DOORS.has(target) || said.includes(target)) return undefined;
  return `imports ${target}, which is not a door that ${room} may use.`;
}

/** Name of the folder below src, or undefined for a file that stands directly in src. */
function roomOf(path: string): string | undefined {
  const steps = path.split("/");
  return steps.length > 2 ? steps[1] : undefined;
}
