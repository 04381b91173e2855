import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256Hex } from "../kernel/canonical.ts";
import { ManualClock } from "../kernel/clock.ts";
import { Refusal } from "../kernel/refusal.ts";
import { openFileStore, READ_BYTES, UNNAMED_AGE_MS, UPLOADS_MAX } from "./file-store.ts";

let folder: string;
const clock = new ManualClock();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (bytesMax = 1_000, totalBytesMax = 10_000, isNamed = (_: string) => true) =>
  openFileStore(join(folder, "evidence"), { bytesMax, totalBytesMax }, clock, isNamed);
const text = (words: string) => Buffer.from(words);

async function codeOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "done";
}

async function* pieces(...all: string[]) {
  for (const one of all) yield text(one);
}

const waiting = () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  async function* body() {
    yield text("begun");
    await promise;
  }
  return { body: body(), end: resolve };
};

describe("a file", () => {
  test("lies under the hash of its bytes, whole, for this account only", async () => {
    const files = open();
    const stored = await files.put(pieces("les pare-feu ", "", "alertent"));
    const sha256 = sha256Hex("les pare-feu alertent");
    expect(stored).toEqual({ sha256, bytes: 21 });
    expect(files.pathOf(sha256)).toBe(join(folder, "evidence", sha256.slice(0, 2), sha256));
    expect(readFileSync(files.pathOf(sha256), "utf8")).toBe("les pare-feu alertent");
    expect(statSync(files.pathOf(sha256)).mode & 0o777).toBe(0o600);
    expect(await new Response(files.read(sha256)).text()).toBe("les pare-feu alertent");
    expect(files.read("0".repeat(64))).toBeUndefined();
  });

  test("that comes twice lies there once and counts once", async () => {
    const files = open();
    await files.put([text("x".repeat(100))]);
    await files.put([text("x".repeat(100))]);
    await files.put([]);
    expect(files.used()).toBe(100);
    expect(open().used()).toBe(100);
  });

  test("of several pieces comes back as it went in", async () => {
    const bytes = Uint8Array.from({ length: 3 * READ_BYTES + 7 }, (_, index) => (index * 31) % 251);
    const files = open(bytes.length, bytes.length);
    const { sha256 } = await files.put([bytes]);
    expect(await new Response(files.read(sha256)).bytes()).toEqual(bytes);
  });

  test("says once when a reader has it, leaves it, or finds it damaged", async () => {
    const files = open(10 * READ_BYTES, 20 * READ_BYTES);
    const { sha256 } = await files.put([new Uint8Array(3 * READ_BYTES)]);
    let ends = 0;
    const read = () => files.read(sha256, () => ends++);
    await new Response(read()).bytes();
    expect(ends).toBe(1);
    const left = read()?.getReader();
    await left?.read();
    await left?.cancel();
    expect(ends).toBe(2);
    appendFileSync(files.pathOf(sha256), "!");
    await codeOf(new Response(read()).bytes());
    expect(ends).toBe(3);
  });

  test("whose bytes were changed is not given out whole", async () => {
    const files = open(10 * READ_BYTES, 20 * READ_BYTES);
    for (const length of [3, 2 * READ_BYTES]) {
      const { sha256 } = await files.put([new Uint8Array(length)]);
      appendFileSync(files.pathOf(sha256), "!");
      expect(await codeOf(new Response(files.read(sha256)).bytes())).toBe("damaged-file");
    }
  });
});

describe("what is refused", () => {
  test("has a code, leaves nothing behind and takes no room", async () => {
    const files = open(100, 150);
    expect(await codeOf(files.put(pieces("x".repeat(60), "x".repeat(41))))).toBe("too-large");
    expect(await codeOf(files.put([text("x".repeat(100))]))).toBe("done");
    expect(await codeOf(files.put([text("y".repeat(51))]))).toBe("evidence-full");
    async function* broken() {
      yield text("half");
      throw new Error("the connection ended");
    }
    expect(await codeOf(files.put(broken()))).toBe("broken-off");
    expect(files.used()).toBe(100);
    expect(readdirSync(join(folder, "evidence", "incoming"))).toEqual([]);
    expect(await codeOf(files.put([text("y".repeat(50))]))).toBe("done");
  });

  test("is the one upload too many, until another ends", async () => {
    const files = open();
    const begun = Array.from({ length: UPLOADS_MAX }, waiting);
    const ended = begun.map(({ body }) => files.put(body));
    expect(await codeOf(files.put([text("one more")]))).toBe("too-many-uploads");
    for (const { end } of begun) end();
    await Promise.all(ended);
    expect(await codeOf(files.put([text("one more")]))).toBe("done");
  });

  test("is taken away again when its entry is refused, but not from others who have the same bytes", async () => {
    const named = new Set<string>();
    const files = open(1_000, 10_000, (sha256) => named.has(sha256));
    const refuse = (): never => {
      throw new Refusal("already-exists", "There is one.", "id", "Choose another.");
    };
    const accept = ({ sha256 }: { sha256: string }) => void named.add(sha256);
    expect(await codeOf(files.keep([text("x".repeat(100))], refuse))).toBe("already-exists");
    expect([files.used(), files.has(sha256Hex("x".repeat(100)))]).toEqual([0, false]);
    // Twice at once, in either order: one is refused, the other's entry names the file.
    for (const [first, second] of [
      [refuse, accept],
      [accept, refuse],
    ] as const) {
      const bytes = `both ${first.name}`;
      await Promise.all([
        codeOf(files.keep([text(bytes)], first)),
        codeOf(files.keep([text(bytes)], second)),
      ]);
      expect(files.has(sha256Hex(bytes))).toBe(true);
    }
    // A refusal of bytes that an entry named long ago.
    await files.keep([text("kept")], accept);
    const used = files.used();
    await codeOf(files.keep([text("kept")], refuse));
    expect([files.used(), files.has(sha256Hex("kept"))]).toEqual([used, true]);
    expect(open().used()).toBe(used);
  });

  test("is what drips in, once it is a minute old; a slow line is waited for", async () => {
    const files = open(1_000_000, 1_000_000);
    const perMinute = (bytes: number) =>
      async function* () {
        for (let minute = 0; minute < 5; minute++) {
          yield new Uint8Array(bytes);
          clock.advance(60_001);
        }
        yield text("end");
      };
    expect(await codeOf(files.put(perMinute(60_000)()))).toBe("too-slow");
    expect(await codeOf(files.put(perMinute(130_000)()))).toBe("done");
    expect(readdirSync(join(folder, "evidence", "incoming"))).toEqual([]);
  });

  test("is what finds the disk full", async () => {
    const files = open();
    async function* full() {
      yield text("x");
      throw Object.assign(new Error("write"), { code: "ENOSPC" });
    }
    expect(await codeOf(files.put(full()))).toBe("disk-full");
  });
});

describe("opening", () => {
  test("sweeps what broke off, and old files that no entry names", async () => {
    const files = open();
    const named = await files.put([text("named")]);
    const young = await files.put([text("young")]);
    const old = await files.put([text("old")]);
    const seconds = (clock.now() - UNNAMED_AGE_MS) / 1000;
    for (const { sha256 } of [named, old]) utimesSync(files.pathOf(sha256), seconds - 1, seconds - 1);
    utimesSync(files.pathOf(young.sha256), seconds + 1, seconds + 1);
    writeFileSync(join(folder, "evidence", "incoming", "half"), "half");
    mkdirSync(join(folder, "evidence", "notes"));
    const again = open(1_000, 10_000, (sha256) => sha256 === named.sha256);
    expect(existsSync(again.pathOf(named.sha256))).toBe(true);
    expect(existsSync(again.pathOf(young.sha256))).toBe(true);
    expect(existsSync(again.pathOf(old.sha256))).toBe(false);
    expect(readdirSync(join(folder, "evidence", "incoming"))).toEqual([]);
    expect(again.used()).toBe(10);
  });
});
