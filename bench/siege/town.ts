import { COUNT_PATH } from "../../src/drill/origin-tally.ts";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { loopbackUrl } from "../harness/loopback.ts";
import { type Core, type Started, start } from "../harness/process.ts";
import type { Effort } from "../harness/section.ts";

/** What the town bears: one request for each of its workers. */
export const TOWN_WORKERS = 8;

/** The name under which citizens know the town. */
export const TOWN_HOST = "www.ville.example";

export type TownFigures = {
  requests: number;
  dynamic: number;
  done: number;
  inFlight: number;
  queued: number;
  posts: number;
  refused: number;
  /** Most requests held at once since the figures were last asked for. */
  heldMost: number;
};

/** A smoke run has no time for pages that take as long as PHP's. */
const SMOKE_DELAY_FACTOR = 0.1;

/** The demonstration town as a process of its own: eight PHP-like workers, about 41 dynamic requests a second. */
export type Town = {
  readonly port: number;
  readonly url: string;
  /** Where drills ask what the origin counted: messages by their token, requests by who sent them. */
  readonly countUrl: string;
  readonly process: Started;
  figures(): Promise<TownFigures>;
  /** Workers, and how many times as long everything takes. */
  change(capacity: { workers?: number; delayFactor?: number }): Promise<void>;
  stop(): Promise<void>;
};

export async function startTown(core: Core, effort: Effort = { smoke: false }): Promise<Town> {
  const words = ["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0", "--count"];
  const town = start(BUN, [...BUN_FLAGS, `${ROOT}/demo/main.ts`, ...words], { core });
  const [, port] = await town.line(/demo ready http:\/\/127\.0\.0\.1:(\d+)/, 20_000);
  const [, control] = await town.line(/demo control (http:\/\/127\.0\.0\.1:\d+)/, 20_000);
  const door = loopbackUrl(control as string);
  const running: Town = {
    port: Number(port),
    url: `http://127.0.0.1:${port}`,
    countUrl: `http://127.0.0.1:${port}${COUNT_PATH}`,
    process: town,
    figures: async () => (await (await fetch(door)).json()) as TownFigures,
    change: async (capacity) => {
      const answer = await fetch(door, { method: "POST", body: JSON.stringify(capacity) });
      if (!answer.ok) throw new Error(`the town does not take ${JSON.stringify(capacity)}: ${answer.status}`);
    },
    stop: () => town.stop(),
  };
  if (effort.smoke) await running.change({ delayFactor: SMOKE_DELAY_FACTOR });
  return running;
}

/** What the town held and did in one stretch of time. */
export type TownSample = { atMs: number; heldMost: number; done: number };

/** Samples the town every `everyMs` until stopped; `atMs` counts from the start of the watch. */
export function watchTown(town: Town, everyMs = 100): { stop(): Promise<TownSample[]> } {
  const samples: TownSample[] = [];
  const startedAt = performance.now();
  let going = true;
  const loop = (async () => {
    let doneBefore = (await town.figures()).done;
    while (going) {
      await Bun.sleep(everyMs);
      const { heldMost, done } = await town.figures();
      samples.push({ atMs: performance.now() - startedAt, heldMost, done: done - doneBefore });
      doneBefore = done;
    }
  })();
  return {
    stop: async () => {
      going = false;
      await loop;
      return samples;
    },
  };
}
