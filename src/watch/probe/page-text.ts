import zlib from "node:zlib";
import { type Fields, first } from "./http-head.ts";
import { Failed } from "./outcome.ts";

/** A page unpacks to this many bytes at most; what grows further is a bomb, and is not looked into. */
export const UNPACKED_BYTES_MAX = 2_097_152;
/** How far into the page its character set is looked for (the HTML standard's own bound). */
const CHARSET_BYTES = 1_024;

/** "bomb": it unpacks to more than we take. */
export type Unpacked = { readonly bytes: Uint8Array } | "bomb";

type Unpack = (packed: Uint8Array, options: object) => Uint8Array;
const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants;
const bound = { maxOutputLength: UNPACKED_BYTES_MAX };
const CODINGS: Record<string, Unpack> = {
  gzip: (packed, options) => zlib.gunzipSync(packed, options),
  deflate: (packed, options) =>
    // Some send zlib's format, as the standard wants, some the bare stream.
    ((packed[0] ?? 0) & 0x0f) === 8
      ? zlib.inflateSync(packed, options)
      : zlib.inflateRawSync(packed, options),
  br: (packed, options) => zlib.brotliDecompressSync(packed, options),
  zstd: (packed, options) => zlib.zstdDecompressSync(packed, options),
};

/**
 * The body without its content codings. A body that was cut gives what of it can be unpacked.
 * @throws Failed http.protocol when a whole body cannot be unpacked
 */
export function unpack(body: Uint8Array, fields: Fields, cut: boolean): Unpacked {
  const named = first(fields, "content-encoding")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim());
  let bytes = body;
  for (const name of named.reverse().slice(0, 2)) {
    const coding = CODINGS[name.replace(/^x-/, "")];
    if (coding === undefined || bytes.length === 0) continue;
    try {
      const flush = name === "br" ? BROTLI_OPERATION_FLUSH : Z_SYNC_FLUSH;
      bytes = coding(bytes, cut && name !== "zstd" ? { ...bound, finishFlush: flush } : bound);
    } catch (error) {
      if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") return "bomb";
      if (cut) return { bytes: new Uint8Array(0) };
      throw new Failed("http.protocol", `a body that is not ${name}`);
    }
  }
  return { bytes };
}

/** The page as text, by the character set it says, or UTF-8, or the western one when it is not UTF-8. */
export function decoded(bytes: Uint8Array, fields: Fields): string {
  const said =
    charsetIn(first(fields, "content-type")) ??
    charsetIn(Buffer.from(bytes.subarray(0, CHARSET_BYTES)).toString("latin1"));
  if (said !== undefined && !/^utf-?8$/i.test(said)) {
    try {
      return new TextDecoder(said).decode(bytes);
    } catch {
      // A set that nobody knows: as if none was said.
    }
  }
  const text = new TextDecoder("utf-8").decode(bytes);
  return said === undefined && text.includes("\ufffd") ? new TextDecoder("windows-1252").decode(bytes) : text;
}

const charsetIn = (text: string): string | undefined =>
  /charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(text)?.[1];
