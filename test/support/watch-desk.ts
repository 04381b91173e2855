import { openGazetteer } from "../../src/gazetteer/index.ts";
import type { Journal } from "../../src/journal/index.ts";
import type { Desk } from "../../src/watch/bodies/desk.ts";
import { bodiesView, openBook } from "../../src/watch/bodies/index.ts";
import { watchEvents } from "../../src/watch/events.ts";
import { temporaryJournal } from "./journal.ts";

/** The desk at which sites are added, changed and taken in, on a journal of its own. `close` verifies it and takes it away. */
export function openWatchDesk(): { journal: Journal; desk: Desk; close(): void } {
  const place = temporaryJournal();
  const journal = place.open({ catalogue: watchEvents, views: [bodiesView] });
  return {
    journal,
    desk: { journal, book: openBook(journal), gazetteer: openGazetteer, allowed: [] },
    close() {
      journal.close();
      place.verifyAndRemove();
    },
  };
}
