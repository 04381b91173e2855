import { readFileSync, writeSync } from "node:fs";
import { openNoticeRoom } from "./notice-room.ts";

/**
 * A keeper's room that tells people, in a process of its own, to be killed: `notice-child.ts FOLDER SETTINGS.json`. Sends
 * what is queued in FOLDER and prints "idle" when nothing is left.
 */
if (import.meta.main) {
  const [folder = "", settings = ""] = process.argv.slice(2);
  const room = openNoticeRoom({ folder, settings: JSON.parse(readFileSync(settings, "utf8")) });
  room.start();
  const open = "SELECT 1 FROM notice_deliveries WHERE state IN ('waiting', 'attempting') LIMIT 1";
  while (room.journal.query(open).length > 0) await Bun.sleep(10);
  writeSync(1, "idle\n");
  // Until it is killed, as a keeper is that has nothing to do.
  setInterval(() => {}, 60_000);
}
