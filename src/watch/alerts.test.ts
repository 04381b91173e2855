import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  FakeProber,
  MINUTE_MS,
  roundOf,
  until,
  type WatchRoom,
  watchRoom,
} from "../../test/support/watch-room.ts";
import { GATHER_MS, type Message, PAUSE_MS, UNTOLD_MS_MAX } from "./alerts.ts";

let room: WatchRoom;
let prober: FakeProber;
let told: Message[];

beforeEach(async () => {
  told = [];
  room = await watchRoom({
    settings: { alert_groups: ["astreinte", "cabinet"] },
    tell: (message) => told.push(message),
    hasGroup: (name) => name !== "cabinet",
  });
  for (let n = 1; n <= 20; n++)
    await room.post("/api/watch/sites", { url: `https://www.ville-${n}.fr`, body: null });
  prober = new FakeProber(room, room.localToken());
});
afterEach(() => room.close());

/** One round of each site; those below `down` do not answer. Each on a network of its own. */
async function measure(down: number, pauseMs = 2 * MINUTE_MS): Promise<void> {
  const at = room.clock.now();
  room.clock.advance(71_000);
  const rounds = Array.from({ length: 20 }, (_, n) =>
    roundOf(n + 1, at, n < down ? "down" : "up", { address: `203.0.${n}.7` }),
  );
  await prober.exchange(rounds);
  room.clock.advance(pauseMs);
}
const changed = (times: number) =>
  until(() => {
    const found = room.journal
      .read({ limit: 100 })
      .filter(({ entry }) => entry.kind === "watch.verdicts-changed");
    return found.length >= times ? found : undefined;
  });

test("are one message for what changed together, and say from how many points it was measured", async () => {
  for (let n = 0; n < 5; n++) await measure(0);
  for (let n = 0; n < 3; n++) await measure(2);
  await changed(1);
  room.clock.advance(GATHER_MS);
  const [message] = await until(() => (told.length > 0 ? told : undefined));
  expect(message).toMatchObject({
    subject: "Veille\u00a0: 2 sites ont changé d’état",
    // The other group is not there: it keeps nobody of this one from being told.
    groups: ["astreinte"],
    exercise: false,
  });
  expect(message?.text).toContain("Inaccessible\u00a0: www.ville-1.fr, www.ville-2.fr.");
  expect(message?.text).toContain("un seul point");
  expect(message?.text).not.toContain("onfirmé");
  const raised = room.journal.read({ limit: 100 }).find(({ entry }) => entry.kind === "watch.alert-raised");
  expect(raised?.entry.body.sites).toEqual([1, 2]);
});

test("wait for a second point while it answers, and do without it once it is gone", async () => {
  const lyon = { id: "lyon", name: "Lyon", country: "FR", network: "" };
  const { token } = await room.post<{ token: string }>("/api/watch/vantages", lyon);
  const second = new FakeProber(room, token, "00000000000000a2");
  for (let n = 0; n < 5; n++) await measure(0);
  for (let n = 0; n < 4; n++) {
    await second.exchange([]);
    await measure(2, 0);
  }
  await changed(1);
  await second.exchange([]);
  room.clock.advance(GATHER_MS);
  await second.exchange([]);
  await prober.exchange([]);
  await Bun.sleep(1_200);
  expect(told).toEqual([]);
  room.clock.advance(2 * MINUTE_MS);
  await prober.exchange([]);
  const [message] = await until(() => (told.length > 0 ? told : undefined));
  expect(message?.text).toContain("un seul point");
  expect(message?.text).not.toContain("onfirmé");
});

test("do not come again before the pause is over, nor of what is in maintenance", async () => {
  await room.post("/api/watch/maintenance", {
    id: "w-1",
    title: "Mise à jour",
    sites: [2],
    from: new Date(room.clock.now()).toISOString(),
    to: new Date(room.clock.now() + 600 * MINUTE_MS).toISOString(),
  });
  for (let n = 0; n < 5; n++) await measure(0);
  for (let n = 0; n < 3; n++) await measure(2);
  await changed(1);
  room.clock.advance(GATHER_MS);
  await until(() => (told.length === 1 ? told : undefined));
  expect(told[0]?.text).toContain("www.ville-1.fr.");
  expect(told[0]?.text).not.toContain("ville-2");
  for (let n = 0; n < 2; n++) await measure(0, 0);
  await changed(2);
  await Bun.sleep(1_200);
  expect(told).toHaveLength(1);
  room.clock.advance(PAUSE_MS);
  await until(() => (told.length === 2 ? told : undefined));
  expect(told[1]?.text).toContain("Accessible par intermittence\u00a0: www.ville-1.fr.");
}, 30_000);

test("that a kill kept from being told are told after it, once, and not when they are old news", async () => {
  for (let n = 0; n < 5; n++) await measure(0);
  for (let n = 0; n < 3; n++) await measure(2);
  await changed(1);
  await room.killAndRestart();
  room.clock.advance(GATHER_MS);
  await until(() => (told.length > 0 ? told : undefined));
  expect(told[0]?.text).toContain("Inaccessible\u00a0: www.ville-1.fr, www.ville-2.fr.");
  await room.killAndRestart();
  room.clock.advance(PAUSE_MS);
  await Bun.sleep(1_200);
  expect(told).toHaveLength(1);
  for (let n = 0; n < 3; n++) await measure(3, n < 2 ? 2 * MINUTE_MS : 0);
  await changed(2);
  await room.killAndRestart(UNTOLD_MS_MAX + MINUTE_MS);
  await Bun.sleep(1_200);
  expect(told).toHaveLength(1);
}, 30_000);

test("that could not be told are not said to have been", async () => {
  await room.close();
  room = await watchRoom({
    settings: { alert_groups: ["astreinte"] },
    tell: () => {
      throw new Error("There is no group of this name.");
    },
  });
  await room.post("/api/watch/sites", { url: "https://www.ville-1.fr", body: null });
  prober = new FakeProber(room, room.localToken());
  for (const down of [0, 0, 0, 0, 0, 1, 1, 1]) await measure(down);
  await changed(1);
  room.clock.advance(GATHER_MS);
  await Bun.sleep(1_200);
  const kinds = room.journal.read({ limit: 100 }).map(({ entry }) => entry.kind);
  expect(kinds).not.toContain("watch.alert-raised");
});

describe("without groups", () => {
  test("nobody is told", async () => {
    await room.close();
    room = await watchRoom({ tell: (message) => told.push(message) });
    await room.post("/api/watch/sites", { url: "https://www.ville-1.fr", body: null });
    prober = new FakeProber(room, room.localToken());
    for (const down of [0, 0, 0, 0, 0, 1, 1, 1]) await measure(down);
    await changed(1);
    room.clock.advance(GATHER_MS);
    await Bun.sleep(1_200);
    expect(told).toEqual([]);
  });
});
