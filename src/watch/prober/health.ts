import type { VantageHealth } from "../codes.ts";
import { CLOCK_SKEW_MS_MAX, type VantageHealthReport } from "../exchange.ts";
import type { Round } from "../measure.ts";

/** Between two checks while all is well, and while it is not. */
export const CHECK_EVERY_MS = 30_000;
const CHECK_AGAIN_MS = 10_000;
/** A burst of failures asks for a check at once, but not more often than this. */
const HASTY_MS = 5_000;
/** Bad times that are remembered: a round takes no longer than a minute and a half. */
const BAD_TIMES_MAX = 50;

export type HealthNeeds = {
  now(): number;
  /** Each says whether it was reached. Never reject. */
  canaries: ReadonlyArray<() => Promise<boolean>>;
  /** Each says whether it gave an answer, whatever it was. Never reject. */
  resolvers: ReadonlyArray<() => Promise<boolean>>;
};

type BadTime = { readonly from: number; to: number };
type Tally = { ok: number; total: number };

/** Whether what this point measures can be trusted: canaries on several networks, its resolvers, its clock. */
export class Health {
  readonly #needs: HealthNeeds;
  #canaries: Tally;
  #resolvers: Tally;
  #skewMs = 0;
  /** Since the last check that found the line working, and the resolvers. */
  #lineFineAt: number;
  #namesFineAt: number;
  readonly #noLine: BadTime[] = [];
  readonly #noNames: BadTime[] = [];
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checking = false;

  constructor(needs: HealthNeeds) {
    this.#needs = needs;
    this.#canaries = { ok: needs.canaries.length, total: needs.canaries.length };
    this.#resolvers = { ok: needs.resolvers.length, total: needs.resolvers.length };
    this.#lineFineAt = this.#namesFineAt = needs.now();
  }

  report(): VantageHealthReport {
    const [state, why] = this.#judge();
    return { state, why, canaries: { ...this.#canaries }, resolvers: { ...this.#resolvers } };
  }

  /** The keeper's clock is this much ahead of ours. */
  setSkew(ms: number): void {
    this.#skewMs = ms;
  }

  /** Checks when it is time. To be called every second or so. */
  async checkIfDue(): Promise<void> {
    const everyMs = this.#judge()[0] === "ok" ? CHECK_EVERY_MS : CHECK_AGAIN_MS;
    if (this.#needs.now() - this.#checkedAt >= everyMs) await this.check();
  }

  /** Many failed at once: it may be us. */
  async hasten(): Promise<void> {
    if (this.#needs.now() - this.#checkedAt >= HASTY_MS) await this.check();
  }

  async check(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    const began = this.#needs.now();
    this.#checkedAt = began;
    try {
      const [canaries, resolvers] = await Promise.all([
        tally(this.#needs.canaries),
        tally(this.#needs.resolvers),
      ]);
      this.#canaries = canaries;
      this.#resolvers = resolvers;
      const ended = this.#needs.now();
      this.#lineFineAt = note(this.#noLine, isDead(canaries), this.#lineFineAt, began, ended);
      this.#namesFineAt = note(
        this.#noNames,
        resolvers.ok < resolvers.total,
        this.#namesFineAt,
        began,
        ended,
      );
    } finally {
      this.#checking = false;
    }
  }

  /** True when this round failed in a time in which the fault may have been ours. */
  isDoubtful({
    outcome,
    failure,
    at,
    endedAt,
  }: Pick<Round, "outcome" | "failure" | "at" | "endedAt">): boolean {
    if (outcome !== "down" && outcome !== "shaky") return false;
    if (Math.abs(this.#skewMs) > CLOCK_SKEW_MS_MAX) return true;
    if (overlaps(this.#noLine, at, endedAt)) return true;
    // A name that does not exist is an answer; all else about names may be the resolver's fault.
    const isOfNames = failure.startsWith("dns.") && failure !== "dns.nxdomain";
    return isOfNames && overlaps(this.#noNames, at, endedAt);
  }

  #judge(): [VantageHealth, string] {
    const { ok, total } = this.#canaries;
    const resolvers = this.#resolvers;
    if (Math.abs(this.#skewMs) > CLOCK_SKEW_MS_MAX) {
      const seconds = Math.round(Math.abs(this.#skewMs) / 1_000);
      return ["down", `the clock is ${seconds} s ${this.#skewMs > 0 ? "behind" : "ahead of"} the keeper's`];
    }
    if (isDead(this.#canaries)) return ["down", `none of ${total} well-known hosts answers`];
    if (isDead(resolvers)) return ["down", `none of ${resolvers.total} resolvers answers`];
    if (ok * 2 < total) return ["suspect", `only ${ok} of ${total} well-known hosts answer`];
    if (resolvers.ok < resolvers.total)
      return ["ok", `${resolvers.ok} of ${resolvers.total} resolvers answer`];
    return ["ok", ""];
  }
}

const isDead = ({ ok, total }: Tally): boolean => total > 0 && ok === 0;

async function tally(asks: ReadonlyArray<() => Promise<boolean>>): Promise<Tally> {
  const answers = await Promise.all(asks.map((ask) => ask()));
  return { ok: answers.filter(Boolean).length, total: asks.length };
}

/** Writes a bad time down from the last good check on; gives when the last good check began. */
function note(times: BadTime[], isBad: boolean, fineAt: number, began: number, ended: number): number {
  const last = times.at(-1);
  const isOpen = last !== undefined && last.to === Number.POSITIVE_INFINITY;
  if (!isBad) {
    if (isOpen) last.to = ended;
    return began;
  }
  if (!isOpen) times.push({ from: fineAt, to: Number.POSITIVE_INFINITY });
  if (times.length > BAD_TIMES_MAX) times.shift();
  return fineAt;
}

function overlaps(times: readonly BadTime[], from: number, to: number): boolean {
  return times.some((time) => time.from <= to && time.to >= from);
}
