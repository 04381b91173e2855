import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { CERTIFICATE_FAILURES, CONTENTS, FAILURES, OUTCOMES, PROTECTIONS } from "../codes.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";
import { codeOf, msOf, ROOM, timeByte, wordsOf } from "./code.ts";
import {
  addRounds,
  decodeDay,
  eachRound,
  emptyDay,
  encodeDay,
  type KeptRound,
  RUNS_MAX,
  tallyOf,
} from "./day-row.ts";
import { decodePiece, encodePiece } from "./piece.ts";

const DAY = 20_000 * 86_400_000;
const place = (list: readonly unknown[]) => fc.nat(list.length - 1);
const code = fc
  .tuple(
    place(OUTCOMES),
    place(FAILURES),
    fc.integer({ min: -1, max: 3 }),
    place(PROTECTIONS),
    place(CONTENTS),
    fc.boolean(),
  )
  .map(([outcome, failure, certificate, protection, content, slow]) =>
    codeOf(
      outcome,
      failure,
      certificate === -1 ? -1 : FAILURES.indexOf(CERTIFICATE_FAILURES[certificate] ?? "ok"),
      protection,
      content,
      slow,
    ),
  );
const times = fc.array(fc.nat(255), { minLength: 5, maxLength: 5 });

test("the words still have room in their numbers", () => {
  expect(CONTENTS.length).toBeLessThanOrEqual(ROOM.contents);
  expect(OUTCOMES.length).toBeLessThanOrEqual(ROOM.outcomes);
  expect(CERTIFICATE_FAILURES.length).toBeLessThanOrEqual(ROOM.certificates);
  expect(PROTECTIONS.length).toBeLessThanOrEqual(ROOM.protections);
  expect(FAILURES.length).toBeLessThanOrEqual(ROOM.failures);
});

test("all words come back from their number, and the usual one is small", () => {
  fc.assert(
    fc.property(
      place(OUTCOMES),
      place(FAILURES),
      place(PROTECTIONS),
      place(CONTENTS),
      fc.boolean(),
      (...places) => {
        const [outcome, failure, protection, content, slow] = places;
        expect(wordsOf(codeOf(outcome, failure, -1, protection, content, slow))).toEqual({
          outcome: OUTCOMES[outcome] ?? "void",
          failure: FAILURES[failure] ?? "ok",
          protection: PROTECTIONS[protection] ?? "none",
          content: CONTENTS[content] ?? "same",
          slow,
        });
      },
    ),
    { seed: 1, numRuns: 500 },
  );
  expect(codeOf(0, 0, -1, 0, 1, false)).toBe(1);
  expect(wordsOf(2 ** 20 - 1).outcome).toBe("void");
});

test("a time comes back within 2.2 per cent", () => {
  for (let ms = 1; ms < 60_000; ms = ms * 1.07 + 1) {
    expect(Math.abs((msOf(timeByte(ms)) ?? 0) - ms)).toBeLessThan(ms * 0.022 + 1);
  }
  expect(msOf(timeByte(-1))).toBeUndefined();
  expect(msOf(timeByte(0))).toBe(0);
});

test("whole numbers come back from their bytes", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 20 }), (numbers) => {
      const writer = new ByteWriter();
      const small = numbers.filter((one) => Math.abs(one) < 2 ** 51);
      for (const one of small) writer.signed(one);
      const reader = new ByteReader(writer.take());
      expect(small.map(() => reader.signed())).toEqual(small);
      expect(reader.ended).toBe(true);
    }),
    { seed: 2, numRuns: 300 },
  );
});

const stream = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 900 }), code, times), { maxLength: 120 })
  .map((steps) => {
    let atMs = DAY;
    return steps.flatMap(([gapS, one, its]): KeptRound[] => {
      atMs += gapS * 1000;
      return atMs < DAY + 86_400_000 ? [{ atMs, code: one, times: its }] : [];
    });
  });
const few = fc.array(fc.tuple(fc.integer({ min: 280, max: 320 }), fc.constantFrom(1, 1, 1, 17), times), {
  maxLength: 270,
});

const roundsOf = (row: ReturnType<typeof emptyDay>, from = DAY, to = DAY + 86_400_000) => {
  const found: { at: number; code: number }[] = [];
  for (const run of row.runs) eachRound(run, DAY, from, to, (at) => found.push({ at, code: run.code }));
  return found.sort((a, b) => a.at - b.at);
};

describe("a day's row", () => {
  test("tells each round's words in their order, whatever was written in whatever portions", () => {
    fc.assert(
      fc.property(stream, fc.nat(119), (rounds, cut) => {
        let row = emptyDay();
        addRounds(row, rounds.slice(0, cut), DAY);
        row = decodeDay(encodeDay(row));
        addRounds(row, rounds.slice(cut), DAY);
        row = decodeDay(encodeDay(row));
        const found = roundsOf(row);
        expect(found.map((one) => one.code)).toEqual(rounds.map((one) => one.code));
        expect(tallyOf(row).reduce((sum, one) => sum + one, 0)).toBe(rounds.length);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test("tells the times of a steady pace to within half its jitter, and where a word changes to the second", () => {
    fc.assert(
      fc.property(few, (steps) => {
        let atMs = DAY;
        const rounds = steps.map(([gapS, one, its]) => {
          atMs += gapS * 1000;
          return { atMs, code: one, times: its };
        });
        const row = emptyDay();
        addRounds(
          row,
          rounds.filter((one) => one.atMs < DAY + 86_400_000),
          DAY,
        );
        for (const run of row.runs) {
          expect(
            rounds.some(({ atMs: at, code: one }) => one === run.code && at === DAY + run.firstS * 1000),
          ).toBe(true);
          expect(
            rounds.some(({ atMs: at, code: one }) => one === run.code && at === DAY + run.lastS * 1000),
          ).toBe(true);
        }
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test("of a quiet day takes less than forty bytes", () => {
    const row = emptyDay();
    const quiet = Array.from({ length: 288 }, (_, n) => ({
      atMs: DAY + n * 300_000 + ((n * 7919) % 9) * 1000,
      code: 1,
      times: [30, 50, 60, 100 + (n % 9), 110 + (n % 9)],
    }));
    addRounds(row, quiet, DAY);
    expect(row.runs).toHaveLength(1);
    expect(encodeDay(row).length).toBeLessThan(40);
  });

  test("a pause begins a new run", () => {
    const at = (n: number) => ({ atMs: DAY + n * 300_000, code: 1, times: [0, 0, 0, 0, 90] });
    const row = emptyDay();
    addRounds(row, [at(0), at(1), at(2), at(20), at(21)], DAY);
    expect(roundsOf(row).map((one) => (one.at - DAY) / 300_000)).toEqual([0, 1, 2, 20, 21]);
    expect(roundsOf(row, DAY + 600_000, DAY + 6_000_001).map((one) => (one.at - DAY) / 300_000)).toEqual([
      2, 20,
    ]);
  });

  test("has a bound, beyond which rounds are still counted", () => {
    const row = emptyDay();
    const rounds = Array.from({ length: RUNS_MAX + 500 }, (_, n) => ({
      atMs: DAY + n * 20_000,
      code: n % 2,
      times: [0, 0, 0, 0, 9],
    }));
    addRounds(row, rounds, DAY);
    expect(row.runs).toHaveLength(RUNS_MAX);
    expect(tallyOf(row)[0]).toBe(RUNS_MAX + 500);
  });

  test("of any bytes is read without an error and within its bounds", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const row = decodeDay(Uint8Array.from([1, ...bytes]));
        expect(row.runs.length).toBeLessThanOrEqual(RUNS_MAX);
        for (const run of row.runs)
          expect(run.firstS >= 0 && run.lastS <= 86_399 && run.rounds <= 86_400).toBe(true);
        wordsOf(row.runs[0]?.code ?? 0);
        decodePiece(bytes);
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

test("a piece gives back each round exactly", () => {
  fc.assert(
    fc.property(stream, (rounds) => {
      expect(decodePiece(encodePiece(rounds))).toEqual(
        rounds.map((one) => ({ ...one, times: [...one.times] })),
      );
    }),
    { seed: 6, numRuns: 200 },
  );
});
