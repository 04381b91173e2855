import { expect, test } from "bun:test";
import { CHECKPOINT_BYTES_MAX, checkpointQr, parseCheckpoint } from "./index.ts";
import { rung, temporaryJournal } from "./testing/temporary-journal.ts";

test("a checkpoint fits a code that is read from paper, black on white", () => {
  const place = temporaryJournal();
  const journal = place.open();
  journal.append(rung(1));
  const { note } = journal.checkpoint();
  journal.close();
  place.verifyAndRemove();
  const svg = checkpointQr(note);
  expect(svg).toStartWith('<svg width="70mm" height="70mm" ');
  const [, side = ""] = /viewBox="0 0 (\d+) \d+"/.exec(svg) ?? [];
  // Up to 77 modules (version 15) a module is 0.8 mm wide, which a telephone reads at arm's length.
  expect(Number(side) / 10).toBeLessThanOrEqual(77 + 8);
  expect(svg).toMatch(/fill="white"[\s\S]*fill="black"/);
  expect(Buffer.byteLength(note)).toBeLessThanOrEqual(CHECKPOINT_BYTES_MAX);
  expect(parseCheckpoint(note).size).toBe(2);
});

test("nothing else is made a code of", () => {
  expect(() => checkpointQr("https://example.fr/")).toThrow("not a checkpoint");
});
