import { agendaMonths } from "./agenda.ts";
import { type Answer, pageAnswer, redirectAnswer, textAnswer } from "./answer.ts";
import { AppointmentBook } from "./appointments.ts";
import { EVENTS } from "./content/events.ts";
import { NEWS } from "./content/news.ts";
import { PAGES } from "./content/pages.ts";
import { PROCEDURES } from "./content/procedures.ts";
import { SERVICES } from "./content/services.ts";
import { feedUpdatedAt, newsFeed, robotsTxt, securityTxt, siteMapXml } from "./feeds.ts";
import { accountRoutes } from "./routes-account.ts";
import { formRoutes } from "./routes-forms.ts";
import { QUERY_CHARACTERS_MAX, RESULTS_PER_PAGE, search } from "./search.ts";
import { agendaMonthPage, agendaPage, eventPage } from "./templates/agenda.ts";
import { homePage } from "./templates/home.ts";
import { articlePage, NEWS_PAGES, newsListPage } from "./templates/news.ts";
import { notFoundPage, publicationsPage, siteMapPage, textPage } from "./templates/pages.ts";
import { searchPage } from "./templates/search.ts";
import { procedurePage, servicePage, servicesPage } from "./templates/services.ts";
import { FormTokens, Sessions, type Visit } from "./visit.ts";

/** What the site remembers, in memory only, each part with its bound. */
export class TownMemory {
  readonly sessions = new Sessions();
  readonly tokens = new FormTokens();
  readonly book = new AppointmentBook();
  private messages = 0;

  constructor(private readonly onMessage: (message: string) => void = () => {}) {}

  /** The number of the next contact message. The message itself goes nowhere, unless a drill counts. */
  acceptMessage(message: string): number {
    this.onMessage(message);
    this.messages++;
    return this.messages;
  }
}

export interface Route {
  readonly method: "GET" | "POST";
  readonly pattern: RegExp;
  /** Searches cost as much as a POST. */
  readonly heavy?: boolean;
  /** Undefined when the path has the shape but nothing stands there: the 404 page answers. */
  readonly answer: (visit: Visit, memory: TownMemory, parts: readonly string[]) => Answer | undefined;
}

/** Quick answers that take no worker. */
export const LIGHT_ROUTES: readonly Route[] = [
  get(/^\/health$/, () => textAnswer("ok\n", "text/plain; charset=UTF-8", { "Cache-Control": "no-store" })),
  get(/^\/robots\.txt$/, (visit) =>
    textAnswer(robotsTxt(visit), "text/plain; charset=UTF-8", { "Cache-Control": "max-age=86400" }),
  ),
  get(/^\/\.well-known\/security\.txt$/, (visit) =>
    textAnswer(securityTxt(visit), "text/plain; charset=UTF-8", { "Cache-Control": "max-age=86400" }),
  ),
];

/** Everything that runs on a worker, first match wins. */
export const DYNAMIC_ROUTES: readonly Route[] = [
  get(/^\/$/, (visit) => pageAnswer(homePage(visit))),
  get(/^\/actualites$/, (visit) => {
    const page = pageNumber(visit);
    return page > NEWS_PAGES ? undefined : pageAnswer(newsListPage(visit, page));
  }),
  get(/^\/actualites\/([^/]+)$/, (visit, _, [slug]) => {
    const article = NEWS.find((one) => one.slug === slug);
    return article && pageAnswer(articlePage(visit, article));
  }),
  get(/^\/agenda$/, (visit) => pageAnswer(agendaPage(visit), { headers: { "Cache-Control": "max-age=60" } })),
  get(/^\/agenda\/(\d{4}-\d{2})$/, (visit, _, [month]) =>
    agendaMonths(visit.today).includes(month as string)
      ? pageAnswer(agendaMonthPage(visit, month as string), { headers: { "Cache-Control": "max-age=60" } })
      : undefined,
  ),
  get(/^\/agenda\/evenement\/([^/]+)$/, (visit, _, [slug]) => {
    const event = EVENTS.find((one) => one.slug === slug);
    return event && pageAnswer(eventPage(visit, event));
  }),
  get(/^\/services$/, (visit) => pageAnswer(servicesPage(visit))),
  get(/^\/services\/([^/]+)$/, (visit, _, [slug]) => {
    const service = SERVICES.find((one) => one.slug === slug);
    return service && pageAnswer(servicePage(visit, service));
  }),
  get(/^\/services\/([^/]+)\/([^/]+)$/, (visit, _, [serviceSlug, slug]) => {
    const service = SERVICES.find((one) => one.slug === serviceSlug);
    const procedure = PROCEDURES.find((one) => one.service === serviceSlug && one.slug === slug);
    return service && procedure && pageAnswer(procedurePage(visit, service, procedure));
  }),
  { ...get(/^\/recherche$/, (visit) => searchAnswer(visit)), heavy: true },
  ...formRoutes,
  ...accountRoutes,
  get(/^\/mairie\/publications$/, (visit) => pageAnswer(publicationsPage(visit))),
  get(/^\/plan-du-site$/, (visit) =>
    pageAnswer(siteMapPage(visit), { headers: { "Cache-Control": "max-age=3600" } }),
  ),
  get(/^\/sitemap\.xml$/, (visit) =>
    textAnswer(siteMapXml(visit), "application/xml; charset=UTF-8", { "Cache-Control": "max-age=600" }),
  ),
  get(/^\/flux\/actualites\.atom$/, (visit) =>
    textAnswer(newsFeed(visit), "application/atom+xml; charset=UTF-8", {
      "Cache-Control": "max-age=300",
      "Last-Modified": feedUpdatedAt(visit).toUTCString(),
    }),
  ),
  get(/^\/(rss|feed)$/, () => redirectAnswer(301, "/flux/actualites.atom")),
  get(/^\/accueil$/, () => redirectAnswer(301, "/")),
  get(/^\/(.+)\/$/, (_, __, [path]) =>
    redirectAnswer(301, `/${(path as string).replace(/^[/\\]+|\/+$/g, "")}`),
  ),
  get(/^\/[a-z/-]+$/, (visit) => {
    const page = PAGES.find((one) => one.path === visit.path);
    const headers: Record<string, string> =
      page?.cacheControl === undefined ? {} : { "Cache-Control": page.cacheControl };
    return page && pageAnswer(textPage(visit, page), { headers });
  }),
];

export function notFound(visit: Visit): Answer {
  return pageAnswer(notFoundPage(visit), { status: 404 });
}

/** Runs the first route that stands for the path; 404 without one, 405 when only the method is wrong. */
export function dispatch(routes: readonly Route[], visit: Visit, memory: TownMemory): Answer | undefined {
  const method = visit.method === "HEAD" ? "GET" : visit.method;
  let otherMethod = false;
  for (const route of routes) {
    const match = route.pattern.exec(visit.path);
    if (match === null) continue;
    if (route.method !== method) {
      otherMethod = true;
      continue;
    }
    return route.answer(visit, memory, match.slice(1));
  }
  if (!otherMethod) return undefined;
  return {
    ...textAnswer("Méthode refusée\n", "text/plain; charset=UTF-8", { Allow: "GET, HEAD, POST" }),
    status: 405,
  };
}

function searchAnswer(visit: Visit): Answer | undefined {
  const query = (visit.query.get("q") ?? "").slice(0, QUERY_CHARACTERS_MAX).trim();
  const found = search(query);
  const page = pageNumber(visit);
  if (page > 1 && (page - 1) * RESULTS_PER_PAGE >= found.length) return undefined;
  return pageAnswer(searchPage(visit, query, page, found));
}

/** `page` as a number from 1; anything else is page 1. */
function pageNumber(visit: Visit): number {
  const text = visit.query.get("page") ?? "1";
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}

function get(pattern: RegExp, answer: Route["answer"]): Route {
  return { method: "GET", pattern, answer };
}
