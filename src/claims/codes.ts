import type { Modality, TimePrecision } from "./reading.ts";

/** The words of the register: what is claimed, said and found. Spelled the same in entries, API, exports and screens. */

export {
  ATTACK_TYPES,
  type AttackType,
  type Modality,
  SPEAKERS,
  type Speaker,
  STANCES,
  type Stance,
  type TimePrecision,
} from "./reading.ts";
export { DOCUMENT_KINDS, type DocumentKind } from "./read/document-input.ts";

/** reported: the document itself keeps its distance ("aurait", "prétend"). */
export const MODALITIES = ["asserted", "reported"] as const satisfies readonly Modality[];
export const PRECISIONS = [
  "minute",
  "hour",
  "day",
  "week",
  "month",
  "year",
] as const satisfies readonly TimePrecision[];

/** What claim, statements and measurement together give, for one body and one window (docs/claims-verdict.md). */
export const CLAIM_VERDICTS = [
  "claimed_but_accessible",
  "confirmed_inaccessible",
  "confirmed_intermittent",
  "inaccessible_own_protection",
  "inconclusive",
  "not_observed",
  "not_verifiable",
] as const;
export type ClaimVerdict = (typeof CLAIM_VERDICTS)[number];

/** Why a verdict is what it is: the rule's branch. */
export const VERDICT_REASONS = [
  "type-not-measurable",
  "window-too-wide",
  "no-site-watched",
  "no-round-in-window",
  "too-few-rounds",
  "answered",
  "down",
  "mixed",
  "protection-measured",
  "protection-stated",
] as const;
export type VerdictReason = (typeof VERDICT_REASONS)[number];

/** Services of a body that a text says are hit, by the names that the register keeps. */
export const SERVICES = [
  "site web",
  "messagerie",
  "téléphonie",
  "état civil",
  "rendez-vous",
  "impression",
  "postes de travail",
  "serveurs de fichiers",
  "paie",
  "cantine",
  "périscolaire",
  "médiathèque",
  "paiement",
  "urbanisme",
  "applications métiers",
  "aides sociales",
  "transports",
  "soins",
  "informatique",
] as const;
export type ServiceHit = (typeof SERVICES)[number];
