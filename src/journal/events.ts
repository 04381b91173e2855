import { z } from "zod";

const lane = z.string().min(1).max(63);
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const number = z.number().int().min(1);

/** What the journal writes about itself. */
export const journalEvents = {
  /** A lane of another writer was seen for the first time; from now on its name stands for this key. */
  "journal.lane-admitted": z.object({ lane, publicKey: hex64 }).strict(),
  /**
   * Two different entries, both signed, claim one number of a lane: the writer was cloned, or put back to an earlier state.
   * Both are kept; the lane's chain goes no further here.
   */
  "journal.lane-forked": z.object({ lane, n: number, kept: hex64, beside: hex64 }).strict(),
  /**
   * This machine writes on a new lane. `behind`: others hold entries of the old one that were missing here, so it had been
   * put back to an earlier state. `forked`: others hold other entries of it.
   */
  "journal.lane-opened": z
    .object({ lane, after: lane, reason: z.enum(["behind", "forked"]), n: number })
    .strict(),
  /** The key that signs checkpoints of this journal, announced by the lane that is written here. */
  "journal.checkpoint-key": z.object({ name: z.string().min(1).max(100), publicKey: hex64 }).strict(),
} as const;
