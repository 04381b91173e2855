import { afterAll, beforeAll, expect, test } from "bun:test";
import { type ClaimsRoom, claimsRoom } from "../../test/support/claims-room.ts";
import {
  GOLDEN_SITES,
  type GoldenBody,
  goldenOutcome,
  OLDER_CAEN,
  OLDER_SUBURBS,
  REGION_NEXT_DAY,
  WIRE_EN,
  WIRE_FR,
} from "../../test/support/golden-day.ts";
import { MINUTE_MS, roundOf, until } from "../../test/support/watch-room.ts";
import type { EventPage, ReadOutcome } from "./answers.ts";

/** The day by which the register is judged: what a careful reader would note of it, beside what was measured of it. */

const BODIES = Object.keys(GOLDEN_SITES) as GoldenBody[];
const IN_TROUBLE: Partial<Record<GoldenBody, string>> = {
  "commune:13055": "inaccessible_own_protection",
  "commune:65440": "confirmed_inaccessible",
  "departement:31": "confirmed_intermittent",
};

let room: ClaimsRoom;
let event = "";

beforeAll(async () => {
  room = await claimsRoom();
  const numbers = new Map<GoldenBody, number>();
  for (const body of BODIES) {
    const { site } = await room.good("alice admin", "POST", "/api/watch/sites", {
      url: GOLDEN_SITES[body],
      body,
    });
    numbers.set(body, site.site);
  }
  for (let hour = 0; hour < 24; hour++) {
    const from = room.clock.now();
    room.clock.advance(60 * MINUTE_MS);
    const moments = Array.from({ length: 12 }, (_, n) => from + n * 5 * MINUTE_MS);
    const rounds = moments.flatMap((at) =>
      BODIES.map((body) => roundOf(numbers.get(body) as number, at, goldenOutcome(body, at))),
    );
    await room.measured(rounds);
  }
}, 60_000);
afterAll(() => room.close());

async function read(name: string, text: string, more: object = {}): Promise<ReadOutcome> {
  const path = "/api/claims/documents";
  const { documents } = await room.good("alice member", "POST", path, { name, text, ...more });
  return documents[0];
}

const page = (of: string): Promise<EventPage> =>
  room.good("alice observer", "GET", `/api/claims/events/${of}`);

async function verdicts(of: string): Promise<Record<string, string>> {
  return until(async () => {
    const { bodies } = await page(of);
    if (bodies.some(({ verdict }) => verdict === null)) return undefined;
    return Object.fromEntries(bodies.map(({ body, verdict }) => [body.id, verdict?.verdict ?? ""]));
  });
}

/** What is said of a body by itself or the press, in the order in which it was said. */
async function said(body: string, speaker: string): Promise<string[]> {
  const { statements } = await page(event);
  return statements
    .filter((one) => one.bodies.includes(body) && one.speaker === speaker)
    .map(({ stance }) => stance);
}

test("both versions of the wire story are one dispatch of one event", async () => {
  const french = await read("depeche.txt", WIRE_FR, { publisher: "Le Quotidien" });
  const english = await read("wire.txt", WIRE_EN, { publisher: "The Daily" });
  event = french.event;
  expect(english).toMatchObject({ event, joined: true, dispatch: french.dispatch });
  expect((await page(event)).row).toMatchObject({ documents: 2, dispatches: 1, type: "ddos" });
});

test("each body has the verdict of that afternoon: one shielded, one down, one now and then, twelve that answered", async () => {
  const expected = Object.fromEntries(
    BODIES.map((body) => [body, IN_TROUBLE[body] ?? "claimed_but_accessible"]),
  );
  expect(Object.values(expected).filter((one) => one === "claimed_but_accessible")).toHaveLength(12);
  const found = await verdicts(event);
  expect(found).toEqual(expected);
  const { bodies } = await page(event);
  for (const { body, verdict } of bodies) {
    expect(verdict?.confirmed, body.id).toBe(false);
    expect(verdict?.sites[0]?.n, body.id).toBeGreaterThanOrEqual(4);
  }
});

test("an older case in the same text accuses nobody", async () => {
  const { bodies } = await page(event);
  expect(bodies.map(({ body }) => body.name).filter((name) => /Assemblée/.test(name))).toEqual([]);
});

test("three say that they noticed nothing, and one says otherwise the day after: both stand", async () => {
  for (const body of ["commune:64445", "commune:49007", "departement:40"]) {
    expect(await said(body, "victim"), body).toContain("no-incident");
  }
  room.clock.advance(20 * 60 * MINUTE_MS);
  const outcome = await read("region.txt", REGION_NEXT_DAY, {
    publisher: "Le Courrier",
    publishedAt: "2026-01-06",
  });
  expect(outcome.event).toBe(event);
  const angers = await said("commune:49007", "victim");
  expect(angers).toContain("confirms");
  expect(angers.indexOf("no-incident")).toBeLessThan(angers.lastIndexOf("confirms"));
  const found = await verdicts(event);
  expect(found["commune:49007"]).toBe("claimed_but_accessible");
  const { row } = await page(event);
  expect(row).toMatchObject({ documents: 3, dispatches: 2 });
});

test("older cases are events of their own, and no site that answers proves anything of them", async () => {
  const suburbs = await read("banlieue.txt", OLDER_SUBURBS, { publishedAt: "2020-12-11" });
  const caen = await read("caen.txt", OLDER_CAEN, { publishedAt: "2022-09-27" });
  const events = new Set(
    [suburbs, caen].flatMap(({ event: own, attacks }) => [own, ...attacks.map((one) => one.event)]),
  );
  expect(events.has(event)).toBe(false);
  const found = Object.assign({}, ...(await Promise.all([...events].map(verdicts))));
  expect(found).toEqual({
    "commune:93055": "not_verifiable",
    "commune:93010": "not_verifiable",
    "commune:14118": "not_verifiable",
  });
});
