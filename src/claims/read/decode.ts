import { Refusal } from "../../kernel/refusal.ts";

/** A page of a publisher is seldom half as long; a feed or an export of a channel can be. */
export const DOCUMENT_BYTES_MAX = 2 * 1024 * 1024;
/** Where a page says its character set (HTML, 13.2.3.2: within the first 1,024 bytes; some are late). */
const DECLARATION_BYTES = 4_096;
const DECLARED = /(?:charset\s*=\s*["']?|<\?xml[^>]{0,100}encoding\s*=\s*["'])([\w-]{1,30})/i;
/** Unseen characters that speak to a screen rather than to a reader: controls, marks that turn the direction (UAX 9), tags. */
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * The text that bytes stand for: by byte order mark, then by what the server says, then by what the page says of itself, then
 * UTF-8, then Windows-1252, which is what old French pages are in. Line breaks are "\n"; characters that nobody sees are left
 * out. Throws a Refusal above DOCUMENT_BYTES_MAX and for what is no text.
 */
export function decode(bytes: Uint8Array, where: string, contentType = ""): string {
  if (bytes.length > DOCUMENT_BYTES_MAX) {
    throw new Refusal(
      "document-too-large",
      `The document has more than ${DOCUMENT_BYTES_MAX / 1024 / 1024} MB.`,
      where,
      "Give the article alone, or a part of the list.",
    );
  }
  const text = cleaned(decoded(bytes, contentType));
  if (text.includes("\u0000") || isBinary(bytes, text)) {
    throw new Refusal(
      "document-not-text",
      "The document is no text.",
      where,
      "Give a page, a text, a feed or a list of hosts; take the text out of a PDF or a picture first.",
    );
  }
  return text;
}

/** Without unseen characters, with one kind of line break, and letters with their accents in one piece (NFC). */
export const cleaned = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(UNSEEN, "").toWellFormed().normalize("NFC");

function decoded(bytes: Uint8Array, contentType: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const start = new TextDecoder("windows-1252").decode(bytes.subarray(0, DECLARATION_BYTES));
  const declared = (DECLARED.exec(contentType) ?? DECLARED.exec(start))?.[1]?.toLowerCase();
  // Many pages that say UTF-8 are, many that say ISO-8859-1 are not: what reads as UTF-8 without a fault is UTF-8.
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(decoderFor(declared)).decode(bytes);
  }
}

/** ISO-8859-1 and -15 are read as Windows-1252, as browsers do (Encoding Standard); anything else that is unknown too. */
function decoderFor(declared: string | undefined): "utf-8" | "windows-1252" | "utf-16le" {
  if (declared === "utf-8" || declared === "utf8") return "utf-8";
  if (declared === "utf-16" || declared === "utf-16le") return "utf-16le";
  return "windows-1252";
}

/** Archives, pictures and PDF: their signs, or a share of controls that no text has. */
function isBinary(bytes: Uint8Array, text: string): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 5));
  if (start.startsWith("%PDF") || start.startsWith("PK\u0003\u0004") || start.startsWith("\u001f\u008b"))
    return true;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return false;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return false;
  let controls = 0;
  const seen = Math.min(bytes.length, 8_192);
  for (let i = 0; i < seen; i++) {
    const byte = bytes[i] as number;
    if (byte < 9 || (byte > 13 && byte < 27)) controls++;
  }
  return controls > seen / 50 || (bytes.length > 0 && text.trim() === "" && controls > 0);
}
