import type { Database } from "bun:sqlite";
import { createPublicKey, type KeyObject, verify as verifySignature } from "node:crypto";
import { openReadOnly } from "./read-only.ts";
import {
  type CheckedEntry,
  checkEntry,
  type EntryProblemCode,
  type Previous,
  RAW_ROW_COLUMNS,
  type RawRow,
} from "./verify-entry.ts";

const KNOWN_FORMAT = 1;

/** Lanes that one report lists; a real journal has some tens. */
export const LANES_REPORTED_MAX = 1_000;

/** One more than a lane's name may have: a longer one is cut, and then found to have no key. */
const LANE_CHARACTERS_READ_MAX = 64;

const TABLES = ["journal_format", "journal_lanes", "journal_entries", "journal_heads", "journal_deliveries"];

const TRIGGERS = [
  "journal_entries_no_update",
  "journal_entries_no_delete",
  "journal_entries_no_replace",
  "journal_lanes_no_update",
  "journal_lanes_no_delete",
  "journal_lanes_no_replace",
];

const START: Previous = { n: 0, id: "0".repeat(64), position: 0 };

export type ProblemCode =
  | EntryProblemCode
  /** Of the whole file. */
  | "unreadable"
  | "missing-table"
  | "missing-trigger"
  | "unknown-format"
  | "missing-position"
  | "hidden-rows"
  | "too-many-lanes"
  /** Of a lane. */
  | "unknown-lane"
  | "bad-key"
  | "truncated"
  | "head-mismatch"
  | "bad-signature";

export type Problem = { code: ProblemCode; lane?: string; n?: number; detail: string };

export type LaneReport = {
  lane: string;
  /** Compare it with a copy that was noted elsewhere: who can replace the file can replace the key in it. */
  publicKey: string | null;
  /** Entries found good, from the lane's first on. */
  entries: number;
  head: { n: number; id: string; at: string } | null;
  signaturesChecked: number;
  /** The first bad place of the lane. */
  problem: Problem | null;
};

export type VerifyReport = {
  ok: boolean;
  path: string;
  entries: number;
  signaturesChecked: number;
  lanes: LaneReport[];
  /** The file's own problems, then the first one of each lane. */
  problems: Problem[];
};

export type VerifyOptions = {
  /**
   * Checks each entry's signature, about 60 microseconds apiece. Without it the last one of each lane is checked: since
   * every entry names the hash of the one before, that signature covers the whole lane.
   */
  everySignature?: boolean;
};

/**
 * Checks a journal that may be in use, or a copy of one, without changing it; see FORMAT.md for what is checked and what
 * each code means. Streams: memory does not grow with the number of entries. Damage is reported, not thrown; a Refusal is
 * thrown when the file is absent or cannot be read at all.
 */
export function verifyJournal(path: string, options: VerifyOptions = {}): VerifyReport {
  const db = openReadOnly(path);
  try {
    // One read transaction: what is appended meanwhile is not seen half.
    db.run("BEGIN");
    const fileProblems = checkTables(db);
    if (fileProblems.some(({ code }) => code !== "missing-trigger")) return report(path, [], fileProblems);
    const names = laneNames(db);
    const lanes = names.slice(0, LANES_REPORTED_MAX).map((lane) => checkLane(db, lane, options));
    if (names.length > LANES_REPORTED_MAX) {
      fileProblems.push({ code: "too-many-lanes", detail: `more than ${LANES_REPORTED_MAX} lanes` });
    } else {
      fileProblems.push(...checkPositions(db, lanes));
    }
    return report(path, lanes, fileProblems);
  } catch (error) {
    return report(path, [], [{ code: "unreadable", detail: reason(error) }]);
  } finally {
    db.close();
  }
}

function report(path: string, lanes: LaneReport[], fileProblems: Problem[]): VerifyReport {
  const problems = [...fileProblems, ...lanes.flatMap(({ problem }) => (problem === null ? [] : [problem]))];
  return {
    ok: problems.length === 0,
    path,
    entries: lanes.reduce((sum, lane) => sum + lane.entries, 0),
    signaturesChecked: lanes.reduce((sum, lane) => sum + lane.signaturesChecked, 0),
    lanes,
    problems,
  };
}

function checkTables(db: Database): Problem[] {
  const present = (type: string) =>
    new Set(
      db
        .query<{ name: string }, [string]>("SELECT name FROM sqlite_schema WHERE type = ?")
        .all(type)
        .map(({ name }) => name),
    );
  const tables = present("table");
  const missing = TABLES.filter((name) => !tables.has(name));
  if (missing.length > 0) return [{ code: "missing-table", detail: missing.join(", ") }];

  const formats = db
    .query<{ version: unknown }, []>("SELECT substr(version, 1, 20) AS version FROM journal_format LIMIT 2")
    .all();
  if (formats.length !== 1 || formats[0]?.version !== String(KNOWN_FORMAT)) {
    const found = formats.map(({ version }) => String(version)).join(", ") || "none";
    return [{ code: "unknown-format", detail: `found ${found}, known is ${KNOWN_FORMAT}` }];
  }
  const triggers = present("trigger");
  const dropped = TRIGGERS.filter((name) => !triggers.has(name));
  return dropped.length === 0 ? [] : [{ code: "missing-trigger", detail: dropped.join(", ") }];
}

/** Every name that any table knows: a lane with entries but no key, or a key but no entries, is looked at too. */
function laneNames(db: Database): string[] {
  return db
    .query<{ lane: unknown }, [number]>(
      `SELECT DISTINCT substr(lane, 1, ${LANE_CHARACTERS_READ_MAX}) AS lane
       FROM (SELECT lane FROM journal_lanes UNION SELECT lane FROM journal_heads
             UNION SELECT lane FROM journal_entries) ORDER BY 1 LIMIT ?`,
    )
    .all(LANES_REPORTED_MAX + 1)
    .map(({ lane }) => String(lane));
}

function checkLane(db: Database, lane: string, options: VerifyOptions): LaneReport {
  const publicKey = db
    .query<{ key: unknown }, [string]>(
      "SELECT substr(public_key, 1, 65) AS key FROM journal_lanes WHERE lane = ?",
    )
    .get(lane)?.key;
  const result: LaneReport = {
    lane,
    publicKey: typeof publicKey === "string" ? publicKey : null,
    entries: 0,
    head: null,
    signaturesChecked: 0,
    problem: null,
  };
  const key = importKey(publicKey);
  if (publicKey === undefined) {
    result.problem = { code: "unknown-lane", lane, detail: "the lane has no public key" };
  } else if (key === undefined) {
    result.problem = { code: "bad-key", lane, detail: "the public key is not an Ed25519 key" };
  } else {
    try {
      result.problem = checkEntries(db, key, options, result);
    } catch (error) {
      result.problem = { code: "unreadable", lane, n: result.entries + 1, detail: reason(error) };
    }
  }
  return result;
}

/** Counts into `result` as it goes, so that the report tells how far the lane is good. */
function checkEntries(
  db: Database,
  key: KeyObject,
  options: VerifyOptions,
  result: LaneReport,
): Problem | null {
  const { lane } = result;
  const signedBadly = (n: number): Problem => ({
    code: "bad-signature",
    lane,
    n,
    detail: "not by the lane's key",
  });
  let previous = START;
  let last: CheckedEntry | undefined;
  const rows = db
    .query<RawRow, [string]>(`SELECT ${RAW_ROW_COLUMNS} FROM journal_entries WHERE lane = ? ORDER BY n`)
    .iterate(lane);
  for (const row of rows) {
    const checked = checkEntry(row, lane, previous);
    if ("code" in checked) return { code: checked.code, lane, n: checked.n, detail: checked.detail };
    if (options.everySignature === true) {
      result.signaturesChecked += 1;
      if (!signatureHolds(checked, key)) return signedBadly(checked.n);
    }
    previous = last = checked;
    result.entries = checked.n;
    result.head = { n: checked.n, id: checked.id, at: checked.at };
  }
  const problem = headProblem(db, lane, previous);
  if (problem !== null || last === undefined || options.everySignature === true) return problem;
  result.signaturesChecked = 1;
  return signatureHolds(last, key) ? null : signedBadly(last.n);
}

function headProblem(db: Database, lane: string, last: Previous): Problem | null {
  const head = db
    .query<{ n: unknown; id: unknown }, [string]>(
      "SELECT n, substr(id, 1, 65) AS id FROM journal_heads WHERE lane = ?",
    )
    .get(lane);
  if (typeof head?.n === "number" && head.n > last.n) {
    const detail = `the lane's head is ${head.n}, its last entry ${last.n}`;
    return { code: "truncated", lane, n: last.n + 1, detail };
  }
  if (head?.n === last.n && head.id === last.id) return null;
  return {
    code: "head-mismatch",
    lane,
    n: last.n,
    detail: "the lane's head names another entry than its last",
  };
}

/** Lanes are checked through an index; these look at the table itself, and at what is gone from it without a trace. */
function checkPositions(db: Database, lanes: LaneReport[]): Problem[] {
  const table = db
    .query<{ rows: number; first: number | null; last: number | null }, []>(
      "SELECT count(*) AS rows, min(position) AS first, max(position) AS last FROM journal_entries NOT INDEXED",
    )
    .get();
  const given = db
    .query<{ seq: number }, []>("SELECT seq FROM sqlite_sequence WHERE name = 'journal_entries'")
    .get();
  const rows = table?.rows ?? 0;
  const problems: Problem[] = [];
  if ((table?.first ?? 1) !== 1 || (table?.last ?? 0) !== rows || (given?.seq ?? 0) !== rows) {
    const detail = `${rows} entries, positions ${table?.first} to ${table?.last}, last given ${given?.seq}`;
    problems.push({ code: "missing-position", detail });
  }
  const reached = lanes.reduce((sum, lane) => sum + lane.entries, 0);
  if (lanes.every(({ problem }) => problem === null) && reached !== rows) {
    problems.push({ code: "hidden-rows", detail: `the table has ${rows} entries, the lanes ${reached}` });
  }
  return problems;
}

function importKey(publicKey: unknown): KeyObject | undefined {
  if (typeof publicKey !== "string" || !/^[0-9a-f]{64}$/.test(publicKey)) return undefined;
  try {
    const x = Buffer.from(publicKey, "hex").toString("base64url");
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  } catch {
    return undefined;
  }
}

function signatureHolds(entry: CheckedEntry, key: KeyObject): boolean {
  return verifySignature(null, Buffer.from(entry.id, "ascii"), key, Buffer.from(entry.signature, "hex"));
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
