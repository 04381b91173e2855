import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../catalogue.ts";
import { forgetForeignVariables, type Settings } from "../config.ts";
import { carriesToken, startConsole } from "../console/index.ts";
import { gatewayEvents } from "../gateway/events.ts";
import { KeeperEnd, linkPath } from "../gateway/index.ts";
import { incidentView, openIncidents } from "../incidents/index.ts";
import { type Journal, openJournal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { systemClock } from "../kernel/clock.ts";
import { writeFileDurably } from "../kernel/durable.ts";
import type { Log } from "../kernel/log.ts";
import type { Route } from "../kernel/route.ts";
import { noticesViews } from "../notices/index.ts";
import { openPeople, peopleViews } from "../people/index.ts";
import { statusViews } from "../status/index.ts";
import { version } from "../version.ts";
import { checkpointRoute } from "./checkpoint-route.ts";
import { openPublicWord } from "./public-word.ts";
import { openTelling } from "./telling.ts";

export type Keeper = {
  url: string;
  /** With it the first administrator comes in; undefined when there is one. */
  setupLink: string | undefined;
  routes: readonly Pick<Route, "method" | "path" | "needs">[];
  stop(reason: string): Promise<void>;
};

/** The trusted side: journal, link to the gateways, console. */
export async function startKeeper(settings: Settings, log: Log): Promise<Keeper> {
  forgetForeignVariables();
  const journal = openJournal({
    path: join(settings.dataFolder, "beffroi.db"),
    keysFolder: join(settings.dataFolder, "keys"),
    lane: "keeper",
    clock: systemClock,
    catalogue,
    views: [...peopleViews, incidentView, ...noticesViews, ...statusViews],
  });
  const incidents = openIncidents({
    journal,
    dataFolder: settings.dataFolder,
    clock: systemClock,
    log,
    settings: settings.incidents,
  });
  const sites = settings.sites.map((site) => site.name);
  const started = { version, configurationHash: settings.hash, sites, demo: settings.demo };
  journal.append({ actor: program("keeper"), kind: "keeper.started", subject: "keeper", body: started });
  const link = new KeeperEnd({
    path: linkPath(settings.dataFolder),
    clock: systemClock,
    log,
    record: recordIn(journal, log),
  });
  const status = openPublicWord(journal, settings.status, link);
  // Made at the start, so that the command line finds it at once.
  consoleToken(settings.dataFolder);
  const people = await openPeople({
    dataFolder: settings.dataFolder,
    journal,
    clock: systemClock,
    log,
    settings: settings.people,
    carriesToken: (authorization) => carriesToken(authorization, consoleToken(settings.dataFolder)),
  });
  const notices = openTelling(journal, settings, log);
  const page = await startConsole(settings.console, {
    clock: systemClock,
    log,
    version,
    siteUrls: siteUrls(settings),
    demo: settings.demo,
    journal,
    gateways: () => link.connected(),
    history: () => link.history(),
    onDigest: (listener) => link.onDigest(listener),
    command: (site, command) => link.command(site, command),
    whoIs: people.whoIs,
    refused: people.refused,
    routes: [checkpointRoute(journal, systemClock), ...routesOf(people, incidents, notices, status)],
    uploadBytesMax: incidents.uploadBytesMax,
    onIncident: incidents.onChange,
    webFolder: join(import.meta.dir, "..", "..", "dist", "console"),
  });
  notices.start();
  return {
    url: page.url,
    setupLink: people.setupLink(page.url),
    routes: page.routes,
    stop: async (reason) => {
      await page.stop();
      await notices.close();
      people.close();
      link.close();
      incidents.close();
      journal.append({
        actor: program("keeper"),
        kind: "keeper.stopped",
        subject: "keeper",
        body: { reason },
      });
      journal.close();
    },
  };
}

function routesOf(...rooms: readonly { routes: readonly Route[] }[]): Route[] {
  return rooms.flatMap(({ routes }) => routes);
}

/** Writes what a gateway says of itself. It is the hostile side: a role, a statement or a decision is not its to write. */
function recordIn(journal: Journal, log: Log): ConstructorParameters<typeof KeeperEnd>[0]["record"] {
  return (source, sequence, { kind, subject, body, at }) => {
    if (!Object.hasOwn(gatewayEvents, kind)) {
      log("error", "a gateway said what is not its to say; it was not written", { source, kind });
      return;
    }
    const occurredAt = new Date(at).toISOString();
    journal.appendOnce({ source, sequence }, { actor: program(source), kind, subject, body, occurredAt });
  };
}

function siteUrls(settings: Settings): string[] {
  const plain = settings.gateway.listen.map((address) => `http://${address}`);
  return [...plain, ...settings.gateway.listen_tls.map((address) => `https://${address}`)];
}

/** The token that acts through the console's API need; made at the first start, readable by this user only. */
function consoleToken(dataFolder: string): string {
  const path = join(dataFolder, "keys", "console.token");
  if (!existsSync(path)) writeFileDurably(path, `${randomBytes(32).toString("base64url")}\n`, 0o600);
  return readFileSync(path, "utf8").trim();
}
