import type { Database } from "bun:sqlite";
import { createPublicKey, type KeyObject, verify as verifySignature } from "node:crypto";
import {
  type CheckedEntry,
  checkAlone,
  checkEntry,
  type Previous,
  RAW_ROW_COLUMNS,
  type RawRow,
} from "./verify-entry.ts";
import type { LaneReport, Problem } from "./verify-report.ts";

/** One lane while its entries pass by in order of position. */
export type LaneCheck = {
  readonly report: LaneReport;
  /** Takes the lane's next row and gives its entry, or null when it, or one before it, is bad. */
  take(row: RawRow): CheckedEntry | null;
  /** What only shows after the last row: a cut end, another head, the last signature, what stands beside. */
  end(): void;
};

const START: Previous = { n: 0, id: "0".repeat(64) };

/** `alone`: the format has no table of entries beside the chain. */
export function makeLaneCheck(
  db: Database,
  lane: string,
  everySignature: boolean,
  alone: boolean,
): LaneCheck {
  const publicKey = db
    .query<{ key: unknown }, [string]>(
      "SELECT substr(public_key, 1, 65) AS key FROM journal_lanes WHERE lane = ?",
    )
    .get(lane)?.key;
  const report: LaneReport = {
    lane,
    publicKey: typeof publicKey === "string" ? publicKey : null,
    entries: 0,
    beside: 0,
    head: null,
    signaturesChecked: 0,
    problem: null,
  };
  const key = importKey(publicKey);
  if (publicKey === undefined) {
    report.problem = { code: "unknown-lane", lane, detail: "the lane has no public key" };
  } else if (key === undefined) {
    report.problem = { code: "bad-key", lane, detail: "the public key is not an Ed25519 key" };
  }
  let previous = START;
  let last: CheckedEntry | undefined;

  function signatureHolds(entry: CheckedEntry): boolean {
    report.signaturesChecked += 1;
    return key !== undefined && holds(key, entry);
  }
  const signedBadly = (n: number): Problem => ({
    code: "bad-signature",
    lane,
    n,
    detail: "not by the lane's key",
  });

  /** The verifier reads in order of position, so a number that is there, but later, has lost its place. */
  function gapOrDisorder(n: number, detail: string): Problem {
    const later = db.query("SELECT 1 FROM journal_entries WHERE lane = ? AND n = ?").get(lane, n);
    if (later === null) return { code: "gap", lane, n, detail };
    return {
      code: "out-of-order",
      lane,
      n,
      detail: `entry ${n} has a later position than one that follows it`,
    };
  }

  return {
    report,
    take(row) {
      if (report.problem !== null) return null;
      const checked = checkEntry(row, lane, previous);
      if ("code" in checked) {
        const { code, n, detail } = checked;
        report.problem = code === "gap" ? gapOrDisorder(n, detail) : { code, lane, n, detail };
        return null;
      }
      if (everySignature && !signatureHolds(checked)) {
        report.problem = signedBadly(checked.n);
        return null;
      }
      previous = last = checked;
      report.entries = checked.n;
      report.head = { n: checked.n, id: checked.id, at: checked.at };
      return checked;
    },
    end() {
      if (report.problem !== null || key === undefined) return;
      report.problem = headProblem(db, lane, previous);
      if (report.problem === null && last !== undefined && !everySignature && !signatureHolds(last)) {
        report.problem = signedBadly(last.n);
      }
      if (!alone) report.problem ??= checkBeside(db, report, key);
    },
  };
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

/** Each entry beside the chain is the lane's own by itself, and is not the one in the chain. */
function checkBeside(db: Database, report: LaneReport, key: KeyObject): Problem | null {
  const { lane } = report;
  const inChain = db.query<{ id: unknown }, [string, number]>(
    "SELECT id FROM journal_entries WHERE lane = ? AND n = ?",
  );
  const rows = db
    .query<RawRow, [string]>(`SELECT ${RAW_ROW_COLUMNS} FROM journal_forks WHERE lane = ? ORDER BY n, id`)
    .iterate(lane);
  for (const row of rows) {
    const checked = checkAlone(row, lane, Number(row.n));
    const bad = (n: number, detail: string): Problem => ({ code: "bad-fork", lane, n, detail });
    if ("code" in checked) return bad(checked.n, `${checked.code}: ${checked.detail}`);
    report.signaturesChecked += 1;
    if (!holds(key, checked)) return bad(checked.n, "not signed by the lane's key");
    if (inChain.get(lane, checked.n)?.id === checked.id) return bad(checked.n, "it stands in the chain too");
    report.beside += 1;
  }
  return null;
}

export function importKey(publicKey: unknown): KeyObject | undefined {
  if (typeof publicKey !== "string" || !/^[0-9a-f]{64}$/.test(publicKey)) return undefined;
  try {
    const x = Buffer.from(publicKey, "hex").toString("base64url");
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  } catch {
    return undefined;
  }
}

function holds(key: KeyObject, { id, signature }: CheckedEntry): boolean {
  return verifySignature(null, Buffer.from(id, "ascii"), key, Buffer.from(signature, "hex"));
}
