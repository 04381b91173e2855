import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { EXCHANGE_BYTES_MAX, packRound, type PackedRound, ROUNDS_PER_EXCHANGE_MAX } from "../exchange.ts";
import { type Batch, Outbox } from "./outbox.ts";

const round = (site: number, detail?: string): PackedRound =>
  packRound({
    site,
    at: 1_780_000_000_000,
    endedAt: 1_780_000_000_100,
    outcome: detail === undefined ? "up" : "down",
    failure: "ok",
    protection: "none",
    content: "same",
    phases: { totalMs: 100 },
    ...(detail === undefined
      ? {}
      : { attempts: [{ at: 1, failure: "ok", protection: "none", content: "same", totalMs: 1, detail }] }),
  });
const sitesOf = (batch: Batch) => (JSON.parse(batch.rounds) as PackedRound[]).map(([site]) => site);

/** An outbox on a disk that is a list, and the batches that it closed. */
function outboxOn(disk: Batch[], session = "a", charactersMax?: number) {
  const closed: Batch[] = [];
  const outbox = new Outbox({
    session,
    now: () => closed.length,
    left: [...disk],
    spool: (batches) => disk.push(...batches) > 0,
    unspool: (batch) => void disk.splice(disk.indexOf(batch), 1),
    onClosed: (batch) => closed.push(batch),
    ...(charactersMax === undefined ? {} : { charactersMax }),
  });
  return { outbox, closed };
}

describe("what waits for the keeper", () => {
  test("comes out once each and in order, over stops and lost answers", () => {
    const step = fc.oneof(
      fc.record({ add: fc.integer({ min: 1, max: 50 }) }),
      fc.constant("sent" as const),
      fc.constant("lost" as const),
      fc.constant("stop" as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const disk: Batch[] = [];
        let session = 0;
        let { outbox } = outboxOn(disk, String(session));
        const taken = new Map<string, number[]>();
        let added = 0;
        const send = (isAnswered: boolean) => {
          const batch = outbox.next();
          // The keeper counts a batch that comes twice once.
          taken.set(`${batch.session} ${batch.sequence}`, sitesOf(batch));
          if (isAnswered) outbox.acknowledge(batch);
          else outbox.save();
        };
        for (const one of steps) {
          if (one === "sent") send(true);
          else if (one === "lost") send(false);
          else if (one === "stop") {
            outbox.save();
            ({ outbox } = outboxOn(disk, String(++session)));
          } else for (let n = 0; n < one.add; n++) outbox.add(round(++added));
        }
        do send(true);
        while (outbox.waiting > 0);
        send(true);
        expect([...taken.values()].flat()).toEqual(Array.from({ length: added }, (_, n) => n + 1));
        expect(disk).toEqual([]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("fits into exchanges, however much evidence there is", () => {
    const { outbox } = outboxOn([]);
    for (let n = 1; n <= 5_000; n++) outbox.add(round(n));
    for (let n = 1; n <= 3_000; n++) outbox.add(round(n, "é".repeat(2_000)));
    let rounds = 0;
    while (outbox.waiting > 0 || rounds < 8_000) {
      const batch = outbox.next();
      expect(batch.count).toBeLessThanOrEqual(ROUNDS_PER_EXCHANGE_MAX);
      expect(Buffer.byteLength(batch.rounds)).toBeLessThan(EXCHANGE_BYTES_MAX - 200_000);
      rounds += batch.count;
      outbox.acknowledge(batch);
    }
    expect(rounds).toBe(8_000);
  });

  test("is bounded: the oldest goes, and is counted", () => {
    const disk: Batch[] = [];
    const { outbox } = outboxOn(disk, "a", 1_000_000);
    for (let n = 1; n <= 100_000; n++) outbox.add(round(n));
    const next = outbox.next();
    expect(outbox.dropped).toBeGreaterThan(80_000);
    expect(sitesOf(next)[0]).toBe(outbox.dropped + 1);
  });
});
