import { refusalAnswer } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { mayAs } from "../kernel/role.ts";
import type { Call, Caller, Route } from "../kernel/route.ts";
import type { ConsoleDependencies } from "./dependencies.ts";
import type { Pace } from "./pace.ts";

/** The one guard before every route: who calls, from which page, and may they. */

type Guards = Pick<ConsoleDependencies, "whoIs" | "refused" | "clock">;

/**
 * Answers a call, or refuses it: 401 who is not signed in, 403 who may not or whose browser was sent by another site.
 * 429 who acts faster than a person can. Every refusal of an act is handed to `refused`, which writes it down.
 */
export async function answerGuarded(route: Route, call: Call, guards: Guards, pace: Pace): Promise<Response> {
  if (route.method !== "GET" && !isOwnPage(call.request)) return refuse(foreignPage(), route, call, guards);
  if (route.needs === "nobody") return route.answer(call);
  const found = await guards.whoIs(call.request, call.address);
  if (found instanceof Refusal) return refuse(found, route, call, guards);
  if (!mayAs(found.role, route.needs)) return refuse(notAllowed(found, route), route, call, guards, found);
  const { actor } = found;
  if (route.method !== "GET" && actor.type === "person") {
    const seconds = pace.waitSeconds(actor.id, guards.clock.now());
    if (seconds > 0) return tooFast(seconds, refuse(tooManyActs(seconds), route, call, guards, found));
  }
  return route.answer({ ...call, caller: found });
}

function tooFast(seconds: number, answer: Response): Response {
  answer.headers.set("retry-after", String(seconds));
  return answer;
}

/**
 * Whether an act was asked for by a page of ours or by a program. A browser says where a request comes from
 * (Sec-Fetch-Site, and Origin with every method but GET and HEAD); a program says neither, and has no cookie that a
 * hostile page could ride on.
 */
export function isOwnPage({ headers, url }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = headers.get("origin");
  if (origin === null) return site === "same-origin" || !headers.has("cookie");
  return isOwnOrigin(origin, url, headers.get("host"));
}

/**
 * With our own certificate the page came over https, so what says http was planted by somebody on the line. In the clear a
 * proxy in front may have ended TLS: then either is ours.
 */
function isOwnOrigin(origin: string, url: string, host: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: named } = new URL(origin);
  const schemes = url.startsWith("https:") ? ["https:"] : ["https:", "http:"];
  return schemes.includes(protocol) && named === host?.toLowerCase();
}

function refuse(refusal: Refusal, route: Route, call: Call, guards: Guards, caller?: Caller): Response {
  const target = `${route.method} ${route.path}`;
  const { code } = refusal;
  guards.refused({ code, target, address: call.address, ...(caller === undefined ? {} : { caller }) });
  return refusalAnswer(refusal);
}

function foreignPage(): Refusal {
  return new Refusal(
    "foreign-page",
    "This was asked for by a page of another site.",
    "header Origin",
    "Act from the console's own page, under the address that you signed in at.",
  );
}

function notAllowed(caller: Caller, route: Route): Refusal {
  return new Refusal(
    "not-allowed",
    `Your role is ${caller.role}; this needs ${route.needs}.`,
    route.path,
    "Ask an administrator for that role, or ask somebody who has it.",
  );
}

function tooManyActs(seconds: number): Refusal {
  return new Refusal(
    "too-many-acts",
    "More comes under your name than a person can do.",
    "your session",
    `Wait ${seconds} s. If it was not you, end your sessions on your account's page.`,
  );
}
