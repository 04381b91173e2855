import type { Posture } from "./events.ts";

/**
 * The posture of one site, decided once a second from what that second looked like.
 * Worse postures are entered at once; the way back goes one step at a time, after a quiet time.
 */

export type SecondSeen = {
  requests: number;
  /** Requests that memory could not answer. */
  missed: number;
  originAnswers: number;
  originFailures: number;
  /** Of these, how often there was no origin at all. */
  originUnreachable: number;
  originMsP95: number | null;
  /** Requests that waited in line for the origin at the end of the second, and whether the door was full. */
  queued: number;
  full: boolean;
  unavailable: number;
};

export type PostureState = {
  readonly posture: Posture;
  readonly pinned: Posture | null;
  /** What calm looks like here; learned while calm, frozen otherwise. */
  readonly calmMissed: number;
  readonly calmOriginMs: number;
  /** Seconds in a row: only failures, strain seen, flood seen, nothing wrong. */
  readonly goneSeconds: number;
  readonly strainSeconds: number;
  readonly floodSeconds: number;
  readonly quietSeconds: number;
};

export type PostureChange = { from: Posture; to: Posture; cause: string; figures: Record<string, number> };

/** Sealed after this many seconds in which nobody reached the origin. */
const GONE_SECONDS = 2;
/** Strained or siege after this many seconds in a row with the sign. */
const SIGN_SECONDS = 2;
/** One step towards calm after this many quiet seconds. */
const QUIET_SECONDS = 20;
/** The origin is slow when its p95 is above this many times its calm value, and above the floor. */
const SLOW_FACTOR = 4;
const SLOW_FLOOR_MS = 1_000;
/** A flood: this many times the calm rate of requests that memory cannot answer, and at least the floor. */
const FLOOD_FACTOR = 10;
const FLOOD_FLOOR_PER_S = 30;
/** Share of the new second in the calm averages: about two minutes of memory. */
const CALM_SMOOTHING = 1 / 120;

export const initialPosture: PostureState = {
  posture: "calm",
  pinned: null,
  calmMissed: 1,
  calmOriginMs: 100,
  goneSeconds: 0,
  strainSeconds: 0,
  floodSeconds: 0,
  quietSeconds: 0,
};

/** One second later. Pure: gives the new state and, if the posture changed, the change with the figures that caused it. */
export function nextPosture(
  state: PostureState,
  seen: SecondSeen,
): { state: PostureState; change: PostureChange | undefined } {
  const counted = countSigns(state, seen);
  if (counted.pinned !== null) return { state: counted, change: undefined };
  const wanted = wantedPosture(counted, seen);
  if (wanted.posture === counted.posture) return { state: counted, change: undefined };
  return {
    state: { ...counted, posture: wanted.posture, quietSeconds: 0 },
    change: {
      from: counted.posture,
      to: wanted.posture,
      cause: wanted.cause,
      figures: figuresOf(counted, seen),
    },
  };
}

/** An operator holds one posture, or lets go (null). */
export function pinPosture(
  state: PostureState,
  pinned: Posture | null,
): { state: PostureState; change?: PostureChange } {
  const to = pinned ?? "calm";
  const next = {
    ...state,
    pinned,
    posture: to,
    quietSeconds: 0,
    strainSeconds: 0,
    floodSeconds: 0,
    goneSeconds: 0,
  };
  if (to === state.posture) return { state: next };
  return { state: next, change: { from: state.posture, to, cause: "operator", figures: {} } };
}

function countSigns(state: PostureState, seen: SecondSeen): PostureState {
  const onlyFailures = seen.originUnreachable > 0 && seen.originAnswers === 0;
  const silent = seen.originFailures === 0 && seen.originAnswers === 0;
  // A silent second says nothing about the origin: it neither adds to the count nor clears it.
  const goneSeconds = onlyFailures ? state.goneSeconds + 1 : silent ? state.goneSeconds : 0;
  const slowAboveMs = Math.max(SLOW_FLOOR_MS, state.calmOriginMs * SLOW_FACTOR);
  const slow = seen.originMsP95 !== null && seen.originMsP95 > slowAboveMs;
  const failing = seen.originFailures > 2 && seen.originFailures > seen.originAnswers / 4;
  const strain = slow || failing || seen.queued > 0 || seen.unavailable > 0;
  const flood =
    seen.missed > Math.max(FLOOD_FLOOR_PER_S, state.calmMissed * FLOOD_FACTOR) && (strain || seen.full);
  const calm = state.posture === "calm" && !strain && !flood && goneSeconds === 0;
  const answered = calm && seen.originMsP95 !== null;
  return {
    ...state,
    goneSeconds,
    strainSeconds: strain ? state.strainSeconds + 1 : 0,
    floodSeconds: flood ? state.floodSeconds + 1 : 0,
    quietSeconds: strain || flood || goneSeconds > 0 ? 0 : state.quietSeconds + 1,
    calmMissed: calm ? smoothed(state.calmMissed, seen.missed) : state.calmMissed,
    calmOriginMs: answered ? smoothed(state.calmOriginMs, seen.originMsP95 ?? 0) : state.calmOriginMs,
  };
}

function wantedPosture(state: PostureState, seen: SecondSeen): { posture: Posture; cause: string } {
  if (state.goneSeconds >= GONE_SECONDS) return { posture: "sealed", cause: "origin gone" };
  if (state.posture === "sealed") {
    if (seen.originAnswers === 0) return { posture: "sealed", cause: "" };
    return { posture: "strained", cause: "origin answers again" };
  }
  if (state.floodSeconds >= SIGN_SECONDS) return { posture: "siege", cause: "flood" };
  if (state.posture === "siege") {
    if (state.quietSeconds < QUIET_SECONDS) return { posture: "siege", cause: "" };
    return { posture: "strained", cause: "quiet" };
  }
  if (state.strainSeconds >= SIGN_SECONDS) return { posture: "strained", cause: "origin strained" };
  if (state.posture === "strained" && state.quietSeconds < QUIET_SECONDS)
    return { posture: "strained", cause: "" };
  return { posture: "calm", cause: "quiet" };
}

function figuresOf(state: PostureState, seen: SecondSeen): Record<string, number> {
  return {
    requestsPerSecond: seen.requests,
    missedPerSecond: seen.missed,
    originFailuresPerSecond: seen.originFailures,
    originMsP95: Math.round(seen.originMsP95 ?? 0),
    queued: seen.queued,
    calmMissedPerSecond: Math.round(state.calmMissed * 10) / 10,
    calmOriginMs: Math.round(state.calmOriginMs),
  };
}

function smoothed(average: number, value: number): number {
  return average + (value - average) * CALM_SMOOTHING;
}
