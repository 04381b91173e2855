import { readFileSync, writeSync } from "node:fs";
import { open, placeIn } from "./town-journal.ts";

/** An import that is killed: `kill-importer.ts FOLDER FILE`. Prints a line when it begins and when it is done. */
if (import.meta.main) {
  const [folder = "", file = ""] = process.argv.slice(2);
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const journal = open(placeIn(folder));
  writeSync(1, "begun\n");
  journal.importEntries(lines);
  journal.close();
  writeSync(1, "done\n");
}
