import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";

/** The one way in which a command speaks to a running Beffroi: over the console's API. */

const refusalSchema = z.object({
  error: z.object({ code: z.string(), what: z.string(), where: z.string(), remedy: z.string() }),
});

export type Question = {
  /** IP:PORT of the console. */
  address: string;
  path: string;
  /** Longest wait for the answer, in ms. */
  timeoutMs: number;
  /** Makes it an act (POST), with the token of the data folder. */
  act?: { token: string; body: object };
};

/** Asks the console. Throws a Refusal: the console's own, or what is wrong with the way there. */
export async function askConsole({ address, path, timeoutMs, act }: Question): Promise<unknown> {
  const url = URL.parse(`http://${address}${path}`);
  if (url === null || address.includes("/")) {
    throw new Refusal("wrong-address", "This is not IP:PORT.", address, "Write for instance 127.0.0.1:8440.");
  }
  const signal = AbortSignal.timeout(timeoutMs);
  const headers = { authorization: `Bearer ${act?.token}`, "content-type": "application/json" };
  const request: RequestInit =
    act === undefined ? {} : { method: "POST", headers, body: JSON.stringify(act.body) };
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(url, { ...request, signal, redirect: "manual" });
    answer = await response.json().catch(() => undefined);
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
  const { code, what, where, remedy } = refused.data.error;
  throw new Refusal(code, what, where, remedy);
}

/** The answer in the shape that this version's console gives. Throws a Refusal when it has another. */
export function readAnswer<T>(schema: z.ZodType<T>, answer: unknown, address: string): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw notBeffroi(address, 200);
}

function notBeffroi(address: string, status: number): Refusal {
  return new Refusal(
    "not-beffroi",
    `What answers here (${status}) is not this version's console.`,
    `console ${address}`,
    "Name the console's address with --console IP:PORT.",
  );
}
