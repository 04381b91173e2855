import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue } from "../../src/catalogue.ts";
import { claimsSchema, claimsViews, openClaims } from "../../src/claims/index.ts";
import { carriesToken, startConsole } from "../../src/console/index.ts";
import { findIncident, listIncidents } from "../../src/incidents/read.ts";
import { incidentsSchema, incidentView, openIncidents } from "../../src/incidents/index.ts";
import { type Journal, openJournal } from "../../src/journal/index.ts";
import { program } from "../../src/kernel/actor.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { noticesSchema, noticesViews, openNotices } from "../../src/notices/index.ts";
import { openPeople, type People, peopleSchema, peopleViews } from "../../src/people/index.ts";
import { makeDirectory } from "../../src/people/views.ts";
import { checkpointRoute } from "../../src/processes/checkpoint-route.ts";
import { watchPort } from "../../src/processes/register.ts";
import { openStatus, type PublicWord, statusSchema, statusViews } from "../../src/status/index.ts";
import { openWatch, watchSchema, watchViews } from "../../src/watch/index.ts";
import { Cast, TOKEN, WEB_FOLDER } from "./console-harness.ts";
import { scenes } from "./console-scenes.ts";

/**
 * The whole console as a person meets it: the real journal and rooms of people, incidents, notices, the public's word, the
 * watch (which nobody probes for) and the register in a temporary folder, at the real time; only the sites' figures are
 * drawn from a scene.
 */
export type WholeHouse = {
  /** Under the name localhost, where browsers allow passkeys. */
  url: string;
  folder: string;
  journal: Journal;
  people: People;
  /** What the gateways were told last. */
  word(): PublicWord | undefined;
  /** The set-up link, as the start prints it; undefined when there is an administrator. */
  setupLink(): string | undefined;
  /** Nobody can reach the console while this is done; then it listens again where it did. */
  away(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

export type WholeHouseTerms = {
  listen?: string;
  scene?: string;
  webFolder?: string;
  town?: string;
  /** Settings of the room that tells people; `folder` is where their secrets may lie. */
  notices?: (folder: string) => Record<string, unknown>;
};

export async function openWholeHouse(terms: WholeHouseTerms = {}): Promise<WholeHouse> {
  const folder = mkdtempSync(join(tmpdir(), "beffroi-house-"));
  const journal = journalIn(folder);
  const started = { version: "0.1.0", configurationHash: "0".repeat(64), sites: ["mairie"], demo: false };
  journal.append({ actor: program("keeper"), kind: "keeper.started", subject: "keeper", body: started });
  const parts = { dataFolder: folder, journal, clock: systemClock, log: silentLog };
  const incidents = openIncidents({ ...parts, settings: incidentsSchema.parse({}) });
  const people = await openPeople({
    ...parts,
    settings: peopleSchema.parse({}),
    carriesToken: (authorization) => carriesToken(authorization, TOKEN),
  });
  const directory = makeDirectory(journal);
  const notices = openNotices({
    ...parts,
    settings: noticesSchema.parse(terms.notices?.(folder) ?? {}),
    contacts: () => directory.contacts(),
    isExercise: (incident) => findIncident(journal, incident)?.exercise,
    pace: { waitMs: 300, waitMsMax: 2_000, repeatWaitMs: 300, attemptsMax: 50 },
  });
  let word: PublicWord | undefined;
  const status = openStatus({
    journal,
    settings: statusSchema.parse({ town: terms.town ?? "Ville de Démo" }),
    incident: (id) => findIncident(journal, id),
    exerciseOpen: () => listIncidents(journal).some(({ state, exercise }) => state === "open" && exercise),
    tell: (told) => {
      word = told;
    },
  });
  const { watch, claims } = openWatching(parts, terms);
  const scene = scenes[terms.scene ?? "calm"];
  if (scene === undefined) throw new Error(`there is no scene ${terms.scene}`);
  const cast = new Cast(scene, systemClock, 900);
  const ticking = setInterval(() => scene.hasDigests && cast.tick(), 1_000);
  const checkpoint = checkpointRoute(journal, systemClock);
  const dependencies = cast.dependencies({
    journal,
    whoIs: people.whoIs,
    refused: people.refused,
    routes: [
      checkpoint,
      ...[people, incidents, notices, status, watch, claims].flatMap(({ routes }) => routes),
    ],
    uploadBytesMax: incidentsSchema.parse({}).evidence_bytes_max,
    onIncident: incidents.onChange,
    onWatch: watch.onMessage,
    onClaims: claims.onMessage,
    webFolder: terms.webFolder ?? WEB_FOLDER,
  });
  const listen = (address: string) => startConsole({ listen: address, hosts: [] }, dependencies);
  notices.start();
  let page = await listen(terms.listen ?? "127.0.0.1:0");
  const url = `http://localhost:${new URL(page.url).port}`;
  return {
    url,
    folder,
    journal,
    people,
    word: () => word,
    setupLink: () => people.setupLink(url),
    away: async (meanwhile) => {
      const { host } = new URL(page.url);
      await page.stop();
      await meanwhile();
      page = await listen(host);
    },
    stop: async () => {
      clearInterval(ticking);
      await page.stop();
      await notices.close();
      claims.close();
      await watch.close();
      people.close();
      incidents.close();
      journal.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function journalIn(folder: string): Journal {
  return openJournal({
    path: join(folder, "beffroi.db"),
    keysFolder: join(folder, "keys"),
    lane: "keeper",
    clock: systemClock,
    catalogue,
    views: [...peopleViews, incidentView, ...noticesViews, ...statusViews, ...watchViews, ...claimsViews],
  });
}

type Parts = Omit<Parameters<typeof openWatch>[0], "settings">;

/** Nobody probes, and no gateway stands ready. */
function openWatching(parts: Parts, { town = "Ville de Démo" }: WholeHouseTerms) {
  const watch = openWatch({ ...parts, settings: watchSchema.parse({}) });
  const claims = openClaims({
    ...parts,
    settings: claimsSchema.parse({}),
    watch: watchPort(parts.journal, watch),
    ownSites: [],
    look: { town, colour: "#1f3a5f", zone: "Europe/Paris" },
    alert: async () => {},
    tellRoom: () => {},
  });
  return { watch, claims };
}
