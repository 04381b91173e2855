import type { Actor } from "../../kernel/actor.ts";
import type { Log } from "../../kernel/log.ts";
import { errorLine } from "../../kernel/refusal.ts";
import { fresh, says } from "../acts.ts";
import type { ActAnswer } from "../events.ts";
import type { FileStore } from "../file-store.ts";
import { answerOf, type Desk, perform } from "../perform.ts";
import { entryAt, findIncident, findItem } from "../read.ts";
import { alreadyExists, noSuchIncident } from "../refusals.ts";
import { gather } from "./gather.ts";
import { situationPage } from "./page.ts";

/** Reports are made one after the other: each has a number, and two at once would have the same. */

const sayReport = says("member", "incident.report-made", fresh);

export type ReportDesk = Desk & { files: FileStore; town: string; log: Log };

export type MakeReport = (incident: string, id: string, actor: Actor) => Promise<ActAnswer>;

export function reportMaker(desk: ReportDesk): MakeReport {
  let last: Promise<unknown> = Promise.resolve();
  return (incident, id, actor) => {
    const made = last.then(() => makeReport(desk, incident, id, actor));
    last = made.catch(() => {});
    return made;
  };
}

/** The page is on disk before the entry that names it. A repeat (the same id) gives the report that was made first. */
async function makeReport(desk: ReportDesk, id: string, itemId: string, actor: Actor): Promise<ActAnswer> {
  const { journal, clock, files, town } = desk;
  const earlier = findItem(journal, itemId);
  if (earlier !== undefined) {
    if (earlier.type !== "report" || earlier.incident !== id) throw alreadyExists(itemId);
    return answerOf(journal, entryAt(journal, earlier.position));
  }
  const checkpoint = signedCheckpoint(desk);
  const incident = findIncident(journal, id);
  if (incident === undefined) throw noSuchIncident(id);
  const newest = journal.read({ limit: 1 })[0];
  if (newest === undefined) throw noSuchIncident(id);
  const upTo = { lane: newest.entry.lane, n: newest.entry.n, id: newest.id };
  const number = reportsOf(desk, id) + 1;
  const madeAt = new Date(clock.now()).toISOString();
  const page = situationPage(gather(journal, { town, number, madeAt, incident, head: upTo, checkpoint }));
  return files.keep([Buffer.from(page)], (stored) =>
    perform(
      desk,
      sayReport,
      { id: itemId, ...stored, number, upTo },
      { incident: id, actor, occurredAt: undefined },
    ),
  );
}

/** A paper without a checkpoint is better than none. */
function signedCheckpoint({ journal, log }: ReportDesk): string | null {
  try {
    return journal.checkpoint().note;
  } catch (error) {
    log("warn", "a situation report has no checkpoint", { reason: errorLine(error) });
    return null;
  }
}

function reportsOf({ journal }: Desk, id: string): number {
  const rows = journal.query<{ reports: number }>("SELECT reports FROM incidents WHERE id = ?", id);
  return rows[0]?.reports ?? 0;
}
