import type { ChannelSettings } from "../config.ts";
import type { Channel } from "./channel.ts";
import { askOnce, outcomeOf } from "./http.ts";
import { withSecret } from "./secret.ts";

/**
 * A room of Matrix (Tchap is one): PUT with the delivery's key as transaction id, which the server takes once only, so
 * an unanswered attempt is simply made again. The room must not be encrypted.
 */
export function matrixChannel(settings: ChannelSettings): Channel {
  const { name, url = "", room = "", secret_file, ca_file: caFile } = settings;
  const { concurrency, timeout_seconds: seconds } = settings;
  const base = url.replace(/\/+$/, "");
  return {
    name,
    kind: "matrix",
    exact: true,
    concurrency,
    charactersMax: null,
    place: room,
    addressOf: () => undefined,
    send: (_, { key, subject, text }, signal) =>
      withSecret(secret_file, async (token) => {
        const place = `rooms/${encodeURIComponent(room)}/send/m.room.message/${encodeURIComponent(key)}`;
        const body = JSON.stringify({
          msgtype: "m.text",
          body: subject === "" ? text : `${subject}\n\n${text}`,
        });
        const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
        const target = `${base}/_matrix/client/v3/${place}`;
        const timeoutMs = seconds * 1000;
        return outcomeOf(
          await askOnce({ url: target, method: "PUT", headers, body, timeoutMs, caFile, signal }),
        );
      }),
  };
}
