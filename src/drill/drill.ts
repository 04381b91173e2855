import { Attack } from "./attack.ts";
import { CitizenTally } from "./citizen-tally.ts";
import { Citizens } from "./citizens.ts";
import type { DrillPlan, DrillProgress, DrillResult, DrillSecond, OriginFigures, Phase } from "./events.ts";
import { Refusal } from "../kernel/refusal.ts";
import { Letters, type OriginCount } from "./letters.ts";
import { Oracle } from "./oracle.ts";
import { endpointOf } from "./plan.ts";
import { SeededRandom } from "./random.ts";
import { SlowConnections } from "./slow.ts";

/** Between two turns of the generator. */
const TURN_MS = 1;
const SLOW_TURN_MS = 50;
const FIRST_PAGE_TIMEOUT_MS = 15_000;

export type DrillDependencies = {
  /** What the origin has of one message; without it nothing is compared. */
  readonly originCount?: OriginCount;
  /** What took the origin's workers since its start, by who asked; asked at the beginning and the end of the flood. */
  readonly originFigures?: () => Promise<OriginFigures>;
  /** Called once a second. */
  readonly onProgress?: (progress: DrillProgress) => void;
  /** Ends the drill early: what was measured until then is the result. */
  readonly signal?: AbortSignal;
};

/**
 * Plays a checked plan (makePlan): learns what is right, lets citizens visit in calm, floods, and lets the site come to
 * rest. Nothing is sent but to the plan's loopback target.
 * @throws Refusal when the site does not answer in calm, or is not the one that is meant
 */
export async function runDrill(plan: DrillPlan, dependencies: DrillDependencies = {}): Promise<DrillResult> {
  const endpoint = endpointOf(plan.target);
  await checkSite(plan, plan.target);
  if (plan.oracle !== undefined) await checkSite(plan, plan.oracle);
  const oracle = await learnFrom(plan, plan.oracle ?? plan.target);
  // What is known from elsewhere is read here once as well: a site that stands for weeks has its pages in memory.
  if (plan.oracle !== undefined) await learnFrom(plan, plan.target);
  return new Drill(plan, dependencies, oracle, endpoint).run();
}

/** One page is read before anything else: a drill sends forms, and must never send them to another site's staff. */
async function checkSite({ site, host }: DrillPlan, target: string): Promise<void> {
  const first = site.pages[0] as string;
  const reader = Citizens.surveyor(endpointOf(target), host, 0);
  const deadline = performance.now() + FIRST_PAGE_TIMEOUT_MS;
  const met = { waitingPages: 0, refusals: 0 };
  const landing = await reader.click({ method: "GET", target: first }, deadline, met);
  reader.leave();
  if (landing.outcome !== "landed" || landing.status !== 200) {
    const got = landing.outcome === "landed" ? `answers ${landing.status}` : "does not answer";
    throw new Refusal(
      "no-site",
      `The first page (${first}, for ${host}) ${got}, before any attack.`,
      target,
      "Start the gateway and its origin first, and check the host name.",
    );
  }
  if (site.mark === undefined || Buffer.from(landing.page).toString("utf8").includes(site.mark)) return;
  throw new Refusal(
    "another-site",
    `What answers here is not ${site.name}; a drill would send its forms to real people.`,
    target,
    "Drill the demonstration town, or try your own settings with: beffroi site certify.",
  );
}

async function learnFrom({ site, host }: DrillPlan, target: string): Promise<Oracle> {
  const oracle = new Oracle();
  const surveyor = Citizens.surveyor(endpointOf(target), host);
  await oracle.learn(site, surveyor);
  surveyor.leave();
  return oracle;
}

class Drill {
  private readonly calmAt = performance.now();
  private readonly floodAt: number;
  private readonly afterAt: number;
  private readonly endAt: number;
  private readonly letters = new Letters();
  private readonly tally: CitizenTally;
  private readonly citizens: Citizens;
  private readonly attack: Attack;
  private readonly slow: SlowConnections;
  private before: OriginFigures | undefined;
  private after: OriginFigures | undefined;

  constructor(
    private readonly plan: DrillPlan,
    private readonly dependencies: DrillDependencies,
    private readonly oracle: Oracle,
    endpoint: ReturnType<typeof endpointOf>,
  ) {
    const { calmSeconds, floodSeconds, afterSeconds, seed, site, host } = plan;
    this.floodAt = this.calmAt + calmSeconds * 1000;
    this.afterAt = this.floodAt + floodSeconds * 1000;
    this.endAt = this.afterAt + afterSeconds * 1000;
    this.tally = new CitizenTally(this.floodAt, (at) => this.phaseAt(at));
    const { letters, tally } = this;
    const random = new SeededRandom(seed);
    const { patienceMs } = plan.citizens;
    this.citizens = new Citizens(
      plan,
      endpoint,
      { site, oracle, letters, tally, random, patienceMs },
      this.calmAt,
    );
    this.attack = new Attack(plan, endpoint, this.floodAt);
    const large = site.documents[0] ?? (site.pages[0] as string);
    this.slow = new SlowConnections(plan.attack.slowConnections, endpoint, host, large, seed);
  }

  async run(): Promise<DrillResult> {
    let slowTurnAt = this.floodAt;
    let toldAt = this.calmAt + 1000;
    let phase: Phase = "calm";
    for (;;) {
      const now = performance.now();
      if (now >= this.endAt || this.dependencies.signal?.aborted) break;
      this.citizens.turn(now);
      if (now >= this.floodAt && phase === "calm") {
        phase = "flood";
        void this.askOrigin().then((figures) => (this.before = figures));
      }
      if (now >= this.afterAt && phase === "flood") {
        phase = "after";
        this.attack.end();
        this.slow.end();
        void this.askOrigin().then((figures) => (this.after = figures));
      }
      if (phase === "flood") {
        this.attack.turn(now);
        if (now >= slowTurnAt) {
          this.slow.turn(now);
          slowTurnAt = now + SLOW_TURN_MS;
        }
      }
      if (now >= toldAt) {
        this.tell(toldAt - 1000);
        toldAt += 1000;
      }
      await Bun.sleep(TURN_MS);
    }
    return this.finish();
  }

  private async finish(): Promise<DrillResult> {
    this.attack.end();
    this.slow.end();
    await this.citizens.settled();
    this.after ??= await this.askOrigin();
    const { originCount } = this.dependencies;
    const { opened, heldMax, closedByServer } = this.slow;
    return {
      seed: this.plan.seed,
      grade: this.plan.attack.grade,
      phases: this.tally.phases(),
      reads: this.tally.floodReadFigures(),
      attack: this.attack.tally.figures({ opened, heldMax, closedByServer }),
      seconds: this.seconds(),
      readsWellFromSecond: this.tally.readsWellFrom(),
      returningWellFromSecond: this.tally.returningWellFrom(),
      delivery: originCount === undefined ? null : await this.letters.compare(originCount),
      origin: difference(this.before, this.after),
      unsteadyPages: this.oracle.unsteady(),
    };
  }

  private phaseAt(at: number): Phase {
    if (at < this.floodAt) return "calm";
    return at < this.afterAt ? "flood" : "after";
  }

  private async askOrigin(): Promise<OriginFigures | undefined> {
    return this.dependencies.originFigures?.().catch(() => undefined);
  }

  private tell(secondAt: number): void {
    const second = Math.round((secondAt - this.floodAt) / 1000);
    // By the middle of the second: sums of fractions may fall a hair short of the moment at which a phase begins.
    const phase = this.phaseAt(secondAt + 500);
    const citizensUnderWay = this.tally.underWay;
    this.dependencies.onProgress?.({ ...this.secondOf(second), phase, citizensUnderWay });
  }

  private seconds(): DrillSecond[] {
    const first = -Math.ceil(this.plan.calmSeconds);
    const last = Math.ceil(this.plan.floodSeconds + this.plan.afterSeconds);
    return Array.from({ length: last - first }, (_, index) => this.secondOf(first + index));
  }

  private secondOf(second: number): DrillSecond {
    const { done, failed, waitingPages, refusals } = this.tally.secondAt(second);
    return {
      second,
      attackSent: this.attack.tally.sentBySecond[second] ?? 0,
      attackAnswered: this.attack.tally.answeredBySecond[second] ?? 0,
      citizensDone: done,
      citizensFailed: failed,
      waitingPages,
      refusals,
    };
  }
}

function difference(
  before: OriginFigures | undefined,
  after: OriginFigures | undefined,
): OriginFigures | null {
  if (before === undefined || after === undefined) return null;
  return {
    attack: after.attack - before.attack,
    citizens: after.citizens - before.citizens,
    unknown: after.unknown - before.unknown,
    refused: after.refused - before.refused,
    inFlightMax: after.inFlightMax,
  };
}
