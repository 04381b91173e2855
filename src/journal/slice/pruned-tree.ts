import { type Hash, lowerHalf, rangeRoot, type SubtreeHash } from "../merkle.ts";

/** One step of making the root from some leaves and, for all the rest, hashes. */
export type TreeStep =
  /** The leaf of the next chosen entry. */
  | { step: "entry" }
  /** A range of `count` leaves without a chosen one, as one hash. */
  | { step: "hash"; count: number; hash: Hash }
  /** The last two results become one node: the earlier one left. */
  | { step: "join" };

/**
 * The steps that make the root of the tree of `size` leaves from the leaves at `positions` (from 1, rising, without
 * repeats) in the order of a stack machine. Pure. Chosen entries share their way up: for k of n entries about
 * k (1 + log2(n / k)) joins.
 */
export function prunedTree(size: number, positions: readonly number[], subtree: SubtreeHash): TreeStep[] {
  const steps: TreeStep[] = [];
  let next = 0;
  const walk = (begin: number, end: number): void => {
    const position = positions[next];
    if (position === undefined || position > end) {
      steps.push({ step: "hash", count: end - begin, hash: rangeRoot(begin, end, subtree) });
    } else if (end - begin === 1) {
      steps.push({ step: "entry" });
      next++;
    } else {
      const middle = begin + lowerHalf(end - begin);
      walk(begin, middle);
      walk(middle, end);
      steps.push({ step: "join" });
    }
  };
  walk(0, size);
  return steps;
}
