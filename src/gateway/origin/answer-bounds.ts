import type { IncomingMessage } from "node:http";
import { OriginFailure } from "./exchange.ts";

/** Bounds on an answer's header section and on the interim answers before it. */
export const ANSWER_HEADER_BYTES_MAX = 64 * 1024;
export const ANSWER_HEADER_COUNT_MAX = 256;
export const INTERIM_ANSWERS_MAX = 16;
/** What the parser accepts and a gateway must not pass on. */
export function answerProblem(answer: IncomingMessage): OriginFailure | undefined {
  const malformed = (what: string) => new OriginFailure("malformed", what);
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 599) return malformed("the status is not between 200 and 599");
  const raw = answer.rawHeaders;
  if (raw.length > 2 * ANSWER_HEADER_COUNT_MAX) return malformed("the answer has too many header fields");
  let bytes = 0;
  let lengths = 0;
  let codings = 0;
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? "").toLowerCase();
    const value = raw[at + 1] ?? "";
    bytes += name.length + value.length + 4;
    if (!FIELD_NAME.test(name) || FIELD_VALUE_BAD.test(value))
      return malformed("a header field is malformed");
    if (name === "content-length") {
      lengths += 1;
      if (!/^\d{1,15}$/.test(value)) return malformed("Content-Length is not a number");
    }
    if (name === "transfer-encoding") {
      codings += 1;
      if (value.toLowerCase() !== "chunked") return malformed("the transfer coding is not chunked");
    }
  }
  if (bytes > ANSWER_HEADER_BYTES_MAX) return malformed("the answer's header is too large");
  if (lengths > 1 || codings > 1 || (lengths > 0 && codings > 0))
    return malformed("the body is framed twice");
  return undefined;
}

const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]{1,256}$/;
const FIELD_VALUE_BAD = /[\u0000-\u0008\u000a-\u001f\u007f]/;
