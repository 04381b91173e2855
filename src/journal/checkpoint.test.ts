import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { statSync } from "node:fs";
import { rmSync } from "node:fs";
import fc from "fast-check";
import { Refusal } from "../kernel/refusal.ts";
import { CHECKPOINT_BYTES_MAX, parseCheckpoint } from "./checkpoint.ts";
import { checkpointKeyPath } from "./checkpoints.ts";
import {
  checkpointHolds,
  consistencyHolds,
  type Journal,
  leafHash,
  rootFromInclusion,
  verifierKey,
  verifyJournal,
} from "./index.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { rung, type TemporaryJournal, temporaryJournal } from "./testing/temporary-journal.ts";
import { noteKeyHash, readCheckpoint } from "./verify-tree.ts";

let place: TemporaryJournal;
let journal: Journal;
beforeEach(() => {
  place = temporaryJournal();
  journal = place.open();
});
afterEach(() => {
  journal.close();
  place.verifyAndRemove();
});

const ring = (count: number) => {
  for (let stroke = 0; stroke < count; stroke++) journal.append(rung(stroke));
};
const codes = (checkpoint: string, more = {}) =>
  verifyJournal(place.path, { checkpoint, ...more }).problems.map(({ code }) => code);

function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "no refusal";
}

describe("checkpoint", () => {
  test("is a signed note of five lines, whose key an entry announces", () => {
    ring(3);
    const { size, note, publicKey } = journal.checkpoint();
    const [origin, sizeLine, root, empty, signature] = note.split("\n");
    expect(origin).toMatch(/^beffroi-journal-[0-9a-f]{16}$/);
    expect([sizeLine, empty, size]).toEqual(["4", "", 4]);
    expect(root).toBe(Buffer.from(journal.root(4).root).toString("base64"));
    expect(signature).toStartWith(`— ${origin} `);
    expect(Buffer.byteLength(note)).toBeLessThanOrEqual(CHECKPOINT_BYTES_MAX);
    expect(checkpointHolds(note, publicKey)).toBe(true);
    expect(checkpointHolds(note, "ab".repeat(32))).toBe(false);
    expect(journal.read({ limit: 1 })[0]?.entry).toMatchObject({
      kind: "journal.checkpoint-key",
      body: { name: origin, publicKey },
    });
    expect(statSync(checkpointKeyPath(place.keysFolder, "keeper")).mode & 0o777).toBe(0o600);
    expect(codes(note)).toEqual([]);
  });

  test("of the same entries is the same; the key is announced once, also after a restart", () => {
    ring(1);
    const first = journal.checkpoint();
    expect(journal.checkpoint()).toEqual(first);
    journal.close();
    journal = place.open();
    expect(journal.checkpoint()).toEqual(first);
    ring(5);
    expect(journal.checkpoint().size).toBe(first.size + 5);
    expect(journal.count()).toBe(7);
    expect(verifyJournal(place.path)).toMatchObject({ ok: true, checkpoints: 2 });
  });

  test("by a new key, when the old one is lost, is announced again", () => {
    ring(1);
    const old = journal.checkpoint();
    rmSync(checkpointKeyPath(place.keysFolder, "keeper"));
    const next = journal.checkpoint();
    expect(next.publicKey).not.toBe(old.publicKey);
    expect(codes(old.note)).toEqual([]);
    expect(codes(next.note)).toEqual([]);
    expect(codes(next.note, { checkpointKey: old.publicKey })).toEqual(["checkpoint-bad-signature"]);
  });

  test("holds for every later state, with a proof", () => {
    const checkpoints = [0, 1, 2, 5, 9, 20].map((count) => {
      ring(count);
      return journal.checkpoint();
    });
    for (const older of checkpoints) {
      expect(codes(older.note)).toEqual([]);
      for (const newer of checkpoints.filter(({ size }) => size >= older.size)) {
        const [one, other] = [parseCheckpoint(older.note), parseCheckpoint(newer.note)];
        expect(consistencyHolds(one, other, journal.consistencyProof(one.size, other.size))).toBe(true);
      }
    }
  });

  test("proves each entry that it covers", () => {
    ring(22);
    const { size, note } = journal.checkpoint();
    const root = Buffer.from(parseCheckpoint(note).root).toString("hex");
    for (const { position, entry } of journal.read({ after: 0, limit: 100 })) {
      const leaf = leafHash(new TextEncoder().encode(canonicalJson(entry)));
      const proof = journal.inclusionProof(position, size);
      const reached = rootFromInclusion(leaf, position - 1, size, proof);
      expect(Buffer.from(reached ?? []).toString("hex")).toBe(root);
      expect(proof.length).toBeLessThanOrEqual(5);
    }
  });

  test("sizes beyond the end are refused", () => {
    ring(3);
    for (const act of [
      () => journal.root(4),
      () => journal.root(-1),
      () => journal.root(1.5),
      () => journal.inclusionProof(0, 3),
      () => journal.inclusionProof(3, 2),
      () => journal.inclusionProof(1, 4),
      () => journal.consistencyProof(2, 1),
      () => journal.consistencyProof(1, 9),
    ]) {
      expect(refusalOf(act)).toBe("bad-size");
    }
  });
});

describe("reading a checkpoint", () => {
  test("takes no text that differs from it in any character, by either reader", () => {
    ring(2);
    const { note, publicKey } = journal.checkpoint();
    const characters = [..."AZaz09+/=\n -—"];
    fc.assert(
      fc.property(
        fc.nat({ max: note.length - 1 }),
        fc.constantFrom(...characters),
        fc.constantFrom("replace", "insert", "delete"),
        (at, character, how) => {
          const rest = note.slice(how === "insert" ? at : at + 1);
          const changed = note.slice(0, at) + (how === "delete" ? "" : character) + rest;
          if (changed === note) return;
          let holds = false;
          try {
            holds = checkpointHolds(changed, publicKey);
          } catch (error) {
            expect((error as Refusal).code).toBe("bad-checkpoint");
          }
          expect(holds).toBe(false);
          if (readCheckpoint(changed) === undefined) return;
          expect(codes(changed)).toContain("checkpoint-bad-signature");
        },
      ),
      { seed: 62, numRuns: 400 },
    );
  });

  test("of no checkpoint is refused", () => {
    for (const text of ["", "x", "a\n1\nb\n\n— a c\n", `${"a".repeat(400)}\n1\n\n\n`]) {
      expect(refusalOf(() => parseCheckpoint(text))).toBe("bad-checkpoint");
      expect(refusalOf(() => verifyJournal(place.path, { checkpoint: text }))).toBe("bad-checkpoint");
    }
  });

  test("keys are named as other programs name them", () => {
    // The key that the documentation of Go's package sumdb/note gives as its example.
    const key = Buffer.from("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "base64").subarray(1);
    expect(noteKeyHash("PeterNeumann", key.toString("hex"))).toBe("c74f20a3");
    const { note, publicKey } = journal.checkpoint();
    const [, name, hash, blob] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(verifierKey(publicKey)) ?? [];
    expect(name).toBe(note.split("\n")[0]);
    expect(hash).toBe(noteKeyHash(name ?? "", publicKey));
    expect(Buffer.from(blob ?? "", "base64").toString("hex")).toBe(`01${publicKey}`);
  });
});
