import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { statSync } from "node:fs";
import type { Started } from "../../bench/harness/process.ts";
import { askFilter, flushFilter } from "../../src/gateway/filter/flush.ts";
import type { Wish } from "../../src/gateway/filter/frames.ts";
import { banScripts, tableScript } from "../../src/gateway/filter/nft.ts";
import { type Peer, peerOf } from "../../src/gateway/filter/peer.ts";
import { FilterReports } from "../../src/gateway/filter/reports.ts";
import { VIOLATIONS_MAX } from "../../src/gateway/filter/violations.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { until } from "../support/town.ts";
import {
  A,
  A6,
  A6_NEIGHBOUR,
  B,
  B6,
  FilterTown,
  NAMED,
  OTHER_PORT,
  PORT,
  PRIVATE,
  SERVER,
  TICKETED,
  whyNot,
} from "./filter-town.ts";

/** The kernel filter with the real nft, and real packets that are dropped, in network namespaces of its own. */

const reason = whyNot();
if (reason !== undefined) console.warn(`the kernel filter cannot be tested here: ${reason}`);
describe.skipIf(reason !== undefined)(
  `the kernel filter${reason === undefined ? "" : ` (${reason})`}`,
  cases,
);

function cases(): void {
  let town: FilterTown;
  let filter: Started;
  beforeAll(async () => {
    town = new FilterTown();
    await town.build();
  }, 30_000);
  afterAll(() => town.destroy());
  beforeEach(async () => {
    filter = await town.readyFilter();
  });
  afterEach(() => filter.stop());

  const ban = (...addresses: string[]): Wish => ({
    ban: addresses.map((address) => ({ address, why: "protocol violation" })),
  });
  const outOfReach = (address: string) =>
    until(async () => !(await town.reaches(address)), `${address} is shut out`, 8_000);
  const reach = async (...addresses: string[]) =>
    Object.fromEntries(await Promise.all(addresses.map(async (one) => [one, await town.reaches(one)])));

  test("drops an address and a /64 on the site's port, nobody else and nothing else, until it is flushed", async () => {
    expect(await reach(A, B, A6, A6_NEIGHBOUR, B6)).toEqual({
      [A]: true,
      [B]: true,
      [A6]: true,
      [A6_NEIGHBOUR]: true,
      [B6]: true,
    });
    expect(await askFilter(town.path, ban(`::ffff:${A}`, A6))).toEqual({ ban: { taken: 2 } });
    await outOfReach(A);
    await outOfReach(A6);
    expect(await reach(A, A6_NEIGHBOUR, B, B6)).toEqual({
      [A]: false,
      [A6_NEIGHBOUR]: false,
      [B]: true,
      [B6]: true,
    });
    expect(await town.reaches(A, OTHER_PORT)).toBe(true);
    expect(await flushFilter(town.path)).toBe(2);
    expect(await reach(A, A6, A6_NEIGHBOUR)).toEqual({ [A]: true, [A6]: true, [A6_NEIGHBOUR]: true });
  }, 40_000);

  test("never drops the operator's list, a private address, itself, or a house that holds tickets", async () => {
    await askFilter(town.path, { spare: ["192.0.2.0/24"] });
    expect(await askFilter(town.path, ban(NAMED, PRIVATE, SERVER, "127.0.0.1", "::1", TICKETED))).toEqual({
      ban: { never: 5, ticketed: 1 },
    });
    await Bun.sleep(1_500);
    expect(await reach(NAMED, PRIVATE, TICKETED)).toEqual({
      [NAMED]: true,
      [PRIVATE]: true,
      [TICKETED]: true,
    });
    expect(town.ruleset()).not.toContain("elements");
  }, 30_000);

  test("lets a house through as soon as it holds a ticket, and drops only what goes on violating", async () => {
    const reports = new FilterReports({ path: town.path, log: silentLog });
    const ticking = setInterval(() => reports.tick(), 100);
    try {
      await until(() => reports.connected, "the gateway is connected");
      for (let n = 0; n <= VIOLATIONS_MAX; n++) reports.violation(A);
      reports.violation(B);
      await outOfReach(A);
      expect(await town.reaches(B)).toBe(true);
      reports.spare("198.51.100.0/24");
      await until(() => town.reaches(A), "the house is let through", 8_000);
    } finally {
      clearInterval(ticking);
      reports.close();
    }
  }, 30_000);

  test("time runs out in the kernel, whatever becomes of the process", async () => {
    await filter.stop();
    town.nft(tableScript([PORT]));
    const peers = [A, A6].map((address) => peerOf(address) as Peer);
    for (const script of banScripts(
      peers.map((peer) => ({ peer, why: "protocol violation", timeoutMs: 4_000 })),
    )) {
      town.nft(script);
    }
    expect(await reach(A, A6)).toEqual({ [A]: false, [A6]: false });
    await Bun.sleep(4_000);
    expect(await reach(A, A6)).toEqual({ [A]: true, [A6]: true });
  }, 30_000);

  test("what is no wish changes nothing in the kernel", async () => {
    const before = town.ruleset();
    const garbage = [
      "flush ruleset",
      '{"ban":[{"address":"198.51.100.7 }; flush ruleset; #","why":"protocol violation"}]}',
      '{"ban":[{"address":"198.51.100.0/24","why":"protocol violation"}]}',
      '{"ban":[{"address":"0.0.0.0/0","why":"protocol violation"}]}',
      '{"ban":[{"address":"@banned4","why":"protocol violation"}]}',
      '{"ban":[{"address":"198.51.100.7","why":"protocol violation }"}]}',
      '{"ban":"198.51.100.7"}',
      '{"spare":["0.0.0.0/0"],"flush":true}',
    ];
    for (const line of garbage) {
      const socket = await Bun.connect({ unix: town.path, socket: { data: () => {} } });
      socket.write(`${line}\n`);
      await Bun.sleep(50);
      socket.terminate();
    }
    await Bun.sleep(1_500);
    expect(town.ruleset()).toBe(before);
    expect(await askFilter(town.path, { status: true })).toMatchObject({
      status: { banned: 0, ticketed: 0, connectionsReadable: true },
    });
  }, 30_000);

  test("the socket is the folder's owner's alone; ended, it leaves neither socket nor table", async () => {
    const { mode, uid } = statSync(town.path);
    expect([mode & 0o777, uid]).toEqual([0o600, statSync(town.folder).uid]);
    expect(town.ruleset()).toContain("table inet beffroi");
    await filter.stop();
    expect(town.ruleset()).not.toContain("beffroi");
    expect(statSync(town.path, { throwIfNoEntry: false })).toBeUndefined();
  }, 30_000);

  test("killed, it starts again with an empty table; a table that somebody removed is made anew", async () => {
    await askFilter(town.path, ban(A));
    await outOfReach(A);
    filter.signal("SIGKILL");
    await filter.exited;
    filter = await town.readyFilter();
    expect(await town.reaches(A)).toBe(true);
    town.nft("flush ruleset");
    await askFilter(town.path, ban(A));
    await until(() => town.ruleset().includes("chain early"), "the table is back", 5_000);
    await askFilter(town.path, ban(A));
    await outOfReach(A);
  }, 40_000);

  test("needs one right only: CAP_NET_ADMIN; without it, it says what to do", async () => {
    await filter.stop();
    const user = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--no-new-privs"];
    const without = town.filter([], user);
    await without.line(/CAP_NET_ADMIN/, 10_000);
    expect(await without.exited).not.toBe(0);
    filter = await town.readyFilter(
      [],
      [
        ...user,
        ...[
          "--inh-caps",
          "-all,+net_admin",
          "--ambient-caps",
          "-all,+net_admin",
          "--bounding-set",
          "-all,+net_admin",
        ],
      ],
    );
    await askFilter(town.path, ban(A));
    await outOfReach(A);
  }, 30_000);

  test("one source that alone holds most of the connections is dropped, the others are not", async () => {
    await filter.stop();
    filter = await town.readyFilter(["--connections-max", "4000"]);
    const reports = new FilterReports({ path: town.path, log: silentLog });
    const ticking = setInterval(() => reports.tick(), 100);
    const holders: Started[] = [];
    try {
      await until(() => reports.connected, "the gateway is connected");
      holders.push(await town.hold(A, 2_200), await town.hold(B, 1_200), await town.hold(NAMED, 2_100));
      await until(async () => !(await town.reaches(A)), "the one with 2,200 is shut out", 25_000);
      expect(await reach(B, NAMED)).toEqual({ [B]: true, [NAMED]: true });
      expect(await askFilter(town.path, { status: true })).toMatchObject({ status: { banned: 1 } });
    } finally {
      clearInterval(ticking);
      reports.close();
      for (const holder of holders) await holder.stop();
    }
  }, 90_000);
}
