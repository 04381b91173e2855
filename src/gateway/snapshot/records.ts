import type { SnapshotFile } from "./file.ts";
import type { Refused, SnapshotRecords } from "./ports.ts";
import { TARGET_CHARACTERS_MAX } from "./targets.ts";

/** Targets that could not be kept: so many are named, the rest is only counted by the crawl's report. */
export const REFUSED_MAX = 5_000;
/** Distinct targets whose page views are kept for one day, whatever the number of workers that count. */
export const VISIT_TARGETS_A_DAY_MAX = 10_000;
/** Bounds on what is remembered: names, and the length of one JSON text in characters. */
export const NAMES_MAX = 200;
export const JSON_CHARACTERS_MAX = 4 * 1024 ** 2;
const NAME_CHARACTERS_MAX = 100;
const REASON_CHARACTERS_MAX = 200;

const CRAWL_COMPLETED = "crawl-completed-at-ms";

export type Records = Omit<SnapshotRecords, "targets" | "outdate" | "markGone" | "health"> & {
  /** End of the last complete crawl. */
  crawledAtMs(): number | undefined;
};

/** The small tables beside the pages. Every method answers without throwing when the file is damaged or full. */
export function openRecords(file: SnapshotFile): Records {
  const remember = (name: string, json: unknown) => rememberValue(file, name, json);
  const recall = (name: string) => recallValue(file, name);
  return {
    recordRefused: (refused, complete) => recordRefused(file, refused, complete),
    refused: () => readRefused(file),
    completeCrawl: (atMs) => void remember(CRAWL_COMPLETED, atMs),
    crawledAtMs: () => {
      const atMs = recall(CRAWL_COMPLETED);
      return typeof atMs === "number" ? atMs : undefined;
    },
    addVisits: (day, counts) => addVisits(file, day, counts),
    visitsSince: (day) => visitsSince(file, day),
    forgetVisitsBefore: (day) =>
      void file.write((db) => db.query("DELETE FROM visits WHERE day < ?").run(day)),
    remember,
    recall,
  };
}

function recordRefused(file: SnapshotFile, refused: ReadonlyMap<string, Refused>, complete: boolean): void {
  file.write((db) => {
    if (complete) db.run("DELETE FROM refused");
    let room = REFUSED_MAX - (db.query<{ n: number }, []>("SELECT count(*) AS n FROM refused").get()?.n ?? 0);
    const change = db.query("UPDATE refused SET because = ?2, document = ?3 WHERE target = ?1");
    const add = db.query("INSERT INTO refused (target, because, document) VALUES (?1, ?2, ?3)");
    for (const [target, { because, document }] of refused) {
      if (target.length > TARGET_CHARACTERS_MAX) continue;
      const values = [target, because.slice(0, REASON_CHARACTERS_MAX), document ? 1 : 0] as const;
      if (change.run(...values).changes === 0 && room-- > 0) add.run(...values);
    }
  });
}

function readRefused(file: SnapshotFile): Map<string, Refused> {
  type Row = { target: string; because: string; document: number };
  const rows =
    file.read((db) => db.query<Row, []>("SELECT target, because, document FROM refused").all()) ?? [];
  return new Map(rows.map((row) => [row.target, { because: row.because, document: row.document === 1 }]));
}

function addVisits(file: SnapshotFile, day: number, counts: ReadonlyMap<string, number>): boolean {
  return file.write((db) => {
    const sql = "SELECT count(*) AS n FROM visits WHERE day = ?";
    let room = VISIT_TARGETS_A_DAY_MAX - (db.query<{ n: number }, [number]>(sql).get(day)?.n ?? 0);
    const raise = db.query("UPDATE visits SET count = count + ?3 WHERE day = ?1 AND target = ?2");
    const add = db.query("INSERT INTO visits (day, target, count) VALUES (?1, ?2, ?3)");
    for (const [target, count] of counts) {
      if (count <= 0 || target.length > TARGET_CHARACTERS_MAX) continue;
      if (raise.run(day, target, count).changes === 0 && room-- > 0) add.run(day, target, count);
    }
  });
}

function visitsSince(file: SnapshotFile, day: number): Map<string, number> {
  type Row = { target: string; visits: number };
  const sql = "SELECT target, sum(count) AS visits FROM visits WHERE day >= ? GROUP BY target";
  const rows = file.read((db) => db.query<Row, [number]>(sql).all(day)) ?? [];
  return new Map(rows.map((row) => [row.target, row.visits]));
}

function rememberValue(file: SnapshotFile, name: string, json: unknown): boolean {
  const text = jsonText(json);
  if (text === undefined || text.length > JSON_CHARACTERS_MAX || name.length > NAME_CHARACTERS_MAX)
    return false;
  let fits = false;
  const written = file.write((db) => {
    const others = db
      .query<{ n: number }, [string]>("SELECT count(*) AS n FROM memory WHERE name <> ?")
      .get(name);
    fits = (others?.n ?? 0) < NAMES_MAX;
    if (fits) db.query("INSERT OR REPLACE INTO memory (name, json) VALUES (?, ?)").run(name, text);
  });
  return written && fits;
}

function recallValue(file: SnapshotFile, name: string): unknown {
  const sql = "SELECT json FROM memory WHERE name = ?";
  const row = file.read((db) => db.query<{ json: string }, [string]>(sql).get(name));
  if (row === undefined || row === null) return undefined;
  try {
    return JSON.parse(row.json);
  } catch {
    return undefined;
  }
}

function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
