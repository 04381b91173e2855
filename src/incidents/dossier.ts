import { sliceTar, type SliceRequest } from "../journal/index.ts";
import type { Route } from "../kernel/route.ts";
import type { Incident } from "./events.ts";
import { contentDisposition } from "./evidence-routes.ts";
import type { FileStore } from "./file-store.ts";
import type { Desk } from "./perform.ts";
import { freeing, makePlaces, placeOf } from "./places.ts";
import { findIncident } from "./read.ts";
import { noSuchIncident } from "./refusals.ts";
import { incidentOf } from "./routes.ts";

/** An incident as a folder that a stranger can check: its entries, what proves them, its files. */

/** Dossiers made or fetched at once, by all and by one; each holds its entries in memory. */
const DOSSIERS_MAX = 3;
const DOSSIERS_OF_ONE_MAX = 1;

export function dossierRoute(desk: Desk, files: FileStore): Route {
  const places = makePlaces(DOSSIERS_MAX, DOSSIERS_OF_ONE_MAX);
  return {
    method: "GET",
    path: "/api/incidents/:incident/dossier",
    needs: "lead",
    answer: async (call) => {
      const id = incidentOf(call);
      const incident = findIncident(desk.journal, id);
      if (incident === undefined) throw noSuchIncident(id);
      const free = places.take(placeOf(call));
      try {
        const slice = await desk.journal.slice(sliceRequest(desk, files, incident));
        return new Response(freeing(sliceTar(slice), free), {
          headers: {
            "content-type": "application/x-tar",
            "content-disposition": contentDisposition(`${slice.name}-${id}.tar`),
            "cache-control": "no-store",
          },
        });
      } catch (error) {
        free();
        throw error;
      }
    },
  };
}

/** All entries of its timeline, and the files that they name: enclosed if they are on this machine, named if not. */
function sliceRequest({ journal }: Desk, files: FileStore, incident: Incident): SliceRequest {
  const select = journal
    .query<{ position: number }>(
      "SELECT position FROM incident_timeline WHERE incident = ? ORDER BY position",
      incident.id,
    )
    .map(({ position }) => position);
  const named = journal
    .query<{ sha256: string }>(
      `SELECT DISTINCT item ->> '$.sha256' AS sha256 FROM incident_items
       WHERE incident = ? AND type IN ('evidence', 'report', 'debrief') ORDER BY 1`,
      incident.id,
    )
    .map(({ sha256 }) => sha256);
  return {
    title: `${incident.exercise ? "EXERCICE — " : ""}${incident.title} (${incident.id})`,
    select,
    evidence: named.filter(files.has).map((sha256) => ({ sha256, path: files.pathOf(sha256) })),
    absent: named.filter((sha256) => !files.has(sha256)),
  };
}
