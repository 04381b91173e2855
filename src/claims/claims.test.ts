import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type ClaimsRoom, claimsRoom } from "../../test/support/claims-room.ts";
import { DISPATCH_EN, DISPATCH_FR, MARKET, NEXT_DAY, RANSOMWARE } from "../../test/support/claims-texts.ts";
import { dumpViews } from "../../test/support/journal.ts";
import { MINUTE_MS, roundOf, until } from "../../test/support/watch-room.ts";
import type { ClaimsMessage, EventPage, ReadOutcome } from "./answers.ts";
import { claimsViews } from "./index.ts";

/** A day from end to end: measured while it goes on, read afterwards, judged, changed the next day. */

const SITES = {
  "commune:56121": "https://www.lorient.bzh/",
  "commune:42187": "https://www.roanne.fr/",
  "commune:29232": "https://www.quimper.bzh/",
  "commune:81065": "https://www.ville-castres.fr/",
  "commune:39198": "https://www.grand-dole.fr/",
} as const;
type BodyId = keyof typeof SITES;

let room: ClaimsRoom;
const numbers = new Map<string, number>();

/** What each site did at a moment of the day: two never answer, one does not for two quarters of an hour. */
function outcomeAt(body: BodyId, ms: number): "up" | "down" {
  const hour = (ms % 86_400_000) / 3_600_000;
  if (body === "commune:56121" || body === "commune:42187") return "down";
  const quarters = (hour >= 11.25 && hour < 11.5) || (hour >= 11.75 && hour < 12);
  return body === "commune:39198" && quarters ? "down" : "up";
}

beforeAll(async () => {
  room = await claimsRoom();
  for (const [body, url] of Object.entries(SITES)) {
    const { site } = await room.good("alice admin", "POST", "/api/watch/sites", { url, body });
    numbers.set(body, site.site);
  }
  // The whole of 5 January as it is in France, an hour in one exchange.
  for (let hour = 0; hour < 24; hour++) {
    const from = room.clock.now();
    room.clock.advance(60 * MINUTE_MS);
    const rounds = Array.from({ length: 12 }, (_, place) => from + place * 5 * MINUTE_MS).flatMap((at) =>
      (Object.keys(SITES) as BodyId[]).map((body) =>
        roundOf(numbers.get(body) as number, at, outcomeAt(body, at)),
      ),
    );
    await room.measured(rounds);
  }
}, 60_000);
afterAll(async () => {
  await room.close();
});

async function read(name: string, text: string, more: object = {}): Promise<ReadOutcome> {
  const { documents } = await room.good("alice member", "POST", "/api/claims/documents", {
    name,
    text,
    ...more,
  });
  return documents[0];
}

const page = async (event: string): Promise<EventPage> =>
  room.good("alice observer", "GET", `/api/claims/events/${event}`);

/** Verdicts by body, once each has one. */
async function verdicts(event: string): Promise<Record<string, string>> {
  return until(async () => {
    const { bodies } = await page(event);
    if (bodies.some(({ verdict }) => verdict === null)) return undefined;
    return Object.fromEntries(bodies.map(({ body, verdict }) => [body.id, verdict?.verdict ?? ""]));
  });
}

describe("a day of claims", () => {
  let event = "";

  test("a preview writes nothing", async () => {
    const before = room.acts();
    const { documents } = await room.good("alice member", "POST", "/api/claims/documents/preview", {
      name: "depeche.txt",
      text: DISPATCH_FR,
    });
    expect(documents[0].attacks.map((attack: { body: { id: string } }) => attack.body.id).sort()).toEqual([
      "commune:29232",
      "commune:39198",
      "commune:42187",
      "commune:56121",
      "commune:81065",
      "departement:15",
    ]);
    expect(room.acts()).toBe(before);
    expect(readdirSync(join(room.folder)).includes("documents")).toBe(false);
  });

  test("each body gets the verdict of what was measured when it is said to have been attacked", async () => {
    const outcome = await read("depeche.txt", DISPATCH_FR, { publisher: "Le Quotidien" });
    event = outcome.event;
    expect(outcome).toMatchObject({ known: false, joined: false, refused: null });
    expect(await verdicts(event)).toEqual({
      "commune:56121": "confirmed_inaccessible",
      "commune:42187": "inaccessible_own_protection",
      "commune:39198": "confirmed_intermittent",
      "commune:29232": "claimed_but_accessible",
      "commune:81065": "claimed_but_accessible",
      "departement:15": "not_observed",
    });
    const { bodies } = await page(event);
    const lorient = bodies.find(({ body }) => body.id === "commune:56121")?.verdict;
    expect(lorient).toMatchObject({ confirmed: false, rule: "1", because: "down" });
    expect(lorient?.sites[0]?.n).toBeGreaterThanOrEqual(10);
  });

  test("the translation is the same dispatch, and counts once", async () => {
    const outcome = await read("wire.txt", DISPATCH_EN, { publisher: "The Daily" });
    expect(outcome).toMatchObject({ event, joined: true });
    const { row, bodies } = await page(event);
    expect(row).toMatchObject({ documents: 2, dispatches: 1 });
    expect(bodies.every(({ sources }) => sources === 1)).toBe(true);
  });

  test("reading the same again writes nothing", async () => {
    const before = room.acts();
    expect(await read("again.txt", DISPATCH_EN, { publisher: "The Daily" })).toMatchObject({
      known: true,
      event,
    });
    expect(room.acts()).toBe(before);
  });

  test("another attack of the day is another event, and cannot be verified by probing", async () => {
    const outcome = await read("gueret.txt", RANSOMWARE);
    expect(outcome.event).not.toBe(event);
    expect(await verdicts(outcome.event)).toEqual({ "commune:23096": "not_verifiable" });
  });

  test("a day without an attack accuses nobody", async () => {
    expect((await read("marche.txt", MARKET)).attacks).toEqual([]);
  });

  test("what a town says the next day stands beside what it said before", async () => {
    room.clock.advance(20 * 60 * MINUTE_MS);
    const outcome = await read("castres.txt", NEXT_DAY);
    expect(outcome.event).toBe(event);
    const { statements } = await page(event);
    const castres = statements.filter(
      ({ bodies, speaker }) => bodies.includes("commune:81065") && speaker === "victim",
    );
    const stances = castres.map(({ stance }) => stance);
    expect(stances).toContain("no-incident");
    expect(stances).toContain("confirms");
    expect(stances.indexOf("no-incident")).toBeLessThan(stances.indexOf("confirms"));
  });

  test("the strip shows the window and what lies around it", async () => {
    const strip = await room.good(
      "alice observer",
      "GET",
      `/api/claims/events/${event}/strip?body=commune%3A39198&slices=24`,
    );
    const { slices } = strip.sites[0];
    expect(slices).toHaveLength(24);
    expect(slices.some(({ d }: { d: number }) => d > 0)).toBe(true);
    expect(slices.some(({ n, d }: { n: number; d: number }) => n > 0 && d === 0)).toBe(true);
  });

  test("an event, a body, an actor and a document are found again", async () => {
    const { hits } = await room.good("alice observer", "GET", "/api/claims/search?q=lorient");
    expect(hits).toContainEqual(expect.objectContaining({ kind: "body" }));
    const body = await room.good("alice observer", "GET", "/api/claims/bodies/commune%3A81065");
    expect(body).toMatchObject({ watched: 1, events: [{ row: { event } }] });
    const actor = await room.good("alice observer", "GET", "/api/claims/actors/NoName057(16)");
    expect(actor).toMatchObject({ bodies: 6, verdicts: { claimed_but_accessible: 2 } });
    const summary = await room.good("alice observer", "GET", "/api/claims/summary");
    expect(summary).toMatchObject({ events: 2, watching: true });
  });

  test("who looks hears of what changed, at most once a second", async () => {
    const heard: ClaimsMessage[] = [];
    const stop = room.claims.onMessage((message) => heard.push(message));
    const began = performance.now();
    const { event: other } = await read("une.txt", RANSOMWARE.replaceAll("Guéret", "Bourganeuf"));
    const told = () => heard.some(({ events }) => events.some((row) => row.event === other));
    await until(() => (told() ? true : undefined));
    stop();
    expect(heard.length).toBeLessThanOrEqual(1 + (performance.now() - began) / 1_000);
  });

  test("who is named is measured more often, once", async () => {
    const raised = await until(() => {
      const rows = room.journal.query<{ act: string }>(
        "SELECT act FROM claims_acts WHERE what = 'rate-raised'",
      );
      return rows.length > 0 ? rows : undefined;
    });
    expect(raised).toHaveLength(1);
    expect(JSON.parse(raised[0]?.act ?? "").bodies).toHaveLength(5);
  });

  test("after a restart all is as before, and the tables equal their rebuild", async () => {
    const before = await page(event);
    await room.restart();
    expect(await page(event)).toEqual(before);
    const kept = dumpViews(room.path, claimsViews);
    expect(kept.claims_verdicts?.length).toBeGreaterThanOrEqual(7);
    room.journal.rebuildViews("claims");
    expect(dumpViews(room.path, claimsViews)).toEqual(kept);
  });
});
