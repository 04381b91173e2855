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

import { EXCHANGES_PER_TEN_SECONDS_MAX, WRONG_TOKENS_PER_TEN_SECONDS_MAX } from "./exchange-route.ts";
import { VANTAGES_MAX } from "./verdict/index.ts";

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

describe("an exchange", () => {
  test("brings the plan, first whole, then what changed", async () => {
    const site = await addSite("www.ville-test.fr");
    const first = await prober.exchange([]);
    expect(first).toMatchObject({ acknowledged: 1, vantage: "local", entries: { count: 0 } });
    expect(first.plan).toMatchObject({ whole: true, more: false, removed: [] });
    expect(first.plan.sites.map(([n, , url]) => [n, url])).toEqual([[site, "https://www.ville-test.fr"]]);
    expect((await prober.exchange([])).plan).toMatchObject({ whole: false, sites: [] });
    await room.post("/api/watch/rates", { sites: [site], reason: "named in a claim", minutes: 60 });
    const [raised] = (await prober.exchange([])).plan.sites;
    expect(raised?.[4]).toBe(room.clock.now() + 60 * MINUTE_MS);
    await room.post("/api/watch/sites/remove", { sites: [site], reason: "closed" });
    expect((await prober.exchange([])).plan).toMatchObject({ removed: [site], sites: [] });
  });

  test("needs a vantage's own token, and says what is wrong otherwise", async () => {
    const refused = async (answer: Response) => [
      answer.status,
      ((await answer.json()) as { error: { code: string } }).error.code,
    ];
    prober.sequence = 1;
    expect(await refused(await prober.send(prober.request([]), "wrong-token-wrong-token"))).toEqual([
      401,
      "unknown-vantage",
    ]);
    expect(await refused(await prober.send(prober.request([], { vantage: "lyon" })))).toEqual([
      409,
      "other-vantage",
    ]);
    expect(await refused(await prober.send({ v: 1 }))).toEqual([400, "bad-request"]);
    expect(await refused(await prober.send(prober.request([], { rounds: [[1, 2, 3]] })))).toEqual([
      400,
      "bad-request",
    ]);
  });

  test("that comes twice counts once; a round of no site of ours, or of another time, counts never", async () => {
    const site = await addSite("www.ville-test.fr");
    const now = room.clock.now();
    const body = prober.request(
      [
        roundOf(site, now - 1_000),
        roundOf(site + 1, now - 1_000),
        roundOf(site, now + 10 * MINUTE_MS),
        roundOf(site, now - 72 * 60 * MINUTE_MS),
      ],
      { sequence: 1 },
    );
    for (let n = 0; n < 3; n++) expect((await prober.send(body)).status).toBe(200);
    const { days } = await room.get<SiteDetail>(`/api/watch/sites/${site}`);
    expect(days.reduce((sum, one) => sum + one.n, 0)).toBe(1);
  });

  test("of a prober whose clock is off is heard, but what it measured does not count", async () => {
    const site = await addSite("www.ville-test.fr");
    await prober.exchange([roundOf(site, room.clock.now())], { sentAt: room.clock.now() + 10 * MINUTE_MS });
    const { vantages } = await room.get<Summary>("/api/watch/summary");
    expect(vantages[0]).toMatchObject({ id: "local", health: "down" });
    expect(vantages[0]?.why).toContain("its clock says");
    expect((await list()).sites[0]?.lastAt).toBeNull();
  });
});

describe("more than a prober sends", () => {
  test("is refused, with its token and without", async () => {
    prober.sequence = 1;
    const statuses: number[] = [];
    for (let n = 0; n <= EXCHANGES_PER_TEN_SECONDS_MAX; n++)
      statuses.push((await prober.send(prober.request([]))).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(EXCHANGES_PER_TEN_SECONDS_MAX);
    expect(statuses.at(-1)).toBe(429);
    const wrong: number[] = [];
    for (let n = 0; n <= WRONG_TOKENS_PER_TEN_SECONDS_MAX; n++)
      wrong.push((await prober.send({}, "x".repeat(43))).status);
    expect([wrong[0], wrong.at(-1)]).toEqual([401, 429]);
    room.clock.advance(10_000);
    expect((await prober.send(prober.request([]))).status).toBe(200);
  }, 30_000);

  test("points of measurement there can be twelve of, removed ones included", async () => {
    for (let n = 1; n < VANTAGES_MAX; n++) {
      await room.post("/api/watch/vantages", { id: `point-${n}`, name: `Point ${n}`, country: "FR" });
    }
    const add = (id: string) => room.ask("POST", "/api/watch/vantages", { id, name: id, country: "FR" });
    const code = async (answer: Response) =>
      ((await answer.json()) as { error: { code: string } }).error.code;
    expect(await code(await add("one-more"))).toBe("too-many-vantages");
    expect(await code(await add("point-1"))).toBe("already-exists");
    expect(await code(await add("local"))).toBe("already-exists");
    await room.post("/api/watch/vantages/point-1/remove", { reason: "moved" });
    expect(await code(await add("one-more"))).toBe("too-many-vantages");
    expect((await add("point-1")).status).toBe(200);
    expect((await room.ask("POST", "/api/watch/vantages/nobody/remove", { reason: "x" })).status).toBe(404);
  });
});

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
