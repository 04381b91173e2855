import { Database } from "bun:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  FakeProber,
  MINUTE_MS,
  roundOf,
  until,
  type WatchRoom,
  watchRoom,
} from "../../test/support/watch-room.ts";
import type {
  Census,
  Evidence,
  SiteDetail,
  SiteList,
  Summary,
  VerdictChange,
  WatchMessage,
  WindowVerdict,
} from "./events.ts";

let room: WatchRoom;
let prober: FakeProber;

beforeEach(async () => {
  room = await watchRoom();
  prober = new FakeProber(room, room.localToken());
});
afterEach(() => room.close());

const addSite = async (host: string, body: string | null = null): Promise<number> => {
  const { site } = await room.post<{ site: { site: number } }>("/api/watch/sites", {
    url: `https://${host}/`,
    body,
    tags: ["test"],
  });
  return site.site;
};

/** Rounds of a site, five minutes apart, each sent when it has ended. */
async function measure(site: number, outcomes: string, stepMs = 5 * MINUTE_MS): Promise<void> {
  for (const letter of outcomes) {
    const outcome = letter === "u" ? "up" : letter === "s" ? "shaky" : "down";
    const at = room.clock.now();
    if (outcome === "down") room.clock.advance(71_000);
    else room.clock.advance(1_000);
    await prober.exchange([roundOf(site, at, outcome)]);
    room.clock.advance(Math.max(0, at + stepMs - room.clock.now()));
  }
}

const list = (query = "") => room.get<SiteList>(`/api/watch/sites${query}`);
const entries = (kind: string) =>
  room.journal
    .read({ limit: 200 })
    .filter(({ entry }) => entry.kind === kind)
    .reverse();

describe("a verdict", () => {
  test("turns, is written to the journal, told to who listens, and defended by its evidence", async () => {
    const heard: VerdictChange[] = [];
    const messages: WatchMessage[] = [];
    room.watch.onVerdicts((changes) => heard.push(...changes));
    room.watch.onMessage((message) => messages.push(message));
    const site = await addSite("www.marseille.fr", "commune:13055");
    await measure(site, "uuuuuu");
    expect((await list()).sites[0]).toMatchObject({ verdict: "accessible", n: 6, d: 0, confirmed: false });
    expect(heard).toEqual([]);
    await measure(site, "ddd", 2 * MINUTE_MS);
    const [change] = await until(() => (heard.length > 0 ? heard : undefined));
    expect(change).toMatchObject({
      site,
      was: "inconclusive",
      is: { verdict: "inaccessible", cause: "tcp.timeout", vantages: ["local"], confirmed: false, rule: "1" },
    });
    expect(change?.is.qualifiers).toContain("one_vantage");
    expect(entries("watch.verdicts-changed")).toHaveLength(1);
    const { sites } = await list("?verdict=inaccessible");
    expect(sites).toMatchObject([{ site, verdict: "inaccessible", body: { id: "commune:13055" } }]);
    await until(() => messages.find(({ changes }) => changes.some((row) => row.verdict === "inaccessible")));
    const { rounds } = await room.get<Evidence>(`/api/watch/sites/${site}/evidence`);
    expect(rounds[0]).toMatchObject({
      vantage: "local",
      round: { outcome: "down", attempts: [{ detail: "no answer within 10 s" }] },
    });
    const page = await room.get<SiteDetail>(`/api/watch/sites/${site}`);
    expect(page.changes).toHaveLength(1);
    expect(page.days).toHaveLength(90);
    expect(page.days.at(-1)).toMatchObject({ up: 6, down: 3, causes: { "tcp.timeout": 3 } });
    expect(page.phases).toHaveLength(9);
    expect(page).toMatchObject({
      certificateEndsAt: "2026-12-01T00:00:00.000Z",
      addresses: [`192.0.2.${site}`],
    });
  });

  test("is the same after a restart, and is not said again", async () => {
    const site = await addSite("www.tarbes.fr");
    await measure(site, "uuuuuudddd");
    await until(() => entries("watch.verdicts-changed")[0]);
    const [before] = (await list()).sites;
    await room.restart();
    const [after] = (await list()).sites;
    expect(after).toMatchObject({
      verdict: "inaccessible",
      n: before?.n,
      d: before?.d,
      cause: "tcp.timeout",
    });
    expect(after?.since).toBe(before?.since ?? "");
    await measure(site, "d");
    await Bun.sleep(1_500);
    expect(entries("watch.verdicts-changed")).toHaveLength(1);
  });

  test("that turned just before a kill is said after it, once", async () => {
    const site = await addSite("www.dinan.fr");
    await measure(site, "uuuuuud", 2 * MINUTE_MS);
    await measure(site, "d", 2 * MINUTE_MS);
    const at = room.clock.now();
    room.clock.advance(71_000);
    await prober.exchange([roundOf(site, at, "down")]);
    expect((await list()).sites[0]).toMatchObject({ verdict: "inaccessible" });
    expect(entries("watch.verdicts-changed")).toEqual([]);
    await room.killAndRestart();
    expect(entries("watch.verdicts-changed")).toEqual([]);
    const said = await until(() => entries("watch.verdicts-changed")[0]);
    expect(said.entry.body.changes).toMatchObject([{ site, is: { verdict: "inaccessible" } }]);
    await room.killAndRestart();
    await Bun.sleep(1_500);
    expect(entries("watch.verdicts-changed")).toHaveLength(1);
  });

  test("is never made of a locked history; nothing is lost by it", async () => {
    const site = await addSite("www.pau.fr");
    await measure(site, "uuuuu");
    const other = new Database(join(room.folder, "watch.db"));
    other.run("BEGIN IMMEDIATE");
    prober.sequence += 1;
    const at = room.clock.now();
    room.clock.advance(1_000);
    const body = prober.request([roundOf(site, at)]);
    for (let n = 0; n < 5; n++) {
      const answer = await prober.send(body);
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    }
    expect((await list()).sites[0]).toMatchObject({ verdict: "accessible", n: 6 });
    expect((await room.get<Summary>("/api/watch/summary")).historyBufferBytes).toBeGreaterThan(0);
    other.run("ROLLBACK");
    other.close();
    expect((await prober.send(body)).status).toBe(200);
    await room.restart();
    expect((await list()).sites[0]).toMatchObject({ verdict: "accessible", n: 6 });
    expect(entries("watch.verdicts-changed")).toEqual([]);
  });

  test("stands still while who measures cannot be trusted, and what it said is in no verdict of the past", async () => {
    const site = await addSite("www.angers.fr");
    await measure(site, "uuuuuu");
    const health = {
      state: "suspect",
      why: "3 of 5 canaries failed",
      canaries: { ok: 2, total: 5 },
      resolvers: { ok: 1, total: 2 },
    };
    const from = room.clock.now();
    for (let n = 0; n < 6; n++) {
      const at = room.clock.now();
      room.clock.advance(71_000);
      await prober.exchange([roundOf(site, at, "down")], { health });
    }
    const said = await until(() => entries("watch.vantage-health-changed")[0]);
    expect(said.entry.body).toMatchObject({ id: "local", was: "ok", is: "suspect" });
    await until(() => entries("watch.measuring-suspended")[0]);
    expect(await room.get<Summary>("/api/watch/summary")).toMatchObject({
      suspended: { why: "local: 3 of 5 canaries failed" },
    });
    const at = (ms: number) => new Date(ms).toISOString();
    const verdict = await room.get<WindowVerdict>(
      `/api/watch/sites/${site}/verdict?from=${at(from)}&to=${at(room.clock.now())}`,
    );
    expect(verdict).toMatchObject({ verdict: "inconclusive", n: 0 });
    for (let n = 0; n < 4; n++) {
      room.clock.advance(61_000);
      await prober.exchange([roundOf(site, room.clock.now())]);
    }
    await until(() => entries("watch.measuring-resumed")[0]);
    expect((await list()).sites[0]?.verdict).toBe("accessible");
    expect(entries("watch.verdicts-changed")).toEqual([]);
  });
});

describe("several points of measurement", () => {
  test("come with a token that is shown once, confirm together, and go with their token", async () => {
    const site = await addSite("www.rennes.fr");
    const { token, vantage } = await room.post<{ token: string; vantage: object }>("/api/watch/vantages", {
      id: "lyon",
      name: "Lyon",
      country: "FR",
    });
    expect(vantage).toMatchObject({ id: "lyon", health: "down", heardAt: null });
    const lyon = new FakeProber(room, token, "00000000000000b2");
    for (let n = 0; n < 9; n++) {
      const at = room.clock.now();
      room.clock.advance(71_000);
      const outcome = n < 5 ? "up" : "down";
      await prober.exchange([roundOf(site, at, outcome)]);
      await lyon.exchange([roundOf(site, at + 1_000, outcome)]);
      room.clock.advance(4 * MINUTE_MS);
    }
    expect((await list()).sites[0]).toMatchObject({ verdict: "inaccessible", confirmed: true });
    await room.post("/api/watch/vantages/lyon/remove", { reason: "moved" });
    expect((await lyon.send(lyon.request([]))).status).toBe(401);
    const { vantages } = await room.get<Summary>("/api/watch/summary");
    expect(vantages.map(({ id }) => id)).toEqual(["local"]);
  });
});

describe("a census", () => {
  test("tells who could be reached at an instant, as JSON and as a table", async () => {
    const up = await addSite("www.nantes.fr");
    const down = await addSite("www.bordeaux.fr");
    for (let n = 0; n < 12; n++) {
      const at = room.clock.now();
      room.clock.advance(71_000);
      await prober.exchange([roundOf(up, at), roundOf(down, at, n < 6 ? "up" : "down")]);
      room.clock.advance(5 * MINUTE_MS - 71_000);
    }
    const end = new Date(room.clock.now()).toISOString();
    room.clock.advance(26 * 60 * MINUTE_MS);
    const census = await room.get<Census>(`/api/watch/census?at=${end}&minutes=30`);
    expect(census.counts).toMatchObject({ accessible: 1, inaccessible: 1 });
    expect(census.rows.map((row) => [row.site, row.verdict.verdict, row.verdict.n])).toEqual([
      [down, "inaccessible", 6],
      [up, "accessible", 6],
    ]);
    const csv = await room.ask("GET", `/api/watch/census.csv?at=${end}&minutes=30`);
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect((await csv.text()).split("\r\n")[1]).toStartWith(`${down},https://www.bordeaux.fr,`);
    for (const path of [
      "/api/watch/census?at=2019-01-01T00:00:00Z",
      "/api/watch/census?at=2099-01-01T00:00:00Z",
      "/api/watch/census?minutes=100000",
      `/api/watch/sites/${up}/verdict?from=2025-01-01T00:00:00Z&to=2025-06-01T00:00:00Z`,
      `/api/watch/sites/${up}/verdict?from=2025-01-02T00:00:00Z&to=2025-01-01T00:00:00Z`,
    ]) {
      expect([path, (await room.ask("GET", path)).status]).toEqual([path, 400]);
    }
  });
});

describe("what other rooms ask", () => {
  test("a body's window tells its sites, their verdicts, and whether their own side closed them", async () => {
    const site = await addSite("www.angers.fr", "commune:49007");
    const from = room.clock.now();
    for (let n = 0; n < 8; n++) {
      await prober.exchange([roundOf(site, room.clock.now(), "up", { protection: "block" })]);
      room.clock.advance(5 * MINUTE_MS);
    }
    const window = room.watch.bodyWindow("commune:49007", from, room.clock.now());
    expect(window).toMatchObject({ verdict: "accessible", ownProtection: true });
    expect(window.sites[0]?.verdict.qualifiers).toContain("protected");
    expect(room.watch.sitesOf("commune:49007").map((one) => one.site)).toEqual([site]);
    expect(room.watch.bodyWindow("commune:1", from, room.clock.now())).toMatchObject({
      sites: [],
      verdict: "inconclusive",
    });
  });
});

test("what is taken back is taken out of the list too, and no more than what the history leaves out", async () => {
  const site = await addSite("www.nantes.fr", null);
  await measure(site, "uuuuu", 2 * MINUTE_MS);
  await measure(site, "u", 1_000);
  const tally = { ok: 0, total: 5 };
  const health = { state: "suspect", why: "none answers", canaries: tally, resolvers: tally };
  await prober.exchange([], { health });
  const row = await until(async () => {
    const [shown] = (await list()).sites;
    return shown?.n === 5 ? shown : undefined;
  });
  expect(row?.n).toBe(5);
  const [from, to] = [room.clock.now() - 60 * MINUTE_MS, room.clock.now()].map((ms) =>
    new Date(ms).toISOString(),
  );
  const judged = await room.get<WindowVerdict>(`/api/watch/sites/${site}/verdict?from=${from}&to=${to}`);
  expect(judged.n).toBe(5);
});

test("a short window of a long outage has the evidence of the round before it; one of calm has none", async () => {
  const site = await addSite("www.angers.fr", "commune:49007");
  await measure(site, "uuuuuu");
  const calm = room.watch.bodyWindow("commune:49007", room.clock.now() - 20 * MINUTE_MS, room.clock.now());
  expect(calm.sites[0]?.attempts).toEqual([]);
  const from = room.clock.now();
  await measure(site, "dddddd");
  const now = room.clock.now();
  const window = room.watch.bodyWindow("commune:49007", now - 16 * MINUTE_MS, now);
  expect(window.sites[0]?.verdict.d).toBe(3);
  expect(window.sites[0]?.attempts).toMatchObject([{ at: from, failure: "tcp.timeout" }]);
});

test("many sites on one address that stop together are one incident of their host, over a restart too", async () => {
  const sites: number[] = [];
  for (let n = 0; n < 6; n++) sites.push(await addSite(`www.commune-${n}.fr`));
  const others: number[] = [];
  for (let n = 0; n < 20; n++) others.push(await addSite(`www.autre-${n}.fr`));
  const all = (outcome: "up" | "down", at: number) => [
    ...sites.map((site) => roundOf(site, at, outcome, { address: "198.51.100.7" })),
    ...others.map((site, n) => roundOf(site, at, "up", { address: `203.0.${n}.9` })),
  ];
  for (let n = 0; n < 5; n++) {
    await prober.exchange(all("up", room.clock.now()));
    room.clock.advance(5 * MINUTE_MS);
  }
  for (let n = 0; n < 3; n++) {
    const at = room.clock.now();
    room.clock.advance(71_000);
    await prober.exchange(all("down", at));
    await Bun.sleep(10);
  }
  const opened = await until(() => entries("watch.hoster-incident-opened")[0]);
  expect(opened.entry.body).toMatchObject({
    network: "198.51.100.7",
    cause: "tcp.timeout",
    down: 6,
    watched: 6,
  });
  const { id } = opened.entry.body as { id: string };
  await room.restart();
  expect((await list("?q=commune-1")).sites[0]?.hoster).toBe(id);
  const closed = await until(async () => {
    room.clock.advance(MINUTE_MS);
    await prober.exchange(all("up", room.clock.now()));
    return entries("watch.hoster-incident-closed")[0];
  });
  expect(closed.entry.body).toMatchObject({ id });
}, 60_000);

test("a history that is damaged begins anew; the journal is untouched", async () => {
  const site = await addSite("www.caen.fr");
  await measure(site, "uuuuuudddd");
  await until(() => entries("watch.verdicts-changed")[0]);
  const count = room.journal.count();
  await room.watch.close();
  for (const ending of ["-wal", "-shm"]) rmSync(join(room.folder, `watch.db${ending}`), { force: true });
  writeFileSync(join(room.folder, "watch.db"), "rubbish ".repeat(2_000));
  await room.restart().catch(() => {});
  expect(room.journal.count()).toBe(count);
  const page = await room.get<SiteDetail>(`/api/watch/sites/${site}`);
  expect(page.changes).toHaveLength(1);
  expect(page.row.verdict).toBe("inconclusive");
});
