import { randomBytes, randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import { type ExchangeAnswer, packRound } from "../exchange.ts";
import type { Attempt, Round, Target } from "../measure.ts";
import { learn, makeProbe, type Probe } from "../probe/index.ts";
import { Tidying } from "../tidying.ts";
import { attemptClass } from "../verdict/attempt-class.ts";
import { isLoopback, type KeeperAddress, keeperUrl } from "./client.ts";
import type { Health } from "./health.ts";
import { Lane } from "./lane.ts";
import { Outbox } from "./outbox.ts";
import { type OwnLine, openOwnLine } from "./own-line.ts";
import { Reporter } from "./reporter.ts";
import { voided } from "./round.ts";
import { TICK_MS } from "./lost-time.ts";
import { Scheduler } from "./scheduler.ts";
import { Store } from "./store.ts";

const FLUSH_EVERY_MS = 5_000;
/** So many failures in five seconds, and more than so large a share, may be our own line. */
const BURST_FAILURES_MIN = 10;
const BURST_SHARE_MIN = 0.15;

export type ProberOptions = {
  /** Folder of its own: what it learnt, its lane, what waits. */
  folder: string;
  version: string;
  clock: Clock;
  log: Log;
  keeper: KeeperAddress;
  /** Who may be written to about it, for the User-Agent. */
  contact: string;
  /** Name servers; none: those of this machine. */
  resolvers: readonly string[];
  /** Networks in CIDR that may be asked though they are private. */
  allowPrivate: readonly string[];
  /** None: the built-in list. */
  canaries: readonly string[];
  /** Authorities to trust in place of the known ones, PEM. */
  trust?: readonly string[];
  /** When a round's attempts begin, in ms after its first: shorter where nobody has a minute. */
  offsetsMs?: readonly number[];
};

export type Prober = { stop(): Promise<void> };

/**
 * Asks what the keeper's plan says and tells what came of it, until it is stopped. Runs without the keeper: what it measures
 * waits. Throws a Refusal for settings or a folder that cannot be used.
 */
export function startProber(options: ProberOptions): Prober {
  keeperUrl(options.keeper.url);
  return new Running(options);
}

class Running implements Prober {
  readonly #options: ProberOptions;
  readonly #store: Store;
  readonly #lane: Lane;
  readonly #outbox: Outbox;
  readonly #probe: Probe;
  readonly #line: OwnLine;
  readonly #health: Health;
  readonly #scheduler: Scheduler;
  readonly #reporter: Reporter;
  #ticks: Timer | undefined;
  #seconds: Timer | undefined;
  #flushedAt = 0;
  /** Sites of a whole plan that comes in parts. */
  #whole: Set<number> | undefined;
  readonly #tidying = new Tidying();
  #burst = { failed: 0, all: 0 };
  #isFull = false;
  #stopped = false;

  constructor(options: ProberOptions) {
    this.#options = options;
    const { folder, clock, log, version } = options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#store = new Store(join(folder, "prober.db"), log);
    const now = () => clock.now();
    const store = this.#store;
    this.#lane = new Lane({
      folder,
      clock,
      log,
      version,
      mark: (name) => store.mark(name),
      setMark: (name, value) => store.setMark(name, value),
    });
    this.#outbox = new Outbox({
      session: randomBytes(8).toString("hex"),
      now,
      left: store.spooled(),
      spool: (batches) => store.spool(batches),
      unspool: (batch) => store.unspool(batch),
      onClosed: (batch) => this.#lane.sent(batch),
    });
    this.#probe = makeProbe({ ...this.#probeOptions(), now });
    this.#line = openOwnLine(this.#probeOptions(), options.canaries, now);
    this.#health = this.#line.health;
    this.#scheduler = new Scheduler({
      clock,
      monotonicMs: () => performance.now(),
      ask: (target, attempt, done) => this.#ask(target, attempt, done),
      onRound: (round) => this.#take(round),
      onStarved: (ms) => log("warn", "the prober stood still; what failed meanwhile does not count", { ms }),
      addressOf: (site, url) => store.addressOf(site, url),
      seed: seedOf(store),
      ...(options.offsetsMs === undefined ? {} : { offsetsMs: options.offsetsMs }),
    });
    this.#reporter = new Reporter({
      keeper: options.keeper,
      isNear: isLoopback(new URL(options.keeper.url).hostname),
      outbox: this.#outbox,
      lane: this.#lane,
      log,
      now,
      health: () => this.#health.report(),
      figures: () => this.#scheduler.figures,
      isIdle: () => this.#scheduler.size === 0,
      onPlan: (plan) => this.#plan(plan),
      onSkew: (ms) => this.#health.setSkew(ms),
    });
  }

  async stop(): Promise<void> {
    this.#pause();
    this.#stopped = true;
    this.#probe.close();
    this.#line.close();
    this.#lane.digest(true);
    this.#outbox.save();
    await this.#reporter.stop();
    this.#store.close();
    this.#lane.close();
  }

  #probeOptions() {
    const { version, contact, resolvers, allowPrivate, trust } = this.#options;
    return { version, contact, resolvers, allowPrivate, ...(trust === undefined ? {} : { trust }) };
  }

  #ask(target: Target, attempt: number, done: (attempt: Attempt) => void): void {
    const known = target.check === "http" ? this.#store.known(target.site, target.url) : undefined;
    const baseline = known?.baseline;
    this.#probe.probe(target, { attempt, baseline }).then((told) => {
      // Given up by the end, not by the site.
      if (this.#stopped) return;
      const learnt = attemptClass(told) === "answered" ? learn(baseline, told) : baseline;
      const address = told.address ?? known?.address ?? "";
      if (learnt !== baseline || (known === undefined && address !== ""))
        this.#store.keep(target.site, { url: target.url, address, baseline: learnt });
      done(told);
    });
  }

  #take(told: Round): void {
    this.#burst.all++;
    if (told.outcome === "down" || told.outcome === "shaky") this.#burst.failed++;
    const round = this.#health.isDoubtful(told) ? voided(told, "prober.fault") : told;
    this.#lane.count(round);
    this.#outbox.add(packRound(round));
  }

  #plan({ whole, sites, removed, more }: ExchangeAnswer["plan"]): void {
    if (whole) this.#whole = new Set();
    for (const site of sites) {
      this.#whole?.add(site[0]);
      if (!this.#scheduler.set(site)) this.#sayFull();
    }
    for (const site of removed) {
      this.#scheduler.remove(site);
      this.#store.keep(site, undefined);
    }
    if (!more && this.#whole !== undefined) {
      this.#scheduler.keepOnly(this.#whole);
      this.#store.keepOnly(this.#whole);
      this.#whole = undefined;
    }
    if (this.#scheduler.size > 0 && !this.#stopped) this.#go();
    else this.#pause();
  }

  /** Timers run only while something is watched: a prober without sites costs nothing. */
  #go(): void {
    if (this.#ticks !== undefined) return;
    this.#scheduler.resume();
    this.#ticks = setInterval(() => this.#scheduler.turn(), TICK_MS);
    this.#seconds = setInterval(() => this.#second(), 1_000);
    this.#second();
  }

  #pause(): void {
    clearInterval(this.#ticks);
    clearInterval(this.#seconds);
    this.#ticks = undefined;
    this.#seconds = undefined;
  }

  #second(): void {
    const now = this.#options.clock.now();
    void this.#health.checkIfDue();
    this.#lane.digest();
    if (Math.abs(now - this.#flushedAt) < FLUSH_EVERY_MS) return;
    this.#flushedAt = now;
    this.#store.flush();
    this.#tidying.look();
    const { failed, all } = this.#burst;
    this.#burst = { failed: 0, all: 0 };
    if (failed >= BURST_FAILURES_MIN && failed > all * BURST_SHARE_MIN) void this.#health.hasten();
  }

  #sayFull(): void {
    if (!this.#isFull) this.#options.log("error", "the plan has more sites than a prober asks", {});
    this.#isFull = true;
  }
}

/** A number of this prober's own, the same after each start. */
function seedOf(store: Store): number {
  const known = store.mark("seed");
  if (known !== 0) return known;
  const seed = randomInt(1, 2 ** 31);
  store.setMark("seed", seed);
  return seed;
}
