import { describe, expect, test } from "bun:test";
import { TOP_SHOWN_MAX } from "./events.ts";
import { COUNTED_MAX, TopCounts } from "./top.ts";

describe("who asks most", () => {
  test("the heaviest by work come first", () => {
    const top = new TopCounts();
    for (let turn = 0; turn < 10; turn++) top.add("GET /", 10);
    for (let turn = 0; turn < 3; turn++) top.add("GET /recherche", 250);
    expect(top.shown()).toEqual([
      { name: "GET /recherche", requests: 3, originMs: 750 },
      { name: "GET /", requests: 10, originMs: 100 },
    ]);
  });

  test("stays small under a million names, and a heavy name is not washed away", () => {
    const top = new TopCounts();
    for (let turn = 0; turn < 1_000_000; turn++) {
      top.add(`192.0.${turn % 60_000}.0/24 ${turn}`, 1);
      if (turn % 20 === 0) top.add("198.51.100.0/24", 100);
    }
    expect(top.size).toBeLessThanOrEqual(COUNTED_MAX);
    expect(top.shown().length).toBe(TOP_SHOWN_MAX);
    expect(top.shown()[0]?.name).toBe("198.51.100.0/24");
  }, 20_000);

  test("fades within minutes", () => {
    const top = new TopCounts();
    for (let turn = 0; turn < 100; turn++) top.add("GET /", 10);
    for (let second = 0; second < 60; second++) top.fade();
    expect(top.shown()[0]?.requests).toBe(37);
    for (let second = 0; second < 300; second++) top.fade();
    expect(top.shown()).toEqual([]);
  });

  test("long names are cut", () => {
    const top = new TopCounts();
    top.add("x".repeat(5_000), 1);
    expect(top.shown()[0]?.name.length).toBe(120);
  });
});
