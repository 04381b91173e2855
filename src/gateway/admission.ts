import type { Ask } from "./ask.ts";
import type { CanonicalTarget } from "./cache/key.ts";
import type { RouteClass, Standing } from "./events.ts";
import { prefixOf } from "./identity.ts";
import type { Entrant } from "./origin/guard.ts";
import { type Carried, canSeal } from "./ticket/envelope.ts";
import type { Ticket } from "./ticket/ticket.ts";

/** Who asks, and whether a request that needs the origin goes to the line or gets the waiting page first. */

/**
 * A ticket is of before the siege if it was earned at least so long before calm ended: in the seconds in which a flood
 * is not yet seen, robots earn tickets too.
 */
export const HISTORY_MARGIN_MS = 15_000;

/** What is known of a visitor. All of it comes from the request itself, but for tables that are bounded. */
export type Credentials = {
  readonly declared: boolean;
  readonly ticket: Ticket | "bad" | undefined;
  /** Costs more than a person does. */
  readonly overBudget: boolean;
  readonly crawler: "verified" | "claimed" | "false" | "no";
  /** Got the waiting page again and again and never came back from it. */
  readonly neverComesBack: boolean;
};

/** @param calmUntilMs when calm ended; now, while it lasts. */
export function standingOf(known: Credentials, calmUntilMs: number): Standing {
  if (known.declared) return "staff";
  const { ticket } = known;
  if (ticket !== undefined && ticket !== "bad" && ticket.kind !== "passing" && !known.overBudget) {
    if (ticket.sinceMs <= calmUntilMs - HISTORY_MARGIN_MS) return "history";
    if (ticket.kind === "confirmed") return "confirmed";
  }
  if (known.crawler === "verified") return "crawler";
  if (known.crawler === "false" || known.overBudget || known.neverComesBack || ticket === "bad")
    return "suspected";
  return "anonymous";
}

export function routeClassOf(method: string, target: string): RouteClass {
  if (method !== "GET" && method !== "HEAD") return "form";
  return target.includes("?") ? "search" : "page";
}

/** Who asks for what, for the line in front of the origin. Charges the visitor's ticket outside calm. */
export function entrantOf(ask: Ask, nowMs = Date.now()): Entrant {
  const { site, method, canonical } = ask;
  const routeClass = routeClassOf(method, canonical.target);
  const route = `${method} ${canonical.route}`;
  const costMs = site.guard.expectedMs({ routeClass, route });
  const prefix = prefixOf(ask.client.address);
  if (!site.calm) {
    site.topPrefixes.add(prefix, costMs);
    site.topRoutes.add(route, costMs);
  }
  const known = credentialsOf(ask, costMs, nowMs);
  const standing = standingOf(known, site.posture.calmUntilMs);
  if (standing === "history" || standing === "confirmed") site.reception.spare(prefix);
  return { standing, routeClass, route, prefix };
}

/** In whose place the gateway itself asks for a page: on behalf of everybody, at no visitor's cost. */
export function ownEntrant({ target, route }: CanonicalTarget): Entrant {
  return {
    standing: "crawler",
    routeClass: routeClassOf("GET", target),
    route: `GET ${route}`,
    prefix: "gateway",
  };
}

function credentialsOf(ask: Ask, costMs: number, nowMs: number): Credentials {
  const { site, client, headers } = ask;
  const { reception } = site;
  const ticket = ticketOf(ask, nowMs);
  const counts = !site.calm && typeof ticket === "object" && ticket.kind !== "passing";
  return {
    declared: reception.isDeclared(client.address),
    ticket,
    overBudget: counts && !reception.ticketBudgets.charge(ticket.id, costMs, nowMs),
    crawler: reception.crawlers.verdict(headers.get("user-agent"), client.address),
    neverComesBack: !site.calm && reception.pagesGiven.over(client.address, nowMs),
  };
}

export function ticketOf(ask: Ask, nowMs: number): Ticket | "bad" | undefined {
  const { settings, reception } = ask.site;
  // `ask.headers` has no ticket any more: the origin gets these.
  return settings.tickets
    ? reception.tickets.read(ask.request.headers.get("cookie"), ask.proto, nowMs)
    : undefined;
}

/**
 * True if this visitor gets the page that carries the request on, instead of a place in line: in a siege, without
 * standing, and only what a person does in a browser: looking at a page, or sending a form.
 */
export function getsWaitingPage(ask: Ask, entrant: Entrant): boolean {
  if (ask.site.posture.posture !== "siege" || !ask.site.settings.tickets) return false;
  if (entrant.standing !== "anonymous" && entrant.standing !== "suspected") return false;
  return canCarry(ask) && !claimsToBeCrawler(ask);
}

/** True if the waiting page could stand in for the answer, now or after a wait in line. */
export function canCarry(ask: Ask): boolean {
  const byPerson =
    ask.method === "POST"
      ? isForm(ask)
      : ask.method === "GET" && isNavigation(ask.headers) && !isForMachines(ask.canonical.target);
  return byPerson && canSeal(carriedOf(ask));
}

/** What goes into the envelope, but for the body. */
export function carriedOf({ method, target, headers }: Ask): Carried {
  const contentType = method === "POST" ? headers.get("content-type") : null;
  return { method, target, contentType, body: null };
}

/** Somebody looks at this address in a browser, as far as its header fields say (Fetch Metadata, W3C; else Accept). */
export function isNavigation(headers: Headers): boolean {
  const mode = headers.get("sec-fetch-mode");
  if (mode !== null && mode !== "navigate") return false;
  const destination = headers.get("sec-fetch-dest");
  if (destination !== null && destination !== "document" && !/^i?frame$/.test(destination)) return false;
  return headers.get("accept")?.includes("text/html") ?? false;
}

/**
 * A form that a page of this site sent. What a page of another site sends keeps its way to the origin: carried on, it
 * would look as if this site had sent it, and the browser would add the cookies that it held back.
 */
function isForm(ask: Ask): boolean {
  const { headers } = ask;
  if (headers.get("x-requested-with") !== null) return false;
  const mode = headers.get("sec-fetch-mode");
  if (mode !== null && mode !== "navigate") return false;
  return !isFromElsewhere(ask);
}

/** True if the browser says that another site's page sent this. */
export function isFromElsewhere(ask: Ask): boolean {
  // A page cannot write this field; where it is there, it knows better than Origin, which privacy settings hide.
  const from = ask.headers.get("sec-fetch-site");
  if (from !== null) return from !== "same-origin" && from !== "none";
  const origin = ask.headers.get("origin");
  if (origin === null) return false;
  // A page without an address of its own ("null") can be anybody's.
  if (!URL.canParse(origin)) return true;
  return new URL(origin).host !== (ask.request.headers.get("host") ?? "").toLowerCase();
}

/** Addresses that programs read: a page in their place would be worse than a wait. */
const FOR_MACHINES =
  /^\/(robots\.txt$|favicon\.ico$|\.well-known\/)|\.(xml|rss|atom|json|ics|txt|webmanifest)$|\/(feed|rss|atom|flux|sitemap[^/]*)\/?$/i;

export function isForMachines(target: string): boolean {
  const question = target.indexOf("?");
  return FOR_MACHINES.test(question < 0 ? target : target.slice(0, question));
}

const CLAIMS = /bot\b|crawl|spider|slurp|preview|monitor|uptime|feed/i;

/** A program that says so is believed to be none that could press a button. */
function claimsToBeCrawler(ask: Ask): boolean {
  return CLAIMS.test(ask.headers.get("user-agent") ?? "");
}
