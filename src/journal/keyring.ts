import { type KeyObject, verify as verifySignature } from "node:crypto";
import { Fault } from "./import-report.ts";
import { publicKeyOf } from "./key-file.ts";
import type { SealedEntry, Store } from "./store.ts";

/** Lanes that one journal takes in: as many as the verifier reports. */
export const LANES_MAX = 1_000;

/** Which key each lane's name stands for. A name that is new is believed once, and from then on stands for its key. */
export type Keyring = {
  /**
   * True when the lane was new and is known now, false when it was known under this key. Throws the Fault "key-conflict",
   * "too-many-lanes" or "bad-line".
   */
  add(lane: string, publicKey: string): boolean;
  /** Throws the Fault "unknown-lane" or "bad-signature". */
  requireSigned(sealed: SealedEntry): void;
};

export function makeKeyring(store: Store): Keyring {
  const keys = new Map<string, KeyObject>();
  const laneCount = store.db.query<{ count: number }, []>("SELECT count(*) AS count FROM journal_lanes");

  return {
    add(lane, publicKey) {
      const known = store.publicKey(lane);
      if (known === publicKey) return false;
      if (known !== undefined)
        throw new Fault("key-conflict", `lane ${lane} is known here under another key`);
      if ((laneCount.get()?.count ?? 0) >= LANES_MAX) {
        throw new Fault("too-many-lanes", `this journal has ${LANES_MAX} lanes already`);
      }
      try {
        publicKeyOf(publicKey);
      } catch {
        throw new Fault("bad-line", `the key of lane ${lane} is no Ed25519 key`);
      }
      store.addLane(lane, publicKey);
      return true;
    },
    requireSigned({ entry, id, signature }) {
      const known = store.publicKey(entry.lane);
      if (known === undefined) throw new Fault("unknown-lane", `lane ${entry.lane} is not known here`);
      const key = keys.get(known) ?? publicKeyOf(known);
      if (keys.size < LANES_MAX) keys.set(known, key);
      if (!verifySignature(null, Buffer.from(id, "ascii"), key, Buffer.from(signature, "hex"))) {
        throw new Fault("bad-signature", `entry ${entry.n} is not signed by the key of lane ${entry.lane}`);
      }
    },
  };
}
