import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { statSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../../test/support/town.ts";
import { silentLog } from "../../kernel/log.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { FRAME_BYTES_MAX } from "../link/frames.ts";
import { A, FilterRig, wish } from "./fixture.ts";
import { askFilter, flushFilter } from "./flush.ts";
import { BANS_A_FRAME_MAX, filterPath } from "./frames.ts";
import { FLUSH_SCRIPT, REMOVE_SCRIPT } from "./nft.ts";
import { CONNECTIONS_MAX, serveFilter } from "./serve-filter.ts";
import { TICKETED_PREFIXES_MAX } from "./ticketed.ts";

let rig: FilterRig;
beforeEach(() => {
  rig = new FilterRig();
});
afterEach(() => rig.close());

/** Sends raw text and gives all that came back until the other end closed, or for as long as `quietMs`. */
async function raw(text: string, quietMs = 2_000): Promise<string> {
  let heard = "";
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = await Bun.connect({
    unix: rig.path,
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
    const filter = await rig.startFilter();
    expect(rig.scripts.splice(0)[0]).toContain("tcp dport { 80, 443 }");
    await filter.tick();
    expect(rig.scripts).toEqual([]);
    const reporter = filter.connected();
    expect(await filter.obey(wish(A, A, "203.0.113.4", "198.51.100.1", "10.0.0.1", "x"), reporter)).toEqual({
      ban: { taken: 1, already: 1, never: 3, invalid: 1 },
    });
    expect(rig.scripts).toEqual([]);
    await filter.tick();
    expect(rig.scripts.splice(0)).toEqual([`add element inet beffroi banned4 { ${A} timeout 300s }\n`]);
    await filter.stop();
    expect(rig.scripts).toEqual([REMOVE_SCRIPT]);
  });

  test("does not start when nft cannot", async () => {
    rig.refuse = () => true;
    await expect(rig.startFilter()).rejects.toBeInstanceOf(Refusal);
  });

  test("a ticket spares its prefix before and after", async () => {
    const filter = await rig.startFilter();
    const reporter = filter.connected();
    await filter.obey({ spare: ["192.0.2.0/24", "0.0.0.0/0", "x"] }, reporter);
    expect(await filter.obey(wish("192.0.2.200", A), reporter)).toEqual({ ban: { ticketed: 1, taken: 1 } });
    await filter.tick();
    rig.scripts.splice(0);
    expect(await filter.obey({ spare: ["198.51.100.0/24"] }, reporter)).toEqual({ spare: 1, invalid: 0 });
    await filter.tick();
    expect(rig.scripts).toEqual([
      `add element inet beffroi banned4 { ${A} timeout 1s }\ndelete element inet beffroi banned4 { ${A} }\n`,
    ]);
  });

  test("takes nobody when more prefixes hold tickets than it can know", async () => {
    const filter = await rig.startFilter();
    const reporter = filter.connected();
    const all = Array.from({ length: TICKETED_PREFIXES_MAX }, (_, n) => `12.${n >> 8}.${n & 255}.0/24`);
    await filter.obey({ spare: all }, reporter);
    expect(await filter.obey(wish(A), reporter)).toEqual({ ban: { ticketed: 1 } });
    expect(await filter.obey({ status: true }, reporter)).toMatchObject({
      status: { ticketed: TICKETED_PREFIXES_MAX },
    });
  });

  test("flush empties the sets and what waits; those who ask at once share one", async () => {
    const filter = await rig.startFilter();
    const reporter = filter.connected();
    await filter.obey(wish(A), reporter);
    await filter.tick();
    await filter.obey(wish("198.51.100.8"), reporter);
    rig.scripts.splice(0);
    const flushed = await Promise.all([1, 2, 3].map(() => filter.obey({ flush: true }, reporter)));
    expect(flushed).toEqual([{ flushed: 2 }, { flushed: 2 }, { flushed: 2 }]);
    await filter.tick();
    expect(rig.scripts).toEqual([FLUSH_SCRIPT]);
  });

  test("a table that somebody removed is made anew, and everybody is let through", async () => {
    const filter = await rig.startFilter();
    const reporter = filter.connected();
    await filter.obey(wish(A), reporter);
    rig.refuse = (script) => script.startsWith("add element");
    await filter.tick();
    expect(rig.scripts.map((script) => script.slice(0, 11))).toEqual([
      "add table i",
      "add element",
      "add table i",
    ]);
    expect(rig.failures).toEqual([]);
    rig.refuse = () => false;
    expect(await filter.obey(wish(A), reporter)).toEqual({ ban: { taken: 1 } });
  });

  test("when the table cannot be made anew, the process is told to end", async () => {
    const filter = await rig.startFilter();
    await filter.obey(wish(A), filter.connected());
    rig.refuse = () => true;
    await expect(filter.tick()).rejects.toBeInstanceOf(Refusal);
    expect(rig.failures.length).toBe(1);
  });

  test("only one transaction runs at a time", async () => {
    let running = 0;
    let most = 0;
    const filter = await rig.startFilter({
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
    rig.connections = siege;
    const filter = await rig.startFilter();
    const reporter = filter.connected();
    const status = async () =>
      (await filter.obey({ status: true }, reporter)) as { status: { banned: number } };
    for (let n = 0; n < 20; n++) await filter.tick();
    expect((await status()).status.banned).toBe(0);
    await filter.obey({ spare: [] }, reporter);
    for (let n = 0; n < 10; n++) await filter.tick();
    expect((await status()).status.banned).toBe(1);
    expect(rig.scripts.at(-1)).toContain(`{ ${A} timeout 300s }`);
  });

  test("not when it is ticketed, and not when the gateway has gone", async () => {
    rig.connections = siege;
    const filter = await rig.startFilter();
    const reporter = filter.connected();
    await filter.obey({ spare: ["198.51.100.0/24"] }, reporter);
    for (let n = 0; n < 10; n++) await filter.tick();
    const other = await rig.startFilter();
    const gone = other.connected();
    await other.obey({ spare: [] }, gone);
    other.disconnected(gone);
    for (let n = 0; n < 10; n++) await other.tick();
    expect(rig.scripts.filter((script) => script.startsWith("add element"))).toEqual([]);
  });

  test("a list that cannot be read is said, and the rest goes on", async () => {
    const filter = await rig.startFilter();
    const reporter = filter.connected();
    await filter.obey({ spare: [] }, reporter);
    rig.connections = () => {
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
    await rig.startServing();
    expect(statSync(rig.path).mode & 0o777).toBe(0o600);
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
    await rig.open.pop()?.();
    expect(statSync(rig.path, { throwIfNoEntry: false })).toBeUndefined();
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
    const filter = await rig.startServing();
    const heard = await raw(text);
    expect(heard).toContain('{"error":');
    await filter.tick();
    expect(rig.scripts.length).toBe(1);
    expect(await askFilter(rig.path, { status: true })).toMatchObject({ status: { banned: 0 } });
  });

  test("when too many are connected the oldest gives way, so that a flush always gets through", async () => {
    await rig.startServing();
    let closed = 0;
    for (let n = 0; n < CONNECTIONS_MAX + 5; n++) {
      const socket = await Bun.connect({
        unix: rig.path,
        socket: { data: () => {}, close: () => void closed++ },
      });
      rig.open.push(() => socket.terminate());
    }
    expect(await flushFilter(rig.path)).toBe(0);
    await until(() => closed === 6, "the oldest are closed");
  });

  test("needs the data folder, and a path that a socket can have", async () => {
    const filter = await rig.startFilter();
    expect(() => serveFilter(filterPath(join(rig.folder, "absent")), filter, silentLog)).toThrow(Refusal);
    expect(() => serveFilter(filterPath(join(rig.folder, "x".repeat(100))), filter, silentLog)).toThrow(
      Refusal,
    );
  });

  test("without a filter a flush says so", async () => {
    const error = await flushFilter(rig.path).catch((one) => one);
    expect((error as Refusal).code).toBe("no-filter");
  });
});
