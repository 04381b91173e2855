import { z } from "zod";
import { json } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked } from "../kernel/request.ts";
import type { GuardedCall, Route } from "../kernel/route.ts";
import { fresh, says } from "./acts.ts";
import { incidentEvents, itemIdSchema } from "./events.ts";
import { type FileStore, UPLOADS_MAX } from "./file-store.ts";
import { type Desk, perform } from "./perform.ts";
import { makePlaces, placeOf } from "./places.ts";
import { findIncident } from "./read.ts";
import { noSuchIncident } from "./refusals.ts";
import { incidentOf } from "./routes.ts";

/** Evidence in and out: bytes as they came, never run, never shown in the page. */

const addEvidence = says("member", "incident.evidence-added", fresh);

const evidenceQuery = z.object({
  id: itemIdSchema,
  name: incidentEvents["incident.evidence-added"].shape.name,
  description: incidentEvents["incident.evidence-added"].shape.description,
  occurredAt: z.iso.datetime({ precision: 3 }).optional(),
});

const hash = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** Files fetched at once, by all and by one; each holds half a megabyte. */
export const FETCHES_MAX = 32;
export const FETCHES_OF_ONE_MAX = 6;
/** Files sent at once by one person; of all, UPLOADS_MAX. */
export const UPLOADS_OF_ONE_MAX = 3;

export function evidenceRoutes(desk: Desk, files: FileStore): Route[] {
  const uploads = makePlaces(UPLOADS_MAX, UPLOADS_OF_ONE_MAX);
  const fetches = makePlaces(FETCHES_MAX, FETCHES_OF_ONE_MAX);
  return [
    {
      method: "POST",
      path: "/api/incidents/:incident/evidence",
      needs: addEvidence.needs,
      answer: async (call) => {
        const free = uploads.take(placeOf(call));
        try {
          return await takeIn(desk, files, call);
        } finally {
          free();
        }
      },
    },
    {
      method: "GET",
      path: "/api/files/:sha256",
      needs: "observer",
      answer: (call) => {
        const { sha256 } = checked(hash, { sha256: call.param("sha256") });
        const known = namedFile(desk, sha256);
        if (known === undefined || !files.has(sha256)) throw noSuchFile(sha256, known !== undefined);
        const free = fetches.take(placeOf(call));
        const file = files.read(sha256, free);
        if (file === undefined) {
          free();
          throw noSuchFile(sha256, true);
        }
        return attachment(file, call.query("name") ?? known.name);
      },
    },
  ];
}

async function takeIn(desk: Desk, files: FileStore, call: GuardedCall): Promise<Response> {
  const { request, query, caller } = call;
  const incident = incidentOf(call);
  const names = ["id", "name", "description", "occurredAt"];
  const asked = Object.fromEntries(names.map((name) => [name, query(name)]));
  const { occurredAt, ...said } = checked(evidenceQuery, asked);
  requireBytes(request);
  const asks = { incident, actor: caller.actor, occurredAt };
  requireTaken(desk, incident);
  const answer = await files.keep(request.body ?? [], ({ sha256, bytes }) =>
    perform(desk, addEvidence, { ...said, sha256, bytes }, asks),
  );
  return json(answer);
}

/** Before megabytes are received for nothing. */
function requireTaken({ journal }: Desk, id: string): void {
  const incident = findIncident(journal, id);
  if (incident === undefined) throw noSuchIncident(id);
}

function requireBytes(request: Request): void {
  const type = request.headers.get("content-type") ?? "";
  if (/^application\/octet-stream\s*(;|$)/i.test(type)) return;
  throw new Refusal(
    "wrong-type",
    "Files are sent as they are.",
    "header Content-Type",
    "Send Content-Type: application/octet-stream.",
  );
}

type NamedFile = { name: string; type: "evidence" | "report" };

/** What the journal says of a file, or undefined when no entry names it. */
export function namedFile({ journal }: Desk, sha256: string): NamedFile | undefined {
  return journal.query<NamedFile>("SELECT name, type FROM incident_files WHERE sha256 = ?", sha256)[0];
}

export function noSuchFile(sha256: string, isNamed: boolean): Refusal {
  return isNamed
    ? new Refusal(
        "not-found",
        "The journal names this file, but it is not on this machine.",
        sha256,
        "Look on the machine where it was received, or in a backup.",
      )
    : new Refusal(
        "not-found",
        "No entry names this file.",
        sha256.slice(0, 64),
        "Look at the incident again.",
      );
}

/** Whatever the bytes are, a browser saves them: no sniffing, no page, no script, no frame. */
function attachment(stream: ReadableStream<Uint8Array>, name: string): Response {
  return new Response(stream, {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": contentDisposition(name),
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}

/**
 * An attachment of this name (RFC 6266), in ASCII for old programs and in UTF-8 (RFC 8187). No folder, no control
 * character and none that reverses the reading direction, which would make "exe.pdf" of "fdp.exe".
 */
export function contentDisposition(name: string): string {
  const clean =
    name
      .toWellFormed()
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
      .replace(/[/\\:]/g, "_")
      .trim()
      .slice(0, 255)
      .toWellFormed() || "fichier";
  const ascii = clean
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9 ._-]/g, "_");
  const encoded = encodeURIComponent(clean).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
