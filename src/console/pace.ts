/**
 * How fast one person acts. Nobody types faster; a script that borrowed a session, or a page gone mad, must not fill the
 * journal that all others need. Programs that carry the token are not counted.
 */

/** Acts at once, and then one after the other, for each person. */
export const ACTS_AT_ONCE_MAX = 1_000;
export const ACTS_PER_SECOND = 5;
/** People remembered; who acted longest ago is forgotten first, and has all acts again. */
export const PEOPLE_REMEMBERED_MAX = 2_000;

type Budget = { left: number; atMs: number };

export class Pace {
  private readonly budgets = new Map<string, Budget>();

  /** People remembered now. */
  get size(): number {
    return this.budgets.size;
  }

  /** Counts an act. Gives 0, or after how many whole seconds the next one is taken; such a one is not counted. */
  waitSeconds(person: string, nowMs: number): number {
    const { left, atMs } = this.budgets.get(person) ?? { left: ACTS_AT_ONCE_MAX, atMs: nowMs };
    // A clock that was set back gives nothing, and takes nothing.
    const gained = (Math.max(0, nowMs - atMs) / 1_000) * ACTS_PER_SECOND;
    const budget = Math.min(ACTS_AT_ONCE_MAX, left + gained);
    const isTaken = budget >= 1;
    this.budgets.delete(person);
    this.budgets.set(person, { left: isTaken ? budget - 1 : budget, atMs: nowMs });
    const oldest = this.budgets.size > PEOPLE_REMEMBERED_MAX ? this.budgets.keys().next().value : undefined;
    if (oldest !== undefined) this.budgets.delete(oldest);
    return isTaken ? 0 : Math.ceil((1 - budget) / ACTS_PER_SECOND);
  }
}
