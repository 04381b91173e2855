import { describe, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { KEY_SIGNS_MS, KEYS_KEPT, READ_BY_ALL_MS, REREAD_MS, TICKET_LIFETIME_MS } from "./keys.ts";
import { TemporaryKeys } from "./testing/temporary-keys.ts";

const MINUTE_MS = 60_000;

describe("ticket keys", () => {
  test("are in a file for the owner's eyes only, and the same after a restart", () => {
    using place = new TemporaryKeys();
    const key = place.open().signing();
    expect(statSync(place.path).mode & 0o777).toBe(0o600);
    expect(place.open().signing()).toEqual(key);
    expect(place.lines).toEqual([]);
  });

  test("are the same for all workers, whoever of them starts first", () => {
    using place = new TemporaryKeys();
    const other = place.open(false);
    expect(existsSync(place.path)).toBe(false);
    const owner = place.open();
    place.clock.advance(REREAD_MS);
    expect(other.signing()).toEqual(owner.signing());
    expect(other.find(owner.signing().id)).toEqual(owner.signing());
  });

  test("rotate weekly, and a new one signs only when every worker has had time to read it", () => {
    using place = new TemporaryKeys();
    const owner = place.open();
    const other = place.open(false);
    const first = owner.signing();
    place.clock.advance(KEY_SIGNS_MS - 1);
    owner.refresh();
    expect(owner.size).toBe(1);
    place.clock.advance(1);
    owner.refresh();
    expect(owner.size).toBe(2);
    expect(owner.signing()).toEqual(first);
    other.refresh();
    place.clock.advance(READ_BY_ALL_MS);
    expect(owner.signing().id).not.toBe(first.id);
    expect(other.signing()).toEqual(owner.signing());
  });

  test("are rotated by their owner alone", () => {
    using place = new TemporaryKeys();
    place.open();
    const before = readFileSync(place.path, "utf8");
    const other = place.open(false);
    place.clock.advance(10 * KEY_SIGNS_MS);
    other.refresh();
    expect(readFileSync(place.path, "utf8")).toBe(before);
  });

  test("stay readable as long as a ticket that they signed last is good, and no table grows", () => {
    using place = new TemporaryKeys();
    const owner = place.open();
    const startedMs = place.clock.now();
    const lastSignedMs = new Map<number, number>();
    const lastFoundMs = new Map<number, number>();
    while (place.clock.now() - startedMs < 120 * 86_400_000) {
      place.clock.advance(60 * MINUTE_MS);
      owner.refresh();
      lastSignedMs.set(owner.signing().id, place.clock.now());
      for (const id of lastSignedMs.keys()) {
        if (owner.find(id) !== undefined) lastFoundMs.set(id, place.clock.now());
      }
      expect(owner.size).toBeLessThanOrEqual(KEYS_KEPT);
    }
    expect(lastSignedMs.size).toBeGreaterThan(15);
    const gone = [...lastSignedMs].filter(([id]) => owner.find(id) === undefined);
    expect(gone.length).toBeGreaterThan(5);
    for (const [id, signedMs] of gone) {
      expect((lastFoundMs.get(id) ?? 0) - signedMs).toBeGreaterThanOrEqual(TICKET_LIFETIME_MS);
    }
  });

  test("survive a clock that jumps by years and back", () => {
    using place = new TemporaryKeys();
    const owner = place.open();
    const key = owner.signing();
    place.clock.advance(20 * 365 * 86_400_000);
    owner.refresh();
    place.clock.advance(-20 * 365 * 86_400_000);
    owner.refresh();
    owner.refresh();
    expect(owner.find(key.id)).toEqual(key);
    expect(owner.size).toBeLessThanOrEqual(3);
    expect(place.open().signing()).toEqual(owner.signing());
  });

  test("that are not known are looked for on disk at most once a second", () => {
    using place = new TemporaryKeys();
    const owner = place.open();
    const other = place.open(false);
    place.clock.advance(KEY_SIGNS_MS);
    other.refresh();
    owner.refresh();
    const next = JSON.parse(readFileSync(place.path, "utf8")).keys.at(-1) as { id: string };
    const id = Number.parseInt(next.id, 16);
    expect(other.find(id)).toBeUndefined();
    place.clock.advance(REREAD_MS);
    expect(other.find(id)?.id).toBe(id);
  });
});

describe("a file of keys that cannot be used", () => {
  const damaged = [
    "",
    "\0".repeat(300),
    "{",
    '{"version":1,"keys":[]}',
    '{"version":2}',
    "x".repeat(100_000),
    '{"version":1,"keys":[{"id":"00000001","secret":"ab","madeMs":1}]}',
  ];
  test.each(damaged)("is kept aside and begun anew (%#)", (text) => {
    using place = new TemporaryKeys();
    mkdirSync(dirname(place.path));
    writeFileSync(place.path, text);
    const owner = place.open();
    expect(readFileSync(`${place.path}.damaged`, "utf8")).toBe(text);
    expect(place.open(false).signing()).toEqual(owner.signing());
    expect(place.lines).toHaveLength(1);
  });

  test("does not disturb a worker that has read a good one", () => {
    using place = new TemporaryKeys();
    const key = place.open().signing();
    const other = place.open(false);
    writeFileSync(place.path, "half a li");
    other.refresh();
    other.refresh();
    expect(other.signing()).toEqual(key);
    expect(place.lines).toHaveLength(1);
    expect(readFileSync(place.path, "utf8")).toBe("half a li");
  });

  test("that is gone is written again by its owner, with the same keys", () => {
    using place = new TemporaryKeys();
    const owner = place.open();
    const key = owner.signing();
    rmSync(place.path);
    owner.refresh();
    expect(place.open(false).signing()).toEqual(key);
  });

  test("where nothing can be written, is done without, and said once", () => {
    using place = new TemporaryKeys();
    // A file where the folder should be: fails for root too, as a mode would not.
    writeFileSync(dirname(place.path), "");
    const owner = place.open();
    const key = owner.signing();
    owner.refresh();
    owner.refresh();
    expect(owner.signing()).toEqual(key);
    expect(place.lines).toHaveLength(1);
  });

  test("or is a folder, is left alone", () => {
    using place = new TemporaryKeys();
    mkdirSync(place.path, { recursive: true });
    const owner = place.open();
    expect(owner.find(owner.signing().id)).toBeDefined();
    expect(statSync(place.path).isDirectory()).toBe(true);
    chmodSync(place.path, 0o700);
    expect(place.lines).toHaveLength(1);
  });
});
