import { z } from "zod";
import type { Journal } from "../journal/index.ts";
import { json } from "../kernel/answer.ts";
import type { Clock } from "../kernel/clock.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked } from "../kernel/request.ts";
import type { Call, Route } from "../kernel/route.ts";
import type { BodyDetail, BodyList, Summary, Vantage, WatchMap } from "./answers.ts";
import type { WatchBook } from "./bodies/index.ts";
import { type CensusTaker, censusCsv, censusSchema } from "./census.ts";
import { csvAnswer, csvOf } from "./csv.ts";
import { siteIdSchema, type WatchedSite } from "./events.ts";
import { type Judge, WINDOW_MS_MAX } from "./judge.ts";
import { filterSchema, listSchema, type NationalList } from "./list.ts";
import { type LiveTable, worstOf } from "./live-table.ts";
import { EVIDENCE_PAGE_MAX, evidencePage, type SitePageParts, sitePage } from "./site-page.ts";
import { hosterIncidents } from "./views.ts";

/** What the watch is asked. Every route is for observers: the public has pages of its own. */

const BODIES_LISTED_MAX = 500;

export type ReadingParts = SitePageParts & {
  readonly journal: Pick<Journal, "query">;
  readonly clock: Clock;
  readonly book: WatchBook;
  readonly live: LiveTable;
  readonly list: NationalList;
  readonly judge: Judge;
  readonly census: CensusTaker;
  summary(nowMs: number): Summary;
  vantages(nowMs: number): Vantage[];
  map(nowMs: number): WatchMap;
};

export const queryOf = <T>(schema: z.ZodType<T>, call: Call, names: readonly string[]): T =>
  checked(schema, Object.fromEntries(names.flatMap((name) => entryOf(call, name))));

function entryOf(call: Call, name: string): [string, string][] {
  const value = call.query(name);
  return value === undefined || value === "" ? [] : [[name, value]];
}

const FILTERS = Object.keys(filterSchema.shape);
const LIST = Object.keys(listSchema.shape);
const CENSUS = Object.keys(censusSchema.shape);

export const windowSchema = z
  .object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), "ends before it begins")
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= WINDOW_MS_MAX, "spans more than 31 days");
export const evidenceQuery = z.object({
  before: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(Number.MAX_SAFE_INTEGER),
  limit: z.coerce.number().int().min(1).max(EVIDENCE_PAGE_MAX).default(20),
});
const searchSchema = z.object({ q: z.string().max(200).default("") });

export function readingRoutes(parts: ReadingParts): Route[] {
  return [...overviewRoutes(parts), ...listRoutes(parts), ...siteRoutes(parts), ...bodyRoutes(parts)];
}

const get = (path: string, answer: (call: Call) => Response | Promise<Response>): Route => ({
  method: "GET",
  path,
  needs: "observer",
  answer,
});

function overviewRoutes(parts: ReadingParts): Route[] {
  const { journal, clock } = parts;
  return [
    get("/api/watch/summary", () => json(parts.summary(clock.now()))),
    get("/api/watch/map", () => json(parts.map(clock.now()))),
    get("/api/watch/hosters", () => json({ incidents: hosterIncidents(journal, false) })),
    get("/api/watch/vantages", () => json({ vantages: parts.vantages(clock.now()) })),
  ];
}

function listRoutes({ clock, list, census }: ReadingParts): Route[] {
  const taken = (call: Call) => {
    const query = queryOf(censusSchema, call, CENSUS);
    return { query, census: census.take(query, clock.now()) };
  };
  return [
    get("/api/watch/sites", (call) => json(list.page(queryOf(listSchema, call, LIST), clock.now()))),
    get("/api/watch/sites.csv", (call) => {
      const nowMs = clock.now();
      const found = list.find(queryOf(filterSchema, call, FILTERS), nowMs);
      list.order(found, "name", nowMs);
      return csvAnswer(sitesCsv(list, found, nowMs), "sites.csv");
    }),
    get("/api/watch/census", async (call) => {
      const { query, census: counting } = taken(call);
      const whole = await counting;
      return json({ ...whole, rows: whole.rows.slice(query.offset, query.offset + query.limit) });
    }),
    get("/api/watch/census.csv", async (call) => {
      const whole = await taken(call).census;
      return csvAnswer(censusCsv(whole), `census-${whole.at.replace(/[:.]/g, "-")}.csv`);
    }),
    get("/api/watch/census.json", async (call) => {
      const whole = await taken(call).census;
      return json(whole, 200, { "content-disposition": 'attachment; filename="census.json"' });
    }),
  ];
}

function sitesCsv(list: NationalList, found: readonly number[], nowMs: number): string {
  const head = ["site", "url", "name", "body", "body_name", "kind", "departement", "tags", "verdict"];
  const rest = ["qualifiers", "since", "rounds", "down", "cause", "confirmed", "last_round"];
  return csvOf(
    [...head, ...rest],
    found.flatMap((number) => {
      const row = list.row(number, nowMs);
      if (row === undefined) return [];
      const { site, url, name, body, tags, verdict, qualifiers, since, n, d, cause, confirmed, lastAt } = row;
      const who = [body?.id, body?.name, body?.kind, body?.departement];
      const what = [verdict, qualifiers.join(" "), since, n, d, cause, confirmed, lastAt];
      return [[site, url, name, ...who, tags.join(" "), ...what]];
    }),
  );
}

function siteRoutes(parts: ReadingParts): Route[] {
  const { clock, book, history, judge } = parts;
  const siteOf = ({ param }: Call): WatchedSite => {
    const { site } = checked(z.object({ site: siteIdSchema }), { site: Number(param("site")) });
    const found = book.site(site);
    if (found !== undefined) return found;
    throw new Refusal("not-found", "This site is not watched.", param("site"), "Choose one from the list.");
  };
  return [
    get("/api/watch/sites/:site", (call) => json(sitePage(siteOf(call), parts, clock.now()))),
    get("/api/watch/sites/:site/evidence", (call) => {
      const { before, limit } = queryOf(evidenceQuery, call, ["before", "limit"]);
      return json(evidencePage(history, siteOf(call).site, before, limit));
    }),
    get("/api/watch/sites/:site/verdict", (call) => {
      const { from, to } = queryOf(windowSchema, call, ["from", "to"]);
      return json(judge.verdictOf(siteOf(call), Date.parse(from), Date.parse(to)));
    }),
  ];
}

function bodyRoutes({ clock, book, list, live }: ReadingParts): Route[] {
  return [
    get("/api/watch/bodies", (call) => {
      const { q } = queryOf(searchSchema, call, ["q"]);
      const nowMs = clock.now();
      const found = new Map<string, number[]>();
      for (const site of book.search(q)) {
        const id = book.site(site)?.body;
        if (id == null) continue;
        const sites = found.get(id);
        if (sites === undefined) found.set(id, [site]);
        else sites.push(site);
      }
      const bodies = [...found].slice(0, BODIES_LISTED_MAX).flatMap(([id, sites]) => {
        const body = book.body(id);
        if (body === undefined) return [];
        const verdict = worstOf(sites.map((site) => live.verdict(site, nowMs)));
        return [{ body, sites: sites.length, verdict }];
      });
      return json({ total: found.size, bodies } satisfies BodyList);
    }),
    get("/api/watch/bodies/:body", ({ param }) => {
      const body = book.body(param("body"));
      if (body === undefined) {
        throw new Refusal(
          "not-found",
          "This body is not watched.",
          param("body"),
          "Choose one from the list.",
        );
      }
      const nowMs = clock.now();
      const sites = book.sitesOf(body.id).flatMap(({ site }) => list.row(site, nowMs) ?? []);
      return json({
        body,
        verdict: worstOf(sites.map(({ verdict }) => verdict)),
        sites,
      } satisfies BodyDetail);
    }),
  ];
}
