import { z } from "zod";
import {
  CONTENTS,
  FAILURES,
  HISTORY_TROUBLES,
  OUTCOMES,
  PROTECTIONS,
  QUALIFIERS,
  VANTAGE_HEALTHS,
  VERDICTS,
} from "./codes.ts";
import {
  hosterIncidentIdSchema,
  maintenanceIdSchema,
  siteIdSchema,
  vantageIdSchema,
  verdictSchema,
  type WatchedSite,
  watchedBodySchema,
} from "./events.ts";

/**
 * What the watch answers, as the API gives it: the schemas are the source of the OpenAPI document, the types are what
 * screens and other rooms read. Times are ISO 8601 in UTC; names that end in Ms are milliseconds.
 */

const instant = z.iso.datetime({ precision: 3 });
const count = z.number().int().nonnegative();
const ms = z.number().nonnegative();
const day = z.iso.date();

/** A point of measurement as it is now. */
export const vantageSchema = z
  .object({
    id: vantageIdSchema,
    name: z.string(),
    country: z.string(),
    network: z.string(),
    health: z.enum(VANTAGE_HEALTHS),
    why: z.string(),
    /** When it was last heard; null: never since the start. */
    heardAt: instant.nullable(),
    canaries: z.object({ ok: count, total: count }),
    resolvers: z.object({ ok: count, total: count }),
    roundsPerSecond: z.number().nonnegative(),
  })
  .meta({ id: "Vantage" });
export type Vantage = z.infer<typeof vantageSchema>;

export const hosterIncidentSchema = z
  .object({
    id: hosterIncidentIdSchema,
    network: z.string(),
    holder: z.string(),
    openedAt: instant,
    closedAt: instant.nullable(),
    sites: z.array(siteIdSchema),
    down: count,
    watched: count,
    cause: z.enum(FAILURES),
    rule: z.string(),
  })
  .meta({ id: "HosterIncident" });
export type HosterIncident = z.infer<typeof hosterIncidentSchema>;

export const siteRowSchema = z
  .object({
    site: siteIdSchema,
    url: z.string(),
    name: z.string(),
    body: watchedBodySchema.nullable(),
    tags: z.array(z.string()),
    verdict: z.enum(VERDICTS),
    qualifiers: z.array(z.enum(QUALIFIERS)),
    /** Since when this verdict stands; null: no verdict was reached yet. */
    since: instant.nullable(),
    /** Rounds of the window, and those in which the site was down. */
    n: count,
    d: count,
    cause: z.enum(FAILURES),
    confirmed: z.boolean(),
    /** The last round; null: never asked. */
    lastAt: instant.nullable(),
    /** The open incident of its host that it belongs to. */
    hoster: hosterIncidentIdSchema.optional(),
  })
  .meta({ id: "SiteRow" });
export type SiteRow = z.infer<typeof siteRowSchema>;

const verdictCounts = z.object(Object.fromEntries(VERDICTS.map((one) => [one, count]))) as z.ZodObject<{
  [name in (typeof VERDICTS)[number]]: typeof count;
}>;
export type VerdictCounts = z.infer<typeof verdictCounts>;
export const windowVerdictSchema = verdictSchema.meta({ id: "WindowVerdict" });

export const summarySchema = z
  .object({
    sites: count,
    bodies: count,
    verdicts: verdictCounts,
    qualifiers: z.partialRecord(z.enum(QUALIFIERS), count),
    suspended: z.object({ why: z.string(), since: instant }).nullable(),
    vantages: z.array(vantageSchema),
    /** Open ones. */
    hosters: z.array(hosterIncidentSchema),
    scheduler: z.object({
      lagP99Ms: ms.nullable(),
      lastFullRoundMs: ms.nullable(),
      checksPerSecond: z.number().nonnegative(),
    }),
    /** Groups that the settings name and the notices do not have: nobody of them is told. */
    unknownGroups: z.array(z.string()),
    /** Bytes of rounds that wait for the history's file to be free; 0 when it is. */
    historyBufferBytes: count,
    /** Why what is measured does not reach the disk, and since when; null: it does. Nothing of it is in a verdict's way. */
    historyTrouble: z.object({ kind: z.enum(HISTORY_TROUBLES), since: instant }).nullable(),
    asOf: instant,
    rule: z.string(),
  })
  .meta({ id: "Summary" });
export type Summary = z.infer<typeof summarySchema>;

export const siteListSchema = z.object({ total: count, offset: count, sites: z.array(siteRowSchema) });
export type SiteList = z.infer<typeof siteListSchema>;

/** One day (UTC) of a site. */
export const dayBarSchema = z.object({
  day,
  up: count,
  shaky: count,
  down: count,
  void: count,
  n: count,
  worst: z.enum(VERDICTS),
  causes: z.partialRecord(z.enum(FAILURES), count),
});
export type DayBar = z.infer<typeof dayBarSchema>;

export const phasePointSchema = z.object({
  at: instant,
  dnsMs: ms.optional(),
  tcpMs: ms.optional(),
  tlsMs: ms.optional(),
  firstByteMs: ms.optional(),
  totalMs: ms,
  outcome: z.enum(OUTCOMES),
});
export type PhasePoint = z.infer<typeof phasePointSchema>;

export const maintenanceSchema = z
  .object({
    id: maintenanceIdSchema,
    title: z.string(),
    sites: z.array(siteIdSchema),
    bodies: z.array(z.string()),
    tags: z.array(z.string()),
    from: instant,
    to: instant,
    cancelled: z.boolean(),
  })
  .meta({ id: "Maintenance" });
export type Maintenance = z.infer<typeof maintenanceSchema>;

export const siteDetailSchema = z
  .object({
    row: siteRowSchema,
    live: windowVerdictSchema,
    /** The same window a day later, with all that was learnt; null: not yet. */
    settled: windowVerdictSchema.nullable(),
    /** The last 90 days, oldest first; days without a round are there with n = 0. */
    days: z.array(dayBarSchema),
    phases: z.array(phasePointSchema),
    changes: z.array(z.object({ at: instant, was: z.enum(VERDICTS), is: windowVerdictSchema })),
    certificateEndsAt: instant.nullable(),
    addresses: z.array(z.string()),
    hosters: z.array(hosterIncidentSchema),
    maintenance: z.array(maintenanceSchema),
    rates: z.object({ everyMs: ms, fastUntil: instant.nullable(), reason: z.string() }),
  })
  .meta({ id: "SiteDetail" });
export type SiteDetail = z.infer<typeof siteDetailSchema>;

const phases = {
  dnsMs: ms.optional(),
  tcpMs: ms.optional(),
  tlsMs: ms.optional(),
  firstByteMs: ms.optional(),
  totalMs: ms,
};
const attemptSchema = z.looseObject({
  at: z.number(),
  failure: z.enum(FAILURES),
  protection: z.enum(PROTECTIONS),
  content: z.enum(CONTENTS),
  ...phases,
});
export const roundSchema = z
  .object({
    site: siteIdSchema,
    at: z.number(),
    endedAt: z.number(),
    outcome: z.enum(OUTCOMES),
    failure: z.enum(FAILURES),
    certificate: z.enum(FAILURES).optional(),
    protection: z.enum(PROTECTIONS),
    content: z.enum(CONTENTS),
    phases: z.object(phases),
    address: z.string().optional(),
    certificateEndsAt: z.number().optional(),
    attempts: z.array(attemptSchema).optional(),
  })
  .meta({ id: "Round" });

/** Which rounds a verdict rests on: enough to ask for the evidence, or to name it in an entry. */
export const evidenceRefSchema = z.object({
  vantage: vantageIdSchema,
  /** When the round began, ms since 1970. */
  at: z.number(),
  failure: z.enum(FAILURES),
  protection: z.enum(PROTECTIONS),
});
export type EvidenceRef = z.infer<typeof evidenceRefSchema>;

export const evidenceSchema = z.object({
  rounds: z.array(z.object({ vantage: vantageIdSchema, round: roundSchema })),
  more: z.boolean(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const bodyListSchema = z.object({
  total: count,
  bodies: z.array(z.object({ body: watchedBodySchema, sites: count, verdict: z.enum(VERDICTS) })),
});
export type BodyList = z.infer<typeof bodyListSchema>;
export const bodyDetailSchema = z.object({
  body: watchedBodySchema,
  /** The worst of its sites. */
  verdict: z.enum(VERDICTS),
  sites: z.array(siteRowSchema),
});
export type BodyDetail = z.infer<typeof bodyDetailSchema>;

const mapCounts = {
  sites: count,
  accessible: count,
  intermittent: count,
  inaccessible: count,
  inconclusive: count,
};
export const mapSchema = z.object({
  departements: z.array(z.object({ code: z.string(), name: z.string(), ...mapCounts })),
  /** Sites of bodies that lie in no single département, and sites without a body. */
  none: z.object(mapCounts),
});
export type WatchMap = z.infer<typeof mapSchema>;

export const censusRowSchema = z.object({
  site: siteIdSchema,
  url: z.string(),
  name: z.string(),
  body: watchedBodySchema.nullable(),
  verdict: windowVerdictSchema,
});
export type CensusRow = z.infer<typeof censusRowSchema>;
export const censusSchema = z
  .object({
    at: instant,
    from: instant,
    to: instant,
    rule: z.string(),
    counts: verdictCounts,
    total: count,
    rows: z.array(censusRowSchema),
  })
  .meta({ id: "Census" });
export type Census = z.infer<typeof censusSchema>;

export const hosterListSchema = z.object({ incidents: z.array(hosterIncidentSchema) });
export const vantageListSchema = z.object({ vantages: z.array(vantageSchema) });
export const maintenanceListSchema = z.object({ maintenance: z.array(maintenanceSchema) });

/** What the live stream says, at most once a second. */
export type WatchMessage = {
  asOf: string;
  verdicts: VerdictCounts;
  suspended: boolean;
  /** At most 50; more than that changed when `more`. */
  changes: SiteRow[];
  more: boolean;
};

/** What was measured of one body in a window. */
export type BodyWindow = {
  readonly sites: readonly {
    readonly site: WatchedSite;
    readonly verdict: ReturnType<typeof verdictSchema.parse>;
    /** An incident of its host that overlaps the window. */
    readonly hoster?: string;
    readonly attempts: readonly EvidenceRef[];
  }[];
  /** The worst conclusive word of its sites; "inconclusive" when none is conclusive. */
  readonly verdict: (typeof VERDICTS)[number];
  /**
   * Its own side or its host's made it unreachable: blocked or in maintenance as measured by all vantage points, or
   * inaccessible within an incident of its host.
   */
  readonly ownProtection: boolean;
};

/** Bodies and sites to be asked more often: every 15 s until `fastUntil`, then every 2 minutes until `slowUntil` (ms). */
export type RateRequest = {
  readonly bodies: readonly string[];
  readonly sites: readonly number[];
  readonly reason: string;
  readonly fastUntil: number;
  readonly slowUntil: number;
};
