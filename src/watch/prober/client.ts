import { z } from "zod";
import { Refusal } from "../../kernel/refusal.ts";
import { EXCHANGE_PATH, type ExchangeAnswer, exchangeAnswerSchema } from "../exchange.ts";

/** A whole part of a plan with the longest addresses. */
const ANSWER_BYTES_MAX = 8 * 1024 * 1024;
const TIMEOUT_MS = 20_000;

export type KeeperAddress = {
  /** Where its console is: https://NAME:PORT, or http:// on this machine. */
  readonly url: string;
  /** The vantage's secret, read anew for each exchange. Throws a Refusal when it cannot be. */
  token(): string;
  /** PEM of the authority that signed the console's certificate, in place of the known ones. */
  readonly ca?: string | undefined;
};

/** The keeper does not take this: sending it again would change nothing. */
export class NotTaken extends Refusal {}

const refusalSchema = z.object({
  error: z.object({ code: z.string(), what: z.string(), where: z.string(), remedy: z.string() }),
});

/**
 * Where the keeper is, as it was written. http is for this machine only: the token would go in the open.
 * @throws Refusal wrong-option
 */
export function keeperUrl(text: string): URL {
  const url = URL.parse(text);
  const isPlain = url?.protocol === "http:" && isLoopback(url.hostname);
  if (url !== null && (url.protocol === "https:" || isPlain)) return new URL(EXCHANGE_PATH, url.origin);
  throw new Refusal(
    "wrong-option",
    url?.protocol === "http:" ? "The token would travel in the open." : "This is no address of a console.",
    text.slice(0, 200),
    "Write https://NAME:PORT; http:// works on this machine only.",
  );
}

export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * One exchange. `body` is the request's JSON; `signal` gives it up. Throws a Refusal that says what is wrong with the way, the token or the
 * certificate, and NotTaken when the keeper refuses the request itself.
 */
export async function exchange(
  keeper: KeeperAddress,
  body: string,
  signal?: AbortSignal,
): Promise<ExchangeAnswer> {
  const url = keeperUrl(keeper.url);
  const token = keeper.token();
  const response = await send(url, token, body, keeper.ca, signal);
  const text = await boundedText(response);
  if (!response.ok) throw refusalOf(response.status, text, url);
  const parsed = exchangeAnswerSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new Refusal(
    "not-beffroi",
    "What answers here is not the keeper of this version.",
    url.origin,
    "Run the same version of Beffroi in both places.",
  );
}

async function send(
  url: URL,
  token: string,
  body: string,
  ca: string | undefined,
  stop: AbortSignal | undefined,
): Promise<Response> {
  // On this machine a certificate proves nothing more than the port does: one that signed itself will do.
  const tls = {
    rejectUnauthorized: !(isLoopback(url.hostname) && ca === undefined),
    ...(ca === undefined ? {} : { ca }),
  };
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = stop === undefined ? timeout : AbortSignal.any([timeout, stop]);
  try {
    return await fetch(url, { method: "POST", headers, body, signal, redirect: "manual", tls });
  } catch (error) {
    throw unreachable(url, error);
  }
}

function unreachable(url: URL, error: unknown): Refusal {
  const code = String((error as { code?: unknown }).code ?? "");
  const reason = error instanceof Error ? error.message.slice(0, 200) : "";
  if (/CERT|SELF_SIGNED|ISSUER|ALTNAME/i.test(code)) {
    return new Refusal(
      "wrong-certificate",
      `The keeper's certificate is not good (${code}).`,
      url.origin,
      "Give its console a certificate for this name, or the authority that signed it with --ca FILE.",
    );
  }
  return new Refusal(
    "keeper-unreachable",
    `The keeper does not answer (${code || reason}).`,
    url.origin,
    "See that it runs and that this machine reaches it. What is measured meanwhile is kept and sent later.",
  );
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES_MAX) break;
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    throw unreachable(new URL(response.url), error);
  }
  return bytes > ANSWER_BYTES_MAX ? "" : text + decoder.decode();
}

function refusalOf(status: number, text: string, url: URL): Refusal {
  if (status === 401 || status === 403) {
    return new Refusal(
      "token-refused",
      "The keeper does not know this token.",
      url.origin,
      "Make the vantage's token anew in the console, and put it into the token file.",
    );
  }
  const parsed = refusalSchema.safeParse(jsonOf(text));
  const said = parsed.success
    ? parsed.data.error
    : {
        code: "keeper-failed",
        what: `The keeper answers ${status}.`,
        where: url.origin,
        remedy: "See its log.",
      };
  const isFinal = parsed.success && [400, 409, 413, 422].includes(status);
  const What = isFinal ? NotTaken : Refusal;
  return new What(
    said.code.slice(0, 100),
    said.what.slice(0, 300),
    said.where.slice(0, 200),
    said.remedy.slice(0, 300),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
