import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { FakeProber, MINUTE_MS, roundOf, type WatchRoom, watchRoom } from "../../test/support/watch-room.ts";
import { exchangeAnswerSchema } from "./exchange.ts";
import { openapi, operations } from "./openapi.ts";

let room: WatchRoom;
const answered = new Map<string, unknown>();
let site = 0;

/** A room with a site that failed, a point of measurement, a maintenance: every kind of answer has something in it. */
beforeAll(async () => {
  room = await watchRoom({ settings: { public: true } });
  const keep = async (name: string, body: unknown) => {
    const path = name.replace(/^POST /, "").replace(":site", String(site));
    answered.set(name, await room.post(path, body));
  };
  await keep("POST /api/watch/sites", {
    url: "https://www.landes.fr",
    body: "departement:40",
    tags: ["essai"],
  });
  site = (answered.get("POST /api/watch/sites") as { site: { site: number } }).site.site;
  const prober = new FakeProber(room, room.localToken());
  for (const letter of "uuuuusdddd") {
    const at = room.clock.now();
    room.clock.advance(71_000);
    const outcome = letter === "u" ? "up" : letter === "s" ? "shaky" : "down";
    answered.set("POST /api/watch/exchange", await prober.exchange([roundOf(site, at, outcome)]));
    room.clock.advance(4 * MINUTE_MS);
  }
  await keep("POST /api/watch/sites/:site/change", { change: { field: "name", old: "", new: "Les Landes" } });
  await keep("POST /api/watch/tags", { sites: [site], add: ["dept"], remove: [] });
  await keep("POST /api/watch/rates", { sites: [site], reason: "essai", minutes: 30 });
  await keep("POST /api/watch/vantages", { id: "lyon", name: "Lyon", country: "FR" });
  await keep("POST /api/watch/maintenance", {
    id: "w-essai",
    title: "Essai",
    sites: [site],
    from: new Date(room.clock.now()).toISOString(),
    to: new Date(room.clock.now() + 60 * MINUTE_MS).toISOString(),
  });
  await keep("POST /api/watch/imports/preview", { text: "www.ville-pau.fr\nhttps://www.tarbes.fr\n::::" });
  await keep("POST /api/watch/imports", { id: "m-essai", text: "www.ville-pau.fr", source: "essai" });
}, 30_000);
afterAll(() => room.close());

test("every route of the watch is in the document, with the role that it needs, and nothing else is", () => {
  const named = (one: { method: string; path: string; needs: string }) =>
    `${one.method} ${one.path} ${one.needs}`;
  expect(operations.map(named).sort()).toEqual([...room.watch.routes].map(named).sort());
});

test("the document is one, and every pointer in it leads somewhere", async () => {
  const document = await room.get<{ openapi: string; paths: object; components: { schemas: object } }>(
    "/api/watch/openapi.json",
  );
  expect(document.openapi).toBe("3.1.0");
  expect(document as object).toEqual(JSON.parse(JSON.stringify(openapi())));
  const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to ?? "");
  expect(pointers.length).toBeGreaterThan(20);
  const known = new Set(
    Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`),
  );
  expect(pointers.filter((to) => !known.has(to))).toEqual([]);
});

const readings = operations.filter(({ method, answer }) => method === "GET" && typeof answer !== "string");

describe("what is answered fits the document, with nothing besides", () => {
  test.each(readings.map((one) => [one.path, one] as const))("GET %s", async (path, { answer }) => {
    if (typeof answer === "string") throw new Error("not reached");
    const now = room.clock.now();
    const window = `?from=${new Date(now - 60 * MINUTE_MS).toISOString()}&to=${new Date(now).toISOString()}`;
    const query = path.endsWith("/verdict") ? window : path.endsWith("/gazetteer") ? "?q=landes" : "";
    const said = await room.get(
      path.replace(":site", String(site)).replace(":body", "departement:40") + query,
    );
    expect(answer.parse(said)).toEqual(said);
  });

  test.each(
    operations.filter(({ method }) => method === "POST").map((one) => [`POST ${one.path}`, one] as const),
  )("%s", (name, { answer }) => {
    const said = answered.get(name);
    // A table has no schema.
    if (typeof answer === "string") return;
    // Acts that end something answer with nothing.
    if (said === undefined) {
      expect(name).toMatch(/remove$|cancel$/);
      return;
    }
    if (typeof answer === "string") throw new Error("not reached");
    expect(answer.parse(said)).toEqual(said);
  });

  test("an exchange is answered as its prober checks it", () => {
    expect(exchangeAnswerSchema.safeParse(answered.get("POST /api/watch/exchange")).success).toBe(true);
  });
});
