import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../src/catalogue.ts";
import { startConsole } from "../../src/console/index.ts";
import type { Journal } from "../../src/journal/index.ts";
import type { ManualClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import type { Role } from "../../src/kernel/role.ts";
import { openWatch, watchSchema, watchViews } from "../../src/watch/index.ts";
import { Cast } from "./console-harness.ts";
import { scenes } from "./console-scenes.ts";
import { temporaryJournal } from "./journal.ts";
import { FakeProber } from "./watch-room.ts";

/**
 * The real room of the watch behind a console that a browser can open: whoever comes is Alice, in the role that was given.
 * The clock stands still until it is moved; what is measured is told by stand-ins for probers, nobody is asked anything.
 */
export type WatchStage = {
  folder: string;
  url: string;
  clock: ManualClock;
  journal: Journal;
  cast: Cast;
  /** Of this house's point of measurement. */
  prober: FakeProber;
  /** Adds a point of measurement elsewhere, and speaks for it. */
  elsewhere(id: string, name: string): Promise<FakeProber>;
  /** The JSON of an answer that must be good. */
  post<T = Record<string, unknown>>(path: string, body: unknown): Promise<T>;
  stop(): Promise<void>;
};

export type StageTerms = { listen?: string; role?: Role; startMs?: number; isPublic?: boolean };

export async function openWatchStage(terms: StageTerms = {}): Promise<WatchStage> {
  const { listen = "127.0.0.1:0", role = "admin", isPublic = false } = terms;
  const place = temporaryJournal();
  const { clock } = place;
  clock.advance((terms.startMs ?? clock.now()) - clock.now());
  const journal = place.open({ catalogue, views: [...watchViews] });
  const settings = watchSchema.parse({ public: isPublic });
  const watch = openWatch({ journal, dataFolder: place.folder, settings, clock, log: silentLog });
  const scene = scenes.calm;
  if (scene === undefined) throw new Error("there is no calm scene");
  const cast = new Cast(scene, clock);
  cast.role = role;
  const dependencies = cast.dependencies();
  const page = await startConsole(
    { listen, hosts: [] },
    {
      ...dependencies,
      // A list of all public sites, with its escapes.
      uploadBytesMax: 32 * 1024 * 1024,
      journal,
      onWatch: watch.onMessage,
      routes: [...dependencies.routes, ...watch.routes],
      whoIs: async () => ({
        actor: { type: "person", id: "alice", name: "Alice Martin" },
        role: cast.role,
        via: "session",
        lasts: () => true,
      }),
    },
  );
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(page.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const room = { url: page.url, clock };
  const token = readFileSync(join(place.folder, "keys", "prober.token"), "utf8").trim();
  let probers = 0;
  return {
    folder: place.folder,
    url: page.url,
    clock,
    journal,
    cast,
    post,
    prober: new FakeProber(room, token),
    elsewhere: async (id, name) => {
      const body = { id, name, country: "FR", network: "AS64500" };
      const made = await post<{ token: string }>("/api/watch/vantages", body);
      probers += 1;
      return new FakeProber(room, made.token, `00000000000000b${probers}`);
    },
    stop: async () => {
      await page.stop();
      await watch.close();
      journal.close();
      place.remove();
    },
  };
}
