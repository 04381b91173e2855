import { canonicalJson, sha256Hex } from "../kernel/canonical.ts";

/**
 * The checks of one stored entry, written from FORMAT.md and not from the code that appends: a fault that both shared
 * would hide itself. Pure; the order of the checks is part of the format.
 */

export type EntryProblemCode =
  | "malformed-row"
  | "gap"
  | "not-canonical"
  | "unknown-version"
  | "bad-shape"
  | "column-mismatch"
  | "bad-id"
  | "broken-chain";

/** One row as SQLite gave it, before anything is believed about it. `canonical` is null when over the bound or no text. */
export type RawRow = { n: unknown; id: unknown; signature: unknown; canonical: unknown };

/** What came before in the lane: at first {n: 0, id: 64 zeros}. */
export type Previous = { n: number; id: string };

export type CheckedEntry = Previous & {
  prev: string;
  at: string;
  signature: string;
  kind: string;
  body: unknown;
};

export type EntryFault = { code: EntryProblemCode; n: number; detail: string };

const CANONICAL_BYTES_MAX = 65_536;
const NESTING_MAX = 64;

/** SQL for the columns of a RawRow: exact bytes of the text, and never more of anything than a good row has, plus one. */
export const RAW_ROW_COLUMNS = `n, substr(id, 1, 65) AS id, substr(signature, 1, 129) AS signature,
  CASE WHEN typeof(canonical) = 'text' AND octet_length(canonical) <= ${CANONICAL_BYTES_MAX}
       THEN CAST(canonical AS BLOB) END AS canonical`;

const HEX_64 = /^[0-9a-f]{64}$/;
const HEX_128 = /^[0-9a-f]{128}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const LANE = /^[a-z0-9][a-z0-9.-]{0,62}$/;
const KIND = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;
const KIND_CHARACTERS_MAX = 100;
const SUBJECT_CHARACTERS_MAX = 512;
const REQUIRED = ["v", "lane", "n", "prev", "at", "actor", "kind", "subject", "body"];
const KNOWN = new Set([...REQUIRED, "occurredAt", "exercise"]);

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The entry that follows `previous` in `lane`, or the first check that it fails. */
export function checkEntry(row: RawRow, lane: string, previous: Previous): CheckedEntry | EntryFault {
  const due = previous.n + 1;
  const malformed = malformation(row);
  if (malformed !== undefined) return { code: "malformed-row", n: due, detail: malformed };
  if (row.n !== due) {
    return { code: "gap", n: due, detail: `entry ${due} is not there; the next one is ${row.n}` };
  }
  const checked = checkAlone(row, lane, due);
  if ("code" in checked || checked.prev === previous.id) return checked;
  const detail = `prev is ${checked.prev}, the entry before it has ${previous.id}`;
  return { code: "broken-chain", n: due, detail };
}

/** The checks of an entry by itself, in the order of FORMAT.md; `n` is what a fault is reported under. */
export function checkAlone(row: RawRow, lane: string, n: number): CheckedEntry | EntryFault {
  const fault = (code: EntryProblemCode, detail: string): EntryFault => ({ code, n, detail });
  const malformed = malformation(row);
  if (malformed !== undefined) return fault("malformed-row", malformed);
  const { id, signature, canonical } = row as { id: string; signature: string; canonical: Uint8Array };

  const entry = parseCanonical(canonical);
  if (entry === undefined)
    return fault("not-canonical", "the text is not the canonical JSON of an object, or is nested too deep");
  if (entry.v !== 1)
    return fault("unknown-version", `v is ${JSON.stringify(entry.v)?.slice(0, 40)}, known is 1`);
  const misshapen = shapeFault(entry);
  if (misshapen !== undefined) return fault("bad-shape", misshapen);
  if (entry.lane !== lane || entry.n !== row.n) {
    return fault("column-mismatch", `the row says ${lane} ${row.n}, the entry says ${entry.lane} ${entry.n}`);
  }
  const hash = sha256Hex(canonical);
  if (hash !== id) return fault("bad-id", `the stored id is ${id}, the entry's hash is ${hash}`);
  const { prev, at, kind, body } = entry as { prev: string; at: string; kind: string; body: unknown };
  return { n: entry.n as number, id, prev, at, signature, kind, body };
}

function malformation({ n, id, signature, canonical }: RawRow): string | undefined {
  if (typeof n !== "number" || !(canonical instanceof Uint8Array)) {
    return "a column has another type, or the entry is larger than an entry may be";
  }
  if (typeof id !== "string" || !HEX_64.test(id)) return "the id is not 64 hex digits";
  if (typeof signature !== "string" || !HEX_128.test(signature)) return "the signature is not 128 hex digits";
  return undefined;
}

/** The object that these bytes are the canonical JSON of, or undefined. */
export function parseCanonical(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    const order = keyOrder(value, NESTING_MAX);
    return order !== "too deep" && isCanonical(text, value, order) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * RFC 8785 writes values as JSON.stringify does, with sorted keys: when the keys are sorted already and the text comes
 * back unchanged, it is canonical, at a fifth of the cost of making it anew. Keys that look like array indexes and
 * escaped surrogates break that equality, so they, and all that fails, are judged by the full rule.
 */
function isCanonical(text: string, value: object, order: "sorted" | "unsorted"): boolean {
  if (order === "sorted" && !text.includes("\\ud") && JSON.stringify(value) === text) return true;
  return canonicalJson(value) === text;
}

/** Whether each object's keys stand in order, within `levels` of nesting. */
function keyOrder(value: object, levels: number): "sorted" | "unsorted" | "too deep" {
  if (levels === 0) return "too deep";
  let order: "sorted" | "unsorted" = "sorted";
  const isList = Array.isArray(value);
  const keys = Object.keys(value);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as string;
    if (!isList && at > 0 && (keys[at - 1] as string) >= key) order = "unsorted";
    const part = (value as Record<string, unknown>)[key];
    if (typeof part !== "object" || part === null) continue;
    const within = keyOrder(part, levels - 1);
    if (within === "too deep") return within;
    if (within === "unsorted") order = within;
  }
  return order;
}

function shapeFault(entry: Record<string, unknown>): string | undefined {
  for (const field of REQUIRED) if (!Object.hasOwn(entry, field)) return `${field} is missing`;
  for (const field in entry)
    if (!KNOWN.has(field)) return `"${field.slice(0, 40)}" is not a field of an entry`;
  const { lane, n, prev, at, occurredAt, actor, kind, subject, body, exercise } = entry;
  if (typeof lane !== "string" || !LANE.test(lane)) return "lane is not a lane's name";
  if (!Number.isSafeInteger(n) || (n as number) < 1) return "n is not a whole number from 1";
  if (typeof prev !== "string" || !HEX_64.test(prev)) return "prev is not 64 hex digits";
  if (!isInstant(at)) return "at is not an instant";
  if (occurredAt !== undefined && !isInstant(occurredAt)) return "occurredAt is not an instant";
  if (!isObject(actor) || typeof actor.type !== "string") return "actor is not an object with a type";
  if (typeof kind !== "string" || kind.length > KIND_CHARACTERS_MAX || !KIND.test(kind))
    return "kind is not a kind";
  if (typeof subject !== "string" || subject.length < 1 || subject.length > SUBJECT_CHARACTERS_MAX) {
    return `subject is not a text of 1 to ${SUBJECT_CHARACTERS_MAX} characters`;
  }
  if (!isObject(body)) return "body is not an object";
  if (exercise !== undefined && exercise !== true) return "exercise is there and not true";
  return undefined;
}

function isInstant(value: unknown): boolean {
  if (typeof value !== "string" || !INSTANT.test(value)) return false;
  const ms = Date.parse(value);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
