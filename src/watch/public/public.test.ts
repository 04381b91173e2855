import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  FakeProber,
  MINUTE_MS,
  roundOf,
  until,
  type WatchRoom,
  watchRoom,
} from "../../../test/support/watch-room.ts";
import type { SiteRow } from "../answers.ts";
import { VERDICTS } from "../codes.ts";
import { QUALIFIERS } from "../events.ts";
import { emptyCounts } from "../live-table.ts";
import { badge } from "./badge.ts";
import { PAGE_BYTES_MAX } from "./frame.ts";
import { methodPage } from "./method.ts";
import { homePage, ROWS_PER_PAGE } from "./page.ts";
import { MADE_PER_SECOND_MAX } from "./routes.ts";
import { sinceText, TEXTS, whenText } from "./texts.ts";

const HOSTILE = `"><script>alert(1)</script>\u202e\u0000 ${"é".repeat(300)}`;
const PUBLIC_PATHS = [
  "/veille",
  "/watch",
  "/veille/methode",
  "/watch/method",
  "/veille.atom",
  "/veille/badge/1.svg",
];

const row = (site: number): SiteRow => ({
  site,
  url: `https://www.${HOSTILE}.fr/`,
  name: HOSTILE,
  body: null,
  tags: [],
  verdict: site % 2 ? "inaccessible" : "intermittent",
  qualifiers: [...QUALIFIERS],
  since: "2026-01-05T09:00:00.000Z",
  n: 12,
  d: 11,
  cause: "tcp.timeout",
  confirmed: false,
  lastAt: null,
});

describe("the largest page", () => {
  test.each(["fr", "en"] as const)(
    "in %s stays below its bound, and nothing hostile gets through",
    (language) => {
      const counts = { accessible: 11, intermittent: 12, inaccessible: 13, inconclusive: 14, sites: 50 };
      const { body, policy } = homePage({
        language,
        name: HOSTILE.slice(0, 120),
        zone: "Europe/Paris",
        nowMs: Date.parse("2026-01-05T10:00:00Z"),
        summary: {
          sites: 36_000,
          scheduler: { lastFullRoundMs: 298_000 },
          verdicts: { ...emptyCounts(), accessible: 35_000, inaccessible: 900, intermittent: 100 },
          suspended: { why: "local", since: "2026-01-05T09:00:00.000Z" },
          hosters: Array.from({ length: 40 }, (_, n) => ({
            id: `h-${n}`,
            network: HOSTILE,
            holder: "",
            openedAt: "2026-01-05T09:00:00.000Z",
            closedAt: null,
            sites: [],
            down: 41,
            watched: 44,
            cause: "tcp.timeout",
            rule: "1",
          })),
        },
        map: {
          departements: Array.from({ length: 115 }, (_, n) => ({
            code: String(n),
            name: "Pyrénées-Atlantiques-Orientales",
            ...counts,
          })),
          none: counts,
        },
        query: "",
        page: 1,
        rows: Array.from({ length: ROWS_PER_PAGE }, (_, n) => row(n)),
        total: 1_000,
      });
      expect(Buffer.byteLength(body)).toBeLessThan(PAGE_BYTES_MAX);
      for (const bad of ["<script", "\u202e", "\u0000", "http://"]) expect(body.includes(bad)).toBe(false);
      expect(policy).toContain("default-src 'none'");
      // That the words stand still is said before them.
      expect(body.indexOf('class="halt"')).toBeLessThan(body.indexOf('class="answer"'));
      expect(body.split("<style>")).toHaveLength(2);
      expect(body).toMatch(/4\s min 58\s s|4\smin 58\ss/);
    },
  );

  test("of the method says the same in both languages", () => {
    const [fr, en] = (["fr", "en"] as const).map((language) => methodPage(language, "Ville").body);
    const count = (text = "") => text.match(/<(p|h2)>/g)?.length;
    expect(count(fr)).toBe(count(en));
    for (const text of [fr, en]) expect(Buffer.byteLength(text ?? "")).toBeLessThan(PAGE_BYTES_MAX);
    const words = (fr ?? "").replace(/^.*<main>|<.main>.*$/gs, "").replace(/<[^>]*>/g, "");
    // Before ; ! ? : and inside « » stands a space that does not break.
    expect(words.match(/\S[;!?»]|[«]\S| [;!?:»]|« /)?.[0]).toBeUndefined();
  });
});

test("every word has its text, its sign and its badge", () => {
  for (const verdict of VERDICTS) {
    expect(badge(verdict)).toContain(TEXTS.fr.verdicts[verdict]);
    expect(TEXTS.en.verdicts[verdict]).toBeTruthy();
  }
  for (const language of ["fr", "en"] as const) {
    for (const qualifier of QUALIFIERS) expect(TEXTS[language].qualifiers[qualifier]).toBeTruthy();
  }
  expect(whenText(Date.parse("2024-12-31T15:28:00Z"), "Europe/Paris", "fr")).toBe(
    "31 décembre 2024 à 16\u202fh\u202f28",
  );
  const since = (iso: string) =>
    sinceText(Date.parse(iso), Date.parse("2024-12-31T22:59:00Z"), "Europe/Paris", "fr");
  expect(since("2024-12-31T15:28:00Z")).toBe("depuis 16\u202fh\u202f28");
  expect(since("2024-12-30T15:28:00Z")).toBe("depuis le 30 décembre 2024 à 16\u202fh\u202f28");
});

describe("the pages", () => {
  let room: WatchRoom;
  afterEach(() => room.close());

  test("are nowhere unless the settings say so", async () => {
    room = await watchRoom();
    for (const path of PUBLIC_PATHS) {
      const answer = await room.ask("GET", path, undefined, "nobody");
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers.get("content-type")).toContain("text/html");
    }
  });

  describe("when published", () => {
    beforeEach(async () => {
      room = await watchRoom({ settings: { public: true } });
      for (const host of ["www.marseille.fr", "www.tarbes.fr"]) {
        await room.post("/api/watch/sites", { url: `https://${host}`, body: null });
      }
      const prober = new FakeProber(room, room.localToken());
      for (let n = 0; n < 9; n++) {
        const at = room.clock.now();
        room.clock.advance(71_000);
        await prober.exchange([roundOf(1, at, n < 6 ? "up" : "down"), roundOf(2, at)]);
        room.clock.advance(4 * MINUTE_MS);
      }
      await until(() =>
        room.journal.read({ limit: 20 }).find(({ entry }) => entry.kind === "watch.verdicts-changed"),
      );
    });

    test("tell anybody who answers and who does not, without a script", async () => {
      const read = async (path: string) => {
        const answer = await room.ask("GET", path, undefined, "nobody");
        expect([path, answer.status]).toEqual([path, 200]);
        expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
        return answer.text();
      };
      const french = await read("/veille");
      expect(french).toContain("1 des 2 sites sur lesquels nous pouvons conclure répondent.");
      expect(french).toContain("www.marseille.fr");
      expect(french).toContain("un seul point de mesure");
      expect(french).not.toContain("confirmé");
      expect(await read("/watch")).toContain("1 of the 2 sites that we can judge answer.");
      expect(await read("/veille?q=tarbes")).toContain("www.tarbes.fr");
      expect(await read("/veille?p=999999&q=%3Cscript%3E")).not.toContain("<script>");
      const statuses = await Promise.all(
        Array.from({ length: 3 * MADE_PER_SECOND_MAX }, async (_, n) => {
          const answer = await room.ask("GET", `/veille?q=${n}`, undefined, "nobody");
          return answer.status;
        }),
      );
      // The clock stands still: all of it is one second. Who asks for the first page is answered all the same.
      expect(statuses.filter((status) => status === 503).length).toBeGreaterThanOrEqual(
        2 * MADE_PER_SECOND_MAX,
      );
      expect(await read("/veille")).toContain("www.marseille.fr");
      expect(await read("/veille.atom")).toContain("www.marseille.fr");
      expect(await read("/veille/badge/1.svg")).toContain("Inaccessible");
      for (const path of ["/veille/badge/99.svg", "/veille/badge/x", "/veille/badge/1.png"]) {
        expect((await room.ask("GET", path, undefined, "nobody")).status).toBe(404);
      }
    });
  });
});
