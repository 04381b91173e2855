import { hash } from "node:crypto";

/** The proof of work that the waiting page's script sends along (a partial hash preimage, as in Back's Hashcash, 2002). */

/** Fewer bits cost nothing; more would keep a slow telephone busy for minutes. */
export const PROOF_BITS_MIN = 8;
export const PROOF_BITS_MAX = 18;

/** "bits.counter", both decimal; a counter is far below 2^53. */
const PROOF = /^([1-9][0-9]?)\.(0|[1-9][0-9]{0,14})$/;
/** A longer challenge is none of ours. */
const CHALLENGE_CHARACTERS_MAX = 128;

/**
 * Whether SHA-256 of `challenge + "." + counter` begins with as many zero bits as the proof says. Costs one hash.
 * @returns the bits that are proved, within the bounds above, or undefined.
 */
export function checkProof(challenge: string, proof: string): number | undefined {
  const parts = PROOF.exec(proof);
  if (parts === null || challenge.length > CHALLENGE_CHARACTERS_MAX) return undefined;
  const bits = Number(parts[1]);
  if (bits < PROOF_BITS_MIN || bits > PROOF_BITS_MAX) return undefined;
  const digest = hash("sha256", `${challenge}.${parts[2]}`, "buffer");
  return Math.clz32(digest.readUInt32BE()) >= bits ? bits : undefined;
}
