import { describe, expect, test } from "bun:test";
import { pressTexts } from "./corpus.ts";
import { measure } from "./measure.ts";
import { sharesOf } from "./score.ts";

/**
 * What reading must not fall below on the texts that rules were written on; a little under what was measured. The figures
 * themselves, and those of the texts kept apart, are in bench/RESULTS.md.
 */
const FLOORS = {
  bodyPrecision: 0.985,
  bodyRecall: 0.92,
  stanceF1: 0.89,
  denialRecall: 0.87,
  dispatchF1: 0.97,
  accusedMax: 0,
};

describe("reading the texts of dev", () => {
  const texts = pressTexts("dev");
  const { whole, dispatches } = measure(texts);

  test("finds who is attacked, and hardly anybody else", () => {
    const { precision, recall } = sharesOf(whole.body);
    expect(precision, whole.errors.join("\n")).toBeGreaterThanOrEqual(FLOORS.bodyPrecision);
    expect(recall, whole.errors.join("\n")).toBeGreaterThanOrEqual(FLOORS.bodyRecall);
  });

  test("finds what is said of it, denials first", () => {
    expect(sharesOf(whole.stance).f1, whole.errors.join("\n")).toBeGreaterThanOrEqual(FLOORS.stanceF1);
    expect(sharesOf(whole.denial).recall).toBeGreaterThanOrEqual(FLOORS.denialRecall);
  });

  test("accuses nobody where nobody is attacked", () => {
    const negatives = texts.filter(({ kind }) => kind === "negative").map(({ id }) => `${id}:`);
    const errors = whole.errors.filter((error) => negatives.some((id) => error.startsWith(id)));
    expect(whole.accused, errors.join("\n")).toBeLessThanOrEqual(FLOORS.accusedMax);
  });

  test("puts the versions of one story together", () => {
    expect(sharesOf(dispatches.all).f1).toBeGreaterThanOrEqual(FLOORS.dispatchF1);
  });

  test("quotes exact spans", () => {
    expect(whole.quotes.given).toBeGreaterThan(400);
    expect(whole.quotes.exact).toBe(whole.quotes.given);
  });
});
