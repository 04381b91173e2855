/** What tests of rooms need of the journal's own test support: a journal in a temporary folder, and the proof of views. */
export {
  type TemporaryJournal,
  temporaryJournal,
} from "../../src/journal/testing/temporary-journal.ts";
export { dumpViews, seeded, viewsMatchRebuild } from "../../src/journal/testing/views-match-rebuild.ts";
