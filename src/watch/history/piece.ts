import { ByteReader, ByteWriter } from "./bytes.ts";
import type { KeptRound } from "./day-row.ts";

/**
 * The rounds of one site in one segment (about an hour) with all their times, kept for a day: what the page of a site draws.
 */

const TIMES = 5;
/** One a second for an hour. */
export const PIECE_ROUNDS_MAX = 3_600;
const writer = new ByteWriter();

/** Rounds oldest first, PIECE_ROUNDS_MAX at most: the rest is left out. */
export function encodePiece(rounds: readonly KeptRound[]): Uint8Array {
  let beforeMs = 0;
  for (const { atMs, code, times } of rounds.slice(0, PIECE_ROUNDS_MAX)) {
    writer.signed(atMs - beforeMs);
    writer.whole(code);
    for (let n = 0; n < TIMES; n++) writer.byte(times[n] ?? 0);
    beforeMs = atMs;
  }
  return writer.take();
}

export function decodePiece(bytes: Uint8Array): KeptRound[] {
  const reader = new ByteReader(bytes);
  const rounds: KeptRound[] = [];
  let atMs = 0;
  while (!reader.ended && rounds.length < PIECE_ROUNDS_MAX) {
    atMs += reader.signed();
    const code = reader.whole();
    const times = [reader.byte(), reader.byte(), reader.byte(), reader.byte(), reader.byte()];
    rounds.push({ atMs, code, times });
  }
  return rounds;
}
