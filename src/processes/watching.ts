import type { Settings } from "../config.ts";
import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { systemClock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { Notices } from "../notices/index.ts";
import { openWatch, type Watch } from "../watch/index.ts";
import { followOwnSites } from "./own-sites.ts";

/** The watch, between the journal, the room that tells people of what it found, and the crisis room. */
export function openWatching(
  journal: Journal,
  { dataFolder, watch: settings, status, sites, demo }: Settings,
  notices: Pick<Notices, "tell" | "hasGroup">,
  log: Log,
): Watch {
  const watch = openWatch({
    journal,
    dataFolder,
    settings,
    clock: systemClock,
    log,
    look: { name: status.town, zone: status.time_zone },
    tell: (message) => notices.tell(message, program("watch")),
    hasGroup: (name) => notices.hasGroup(name),
  });
  if (!demo) followOwnSites(journal, watch, sites, log);
  return watch;
}
