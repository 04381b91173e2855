import { z } from "zod";
import { json } from "../kernel/answer.ts";
import type { Role } from "../kernel/role.ts";
import type { Route } from "../kernel/route.ts";
import * as answers from "./answers.ts";
import * as bodies from "./bodies/index.ts";
import { censusSchema } from "./census.ts";
import { exchangeAnswerSchema, exchangeRequestSchema } from "./exchange.ts";
import { filterSchema, listSchema } from "./list.ts";
import { rateSchema, reasonSchema, vantageAddSchema } from "./routes-act.ts";
import { evidenceQuery, windowSchema } from "./routes-read.ts";

/** The API of the watch as an OpenAPI 3.1 document, out of the schemas that requests are checked with. */

export const OPENAPI_PATH = "/api/watch/openapi.json";

export type Operation = {
  readonly method: "GET" | "POST";
  /** As routes are written: "/api/watch/sites/:site". */
  readonly path: string;
  readonly needs: Role | "nobody";
  readonly what: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** JSON of this shape, or what else is answered. */
  readonly answer: z.ZodType | "text/csv" | "text/html" | "application/atom+xml" | "image/svg+xml";
};

const nothing = z.object({});
const search = z.object({ q: z.string().max(200).default("") });
const get = (path: string, what: string, answer: Operation["answer"], query?: z.ZodType): Operation => ({
  method: "GET",
  path,
  needs: "observer",
  what,
  answer,
  ...(query === undefined ? {} : { query }),
});
const post = (
  path: string,
  needs: Operation["needs"],
  what: string,
  body: z.ZodType,
  answer: Operation["answer"],
): Operation => ({
  method: "POST",
  path,
  needs,
  what,
  body,
  answer,
});
const open = (path: string, what: string, answer: Operation["answer"]): Operation => ({
  ...get(path, what, answer),
  needs: "nobody",
});

export const operations: readonly Operation[] = [
  get("/api/watch/summary", "Counts, points of measurement, open incidents of hosts", answers.summarySchema),
  get(
    "/api/watch/sites",
    "Sites with their live verdicts, a page of them",
    answers.siteListSchema,
    listSchema,
  ),
  get("/api/watch/sites.csv", "The same as a table, all that fit", "text/csv", filterSchema),
  get("/api/watch/sites/:site", "One site: days, phases, changes", answers.siteDetailSchema),
  get("/api/watch/sites/:site/evidence", "Rounds with their attempts", answers.evidenceSchema, evidenceQuery),
  get("/api/watch/sites/:site/verdict", "The verdict on a window", answers.windowVerdictSchema, windowSchema),
  get("/api/watch/bodies", "Bodies that are watched", answers.bodyListSchema, search),
  get("/api/watch/bodies/:body", "One body and its sites", answers.bodyDetailSchema),
  get("/api/watch/map", "Sites by département", answers.mapSchema),
  get(
    "/api/watch/census",
    "Verdicts of all sites on a window that ends at an instant",
    answers.censusSchema,
    censusSchema,
  ),
  get("/api/watch/census.csv", "The whole census as a table", "text/csv", censusSchema),
  get("/api/watch/census.json", "The whole census", answers.censusSchema, censusSchema),
  get("/api/watch/hosters", "Incidents of hosts, newest first", answers.hosterListSchema),
  get("/api/watch/vantages", "Points of measurement", answers.vantageListSchema),
  get("/api/watch/maintenance", "Planned maintenance", answers.maintenanceListSchema),
  get("/api/watch/imports", "Lists that were taken in", bodies.importListSchema),
  get("/api/watch/tags", "Tags and how many sites carry them", bodies.tagListSchema),
  get("/api/watch/gazetteer", "Bodies to choose from", bodies.bodySearchSchema, search),
  post(
    "/api/watch/imports/preview",
    "member",
    "What a list would add",
    bodies.previewRequest,
    bodies.previewSchema,
  ),
  post(
    "/api/watch/imports/unmatched.csv",
    "member",
    "All lines of a list without a body, and those that are refused, as a table",
    bodies.previewRequest,
    "text/csv",
  ),
  post("/api/watch/imports", "lead", "Takes a list in", bodies.importRequest, bodies.importSchema),
  post("/api/watch/sites", "member", "Adds one site", bodies.addSiteRequest, bodies.siteAnswer),
  post(
    "/api/watch/sites/:site/change",
    "member",
    "Changes one field of a site",
    bodies.changeRequest,
    bodies.siteAnswer,
  ),
  post(
    "/api/watch/sites/remove",
    "lead",
    "Ends the watch of sites",
    bodies.removeRequest,
    bodies.removeAnswer,
  ),
  post("/api/watch/tags", "member", "Adds and takes away tags", bodies.tagRequest, bodies.tagAnswer),
  post(
    "/api/watch/maintenance",
    "lead",
    "Plans a maintenance",
    bodies.maintenanceRequest,
    answers.maintenanceSchema,
  ),
  post("/api/watch/maintenance/:id/cancel", "lead", "Cancels one", bodies.cancelRequest, nothing),
  post(
    "/api/watch/rates",
    "member",
    "Has sites asked more often for a while",
    rateSchema,
    z.object({ raised: z.number().int() }),
  ),
  post(
    "/api/watch/vantages",
    "admin",
    "Adds a point of measurement; its token is told once",
    vantageAddSchema,
    z.object({ vantage: answers.vantageSchema, token: z.string() }),
  ),
  post("/api/watch/vantages/:id/remove", "admin", "Removes one", reasonSchema, nothing),
  post(
    "/api/watch/exchange",
    "nobody",
    "A prober's way in, with its own token",
    exchangeRequestSchema,
    exchangeAnswerSchema,
  ),
  open(OPENAPI_PATH, "This document", z.looseObject({ openapi: z.string() })),
  open("/veille", "Page for everybody, if it is published", "text/html"),
  open("/watch", "The same in English", "text/html"),
  open("/veille/methode", "How it is measured", "text/html"),
  open("/watch/method", "The same in English", "text/html"),
  open("/veille.atom", "Feed of changed verdicts", "application/atom+xml"),
  open("/veille/badge/:badge", "Badge of a site: NUMBER.svg", "image/svg+xml"),
];

type Json = Record<string, unknown>;

/** The document. Schemas with a name stand under components and are pointed to. */
export function openapi(): Json {
  const schemas: Json = {};
  const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
    const made = z.toJSONSchema(schema, {
      target: "draft-2020-12",
      io,
      unrepresentable: "any",
      cycles: "ref",
    }) as Json;
    const { $schema: _, $defs, ...rest } = made;
    for (const [name, one] of Object.entries(($defs ?? {}) as Json)) schemas[name] = pointed(one);
    return pointed(rest) as Json;
  };
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationOf(operation, schemaOf) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Beffroi: the watch",
      version: "1",
      description:
        "Which public sites can be reached, and how they fail. Acts and readings need the data folder's token or a session; times are ISO 8601 in UTC.",
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    },
    paths,
    components: { schemas, securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  };
}

function operationOf(
  { path, needs, what, query, body, answer }: Operation,
  schemaOf: (schema: z.ZodType, io: "input" | "output") => Json,
): Json {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const parameters = [...inPath, ...(query === undefined ? [] : parametersOf(schemaOf(query, "output")))];
  const refusal = { description: "Refused: what, where, and what to do" };
  const content =
    typeof answer === "string"
      ? { [answer]: {} }
      : { "application/json": { schema: schemaOf(answer, "output") } };
  return {
    summary: what,
    ...(needs === "nobody" ? { security: [] } : { security: [{ token: [] }], "x-role": needs }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemaOf(body, "input") } },
          },
        }),
    responses: { "200": { description: what, content }, default: refusal },
  };
}

/** What a query may hold; nothing of it must be given but what has no default. */
function parametersOf({ properties, required }: Json): Json[] {
  const needed = new Set((required ?? []) as string[]);
  return Object.entries((properties ?? {}) as Record<string, Json>).map(([name, schema]) => ({
    name,
    in: "query",
    required: needed.has(name) && !("default" in schema),
    schema,
  }));
}

function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) =>
      name === "$ref" && typeof one === "string"
        ? [name, one.replace("#/$defs/", "#/components/schemas/")]
        : [name, pointed(one)],
    ),
  );
}

/** Public: it says what can be asked, and nothing of what is answered. */
export function openapiRoute(): Route {
  let document: Json | undefined;
  return {
    method: "GET",
    path: OPENAPI_PATH,
    needs: "nobody",
    answer: () => {
      document ??= openapi();
      return json(document);
    },
  };
}
