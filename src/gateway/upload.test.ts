import { describe, expect, test } from "bun:test";
import { type UploadPatience, watchUpload } from "./upload.ts";

const patience: UploadPatience = { graceMs: 100, bytesPerSecondMin: 1000, pauseMs: 150 };

/** A visitor's body: pieces of so many bytes, each after so many ms; then the end, silence, or a break. */
function bodyOf(pieces: [bytes: number, afterMs: number][], last: "end" | "silence" | "break" = "end") {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = pieces.shift();
      if (piece !== undefined) {
        await Bun.sleep(piece[1]);
        if (!cancelled) controller.enqueue(new Uint8Array(piece[0]));
      } else if (last === "end") controller.close();
      else if (last === "break") controller.error(new Error("reset"));
      else await new Promise(() => {});
    },
    cancel() {
      cancelled = true;
    },
  });
  return { body, wasCancelled: () => cancelled };
}

async function outcomeOf(visitor: ReturnType<typeof bodyOf>, bytesMax = 1_000_000) {
  const upload = watchUpload(visitor.body, bytesMax, patience);
  let bytes = 0;
  try {
    for await (const piece of upload?.body ?? []) bytes += piece.length;
    return { bytes, failure: upload?.failure() };
  } catch {
    return { bytes, failure: upload?.failure() };
  }
}

describe("an upload", () => {
  test("without a body there is nothing to watch", () => {
    expect(watchUpload(null, 10)).toBeUndefined();
  });
  test("at an honest rate passes whole", async () => {
    const pieces = Array.from({ length: 8 }, (): [number, number] => [100, 40]);
    expect(await outcomeOf(bodyOf(pieces))).toEqual({ bytes: 800, failure: undefined });
  });
  test("that drips is slow after the grace, though each pause is short", async () => {
    const visitor = bodyOf(Array.from({ length: 100 }, (): [number, number] => [1, 30]));
    const startedMs = performance.now();
    const { bytes, failure } = await outcomeOf(visitor);
    expect(failure).toBe("slow");
    expect(bytes).toBeLessThan(10);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(visitor.wasCancelled()).toBe(true);
  });
  test("that was fast may not rest on it for ever", async () => {
    expect(await outcomeOf(bodyOf([[100_000, 0]], "silence"))).toEqual({ bytes: 100_000, failure: "slow" });
  });
  test("larger than the bound fails at the piece that crosses it", async () => {
    expect(
      await outcomeOf(
        bodyOf([
          [600, 0],
          [600, 0],
        ]),
        1000,
      ),
    ).toEqual({ bytes: 600, failure: "large" });
  });
  test("whose visitor goes away is gone", async () => {
    expect(await outcomeOf(bodyOf([[5, 0]], "break"))).toEqual({ bytes: 5, failure: "gone" });
  });
  test("is not blamed for an origin that reads slowly", async () => {
    const upload = watchUpload(
      bodyOf([
        [10, 0],
        [10, 0],
        [10, 0],
      ]).body,
      1000,
      patience,
    );
    let bytes = 0;
    for await (const piece of upload?.body ?? []) {
      bytes += piece.length;
      await Bun.sleep(200);
    }
    expect([bytes, upload?.failure()]).toEqual([30, undefined]);
  });
});
