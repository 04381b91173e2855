import { fold } from "../../gazetteer/index.ts";

/** Near copies of one text in one language: MinHash over runs of five words. */

/** Values of a sketch: the estimate of a share is off by 0.06 or so. */
export const SKETCH_SIZE = 64;
const RUN = 5;
/** Words beyond are not looked at: a dispatch is shorter, and a hostile text is not dear. */
const WORDS_MAX = 4_000;

/** 64 whole numbers below 2^32, or none for a text of fewer than five words. The same text gives the same sketch. */
export function sketchOf(text: string): number[] {
  const words = fold(text).split(" ").slice(0, WORDS_MAX);
  if (words.length < RUN) return [];
  const hashes = words.map(hashOf);
  const least = new Uint32Array(SKETCH_SIZE).fill(0xffffffff);
  for (let at = 0; at + RUN <= hashes.length; at++) {
    let run = 0;
    for (let next = at; next < at + RUN; next++) run = (Math.imul(run, 31) + (hashes[next] ?? 0)) >>> 0;
    for (let row = 0; row < SKETCH_SIZE; row++) {
      const value = mixed(run ^ Math.imul(row + 1, 0x9e3779b1));
      if (value < (least[row] ?? 0)) least[row] = value;
    }
  }
  return [...least];
}

/** Estimated share of common runs among all runs of both texts, 0 to 1; 0 when one has no sketch. */
export function alike(a: readonly number[], b: readonly number[]): number {
  if (a.length !== SKETCH_SIZE || b.length !== SKETCH_SIZE) return 0;
  let same = 0;
  for (let row = 0; row < SKETCH_SIZE; row++) if (a[row] === b[row]) same += 1;
  return same / SKETCH_SIZE;
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The finisher of MurmurHash3: every bit depends on every bit. */
function mixed(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
