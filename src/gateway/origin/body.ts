import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { OriginFailure } from "./exchange.ts";

/**
 * The body of an answer as a Readable that ends only when every byte has come: a Content-Length not reached, a last
 * chunk that is missing, a reset, a pause of more than `idleTimeoutMs` while bytes are wanted, or the abort of
 * `signal` each surface as "error". Destroying it closes the connection to the origin.
 */
export function bodyOf(
  answer: IncomingMessage,
  options: { method: string; idleTimeoutMs: number; signal: AbortSignal | undefined },
): Readable {
  return new OriginBody(answer, options);
}

class OriginBody extends Readable {
  readonly #answer: IncomingMessage;
  readonly #idleTimeoutMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = () => this.destroy(new OriginFailure("aborted", "the visitor went away"));
  #bytesMissing: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(
    answer: IncomingMessage,
    options: { method: string; idleTimeoutMs: number; signal: AbortSignal | undefined },
  ) {
    super({ highWaterMark: 64 * 1024 });
    this.#answer = answer;
    this.#idleTimeoutMs = options.idleTimeoutMs;
    this.#signal = options.signal;
    const bodyless = options.method === "HEAD" || answer.statusCode === 204 || answer.statusCode === 304;
    const length = answer.headers["content-length"];
    this.#bytesMissing = bodyless ? 0 : length === undefined ? undefined : Number(length);

    // Somebody may destroy the body before anybody listens: that must not take the process down.
    this.on("error", () => {});
    answer.on("data", (chunk: Buffer) => this.#take(chunk));
    answer.on("end", () => this.#finish());
    answer.on("error", (error) => this.#cutShort(error.message));
    answer.on("aborted", () => this.#cutShort("aborted"));
    answer.on("close", () => {
      if (!this.#ended) this.#cutShort("closed");
    });
    answer.pause();
    this.#signal?.addEventListener("abort", this.#onAbort, { once: true });
    if (this.#signal?.aborted) this.#onAbort();
  }

  override _read(): void {
    if (this.#ended) return;
    this.#arm();
    this.#answer.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#release();
    if (!this.#ended) this.#answer.destroy();
    done(error);
  }

  #take(chunk: Buffer): void {
    if (this.destroyed) return;
    if (this.#bytesMissing !== undefined) this.#bytesMissing -= chunk.length;
    if (this.push(chunk)) {
      this.#arm();
    } else {
      clearTimeout(this.#timer);
      this.#answer.pause();
    }
  }

  #finish(): void {
    if (this.#ended || this.destroyed) return;
    const short = this.#bytesMissing !== undefined && this.#bytesMissing !== 0;
    // A body that lasts until the connection closes looks complete after a reset too: only the socket knows.
    const reset = this.#answer.socket?.errored instanceof Error;
    if (short || reset || this.#answer.complete === false) {
      this.#cutShort("ended early");
      return;
    }
    this.#ended = true;
    this.#release();
    this.push(null);
  }

  #cutShort(how: string): void {
    if (this.#ended || this.destroyed) return;
    this.destroy(new OriginFailure("reset", `the origin cut the body short (${how})`));
  }

  #arm(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.destroy(new OriginFailure("timeout", "the origin stopped sending the body")),
      this.#idleTimeoutMs,
    );
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener("abort", this.#onAbort);
  }
}
