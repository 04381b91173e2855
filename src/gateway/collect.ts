import { createHash } from "node:crypto";
import type { OriginResponse } from "./origin/exchange.ts";

/** Headers as pairs with lower-case names, order and duplicates kept. */
export type Pairs = Array<readonly [string, string]>;

export function pairsOf(flat: readonly string[]): Pairs {
  const pairs: Pairs = [];
  for (let at = 0; at + 1 < flat.length; at += 2)
    pairs.push([(flat[at] ?? "").toLowerCase(), flat[at + 1] ?? ""]);
  return pairs;
}

export type CollectedBody = { readonly body: Uint8Array; readonly bodyHash: string };

/**
 * Reads a whole body of at most `bytesMax` bytes. Undefined when it is larger: the response can still be streamed from
 * its first byte on. Rejects with the body's error when the origin cuts it short, so half a page is never kept.
 */
export async function collected(
  response: OriginResponse,
  bytesMax: number,
): Promise<CollectedBody | undefined> {
  const announced = headerValue(response.headers, "content-length");
  if (announced !== undefined && Number(announced) > bytesMax) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk as Uint8Array);
    size += (chunk as Uint8Array).length;
    if (size > bytesMax) break;
  }
  const whole = Buffer.concat(chunks);
  if (size > bytesMax) {
    response.body.unshift(whole);
    return undefined;
  }
  const body = new Uint8Array(whole.buffer, whole.byteOffset, whole.byteLength);
  return { body, bodyHash: bodyHash(body) };
}

/** SHA-256, first 32 hexadecimal characters: enough to tell two pages apart against an adversary. */
export function bodyHash(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 32);
}

function headerValue(flat: readonly string[], name: string): string | undefined {
  for (let at = 0; at + 1 < flat.length; at += 2) if (flat[at]?.toLowerCase() === name) return flat[at + 1];
  return undefined;
}
