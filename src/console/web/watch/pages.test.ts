import { describe, expect, test } from "bun:test";
import { Refused } from "../ask.ts";
import { PAGE_ROWS, Pages, PAGES_HELD_MAX } from "./pages.ts";

const TOTAL = 36_000;

/** A list of numbers; `asked` has the offset of each page that was asked for. */
function numbers() {
  const asked: number[] = [];
  const state = { add: 0, fails: false };
  const pages = new Pages<string, number>(async (offset, limit) => {
    asked.push(offset);
    await Promise.resolve();
    if (state.fails) throw new Refused(503, "fault", "", "", "");
    const rows = Array.from({ length: Math.min(limit, TOTAL - offset) }, (_, n) => offset + n + state.add);
    return { answer: `from ${offset}`, total: TOTAL, rows };
  });
  return { pages, asked, state };
}
const settled = () => Bun.sleep(1);

describe("a list held by pages", () => {
  test("asks for what comes into sight, once", async () => {
    const { pages, asked } = numbers();
    pages.see(0, 30);
    pages.see(0, 40);
    await settled();
    expect(pages.read().total).toBe(TOTAL);
    expect(pages.read().at(30)).toBe(30);
    pages.see(PAGE_ROWS - 10, PAGE_ROWS + 10);
    await settled();
    expect(asked).toEqual([0, PAGE_ROWS]);
    expect(pages.read().at(PAGE_ROWS + 10)).toBe(PAGE_ROWS + 10);
    expect(pages.read().at(TOTAL - 1)).toBeUndefined();
  });

  test("holds the rows that are to be printed, asking for none twice", async () => {
    const { pages, asked, state } = numbers();
    pages.see(0, 30);
    await pages.hold(PAGE_ROWS * 2 + 1);
    expect(asked).toEqual([0, PAGE_ROWS, 2 * PAGE_ROWS]);
    expect(pages.read().at(PAGE_ROWS * 2)).toBe(PAGE_ROWS * 2);
    state.fails = true;
    await pages.hold(PAGE_ROWS * 4);
    expect(pages.read().refused?.code).toBe("fault");
  });

  test("holds no more pages than it may, and keeps those in sight", async () => {
    const { pages, asked } = numbers();
    for (let page = 0; page < PAGES_HELD_MAX + 20; page++) {
      pages.see(page * PAGE_ROWS, page * PAGE_ROWS + 30);
      await settled();
    }
    const last = (PAGES_HELD_MAX + 19) * PAGE_ROWS;
    expect(pages.read().at(last)).toBe(last);
    expect(pages.read().at(0)).toBeUndefined();
    pages.see(0, 10);
    await settled();
    expect(asked.filter((offset) => offset === 0)).toHaveLength(2);
  });

  test("asks anew for what is in sight only, and replaces rows in place", async () => {
    const { pages, asked, state } = numbers();
    pages.see(0, 10);
    pages.see(PAGE_ROWS * 3, PAGE_ROWS * 3 + 10);
    await settled();
    state.add = 1;
    await pages.refresh();
    expect(asked).toEqual([0, PAGE_ROWS * 3, PAGE_ROWS * 3]);
    expect(pages.read().at(PAGE_ROWS * 3)).toBe(PAGE_ROWS * 3 + 1);
    const before = pages.read();
    pages.replace(() => undefined);
    expect(pages.read()).toBe(before);
    pages.replace((row) => (row === PAGE_ROWS * 3 + 1 ? -5 : undefined));
    expect(pages.read().at(PAGE_ROWS * 3)).toBe(-5);
  });

  test("says that it was refused, keeps what it has, and recovers", async () => {
    const { pages, state } = numbers();
    pages.see(0, 10);
    await settled();
    state.fails = true;
    await pages.refresh();
    expect(pages.read().refused?.code).toBe("fault");
    expect(pages.read().at(3)).toBe(3);
    state.fails = false;
    await pages.refresh();
    expect(pages.read().refused).toBeUndefined();
  });
});
