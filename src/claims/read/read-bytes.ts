import { Refusal } from "../../kernel/refusal.ts";
import { TEXT_CHARACTERS_MAX } from "../reading.ts";
import { decode } from "./decode.ts";
import type { DocumentInput } from "./document-input.ts";
import { readFeed } from "./feed.ts";
import { readHtml } from "./html.ts";
import { looksPosted, messageOf, readTelegramExport } from "./messages.ts";
import { momentInName } from "./moment.ts";
import { readPlainList, readTargetJson, readTargetTable } from "./target-list.ts";

export type ByteSource = {
  /** File name or address: what a refusal names, and its ending is a hint. */
  readonly name: string;
  /** As a server or a form gave it; a hint only. */
  readonly contentType?: string;
};

/** Text with so many closed elements is a copy of a page's source, whatever it begins with. */
const CLOSING_TAGS_MIN = 6;

/**
 * The documents in bytes: a page, a text, a feed, posts or a list of targets, found by what is in them rather than by what they
 * are called. At least one; throws a Refusal for what is too large, no text, or empty.
 */
export function readBytes(bytes: Uint8Array, source: ByteSource): DocumentInput[] {
  const where = source.name;
  const text = decode(bytes, where, source.contentType);
  if (text.trim() === "") {
    throw new Refusal(
      "document-empty",
      "The document is empty.",
      where,
      "Give the text of the article or the list.",
    );
  }
  const start = text.trimStart().slice(0, 1_000);
  if (/^[[{]/.test(start)) {
    const read = readJson(text, where);
    if (read !== undefined) return read;
  }
  if (isFeed(start)) return readFeed(text, where);
  if (isHtml(start, text, source)) return readHtml(text, where);
  const list = readTargetTable(text) ?? readPlainList(text);
  return list === undefined ? [plain(text)] : [dated(list, where)];
}

/** The items of a feed; a Refusal for whatever else the bytes are. */
export function readFeedBytes(bytes: Uint8Array, source: ByteSource): DocumentInput[] {
  const text = decode(bytes, source.name, source.contentType);
  if (isFeed(text.trimStart().slice(0, 1_000))) return readFeed(text, source.name);
  throw new Refusal(
    "document-no-feed",
    "This is no feed.",
    source.name,
    "Name the address of an RSS or Atom feed.",
  );
}

function readJson(text: string, where: string): DocumentInput[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Brackets also begin posts: "[ DARK STORM ]".
    return undefined;
  }
  const exported = readTelegramExport(value);
  if (exported !== undefined && exported.length > 0) return exported;
  const list = readTargetJson(value);
  return list === undefined ? undefined : [dated(list, where)];
}

/** A list that says no time has that of its file's name. */
function dated(list: DocumentInput, name: string): DocumentInput {
  const publishedAt = list.publishedAt ?? momentInName(name);
  return publishedAt === undefined ? list : { ...list, publishedAt };
}

const isFeed = (start: string): boolean =>
  /<(?:rss|rdf:RDF|feed)[\s>]/i.test(start) && !/<html[\s>]/i.test(start);

function isHtml(start: string, text: string, { name, contentType }: ByteSource): boolean {
  if (/^<(?:!doctype html|html|head|body|article|main|div|section|meta|h1|p)[\s>]/i.test(start)) return true;
  if ((text.match(/<\/(?:p|div|a|span|strong|li|h[1-6])>/gi)?.length ?? 0) >= CLOSING_TAGS_MIN) return true;
  const said = /html/i.test(contentType ?? "") || /\.x?html?$/i.test(name);
  return (said || /<html[\s>]/i.test(start)) && /<\/?[a-z][a-z0-9]*[\s>/]/i.test(start);
}

function plain(text: string): DocumentInput {
  if (looksPosted(text)) return messageOf(text);
  return { kind: "article", text: text.slice(0, TEXT_CHARACTERS_MAX) };
}
