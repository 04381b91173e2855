import type { ReadAnswer, ReadOutcome } from "../../../claims/events.ts";
import { ask, Refused } from "../ask.ts";

/** What is sent to be read. */

/** Base64 is a third longer, and a request may have four megabytes. */
export const FILE_BYTES_MAX = 2_900_000;

export type TextDraft = {
  text: string;
  publisher: string;
  publishedAt: string;
  url: string;
  exercise: boolean;
};
export const emptyText: TextDraft = { text: "", publisher: "", publishedAt: "", url: "", exercise: false };

export type ReadInput = Readonly<Record<string, unknown>>;
export type ReadFound = {
  isRecorded: boolean;
  outcomes: ReadOutcome[];
  ownRoutes: ReadAnswer["ownRoutes"];
  ownRoutesMore: number;
  /** What was pasted; undefined for files, whose text the page has not. */
  text: string | undefined;
};

const LOOKS_LIKE_HTML = /^\s*(?:<!doctype html|<html|<article|<div|<p[\s>])/i;

function about({ publisher, publishedAt, url, exercise }: TextDraft, event: string | undefined): ReadInput {
  return {
    ...(publisher.trim() === "" ? {} : { publisher: publisher.trim() }),
    ...(publishedAt === "" ? {} : { publishedAt }),
    ...(url.trim() === "" ? {} : { url: url.trim() }),
    ...(event === undefined ? {} : { event }),
    exercise,
  };
}

export function inputOfText(draft: TextDraft, event: string | undefined): ReadInput {
  const { text } = draft;
  const words = LOOKS_LIKE_HTML.test(text) ? { name: "texte.html", html: text } : { name: "texte.txt", text };
  return { ...words, ...about(draft, event) };
}

export async function inputOfFile(
  file: File,
  draft: TextDraft,
  event: string | undefined,
): Promise<ReadInput> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  // In parts: a call has not room for a million arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return {
    name: file.name.slice(0, 200),
    base64: btoa(binary),
    ...(file.type === "" ? {} : { contentType: file.type.slice(0, 100) }),
    ...about(draft, event),
  };
}

/** A refusal that says which of the files it is about. */
const ofFile = ({ status, code, what, remedy, retryAfterSeconds }: Refused, name: string): Refused =>
  new Refused(status, code, what, name, remedy, retryAfterSeconds);

/** Reads one after the other, so that what is given together is joined together. Throws Refused, about a file by name. */
export async function readAll(
  inputs: readonly ReadInput[],
  isRecorded: boolean,
  text: string | undefined,
): Promise<ReadFound> {
  const found: ReadFound = { isRecorded, outcomes: [], ownRoutes: [], ownRoutesMore: 0, text };
  for (const body of inputs) {
    const path = isRecorded ? "/api/claims/documents" : "/api/claims/documents/preview";
    const { documents, ownRoutes, ownRoutesMore } = await ask<ReadAnswer>(path, { body }).catch(
      (error: unknown) => {
        throw error instanceof Refused ? ofFile(error, String(body.name)) : error;
      },
    );
    found.outcomes.push(...documents);
    found.ownRoutes.push(...ownRoutes);
    found.ownRoutesMore += ownRoutesMore;
  }
  return found;
}
