import { z } from "zod";
import { DEMO_TOWN } from "./demo-town.ts";

/**
 * What a drill is told and what it says: the plan, one line a second, and the result. All plain JSON, so that a drill
 * can run as a process of its own. This file is the room's only door for the command line.
 */

export { COUNT_PATH } from "./origin-tally.ts";

const path = z.string().startsWith("/").max(2048);
const fields = z.record(z.string(), z.string());

/**
 * What the drilled site offers. In texts stand for themselves: {q} the search, {name}, {email}, {phone}, {message} and
 * {token} (unique in each message). Patterns are regular expressions over the page.
 */
export const siteModelSchema = z
  .object({
    name: z.string().max(100),
    /** Stands in the first page of the site that is meant; where it is missing, nothing is drilled. */
    mark: z.string().min(1).optional(),
    /** Public pages, the home page first; the same bytes for everybody. */
    pages: z.array(path).min(1).max(20_000),
    /** Files that every page brings along. */
    assets: z.array(path).max(50),
    /** A page whose parameter is a page number. */
    list: z.object({ path, parameter: z.string() }).strict().optional(),
    /** `expects` stands in every true page of results. */
    search: z
      .object({ path, parameter: z.string(), words: z.array(z.string().min(1)).min(1), expects: z.string() })
      .strict()
      .optional(),
    /** The first group of `receipt` is the number that the citizen gets. */
    contact: z.object({ path, fields, receipt: z.string() }).strict().optional(),
    newsletter: z.object({ path, field: z.string() }).strict().optional(),
    /** `kind` and `slot` find links, first group; `confirmation` finds the booking's reference, first group. */
    appointment: z
      .object({ path, kind: z.string(), slot: z.string(), fields, confirmation: z.string() })
      .strict()
      .optional(),
    feeds: z.array(path).max(20),
    /** Files that are asked for in parts, and read slowly. */
    documents: z.array(path).max(50),
  })
  .strict();
export type SiteModel = z.infer<typeof siteModelSchema>;

/**
 * 1 replays captured requests without cookies; 2 keeps a cookie jar for each source; 3 also fetches the waiting page,
 * solves its proof at once and presses its button.
 */
export const gradeSchema = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export type Grade = z.infer<typeof gradeSchema>;

export const attackPlanSchema = z
  .object({
    grade: gradeSchema.default(1),
    /** Of all sources together, once all are there. 220 is the published attack. */
    requestsPerSecond: z.number().nonnegative().default(2_200),
    sources: z.number().int().min(1).max(20_000).default(948),
    ramp: z.enum(["published", "at-once"]).default("published"),
    /** False: a connection for each request. */
    keepAlive: z.boolean().default(true),
    slowConnections: z.number().int().nonnegative().default(200),
    /** Connections of the attack at once, slow ones apart; beyond it requests are not sent, and counted. */
    socketsMax: z.number().int().positive().default(10_000),
    /** How long an attacker waits for an answer. */
    patienceMs: z.number().int().min(100).max(60_000).default(5_000),
  })
  .strict();

export const citizenPlanSchema = z
  .object({
    /** Visits that begin in a second. Each visit is a page, its files, and mostly one search, message or appointment. */
    visitsPerSecond: z.number().nonnegative().max(200).default(10),
    /** Citizens who visit in the calm phase, keep their cookies and come back later. */
    returning: z.number().int().min(1).max(20_000).default(300),
    /**
     * They come in the first so many seconds of the calm phase, and at most over four fifths of it. What is left of it
     * until the attack makes their visits old.
     */
    firstVisitsSeconds: z.number().positive().default(10),
    /** People behind one address; half of them visit in the calm phase. */
    behindOneAddress: z.number().int().min(2).max(500).default(100),
    /** How long a citizen tries one act before giving up. */
    patienceMs: z.number().int().min(1_000).max(120_000).default(20_000),
  })
  .strict();

export const drillPlanSchema = z
  .object({
    /** http:// and a literal loopback address, with a port. */
    target: z.string(),
    /** Host field of every request. */
    host: z.string().min(1).max(253),
    seed: z.number().int().default(1),
    calmSeconds: z.number().min(0).default(30),
    floodSeconds: z.number().min(1).default(60),
    afterSeconds: z.number().min(0).default(5),
    attack: attackPlanSchema.prefault({}),
    citizens: citizenPlanSchema.prefault({}),
    site: z.union([z.literal("demo-town").transform((): SiteModel => DEMO_TOWN), siteModelSchema]),
    /** Where right answers are learned before the drill begins, past the gateway; left out: the target while calm. */
    oracle: z.string().optional(),
    /** Where the origin says what it counted (`?jeton=` for one message); left out: nothing is compared. */
    count: z.string().optional(),
  })
  .strict();
export type DrillPlan = z.infer<typeof drillPlanSchema>;
export type DrillPlanInput = z.input<typeof drillPlanSchema>;

export const citizenKindSchema = z.enum([
  "returning",
  "first-time",
  "no-script",
  "shared-address",
  "feed-reader",
  "crawler",
  "monitor",
  "partial",
]);
export type CitizenKind = z.infer<typeof citizenKindSchema>;

export const actSchema = z.enum([
  "read",
  "files",
  "search",
  "contact",
  "appointment",
  "feed",
  "crawl",
  "probe",
  "part",
]);
export type Act = z.infer<typeof actSchema>;

export const phaseSchema = z.enum(["calm", "flood", "after"]);
export type Phase = z.infer<typeof phaseSchema>;

const count = z.number().int().nonnegative();
const ms = z.number().nonnegative().nullable();

/** What citizens of one kind got of one act. Times count from the first click to the right answer, waits included. */
export const actFiguresSchema = z.object({
  tried: count,
  done: count,
  within5s: count,
  /** Answers that were complete, said 200, and were not what was asked for. */
  wrong: count,
  refusedForGood: count,
  timedOut: count,
  broken: count,
  /** Met on the way, also by those who got through. */
  waitingPages: count,
  refusals: count,
  p50Ms: ms,
  p95Ms: ms,
  p99Ms: ms,
  maxMs: ms,
});
export type ActFigures = z.infer<typeof actFiguresSchema>;

export const secondSchema = z.object({
  /** Since the attack began; negative in the calm phase. */
  second: z.number().int(),
  attackSent: count,
  attackAnswered: count,
  citizensDone: count,
  citizensFailed: count,
  waitingPages: count,
  refusals: count,
});
export type DrillSecond = z.infer<typeof secondSchema>;

export const progressSchema = secondSchema.extend({
  phase: phaseSchema,
  /** Acts that citizens have begun and not ended yet. */
  citizensUnderWay: count,
});
export type DrillProgress = z.infer<typeof progressSchema>;

const byKind = z.partialRecord(citizenKindSchema, z.partialRecord(actSchema, actFiguresSchema));

export const attackFiguresSchema = z.object({
  due: count,
  sent: count,
  answered: count,
  /** Answers by status; 0 is what could not be read. */
  byStatus: z.record(z.string(), count),
  /** Requests made by what they are: random GET, POST, fixed GET, malformed. */
  byKind: z.record(z.string(), count),
  timedOut: count,
  broken: count,
  /** Not sent, because the attack had all the connections that the plan allows. */
  heldBack: count,
  /** Grade 3: waiting pages pressed, and those left because the generator's own time for proofs was used up. */
  pressed: count,
  unpressed: count,
  connectionsMax: count,
  latencyP50Ms: ms,
  latencyP99Ms: ms,
  /** How late the generator itself was: the noise floor of every time here. */
  lateP50Ms: ms,
  lateP99Ms: ms,
  lateMaxMs: ms,
  slow: z.object({ opened: count, heldMax: count, closedByServer: count }),
});
export type AttackFigures = z.infer<typeof attackFiguresSchema>;

export const deliverySchema = z.object({
  /** Contact messages that a citizen saw a receipt for. */
  acknowledged: count,
  /** Acknowledged, but not once at the origin; more than once at the origin, acknowledged or not; changed on the way. */
  lost: count,
  doubled: count,
  changed: count,
  /** At the origin once, but the citizen never saw the receipt. */
  unseen: count,
  /** The same receipt shown to two citizens. */
  receiptsShared: count,
});
export type Delivery = z.infer<typeof deliverySchema>;

export const originFiguresSchema = z.object({
  /** Requests that took a worker during the flood. */
  attack: count,
  citizens: count,
  unknown: count,
  refused: count,
  inFlightMax: count,
});
export type OriginFigures = z.infer<typeof originFiguresSchema>;

export const drillResultSchema = z.object({
  seed: z.number(),
  grade: gradeSchema,
  phases: z.object({ calm: byKind, flood: byKind, after: byKind }),
  /** Page reads of all people in the flood, together. */
  reads: actFiguresSchema,
  attack: attackFiguresSchema,
  seconds: z.array(secondSchema),
  /**
   * The first second of the flood from which on, for three seconds, 95 of 100 page reads (acts of returning citizens)
   * were done within a second of their start; null: never, or too few to say.
   */
  readsWellFromSecond: z.number().int().nullable(),
  returningWellFromSecond: z.number().int().nullable(),
  /** Null when the origin was not asked. */
  delivery: deliverySchema.nullable(),
  origin: originFiguresSchema.nullable(),
  /** Pages that did not give the same bytes twice in calm, and are judged by status and title only. */
  unsteadyPages: z.array(z.string()),
});
export type DrillResult = z.infer<typeof drillResultSchema>;

/** A line of a drill that runs as a process of its own. */
export const drillLineSchema = z.union([
  z.object({ progress: progressSchema }),
  z.object({ result: drillResultSchema }),
  z.object({
    refusal: z.object({ code: z.string(), what: z.string(), where: z.string(), remedy: z.string() }),
  }),
]);

/** What a stand-in for a town's own server says when it stands. */
export const standInReadySchema = z.object({
  url: z.string(),
  count: z.string(),
  /** True if its pages are those of the site's copy. */
  fromCopy: z.boolean(),
  site: siteModelSchema,
});
export type StandInReady = z.infer<typeof standInReadySchema>;
