import type { Log } from "../../kernel/log.ts";
import { errorLine, Refusal } from "../../kernel/refusal.ts";
import {
  CLOCK_SKEW_MS_MAX,
  type ExchangeAnswer,
  type ExchangeRequest,
  type SchedulerFigures,
  type VantageHealthReport,
} from "../exchange.ts";
import { exchange, type KeeperAddress, NotTaken } from "./client.ts";
import type { Lane } from "./lane.ts";
import type { Batch, Outbox } from "./outbox.ts";

const EVERY_MS = 1_000;
/** While nothing is watched. */
const IDLE_EVERY_MS = 3_000;
/** Longest pause after failures, in ms: near (this machine) and far. */
const BACK_OFF_MS = { near: 5_000, far: 60_000 } as const;
/** Failures in a row, about five seconds, of which nothing is said while a keeper on this machine may be starting. */
const QUIET_FAILURES = 4;
/** How long an end may wait for the keeper, in ms. */
const LAST_WORDS_MS = 2_000;
/** The same fault is said again after so long. */
const SAY_AGAIN_MS = 15 * 60_000;

export type ReporterNeeds = {
  keeper: KeeperAddress;
  isNear: boolean;
  outbox: Outbox;
  lane: Lane;
  log: Log;
  now(): number;
  health(): VantageHealthReport;
  figures(): SchedulerFigures;
  isIdle(): boolean;
  /** A part of the plan has come. */
  onPlan(plan: ExchangeAnswer["plan"]): void;
  /** The keeper's clock is ahead of ours by this much. */
  onSkew(ms: number): void;
};

/** Carries rounds to the keeper and brings back the plan, once a second, for as long as it runs. */
export class Reporter {
  readonly #needs: ReporterNeeds;
  #timer: Timer | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;
  readonly #ending = new AbortController();
  #failures = 0;
  #planVersion = 0;
  #vantage: string | undefined;
  #said = { code: "", at: 0 };

  constructor(needs: ReporterNeeds) {
    this.#needs = needs;
    this.#again(0);
  }

  get vantage(): string | undefined {
    return this.#vantage;
  }

  /** Sends what waits once more, if the keeper answers at once, and ends. A keeper that hangs holds nothing up. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const late = setTimeout(() => this.#ending.abort(), LAST_WORDS_MS);
    await this.#running;
    if (this.#failures === 0 && this.#vantage !== undefined) await this.#exchange();
    clearTimeout(late);
  }

  #again(afterMs: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#exchange().then((waitMs) => this.#again(waitMs));
    }, afterMs);
  }

  /** Gives how long to wait until the next one, in ms. */
  async #exchange(): Promise<number> {
    const { outbox, lane, isIdle } = this.#needs;
    const batch = outbox.next();
    try {
      const answer = await exchange(this.#needs.keeper, this.#request(batch), this.#ending.signal);
      this.#heard(answer, batch);
      if (outbox.waiting > 0 || answer.plan.more) return 0;
      return isIdle() && lane.lines().length === 0 ? IDLE_EVERY_MS : EVERY_MS;
    } catch (error) {
      if (!(error instanceof Refusal))
        this.#needs.log("error", "an exchange went wrong", { reason: errorLine(error) });
      return this.#failed(error, batch);
    }
  }

  /** The batch's rounds are text already. */
  #request({ session, sequence, rounds }: Batch): string {
    const { now, health, figures, lane } = this.#needs;
    const rest: Omit<ExchangeRequest, "rounds"> = {
      v: 1,
      ...(this.#vantage === undefined ? {} : { vantage: this.#vantage }),
      sessionId: session,
      sequence,
      sentAt: now(),
      planVersion: this.#planVersion,
      health: health(),
      scheduler: figures(),
      entries: [...lane.lines()],
    };
    return `{"rounds":${rounds},${JSON.stringify(rest).slice(1)}`;
  }

  #heard(answer: ExchangeAnswer, batch: Batch): void {
    const { outbox, lane, log, now, onPlan, onSkew } = this.#needs;
    // At the first start the keeper takes a moment to be there: that is no failure.
    if (this.#failures > 0 && this.#vantage !== undefined)
      log("info", "the keeper answers again", { dropped: outbox.dropped });
    this.#failures = 0;
    this.#said = { code: "", at: 0 };
    outbox.acknowledge(batch);
    if (this.#vantage !== answer.vantage)
      log("info", "the keeper knows this prober", { vantage: answer.vantage });
    this.#vantage = answer.vantage;
    lane.settled(answer.entries.count);
    lane.named(answer.vantage);
    const skewMs = answer.now - now();
    onSkew(skewMs);
    if (Math.abs(skewMs) > CLOCK_SKEW_MS_MAX) this.#sayOnce("clock-off", clockOff(skewMs));
    onPlan(answer.plan);
    if (!answer.plan.more) this.#planVersion = answer.plan.version;
  }

  #failed(error: unknown, batch: Batch): number {
    const { outbox, isNear } = this.#needs;
    this.#failures++;
    if (this.#stopped) return 0;
    const refusal = error instanceof Refusal ? error : undefined;
    const code = refusal?.code ?? "failed";
    const mayBeStarting = isNear && (code === "keeper-unreachable" || code === "no-token");
    if (!mayBeStarting || this.#failures >= QUIET_FAILURES) this.#sayOnce(code, errorLine(error));
    if (error instanceof NotTaken) {
      // What the keeper can never read must not hold up what comes after it.
      outbox.acknowledge(batch);
      outbox.dropped += batch.count;
    } else outbox.save();
    const longest = isNear ? BACK_OFF_MS.near : BACK_OFF_MS.far;
    return Math.min(longest, EVERY_MS * 2 ** Math.min(this.#failures - 1, 6)) * (0.5 + Math.random() / 2);
  }

  #sayOnce(code: string, what: string): void {
    const now = this.#needs.now();
    if (this.#said.code === code && now - this.#said.at < SAY_AGAIN_MS) return;
    this.#said = { code, at: now };
    this.#needs.log("warn", "the exchange with the keeper fails", { code, reason: what });
  }
}

function clockOff(skewMs: number): string {
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  return `This machine's clock is ${seconds} s ${skewMs > 0 ? "behind" : "ahead of"} the keeper's: nothing it measures counts. Set it, for instance with chrony.`;
}
