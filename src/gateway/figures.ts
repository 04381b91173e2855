import type { OriginFailureCode } from "./origin/exchange.ts";

/** Counts of one site over the running second. Plain numbers, because the hot path adds to them. */
export class SiteFigures {
  requests = 0;
  fromMemory = 0;
  fromMemoryStale = 0;
  fromSnapshot = 0;
  originFills = 0;
  originPasses = 0;
  originFailures = 0;
  /** Of the failures, those in which there was no origin to answer: not an error page of one broken route. */
  originUnreachable = 0;
  coalesced = 0;
  unavailable = 0;
  challenged = 0;
  confirmed = 0;
  ticketsIssued = 0;
  malformed = 0;
  bytesSent = 0;
  private readonly originLatency = new LatencyHistogram();

  /** The origin answered after `ms` with this status. */
  recordOriginAnswer(status: number, ms: number): void {
    this.originLatency.record(ms);
    if (status < 500) return;
    this.originFailures++;
    if (status === 502 || status === 503 || status === 504) this.originUnreachable++;
  }

  /** The origin gave no answer. */
  recordOriginFailure(code: OriginFailureCode): void {
    if (code === "busy" || code === "aborted") return;
    this.originFailures++;
    this.originUnreachable++;
  }

  /** The counts since the last call; starts the next second. */
  take(): FigureWindow {
    const window: FigureWindow = {
      requests: this.requests,
      fromMemory: this.fromMemory,
      fromMemoryStale: this.fromMemoryStale,
      fromSnapshot: this.fromSnapshot,
      originFills: this.originFills,
      originPasses: this.originPasses,
      originFailures: this.originFailures,
      originUnreachable: this.originUnreachable,
      coalesced: this.coalesced,
      unavailable: this.unavailable,
      challenged: this.challenged,
      confirmed: this.confirmed,
      ticketsIssued: this.ticketsIssued,
      malformed: this.malformed,
      bytesSent: this.bytesSent,
      originMsP50: this.originLatency.quantile(0.5),
      originMsP95: this.originLatency.quantile(0.95),
    };
    this.requests = this.fromMemory = this.fromMemoryStale = this.fromSnapshot = 0;
    this.originFills = this.originPasses = this.originFailures = this.originUnreachable = this.coalesced = 0;
    this.unavailable = this.malformed = this.bytesSent = 0;
    this.challenged = this.confirmed = this.ticketsIssued = 0;
    this.originLatency.clear();
    return window;
  }
}

export type FigureWindow = {
  requests: number;
  fromMemory: number;
  fromMemoryStale: number;
  fromSnapshot: number;
  originFills: number;
  originPasses: number;
  originFailures: number;
  originUnreachable: number;
  coalesced: number;
  unavailable: number;
  challenged: number;
  confirmed: number;
  ticketsIssued: number;
  malformed: number;
  bytesSent: number;
  originMsP50: number | null;
  originMsP95: number | null;
};

/** Latencies in buckets that grow by a tenth: a quantile is off by at most 10 %, in 800 bytes however many samples. */
export class LatencyHistogram {
  private static readonly GROWTH = Math.log(1.1);
  private readonly buckets = new Uint32Array(128);
  private samples = 0;

  record(ms: number): void {
    const bucket = Math.ceil(Math.log(Math.max(ms, 1)) / LatencyHistogram.GROWTH);
    const last = Math.min(bucket, this.buckets.length - 1);
    this.buckets[last] = (this.buckets[last] ?? 0) + 1;
    this.samples++;
  }

  /** The latency in ms below which the share `q` of the samples lies; null without samples. */
  quantile(q: number): number | null {
    if (this.samples === 0) return null;
    let left = Math.ceil(this.samples * q);
    for (let bucket = 0; bucket < this.buckets.length; bucket++) {
      left -= this.buckets[bucket] ?? 0;
      if (left <= 0) return Math.round(Math.exp(bucket * LatencyHistogram.GROWTH) * 100) / 100;
    }
    return null;
  }

  clear(): void {
    this.buckets.fill(0);
    this.samples = 0;
  }
}
