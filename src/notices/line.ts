import type { Channel, Outcome } from "./channels/channel.ts";
import type { OutboxRow } from "./outbox.ts";
import type { OpenDelivery } from "./read.ts";

/** What waits for one channel, in memory; journal and outbox are what lasts. */

export type Pending = {
  readonly notice: string;
  readonly n: number;
  readonly channel: string;
  readonly queuedAtMs: number;
  /** Attempts made, the one under way included. */
  attempts: number;
  /** One of them may have arrived. */
  unknown: boolean;
  underWay: boolean;
  dueAtMs: number;
  reason: string;
};

export function pendingOf(delivery: OpenDelivery, row: OutboxRow | undefined, nowMs: number): Pending {
  const { notice, n, channel, queuedAt } = delivery;
  return {
    notice,
    n,
    channel,
    queuedAtMs: Date.parse(queuedAt),
    attempts: Math.max(delivery.attempts, row?.attempts ?? 0),
    unknown: delivery.doubtful === 1 || row?.unknown === 1,
    underWay: false,
    dueAtMs: row?.attempting === 0 ? row.nextAtMs : nowMs,
    reason: row?.reason ?? "",
  };
}

/** Longest wait that anything here asks for. What is due later than that was set by a clock that has been put back since. */
const WAIT_MS_MAX = 3_600_000;

/** How often a line looks for what has become too old. */
const SWEEP_MS = 60_000;

export class Line {
  /** Not due yet: soonest first; what came first, among equals. */
  private readonly later: Pending[] = [];
  /** Due, by notice. Notices take turns: a short one does not wait for all of a long one. */
  private readonly ready = new Map<string, Pending[]>();
  private sweptAtMs = 0;
  /** Attempts under way. */
  busy = 0;
  /** Failures in a row that were the server's, not a message's. */
  failures = 0;
  restsUntilMs = 0;
  reason = "";

  constructor(readonly channel: Channel) {}

  add(pending: Pending): void {
    let low = 0;
    let high = this.later.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.later[middle] as Pending).dueAtMs <= pending.dueAtMs) low = middle + 1;
      else high = middle;
    }
    this.later.splice(low, 0, pending);
  }

  remove(pending: Pending): void {
    const ready = this.ready.get(pending.notice) ?? [];
    for (const list of [this.later, ready]) {
      const index = list.indexOf(pending);
      if (index >= 0) list.splice(index, 1);
    }
    if (ready.length === 0) this.ready.delete(pending.notice);
  }

  /** Takes out the next to send, if there is one now. A server that failed is asked by one at a time. */
  next(nowMs: number): Pending | undefined {
    this.wake(nowMs);
    if (nowMs < this.restsUntilMs || this.busy >= this.bears()) return undefined;
    const turn = this.ready.entries().next().value;
    if (turn === undefined) return undefined;
    const [notice, list] = turn;
    this.ready.delete(notice);
    const pending = list.shift();
    if (list.length > 0) this.ready.set(notice, list);
    return pending;
  }

  /** When there may be something to do that no end of an attempt announces. */
  wakeAtMs(): number {
    const firstAtMs = this.ready.size > 0 ? 0 : (this.later[0]?.dueAtMs ?? Number.POSITIVE_INFINITY);
    return this.busy >= this.bears() ? Number.POSITIVE_INFINITY : Math.max(firstAtMs, this.restsUntilMs);
  }

  /** Takes out what is older than may be sent. Looks through the line at most once in SWEEP_MS. */
  tooOld(nowMs: number, ageMsMax: number): Pending[] {
    if (nowMs - this.sweptAtMs < SWEEP_MS) return [];
    this.sweptAtMs = nowMs;
    const all = [...this.later, ...[...this.ready.values()].flat()];
    const old = all.filter(({ queuedAtMs }) => nowMs - queuedAtMs > ageMsMax);
    for (const pending of old) this.remove(pending);
    return old;
  }

  learn(outcome: Outcome, nowMs: number, restMs: number): void {
    if (restMs === 0) {
      this.failures = 0;
      this.restsUntilMs = 0;
      this.reason = "";
      return;
    }
    this.failures++;
    this.restsUntilMs = nowMs + restMs;
    this.reason = "reason" in outcome ? outcome.reason : "";
  }

  private wake(nowMs: number): void {
    if (this.restsUntilMs - nowMs > WAIT_MS_MAX) this.restsUntilMs = 0;
    if ((this.later.at(-1)?.dueAtMs ?? 0) - nowMs > WAIT_MS_MAX) {
      for (const pending of this.later) pending.dueAtMs = nowMs;
    }
    const awake = this.later.findIndex(({ dueAtMs }) => dueAtMs > nowMs);
    for (const pending of this.later.splice(0, awake < 0 ? this.later.length : awake)) {
      const list = this.ready.get(pending.notice);
      if (list === undefined) this.ready.set(pending.notice, [pending]);
      else list.push(pending);
    }
  }

  private bears(): number {
    return this.failures > 0 ? 1 : this.channel.concurrency;
  }
}
