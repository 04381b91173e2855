import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { catalogue } from "../../src/catalogue.ts";
import { type Console, startConsole } from "../../src/console/index.ts";
import { type Journal, openJournal } from "../../src/journal/index.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { writeFileDurably } from "../../src/kernel/durable.ts";
import { silentLog } from "../../src/kernel/log.ts";
import {
  openPeople,
  type People,
  type PeopleSettings,
  peopleSchema,
  peopleViews,
} from "../../src/people/index.ts";
import { Browser, type Cast, enrol, type Name } from "./cast.ts";
import { Cast as Scenes, TOKEN } from "./console-harness.ts";
import { scenes } from "./console-scenes.ts";

export { TOKEN };

/** The real console with the real room of people, journal and accounts.db in a temporary folder. Only the clock is a stand-in. */
export type PeopleHouse = {
  folder: string;
  clock: ManualClock;
  journal: Journal;
  people: People;
  url: string;
  /** Fails the next entries, as a full disk would. */
  failing: { journal: boolean };
  browser(headers?: Record<string, string>): Browser;
  /** Entries of a kind, oldest first. */
  entries(kind: string): { subject: string; body: Record<string, unknown>; actor: { name: string } }[];
  /** Closes everything and opens it again on the same folder, as after a restart. */
  restart(): Promise<void>;
  /** Closes everything and leaves the folder. */
  stop(): Promise<void>;
  close(): Promise<void>;
};

export type HouseTerms = {
  settings?: Partial<PeopleSettings>;
  /** Where the console listens; any free port if left out. */
  port?: number;
  certificate?: { certificate: string; certificate_key: string };
  /** Files of the data folder that it begins with. */
  files?: Files;
};

export async function openHouse(terms: HouseTerms = {}): Promise<PeopleHouse> {
  const folder = mkdtempSync(join(tmpdir(), "beffroi-people-"));
  for (const [name, bytes] of terms.files ?? []) writeFileDurably(join(folder, name), bytes, 0o600);
  const clock = new ManualClock();
  const failing = { journal: false };
  let running: Console;
  const house = { folder, clock, failing } as PeopleHouse;

  async function open(): Promise<void> {
    const journal = openJournal({
      path: join(folder, "beffroi.db"),
      keysFolder: join(folder, "keys"),
      lane: "keeper",
      clock,
      catalogue,
      views: peopleViews,
    });
    const people = await openPeople({
      dataFolder: folder,
      journal: failable(journal, failing),
      clock,
      log: silentLog,
      settings: { ...peopleSchema.parse({}), ...terms.settings },
      carriesToken: (authorization) => authorization === `Bearer ${TOKEN}`,
    });
    const scene = scenes.calm;
    if (scene === undefined) throw new Error("no scene");
    const dependencies = new Scenes(scene).dependencies({
      clock,
      journal,
      whoIs: people.whoIs,
      refused: people.refused,
      routes: people.routes,
    });
    const settings = {
      listen: `127.0.0.1:${terms.port ?? 0}`,
      hosts: ["console.ville.lan"],
      ...terms.certificate,
    };
    running = await startConsole(settings, dependencies);
    Object.assign(house, { journal, people, url: running.url });
  }

  async function shut(): Promise<void> {
    await running.stop();
    house.people.close();
    house.journal.close();
  }

  try {
    await open();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return Object.assign(house, {
    browser: (headers?: Record<string, string>) => new Browser(house.url, headers),
    entries: (kind: string) =>
      house.journal
        .read({ after: 0, limit: 1_000 })
        .map(({ entry }) => entry)
        .filter((entry) => entry.kind === kind) as unknown as ReturnType<PeopleHouse["entries"]>,
    restart: async () => {
      await shut();
      await open();
    },
    stop: shut,
    close: async () => {
      await shut();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

type Files = ReadonlyMap<string, Uint8Array>;

let model: Promise<{ files: Files; cast: Cast }> | undefined;

/**
 * A house in which the whole cast is signed in: a copy of one that is made once in a test file, for hashing five passwords
 * takes longer than most tests.
 */
export async function peopledHouse(terms: HouseTerms = {}): Promise<{ house: PeopleHouse; cast: Cast }> {
  model ??= makeModel();
  const { files, cast } = await model;
  const house = await openHouse({ ...terms, files });
  const moved = Object.entries(cast).map(([name, { id, browser }]) => {
    const own = house.browser();
    for (const [cookie, value] of browser.cookies) own.cookies.set(cookie, value);
    return [name, { id, browser: own }] as const;
  });
  return { house, cast: Object.fromEntries(moved) as Record<Name, Cast[Name]> };
}

async function makeModel(): Promise<{ files: Files; cast: Cast }> {
  const house = await openHouse();
  const cast = await enrol(house.url, house.people.setupLink(house.url));
  await house.stop();
  const names = readdirSync(house.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(house.folder, join(entry.parentPath, entry.name)));
  const files = new Map(names.map((name) => [name, readFileSync(join(house.folder, name))]));
  rmSync(house.folder, { recursive: true, force: true });
  return { files, cast };
}

function failable(journal: Journal, failing: { journal: boolean }): Journal {
  const check = () => {
    if (failing.journal) throw new Error("disk I/O error");
  };
  return {
    ...journal,
    append: (event) => {
      check();
      return journal.append(event);
    },
    appendAll: (events) => {
      check();
      return journal.appendAll(events);
    },
  };
}
