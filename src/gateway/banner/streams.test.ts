import { describe, expect, test } from "bun:test";
import { Readable } from "node:stream";
import {
  brotliCompressSync,
  brotliDecompressSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateSync,
  zstdCompressSync,
  zstdDecompressSync,
} from "node:zlib";
import { htmlPage } from "../../../test/support/html-pages.ts";
import { seeded } from "../../../test/support/journal.ts";
import { until } from "../../../test/support/town.ts";
import { pairsOf } from "../collect.ts";
import type { OriginResponse } from "../origin/exchange.ts";
import { bannerFor, makeBanner } from "./banner.ts";
import { spliced } from "./pages.ts";
import { PrologueReader } from "./prologue.ts";
import { streamWith } from "./streams.ts";

const banner = makeBanner({ fr: "Panne générale", en: "Outage" }, "/etat-des-services");
const bytes = (text: string) => new TextEncoder().encode(text);
const same = (body: Uint8Array): Uint8Array => body;

const CODINGS: Readonly<
  Record<string, [(body: Uint8Array) => Uint8Array, (body: Uint8Array) => Uint8Array]>
> = {
  identity: [same, same],
  gzip: [gzipSync, gunzipSync],
  deflate: [deflateSync, inflateSync],
  br: [brotliCompressSync, brotliDecompressSync],
  zstd: [zstdCompressSync, zstdDecompressSync],
};

function answer(body: Readable, ...more: string[]): OriginResponse {
  const headers = ["Content-Type", "text/html", ...more];
  return { status: 200, reason: "OK", headers, body, firstByteMs: 1 };
}

function inPieces(body: Uint8Array, random: () => number): Readable {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < body.length; ) {
    const length = 1 + Math.floor(random() * (random() < 0.5 ? 4 : 400));
    pieces.push(body.subarray(at, at + length));
    at += length;
  }
  return Readable.from(pieces, { objectMode: false });
}

async function read(body: Readable): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

describe("an answer that passes through, with the banner", () => {
  test.each(Object.keys(CODINGS))("is exact elsewhere in whatever pieces it comes: %s", async (coding) => {
    const [pack, unpack] = CODINGS[coding] as [typeof same, typeof same];
    let found = 0;
    for (let seed = 0; seed < 150; seed++) {
      const page = htmlPage(seed);
      const packed = pack(page);
      const place = new PrologueReader().push(page);
      const response = answer(inPieces(packed, seeded(seed)), "Content-Encoding", coding);
      const shown = await streamWith(banner, response);
      const got = await read(shown.body);
      if (place === undefined || place === "never") {
        expect(shown.headers).toBe(response.headers);
        expect(Buffer.compare(got, packed)).toBe(0);
      } else {
        found++;
        const expected = spliced(page, bannerFor(banner, place, true), place.at);
        expect(Buffer.compare(unpack(got), expected)).toBe(0);
      }
    }
    expect(found).toBeGreaterThan(75);
  });

  test("says its true length when it is not packed, and none when it is", async () => {
    const page = bytes(`<body>${"a".repeat(100_000)}`);
    const plain = answer(Readable.from([page], { objectMode: false }), "Content-Length", String(page.length));
    const shown = await streamWith(banner, plain);
    const got = await read(shown.body);
    expect(pairsOf(shown.headers)).toContainEqual(["content-length", String(got.length)]);
    const packed = gzipSync(page);
    const more = ["Content-Encoding", "gzip", "Content-Length", String(packed.length)];
    const other = await streamWith(banner, answer(Readable.from([packed], { objectMode: false }), ...more));
    expect(pairsOf(other.headers).map(([name]) => name)).not.toContain("content-length");
  });

  test("goes on while the origin is still writing", async () => {
    for (const [coding, [pack]] of Object.entries(CODINGS).filter(([name]) => name !== "zstd")) {
      const origin = new Readable({ read() {} });
      // A packed stream whose first part is complete, as a server that flushes sends it.
      const first = coding === "identity" ? bytes("<body>un") : pack(bytes("<body>un"));
      origin.push(first);
      const shown = await streamWith(banner, answer(origin, "Content-Encoding", coding));
      let got = 0;
      shown.body.on("data", (piece: Uint8Array) => {
        got += piece.length;
      });
      await until(() => got > 50, `the first part in ${coding}`);
      origin.push(null);
    }
  });

  test("stays what it was in anything but a page, unread", async () => {
    const body = Readable.from([bytes("<body>")], { objectMode: false });
    const picture = { ...answer(body), headers: ["Content-Type", "image/png"] };
    expect(await streamWith(banner, picture)).toBe(picture);
    const unknown = answer(body, "Content-Encoding", "compress");
    expect(await streamWith(banner, unknown)).toBe(unknown);
    expect(body.readableDidRead).toBe(false);
  });

  test("does not search without end", async () => {
    const long = bytes(" ".repeat(300_000));
    const response = answer(inPieces(long, () => 0.9));
    const shown = await streamWith(banner, response);
    expect(shown.headers).toBe(response.headers);
    expect((await read(shown.body)).length).toBe(long.length);
    const bomb = gzipSync(Buffer.alloc(50_000_000, 32));
    const packed = answer(inPieces(bomb, seeded(1)), "Content-Encoding", "gzip");
    const passed = await streamWith(banner, packed);
    expect(passed.headers).toBe(packed.headers);
    expect(Buffer.compare(await read(passed.body), bomb)).toBe(0);
  });

  test.each(["identity", "gzip"])("is cut where the origin cuts it: %s", async (coding) => {
    const [pack] = CODINGS[coding] as [typeof same, typeof same];
    const early = new Readable({ read() {} });
    early.push(pack(bytes("<title>")).subarray(0, 5));
    const waiting = streamWith(banner, answer(early, "Content-Encoding", coding));
    early.destroy(new Error("cut"));
    expect(waiting).rejects.toThrow();
    const late = new Readable({ read() {} });
    const page = pack(bytes(`<body>${"a b c ".repeat(50_000)}`));
    late.push(page.subarray(0, page.length / 2));
    const shown = await streamWith(banner, answer(late, "Content-Encoding", coding));
    const reading = read(shown.body);
    late.destroy(new Error("cut"));
    expect(reading).rejects.toThrow();
  });

  test.each(["identity", "gzip"])("closes the origin's body when nobody reads on: %s", async (coding) => {
    const [pack] = CODINGS[coding] as [typeof same, typeof same];
    const origin = new Readable({ read() {} });
    origin.push(pack(bytes(`<body>${"a".repeat(10_000)}`)));
    const shown = await streamWith(banner, answer(origin, "Content-Encoding", coding));
    shown.body.on("error", () => {});
    shown.body.destroy();
    await until(() => origin.destroyed, "the end of the origin's body");
  });
});
