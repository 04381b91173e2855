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
};

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
  if (body === null) return undefined;
  const reader = body.getReader();
  let failure: UploadFailure | undefined;
  let bytes = 0;
  let waitedMs = 0;

  const give = (why: UploadFailure): Error => {
    failure ??= why;
    reader.cancel().catch(() => {});
    return new Error(`upload ${why}`);
  };
  const watched = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const startedMs = performance.now();
        const allowedMs = Math.min(
          patience.pauseMs,
          patience.graceMs + (bytes / patience.bytesPerSecondMin) * 1000 - waitedMs,
        );
        const piece = await within(reader.read(), allowedMs).catch(() => "gone" as const);
        waitedMs += performance.now() - startedMs;
        if (piece === "late") return controller.error(give("slow"));
        if (piece === "gone") return controller.error(give("gone"));
        if (piece.done) return controller.close();
        bytes += piece.value.length;
        if (bytes > bytesMax) return controller.error(give("large"));
        controller.enqueue(piece.value);
      },
      cancel: () => {
        reader.cancel().catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
  return { body: watched, failure: () => failure };
}

function within<T>(work: Promise<T>, ms: number): Promise<T | "late"> {
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
