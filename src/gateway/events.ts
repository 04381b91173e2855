import { z } from "zod";

/**
 * What the gateway says: the kinds it has written to the journal, and the digest that it sends once a second.
 * The keeper's rooms import this file and nothing else of the gateway.
 */

export const postureSchema = z.enum(["calm", "strained", "siege", "sealed"]);
/** calm: all is well. strained: the origin is slow or failing. siege: flooded. sealed: origin gone, snapshot only. */
export type Posture = z.infer<typeof postureSchema>;

/**
 * Who asks, the best served first. staff: declared networks and monitors. history: a ticket earned before the siege.
 * confirmed: a ticket confirmed on the waiting page. crawler: a search engine whose name was verified. suspected: gave
 * cause for doubt.
 */
export const standingSchema = z.enum(["staff", "history", "confirmed", "crawler", "anonymous", "suspected"]);
export type Standing = z.infer<typeof standingSchema>;

/** What is asked of the origin: a page, an answer that depends on what was typed, or a form that is sent. */
export const routeClassSchema = z.enum(["page", "search", "form"]);
export type RouteClass = z.infer<typeof routeClassSchema>;

const count = z.number().int().nonnegative();
const siteName = z.string().min(1).max(100);

export const gatewayEvents = {
  "gateway.started": z
    .object({ version: z.string(), worker: count, sites: z.array(siteName), configurationHash: z.string() })
    .strict(),
  "gateway.stopped": z.object({ worker: count, reason: z.string().max(200) }).strict(),
  "gateway.configuration-changed": z
    .object({ hashBefore: z.string(), hashAfter: z.string(), changed: z.array(z.string().max(200)).max(100) })
    .strict(),
  "gateway.certificate-replaced": z
    .object({ names: z.array(z.string().max(253)).max(100), notAfter: z.string() })
    .strict(),
  "gateway.posture-changed": z
    .object({
      from: postureSchema,
      to: postureSchema,
      /** Why: a rule's name, or "operator". */
      cause: z.string().max(200),
      figures: z.record(z.string(), z.number()),
    })
    .strict(),
  "gateway.snapshot-completed": z
    .object({
      pages: count,
      pagesKept: count,
      bytes: count,
      failures: count,
      durationMs: count,
      stoppedBy: z.enum(["done", "page limit", "byte limit", "origin failing", "posture", "disk"]),
    })
    .strict(),
  "gateway.purged": z
    .object({ by: z.enum(["url", "prefix"]), target: z.string().max(2048), removed: count })
    .strict(),
} as const;

export type GatewayEventKind = keyof typeof gatewayEvents;
export type GatewayEvent = {
  [K in GatewayEventKind]: { kind: K; subject: string; body: z.infer<(typeof gatewayEvents)[K]>; at: number };
}[GatewayEventKind];

/** The door in front of the origin: levels at the end of the second, counts over it. */
export const guardDigestSchema = z.object({
  /** Requests that may be at the origin at once, as found; and how many are. */
  limit: z.number().nonnegative(),
  inFlight: count,
  /** True while the limit is still being looked for upwards. */
  growing: z.boolean(),
  /** What was asked of the origin this second, and what it can do in a second, in milliseconds of its work. */
  demandMs: z.number().nonnegative(),
  capacityMs: z.number().nonnegative(),
  oldestWaitMs: z.number().nonnegative(),
  classes: z.record(standingSchema, z.object({ waiting: count, served: count, refused: count })),
  routes: z.record(
    routeClassSchema,
    z.object({
      limit: z.number().nonnegative(),
      inFlight: count,
      waiting: count,
      served: count,
      /** What one such request takes while all is calm; null as long as nobody knows. */
      calmMs: z.number().nullable(),
    }),
  ),
});
export type GuardDigest = z.infer<typeof guardDigestSchema>;

/** One network or route that asked most for what memory could not answer, over the last minute. */
export const topSchema = z.array(
  z.object({ name: z.string().max(200), requests: count, originMs: z.number().nonnegative() }),
);
export type Top = z.infer<typeof topSchema>;
/** Most entries of a list of the above. */
export const TOP_SHOWN_MAX = 10;

/** Counters of one site over one second (`window`), and levels at its end. */
export const siteDigestSchema = z.object({
  site: siteName,
  posture: postureSchema,
  pinned: z.boolean(),
  window: z.object({
    requests: count,
    /** Answered from memory while fresh; the same but stale; answered from the snapshot on disk. */
    fromMemory: count,
    fromMemoryStale: count,
    fromSnapshot: count,
    /** Sent to the origin: to fill the memory, and passed through for one visitor. */
    originFills: count,
    originPasses: count,
    originFailures: count,
    /** Waited for somebody else's request to the origin instead of sending their own. */
    coalesced: count,
    /** Answered 503 because neither memory nor origin could. */
    unavailable: count,
    /** Got the page that carries their request on, instead of a place in line; and came back from it. */
    challenged: count,
    confirmed: count,
    /** Tickets given to visitors. */
    ticketsIssued: count,
    /** Malformed or forbidden requests answered with another 4xx by the gateway itself. */
    malformed: count,
    bytesSent: count,
    originMsP50: z.number().nullable(),
    originMsP95: z.number().nullable(),
  }),
  inFlight: count,
  queued: count,
  guard: guardDigestSchema,
  topPrefixes: topSchema,
  topRoutes: topSchema,
  cachePages: count,
  cacheBytes: count,
  snapshotPages: count,
  snapshotBytes: count,
  snapshotAtMs: z.number().nullable(),
  /** Share 0..1 of the known pages, and of the last seven days' page views, that would survive; null when unknown. */
  coveragePages: z.number().nullable(),
  coverageVisits: z.number().nullable(),
  crawling: z.boolean(),
});
export type SiteDigest = z.infer<typeof siteDigestSchema>;

export const digestSchema = z.object({
  at: z.number(),
  worker: count,
  connections: count,
  memoryBytes: count,
  sites: z.array(siteDigestSchema).max(500),
});
export type Digest = z.infer<typeof digestSchema>;

/** What the console and the command line may ask of a site's gateway. */
export const gatewayCommandSchema = z.discriminatedUnion("name", [
  z
    .object({ name: z.literal("purge"), by: z.enum(["url", "prefix"]), target: z.string().min(1).max(2048) })
    .strict(),
  z.object({ name: z.literal("crawl") }).strict(),
  z.object({ name: z.literal("coverage") }).strict(),
  z.object({ name: z.literal("pin"), posture: postureSchema.nullable() }).strict(),
  /** An attack is expected until then, ms since 1970; 0 ends that. */
  z.object({ name: z.literal("alert"), untilMs: z.number().int().nonnegative() }).strict(),
]);
export type GatewayCommand = z.infer<typeof gatewayCommandSchema>;

/** Result of "purge" is {removed}, of "crawl" {started}, of "pin" {posture}, of "alert" {untilMs}, of "coverage" this: */
export const coverageSchema = z.object({
  site: siteName,
  pagesKnown: count,
  pagesKept: count,
  /** Page views of the last seven days, and how many of them went to pages that are kept. */
  visits: count,
  visitsKept: count,
  /** What would not survive, most visited first, at most 200. */
  missing: z.array(z.object({ target: z.string(), visits: count, because: z.string() })).max(200),
  snapshotAgeMs: z.number().nullable(),
});
export type Coverage = z.infer<typeof coverageSchema>;
