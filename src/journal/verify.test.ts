import { Database } from "bun:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  chmodSync,
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { sha256Hex } from "../kernel/canonical.ts";
import { Refusal } from "../kernel/refusal.ts";
import { type ProblemCode, verifyJournal } from "./index.ts";
import { FORMAT_TABLE, TABLES } from "./schema.ts";
import { rung, type TemporaryJournal, temporaryJournal } from "./testing/temporary-journal.ts";
import { LANES_REPORTED_MAX } from "./verify.ts";

const ENTRIES = 24;
const LANES = ["keeper", "tablet-1"];

let place: TemporaryJournal;
let copy = "";

beforeAll(() => {
  place = temporaryJournal();
  const journals = LANES.map((lane) => place.open({ lane }));
  for (let stroke = 0; stroke < ENTRIES; stroke++) journals[stroke % 3 === 0 ? 1 : 0]?.append(rung(stroke));
  for (const journal of journals) journal.close();
  copy = join(place.folder, "copy.db");
});
afterAll(() => place.verifyAndRemove());

type Row = { position: number; lane: string; n: number; id: string; canonical: string; signature: string };

/** Opens a fresh copy as a forger would: triggers away, no foreign keys; then puts the triggers back. */
function tampered(act: (db: Database, rows: Row[]) => void): string {
  for (const suffix of ["-wal", "-shm"]) rmSync(`${copy}${suffix}`, { force: true });
  copyFileSync(place.path, copy);
  const db = new Database(copy);
  db.run("PRAGMA journal_mode = MEMORY");
  db.run("PRAGMA synchronous = OFF");
  const triggers = db
    .query<{ name: string }, []>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  for (const { name } of triggers) db.run(`DROP TRIGGER ${name}`);
  act(db, db.query<Row, []>("SELECT * FROM journal_entries ORDER BY position").all());
  for (const statement of TABLES) if (statement.includes("TRIGGER")) db.run(statement);
  db.close();
  return copy;
}

function codes(act: (db: Database, rows: Row[]) => void, everySignature = false): ProblemCode[] {
  return codesOf(tampered(act), everySignature);
}

function codesOf(path: string, everySignature = false): ProblemCode[] {
  return verifyJournal(path, { everySignature }).problems.map(({ code }) => code);
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
          tampered((db, rows) => {
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
        expect([lane, n]).toEqual([at % 3 === 0 ? "tablet-1" : "keeper", laneNumber(at)]);
      }),
      { seed: 31, ...RUNS },
    );
  });

  test("who makes the hash fit the changed entry, and the head if need be", () => {
    fc.assert(
      fc.property(index, (at) => {
        const report = verifyJournal(
          tampered((db, rows) => {
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
          isLast ? ["bad-signature", laneNumber(at)] : ["broken-chain", laneNumber(at) + 1],
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
        const [one, other] = pair.map((at) => (at % 3 === 0 ? "tablet-1" : "keeper"));
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

  const others: [string, string, ProblemCode[]][] = [
    [
      "who puts another key in",
      `UPDATE journal_lanes SET public_key = '${"ab".repeat(32)}'`,
      ["bad-signature", "bad-signature"],
    ],
    ["who takes a lane's key away", "DELETE FROM journal_lanes WHERE lane = 'keeper'", ["unknown-lane"]],
    ["who takes a head away", "DELETE FROM journal_heads WHERE lane = 'keeper'", ["head-mismatch"]],
    ["who moves a head on", "UPDATE journal_heads SET n = n + 1 WHERE lane = 'keeper'", ["truncated"]],
    [
      "who empties the journal",
      "DELETE FROM journal_entries; DELETE FROM journal_heads; DELETE FROM journal_lanes",
      ["missing-position"],
    ],
    [
      "who resets the count of positions",
      "DELETE FROM sqlite_sequence WHERE name = 'journal_entries'",
      ["missing-position"],
    ],
    [
      "who moves entries to another lane",
      "UPDATE journal_entries SET lane = 'tablet-2' WHERE lane = 'tablet-1'",
      ["truncated", "unknown-lane"],
    ],
    ["who writes another format's number", "UPDATE journal_format SET version = 7", ["unknown-format"]],
    ["who takes the format's number away", "DELETE FROM journal_format", ["unknown-format"]],
    ["who takes a table away", "DROP TABLE journal_deliveries", ["missing-table"]],
    [
      "who puts a view in a table's place",
      "ALTER TABLE journal_heads RENAME TO h; CREATE VIEW journal_heads AS SELECT * FROM h",
      ["missing-table"],
    ],
  ];
  for (const [name, statements, expected] of others) {
    test(name, () => {
      let path = "";
      if (expected[0] === "missing-table") {
        copyFileSync(place.path, copy);
        const db = new Database(copy);
        for (const statement of statements.split("; ")) db.run(statement);
        db.close();
        path = copy;
      } else {
        path = tampered((db) => {
          for (const statement of statements.split("; ")) db.run(statement);
        });
      }
      expect(codesOf(path)).toEqual(expected);
    });
  }

  test("who leaves a trigger out", () => {
    tampered(() => {});
    const db = new Database(copy);
    db.run("DROP TRIGGER journal_entries_no_delete");
    db.close();
    expect(verifyJournal(copy).problems).toEqual([
      { code: "missing-trigger", detail: "journal_entries_no_delete" },
    ]);
  });

  test("who hides a lane's rows from the index by which they are read", () => {
    const pages: number[] = [];
    let pageBytes = 0;
    const path = tampered((db) => {
      db.run("CREATE INDEX hiding ON journal_entries (lane, n) WHERE lane <> 'tablet-1'");
      db.run(`UPDATE journal_heads SET n = 0, id = '${"0".repeat(64)}' WHERE lane = 'tablet-1'`);
      for (const name of ["hiding", "sqlite_autoindex_journal_entries_1"]) {
        const query = db.query<{ rootpage: number }, [string]>(
          "SELECT rootpage FROM sqlite_schema WHERE name = ?",
        );
        pages.push(query.get(name)?.rootpage ?? 0);
      }
      pageBytes = db.query<{ page_size: number }, []>("PRAGMA page_size").get()?.page_size ?? 0;
    });
    const bytes = readFileSync(path);
    const [from = 0, to = 0] = pages;
    bytes.copyWithin((to - 1) * pageBytes, (from - 1) * pageBytes, from * pageBytes);
    writeFileSync(path, bytes);
    expect(codesOf(path)).toEqual(["hidden-rows"]);
  });
});

function laneNumber(at: number): number {
  const third = Math.floor(at / 3);
  return at % 3 === 0 ? third + 1 : third * 2 + (at % 3);
}

describe("bounds", () => {
  test("a text larger than an entry may be is not read", () => {
    const path = tampered((db) =>
      db.run("UPDATE journal_entries SET canonical = printf('%.*c', 65537, '1') WHERE n = 2"),
    );
    expect(verifyJournal(path).problems.map(({ code, n }) => [code, n])).toEqual([
      ["malformed-row", 2],
      ["malformed-row", 2],
    ]);
  });

  test("a file of very many lanes gives a report of bounded size", () => {
    const path = tampered((db) => {
      db.run(`WITH RECURSIVE names (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM names WHERE x < 3000)
              INSERT INTO journal_lanes SELECT 'lane-' || x, '${"ab".repeat(32)}' FROM names`);
    });
    const report = verifyJournal(path);
    expect(report.lanes.length).toBe(LANES_REPORTED_MAX);
    expect(report.problems[0]?.code).toBe("too-many-lanes");
  });
});

describe("the file", () => {
  test("may be in use: what is appended meanwhile changes nothing", () => {
    const live = temporaryJournal();
    const journal = live.open();
    for (let stroke = 0; stroke < 5; stroke++) journal.append(rung(stroke));
    expect(verifyJournal(live.path)).toMatchObject({ ok: true, entries: 5 });
    expect(journal.append(rung(5)).entry.n).toBe(6);
    expect(verifyJournal(live.path)).toMatchObject({ ok: true, entries: 6 });
    journal.close();
    live.remove();
  });

  test("is not changed by being verified", () => {
    tampered(() => {});
    const before = sha256Hex(readFileSync(copy));
    verifyJournal(copy, { everySignature: true });
    expect(sha256Hex(readFileSync(copy))).toBe(before);
  });

  test("is refused when it is not there", () => {
    expect(() => verifyJournal(join(place.folder, "none.db"))).toThrow(Refusal);
  });

  test("is refused when it is no database, or half of one", () => {
    writeFileSync(copy, "minutes of the council\n".repeat(500));
    for (const suffix of ["-wal", "-shm"]) rmSync(`${copy}${suffix}`, { force: true });
    expect(() => verifyJournal(copy)).toThrow("cannot be read");
  });

  test("an empty file lacks its tables", () => {
    writeFileSync(copy, "");
    expect(codesOf(copy)).toEqual(["missing-table"]);
  });

  test("with any byte changed, or cut at any place, verifies as wanting or reads the very same entries", () => {
    const whole = verifyJournal(place.path);
    const size = statSync(place.path).size;
    fc.assert(
      fc.property(
        fc.nat({ max: size - 1 }),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        (at, mask, cut) => {
          tampered(() => {});
          if (cut) truncateSync(copy, at);
          else {
            const byte = (readFileSync(copy)[at] ?? 0) ^ mask;
            const fd = openSync(copy, "r+");
            writeSync(fd, Uint8Array.of(byte), 0, 1, at);
            closeSync(fd);
          }
          try {
            const report = verifyJournal(copy, { everySignature: true });
            if (report.ok)
              expect(report.lanes).toEqual(
                whole.lanes.map((lane) => ({ ...lane, signaturesChecked: lane.entries })),
              );
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
        },
      ),
      { seed: 38, numRuns: 150 },
    );
  });

  test("without its log can be read in a folder that nobody may write", async () => {
    tampered(() => {});
    const db = new Database(copy);
    db.run("PRAGMA journal_mode = WAL");
    db.close();
    for (const suffix of ["-wal", "-shm"]) rmSync(`${copy}${suffix}`, { force: true });
    chmodSync(place.folder, 0o555);
    chmodSync(copy, 0o444);
    const script = `
      const { verifyJournal } = await import(${JSON.stringify(join(import.meta.dir, "index.ts"))});
      if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
      console.log(verifyJournal(process.argv.at(-1)).ok);`;
    const child = Bun.spawn([process.execPath, "--no-install", "-e", script, "--", copy], {
      stderr: "inherit",
    });
    expect(await new Response(child.stdout).text()).toBe("true\n");
    chmodSync(place.folder, 0o755);
    chmodSync(copy, 0o644);
  });
});

test("the verifier shares no code with the writer but canonical JSON and the hash", () => {
  const allowed = ["bun:sqlite", "node:", "../kernel/canonical.ts", "../kernel/refusal.ts"];
  const own = ["./verify-entry.ts", "./read-only.ts"];
  for (const file of ["verify.ts", "verify-entry.ts", "read-only.ts"]) {
    const imports = [...readFileSync(join(import.meta.dir, file), "utf8").matchAll(/from "([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    expect(imports.length).toBeGreaterThan(0);
    for (const path of imports) {
      expect(own.includes(path) || allowed.some((start) => path.startsWith(start))).toBe(true);
    }
  }
});

test("the tables that are made are the tables that are verified", () => {
  const fresh = new Database(":memory:");
  for (const statement of [FORMAT_TABLE, ...TABLES]) fresh.run(statement);
  const text = readFileSync(join(import.meta.dir, "verify.ts"), "utf8");
  const names = fresh
    .query<{ name: string }, []>(
      "SELECT name FROM sqlite_schema WHERE type IN ('table', 'trigger') AND name NOT LIKE 'sqlite%'",
    )
    .all();
  expect(names.length).toBe(11);
  for (const { name } of names) expect(text).toContain(`"${name}"`);
});
