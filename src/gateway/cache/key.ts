import type { ParameterRules } from "./learn-parameters.ts";

/** Under which target a request is looked up, and asked of the origin: one text for both. */

/** Longer targets are not shared. */
export const TARGET_CHARACTERS_MAX = 2_048;
/** Longer ones are not even read; what is dropped (click identifiers) is long, but not that long. */
export const RAW_TARGET_CHARACTERS_MAX = 8_192;
/** Names of unknown parameters that are reported for one target. */
export const UNKNOWN_NAMES_MAX = 32;

/** Parameters that measure a campaign and never change a page. A trailing "*" stands for the rest of a name. */
const TRACKING_NAMES = new Set([
  ...[
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "li_fat_id",
  ],
  ...[
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "epik",
    "srsltid",
    "sfmc_id",
  ],
  ...["at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "xtor"],
]);
const TRACKING_PREFIXES = ["utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_"];

export type CanonicalTarget = {
  /** Path and query that is the key of the memory and goes to the origin, byte for byte. */
  readonly target: string;
  /** False: pass it through for this visitor alone; `target` is then what came, without its fragment. */
  readonly shareable: boolean;
  /** The path with segments of digits alone written "#": pages of one kind share what is learned of parameters. */
  readonly route: string;
  /** Names in `target`, or dropped from it, of which nothing is known yet; each once. */
  readonly unknown: string[];
};

const NO_NAMES: string[] = [];

/**
 * The canonical form of what a visitor asked for. Path and the parameters that stay keep their bytes; they are only
 * reordered by name, and those of one name keep their order.
 * @param keepUnknown true in calm. False in a siege: on a route of which something is known, what is not known to matter
 *   goes.
 */
export function canonicalTarget(
  pathAndQuery: string,
  rules: ParameterRules,
  keepUnknown: boolean,
): CanonicalTarget {
  const fragment = pathAndQuery.indexOf("#");
  const whole = fragment < 0 ? pathAndQuery : pathAndQuery.slice(0, fragment);
  const question = whole.indexOf("?");
  const path = question < 0 ? whole : whole.slice(0, question);
  const route = routeOf(path);
  if (whole.length > RAW_TARGET_CHARACTERS_MAX || isOddPath(path)) return unshared(whole, route);
  if (question < 0) {
    return whole.length <= TARGET_CHARACTERS_MAX
      ? { target: whole, shareable: true, route, unknown: NO_NAMES }
      : unshared(whole, route);
  }
  const query = whole.slice(question + 1);
  if (UNSAFE_IN_QUERY.test(query)) return unshared(whole, route);
  const { kept, unknown } = sift(query, rules, route, keepUnknown);
  const target = kept === "" ? path : `${path}?${kept}`;
  if (target.length > TARGET_CHARACTERS_MAX) return unshared(whole, route);
  return { target, shareable: true, route, unknown };
}

function unshared(target: string, route: string): CanonicalTarget {
  return { target, shareable: false, route, unknown: NO_NAMES };
}

/** White space, control bytes and what is not ASCII: servers disagree on where such a query ends. */
const UNSAFE_IN_QUERY = /[^\x21-\x7e]/;

function sift(
  query: string,
  rules: ParameterRules,
  route: string,
  keepUnknown: boolean,
): { kept: string; unknown: string[] } {
  const isKnown = rules.isKnown(route);
  const kept: Array<{ name: string; pair: string }> = [];
  const unknown = new Set<string>();
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (isTracking(name)) continue;
    const verdict = rules.verdict(route, name);
    if (verdict === "ignored") continue;
    if (verdict === "unknown") {
      if (unknown.size < UNKNOWN_NAMES_MAX) unknown.add(name);
      if (!keepUnknown && isKnown) continue;
    }
    kept.push({ name, pair });
  }
  // Array.prototype.sort is stable, so parameters of one name keep their order.
  kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return {
    kept: kept.map(({ pair }) => pair).join("&"),
    unknown: unknown.size === 0 ? NO_NAMES : [...unknown],
  };
}

function isTracking(name: string): boolean {
  return TRACKING_NAMES.has(name) || TRACKING_PREFIXES.some((prefix) => name.startsWith(prefix));
}

function routeOf(path: string): string {
  return path.replace(/\/\d+(?=\/|$)/g, "/#");
}

/**
 * Paths that servers read differently, the stuff of cache deception: empty and dot segments, ";", backslash, control
 * bytes and what is not ASCII, and percent-encoded separators, dots, controls and percent signs.
 */
function isOddPath(path: string): boolean {
  if (path.charCodeAt(0) !== 0x2f) return true;
  for (let at = 0; at < path.length; at++) {
    const code = path.charCodeAt(at);
    if (code <= 0x20 || code >= 0x7f || code === 0x3b || code === 0x5c) return true;
    if (code === 0x2f && isOddSegment(path, at + 1)) return true;
    if (code === 0x25 && ODD_ENCODED.test(path.slice(at, at + 3))) return true;
  }
  return false;
}

/** An empty segment that is not the last, "." or "..". */
function isOddSegment(path: string, start: number): boolean {
  const first = path.charCodeAt(start);
  if (first === 0x2f) return true;
  if (first !== 0x2e) return false;
  const end = path.charCodeAt(start + 1) === 0x2e ? start + 2 : start + 1;
  return end === path.length || path.charCodeAt(end) === 0x2f;
}

/** Not two hexadecimal digits, or one of: control, DEL, "#" "%" "." "/" ";" "?" "\". */
const ODD_ENCODED = /^%(?![0-9a-fA-F]{2})|^%([01][0-9a-fA-F]|7[fF]|2[35eEfF]|3[bBfF]|5[cC])/;
