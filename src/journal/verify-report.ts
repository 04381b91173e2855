import type { EntryProblemCode } from "./verify-entry.ts";

/** What the verifier reports; FORMAT.md says what each code means. */

export type ProblemCode =
  | EntryProblemCode
  /** Of the whole file. */
  | "unreadable"
  | "missing-table"
  | "missing-trigger"
  | "unknown-format"
  | "missing-position"
  | "hidden-rows"
  | "too-many-lanes"
  | "tree-mismatch"
  /** Of a lane. */
  | "unknown-lane"
  | "bad-key"
  | "out-of-order"
  | "truncated"
  | "head-mismatch"
  | "bad-signature"
  | "bad-fork"
  /** Of a checkpoint, one that the file keeps or the one that was handed in. */
  | "checkpoint-mismatch"
  | "checkpoint-bad-signature"
  | "checkpoint-ahead";

export type Problem = { code: ProblemCode; lane?: string; n?: number; detail: string };

export type LaneReport = {
  lane: string;
  /** Compare it with a copy that was noted elsewhere: who can replace the file can replace the key in it. */
  publicKey: string | null;
  /** Entries found good, from the lane's first on. */
  entries: number;
  /** Signed entries that stand beside the chain: the writer was cloned or put back. No damage to this file. */
  beside: number;
  head: { n: number; id: string; at: string } | null;
  signaturesChecked: number;
  /** The first bad place of the lane. */
  problem: Problem | null;
};

export type VerifyReport = {
  ok: boolean;
  path: string;
  entries: number;
  signaturesChecked: number;
  /** Root of the tree over all entries, base64; null when an entry could not be read. */
  root: string | null;
  /** Checkpoints that were checked, the one handed in among them. */
  checkpoints: number;
  lanes: LaneReport[];
  /** The file's own problems, then the first one of each lane, then those of checkpoints. */
  problems: Problem[];
};

export type VerifyOptions = {
  /**
   * Checks each entry's signature, about 40 microseconds apiece. Without it the last one of each lane is checked: since
   * every entry names the hash of the one before, that signature covers the whole lane.
   */
  everySignature?: boolean;
  /** Text of a checkpoint that was kept elsewhere: whether this journal still begins with exactly that past. */
  checkpoint?: string;
  /** The key that must have signed it (hexadecimal). Without it, any key that an entry of the journal announces. */
  checkpointKey?: string;
};
