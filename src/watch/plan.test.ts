import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { WatchedSite } from "./events.ts";
import { PLAN_SITES_PER_ANSWER_MAX, type PlanSite } from "./exchange.ts";
import { CHANGES_REMEMBERED_MAX, Plan } from "./plan.ts";

const site = (n: number, url = `https://s${n}.test/`): WatchedSite => ({
  site: n,
  check: "http",
  url,
  name: "",
  body: null,
  tags: [],
});
const calm = { everyMs: 300_000, fastUntil: 0, slowUntil: 0 };

/** A prober's side, as exchange.ts says it. */
class Prober {
  version = 0;
  again = false;
  sites = new Map<number, PlanSite>();
  constructor(
    private readonly plan: Plan,
    readonly session = "a",
  ) {}
  /** `lost`: the answer does not arrive, and the next question is the same one. */
  ask(lost = false): boolean {
    const part = this.plan.partFor(this.session, this.version, this.again);
    this.again = lost;
    if (lost) return true;
    if (part.whole) this.sites.clear();
    for (const one of part.sites) this.sites.set(one[0], one);
    for (const one of part.removed) this.sites.delete(one);
    if (!part.more) this.version = part.version;
    return part.more;
  }
  all(): void {
    while (this.ask());
  }
}

describe("a plan", () => {
  test("comes whole in parts, then in changes", () => {
    const plan = new Plan();
    for (let n = 1; n <= PLAN_SITES_PER_ANSWER_MAX * 2 + 5; n++) plan.set(site(n), calm);
    const prober = new Prober(plan);
    expect([prober.ask(), prober.ask(), prober.ask()]).toEqual([true, true, false]);
    expect(prober.sites.size).toBe(PLAN_SITES_PER_ANSWER_MAX * 2 + 5);
    plan.set(site(3), { ...calm, everyMs: 30_000 });
    plan.set(site(3), { ...calm, everyMs: 30_000 });
    plan.remove(4);
    const part = plan.partFor("a", prober.version, false);
    expect(part).toMatchObject({ whole: false, removed: [4], more: false });
    expect(part.sites).toEqual([[3, 0, "https://s3.test/", 30_000, 0, 0]]);
  });

  test("begins anew when an answer was lost between two parts, or the number is of another life", () => {
    const plan = new Plan();
    for (let n = 1; n <= PLAN_SITES_PER_ANSWER_MAX * 2; n++) plan.set(site(n), calm);
    const prober = new Prober(plan);
    prober.ask();
    prober.ask(true);
    prober.all();
    expect(prober.sites.size).toBe(PLAN_SITES_PER_ANSWER_MAX * 2);
    plan.set(site(1), { ...calm, everyMs: 30_000 });
    prober.ask(true);
    prober.all();
    expect(prober.sites.get(1)?.[3]).toBe(30_000);
    expect(plan.partFor("b", 17, false)).toMatchObject({ whole: true });
  });

  test("is the same on both sides, whatever changes between whatever questions", () => {
    const step = fc.oneof(
      fc.record({
        act: fc.constant("set" as const),
        n: fc.integer({ min: 1, max: 30 }),
        ms: fc.constantFrom(30_000, 300_000),
      }),
      fc.record({ act: fc.constant("remove" as const), n: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ act: fc.constant("ask" as const), lost: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const plan = new Plan();
        const prober = new Prober(plan);
        const truth = new Map<number, number>();
        for (const one of steps) {
          if (one.act === "ask") prober.ask(one.lost);
          else if (one.act === "remove") {
            plan.remove(one.n);
            truth.delete(one.n);
          } else {
            plan.set(site(one.n), { ...calm, everyMs: one.ms });
            truth.set(one.n, one.ms);
          }
        }
        prober.all();
        const known = [...prober.sites].map(([n, planned]) => [n, planned[3]] as const);
        expect(new Map(known)).toEqual(truth);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("remembers a bounded number of changes", () => {
    const plan = new Plan();
    const prober = new Prober(plan);
    plan.set(site(1), calm);
    prober.all();
    for (let n = 0; n < CHANGES_REMEMBERED_MAX * 2 + 10; n++)
      plan.set(site(1), { ...calm, everyMs: 1_000 + (n % 2) });
    expect(plan.partFor("a", prober.version, false)).toMatchObject({ whole: true });
  });
});
