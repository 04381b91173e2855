import type { Readable } from "node:stream";
import type { ClientHold } from "./hold.ts";
import type { OriginResponse } from "./origin/exchange.ts";

export type StreamOptions = {
  readonly method: string;
  readonly status: number;
  readonly headers: Headers;
  readonly hold: ClientHold;
  /** Called once, when the origin has nothing more to do with it: all was read, or its connection was closed. */
  readonly onOriginDone?: () => void;
  /** Called once: bytes handed over to the visitor's connection, and whether the body came to its end. */
  readonly onEnd?: (bytes: number, complete: boolean) => void;
  /** Longest time in which the visitor takes nothing at all, in ms. For tests; see READER_STALL_MS. */
  readonly readerStallMs?: number;
};

/**
 * A body up to this size is read from the origin in one go: the runtime then keeps its Content-Length, which it drops
 * from streams, and the origin's connection is free however slowly the visitor reads.
 */
export const COLLECT_BYTES_MAX = 2 * 1024 * 1024;
/** How long the first byte may be held back for that: with a declared length, and without one. */
const COLLECT_KNOWN_MS = 30;
const COLLECT_UNKNOWN_MS = 2;
/** How far a stream is read ahead of the visitor, and all of them together. */
const READ_AHEAD_BYTES_MAX = 2 * 1024 * 1024;
export const READ_AHEAD_TOTAL_BYTES_MAX = 64 * 1024 * 1024;
/**
 * A visitor who takes nothing for so long is cut. The kernel buffers some megabytes and wakes the writer only when a
 * third is free, so that at 10 KB/s two minutes may pass between two wishes for more.
 */
export const READER_STALL_MS = 150_000;

/** Bytes read ahead by all streams of this process. */
let readAheadTotal = 0;
export const readAheadBytes = (): number => readAheadTotal;

/**
 * The answer to a visitor with the origin's body: whole when it is small or comes at once, else streamed with
 * backpressure. A body that the origin cuts short resets the visitor's connection, never ends it normally; a visitor
 * who goes away or stops reading closes the connection to the origin.
 */
export async function streamResponse(answer: OriginResponse, options: StreamOptions): Promise<Response> {
  const { method, status, headers, hold } = options;
  const length = lengthOf(headers);
  if (options.onOriginDone !== undefined) answer.body.once("close", options.onOriginDone);
  if (status === 204 || status === 304 || method === "HEAD") {
    answer.body.resume();
    hold.release();
    options.onEnd?.(0, true);
    // Without a length the runtime would claim "0"; a stream that has not ended makes it claim none.
    const lengthless = method === "HEAD" && status !== 204 && status !== 304 && length === undefined;
    const body = lengthless ? new ReadableStream() : null;
    return new Response(body, { status, headers });
  }
  const ahead = new ReadAhead(answer.body);
  if (length === undefined || length <= COLLECT_BYTES_MAX) {
    await ahead.settled(length === undefined ? COLLECT_UNKNOWN_MS : COLLECT_KNOWN_MS);
  }
  if (ahead.complete) {
    const bytes = ahead.takeAll();
    hold.release();
    options.onEnd?.(bytes.length, true);
    return new Response(headers.has("content-type") ? bytes : bareStream(bytes), { status, headers });
  }
  return new Response(pacedStream(ahead, options), { status, headers });
}

function lengthOf(headers: Headers): number | undefined {
  const text = headers.get("content-length");
  return text === null ? undefined : Number(text);
}

/** The runtime names bytes "application/octet-stream" when nobody else does; a stream of one piece it leaves alone. */
function bareStream(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}

function pacedStream(ahead: ReadAhead, options: StreamOptions): ReadableStream<Uint8Array> {
  const { hold } = options;
  const stallMs = options.readerStallMs ?? READER_STALL_MS;
  let stalled: ReturnType<typeof setTimeout> | undefined;
  let bytes = 0;
  let ended = false;
  const end = (complete: boolean): void => {
    clearTimeout(stalled);
    if (ended) return;
    ended = true;
    if (!complete) ahead.destroy();
    options.onEnd?.(bytes, complete);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(stalled);
        const piece = await ahead.next();
        if (ended) return;
        if (piece instanceof Error) {
          end(false);
          // The error resets a visitor who reads at once; one who does not falls under the idle rule again. Cutting
          // here would take the other streams of an HTTP/2 connection along.
          hold.release();
          controller.error(piece);
        } else if (piece === undefined) {
          hold.release();
          end(true);
          controller.close();
        } else {
          bytes += piece.length;
          controller.enqueue(piece);
          stalled = setTimeout(() => {
            end(false);
            hold.cut();
            controller.error(new Error("the visitor stopped reading"));
          }, stallMs);
        }
      },
      cancel: () => end(false),
    },
    { highWaterMark: 0 },
  );
}

/** Reads an origin's body ahead of its visitor, within bounds, so that the origin is soon rid of it. */
class ReadAhead {
  complete = false;
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(readonly body: Readable) {
    body.on("data", (piece: Uint8Array) => {
      this.#pieces.push(piece);
      this.#count(piece.length);
      if (this.#bytes >= READ_AHEAD_BYTES_MAX || readAheadTotal >= READ_AHEAD_TOTAL_BYTES_MAX) body.pause();
      if (!this.#collecting) this.#awake();
    });
    body.on("end", () => {
      this.complete = true;
      this.#awake();
    });
    body.on("error", (error) => {
      this.#error = error;
      this.#awake();
    });
    body.on("close", () => {
      if (!this.complete) this.#error ??= new Error("the body was closed");
      this.#awake();
    });
  }

  #collecting = false;

  /** Waits until all is read, an error or a bound is met, or `ms` have passed. */
  async settled(ms: number): Promise<void> {
    if (this.complete || this.#error !== undefined) return;
    this.#collecting = true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
    this.#collecting = false;
  }

  /** The next piece, undefined at the end, an Error when the body was cut. */
  async next(): Promise<Uint8Array | Error | undefined> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) {
        this.#count(-piece.length);
        if (this.#bytes < READ_AHEAD_BYTES_MAX / 2) this.body.resume();
        return piece;
      }
      if (this.#error !== undefined) return this.#error;
      if (this.complete) return undefined;
      this.body.resume();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  takeAll(): Uint8Array<ArrayBuffer> {
    const all = (
      this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces)
    ) as Uint8Array<ArrayBuffer>;
    this.destroy();
    return all;
  }

  destroy(): void {
    this.#count(-this.#bytes);
    this.#pieces = [];
    if (!this.complete) this.body.destroy();
    this.#awake();
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    readAheadTotal += bytes;
  }

  #awake(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
