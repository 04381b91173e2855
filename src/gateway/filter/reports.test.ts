import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { until } from "../../../test/support/town.ts";
import { BANS_MAX, NEW_PER_SECOND_MAX } from "./bans.ts";
import type { Filter } from "./filter.ts";
import { A, FilterRig } from "./fixture.ts";
import { askFilter } from "./flush.ts";
import { BANS_A_FRAME_MAX } from "./frames.ts";
import { FilterReports } from "./reports.ts";
import { VIOLATIONS_MAX } from "./violations.ts";

let rig: FilterRig;
beforeEach(() => {
  rig = new FilterRig();
});
afterEach(() => rig.close());

describe("the gateway's reports", () => {
  async function connected(): Promise<[Filter, FilterReports]> {
    const filter = await rig.startServing();
    const reports = rig.startReports();
    reports.tick();
    await until(() => reports.connected, "the connection");
    return [filter, reports];
  }
  const status = async () =>
    (await askFilter(rig.path, { status: true })) as { status: { banned: number; ticketed: number } };
  const offend = (reports: FilterReports, address: string) => {
    for (let n = 0; n <= VIOLATIONS_MAX; n++) reports.violation(address);
  };

  test("who goes on violating is asked for, after the tickets were told", async () => {
    const [, reports] = await connected();
    reports.spare("192.0.2.0/24");
    offend(reports, A);
    for (let n = 0; n < VIOLATIONS_MAX; n++) reports.violation("198.51.100.8");
    reports.tick();
    await until(async () => (await status()).status.ticketed === 1, "the ticketed prefix");
    expect((await status()).status).toMatchObject({ banned: 0, gateways: 1 });
    reports.tick();
    await until(async () => (await status()).status.banned === 1, "the ban");
  });

  test("a ticketed prefix is not asked for, also when the ticket came after the violations", async () => {
    const [, reports] = await connected();
    reports.spare("198.51.100.0/24");
    offend(reports, A);
    offend(reports, "203.0.114.9");
    reports.spare("203.0.114.0/24");
    for (let n = 0; n < 3; n++) reports.tick();
    await until(async () => (await status()).status.ticketed === 2, "both prefixes");
    expect((await status()).status.banned).toBe(0);
  });

  test("a filter that comes late, or again, hears of all tickets", async () => {
    const reports = rig.startReports();
    for (let n = 0; n < 12_000; n++) reports.spare(`12.${n >> 8}.${n & 255}.0/24`);
    offend(reports, A);
    reports.tick();
    await rig.startServing();
    rig.now += 5_000;
    await until(() => {
      reports.tick();
      return reports.connected;
    }, "the connection");
    await until(async () => {
      reports.tick();
      return (await status()).status.ticketed === 12_000;
    }, "all prefixes");
    expect((await status()).status.banned).toBe(0);
    await rig.open.splice(rig.open.length - 1)[0]?.();
    await until(() => !reports.connected, "the loss");
    await rig.startServing();
    rig.now += 5_000;
    await until(async () => {
      reports.tick();
      return reports.connected && (await status()).status.ticketed === 12_000;
    }, "all prefixes again");
  });

  test("a flood of sources that violate stays within the bounds of a frame and of a second", async () => {
    const [filter, reports] = await connected();
    reports.tick();
    for (let n = 0; n < 2 * NEW_PER_SECOND_MAX; n++) offend(reports, `13.${n >> 8}.${n & 255}.1`);
    reports.tick();
    await until(async () => (await status()).status.banned === NEW_PER_SECOND_MAX, "one second's worth");
    await filter.tick();
    expect(rig.scripts.at(-1)?.match(/timeout/g)?.length).toBe(NEW_PER_SECOND_MAX);
    expect(BANS_A_FRAME_MAX * 100).toBeLessThan(BANS_MAX);
  });

  test("without a filter nothing is said", async () => {
    const said: string[] = [];
    const reports = new FilterReports({
      path: rig.path,
      log: (_, message) => void said.push(message),
      now: () => rig.now,
    });
    for (let n = 0; n < 20; n++) {
      offend(reports, `13.0.0.${n}`);
      reports.tick();
      rig.now += 1_000;
      await Bun.sleep(1);
    }
    reports.close();
    expect(said).toEqual([]);
  });
});
