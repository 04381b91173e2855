import { describe, expect, test } from "bun:test";
import { NOTES, notesOn, RULES, ruleOn, rulesOn, ruleVersion } from "./index.ts";
import type { Rule } from "./rule.ts";

const name = ({ rule, since }: Rule) => `${rule} since ${since}`;

describe("the law as data", () => {
  test.each(RULES.map((rule) => [name(rule), rule] as const))("%s is whole", (_name, rule) => {
    const stages = rule.stages.map(({ stage }) => stage);
    const items = rule.items.map(({ item }) => item);
    expect(new Set(stages).size).toBe(stages.length);
    expect(new Set(items).size).toBe(items.length);
    // A stage counts from awareness or from one before it: what waits for itself is never due.
    for (const [index, { from }] of rule.stages.entries()) {
      expect(["awareness", ...stages.slice(0, index)]).toContain(from);
    }
    for (const { needed, from } of rule.stages)
      if (needed === "when-incomplete") expect(from).not.toBe("awareness");
    expect(rule.source.url).toMatch(/^https:\/\//);
    expect(rule.source.article).not.toBe("");
    expect(rule.until === null || rule.until > rule.since).toBe(true);
  });

  test("says everything in French set as French is, and in English", () => {
    for (const [key, text] of texts([...RULES, ...NOTES])) {
      expect(text.trim()).not.toBe("");
      if (key === "fr") expect(text).not.toMatch(/ [;!?»:]|« |'/);
    }
  });

  test("has one version of a rule on a day", () => {
    for (const one of RULES) {
      const overlapping = RULES.filter(
        (other) =>
          other !== one &&
          other.rule === one.rule &&
          other.since <= (one.until ?? "9999") &&
          one.since <= (other.until ?? "9999"),
      );
      expect(overlapping).toEqual([]);
      expect(ruleOn(one.rule, one.since)).toBe(one);
      expect(ruleVersion(one.rule, one.since)).toBe(one);
      const before = ruleOn(one.rule, previousDay(one.since));
      expect(before?.since ?? "none").not.toBe(one.since);
    }
  });

  test("offers what was in force: no complaint within 72 hours for Caen, NIS 2 only where it is switched on", () => {
    const rules = (day: string, nis2: boolean) => rulesOn(day, { nis2 }).map(({ rule }) => rule);
    expect(rules("2022-09-26", true)).toEqual(["gdpr-33", "gdpr-34", "birth", "birth-guyane"]);
    expect(rules("2023-04-23", false)).not.toContain("complaint-72h");
    expect(rules("2023-04-24", false)).toContain("complaint-72h");
    expect(rules("2026-11-28", false)).not.toContain("nis2-23");
    expect(rules("2026-11-28", true)).toContain("nis2-23");
  });

  test("tells which penal text applies to the day of the facts", () => {
    expect(notesOn("2022-09-26").map(({ id }) => id)).toEqual(["penal-before-lopmi"]);
    expect(notesOn("2023-01-25").map(({ id }) => id)).toEqual(["penal-before-lopmi"]);
    expect(notesOn("2023-01-26").map(({ id }) => id)).toEqual(["penal-since-lopmi"]);
  });

  test("asks for every element of art. 33, § 3 of the RGPD", () => {
    const articles = RULES.find(({ rule }) => rule === "gdpr-33")?.items.filter(
      ({ needed }) => needed === "always",
    );
    expect(new Set(articles?.map(({ article }) => article))).toEqual(
      new Set(["33, § 3, a", "33, § 3, b", "33, § 3, c", "33, § 3, d"]),
    );
  });
});

function previousDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** All texts with their language. */
function texts(value: unknown, key = ""): [string, string][] {
  if (typeof value === "string") return key === "fr" || key === "en" ? [[key, value]] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => texts(part, name));
}
