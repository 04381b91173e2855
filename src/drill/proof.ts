/** More leading zero bits than this are not looked for: 2^24 hashes take a program ten seconds. */
export const PROOF_BITS_MAX = 24;

const digest = new Uint8Array(32);

/**
 * The proof of work that the waiting page asks for: the smallest counter for which SHA-256 of
 * `challenge + "." + counter` starts with `bits` zero bits, written "bits.counter".
 * @throws RangeError for more bits than PROOF_BITS_MAX
 */
export function solveProof(challenge: string, bits: number): string {
  if (!(bits >= 0 && bits <= PROOF_BITS_MAX)) throw new RangeError(`${bits} bits are not solved here`);
  for (let counter = 0; ; counter++) {
    Bun.SHA256.hash(`${challenge}.${counter}`, digest);
    if (leadingZeroBits(digest) >= bits) return `${bits}.${counter}`;
  }
}

/** How many zero bits `bytes` starts with. */
export function leadingZeroBits(bytes: Uint8Array): number {
  let bits = 0;
  for (const byte of bytes) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
