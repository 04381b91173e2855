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
  GROUP_MAX,
  type Journal,
  type JournalOptions,
  openJournal,
  READ_LIMIT_MAX,
} from "./journal.ts";
export type { Binding } from "./read.ts";
export type { Page } from "./store.ts";
export {
  type LaneReport,
  type Problem,
  type ProblemCode,
  type VerifyReport,
  verifyJournal,
} from "./verify.ts";
export type { View } from "./views.ts";
