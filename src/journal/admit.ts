import { type KeyObject, verify as verifySignature } from "node:crypto";
import { program } from "../kernel/actor.ts";
import { makeBeside, type Placing } from "./beside.ts";
import type { StoredEntry } from "./entry.ts";
import { Fault, type ImportReport } from "./import-report.ts";
import { publicKeyOf } from "./key-file.ts";
import type { OwnLane } from "./own-lane.ts";
import type { SealedEntry, Store } from "./store.ts";
import type { Writer } from "./writer.ts";

/** Lanes that one journal takes in: as many as the verifier reports. */
export const LANES_MAX = 1_000;

/** What a transaction has written so far, and the report on it. */
export type Done = { written: StoredEntry[]; report: ImportReport };

/**
 * Gives lanes and entries of other journals their place. What this machine has to say of them (a new lane, a fork, a lane
 * of its own that it leaves) is written to its own lane in the same transaction. Throws a Fault for what is refused.
 */
export function makeAdmission(store: Store, ownLane: OwnLane, writer: Writer) {
  const beside = makeBeside(store.db);
  const keys = new Map<string, KeyObject>();
  const laneCount = store.db.query<{ count: number }, []>("SELECT count(*) AS count FROM journal_lanes");

  function note(done: Done, kind: string, subject: string, body: Record<string, unknown>): void {
    done.written.push(...writer.write([{ actor: program("journal"), kind, subject, body }]));
  }

  function takeLane(done: Done, lane: string, publicKey: string): void {
    const known = store.publicKey(lane);
    if (known === publicKey) return;
    if (known !== undefined) throw new Fault("key-conflict", `lane ${lane} is known here under another key`);
    if ((laneCount.get()?.count ?? 0) >= LANES_MAX) {
      throw new Fault("too-many-lanes", `this journal has ${LANES_MAX} lanes already`);
    }
    try {
      publicKeyOf(publicKey);
    } catch {
      throw new Fault("bad-line", `the key of lane ${lane} is no Ed25519 key`);
    }
    store.addLane(lane, publicKey);
    done.report.lanesAdmitted++;
    note(done, "journal.lane-admitted", lane, { lane, publicKey });
  }

  function requireSigned({ entry, id, signature }: SealedEntry): void {
    const known = store.publicKey(entry.lane);
    if (known === undefined) throw new Fault("unknown-lane", `lane ${entry.lane} is not known here`);
    const key = keys.get(known) ?? publicKeyOf(known);
    if (keys.size < LANES_MAX) keys.set(known, key);
    if (!verifySignature(null, Buffer.from(id, "ascii"), key, Buffer.from(signature, "hex"))) {
      throw new Fault("bad-signature", `entry ${entry.n} is not signed by the key of lane ${entry.lane}`);
    }
  }

  /** Our own lane, and others know more of it than we do: it cannot be written on. */
  function leaveOwnLane(done: Done, { entry }: SealedEntry, placing: Placing): void {
    const after = ownLane.current().name;
    if (placing === "known" || entry.lane !== after) return;
    const { name } = ownLane.replace();
    const reason = placing === "beside" ? "forked" : "behind";
    note(done, "journal.lane-opened", name, { lane: name, after, reason, n: entry.n });
  }

  function settle(done: Done, sealed: SealedEntry): Placing {
    const { lane, n } = sealed.entry;
    const placing = beside.place(sealed, store.head(lane));
    leaveOwnLane(done, sealed, placing);
    if (placing === "next") {
      done.written.push(writer.admit(sealed));
      done.report.admitted++;
    } else if (placing === "beside") {
      const first = !beside.isFrozen(lane);
      if (!beside.addFork(sealed)) throw new Fault("forks-full", `too much stands beside lane ${lane}`);
      done.report.beside++;
      const kept = beside.idAt(lane, n);
      if (first && kept !== undefined)
        note(done, "journal.lane-forked", lane, { lane, n, kept, beside: sealed.id });
    } else if (placing === "parked") {
      if (!beside.park(sealed))
        throw new Fault("parked-full", "too many entries wait for their predecessors");
      done.report.parked++;
    }
    return placing;
  }

  function takeEntry(done: Done, sealed: SealedEntry): void {
    requireSigned(sealed);
    const first = settle(done, sealed);
    if (first === "known") done.report.known++;
    if (first !== "next" && first !== "beside") return;
    const waiting = beside.waitingFor(sealed);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (!beside.unpark(next)) continue;
      settle(done, next);
      waiting.push(...beside.waitingFor(next));
    }
  }

  return { takeLane, takeEntry };
}
