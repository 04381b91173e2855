/** JSON, compressed: for rows that are written once and seldom read. */

const decoder = new TextDecoder();
/** Level 1: a few microseconds a kilobyte. */
const LEVEL = 1;

export const zipped = (value: unknown): Uint8Array =>
  Bun.zstdCompressSync(Buffer.from(JSON.stringify(value)), { level: LEVEL });

/** Throws on what is not such a row. */
export const unzipped = (data: Uint8Array): unknown =>
  JSON.parse(decoder.decode(Bun.zstdDecompressSync(data)));
