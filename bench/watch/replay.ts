import { SeededRandom } from "../../src/drill/random.ts";
import { sinceOf, windowVerdict, wordNow } from "../../src/watch/verdict/index.ts";
import { fusedRounds, type SiteState } from "../../src/watch/verdict/site-state.ts";
import type { Effort, Section, Table } from "../harness/section.ts";
import { figure, percentile } from "../harness/statistics.ts";
import { DAY_AT_MS, Day, type DayPlan, type Outage } from "./day.ts";

/**
 * A day of 36,000 sites in simulated time: what the rule makes of lost attempts, a cut, a resolver in trouble and a locked
 * file, beside rules without it on the same draws; and how soon true outages are confirmed.
 */

const SEED = 20_241_231;
const HOUR_S = 3_600;
const MINUTE_S = 60;
const INTERVAL_S = 300;
const HOUR_MS = HOUR_S * 1_000;
/** How often all sites are also judged by the rule of windows. */
const CENSUS_EVERY_S = 2 * HOUR_S;

/** Every tenth site of a list is dead for good. */
const isDead = (site: number) => site % 10 === 3;
const FOREVER = { from: 0, to: Number.POSITIVE_INFINITY };

const nobody = () => false;

export async function replay({ smoke }: Effort): Promise<Section> {
  const calm = falseAlarms(smoke ? 1_000 : 36_000);
  const brownOuts = [0.05, 0.1, 0.2, 0.4, 0.8].map((share) => brownOut(smoke ? 600 : 4_000, share));
  const sites = smoke ? 300 : 2_000;
  const usual = detection(sites, nobody);
  const claimed = detection(sites, () => true);
  const attacked = attack(25);
  return {
    title: "A day replayed",
    about: `Simulated time, seed ${SEED}; 1 % of attempts lost. No canaries warn the rule. Rates, moments and rule are the product's.`,
    goals: [...alarmGoals(calm), ...detectionGoals(usual, claimed)],
    tables: [alarmTable(calm), brownOutTable(brownOuts), detectionTable(usual, claimed, attacked)],
    notes: [
      "One-shot: a site is down when the first attempt of a round fails. Four tries: when all four fail, as monitors with retries do, without knowing of their own trouble.",
      "Detection: half of the outages hang until each attempt's time is up, half are refused at once; two French vantage points, each in its own rhythm. An outage lasts from 20 to 60 minutes. All of a short list at once: 25 claimed sites stop within 20 seconds, while the canaries answer; a rule that sees its own trouble in every burst would suspend itself.",
    ],
    faults: [
      ...(calm.rounds < calm.sites * 200 ? ["too few rounds were played"] : []),
      ...[usual, claimed, attacked].flatMap(({ missed, outages }) =>
        missed > 0 ? [`${missed} of ${outages} outages were never confirmed`] : [],
      ),
    ],
  };
}

type Alarms = ReturnType<typeof falseAlarms>;

/** One vantage point; a tenth of the sites is dead, and all others answer all day: any other word for those is false. */
function falseAlarms(sites: number) {
  const cut = { from: 3 * HOUR_S, to: 3 * HOUR_S + 10 * MINUTE_S };
  const locked = { from: 15 * HOUR_S, to: 15 * HOUR_S + MINUTE_S };
  const brown = { from: 9 * HOUR_S, to: 9 * HOUR_S + 10 * MINUTE_S, share: 0.4 };
  return playAlarms({
    seed: SEED,
    sites,
    vantages: 1,
    seconds: 24 * HOUR_S,
    lostShare: 0.01,
    cut,
    brownOut: brown,
    locked,
    canaries: 0,
    outages: deadOnes(sites),
    claimed: nobody,
  });
}

function deadOnes(sites: number): Map<number, Outage> {
  const dead = new Map<number, Outage>();
  for (let site = 0; site < sites; site++)
    if (isDead(site)) dead.set(site, { ...FOREVER, hangs: site % 20 === 3 });
  return dead;
}

function playAlarms(plan: DayPlan) {
  const { sites, seconds } = plan;
  let [inaccessible, intermittent, oneShot, fourTries, foundDead] = [0, 0, 0, 0, 0];
  const census = { inaccessible: 0, intermittent: 0, inconclusive: 0, accessible: 0 };
  const day = new Day(plan, {
    onRound: (site, _at, outcome, firstFailed) => {
      if (isDead(site)) return;
      if (firstFailed) oneShot++;
      if (outcome === 2) fourTries++;
    },
    onTurn: (site, state, atMs) => {
      const word = wordNow(state, atMs);
      if (isDead(site)) {
        if (word === "inaccessible") foundDead++;
        return;
      }
      if (word === "inaccessible") inaccessible++;
      if (word === "intermittent") intermittent++;
    },
    onSecond: (second) => {
      if (second % CENSUS_EVERY_S !== 15 * MINUTE_S || second < HOUR_S) return;
      for (const [site, state] of day.states.entries()) {
        if (!isDead(site)) census[windowWord(day, state, second)]++;
      }
    },
  });
  const begun = performance.now();
  day.play();
  let suspectMs = 0;
  for (const { from, to } of day.vantages.spells(0)) suspectMs += to - from;
  return {
    ...{
      sites,
      seconds,
      inaccessible,
      intermittent,
      oneShot,
      fourTries,
      foundDead,
      census,
      rounds: day.rounds,
    },
    suspectMinutes: suspectMs / 60_000,
    foldUs: (day.foldMs * 1_000) / day.rounds,
    tookS: (performance.now() - begun) / 1_000,
  };
}

function windowWord(day: Day, state: SiteState, second: number) {
  const to = DAY_AT_MS + second * 1_000;
  const from = to - HOUR_MS;
  const { french } = day.vantages.facts();
  const suspendedMs = day.vantages.suspendedMs(from, to);
  return windowVerdict(fusedRounds(state, from, french), { from, to, suspendedMs, vantages: ["local"] })
    .verdict;
}

function alarmGoals({ inaccessible, intermittent, census }: Alarms) {
  const wrongIntermittent = intermittent + census.intermittent;
  const wrongInaccessible = inaccessible + census.inaccessible;
  return [
    {
      what: "false inaccessible in a day, live and in a census every two hours",
      goal: "0",
      measured: String(wrongInaccessible),
      met: wrongInaccessible === 0,
    },
    {
      what: "false intermittent in that day",
      goal: "<= 5",
      measured: String(wrongIntermittent),
      met: wrongIntermittent <= 5,
    },
  ];
}

function alarmTable(alarms: Alarms): Table {
  const { sites, rounds, oneShot, fourTries, foundDead, inaccessible, intermittent } = alarms;
  const { census, suspectMinutes, foldUs } = alarms;
  return {
    caption: `False words of a day: ${sites} sites of which nine tenths answer all day and the others never (${figure(foundDead)} of those found out), one vantage point, network cut for 10 minutes, 40 % of names not resolved for 10 minutes, the keeper's file locked for a minute.`,
    head: ["rule", "false inaccessible", "false intermittent", "remarks"],
    rows: [
      ["one-shot", figure(oneShot), "-", `${figure(rounds)} rounds`],
      ["four tries", figure(fourTries), "-", ""],
      [
        "live rule",
        String(inaccessible),
        String(intermittent),
        `measuring suspended for ${figure(suspectMinutes)} minutes; ${figure(foldUs)} us a round`,
      ],
      [
        "rule of windows, every two hours",
        String(census.inaccessible),
        String(census.intermittent),
        `${figure(census.accessible)} accessible, ${figure(census.inconclusive)} inconclusive`,
      ],
    ],
  };
}

/** Two hours with a resolver in trouble for half an hour of them: from hardly more than usual to nearly dead. */
function brownOut(sites: number, share: number) {
  const brown = { from: HOUR_S, to: HOUR_S + 30 * MINUTE_S, share };
  const alarms = playAlarms({
    seed: SEED + Math.round(share * 100),
    sites,
    vantages: 1,
    seconds: 2 * HOUR_S,
    lostShare: 0.01,
    brownOut: brown,
    canaries: 0,
    outages: deadOnes(sites),
    claimed: nobody,
  });
  return { share, alarms };
}

function brownOutTable(all: readonly ReturnType<typeof brownOut>[]): Table {
  return {
    caption: `The same with ${all[0]?.alarms.sites} sites and a resolver in trouble for half an hour, by how much of it.`,
    head: [
      "names not resolved",
      "one-shot",
      "four tries",
      "false inaccessible",
      "false intermittent",
      "suspended, minutes",
    ],
    rows: all.map(({ share, alarms }) => [
      `${share * 100} %`,
      figure(alarms.oneShot),
      figure(alarms.fourTries),
      String(alarms.inaccessible),
      String(alarms.intermittent),
      figure(alarms.suspectMinutes),
    ]),
  };
}

type Detection = ReturnType<typeof detection>;

/** Six hours with one true outage a site, seen from two French vantage points. */
function detection(sites: number, claimed: (site: number) => boolean) {
  const random = new SeededRandom(SEED + 7);
  const outages = new Map<number, Outage>();
  for (let site = 0; site < sites; site++) {
    const from = HOUR_S + random.next() * 3 * HOUR_S;
    outages.set(site, { from, to: from + (20 + 40 * random.next()) * MINUTE_S, hangs: site % 2 === 0 });
  }
  return playOutages(outages, 0, claimed);
}

/** A short list of nothing but victims, named in a claim, that all go down at once, while the canaries answer. */
function attack(sites: number) {
  const random = new SeededRandom(SEED + 9);
  const outages = new Map<number, Outage>();
  for (let site = 0; site < sites; site++) {
    const from = HOUR_S + random.next() * 20;
    outages.set(site, { from, to: from + HOUR_S / 2, hangs: site % 2 === 0 });
  }
  return playOutages(outages, 7, () => true);
}

function playOutages(
  outages: ReadonlyMap<number, Outage>,
  canaries: number,
  claimed: (site: number) => boolean,
) {
  const sites = outages.size;
  const [confirmed, recovered, edges] = [
    new Map<number, number>(),
    new Map<number, number>(),
    [] as number[],
  ];
  const roundsSince = new Int32Array(sites);
  let wrong = 0;
  const day: Day = new Day(
    { seed: SEED, sites, vantages: 2, seconds: 6 * HOUR_S, lostShare: 0.01, canaries, outages, claimed },
    {
      onRound: (site, at) => {
        const outage = outages.get(site) as Outage;
        if (at / 1_000 >= outage.to && !recovered.has(site))
          roundsSince[site] = (roundsSince[site] as number) + 1;
      },
      onTurn: (site, state, atMs) => {
        const outage = outages.get(site) as Outage;
        const second = (atMs - DAY_AT_MS) / 1_000;
        const word = wordNow(state, atMs);
        if (word === "inaccessible") {
          if (second < outage.from) wrong++;
          else if (!confirmed.has(site)) {
            confirmed.set(site, second - outage.from);
            edges.push(Math.abs(((sinceOf(state) as number) - DAY_AT_MS) / 1_000 - outage.from));
          }
        } else if (confirmed.has(site) && second >= outage.to && !recovered.has(site)) {
          recovered.set(site, second - outage.to);
          edges.push(Math.abs(((sinceOf(state) as number) - DAY_AT_MS) / 1_000 - outage.to));
        }
      },
    },
  );
  day.play();
  // Both vantage points ask: a round of the site is one of each.
  const rounds = [...recovered.keys()].map((site) => Math.ceil((roundsSince[site] as number) / 2));
  return {
    outages: sites,
    missed: sites - confirmed.size,
    wrong,
    delays: [...confirmed.values()],
    hanging: [...confirmed].filter(([site]) => site % 2 === 0).map(([, delay]) => delay),
    refused: [...confirmed].filter(([site]) => site % 2 === 1).map(([, delay]) => delay),
    rounds,
    recoveries: [...recovered.values()],
    edges,
  };
}

function detectionGoals(usual: Detection, claimed: Detection) {
  const limit = INTERVAL_S + 90;
  const [late, lateClaimed] = [percentile(usual.delays, 0.95), percentile(claimed.delays, 0.95)];
  const rounds = percentile([...usual.rounds, ...claimed.rounds], 0.95);
  const edge = percentile(usual.edges, 0.95);
  return [
    {
      what: "outage to confirmed, p95",
      goal: `<= ${limit} s`,
      measured: `${figure(late)} s`,
      met: late <= limit,
    },
    {
      what: "outage of a claimed body to confirmed, p95",
      goal: "<= 90 s",
      measured: `${figure(lateClaimed)} s`,
      met: lateClaimed <= 90,
    },
    {
      what: "rounds after the recovery until it is seen, p95",
      goal: "<= 2",
      measured: figure(rounds),
      met: rounds <= 2,
    },
    {
      what: "begin and end of an outage, error, p95",
      goal: `<= ${INTERVAL_S / 2} s`,
      measured: `${figure(edge)} s`,
      met: edge <= INTERVAL_S / 2,
    },
  ];
}

function detectionTable(usual: Detection, claimed: Detection, attacked: Detection): Table {
  const line = (name: string, { outages, delays, hanging, refused, recoveries, edges, wrong }: Detection) => [
    name,
    String(outages),
    [0.5, 0.95, 0.99].map((share) => figure(percentile(delays, share))).join(" / "),
    `${figure(percentile(hanging, 0.95))} / ${figure(percentile(refused, 0.95))}`,
    [0.5, 0.95].map((share) => figure(percentile(recoveries, share))).join(" / "),
    [0.5, 0.95].map((share) => figure(percentile(edges, share))).join(" / "),
    String(wrong),
  ];
  return {
    caption: "True outages, seconds.",
    head: [
      "",
      "outages",
      "to confirmed, p50 / p95 / p99",
      "p95 of hanging / refused",
      "end to seen, p50 / p95",
      "error of begin and end, p50 / p95",
      "false",
    ],
    rows: [
      line("every five minutes", usual),
      line("named in a claim", claimed),
      line("all of a short list at once", attacked),
    ],
  };
}
