import { Refusal } from "../kernel/refusal.ts";
import type { Route } from "../kernel/route.ts";
import { contentDisposition } from "./evidence-routes.ts";
import type { FileStore } from "./file-store.ts";
import type { Desk } from "./perform.ts";
import { findIncident } from "./read.ts";
import { noSuchIncident } from "./refusals.ts";
import { incidentOf } from "./routes.ts";

/** An incident as a folder that a stranger can check: its entries, their proofs, its files. */

export type Slice = {
  incident: string;
  /** Positions of the entries in the journal, in order. */
  positions: number[];
  /** Files that the entries name and that are on this machine. `path` is where the bytes lie. */
  files: { sha256: string; path: string }[];
};

/** Makes the folder, as a .tar, while it is read. */
export type SliceTar = (slice: Slice) => ReadableStream<Uint8Array>;

export function dossierRoute(desk: Desk, files: FileStore, sliceTar: SliceTar | undefined): Route {
  return {
    method: "GET",
    path: "/api/incidents/:incident/dossier",
    needs: "lead",
    answer: (call) => {
      const incident = incidentOf(call);
      if (findIncident(desk.journal, incident) === undefined) throw noSuchIncident(incident);
      if (sliceTar === undefined) throw notAvailable(incident);
      return new Response(sliceTar(sliceOf(desk, files, incident)), {
        headers: {
          "content-type": "application/x-tar",
          "content-disposition": contentDisposition(`dossier-${incident}.tar`),
          "cache-control": "no-store",
        },
      });
    },
  };
}

export function sliceOf({ journal }: Desk, files: FileStore, incident: string): Slice {
  const positions = journal
    .query<{ position: number }>(
      "SELECT position FROM incident_timeline WHERE incident = ? ORDER BY position",
      incident,
    )
    .map(({ position }) => position);
  const named = journal
    .query<{ sha256: string }>(
      `SELECT DISTINCT item ->> '$.sha256' AS sha256 FROM incident_items
       WHERE incident = ? AND type IN ('evidence', 'report', 'debrief') ORDER BY 1`,
      incident,
    )
    .filter(({ sha256 }) => files.has(sha256));
  return { incident, positions, files: named.map(({ sha256 }) => ({ sha256, path: files.pathOf(sha256) })) };
}

function notAvailable(incident: string): Refusal {
  return new Refusal(
    "not-available",
    "This keeper cannot make a dossier.",
    incident,
    "Export the journal with the command line.",
  );
}
