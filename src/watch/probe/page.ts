import type { Attempt } from "../measure.ts";
import type { Baseline } from "./baseline.ts";
import { statusFailure } from "./classify.ts";
import { compare } from "./compare.ts";
import { first } from "./http-head.ts";
import type { Answer } from "./http-read.ts";
import { decoded, unpack } from "./page-text.ts";
import { printOf } from "./print.ts";
import { gateAt, protectionOf } from "./protection.ts";
import { redirectOf, registrable, retryAfterMs } from "./redirect.ts";

/** What an answer says: the axes of failure, protection and content. */
export type PageSaid = Pick<
  Attempt,
  "failure" | "protection" | "protectionBy" | "content" | "print" | "retryAfterMs" | "detail"
>;

/** So much of a page is printed, in characters. */
export const PRINT_CHARACTERS_MAX = 262_144;
const HTML = /^\s*(text\/html|application\/xhtml\+xml)/i;

/**
 * Reads a whole answer. `home` is what was asked for, `end` where the redirects ended, `now` ms since 1970.
 * @throws Failed http.protocol when the body cannot be unpacked
 */
export function readPage(
  answer: Answer,
  home: URL,
  end: URL,
  baseline: Baseline | undefined,
  now: number,
): PageSaid {
  const { status, fields, cut } = answer;
  const unpacked = unpack(answer.body, fields, cut);
  const isBomb = unpacked === "bomb";
  const bytes = isBomb ? new Uint8Array(0) : unpacked.bytes;
  const page = decoded(bytes, fields);
  const to = redirectOf(status, fields, end);
  const { protection, by } = (to && gateAt(to)) ?? protectionOf(status, fields, page);
  const wait = retryAfterMs(fields, now);
  const said = {
    protection,
    ...(by === undefined ? {} : { protectionBy: by }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
  const isAnswered = protection !== "none" && !(protection === "maintenance" && status >= 500);
  const failure = isAnswered ? "ok" : statusFailure(status);
  if (failure !== "ok" || protection !== "none") return { ...said, failure, content: "not_comparable" };
  if (isBomb) {
    const detail = "a page that unpacks to more than is read";
    return { ...said, failure: "ok", content: "not_comparable", detail };
  }
  const isEmpty = page.trim() === "";
  if (isEmpty && !cut) return { ...said, failure: "http.empty_body", content: "not_comparable" };
  const homes = baseline?.homes ?? [registrable(home.hostname)];
  const strays =
    !homes.includes(registrable(end.hostname)) && registrable(home.hostname) !== registrable(end.hostname);
  const away = strays ? { detail: `redirected to ${end.hostname}` } : {};
  const reached = strays ? "http.redirect_off_domain" : "ok";
  const type = first(fields, "content-type");
  if (isEmpty || (type !== "" && !HTML.test(type)))
    return { ...said, ...away, failure: reached, content: "not_comparable" };
  const print = printOf(page.slice(0, PRINT_CHARACTERS_MAX), end.hostname);
  return { ...said, ...away, failure: reached, content: compare(baseline, print, strays), print };
}
