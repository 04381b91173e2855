/** The journal's only door. Importing it does nothing. */
export { CHECKPOINT_BYTES_MAX, checkpointHolds, parseCheckpoint, verifierKey } from "./checkpoint.ts";
export { checkpointQr } from "./checkpoint-qr.ts";
export type { SignedCheckpoint } from "./checkpoints.ts";
export {
  ENTRY_BYTES_MAX,
  type Entry,
  entrySchema,
  GENESIS,
  instantSchema,
  type NewEntry,
  type StoredEntry,
} from "./entry.ts";
export { type Catalogue, type Delivery, GROUP_MAX } from "./event.ts";
export { exportLines } from "./export.ts";
export type { Listener } from "./follow.ts";
export { addReports, type ImportFaultCode, type ImportReport } from "./import-report.ts";
export { type Journal, type JournalOptions, openJournal } from "./journal.ts";
export { consistencyHolds, leafHash, rootFromInclusion } from "./merkle.ts";
export { type Binding, READ_LIMIT_MAX } from "./read.ts";
export { rebuildDerived } from "./rebuild.ts";
export { SLICE_ENTRIES_MAX, type Slice, type SliceRequest } from "./slice/slice.ts";
export { sliceTar, writeSlice } from "./slice/write.ts";
export type { Page } from "./store.ts";
export { verifyJournal } from "./verify.ts";
export type { LaneReport, Problem, ProblemCode, VerifyOptions, VerifyReport } from "./verify-report.ts";
export type { View } from "./view.ts";
