import type { Journal, NewEntry } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import { type Channel, type Outcome, oneLine } from "./channels/channel.ts";
import { REASON_CHARACTERS_MAX } from "./events.ts";
import { Line, type Pending, pendingOf } from "./line.ts";
import type { Outbox, OutboxRow } from "./outbox.ts";
import { type Pace, restAfter, type Step, stepAfter } from "./pace.ts";
import { type Attempt, type OpenDelivery, openDeliveries, openDelivery } from "./read.ts";

/**
 * Delivers what is queued: claim (durable), send, write down how it ended. A crash between the first and the last leaves
 * a claim, which the next start takes for an attempt without an answer.
 */

/** Pause before what the journal or the outbox refused is written again. */
const WRITE_AGAIN_MS = 1_000;
/** Longest sleep: a clock that was put right is noticed within it. */
const SLEEP_MS_MAX = 60_000;
/** How long attempts under way may go on at the end, and then take to break off. */
const CLOSE_WAIT_MS = 2_000;
const ABORT_WAIT_MS = 1_000;

const STOPPED_SHORT = "the program ended before an answer came";

export type SenderDependencies = {
  journal: Pick<Journal, "append" | "appendAll" | "query">;
  channels: readonly Channel[];
  outbox: Outbox;
  clock: Clock;
  log: Log;
  pace: Pace;
  random: () => number;
};

type Begun = { line: Line; pending: Pending };

export class Sender {
  private readonly lines: Map<string, Line>;
  /** All that has not ended, by key. */
  private readonly open = new Map<string, Pending>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly breakOff = new AbortController();
  private timer: Timer | undefined;
  private running = false;

  constructor(private readonly deps: SenderDependencies) {
    this.lines = new Map(deps.channels.map((channel) => [channel.name, new Line(channel)]));
  }

  /** Takes up what an earlier process left, and begins. Nothing queued: no timer, no connection. */
  start(): void {
    this.running = true;
    const rows = new Map(this.deps.outbox.rows().map((row) => [keyOf(row), row]));
    for (const delivery of openDeliveries(this.deps.journal)) {
      const row = rows.get(keyOf(delivery));
      rows.delete(keyOf(delivery));
      this.takeUp(delivery, row);
    }
    // Ended in the journal, and the process with it before the row was gone.
    for (const row of rows.values()) this.deps.outbox.drop(row.notice, row.n);
    this.pump();
  }

  /** Queues what a notice that was just written has to send. */
  take(notice: string): void {
    if (!this.running) return;
    for (const delivery of openDeliveries(this.deps.journal, notice)) {
      if (!this.open.has(keyOf(delivery))) this.takeUp(delivery, undefined);
    }
    this.pump();
  }

  /** Gives up what of a stopped notice is not under way. */
  drop(notice: string): void {
    for (const pending of this.open.values()) {
      if (pending.notice !== notice || pending.underWay) continue;
      this.lines.get(pending.channel)?.remove(pending);
      const ended = openDelivery(this.deps.journal, notice, pending.n) === undefined;
      this.run(() => (ended ? this.forget(pending) : this.end(pending, "stopped")));
    }
  }

  attemptOf(notice: string, n: number): Attempt | undefined {
    const pending = this.open.get(keyOf({ notice, n }));
    if (pending === undefined) return undefined;
    const { attempts, underWay, reason, unknown } = pending;
    const rests = this.lines.get(pending.channel)?.restsUntilMs ?? 0;
    return { attempts, underWay, reason, unknown, nextAtMs: Math.max(pending.dueAtMs, rests) };
  }

  /** Until when a channel rests and why, or undefined. */
  restOf(channel: string): { untilMs: number; reason: string } | undefined {
    const line = this.lines.get(channel);
    if (line === undefined || line.restsUntilMs <= this.deps.clock.now()) return undefined;
    return { untilMs: line.restsUntilMs, reason: line.reason };
  }

  /** Waits a little for what is under way, breaks the rest off, and writes down what is known of it. */
  async close(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    await this.underWayAtMost(CLOSE_WAIT_MS);
    this.breakOff.abort();
    await this.underWayAtMost(ABORT_WAIT_MS);
    this.deps.outbox.close();
  }

  private async underWayAtMost(ms: number): Promise<void> {
    if (this.underWay.size > 0) await Promise.race([Promise.allSettled(this.underWay), Bun.sleep(ms)]);
  }

  private takeUp(delivery: OpenDelivery, row: OutboxRow | undefined): void {
    const pending = pendingOf(delivery, row, this.deps.clock.now());
    this.open.set(keyOf(delivery), pending);
    const line = this.lines.get(delivery.channel);
    if (line?.channel.kind !== delivery.kind) {
      pending.unknown ||= isUnanswered(delivery, row);
      this.run(() => this.end(pending, "this channel is no longer among the settings"));
    } else if (isUnanswered(delivery, row)) {
      const outcome: Outcome = { result: "unknown", reason: STOPPED_SHORT, channelDown: false };
      this.run(() => this.settle(line, pending, delivery, outcome));
    } else line.add(pending);
  }

  /** Begins as many attempts as the channels bear, and sleeps until the next is due. */
  private pump(): void {
    clearTimeout(this.timer);
    if (!this.running) return;
    const nowMs = this.deps.clock.now();
    const begun: Begun[] = [];
    for (const line of this.lines.values()) {
      for (const pending of line.tooOld(nowMs, this.deps.pace.ageMsMax)) {
        this.run(() => this.end(pending, pending.reason || "there was no way to send it in time"));
      }
      for (let next = line.next(nowMs); next !== undefined; next = line.next(nowMs)) {
        line.busy++;
        begun.push({ line, pending: next });
      }
    }
    if (begun.length > 0) this.begin(begun);
    const wakeAtMs = Math.min(...[...this.lines.values()].map((line) => line.wakeAtMs()));
    if (wakeAtMs === Number.POSITIVE_INFINITY) return;
    this.timer = setTimeout(() => this.pump(), Math.min(SLEEP_MS_MAX, Math.max(1, wakeAtMs - nowMs)));
    this.timer.unref();
  }

  private begin(begun: readonly Begun[]): void {
    let claims: (OpenDelivery | undefined)[];
    try {
      claims = this.claim(begun.map(({ pending }) => pending));
    } catch (error) {
      // The claims could not be written, so nothing is sent.
      const reason = errorLine(error);
      this.deps.log("error", "deliveries cannot be claimed", { count: begun.length, reason });
      const dueAtMs = this.deps.clock.now() + WRITE_AGAIN_MS;
      for (const { line, pending } of begun) {
        line.busy--;
        line.add(Object.assign(pending, { dueAtMs, reason }));
      }
      return;
    }
    begun.forEach(({ line, pending }, index) => {
      pending.underWay = true;
      this.run(() => this.attempt(line, pending, claims[index]));
    });
  }

  private run(act: () => Promise<void>): void {
    const done = act().catch((error) =>
      this.deps.log("error", "a delivery failed on our side", { reason: errorLine(error) }),
    );
    const tracked = done.finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  private async attempt(line: Line, pending: Pending, delivery: OpenDelivery | undefined): Promise<void> {
    try {
      if (delivery === undefined) return await this.forget(pending);
      if (delivery.stopped === 1) return await this.end(pending, "stopped");
      await this.settle(line, pending, delivery, await this.send(line.channel, pending, delivery));
    } finally {
      pending.underWay = false;
      line.busy--;
      this.pump();
    }
  }

  /**
   * Makes attempts known before the network is touched: first ones in the journal, further ones in the outbox. Gives
   * each delivery as it stands, or undefined when it has ended; stopped ones are not claimed.
   */
  private claim(pendings: readonly Pending[]): (OpenDelivery | undefined)[] {
    const { journal, outbox, clock } = this.deps;
    const found = pendings.map(({ notice, n }) => openDelivery(journal, notice, n));
    const claimed = pendings.filter((_, index) => found[index]?.stopped === 0);
    const firsts = claimed.filter(({ attempts }) => attempts === 0);
    const further = claimed.filter(({ attempts }) => attempts > 0);
    if (firsts.length > 0) {
      journal.appendAll(
        firsts.map(({ notice, n, channel }) => entryOf("notice.attempted", notice, { n, channel })),
      );
    }
    for (const pending of firsts) pending.attempts = 1;
    if (further.length > 0) {
      const nextAtMs = clock.now();
      outbox.put(
        further.map(({ notice, n, attempts, unknown, reason }) => {
          const row = { notice, n, attempts: attempts + 1, unknown: bit(unknown), nextAtMs, reason };
          return { ...row, attempting: 1 as const };
        }),
      );
    }
    for (const pending of further) pending.attempts++;
    return found;
  }

  private async send(channel: Channel, pending: Pending, delivery: OpenDelivery): Promise<Outcome> {
    const { subject, text, queuedAt: at, address } = delivery;
    const marked = pending.unknown && !channel.exact;
    const message = { key: keyOf(pending), subject, text, at, marked };
    try {
      return await channel.send(address, message, this.breakOff.signal);
    } catch (error) {
      this.deps.log("error", "a channel failed on our side", {
        channel: channel.name,
        reason: errorLine(error),
      });
      return { result: "unknown", reason: "a fault of this program", channelDown: true };
    }
  }

  private async settle(
    line: Line,
    pending: Pending,
    delivery: OpenDelivery,
    outcome: Outcome,
  ): Promise<void> {
    const { clock, pace, random, journal, log } = this.deps;
    const nowMs = clock.now();
    const restMs = restAfter(outcome, line.failures + 1, pace, random);
    if (restMs > 0 && line.failures === 0) {
      log("warn", "a channel cannot be reached", {
        channel: line.channel.name,
        reason: "reason" in outcome ? outcome.reason : "",
      });
    }
    line.learn(outcome, nowMs, restMs);
    const attempted = {
      attempts: pending.attempts,
      unknownBefore: pending.unknown,
      ageMs: nowMs - Date.parse(delivery.queuedAt),
      stopped: openDelivery(journal, pending.notice, pending.n)?.stopped !== 0,
      exact: line.channel.exact,
      restMs,
    };
    await this.apply(line, pending, stepAfter(outcome, attempted, pace, random), nowMs);
  }

  private async apply(line: Line, pending: Pending, step: Step, nowMs: number): Promise<void> {
    const { notice, n, channel, attempts: attempt } = pending;
    const said = { n, channel, attempt };
    if (step.to === "delivered") {
      const marked = pending.unknown && !line.channel.exact;
      await this.finish(pending, "notice.delivered", { ...said, answer: step.answer, marked });
      return;
    }
    const { reason } = step;
    if (step.to === "failed") return this.finish(pending, "notice.failed", { ...said, reason });
    if (step.to === "uncertain") {
      return this.finish(pending, "notice.uncertain", { ...said, reason, again: false });
    }
    if (step.to === "repeated") {
      await this.written(() => this.append("notice.uncertain", notice, { ...said, reason, again: true }));
    }
    pending.unknown = step.to === "repeated" || step.unknown;
    pending.reason = reason;
    pending.dueAtMs = nowMs + step.waitMs;
    const row = { notice, n, attempts: attempt, reason, unknown: bit(pending.unknown) };
    await this.written(() => this.deps.outbox.put([{ ...row, attempting: 0, nextAtMs: pending.dueAtMs }]));
    line.add(pending);
    if (!pending.underWay) this.pump();
  }

  /** Gives a delivery up that is not under way. */
  private end(pending: Pending, why: string): Promise<void> {
    const { n, channel, attempts: attempt, unknown } = pending;
    const reason = oneLine(why, REASON_CHARACTERS_MAX) || "given up";
    return unknown
      ? this.finish(pending, "notice.uncertain", { n, channel, attempt, reason, again: false })
      : this.finish(pending, "notice.failed", { n, channel, attempt, reason });
  }

  private async finish(pending: Pending, kind: string, body: object): Promise<void> {
    await this.written(() => this.append(kind, pending.notice, body));
    await this.forget(pending);
  }

  private async forget(pending: Pending): Promise<void> {
    if (pending.attempts > 0) await this.written(() => this.deps.outbox.drop(pending.notice, pending.n));
    this.open.delete(keyOf(pending));
  }

  private append(kind: string, subject: string, body: object): void {
    this.deps.journal.append(entryOf(kind, subject, body));
  }

  /** Writes until it is written: what an attempt came to must not be lost because the disk was full for a minute. */
  private async written(write: () => void): Promise<void> {
    for (;;) {
      try {
        return write();
      } catch (error) {
        this.deps.log("error", "the end of a delivery cannot be written down", { reason: errorLine(error) });
        if (this.breakOff.signal.aborted) throw error;
        await Bun.sleep(WRITE_AGAIN_MS);
      }
    }
  }
}

/** Whether the last attempt that was claimed has no end that anybody wrote down. */
function isUnanswered(delivery: OpenDelivery, row: OutboxRow | undefined): boolean {
  if (row === undefined) return delivery.state === "attempting" && delivery.answered < delivery.attempts;
  return row.attempting === 1 && row.attempts > delivery.answered;
}

/** The key of a delivery: what receivers can tell a repeat by. */
export function keyOf({ notice, n }: { notice: string; n: number }): string {
  return `${notice}.${n}`;
}

function entryOf(kind: string, subject: string, body: object): NewEntry {
  return { actor: program("keeper"), kind, subject, body };
}

const bit = (value: boolean): 0 | 1 => (value ? 1 : 0);
