import { expect, test } from "bun:test";
import { ENTRY_BYTES_MAX } from "../journal/index.ts";
import { CHANGES_PER_ENTRY } from "./announce.ts";
import { NAME_CHARACTERS_MAX, QUALIFIERS, type VerdictChange, watchEvents } from "./events.ts";

test("an entry of as many changes as can be, each as long as can be, stays below the bound of an entry", () => {
  const instant = "2025-12-31T15:00:00.000Z";
  const change: VerdictChange = {
    site: 9_999_999,
    name: "é".repeat(NAME_CHARACTERS_MAX),
    was: "inconclusive",
    is: {
      verdict: "intermittent",
      qualifiers: [...QUALIFIERS],
      from: instant,
      to: instant,
      n: 99_999,
      d: 99_999,
      p: 99_999,
      t: 99_999,
      answered: 0.123_456_789_012_345,
      low: 0.123_456_789_012_345,
      high: 0.123_456_789_012_345,
      cause: "http.redirect_off_domain",
      vantages: Array.from({ length: 32 }, (_, n) => `${"v".repeat(30)}${10 + n}`),
      confirmed: false,
      rule: "1".repeat(20),
    },
    hoster: "h-01234567-abc",
  };
  const body = { changes: Array.from({ length: CHANGES_PER_ENTRY }, () => change) };
  watchEvents["watch.verdicts-changed"].parse(body);
  // What stands around a body: who, when, what was before.
  expect(Buffer.byteLength(JSON.stringify(body)) + 2_000).toBeLessThan(ENTRY_BYTES_MAX);
});
