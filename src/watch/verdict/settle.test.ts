import { describe, expect, test } from "bun:test";
import { CALM, inOrder, T0, told } from "../../../test/support/sayings.ts";
import { sayingOf } from "./saying.ts";
import { settle } from "./settle.ts";

const TWO = { french: 0b11, trusted: 0b11 };
const told2 = (text: string) => told(text, { vantage: 1, from: T0 + 2_000 });

describe("the settled account", () => {
  const [a, b] = [told("uuuuuudddduuuuuuuu"), told2("uuuuuudddduuuuuuuu")];

  test("tells when each word was decided and since when it holds", () => {
    const changes = settle(inOrder(a, b), TWO);
    expect(changes.map(({ was, is }) => `${was}>${is}`)).toEqual([
      "inconclusive>accessible",
      "accessible>inaccessible",
      "inaccessible>intermittent",
      "intermittent>accessible",
    ]);
    const down = changes[1];
    expect(Math.abs((down?.since ?? 0) - (T0 + 5.5 * CALM))).toBeLessThan(2_001);
    expect(down?.decidedAt).toBe(T0 + 6 * CALM + 63_000);
  });

  test("is the same in whatever order sayings came", () => {
    expect(settle([...b].reverse().concat(a), TWO)).toEqual(settle(inOrder(a, b), TWO));
  });

  test("without what is no longer trusted, the word it led to is not there", () => {
    const alone = settle(told2("uuuuuuuuuuuu"), TWO);
    expect(settle(inOrder(told2("uuuuuuuuuuuu")), TWO)).toEqual(alone);
    expect(alone.map(({ is }) => is)).toEqual(["accessible"]);
  });
});

test("a round becomes a saying in numbers", () => {
  const round = {
    ...({ site: 7, at: T0, endedAt: T0 + 61_000, outcome: "down", failure: "tcp.reset" } as const),
    ...({ protection: "maintenance", content: "not_comparable", phases: { totalMs: 12 } } as const),
  };
  expect(sayingOf(3, round)).toEqual({
    ...{ vantage: 3, at: T0, endedAt: T0 + 61_000, outcome: 2, failure: 9, marks: 1 << 5, totalMs: 12 },
  });
});
