import { describe, expect, test } from "bun:test";
import { HEAD_START_BYTES, headStartBytes, type UploadPatience, watchUpload } from "./upload.ts";

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

async function outcomeOf(visitor: ReturnType<typeof bodyOf>, bytesMax = 1_000_000, asked = patience) {
  const upload = watchUpload(visitor.body, bytesMax, asked);
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
    // Longer than the grace in all; each piece earns a second, so that a busy machine makes nobody slow.
    const pieces = Array.from({ length: 30 }, (): [number, number] => [1_000, 20]);
    expect(await outcomeOf(bodyOf(pieces), 1_000_000, { ...patience, graceMs: 500, pauseMs: 5_000 })).toEqual(
      {
        bytes: 30_000,
        failure: undefined,
      },
    );
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

describe("a head start", () => {
  async function begin(visitor: ReturnType<typeof bodyOf>) {
    const upload = watchUpload(visitor.body, 1_000_000, patience);
    if (upload === undefined) throw new Error("there is a body");
    const startedMs = performance.now();
    await upload.headStart();
    return { upload, ms: performance.now() - startedMs };
  }
  const lengthOf = async (body: ReadableStream<Uint8Array>) => (await new Response(body).bytes()).length;

  test("waits for the whole of a form, which then goes on complete", async () => {
    const before = headStartBytes();
    const { upload, ms } = await begin(
      bodyOf([
        [100, 30],
        [200, 30],
        [300, 30],
      ]),
    );
    expect(ms).toBeGreaterThan(80);
    expect(headStartBytes() - before).toBe(600);
    expect(await lengthOf(upload.body)).toBe(600);
    expect(headStartBytes()).toBe(before);
  });

  test("waits for the beginning of a large upload only", async () => {
    const pieces = Array.from({ length: 20 }, (): [number, number] => [HEAD_START_BYTES / 4, 0]);
    const { upload } = await begin(bodyOf(pieces));
    expect(headStartBytes()).toBe(HEAD_START_BYTES);
    expect(await lengthOf(upload.body)).toBe(5 * HEAD_START_BYTES);
  });

  test("ends with the patience, and a failed upload goes nowhere", async () => {
    const { upload, ms } = await begin(bodyOf([[10, 0]], "silence"));
    expect(ms).toBeLessThan(1_000);
    expect(upload.failure()).toBe("slow");
    await expect(lengthOf(upload.body)).rejects.toThrow();
    upload.over();
    expect(headStartBytes()).toBe(0);
  });

  test("of a visitor who leaves is counted no longer", async () => {
    const { upload } = await begin(bodyOf([[1000, 0]], "break"));
    expect(upload.failure()).toBe("gone");
    await upload.body.cancel();
    expect(headStartBytes()).toBe(0);
  });
});
