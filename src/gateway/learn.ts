import type { CanonicalTarget } from "./cache/key.ts";
import { ageMs, type StoredResponse } from "./cache/stored-response.ts";
import { contentHash } from "./notice.ts";
import type { Site } from "./site.ts";

/** Learning which query parameters change a page, by comparing it with the same page without the parameter. */

/** A page kept longer ago may differ because it has changed since. */
const COMPARABLE_AGE_MS = 60_000;

/**
 * Compares an answer with what is kept of the same address without its unknown parameter. Only one unknown parameter
 * at a time, so that a difference has one cause. Call in calm only: a flood must not teach anything.
 */
export function learnParameters(site: Site, canonical: CanonicalTarget, answer: StoredResponse): void {
  const [name, ...others] = canonical.unknown;
  if (name === undefined || others.length > 0) return;
  const { base, value } = withoutParameter(canonical.target, name);
  const nowMs = Date.now();
  const known = [...(site.kept.pages.peek(base)?.variants.values() ?? [])];
  const comparable = known.filter(
    (one) => ageMs(one, nowMs) < COMPARABLE_AGE_MS || one.freshness.basis === "learned",
  );
  if (comparable.length === 0) return;
  const hash = contentHash(answer);
  const twin = comparable.find((one) => contentHash(one) === hash) ?? comparable[0];
  if (twin === undefined) return;
  const stable = twin.freshness.basis === "learned" || twin.freshness.lifetimeMs > 0;
  site.kept.parameters.observe(canonical.route, name, value, hash, contentHash(twin), stable);
}

/** The target without one parameter, and the value that it had (the first, if it stands there several times). */
export function withoutParameter(target: string, name: string): { base: string; value: string } {
  const mark = target.indexOf("?");
  if (mark < 0) return { base: target, value: "" };
  let value = "";
  const kept = target
    .slice(mark + 1)
    .split("&")
    .filter((pair) => {
      const equals = pair.indexOf("=");
      const own = equals < 0 ? pair : pair.slice(0, equals);
      if (own === name && value === "") value = equals < 0 ? "" : pair.slice(equals + 1);
      return own !== name;
    });
  const path = target.slice(0, mark);
  return { base: kept.length === 0 ? path : `${path}?${kept.join("&")}`, value };
}
