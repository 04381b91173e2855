import { Failed } from "./outcome.ts";

/** Status line and fields of an answer (RFC 9112), read with the patience of a browser and within bounds. */

export const HEAD_BYTES_MAX = 65_536;
export const FIELDS_MAX = 200;

export type Fields = ReadonlyMap<string, readonly string[]>;
export type Head = { readonly status: number; readonly fields: Fields };

const STATUS_LINE = /^HTTP\/1\.[01] +([1-5]\d\d)(?: |$)/;
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const LF = 10;
const CR = 13;

/**
 * Where the head ends in `bytes` (the place of its body), or -1 when more must come. Lines end with CRLF or LF.
 */
export function headEnd(bytes: Uint8Array, from = 0): number {
  for (let at = bytes.indexOf(LF, from); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2;
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
  }
  return -1;
}

/** @throws Failed http.protocol, http.head_too_large */
export function parseHead(bytes: Uint8Array): Head {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString("latin1")
    .split(/\r?\n/);
  const status = STATUS_LINE.exec(lines[0] ?? "")?.[1];
  if (status === undefined) throw new Failed("http.protocol", "what comes is not HTTP");
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const line of lines.slice(1)) {
    if (line === "") continue;
    count += 1;
    if (count > FIELDS_MAX) throw new Failed("http.head_too_large", `more than ${FIELDS_MAX} fields`);
    const colon = line.indexOf(":");
    // Browsers pass over lines that are no field, and so do we.
    if (colon < 1) continue;
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    if (!NAME.test(name)) continue;
    const values = fields.get(name);
    const value = line.slice(colon + 1).trim();
    if (values === undefined) fields.set(name, [value]);
    else values.push(value);
  }
  return { status: Number(status), fields };
}

/** The first value of a field, or "". */
export const first = (fields: Fields, name: string): string => fields.get(name)?.[0] ?? "";
