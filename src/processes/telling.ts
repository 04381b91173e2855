import { findIncident } from "../incidents/read.ts";
import { checkpointQr, type Journal } from "../journal/index.ts";
import { systemClock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { type Checkpoint, type Notices, openNotices } from "../notices/index.ts";
import { makeDirectory } from "../people/views.ts";
import type { Settings } from "../config.ts";

/** The room that tells people, between the address book, the crisis room and the journal's checkpoints. */
export function openTelling(
  journal: Journal,
  { dataFolder, notices: settings }: Settings,
  log: Log,
): Notices {
  const directory = makeDirectory(journal);
  return openNotices({
    journal,
    dataFolder,
    settings,
    clock: systemClock,
    log,
    contacts: () => directory.contacts(),
    isExercise: (incident) => findIncident(journal, incident)?.exercise,
    checkpoint: () => checkpointOf(journal),
  });
}

/** The journal's checkpoint as it is now, to be mailed. */
export function checkpointOf(journal: Pick<Journal, "checkpoint">): Checkpoint {
  const { note } = journal.checkpoint();
  return { text: note, qr: checkpointQr(note) };
}
