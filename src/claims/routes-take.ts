import { z } from "zod";
import { json } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { GuardedCall, Route } from "../kernel/route.ts";
import { line } from "../kernel/text.ts";
import type { OwnRoute, ReadAnswer, ReadOutcome } from "./answers.ts";
import { requireRow } from "./event-acts.ts";
import { eventIdSchema, NAME_CHARACTERS_MAX } from "./events.ts";
import type { OwnSite } from "./react.ts";
import { type DocumentInput, readBytes, readOwnTargets } from "./read/index.ts";
import { type ReadingDesk, readOne } from "./read-document.ts";

/** The routes that take documents in. */

export type Taking = ReadingDesk & {
  readonly ownSites: readonly OwnSite[];
  changed(event: string): void;
};

/** Largest body: a document of two megabytes in the characters that take most, or in base64. */
export const TAKEN_BYTES_MAX = 4 * 1024 * 1024;
/** Documents that one act reads: a feed or an export of a channel brings many. */
export const DOCUMENTS_PER_ACT_MAX = 200;
const OWN_ROUTES_MAX = 100;

const date = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
export const inputSchema = z
  .object({
    name: line(NAME_CHARACTERS_MAX).min(1),
    text: z.string().optional(),
    html: z.string().optional(),
    base64: z.base64().optional(),
    contentType: line(100).optional(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    title: line(NAME_CHARACTERS_MAX).optional(),
    publisher: line(NAME_CHARACTERS_MAX).optional(),
    publishedAt: date.optional(),
    exercise: z.boolean().default(false),
    /** The event that it belongs to, whatever the machine thinks. */
    event: eventIdSchema.optional(),
  })
  .strict();
type Input = z.infer<typeof inputSchema>;

export function takeRoutes(desk: Taking): Route[] {
  const route = (path: string, write: boolean): Route => ({
    method: "POST",
    path,
    needs: "member",
    answer: async (call) => json(await take(desk, call, write)),
  });
  return [route("/api/claims/documents/preview", false), route("/api/claims/documents", true)];
}

async function take(desk: Taking, { request, caller }: GuardedCall, write: boolean): Promise<ReadAnswer> {
  const input = checked(inputSchema, await jsonBody(request, TAKEN_BYTES_MAX));
  if (input.event !== undefined) requireRow(desk, input.event);
  const bytes = bytesOf(input);
  const source = sourceOf(input);
  const found = readBytes(bytes, source);
  if (found.length > DOCUMENTS_PER_ACT_MAX) throw tooMany(found.length);
  const documents: ReadOutcome[] = [];
  for (const one of found) {
    const given = { input: withSaid(one, input), exercise: input.exercise, event: input.event };
    documents.push(readOne(desk, given, caller.actor, write));
    // Others get their turn between two documents.
    await Bun.sleep(0);
  }
  if (write) {
    const read = documents.filter(({ refused, known }) => refused === null && !known);
    const events = read.flatMap(({ event, attacks }) => [event, ...attacks.map((attack) => attack.event)]);
    for (const event of new Set(events)) desk.changed(event);
  }
  const own = ownRoutes(desk, bytes, source);
  return {
    documents,
    ownRoutes: own.slice(0, OWN_ROUTES_MAX),
    ownRoutesMore: Math.max(0, own.length - OWN_ROUTES_MAX),
  };
}

function bytesOf({ text, html, base64 }: Input): Uint8Array {
  const given = [text, html, base64].filter((one) => one !== undefined);
  if (given.length !== 1) {
    throw new Refusal(
      "bad-request",
      "A document comes as text, as html or as base64: exactly one of them.",
      "request",
      "Leave the others out.",
    );
  }
  return base64 === undefined ? Buffer.from(text ?? html ?? "", "utf8") : Buffer.from(base64, "base64");
}

function sourceOf({ name, contentType, html }: Input): { name: string; contentType?: string } {
  const type = contentType ?? (html === undefined ? undefined : "text/html; charset=utf-8");
  return type === undefined ? { name } : { name, contentType: type };
}

/** What the person says of the document goes before what the document says of itself. */
function withSaid(found: DocumentInput, { url, title, publisher, publishedAt }: Input): DocumentInput {
  return {
    ...found,
    ...(url === undefined ? {} : { url }),
    ...(title === undefined ? {} : { title }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
  };
}

/**
 * Which routes of our own sites the list names: what the gateway will have to bear. Told to the one who brought the list
 * and kept nowhere; of other hosts, nothing.
 */
function ownRoutes({ ownSites }: Taking, bytes: Uint8Array, source: { name: string }): OwnRoute[] {
  const hosts = new Set(ownSites.flatMap((site) => site.hosts.map((host) => host.toLowerCase())));
  if (hosts.size === 0) return [];
  return readOwnTargets(bytes, source, hosts).map(({ host, path, times }) => ({
    host,
    route: path,
    count: times,
  }));
}

function tooMany(count: number): Refusal {
  return new Refusal(
    "too-many-documents",
    `${count} documents are in it, and ${DOCUMENTS_PER_ACT_MAX} are read at once.`,
    "request",
    "Send it in parts.",
  );
}
