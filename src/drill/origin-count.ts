import { z } from "zod";
import type { OriginFigures } from "./events.ts";
import type { OriginCount } from "./letters.ts";
import { loopbackUrl } from "./loopback.ts";
import { ATTACK_BYTE_FIRST, ATTACK_BYTE_LAST } from "./sources.ts";

/** How an origin that was made for drills says what it counted, over HTTP on this machine. */

const TIMEOUT_MS = 10_000;

const messageSchema = z.object({ accepted: z.number(), intact: z.boolean() });
/** `bySecondByte`: requests that took a worker, by the second byte of the visitor's address in 127/8. */
const figuresSchema = z.object({
  refused: z.number(),
  inFlightMax: z.number(),
  elsewhere: z.number(),
  bySecondByte: z.array(z.number()).length(256),
});

/** Asks `url?jeton=TOKEN` for one message. */
export function askOriginCount(url: string): OriginCount {
  return async (token) => {
    const address = new URL(loopbackUrl(url));
    address.searchParams.set("jeton", token);
    return messageSchema.parse(await answerOf(address));
  };
}

/** Asks `url` for all that took a worker, told apart by the addresses that drills use. */
export function askOriginFigures(url: string): () => Promise<OriginFigures> {
  return async () => {
    const { bySecondByte, elsewhere, refused, inFlightMax } = figuresSchema.parse(
      await answerOf(new URL(loopbackUrl(url))),
    );
    let attack = 0;
    let citizens = 0;
    for (const [byte, requests] of bySecondByte.entries()) {
      if (byte >= ATTACK_BYTE_FIRST && byte <= ATTACK_BYTE_LAST) attack += requests;
      else if (byte >= 200) citizens += requests;
    }
    const all = bySecondByte.reduce((sum, requests) => sum + requests, elsewhere);
    return { attack, citizens, unknown: all - attack - citizens, refused, inFlightMax };
  };
}

async function answerOf(address: URL): Promise<unknown> {
  const response = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${address.origin}${address.pathname} answers ${response.status}`);
  return response.json();
}
