import { checkpointQr, type Journal, parseCheckpoint } from "../journal/index.ts";
import type { Clock } from "../kernel/clock.ts";
import { json } from "../kernel/answer.ts";
import type { Route } from "../kernel/route.ts";

/** Lanes whose keys are told. A town has one for each machine that ever wrote. */
const LANES_MAX = 100;

/**
 * GET /api/journal/checkpoint: a checkpoint of what the journal holds now, to be kept elsewhere, and the keys by which it
 * and the entries are known. The first key, under the name of the checkpoint's origin, signs checkpoints.
 */
export function checkpointRoute(journal: Pick<Journal, "checkpoint" | "query">, clock: Clock): Route {
  return {
    method: "GET",
    path: "/api/journal/checkpoint",
    needs: "observer",
    answer: () => {
      const { note, publicKey } = journal.checkpoint();
      const { origin, size, root } = parseCheckpoint(note);
      const lanes = journal.query<{ lane: string; publicKey: string }>(
        "SELECT lane, public_key AS publicKey FROM journal_lanes ORDER BY lane LIMIT ?",
        LANES_MAX,
      );
      return json({
        text: note,
        qr: checkpointQr(note),
        origin,
        size,
        root: Buffer.from(root).toString("base64"),
        signedAt: new Date(clock.now()).toISOString(),
        keys: [{ lane: origin, publicKey }, ...lanes],
      });
    },
  };
}
