import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { FakeProber, MINUTE_MS, roundOf, type WatchRoom, watchRoom } from "../../test/support/watch-room.ts";
import type { SiteDetail, SiteList, Summary } from "./events.ts";
import { EXCHANGES_PER_TEN_SECONDS_MAX, WRONG_TOKENS_PER_TEN_SECONDS_MAX } from "./exchange-route.ts";
import { VANTAGES_MAX } from "./verdict/index.ts";

let room: WatchRoom;
let prober: FakeProber;

beforeEach(async () => {
  room = await watchRoom();
  prober = new FakeProber(room, room.localToken());
});
afterEach(() => room.close());

const addSite = async (host: string): Promise<number> => {
  const { site } = await room.post<{ site: { site: number } }>("/api/watch/sites", {
    url: `https://${host}/`,
    body: null,
  });
  return site.site;
};
const list = () => room.get<SiteList>("/api/watch/sites");

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
