import { Database } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type StoredEntry, verifyJournal } from "./index.ts";
import { rung, type TemporaryJournal, temporaryJournal, watching } from "./testing/temporary-journal.ts";

const WRITER = join(import.meta.dir, "testing/append-and-print.ts");

let place: TemporaryJournal;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.remove());

function startWriter(count: number, lane = "keeper") {
  return Bun.spawn(
    [process.execPath, "--no-install", WRITER, place.path, place.keysFolder, lane, String(count)],
    { stdout: "pipe", stderr: "pipe" },
  );
}

/** "n id" of each acknowledged append; a line that the kill cut short was not acknowledged. */
function acknowledged(output: string): { n: number; id: string }[] {
  return output
    .split("\n")
    .slice(0, -1)
    .map((line) => ({ n: Number(line.split(" ")[0]), id: line.split(" ")[1] ?? "" }));
}

/** Delays in milliseconds that differ and are the same in each run. */
function delays(seed: number, count: number, max: number): number[] {
  return fc.sample(fc.integer({ min: 0, max }), { seed, numRuns: count });
}

function idsOf(path: string): string[] {
  const db = new Database(path, { readonly: true });
  try {
    return db
      .query<{ id: string }, []>("SELECT id FROM journal_entries ORDER BY position")
      .all()
      .map(({ id }) => id);
  } finally {
    db.close();
  }
}

describe("a writer killed while it appends", () => {
  test("loses nothing that it acknowledged, and the next one goes on", async () => {
    let known = 0;
    for (const delayMs of delays(1, 20, 40)) {
      const child = startWriter(1_000_000);
      const reader = child.stdout.getReader();
      const decoder = new TextDecoder();
      let output = decoder.decode((await reader.read()).value);
      await Bun.sleep(delayMs);
      child.kill("SIGKILL");
      await child.exited;
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        output += decoder.decode(part.value);
      }
      const acks = acknowledged(output);
      const ids = idsOf(place.path);
      expect(acks.length).toBeGreaterThan(0);
      expect(acks[0]?.n).toBe(known + 1);
      for (const { n, id } of acks) expect(ids[n - 1]).toBe(id);
      // At most the one entry that was on disk and not yet printed.
      expect(ids.length - known - acks.length).toBeOneOf([0, 1]);
      expect(verifyJournal(place.path).problems).toEqual([]);
      known = ids.length;
    }
    const journal = place.open();
    expect(journal.append(rung(1)).entry.n).toBe(known + 1);
    journal.close();
    place.verifyAndRemove();
  }, 60_000);

  test("at any moment of its first start leaves what the next start takes up", async () => {
    for (const delayMs of delays(2, 12, 120)) {
      place.remove();
      place = temporaryJournal();
      const child = startWriter(1_000_000);
      await Bun.sleep(delayMs);
      child.kill("SIGKILL");
      const [output] = await Promise.all([new Response(child.stdout).text(), child.exited]);
      const journal = place.open();
      const count = journal.count();
      expect(count - acknowledged(output).length).toBeOneOf([0, 1]);
      expect(journal.append(rung(1)).entry.n).toBe(count + 1);
      journal.close();
      expect(verifyJournal(place.path, { everySignature: true }).problems).toEqual([]);
    }
  }, 60_000);
});

describe("two writers at once", () => {
  for (const lanes of [
    ["keeper", "keeper"],
    ["keeper", "tablet-1"],
  ]) {
    test(`on lanes ${lanes.join(" and ")}, from the first start on, make no fork`, async () => {
      const children = lanes.map((lane) => startWriter(100, lane));
      const outputs = await Promise.all(children.map((child) => new Response(child.stdout).text()));
      const errors = await Promise.all(children.map((child) => new Response(child.stderr).text()));
      expect(errors).toEqual(["", ""]);
      const ids = outputs.flatMap((output) => acknowledged(output).map(({ id }) => id));
      expect(idsOf(place.path).sort()).toEqual(ids.sort());
      expect(ids.length).toBe(200);
      place.verifyAndRemove();
    }, 30_000);
  }
});

describe("a write-ahead log that the crash tore", () => {
  let written: StoredEntry[] = [];
  let log = new Uint8Array();
  const copy = () => join(place.folder, "copy", "beffroi.db");

  /** Entries in the main file and more in the log, copied while the journal is open. */
  function makeTorn(): void {
    let raw: Database | undefined;
    const journal = place.open({
      views: [
        watching((db) => {
          raw = db;
        }),
      ],
    });
    written = Array.from({ length: 10 }, (_, stroke) => journal.append(rung(stroke)));
    raw?.run("PRAGMA wal_checkpoint(TRUNCATE)");
    written.push(...Array.from({ length: 20 }, (_, stroke) => journal.append(rung(stroke))));
    log = readFileSync(`${place.path}-wal`);
    writeFileSync(join(place.folder, "main.db"), readFileSync(place.path));
    journal.close();
  }

  function restore(): void {
    Bun.spawnSync(["rm", "-rf", join(place.folder, "copy")]);
    Bun.spawnSync(["mkdir", join(place.folder, "copy")]);
    copyFileSync(join(place.folder, "main.db"), copy());
    writeFileSync(`${copy()}-wal`, log);
  }

  function expectPrefix(): number {
    expect(verifyJournal(copy(), { everySignature: true }).problems).toEqual([]);
    const ids = idsOf(copy());
    expect(ids).toEqual(written.slice(0, ids.length).map(({ id }) => id));
    const journal = place.open({ path: copy() });
    expect(journal.append(rung(0)).entry.n).toBe(ids.length + 1);
    journal.close();
    expect(verifyJournal(copy()).problems).toEqual([]);
    return ids.length;
  }

  test("at any byte opens with a prefix of what was written", () => {
    makeTorn();
    restore();
    expect(expectPrefix()).toBe(30);
    const kept = new Set<number>();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: log.length }), (bytes) => {
        restore();
        truncateSync(`${copy()}-wal`, bytes);
        kept.add(expectPrefix());
      }),
      { seed: 3, numRuns: 40, examples: [[0], [log.length - 1]] },
    );
    expect(Math.min(...kept)).toBe(10);
    expect(Math.max(...kept)).toBe(29);
  });

  test("or flipped at any byte, likewise", () => {
    makeTorn();
    fc.assert(
      fc.property(fc.nat({ max: log.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, mask) => {
        restore();
        const flipped = log.slice();
        flipped[place] = (flipped[place] ?? 0) ^ mask;
        writeFileSync(`${copy()}-wal`, flipped);
        expect(expectPrefix()).toBeGreaterThanOrEqual(10);
      }),
      { seed: 4, numRuns: 40 },
    );
  });

  test("in a journal that was only just made opens as an empty one", () => {
    const journal = place.open();
    journal.append(rung(1));
    writeFileSync(join(place.folder, "main.db"), readFileSync(place.path));
    journal.close();
    log = new Uint8Array();
    written = [];
    restore();
    expect(expectPrefix()).toBe(0);
  });
});
