import type { Pairs } from "../collect.ts";
import type { Banner } from "./banner.ts";

type ReadonlyPairs = Readonly<Pairs>;

/** Which answers get a banner, and what it changes in their header fields. Field names are in lower case. */

/** True when somebody looks at the page itself: not at a part that a script or a frame asks for. */
export function takesBanner(headers: Headers): boolean {
  const destination = headers.get("sec-fetch-dest");
  if (destination !== null && destination !== "document") return false;
  return headers.get("x-requested-with") === null;
}

/** Names of what `takesBanner` looks at. */
const ASKED_BY = "sec-fetch-dest, x-requested-with";

const ENCODINGS = new Set(["identity", "gzip", "x-gzip", "deflate", "br", "zstd"]);

/** True for a whole HTML document to be shown, which its sender lets others transform (RFC 9111, section 5.2.2.6). */
export function hasRoom(status: number, headers: ReadonlyPairs): boolean {
  if (status !== 200) return false;
  let isHtml = false;
  for (const [name, value] of headers) {
    if (name === "content-type") isHtml = /^\s*text\/html\s*(;|$)/i.test(value);
    else if (name === "content-encoding" && !ENCODINGS.has(value.trim().toLowerCase())) return false;
    else if (name === "content-disposition" && !/^\s*inline\s*(;|$)/i.test(value)) return false;
    else if (name === "cache-control" && /\bno-transform\b/i.test(value)) return false;
    else if (name === "content-range") return false;
  }
  return isHtml;
}

/** True if every Content-Security-Policy of the answer lets style attributes be (CSP 3, style-src-attr). */
export function allowsStyles(headers: ReadonlyPairs): boolean {
  return headers
    .filter(([name]) => name === "content-security-policy")
    .flatMap(([, value]) => value.toLowerCase().split(","))
    .every(policyAllowsStyles);
}

function policyAllowsStyles(policy: string): boolean {
  const directives = new Map<string, string[]>();
  for (const directive of policy.split(";")) {
    const [name, ...sources] = directive.trim().split(/\s+/);
    if (name !== undefined && name !== "" && !directives.has(name)) directives.set(name, sources);
  }
  const sources =
    directives.get("style-src-attr") ?? directives.get("style-src") ?? directives.get("default-src");
  if (sources === undefined) return true;
  return sources.includes("'unsafe-inline'") && !sources.some((source) => /^'(nonce|sha\d+)-/.test(source));
}

/** Fields that speak of the bytes as they were. */
const GONE = new Set([
  "last-modified",
  "expires",
  "accept-ranges",
  "content-md5",
  "digest",
  "repr-digest",
  "content-digest",
]);

/** A banner must not stay in a browser much longer than it stands. */
export const BANNER_AGE_SECONDS_MAX = 60;

/**
 * The fields of an answer that got a banner. Its entity tag is weak and names the banner, so that the page with it, with
 * another and without are told apart; without Last-Modified nobody asks whether the page has changed since then.
 * @param grownBy bytes; undefined when the new length is not known
 */
export function fieldsWith(banner: Banner, headers: ReadonlyPairs, grownBy: number | undefined): Pairs {
  const kept: Array<readonly [string, string]> = [];
  let isBounded = false;
  for (const [name, value] of headers) {
    if (name === "etag") kept.push([name, tagWith(banner, value)]);
    else if (name === "cache-control") {
      kept.push([name, withinAge(value)]);
      isBounded = true;
    } else if (name === "content-length") {
      if (grownBy !== undefined) kept.push([name, String(Number(value) + grownBy)]);
    } else if (!GONE.has(name)) kept.push([name, value]);
  }
  const hadExpiry = headers.some(([name]) => name === "expires");
  if (hadExpiry && !isBounded) kept.push(["cache-control", "no-cache"]);
  kept.push(["vary", ASKED_BY]);
  return kept;
}

function tagWith(banner: Banner, etag: string): string {
  const opaque = /^\s*(?:W\/)?"([^"]*)"\s*$/.exec(etag)?.[1];
  return opaque === undefined ? etag : `W/"${opaque}-${banner.id}"`;
}

function withinAge(cacheControl: string): string {
  return cacheControl
    .split(",")
    .map((directive) => directive.trim())
    .filter((directive) => !/^immutable$/i.test(directive))
    .map((directive) => {
      const match = /^(s-maxage|max-age|stale-while-revalidate)\s*=\s*"?(\d+)"?$/i.exec(directive);
      if (match === null) return directive;
      return `${match[1]}=${Math.min(Number(match[2]), BANNER_AGE_SECONDS_MAX)}`;
    })
    .join(", ");
}
