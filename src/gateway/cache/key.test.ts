import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  canonicalTarget,
  RAW_TARGET_CHARACTERS_MAX,
  TARGET_CHARACTERS_MAX,
  UNKNOWN_NAMES_MAX,
} from "./key.ts";
import { ParameterRules } from "./learn-parameters.ts";

/** On "/recherche": q matters, vue is ignored, everything else is unknown. */
function learned(): ParameterRules {
  const rules = new ParameterRules();
  rules.observe("/recherche", "q", "a", "h1", "h0", true);
  for (const value of ["1", "2", "3"]) rules.observe("/recherche", "couleur", value, "h0", "h0", true);
  return rules;
}
const canonical = (target: string, keepUnknown = true) => canonicalTarget(target, learned(), keepUnknown);

describe("the canonical target", () => {
  test.each([
    ["/", "/"],
    ["/a/b.html", "/a/b.html"],
    ["/a?", "/a"],
    ["/a?&&", "/a"],
    ["/a?b=2&a=1", "/a?a=1&b=2"],
    ["/a?b=2&a=9&b=1&a=8", "/a?a=9&a=8&b=2&b=1"],
    ["/a?x=%C3%A9+z&a", "/a?a&x=%C3%A9+z"],
    ["/a?b=1#haut", "/a?b=1"],
    ["/a#haut?b=1", "/a"],
    ["/a?utm_source=x&b=1&fbclid=y&gclid=z&mc_cid=1&pk_campaign=2", "/a?b=1"],
    ["/a?utm_source=x", "/a"],
    ["/%C3%A9cole/2024", "/%C3%A9cole/2024"],
    ["/.well-known/security.txt", "/.well-known/security.txt"],
    ["/a/", "/a/"],
    ["/a...b/..c", "/a...b/..c"],
  ])("%s becomes %s", (given, expected) => {
    expect(canonical(given)).toMatchObject({ target: expected, shareable: true });
  });

  test.each([
    "//a",
    "/a//b",
    "/a;jsessionid=1",
    "/a%3bb",
    "/a/../b",
    "/a/..",
    "/./a",
    "/a/.",
    "/a%2fb",
    "/a%2Fb",
    "/a%5cb",
    "/a\\b",
    "/a%00",
    "/a%0d%0ab",
    "/a%1f",
    "/a%7f",
    "/%2e%2e/a",
    "/a%252fb",
    "/compte%3fx.css",
    "/compte%23x.css",
    "/a%zz",
    "/a%",
    "/a b",
    "/a\tb",
    "/é",
    "a",
    "",
    "*",
    "http://autre/",
    "/a?b=c d",
    "/a?b=é",
    "/a?b=\x00",
  ])("%p is not shared, and stays as it came", (given) => {
    expect(canonical(given)).toMatchObject({ target: given, shareable: false });
  });

  test("what is known to be ignored goes; unknown names stay in calm and are told", () => {
    expect(canonical("/recherche?z=1&q=eau&couleur=bleu")).toMatchObject({
      target: "/recherche?q=eau&z=1",
      unknown: ["z"],
      route: "/recherche",
    });
  });

  test("in a siege, unknown names go on a known route and stay on a route of which nothing is known", () => {
    expect(canonical("/recherche?z=1&q=eau&couleur=bleu", false).target).toBe("/recherche?q=eau");
    expect(canonical("/agenda?z=1&q=eau", false).target).toBe("/agenda?q=eau&z=1");
  });

  test("pages of one kind are one route", () => {
    expect(canonical("/actualites/2024/12/?page=2").route).toBe("/actualites/#/#/");
    expect(canonical("/node/17").route).toBe("/node/#");
    expect(canonical("/page-17").route).toBe("/page-17");
  });

  test("long targets are not shared, long tracking is only dropped, and names told are bounded", () => {
    expect(canonical(`/a?b=${"x".repeat(TARGET_CHARACTERS_MAX)}`).shareable).toBe(false);
    expect(canonical(`/${"x".repeat(TARGET_CHARACTERS_MAX)}`).shareable).toBe(false);
    expect(canonical(`/${"x".repeat(TARGET_CHARACTERS_MAX - 1)}`).shareable).toBe(true);
    expect(canonical(`/a?gclid=${"x".repeat(TARGET_CHARACTERS_MAX)}`)).toMatchObject({
      target: "/a",
      shareable: true,
    });
    expect(canonical(`/a?gclid=${"x".repeat(RAW_TARGET_CHARACTERS_MAX)}`).shareable).toBe(false);
    const many = Array.from({ length: 100 }, (_, n) => `p${n}=1`).join("&");
    expect(canonical(`/a?${many}`).unknown).toHaveLength(UNKNOWN_NAMES_MAX);
  });
});

describe("properties of the canonical target", () => {
  const name = fc.constantFrom("q", "couleur", "page", "z", "utm_source", "a[]", "a%5B%5D", "Q", "");
  const value = fc.string({ maxLength: 5, unit: fc.constantFrom(..."ab=%2+/?.") });
  const pairs = fc.array(fc.tuple(name, fc.option(value)), { maxLength: 8 });
  const path = fc.constantFrom("/", "/recherche", "/agenda", "/a/b", "/a//b", "/a;b");
  const text = (list: Array<[string, string | null]>) =>
    list.map(([key, value]) => (value === null ? key : `${key}=${value}`)).join("&");
  const settings = { seed: 11, numRuns: 400 };

  test("is its own canonical form: what goes to the origin has the same key", () => {
    fc.assert(
      fc.property(path, pairs, fc.boolean(), (where, list, keepUnknown) => {
        const once = canonical(`${where}?${text(list)}`, keepUnknown);
        expect(canonical(once.target, keepUnknown)).toMatchObject({
          target: once.target,
          shareable: once.shareable,
        });
      }),
      settings,
    );
  });

  test("the order of different names does not matter", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, fc.option(value)), { maxLength: 8, selector: ([key]) => key }),
        fc.integer({ min: 0, max: 7 }),
        (list, by) => {
          const turned = [...list.slice(by), ...list.slice(0, by)];
          expect(canonical(`/agenda?${text(turned)}`).target).toBe(canonical(`/agenda?${text(list)}`).target);
        },
      ),
      settings,
    );
  });

  test("two targets with different kept parameters never become one", () => {
    const keptOf = (list: Array<[string, string | null]>, key: string) =>
      JSON.stringify(list.filter(([one]) => one === key));
    fc.assert(
      fc.property(pairs, pairs, (one, other) => {
        // An empty pair says nothing and is left out.
        const [a, b] = [one, other].map((list) =>
          list.filter(([key, given]) => key !== "" || given !== null),
        );
        const differ = ["q", "page", "z", "a[]", "a%5B%5D", "Q", ""].some(
          (key) => keptOf(a ?? [], key) !== keptOf(b ?? [], key),
        );
        const [x, y] = [`/recherche?${text(a ?? [])}`, `/recherche?${text(b ?? [])}`];
        expect(canonical(x).target !== canonical(y).target).toBe(differ);
      }),
      settings,
    );
  });
});
