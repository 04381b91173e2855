import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";

/** The one way in which a command speaks to a running Beffroi: over the console's API. */

const refusalSchema = z.object({
  error: z.object({ code: z.string(), what: z.string(), where: z.string(), remedy: z.string() }),
});

export type Question = {
  /** IP:PORT of the console, or https://NAME:PORT. */
  address: string;
  /** Data folder of the running Beffroi, for its token: whoever may read that folder may ask and act. */
  data: string;
  path: string;
  /** Longest wait for the answer, in ms. */
  timeoutMs: number;
  /** Makes it an act (POST). */
  body?: object | undefined;
  /** The answer is no JSON: its text is given as it is. */
  asText?: boolean;
};

/** Asks the console. Throws a Refusal: the console's own, or what is wrong with the way there. */
export async function askConsole({
  address,
  data,
  path,
  timeoutMs,
  body,
  asText,
}: Question): Promise<unknown> {
  const url = consoleUrl(address, path);
  const token = readToken(data);
  if (token === undefined && body !== undefined) throw noToken(data);
  const signal = AbortSignal.timeout(timeoutMs);
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const request = {
    headers,
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    // On this machine a certificate proves nothing more than the port does: one that signed itself will do.
    tls: { rejectUnauthorized: !isLoopback(url.hostname) },
  };
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(url, { ...request, signal, redirect: "manual" });
    const text = await response.text();
    answer = asText === true && response.ok ? text : parsed(text);
  } catch {
    throw new Refusal(
      "not-running",
      "Beffroi does not answer here.",
      `console ${address}`,
      "Start it with npm start, or name its console with --console IP:PORT.",
    );
  }
  if (response.ok) return answer;
  const refused = refusalSchema.safeParse(answer);
  if (!refused.success) throw notBeffroi(address, response.status);
  if (response.status === 401 && token === undefined) throw noToken(data);
  const { code, what, where, remedy } = refused.data.error;
  throw new Refusal(code, what, where, remedy);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The answer in the shape that this version's console gives. Throws a Refusal when it has another. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: unknown, address: string): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw notBeffroi(address, 200);
}

function consoleUrl(address: string, path: string): URL {
  const url = URL.parse(`${address.startsWith("https://") ? "" : "http://"}${address}${path}`);
  if (url !== null && !address.replace(/^https:\/\//, "").includes("/")) return url;
  throw new Refusal("wrong-address", "This is not IP:PORT.", address, "Write for instance 127.0.0.1:8440.");
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

const tokenPath = (data: string): string => join(data, "keys", "console.token");

function readToken(data: string): string | undefined {
  try {
    return readFileSync(tokenPath(data), "utf8").trim();
  } catch {
    return undefined;
  }
}

function noToken(data: string): Refusal {
  return new Refusal(
    "no-token",
    "The console's token cannot be read.",
    tokenPath(data),
    "Name the data folder of the running Beffroi with --data DIR, and run this as its user.",
  );
}

function notBeffroi(address: string, status: number): Refusal {
  return new Refusal(
    "not-beffroi",
    `What answers here (${status}) is not this version's console.`,
    `console ${address}`,
    "Name the console's address with --console IP:PORT.",
  );
}
