import type { KeyObject } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { program } from "../kernel/actor.ts";
import { Refusal } from "../kernel/refusal.ts";
import { originOf, signCheckpoint } from "./checkpoint.ts";
import type { StoredEntry } from "./entry.ts";
import { makeKeyFile, rawPublicKey, readKeyFile } from "./key-file.ts";
import type { Hash } from "./merkle.ts";
import type { OwnLane } from "./own-lane.ts";
import type { Store } from "./store.ts";
import type { Writer } from "./writer.ts";

export type SignedCheckpoint = {
  /** Entries that it covers: the first `size` positions. */
  size: number;
  /** The note to keep elsewhere, at most CHECKPOINT_BYTES_MAX bytes. */
  note: string;
  /** Raw Ed25519 key that signed it, hexadecimal. */
  publicKey: string;
};

export type Checkpoints = {
  /**
   * Signs what the journal holds now, keeps the note, and gives it. The first call makes the key and announces it in an
   * entry. The same size gives the same note again.
   */
  checkpoint(): SignedCheckpoint;
  /** Root of the tree over the first `size` entries, all by default. Throws the Refusal "bad-size" beyond the end. */
  root(size?: number): { size: number; root: Hash };
  /** Audit path of the entry at a position in the tree of the first `size` entries (RFC 6962, 2.1.1); "bad-size". */
  inclusionProof(position: number, size: number): Hash[];
  /** Shows that the first `from` entries are the beginning of the first `to` (RFC 6962, 2.1.2); "bad-size". */
  consistencyProof(from: number, to: number): Hash[];
};

/** The checkpoint of now, and the key that signed it. */
export type SignCheckpoint = () => { checkpoint: SignedCheckpoint; privateKey: KeyObject };

type Needs = {
  store: Store;
  writer: Writer;
  ownLane: OwnLane;
  keysFolder: string;
  requireOpen(): void;
  commit<T extends { written: readonly StoredEntry[] }>(act: () => T): T;
};

/**
 * Where the private key lies that signs checkpoints (PKCS #8, PEM). It belongs to the lane that is written: a machine that was
 * put back or cloned has another order of entries from then on, and must not sign it under the name of before.
 */
export function checkpointKeyPath(keysFolder: string, lane: string): string {
  return join(keysFolder, `checkpoint-${lane}.pem`);
}

export function makeCheckpoints({ store, writer, ownLane, keysFolder, requireOpen, commit }: Needs): {
  checkpoints: Checkpoints;
  sign: SignCheckpoint;
} {
  const { db, tree } = store;
  const kept = db.query<{ note: string }, [number, string]>(
    "SELECT note FROM journal_checkpoints WHERE size = ? AND public_key = ?",
  );

  /** Inside a transaction: SQLite's lock keeps two processes from making two keys. */
  function readKey() {
    const path = checkpointKeyPath(keysFolder, ownLane.current().name);
    if (!existsSync(path)) makeKeyFile(path);
    const privateKey = readKeyFile(path);
    return { privateKey, publicKey: rawPublicKey(privateKey) };
  }

  /** An entry that names the key, if nothing was signed with it yet. Inside the transaction that signs. */
  function announce(publicKey: string): StoredEntry[] {
    const known = db.query("SELECT 1 FROM journal_checkpoints WHERE public_key = ? LIMIT 1");
    if (known.get(publicKey) !== null) return [];
    const body = { name: originOf(publicKey), publicKey };
    const kind = "journal.checkpoint-key";
    return writer.write([{ actor: program("journal"), kind, subject: "checkpoint", body }]);
  }

  function requireSize(fits: boolean, size: number): void {
    requireOpen();
    if (fits && Number.isSafeInteger(size)) return;
    throw new Refusal(
      "bad-size",
      `The journal has no tree of ${size} entries with this part.`,
      "journal",
      `Ask for sizes and positions up to ${store.count()}.`,
    );
  }

  const sign: SignCheckpoint = () => {
    requireOpen();
    return commit(() => {
      const { privateKey, publicKey } = readKey();
      const written = announce(publicKey);
      const size = store.count();
      const earlier = kept.get(size, publicKey)?.note;
      if (earlier !== undefined)
        return { written, privateKey, checkpoint: { size, note: earlier, publicKey } };
      const origin = originOf(publicKey);
      const note = signCheckpoint({ origin, size, root: tree.root(size) }, privateKey, publicKey);
      db.run("INSERT INTO journal_checkpoints VALUES (?, ?, ?)", [size, note, publicKey]);
      return { written, privateKey, checkpoint: { size, note, publicKey } };
    });
  };

  const checkpoints: Checkpoints = {
    checkpoint: () => sign().checkpoint,
    root(size = store.count()) {
      requireSize(size >= 0 && size <= store.count(), size);
      return { size, root: tree.root(size) };
    },
    inclusionProof(position, size) {
      requireSize(position >= 1 && position <= size && size <= store.count(), size);
      return tree.inclusion(position - 1, size);
    },
    consistencyProof(from, to) {
      requireSize(from >= 0 && from <= to && to <= store.count(), to);
      return tree.consistency(from, to);
    },
  };
  return { checkpoints, sign };
}
