import { Database } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { BROKEN_FILES_MAX, LOOK_AGAIN_MS } from "./file.ts";
import { aPage, Shelf } from "./fixture.ts";

let shelf: Shelf;
beforeEach(() => {
  shelf = new Shelf();
});
afterEach(() => shelf.clear());

const NOW = 1_700_000_100_000;

/** Changes the file behind the store's back, as a failing disk would. */
function tamper(sql: string, ...values: (string | number | Uint8Array)[]): void {
  const db = new Database(shelf.path);
  db.query(sql).run(...values);
  db.close();
}

describe("pages", () => {
  test("come back exactly as they were written, after a restart too", () => {
    const page = aPage("/actualites?page=2", "é".repeat(5_000));
    const empty = aPage("/vieux", "", { status: 301, headers: [["location", "/neuf"]] });
    const store = shelf.open();
    expect(store.write(page, NOW)).toBe(true);
    expect(store.write(empty, NOW)).toBe(true);
    store.close();
    const again = shelf.open();
    expect(again.read(page.target)).toEqual(page);
    expect(again.read(empty.target)).toEqual(empty);
    expect(again.read("/ailleurs")).toBeUndefined();
    expect(again.has(page.target)).toBe(true);
    expect(again.figures().pages).toBe(2);
  });

  test("of any target and bytes come back, and prefixes remove exactly what starts with them", () => {
    const target = fc.stringMatching(/^\/[a-zé%_*?=&]{0,6}$/);
    const store = shelf.open();
    fc.assert(
      fc.property(
        fc.uniqueArray(target, { maxLength: 12 }),
        fc.uint8Array(),
        target,
        (targets, body, prefix) => {
          store.removePrefix("/");
          for (const one of targets) expect(store.write(aPage(one, "", { body }), NOW)).toBe(true);
          for (const one of targets) expect(store.read(one)?.body).toEqual(body);
          const doomed = targets.filter((one) => one.startsWith(prefix));
          expect(store.removePrefix(prefix)).toBe(doomed.length);
          expect(store.targets()).toEqual(targets.filter((one) => !one.startsWith(prefix)).sort());
          expect(store.figures().pages).toBe(targets.length - doomed.length);
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });

  test("that did not change cost a small row, not their body", () => {
    const store = shelf.open();
    const body = crypto.getRandomValues(new Uint8Array(60_000));
    const page = aPage("/grand", "", { body: Buffer.concat(Array(20).fill(body)) });
    store.write(page, NOW);
    store.close();
    const again = shelf.open();
    for (let i = 1; i <= 5; i++) again.write({ ...page, storedAtMs: page.storedAtMs + i }, NOW + i);
    expect(statSync(`${shelf.path}-wal`).size).toBeLessThan(200_000);
    expect(again.read("/grand")?.storedAtMs).toBe(page.storedAtMs + 5);
  });

  test("of people are told from what pages are made of", () => {
    const store = shelf.open();
    store.write(aPage("/"), NOW);
    store.write(aPage("/plan.pdf", "%PDF", { headers: [["content-type", "application/pdf"]] }), NOW);
    store.write(aPage("/style.css", "a{}", { headers: [["content-type", "text/css"]] }), NOW);
    store.write(aPage("/vieux", "", { status: 301 }), NOW);
    expect(store.targets(true)).toEqual(["/", "/plan.pdf"]);
    expect(store.targets()).toHaveLength(4);
  });

  test("whose hash does not fit their body are not written", () => {
    const store = shelf.open();
    expect(store.write({ ...aPage("/"), bodyHash: "0".repeat(32) }, NOW)).toBe(false);
    expect(store.health().lastRefusal).toBe("hash");
    expect(store.has("/")).toBe(false);
  });

  test("that are gone leave at the second time running, not at first sight", () => {
    const store = shelf.open();
    store.write(aPage("/fete"), NOW);
    expect(store.markGone("/fete")).toBe(false);
    store.write(aPage("/fete"), NOW);
    expect(store.markGone("/fete")).toBe(false);
    expect(store.has("/fete")).toBe(true);
    expect(store.markGone("/fete")).toBe(true);
    expect(store.has("/fete")).toBe(false);
    expect(store.markGone("/jamais-vue")).toBe(false);
  });

  test("that may have changed lose their freshness and stay", () => {
    const store = shelf.open();
    store.write(aPage("/contact"), NOW);
    expect(store.outdate("/contact")).toBe(true);
    expect(store.read("/contact")).toEqual({
      ...aPage("/contact"),
      freshness: { ...aPage("/contact").freshness, lifetimeMs: 0, staleWhileRevalidateMs: 0 },
    });
    expect(store.outdate("/contact")).toBe(true);
    expect(store.outdate("/ailleurs")).toBe(false);
  });
});

describe("bounds", () => {
  test("on pages hold, and what is kept may still be replaced", () => {
    const store = shelf.open({ pagesMax: 3 });
    for (const name of ["/a", "/b", "/c"]) expect(store.write(aPage(name), NOW)).toBe(true);
    expect(store.write(aPage("/d"), NOW)).toBe(false);
    expect(store.health().lastRefusal).toBe("page limit");
    expect(store.write(aPage("/a", "neuf"), NOW)).toBe(true);
    expect(store.health().lastRefusal).toBeUndefined();
    store.remove("/b");
    expect(store.write(aPage("/d"), NOW)).toBe(true);
  });

  test("on bytes hold, over a restart too, and the file is not much larger", () => {
    const bytesMax = 400_000;
    const pages = (store: ReturnType<typeof shelf.open>, name: string) => {
      let written = 0;
      const body = crypto.getRandomValues(new Uint8Array(20_000));
      for (let i = 0; i < 40; i++) if (store.write(aPage(`/${name}${i}`, "", { body }), NOW)) written++;
      return written;
    };
    const store = shelf.open({ bytesMax });
    expect(pages(store, "a")).toBeGreaterThan(10);
    expect(store.health().lastRefusal).toBe("byte limit");
    expect(store.figures().bytes).toBeLessThanOrEqual(bytesMax);
    store.close();
    const again = shelf.open({ bytesMax });
    expect(pages(again, "b")).toBe(0);
    again.close();
    expect(statSync(shelf.path).size).toBeLessThan(bytesMax + 100_000);
  });
});

describe("damage", () => {
  test("to a body: the page is dropped and counted, never served; the others stay", () => {
    const store = shelf.open();
    for (const name of ["/a", "/b"]) store.write(aPage(name), NOW);
    tamper(
      "UPDATE bodies SET bytes = ? WHERE page = (SELECT id FROM pages WHERE target = '/a')",
      new Uint8Array([1]),
    );
    expect(store.read("/a")).toBeUndefined();
    expect(store.read("/b")).toEqual(aPage("/b"));
    expect(store.has("/a")).toBe(false);
    expect(store.health().dropped).toBe(1);
    expect(shelf.errors[0]?.fields).toMatchObject({ path: shelf.path, target: "/a" });
  });

  test.each([
    ["headers", `'[["content-type","text/plain"]]'`],
    ["status", "404"],
    ["target", "'/compte'"],
    ["stored_at_ms", "1"],
    ["freshness", "'{}'"],
    ["freshness", "'not JSON'"],
  ])("to what is served beside the body (%s): the page is dropped", (column, value) => {
    const store = shelf.open();
    store.write(aPage("/a"), NOW);
    tamper(`UPDATE pages SET ${column} = ${value}`);
    expect(store.read(column === "target" ? "/compte" : "/a")).toBeUndefined();
    expect(store.health().dropped).toBe(1);
    expect(store.targets()).toEqual([]);
  });

  test.each([
    ["text", (path: string) => writeFileSync(path, "this is no database\n".repeat(1_000))],
    ["a folder", (path: string) => mkdirSync(path)],
    ["another program's database", (path: string) => new Database(path).run("CREATE TABLE t (x)")],
    [
      "a later format",
      (path: string) => {
        shelf.open().close();
        tamper("PRAGMA user_version = 99");
        expect(existsSync(path)).toBe(true);
      },
    ],
    [
      "a missing table",
      () => {
        shelf.open().close();
        tamper("DROP TABLE visits");
      },
    ],
  ])("%s in the file's place is moved aside, said, and an empty snapshot begun", (_name, spoil) => {
    spoil(shelf.path);
    const store = shelf.open();
    expect(store.write(aPage("/"), NOW)).toBe(true);
    expect(store.read("/")).toEqual(aPage("/"));
    expect(readdirSync(shelf.folder).some((name) => name.startsWith("mairie.db.broken-"))).toBe(true);
    expect(shelf.errors).toHaveLength(1);
    expect(shelf.errors[0]?.fields.path).toBe(shelf.path);
  });

  test("at any place of the file: it opens, serves only whole pages, and takes new ones in the end", () => {
    const store = shelf.open();
    for (let i = 0; i < 60; i++) store.write(aPage(`/p${i}`, `page ${i} `.repeat(300)), NOW);
    store.close();
    const whole = readFileSync(shelf.path);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 1, max: 5_000 }),
        (at, length) => {
          const spoilt = Buffer.from(whole);
          crypto.getRandomValues(spoilt.subarray(at, Math.min(at + length, whole.length)));
          writeFileSync(shelf.path, spoilt);
          const opened = shelf.open();
          for (let i = 0; i < 60; i++) {
            const page = opened.read(`/p${i}`);
            if (page !== undefined) expect(page).toEqual(aPage(`/p${i}`, `page ${i} `.repeat(300)));
          }
          const written = opened.write(aPage("/neuf"), NOW);
          expect(written && opened.read("/neuf")?.target).toBe("/neuf");
          opened.close();
        },
      ),
      { numRuns: 40, seed: 5 },
    );
    const broken = readdirSync(shelf.folder).filter((name) => /broken-[^-]*-[^-]*-[^-]*Z$/.test(name));
    expect(broken.length).toBeLessThanOrEqual(BROKEN_FILES_MAX);
  });

  test("to half the file while the origin is dead: what can be read goes on being served", () => {
    const store = shelf.open();
    for (let i = 0; i < 60; i++) store.write(aPage(`/p${i}`, `page ${i} `.repeat(3_000)), NOW);
    store.close();
    const spoilt = readFileSync(shelf.path);
    crypto.getRandomValues(spoilt.subarray(spoilt.length - 65_536));
    crypto.getRandomValues(spoilt.subarray(spoilt.length - 500_000, spoilt.length - 460_000));
    writeFileSync(shelf.path, spoilt);
    const opened = shelf.open();
    const readable = () =>
      Array.from({ length: 60 }, (_, i) => opened.read(`/p${i}`)).filter((page) => page !== undefined);
    const before = readable().length;
    expect(before).toBeGreaterThan(20);
    expect(before).toBeLessThan(60);
    opened.addVisits(1, new Map([["/p1", 1]]));
    opened.remember("x", 1);
    opened.completeCrawl(NOW);
    expect(readable()).toHaveLength(before);
    expect(readdirSync(shelf.folder).some((name) => name.includes("broken"))).toBe(false);
  });

  test("by cutting the file short: it opens", () => {
    const store = shelf.open();
    for (let i = 0; i < 60; i++) store.write(aPage(`/p${i}`, `page ${i} `.repeat(300)), NOW);
    store.close();
    const size = statSync(shelf.path).size;
    for (const share of [0.9, 0.5, 0.1, 0.001, 0]) {
      truncateSync(shelf.path, Math.floor(size * share));
      const opened = shelf.open();
      for (let i = 0; i < 60; i++) opened.read(`/p${i}`);
      expect(opened.write(aPage("/neuf"), NOW) || opened.write(aPage("/neuf"), NOW)).toBe(true);
      opened.close();
    }
  });

  test("no folder can be made: reads find nothing, writes are refused, and it works once the way is free", () => {
    const blocked = join(shelf.folder, "not-a-folder");
    writeFileSync(blocked, "");
    const path = join(blocked, "mairie.db");
    const store = shelf.open({ path });
    expect(store.read("/")).toBeUndefined();
    expect(store.write(aPage("/"), NOW)).toBe(false);
    expect(store.health().lastRefusal).toBe("disk");
    expect(store.figures()).toEqual({ pages: 0, bytes: 0, crawledAtMs: undefined });
    expect(store.addVisits(1, new Map([["/", 1]]))).toBe(false);
    expect(store.remember("x", 1)).toBe(false);
    expect(store.recall("x")).toBeUndefined();
    expect(shelf.errors).toHaveLength(1);
    rmSync(blocked);
    shelf.clock.advance(LOOK_AGAIN_MS);
    expect(store.write(aPage("/"), NOW)).toBe(true);
  });
});

describe("a reader beside the writer", () => {
  test("sees what is written, waits for the file to come, and writes no page", () => {
    const reader = shelf.open({ readOnly: true });
    expect(reader.read("/")).toBeUndefined();
    expect(existsSync(shelf.path)).toBe(false);
    const writer = shelf.open();
    writer.write(aPage("/"), NOW);
    shelf.clock.advance(LOOK_AGAIN_MS);
    expect(reader.read("/")).toEqual(aPage("/"));
    expect(reader.write(aPage("/b"), NOW)).toBe(false);
    expect(reader.addVisits(5, new Map([["/", 2]]))).toBe(true);
    expect(writer.visitsSince(5)).toEqual(new Map([["/", 2]]));
    expect(reader.remove("/")).toBe(true);
    shelf.clock.advance(LOOK_AGAIN_MS);
    expect(writer.figures().pages).toBe(0);
  });

  test("follows when the writer replaces a damaged file", () => {
    const first = shelf.open();
    first.write(aPage("/old"), NOW);
    const reader = shelf.open({ readOnly: true });
    expect(reader.has("/old")).toBe(true);
    first.close();
    tamper("PRAGMA user_version = 99");
    shelf.open().write(aPage("/new"), NOW);
    shelf.clock.advance(LOOK_AGAIN_MS);
    expect(reader.has("/new")).toBe(true);
    expect(reader.has("/old")).toBe(false);
  });
});
