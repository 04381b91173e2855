/**
 * What a probe can say of a site: four independent axes, one word each. The words are the contract between prober,
 * verdict, history and screens; the numbers under which history keeps them are their places in these lists, so a new
 * word goes to the end of its list.
 */

/**
 * Axis A, the first layer that failed: a superset of OONI's failure strings (df-007). `prober.*` is a fault of ours and
 * never says anything of a site.
 */
export const FAILURES = [
  "ok",
  "dns.nxdomain",
  "dns.servfail",
  "dns.refused",
  "dns.no_answer",
  "dns.timeout",
  "dns.bogon",
  "dns.lame",
  "tcp.refused",
  "tcp.reset",
  "tcp.timeout",
  "tcp.host_unreachable",
  "tcp.net_unreachable",
  "tls.handshake_failed",
  "tls.cert_expired",
  "tls.cert_not_yet_valid",
  "tls.name_mismatch",
  "tls.unknown_authority",
  "tls.reset_in_handshake",
  "tls.timeout",
  "http.timeout_first_byte",
  "http.timeout_body",
  "http.eof",
  "http.reset",
  "http.protocol",
  "http.redirect_loop",
  "http.redirect_off_domain",
  "http.500",
  "http.502",
  "http.503",
  "http.504",
  "http.5xx",
  /** A content network's 520 to 530: its edge answers, the origin behind it does not. */
  "http.edge_origin_down",
  /** 404 or 410 on the page that is watched. */
  "http.gone",
  /** Another 4xx that no protection explains. */
  "http.4xx",
  "http.empty_body",
  /** A head larger than the bound, or more fields. */
  "http.head_too_large",
  /** A public name that leads to a private address, and nobody allowed it. Not asked. */
  "refused.private_address",
  /** Asked not to be asked again yet (Retry-After): not asked. */
  "refused.retry_after",
  "prober.fault",
] as const;
export type Failure = (typeof FAILURES)[number];

/** Failures of the certificate alone: a browser warns, the service lives. Never "inaccessible". */
export const CERTIFICATE_FAILURES: readonly Failure[] = [
  "tls.cert_expired",
  "tls.cert_not_yet_valid",
  "tls.name_mismatch",
  "tls.unknown_authority",
];

/** Axis B: who answered in the site's place. geo_block and ip_reputation come out of several vantage points only. */
export const PROTECTIONS = [
  "none",
  "challenge",
  "block",
  "rate_limited",
  "geo_block",
  "ip_reputation",
  "waiting_room",
  "maintenance",
] as const;
export type Protection = (typeof PROTECTIONS)[number];

/** Axis C: what was said, set against what this site usually says. */
export const CONTENTS = [
  "not_comparable",
  "same",
  "minor_change",
  "major_change",
  "suspected_defacement",
  "parked",
] as const;
export type Content = (typeof CONTENTS)[number];

/** Axis D: whether the one who measures can be trusted at that moment. What is not ok is left out of every verdict. */
export const VANTAGE_HEALTHS = ["ok", "suspect", "down"] as const;
export type VantageHealth = (typeof VANTAGE_HEALTHS)[number];

/**
 * What a round says. up: the first attempt answered. shaky: a later one did. down: none of the four did. void: a fault of
 * ours; not counted anywhere.
 */
export const OUTCOMES = ["up", "shaky", "down", "void"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The word over a window. */
export const VERDICTS = ["inconclusive", "accessible", "intermittent", "inaccessible"] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * What a verdict says beside its word. slow: p95 above three times its own usual and above 3 s. protected: a challenge,
 * block or waiting room was seen; the host answers, what visitors get cannot be measured. tls_warning: the certificate
 * alone. maintenance: planned by us, or the site says so itself. one_vantage: one point of measurement, never "confirmed".
 */
export const QUALIFIERS = [
  "slow",
  "protected",
  "tls_warning",
  "content_changed",
  "suspected_defacement",
  "maintenance",
  "geo_block",
  "ip_reputation",
  "one_vantage",
  "parked",
] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

/** How a site is asked. */
export const CHECKS = ["http", "tcp", "dns"] as const;
export type Check = (typeof CHECKS)[number];

/** Why what is measured does not reach the disk: no room, somebody else holds the file, none could be opened at the start. */
export const HISTORY_TROUBLES = ["full", "held", "memory"] as const;
export type HistoryTrouble = (typeof HISTORY_TROUBLES)[number];
