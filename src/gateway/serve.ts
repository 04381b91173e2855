import { entrantOf, getsWaitingPage, ownEntrant } from "./admission.ts";
import { type Ask, anonymousForwarding, visitorWord } from "./ask.ts";
import type { StoredResponse } from "./cache/stored-response.ts";
import { type Filled, fill } from "./fill.ts";
import type { Flight } from "./flights.ts";
import type { HotPath } from "./hot-path.ts";
import {
  answerHeld,
  answerShown,
  countSent,
  findHeld,
  type Held,
  makeShortcut,
  servingOf,
  variantOf,
  varyOf,
} from "./kept.ts";
import type { Entrant } from "./origin/guard.ts";
import { answerStream, failed, passOrWait, passThrough, unavailable } from "./pass.ts";
import { refuse } from "./refuse.ts";
import { giveWaitingPage, waitingPageFor } from "./waiting-room.ts";

/** Serving a page that everybody may get: from memory, from the snapshot, or by one request to the origin for all. */

/** While a stale page may be served and is being refreshed, its shortcut holds this long. */
const STALE_SHORTCUT_MS = 1_000;

/** How long a visitor waits for the origin when something kept may stand in. */
const PATIENCE_MS = 2_000;

/** What is needed to give the address a shortcut on the hot path. */
export type Address = { url: string; hot: HotPath };

/** Synchronous whenever the origin need not be asked: a promise costs several times what such an answer does. */
export function serveShared(ask: Ask, address: Address): Response | Promise<Response> {
  const nowMs = Date.now();
  const held = findHeld(ask);
  const serving = held === undefined ? "no" : servingOf(ask, held, nowMs);
  if (held !== undefined && (serving === "fresh" || serving === "stale-refresh")) {
    if (serving === "stale-refresh") refreshBehind(ask, held.stored, nowMs);
    return answerKept(ask, held, serving, address, nowMs);
  }
  if (ask.directives.onlyIfCached && ask.site.calm) return refuse(504, "only-if-cached");
  if (held === undefined && !ask.site.mayProbe(nowMs)) return unavailable(ask, 503, "origin gone");
  const fallback = held !== undefined && serving === "stale-on-error" ? held : undefined;
  if (ask.method === "HEAD" || ask.site.passes.has(ask.canonical.target, nowMs)) {
    return passOrWait(ask, () => fallback);
  }
  const entrant = entrantOf(ask, nowMs);
  if (getsWaitingPage(ask, entrant)) {
    return fallback === undefined
      ? giveWaitingPage(ask, "check", nowMs)
      : answerHeld(ask, fallback, "stale", nowMs);
  }
  return fillOrWait({ ask, entrant, held, fallback, address });
}

/** A page that is asked for on behalf of a visitor who stands in line as `entrant`. */
type Search = {
  readonly ask: Ask;
  readonly entrant: Entrant;
  readonly held: Held | undefined;
  readonly fallback: Held | undefined;
  readonly address: Address;
};

function answerKept(
  ask: Ask,
  held: Held,
  serving: "fresh" | "stale-refresh",
  address: Address,
  nowMs: number,
): Response {
  const { stored } = held;
  const source = serving === "fresh" ? "fresh" : "stale";
  const inMemory = held.from === "memory" ? held : promoted(ask, held);
  const age = stored.initialAgeMs + nowMs - stored.storedAtMs;
  const validUntilMs =
    serving === "fresh" ? nowMs + stored.freshness.lifetimeMs - age : nowMs + STALE_SHORTCUT_MS;
  giveShortcut(ask, inMemory, source, validUntilMs, address, nowMs);
  return answerHeld(ask, held, source, nowMs);
}

function giveShortcut(
  ask: Ask,
  held: Held,
  source: "fresh" | "stale",
  validUntilMs: number,
  address: Address,
  nowMs: number,
): void {
  const { record } = held;
  if (ask.method !== "GET" || record === undefined) return;
  if (!makeShortcut(ask, held, source, validUntilMs, nowMs)) return;
  address.hot.remember(address.url, { site: ask.site, record, proto: ask.proto });
}

/** What the snapshot had goes to memory, so that the next visitor is answered from there. */
function promoted(ask: Ask, held: Held): Held {
  const { pages } = ask.site.kept;
  const [proto] = held.stored.variant.split("|");
  if (proto !== ask.proto) return held;
  pages.put(held.stored.target, held.stored, varyOf(held.stored));
  return { ...held, record: pages.peek(held.stored.target) };
}

/** Asks the origin in the visitor's back. One at a time for a page; failures back off. */
function refreshBehind(ask: Ask, stored: StoredResponse, nowMs: number): void {
  const { site } = ask;
  const { target } = ask.canonical;
  // In need the origin works for those who wait: what is kept may grow older.
  if (!site.calm && site.guard.full) return;
  if (!site.leases.begin(target, nowMs)) return;
  void fillFor(ask, ownEntrant(ask.canonical), stored, true).then((filled) => {
    // What cannot be kept leaves the page stale: asking again at once would be a flood of our own.
    if (filled.kind === "failed" || filled.kind === "stream") site.leases.failed(target, Date.now());
    else site.leases.succeeded(target);
    if (filled.kind !== "stream") return;
    filled.response.body.destroy();
    filled.release();
  });
}

async function fillOrWait(search: Search): Promise<Response> {
  const { ask, entrant, fallback } = search;
  // Who stands far in front does not wait for an answer that was asked for from the end of the line.
  const key = `${entrant.standing}|${ask.proto}|${ask.accepts}|${ask.canonical.target}`;
  const flight = ask.site.flights.lead(key);
  const brought = flight === undefined ? wait(search, key) : lead(search, flight);
  return fallback === undefined ? brought : impatient(ask, brought, fallback);
}

async function lead(search: Search, flight: Flight<Filled>): Promise<Response> {
  const { ask, entrant, held, fallback, address } = search;
  let shared: Filled | undefined;
  try {
    const known = held?.exact ? held.stored : undefined;
    const filled = await fillFor(ask, entrant, known, fallback !== undefined);
    shared = sharedBy(filled, fallback);
    return await answerFilled(ask, filled, fallback, address);
  } finally {
    flight.land({ shared });
  }
}

/**
 * A visitor for whom something is kept does not wait for a hung origin. What the origin brings later is kept for the
 * next one.
 */
async function impatient(ask: Ask, brought: Promise<Response>, fallback: Held): Promise<Response> {
  let timer: Timer | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  const answer = await Promise.race([brought, patience]);
  clearTimeout(timer);
  if (answer !== undefined) return answer;
  // A wait in our own line says nothing of the origin.
  if (ask.site.guard.queued === 0) ask.site.figures.originUnreachable++;
  void brought.then(
    (late) => late.body?.cancel(),
    () => {},
  );
  return answerHeld(ask, fallback, "stale", Date.now());
}

/** What those who wait may have too. When the origin fails they share what stands in, and if nothing does, the failure. */
function sharedBy(filled: Filled, fallback: Held | undefined): Filled | undefined {
  if (filled.kind === "stored") return filled;
  return filled.kind === "failed" && fallback === undefined ? filled : undefined;
}

async function wait({ ask, entrant, fallback }: Search, key: string): Promise<Response> {
  const { site } = ask;
  site.figures.coalesced++;
  const landing = await site.flights.join(key);
  if (landing === undefined) return passThrough(ask, () => fallback, entrant);
  if (landing === "late") {
    return fallback === undefined
      ? (waitingPageFor(ask, "line") ?? unavailable(ask, 503, "waited too long"))
      : answerHeld(ask, fallback, "stale", Date.now());
  }
  const filled = landing.shared;
  if (filled === undefined) {
    return fallback === undefined
      ? passThrough(ask, () => undefined, entrant)
      : answerHeld(ask, fallback, "stale", Date.now());
  }
  if (filled.kind === "failed") return failed(ask, filled.failure, fallback);
  if (filled.kind !== "stored" || !matches(ask, filled.stored))
    return passThrough(ask, () => fallback, entrant);
  return answerShown(ask, filled.stored, "fresh", Date.now());
}

/** True if Vary does not set this visitor apart from the one for whom the page was fetched. */
function matches(ask: Ask, stored: StoredResponse): boolean {
  const vary = ask.site.kept.pages.peek(stored.target)?.vary ?? [];
  return variantOf(vary, ask.headers, ask.accepts, ask.proto) === stored.variant;
}

function answerFilled(
  ask: Ask,
  filled: Filled,
  fallback: Held | undefined,
  address: Address,
): Response | Promise<Response> {
  const nowMs = Date.now();
  switch (filled.kind) {
    case "failed":
      ask.site.leases.begin(ask.canonical.target, nowMs);
      ask.site.leases.failed(ask.canonical.target, nowMs);
      return failed(ask, filled.failure, fallback);
    case "stream":
      return answerStream(ask, filled.response, filled.release, "beffroi; fwd=uri-miss");
    case "own":
      countSent(ask.site, filled.answer);
      return answerShown(ask, filled.answer, "own", nowMs);
    case "stored": {
      const record = ask.site.kept.pages.peek(ask.canonical.target);
      const { stored } = filled;
      const validUntilMs = nowMs + stored.freshness.lifetimeMs - stored.initialAgeMs;
      const held: Held = { stored, record, from: "memory", exact: true };
      giveShortcut(ask, held, "fresh", validUntilMs, address, nowMs);
      countSent(ask.site, stored);
      return answerShown(ask, stored, filled.how, nowMs);
    }
  }
}

function fillFor(
  ask: Ask,
  entrant: Entrant,
  held: StoredResponse | undefined,
  mayStandIn: boolean,
): Promise<Filled> {
  return fill(
    ask.site,
    {
      canonical: ask.canonical,
      headers: ask.headers,
      forwarding: anonymousForwarding(ask.site, ask.proto),
      accepts: ask.accepts,
      visitor: visitorWord(ask.client, ask.headers),
      entrant,
    },
    held,
    mayStandIn,
  );
}
