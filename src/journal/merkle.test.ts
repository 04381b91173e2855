import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  consistencyHolds,
  consistencyProof,
  type Hash,
  inclusionProof,
  leafHash,
  nodeHash,
  nodesWithin,
  rangeRoot,
  rootFromInclusion,
  twosIn,
} from "./merkle.ts";
import { streamedTree } from "./verify-tree.ts";

const hex = (hash: Uint8Array | undefined) => (hash === undefined ? "" : Buffer.from(hash).toString("hex"));

/** Leaves and roots that implementations of RFC 6962 share as their test data. */
const LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((data) => new Uint8Array(Buffer.from(data, "hex")));
const EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/** MTH of RFC 6962, section 2.1, word for word. */
function naiveRoot(leaves: readonly Uint8Array[]): Hash {
  const [first] = leaves;
  if (first === undefined) return new Uint8Array(Buffer.from(EMPTY_ROOT, "hex"));
  if (leaves.length === 1) return leafHash(first);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(naiveRoot(leaves.slice(0, split)), naiveRoot(leaves.slice(split)));
}

const subtreeOf = (leaves: readonly Uint8Array[]) => (begin: number, end: number) =>
  naiveRoot(leaves.slice(begin, end));

const bytes = (n: number) => Uint8Array.of(n >> 8, n & 255);
const leavesOf = (size: number) => Array.from({ length: size }, (_, n) => bytes(n));

test("the shared roots", () => {
  const tree = streamedTree();
  expect(hex(rangeRoot(0, 0, subtreeOf([])))).toBe(EMPTY_ROOT);
  expect(hex(tree.root())).toBe(EMPTY_ROOT);
  for (const [index, root] of ROOTS.entries()) {
    expect(hex(rangeRoot(0, index + 1, subtreeOf(LEAVES)))).toBe(root);
    tree.add(LEAVES[index] as Uint8Array);
    expect(hex(tree.root())).toBe(root);
  }
});

test("the audit path and consistency proof that RFC 6962 shows for seven leaves (2.1.3)", () => {
  const leaves = leavesOf(7);
  const root = (...range: [number, number]) => hex(naiveRoot(leaves.slice(...range)));
  const proof = (hashes: readonly Hash[]) => hashes.map(hex);
  const subtree = subtreeOf(leaves);
  expect(proof(inclusionProof(0, 7, subtree))).toEqual([root(1, 2), root(2, 4), root(4, 7)]);
  expect(proof(inclusionProof(3, 7, subtree))).toEqual([root(2, 3), root(0, 2), root(4, 7)]);
  expect(proof(inclusionProof(4, 7, subtree))).toEqual([root(5, 6), root(6, 7), root(0, 4)]);
  expect(proof(inclusionProof(6, 7, subtree))).toEqual([root(4, 6), root(0, 4)]);
  expect(proof(consistencyProof(3, 7, subtree))).toEqual([root(2, 3), root(3, 4), root(0, 2), root(4, 7)]);
  expect(proof(consistencyProof(4, 7, subtree))).toEqual([root(4, 7)]);
  expect(proof(consistencyProof(6, 7, subtree))).toEqual([root(4, 6), root(6, 7), root(0, 4)]);
});

describe("against the naive tree, for each size up to 40", () => {
  const leaves = leavesOf(40);
  const subtree = subtreeOf(leaves);
  const rootOf = (size: number) => naiveRoot(leaves.slice(0, size));

  test("roots, also of the verifier's own tree", () => {
    const tree = streamedTree();
    let made = 0;
    for (let size = 1; size <= 40; size++) {
      made += tree.add(leaves[size - 1] as Uint8Array).length;
      expect(hex(rangeRoot(0, size, subtree))).toBe(hex(rootOf(size)));
      expect(hex(tree.root())).toBe(hex(rootOf(size)));
      expect(nodesWithin(size)).toBe(made);
      expect(nodesWithin(size) - nodesWithin(size - 1)).toBe(twosIn(size));
    }
  });

  test("each inclusion proof leads to the root, and to no other leaf, place or size", () => {
    for (let size = 1; size <= 40; size++) {
      for (let index = 0; index < size; index++) {
        const path = inclusionProof(index, size, subtree);
        const leaf = leafHash(leaves[index] as Uint8Array);
        const root = hex(rootOf(size));
        expect(hex(rootFromInclusion(leaf, index, size, path))).toBe(root);
        expect(hex(rootFromInclusion(leafHash(bytes(999)), index, size, path))).not.toBe(root);
        if (size > 1) expect(hex(rootFromInclusion(leaf, (index + 1) % size, size, path))).not.toBe(root);
        expect(rootFromInclusion(leaf, index, size, [...path, leaf])).toBeUndefined();
        if (path.length > 0) expect(rootFromInclusion(leaf, index, size, path.slice(1))).toBeUndefined();
        expect(rootFromInclusion(leaf, size, size, path)).toBeUndefined();
      }
    }
  });

  test("each consistency proof holds, and for no other roots", () => {
    for (let to = 0; to <= 40; to++) {
      for (let from = 0; from <= to; from++) {
        const path = consistencyProof(from, to, subtree);
        const older = { size: from, root: rootOf(from) };
        const newer = { size: to, root: rootOf(to) };
        expect(consistencyHolds(older, newer, path)).toBe(true);
        const other = leafHash(bytes(999));
        if (from > 0) expect(consistencyHolds({ ...older, root: other }, newer, path)).toBe(false);
        if (from > 0) expect(consistencyHolds(older, { ...newer, root: other }, path)).toBe(false);
        if (from > 0) expect(consistencyHolds(older, newer, [...path, other])).toBe(false);
        if (path.length > 0) expect(consistencyHolds(older, newer, path.slice(1))).toBe(false);
        if (from < to) expect(consistencyHolds(newer, older, path)).toBe(false);
      }
    }
  });
});

test("a proof with any hash changed leads elsewhere", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 200 }),
      fc.nat(),
      fc.nat(),
      fc.nat({ max: 31 }),
      (size, at, which, byte) => {
        const subtree = subtreeOf(leavesOf(size));
        const index = at % size;
        const path = inclusionProof(index, size, subtree).map((hash) => hash.slice());
        const changed = path[which % path.length] as Hash;
        changed[byte] = (changed[byte] ?? 0) ^ 1;
        const root = rootFromInclusion(leafHash(bytes(index)), index, size, path);
        expect(hex(root)).not.toBe(hex(rangeRoot(0, size, subtree)));
      },
    ),
    { seed: 61, numRuns: 100 },
  );
});
