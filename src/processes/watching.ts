import type { Settings } from "../config.ts";
import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { systemClock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { Notices } from "../notices/index.ts";
import { openWatch, type Watch } from "../watch/index.ts";

/** The watch, between the journal and the room that tells people of what it found. */
export function openWatching(
  journal: Journal,
  { dataFolder, watch, status }: Settings,
  notices: Pick<Notices, "tell">,
  log: Log,
): Watch {
  return openWatch({
    journal,
    dataFolder,
    settings: watch,
    clock: systemClock,
    log,
    look: { name: status.town, zone: status.time_zone },
    tell: (message) => notices.tell(message, program("watch")),
  });
}
