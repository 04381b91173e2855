import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  FakeProber,
  MINUTE_MS,
  roundOf,
  until,
  type WatchRoom,
  watchRoom,
} from "../../test/support/watch-room.ts";
import type { BodyDetail, BodyList, SiteList, WatchMap } from "./events.ts";

let room: WatchRoom;

/** Three communes of two départements and a site of nobody; Nîmes goes down, Évreux flaps, the others answer. */
beforeAll(async () => {
  room = await watchRoom();
  const sites = [
    ["www.nimes.fr", "commune:30189", ["ville"]],
    ["www.evreux.fr", "commune:27229", ["ville"]],
    ["www.bernay.fr", "commune:27056", []],
    ["=cmd.example.fr", null, ["+1"]],
  ] as const;
  for (const [host, body, tags] of sites) {
    await room.post("/api/watch/sites", {
      url: `https://${host.replace("=", "")}`,
      name: body === null ? "=1+1" : "",
      body,
      tags,
    });
  }
  const prober = new FakeProber(room, room.localToken());
  const scripts = ["uuuuuudddddd", "uuduudduuddu", "uuuuuuuuuuuu", "uuuuuuuuuuuu"];
  for (let n = 0; n < 12; n++) {
    const at = room.clock.now();
    room.clock.advance(71_000);
    await prober.exchange(
      scripts.map((script, site) =>
        roundOf(site + 1, at, script[n] === "u" ? "up" : "down", { address: `203.0.113.${site + 1}` }),
      ),
    );
    room.clock.advance(4 * MINUTE_MS);
  }
  await until(() =>
    room.journal.read({ limit: 50 }).find(({ entry }) => entry.kind === "watch.verdicts-changed"),
  );
}, 30_000);
afterAll(() => room.close());

const list = (query: string) => room.get<SiteList>(`/api/watch/sites${query}`);
const hosts = async (query: string) =>
  (await list(query)).sites.map(({ url }) => url.replace(/^https:\/\/(www\.)?|\.fr$/g, ""));

describe("the national list", () => {
  test.each([
    ["", ["cmd.example", "bernay", "evreux", "nimes"]],
    ["?sort=verdict", ["nimes", "evreux", "cmd.example", "bernay"]],
    ["?q=NIMES", ["nimes"]],
    ["?verdict=inaccessible", ["nimes"]],
    ["?departement=27", ["bernay", "evreux"]],
    ["?kind=commune&tag=ville", ["evreux", "nimes"]],
    ["?kind=none", ["cmd.example"]],
    ["?kind=none&departement=27", []],
    ["?network=203.0.113.2", ["evreux"]],
    ["?network=203.0.113.0/24&limit=2&offset=1", ["bernay", "evreux"]],
    ["?qualifier=slow", []],
    ["?offset=1000", []],
  ])("%s", async (query, expected) => expect(await hosts(query)).toEqual(expected));

  test("counts all that fit, whatever the page holds", async () => {
    expect(await list("?limit=1")).toMatchObject({ total: 4, offset: 0 });
    for (const wrong of [
      "?limit=501",
      "?sort=size",
      "?verdict=down",
      "?offset=-1",
      `?q=${"a".repeat(201)}`,
    ]) {
      expect((await room.ask("GET", `/api/watch/sites${wrong}`)).status).toBe(400);
    }
  });

  test("is a table without formulas", async () => {
    const answer = await room.ask("GET", "/api/watch/sites.csv");
    const text = await answer.text();
    expect(text.split("\r\n")).toHaveLength(6);
    expect(text).toContain(",'=1+1,");
    expect(text).toContain(",'+1,");
  });
});

test("the map adds up by département, overseas included", async () => {
  const { departements, none } = await room.get<WatchMap>("/api/watch/map");
  const of = (code: string) => departements.find((one) => one.code === code);
  expect(of("30")).toMatchObject({ name: "Gard", sites: 1, inaccessible: 1 });
  expect(of("27")).toMatchObject({ sites: 2, accessible: 1 });
  for (const code of ["2A", "971", "988"]) expect(of(code)).toMatchObject({ sites: 0 });
  expect(none).toMatchObject({ sites: 1, accessible: 1 });
});

test("bodies are told by the worst of their sites", async () => {
  const { bodies } = await room.get<BodyList>("/api/watch/bodies?q=gard");
  expect(bodies).toEqual([]);
  const found = await room.get<BodyList>("/api/watch/bodies?q=nimes");
  expect(found.bodies).toMatchObject([{ body: { id: "commune:30189" }, sites: 1, verdict: "inaccessible" }]);
  const body = await room.get<BodyDetail>("/api/watch/bodies/commune:30189");
  expect(body).toMatchObject({ verdict: "inaccessible", sites: [{ site: 1 }] });
  expect((await room.ask("GET", "/api/watch/bodies/commune:00000")).status).toBe(404);
});
