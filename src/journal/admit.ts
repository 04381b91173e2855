import { program } from "../kernel/actor.ts";
import { makeBeside, type Placing } from "./beside.ts";
import type { StoredEntry } from "./entry.ts";
import { Fault, type ImportReport } from "./import-report.ts";
import { makeKeyring } from "./keyring.ts";
import type { OwnLane } from "./own-lane.ts";
import type { SealedEntry, Store } from "./store.ts";
import type { Writer } from "./writer.ts";

/** What a transaction has written so far, and the report on it. */
export type Done = { written: StoredEntry[]; report: ImportReport };

/**
 * Gives lanes and entries of other journals their place. What this machine has to say of them (a new lane, a fork, a lane
 * of its own that it leaves) is noted in the same transaction, for `say` to write. Throws a Fault for what is refused.
 */
export function makeAdmission(store: Store, ownLane: OwnLane, writer: Writer) {
  const beside = makeBeside(store.db);
  const keyring = makeKeyring(store);
  const unsaid = store.db.query("INSERT INTO journal_unsaid (kind, subject, body) VALUES (?, ?, ?)");

  /** Kept for `say`: our own lane may turn out to be behind, and what is written on it before that would fork it. */
  function note(kind: string, subject: string, body: Record<string, unknown>): void {
    unsaid.run(kind, subject, JSON.stringify(body));
  }

  /** Writes what there is to say, once all that was given has its place. */
  function say(): StoredEntry[] {
    const rows = store.db
      .query<{ kind: string; subject: string; body: string }, []>(
        "SELECT kind, subject, body FROM journal_unsaid ORDER BY rowid",
      )
      .all();
    store.db.run("DELETE FROM journal_unsaid");
    const actor = program("journal");
    return writer.write(rows.map((row) => ({ ...row, actor, body: JSON.parse(row.body) })));
  }

  /** Our own lane, and others know more of it than we do: it cannot be written on. */
  function leaveOwnLane({ entry }: SealedEntry, placing: Placing): void {
    const after = ownLane.current().name;
    if (placing === "known" || entry.lane !== after) return;
    const { name } = ownLane.replace();
    const reason = placing === "beside" ? "forked" : "behind";
    note("journal.lane-opened", name, { lane: name, after, reason, n: entry.n });
  }

  function settle(done: Done, sealed: SealedEntry): Placing {
    const { lane, n } = sealed.entry;
    const placing = beside.place(sealed, store.head(lane));
    leaveOwnLane(sealed, placing);
    if (placing === "next") {
      done.written.push(writer.admit(sealed));
      done.report.admitted++;
    } else if (placing === "beside") {
      const first = !beside.isFrozen(lane);
      if (!beside.addFork(sealed)) throw new Fault("forks-full", `too much stands beside lane ${lane}`);
      done.report.beside++;
      const kept = beside.idAt(lane, n);
      if (first && kept !== undefined)
        note("journal.lane-forked", lane, { lane, n, kept, beside: sealed.id });
    } else if (placing === "parked") {
      if (!beside.park(sealed))
        throw new Fault("parked-full", "too many entries wait for their predecessors");
      done.report.parked++;
    }
    return placing;
  }

  function takeEntry(done: Done, sealed: SealedEntry): void {
    // Its signature was checked when it came; what is sent again is most of what journals exchange.
    if (beside.isKnown(sealed)) {
      done.report.known++;
      return;
    }
    keyring.requireSigned(sealed);
    const first = settle(done, sealed);
    if (first !== "next" && first !== "beside") return;
    const waiting = beside.waitingFor(sealed);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (!beside.unpark(next)) continue;
      const placing = settle(done, next);
      if (placing !== "parked") waiting.push(...beside.waitingFor(next));
    }
  }

  function takeLane(done: Done, lane: string, publicKey: string): void {
    if (!keyring.add(lane, publicKey)) return;
    done.report.lanesAdmitted++;
    note("journal.lane-admitted", lane, { lane, publicKey });
  }

  return { begin: beside.measure, takeLane, takeEntry, say };
}
