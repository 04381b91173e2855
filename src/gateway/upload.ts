/** How patient the gateway is with a visitor's upload. A phone on a bad line sends some KB/s; an attacker one byte. */
export type UploadPatience = {
  /** No rate is asked for during this time. */
  readonly graceMs: number;
  /** Least average rate after that. */
  readonly bytesPerSecondMin: number;
  /** Longest pause between two pieces. */
  readonly pauseMs: number;
};
export const UPLOAD_PATIENCE: UploadPatience = { graceMs: 10_000, bytesPerSecondMin: 1024, pauseMs: 20_000 };

/** Why an upload did not come to its end, and the status that says so. */
export type UploadFailure = "slow" | "large" | "gone";
export const UPLOAD_STATUS: Record<UploadFailure, number> = { slow: 408, large: 413, gone: 400 };

export type Upload = {
  /** What goes to the origin: as the visitor sends it, with backpressure. It errors when the upload fails. */
  readonly body: ReadableStream<Uint8Array>;
  /** Set once the upload has failed; the request to the origin then fails as "aborted". */
  failure(): UploadFailure | undefined;
  /**
   * Waits until the body is whole, or `HEAD_START_BYTES` of it have come, or it has failed. Whoever waits for it before
   * asking the origin keeps slow uploads from taking the origin's few places: a form is then sent on at once.
   */
  headStart(): Promise<void>;
  /** What was read ahead and not passed on counts no longer. Call when the request is over, whatever became of it. */
  over(): void;
};

/** More than almost every form has. */
export const HEAD_START_BYTES = 64 * 1024;
/** Read ahead for all uploads together; beyond this they go on to the origin as they come. */
export const HEAD_START_TOTAL_BYTES_MAX = 32 * 1024 * 1024;

let headStartTotal = 0;
export const headStartBytes = (): number => headStartTotal;

/**
 * Watches over a request's body: its rate after a grace, its pauses and its size. The time that the origin takes to
 * accept bytes does not count against the visitor. Undefined when the request has no body. The runtime's idle rule
 * must be lifted (`holdOpen`), or it cuts an honest slow visitor first.
 */
export function watchUpload(
  body: ReadableStream<Uint8Array> | null,
  bytesMax: number,
  patience: UploadPatience = UPLOAD_PATIENCE,
): Upload | undefined {
  return body === null ? undefined : new WatchedUpload(body.getReader(), bytesMax, patience);
}

class WatchedUpload implements Upload {
  readonly body: ReadableStream<Uint8Array>;
  private readonly ahead: Uint8Array[] = [];
  private aheadBytes = 0;
  private whole = false;
  private failed: UploadFailure | undefined;
  private bytes = 0;
  private waitedMs = 0;

  constructor(
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
    private readonly bytesMax: number,
    private readonly patience: UploadPatience,
  ) {
    this.body = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const piece = this.shift() ?? (await this.next());
          if (piece !== undefined) controller.enqueue(piece);
          else if (this.failed !== undefined) controller.error(new Error(`upload ${this.failed}`));
          else controller.close();
        },
        cancel: () => {
          this.over();
          reader.cancel().catch(() => {});
        },
      },
      { highWaterMark: 0 },
    );
  }

  failure(): UploadFailure | undefined {
    return this.failed;
  }

  async headStart(): Promise<void> {
    while (this.aheadBytes < HEAD_START_BYTES && headStartTotal < HEAD_START_TOTAL_BYTES_MAX) {
      const piece = await this.next();
      if (piece === undefined) return;
      this.ahead.push(piece);
      this.count(piece.length);
    }
  }

  over(): void {
    this.count(-this.aheadBytes);
    this.ahead.length = 0;
  }

  private shift(): Uint8Array | undefined {
    const piece = this.ahead.shift();
    if (piece !== undefined) this.count(-piece.length);
    return piece;
  }

  /** The next piece from the visitor; undefined at the end, or when the upload has failed. */
  private async next(): Promise<Uint8Array | undefined> {
    if (this.whole || this.failed !== undefined) return undefined;
    const { patience } = this;
    const startedMs = performance.now();
    const dueMs = patience.graceMs + (this.bytes / patience.bytesPerSecondMin) * 1000 - this.waitedMs;
    const allowedMs = Math.min(patience.pauseMs, dueMs);
    const piece = await within(this.reader.read(), allowedMs).catch(() => "gone" as const);
    this.waitedMs += performance.now() - startedMs;
    if (piece === "late") return this.give("slow");
    if (piece === "gone") return this.give("gone");
    if (piece.done) {
      this.whole = true;
      return undefined;
    }
    this.bytes += piece.value.length;
    return this.bytes > this.bytesMax ? this.give("large") : piece.value;
  }

  private give(why: UploadFailure): undefined {
    this.failed ??= why;
    this.reader.cancel().catch(() => {});
    return undefined;
  }

  private count(bytes: number): void {
    this.aheadBytes += bytes;
    headStartTotal += bytes;
  }
}

/** What `work` gives, or "late" when it takes longer. */
export function within<T>(work: Promise<T>, ms: number): Promise<T | "late"> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve("late"), Math.max(1, ms));
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
