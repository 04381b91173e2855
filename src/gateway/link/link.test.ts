import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { until } from "../../../test/support/town.ts";
import { systemClock } from "../../kernel/clock.ts";
import { silentLog } from "../../kernel/log.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Digest, GatewayCommand, GatewayEvent } from "../events.ts";
import { BACKLOG_BYTES_MAX, FRAME_BYTES_MAX, LineReader, LineWriter } from "./frames.ts";
import { GatewayEnd } from "./gateway-end.ts";
import { KeeperEnd } from "./keeper-end.ts";
import { linkPath } from "./path.ts";
import { SPOOL_EVENTS_MAX, Spool } from "./spool.ts";

let folder: string;
const open: Array<{ close(): void }> = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-link-"));
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
  rmSync(folder, { recursive: true, force: true });
});

const event = (n: number): GatewayEvent => ({
  kind: "gateway.purged",
  subject: "ville",
  body: { by: "url", target: `/${n}`, removed: n },
  at: 1_000 + n,
});
const digest = (worker: number): Digest => ({
  at: Date.now(),
  worker,
  connections: 1,
  memoryBytes: 1,
  sites: [],
});

function gateway(
  obey: (site: string, command: GatewayCommand) => Promise<unknown> = async () => ({}),
  worker = 0,
) {
  const spool = new Spool(
    join(folder, `spool-${worker}.jsonl`),
    `gateway-${worker}-${Math.random()}`,
    silentLog,
  );
  const words: string[] = [];
  const end = new GatewayEnd({
    path: join(folder, "k.sock"),
    worker,
    version: "t",
    spool,
    log: silentLog,
    obey,
    hearWord: ({ id }) => words.push(id),
  });
  open.push(end);
  return { end, spool, words };
}

function keeper(record: (source: string, sequence: number, event: GatewayEvent) => void = () => {}) {
  const end = new KeeperEnd({ path: join(folder, "k.sock"), clock: systemClock, log: silentLog, record });
  open.push(end);
  return end;
}

describe("the link between gateway and keeper", () => {
  test("events wait for the keeper and come in order, each confirmed", async () => {
    const { end, spool } = gateway();
    for (let n = 1; n <= 20; n++) end.tell(event(n));
    const got: number[] = [];
    keeper((_, sequence) => got.push(sequence));
    await until(() => spool.unconfirmed().length === 0, "all confirmed");
    expect(got).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(readFileSync(join(folder, "spool-0.jsonl"), "utf8")).toBe("");
  });

  test("an event that could not be written comes again", async () => {
    const { end, spool } = gateway();
    end.tell(event(1));
    let tries = 0;
    keeper(() => {
      if (++tries < 3) throw new Error("disk full");
    });
    await until(() => spool.unconfirmed().length === 0, "confirmed at the third try", 5_000);
    expect(tries).toBe(3);
  });

  test("a keeper that comes back is found, and takes commands", async () => {
    const { end } = gateway(async (site, command) => ({ site, ...command }));
    const first = keeper();
    await until(() => first.connected().length === 1, "the first connection");
    first.close();
    await until(() => !end.connected, "the loss");
    const second = keeper();
    await until(() => second.connected().length === 1, "the second connection");
    expect(await second.command("ville", { name: "crawl" })).toEqual({ site: "ville", name: "crawl" });
  });

  test("a refusal crosses the link with its words", async () => {
    gateway(async () => {
      throw new Refusal("unknown-site", "There is no such site.", "gateway", "Look again.");
    });
    const end = keeper();
    await until(() => end.connected().length === 1, "the connection");
    const error = (await end.command("x", { name: "crawl" }).catch((one) => one)) as Refusal;
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ code: "unknown-site", remedy: "Look again." });
  });

  test("without a gateway a command is refused at once", () => {
    expect(keeper().command("ville", { name: "crawl" })).rejects.toThrow("No gateway is connected.");
  });

  test("purges add up over the workers, digests are merged", async () => {
    const workers = [0, 1].map((worker) => gateway(async () => ({ removed: worker + 1 }), worker));
    const end = keeper();
    await until(() => end.connected().length === 2, "both connections");
    expect(await end.command("ville", { name: "purge", by: "url", target: "/" })).toEqual({ removed: 3 });
    for (const [worker, { end: gatewayEnd }] of workers.entries()) gatewayEnd.sendDigest(digest(worker));
    await until(() => end.history().length > 0, "a merged digest");
    expect(end.history()[0]?.connections).toBe(2);
  });

  test("what is said to the public reaches every worker: at once, and whenever one connects", async () => {
    const pages = { type: "text/html", policy: "default-src 'none'", body: "é".repeat(90_000) };
    const word = (digit: string) => ({
      id: digit.repeat(32),
      pages: { fr: pages, en: pages, atom: pages },
      banner: { fr: "Panne", en: "" },
    });
    const early = gateway(undefined, 0);
    const first = keeper();
    first.tellPublic(word("1"));
    await until(() => early.words.length === 1, "the word at the connection");
    const late = gateway(undefined, 1);
    await until(() => late.words.length === 1, "the word for a late one");
    first.tellPublic(word("2"));
    await until(() => late.words.length === 2 && early.words.length === 2, "the next word");
    first.close();
    const second = keeper();
    second.tellPublic(word("2"));
    await until(() => early.words.length === 3, "the word of a keeper that came back");
    expect(early.words).toEqual(["1", "2", "2"].map((digit) => digit.repeat(32)));
  });

  test("a stranger's noise closes the stranger's connection only", async () => {
    const end = keeper();
    gateway();
    await until(() => end.connected().length === 1, "the connection");
    let closed = false;
    const stranger = await Bun.connect({
      unix: join(folder, "k.sock"),
      socket: {
        data() {},
        close() {
          closed = true;
        },
      },
    });
    stranger.write('{"type":"digest","digest":42}\n');
    await until(() => closed, "the stranger is cut");
    expect(end.connected().length).toBe(1);
  });
});

describe("the spool", () => {
  test("what a killed process left is sent by the next one; half a line is dropped", () => {
    const path = join(folder, "s.jsonl");
    const first = new Spool(path, "a", silentLog);
    first.add(event(1));
    first.add(event(2));
    first.close();
    appendFileSync(path, '{"source":"a","sequence":3,"ev');
    const second = new Spool(path, "b", silentLog);
    second.add(event(9));
    expect(second.unconfirmed().map(({ source, sequence }) => `${source}${sequence}`)).toEqual([
      "a1",
      "a2",
      "b1",
    ]);
    second.confirmed("a", 1);
    second.confirmed("a", 1);
    expect(second.unconfirmed().length).toBe(2);
    second.close();
    const third = new Spool(path, "c", silentLog);
    expect(third.unconfirmed().map(({ source, sequence }) => `${source}${sequence}`)).toEqual([
      "a1",
      "a2",
      "b1",
    ]);
    third.close();
  });

  test("goes on in memory when its folder cannot be written, and says so", () => {
    const said: string[] = [];
    const spool = new Spool("/proc/nowhere/spool.jsonl", "a", (_, message) => void said.push(message));
    expect(spool.add(event(1))?.sequence).toBe(1);
    spool.confirmed("a", 1);
    spool.close();
    expect(said[0]).toContain("make the data folder writable");
  });

  test("is bounded", () => {
    const spool = new Spool("/dev/null", "a", silentLog);
    for (let n = 0; n < SPOOL_EVENTS_MAX; n++) spool.add(event(n));
    expect(spool.add(event(0))).toBeUndefined();
    spool.close();
  });
});

describe("frames", () => {
  test("lines are cut right wherever the bytes are split", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme" })),
        fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
        (texts, sizes) => {
          const lines = texts.map((text) => JSON.stringify(text));
          const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
          const reader = new LineReader();
          const got: string[] = [];
          for (let at = 0; at < bytes.length; ) {
            const size = sizes.next().value as number;
            got.push(...reader.push(bytes.subarray(at, at + size)));
            at += size;
          }
          expect(got).toEqual(lines);
        },
      ),
      { numRuns: 100, seed: 11 },
    );
  });

  test("an endless line and a peer that never reads are cut", () => {
    expect(() => new LineReader().push(new Uint8Array(FRAME_BYTES_MAX + 1).fill(97))).toThrow(RangeError);
    const writer = new LineWriter();
    const deaf = { write: () => 0 };
    const frame = { type: "result", id: 1, value: "x".repeat(1024 * 1024) } as const;
    const sent = Array.from({ length: 5 }, () => writer.write(deaf, frame));
    expect(sent.lastIndexOf(true) + 1).toBe(Math.floor(BACKLOG_BYTES_MAX / (1024 * 1024 + 40)));
    expect(sent.at(-1)).toBe(false);
  });

  test("a data folder with a long path still has an address that fits", () => {
    expect(linkPath("/var/lib/beffroi")).toBe("/var/lib/beffroi/run/keeper.sock");
    expect(linkPath(`/${"x".repeat(200)}`).length).toBeLessThan(100);
  });
});
