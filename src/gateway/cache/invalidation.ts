import { firstLine, type HeaderPairs } from "./freshness.ts";

/** Methods that change nothing (RFC 9110 §9.2.1; PROPFIND, REPORT and SEARCH by their own RFCs). Unknown ones may. */
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH"]);

/**
 * Targets that the success of an unsafe request makes invalid (RFC 9111 §4.4): its own, and those that Location and
 * Content-Location name on the same host. They are paths with query as the origin wrote them, not yet canonical.
 * @param hosts names of the site, lower-case, with the port if it is part of its address; without it only relative
 *   references count as the same host.
 */
export function invalidates(
  method: string,
  status: number,
  target: string,
  headers: HeaderPairs,
  hosts: ReadonlySet<string> = NO_HOSTS,
): string[] {
  if (SAFE_METHODS.has(method) || status < 200 || status > 399) return [];
  const targets = new Set([target]);
  for (const name of ["location", "content-location"]) {
    const named = sameHostTarget(firstLine(headers, name), target, hosts);
    if (named !== undefined) targets.add(named);
  }
  return [...targets];
}

const NO_HOSTS: ReadonlySet<string> = new Set();
const OWN_ORIGIN = "http://own.invalid";

function sameHostTarget(
  reference: string | undefined,
  target: string,
  hosts: ReadonlySet<string>,
): string | undefined {
  if (reference === undefined || !target.startsWith("/") || !URL.canParse(target, OWN_ORIGIN))
    return undefined;
  const base = new URL(target, OWN_ORIGIN);
  if (base.host !== "own.invalid" || !URL.canParse(reference, base)) return undefined;
  const url = new URL(reference, base);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  if (url.host !== "own.invalid" && !hosts.has(url.host)) return undefined;
  return url.pathname + url.search;
}
