import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { packRound } from "../../src/watch/exchange.ts";
import { History } from "../../src/watch/history/history.ts";
import type { Round } from "../../src/watch/measure.ts";
import type { SiteList, Summary } from "../../src/watch/events.ts";
import { SmallDisk } from "../support/small-disk.ts";
import { FakeProber, MINUTE_MS, roundOf, type WatchRoom, watchRoom } from "../support/watch-room.ts";

/** The watch's history on a disk of its own that fills up: nothing that is said of a site may come of that. */

const DISK_BYTES = 3 * 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), "beffroi-watch-disk-"));
const disk = new SmallDisk(join(folder, "data"), DISK_BYTES);
if (disk.missing !== undefined) process.stderr.write(`watch-disk.crash.ts is skipped: ${disk.missing}\n`);
afterAll(() => {
  disk.takeAway();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(disk.missing !== undefined)("a disk that is full", () => {
  const SITES = 40;
  let room: WatchRoom;
  let prober: FakeProber;
  /** Batches that were not acknowledged, as a prober keeps them. */
  const left: object[] = [];

  beforeAll(async () => {
    room = await watchRoom({ dataFolder: join(folder, "data") });
    for (let n = 0; n < SITES; n++) {
      await room.post("/api/watch/sites", { url: `https://www.ville-${n}.fr`, body: null });
    }
    prober = new FakeProber(room, room.localToken());
    for (let n = 0; n < 6; n++) await prober.exchange(await rounds());
  }, 60_000);
  afterAll(() => room.close());

  async function rounds(): Promise<Round[]> {
    const at = room.clock.now();
    room.clock.advance(5 * MINUTE_MS);
    return Array.from({ length: SITES }, (_, n) => roundOf(n + 1, at));
  }
  /** What the prober has to tell, the oldest first, until something is not taken. */
  async function deliver(): Promise<number> {
    for (let body = left[0]; body !== undefined; body = left[0]) {
      const { status } = await prober.send({ ...body, sentAt: room.clock.now() });
      if (status !== 200) return status;
      left.shift();
    }
    return 200;
  }
  async function measure(): Promise<number> {
    prober.sequence += 1;
    left.push(prober.request(await rounds()));
    return deliver();
  }
  const summary = () => room.get<Summary>("/api/watch/summary");
  const list = () => room.get<SiteList>("/api/watch/sites?limit=100");
  const said = () =>
    room.journal
      .read({ after: 0, limit: 1_000 })
      .filter(({ entry }) => entry.kind.startsWith("watch.verdicts"));
  const expectAllWell = async (n: number) => {
    const { sites } = await list();
    expect(sites).toHaveLength(SITES);
    for (const site of sites) expect(site).toMatchObject({ verdict: "accessible", d: 0, n });
    expect(said()).toEqual([]);
  };

  test("makes no verdict; what is measured waits with its prober, and the summary says why", async () => {
    expect(await summary()).toMatchObject({ historyTrouble: null, historyBufferBytes: 0 });
    // What SQLite had room for in its log may still be written.
    disk.fill();
    let status = await measure();
    for (let n = 0; n < 200 && status === 200; n++) {
      disk.fill();
      status = await measure();
    }
    expect(status).toBe(503);
    const full = await summary();
    expect(full.historyTrouble).toMatchObject({ kind: "full" });
    expect(full.historyBufferBytes).toBeGreaterThan(0);
    await measure();
    await measure();
    expect(left).toHaveLength(3);
    await expectAllWell(7);
  }, 30_000);

  test("does not cost what was not acknowledged when the keeper is killed meanwhile", async () => {
    await room.killAndRestart();
    expect(said()).toEqual([]);
    expect(await deliver()).toBe(503);
    expect(said()).toEqual([]);
  }, 30_000);

  test("is forgotten once there is room: the same rounds are taken, once, and outlive a start", async () => {
    disk.makeRoom();
    expect(await deliver()).toBe(200);
    expect(left).toEqual([]);
    expect(await summary()).toMatchObject({ historyTrouble: null, historyBufferBytes: 0 });
    await expectAllWell(9);
    await room.killAndRestart();
    await expectAllWell(9);
    expect(await measure()).toBe(200);
  }, 30_000);
});

test.skipIf(disk.missing !== undefined)(
  "a start on a full disk reads the past, and acknowledges nothing that is not on disk",
  () => {
    const place = join(folder, "start");
    const small = new SmallDisk(place, 2 * 1024 * 1024);
    const clock = new ManualClock();
    const open = () => new History({ path: join(place, "watch.db"), clock, log: silentLog });
    const batch = (sequence: number) => {
      const rounds = Array.from({ length: 400 }, (_, n) => packRound(roundOf(n + 1, clock.now(), "down")));
      return { vantage: "local", sessionId: "s1", sequence, rounds };
    };
    try {
      const first = open();
      expect(first.take(batch(1)).acknowledged).toBe(1);
      first.close();
      small.fill();
      const full = open();
      expect(full.seen("s1")).toBe(1);
      small.fill();
      let last = 2;
      while (last < 50 && full.take(batch(last)).acknowledged === last) last++;
      expect(full.trouble?.kind).toBe("full");
      full.close();
      small.makeRoom();
      const after = open();
      expect(after.trouble).toBeUndefined();
      expect(after.seen("s1")).toBe(last - 1);
      expect(after.take(batch(last))).toEqual({ isNew: true, acknowledged: last });
      after.close();
    } finally {
      small.takeAway();
    }
  },
);
