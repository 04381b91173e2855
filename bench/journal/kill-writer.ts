import { writeSync } from "node:fs";
import { note, open, placeIn } from "./town-journal.ts";

/**
 * A writer that is killed: `kill-writer.ts FOLDER GROUP`. Prints "n id" of each entry after the append returned, with a
 * blocking write: a line that is out was acknowledged. Every 50th time it signs a checkpoint, too.
 */
if (import.meta.main) {
  const [folder = "", group = "1"] = process.argv.slice(2);
  const journal = open(placeIn(folder));
  for (let round = 0, number = journal.count(); ; round++) {
    const events = Array.from({ length: Number(group) }, () => note(number++));
    const written =
      events.length === 1 && events[0] ? [journal.append(events[0])] : journal.appendAll(events);
    writeSync(1, written.map(({ id, entry }) => `${entry.n} ${id}\n`).join(""));
    if (round % 50 === 49) journal.checkpoint();
  }
}
