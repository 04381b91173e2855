import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Beffroi, beffroiSettings, consoleUrl, tokenHeaders } from "../../bench/harness/beffroi.ts";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { type Started, start } from "../../bench/harness/process.ts";
import type { SiteRow } from "../../src/watch/answers.ts";
import { EXCHANGE_PATH, packRound } from "../../src/watch/exchange.ts";
import type { Round } from "../../src/watch/measure.ts";
import type { WatchedTown } from "./watched-town.ts";

/** The real program, as `beffroi up` starts it, watching a town on loopback; and further probers of it. */

const READY_WAIT_MS = 60_000;

export type WatchingHouse = {
  readonly beffroi: Beffroi;
  readonly url: string;
  /** What the API answers to the data folder's token; throws when it is no 200. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  ask(path: string, body?: object): Promise<any>;
  /** The text of an answer, for tables. */
  text(path: string): Promise<string>;
  sites(): Promise<SiteRow[]>;
  /** Adds a point of measurement and starts a prober that joins as it; its folder is its own. */
  join(id: string): Promise<Started>;
  /** Starts a prober with a token, as its administrator does. */
  probe(id: string, token: string): Promise<Started>;
  /** Rounds that the local prober measured before, and could not deliver until now. */
  deliver(rounds: readonly Round[]): Promise<void>;
  stop(): Promise<void>;
};

/** @param lines of the settings file, behind those of [watch] */
export async function openWatchingHouse(
  folder: string,
  town: WatchedTown,
  lines: readonly string[] = [],
): Promise<WatchingHouse> {
  const site = ["crawl = false", "[watch]", "interval_seconds = 30", ...town.settings(), ...lines];
  // A site of its own that nobody answers for: the discard port.
  const place = await beffroiSettings(join(folder, "house"), { origin: 9, site });
  const env = town.trusted(folder);
  const options = ["--config", place.settingsFile, "--data", place.data];
  const process = start("node", [join(ROOT, "bin/beffroi.mjs"), "up", ...options], { env });
  const probers: Started[] = [];
  await process.line(/^beffroi ready site=/m, READY_WAIT_MS);
  const url = consoleUrl(place, "");
  const fetched = async (path: string, body?: object) => {
    const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const headers = { ...tokenHeaders(place), "content-type": "application/json" };
    const answer = await fetch(url + path, { ...sent, headers });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text}`);
    return text;
  };
  const probe = async (id: string, token: string) => {
    const own = join(folder, id);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, "token"), `${token}\n`, { mode: 0o600 });
    const args = ["--join", url, "--token-file", join(own, "token"), "--data", join(own, "data")];
    const one = start(BUN, [...BUN_FLAGS, join(ROOT, "src/main.ts"), "probe", ...args, ...town.options()], {
      env,
    });
    probers.push(one);
    await one.line(/^beffroi probe ready/m, READY_WAIT_MS);
    return one;
  };
  const ask = async (path: string, body?: object) => JSON.parse(await fetched(path, body));
  let sequence = 0;
  return {
    beffroi: { process, ...place },
    url,
    ask,
    text: (path) => fetched(path),
    sites: async () => (await ask("/api/watch/sites?limit=500")).sites,
    probe,
    join: async (id) => {
      const { token } = await ask("/api/watch/vantages", { id, name: id, country: "FR", network: "" });
      return probe(id, token);
    },
    deliver: async (rounds) => {
      const token = readFileSync(join(place.data, "keys", "prober.token"), "utf8").trim();
      const answer = await fetch(url + EXCHANGE_PATH, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(exchangeOf(rounds, ++sequence)),
      });
      if (answer.status !== 200) throw new Error(`exchange: ${answer.status} ${await answer.text()}`);
    },
    stop: async () => {
      for (const one of probers) await one.stop();
      await process.stop();
    },
  };
}

function exchangeOf(rounds: readonly Round[], sequence: number) {
  const tally = { ok: 6, total: 6 };
  return {
    v: 1,
    sessionId: "00000000000000b7",
    sequence,
    sentAt: Date.now(),
    planVersion: 0,
    health: { state: "ok", why: "", canaries: tally, resolvers: { ok: 1, total: 1 } },
    scheduler: { dueNow: 0, lagP99Ms: 10, inFlight: 0, lastFullRoundMs: null },
    rounds: rounds.map(packRound),
    entries: [],
  };
}
