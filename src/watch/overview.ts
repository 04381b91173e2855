import type { Journal } from "../journal/index.ts";
import type { Summary, Vantage, WatchMessage } from "./answers.ts";
import type { WatchBook } from "./bodies/index.ts";
import type { Engine } from "./engine.ts";
import type { ExchangeRequest } from "./exchange.ts";
import type { History } from "./history/history.ts";
import { isoOf, type NationalList } from "./list.ts";
import { RULE_VERSION } from "./verdict/index.ts";
import { hosterIncidents, type KnownVantage, openSuspension } from "./views.ts";

/** How the watch itself is doing: counts, points of measurement, and the message of the live stream. */

export const MESSAGE_CHANGES_MAX = 50;
/** Over how long rounds are counted for a rate, in seconds. */
const RATE_SECONDS = 60;

type Heard = {
  atMs: number;
  /** What it says itself is wrong; "" when nothing is. */
  why: string;
  canaries: Vantage["canaries"];
  resolvers: Vantage["resolvers"];
  scheduler: ExchangeRequest["scheduler"];
  /** Rounds by second, RATE_SECONDS of them. */
  readonly rounds: Uint32Array;
  lastSecond: number;
};

export type OverviewParts = {
  readonly journal: Pick<Journal, "query">;
  readonly book: WatchBook;
  readonly history: History;
  readonly engine: Engine;
  readonly list: NationalList;
  readonly home: { readonly id: string; readonly country: string };
  known(): readonly KnownVantage[];
  suspended(): number | undefined;
  unknownGroups(): string[];
};

export class Overview {
  private readonly heards = new Map<string, Heard>();
  private last = "";

  constructor(private readonly parts: OverviewParts) {}

  heard(
    vantage: string,
    { health, scheduler, rounds }: Pick<ExchangeRequest, "health" | "scheduler" | "rounds">,
    nowMs: number,
  ): void {
    let heard = this.heards.get(vantage);
    if (heard === undefined) {
      const none = { ok: 0, total: 0 };
      heard = {
        atMs: nowMs,
        why: "",
        canaries: none,
        resolvers: none,
        scheduler,
        rounds: new Uint32Array(RATE_SECONDS),
        lastSecond: Math.floor(nowMs / 1000),
      };
      this.heards.set(vantage, heard);
    }
    forward(heard, nowMs);
    const slot = heard.lastSecond % RATE_SECONDS;
    heard.rounds[slot] = (heard.rounds[slot] ?? 0) + rounds.length;
    Object.assign(heard, {
      atMs: nowMs,
      why: health.state === "ok" ? "" : health.why,
      canaries: { ...health.canaries },
      resolvers: { ...health.resolvers },
      scheduler,
    });
  }

  summary(nowMs: number): Summary {
    const { journal, book, engine, history, suspended, home } = this.parts;
    const { verdicts, qualifiers } = engine.live.counts(nowMs);
    const since = suspended();
    const vantages = this.vantages(nowMs);
    const local = this.heards.get(home.id) ?? [...this.heards.values()][0];
    return {
      sites: book.count(),
      bodies: [...book.bodies()].length,
      verdicts,
      qualifiers,
      suspended:
        since === undefined
          ? null
          : { why: openSuspension(journal)?.why ?? "", since: new Date(since).toISOString() },
      vantages,
      hosters: hosterIncidents(journal, true),
      scheduler: {
        lagP99Ms: local?.scheduler.lagP99Ms ?? null,
        lastFullRoundMs: local?.scheduler.lastFullRoundMs ?? null,
        checksPerSecond: sum(vantages.map(({ roundsPerSecond }) => roundsPerSecond)),
      },
      unknownGroups: this.parts.unknownGroups(),
      historyBufferBytes: history.bufferBytes,
      historyTrouble: troubleOf(history),
      asOf: new Date(nowMs).toISOString(),
      rule: RULE_VERSION,
    };
  }

  /** That of this house first, then those that were added, then what only the history remembers is left out. */
  vantages(nowMs: number): Vantage[] {
    const { home, known } = this.parts;
    const local = { ...home, name: home.id, network: "", removed: false };
    return [local, ...known().filter(({ removed }) => !removed)].map((one) => this.vantageOf(one, nowMs));
  }

  vantage(id: string, nowMs: number): Vantage {
    const found = this.vantages(nowMs).find((one) => one.id === id);
    if (found === undefined) throw new Error(`there is no vantage ${id}`);
    return found;
  }

  /** What is new since the last message about these sites; undefined when nothing is. */
  message(sites: readonly number[], nowMs: number): WatchMessage | undefined {
    const { engine, list, suspended } = this.parts;
    const { verdicts } = engine.live.counts(nowMs);
    const isSuspended = suspended() !== undefined;
    const state = JSON.stringify([verdicts, isSuspended]);
    if (sites.length === 0 && state === this.last) return undefined;
    this.last = state;
    return {
      asOf: new Date(nowMs).toISOString(),
      verdicts,
      suspended: isSuspended,
      changes: sites.slice(0, MESSAGE_CHANGES_MAX).flatMap((site) => list.row(site, nowMs) ?? []),
      more: sites.length > MESSAGE_CHANGES_MAX,
    };
  }

  private vantageOf({ id, name, country, network }: KnownVantage, nowMs: number): Vantage {
    const { engine } = this.parts;
    const heard = this.heards.get(id);
    const number = engine.names.indexOf(id);
    const health = number === -1 ? undefined : engine.vantages.health(number);
    if (heard !== undefined) forward(heard, nowMs);
    const state = health?.state ?? "down";
    return {
      id,
      name,
      country,
      network,
      health: state,
      why: state === "ok" ? "" : heard?.why || (health?.why ?? "never heard"),
      heardAt: isoOf(heard?.atMs),
      canaries: heard?.canaries ?? { ok: 0, total: 0 },
      resolvers: heard?.resolvers ?? { ok: 0, total: 0 },
      roundsPerSecond: heard === undefined ? 0 : Math.round((sum(heard.rounds) / RATE_SECONDS) * 10) / 10,
    };
  }
}

function troubleOf({ trouble }: History): Summary["historyTrouble"] {
  return trouble === undefined
    ? null
    : { kind: trouble.kind, since: new Date(trouble.sinceMs).toISOString() };
}

/** Empties the seconds that passed since the last count. */
function forward(heard: Heard, nowMs: number): void {
  const second = Math.floor(nowMs / 1000);
  const passed = Math.min(RATE_SECONDS, Math.max(0, second - heard.lastSecond));
  for (let n = 1; n <= passed; n++) heard.rounds[(heard.lastSecond + n) % RATE_SECONDS] = 0;
  heard.lastSecond = Math.max(heard.lastSecond, second);
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
}
