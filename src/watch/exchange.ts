import { z } from "zod";
import {
  CHECKS,
  CONTENTS,
  FAILURES,
  type Failure,
  OUTCOMES,
  PROTECTIONS,
  siteIdSchema,
  URL_CHARACTERS_MAX,
  VANTAGE_HEALTHS,
  vantageIdSchema,
} from "./events.ts";
import { ATTEMPT_OFFSETS_MS, type Attempt, type Phases, type Round } from "./measure.ts";

/**
 * What a prober and the keeper say to each other: one request and one answer, once a second. Rounds travel packed, codes as
 * their places in the lists of codes.ts. Both sides check what they hear with the schemas below, and neither can make the
 * other keep more than the bounds say.
 */

export const EXCHANGE_PATH = "/api/watch/exchange";
export const EXCHANGE_BYTES_MAX = 4 * 1024 * 1024;
export const ROUNDS_PER_EXCHANGE_MAX = 2_000;
/** Lines of a lane's export, its first line with the public key included. */
export const LINES_PER_EXCHANGE_MAX = 50;
export const PLAN_SITES_PER_ANSWER_MAX = 4_000;
/** An entry of a journal, with escapes. */
const LINE_CHARACTERS_MAX = 64 * 1024;
/** A clock of a prober that is further off than this says nothing about when. */
export const CLOCK_SKEW_MS_MAX = 60_000;

const place = (list: readonly string[]) =>
  z
    .number()
    .int()
    .min(0)
    .max(list.length - 1);
const ms = z.number().int().min(0).max(4_102_444_800_000);
const phase = z.number().min(-1).max(600_000);
const count = z.number().int().min(0).max(10_000_000);

/** What outsiders wrote: bounded, on one line, without what moves a terminal's cursor or turns the reading direction. */
const outside = (charactersMax: number) =>
  z.string().overwrite((text) => text.replace(UNSEEN, " ").slice(0, charactersMax).toWellFormed());
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

const printSchema = z
  .object({
    simhash: z.string().regex(/^[0-9a-f]{16}$/),
    shape: z.string().regex(/^[0-9a-f]{1,16}$/),
    title: outside(120),
    lang: outside(35),
    length: count,
    script: outside(30),
    noindex: z.boolean(),
    markers: z.array(outside(60)).max(8),
    outbound: z.array(outside(255)).max(16),
  })
  .strict();

export const attemptSchema: z.ZodType<Attempt> = z
  .object({
    at: ms,
    failure: z.enum(FAILURES),
    certificate: z.enum(FAILURES).optional(),
    protection: z.enum(PROTECTIONS),
    protectionBy: outside(40).optional(),
    content: z.enum(CONTENTS),
    status: z.number().int().min(0).max(999).optional(),
    address: outside(45).optional(),
    family: z.union([z.literal(4), z.literal(6)]).optional(),
    redirects: z.number().int().min(0).max(100).optional(),
    finalUrl: outside(300).optional(),
    bodyBytes: z.number().int().min(0).max(1_000_000_000).optional(),
    certificateEndsAt: z.number().int().min(-8.64e15).max(8.64e15).optional(),
    retryAfterMs: z.number().int().min(0).max(86_400_000).optional(),
    print: printSchema.optional(),
    detail: outside(200).optional(),
    dnsMs: phase.optional(),
    tcpMs: phase.optional(),
    tlsMs: phase.optional(),
    firstByteMs: phase.optional(),
    totalMs: phase,
  })
  .strict();

const packedRoundSchema = z.tuple([
  siteIdSchema,
  /** at, endedAt */
  ms,
  ms,
  place(OUTCOMES),
  place(FAILURES),
  /** Certificate's failure, -1 for none. */
  z
    .number()
    .int()
    .min(-1)
    .max(FAILURES.length - 1),
  place(PROTECTIONS),
  place(CONTENTS),
  /** dnsMs, tcpMs, tlsMs, firstByteMs (-1: not reached), totalMs */
  phase,
  phase,
  phase,
  phase,
  phase,
  /** Address that was asked, "" when there was none. */
  outside(45),
  /** End of the certificate's validity, 0 when unknown. */
  z.number().int().min(-8.64e15).max(8.64e15),
  z.union([z.literal(0), z.array(attemptSchema).min(1).max(ATTEMPT_OFFSETS_MS.length)]),
]);
export type PackedRound = z.infer<typeof packedRoundSchema>;

const tally = z.object({ ok: count, total: count }).strict();
const healthSchema = z
  .object({ state: z.enum(VANTAGE_HEALTHS), why: outside(300), canaries: tally, resolvers: tally })
  .strict();
export type VantageHealthReport = z.infer<typeof healthSchema>;

const schedulerSchema = z
  .object({
    /** Sites whose moment has come and that wait for a free place. */
    dueNow: count,
    /** How late the first attempts of the last minute or two began, 99 of 100, waits out of politeness left out. */
    lagP99Ms: z.number().min(0).max(86_400_000),
    inFlight: count,
    /** How long it last took until every site had been asked once. */
    lastFullRoundMs: z.number().min(0).nullable(),
  })
  .strict();
export type SchedulerFigures = z.infer<typeof schedulerSchema>;

export const exchangeRequestSchema = z
  .object({
    v: z.literal(1),
    /** Who asks is what the token says; absent until an answer has told the prober. When it is another, the request is refused. */
    vantage: vantageIdSchema.optional(),
    /** One a start of a prober; with `sequence` it names a batch, and a batch that comes twice counts once. */
    sessionId: z.string().regex(/^[0-9a-f]{16}$/),
    /** From 1, one more for each request with something new; batches of a session come in this order. */
    sequence: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
    sentAt: ms,
    /** Version of the plan that is known whole; 0 for none. */
    planVersion: z.number().int().min(0),
    health: healthSchema,
    scheduler: schedulerSchema,
    rounds: z.array(packedRoundSchema).max(ROUNDS_PER_EXCHANGE_MAX),
    /** Lines of the vantage's lane that were not acknowledged yet, as in a journal's export: the lane, then entries. */
    entries: z.array(z.string().max(LINE_CHARACTERS_MAX)).max(LINES_PER_EXCHANGE_MAX),
  })
  .strict();
export type ExchangeRequest = z.infer<typeof exchangeRequestSchema>;

const planSiteSchema = z.tuple([
  siteIdSchema,
  place(CHECKS),
  z.string().min(1).max(URL_CHARACTERS_MAX),
  /** everyMs */
  z.number().int().min(1_000).max(86_400_000),
  /** Named in a claim: every 15 s until then, and every 2 minutes until then; ms since 1970, 0 for never. */
  ms,
  ms,
]);
/** [site, check#, url, everyMs, fastUntil, slowUntil] */
export type PlanSite = z.infer<typeof planSiteSchema>;

export const exchangeAnswerSchema = z.object({
  /** The request's sequence: its rounds are on disk. */
  acknowledged: z.number().int().min(0),
  /** How many of the request's lines are settled, from the first on: taken in, known, or refused for good. */
  entries: z.object({ count: z.number().int().min(0).max(LINES_PER_EXCHANGE_MAX) }),
  plan: z.object({
    version: z.number().int().min(0),
    /** The first part of a whole plan: what the prober knew is void. Otherwise changes since the request's planVersion. */
    whole: z.boolean(),
    sites: z.array(planSiteSchema).max(PLAN_SITES_PER_ANSWER_MAX),
    removed: z.array(siteIdSchema).max(100_000),
    /** Another part follows: ask again at once. The version counts as known when the last part has come. */
    more: z.boolean(),
  }),
  /** The keeper's clock. */
  now: ms,
  /** Whose token it is. */
  vantage: vantageIdSchema,
});
export type ExchangeAnswer = z.infer<typeof exchangeAnswerSchema>;

/** A round as it travels and is kept. Loses nothing but the phases' decimals beyond a tenth of a millisecond. */
export function packRound(round: Round): PackedRound {
  const { phases } = round;
  return [
    round.site,
    round.at,
    round.endedAt,
    OUTCOMES.indexOf(round.outcome),
    FAILURES.indexOf(round.failure),
    round.certificate === undefined ? -1 : FAILURES.indexOf(round.certificate),
    PROTECTIONS.indexOf(round.protection),
    CONTENTS.indexOf(round.content),
    tenth(phases.dnsMs),
    tenth(phases.tcpMs),
    tenth(phases.tlsMs),
    tenth(phases.firstByteMs),
    tenth(phases.totalMs),
    round.address ?? "",
    round.certificateEndsAt ?? 0,
    round.attempts === undefined || round.attempts.length === 0 ? 0 : [...round.attempts],
  ];
}

/** The opposite of `packRound`. Expects what the schema let through. */
export function unpackRound(packed: PackedRound): Round {
  const [site, at, endedAt, outcome, failure, certificate, protection, content] = packed;
  const address = packed[13];
  const certificateEndsAt = packed[14];
  const attempts = packed[15];
  return {
    site,
    at,
    endedAt,
    outcome: OUTCOMES[outcome] ?? "void",
    failure: FAILURES[failure] ?? "prober.fault",
    ...(certificate === -1 ? {} : { certificate: FAILURES[certificate] as Failure }),
    protection: PROTECTIONS[protection] ?? "none",
    content: CONTENTS[content] ?? "not_comparable",
    phases: phasesOf(packed),
    ...(address === "" ? {} : { address }),
    ...(certificateEndsAt === 0 ? {} : { certificateEndsAt }),
    ...(attempts === 0 ? {} : { attempts }),
  };
}

function phasesOf(packed: PackedRound): Phases {
  const phases: { -readonly [name in keyof Phases]: Phases[name] } = { totalMs: packed[12] };
  if (packed[8] !== -1) phases.dnsMs = packed[8];
  if (packed[9] !== -1) phases.tcpMs = packed[9];
  if (packed[10] !== -1) phases.tlsMs = packed[10];
  if (packed[11] !== -1) phases.firstByteMs = packed[11];
  return phases;
}

const tenth = (value: number | undefined): number => (value === undefined ? -1 : Math.round(value * 10) / 10);
