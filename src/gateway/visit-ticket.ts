import { isNavigation, ticketOf } from "./admission.ts";
import type { Ask } from "./ask.ts";

/** A ticket is given anew, with a new number and its old age, when it is so old: so that it does not end for regulars. */
const RENEW_AFTER_MS = 7 * 86_400_000;

/**
 * Puts a ticket on the answer when somebody looks at a page in calm and has none yet. That answer is then for this
 * visitor alone: a cache between us and the visitor must not hand the ticket on.
 */
export function withVisitTicket(ask: Ask, answer: Response): Response {
  const { site } = ask;
  if (!site.mayGiveVisitTicket || ask.method !== "GET" || answer.status !== 200) return answer;
  if (!isNavigation(ask.headers) || !answer.headers.get("content-type")?.startsWith("text/html"))
    return answer;
  const nowMs = Date.now();
  const known = ticketOf(ask, nowMs);
  const held = typeof known === "object" && known.kind !== "passing" ? known : undefined;
  if (held !== undefined && nowMs - held.issuedMs < RENEW_AFTER_MS) return answer;
  const { tickets } = site.reception;
  const value = tickets.issue(held?.kind ?? "visit", held?.sinceMs ?? nowMs, nowMs);
  answer.headers.append("set-cookie", tickets.setCookie(value, ask.proto));
  answer.headers.set("cache-control", forOneVisitor(answer.headers.get("cache-control")));
  site.reception.gaveVisitTicket();
  site.figures.ticketsIssued++;
  return answer;
}

/** The same directives, but for one visitor's own cache (RFC 9111 §5.2.2.7). */
function forOneVisitor(cacheControl: string | null): string {
  const kept = (cacheControl ?? "")
    .split(",")
    .map((directive) => directive.trim())
    .filter((directive) => directive !== "" && !/^(public|private|s-maxage)\b/i.test(directive));
  return ["private", ...kept].join(", ");
}
