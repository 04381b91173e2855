import type { BodyKind } from "../gazetteer/index.ts";

/** What one document says, as the extraction reads it. The register journals it; nothing here is a fact of ours. */

/**
 * The version of the rules; it rises whenever the same text can be read differently, so that what older ones read can be
 * told, and read again.
 */
export const EXTRACTOR_VERSION = "2";

export const ATTACK_TYPES = [
  "ddos",
  "ransomware",
  "intrusion",
  "data-leak",
  "defacement",
  "unspecified",
] as const;
export type AttackType = (typeof ATTACK_TYPES)[number];

/** What a statement says of its body. `denies` and `no-incident` speak against the claim; the rest is its state. */
export const STANCES = [
  "claims",
  "confirms",
  "denies",
  "no-incident",
  "inaccessible",
  "intermittent",
  "accessible",
  "restored",
  "own-protection",
  "services-down",
  "data-stolen",
  "data-safe",
] as const;
export type Stance = (typeof STANCES)[number];

export const SPEAKERS = [
  "attacker",
  "victim",
  "prosecutor",
  "state",
  "expert",
  "journalist",
  "hoster",
] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** `reported`: the document itself keeps its distance ("aurait", "allegedly"). */
export type Modality = "asserted" | "reported";

/** A body that a text names. `listed` ones are of the gazetteer; the id of others is made from kind and name. */
export type ReadBody = {
  readonly id: string;
  readonly name: string;
  readonly kind: BodyKind;
  readonly code: string | null;
  readonly siren: string | null;
  readonly departement: string | null;
  readonly listed: boolean;
};

export type TimePrecision = "minute" | "hour" | "day" | "week" | "month" | "year";

/** Local times as written: YYYY-MM-DD or YYYY-MM-DDTHH:MM. `zone` only when the text says one. */
export type ReadTime = {
  readonly from: string;
  readonly to: string;
  readonly precision: TimePrecision;
  readonly zone: "Europe/Paris" | "UTC" | null;
};

export type Statement = {
  readonly stance: Stance;
  readonly speaker: Speaker;
  readonly modality: Modality;
  /** Exactly text.slice(span[0], span[1]). */
  readonly quote: string;
  readonly span: readonly [from: number, to: number];
  readonly at: ReadTime | null;
};

export type Attack = {
  readonly body: ReadBody;
  readonly type: AttackType;
  readonly actor: string | null;
  readonly when: ReadTime | null;
  readonly services: readonly string[];
  readonly statements: readonly Statement[];
  /** 0 certain to 1 guess: orders the review. */
  readonly doubt: number;
  /** Why the name was taken for this body: "head", "list", "departement", "host", "large", ... */
  readonly evidence: readonly string[];
};

/** A name that is attacked in the text but could be several bodies, or none that is known. */
export type Unresolved = {
  readonly name: string;
  readonly why: "homonyms" | "unknown" | "doubtful";
  readonly quote: string;
  readonly span: readonly [from: number, to: number];
  /** Ids of bodies it may be, at most CANDIDATES_MAX. */
  readonly candidates: readonly string[];
};

/** A body that is named but not attacked in this document's own news. */
export type Mention = {
  readonly body: ReadBody;
  readonly why: "history" | "speaker" | "place" | "authority" | "other";
  readonly span: readonly [from: number, to: number];
};

export type Reading = {
  readonly version: string;
  readonly lang: "fr" | "en";
  readonly title: string;
  /** YYYY-MM-DD when given or found in the text. */
  readonly publishedAt: string | null;
  readonly agency: string | null;
  readonly publisher: string | null;
  readonly attacks: readonly Attack[];
  readonly unresolved: readonly Unresolved[];
  readonly background: readonly Mention[];
  /** Proper names of people, companies and groups, folded: tie the versions of one story together. */
  readonly names: readonly string[];
  /** Figures of the text as digits, without dates. */
  readonly numbers: readonly string[];
  readonly hosts: readonly string[];
};

export type DocumentText = {
  readonly text: string;
  readonly title?: string;
  readonly publishedAt?: string;
  readonly lang?: string;
  readonly publisher?: string;
  readonly agency?: string;
  readonly source?: string;
};

/** Bounds on what one hostile document can make grow. */
export const TEXT_CHARACTERS_MAX = 200_000;
export const ATTACKS_MAX = 500;
export const STATEMENTS_PER_ATTACK_MAX = 50;
export const CANDIDATES_MAX = 20;
export const NAMES_MAX = 200;
