import type { Database } from "bun:sqlite";
import { verify as verifySignature } from "node:crypto";
import type { CheckedEntry } from "./verify-entry.ts";
import { importKey } from "./verify-lane.ts";
import type { Problem } from "./verify-report.ts";
import {
  noteKeyHash,
  type ReadCheckpoint,
  readCheckpoint,
  type StreamedTree,
  streamedTree,
} from "./verify-tree.ts";

/** Checkpoint keys that one journal can announce and have believed; a real one has one or two. */
const KEYS_MAX = 10_000;

/** The tree and the checkpoints while all entries pass by in order of position. */
export type TreeCheck = {
  /** The next entry's text; null when it could not be read, and then no tree can be made. */
  take(canonical: Uint8Array | null, entry: CheckedEntry | null): void;
  /** What the file's own tree and checkpoints come to: judged only when all else is good, for they follow from it. */
  ownProblems(): Problem[];
  /** What the checkpoint that was handed in comes to. */
  givenProblems(): Problem[];
  root(): string | null;
  checkpoints(): number;
};

type Given = { checkpoint: ReadCheckpoint; key: string | undefined };

export function makeTreeCheck(db: Database, isOldFormat: boolean, given: Given | undefined): TreeCheck {
  const keys = new Map<string, string>();
  const problems: Problem[] = [];
  const nodes = isOldFormat ? undefined : storedNodes(db);
  const kept = isOldFormat ? undefined : storedCheckpoints(db);
  let tree: StreamedTree | null = streamedTree();
  let checked = 0;
  let givenRoot: string | undefined;
  let next = kept?.next().value;

  function atSize(size: number, root: () => string): void {
    if (given?.checkpoint.size === size) givenRoot = root();
    while (next !== undefined && next.size === size) {
      checked += 1;
      const read = readCheckpoint(next.note);
      const where = `the checkpoint kept for ${size} entries`;
      if (read === undefined || read.size !== size || !signed(read, keys.values())) {
        problems.push({ code: "checkpoint-bad-signature", detail: `${where} is signed by no announced key` });
      } else if (read.root !== root()) {
        problems.push({ code: "checkpoint-mismatch", detail: `${where} names another past` });
      }
      next = kept?.next().value;
    }
  }

  const rootNow = () => (tree as StreamedTree).root().toString("base64");
  atSize(0, rootNow);

  return {
    take(canonical, entry) {
      if (entry?.kind === "journal.checkpoint-key") learn(keys, entry.body);
      if (tree === null) return;
      if (canonical === null) {
        tree = null;
        return;
      }
      for (const hash of tree.add(canonical)) {
        if (nodes === undefined || nodes.next().value?.equals(hash) === true || problems.length > 0) continue;
        problems.push({
          code: "tree-mismatch",
          detail: `a node that ends with entry ${tree.size()} is another`,
        });
      }
      atSize(tree.size(), rootNow);
    },
    ownProblems() {
      if (problems.length === 0 && nodes?.next().value !== undefined) {
        problems.push({ code: "tree-mismatch", detail: "the tree has more nodes than the entries make" });
      }
      if (next !== undefined) {
        const detail = `a checkpoint is kept for ${next.size} entries, and the journal has ${tree?.size()}`;
        problems.push({ code: "checkpoint-ahead", detail });
      }
      return problems;
    },
    givenProblems() {
      if (given === undefined) return [];
      checked += 1;
      return judgeGiven(given, keys.values(), tree?.size() ?? null, givenRoot);
    },
    root: () => tree?.root().toString("base64") ?? null,
    checkpoints: () => checked,
  };
}

function judgeGiven(
  { checkpoint, key }: Given,
  announced: Iterable<string>,
  size: number | null,
  root: string | undefined,
): Problem[] {
  const found: Problem[] = [];
  if (!signed(checkpoint, key === undefined ? announced : [key])) {
    const whose = key === undefined ? "any key that this journal announces" : "the key that was named";
    found.push({ code: "checkpoint-bad-signature", detail: `it is not signed by ${whose}` });
  }
  if (size !== null && checkpoint.size > size) {
    const detail = `it covers ${checkpoint.size} entries, and the journal has ${size}: its end is gone`;
    found.push({ code: "checkpoint-ahead", detail });
  } else if (root !== checkpoint.root) {
    const detail = `the first ${checkpoint.size} entries are not those that it covers`;
    found.push({ code: "checkpoint-mismatch", detail });
  }
  return found;
}

function signed(checkpoint: ReadCheckpoint, keys: Iterable<string>): boolean {
  for (const publicKey of keys) {
    if (noteKeyHash(checkpoint.name, publicKey) !== checkpoint.keyHash) continue;
    const key = importKey(publicKey);
    if (key === undefined) continue;
    if (verifySignature(null, Buffer.from(checkpoint.body), key, checkpoint.signature)) return true;
  }
  return false;
}

function learn(keys: Map<string, string>, body: unknown): void {
  const { publicKey } = body as { publicKey?: unknown };
  if (typeof publicKey === "string" && publicKey.length === 64 && keys.size < KEYS_MAX) {
    keys.set(publicKey, publicKey);
  }
}

function* storedNodes(db: Database): Generator<Buffer, undefined, undefined> {
  const rows = db.query<{ hash: unknown }, []>(
    "SELECT substr(hash, 1, 33) AS hash FROM journal_tree ORDER BY node",
  );
  for (const { hash } of rows.iterate())
    yield hash instanceof Uint8Array ? Buffer.from(hash) : Buffer.alloc(0);
}

function* storedCheckpoints(db: Database): Generator<{ size: number; note: string }, undefined, undefined> {
  const rows = db.query<{ size: number; note: unknown }, []>(
    "SELECT size, substr(note, 1, 400) AS note FROM journal_checkpoints ORDER BY size",
  );
  for (const { size, note } of rows.iterate()) yield { size, note: String(note) };
}
