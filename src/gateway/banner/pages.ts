import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { headerOf } from "../answer.ts";
import type { StoredResponse } from "../cache/stored-response.ts";
import { decodedBody } from "../notice.ts";
import { type Banner, bannerFor } from "./banner.ts";
import { allowsStyles, fieldsWith, hasRoom } from "./fit.ts";
import { PrologueReader } from "./prologue.ts";

/** Pages that are kept, with the banner in them: made once for each page and banner, beside the page. */

type Made = { readonly banner: Banner; readonly page: StoredResponse };
const madeOf = new WeakMap<StoredResponse, Made>();

/** The page with the banner right behind its <body> start tag; the page itself when there is no place for it. */
export function pageWith(banner: Banner, stored: StoredResponse): StoredResponse {
  const known = madeOf.get(stored);
  if (known?.banner === banner) return known.page;
  const page = made(banner, stored);
  madeOf.set(stored, { banner, page });
  return page;
}

function made(banner: Banner, stored: StoredResponse): StoredResponse {
  if (!hasRoom(stored.status, stored.headers)) return stored;
  const body = decodedBody(stored);
  if (body === undefined) return stored;
  const place = new PrologueReader().push(body);
  if (place === undefined || place === "never") return stored;
  const inserted = bannerFor(banner, place, allowsStyles(stored.headers));
  const whole = encoded(spliced(body, inserted, place.at), headerOf(stored, "content-encoding"));
  return {
    ...stored,
    body: whole,
    headers: fieldsWith(banner, stored.headers, whole.length - stored.body.length),
  };
}

export function spliced(body: Uint8Array, inserted: Uint8Array, at: number): Uint8Array {
  const whole = new Uint8Array(body.length + inserted.length);
  whole.set(body.subarray(0, at));
  whole.set(inserted, at);
  whole.set(body.subarray(at), at + inserted.length);
  return whole;
}

/** Quality at which a page costs less than a millisecond for each 30 kB. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** Packed as the origin packed it: whoever gets this page understands that. */
function encoded(body: Uint8Array, encoding: string | undefined): Uint8Array {
  switch (encoding?.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return gzipSync(body);
    case "deflate":
      return deflateSync(body);
    case "br":
      return brotliCompressSync(body, BROTLI);
    case "zstd":
      return zstdCompressSync(body);
    default:
      return body;
  }
}
