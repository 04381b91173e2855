import { Database } from "bun:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  chmodSync,
  closeSync,
  copyFileSync,
  openSync,
  readdirSync,
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
import { TABLES } from "./schema.ts";
import { codesOf, tamperedCopies } from "./testing/tampered-copy.ts";
import { rung, temporaryJournal } from "./testing/temporary-journal.ts";
import { LANES_REPORTED_MAX } from "./verify.ts";

let good: ReturnType<typeof tamperedCopies>;
let copy = "";
beforeAll(() => {
  good = tamperedCopies();
  copy = good.copy;
});
afterAll(() => good.place.verifyAndRemove());

describe("somebody is found", () => {
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
        copyFileSync(good.place.path, copy);
        const db = new Database(copy);
        for (const statement of statements.split("; ")) db.run(statement);
        db.close();
        path = copy;
      } else {
        path = good.tampered((db) => {
          for (const statement of statements.split("; ")) db.run(statement);
        });
      }
      expect(codesOf(path)).toEqual(expected);
    });
  }

  test("who leaves a trigger out", () => {
    good.tampered(() => {});
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
    const path = good.tampered((db) => {
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
    expect(codesOf(path)).toEqual(["hidden-rows", "head-mismatch"]);
  });
});

describe("bounds", () => {
  test("a text larger than an entry may be is not read", () => {
    const path = good.tampered((db) =>
      db.run("UPDATE journal_entries SET canonical = printf('%.*c', 65537, '1') WHERE n = 2"),
    );
    expect(verifyJournal(path).problems.map(({ code, n }) => [code, n])).toEqual([
      ["malformed-row", 2],
      ["malformed-row", 2],
    ]);
  });

  test("a file of very many lanes gives a report of bounded size", () => {
    const path = good.tampered((db) => {
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
    good.tampered(() => {});
    const before = sha256Hex(readFileSync(copy));
    verifyJournal(copy, { everySignature: true });
    expect(sha256Hex(readFileSync(copy))).toBe(before);
  });

  test("is refused when it is not there", () => {
    expect(() => verifyJournal(join(good.place.folder, "none.db"))).toThrow(Refusal);
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
    const whole = verifyJournal(good.place.path);
    const size = statSync(good.place.path).size;
    fc.assert(
      fc.property(
        fc.nat({ max: size - 1 }),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        (at, mask, cut) => {
          good.tampered(() => {});
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
    good.tampered(() => {});
    const db = new Database(copy);
    db.run("PRAGMA journal_mode = WAL");
    db.close();
    for (const suffix of ["-wal", "-shm"]) rmSync(`${copy}${suffix}`, { force: true });
    chmodSync(good.place.folder, 0o555);
    chmodSync(copy, 0o444);
    const script = `
      const { verifyJournal } = await import(${JSON.stringify(join(import.meta.dir, "index.ts"))});
      if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
      console.log(verifyJournal(process.argv.at(-1)).ok);`;
    const child = Bun.spawn([process.execPath, "--no-install", "-e", script, "--", copy], {
      stderr: "inherit",
    });
    expect(await new Response(child.stdout).text()).toBe("true\n");
    chmodSync(good.place.folder, 0o755);
    chmodSync(copy, 0o644);
  });
});

test("the verifier shares no code with the writer but canonical JSON and the hash", () => {
  const allowed = ["bun:sqlite", "node:", "../kernel/canonical.ts", "../kernel/refusal.ts"];
  const files = readdirSync(import.meta.dir).filter((name) => /^verify[a-z-]*\.ts$/.test(name));
  const own = [...files, "read-only.ts"].map((name) => `./${name}`);
  expect(own.length).toBe(7);
  let seen = 0;
  for (const file of [...files, "read-only.ts"]) {
    const imports = [...readFileSync(join(import.meta.dir, file), "utf8").matchAll(/from "([^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    seen += imports.length;
    for (const path of imports) {
      expect(own.includes(path) || allowed.some((start) => path.startsWith(start))).toBe(true);
    }
  }
  expect(seen).toBeGreaterThan(10);
});

test("the tables that are made are the tables that are verified", () => {
  const fresh = new Database(":memory:");
  for (const statement of TABLES) fresh.run(statement);
  const all = (type: string) =>
    fresh
      .query<{ name: string }, [string]>(
        "SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite%'",
      )
      .all(type)
      .map(({ name }) => name);
  fresh.run("INSERT INTO journal_format VALUES (2)");
  const path = join(good.place.folder, "schema.db");
  for (const [type, code] of [
    ["table", "missing-table"],
    ["trigger", "missing-trigger"],
  ] as const) {
    expect(all(type).length).toBe(type === "table" ? 11 : 12);
    for (const name of all(type)) {
      rmSync(path, { force: true });
      writeFileSync(path, fresh.serialize());
      const db = new Database(path);
      db.run(`DROP ${type} ${name}`);
      db.close();
      expect(verifyJournal(path).problems[0]).toMatchObject({ code, detail: expect.stringContaining(name) });
    }
  }
});
