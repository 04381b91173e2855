import { describe, expect, test } from "bun:test";
import { AttackMix, type AttackRequest, BODY_BYTES_LONGEST } from "./attack-mix.ts";
import { DEMO_TOWN } from "./demo-town.ts";
import { SeededRandom } from "./random.ts";

const COUNT = 20_000;
const requestsOf = (seed: number, count = COUNT): AttackRequest[] => {
  const mix = new AttackMix(DEMO_TOWN, "ville.example", new SeededRandom(seed));
  return Array.from({ length: count }, () => mix.next());
};
const requests = requestsOf(7);
const share = (of: readonly AttackRequest[], is: (request: AttackRequest) => boolean) =>
  of.filter(is).length / of.length;
const gets = requests.filter(({ kind }) => kind === "random-get");
const posts = requests.filter(({ kind }) => kind === "random-post");

describe("the mix", () => {
  test("has the published proportions", () => {
    expect(share(requests, ({ kind }) => kind === "random-get")).toBeWithin(0.41, 0.43);
    expect(share(requests, ({ kind }) => kind === "random-post")).toBeWithin(0.31, 0.33);
    expect(share(requests, ({ kind }) => kind === "fixed-get")).toBeWithin(0.23, 0.25);
    expect(share(requests, ({ kind }) => kind === "malformed")).toBeWithin(0.015, 0.025);
  });

  test("aims at search, page numbers and paths", () => {
    expect(share(gets, ({ target }) => /^\/recherche\?q=[0-9a-zA-Z]{6,12}$/.test(target))).toBeWithin(
      0.58,
      0.62,
    );
    expect(share(gets, ({ target }) => /^\/actualites\?page=\d{1,2}$/.test(target))).toBeWithin(0.18, 0.22);
    expect(share(gets, ({ target }) => /\/[0-9a-zA-Z]{6,12}$/.test(target))).toBeWithin(0.18, 0.22);
  });

  test("page numbers have few values, words never come twice", () => {
    const pages = gets.filter(({ target }) => target.includes("page="));
    expect(new Set(pages.map(({ target }) => target)).size).toBeLessThanOrEqual(110);
    const words = gets.filter(({ target }) => target.includes("?q="));
    expect(new Set(words.map(({ target }) => target)).size).toBe(words.length);
  });

  test("sends forms in three encodings, with stale tokens", () => {
    const encodings = ["application/x-www-form-urlencoded", "multipart/form-data", "application/json"];
    const [urlencoded, multipart, json] = encodings.map((type) =>
      share(posts, ({ contentType }) => contentType.startsWith(type)),
    ) as [number, number, number];
    expect(urlencoded).toBeWithin(0.69, 0.73);
    expect(multipart).toBeWithin(0.15, 0.19);
    expect(json).toBeWithin(0.1, 0.14);
    const token = /form-[0-9a-zA-Z]{43}/;
    expect(new Set(posts.map(({ body }) => token.exec(body)?.[0])).size).toBe(1);
    for (const path of ["/contact", "/recherche", "/lettre-info"])
      expect(share(posts, ({ target }) => target === path)).toBeGreaterThan(0.2);
  });

  test("bodies have the published sizes, one of them 480 kB, each character a byte", () => {
    const sizes = posts.map(({ body }) => body.length).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeWithin(400, 700);
    expect(sizes[Math.floor(sizes.length * 0.9)]).toBeWithin(2_500, 3_300);
    expect(sizes.filter((size) => size >= BODY_BYTES_LONGEST)).toHaveLength(1);
    for (const { body } of posts) expect(Buffer.from(body, "latin1").length).toBe(body.length);
    expect(Buffer.from(posts[0]?.body ?? "", "latin1").toString("utf8")).not.toContain("\ufffd");
  });

  test("is the same for the same seed", () => {
    expect(requestsOf(3, 500)).toEqual(requestsOf(3, 500));
    expect(requestsOf(4, 500)).not.toEqual(requestsOf(3, 500));
  });

  test("finds something to ask of a site without search, lists and forms", () => {
    const bare = { name: "bare", pages: ["/", "/a"], assets: [], feeds: [], documents: [] };
    const mix = new AttackMix(bare, "ville.example", new SeededRandom(1));
    for (let count = 0; count < 500; count++) expect(mix.next().target).toStartWith("/");
  });
});
