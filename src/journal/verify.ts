import type { Database } from "bun:sqlite";
import { Refusal } from "../kernel/refusal.ts";
import { openReadOnly } from "./read-only.ts";
import { makeTreeCheck, type TreeCheck } from "./verify-checkpoint.ts";
import { RAW_ROW_COLUMNS, type RawRow } from "./verify-entry.ts";
import { type LaneCheck, makeLaneCheck } from "./verify-lane.ts";
import type { Problem, VerifyOptions, VerifyReport } from "./verify-report.ts";
import { readCheckpoint } from "./verify-tree.ts";

const KNOWN_FORMATS = ["1", "2"];

/** Lanes that one report lists; a real journal has some tens. */
export const LANES_REPORTED_MAX = 1_000;

/** One more than a lane's name may have: a longer one is cut, and then found to have no key. */
const LANE_CHARACTERS_READ_MAX = 64;

const TABLES_1 = [
  "journal_format",
  "journal_lanes",
  "journal_entries",
  "journal_heads",
  "journal_deliveries",
];
const TABLES_2 = [
  "journal_own_lanes",
  "journal_forks",
  "journal_parked",
  "journal_unsaid",
  "journal_tree",
  "journal_checkpoints",
];

const GUARDED_1 = ["journal_entries", "journal_lanes"];
const GUARDED_2 = ["journal_forks", "journal_checkpoints"];
const GUARDS = ["no_update", "no_delete", "no_replace"];

/**
 * Checks a journal that may be in use, or a copy of one, without changing it; see FORMAT.md for what is checked and what
 * each code means. Streams: memory does not grow with the number of entries. Damage is reported, not thrown; a Refusal is
 * thrown when the file is absent or cannot be read at all ("no-journal", "journal-unreadable"), or when what was given as a
 * checkpoint is none ("bad-checkpoint").
 */
export function verifyJournal(path: string, options: VerifyOptions = {}): VerifyReport {
  const checkpoint = options.checkpoint === undefined ? undefined : readCheckpoint(options.checkpoint);
  if (options.checkpoint !== undefined && checkpoint === undefined) {
    throw new Refusal(
      "bad-checkpoint",
      "This is not a checkpoint of a journal.",
      "checkpoint",
      "Give the five lines of it unchanged, with a line break after each.",
    );
  }
  const given = checkpoint === undefined ? undefined : { checkpoint, key: options.checkpointKey };
  const db = openReadOnly(path);
  try {
    // One read transaction: what is appended meanwhile is not seen half.
    db.run("BEGIN");
    const { problems, format } = checkTables(db);
    if (format === undefined) return report(path, [], problems, undefined);
    const names = laneNames(db);
    const everySignature = options.everySignature === true;
    const lanes = names
      .slice(0, LANES_REPORTED_MAX)
      .map((lane) => makeLaneCheck(db, lane, everySignature, format === "1"));
    const tree = makeTreeCheck(db, format === "1", given);
    const scan = scanEntries(db, lanes, tree);
    problems.push(...scan.problems);
    if (names.length > LANES_REPORTED_MAX) {
      problems.push({ code: "too-many-lanes", detail: `more than ${LANES_REPORTED_MAX} lanes` });
    } else if (scan.problems.length === 0) {
      problems.push(...checkPositions(db, lanes, scan.rows));
    }
    return report(path, lanes, problems, tree);
  } catch (error) {
    return report(path, [], [{ code: "unreadable", detail: reason(error) }], undefined);
  } finally {
    db.close();
  }
}

function report(
  path: string,
  checks: LaneCheck[],
  fileProblems: Problem[],
  tree: TreeCheck | undefined,
): VerifyReport {
  const lanes = checks.map((check) => check.report);
  const problems = [...fileProblems, ...lanes.flatMap(({ problem }) => (problem === null ? [] : [problem]))];
  if (problems.every(({ code }) => code === "missing-trigger")) problems.push(...(tree?.ownProblems() ?? []));
  problems.push(...(tree?.givenProblems() ?? []));
  return {
    ok: problems.length === 0,
    path,
    entries: lanes.reduce((sum, lane) => sum + lane.entries, 0),
    signaturesChecked: lanes.reduce((sum, lane) => sum + lane.signaturesChecked, 0),
    root: tree?.root() ?? null,
    checkpoints: tree?.checkpoints() ?? 0,
    lanes,
    problems,
  };
}

/** Whether all is there; without a format nothing else can be looked at. */
function checkTables(db: Database): { problems: Problem[]; format?: string } {
  const present = (type: string) =>
    new Set(
      db
        .query<{ name: string }, [string]>("SELECT name FROM sqlite_schema WHERE type = ?")
        .all(type)
        .map(({ name }) => name),
    );
  const tables = present("table");
  const lacking = (names: string[]): Problem[] => {
    const missing = names.filter((name) => !tables.has(name));
    return missing.length === 0 ? [] : [{ code: "missing-table", detail: missing.join(", ") }];
  };
  const missing = lacking(TABLES_1);
  if (missing.length > 0) return { problems: missing };

  const formats = db
    .query<{ version: unknown }, []>("SELECT substr(version, 1, 20) AS version FROM journal_format LIMIT 2")
    .all()
    .map(({ version }) => String(version));
  const [format = "none"] = formats;
  if (formats.length !== 1 || !KNOWN_FORMATS.includes(format)) {
    const detail = `found ${formats.join(", ") || "none"}, known are ${KNOWN_FORMATS.join(" and ")}`;
    return { problems: [{ code: "unknown-format", detail }] };
  }
  const missingNow = format === "1" ? [] : lacking(TABLES_2);
  if (missingNow.length > 0) return { problems: missingNow };

  const triggers = present("trigger");
  const dropped = [...GUARDED_1, ...(format === "1" ? [] : GUARDED_2)]
    .flatMap((table) => GUARDS.map((guard) => `${table}_${guard}`))
    .filter((name) => !triggers.has(name));
  const problems: Problem[] =
    dropped.length === 0 ? [] : [{ code: "missing-trigger", detail: dropped.join(", ") }];
  return { problems, format };
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

/** One pass over the table itself, in order of position, past every index that could hide a row. */
function scanEntries(
  db: Database,
  lanes: LaneCheck[],
  tree: TreeCheck,
): { rows: number; problems: Problem[] } {
  const checks = new Map(lanes.map((check) => [check.report.lane, check]));
  const entries = db.query<RawRow & { lane: unknown }, []>(
    `SELECT substr(lane, 1, ${LANE_CHARACTERS_READ_MAX}) AS lane, ${RAW_ROW_COLUMNS}
     FROM journal_entries NOT INDEXED ORDER BY position`,
  );
  let rows = 0;
  try {
    for (const row of entries.iterate()) {
      rows += 1;
      const checked = checks.get(String(row.lane))?.take(row) ?? null;
      tree.take(row.canonical instanceof Uint8Array ? row.canonical : null, checked);
    }
    for (const check of lanes) check.end();
    return { rows, problems: [] };
  } catch (error) {
    const detail = `cannot be read on after ${rows} entries: ${reason(error)}`;
    return { rows, problems: [{ code: "unreadable", detail }] };
  }
}

/** What is gone without a trace in its lane, and what the index by which lanes are read does not show. */
function checkPositions(db: Database, lanes: LaneCheck[], rows: number): Problem[] {
  const table = db
    .query<{ first: number | null; last: number | null }, []>(
      "SELECT min(position) AS first, max(position) AS last FROM journal_entries NOT INDEXED",
    )
    .get();
  const given = db
    .query<{ seq: number }, []>("SELECT seq FROM sqlite_sequence WHERE name = 'journal_entries'")
    .get();
  const indexed = db
    .query<{ rows: number }, []>(
      "SELECT count(*) AS rows FROM journal_entries INDEXED BY sqlite_autoindex_journal_entries_1",
    )
    .get();
  const problems: Problem[] = [];
  if ((table?.first ?? 1) !== 1 || (table?.last ?? 0) !== rows || (given?.seq ?? 0) !== rows) {
    const detail = `${rows} entries, positions ${table?.first} to ${table?.last}, last given ${given?.seq}`;
    problems.push({ code: "missing-position", detail });
  }
  const reached = lanes.reduce((sum, lane) => sum + lane.report.entries, 0);
  const allGood = lanes.every(({ report }) => report.problem === null);
  if (indexed?.rows !== rows || (allGood && reached !== rows)) {
    const detail = `the table has ${rows} entries, its index ${indexed?.rows}, the lanes ${reached}`;
    problems.push({ code: "hidden-rows", detail });
  }
  return problems;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
