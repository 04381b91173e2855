import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../../test/support/town.ts";
import { silentLog } from "../../kernel/log.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { FRAME_BYTES_MAX } from "../link/frames.ts";
import { BANS_MAX, NEW_PER_SECOND_MAX } from "./bans.ts";
import type { Connections } from "./connections.ts";
import { Filter, type FilterOptions } from "./filter.ts";
import { askFilter, flushFilter } from "./flush.ts";
import { BANS_A_FRAME_MAX, filterPath } from "./frames.ts";
import { FLUSH_SCRIPT, REMOVE_SCRIPT } from "./nft.ts";
import { NeverTaken } from "./peer.ts";
import { FilterReports } from "./reports.ts";
import { CONNECTIONS_MAX, serveFilter } from "./serve-filter.ts";
import { TICKETED_PREFIXES_MAX } from "./ticketed.ts";
import { VIOLATIONS_MAX } from "./violations.ts";

const A = "198.51.100.7";
let folder: string;
let path: string;
let now: number;
/** What nft was given, in order; `refuse` makes it fail. */
let scripts: string[];
let refuse: (script: string) => boolean;
let connections: () => Connections;
let failures: unknown[];
const open: Array<() => unknown> = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-filter-"));
  path = filterPath(folder);
  now = 1_000_000;
  scripts = [];
  failures = [];
  refuse = () => false;
  connections = () => ({ total: 0, bySource: new Map() });
});

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  rmSync(folder, { recursive: true, force: true });
});

async function startFilter(change: Partial<FilterOptions> = {}): Promise<Filter> {
  return Filter.start({
    ports: [80, 443],
    never: new NeverTaken({
      networks: ["203.0.113.0/24"],
      setting: "--never",
      ownAddresses: () => ["198.51.100.1"],
    }),
    connectionsMax: 20_000,
    nft: async (script) => {
      scripts.push(script);
      if (refuse(script)) throw new Refusal("nft-failed", "No such table.", "nft", "Look.");
    },
    readConnections: () => connections(),
    log: silentLog,
    now: () => now,
    onFailure: (error) => void failures.push(error),
    ...change,
  });
}

async function startServing(): Promise<Filter> {
  const filter = await startFilter();
  open.push(serveFilter(path, filter, silentLog));
  return filter;
}

function startReports(): FilterReports {
  const reports = new FilterReports({ path, log: silentLog, now: () => now });
  open.push(() => reports.close());
  return reports;
}

const wish = (...addresses: string[]) => ({
  ban: addresses.map((address) => ({ address, why: "protocol violation" as const })),
});
/** Sends raw text and gives all that came back until the other end closed, or for as long as `quietMs`. */
async function raw(text: string, quietMs = 2_000): Promise<string> {
  let heard = "";
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = await Bun.connect({
    unix: path,
    socket: {
      data: (_, bytes) => {
        heard += bytes.toString();
      },
      close: () => resolve(),
      error: () => resolve(),
    },
  });
  for (let at = 0; at < text.length && socket.readyState === 1; ) {
    at += Math.max(socket.write(text.slice(at)), 0);
    await Bun.sleep(1);
  }
  await Promise.race([promise, Bun.sleep(quietMs)]);
  socket.terminate();
  return heard;
}

describe("the filter", () => {
  test("starts with an empty table, tells the kernel once a second, and leaves nothing", async () => {
    const filter = await startFilter();
    expect(scripts.splice(0)[0]).toContain("tcp dport { 80, 443 }");
    await filter.tick();
    expect(scripts).toEqual([]);
    const reporter = filter.connected();
    expect(await filter.obey(wish(A, A, "203.0.113.4", "198.51.100.1", "10.0.0.1", "x"), reporter)).toEqual({
      ban: { taken: 1, already: 1, never: 3, invalid: 1 },
    });
    expect(scripts).toEqual([]);
    await filter.tick();
    expect(scripts.splice(0)).toEqual([`add element inet beffroi banned4 { ${A} timeout 300s }\n`]);
    await filter.stop();
    expect(scripts).toEqual([REMOVE_SCRIPT]);
  });

  test("does not start when nft cannot", async () => {
    refuse = () => true;
    await expect(startFilter()).rejects.toBeInstanceOf(Refusal);
  });

  test("a ticket spares its prefix before and after", async () => {
    const filter = await startFilter();
    const reporter = filter.connected();
    await filter.obey({ spare: ["192.0.2.0/24", "0.0.0.0/0", "x"] }, reporter);
    expect(await filter.obey(wish("192.0.2.200", A), reporter)).toEqual({ ban: { ticketed: 1, taken: 1 } });
    await filter.tick();
    scripts.splice(0);
    expect(await filter.obey({ spare: ["198.51.100.0/24"] }, reporter)).toEqual({ spare: 1, invalid: 0 });
    await filter.tick();
    expect(scripts).toEqual([
      `add element inet beffroi banned4 { ${A} timeout 1s }\ndelete element inet beffroi banned4 { ${A} }\n`,
    ]);
  });

  test("takes nobody when more prefixes hold tickets than it can know", async () => {
    const filter = await startFilter();
    const reporter = filter.connected();
    const all = Array.from({ length: TICKETED_PREFIXES_MAX }, (_, n) => `12.${n >> 8}.${n & 255}.0/24`);
    await filter.obey({ spare: all }, reporter);
    expect(await filter.obey(wish(A), reporter)).toEqual({ ban: { ticketed: 1 } });
    expect(await filter.obey({ status: true }, reporter)).toMatchObject({
      status: { ticketed: TICKETED_PREFIXES_MAX },
    });
  });

  test("flush empties the sets and what waits; those who ask at once share one", async () => {
    const filter = await startFilter();
    const reporter = filter.connected();
    await filter.obey(wish(A), reporter);
    await filter.tick();
    await filter.obey(wish("198.51.100.8"), reporter);
    scripts.splice(0);
    const flushed = await Promise.all([1, 2, 3].map(() => filter.obey({ flush: true }, reporter)));
    expect(flushed).toEqual([{ flushed: 2 }, { flushed: 2 }, { flushed: 2 }]);
    await filter.tick();
    expect(scripts).toEqual([FLUSH_SCRIPT]);
  });

  test("a table that somebody removed is made anew, and everybody is let through", async () => {
    const filter = await startFilter();
    const reporter = filter.connected();
    await filter.obey(wish(A), reporter);
    refuse = (script) => script.startsWith("add element");
    await filter.tick();
    expect(scripts.map((script) => script.slice(0, 11))).toEqual([
      "add table i",
      "add element",
      "add table i",
    ]);
    expect(failures).toEqual([]);
    refuse = () => false;
    expect(await filter.obey(wish(A), reporter)).toEqual({ ban: { taken: 1 } });
  });

  test("when the table cannot be made anew, the process is told to end", async () => {
    const filter = await startFilter();
    await filter.obey(wish(A), filter.connected());
    refuse = () => true;
    await expect(filter.tick()).rejects.toBeInstanceOf(Refusal);
    expect(failures.length).toBe(1);
  });

  test("only one transaction runs at a time", async () => {
    let running = 0;
    let most = 0;
    const filter = await startFilter({
      nft: async () => {
        most = Math.max(most, ++running);
        await Bun.sleep(5);
        running--;
      },
    });
    const reporter = filter.connected();
    const work: Promise<unknown>[] = [];
    for (let n = 0; n < 10; n++) {
      work.push(filter.obey(wish(`198.51.100.${10 + n}`), reporter), filter.tick());
      work.push(filter.obey({ flush: true }, reporter));
    }
    await Promise.all(work);
    expect(most).toBe(1);
  });
});

describe("slow connections", () => {
  const siege = () => ({ total: 15_000, bySource: new Map([[A, 5_000]]) });

  test("one source that holds too much is taken, but only when a gateway has said who holds tickets", async () => {
    connections = siege;
    const filter = await startFilter();
    const reporter = filter.connected();
    const status = async () =>
      (await filter.obey({ status: true }, reporter)) as { status: { banned: number } };
    for (let n = 0; n < 20; n++) await filter.tick();
    expect((await status()).status.banned).toBe(0);
    await filter.obey({ spare: [] }, reporter);
    for (let n = 0; n < 10; n++) await filter.tick();
    expect((await status()).status.banned).toBe(1);
    expect(scripts.at(-1)).toContain(`{ ${A} timeout 300s }`);
  });

  test("not when it is ticketed, and not when the gateway has gone", async () => {
    connections = siege;
    const filter = await startFilter();
    const reporter = filter.connected();
    await filter.obey({ spare: ["198.51.100.0/24"] }, reporter);
    for (let n = 0; n < 10; n++) await filter.tick();
    const other = await startFilter();
    const gone = other.connected();
    await other.obey({ spare: [] }, gone);
    other.disconnected(gone);
    for (let n = 0; n < 10; n++) await other.tick();
    expect(scripts.filter((script) => script.startsWith("add element"))).toEqual([]);
  });

  test("a list that cannot be read is said, and the rest goes on", async () => {
    const filter = await startFilter();
    const reporter = filter.connected();
    await filter.obey({ spare: [] }, reporter);
    connections = () => {
      throw new Error("EACCES");
    };
    for (let n = 0; n < 5; n++) await filter.tick();
    expect(await filter.obey({ status: true }, reporter)).toMatchObject({
      status: { connectionsReadable: false },
    });
    expect(await filter.obey(wish(A), reporter)).toEqual({ ban: { taken: 1 } });
  });
});

describe("the filter's socket", () => {
  test("is its owner's alone, answers each line with one, and is gone afterwards", async () => {
    await startServing();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const lines = `${JSON.stringify(wish(A))}\n{"spare":["192.0.2.0/24"]}\n{"status":true}\n`;
    const answers = (await raw(lines, 200))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toEqual([
      { ban: { taken: 1 } },
      { spare: 1, invalid: 0 },
      { status: { banned: 1, ticketed: 1, gateways: 1, ports: [80, 443], connectionsReadable: true } },
    ]);
    await open.pop()?.();
    expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
  });

  test.each([
    ["no JSON", "hello\n"],
    ["an unknown word", '{"run":"nft flush ruleset"}\n'],
    ["two words", '{"flush":true,"status":true}\n'],
    ["an unknown reason", '{"ban":[{"address":"198.51.100.7","why":"429"}]}\n'],
    ["a number", '{"ban":[{"address":3325256711,"why":"protocol violation"}]}\n'],
    ["a long address", `{"ban":[{"address":"${"1".repeat(46)}","why":"protocol violation"}]}\n`],
    ["a timeout", '{"ban":[{"address":"198.51.100.7","why":"protocol violation","timeout":1}]}\n'],
    ["too many", `${JSON.stringify(wish(...new Array(BANS_A_FRAME_MAX + 1).fill(A)))}\n`],
    ["bytes", "\u0000\u00ff\ufffd\n"],
    ["a line without end", "x".repeat(FRAME_BYTES_MAX + 100_000)],
  ])("%s is answered with its fault, the connection ended, and nothing done", async (_, text) => {
    const filter = await startServing();
    const heard = await raw(text);
    expect(heard).toContain('{"error":');
    await filter.tick();
    expect(scripts.length).toBe(1);
    expect(await askFilter(path, { status: true })).toMatchObject({ status: { banned: 0 } });
  });

  test("when too many are connected the oldest gives way, so that a flush always gets through", async () => {
    await startServing();
    let closed = 0;
    for (let n = 0; n < CONNECTIONS_MAX + 5; n++) {
      const socket = await Bun.connect({
        unix: path,
        socket: { data: () => {}, close: () => void closed++ },
      });
      open.push(() => socket.terminate());
    }
    expect(await flushFilter(path)).toBe(0);
    await until(() => closed === 6, "the oldest are closed");
  });

  test("needs the data folder, and a path that a socket can have", async () => {
    const filter = await startFilter();
    expect(() => serveFilter(filterPath(join(folder, "absent")), filter, silentLog)).toThrow(Refusal);
    expect(() => serveFilter(filterPath(join(folder, "x".repeat(100))), filter, silentLog)).toThrow(Refusal);
  });

  test("without a filter a flush says so", async () => {
    const error = await flushFilter(path).catch((one) => one);
    expect((error as Refusal).code).toBe("no-filter");
  });
});

describe("the gateway's reports", () => {
  async function connected(): Promise<[Filter, FilterReports]> {
    const filter = await startServing();
    const reports = startReports();
    reports.tick();
    await until(() => reports.connected, "the connection");
    return [filter, reports];
  }
  const status = async () =>
    (await askFilter(path, { status: true })) as { status: { banned: number; ticketed: number } };
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
    const reports = startReports();
    for (let n = 0; n < 12_000; n++) reports.spare(`12.${n >> 8}.${n & 255}.0/24`);
    offend(reports, A);
    reports.tick();
    await startServing();
    now += 5_000;
    await until(() => {
      reports.tick();
      return reports.connected;
    }, "the connection");
    await until(async () => {
      reports.tick();
      return (await status()).status.ticketed === 12_000;
    }, "all prefixes");
    expect((await status()).status.banned).toBe(0);
    await open.splice(open.length - 1)[0]?.();
    await until(() => !reports.connected, "the loss");
    await startServing();
    now += 5_000;
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
    expect(scripts.at(-1)?.match(/timeout/g)?.length).toBe(NEW_PER_SECOND_MAX);
    expect(BANS_A_FRAME_MAX * 100).toBeLessThan(BANS_MAX);
  });

  test("without a filter nothing is said", async () => {
    const said: string[] = [];
    const reports = new FilterReports({ path, log: (_, message) => void said.push(message), now: () => now });
    for (let n = 0; n < 20; n++) {
      offend(reports, `13.0.0.${n}`);
      reports.tick();
      now += 1_000;
      await Bun.sleep(1);
    }
    reports.close();
    expect(said).toEqual([]);
  });
});
