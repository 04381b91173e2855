import type { Posture } from "../events.ts";
import type { RequestDirectives } from "./cache-control.ts";
import { ageMs, type Freshness, type StoredResponse } from "./stored-response.ts";

/** When what is kept may be served (RFC 9111 §4.2, RFC 5861). */

/**
 * fresh: give it. stale-refresh: give it now and ask the origin in the background. stale-on-error: ask the origin, and
 * give it only if the origin fails. no: only the origin's answer will do.
 */
export type Serving = "fresh" | "stale-refresh" | "stale-on-error" | "no";

/**
 * May what is kept be served at `nowMs`? The visitor's wishes count in calm only, and none of them makes a page that
 * is there unavailable when the origin fails. Outside calm the posture allows an age; must-revalidate is never stale.
 */
export function mayServe(
  stored: StoredResponse,
  asked: RequestDirectives,
  nowMs: number,
  posture: Posture,
  allowed: { readonly strainedAgeMs: number; readonly siegeAgeMs: number },
): Serving {
  const { freshness } = stored;
  const age = ageMs(stored, nowMs);
  const staleByMs = age - freshness.lifetimeMs;
  const serving = servingByAge(freshness, age, posture, allowed);
  if (posture !== "calm" || serving === "no") return serving;
  const wantsNewer =
    asked.noCache ||
    asked.noStore ||
    (asked.maxAge !== undefined && (asked.maxAge === 0 || age > asked.maxAge * 1000)) ||
    (asked.minFresh !== undefined && -staleByMs < asked.minFresh * 1000);
  if (wantsNewer) return staleByMs < 0 || staysUsableOnError(freshness, staleByMs) ? "stale-on-error" : "no";
  const takesStale = asked.maxStale !== undefined && staleByMs <= asked.maxStale * 1000;
  return serving === "stale-on-error" && takesStale ? "stale-refresh" : serving;
}

function servingByAge(
  freshness: Freshness,
  age: number,
  posture: Posture,
  allowed: { readonly strainedAgeMs: number; readonly siegeAgeMs: number },
): Serving {
  const staleByMs = age - freshness.lifetimeMs;
  if (staleByMs < 0) return "fresh";
  if (freshness.mustRevalidate) return "no";
  if (staleByMs < freshness.staleWhileRevalidateMs) return "stale-refresh";
  const allowedAgeMs = {
    calm: 0,
    strained: allowed.strainedAgeMs,
    siege: allowed.siegeAgeMs,
    sealed: Infinity,
  }[posture];
  if (age < allowedAgeMs) return "stale-refresh";
  return staysUsableOnError(freshness, staleByMs) ? "stale-on-error" : "no";
}

/** RFC 5861 §4; an origin that says nothing about errors does not object (RFC 9111 §4.2.4). */
function staysUsableOnError(freshness: Freshness, staleByMs: number): boolean {
  if (freshness.mustRevalidate) return false;
  return freshness.staleIfErrorMs === undefined || staleByMs < freshness.staleIfErrorMs;
}
