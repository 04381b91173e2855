import type { Finding, Tree } from "./tree.ts";

const README_LINES_MIN = 10;
const README_LINES_MAX = 30;

/** Folders of src that hold code, in order. */
export function roomsOf(tree: Tree): string[] {
  const rooms = [...tree.keys()].map((path) => /^src\/([^/]+)\/.*\.tsx?$/.exec(path)?.[1]);
  return [...new Set(rooms.filter((room) => room !== undefined))].sort();
}

/** Rooms whose README.md is missing, too short to tell anything or too long to be read. */
export function roomFindings(tree: Tree): Finding[] {
  return roomsOf(tree).flatMap((room) => {
    const where = `src/${room}/README.md`;
    const text = tree.get(where);
    const remedy = `Say the room's purpose, its invariants and what to touch to add a kind, in ${README_LINES_MIN} to ${README_LINES_MAX} lines (test/house/README.md, rooms).`;
    if (text === undefined) return [{ where, what: "is missing.", remedy }];
    const lines = text.trimEnd().split("\n").length;
    const fits = lines >= README_LINES_MIN && lines <= README_LINES_MAX;
    return fits ? [] : [{ where, what: `has ${lines} lines.`, remedy }];
  });
}
