import { expect, test } from "bun:test";
import { runCrashes } from "../support/notice-crashes.ts";

/** The process that sends messages killed at bad moments: nothing is lost, and what may be a double says so. */

test("killed between claim, sending and result, forty times over", async () => {
  const result = await runCrashes({ seed: 1, kills: 40 });
  expect(result.kills.claimed + result.kills.taken + result.kills.any).toBeGreaterThanOrEqual(40);
  expect(result.lost).toEqual([]);
  expect(result.wronglyFailed).toEqual([]);
  expect(result.unmarkedDoubles).toEqual([]);
  expect(result.triples).toEqual([]);
  expect(result.doubles).toBeGreaterThan(0);
  expect(result.doubles).toBeLessThanOrEqual(40 * result.underWayMax);
}, 170_000);
