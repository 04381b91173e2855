import { createHmac } from "node:crypto";
import type { Clock } from "../../kernel/clock.ts";
import type { ChannelSettings } from "../config.ts";
import type { Channel, Message } from "./channel.ts";
import { askOnce, outcomeOf } from "./http.ts";
import { withSecret } from "./secret.ts";

/**
 * A program of the town's own, told by POST. Signed as Standard Webhooks asks (webhook-id, webhook-timestamp,
 * webhook-signature), so that receivers have libraries to check it with; webhook-id tells a repeat.
 */
export function webhookChannel(settings: ChannelSettings, clock: Clock): Channel {
  const { name, url = "", secret_file, ca_file: caFile, concurrency, timeout_seconds: seconds } = settings;
  return {
    name,
    kind: "webhook",
    exact: false,
    concurrency,
    charactersMax: null,
    place: new URL(url).host,
    addressOf: () => undefined,
    send: (_, message, signal) =>
      withSecret(secret_file, async (secret) => {
        const body = webhookBody(message);
        const headers = {
          "content-type": "application/json",
          "idempotency-key": message.key,
          ...signature(secret, message.key, Math.floor(clock.now() / 1000), body),
        };
        const timeoutMs = seconds * 1000;
        return outcomeOf(await askOnce({ url, method: "POST", headers, body, timeoutMs, caFile, signal }));
      }),
  };
}

function webhookBody({ key, subject, text, at, marked }: Message): string {
  return JSON.stringify({
    type: "notice",
    timestamp: at,
    data: { id: key, subject, text, possibleDouble: marked },
  });
}

/** The three headers. A key that begins with "whsec_" is base64, any other is taken as it is. */
export function signature(
  secret: string,
  id: string,
  atSeconds: number,
  body: string,
): Record<string, string> {
  const key = secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : Buffer.from(secret);
  const mac = createHmac("sha256", key).update(`${id}.${atSeconds}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(atSeconds), "webhook-signature": `v1,${mac}` };
}
