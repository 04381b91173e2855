import { Hono } from "hono";
import { z } from "zod";
import { type GatewayCommand, postureSchema, type SiteDigest } from "../gateway/events.ts";
import { faultLine, json, refusalAnswer } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { Call, GuardedCall, Route } from "../kernel/route.ts";
import { answersTo, SECURITY_HEADERS } from "./access.ts";
import { compressed } from "./compress.ts";
import type { ConsoleDependencies } from "./dependencies.ts";
import { answerGuarded } from "./guard.ts";
import { journalLine, type LiveStream } from "./live.ts";
import type { JournalPage } from "./live-messages.ts";
import { METRICS_TYPE, metricsText, type Totals } from "./metrics.ts";
import { Pace } from "./pace.ts";
import type { WebFiles } from "./web-files.ts";

/** The console's routes: its own, and those that the rooms hand over. One guard stands before all of them. */

/** Largest body of an act, in bytes. */
export const BODY_BYTES_MAX = 16 * 1024;
/** Most entries of one page of the journal, and the usual number. */
export const PAGE_ENTRIES_MAX = 200;
const PAGE_ENTRIES = 50;

const siteName = z.string().min(1).max(100);
const position = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const liveQuery = z.object({ site: siteName.optional(), after: position.optional() });
const journalQuery = z.object({
  before: position.optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_ENTRIES_MAX).default(PAGE_ENTRIES),
});
const purgeBody = z.object({ by: z.enum(["url", "prefix"]), target: z.string().min(1).max(2048) }).strict();
const crawlBody = z.object({}).strict();
const postureBody = z.object({ posture: postureSchema.nullable() }).strict();

export type RouteParts = {
  deps: ConsoleDependencies;
  live: LiveStream;
  totals: Totals;
  web: WebFiles;
  /** Host part of the address listened on, and the further names that the console answers to. */
  listenHost: string;
  hosts: readonly string[];
};

/** Every route that the console mounts. The test of rights goes through this list. */
export function allRoutes(parts: RouteParts): readonly Route[] {
  return [...readingRoutes(parts), ...siteRoutes(parts), ...parts.deps.routes];
}

/** What each request brings beside itself: the address of its peer. */
export type Peer = { address: string };

export function makeRoutes(parts: RouteParts): Hono<{ Bindings: Peer }> {
  const app = new Hono<{ Bindings: Peer }>();
  app.use(async (c, next) => {
    if (answersTo(c.req.header("host") ?? null, parts.listenHost, parts.hosts)) await next();
    else c.res = refusalAnswer(wrongHost());
    for (const [name, value] of SECURITY_HEADERS) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  });
  app.onError((error) => {
    if (!(error instanceof Refusal)) {
      parts.deps.log("error", "the console failed on a request", { error: faultLine(error) });
    }
    return refusalAnswer(error);
  });
  const pace = new Pace();
  for (const route of allRoutes(parts)) {
    app.on(route.method, route.path, async (c) => {
      const call: Call = {
        request: c.req.raw,
        address: c.env?.address ?? "",
        param: (name) => c.req.param(name) ?? "",
        query: (name) => c.req.query(name),
      };
      return shaped(await answerGuarded(route, call, parts.deps, pace), call.request);
    });
  }
  app.notFound((c) => {
    const known = /^\/(api\/|metrics$|healthz$)/.test(c.req.path) && c.req.method !== "GET";
    if (known || !["GET", "HEAD"].includes(c.req.method)) return refusalAnswer(wrongMethod(c.req.path));
    return (
      parts.web.answer(c.req.path, c.req.header("accept-encoding")) ?? refusalAnswer(notFound(c.req.path))
    );
  });
  return app;
}

/** For HEAD nobody reads the body: an open file or a place in the live stream would be held for ever. */
async function shaped(answer: Response, request: Request): Promise<Response> {
  if (request.method !== "HEAD") return compressed(answer, request);
  await answer.body?.cancel();
  return new Response(null, answer);
}

function readingRoutes({ deps, live, totals }: RouteParts): Route[] {
  const latestSites = (): SiteDigest[] => deps.history().at(-1)?.sites ?? [];
  return [
    { method: "GET", path: "/healthz", needs: "nobody", answer: () => new Response("ok\n") },
    {
      method: "GET",
      path: "/metrics",
      needs: "observer",
      answer: () => {
        const text = metricsText({
          version: deps.version,
          nowMs: deps.clock.now(),
          gateways: deps.gateways(),
          latest: deps.history().at(-1),
          totals,
          entries: deps.journal.count(),
          listeners: live.count,
        });
        return new Response(text, { headers: { "content-type": METRICS_TYPE, "cache-control": "no-store" } });
      },
    },
    {
      method: "GET",
      path: "/api/status",
      needs: "observer",
      answer: () =>
        json({
          version: deps.version,
          at: deps.clock.now(),
          demo: deps.demo,
          siteUrls: deps.siteUrls,
          gateways: deps.gateways(),
          sites: latestSites(),
          sitesAt: deps.history().at(-1)?.at ?? null,
          journal: { entries: deps.journal.count(), head: deps.journal.head() },
        }),
    },
    { method: "GET", path: "/api/live", needs: "observer", answer: (call) => openLive(call, live) },
    {
      method: "GET",
      path: "/api/journal",
      needs: "observer",
      answer: ({ query }) => {
        const asked = { before: query("before"), limit: query("limit") };
        const { before, limit } = checked(journalQuery, asked);
        const page = { limit: limit + 1, ...(before === undefined ? {} : { before }) };
        const found = deps.journal.read(page);
        return json({
          entries: found.slice(0, limit).map(journalLine),
          more: found.length > limit,
        } satisfies JournalPage);
      },
    },
    {
      method: "GET",
      path: "/api/sites/:site/coverage",
      needs: "observer",
      answer: async ({ param }) => json(await deps.command(siteOf(param("site")), { name: "coverage" })),
    },
  ];
}

function openLive({ request, query, caller }: GuardedCall, live: LiveStream): Response {
  const asked = checked(liveQuery, {
    site: query("site"),
    after: request.headers.get("last-event-id") || query("after"),
  });
  const { actor, lasts } = caller;
  // No person has this id: all of theirs begin with "p-".
  const reader = { name: actor.type === "person" ? actor.id : "token", lasts };
  const stream = live.open({ site: asked.site, after: asked.after, reader });
  if (stream === undefined) return refusalAnswer(tooManyListeners());
  return new Response(stream, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
  });
}

function siteRoutes({ deps }: RouteParts): Route[] {
  const act = <T>(name: string, schema: z.ZodType<T>, commandOf: (body: T) => GatewayCommand): Route => ({
    method: "POST",
    path: `/api/sites/:site/${name}`,
    needs: "lead",
    answer: async ({ request, param, caller }) => {
      const command = commandOf(checked(schema, await jsonBody(request, BODY_BYTES_MAX)));
      const site = siteOf(param("site"));
      const result = await deps.command(site, command);
      deps.log("info", "an act was asked for over the console", { site, act: name, by: caller.actor.name });
      return json(result);
    },
  });
  return [
    act("purge", purgeBody, (body) => ({ name: "purge", ...body })),
    act("crawl", crawlBody, () => ({ name: "crawl" })),
    act("posture", postureBody, ({ posture }) => ({ name: "pin", posture })),
  ];
}

function siteOf(name: string): string {
  return checked(z.object({ site: siteName }), { site: name }).site;
}

function wrongHost(): Refusal {
  return new Refusal(
    "wrong-host",
    "The console does not answer to this name.",
    "header Host",
    'Use the address it listens on, or add the name to the settings: [console] hosts = ["console.ville.lan"].',
  );
}

function wrongMethod(path: string): Refusal {
  return new Refusal("wrong-method", "This cannot be done with this method.", path, "See docs/operating.md.");
}

function notFound(path: string): Refusal {
  return new Refusal("not-found", "There is nothing here.", path, 'Go to "/".');
}

function tooManyListeners(): Refusal {
  return new Refusal(
    "too-many-listeners",
    "As many people look at this page as it can serve.",
    "/api/live",
    "Close a tab that nobody looks at, or wait.",
  );
}
