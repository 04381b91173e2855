import type { Clock } from "../../kernel/clock.ts";
import type { Call, Route } from "../../kernel/route.ts";
import type { SiteRow, Summary, WatchMap } from "../answers.ts";
import type { Verdict } from "../codes.ts";
import type { NationalList } from "../list.ts";
import { badge } from "./badge.ts";
import { type FeedChange, verdictFeed } from "./feed.ts";
import { FEED_PATH, framed, PATHS, type Page } from "./frame.ts";
import { methodPage } from "./method.ts";
import { homePage, ROWS_PER_PAGE } from "./page.ts";
import { type Language, TEXTS } from "./texts.ts";

/** The pages that everybody may read, if the settings say so. */

/** Pages are made anew after this time, and as many are kept: a crowd asks for the first one. */
const KEPT_MS = 5_000;
const KEPT_MAX = 50;
/** Searches and further pages that are made in one second; each looks through all sites. */
export const MADE_PER_SECOND_MAX = 8;
const QUERY_CHARACTERS_MAX = 100;
const PAGE_MAX = 10_000;
const FEED_TYPE = "application/atom+xml; charset=utf-8";
const HTML_TYPE = "text/html; charset=utf-8";

export type PublicParts = {
  readonly clock: Clock;
  /** Whether the pages are published at all. */
  readonly isPublic: boolean;
  /** Whose pages they are, and the zone of their times. */
  readonly name: string;
  readonly zone: string;
  readonly house: string;
  readonly startedAt: string;
  readonly list: NationalList;
  summary(nowMs: number): Summary;
  map(nowMs: number): WatchMap;
  changes(): FeedChange[];
  /** undefined: not watched. */
  verdict(site: number, nowMs: number): Verdict | undefined;
};

export function publicRoutes(parts: PublicParts): Route[] {
  const kept = new Map<string, { madeMs: number; page: Page }>();
  const within = perSecond(MADE_PER_SECOND_MAX);
  const home = (language: Language) => async (call: Call) => {
    const query = (call.query("q") ?? "").slice(0, QUERY_CHARACTERS_MAX).trim();
    const number = Math.min(PAGE_MAX, Math.max(1, Math.floor(Number(call.query("p") ?? 1)) || 1));
    const key = `${language} ${number} ${query}`;
    const nowMs = parts.clock.now();
    const known = kept.get(key);
    if (known !== undefined && nowMs - known.madeMs < KEPT_MS && nowMs >= known.madeMs)
      return html(known.page);
    const isFirst = query === "" && number === 1;
    if (!isFirst && !within(nowMs)) return known === undefined ? tooMany(language) : html(known.page);
    const page = homePage({
      language,
      nowMs,
      query,
      page: number,
      ...(await contents(parts, query, number, nowMs)),
    });
    kept.delete(key);
    kept.set(key, { madeMs: nowMs, page });
    const [oldest] = kept.keys();
    if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
    return html(page);
  };
  const published = (
    path: string,
    language: Language,
    answer: (call: Call) => Response | Promise<Response>,
  ): Route => ({
    method: "GET",
    path,
    needs: "nobody",
    answer: (call) => (parts.isPublic ? answer(call) : notPublished(language)),
  });
  return [
    published(PATHS.fr.home, "fr", home("fr")),
    published(PATHS.en.home, "en", home("en")),
    published(PATHS.fr.method, "fr", () => html(methodPage("fr", parts.name))),
    published(PATHS.en.method, "en", () => html(methodPage("en", parts.name))),
    published(FEED_PATH, "fr", () => {
      const { name, zone, house, startedAt } = parts;
      return answered(
        verdictFeed(parts.changes(), name, zone, house, startedAt),
        FEED_TYPE,
        "default-src 'none'",
      );
    }),
    published("/veille/badge/:badge", "fr", ({ param }) => {
      const site = Number(/^(\d{1,8})\.svg$/.exec(param("badge"))?.[1] ?? Number.NaN);
      const verdict = Number.isNaN(site) ? undefined : parts.verdict(site, parts.clock.now());
      if (verdict === undefined) return notPublished("fr");
      return answered(badge(verdict), "image/svg+xml; charset=utf-8", "default-src 'none'");
    }),
  ];
}

async function contents(parts: PublicParts, query: string, page: number, nowMs: number) {
  const { name, zone, list } = parts;
  const listed = query === "" ? troubled(list, nowMs) : list.find({ q: query }, nowMs);
  if (query !== "") list.order(listed, "verdict", nowMs);
  const from = (page - 1) * ROWS_PER_PAGE;
  const rows = listed.slice(from, from + ROWS_PER_PAGE).flatMap((site): SiteRow[] => {
    const row = list.row(site, nowMs);
    return row === undefined ? [] : [row];
  });
  return {
    name,
    zone,
    summary: parts.summary(nowMs),
    map: parts.map(nowMs),
    rows,
    total: listed.length,
  };
}

/** Who does not answer, then who answers now and then; the latest first. */
function troubled(list: NationalList, nowMs: number): number[] {
  return (["inaccessible", "intermittent"] as const).flatMap((verdict) => {
    const found = list.find({ q: "", verdict }, nowMs);
    list.order(found, "since", nowMs);
    return found;
  });
}

const html = ({ body, policy }: Page): Response => answered(body, HTML_TYPE, policy);

function notPublished(language: Language): Response {
  const { body, policy } = framed(language, "home", "", TEXTS[language].notPublic, "");
  return answered(body, HTML_TYPE, policy, 404);
}

function tooMany(language: Language): Response {
  const { body, policy } = framed(language, "home", "", TEXTS[language].tooMany, "");
  const answer = answered(body, HTML_TYPE, policy, 503);
  answer.headers.set("retry-after", "5");
  return answer;
}

/** Whether one more is within `most` a second. */
function perSecond(most: number): (nowMs: number) => boolean {
  let second = 0;
  let count = 0;
  return (nowMs) => {
    const now = Math.floor(nowMs / 1000);
    count = now === second ? count + 1 : 1;
    second = now;
    return count <= most;
  };
}

function answered(text: string, type: string, policy: string, status = 200): Response {
  return new Response(text, {
    status,
    headers: {
      "content-type": type,
      "content-security-policy": policy,
      "cache-control": status === 200 ? "public, max-age=10" : "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    },
  });
}
