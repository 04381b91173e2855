import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeFileDurably } from "../../kernel/durable.ts";
import { SHEET_BYTES_MAX } from "./cacao.ts";
import { readSheet, type Sheet } from "./sheet.ts";

/**
 * The sheets on disk: those shipped, those that the town put into its own folder, and the exact text of each that was
 * ever started, so that a run shows the sheet that people had before them even when the file has changed since.
 */

/** Files looked at in one folder. */
export const SHEETS_MAX = 100;
/** Started sheets whose text is held in memory. */
const KEPT_IN_MEMORY_MAX = 50;

export type Origin = "shipped" | "town";
export type Shelf = {
  sheets: { sheet: Sheet; origin: Origin }[];
  /** Files that are no sheet, and why. */
  refused: { file: string; what: string }[];
};

export type Sheets = {
  /** What can be started now. The folders are read anew: a file that was put there counts at once. */
  shelf(): Shelf;
  /** The sheet with this playbook id; the town's own wins over a shipped one. */
  find(playbook: string): Sheet | undefined;
  /** Makes sure that this text can be found by its revision for ever. On disk when it returns. */
  keep(sheet: Sheet): void;
  /** A sheet that was kept, or is on the shelf as it was; undefined when its text is not on this machine. */
  kept(revision: string): Sheet | undefined;
};

/** @param shipped folder of the program; @param town folder of the data: its *.json, and below it kept/ */
export function openSheets(shipped: string, town: string): Sheets {
  const memory = new Map<string, Sheet>();
  const keptPath = (revision: string) => join(town, "kept", `${revision}.json`);

  function shelf(): Shelf {
    const own = readFolder(town, "town");
    const names = new Set(own.sheets.map(({ sheet }) => sheet.cacao.id));
    const base = readFolder(shipped, "shipped");
    return {
      sheets: [...own.sheets, ...base.sheets.filter(({ sheet }) => !names.has(sheet.cacao.id))],
      refused: [...own.refused, ...base.refused],
    };
  }

  function remember(sheet: Sheet): Sheet {
    const oldest = memory.size >= KEPT_IN_MEMORY_MAX ? memory.keys().next().value : undefined;
    if (oldest !== undefined) memory.delete(oldest);
    memory.set(sheet.revision, sheet);
    return sheet;
  }

  return {
    shelf,
    find: (playbook) => shelf().sheets.find(({ sheet }) => sheet.cacao.id === playbook)?.sheet,
    keep(sheet) {
      if (!existsSync(keptPath(sheet.revision))) writeFileDurably(keptPath(sheet.revision), sheet.text);
      remember(sheet);
    },
    kept(revision) {
      const known = memory.get(revision);
      if (known !== undefined) return known;
      const read = existsSync(keptPath(revision)) ? readFile(keptPath(revision)) : undefined;
      // A kept file that somebody changed is not the text that the journal names.
      if (typeof read === "object" && read.revision === revision) return remember(read);
      const still = shelf().sheets.find(({ sheet }) => sheet.revision === revision)?.sheet;
      return still === undefined ? undefined : remember(still);
    },
  };
}

function readFolder(folder: string, origin: Origin): Shelf {
  const shelf: Shelf = { sheets: [], refused: [] };
  if (!existsSync(folder)) return shelf;
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort();
  for (const file of files.slice(SHEETS_MAX))
    shelf.refused.push({ file, what: `More than ${SHEETS_MAX} files.` });
  const seen = new Set<string>();
  for (const file of files.slice(0, SHEETS_MAX)) {
    const sheet = readFile(join(folder, file));
    if (typeof sheet === "string") shelf.refused.push({ file, what: sheet });
    else if (seen.has(sheet.cacao.id))
      shelf.refused.push({ file, what: "Another file has the same playbook id." });
    else {
      seen.add(sheet.cacao.id);
      shelf.sheets.push({ sheet, origin });
    }
  }
  return shelf;
}

function readFile(path: string): Sheet | string {
  try {
    if (statSync(path).size > SHEET_BYTES_MAX) return `The file has more than ${SHEET_BYTES_MAX} bytes.`;
    return readSheet(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
