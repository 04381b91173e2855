import { afterEach, beforeEach, expect, test } from "bun:test";
import {
  FakeProber,
  MINUTE_MS,
  roundOf,
  until,
  type WatchRoom,
  watchRoom,
} from "../../test/support/watch-room.ts";
import { REST_MS } from "./settled.ts";

let room: WatchRoom;
let local: FakeProber;
let lyon: FakeProber;
let token: string;

beforeEach(async () => {
  room = await watchRoom();
  local = new FakeProber(room, room.localToken());
  const added = await room.post<{ token: string }>("/api/watch/vantages", {
    id: "lyon",
    name: "Lyon",
    country: "FR",
  });
  token = added.token;
  lyon = new FakeProber(room, token, "00000000000000c3");
  for (const host of ["www.une.fr", "www.deux.fr"])
    await room.post("/api/watch/sites", { url: `https://${host}`, body: null });
});
afterEach(() => room.close());

const entries = (kind: string) =>
  room.journal.read({ limit: 200 }).filter(({ entry }) => entry.kind === kind);

test("a day later, a word that late rounds contradict is said to have been another; one that holds is not", async () => {
  const seen: ReturnType<typeof roundOf>[] = [];
  const late: ReturnType<typeof roundOf>[] = [];
  for (let n = 0; n < 12; n++) {
    const at = room.clock.now();
    room.clock.advance(71_000);
    const outcome = n < 6 ? "up" : "down";
    // For the local point both sites go down. What Lyon sees of the second one arrives much later: it was up
    // for Lyon, and two points that disagree for long are "now and then".
    seen.push(roundOf(1, at, outcome), roundOf(2, at, outcome));
    late.push(roundOf(2, at + 1_000, "up"));
    // All at once in the end, so that the word turns at one moment, however slow the machine is.
    await local.exchange(n < 6 ? seen.splice(0) : []);
    if (n < 6) await lyon.exchange([roundOf(1, at + 1_000), roundOf(2, at + 1_000)]);
    else late.push(roundOf(1, at + 1_000, "down"));
    room.clock.advance(5 * MINUTE_MS - 71_000);
  }
  await local.exchange(seen);
  await until(() => (entries("watch.verdicts-changed").length > 0 ? true : undefined));
  await lyon.exchange(late.sort((a, b) => a.at - b.at));
  room.clock.advance(24 * 60 * MINUTE_MS + REST_MS);
  const settled = await until(() => {
    const found = entries("watch.verdicts-settled");
    return found[0];
  });
  const { changes } = settled.entry.body as {
    changes: { site: number; was: string; is: { verdict: string } }[];
  };
  expect(changes.map(({ site, was, is }) => [site, was, is.verdict])).toEqual([
    [2, "inaccessible", "intermittent"],
  ]);
}, 30_000);
