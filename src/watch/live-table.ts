import { FAILURES, type Failure, QUALIFIERS, type Qualifier, VERDICTS, type Verdict } from "./codes.ts";
import type { WindowVerdict } from "./events.ts";
import { heardAt, newSiteState, type SiteState, sinceOf, wordNow } from "./verdict/index.ts";

/**
 * The live verdict of every site: the rule's state, and beside it in columns what lists show, so that tens of thousands of
 * rows are filtered and sorted without asking the rule for each.
 */

const FIRST_ROOM = 1_024;

export class LiveTable {
  private readonly slots = new Map<number, number>();
  private readonly free: number[] = [];
  private readonly states: SiteState[] = [];
  private qualifiers = new Uint16Array(FIRST_ROOM);
  private n = new Uint16Array(FIRST_ROOM);
  private d = new Uint16Array(FIRST_ROOM);
  private cause = new Uint8Array(FIRST_ROOM);
  private confirmed = new Uint8Array(FIRST_ROOM);
  private used = 0;

  get size(): number {
    return this.slots.size;
  }

  has(site: number): boolean {
    return this.slots.has(site);
  }

  add(site: number): void {
    if (this.slots.has(site)) return;
    const slot = this.free.pop() ?? this.used++;
    if (slot === this.n.length) this.grow();
    this.slots.set(site, slot);
    this.states[slot] = newSiteState();
    for (const column of [this.qualifiers, this.n, this.d, this.cause, this.confirmed]) column[slot] = 0;
  }

  remove(site: number): void {
    const slot = this.slots.get(site);
    if (slot === undefined) return;
    this.slots.delete(site);
    this.free.push(slot);
  }

  state(site: number): SiteState | undefined {
    const slot = this.slots.get(site);
    return slot === undefined ? undefined : this.states[slot];
  }

  /** Keeps what lists show of a verdict that the rule just gave. */
  note(site: number, { qualifiers, n, d, cause, confirmed }: WindowVerdict): void {
    const slot = this.slots.get(site);
    if (slot === undefined) return;
    this.qualifiers[slot] = maskOf(qualifiers);
    this.n[slot] = n;
    this.d[slot] = d;
    this.cause[slot] = FAILURES.indexOf(cause);
    this.confirmed[slot] = confirmed ? 1 : 0;
  }

  /** The word at this moment; "inconclusive" for a site that is not here. */
  verdict(site: number, nowMs: number): Verdict {
    const state = this.state(site);
    return state === undefined ? "inconclusive" : wordNow(state, nowMs);
  }

  /** Since when the word holds, ms since 1970; 0 when none was reached. */
  since(site: number): number {
    const state = this.state(site);
    return state === undefined ? 0 : (sinceOf(state) ?? 0);
  }

  qualifierMask(site: number): number {
    return this.qualifiers[this.slots.get(site) ?? -1] ?? 0;
  }

  /** What a list shows of a site beside its name. */
  shown(site: number, nowMs: number): Shown {
    const slot = this.slots.get(site);
    const state = slot === undefined ? undefined : this.states[slot];
    if (slot === undefined || state === undefined) return NOTHING;
    const verdict = wordNow(state, nowMs);
    return {
      verdict,
      qualifiers: qualifiersOf(this.qualifiers[slot] ?? 0),
      since: sinceOf(state),
      lastAt: heardAt(state),
      n: this.n[slot] ?? 0,
      d: this.d[slot] ?? 0,
      cause: FAILURES[this.cause[slot] ?? 0] ?? "ok",
      confirmed: this.confirmed[slot] === 1 && verdict !== "inconclusive",
    };
  }

  /** Sites by word and by qualifier. */
  counts(nowMs: number): {
    verdicts: Record<Verdict, number>;
    qualifiers: Partial<Record<Qualifier, number>>;
  } {
    const verdicts = emptyCounts();
    const carried = QUALIFIERS.map(() => 0);
    for (const slot of this.slots.values()) {
      const state = this.states[slot];
      if (state !== undefined) verdicts[wordNow(state, nowMs)] += 1;
      const mask = this.qualifiers[slot] ?? 0;
      for (let bit = 0; mask >> bit !== 0; bit++)
        if ((mask >> bit) & 1) carried[bit] = (carried[bit] ?? 0) + 1;
    }
    const qualifiers: Partial<Record<Qualifier, number>> = {};
    QUALIFIERS.forEach((qualifier, bit) => {
      const sites = carried[bit] ?? 0;
      if (sites > 0) qualifiers[qualifier] = sites;
    });
    return { verdicts, qualifiers };
  }

  private grow(): void {
    const room = this.n.length * 2;
    const larger = <A extends Uint16Array | Uint8Array>(old: A, made: A): A => {
      made.set(old);
      return made;
    };
    this.qualifiers = larger(this.qualifiers, new Uint16Array(room));
    this.n = larger(this.n, new Uint16Array(room));
    this.d = larger(this.d, new Uint16Array(room));
    this.cause = larger(this.cause, new Uint8Array(room));
    this.confirmed = larger(this.confirmed, new Uint8Array(room));
  }
}

export type Shown = {
  readonly verdict: Verdict;
  readonly qualifiers: Qualifier[];
  /** ms since 1970. */
  readonly since: number | undefined;
  readonly lastAt: number | undefined;
  readonly n: number;
  readonly d: number;
  readonly cause: Failure;
  readonly confirmed: boolean;
};

const NOTHING: Shown = {
  verdict: "inconclusive",
  qualifiers: [],
  since: undefined,
  lastAt: undefined,
  n: 0,
  d: 0,
  cause: "ok",
  confirmed: false,
};

export const emptyCounts = (): Record<Verdict, number> =>
  Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;

export function maskOf(qualifiers: readonly Qualifier[]): number {
  return qualifiers.reduce((mask, one) => mask | (1 << QUALIFIERS.indexOf(one)), 0);
}

export function qualifiersOf(mask: number): Qualifier[] {
  return mask === 0 ? [] : QUALIFIERS.filter((_, bit) => (mask >> bit) & 1);
}

/** How bad a word is, for who sorts or takes the worst: inaccessible 3, intermittent 2, inconclusive 1, accessible 0. */
export const GRAVITY: Readonly<Record<Verdict, number>> = {
  accessible: 0,
  inconclusive: 1,
  intermittent: 2,
  inaccessible: 3,
};

/** The worst conclusive word; "inconclusive" when none is conclusive. */
export function worstOf(verdicts: Iterable<Verdict>): Verdict {
  let worst: Verdict = "inconclusive";
  for (const one of verdicts) {
    if (one === "inconclusive") continue;
    if (worst === "inconclusive" || GRAVITY[one] > GRAVITY[worst]) worst = one;
  }
  return worst;
}
