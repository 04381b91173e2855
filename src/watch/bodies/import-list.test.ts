import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { openWatchDesk } from "../../../test/support/watch-desk.ts";
import type { Journal } from "../../journal/index.ts";
import { program } from "../../kernel/actor.ts";
import { SITES_MAX } from "../events.ts";
import { importRequest, previewSchema } from "./answers.ts";
import type { Desk } from "./desk.ts";
import { importList, previewList, unmatchedTable } from "./import-list.ts";
import { openBook } from "./index.ts";
import { LIST_BYTES_MAX } from "./list-rows.ts";

let journal: Journal;
let desk: Desk;
let close: () => void;

beforeEach(() => {
  ({ journal, desk, close } = openWatchDesk());
});
afterEach(() => close());

const actor = program("test");
const take = (text: string, more: object = {}) =>
  importList(desk, importRequest.parse({ id: "m-1", text, source: "test", ...more }), actor);
/** Lines of a table, each with its cells. */
const cellsOf = (csv: string) =>
  csv
    .replace("\ufeff", "")
    .trim()
    .split("\r\n")
    .map((row) => row.split(","));
const LIST = `https://www.nimes.fr
http://www.nimes.fr
https://nimes.fr
https://www.nimes.fr/
ville-sens89.fr
https://www.etrepilly.fr
https://example.org
http://10.0.0.1
`;

describe("a list", () => {
  test("is shown before it is taken in: what it is, what is doubtful, what is refused and why", async () => {
    const preview = await previewList(desk, { text: LIST, format: undefined });
    expect(preview).toMatchObject({
      lines: 8,
      sites: 6,
      matched: 4,
      undecided: 1,
      known: 0,
      repeated: 1,
      refused: [{ line: 8, text: "http://10.0.0.1", why: "private" }],
      refusedTotal: 1,
      byKind: { commune: 4, none: 2 },
    });
    const [doubtful] = preview.samples;
    expect(doubtful).toMatchObject({ url: "https://www.etrepilly.fr", body: null, sure: "candidates" });
    expect(doubtful?.candidates.map(({ departement }) => departement)).toEqual(["02", "77"]);
    expect(journal.count()).toBe(0);
  });

  test("gives all lines without a body, and those that are refused, as a table", async () => {
    const table = await unmatchedTable(desk, { text: LIST, format: undefined });
    expect(cellsOf(table)).toEqual([
      ["line", "address", "name", "why", "candidates"],
      [
        "6",
        "https://www.etrepilly.fr",
        "",
        "candidates",
        "commune:02297 Étrépilly (02); commune:77173 Étrépilly (77)",
      ],
      ["7", "https://example.org", "", "none", ""],
      ["8", "http://10.0.0.1", "", "refused: private", ""],
    ]);
    const many = Array.from({ length: 450 }, (_, n) => `https://s${n}.example.org`).join("\n");
    const { samples } = await previewList(desk, { text: many, format: undefined });
    expect(samples.length).toBeLessThan(450);
    expect(cellsOf(await unmatchedTable(desk, { text: many, format: undefined }))).toHaveLength(451);
    expect(journal.count()).toBe(0);
  });

  test("is taken in with its bodies, its source, and what a person decided", async () => {
    const decisions = { "https://www.etrepilly.fr": "commune:77173", "https://nimes.fr": null };
    const result = await take(LIST, { decisions, tags: ["communes"], licence: "Licence Ouverte 2.0" });
    expect(result).toEqual({ added: 6, known: 1, refused: 1, unmatched: 2 });
    const sites = [...desk.book.sites()].map(({ site, url, body, tags }) => [site, url, body, tags]);
    expect(sites).toEqual([
      [1, "https://www.nimes.fr", "commune:30189", ["communes"]],
      [2, "http://www.nimes.fr", "commune:30189", ["communes"]],
      [3, "https://nimes.fr", null, ["communes"]],
      [4, "https://ville-sens89.fr", "commune:89387", ["communes"]],
      [5, "https://www.etrepilly.fr", "commune:77173", ["communes"]],
      [6, "https://example.org", null, ["communes"]],
    ]);
    expect([...desk.book.bodies()].map(({ name }) => name)).toEqual(["Nîmes", "Sens", "Étrépilly"]);
  });

  test("sent twice does one thing, and another list under its id is refused", async () => {
    const first = await take(LIST);
    const count = journal.count();
    expect(await take(LIST)).toEqual(first);
    expect(journal.count()).toBe(count);
    await expect(take("https://www.pau.fr")).rejects.toThrow("another list");
    expect(await take(LIST, { id: "m-2" })).toEqual({ added: 0, known: 7, refused: 1, unmatched: 0 });
  });

  test("broken off anywhere is finished by the same request, with each site once", async () => {
    const text = Array.from({ length: 450 }, (_, n) => `https://a${n}.fr`).join("\n");
    for (const breakAt of [1, 2, 3, 5]) {
      let left = breakAt;
      const broken: Desk = {
        ...desk,
        journal: {
          query: journal.query,
          append: (event) => (left-- > 0 ? journal.append(event) : fail()),
          appendAll: (events) => (left-- > 0 ? journal.appendAll(events) : fail()),
        },
      };
      const request = importRequest.parse({
        id: `m-${breakAt}`,
        text: text.replaceAll("//a", `//b${breakAt}x`),
        source: "t",
      });
      await expect(importList(broken, request, actor)).rejects.toThrow("power cut");
      const result = await importList(desk, request, actor);
      expect(result).toMatchObject({ added: 450, known: 0 });
    }
    const urls = [...desk.book.sites()].map(({ url }) => url);
    expect(urls).toHaveLength(4 * 450);
    expect(new Set(urls).size).toBe(urls.length);
    expect(new Set([...openBook(journal).sites()].map(({ site }) => site)).size).toBe(urls.length);
  });

  test("does not bring back what was removed when its request comes again", async () => {
    await take(LIST);
    journal.append({
      actor,
      kind: "watch.sites-removed",
      subject: "watch",
      body: { sites: [1, 2], reason: "closed" },
    });
    await take(LIST);
    expect(desk.book.count()).toBe(4);
  });

  test("beside another at the same time gives each site a number of its own", async () => {
    const list = (letter: string) =>
      Array.from({ length: 250 }, (_, n) => `https://${letter}${n}.fr`).join("\n");
    await Promise.all([take(list("a")), take(list("b"), { id: "m-2" }), take(list("a"), { id: "m-3" })]);
    const sites = [...desk.book.sites()];
    expect(sites).toHaveLength(500);
    expect(new Set(sites.map(({ url }) => url)).size).toBe(500);
  });

  test("in CSV brings what it knows of its bodies", async () => {
    const text = [
      "site;nom;siren;insee;type;departement",
      "a.example.org;;211300553;;;",
      "b.example.org;;;64445;;",
      "c.example.org;Étrépilly;;;commune;77",
      "d.example.org;Syndicat des eaux;123456789;;other;01",
      "e.example.org;Saint-Denis;;;commune;",
      "www.etrepilly.fr;;;;;Aisne",
    ].join("\n");
    await take(text);
    expect([...desk.book.sites()].map(({ body }) => body)).toEqual([
      "commune:13055",
      "commune:64445",
      "commune:77173",
      "other:123456789",
      null,
      "commune:02297",
    ]);
    expect(desk.book.body("other:123456789")).toEqual({
      id: "other:123456789",
      name: "Syndicat des eaux",
      kind: "other",
      code: null,
      siren: "123456789",
      departement: "01",
    });
  });

  test("is refused whole when it is too large or decides for a body that nobody knows", async () => {
    await expect(take("x".repeat(LIST_BYTES_MAX + 1))).rejects.toThrow("more than");
    await expect(take(LIST, { decisions: { "https://nimes.fr": "commune:99999" } })).rejects.toThrow(
      "No body",
    );
    expect(journal.count()).toBe(0);
  });

  test("with the longest addresses still fits into entries", async () => {
    const text = Array.from({ length: 220 }, (_, n) => `https://a${n}.fr/${"é".repeat(70)}`).join("\n");
    expect(await take(text)).toMatchObject({ added: 220, refused: 0 });
  });

  test("of anything is counted whole: each row is added, known, repeated or refused", async () => {
    await take(LIST);
    const rows = fc.array(
      fc.oneof(
        fc.constantFrom(
          "www.nimes.fr",
          "https://www.pau.fr",
          "pau.fr;Pau",
          '"pau.fr',
          "url;nom",
          "10.0.0.1",
          "# rien",
          "ftp://a.fr",
        ),
        fc.webUrl(),
        fc.string({ maxLength: 40 }),
      ),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom("\n", "\r\n"), async (lines, newline) => {
        const preview = await previewList(desk, { text: lines.join(newline), format: undefined });
        const { sites, known, repeated, refusedTotal, matched, byKind } = preview;
        expect(preview.lines).toBe(sites + known + repeated + refusedTotal);
        expect(sites - matched).toBe(byKind.none ?? 0);
        expect(previewSchema.safeParse(preview).error).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  test("fills what can be watched, and no more", async () => {
    const counted = {
      ...desk.book,
      count: () => SITES_MAX - 1,
      siteByUrl: () => undefined,
    } as unknown as Desk["book"];
    const preview = await previewList(
      { ...desk, book: counted },
      { text: "a.fr\nb.fr\nc.fr", format: undefined },
    );
    expect(preview).toMatchObject({ sites: 1, refusedTotal: 2 });
    expect(preview.refused.map(({ why }) => why)).toEqual(["too-many", "too-many"]);
  });
});

function fail(): never {
  throw new Error("power cut");
}
