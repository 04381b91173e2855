import { describe, expect, test } from "bun:test";
import { saidIn } from "../../test/support/press/sentences.ts";
import { openGazetteer } from "../gazetteer/index.ts";
import { openExtraction } from "./extract/index.ts";
import type { Stance } from "./reading.ts";

/** Of several hundred ways to say a stance, the share that has to be understood in each language. */
const SHARE_MIN = 0.94;
/** A slow, busy machine reads more than a thousand texts in it. */
const TIMEOUT_MS = 120_000;
/** Where a careful reader could say the one or the other. */
const OR: Partial<Record<Stance, Stance>> = {
  denies: "no-incident",
  "no-incident": "accessible",
  accessible: "no-incident",
};
const TOWN = { id: "commune:57672", name: "Thionville" };

const read = openExtraction(openGazetteer());

describe.each(["fr", "en"] as const)("ways to say a stance: %s", (lang) => {
  const said = saidIn(lang);

  test("there are many of each", () => {
    const counts = new Map<string, number>();
    for (const { stance } of said) counts.set(stance, (counts.get(stance) ?? 0) + 1);
    expect(counts.size).toBe(12);
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(8);
  });

  test(
    "most are understood, and of the town alone",
    () => {
      const missed = said.filter(({ text, stance }) => {
        const { attacks } = read({ text: text(TOWN.name) });
        const [only, ...more] = attacks;
        const stances = only?.statements.map((statement) => statement.stance) ?? [];
        return (
          only?.body.id !== TOWN.id ||
          more.length > 0 ||
          !stances.some((one) => one === stance || one === OR[stance])
        );
      });
      const listed = missed.map(({ stance, sentence }) => `${stance}: ${sentence}`).join("\n");
      expect(1 - missed.length / said.length, listed).toBeGreaterThanOrEqual(SHARE_MIN);
    },
    TIMEOUT_MS,
  );

  test(
    "nobody else is ever accused",
    () => {
      for (const { text, sentence } of said) {
        const others = read({ text: text(TOWN.name) }).attacks.filter(({ body }) => body.id !== TOWN.id);
        expect(others, sentence).toEqual([]);
      }
    },
    TIMEOUT_MS,
  );
});
