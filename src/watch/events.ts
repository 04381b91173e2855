import { z } from "zod";
import { BODY_ID_PATTERN, BODY_KINDS } from "../gazetteer/index.ts";
import { line, prose } from "../kernel/text.ts";
import { CHECKS, FAILURES, QUALIFIERS, VANTAGE_HEALTHS, VERDICTS } from "./codes.ts";

/**
 * What the watch says to the journal: what is watched, and transitions. Measurements never enter it, they are in the
 * history (watch.db). subject of an entry: "watch", or "site-N" where one site alone is meant.
 */

export type * from "./answers.ts";
export * from "./codes.ts";
export type * from "./measure.ts";
export type * from "./bodies/answers.ts";

/** Sites that can be watched. */
export const SITES_MAX = 60_000;
export const URL_CHARACTERS_MAX = 500;
export const TAG_CHARACTERS_MAX = 40;
export const TAGS_PER_SITE_MAX = 20;
/** Sites, bodies or changes that one entry carries: an entry is bounded, a long list is several entries. */
export const PER_ENTRY_MAX = 100;
/** Sites that one entry tags: it holds their numbers alone. */
export const TAGGED_PER_ENTRY_MAX = 500;
export const REASON_CHARACTERS_MAX = 500;

/** Given once, in the order of adding, never used again. */
export const siteIdSchema = z.number().int().min(1).max(10_000_000);
export const bodyIdSchema = z.string().regex(BODY_ID_PATTERN);
export const tagSchema = line(TAG_CHARACTERS_MAX).min(1);
/** Chosen by the client, so that a request sent twice does one thing. */
export const importIdSchema = z.string().regex(/^m-[a-z0-9-]{1,38}$/);
export const maintenanceIdSchema = z.string().regex(/^w-[a-z0-9-]{1,38}$/);
export const hosterIncidentIdSchema = z.string().regex(/^h-[a-z0-9-]{1,38}$/);
/** "local" is the prober of this house. */
export const vantageIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);

const instant = z.iso.datetime({ precision: 3 });
const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const reason = prose(REASON_CHARACTERS_MAX).min(1);

/** A body that is watched: from the gazetteer, or written by hand. */
export const watchedBodySchema = z
  .object({
    id: bodyIdSchema,
    name: line(200).min(1),
    kind: z.enum(BODY_KINDS),
    code: line(20).nullable(),
    siren: line(9).nullable(),
    departement: line(3).nullable(),
  })
  .strict();
export type WatchedBody = z.infer<typeof watchedBodySchema>;

export const watchedSiteSchema = z
  .object({
    site: siteIdSchema,
    check: z.enum(CHECKS),
    url: line(URL_CHARACTERS_MAX).min(1),
    /** What people call it; "" when the host says enough. */
    name: line(200).default(""),
    body: bodyIdSchema.nullable(),
    tags: z.array(tagSchema).max(TAGS_PER_SITE_MAX).default([]),
  })
  .strict();
export type WatchedSite = z.infer<typeof watchedSiteSchema>;

const siteField = z.discriminatedUnion("field", [
  z.object({ field: z.literal("name"), old: line(200), new: line(200) }).strict(),
  z
    .object({ field: z.literal("url"), old: line(URL_CHARACTERS_MAX), new: line(URL_CHARACTERS_MAX) })
    .strict(),
  z.object({ field: z.literal("body"), old: bodyIdSchema.nullable(), new: bodyIdSchema.nullable() }).strict(),
  z.object({ field: z.literal("tags"), old: z.array(tagSchema), new: z.array(tagSchema) }).strict(),
]);
export type SiteChange = z.infer<typeof siteField>;

/** A verdict over a window, with all it needs to be defended. */
export const verdictSchema = z
  .object({
    verdict: z.enum(VERDICTS),
    qualifiers: z.array(z.enum(QUALIFIERS)).max(QUALIFIERS.length),
    from: instant,
    to: instant,
    /** Fused rounds, those down, those shaky or split between vantage points, and changes between up and down. */
    n: count,
    d: count,
    p: count,
    t: count,
    /** Share of the window's measured time in which the site answered; shaky and split rounds count half. */
    answered: share,
    /** Wilson 95 % interval of that share. */
    low: share,
    high: share,
    /** The failure seen most in the window; "ok" when there was none. */
    cause: z.enum(FAILURES),
    vantages: z.array(vantageIdSchema).max(32),
    /** Two French vantage points or more agree. Without it the word "confirmed" is not used anywhere. */
    confirmed: z.boolean(),
    /** Version of the rule that was applied (docs/verdict.md). */
    rule: z.string().max(20),
  })
  .strict();
export type WindowVerdict = z.infer<typeof verdictSchema>;

/** Letters of a site's name that an entry keeps: so many changes of one entry stay below the bound of an entry. */
export const NAME_CHARACTERS_MAX = 60;

const verdictChange = z
  .object({
    site: siteIdSchema,
    /** What the site was called then: an entry is read when its number means nothing to anybody. */
    name: line(NAME_CHARACTERS_MAX).optional(),
    was: z.enum(VERDICTS),
    is: verdictSchema,
    hoster: hosterIncidentIdSchema.optional(),
  })
  .strict();
export type VerdictChange = z.infer<typeof verdictChange>;

export const watchEvents = {
  /** A list was taken in; its bodies and sites follow in entries of their own, with the same import. */
  "watch.list-imported": z
    .object({
      import: importIdSchema,
      /** Where it is from, and under which licence: shown wherever its names are. */
      source: line(300).min(1),
      licence: line(100),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      lines: count,
      added: count,
      known: count,
      refused: count,
      /** Taken in without a body. */
      unmatched: count,
    })
    .strict(),
  "watch.bodies-added": z
    .object({
      import: importIdSchema.nullable(),
      bodies: z.array(watchedBodySchema).min(1).max(PER_ENTRY_MAX),
    })
    .strict(),
  "watch.sites-added": z
    .object({
      import: importIdSchema.nullable(),
      sites: z.array(watchedSiteSchema).min(1).max(PER_ENTRY_MAX),
    })
    .strict(),
  "watch.site-changed": z.object({ site: siteIdSchema, change: siteField }).strict(),
  /** Tags that these sites got, and that were taken from those of them that had them. */
  "watch.sites-tagged": z
    .object({
      sites: z.array(siteIdSchema).min(1).max(TAGGED_PER_ENTRY_MAX),
      add: z.array(tagSchema).max(TAGS_PER_SITE_MAX),
      remove: z.array(tagSchema).max(TAGS_PER_SITE_MAX),
    })
    .strict(),
  "watch.sites-removed": z
    .object({ sites: z.array(siteIdSchema).min(1).max(PER_ENTRY_MAX), reason })
    .strict(),
  /** Verdicts pause, or carry "maintenance", while the window lasts. */
  "watch.maintenance-planned": z
    .object({
      id: maintenanceIdSchema,
      title: line(200).min(1),
      sites: z.array(siteIdSchema).max(500),
      bodies: z.array(bodyIdSchema).max(500),
      tags: z.array(tagSchema).max(50),
      from: instant,
      to: instant,
    })
    .strict(),
  "watch.maintenance-cancelled": z.object({ id: maintenanceIdSchema, reason }).strict(),
  "watch.verdicts-changed": z.object({ changes: z.array(verdictChange).min(1).max(PER_ENTRY_MAX) }).strict(),
  /** A day later, with all that was learnt: where the settled word differs from the live one. */
  "watch.verdicts-settled": z.object({ changes: z.array(verdictChange).min(1).max(PER_ENTRY_MAX) }).strict(),
  /** Many sites of one network at once: its host, not forty towns. */
  "watch.hoster-incident-opened": z
    .object({
      id: hosterIncidentIdSchema,
      /** Address or network in CIDR, and its holder's name when known. */
      network: line(80).min(1),
      holder: line(100),
      sites: z.array(siteIdSchema).min(1).max(500),
      /** All that are down there, and all that we watch there. */
      down: count,
      watched: count,
      cause: z.enum(FAILURES),
      rule: z.string().max(20),
    })
    .strict(),
  "watch.hoster-incident-grown": z
    .object({
      id: hosterIncidentIdSchema,
      sites: z.array(siteIdSchema).min(1).max(500),
      down: count,
      watched: count,
    })
    .strict(),
  "watch.hoster-incident-closed": z.object({ id: hosterIncidentIdSchema, lastedMs: count }).strict(),
  /** A point of measurement elsewhere. Its secret is in no entry. */
  "watch.vantage-added": z
    .object({
      id: vantageIdSchema,
      name: line(100).min(1),
      country: z.string().regex(/^[A-Z]{2}$/),
      network: line(80),
    })
    .strict(),
  "watch.vantage-removed": z.object({ id: vantageIdSchema, reason }).strict(),
  "watch.vantage-health-changed": z
    .object({
      id: vantageIdSchema,
      was: z.enum(VANTAGE_HEALTHS),
      is: z.enum(VANTAGE_HEALTHS),
      why: line(300),
    })
    .strict(),
  /** Fewer healthy points of measurement than a verdict needs: verdicts stand still. */
  "watch.measuring-suspended": z.object({ why: line(300) }).strict(),
  "watch.measuring-resumed": z.object({ suspendedMs: count }).strict(),
  /** Bodies that are asked more often for a while, for instance because they are named in a claim. */
  "watch.rate-raised": z
    .object({
      bodies: z.array(bodyIdSchema).max(500),
      sites: z.array(siteIdSchema).max(500),
      reason,
      /** Every 15 s until then, then every 2 minutes until `slowUntil` (docs/verdict.md). */
      fastUntil: instant,
      slowUntil: instant,
    })
    .strict(),
  /** Somebody was told of changes. */
  "watch.alert-raised": z
    .object({ sites: z.array(siteIdSchema).min(1).max(500), text: prose(2_000) })
    .strict(),
} as const;
export type WatchEventKind = keyof typeof watchEvents;

/** What a point of measurement says in its own lane. subject: the vantage. */
export const vantageEvents = {
  "vantage.started": z.object({ version: z.string().max(40), vantage: vantageIdSchema }).strict(),
  /** What it measured in a while, so that the samples, which are in no journal, can be set against something signed. */
  "vantage.digest": z
    .object({
      from: instant,
      to: instant,
      rounds: count,
      down: count,
      void: count,
      /** SHA-256 over the batches that were sent, in their order. */
      batches: count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .strict(),
} as const;
