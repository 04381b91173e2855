import {
  CERTIFICATE_FAILURES,
  type Failure,
  type Outcome,
  type Protection,
  QUALIFIERS,
  type Qualifier,
} from "../codes.ts";
import { ATTEMPT_OFFSETS_MS, type Attempt } from "../measure.ts";

/** What an attempt says of the site, and how attempts make a round. */

export type AttemptClass = "answered" | "failed" | "void";

/** Somebody answered in the site's place: the host lives; what a visitor gets cannot be measured. */
const STANDS_IN: ReadonlySet<Protection> = new Set<Protection>([
  "challenge",
  "block",
  "rate_limited",
  "geo_block",
  "ip_reputation",
  "waiting_room",
]);

/** Not the site's fault: it was not asked, or it was ours. */
const VOID: ReadonlySet<Failure> = new Set<Failure>([
  "refused.private_address",
  "refused.retry_after",
  "prober.fault",
]);

/** Failures with which a page was served all the same. */
const ANSWERED: ReadonlySet<Failure> = new Set<Failure>([
  "ok",
  ...CERTIFICATE_FAILURES,
  "http.redirect_off_domain",
]);

/**
 * "answered": the host gave an answer, its own or its protection's; a bad certificate alone is a warning. "failed": a
 * visitor would have got nothing. "void": says nothing of the site.
 */
export function attemptClass({ failure, protection }: Pick<Attempt, "failure" | "protection">): AttemptClass {
  if (VOID.has(failure)) return "void";
  if (ANSWERED.has(failure) || STANDS_IN.has(protection)) return "answered";
  return "failed";
}

/**
 * The outcome of a round after these attempts, in their order; undefined while it takes another one. Attempts of ours that
 * broke down count neither way: with one of them, a round that never answered is void, since not all four failed.
 */
export function roundOutcome(classes: readonly AttemptClass[]): Outcome | undefined {
  const answered = classes.indexOf("answered");
  if (answered >= 0) return classes.lastIndexOf("failed", answered) >= 0 ? "shaky" : "up";
  if (classes.length < ATTEMPT_OFFSETS_MS.length) return undefined;
  return classes.includes("void") ? "void" : "down";
}

const bit = (qualifier: Qualifier) => 1 << QUALIFIERS.indexOf(qualifier);

const OF_PROTECTION: { readonly [name in Protection]: number } = {
  none: 0,
  challenge: bit("protected"),
  block: bit("protected"),
  rate_limited: bit("protected"),
  waiting_room: bit("protected"),
  geo_block: bit("geo_block"),
  ip_reputation: bit("ip_reputation"),
  maintenance: bit("maintenance"),
};

const OF_CONTENT: { readonly [name in Attempt["content"]]: number } = {
  not_comparable: 0,
  same: 0,
  minor_change: 0,
  major_change: bit("content_changed"),
  suspected_defacement: bit("suspected_defacement"),
  parked: bit("parked"),
};

/** What a round says beside its outcome, one bit for each qualifier in the order of QUALIFIERS. */
export function marksOf({
  failure,
  certificate,
  protection,
  content,
}: Pick<Attempt, "failure" | "certificate" | "protection" | "content">): number {
  const badCertificate = certificate !== undefined || CERTIFICATE_FAILURES.includes(failure);
  return (
    OF_PROTECTION[protection] |
    OF_CONTENT[content] |
    (badCertificate ? bit("tls_warning") : 0) |
    (failure === "http.redirect_off_domain" ? bit("content_changed") : 0)
  );
}
