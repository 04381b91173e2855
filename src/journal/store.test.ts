import { Database } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { chmodSync, copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../kernel/refusal.ts";
import { rung, type TemporaryJournal, temporaryJournal, watching } from "./testing/temporary-journal.ts";

let place: TemporaryJournal;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.remove());

function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("no refusal");
}

function withRaw<T>(act: (db: Database) => T): T {
  const db = new Database(place.path);
  try {
    return act(db);
  } finally {
    db.close();
  }
}

function write(count: number): void {
  const journal = place.open();
  for (let stroke = 1; stroke <= count; stroke++) journal.append(rung(stroke));
  journal.close();
}

describe("the triggers refuse", () => {
  for (const statement of [
    "UPDATE journal_entries SET canonical = '{}' WHERE n = 1",
    "UPDATE journal_entries SET position = 9 WHERE n = 1",
    "DELETE FROM journal_entries WHERE n = 2",
    "DELETE FROM journal_entries",
    "INSERT OR REPLACE INTO journal_entries SELECT * FROM journal_entries WHERE n = 1",
    "INSERT OR REPLACE INTO journal_entries (lane, n, id, canonical, signature) SELECT lane, n, id, '{}', signature FROM journal_entries WHERE n = 1",
    "UPDATE OR REPLACE journal_entries SET n = 2 WHERE n = 1",
    "UPDATE journal_lanes SET public_key = lower(hex(zeroblob(32)))",
    "DELETE FROM journal_lanes",
    "INSERT OR REPLACE INTO journal_lanes SELECT lane, lower(hex(zeroblob(32))) FROM journal_lanes",
  ]) {
    test(statement, () => {
      write(2);
      withRaw((db) => {
        const before = db.query("SELECT * FROM journal_entries, journal_lanes").all();
        expect(() => db.run(statement)).toThrow("append-only");
        expect(db.query("SELECT * FROM journal_entries, journal_lanes").all()).toEqual(before);
      });
      place.verifyAndRemove();
    });
  }

  test("and one that was dropped is back after the next start", () => {
    write(1);
    withRaw((db) => db.run("DROP TRIGGER journal_entries_no_delete"));
    write(1);
    withRaw((db) => expect(() => db.run("DELETE FROM journal_entries")).toThrow("append-only"));
  });
});

describe("a full disk", () => {
  test("makes append throw, leaves nothing half-written, and later appends go on", () => {
    let raw: Database | undefined;
    const journal = place.open({
      views: [
        watching((db) => {
          raw = db;
        }),
      ],
    });
    journal.append(rung(1));
    const pages = raw?.query<{ page_count: number }, []>("PRAGMA page_count").get()?.page_count ?? 0;
    raw?.run(`PRAGMA max_page_count = ${pages + 2}`);
    let written = 1;
    const large = { kind: "bell.noted", body: { x: "x".repeat(3_000) } };
    const refusal = refusalOf(() => {
      for (; written < 100; written++) journal.append(rung(0, large));
    });
    expect(refusal.code).toBe("journal-disk-full");
    expect(refusal.where).toBe(place.path);
    expect(journal.count()).toBe(written);
    expect(refusalOf(() => journal.appendOnce({ source: "s", sequence: 1 }, rung(0, large))).code).toBe(
      "journal-disk-full",
    );
    raw?.run("PRAGMA max_page_count = 100000");
    expect(journal.appendOnce({ source: "s", sequence: 1 }, rung(0, large)).entry.n).toBe(written + 1);
    expect(journal.append(rung(2)).entry.n).toBe(written + 2);
    journal.close();
    place.verifyAndRemove();
  });
});

describe("opening refuses, and says what to do,", () => {
  test("a data folder that cannot be written", async () => {
    write(1);
    chmodSync(place.folder, 0o555);
    chmodSync(place.path, 0o444);
    // The superuser may write anywhere, so the attempt is made by a process that gave its rights away.
    const script = `
      const { openJournal } = await import(${JSON.stringify(join(import.meta.dir, "index.ts"))});
      const { rung, catalogue } = await import(${JSON.stringify(join(import.meta.dir, "testing/temporary-journal.ts"))});
      if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
      const [path, keysFolder] = process.argv.slice(-2);
      for (const at of [path, path.replace("beffroi.db", "new.db")]) {
        try {
          openJournal({ path: at, keysFolder, lane: "keeper", clock: { now: () => 0 }, catalogue }).append(rung(2));
          console.log("written");
        } catch (error) { console.log(error.code, error.where === at); }
      }`;
    const child = Bun.spawn(
      [process.execPath, "--no-install", "-e", script, "--", place.path, place.keysFolder],
      {
        stderr: "inherit",
      },
    );
    expect(await new Response(child.stdout).text()).toBe(
      "journal-not-writable true\njournal-not-writable true\n",
    );
    chmodSync(place.folder, 0o755);
    expect(existsSync(join(place.folder, "new.db"))).toBe(false);
  });

  test("a path through a file", () => {
    writeFileSync(join(place.folder, "file"), "");
    const refusal = refusalOf(() => place.open({ path: join(place.folder, "file", "beffroi.db") }));
    expect(refusal.code).toBe("journal-not-writable");
  });

  test("a file that is no database, and leaves it as it is", () => {
    const text = "these are the minutes of the council\n".repeat(200);
    writeFileSync(place.path, text);
    expect(refusalOf(() => place.open()).code).toBe("journal-damaged");
    expect(readFileSync(place.path, "utf8")).toBe(text);
  });

  test("a newer format, and leaves it as it is to the byte", () => {
    withRaw((db) => {
      db.run("CREATE TABLE journal_format (version INTEGER NOT NULL) STRICT");
      db.run("INSERT INTO journal_format VALUES (3)");
    });
    const before = readFileSync(place.path);
    const refusal = refusalOf(() => place.open());
    expect(refusal.code).toBe("journal-format-unknown");
    expect(refusal.what).toContain("format 3");
    expect(readFileSync(place.path)).toEqual(before);
  });

  test("a journal whose format's number was taken away", () => {
    write(1);
    withRaw((db) => db.run("DELETE FROM journal_format"));
    expect(refusalOf(() => place.open()).code).toBe("journal-format-unknown");
  });

  test("a lane whose key was lost, and makes no new one", () => {
    write(1);
    const keysFolder = join(place.folder, "other-keys");
    expect(refusalOf(() => place.open({ keysFolder })).code).toBe("lane-key-missing");
    expect(existsSync(keysFolder)).toBe(false);
  });

  test("another lane's key under this lane's name", () => {
    write(1);
    place.open({ lane: "tablet-1" }).close();
    copyFileSync(join(place.keysFolder, "lane-tablet-1.pem"), join(place.keysFolder, "lane-keeper.pem"));
    expect(refusalOf(() => place.open()).code).toBe("lane-key-mismatch");
    expect(place.open({ lane: "tablet-1" }).append(rung(2)).entry.n).toBe(1);
  });

  for (const [name, statement] of [
    ["was cut off", "DELETE FROM journal_entries WHERE n = 3"],
    ["was changed", "UPDATE journal_entries SET id = lower(hex(zeroblob(32))) WHERE n = 3"],
    [
      "is marked earlier",
      "UPDATE journal_heads SET n = 2, id = (SELECT id FROM journal_entries WHERE n = 2)",
    ],
    ["is not marked", "DELETE FROM journal_heads"],
  ] as const) {
    test(`a lane whose end ${name}, for going on would fork it`, () => {
      write(3);
      withRaw((db) => {
        for (const trigger of ["no_update", "no_delete"]) db.run(`DROP TRIGGER journal_entries_${trigger}`);
        db.run(statement);
      });
      const refusal = refusalOf(() => place.open());
      expect(refusal.code).toBe("lane-damaged");
      expect(refusal.remedy).toContain("beffroi journal verify");
    });
  }

  test("a journal that another process keeps locked", () => {
    write(1);
    withRaw((db) => {
      db.run("BEGIN IMMEDIATE");
      const before = performance.now();
      expect(refusalOf(() => place.open()).code).toBe("journal-busy");
      expect(performance.now() - before).toBeGreaterThan(2_500);
    });
  }, 15_000);
});

describe("the file", () => {
  test("is for its owner only, as are the files beside it", () => {
    const journal = place.open();
    journal.append(rung(1));
    for (const suffix of ["", "-wal", "-shm"]) {
      expect(statSync(`${place.path}${suffix}`).mode & 0o777).toBe(0o600);
    }
    journal.close();
  });

  test("is alone and whole after close", () => {
    write(3);
    expect(existsSync(`${place.path}-wal`)).toBe(false);
    place.verifyAndRemove();
  });

  test("is written through to the disk at each commit", () => {
    let raw: Database | undefined;
    const journal = place.open({
      views: [
        watching((db) => {
          raw = db;
        }),
      ],
    });
    journal.append(rung(1));
    // 2 is FULL: in WAL mode the log is fsynced before a commit returns.
    expect(raw?.query("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
    expect(raw?.query("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    journal.close();
  });
});
