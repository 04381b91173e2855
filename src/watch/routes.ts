import { departementNames, openGazetteer } from "../gazetteer/index.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Route } from "../kernel/route.ts";
import type { RateRequest, Vantage } from "./answers.ts";
import { bodiesRoutes, type WatchBook } from "./bodies/index.ts";
import { CensusTaker } from "./census.ts";
import type { Engine } from "./engine.ts";
import { exchangeRoute } from "./exchange-route.ts";
import type { History } from "./history/history.ts";
import type { Judge } from "./judge.ts";
import type { NationalList } from "./list.ts";
import { mapOf } from "./map.ts";
import type { WatchDependencies } from "./open.ts";
import { openapiRoute } from "./openapi.ts";
import type { Overview } from "./overview.ts";
import type { Plan } from "./plan.ts";
import { FEED_ENTRIES_MAX } from "./public/feed.ts";
import { publicRoutes } from "./public/routes.ts";
import type { Raised } from "./raised.ts";
import { actingRoutes } from "./routes-act.ts";
import { readingRoutes } from "./routes-read.ts";
import type { VantageTokens } from "./vantages.ts";
import { latestChanges } from "./views.ts";

/** All routes of the room, each with what it needs of it. */

export type RouteParts = Omit<WatchDependencies, "upkeep" | "tell"> & {
  readonly tokens: VantageTokens;
  readonly history: History;
  readonly book: WatchBook;
  readonly judge: Judge;
  readonly engine: Engine;
  readonly plan: Plan;
  readonly raised: Raised;
  readonly list: NationalList;
  readonly overview: Overview;
  raise(request: RateRequest, actor: Actor): number;
  vantageAdded(id: string): Vantage;
  vantageRemoved(id: string): void;
};

export function roomRoutes(parts: RouteParts): Route[] {
  const { clock, journal, settings, book, judge, list, engine, overview } = parts;
  const map = (nowMs: number) => mapOf(departementNames(), book, engine.live, nowMs);
  return [
    exchangeRoute({
      ...parts,
      isWatched: (site) => book.site(site) !== undefined,
      onExchange: (vantage, request) => overview.heard(vantage, request, clock.now()),
    }),
    ...readingRoutes({
      ...parts,
      live: engine.live,
      census: new CensusTaker({ book, judge, list }),
      verdictNow: (site, nowMs) => engine.verdictNow(site, nowMs),
      summary: (nowMs) => overview.summary(nowMs),
      vantages: (nowMs) => overview.vantages(nowMs),
      map,
    }),
    ...bodiesRoutes({ journal, book, gazetteer: openGazetteer, allowed: settings.allow_private }),
    ...actingRoutes({ ...parts, vantage: parts.vantageAdded }),
    openapiRoute(),
    ...publicPages(parts, map),
  ];
}

const NOBODYS = { name: "", zone: "Europe/Paris" };

function publicPages(
  { clock, journal, settings, look = NOBODYS, book, list, engine, overview }: RouteParts,
  map: Parameters<typeof publicRoutes>[0]["map"],
): Route[] {
  const [first] = journal.read({ after: 0, limit: 1 });
  return publicRoutes({
    clock,
    isPublic: settings.public,
    ...look,
    house: first?.id ?? "",
    startedAt: first?.entry.at ?? new Date(clock.now()).toISOString(),
    list,
    summary: (nowMs) => overview.summary(nowMs),
    map,
    changes: () =>
      latestChanges(journal, FEED_ENTRIES_MAX).flatMap(({ site: number, at, is }) => {
        const site = book.site(number);
        return site === undefined ? [] : [{ at, site, bodyName: book.bodyOf(number)?.name ?? "", is }];
      }),
    verdict: (site, nowMs) => (engine.live.has(site) ? engine.live.verdict(site, nowMs) : undefined),
  });
}
