import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  GHOSTS_MAX,
  GHOSTS_MIN,
  PageStore,
  PROTECTED_TARGETS_MAX,
  RECORD_OVERHEAD_BYTES,
  VARIANT_OVERHEAD_BYTES,
  VARIANTS_MAX,
} from "./page-store.ts";
import type { StoredResponse } from "./stored-response.ts";

const BODIES = new Map<number, Uint8Array>();

function page(target: string, bodyBytes = 1_000, variant = ""): StoredResponse {
  const body = BODIES.get(bodyBytes) ?? new Uint8Array(bodyBytes);
  BODIES.set(bodyBytes, body);
  return {
    target,
    variant,
    status: 200,
    headers: [["content-type", "text/html"]],
    body,
    bodyHash: "h",
    storedAtMs: 0,
    initialAgeMs: 0,
    freshness: {
      lifetimeMs: 0,
      staleWhileRevalidateMs: 0,
      staleIfErrorMs: undefined,
      mustRevalidate: false,
      basis: "explicit",
    },
  };
}
const put = (store: PageStore, target: string, bodyBytes?: number) =>
  store.put(target, page(target, bodyBytes), []);

describe("keeping pages", () => {
  test("what was put is found, replaced and removed", () => {
    const store = new PageStore(1e6);
    put(store, "/a");
    const record = store.get("/a");
    expect(record?.variants.get("")?.target).toBe("/a");
    store.put("/a", { ...page("/a"), status: 404 }, []);
    expect(store.get("/a")).toBe(record);
    expect(record?.variants.get("")?.status).toBe(404);
    expect([store.delete("/a"), store.delete("/a"), store.get("/a"), store.pages, store.bytes]).toEqual([
      true,
      false,
      undefined,
      0,
      0,
    ]);
  });

  test("bytes count bodies, headers, keys and overhead", () => {
    const store = new PageStore(1e6);
    store.put("/abc", page("/abc", 1_000, "fr"), ["accept-language"]);
    const text =
      2 * ("/abc".length + "accept-language".length + "fr".length + "content-typetext/html".length);
    expect(store.bytes).toBe(RECORD_OVERHEAD_BYTES + VARIANT_OVERHEAD_BYTES + 1_000 + text);
    expect(store.peek("/abc")?.bytes).toBe(store.bytes);
  });

  test("at most so many variants, the oldest out; other names in Vary start anew", () => {
    const store = new PageStore(1e6);
    for (let n = 0; n <= VARIANTS_MAX; n++) store.put("/a", page("/a", 10, `v${n}`), ["accept-language"]);
    const keys = [...(store.peek("/a")?.variants.keys() ?? [])];
    expect(keys).toHaveLength(VARIANTS_MAX);
    expect([keys.includes("v0"), keys.includes(`v${VARIANTS_MAX}`)]).toEqual([false, true]);
    store.put("/a", page("/a", 10, "x"), ["user-agent"]);
    expect([...(store.peek("/a")?.variants.keys() ?? [])]).toEqual(["x"]);
    expect(store.peek("/a")?.vary).toEqual(["user-agent"]);
  });

  test("the owner's slot is cleared when the variants change and when the record leaves", () => {
    const store = new PageStore(1e6);
    put(store, "/a");
    const record = store.peek("/a");
    if (record === undefined) throw new Error("not kept");
    record.slot = "ready";
    put(store, "/a");
    expect(record.slot).toBeUndefined();
    record.slot = "ready";
    store.delete("/a");
    expect(record.slot).toBeUndefined();
    put(store, "/b");
    const evicted = store.peek("/b");
    if (evicted === undefined) throw new Error("not kept");
    evicted.slot = "ready";
    for (let n = 0; n < 2_000; n++) put(store, `/${n}`);
    expect([store.peek("/b"), evicted.slot]).toEqual([undefined, undefined]);
  });

  test("a prefix is removed whole", () => {
    const store = new PageStore(1e6);
    for (const target of ["/a", "/a/1", "/a/2?x=1", "/b"]) put(store, target);
    expect(store.deletePrefix("/a/")).toBe(2);
    expect([...store.records()].map(({ target }) => target)).toEqual(["/a", "/b"]);
  });

  test("a record over a quarter of the budget is not kept, and an old one that grows over it goes", () => {
    const store = new PageStore(100_000);
    put(store, "/big", 30_000);
    put(store, "/a", 10_000);
    expect([store.pages, store.peek("/big")]).toEqual([1, undefined]);
    put(store, "/a", 30_000);
    expect([store.pages, store.bytes]).toEqual([0, 0]);
  });
});

describe("under a flood", () => {
  /** Asks for a target as the pipeline does: look, and put what was not there. */
  function ask(store: PageStore, target: string): boolean {
    if (store.get(target) !== undefined) return true;
    put(store, target);
    return false;
  }

  test("200,000 random targets take nothing from the pages that people read", () => {
    const store = new PageStore(1_000 * 2_000);
    const hot = Array.from({ length: 500 }, (_, n) => `/page/${n}`);
    for (const target of hot) ask(store, target);
    for (const target of hot) ask(store, target);
    let asked = 0;
    let hits = 0;
    for (let n = 0; n < 200_000; n++) {
      ask(store, `/recherche?q=${(n * 2_654_435_761) >>> 0}`);
      if (n % 10 !== 0) continue;
      asked++;
      if (ask(store, hot[asked % hot.length] ?? "")) hits++;
    }
    expect(hits / asked).toBeGreaterThan(0.999);
    expect(store.bytes).toBeLessThanOrEqual(2_000_000);
  });

  test("pages asked for twice before the flood outlive one that nobody interrupts", () => {
    const store = new PageStore(1_000 * 2_000);
    const hot = Array.from({ length: 400 }, (_, n) => `/page/${n}`);
    for (const target of [...hot, ...hot]) ask(store, target);
    for (let n = 0; n < 50_000; n++) ask(store, `/x/${n}`);
    expect(hot.filter((target) => store.peek(target) !== undefined)).toHaveLength(400);
  });

  test("a page first read during the flood gets its place too", () => {
    const store = new PageStore(1_000 * 2_000);
    for (let n = 0; n < 50_000; n++) {
      ask(store, `/x/${n}`);
      if (n % 400 === 0) ask(store, "/late");
    }
    expect(store.peek("/late")).toBeDefined();
  });

  test("marking a record that is held counts as a use", () => {
    const store = new PageStore(1_000 * 200);
    put(store, "/held");
    const record = store.peek("/held");
    if (record === undefined) throw new Error("not kept");
    store.markUsed(record);
    for (let n = 0; n < 1_000; n++) ask(store, `/x/${n}`);
    expect(store.peek("/held")).toBe(record);
  });

  test("protected pages stay, even when every other page is asked for again and again", () => {
    const store = new PageStore(1_000 * 100);
    expect(store.protect("/contact")).toBe(true);
    put(store, "/contact");
    put(store, "/accueil");
    store.protect("/accueil");
    for (let round = 0; round < 20; round++) {
      for (let n = 0; n < 200; n++) for (let times = 0; times < 4; times++) ask(store, `/x/${n}`);
    }
    expect([store.peek("/contact"), store.peek("/accueil")].every((record) => record !== undefined)).toBe(
      true,
    );
    expect(store.bytes).toBeLessThanOrEqual(100_000);
  });

  test("protection ends at half the budget, and its list is bounded", () => {
    const store = new PageStore(1_000 * 100);
    for (let n = 0; n < 200; n++) store.protect(`/p/${n}`);
    for (let n = 0; n < 200; n++) put(store, `/p/${n}`);
    for (let n = 0; n < 1_000; n++) ask(store, `/x/${n}`);
    const kept = Array.from({ length: 200 }, (_, n) => store.peek(`/p/${n}`)).filter(
      (record) => record !== undefined,
    );
    const bytes = kept.reduce((sum, record) => sum + record.bytes, 0);
    expect(bytes).toBeGreaterThan(45_000);
    expect(bytes).toBeLessThanOrEqual(50_000);
    const many = new PageStore(1);
    for (let n = 0; n < PROTECTED_TARGETS_MAX; n++) many.protect(`/${n}`);
    expect([many.protect("/one-more"), many.protect("/0")]).toEqual([false, true]);
  });

  test("the list of what left unread is bounded", () => {
    const store = new PageStore(20_000);
    for (let n = 0; n < 10_000; n++) put(store, `/x/${n}`);
    expect(store.ghostTargets).toBe(GHOSTS_MIN);
    expect(new PageStore(1e12).ghostTargetsMax).toBe(GHOSTS_MAX);
  });
});

test("against a plain model: what is there is what was put last, and the budget holds at every step", () => {
  const budget = 20_000;
  const target = fc.integer({ min: 0, max: 30 }).map((n) => `/t/${n}`);
  const step = fc.oneof(
    fc.record({
      act: fc.constant("put" as const),
      target,
      bytes: fc.integer({ min: 0, max: 6_000 }),
      variant: fc.constantFrom("", "b"),
    }),
    fc.record({ act: fc.constant("get" as const), target }),
    fc.record({ act: fc.constant("delete" as const), target }),
    fc.record({ act: fc.constant("prefix" as const), target }),
    fc.record({ act: fc.constant("protect" as const), target }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const store = new PageStore(budget);
      const last = new Map<string, StoredResponse>();
      for (const one of steps) {
        if (one.act === "put") {
          const stored = page(one.target, one.bytes, one.variant);
          store.put(one.target, stored, ["x"]);
          last.set(`${one.target} ${one.variant}`, stored);
        } else if (one.act === "get") store.get(one.target);
        else if (one.act === "delete") {
          store.delete(one.target);
          expect(store.peek(one.target)).toBeUndefined();
        } else if (one.act === "prefix") {
          const before = store.pages;
          expect(store.deletePrefix(one.target)).toBe(before - store.pages);
        } else store.protect(one.target);
        const records = [...store.records()];
        expect(store.bytes).toBeLessThanOrEqual(budget);
        expect(records.reduce((sum, record) => sum + record.bytes, 0)).toBe(store.bytes);
        expect(records).toHaveLength(store.pages);
        for (const record of records) {
          expect(store.peek(record.target)).toBe(record);
          for (const [key, stored] of record.variants)
            expect(last.get(`${record.target} ${key}`)).toBe(stored);
        }
      }
    }),
    { seed: 10, numRuns: 150 },
  );
});
