import type { Endpoint } from "./connection.ts";
import type { Act, CitizenKind, DrillPlan } from "./events.ts";
import { perform, type Surroundings } from "./journeys.ts";
import type { SeededRandom } from "./random.ts";
import { Visitor, type VisitorOptions } from "./visitor.ts";

/** Visits under way at once; beyond it a visit does not begin, and is counted. */
export const VISITS_MAX = 2_000;

/** Share of the visitors whose browser carries cookies of audience measurement. */
const ANALYTICS_SHARE = 0.4;
/** At most this share of the calm phase is for the first visits of those who will come back. */
const FIRST_VISITS_TIME = 0.8;
/** Between two clicks of a visit. */
const THINK_MS_MIN = 300;
const THINK_MS_MAX = 1_500;
/** So often somebody of a pool is looked for who is not on the site already. */
const POOL_TRIES = 20;

/** Who comes, by share of the visits. Rare kinds come more often than in life, so that there is something to count. */
const KINDS: ReadonlyArray<{ kind: CitizenKind; share: number }> = [
  { kind: "returning", share: 0.38 },
  { kind: "first-time", share: 0.25 },
  { kind: "no-script", share: 0.12 },
  { kind: "shared-address", share: 0.12 },
  { kind: "feed-reader", share: 0.03 },
  { kind: "crawler", share: 0.03 },
  { kind: "monitor", share: 0.02 },
  { kind: "partial", share: 0.05 },
];
const MACHINE_ACTS: Partial<Record<CitizenKind, Act>> = {
  "feed-reader": "feed",
  crawler: "crawl",
  monitor: "probe",
  partial: "part",
};
/** What a person comes for, after reading the page of arrival. */
const ERRANDS: ReadonlyArray<{ act: Act; share: number }> = [
  { act: "search", share: 0.4 },
  { act: "contact", share: 0.25 },
  { act: "appointment", share: 0.12 },
  { act: "read", share: 0.23 },
];

const BROWSERS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
] as const;
const MACHINES: Partial<Record<CitizenKind, string>> = {
  "feed-reader": "Miniflux/2.2.3",
  crawler: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  monitor: "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
};

/** Second byte of citizens' addresses in 127/8: homes, and one address each for the office, machines and the survey. */
const HOME_BYTE_FIRST = 200;
const HOME_BYTE_LAST = 239;
const OFFICE_ADDRESS = "127.250.0.10";
const MACHINE_ADDRESSES: Partial<Record<CitizenKind, string>> = {
  "feed-reader": "127.251.0.10",
  crawler: "127.252.0.10",
  monitor: "127.253.0.10",
};
export const SURVEY_ADDRESS = "127.254.0.10";

/** The people and machines that use the site while it is attacked. */
export class Citizens {
  /** Visits that did not begin because VISITS_MAX were under way. */
  heldBack = 0;
  private readonly pools: Record<"returning" | "shared-address", Visitor[]>;
  private readonly firstVisits: Visitor[];
  private readonly underWay = new Set<Promise<void>>();
  private nextAt: number;
  private firstVisitsDone = 0;
  private readonly random: SeededRandom;

  constructor(
    private readonly plan: DrillPlan,
    private readonly endpoint: Endpoint,
    private readonly around: Surroundings,
    private readonly calmAt: number,
  ) {
    this.random = around.random;
    const { returning, behindOneAddress } = plan.citizens;
    this.pools = {
      returning: Array.from({ length: returning }, () => this.person("returning")),
      "shared-address": Array.from({ length: behindOneAddress }, () => this.person("shared-address")),
    };
    const office = this.pools["shared-address"];
    this.firstVisits = [...this.pools.returning, ...office.slice(0, office.length / 2)];
    this.nextAt = plan.citizens.visitsPerSecond === 0 ? Number.POSITIVE_INFINITY : calmAt;
  }

  /** Begins the visits that are due. Call it every few milliseconds, until no more shall begin. */
  turn(now: number): void {
    const { calmSeconds, citizens } = this.plan;
    const spreadMs = Math.min(citizens.firstVisitsSeconds, calmSeconds * FIRST_VISITS_TIME) * 1000;
    const due = spreadMs === 0 ? 0 : Math.min(1, (now - this.calmAt) / spreadMs) * this.firstVisits.length;
    while (this.firstVisitsDone < due) {
      const visitor = this.firstVisits[this.firstVisitsDone++] as Visitor;
      const kind = visitor.options.address === OFFICE_ADDRESS ? "shared-address" : "returning";
      this.begin(visitor, async () => void (await perform(kind, "read", visitor, this.around)));
    }
    for (
      ;
      this.nextAt <= now;
      this.nextAt += this.random.exponential(this.plan.citizens.visitsPerSecond) * 1000
    ) {
      const { kind } = this.random.weighted(KINDS);
      const visitor = this.visitor(kind);
      this.begin(visitor, () => this.visit(kind, visitor));
    }
  }

  /** Resolves when the visits under way are over; each ends by its patience. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** Who reads the site before the drill, to know what is right. */
  static surveyor(endpoint: Endpoint, host: string, retriesMax?: number): Visitor {
    const fields = `User-Agent: ${BROWSERS[3]}\r\nAccept-Language: fr\r\n`;
    return new Visitor({
      endpoint,
      host,
      address: SURVEY_ADDRESS,
      script: false,
      person: true,
      fields,
      retriesMax,
    });
  }

  private begin(visitor: Visitor, visit: () => Promise<void>): void {
    if (this.underWay.size >= VISITS_MAX) {
      this.heldBack++;
      return;
    }
    visitor.busy = true;
    const running = visit().finally(() => {
      visitor.busy = false;
      visitor.leave();
      this.underWay.delete(running);
    });
    this.underWay.add(running);
  }

  private async visit(kind: CitizenKind, visitor: Visitor): Promise<void> {
    const machineAct = MACHINE_ACTS[kind];
    if (machineAct !== undefined) {
      if (machineAct !== "feed" || this.plan.site.feeds.length > 0)
        await perform(kind, machineAct, visitor, this.around);
      return;
    }
    const arrived = await perform(kind, "read", visitor, this.around);
    if (arrived && kind !== "returning") await perform(kind, "files", visitor, this.around);
    await Bun.sleep(this.random.between(THINK_MS_MIN, THINK_MS_MAX));
    const { act } = this.random.weighted(ERRANDS);
    await perform(kind, this.offers(act) ? act : "read", visitor, this.around);
  }

  private offers(act: Act): boolean {
    if (act === "search" || act === "contact" || act === "appointment")
      return this.plan.site[act] !== undefined;
    return true;
  }

  private visitor(kind: CitizenKind): Visitor {
    if (kind === "returning" || kind === "shared-address") {
      const pool = this.pools[kind];
      // In the calm phase those who have been there already come back first.
      const known =
        kind === "returning" ? Math.max(1, Math.min(pool.length, this.firstVisitsDone)) : pool.length;
      for (let tries = 0; tries < POOL_TRIES; tries++) {
        const visitor = pool[this.random.below(known)] as Visitor;
        if (!visitor.busy) return visitor;
      }
    }
    return this.person(kind);
  }

  private person(kind: CitizenKind): Visitor {
    const visitor = new Visitor(this.optionsOf(kind));
    if (this.random.chance(ANALYTICS_SHARE) && MACHINES[kind] === undefined) {
      visitor.jar.set("_ga", `GA1.1.${this.random.digits(10)}.${this.random.digits(10)}`);
      visitor.jar.set("_pk_id.1.1fff", `${this.random.digits(16)}.${this.random.digits(10)}.`);
    }
    return visitor;
  }

  private optionsOf(kind: CitizenKind): VisitorOptions {
    const home = `127.${this.random.between(HOME_BYTE_FIRST, HOME_BYTE_LAST)}.${this.random.below(256)}.${this.random.between(1, 254)}`;
    const machine = MACHINES[kind];
    const fields =
      machine === undefined
        ? `User-Agent: ${this.random.pick(BROWSERS)}\r\nAccept-Language: fr-FR,fr;q=0.9,en;q=0.5\r\nUpgrade-Insecure-Requests: 1\r\n`
        : `User-Agent: ${machine}\r\n`;
    return {
      endpoint: this.endpoint,
      host: this.plan.host,
      address: kind === "shared-address" ? OFFICE_ADDRESS : (MACHINE_ADDRESSES[kind] ?? home),
      script: kind !== "no-script",
      person: MACHINE_ACTS[kind] === undefined,
      fields,
    };
  }
}
