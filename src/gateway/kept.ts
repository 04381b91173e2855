import { answerFrom, headerOf, makeReady, type Source } from "./answer.ts";
import type { Ask } from "./ask.ts";
import { takesBanner } from "./banner/fit.ts";
import { pageWith } from "./banner/pages.ts";
import type { PageRecord } from "./cache/page-store.ts";
import { type AcceptEncodingClass, mayServe, type Serving, variantKey } from "./cache/policy.ts";
import type { StoredResponse } from "./cache/stored-response.ts";
import { varyNames } from "./cache/vary.ts";
import { isUnderstood, withNotice, withoutEncoding } from "./notice.ts";
import { readyAnswers, type Site } from "./site.ts";

/** Finding what is kept for a request, in memory or on disk, and answering from it. */

export type Held = {
  readonly stored: StoredResponse;
  readonly record: PageRecord | undefined;
  readonly from: "memory" | "snapshot";
  /** False for a variant that Vary means for others: good enough only when the origin gives nothing. */
  readonly exact: boolean;
};

/** Classes under whose variants an answer for a client may be found, the best first. */
const SUITABLE: Record<AcceptEncodingClass, readonly AcceptEncodingClass[]> = {
  br: ["br", "gzip"],
  gzip: ["gzip", "br"],
  identity: ["identity"],
};

/** What is kept for this request, or undefined. What memory does not have is looked for in the snapshot. */
export function findHeld(ask: Ask): Held | undefined {
  const record = ask.site.kept.pages.get(ask.canonical.target);
  const exact = record === undefined ? undefined : variantFor(record, ask);
  if (exact !== undefined) return { stored: exact, record, from: "memory", exact: true };
  const onDisk = ask.site.mayBeOnDisk(ask.canonical.target);
  const stored = onDisk ? ask.site.kept.snapshot.read(ask.canonical.target) : undefined;
  if (stored !== undefined && suits(stored, ask)) {
    return { stored, record: undefined, from: "snapshot", exact: isUnderstood(stored, ask.accepts) };
  }
  const other = record === undefined ? undefined : variantForAnybody(record, ask);
  return other === undefined ? undefined : { stored: other, record, from: "memory", exact: false };
}

/** Key of the variant that a request gets: the values of the headers named in Vary, and how the visitor came. */
export function variantOf(
  vary: string[],
  headers: Headers,
  accepts: AcceptEncodingClass,
  proto: string,
): string {
  const others = vary.filter((name) => name !== "accept-encoding");
  const encoding = vary.length === others.length ? "" : accepts;
  return `${proto}|${encoding}|${variantKey(others, headers)}`;
}

/** Names of the request headers that set variants of this answer apart. */
export function varyOf(stored: StoredResponse): string[] {
  const names = varyNames(stored.headers);
  if (names === "*") return [];
  const encoded = headerOf(stored, "content-encoding") !== undefined && !names.includes("accept-encoding");
  return encoded ? [...names, "accept-encoding"].sort() : names;
}

function variantFor(record: PageRecord, ask: Ask): StoredResponse | undefined {
  for (const accepts of SUITABLE[ask.accepts]) {
    const stored = record.variants.get(variantOf(record.vary, ask.headers, accepts, ask.proto));
    if (stored !== undefined && isUnderstood(stored, ask.accepts)) return stored;
  }
  return undefined;
}

/** A variant that differs in its encoding only: it can be decoded for this visitor. */
function variantForAnybody(record: PageRecord, ask: Ask): StoredResponse | undefined {
  for (const accepts of ["identity", "gzip", "br"] as const) {
    const stored = record.variants.get(variantOf(record.vary, ask.headers, accepts, ask.proto));
    if (stored !== undefined) return stored;
  }
  return undefined;
}

/** A page of the snapshot was crawled as one plain visitor: it serves all whom Vary does not set apart. */
function suits(stored: StoredResponse, ask: Ask): boolean {
  const [proto] = stored.variant.split("|");
  // A redirect to https kept for http would send the visitor round in circles.
  return proto === ask.proto || stored.status === 200;
}

export function servingOf(ask: Ask, { stored, exact }: Held, nowMs: number): Serving {
  if (!exact || ask.site.kept.isOutdated(stored))
    return stored.freshness.mustRevalidate ? "no" : "stale-on-error";
  return mayServe(stored, ask.directives, nowMs, ask.site.posture.posture, ask.site.ages);
}

/** Answers from what is kept, with the line that tells its date when the origin is gone. Counts it. */
export function answerHeld(ask: Ask, held: Held, source: Source, nowMs: number): Response {
  const { site } = ask;
  const dated = site.posture.posture === "sealed" ? withNotice(held.stored) : held.stored;
  const plain = isUnderstood(dated, ask.accepts) ? dated : (withoutEncoding(dated) ?? dated);
  if (held.from === "snapshot") site.figures.fromSnapshot++;
  else if (source === "stale") site.figures.fromMemoryStale++;
  else site.figures.fromMemory++;
  countSent(site, plain);
  return answerShown(ask, plain, held.from === "snapshot" ? "snapshot" : source, nowMs);
}

/**
 * Answers with the site's banner, if one is on and this answer has a place for it. A range is then not served: nobody
 * can put together parts of a page with and without it. Nor does a date tell whether a copy has this banner.
 */
export function answerShown(ask: Ask, stored: StoredResponse, source: Source, nowMs: number): Response {
  const { banner } = ask.site;
  if (banner === undefined || !takesBanner(ask.headers)) {
    return answerFrom(stored, ask.conditions, source, nowMs);
  }
  const shown = pageWith(banner, stored);
  const conditions =
    shown === stored ? ask.conditions : { ...ask.conditions, range: null, ifModifiedSince: null };
  return answerFrom(shown, conditions, source, nowMs);
}

/** Page views count in calm only: a flood is no visit. */
export function countSent(site: Site, stored: StoredResponse): void {
  site.figures.bytesSent += stored.body.length;
  if (site.calm && stored.status === 200 && headerOf(stored, "content-type")?.startsWith("text/html")) {
    site.kept.visits.count(stored.target);
  }
}

/**
 * Makes the answer ready for the hot path, when nothing but Accept-Encoding sets visitors apart.
 * @returns true if the address may have a shortcut.
 */
export function makeShortcut(
  ask: Ask,
  held: Held,
  source: Source,
  validUntilMs: number,
  nowMs: number,
): boolean {
  const { record, stored } = held;
  if (record === undefined || ask.target !== ask.canonical.target || stored.status !== 200) return false;
  if (record.vary.some((name: string) => name !== "accept-encoding")) return false;
  const { site, accepts } = ask;
  const { banner } = site;
  if (banner !== undefined && !takesBanner(ask.headers)) return false;
  const dated = site.posture.posture === "sealed" ? withNotice(stored) : stored;
  if (!isUnderstood(dated, accepts)) return false;
  const varies = record.vary.length > 0 || headerOf(dated, "content-encoding") !== undefined;
  const shown = banner === undefined ? dated : pageWith(banner, dated);
  const hasBanner = shown !== dated;
  const made = { proto: ask.proto, source, validUntilMs, postureEpoch: site.postureEpoch, hasBanner };
  const answers = varies ? (readyAnswers(record) ?? {}) : {};
  answers[varies ? accepts : "everybody"] = makeReady(shown, made, nowMs);
  record.slot = answers;
  return true;
}
