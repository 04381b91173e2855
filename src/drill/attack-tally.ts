import type { AttackKind } from "./attack-mix.ts";
import type { AttackFigures } from "./events.ts";
import { LatencyTally } from "./latency-tally.ts";

/** What the attack sent and got, counted as it happens. */
export class AttackTally {
  due = 0;
  timedOut = 0;
  broken = 0;
  heldBack = 0;
  pressed = 0;
  unpressed = 0;
  readonly sentBySecond: number[] = [];
  readonly answeredBySecond: number[] = [];
  private sent = 0;
  private answeredInAll = 0;
  private connectionsMax = 0;
  private readonly byStatus = new Map<number, number>();
  private readonly byKind = new Map<AttackKind, number>();
  private readonly latency = new LatencyTally();
  private readonly lateness = new LatencyTally();

  count(kind: AttackKind): void {
    this.byKind.set(kind, (this.byKind.get(kind) ?? 0) + 1);
  }

  /** A request went out `sinceStartMs` into the attack, `lateMs` after it was due. */
  sentAt(sinceStartMs: number, lateMs: number): void {
    this.sent++;
    this.lateness.add(lateMs);
    addAt(this.sentBySecond, sinceStartMs);
  }

  answered(sinceStartMs: number, status: number, afterMs: number): void {
    this.answeredInAll++;
    this.latency.add(afterMs);
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1);
    addAt(this.answeredBySecond, sinceStartMs);
  }

  connections(now: number): void {
    if (now > this.connectionsMax) this.connectionsMax = now;
  }

  figures(slow: AttackFigures["slow"]): AttackFigures {
    return {
      due: this.due,
      sent: this.sent,
      answered: this.answeredInAll,
      byStatus: Object.fromEntries([...this.byStatus].sort(([a], [b]) => a - b)),
      byKind: Object.fromEntries(this.byKind),
      timedOut: this.timedOut,
      broken: this.broken,
      heldBack: this.heldBack,
      pressed: this.pressed,
      unpressed: this.unpressed,
      connectionsMax: this.connectionsMax,
      latencyP50Ms: this.latency.at(0.5),
      latencyP99Ms: this.latency.at(0.99),
      lateP50Ms: this.lateness.at(0.5),
      lateP99Ms: this.lateness.at(0.99),
      lateMaxMs: this.lateness.at(1),
      slow,
    };
  }
}

function addAt(series: number[], sinceStartMs: number): void {
  const second = Math.max(0, Math.floor(sinceStartMs / 1000));
  while (series.length <= second) series.push(0);
  series[second] = (series[second] as number) + 1;
}
