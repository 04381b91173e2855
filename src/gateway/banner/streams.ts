import { PassThrough, pipeline, Readable, Transform, type TransformCallback } from "node:stream";
import {
  constants,
  createBrotliCompress,
  createBrotliDecompress,
  createDeflate,
  createGunzip,
  createGzip,
  createInflate,
  createZstdCompress,
  createZstdDecompress,
} from "node:zlib";
import { headerOf } from "../answer.ts";
import { type Pairs, pairsOf } from "../collect.ts";
import type { OriginResponse } from "../origin/exchange.ts";
import { type Banner, bannerFor } from "./banner.ts";
import { allowsStyles, fieldsWith, hasRoom } from "./fit.ts";
import { type Place, PrologueReader } from "./prologue.ts";

/** Answers that pass through for one visitor, with the banner put in on the way. */

/** Packed bytes that are read at most in search of the body: those of a prologue of PROLOGUE_BYTES_MAX are fewer. */
const PACKED_BYTES_MAX = 128 * 1024;

/**
 * The origin's answer with the banner in it, or with its own bytes when there is no place. Reads until that is known;
 * rejects when the origin cuts the answer short before. The given body is closed when all of it was read, or when the
 * new one is destroyed.
 */
export async function streamWith(banner: Banner, response: OriginResponse): Promise<OriginResponse> {
  const headers = pairsOf(response.headers);
  if (!hasRoom(response.status, headers)) return response;
  const coding = codingOf(headers);
  // Whoever reads hears of an error; one that comes while nobody reads must not end the process.
  response.body.on("error", () => {});
  const { read, ended, place } = await findPlace(response.body, coding);
  const source = ended ? Readable.from([read], { objectMode: false }) : replayed(read, response.body);
  if (place === "never") return { ...response, body: source };
  const inserted = bannerFor(banner, place, allowsStyles(headers));
  const splice = new Splice(place.at, inserted);
  const steps = coding === undefined ? [splice] : [coding.unpack(), splice, coding.pack()];
  const last = steps.at(-1) as Transform;
  // Its errors are those of the last step, which whoever reads hears of.
  pipeline([source, ...steps], () => {});
  const grownBy = coding === undefined ? inserted.length : undefined;
  return { ...response, headers: fieldsWith(banner, headers, grownBy).flat(), body: last };
}

type Coding = { readonly unpack: () => Transform; readonly pack: () => Transform };

/** Each piece is packed as it comes, so that nobody waits for the next one. A packed body may lack its end mark. */
const CODINGS: Readonly<Record<string, Coding>> = {
  gzip: {
    unpack: () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
    pack: () => createGzip({ flush: constants.Z_SYNC_FLUSH }),
  },
  deflate: {
    unpack: () => createInflate({ finishFlush: constants.Z_SYNC_FLUSH }),
    pack: () => createDeflate({ flush: constants.Z_SYNC_FLUSH }),
  },
  br: {
    unpack: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
    pack: () =>
      createBrotliCompress({
        flush: constants.BROTLI_OPERATION_FLUSH,
        params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
      }),
  },
  zstd: {
    unpack: () => createZstdDecompress(),
    pack: () => createZstdCompress({ flush: constants.ZSTD_e_flush }),
  },
};

function codingOf(headers: Pairs): Coding | undefined {
  const named = headerOf({ headers }, "content-encoding")?.trim().toLowerCase() ?? "identity";
  return CODINGS[named.replace(/^x-/, "")];
}

/** What was read of the body, as it came, and where the content begins in it once it is unpacked. */
async function findPlace(
  body: Readable,
  coding: Coding | undefined,
): Promise<{ read: Buffer; ended: boolean; place: Place | "never" }> {
  const reader = new PrologueReader();
  const unpacker = coding?.unpack() ?? new PassThrough();
  let place: Place | "never" | undefined;
  unpacker.on("data", (piece: Uint8Array) => {
    place ??= reader.push(piece);
  });
  unpacker.on("error", () => {
    place ??= "never";
  });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let ended = true;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk as Uint8Array);
      bytes += (chunk as Uint8Array).length;
      await taken(unpacker, chunk as Uint8Array);
      ended = place === undefined && bytes <= PACKED_BYTES_MAX;
      if (!ended) break;
    }
  } finally {
    unpacker.destroy();
  }
  return { read: Buffer.concat(chunks), ended, place: place ?? "never" };
}

/** Resolves when the bytes have gone through, or cannot. */
function taken(unpacker: Transform, bytes: Uint8Array): Promise<void> {
  if (unpacker.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    unpacker.once("close", resolve);
    unpacker.write(bytes, () => {
      unpacker.off("close", resolve);
      resolve();
    });
  });
}

/** The body from its first byte on; destroying it destroys the body. */
function replayed(read: Uint8Array, body: Readable): Readable {
  const source = Readable.from(
    (async function* () {
      yield read;
      yield* body;
    })(),
    { objectMode: false },
  );
  source.once("close", () => body.destroy());
  return source;
}

/** Puts bytes into a stream at an offset. */
class Splice extends Transform {
  private before: number;

  constructor(
    at: number,
    private readonly inserted: Uint8Array,
  ) {
    super();
    this.before = at;
  }

  override _transform(piece: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const { before, inserted } = this;
    if (before < 0 || piece.length < before) {
      if (before >= 0) this.before -= piece.length;
      done(null, piece);
      return;
    }
    this.before = -1;
    done(null, Buffer.concat([piece.subarray(0, before), inserted, piece.subarray(before)]));
  }
}
