import { expect, test } from "bun:test";
import { whileUsed } from "./while-used.ts";

test("is made once while it is used, and again after it was not", async () => {
  let made = 0;
  const kept = whileUsed(() => ++made, 50);
  expect([kept(), kept(), kept()]).toEqual([1, 1, 1]);
  for (const next of [2, 3]) {
    for (const until = Date.now() + 5_000; kept() < next && Date.now() < until; ) await Bun.sleep(100);
    expect(kept()).toBe(next);
  }
});

test("is not forgotten in the middle of its use", async () => {
  let made = 0;
  const kept = whileUsed(() => ++made, 2_000);
  for (let turn = 0; turn < 5; turn++) {
    expect(kept()).toBe(1);
    await Bun.sleep(20);
  }
});
