import type { LawSource } from "../../events.ts";
import type { Bilingual } from "../../fields.ts";
import type { Day, Zone } from "../civil.ts";
import type { Period } from "../count.ts";
import type { Region } from "../holidays.ts";

/**
 * One version of one duty that the law gives, as data. `since` and `until` say on which days it is in force; the day
 * that counts is the one on which the thing was known, for that is what these duties run from.
 */
export type Rule = {
  /** The set it belongs to: "gdpr", "nis2". */
  readonly pack: string;
  readonly rule: string;
  readonly since: Day;
  /** Last day in force; null while no later version is known. */
  readonly until: Day | null;
  readonly label: Bilingual;
  readonly authority: Bilingual;
  /** What the moment is that it counts from. */
  readonly awareness: Bilingual;
  readonly source: Omit<LawSource, "since">;
  /** How sure the counting is, and what is left out. */
  readonly caution: Bilingual;
  readonly stages: readonly Stage[];
  readonly items: readonly RuleItem[];
  /** Whether a second clock of this rule in one incident can only be a mistake. */
  readonly once: boolean;
  /** Whether a draft for the authority can be printed. */
  readonly draft: boolean;
  /** Where it counts otherwise than in Europe/Paris and in the town's own region. */
  readonly place?: { readonly zone: Zone; readonly region: Region };
  /** The setting without which it is not offered. */
  readonly needsSetting?: "nis2";
};

export type Stage = {
  readonly stage: string;
  readonly label: Bilingual;
  /** How it is counted, in words. */
  readonly counting: Bilingual;
  /** Null: as soon as can be, without a number. */
  readonly period: Period | null;
  /** What it counts from: "awareness", or the stage that must have been sent. */
  readonly from: string;
  /** when-incomplete: only if something was missing when the stage before it was sent. */
  readonly needed: "always" | "when-incomplete";
};

export type RuleItem = {
  readonly item: string;
  readonly label: Bilingual;
  readonly hint: Bilingual;
  readonly article: string;
  /** late: only when the time was not kept. useful: good to have, never missing. */
  readonly needed: "always" | "late" | "useful";
};

/** A text to know of, without a clock. Chosen by the day of the facts. */
export type Note = {
  readonly id: string;
  readonly since: Day;
  readonly until: Day | null;
  readonly label: Bilingual;
  readonly text: Bilingual;
  readonly source: Omit<LawSource, "since">;
};
