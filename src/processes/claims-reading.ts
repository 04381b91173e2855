import { openExtraction } from "../claims/extract/index.ts";
import { joinReadings, type Keys } from "../claims/join/index.ts";
import { readBytes } from "../claims/read/index.ts";
import type { DocumentText, Reading } from "../claims/reading.ts";
import { openGazetteer } from "../gazetteer/index.ts";

/** Reading of claims outside a keeper: nothing is kept. */

export type ClaimsFile = { readonly name: string; readonly bytes: Uint8Array };
/** `document`: the file's name; with "#2" and on for the further ones of a feed or an export of messages. */
export type ClaimsRead = { readonly document: string; readonly reading: Reading; readonly keys: Keys };

/**
 * What these files claim, in their order, joined together. A plain text is read as it stands, so that every quote is a
 * span of the file; of a page, a feed or a list the text is taken out first. Throws a Refusal for what is no text.
 */
export function readClaims(files: readonly ClaimsFile[]): ClaimsRead[] {
  const extract = openExtraction(openGazetteer());
  const documents = files.flatMap(documentsOf);
  const readings = documents.map(({ text }) => extract(text));
  const keys = joinReadings(
    readings,
    documents.map(({ text }) => text.text),
  );
  return documents.map(({ document }, place) => ({
    document,
    reading: readings[place] as Reading,
    keys: keys[place] ?? { dispatch: document, event: document },
  }));
}

/** The documents of one file, without reading what they claim. Throws a Refusal for what is no text. */
export function documentsOf({ name, bytes }: ClaimsFile): { document: string; text: DocumentText }[] {
  return textsIn(name, bytes).map((text, place) => ({
    document: place === 0 ? name : `${name}#${place + 1}`,
    text,
  }));
}

/** A page, a feed, an export or a list begins with a bracket; what does not, and is one text, is plain. */
function textsIn(name: string, bytes: Uint8Array): DocumentText[] {
  const plain = new TextDecoder("utf-8").decode(bytes);
  if (plain.trim() === "") return [{ text: plain, source: name }];
  const found = readBytes(bytes, { name });
  const isPlain = found.length === 1 && found[0]?.kind !== "list" && !/^\s*[<{[]/.test(plain);
  if (isPlain) return [{ text: plain, source: name }];
  return found.map(({ text, title, publishedAt, lang, publisher, url }) => ({
    text,
    ...(title === undefined ? {} : { title }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(lang === undefined ? {} : { lang }),
    ...(publisher === undefined ? {} : { publisher }),
    source: url ?? name,
  }));
}
