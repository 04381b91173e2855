import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyJournal } from "../../journal/index.ts";
import { FAILURES, OUTCOMES } from "../codes.ts";
import type { PlanSite } from "../exchange.ts";
import type { Prober } from "./prober.ts";
import { proberOn, StandInKeeper, TOKEN, until } from "./testing/keeper.ts";

let keeper: StandInKeeper;
/** Hosts that were asked for a page. */
const asked = new Set<string>();
let site: ReturnType<typeof Bun.serve>;
const probers: Prober[] = [];
const folders: string[] = [];

beforeEach(() => {
  asked.clear();
  keeper = new StandInKeeper();
  site = Bun.serve({
    port: 0,
    hostname: "0.0.0.0",
    fetch: ({ url }) => {
      const { host, pathname } = new URL(url);
      asked.add(host);
      if (pathname === "/gone") return new Response("gone", { status: 410 });
      return new Response("<html><title>Mairie</title><body>Bienvenue à la mairie</body></html>", {
        headers: { "content-type": "text/html; charset=utf-8" },
      });
    },
  });
});
afterEach(async () => {
  for (const prober of probers.splice(0)) await prober.stop();
  await keeper.stop();
  await site.stop(true);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const start = (...given: Parameters<typeof proberOn>) => {
  const prober = proberOn(...given);
  probers.push(prober);
  return prober;
};
const ownFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "beffroi-prober-"));
  folders.push(folder);
  return folder;
};
const sites = (count: number, path = "/"): PlanSite[] =>
  Array.from({ length: count }, (_, index) => [
    index + 1,
    0,
    `http://127.0.1.${index + 1}:${site.port}${path}`,
    30_000,
    0,
    0,
  ]);
/** So many sites were asked, and their rounds are over. */
async function measured(sites: number): Promise<void> {
  await until(() => asked.size === sites);
  await Bun.sleep(1_000);
}
/** Offsets of the attempts of a round. */
const QUICK = [0, 200, 400, 800];
const told = () =>
  keeper.rounds.map(([number, , , outcome, failure]) => [number, OUTCOMES[outcome], FAILURES[failure]]);

describe("a prober and its keeper", () => {
  test("asks the plan's sites and tells each round once, with its health and its lane", async () => {
    keeper.plan = sites(3);
    start(keeper.url);
    await until(() => told().length >= 3);
    expect(told().slice(0, 3).sort()).toEqual([1, 2, 3].map((number) => [number, "up", "ok"]));
    await until(() => keeper.requests.some(({ entries }) => entries.length === 2));
    const last = keeper.requests.at(-1);
    expect(last?.health).toEqual({
      state: "ok",
      why: "",
      canaries: { ok: 1, total: 1 },
      resolvers: { ok: 0, total: 0 },
    });
    expect(last?.planVersion).toBe(1);
    expect(keeper.faults).toEqual([]);
    const lines = keeper.requests.flatMap(({ entries }) => entries);
    expect(lines.filter((line) => line.includes('"vantage.started"')).length).toBe(1);
  });

  test("asks for a page that is gone four times, and gives all four attempts as evidence", async () => {
    keeper.plan = sites(1, "/gone");
    start(keeper.url, { offsetsMs: QUICK });
    await until(() => told().length > 0);
    expect(told()[0]).toEqual([1, "down", "http.gone"]);
    expect(keeper.rounds[0]?.[15]).toMatchObject([410, 410, 410, 410].map((status) => ({ status })));
  });

  test("sends a batch again until it is acknowledged, under the same name", async () => {
    keeper.plan = sites(2);
    start(keeper.url);
    await until(() => keeper.requests.length > 0);
    keeper.losesAnswers = true;
    await until(() => [...keeper.batches.values()].some((times) => times >= 2));
    keeper.losesAnswers = false;
    await until(() => told().length >= 2);
    const names = told().map(([number]) => number);
    expect([...names].sort()).toEqual([...new Set(names)].sort());
  });

  test("keeps what it measured while the keeper is away, over a restart of its own too", async () => {
    keeper.plan = sites(4);
    const folder = ownFolder();
    const first = start(keeper.url, { folder });
    await until(() => keeper.requests.length > 0);
    keeper.refuses = { status: 503, code: "busy" };
    await measured(4);
    await first.stop();
    probers.splice(0);
    keeper.plan = [];
    keeper.version++;
    keeper.refuses = undefined;
    start(keeper.url, { folder });
    await until(() => new Set(told().map(([number]) => number)).size === 4);
    await until(() => new Set(keeper.requests.map(({ sessionId }) => sessionId)).size === 2);
    expect(new Set(keeper.rounds.map(([number]) => number)).size).toBe(keeper.rounds.length);
  });

  test("ends within seconds when the keeper hangs, and loses nothing", async () => {
    keeper.plan = sites(3);
    const folder = ownFolder();
    const first = start(keeper.url, { folder });
    await until(() => keeper.requests.length > 0);
    keeper.hangs = true;
    await measured(3);
    const began = Date.now();
    await first.stop();
    probers.splice(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    keeper.hangs = false;
    start(keeper.url, { folder });
    await until(() => new Set(told().map(([number]) => number)).size === 3);
  });

  test("lets go of a batch that the keeper can never take", async () => {
    keeper.plan = sites(1);
    keeper.refuses = { status: 400, code: "bad-request" };
    start(keeper.url);
    await Bun.sleep(500);
    keeper.refuses = undefined;
    await until(() => told().length > 0);
    expect(told()[0]).toEqual([1, "up", "ok"]);
  });

  test("drops a site that leaves the plan, and asks one that comes in", async () => {
    keeper.plan = sites(2);
    start(keeper.url);
    await until(() => told().length >= 2);
    keeper.plan = [[9, 1, `tcp://127.0.2.9:${site.port}`, 30_000, 0, 0]];
    keeper.version++;
    await until(() => told().some(([number]) => number === 9));
    expect(told().find(([number]) => number === 9)).toEqual([9, "up", "ok"]);
  });

  test("blames no site when none of the canaries answers, and says why", async () => {
    const dead = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("") });
    const url = `http://127.0.0.1:${dead.port}`;
    await dead.stop(true);
    keeper.plan = [[1, 0, `${url}/`, 30_000, 0, 0]];
    start(keeper.url, { offsetsMs: QUICK, canaries: [`tcp://127.0.0.1:${dead.port}`, `${url}/`] });
    await until(() => told().length > 0);
    expect(told()[0]).toEqual([1, "void", "prober.fault"]);
    const { health } = keeper.requests.at(-1) ?? {};
    expect(health).toMatchObject({ state: "down", canaries: { ok: 0, total: 2 } });
    expect(health?.why).toContain("none of 2");
  });

  test("counts nothing while its clock is off", async () => {
    keeper.skewMs = 120_000;
    keeper.plan = sites(1);
    start(keeper.url);
    await until(() => keeper.requests.some(({ health }) => health.state === "down"));
    expect(keeper.requests.at(-1)?.health.why).toBe("the clock is 120 s behind the keeper's");
  });
});

describe("what a prober has of its own", () => {
  test("is a lane that a stranger can verify, with a digest of what was sent", async () => {
    keeper.plan = sites(3);
    const folder = ownFolder();
    const prober = start(keeper.url, { folder });
    await until(() => told().length >= 3);
    await prober.stop();
    probers.splice(0);
    const report = await verifyJournal(join(folder, "lane.db"));
    expect(report.problems).toEqual([]);
    const lines = keeper.requests.flatMap(({ entries }) => entries).join("\n");
    expect(lines).toContain('"vantage.digest"');
    expect(lines).toMatch(/"rounds":[3-9]/);
  });

  test("begins anew when its file is damaged", async () => {
    const folder = ownFolder();
    writeFileSync(join(folder, "prober.db"), "no database at all".repeat(500));
    keeper.plan = sites(1);
    start(keeper.url, { folder });
    await until(() => told().length > 0);
    expect(told()[0]).toEqual([1, "up", "ok"]);
  });
});

test("a token that is not known is said in words, and the prober waits", async () => {
  const said: Record<string, unknown>[] = [];
  start(keeper.url, {
    keeper: { url: keeper.url, token: () => `${TOKEN}-not` },
    log: (_, __, fields) => said.push(fields ?? {}),
  });
  await until(() => said.some(({ code }) => code !== undefined));
  expect(said[0]).toMatchObject({ code: "token-refused" });
});
