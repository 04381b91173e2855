import type { Posture } from "./events.ts";

/**
 * The posture of one site, decided once a second from what that second looked like.
 * Worse postures are entered at once; the way back goes one step at a time, after a quiet time.
 *
 * What counts is work, not requests: how many milliseconds of the origin's work were asked for, against what the door
 * in front of it lets through. So nothing has to be configured, and a busy day that the origin bears is no flood.
 */

export type SecondSeen = {
  requests: number;
  originAnswers: number;
  originFailures: number;
  /** Of these, how often there was no origin at all. */
  originUnreachable: number;
  originMsP95: number | null;
  /** The work that was asked of the origin, the part that the waiting page held back included; and what it can do. */
  demandMs: number;
  capacityMs: number;
  /** The door is being found wider and wider: what the origin can do is not known yet. */
  growing: boolean;
  /** Longest time that somebody has been in line, and how many were sent away. */
  oldestWaitMs: number;
  refused: number;
  unavailable: number;
};

export type PostureState = {
  readonly posture: Posture;
  readonly pinned: Posture | null;
  /** When calm ended, in ms; while calm, the time of the last decision. */
  readonly calmUntilMs: number;
  /** What calm looks like here; learned while calm, frozen otherwise. */
  readonly calmDemandMs: number;
  readonly calmOriginMs: number;
  /** Seconds in a row: only failures, strain seen, flood seen (a great or an expected one counts twice), nothing wrong. */
  readonly goneSeconds: number;
  readonly strainSeconds: number;
  readonly floodSeconds: number;
  readonly quietSeconds: number;
  /** Until then, ms since 1970, an attack is expected: no sign of it needs a second look. */
  readonly alertUntilMs: number;
};

export type PostureChange = { from: Posture; to: Posture; cause: string; figures: Record<string, number> };

/** Sealed after this many seconds in which nobody reached the origin. */
const GONE_SECONDS = 2;
/** Strained or siege after this many seconds in a row with the sign. */
const SIGN_SECONDS = 2;
/** One step towards calm after this many quiet seconds: from siege to calm within a minute. */
const QUIET_SECONDS = 15;
/** The origin is slow when its p95 is above this many times its calm value, and above the floor. */
const SLOW_FACTOR = 4;
const SLOW_FLOOR_MS = 1_000;
/** In a crowd: more work is asked for than the origin can do, and somebody has waited for so long. */
const STRAIN_PRESSURE = 1;
const STRAIN_WAIT_MS = 1_000;
/** A flood: this many times what the origin can do, and this many times what calm asks for. A great one is seen in one second. */
const FLOOD_PRESSURE = 1.5;
const FLOOD_CALM_FACTOR = 3;
const FLOOD_WAIT_MS = 400;
const GREAT_FLOOD_PRESSURE = 4;
/** What is a great flood while an attack is expected. */
const EXPECTED_FLOOD_PRESSURE = 2;
/** The siege lasts as long as more is asked for than this share of what the origin can do. */
const QUIET_PRESSURE = 0.8;
/** Share of the new second in the calm averages: about two minutes of memory. */
const CALM_SMOOTHING = 1 / 120;

export const initialPosture: PostureState = {
  posture: "calm",
  pinned: null,
  calmUntilMs: 0,
  calmDemandMs: 0,
  calmOriginMs: 100,
  goneSeconds: 0,
  strainSeconds: 0,
  floodSeconds: 0,
  quietSeconds: 0,
  alertUntilMs: 0,
};

/** One second later. Pure: gives the new state and, if the posture changed, the change with the figures that caused it. */
export function nextPosture(
  state: PostureState,
  seen: SecondSeen,
  nowMs: number,
): { state: PostureState; change: PostureChange | undefined } {
  const counted = countSigns(state, seen, nowMs);
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

/** What can be seen in the middle of a second. */
export type Glance = Pick<SecondSeen, "demandMs" | "capacityMs"> & { readonly waiting: number };

/**
 * A great flood is seen before its first second is over: every request that passes until then takes the dear way.
 * @returns the change, if this is one.
 */
export function alarm(
  state: PostureState,
  seen: Glance,
  nowMs: number,
): { state: PostureState; change: PostureChange } | undefined {
  const from = state.posture;
  if (state.pinned !== null || (from !== "calm" && from !== "strained") || seen.waiting === 0)
    return undefined;
  const great = isExpected(state, nowMs) ? EXPECTED_FLOOD_PRESSURE : GREAT_FLOOD_PRESSURE;
  if (seen.demandMs < seen.capacityMs * great) return undefined;
  if (seen.demandMs < state.calmDemandMs * FLOOD_CALM_FACTOR) return undefined;
  const figures = {
    demandMsPerSecond: Math.round(seen.demandMs),
    capacityMsPerSecond: Math.round(seen.capacityMs),
    calmDemandMsPerSecond: Math.round(state.calmDemandMs),
    waiting: seen.waiting,
  };
  return {
    state: { ...state, posture: "siege", floodSeconds: SIGN_SECONDS, quietSeconds: 0 },
    change: { from, to: "siege", cause: "flood", figures },
  };
}

/** An operator holds one posture, or lets go (null). */
export function pinPosture(
  state: PostureState,
  pinned: Posture | null,
  nowMs: number,
): { state: PostureState; change?: PostureChange } {
  const to = pinned ?? "calm";
  const next = {
    ...state,
    pinned,
    posture: to,
    calmUntilMs: state.posture === "calm" || to === "calm" ? nowMs : state.calmUntilMs,
    quietSeconds: 0,
    strainSeconds: 0,
    floodSeconds: 0,
    goneSeconds: 0,
  };
  if (to === state.posture) return { state: next };
  return { state: next, change: { from: state.posture, to, cause: "operator", figures: {} } };
}

/** Longest time that an attack may be expected for, in ms. */
export const ALERT_MS_MAX = 48 * 60 * 60 * 1000;

/**
 * An attack is expected until `untilMs`, for instance because this site is named in a claim: what would be strain or
 * flood after two seconds is one after the first. Moves no posture by itself, and ends by itself; 0 ends it now.
 */
export function expectAttack(state: PostureState, untilMs: number, nowMs: number): PostureState {
  return { ...state, alertUntilMs: Math.min(untilMs, nowMs + ALERT_MS_MAX) };
}

const isExpected = (state: PostureState, nowMs: number): boolean => nowMs < state.alertUntilMs;

/** The same posture as before a restart, so that the middle of a siege is not taken for its beginning. */
export function resumedPosture(posture: Posture, calmUntilMs: number): PostureState {
  return { ...initialPosture, posture, calmUntilMs };
}

function countSigns(state: PostureState, seen: SecondSeen, nowMs: number): PostureState {
  const onlyFailures = seen.originUnreachable > 0 && seen.originAnswers === 0;
  const silent = seen.originFailures === 0 && seen.originAnswers === 0;
  // A silent second says nothing about the origin: it neither adds to the count nor clears it.
  const goneSeconds = onlyFailures ? state.goneSeconds + 1 : silent ? state.goneSeconds : 0;
  const flood = floodSign(state, seen);
  const strain = flood > 0 || isStrained(state, seen);
  const calm = state.posture === "calm" && !strain && goneSeconds === 0;
  const answered = calm && seen.originMsP95 !== null;
  const look = isExpected(state, nowMs) ? SIGN_SECONDS : 1;
  const held = state.posture === "siege" && pressureOf(seen) > QUIET_PRESSURE;
  return {
    ...state,
    goneSeconds,
    calmUntilMs: state.posture === "calm" ? nowMs : state.calmUntilMs,
    strainSeconds: strain ? state.strainSeconds + look : 0,
    floodSeconds: flood > 0 ? state.floodSeconds + flood * look : 0,
    quietSeconds: strain || held || goneSeconds > 0 ? 0 : state.quietSeconds + 1,
    calmDemandMs: calm ? smoothed(state.calmDemandMs, seen.demandMs) : state.calmDemandMs,
    calmOriginMs: answered ? smoothed(state.calmOriginMs, seen.originMsP95 ?? 0) : state.calmOriginMs,
  };
}

/** How many times what the origin can do was asked for. */
function pressureOf(seen: SecondSeen): number {
  return seen.capacityMs <= 0 ? 0 : seen.demandMs / seen.capacityMs;
}

/** 0 no sign, 1 a sign, 2 one that needs no second look. */
function floodSign(state: PostureState, seen: SecondSeen): number {
  const pressure = pressureOf(seen);
  const waits = seen.oldestWaitMs > FLOOD_WAIT_MS || seen.refused > 0;
  if (seen.growing || !waits || pressure < FLOOD_PRESSURE) return 0;
  if (seen.demandMs < state.calmDemandMs * FLOOD_CALM_FACTOR) return 0;
  return pressure > GREAT_FLOOD_PRESSURE ? SIGN_SECONDS : 1;
}

function isStrained(state: PostureState, seen: SecondSeen): boolean {
  const slowAboveMs = Math.max(SLOW_FLOOR_MS, state.calmOriginMs * SLOW_FACTOR);
  const slow = seen.originMsP95 !== null && seen.originMsP95 > slowAboveMs;
  const failing = seen.originFailures > 2 && seen.originFailures > seen.originAnswers / 4;
  const crowded = pressureOf(seen) > STRAIN_PRESSURE && seen.oldestWaitMs > STRAIN_WAIT_MS;
  return slow || failing || crowded || seen.unavailable > 0;
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
    originFailuresPerSecond: seen.originFailures,
    originMsP95: Math.round(seen.originMsP95 ?? 0),
    demandMsPerSecond: Math.round(seen.demandMs),
    capacityMsPerSecond: Math.round(seen.capacityMs),
    calmDemandMsPerSecond: Math.round(state.calmDemandMs),
    calmOriginMs: Math.round(state.calmOriginMs),
    longestWaitMs: Math.round(seen.oldestWaitMs),
    refusedPerSecond: seen.refused,
  };
}

function smoothed(average: number, value: number): number {
  return average + (value - average) * CALM_SMOOTHING;
}
