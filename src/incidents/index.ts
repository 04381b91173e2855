import { join } from "node:path";
import type { Journal } from "../journal/index.ts";
import type { Clock } from "../kernel/clock.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { Log } from "../kernel/log.ts";
import type { Route } from "../kernel/route.ts";
import { openAids } from "./aids.ts";
import { changesOf } from "./change.ts";
import type { IncidentSettings } from "./config.ts";
import type { IncidentChange } from "./events.ts";
import { dossierRoute } from "./dossier.ts";
import { evidenceRoutes, namedFile } from "./evidence-routes.ts";
import { openFileStore } from "./file-store.ts";
import { watchSieges } from "./react.ts";
import { reportRoutes } from "./report/routes.ts";
import { roomRoutes } from "./routes.ts";

/** The crisis room's only door. */
export { type IncidentSettings, incidentsSchema } from "./config.ts";
export { incidentView } from "./views.ts";

export type IncidentsOptions = {
  /** Opened with `incidentView` among its views. */
  journal: Journal;
  dataFolder: string;
  clock: Clock;
  log: Log;
  settings: IncidentSettings;
};

export type Incidents = {
  readonly routes: readonly Route[];
  /** Largest body that a route reads, and a little more: so that it is the route that refuses, and says why. */
  readonly uploadBytesMax: number;
  /** Calls `listener` after each entry about an incident; the function returned ends that. */
  onChange(listener: (change: IncidentChange) => void): () => void;
  close(): void;
};

const UPLOAD_BYTES_BEYOND = 1_000_000;

/** How often what was held back of a flapping posture is looked at. */
const SIEGES_EVERY_MS = 60_000;

/** Opens the room: takes in what happened while nobody looked, sweeps the files, then follows the journal. */
export function openIncidents(options: IncidentsOptions): Incidents {
  const { journal, clock, log, settings } = options;
  const desk = { journal, clock };
  const files = openFileStore(
    join(options.dataFolder, "evidence"),
    { bytesMax: settings.evidence_bytes_max, totalBytesMax: settings.evidence_total_bytes_max },
    clock,
    (sha256) => namedFile(desk, sha256) !== undefined,
  );
  const sieges = watchSieges(journal, clock, log);
  sieges.catchUp();
  const timer = setInterval(() => sieges.catchUp(), SIEGES_EVERY_MS);
  const listeners = new Set<{ listener: (change: IncidentChange) => void }>();
  const stop = journal.follow((stored) => {
    if (stored.entry.kind === "gateway.posture-changed") sieges.catchUp();
    if (listeners.size === 0) return;
    for (const change of changesOf(journal, stored)) {
      for (const { listener } of [...listeners]) {
        try {
          listener(change);
        } catch (error) {
          log("error", "a listener of the crisis room failed", { reason: errorLine(error) });
        }
      }
    }
  });
  const aids = openAids({ desk, dataFolder: options.dataFolder, files, log, settings });
  return {
    routes: [
      ...roomRoutes(desk),
      ...evidenceRoutes(desk, files),
      ...aids.routes,
      dossierRoute(desk, files),
      ...reportRoutes({ ...desk, files, town: settings.town, log }),
    ],
    uploadBytesMax: settings.evidence_bytes_max + UPLOAD_BYTES_BEYOND,
    onChange(listener) {
      const listening = { listener };
      listeners.add(listening);
      return () => {
        listeners.delete(listening);
      };
    },
    close() {
      clearInterval(timer);
      aids.close();
      stop();
    },
  };
}
