import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Beffroi, SITE, startAgain, startUp } from "../../bench/harness/beffroi.ts";
import { childOf, killAtOnce, killFamily } from "../../bench/harness/family.ts";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { keepLooking, look, msUntilAnswer } from "../../bench/harness/probe.ts";
import { runToEnd } from "../../bench/harness/process.ts";
import { descendants, isAlive } from "../../bench/harness/process-figures.ts";
import { Random } from "../adversarial/random.ts";

/**
 * kill -9 at random moments under light traffic. The bench says how many milliseconds it takes to be back; here the bound
 * is wide enough for a machine that has other work.
 */
const BACK_MS_MAX = 3_000;
const KILLS = 6;
/** Two deaths within ten seconds are answered at once; more would be answered with a pause, which is not the matter here. */
const HEALTHY_MS = 10_500;

const folder = mkdtempSync(join(tmpdir(), "beffroi-crash-"));
const random = new Random(26092022);
let beffroi: Beffroi;
let origin: ReturnType<typeof Bun.serve>;
const site = (path = "/") => `http://127.0.0.1:${beffroi.port}${path}`;
const consoleUrl = (path: string) => `http://127.0.0.1:${beffroi.consolePort}${path}`;

beforeAll(async () => {
  origin = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: (request) =>
      new Response(`page ${new URL(request.url).pathname}`, { headers: { "Cache-Control": "max-age=60" } }),
  });
  beffroi = await startUp(folder, { origin: origin.port as number, site: ["crawl = false"] }, undefined);
}, 30_000);

afterAll(async () => {
  await beffroi.process.stop();
  await origin.stop(true);
  rmSync(folder, { recursive: true, force: true });
});

type JournalEntry = { lane: string; n: number; kind: string; body: Record<string, unknown> };

/** The journal's entries, as `beffroi journal export` writes them: one JSON object a line, keys of lanes among them. */
async function journal(): Promise<JournalEntry[]> {
  const args = [...BUN_FLAGS, join(ROOT, "src/main.ts"), "journal", "export", "--data", beffroi.data];
  const lines = (await runToEnd(BUN, args)).split("\n").filter((line) => line !== "");
  const entries = lines.map((line) => (JSON.parse(line) as { entry?: JournalEntry }).entry);
  return entries.filter((entry) => entry !== undefined);
}

/** Asks for a purge, an act that the journal must remember. True when it was acknowledged. */
async function purge(target: string): Promise<boolean> {
  const token = readFileSync(join(beffroi.data, "keys", "console.token"), "utf8").trim();
  try {
    const response = await fetch(consoleUrl(`/api/sites/${SITE}/purge`), {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ by: "url", target }),
      signal: AbortSignal.timeout(2_000),
    });
    await response.text();
    return response.status === 200;
  } catch {
    return false;
  }
}

async function bothAnswer(): Promise<void> {
  await msUntilAnswer(site());
  await msUntilAnswer(consoleUrl("/healthz"));
}

describe("a process killed without warning", () => {
  test("one of the two dies, the other answers every request, and the dead one is back", async () => {
    for (let round = 0; round < KILLS; round++) {
      const killed = round % 2 === 0 ? "gateway" : "keeper";
      await bothAnswer();
      const [own, other] =
        killed === "gateway" ? [site(), consoleUrl("/healthz")] : [consoleUrl("/healthz"), site("/x")];
      const watching = keepLooking(other, 5);
      await Bun.sleep(random.below(300));
      await killAtOnce(childOf(beffroi, killed));
      expect(await msUntilAnswer(own)).toBeLessThan(BACK_MS_MAX);
      const watched = await watching.stop();
      expect(watched.looks).toBeGreaterThan(0);
      expect({ killed, failures: watched.failures }).toEqual({ killed, failures: 0 });
    }
  }, 60_000);

  test("what was acknowledged is in the journal once, whoever dies and when", async () => {
    await Bun.sleep(HEALTHY_MS);
    await bothAnswer();
    const acknowledged: string[] = [];
    const asked: string[] = [];
    let going = true;
    const acting = (async () => {
      for (let index = 0; going; index++) {
        const target = `/act-${index}`;
        asked.push(target);
        if (await purge(target)) acknowledged.push(target);
        await Bun.sleep(5);
      }
    })();
    for (const killed of ["gateway", "keeper", "gateway", "keeper"] as const) {
      await Bun.sleep(100 + random.below(500));
      await killAtOnce(childOf(beffroi, killed));
      await bothAnswer();
    }
    await Bun.sleep(500);
    going = false;
    await acting;
    // The gateway tells again what the keeper had not confirmed.
    await Bun.sleep(2_000);
    const purged = (await journal())
      .filter(({ kind }) => kind === "gateway.purged")
      .map(({ body }) => String(body.target));
    expect(acknowledged.length).toBeGreaterThan(20);
    expect(acknowledged.filter((target) => !purged.includes(target))).toEqual([]);
    expect(purged.length).toBe(new Set(purged).size);
    expect(purged.filter((target) => !asked.includes(target))).toEqual([]);
  }, 90_000);

  test("the supervisor dies: nothing is left behind, and a new start goes on with the same journal", async () => {
    const before = await journal();
    const children = descendants(beffroi.process.pid);
    beffroi.process.signal("SIGKILL");
    await beffroi.process.exited;
    const until = Date.now() + 5_000;
    while (children.some(isAlive) && Date.now() < until) await Bun.sleep(20);
    expect(children.filter(isAlive)).toEqual([]);
    beffroi = await startAgain("up", beffroi, undefined);
    await bothAnswer();
    expect((await look(site("/y"))).body).toBe("page /y");
    await Bun.sleep(1_500);
    const after = await journal();
    expect(after.length).toBeGreaterThan(before.length);
    for (const entry of before) expect(after).toContainEqual(entry);
  }, 40_000);

  test("everything dies at once, again and again, and the journal still verifies", async () => {
    for (let round = 0; round < 3; round++) {
      await purge(`/before-${round}`);
      await Bun.sleep(random.below(400));
      await killFamily(beffroi);
      beffroi = await startAgain("up", beffroi, undefined);
      expect((await look(site("/z"))).body).toBe("page /z");
    }
    await bothAnswer();
    const args = [...BUN_FLAGS, join(ROOT, "src/main.ts"), "journal", "verify", "--data", beffroi.data];
    // Throws when the exit code is not 0: something in the chain does not hold.
    expect(await runToEnd(BUN, args)).not.toBe("");
  }, 60_000);
});
