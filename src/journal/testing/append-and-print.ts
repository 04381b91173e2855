import { writeSync } from "node:fs";
import { systemClock } from "../../kernel/clock.ts";
import { openJournal } from "../index.ts";
import { catalogue, rung } from "./temporary-journal.ts";

/**
 * A writer that tests start and kill: `append-and-print.ts PATH KEYS LANE COUNT`. Prints "n id" of each entry after
 * `append` returned, with a blocking write: a line that is out was acknowledged.
 */
if (import.meta.main) {
  const [path = "", keysFolder = "", lane = "", count = "0"] = process.argv.slice(2);
  const journal = openJournal({ path, keysFolder, lane, clock: systemClock, catalogue });
  for (let stroke = 0; stroke < Number(count); stroke++) {
    const { id, entry } = journal.append(rung(stroke));
    writeSync(1, `${entry.n} ${id}\n`);
  }
  journal.close();
}
