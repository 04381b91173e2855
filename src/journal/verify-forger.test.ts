import type { Database } from "bun:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { sha256Hex } from "../kernel/canonical.ts";
import { type ProblemCode, verifyJournal } from "./index.ts";
import {
  codesOf,
  ENTRIES,
  placeOf,
  type Row,
  type Tampering,
  tamperedCopies,
} from "./testing/tampered-copy.ts";

let good: ReturnType<typeof tamperedCopies>;
let copy = "";
beforeAll(() => {
  good = tamperedCopies();
  copy = good.copy;
});
afterAll(() => good.place.verifyAndRemove());

function codes(act: Tampering, everySignature = false): ProblemCode[] {
  return codesOf(good.tampered(act), everySignature);
}

const index = fc.nat({ max: ENTRIES - 1 });
const RUNS = { numRuns: 60 };

describe("a forger without the key is found", () => {
  test("nobody is accused when nothing was changed", () => {
    expect(codes(() => {})).toEqual([]);
    const report = verifyJournal(copy);
    expect(report).toMatchObject({ ok: true, entries: ENTRIES, signaturesChecked: 2 });
    expect(verifyJournal(copy, { everySignature: true }).signaturesChecked).toBe(ENTRIES);
    expect(report.lanes.map(({ lane, entries, head }) => [lane, entries, head?.n])).toEqual([
      ["keeper", 16, 16],
      ["tablet-1", 8, 8],
    ]);
  });

  test("who changes one character of an entry", () => {
    fc.assert(
      fc.property(index, fc.nat(), fc.integer({ min: 32, max: 126 }), (at, place, code) => {
        const report = verifyJournal(
          good.tampered((db, rows) => {
            const { position, canonical } = rows[at] as Row;
            const cut = place % canonical.length;
            const other = canonical.charCodeAt(cut) === code ? code + 1 : code;
            const text = canonical.slice(0, cut) + String.fromCharCode(other) + canonical.slice(cut + 1);
            db.run("UPDATE journal_entries SET canonical = ? WHERE position = ?", [text, position]);
          }),
        );
        expect(report.problems.length).toBe(1);
        expect(["not-canonical", "bad-shape", "unknown-version", "column-mismatch", "bad-id"]).toContain(
          report.problems[0]?.code as string,
        );
        const { lane, n } = report.problems[0] ?? {};
        expect([lane, n]).toEqual([placeOf(at).lane, placeOf(at).n]);
      }),
      { seed: 31, ...RUNS },
    );
  });

  test("who makes the hash fit the changed entry, and the head if need be", () => {
    fc.assert(
      fc.property(index, (at) => {
        const report = verifyJournal(
          good.tampered((db, rows) => {
            const row = rows[at] as Row;
            const text = row.canonical.replace('"by":"ringer"', '"by":"nobody"');
            db.run("UPDATE journal_entries SET canonical = ?, id = ? WHERE position = ?", [
              text,
              sha256Hex(text),
              row.position,
            ]);
            db.run("UPDATE journal_heads SET id = ? WHERE lane = ? AND n = ?", [
              sha256Hex(text),
              row.lane,
              row.n,
            ]);
          }),
        );
        const isLast = at >= ENTRIES - 3 && (at % 3 === 0 || at === ENTRIES - 1);
        expect(report.problems.map(({ code, n }) => [code, n])).toEqual([
          isLast ? ["bad-signature", placeOf(at).n] : ["broken-chain", placeOf(at).n + 1],
        ]);
      }),
      { seed: 32, ...RUNS },
    );
  });

  test("who rewrites a lane's whole end, hashes, chain and head", () => {
    fc.assert(
      fc.property(index, (at) => {
        const found = codes((db, rows) => {
          const { lane, n } = rows[at] as Row;
          let prev = rows.find((row) => row.lane === lane && row.n === n - 1)?.id ?? "0".repeat(64);
          for (const row of rows.filter((row) => row.lane === lane && row.n >= n)) {
            const entry = { ...JSON.parse(row.canonical), prev };
            entry.body.strokes += 100;
            const text = JSON.stringify(entry);
            prev = sha256Hex(text);
            db.run("UPDATE journal_entries SET canonical = ?, id = ? WHERE position = ?", [
              text,
              prev,
              row.position,
            ]);
          }
          db.run("UPDATE journal_heads SET id = ? WHERE lane = ?", [prev, lane]);
        });
        expect(found).toEqual(["bad-signature"]);
      }),
      { seed: 33, numRuns: 30 },
    );
  });

  test("who takes entries out", () => {
    fc.assert(
      fc.property(fc.uniqueArray(index, { minLength: 1, maxLength: ENTRIES }), (taken) => {
        const found = codes((db, rows) => {
          for (const at of taken)
            db.run("DELETE FROM journal_entries WHERE position = ?", [(rows[at] as Row).position]);
        });
        expect(found).toContain("missing-position");
        expect(found.some((code) => code === "gap" || code === "truncated")).toBe(true);
      }),
      { seed: 34, ...RUNS },
    );
  });

  test("who cuts the end off and moves the heads back to fit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: ENTRIES }), (cut) => {
        const found = codes((db) => {
          db.run("DELETE FROM journal_entries WHERE position > ?", [ENTRIES - cut]);
          db.run(`UPDATE journal_heads SET
                    n = coalesce((SELECT max(n) FROM journal_entries e WHERE e.lane = journal_heads.lane), 0)`);
          db.run(`UPDATE journal_heads SET
                    id = coalesce((SELECT id FROM journal_entries e WHERE e.lane = journal_heads.lane
                                   AND e.n = journal_heads.n), '${"0".repeat(64)}')`);
        });
        expect(found).toEqual(["missing-position"]);
      }),
      { seed: 35, numRuns: 24 },
    );
  });

  test("who swaps two entries, in their places or in their order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(index, { minLength: 2, maxLength: 2 }), (pair) => {
        const swap = (columns: string) => (db: Database, rows: Row[]) => {
          const [one, other] = pair.map((at) => rows[at]) as [Row, Row];
          const names = columns.split(", ");
          const set = names.map((name) => `${name} = ?`).join(", ");
          db.run(`UPDATE journal_entries SET position = -1, n = 999 WHERE position = ?`, [other.position]);
          for (const [from, to] of [
            [other, one.position],
            [one, -1],
          ] as const) {
            const values = names.map((name) => from[name as keyof Row]);
            db.run(`UPDATE journal_entries SET ${set} WHERE position = ?`, [...values, to]);
          }
          if (!names.includes("n")) db.run("UPDATE journal_entries SET n = ? WHERE n = 999", [other.n]);
          db.run("UPDATE journal_entries SET position = ? WHERE position = -1", [other.position]);
        };
        expect(codes(swap("canonical, id, signature"))).not.toEqual([]);
        expect(codes(swap("canonical"))).not.toEqual([]);
        const found = codes(swap("lane, n, id, canonical, signature"));
        // Lanes are independent: which of two arrived first is local, unsigned and said to be so.
        const [one, other] = pair.map((at) => placeOf(at).lane);
        if (one === other) expect(found).toContain("out-of-order");
      }),
      { seed: 36, ...RUNS },
    );
  });

  test("who adds an entry of his own at the end", () => {
    const found = codes((db, rows) => {
      const last = rows[ENTRIES - 1] as Row;
      const text = JSON.stringify({ ...JSON.parse(last.canonical), n: last.n + 1, prev: last.id });
      const id = sha256Hex(text);
      db.run("INSERT INTO journal_entries (lane, n, id, canonical, signature) VALUES (?, ?, ?, ?, ?)", [
        last.lane,
        last.n + 1,
        id,
        text,
        last.signature,
      ]);
      db.run("UPDATE journal_heads SET n = ?, id = ? WHERE lane = ?", [last.n + 1, id, last.lane]);
    });
    expect(found).toEqual(["bad-signature"]);
  });

  test("who changes any signature: always at a lane's end, and in its midst with everySignature", () => {
    fc.assert(
      fc.property(index, fc.nat({ max: 127 }), (at, digit) => {
        const change = (db: Database, rows: Row[]) => {
          const { position, signature } = rows[at] as Row;
          const other = signature[digit] === "0" ? "1" : "0";
          const changed = signature.slice(0, digit) + other + signature.slice(digit + 1);
          db.run("UPDATE journal_entries SET signature = ? WHERE position = ?", [changed, position]);
        };
        expect(codes(change, true)).toEqual(["bad-signature"]);
        expect(codes(change)).toEqual(at >= ENTRIES - 3 && at !== ENTRIES - 2 ? ["bad-signature"] : []);
      }),
      {
        seed: 37,
        numRuns: 40,
        examples: [
          [ENTRIES - 1, 0],
          [ENTRIES - 3, 127],
        ],
      },
    );
  });
});
