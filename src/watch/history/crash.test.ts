import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { systemClock } from "../../kernel/clock.ts";
import { silentLog } from "../../kernel/log.ts";
import { History } from "./history.ts";
import { roundsOf } from "./testing/rounds-of.ts";

const WRITER = join(import.meta.dir, "testing/take-and-print.ts");
const KILLS = 12;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-history-crash-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Lets a writer run, kills it without warning, and gives the last batch that it acknowledged. */
async function killed(path: string, session: string, delayMs: number): Promise<number> {
  const child = Bun.spawn([process.execPath, "--no-install", WRITER, path, session], { stdout: "pipe" });
  const reader = child.stdout.getReader();
  const decoder = new TextDecoder();
  let output = decoder.decode((await reader.read()).value);
  await Bun.sleep(delayMs);
  child.kill("SIGKILL");
  await child.exited;
  for (let part = await reader.read(); !part.done; part = await reader.read())
    output += decoder.decode(part.value);
  // A line that the kill cut short was not acknowledged.
  return Number(output.split("\n").slice(0, -1).at(-1) ?? 0);
}

test("a history that is killed at any moment has every round that it acknowledged, once", async () => {
  const path = join(folder, "watch.db");
  const delays = fc.sample(fc.integer({ min: 5, max: 250 }), { seed: 7, numRuns: KILLS });
  let atLeast = 0;
  let atMost = 0;
  for (const [n, delayMs] of delays.entries()) {
    const session = n.toString(16).padStart(16, "0");
    const acknowledged = await killed(path, session, delayMs);
    expect(acknowledged).toBeGreaterThan(0);
    const history = new History({ path, clock: systemClock, log: silentLog });
    const known = history.seen(session);
    expect(known).toBeGreaterThanOrEqual(acknowledged);
    atLeast += acknowledged;
    atMost += known;
    for (const site of [1, 2, 3]) {
      const rounds = roundsOf(history.read, site, 0, Date.now() + 60_000).get("local") ?? [];
      expect(rounds.length).toBeGreaterThanOrEqual(atLeast);
      // A batch on disk whose answer never went out counts too, and no batch counts twice.
      expect(rounds).toHaveLength(atMost);
    }
    history.close();
  }
}, 60_000);
