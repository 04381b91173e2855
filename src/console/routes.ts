import { Hono } from "hono";
import { z } from "zod";
import { type GatewayCommand, postureSchema, type SiteDigest } from "../gateway/events.ts";
import { Refusal } from "../kernel/refusal.ts";
import { answersTo, carriesToken, SECURITY_HEADERS } from "./access.ts";
import { faultLine, json, refusalAnswer } from "./answer.ts";
import type { ConsoleDependencies } from "./dependencies.ts";
import { journalLine, type LiveStream } from "./live.ts";
import type { JournalPage } from "./live-messages.ts";
import { METRICS_TYPE, metricsText, type Totals } from "./metrics.ts";
import type { WebFiles } from "./web-files.ts";

/** The console's routes: authorise, parse, call, answer. */

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

export function makeRoutes(parts: RouteParts): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    if (answersTo(c.req.header("host") ?? null, parts.listenHost, parts.hosts)) await next();
    else c.res = refusalAnswer(wrongHost());
    for (const [name, value] of SECURITY_HEADERS) c.res.headers.set(name, value);
  });
  app.onError((error) => {
    if (!(error instanceof Refusal)) {
      parts.deps.log("error", "the console failed on a request", { error: faultLine(error) });
    }
    return refusalAnswer(error);
  });
  addReading(app, parts);
  addActs(app, parts);
  app.notFound((c) => {
    const known = /^\/(api\/|metrics$|healthz$)/.test(c.req.path) && c.req.method !== "GET";
    if (known || !["GET", "HEAD"].includes(c.req.method)) return refusalAnswer(wrongMethod(c.req.path));
    return (
      parts.web.answer(c.req.path, c.req.header("accept-encoding")) ?? refusalAnswer(notFound(c.req.path))
    );
  });
  return app;
}

function addReading(app: Hono, { deps, live, totals }: RouteParts): void {
  const latestSites = (): SiteDigest[] => deps.history().at(-1)?.sites ?? [];

  app.get("/healthz", (c) => c.text("ok\n"));

  app.get("/metrics", (c) => {
    const text = metricsText({
      version: deps.version,
      nowMs: deps.clock.now(),
      gateways: deps.gateways(),
      latest: deps.history().at(-1),
      totals,
      entries: deps.journal.count(),
      listeners: live.count,
    });
    return c.body(text, 200, { "content-type": METRICS_TYPE, "cache-control": "no-store" });
  });

  app.get("/api/status", () =>
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
  );

  app.get("/api/live", (c) => {
    const asked = checked(liveQuery, {
      site: c.req.query("site"),
      after: c.req.header("last-event-id") || c.req.query("after"),
    });
    const stream = live.open({ site: asked.site, after: asked.after });
    if (stream === undefined) return refusalAnswer(tooManyListeners());
    return new Response(stream, {
      headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
    });
  });

  app.get("/api/journal", (c) => {
    const { before, limit } = checked(journalQuery, {
      before: c.req.query("before"),
      limit: c.req.query("limit"),
    });
    const found = deps.journal.read(
      before === undefined ? { limit: limit + 1 } : { before, limit: limit + 1 },
    );
    const page: JournalPage = { entries: found.slice(0, limit).map(journalLine), more: found.length > limit };
    return json(page);
  });

  app.get("/api/sites/:site/coverage", async (c) =>
    json(await deps.command(siteOf(c.req.param("site")), { name: "coverage" })),
  );
}

function addActs(app: Hono, { deps }: RouteParts): void {
  const act = <T>(name: string, schema: z.ZodType<T>, commandOf: (body: T) => GatewayCommand) =>
    app.post(`/api/sites/:site/${name}`, async (c) => {
      requireToken(c.req.header("authorization"), deps.token);
      const command = commandOf(checked(schema, await jsonBody(c.req.raw)));
      const site = siteOf(c.req.param("site"));
      const result = await deps.command(site, command);
      deps.log("info", "an act was asked for over the console", { site, act: name });
      return json(result);
    });
  act("purge", purgeBody, (body) => ({ name: "purge", ...body }));
  act("crawl", crawlBody, () => ({ name: "crawl" }));
  act("posture", postureBody, ({ posture }) => ({ name: "pin", posture }));
}

function siteOf(name: string): string {
  return checked(z.object({ site: siteName }), { site: name }).site;
}

function requireToken(authorization: string | undefined, token: string): void {
  if (carriesToken(authorization, token)) return;
  const where = "header Authorization";
  const remedy =
    "Send Authorization: Bearer TOKEN; the token stands in keys/console.token of the data folder.";
  if (authorization === undefined) throw new Refusal("no-token", "This act needs the token.", where, remedy);
  throw new Refusal("wrong-token", "This is not the token.", where, remedy);
}

/** The JSON of a request's body; an empty body stands for {}. Refuses what is too large without reading it whole. */
async function jsonBody(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refusal(
      "wrong-type",
      "Acts are asked for in JSON.",
      "header Content-Type",
      "Send Content-Type: application/json.",
    );
  }
  const text = await boundedText(request);
  try {
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new Refusal("bad-request", "The body is not JSON.", "body", "Send one JSON object.");
  }
}

async function boundedText(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) {
      throw new Refusal("too-large", `The body has more than ${BODY_BYTES_MAX} bytes.`, "body", "Send less.");
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "request" : issue.path.join(".");
  throw new Refusal(
    "bad-request",
    `${issue?.message ?? "It does not fit"}.`,
    where,
    "Correct it and send it again.",
  );
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
