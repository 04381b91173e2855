import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../catalogue.ts";
import { forgetForeignVariables, type Settings } from "../config.ts";
import { claimsViews } from "../claims/index.ts";
import { carriesToken, startConsole } from "../console/index.ts";
import { gatewayEvents } from "../gateway/events.ts";
import { KeeperEnd, linkPath } from "../gateway/index.ts";
import { incidentView, openIncidents } from "../incidents/index.ts";
import { type Journal, type NewEntry, openJournal, type View } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { systemClock } from "../kernel/clock.ts";
import { writeFileDurably } from "../kernel/durable.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import type { Route } from "../kernel/route.ts";
import { noticesViews } from "../notices/index.ts";
import { openPeople, peopleViews } from "../people/index.ts";
import { statusViews } from "../status/index.ts";
import { version } from "../version.ts";
import { watchViews } from "../watch/index.ts";
import { checkpointRoute } from "./checkpoint-route.ts";
import { openPublicWord } from "./public-word.ts";
import { openRegister } from "./register.ts";
import { openTelling } from "./telling.ts";
import { openWatching } from "./watching.ts";

export type Keeper = {
  url: string;
  /** With it the first administrator comes in; undefined when there is one. */
  setupLink: string | undefined;
  routes: readonly Pick<Route, "method" | "path" | "needs">[];
  stop(reason: string): Promise<void>;
};

/** All tables that are made from the journal's entries. */
export const keeperViews: readonly View[] = [
  ...peopleViews,
  incidentView,
  ...noticesViews,
  ...statusViews,
  ...watchViews,
  ...claimsViews,
];

/** What was opened, to be closed in the opposite order. */
type Closing = Array<() => Promise<void> | void>;

/**
 * The trusted side: journal, link to the gateways, console. Rejects with a Refusal that says what is missing when a part
 * cannot be opened; nothing is left open then. A full disk alone does not keep it from starting: what is there can be read.
 */
export async function startKeeper(settings: Settings, log: Log): Promise<Keeper> {
  forgetForeignVariables();
  const closing: Closing = [];
  try {
    return await openKeeper(settings, log, closing);
  } catch (error) {
    await closeAll(closing, log);
    throw isFull(settings.dataFolder) ? tooFull(settings.dataFolder, error) : error;
  }
}

/** Free bytes below which SQLite cannot even open a file to read: its shared memory takes 32 KiB for each. */
const FREE_BYTES_MIN = 128 * 1024;

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < FREE_BYTES_MIN;
  } catch {
    return false;
  }
}

function tooFull(folder: string, error: unknown): Refusal {
  return new Refusal(
    "disk-full",
    `The disk is too full to start (${errorLine(error)}).`,
    folder,
    "Make a megabyte of room, then start again.",
  );
}

async function openKeeper(settings: Settings, log: Log, closing: Closing): Promise<Keeper> {
  const { dataFolder } = settings;
  const journal = openJournal({
    path: join(dataFolder, "beffroi.db"),
    keysFolder: join(dataFolder, "keys"),
    lane: "keeper",
    apart: true,
    clock: systemClock,
    catalogue,
    views: keeperViews,
    log,
  });
  closing.push(() => journal.close());
  const say = () => closing.push(sayStarted(journal, settings, log).stop);
  // The rooms count on a journal that has begun.
  const isFirst = journal.count() === 0;
  if (isFirst) say();
  const common = { journal, dataFolder, clock: systemClock, log };
  const incidents = openIncidents({ ...common, settings: settings.incidents });
  closing.push(() => incidents.close());
  const link = openLink(dataFolder, journal, log);
  closing.push(() => link.close());
  const status = openPublicWord(journal, settings.status, link);
  // Made at the start, so that the command line finds it at once.
  requireToken(dataFolder);
  const people = await openPeople({
    ...common,
    settings: settings.people,
    carriesToken: (authorization) => carriesToken(authorization, consoleToken(dataFolder)),
  });
  closing.push(() => people.close());
  const notices = openTelling(journal, settings, log);
  closing.push(() => notices.close());
  const watch = openWatching(journal, settings, notices, log);
  closing.push(() => watch.close());
  const claims = openRegister({ journal, settings, link, watch, log });
  closing.push(() => claims.close());
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
    routes: [
      checkpointRoute(journal, systemClock),
      ...routesOf(people, incidents, notices, status, watch, claims),
    ],
    uploadBytesMax: incidents.uploadBytesMax,
    onIncident: incidents.onChange,
    onWatch: watch.onMessage,
    onClaims: claims.onMessage,
    webFolder: join(import.meta.dir, "..", "..", "dist", "console"),
  });
  closing.push(() => page.stop());
  // Once all of it is there: a keeper that cannot start, and is tried again for days, must not fill the journal.
  if (!isFirst) say();
  notices.start();
  return {
    url: page.url,
    setupLink: people.setupLink(page.url),
    routes: page.routes,
    stop: async (reason) => {
      // Above the journal, below all others: said when no more acts come.
      closing.splice(1, 0, () => sayStopped(journal, reason));
      await closeAll(closing, log);
    },
  };
}

/** One part that fails to close does not keep the others open. */
async function closeAll(closing: Closing, log: Log): Promise<void> {
  for (const close of closing.splice(0).reverse()) {
    try {
      await close();
    } catch (error) {
      log("error", "a part of the keeper could not be closed", { reason: errorLine(error) });
    }
  }
}

/** How often what could not be written of the start is tried again, in ms. */
const SAY_AGAIN_MS = 10_000;

/** Writes that the keeper started; if the disk is full, as soon as there is room. */
function sayStarted(journal: Journal, { hash, sites, demo }: Settings, log: Log): { stop(): void } {
  const names = sites.map(({ name }) => name);
  const body = { version, configurationHash: hash, sites: names, demo };
  const occurredAt = new Date(systemClock.now()).toISOString();
  const say = (entry: Pick<NewEntry, "occurredAt">) =>
    journal.append({ actor: program("keeper"), kind: "keeper.started", subject: "keeper", body, ...entry });
  let timer: Timer | undefined;
  try {
    say({});
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "journal-disk-full") throw error;
    log("error", "the disk is full: people can read, and nothing can be written", {
      reason: errorLine(error),
    });
    timer = setInterval(() => {
      try {
        say({ occurredAt });
        clearInterval(timer);
      } catch {
        // Said once already.
      }
    }, SAY_AGAIN_MS);
  }
  return { stop: () => clearInterval(timer) };
}

function sayStopped(journal: Journal, reason: string): void {
  journal.append({ actor: program("keeper"), kind: "keeper.stopped", subject: "keeper", body: { reason } });
}

function routesOf(...rooms: readonly { routes: readonly Route[] }[]): Route[] {
  return rooms.flatMap(({ routes }) => routes);
}

function openLink(dataFolder: string, journal: Journal, log: Log): KeeperEnd {
  const path = linkPath(dataFolder);
  try {
    return new KeeperEnd({ path, clock: systemClock, log, record: recordIn(journal, log) });
  } catch (error) {
    throw new Refusal(
      "link-unusable",
      `The gateways' socket cannot be made (${errorLine(error)}).`,
      path,
      "See what lies at this path: its folder has to be one of the account that runs Beffroi.",
    );
  }
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

/**
 * The token that acts through the console's API need, as it is now: who renews it needs no restart. Made where there is
 * none, readable by this user only.
 */
function consoleToken(dataFolder: string): string {
  const path = tokenPath(dataFolder);
  if (!existsSync(path)) writeFileDurably(path, `${randomBytes(32).toString("base64url")}\n`, 0o600);
  return readFileSync(path, "utf8").trim();
}

function requireToken(dataFolder: string): void {
  if (consoleToken(dataFolder).length >= TOKEN_CHARACTERS_MIN) return;
  throw new Refusal(
    "token-damaged",
    "There is no token in this file.",
    tokenPath(dataFolder),
    "Remove the file: the next start makes a new one.",
  );
}

/** What was put there by hand may be shorter than ours, but must not be guessed. */
const TOKEN_CHARACTERS_MIN = 16;

function tokenPath(dataFolder: string): string {
  return join(dataFolder, "keys", "console.token");
}
