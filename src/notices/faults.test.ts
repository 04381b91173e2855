import { expect, test } from "bun:test";
import { runCampaign } from "../../test/support/notice-campaign.ts";
import { runCrashes } from "../../test/support/notice-crashes.ts";

/** In small what `npm run bench:notices` does in full: real servers, and faults at each stage of the conversation. */

test("of what meets refused, reset, silent and failing servers, nothing is lost, and every double says so", async () => {
  const result = await runCampaign({ seed: 1, faults: 60 });
  expect(result.faults).toBeGreaterThanOrEqual(60);
  expect(result.lost).toEqual([]);
  expect(result.wronglyFailed).toEqual([]);
  expect(result.unmarkedDoubles).toEqual([]);
  expect(result.triples).toEqual([]);
  expect(result.delivered + result.failed + result.uncertain).toBe(result.deliveries);
  expect(result.delivered).toBeGreaterThan(result.deliveries / 2);
  // One entry for the attempt, one for its end, one more where an answer was missing.
  expect(result.entriesEach).toBeLessThan(3);
}, 240_000);

test("a sender that is killed at bad moments loses nothing either", async () => {
  const result = await runCrashes({ seed: 4, kills: 5 });
  expect(result.lost).toEqual([]);
  expect(result.wronglyFailed).toEqual([]);
  expect(result.unmarkedDoubles).toEqual([]);
  expect(result.triples).toEqual([]);
}, 120_000);
