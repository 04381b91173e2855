import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../src/catalogue.ts";
import { startConsole } from "../../src/console/index.ts";
import type { Journal } from "../../src/journal/index.ts";
import { type Log, silentLog } from "../../src/kernel/log.ts";
import { Refusal } from "../../src/kernel/refusal.ts";
import type { Role } from "../../src/kernel/role.ts";
import { type ExchangeAnswer, EXCHANGE_PATH, packRound } from "../../src/watch/exchange.ts";
import {
  openWatch,
  type Watch,
  type WatchDependencies,
  watchSchema,
  watchViews,
} from "../../src/watch/index.ts";
import type { Round } from "../../src/watch/measure.ts";
import { Cast } from "./console-harness.ts";
import { scenes } from "./console-scenes.ts";
import { people } from "./incident-room.ts";
import { temporaryJournal } from "./journal.ts";

/** The watch on a real journal and a real history, behind a console that listens. Only the clock stands still. */

export type WatchRoomOptions = Partial<Pick<WatchDependencies, "tell" | "hasGroup" | "upkeep">> & {
  settings?: object;
  log?: Log;
  /** Where the watch keeps its files, when that is not beside the journal. */
  dataFolder?: string;
};

/** The console of a room, where `x-test-role` says who asks. */
function consoleOf(journal: Journal, watch: Watch, clock: ReturnType<typeof temporaryJournal>["clock"]) {
  const cast = new Cast(scenes.calm as NonNullable<(typeof scenes)["calm"]>, clock);
  return startConsole(
    { listen: "127.0.0.1:0", hosts: [] },
    cast.dependencies({
      journal,
      routes: watch.routes,
      onWatch: watch.onMessage,
      whoIs: async (request) => {
        const role = request.headers.get("x-test-role");
        if (role === null) return new Refusal("not-signed-in", "Nobody is signed in.", "console", "Sign in.");
        return { actor: people.alice, role: role as Role, via: "session", lasts: () => true };
      },
    }),
  );
}

export async function watchRoom(options: WatchRoomOptions = {}) {
  const place = temporaryJournal();
  const { settings, log = silentLog, dataFolder = place.folder, ...rest } = options;
  let journal: Journal;
  let watch: Watch;
  let page: Awaited<ReturnType<typeof startConsole>>;
  const open = async () => {
    journal = place.open({ catalogue, views: [...watchViews] });
    watch = openWatch({
      journal,
      dataFolder,
      settings: watchSchema.parse(settings ?? {}),
      clock: place.clock,
      log,
      look: { name: "Ville de Démo", zone: "Europe/Paris" },
      ...rest,
    });
    page = await consoleOf(journal, watch, place.clock);
  };
  const shut = async (isKilled = false) => {
    await page.stop();
    if (isKilled) journal.close();
    await watch.close();
    if (!isKilled) journal.close();
  };
  await open();
  const ask = async (method: string, path: string, body?: unknown, role: Role | "nobody" = "admin") => {
    const headers: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
    if (role !== "nobody") headers["x-test-role"] = role;
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    return fetch(`${page.url}${path}`, { method, headers, ...text });
  };
  return {
    folder: place.folder,
    clock: place.clock,
    get journal() {
      return journal;
    },
    get watch() {
      return watch;
    },
    get url() {
      return page.url;
    },
    ask,
    /** The JSON of an answer that must be good. */
    get: async <T = Record<string, unknown>>(path: string): Promise<T> => {
      const answer = await ask("GET", path);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    post: async <T = Record<string, unknown>>(
      path: string,
      body: unknown,
      role: Role = "admin",
    ): Promise<T> => {
      const answer = await ask("POST", path, body, role);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    localToken: () => readFileSync(join(dataFolder, "keys", "prober.token"), "utf8").trim(),
    /** The process ends in an orderly way, and another begins on the same files. */
    restart: async () => {
      await shut();
      await open();
    },
    /** As when it is killed, and begins again after that time: what was not yet said to the journal stays unsaid. */
    killAndRestart: async (awayMs = 0) => {
      await shut(true);
      place.clock.advance(awayMs);
      await open();
    },
    close: async () => {
      await shut();
      place.remove();
    },
  };
}
export type WatchRoom = Awaited<ReturnType<typeof watchRoom>>;

/** A prober's side of the exchange, without one. */
export class FakeProber {
  sequence = 0;
  planVersion = 0;
  constructor(
    private readonly room: Pick<WatchRoom, "url" | "clock">,
    private readonly token: string,
    readonly sessionId = "00000000000000a1",
  ) {}

  request(rounds: readonly Round[], change: object = {}): object {
    const tally = { ok: 5, total: 5 };
    return {
      v: 1,
      sessionId: this.sessionId,
      sequence: this.sequence,
      sentAt: this.room.clock.now(),
      planVersion: this.planVersion,
      health: { state: "ok", why: "", canaries: tally, resolvers: tally },
      scheduler: { dueNow: 0, lagP99Ms: 12, inFlight: 1, lastFullRoundMs: 290_000 },
      rounds: rounds.map(packRound),
      entries: [],
      ...change,
    };
  }

  async send(body: object, token = this.token): Promise<Response> {
    return fetch(`${this.room.url}${EXCHANGE_PATH}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  }

  /** One exchange that must be taken. */
  async exchange(rounds: readonly Round[], change: object = {}): Promise<ExchangeAnswer> {
    this.sequence += 1;
    const answer = await this.send(this.request(rounds, change));
    if (answer.status !== 200) throw new Error(`exchange: ${answer.status} ${await answer.text()}`);
    const said = (await answer.json()) as ExchangeAnswer;
    if (!said.plan.more) this.planVersion = said.plan.version;
    return said;
  }
}

export const MINUTE_MS = 60_000;

/** A round as a prober says it. */
export function roundOf(
  site: number,
  at: number,
  outcome: Round["outcome"] = "up",
  change: Partial<Round> = {},
): Round {
  const failed = outcome === "down" || outcome === "shaky";
  const attempt = {
    at,
    failure: "tcp.timeout",
    protection: "none",
    content: "not_comparable",
    totalMs: 10_000,
    detail: "no answer within 10 s",
  } as const;
  return {
    site,
    at,
    endedAt: at + (outcome === "down" ? 70_000 : 200),
    outcome,
    failure: failed ? "tcp.timeout" : "ok",
    protection: "none",
    content: outcome === "down" ? "not_comparable" : "same",
    phases: { dnsMs: 2, tcpMs: 11, tlsMs: 25, firstByteMs: 90, totalMs: outcome === "down" ? 10_000 : 140 },
    address: `192.0.2.${site % 250}`,
    certificateEndsAt: Date.parse("2026-12-01T00:00:00Z"),
    ...(failed ? { attempts: [attempt] } : {}),
    ...change,
  };
}

/** Waits until `found` gives something, at most `deadlineMs` of real time. */
export async function until<T>(
  found: () => T | undefined | Promise<T | undefined>,
  deadlineMs = 15_000,
): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const value = await found();
    if (value !== undefined) return value;
    if (performance.now() > end) throw new Error("it did not come in time");
    await Bun.sleep(30);
  }
}
