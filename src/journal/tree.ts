import type { Database } from "bun:sqlite";
import {
  consistencyProof,
  type Hash,
  inclusionProof,
  leafHash,
  nodeHash,
  nodesWithin,
  rangeRoot,
  type SubtreeHash,
  twosIn,
} from "./merkle.ts";

/**
 * The Merkle tree over the journal's entries in order of position. Kept are the roots of all whole subtrees of two leaves
 * and more, numbered in the order in which they become whole, so that each append writes at the table's end; a leaf's hash
 * is made from its entry.
 */
export type Tree = {
  /** Adds the leaf of the entry at this position, which is the next one. Inside the transaction that writes the entry. */
  append(position: number, canonical: string): void;
  /** After a transaction that was undone: what was kept in memory is no longer true. */
  forget(): void;
  /** Makes the kept nodes anew if there are not as many as the entries need, or always with `force`. In a transaction. */
  catchUp(force?: boolean): void;
  /** Hash of a whole subtree, of entries that are there. */
  subtree: SubtreeHash;
  root(size: number): Hash;
  inclusion(index: number, size: number): Hash[];
  consistency(from: number, to: number): Hash[];
};

const utf8 = new TextEncoder();

export function makeTree(db: Database): Tree {
  const insert = db.query("INSERT INTO journal_tree (node, hash) VALUES (?, ?)");
  const nodeQuery = db.query<{ hash: Hash }, [number]>("SELECT hash FROM journal_tree WHERE node = ?");
  const textQuery = db.query<{ canonical: string }, [number]>(
    "SELECT canonical FROM journal_entries WHERE position = ?",
  );
  /** The roots of the whole subtrees, largest first, that together hold the first `size` leaves. */
  let edge: { size: number; roots: Hash[] } | undefined;

  const subtree = (begin: number, end: number): Hash => {
    if (end - begin === 1) {
      const row = textQuery.get(end);
      if (row !== null) return leafHash(utf8.encode(row.canonical));
    } else {
      const row = nodeQuery.get(nodeNumber(end, twosIn(end - begin)));
      if (row !== null) return row.hash;
    }
    throw new Error(`the tree has no node for entries ${begin + 1} to ${end}`);
  };

  function edgeOf(size: number): { size: number; roots: Hash[] } {
    const roots: Hash[] = [];
    for (let begin = 0; begin < size; ) {
      let length = 1;
      while (begin + length * 2 <= size) length *= 2;
      roots.push(subtree(begin, begin + length));
      begin += length;
    }
    return { size, roots };
  }

  function append(position: number, canonical: string): void {
    const { roots } = edge?.size === position - 1 ? edge : edgeOf(position - 1);
    let hash = leafHash(utf8.encode(canonical));
    const whole = twosIn(position);
    for (let level = 1; level <= whole; level++) {
      hash = nodeHash(roots.pop() as Hash, hash);
      insert.run(nodeNumber(position, level), hash);
    }
    roots.push(hash);
    edge = { size: position, roots };
  }

  function build(): void {
    db.run("DELETE FROM journal_tree");
    edge = { size: 0, roots: [] };
    const entries = db.query<{ position: number; canonical: string }, []>(
      "SELECT position, canonical FROM journal_entries ORDER BY position",
    );
    for (const { position, canonical } of entries.iterate()) {
      // A hole is the verifier's to report; what stands behind it has no place in the tree.
      if (position !== edge.size + 1) break;
      append(position, canonical);
    }
  }

  return {
    append,
    forget() {
      edge = undefined;
    },
    catchUp(force = false) {
      const last = (sql: string) => db.query<{ last: number | null }, []>(sql).get()?.last ?? 0;
      const size = last("SELECT max(position) AS last FROM journal_entries");
      const nodes = last("SELECT max(node) AS last FROM journal_tree");
      if (force || nodes !== nodesWithin(size)) build();
    },
    subtree,
    root: (size) => rangeRoot(0, size, subtree),
    inclusion: (index, size) => inclusionProof(index, size, subtree),
    consistency: (from, to) => consistencyProof(from, to, subtree),
  };
}

/** Number, from 1, of the subtree of 2^level leaves that ends with the leaf that is the `end`-th. */
function nodeNumber(end: number, level: number): number {
  return nodesWithin(end - 1) + level;
}
