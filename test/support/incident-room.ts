import { catalogue } from "../../src/catalogue.ts";
import { startConsole } from "../../src/console/index.ts";
import {
  type IncidentSettings,
  incidentsSchema,
  incidentView,
  openIncidents,
} from "../../src/incidents/index.ts";
import type { JournalOptions } from "../../src/journal/index.ts";
import type { Actor } from "../../src/kernel/actor.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { Refusal } from "../../src/kernel/refusal.ts";
import type { Role } from "../../src/kernel/role.ts";
import { Cast } from "./console-harness.ts";
import { scenes } from "./console-scenes.ts";
import { temporaryJournal } from "./journal.ts";

/** The permanent cast of the crisis room. */
export const people = {
  alice: { type: "person", id: "alice", name: "Alice Martin" },
  bob: { type: "person", id: "bob", name: "Bob Lefèvre" },
  chloe: { type: "person", id: "chloe", name: "Chloé N’Diaye" },
} as const satisfies Record<string, Actor>;
export type PersonName = keyof typeof people;

export type RoomOptions = { settings?: Partial<IncidentSettings>; journal?: Partial<JournalOptions> };

/** The crisis room on a real journal in a temporary folder. */
export function temporaryRoom(options: RoomOptions = {}) {
  const place = temporaryJournal();
  const settings = { ...incidentsSchema.parse({}), ...options.settings };
  const open = () => {
    const journal = place.open({ catalogue, views: [incidentView], ...options.journal });
    const incidents = openIncidents({
      journal,
      dataFolder: place.folder,
      clock: place.clock,
      log: silentLog,
      settings,
    });
    const desk = { journal, clock: place.clock };
    const close = () => {
      incidents.close();
      journal.close();
    };
    return { journal, incidents, desk, close };
  };
  return { ...place, open, settings };
}

/** The same behind a console that listens. Who calls says so in a header that only this guard believes. */
export async function listeningRoom(options: RoomOptions = {}) {
  const place = temporaryRoom(options);
  const room = place.open();
  const cast = new Cast(scenes.calm as NonNullable<(typeof scenes)["calm"]>, place.clock);
  const page = await startConsole(
    { listen: "127.0.0.1:0", hosts: [] },
    cast.dependencies({
      journal: room.journal,
      routes: room.incidents.routes,
      uploadBytesMax: room.incidents.uploadBytesMax,
      onIncident: room.incidents.onChange,
      whoIs: async (request) => {
        const [person = "", role = "lead"] = (request.headers.get("x-test-person") ?? "").split(" ");
        const actor = people[person as PersonName];
        if (actor === undefined)
          return new Refusal("not-signed-in", "Nobody is signed in.", "console", "Sign in.");
        return { actor, role: role as Role, via: "session", lasts: () => true };
      },
    }),
  );
  /** Asks as a person: `ask("alice", "GET", "/api/incidents")`, or `"bob member"` for another role than lead. */
  async function ask(as: string, method: string, path: string, body?: unknown) {
    const response = await fetch(`${page.url}${path}`, {
      method,
      headers: { "x-test-person": as, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }
  return {
    ...place,
    ...room,
    url: page.url,
    ask,
    stop: async () => {
      await page.stop();
      room.close();
      place.verifyAndRemove();
    },
  };
}
export type ListeningRoom = Awaited<ReturnType<typeof listeningRoom>>;
