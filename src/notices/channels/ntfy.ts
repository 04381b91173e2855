import type { ChannelSettings } from "../config.ts";
import { type Channel, cut, POSSIBLE_DOUBLE_FR } from "./channel.ts";
import { askOnce, outcomeOf } from "./http.ts";
import { withSecret } from "./secret.ts";

/** A longer message becomes a file in ntfy, which nobody reads in a hurry: 4,096 bytes, of which a character takes up to four. */
const MESSAGE_BYTES_MAX = 4_000;

/** A topic of ntfy, own server or public. JSON is published to the server's root, so that any letter may stand in it. */
export function ntfyChannel(settings: ChannelSettings): Channel {
  const { name, url = "", secret_file, ca_file: caFile, concurrency, timeout_seconds: seconds } = settings;
  const { root, topic } = topicOf(url);
  return {
    name,
    kind: "ntfy",
    exact: false,
    concurrency,
    charactersMax: null,
    // On a public server whoever knows the topic reads it.
    place: new URL(url).host,
    addressOf: () => undefined,
    send: (_, message, signal) =>
      withSecret(secret_file, async (token) => {
        const text = message.marked ? `${POSSIBLE_DOUBLE_FR}\n\n${message.text}` : message.text;
        const body = JSON.stringify({
          topic,
          ...(message.subject === "" ? {} : { title: message.subject }),
          message: cutBytes(text, MESSAGE_BYTES_MAX),
          priority: 4,
          // Newer servers show a repeat in the place of the first one.
          sequence_id: message.key.replace(/[^A-Za-z0-9_-]/g, "-"),
        });
        const headers = {
          "content-type": "application/json",
          ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
        };
        const timeoutMs = seconds * 1000;
        const ask = { url: root, method: "POST", headers, body, timeoutMs, caFile, signal };
        return outcomeOf(await askOnce(ask));
      }),
  };
}

/** "https://ntfy.ville.lan/crise" -> root "https://ntfy.ville.lan/", topic "crise". */
function topicOf(url: string): { root: string; topic: string } {
  const parsed = new URL(url);
  const steps = parsed.pathname.split("/").filter((step) => step !== "");
  const topic = decodeURIComponent(steps.pop() ?? "");
  return { root: `${parsed.origin}/${steps.join("/")}`, topic };
}

function cutBytes(text: string, bytesMax: number): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= bytesMax) return text;
  let characters = [...text].length;
  let shorter = text;
  while (Buffer.byteLength(shorter) > bytesMax) {
    characters -= Math.max(1, Math.ceil((Buffer.byteLength(shorter) - bytesMax) / 4));
    shorter = cut(text, characters);
  }
  return shorter;
}
