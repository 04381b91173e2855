import { join } from "node:path";
import type { Log } from "../kernel/log.ts";
import type { Route } from "../kernel/route.ts";
import { clockRoutes } from "./clocks/routes.ts";
import { startWarnings } from "./clocks/warn.ts";
import type { IncidentSettings } from "./config.ts";
import { exerciseRoutes } from "./exercise/routes.ts";
import type { FileStore } from "./file-store.ts";
import type { Desk } from "./perform.ts";
import { playbookRoutes } from "./playbook/routes.ts";
import { openSheets } from "./playbook/sheets.ts";

/** What helps the cell beside its log: clocks of law, reflex sheets, exercises. */

export type AidsOptions = {
  desk: Desk;
  dataFolder: string;
  files: FileStore;
  log: Log;
  settings: IncidentSettings;
};

export type Aids = { readonly routes: readonly Route[]; close(): void };

/** The sheets that come with the program. */
export const SHIPPED_SHEETS = join(import.meta.dir, "..", "..", "playbooks");

export function openAids({ desk, dataFolder, files, log, settings }: AidsOptions): Aids {
  const sheets = openSheets(SHIPPED_SHEETS, join(dataFolder, "playbooks"));
  const stopWarnings = startWarnings({ ...desk, log });
  return {
    routes: [
      ...clockRoutes({ desk, settings }),
      ...playbookRoutes(desk, sheets),
      ...exerciseRoutes({ ...desk, files, town: settings.town }),
    ],
    close: stopWarnings,
  };
}
