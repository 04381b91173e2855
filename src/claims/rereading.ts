import type { Journal } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { Rereading, RereadingEnd } from "./answers.ts";
import { KEPT_READINGS_MAX } from "./events.ts";
import { documentFacts } from "./look-documents.ts";
import type { ReadingDesk } from "./read-document.ts";
import { EXTRACTOR_VERSION } from "./reading.ts";
import { type Reread, rereadOne } from "./reread.ts";

/** Reading again with today's rules: one document at once, or all that older rules read, in the background. */

export type RereadingDesk = ReadingDesk & {
  readonly journal: Pick<Journal, "query" | "append" | "appendAll">;
  readonly log: Log;
  /** What was read of an event changed: it is judged anew and acted upon. */
  changed(event: string): void;
};

export type Rereader = {
  /** Reads one document again, whichever rules read it last. Throws the Refusal "not-found". */
  one(document: string, actor: Actor): Reread["outcome"];
  /** Begins with all that older rules read; while it goes on, does nothing more. */
  start(actor: Actor): void;
  look(): Rereading;
  close(): void;
};

/** Of its time, the work leaves this many parts to others for each that it takes. */
const REST_FACTOR = 3;

export function openRereader(desk: RereadingDesk): Rereader {
  const { journal, clock, log } = desk;
  let running: { total: number; done: number; changed: number; missing: number } | undefined;
  let last: RereadingEnd | null = null;
  let closed = false;

  function keep(documents: readonly string[], actor: Actor): void {
    if (documents.length === 0) return;
    const body = { extractor: EXTRACTOR_VERSION, documents: [...documents] };
    journal.append({ actor, kind: "claims.readings-kept", subject: "claims", body });
  }

  function one(document: string, actor: Actor): Reread {
    const reread = rereadOne(desk, document, actor);
    if (reread.outcome === "changed") for (const event of reread.events) desk.changed(event);
    return reread;
  }

  async function work(documents: readonly string[], actor: Actor): Promise<void> {
    const count = { total: documents.length, done: 0, changed: 0, missing: 0 };
    running = count;
    let same: string[] = [];
    let stopped: string | null = null;
    try {
      for (const document of documents) {
        if (closed) return;
        const begun = performance.now();
        const { outcome } = one(document, actor);
        count.done++;
        if (outcome === "changed") count.changed++;
        else if (outcome === "no-text") count.missing++;
        else same.push(document);
        if (same.length === KEPT_READINGS_MAX) {
          keep(same, actor);
          same = [];
        }
        await Bun.sleep(Math.max(1, REST_FACTOR * (performance.now() - begun)));
      }
      keep(same, actor);
    } catch (error) {
      stopped = errorLine(error);
      log("error", "documents could not be read again", { done: count.done, reason: stopped });
    } finally {
      last = { at: new Date(clock.now()).toISOString(), ...count, stopped };
      running = undefined;
    }
  }

  return {
    one(document, actor) {
      const reread = one(document, actor);
      const isOlder = documentFacts(journal, document)?.extractor !== EXTRACTOR_VERSION;
      if (reread.outcome === "same" && isOlder) keep([document], actor);
      return reread.outcome;
    },
    start(actor) {
      if (running !== undefined || closed) return;
      void work(outdated(journal), actor);
    },
    look: () => ({
      extractor: EXTRACTOR_VERSION,
      outdated: outdatedCount(journal),
      running: running === undefined ? null : { ...running },
      last,
    }),
    close() {
      closed = true;
    },
  };
}

/** Documents that older rules read, the latest first. */
function outdated(journal: Pick<Journal, "query">): string[] {
  return journal
    .query<{ document: string }>(
      "SELECT document FROM claims_documents WHERE extractor <> ? ORDER BY position DESC",
      EXTRACTOR_VERSION,
    )
    .map(({ document }) => document);
}

function outdatedCount(journal: Pick<Journal, "query">): number {
  const [row] = journal.query<{ count: number }>(
    "SELECT count(*) AS count FROM claims_documents WHERE extractor <> ?",
    EXTRACTOR_VERSION,
  );
  return row?.count ?? 0;
}
