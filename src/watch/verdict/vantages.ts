import type { VantageHealth } from "../codes.ts";
import type { VantageFacts } from "./fuse.ts";
import { VANTAGES_MAX } from "./rule.ts";
import { Minute, type Trouble } from "./minute.ts";

/**
 * Whether those who measure can be trusted. A vantage point says of itself how its canaries and resolvers do; beside that, a
 * burst of trouble all over the net within a minute is its own, whatever it says.
 */

/** Trouble goes back to this long before it is noticed: what was said in that time is taken out. */
export const TAKEN_BACK_MS = 60_000;
/** Not heard for this long: down. What it measured meanwhile may still arrive, and counts. */
export const SILENT_MS_MAX = 90_000;
/** With this many canaries that answer, a burst counts only in a minute in which at least so many networks were asked. */
export const CANARIES_MIN = 5;
export const BROAD_NETWORKS_MIN = 300;
/** It is trusted again once all was well for this long. */
export const WELL_FOR_MS = 60_000;
/** Times of distrust that are kept for each vantage point, and for how long. */
const SPELLS_MAX = 1_000;
const SPELLS_KEPT_MS = 48 * 3_600_000;

/** From when to when, in ms since 1970. */
export type Spell = { readonly from: number; to: number };

export type HealthChange = {
  readonly vantage: number;
  readonly was: VantageHealth;
  readonly is: VantageHealth;
  readonly why: string;
  /** What it said from then on is to be taken back; undefined when nothing is. */
  readonly takeBackFrom?: number;
};

type Point = {
  readonly french: boolean;
  readonly minute: Minute;
  readonly spells: Spell[];
  own: VantageHealth;
  ownWhy: string;
  canariesOk: number;
  heardAt: number;
  health: VantageHealth;
  why: string;
  /** When there was last a reason for distrust; and whether there still is one, or was until lately. */
  badAt: number;
  distrusted: boolean;
};

export class Vantages {
  private readonly points: (Point | undefined)[] = new Array(VANTAGES_MAX).fill(undefined);
  /** Times without a French vantage point that is trusted; the last one goes on while `paused`. */
  private readonly pauses: Spell[] = [];
  private paused = false;
  private french = 0;
  private trusted = 0;

  /** Takes in a vantage point at a place from 0 to VANTAGES_MAX - 1; it is not trusted before `settle` has heard of it. */
  add(vantage: number, french: boolean, spells: readonly Spell[] = []): void {
    if (!Number.isInteger(vantage) || vantage < 0 || vantage >= VANTAGES_MAX)
      throw new RangeError(`a vantage point's place is 0 to ${VANTAGES_MAX - 1}, not ${vantage}`);
    this.points[vantage] = {
      french,
      minute: new Minute(),
      spells: spells.map((spell) => ({ ...spell })),
      own: "ok",
      ownWhy: "",
      canariesOk: 0,
      heardAt: 0,
      health: "down",
      why: "never heard",
      badAt: 0,
      distrusted: false,
    };
    const bit = 1 << vantage;
    this.french = french ? this.french | bit : this.french & ~bit;
    this.trusted &= ~bit;
  }

  remove(vantage: number): void {
    this.points[vantage] = undefined;
    this.french &= ~(1 << vantage);
    this.trusted &= ~(1 << vantage);
  }

  /** What a vantage point says of itself with each exchange, and how many of its canaries answered when last asked. */
  says(vantage: number, health: VantageHealth, why: string, nowMs: number, canariesOk = 0): void {
    const point = this.points[vantage];
    if (point === undefined) return;
    point.own = health;
    point.ownWhy = why;
    point.canariesOk = canariesOk;
    point.heardAt = Math.max(point.heardAt, nowMs);
  }

  /**
   * Counts a round before it is folded. `trouble`: none; an attempt failed; none was answered; always none for a site that
   * was failing before, which says nothing of who measures. `network`: a small number for the site's /24 or /48, -1 for
   * unknown.
   */
  heard(vantage: number, endedAtMs: number, trouble: Trouble, network: number): void {
    this.points[vantage]?.minute.add(endedAtMs, trouble, network);
  }

  /**
   * Judges every vantage point after a batch was `heard` and before it is folded; at least every few seconds. Gives what
   * changed, so that what a suspect one said can be taken back.
   */
  settle(nowMs: number): HealthChange[] {
    const changes: HealthChange[] = [];
    for (const [vantage, point] of this.points.entries()) {
      if (point === undefined) continue;
      const { is, why, distrusted } = judge(point, nowMs);
      const takeBackFrom = distrusted && !point.distrusted ? nowMs - TAKEN_BACK_MS : undefined;
      const spell = point.spells.at(-1);
      if (takeBackFrom !== undefined) open(point.spells, takeBackFrom, nowMs);
      else if (point.distrusted && spell !== undefined) spell.to = Math.max(spell.to, nowMs);
      point.distrusted = distrusted;
      if (is === point.health) continue;
      changes.push({
        vantage,
        was: point.health,
        is,
        why,
        ...(takeBackFrom === undefined ? {} : { takeBackFrom }),
      });
      point.health = is;
      point.why = why;
      this.trusted = is === "ok" ? this.trusted | (1 << vantage) : this.trusted & ~(1 << vantage);
    }
    this.notePause(nowMs);
    return changes;
  }

  /** French and trusted ones, for `fold`. */
  facts(): VantageFacts {
    return { french: this.french, trusted: this.trusted };
  }

  health(vantage: number): { readonly state: VantageHealth; readonly why: string } | undefined {
    const point = this.points[vantage];
    return point === undefined ? undefined : { state: point.health, why: point.why };
  }

  /** Whether what it said between two moments counts: no time of distrust overlaps them. */
  trusts(vantage: number, at: number, endedAt: number): boolean {
    const point = this.points[vantage];
    if (point === undefined) return false;
    for (let n = point.spells.length - 1; n >= 0; n--) {
      const { from, to } = point.spells[n] as Spell;
      if (at <= to && endedAt >= from) return false;
    }
    return true;
  }

  /** Its times of distrust, oldest first, for whoever keeps them over a restart. */
  spells(vantage: number): readonly Spell[] {
    return this.points[vantage]?.spells ?? [];
  }

  /** Since when no French vantage point can be trusted; undefined while one can. Verdicts stand still meanwhile. */
  suspendedSince(): number | undefined {
    return this.paused ? this.pauses.at(-1)?.from : undefined;
  }

  /** How much of a window passed without a French vantage point that could be trusted, in ms, as far back as is kept. */
  suspendedMs(fromMs: number, toMs: number): number {
    let sum = 0;
    for (const { from, to } of this.pauses) sum += Math.max(0, Math.min(to, toMs) - Math.max(from, fromMs));
    return sum;
  }

  private notePause(nowMs: number): void {
    const pause = this.pauses.at(-1);
    if (this.paused && pause !== undefined) pause.to = nowMs;
    const paused = (this.french & this.trusted) === 0;
    if (paused && !this.paused) open(this.pauses, nowMs, nowMs);
    this.paused = paused;
  }
}

function open(spells: Spell[], from: number, to: number): void {
  while (spells.length > 0 && (spells.length >= SPELLS_MAX || (spells[0] as Spell).to < to - SPELLS_KEPT_MS))
    spells.shift();
  spells.push({ from, to });
}

type Judgement = { readonly is: VantageHealth; readonly why: string; readonly distrusted: boolean };

function judge(point: Point, nowMs: number): Judgement {
  if (nowMs - point.heardAt > SILENT_MS_MAX) return { is: "down", why: "not heard", distrusted: false };
  if (point.own !== "ok") {
    point.badAt = nowMs;
    return { is: point.own, why: point.ownWhy, distrusted: true };
  }
  // A short list may hold nothing but what is attacked; the canaries are not. In a long one, no attack is that broad.
  const heardMin = point.canariesOk >= CANARIES_MIN ? BROAD_NETWORKS_MIN : 0;
  const burst = point.minute.burst(point.distrusted, heardMin);
  if (burst !== undefined) {
    point.badAt = nowMs;
    return { is: "suspect", why: burst, distrusted: true };
  }
  const tooSoon = point.distrusted && nowMs - point.badAt < WELL_FOR_MS;
  return tooSoon
    ? { is: "suspect", why: point.why, distrusted: true }
    : { is: "ok", why: "", distrusted: false };
}
