import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  NAME_CHARACTERS_MAX,
  PARAMETERS_MAX,
  ParameterRules,
  PROOFS_NEEDED,
  PROOFS_NEEDED_FOR_TELLING_NAMES,
  ROUTES_MAX,
} from "./learn-parameters.ts";

function same(rules: ParameterRules, name: string, values: number, route = "/r"): void {
  for (let value = 0; value < values; value++) rules.observe(route, name, String(value), "h", "h", true);
}

describe("learning parameters", () => {
  test("ignored after enough distinct values with the same body", () => {
    const rules = new ParameterRules();
    same(rules, "couleur", PROOFS_NEEDED - 1);
    expect(rules.verdict("/r", "couleur")).toBe("unknown");
    expect(rules.isKnown("/r")).toBe(false);
    for (let n = 0; n < 10; n++) rules.observe("/r", "couleur", "0", "h", "h", true);
    expect(rules.verdict("/r", "couleur")).toBe("unknown");
    same(rules, "couleur", PROOFS_NEEDED);
    expect(rules.verdict("/r", "couleur")).toBe("ignored");
    expect(rules.isKnown("/r")).toBe(true);
    expect(rules.verdict("/autre", "couleur")).toBe("unknown");
  });

  test.each(["page", "q", "id", "cat", "f[0]", "search_api_fulltext", "debut_articles"])(
    "%s needs a longer proof",
    (name) => {
      const rules = new ParameterRules();
      const telling = name === "f[0]" ? "type[0]" : name;
      same(rules, telling, PROOFS_NEEDED_FOR_TELLING_NAMES - 1);
      expect(rules.verdict("/r", telling)).toBe("unknown");
      same(rules, telling, PROOFS_NEEDED_FOR_TELLING_NAMES);
      expect(rules.verdict("/r", telling)).toBe("ignored");
    },
  );

  test("matters for ever at the first difference, even after it was ignored", () => {
    const rules = new ParameterRules();
    same(rules, "couleur", PROOFS_NEEDED);
    rules.observe("/r", "couleur", "9", "other", "h", true);
    expect(rules.verdict("/r", "couleur")).toBe("matters");
    same(rules, "couleur", 50);
    expect(rules.verdict("/r", "couleur")).toBe("matters");
  });

  test("a page that changes by itself proves nothing", () => {
    const rules = new ParameterRules();
    for (let value = 0; value < 50; value++) {
      rules.observe("/r", "a", String(value), "other", "h", false);
      rules.observe("/r", "b", String(value), "h", "h", false);
    }
    expect([rules.verdict("/r", "a"), rules.verdict("/r", "b"), rules.size]).toEqual([
      "unknown",
      "unknown",
      0,
    ]);
  });

  test("routes are bounded; the one used longest ago goes", () => {
    const rules = new ParameterRules();
    same(rules, "a", PROOFS_NEEDED, "/kept");
    same(rules, "a", PROOFS_NEEDED, "/lost");
    for (let n = 0; n < ROUTES_MAX - 1; n++) {
      if (n % 500 === 0) same(rules, "a", 1, "/kept");
      same(rules, "a", 1, `/made-up/${n}`);
    }
    expect(rules.size).toBe(ROUTES_MAX);
    expect(rules.verdict("/kept", "a")).toBe("ignored");
    expect(rules.isKnown("/lost")).toBe(false);
  });

  test("parameters of a route are bounded; made-up names never push out one that matters", () => {
    const rules = new ParameterRules();
    rules.observe("/r", "q", "x", "h1", "h0", true);
    for (let n = 0; n < 10 * PARAMETERS_MAX; n++) same(rules, `made-up-${n}`, 1);
    expect(rules.verdict("/r", "q")).toBe("matters");
    const [[, parameters] = ["", []]] = rules.toJSON() as Array<[string, unknown[]]>;
    expect(parameters).toHaveLength(PARAMETERS_MAX);
    same(rules, "n".repeat(NAME_CHARACTERS_MAX + 1), 50);
    expect(rules.verdict("/r", "n".repeat(NAME_CHARACTERS_MAX + 1))).toBe("unknown");
  });

  test("what is saved comes back, and what is not ours is nothing", () => {
    const step = fc.record({
      route: fc.constantFrom("/a", "/b"),
      name: fc.constantFrom("x", "y", "page"),
      value: fc.constantFrom("1", "2", "3", "4"),
      hash: fc.constantFrom("h", "h", "h", "other"),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.array(step, { maxLength: 10 }), (before, after) => {
        const rules = new ParameterRules();
        for (const { route, name, value, hash } of before) rules.observe(route, name, value, hash, "h", true);
        const again = ParameterRules.fromJSON(JSON.parse(JSON.stringify(rules)));
        for (const { route, name, value, hash } of after) {
          for (const one of [rules, again]) one.observe(route, name, value, hash, "h", true);
        }
        expect(again.toJSON()).toEqual(rules.toJSON());
      }),
      { seed: 5, numRuns: 100 },
    );
    for (const wrong of [undefined, null, 7, "x", {}, [1], [["/a", [["x", "perhaps", []]]]]]) {
      expect(ParameterRules.fromJSON(wrong).size).toBe(0);
    }
  });
});
