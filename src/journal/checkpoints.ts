import { existsSync } from "node:fs";
import { join } from "node:path";
import { program } from "../kernel/actor.ts";
import { Refusal } from "../kernel/refusal.ts";
import { originOf, signCheckpoint } from "./checkpoint.ts";
import type { StoredEntry } from "./entry.ts";
import { makeKeyFile, rawPublicKey, readKeyFile } from "./key-file.ts";
import type { Hash } from "./merkle.ts";
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

type Needs = {
  store: Store;
  writer: Writer;
  keysFolder: string;
  requireOpen(): void;
  commit<T extends { written: readonly StoredEntry[] }>(act: () => T): T;
};

/** Where the private key lies that signs checkpoints (PKCS #8, PEM). */
export function checkpointKeyPath(keysFolder: string): string {
  return join(keysFolder, "checkpoint.pem");
}

export function makeCheckpoints({ store, writer, keysFolder, requireOpen, commit }: Needs): Checkpoints {
  const { db, tree } = store;
  const kept = db.query<{ note: string }, [number]>("SELECT note FROM journal_checkpoints WHERE size = ?");

  function readKey() {
    const path = checkpointKeyPath(keysFolder);
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

  return {
    checkpoint() {
      requireOpen();
      const { privateKey, publicKey } = readKey();
      const { note, size } = commit(() => {
        const written = announce(publicKey);
        const size = store.count();
        const earlier = kept.get(size)?.note;
        if (earlier !== undefined) return { written, size, note: earlier };
        const origin = originOf(publicKey);
        const note = signCheckpoint({ origin, size, root: tree.root(size) }, privateKey, publicKey);
        db.run("INSERT INTO journal_checkpoints VALUES (?, ?, ?)", [size, note, publicKey]);
        return { written, size, note };
      });
      return { size, note, publicKey };
    },
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
}
