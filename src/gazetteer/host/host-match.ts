import type { Body } from "../body.ts";
import type { Gazetteer } from "../gazetteer.ts";
import type { NameIndex } from "./name-index.ts";

/** What a host's name was found to say, and what it is looked up in. */

/**
 * sure: the name can hardly mean another body. likely: taken, and shown for a second look. candidates: the name fits several
 * bodies, or says too little; none is taken. none: it names no body of the book.
 */
export const SURENESSES = ["sure", "likely", "candidates", "none"] as const;
export type Sureness = (typeof SURENESSES)[number];

/** Why: a word for each sign, for screens to put into a sentence. */
export const HOST_SIGNS = [
  "known-domain",
  "state-domain",
  "town-word",
  "whole-name",
  "short-name",
  "intercommunal-word",
  "departement-number",
  "departement-name",
  "regional-suffix",
  "much-larger",
  "below-domain",
  "shared-platform",
  "service-of",
] as const;
export type HostSign = (typeof HOST_SIGNS)[number];

export type HostMatch = {
  /** Given when sure or likely. */
  readonly body: Body | null;
  readonly sure: Sureness;
  /** Whom it may be, at most `CANDIDATES_MAX`, the largest first. */
  readonly candidates: readonly Body[];
  readonly signs: readonly HostSign[];
};

export const CANDIDATES_MAX = 8;
export type Tables = {
  readonly gazetteer: Gazetteer;
  readonly names: NameIndex;
  readonly domains: ReadonlyMap<string, Body>;
  readonly gouv: ReadonlyMap<string, Body>;
};

export const NONE: HostMatch = { body: null, sure: "none", candidates: [], signs: [] };

export const taken = (body: Body, sure: "sure" | "likely", signs: readonly HostSign[]): HostMatch => ({
  body,
  sure,
  candidates: [body],
  signs,
});

export const undecided = (candidates: readonly Body[], signs: readonly HostSign[]): HostMatch => ({
  body: null,
  sure: "candidates",
  candidates: candidates.slice(0, CANDIDATES_MAX),
  signs,
});
