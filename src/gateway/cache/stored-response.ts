/**
 * One answer of the origin that may be given to everybody.
 *
 * Invariant on which privacy rests: the request that fetched it carried no Cookie and no Authorization, and the
 * answer carried no Set-Cookie, no `private`, no `no-store` and no `Vary: *`. Nothing else is ever stored.
 */
export type StoredResponse = {
  /** Canonical path and query that the origin was asked for, for instance "/actualites?page=2". */
  readonly target: string;
  /** Values of the request headers named in Vary, joined; "" when the answer does not vary. */
  readonly variant: string;
  readonly status: number;
  /** End-to-end headers as the origin sent them: lower-case names, order and duplicates kept. */
  readonly headers: ReadonlyArray<readonly [string, string]>;
  /** The body exactly as it came, still encoded if it has a Content-Encoding. */
  readonly body: Uint8Array;
  /** SHA-256 of the body, first 32 hexadecimal characters. */
  readonly bodyHash: string;
  /** When the origin's answer arrived, in ms. */
  readonly storedAtMs: number;
  /** Age that the answer already had on arrival (RFC 9111 §4.2.3), in ms. */
  readonly initialAgeMs: number;
  readonly freshness: Freshness;
};

/** What RFC 9111 and RFC 5861 allow for one stored answer, worked out once when it is stored. Durations in ms. */
export type Freshness = {
  /** Fresh while its age is below this (s-maxage, max-age, Expires or the heuristic of §4.2.2). 0: revalidate each time. */
  readonly lifetimeMs: number;
  /** stale-while-revalidate: for how long past `lifetimeMs` it may be served while it is refreshed. */
  readonly staleWhileRevalidateMs: number;
  /** stale-if-error: for how long past `lifetimeMs` it may be served when the origin fails; undefined: it says nothing. */
  readonly staleIfErrorMs: number | undefined;
  /** must-revalidate, proxy-revalidate, s-maxage or no-cache: never served stale, whatever the posture. */
  readonly mustRevalidate: boolean;
  /** Where the right to share it comes from: the answer's own headers, or several visitors who saw the same bytes. */
  readonly basis: "explicit" | "heuristic" | "learned";
};

/** Age of a stored answer at `nowMs`, in ms (RFC 9111 §4.2.3). */
export function ageMs(stored: StoredResponse, nowMs: number): number {
  return stored.initialAgeMs + Math.max(0, nowMs - stored.storedAtMs);
}
