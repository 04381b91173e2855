import { z } from "zod";
import { BODY_ID_PATTERN, BODY_KINDS } from "../gazetteer/index.ts";
import { line, prose } from "../kernel/text.ts";
import { FAILURES, QUALIFIERS, siteIdSchema, VERDICTS } from "../watch/events.ts";
import {
  ATTACK_TYPES,
  CLAIM_VERDICTS,
  DOCUMENT_KINDS,
  MODALITIES,
  PRECISIONS,
  SPEAKERS,
  STANCES,
  VERDICT_REASONS,
} from "./codes.ts";

/**
 * What the register says to the journal: what was read, what a person confirmed or corrected, verdicts, and what was
 * published. subject of every entry: the event, or "claims" where several are meant. A statement is a versioned fact:
 * a later one of the same speaker stands beside it, never in its place. The text that was read is in no entry and is
 * never published; entries cite spans of it.
 */

export type * from "./answers.ts";
export * from "./codes.ts";

/** Documents of the register, and events one list shows. */
export const DOCUMENTS_MAX = 50_000;
export const ATTACKS_PER_DOCUMENT_MAX = 200;
export const STATEMENTS_PER_DOCUMENT_MAX = 400;
export const TARGETS_PER_DOCUMENT_MAX = 2_000;
/** Of these lists, what one entry carries: an entry is bounded, a long list is several entries. */
export const ATTACKS_PER_ENTRY_MAX = 40;
export const STATEMENTS_PER_ENTRY_MAX = 25;
export const TARGETS_PER_ENTRY_MAX = 150;
export const UNRESOLVED_PER_DOCUMENT_MAX = 60;
export const QUOTE_CHARACTERS_MAX = 400;
export const SERVICES_MAX = 20;
export const NAME_CHARACTERS_MAX = 200;
export const REASON_CHARACTERS_MAX = 1_000;
export const REPLY_CHARACTERS_MAX = 600;
export const PUBLISHED_BODIES_MAX = 60;
export const PUBLISHED_STATEMENTS_MAX = 120;
export const MOVED_DOCUMENTS_MAX = 200;
export const GIVEN_TITLE_CHARACTERS_MAX = 300;
/** Documents that one entry says to be read as before. */
export const KEPT_READINGS_MAX = 500;

/** Made of what was read: the same text from the same source is the same document. */
export const documentIdSchema = z.string().regex(/^d-[0-9a-f]{16}$/);
export const dispatchIdSchema = z.string().regex(/^p-[0-9a-f]{16}$/);
export const eventIdSchema = z.string().regex(/^e-[0-9a-f]{16}$/);
export const statementIdSchema = z.string().regex(/^s-[0-9a-f]{16}-[0-9]{1,4}$/);
export const bodyIdSchema = z.string().regex(BODY_ID_PATTERN);

const instant = z.iso.datetime({ precision: 3 });
const count = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const reason = prose(REASON_CHARACTERS_MAX).min(1);
const name = line(NAME_CHARACTERS_MAX);
/** What an outsider wrote, as one line. */
const cited = line(QUOTE_CHARACTERS_MAX);

/** A body as the entries name it, so that they can be read without the book of bodies. */
export const namedBodySchema = z
  .object({
    id: bodyIdSchema,
    name: name.min(1),
    kind: z.enum(BODY_KINDS),
    code: line(20).nullable(),
    departement: line(3).nullable(),
  })
  .strict();
export type NamedBody = z.infer<typeof namedBodySchema>;

/** A time as it was said: an interval, how exact it is, and the zone it was said in, if the text says one. */
export const saidTimeSchema = z
  .object({
    from: instant,
    to: instant,
    precision: z.enum(PRECISIONS),
    zone: z.enum(["Europe/Paris", "UTC"]).nullable(),
  })
  .strict();
export type SaidTime = z.infer<typeof saidTimeSchema>;

export const attackSchema = z
  .object({
    body: namedBodySchema,
    /** The event that this attack is of: a document may tell of several. */
    event: eventIdSchema,
    type: z.enum(ATTACK_TYPES),
    actor: name.nullable(),
    when: saidTimeSchema.nullable(),
    services: z.array(line(60).min(1)).max(SERVICES_MAX),
    /** 0 sure, 1 a guess. Orders the review queue. */
    doubt: z.number().min(0).max(1),
    /** Which licences let the name be taken for this body: words of the extractor. */
    evidence: z.array(line(60)).max(12),
  })
  .strict();
export type AttackRead = z.infer<typeof attackSchema>;

/** Who said what about whom, and where that stands in the text (UTF-16 units). */
export const statementSchema = z
  .object({
    id: statementIdSchema,
    bodies: z.array(bodyIdSchema).min(1).max(ATTACKS_PER_DOCUMENT_MAX),
    speaker: z.enum(SPEAKERS),
    stance: z.enum(STANCES),
    modality: z.enum(MODALITIES),
    quote: cited,
    span: z.tuple([count, count]).nullable(),
    /** When it was said, if the document tells; otherwise the document's time stands for it. */
    at: instant.nullable(),
  })
  .strict();
export type StatementRead = z.infer<typeof statementSchema>;

/** A name that could be several bodies, or none: nobody is accused. */
export const unresolvedSchema = z
  .object({
    name: name.min(1),
    candidates: z.array(namedBodySchema).max(6),
    why: z.enum(["homonyms", "unknown", "doubtful"]),
    quote: cited,
  })
  .strict();
export type UnresolvedName = z.infer<typeof unresolvedSchema>;

/** A host on a list of the attacker: the host and the time, nothing that would help to attack it. */
export const targetSchema = z
  .object({ host: line(253).min(1), at: instant.nullable(), body: bodyIdSchema.nullable() })
  .strict();
export type TargetListing = z.infer<typeof targetSchema>;

const attackNow = z
  .object({
    body: namedBodySchema,
    type: z.enum(ATTACK_TYPES),
    actor: name.nullable(),
    event: eventIdSchema,
  })
  .strict();
export type AttackNow = z.infer<typeof attackNow>;
const statementNow = z
  .object({
    speaker: z.enum(SPEAKERS),
    stance: z.enum(STANCES),
    modality: z.enum(MODALITIES),
    bodies: z.array(bodyIdSchema).min(1).max(ATTACKS_PER_DOCUMENT_MAX),
  })
  .strict();
export type StatementNow = z.infer<typeof statementNow>;

/** How the sites of the body did in the window, as the watch gave it. */
export const siteEvidenceSchema = z
  .object({
    site: siteIdSchema,
    url: line(500),
    verdict: z.enum(VERDICTS),
    qualifiers: z.array(z.enum(QUALIFIERS)).max(QUALIFIERS.length),
    n: count,
    d: count,
    p: count,
    t: count,
    cause: z.enum(FAILURES),
    confirmed: z.boolean(),
    vantages: count,
    hoster: line(80).nullable(),
    rule: line(20),
  })
  .strict();
export type SiteEvidence = z.infer<typeof siteEvidenceSchema>;

export const claimVerdictSchema = z
  .object({
    event: eventIdSchema,
    body: namedBodySchema,
    verdict: z.enum(CLAIM_VERDICTS),
    because: z.enum(VERDICT_REASONS),
    /** The window that was judged. */
    from: instant,
    to: instant,
    /** Two vantage points or more agree. Without it no word says "confirmed". */
    confirmed: z.boolean(),
    /** The window is over for so long that the watch will learn nothing more of it. */
    settled: z.boolean(),
    /** Version of the rule (docs/claims-verdict.md). */
    rule: line(20).min(1),
    sites: z.array(siteEvidenceSchema).max(20),
    /** Sites of the body beyond those listed. */
    more: count,
    /** Statements that the rule used, and those that the measurement contradicts. */
    statements: z.array(statementIdSchema).max(20),
    contradicted: z.array(statementIdSchema).max(20),
    /** Id of the entry of the verdict that this one follows. */
    supersedes: sha256.nullable(),
  })
  .strict();
export type ClaimVerdictGiven = z.infer<typeof claimVerdictSchema>;

/** One row of a public page, as it was approved. */
export const publishedBodySchema = z
  .object({
    body: namedBodySchema,
    verdict: z.enum(CLAIM_VERDICTS),
    confirmed: z.boolean(),
    from: instant.nullable(),
    to: instant.nullable(),
    n: count,
    d: count,
    vantages: count,
    rule: line(20),
    /** What the body itself wants to be read beside it. */
    reply: prose(REPLY_CHARACTERS_MAX).default(""),
  })
  .strict();
export type PublishedBody = z.infer<typeof publishedBodySchema>;

export const publishedStatementSchema = z
  .object({
    body: bodyIdSchema,
    speaker: z.enum(SPEAKERS),
    stance: z.enum(STANCES),
    modality: z.enum(MODALITIES),
    at: instant,
    publisher: name,
  })
  .strict();
export type PublishedStatement = z.infer<typeof publishedStatementSchema>;

export const publicationSchema = z
  .object({
    title: z.object({ fr: line(160).min(1), en: line(160).default("") }).strict(),
    note: z.object({ fr: prose(1_500).default(""), en: prose(1_500).default("") }).strict(),
    actor: name.nullable(),
    type: z.enum(ATTACK_TYPES),
    /** When the attack is said to have taken place. */
    from: instant,
    to: instant,
    bodies: z.array(publishedBodySchema).min(1).max(PUBLISHED_BODIES_MAX),
    statements: z.array(publishedStatementSchema).max(PUBLISHED_STATEMENTS_MAX),
    documents: count,
    dispatches: count,
  })
  .strict();
export type Publication = z.infer<typeof publicationSchema>;

export const claimsEvents = {
  /** subject: the event that most of it tells of. Attacks, statements and targets follow in entries of their own. */
  "claims.document-read": z
    .object({
      document: documentIdSchema,
      kind: z.enum(DOCUMENT_KINDS),
      /** SHA-256 of the text, which lies under it in the data folder. */
      sha256,
      characters: count,
      lang: line(8),
      title: name,
      publisher: name.nullable(),
      agency: name.nullable(),
      url: line(500).nullable(),
      publishedAt: instant.nullable(),
      /** Version of the extractor that read it. */
      extractor: line(20),
      /** What the source, or who brought it, said of the text; the rest of the head was read in it. */
      given: z
        .object({
          title: line(GIVEN_TITLE_CHARACTERS_MAX).optional(),
          publishedAt: line(40).optional(),
          lang: line(8).optional(),
          /** It came by a feed: nobody had looked at it. */
          feed: z.literal(true).optional(),
        })
        .strict()
        .optional(),
      dispatch: dispatchIdSchema,
      event: eventIdSchema,
      /** Why it was joined to dispatch and event: score and shares, for who doubts it. */
      joined: z.object({ dispatch: z.number().min(0).max(1), event: z.number().min(0).max(1) }).strict(),
      attacks: count,
      statements: count,
      targets: count,
      unresolved: count,
      /** What joining compares beside bodies: marks of proper names, figures, and the sketch of the text's runs of words. */
      names: z.array(z.string().regex(/^[0-9a-f]{10}$/)).max(60),
      numbers: z.array(line(30)).max(60),
      sketch: z.array(z.number().int().nonnegative()).max(64),
    })
    .strict(),
  "claims.attacks-read": z
    .object({
      document: documentIdSchema,
      attacks: z.array(attackSchema).min(1).max(ATTACKS_PER_ENTRY_MAX),
    })
    .strict(),
  "claims.statements-read": z
    .object({
      document: documentIdSchema,
      statements: z.array(statementSchema).min(1).max(STATEMENTS_PER_ENTRY_MAX),
    })
    .strict(),
  "claims.names-unresolved": z
    .object({
      document: documentIdSchema,
      names: z.array(unresolvedSchema).min(1).max(UNRESOLVED_PER_DOCUMENT_MAX),
    })
    .strict(),
  "claims.targets-listed": z
    .object({
      document: documentIdSchema,
      targets: z.array(targetSchema).min(1).max(TARGETS_PER_ENTRY_MAX),
    })
    .strict(),
  /**
   * A document was read again by a newer extractor, which sees it differently: what it withdraws is kept as an earlier
   * finding, what it finds follows in entries of their own; counts are those of "claims.document-read". What a person decided is neither withdrawn nor found again.
   */
  "claims.document-reread": z
    .object({
      document: documentIdSchema,
      extractor: line(20),
      before: line(20),
      withdrawn: z
        .object({
          attacks: z.array(bodyIdSchema).max(ATTACKS_PER_DOCUMENT_MAX),
          statements: z.array(statementIdSchema).max(STATEMENTS_PER_DOCUMENT_MAX),
          names: z.array(name).max(UNRESOLVED_PER_DOCUMENT_MAX),
        })
        .strict(),
      attacks: count,
      statements: count,
      unresolved: count,
    })
    .strict(),
  /** Documents in which a newer extractor reads what stands there. subject: "claims". */
  "claims.readings-kept": z
    .object({ extractor: line(20), documents: z.array(documentIdSchema).min(1).max(KEPT_READINGS_MAX) })
    .strict(),
  /** A person looked at what was read of one body in one document. */
  "claims.attack-reviewed": z
    .object({
      document: documentIdSchema,
      decision: z.enum(["confirmed", "corrected", "rejected"]),
      old: attackNow,
      /** null: this document tells of no attack on this body. */
      new: attackNow.nullable(),
      reason: prose(REASON_CHARACTERS_MAX).default(""),
    })
    .strict(),
  /** An attack that the extractor missed, or an unresolved name that a person knows (then `name` says which). */
  "claims.attack-added": z
    .object({ document: documentIdSchema, attack: attackSchema, name: name.nullable(), reason })
    .strict(),
  /** An unresolved name that means nobody here. */
  "claims.name-dismissed": z.object({ document: documentIdSchema, name: name.min(1), reason }).strict(),
  "claims.statement-reviewed": z
    .object({
      document: documentIdSchema,
      statement: statementIdSchema,
      decision: z.enum(["confirmed", "corrected", "rejected"]),
      old: statementNow,
      new: statementNow.nullable(),
      reason: prose(REASON_CHARACTERS_MAX).default(""),
    })
    .strict(),
  "claims.statement-added": z
    .object({ document: documentIdSchema, statement: statementSchema, reason })
    .strict(),
  /** Documents go to another event, which may be new: both joining and splitting. subject: the event they go to. */
  "claims.documents-moved": z
    .object({
      from: eventIdSchema,
      documents: z.array(documentIdSchema).min(1).max(MOVED_DOCUMENTS_MAX),
      reason,
    })
    .strict(),
  /** Two events that look alike are two: nobody is asked again. Joining them takes it back. subject: the one of them. */
  "claims.events-parted": z
    .object({ other: eventIdSchema, reason: prose(REASON_CHARACTERS_MAX).default("") })
    .strict(),
  "claims.event-named": z.object({ old: name, new: name.min(1) }).strict(),
  "claims.verdict-given": claimVerdictSchema,
  /** Something was done because of a claim. Undone by itself at `until`. */
  "claims.acted": z
    .object({
      what: z.enum(["rate-raised", "gateway-alerted", "room-told"]),
      bodies: z.array(bodyIdSchema).max(200),
      sites: z.array(line(100)).max(100),
      until: instant.nullable(),
    })
    .strict(),
  "claims.gateway-released": z.object({ sites: z.array(line(100)).min(1).max(100), reason }).strict(),
  /** What the public may read of an event, as it was approved. */
  "claims.published": z.object({ publication: publicationSchema, replaces: sha256.nullable() }).strict(),
  "claims.withdrawn": z.object({ publication: sha256, reason }).strict(),
} as const;

export type ClaimsEventKind = keyof typeof claimsEvents;
export type ClaimsBody<K extends ClaimsEventKind> = z.infer<(typeof claimsEvents)[K]>;
