/**
 * Finds how many requests may be at the origin at once from latencies alone, in the manner of TCP Vegas (Brakmo,
 * Peterson, "TCP Vegas", 1995): with N requests there, each taking R times what it takes unloaded, Little's law says
 * that N/R are being worked on and the other N x (1 - 1/R) stand in a queue.
 */

export type GradientOptions = { readonly floor: number; readonly start: number; readonly ceiling: number };

/** One answer, seen from the door. */
export type Latency = {
  readonly enteredMs: number;
  readonly latencyMs: number;
  /** What it takes when it waits for nobody, and the standard deviation of that in parts of it. */
  readonly expectedMs: number;
  readonly noise: number;
  /** Requests inside when it entered, itself among them; and whether nobody more could have entered. */
  readonly inFlight: number;
  readonly pressed: boolean;
};

/** Samples of a window: how few may decide, how few may after WINDOW_MS or at the floor, how many always do. */
const SAMPLES_MIN = 6;
const SAMPLES_MIN_AGED = 3;
/** And how few may widen a limit that was too wide before: a chance calm of six must not try it still wider. */
const SAMPLES_MIN_AGAIN = 12;
const SAMPLES_MIN_AT_FLOOR = 4;
const SAMPLES_MAX = 64;
const SAMPLES_MAX_AT_FLOOR = 16;
const WINDOW_MS = 1_000;
/** Standard error of the ratio at which a probe at the floor has seen enough. */
const ERROR_ENOUGH = 0.05;
/**
 * Standard errors that a window must be away from the line to decide: when it can wait no longer, before, and before
 * it has even as many samples as the noise of calm times asks for.
 */
const SURE_AT_LAST = 0.5;
const SURE = 2;
const VERY_SURE = 4;
/** Standard errors below what is expected from which the service is held to have become faster. */
const FALL_SURE = 3;
/** Ratios that differ by less are the same. */
const RATIO_STEP = 0.03;
/** One sample counts for at most so many times what is expected. */
const CLIP = 5;
/** Queue at the origin that is too much, at least, and in parts of the limit; below GROW_SHARE of it the limit grows. */
const QUEUE_MIN = 0.75;
const QUEUE_SHARE = 0.05;
const GROW_SHARE = 2 / 3;
/** A ratio above this is looked at from the floor, because it may be the service itself that has become slow. */
const PROBE_RATIO = 1.5;
/** Below this there is no queue worth the name. */
const NO_QUEUE_RATIO = 1.1;
/** Shrinking that leaves this share of the ratio has not helped: the queue was not ours. */
const NOT_HELPED = 0.9;
/** Neither too much nor little enough for so long, while pressed: the baseline itself is in doubt. */
const STALLED_MS = 2_000;
/** After a try upwards that failed, the next one comes so much later, twice as late each time. */
const HOLD_MS_MIN = 250;
const HOLD_MS_MAX = 1_000;
/** After a probe that found nothing, the next one for the same reason comes so much later, twice as late each time. */
const PROBE_HOLD_MS_MIN = 1_000;
const PROBE_HOLD_MS_MAX = 16_000;
/** So many steps upwards in a row and the limit is far away: from then on in quarters. */
const STREAK_LONG = 8;
/** More failures than this share of a window, and at least FAILURES_MIN, shrink the limit to BACKOFF of itself. */
const FAILURE_SHARE = 0.1;
const FAILURES_MIN = 2;
const BACKOFF = 0.7;
/**
 * If the service has recovered meanwhile, a queue of ours could hide in a raised slowness. So beyond this slowness it is
 * believed up to so much more than the limit that it was raised for; then the floor is asked again.
 */
const TRUST_FROM_SLOWNESS = 1.2;
const TRUST_SHARE = 1.125;
/** The same after the floor has said that nothing had changed. */
const TRUST_SHARE_CONFIRMED = 1.5;
/** Windows over which the noise is smoothed. */
const SPREAD_WINDOWS = 8;
const SLOWNESS_MIN = 0.1;
const SLOWNESS_MAX = 100;

/** Sums over some answers; gives the ratio of their latencies to what was expected, and its standard error. */
class Window {
  samples = 0;
  failures = 0;
  pressed = 0;
  startedMs = 0;
  private latency = 0;
  private expected = 0;
  private latencySquare = 0;
  private product = 0;
  private expectedSquare = 0;
  private noiseSquare = 0;
  private inFlightSum = 0;

  add(latencyMs: number, expectedMs: number, noise: number, inFlight: number): void {
    this.samples++;
    this.latency += latencyMs;
    this.expected += expectedMs;
    this.latencySquare += latencyMs * latencyMs;
    this.product += latencyMs * expectedMs;
    this.expectedSquare += expectedMs * expectedMs;
    this.noiseSquare += (expectedMs * noise) ** 2;
    this.inFlightSum += inFlight;
  }

  clear(): void {
    this.samples = this.failures = this.pressed = this.startedMs = 0;
    this.latency = this.expected = this.latencySquare = this.product = 0;
    this.expectedSquare = this.noiseSquare = this.inFlightSum = 0;
  }

  get inFlight(): number {
    return this.inFlightSum / this.samples;
  }

  /** Weighted by cost, because then Little's law holds whatever is mixed. */
  get ratio(): number {
    return this.latency / this.expected;
  }

  /** As many as make the standard error small, if the noise is that of calm times. */
  get samplesWanted(): number {
    return samplesFor(this.noiseSquare / this.expectedSquare);
  }

  /** Of the ratio; never below what the noise seen in calm lets expect from so few samples. */
  get error(): number {
    const ratio = this.ratio;
    const residual = this.latencySquare - 2 * ratio * this.product + ratio * ratio * this.expectedSquare;
    const seen = (Math.max(residual, 0) * this.samples) / Math.max(this.samples - 1, 1);
    return Math.sqrt(Math.max(seen, this.noiseSquare * Math.max(ratio * ratio, 1))) / this.expected;
  }
}

function samplesFor(spread: number): number {
  return spread / (ERROR_ENOUGH * ERROR_ENOUGH);
}

/** What was seen at the limit from which the door went down to the floor: judged again when the floor has spoken. */
type Evidence = { limit: number; window: Window; slowness: number };

export class Gradient {
  /** Whole number of requests that may be inside at once. */
  limit: number;
  /** True while the last window that ended made the limit larger. */
  grew = false;
  /**
   * What a request takes now when it waits for nobody, in parts of its baseline. Raised by a probe at the floor
   * alone, where a queue of ours cannot be the cause; falls as soon as anything is seen to be faster.
   */
  slowness = 1;
  private readonly window = new Window();
  private evidence: Evidence | undefined;
  private changedMs = Number.NEGATIVE_INFINITY;
  private holdUntilMs = 0;
  private failedTries = 0;
  private streak = 0;
  /** The widest limit at which nothing waited; 0 as long as none was seen. */
  private calmAt = 0;
  /** The limit that was last found too wide. */
  private failedAt = Number.POSITIVE_INFINITY;
  private shrunkAtRatio = 0;
  /** Where the shrinks in a row began. */
  private shrunkFrom = 0;
  /** Mean square of an answer's deviation, in parts of the mean, as windows without a queue have shown it. */
  private spread = 0;
  /** Up to here the slowness holds; see TRUST_SHARE. */
  private trustedTo = Number.POSITIVE_INFINITY;
  private stalledMs: number | undefined;
  private probeHoldUntilMs = 0;
  private probesInVain = 0;

  constructor(private readonly options: GradientOptions) {
    this.limit = Math.min(options.start, options.ceiling);
  }

  /** True while it waits before it tries again to grow: the limit is, as far as it knows, found. */
  holding(nowMs: number): boolean {
    return nowMs < this.holdUntilMs;
  }

  /** Counts one answer and, when the window says enough, moves the limit. */
  answered(one: Latency, nowMs: number): void {
    const expectedMs = one.expectedMs * this.slowness;
    const latencyMs = Math.min(one.latencyMs, CLIP * expectedMs);
    if (one.enteredMs < this.changedMs) {
      // It entered before the last change: it tells of the limit of then, not of the one that is being tried.
      this.evidence?.window.add(latencyMs, expectedMs, one.noise, one.inFlight);
      return;
    }
    const window = this.window;
    if (window.samples + window.failures === 0) window.startedMs = nowMs;
    window.add(latencyMs, expectedMs, one.noise, one.inFlight);
    if (one.pressed) window.pressed++;
    this.judge(nowMs);
  }

  /** Counts one request that the origin did not answer, or with a status that says it could not. */
  failed(nowMs: number): void {
    const window = this.window;
    if (window.samples + window.failures === 0) window.startedMs = nowMs;
    window.failures++;
    const all = window.samples + window.failures;
    if (window.failures < FAILURES_MIN || window.failures <= all * FAILURE_SHARE) return;
    this.evidence = undefined;
    this.holdAfterTry(nowMs);
    this.moveTo(Math.floor(this.limit * BACKOFF), nowMs);
  }

  private judge(nowMs: number): void {
    const window = this.window;
    const aged = nowMs - window.startedMs >= WINDOW_MS;
    if (this.limit <= this.options.floor) {
      if (window.samples < (aged ? SAMPLES_MIN_AGED : SAMPLES_MIN_AT_FLOOR)) return;
      const precise = window.samples >= samplesFor(this.spread) && window.error <= ERROR_ENOUGH;
      if (aged || precise || window.samples >= SAMPLES_MAX_AT_FLOOR) this.judgeFloor(nowMs);
      return;
    }
    if (window.samples < (aged ? SAMPLES_MIN_AGED : SAMPLES_MIN)) return;
    const last = aged || window.samples >= SAMPLES_MAX;
    const { inFlight, ratio, error } = window;
    const queue = inFlight * (1 - 1 / ratio);
    const doubt = (inFlight * error) / (ratio * ratio);
    const tooMuch = Math.max(QUEUE_MIN, QUEUE_SHARE * inFlight);
    const little = GROW_SHARE * tooMuch;
    const wanted = Math.max(window.samplesWanted, samplesFor(this.spread));
    const margin = last ? SURE_AT_LAST : window.samples < wanted ? VERY_SURE : SURE;
    if (queue - margin * doubt > tooMuch) {
      this.shrink(nowMs);
      return;
    }
    // Suspiciously fast: something may be changing just now, and half of the window is from before.
    const bound = 1 - RATIO_STEP;
    const changing = ratio + SURE * error < bound && ratio + FALL_SURE * error >= bound;
    const enough = this.limit < this.failedAt || window.samples >= SAMPLES_MIN_AGAIN;
    if (queue + margin * doubt < little && (last || (enough && !changing))) {
      this.widen(nowMs);
      return;
    }
    if (!last) return;
    this.stalledMs ??= nowMs;
    const inDoubt = window.pressed * 2 >= window.samples && nowMs - this.stalledMs >= STALLED_MS;
    if (inDoubt && nowMs >= this.probeHoldUntilMs) this.descend(nowMs);
    else this.end();
  }

  private widen(nowMs: number): void {
    const window = this.window;
    const { ratio, error } = window;
    this.spread += ((error / ratio) ** 2 * window.samples - this.spread) / SPREAD_WINDOWS;
    this.shrunkAtRatio = 0;
    this.calmAt = Math.max(this.calmAt, this.limit);
    this.stalledMs = undefined;
    if (ratio + FALL_SURE * error < 1 - RATIO_STEP) {
      // Faster than thought. How much is seen at the floor, because up here a queue of ours may be in it.
      if (nowMs >= this.probeHoldUntilMs && this.limit > this.options.floor) this.descend(nowMs);
      else {
        this.setSlowness(this.slowness * ratio);
        this.end();
      }
      return;
    }
    const wanted = window.pressed * 2 >= window.samples;
    if (!wanted || nowMs < this.holdUntilMs || this.limit >= this.options.ceiling) {
      this.end();
      return;
    }
    this.streak++;
    if (this.streak > 1) this.failedTries = 0;
    const share = this.streak > STREAK_LONG ? 4 : 16;
    const wider = this.limit + Math.max(1, Math.floor(this.limit / share));
    if (this.slowness > TRUST_FROM_SLOWNESS && wider > this.trustedTo) {
      if (nowMs >= this.probeHoldUntilMs) this.descend(nowMs);
      else this.end();
      return;
    }
    this.moveTo(wider, nowMs);
    this.grew = true;
  }

  private shrink(nowMs: number): void {
    const { inFlight, error } = this.window;
    // Windows that make the limit shrink are those that chance has made look worse than it is.
    const ratio = Math.max(this.window.ratio - error, 1);
    const inVain = this.shrunkAtRatio > 0 && ratio >= NOT_HELPED * this.shrunkAtRatio;
    this.holdAfterTry(nowMs);
    this.failedAt = this.limit;
    this.stalledMs = undefined;
    const target = Math.min(Math.round(inFlight / ratio), this.limit - 1);
    const inDoubt = ratio > PROBE_RATIO || inVain || target > this.calmAt;
    const look = inDoubt && nowMs >= this.probeHoldUntilMs;
    if (look || target <= this.options.floor) {
      this.descend(nowMs);
      return;
    }
    if (this.shrunkAtRatio === 0) this.shrunkFrom = this.limit;
    this.shrunkAtRatio = ratio;
    this.moveTo(target, nowMs);
  }

  /** Down to the floor, to see there whether it is our queue or the service itself that has become slow. */
  private descend(nowMs: number): void {
    const window = Object.assign(new Window(), this.window);
    // Should the service turn out to be slow, what made the limit shrink step by step was that and no queue of ours.
    const limit = this.shrunkAtRatio > 0 ? this.shrunkFrom : this.limit;
    this.evidence = { limit, window, slowness: this.slowness };
    this.shrunkAtRatio = 0;
    this.stalledMs = undefined;
    this.moveTo(this.options.floor, nowMs);
  }

  /** At the floor the ratio is the slowness: what was seen higher up is judged by it, and the door goes back there. */
  private judgeFloor(nowMs: number): void {
    const window = this.window;
    const { ratio, error } = window;
    const before = this.slowness;
    if (Math.abs(ratio - 1) > SURE * error + RATIO_STEP) this.setSlowness(before * ratio);
    // Without proof of the contrary it is what calm times taught.
    else if (before < 1) this.setSlowness(Math.min(before * Math.max(ratio, 1), 1));
    else this.setSlowness(Math.max(before * Math.min(ratio, 1), 1));
    const evidence = this.evidence;
    this.evidence = undefined;
    if (evidence === undefined) {
      this.widen(nowMs);
      return;
    }
    this.probesInVain = this.slowness !== before ? 0 : Math.min(this.probesInVain + 1, 5);
    const pauseMs = this.probesInVain === 0 ? 0 : PROBE_HOLD_MS_MIN * 2 ** (this.probesInVain - 1);
    this.probeHoldUntilMs = nowMs + Math.min(pauseMs, PROBE_HOLD_MS_MAX);
    const ratioThere = (evidence.window.ratio * evidence.slowness) / this.slowness;
    const supported = ratioThere < NO_QUEUE_RATIO ? evidence.limit : evidence.window.inFlight / ratioThere;
    const trust = this.slowness === before ? TRUST_SHARE_CONFIRMED : TRUST_SHARE;
    this.trustedTo = Math.max(evidence.limit + 1, evidence.limit * trust);
    this.moveTo(Math.min(Math.round(supported), evidence.limit), nowMs);
  }

  private holdAfterTry(nowMs: number): void {
    this.holdUntilMs = nowMs + Math.min(HOLD_MS_MIN * 2 ** this.failedTries, HOLD_MS_MAX);
    this.failedTries = Math.min(this.failedTries + 1, 5);
    this.streak = 0;
  }

  private moveTo(limit: number, nowMs: number): void {
    this.limit = Math.max(this.options.floor, Math.min(limit, this.options.ceiling));
    this.changedMs = nowMs;
    this.end();
  }

  private setSlowness(slowness: number): void {
    this.slowness = Math.max(SLOWNESS_MIN, Math.min(slowness, SLOWNESS_MAX));
  }

  private end(): void {
    this.window.clear();
    this.grew = false;
  }
}
