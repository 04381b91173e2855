import { TEXT_CHARACTERS_MAX } from "../reading.ts";
import { cleaned } from "./decode.ts";
import type { DocumentInput } from "./document-input.ts";
import { hostsIn } from "./hosts.ts";
import { isoOf } from "./moment.ts";

/** Posts of channels: pasted, or an export of Telegram Desktop. The text stays as it was written; hosts are beside it. */

/** Messages that one export gives: a channel of years is given in parts. */
export const MESSAGES_MAX = 2_000;
const MESSAGE_CHARACTERS_MAX = 8_000;
/** What posts have and articles do not. */
const POSTED = [
  /\bhxxps?\b/i,
  /\w\[\.\]\w/,
  /\bcheck-host\b/i,
  /(?:^|\s)t(?:\[\.\]|\.)me\//i,
  /^(?:\s*[❌✅☑🔻🔴🟢⛔💀🎯]|\s*\p{Extended_Pictographic}).*\n(?:.*\n)*?\s*[❌✅☑🔻🔴🟢⛔💀🎯]/mu,
  /(?:^|\s)#(?:Op\w+|NoName\w*|DDoSia)\b/i,
] as const;

/** Whether a pasted text is a post rather than an article. */
export function looksPosted(text: string): boolean {
  return text.length <= MESSAGE_CHARACTERS_MAX && POSTED.some((sign) => sign.test(text));
}

/** One post. */
export function messageOf(text: string, rest: Partial<DocumentInput> = {}, addresses = ""): DocumentInput {
  const hosts = hostsIn(`${text}\n${addresses}`);
  return {
    kind: "message",
    text: text.slice(0, TEXT_CHARACTERS_MAX),
    ...rest,
    ...(hosts.length > 0 && { hosts }),
  };
}

type Exported = { type?: unknown; date?: unknown; date_unixtime?: unknown; text?: unknown };
type Chat = { name?: unknown; messages?: unknown };

/** The messages of an export of Telegram Desktop, of one chat or of all; undefined when the JSON is something else. */
export function readTelegramExport(value: unknown): DocumentInput[] | undefined {
  const chats = chatsOf(value);
  if (chats === undefined) return undefined;
  const found: DocumentInput[] = [];
  for (const chat of chats) {
    const publisher = typeof chat.name === "string" ? cleaned(chat.name).slice(0, 200) : undefined;
    for (const message of chat.messages as Exported[]) {
      if (found.length >= MESSAGES_MAX) return found;
      const read = message !== null && typeof message === "object" ? exported(message, publisher) : undefined;
      if (read !== undefined) found.push(read);
    }
  }
  return found;
}

function chatsOf(value: unknown): Chat[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const one = value as Chat & { chats?: { list?: unknown } };
  const list = Array.isArray(one.chats?.list) ? (one.chats.list as Chat[]) : [one];
  const chats = list.filter(
    (chat) => typeof chat === "object" && chat !== null && Array.isArray(chat.messages),
  );
  return chats.length === 0 ? undefined : chats;
}

function exported(message: Exported, publisher: string | undefined): DocumentInput | undefined {
  if (message.type !== undefined && message.type !== "message") return undefined;
  const parts = Array.isArray(message.text) ? message.text : [message.text];
  const words: string[] = [];
  const addresses: string[] = [];
  for (const part of parts) {
    if (typeof part === "string") words.push(part);
    if (typeof part !== "object" || part === null) continue;
    const { text, href } = part as { text?: unknown; href?: unknown };
    if (typeof text === "string") words.push(text);
    if (typeof href === "string") addresses.push(href);
  }
  const text = cleaned(words.join("")).trim();
  if (text === "") return undefined;
  const at = isoOf(String(message.date_unixtime ?? "")) ?? isoOf(String(message.date ?? ""));
  return messageOf(
    text,
    { ...(publisher !== undefined && { publisher }), ...(at !== undefined && { publishedAt: at }) },
    addresses.join("\n"),
  );
}
