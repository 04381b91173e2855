import type { WatchedBody } from "../../../watch/events.ts";

/** Kinds of bodies in the order in which they are offered. The book of bodies itself is too heavy for a page. */
export const KINDS_SHOWN = [
  "commune",
  "epci",
  "departement",
  "region",
  "prefecture",
  "ministry",
  "hospital",
  "school",
  "parliament",
  "company",
  "other",
] as const satisfies readonly WatchedBody["kind"][];
