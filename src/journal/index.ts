/** The journal's only door. Importing it does nothing. */
export {
  ENTRY_BYTES_MAX,
  type Entry,
  entrySchema,
  GENESIS,
  instantSchema,
  type NewEntry,
  type StoredEntry,
} from "./entry.ts";
export { exportLines } from "./export.ts";
export type { Listener } from "./follow.ts";
export {
  type Catalogue,
  type Delivery,
  type Journal,
  type JournalOptions,
  openJournal,
  type Projection,
  READ_LIMIT_MAX,
} from "./journal.ts";
export type { Page } from "./store.ts";
export {
  type LaneReport,
  type Problem,
  type ProblemCode,
  type VerifyReport,
  verifyJournal,
} from "./verify.ts";
