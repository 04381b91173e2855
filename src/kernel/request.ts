import type { z } from "zod";
import { Refusal } from "./refusal.ts";

/** Reads what a request brings, within bounds, and refuses the rest with a reason. */

/** Longest time that a body of JSON may take to arrive, in ms: enough for a page of text over a bad telephone line. */
export const BODY_MS_MAX = 30_000;

/**
 * The JSON of a request's body; an empty body stands for {}. Refuses what is too large without reading it whole, and what
 * drips in for longer than `timeoutMs`.
 */
export async function jsonBody(
  request: Request,
  bytesMax: number,
  timeoutMs: number = BODY_MS_MAX,
): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refusal(
      "wrong-type",
      "Acts are asked for in JSON.",
      "header Content-Type",
      "Send Content-Type: application/json.",
    );
  }
  const text = await inTime(boundedText(request, bytesMax), timeoutMs);
  try {
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw new Refusal("bad-request", "The body is not JSON.", "body", "Send one JSON object.");
  }
}

/** The value as its schema gives it back. Throws the Refusal "bad-request" that names the first place that does not fit. */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? "request" : issue.path.join(".");
  throw new Refusal(
    "bad-request",
    `${issue?.message ?? "It does not fit"}.`,
    where,
    "Correct it and send it again.",
  );
}

async function boundedText(request: Request, bytesMax: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of whole(request.body ?? [])) {
    bytes += chunk.length;
    if (bytes > bytesMax) {
      throw new Refusal("too-large", `The body has more than ${bytesMax} bytes.`, "body", "Send less.");
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Whoever drips on gets the refusal; what still comes is dropped, within the bound. */
async function inTime(text: Promise<string>, timeoutMs: number): Promise<string> {
  let timer: Timer | undefined;
  const late = new Promise<never>((_, reject) => {
    const refusal = new Refusal(
      "too-slow",
      `The body took longer than ${timeoutMs / 1000} s to arrive.`,
      "body",
      "Send it again over a better line.",
    );
    timer = setTimeout(() => reject(refusal), timeoutMs);
  });
  try {
    return await Promise.race([text, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whoever breaks off in the middle is no fault of ours, and must not fill the log. */
async function* whole(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw new Refusal("bad-request", "The body broke off, or is not framed well.", "body", "Send it again.");
  }
}
