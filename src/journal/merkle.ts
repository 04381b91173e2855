/**
 * The Merkle tree of RFC 6962, section 2.1, as pure functions: leaves are hashed with a 0 before them, nodes with a 1, so
 * that neither can be taken for the other. Leaves are counted from 0; a range is [begin, end).
 */

export type Hash = Uint8Array;

const HASH_BYTES = 32;

/** Gives the hash of a whole subtree: a range whose length is a power of two and whose begin is a multiple of it. */
export type SubtreeHash = (begin: number, end: number) => Hash;

export function leafHash(data: Uint8Array): Hash {
  const input = new Uint8Array(1 + data.length);
  input.set(data, 1);
  return sha256(input);
}

export function nodeHash(left: Hash, right: Hash): Hash {
  const input = new Uint8Array(1 + 2 * HASH_BYTES);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + HASH_BYTES);
  return sha256(input);
}

/** Root of the tree over a range; of no leaves it is the hash of nothing. */
export function rangeRoot(begin: number, end: number, subtree: SubtreeHash): Hash {
  const size = end - begin;
  if (size === 0) return sha256(new Uint8Array());
  const middle = begin + splitOf(size);
  if (middle === end) return subtree(begin, end);
  return nodeHash(subtree(begin, middle), rangeRoot(middle, end, subtree));
}

/** The audit path of leaf `index` in the tree of `size` leaves, from the leaf up (2.1.1). */
export function inclusionProof(index: number, size: number, subtree: SubtreeHash): Hash[] {
  const path: Hash[] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + lowerHalf(end - begin);
    if (index < middle) {
      path.push(rangeRoot(middle, end, subtree));
      end = middle;
    } else {
      path.push(rangeRoot(begin, middle, subtree));
      begin = middle;
    }
  }
  return path.reverse();
}

/** Shows that the tree of `from` leaves is the beginning of the tree of `to` leaves (2.1.2). Empty when from is 0 or to. */
export function consistencyProof(from: number, to: number, subtree: SubtreeHash): Hash[] {
  if (from === 0 || from === to) return [];
  const path: Hash[] = [];
  let [begin, end] = [0, to];
  while (end !== from) {
    const middle = begin + lowerHalf(end - begin);
    if (from <= middle) {
      path.push(rangeRoot(middle, end, subtree));
      end = middle;
    } else {
      path.push(rangeRoot(begin, middle, subtree));
      begin = middle;
    }
  }
  // The old root itself is known to who asks, unless it is no subtree of the new tree on its own.
  if (begin > 0) path.push(rangeRoot(begin, end, subtree));
  return path.reverse();
}

/** The root that a leaf's audit path leads to, or undefined when the path has the wrong length (RFC 9162, 2.1.3.2). */
export function rootFromInclusion(
  leaf: Hash,
  index: number,
  size: number,
  path: readonly Hash[],
): Hash | undefined {
  if (index < 0 || index >= size) return undefined;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
}

/** Whether `path` shows that the tree with root `newRoot` begins with the one with root `oldRoot` (RFC 9162, 2.1.4.2). */
export function consistencyHolds(
  older: { size: number; root: Hash },
  newer: { size: number; root: Hash },
  path: readonly Hash[],
): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return path.length === 0 && same(older.root, newer.root);
  if (older.size === 0) return path.length === 0;
  const steps = isPowerOfTwo(older.size) ? [older.root, ...path] : [...path];
  let [at, last] = [older.size - 1, newer.size - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  const first = steps.shift();
  if (first === undefined) return false;
  let [oldHash, newHash] = [first, first];
  for (const step of steps) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldHash = nodeHash(step, oldHash);
      newHash = nodeHash(step, newHash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      newHash = nodeHash(newHash, step);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && same(oldHash, older.root) && same(newHash, newer.root);
}

/** How many times 2 divides n: of the leaf that is the n-th, the number of subtrees that it makes whole. */
export function twosIn(n: number): number {
  let count = 0;
  for (let rest = n; rest > 0 && rest % 2 === 0; rest /= 2) count++;
  return count;
}

/** Whole subtrees of more than one leaf within the first `leaves` leaves: leaves less the ones in its binary form. */
export function nodesWithin(leaves: number): number {
  let ones = 0;
  for (let rest = leaves; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return leaves - ones;
}

const sha256 = (data: Uint8Array): Hash => Bun.SHA256.hash(data, new Uint8Array(HASH_BYTES)) as Hash;

const same = (one: Hash, other: Hash): boolean => Buffer.compare(one, other) === 0;

const isPowerOfTwo = (n: number): boolean => n > 0 && splitOf(n) === n;

/** Largest power of two that is not greater than n. */
function splitOf(n: number): number {
  let power = 1;
  while (power * 2 <= n) power *= 2;
  return power;
}

/** Largest power of two that is smaller than n: where the tree divides n leaves. */
export function lowerHalf(n: number): number {
  const power = splitOf(n);
  return power === n ? n / 2 : power;
}
