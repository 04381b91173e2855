import { afterEach, beforeEach, expect, test } from "bun:test";
import { type ClaimsRoom, claimsRoom } from "../../test/support/claims-room.ts";
import { dumpViews } from "../../test/support/journal.ts";
import type { ClaimsMessage, EventPage, Queue, QueueItem } from "./answers.ts";
import { claimsViews } from "./index.ts";
import { openPairs } from "./near.ts";

/** Events that look alike and are two; and the one figure of what waits. */

let room: ClaimsRoom;
beforeEach(async () => {
  room = await claimsRoom({ watching: false });
});
afterEach(async () => {
  const kept = dumpViews(room.path, claimsViews);
  room.journal.rebuildViews("claims");
  expect(dumpViews(room.path, claimsViews)).toEqual(kept);
  await room.close();
});

const MONDAY = `Vannes : le site de la ville inaccessible

Vannes, 5 janvier 2026. Le site internet de la ville de Vannes est inaccessible lundi à la suite d'une attaque par déni de service revendiquée par NoName057(16).
`;
const OTHER_ACTOR = `Vannes : le site municipal hors ligne

Vannes, 5 janvier 2026. Le site internet de la ville de Vannes est inaccessible lundi à la suite d'une attaque par déni de service revendiquée par Dark Storm Team.
`;

const read = async (name: string, text: string, more: object = {}) =>
  (await room.good("alice member", "POST", "/api/claims/documents", { name, text, ...more })).documents[0];
const queue = (): Promise<Queue> => room.good("alice observer", "GET", "/api/claims/queue?limit=200");
const page = (event: string): Promise<EventPage> =>
  room.good("alice observer", "GET", `/api/claims/events/${event}`);
const asked = ({ items }: Queue) =>
  items.filter((item): item is Extract<QueueItem, { kind: "same-event" }> => item.kind === "same-event");
const part = (event: string, other: string, as = "bob member") =>
  room.ask(as, "POST", `/api/claims/events/${event}/part`, { other });

test("two events that look alike are asked once; kept apart, never again; joined, one", async () => {
  const [first, second] = [await read("lundi.txt", MONDAY), await read("autre.txt", OTHER_ACTOR)];
  expect(second.event).not.toBe(first.event);
  const before = await queue();
  expect(asked(before).map(({ event, other }) => [event, other].sort())).toEqual([
    [first.event, second.event].sort(),
  ]);

  expect((await part(first.event, second.event, "bob observer")).status).toBe(403);
  expect((await part(first.event, second.event)).body.parted).toEqual([first.event, second.event]);
  const entries = room.acts();
  expect((await part(second.event, first.event)).status).toBe(200);
  expect(room.acts()).toBe(entries);

  const after = await queue();
  expect(asked(after)).toEqual([]);
  expect(after.total).toBe(before.total - 1);
  expect((await page(first.event)).near).toMatchObject([{ event: second.event, parted: true }]);

  const merge = { into: first.event, reason: "Finalement la même." };
  await room.good("bob member", "POST", `/api/claims/events/${second.event}/merge`, merge);
  expect((await page(first.event)).row.documents).toBe(2);
});

test("an event is not kept apart from itself, from one that is not there, or from a drill", async () => {
  const first = await read("lundi.txt", MONDAY);
  const drill = await read("exercice.txt", OTHER_ACTOR, { exercise: true });
  const code = async (other: string) => (await part(first.event, other)).body.error.code;
  expect(await code(first.event)).toBe("same-event");
  expect(await code("e-0000000000000000")).toBe("not-found");
  expect(await code(drill.event)).toBe("mixed-exercise");
});

test("queue, summary and live stream say the same figure, of every sort of doubt and without drills", async () => {
  const told: ClaimsMessage[] = [];
  room.claims.onMessage((message) => told.push(message));
  const unplaced = MONDAY.replaceAll("Vannes", "Saint-Aubin").replaceAll("ville de", "mairie de");
  await read("lundi.txt", MONDAY);
  await read("autre.txt", OTHER_ACTOR);
  await read("saint-aubin.txt", unplaced);
  await read("exercice.txt", unplaced.replaceAll("lundi", "ce lundi"), { exercise: true });
  const { total, items } = await queue();
  expect(total).toBe(items.length);
  expect(new Set(items.map(({ kind }) => kind)).size).toBeGreaterThan(1);
  expect((await room.good("alice observer", "GET", "/api/claims/summary")).toReview).toBe(total);
  for (let tries = 0; told.at(-1)?.toReview !== total && tries < 100; tries++) await Bun.sleep(50);
  expect(told.at(-1)?.toReview).toBe(total);
});

test("likeness is scored once for all who ask, and anew when somebody reads or decides", async () => {
  const pairs = openPairs(counted());
  const stop = room.journal.follow(pairs.hear);
  await read("lundi.txt", MONDAY);
  const [before] = [asks, pairs.now(), pairs.now()];
  const once = asks - before;
  expect(pairs.now()).toEqual([]);
  expect(asks - before).toBe(once);
  await read("autre.txt", OTHER_ACTOR);
  const [pair] = pairs.now();
  expect(asks - before).toBeGreaterThan(once);
  const scored = asks;
  expect(pairs.now()).toHaveLength(1);
  expect(asks).toBe(scored);
  await part(pair?.event ?? "", pair?.other ?? "");
  expect(pairs.now()).toEqual([]);
  stop();
});

let asks = 0;
/** The room's journal; counts what is asked of it. */
function counted(): Parameters<typeof openPairs>[0] {
  return {
    query: (...asked) => {
      asks++;
      return room.journal.query(...asked);
    },
  };
}
