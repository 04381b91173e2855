import { parseArgs } from "node:util";
import { stopAll } from "../harness/process.ts";
import { type Effort, type Goal, type Section, sectionMarkdown } from "../harness/section.ts";
import { figure } from "../harness/statistics.ts";
import { blackbox } from "./blackbox.ts";
import { type Costs, costs, importSites, openHouse, summary, type WatchHouse } from "./house.ts";
import { startTargets, type Targets } from "./targets.ts";

type Terms = {
  sites: number;
  minutes: number;
  everySeconds: number;
  peakSites: number;
  peakEverySeconds: number;
  peakSeconds: number;
};

const WHOLE: Terms = {
  sites: 36_000,
  minutes: 30,
  everySeconds: 300,
  peakSites: 36_000,
  peakEverySeconds: 50,
  peakSeconds: 120,
};
const SMOKE: Terms = {
  sites: 600,
  minutes: 0.2,
  everySeconds: 30,
  peakSites: 600,
  peakEverySeconds: 30,
  peakSeconds: 10,
};
const SHARE_GOAL = 0.6;
const BYTES_GOAL = 400_000_000;
const LAG_MS_GOAL = 2_000;
const PEAK_GOAL = 600;
/** Of an interval. */
const GAP_GOAL = 1.05;
const CALM_MS_MAX = 25 * 60_000;

/** Sites asked over TLS with full handshakes, by the real prober and the real keeper: what it costs, and whether all are asked. */
export const throughput = ({ smoke }: Effort): Promise<Section> => measure(smoke ? SMOKE : WHOLE, smoke);

async function measure(terms: Terms, smoke: boolean): Promise<Section> {
  const targets = await startTargets();
  try {
    return await Promise.race([measureOn(targets, terms, smoke), targets.broken]);
  } finally {
    await targets.stop();
  }
}

async function measureOn(targets: Targets, terms: Terms, smoke: boolean): Promise<Section> {
  const { sites, minutes, everySeconds } = terms;
  const house = await openHouse(`watch-steady-${process.pid}`, targets, everySeconds);
  await importSites(house, targets, sites);
  await calm(house, terms);
  process.stderr.write("bench: every site has its verdict\n");
  const steady = await costs(house, minutes * 60, targets.askedCount);
  process.stderr.write(`bench: in calm ${JSON.stringify(steady)}\n`);
  const { verdicts } = await summary(house);
  const starved = await hang(house, targets, everySeconds);
  process.stderr.write(`bench: three in ten hang ${JSON.stringify(starved)}\n`);
  const faults = [...blamed(verdicts, sites), ...faultsOf(house)];
  await house.stop();
  const rate = sites / everySeconds;
  const peak = await peakOf(targets, terms);
  process.stderr.write(`bench: at most ${JSON.stringify(peak)}\n`);
  const seconds = smoke ? 5 : 60;
  const peer = await blackbox(targets, sites, seconds, rate);
  const peerPeak = await blackbox(targets, sites, seconds);
  process.stderr.write(`bench: blackbox_exporter ${JSON.stringify([peer, peerPeak])}\n`);
  return {
    title: "Many sites at once",
    about: `${sites} sites over TLS on as many addresses of this machine, with full handshakes, asked by prober and keeper of the product, each in its process, through a resolver of the test's own. Two nginx are the sites. blackbox_exporter asks the same sites beside it.`,
    goals: goalsOf(terms, steady, starved, peak),
    tables: [table(steady, peak, peer, peerPeak), hangTable(starved)],
    notes: [
      "blackbox_exporter is given addresses: it resolves no name, keeps nothing, judges nothing, and says 200 or not.",
      "Shares are of two cores; those of the sites, of the resolver and of whoever asks blackbox_exporter are left out.",
      "How often a site is asked is read from the sites' own log.",
    ],
    faults:
      peer.wrong + peerPeak.wrong === 0 ? faults : [...faults, "blackbox_exporter failed at some sites"],
  };
}

/** Until every site has had its first rounds, which come faster than the others, and the plan's own pace is reached. */
async function calm(house: WatchHouse, { sites, everySeconds }: Terms): Promise<void> {
  const until = Date.now() + CALM_MS_MAX;
  for (let inRow = 0; inRow < 3; ) {
    if (Date.now() > until) throw new Error("the plan's own pace was not reached in time");
    await Bun.sleep(5_000);
    const { scheduler, sites: known, verdicts } = await summary(house);
    const isCalm = scheduler.checksPerSecond <= (sites / everySeconds) * 1.1;
    inRow = isCalm && known === sites && (verdicts.accessible ?? 0) > sites * 0.95 ? inRow + 1 : 0;
  }
}

type Starved = {
  seconds: number;
  longestMs: number;
  sites: number;
  unasked: number;
  lagMsMax: number;
  bytesMax: number;
  share: number;
};

/** Three in ten stop answering: how long the others wait. */
async function hang(house: WatchHouse, targets: Targets, everySeconds: number): Promise<Starved> {
  const seconds = everySeconds * 1.2 + 5;
  const beganMs = Date.now();
  targets.hang(true);
  const meanwhile = await costs(house, seconds, () => 0);
  await Bun.sleep(3_000);
  const last = new Map<number, number>();
  let longestMs = 0;
  for (const { atMs, n } of targets.asked()) {
    const before = last.get(n);
    if (before !== undefined && atMs >= beganMs) longestMs = Math.max(longestMs, atMs - before);
    last.set(n, atMs);
  }
  targets.hang(false);
  const unasked = [...last.values()].filter(
    (atMs) => atMs < beganMs + 5_000 + seconds * 1_000 - everySeconds * 1_000 * GAP_GOAL,
  );
  const { lagMsMax, bytesMax, share } = meanwhile;
  return { seconds, longestMs, sites: last.size, unasked: unasked.length, lagMsMax, bytesMax, share };
}

/** The rate that the house reaches when more is asked of it than it can do. */
async function peakOf(targets: Targets, { peakSites, peakEverySeconds, peakSeconds }: Terms): Promise<Costs> {
  const house = await openHouse(`watch-peak-${process.pid}`, targets, peakEverySeconds);
  await importSites(house, targets, peakSites);
  const until = Date.now() + CALM_MS_MAX;
  while ((await summary(house)).scheduler.lastFullRoundMs === null && Date.now() < until)
    await Bun.sleep(1_000);
  const peak = await costs(house, peakSeconds, targets.askedCount);
  await house.stop();
  return peak;
}

/** In calm every site answers: none may have been found otherwise. */
function blamed(verdicts: Record<string, number>, sites: number): string[] {
  const { accessible = 0 } = verdicts;
  return accessible === sites
    ? []
    : [`of ${sites} sites that all answer, ${accessible} were found accessible`];
}

function faultsOf({ keeper, prober }: WatchHouse): string[] {
  const lines = `${keeper.output()}\n${prober.output()}`.split("\n");
  return lines.filter((line) => line.includes('"level":"error"')).slice(0, 5);
}

function goalsOf({ sites, everySeconds }: Terms, steady: Costs, starved: Starved, peak: Costs): Goal[] {
  const goal = (what: string, wanted: string, measured: string, met: boolean): Goal => ({
    what,
    goal: wanted,
    measured,
    met,
  });
  const rate = sites / everySeconds;
  const gapMs = everySeconds * 1_000 * GAP_GOAL;
  return [
    goal(
      "sites asked a second",
      `>= ${figure(rate * 0.98)}`,
      figure(steady.checksPerSecond),
      steady.checksPerSecond >= rate * 0.98,
    ),
    goal(
      "prober and keeper, share of two cores",
      `<= ${percent(SHARE_GOAL)}`,
      percent(steady.share),
      steady.share <= SHARE_GOAL,
    ),
    goal(
      "prober and the keeper's watch, memory at most",
      "<= 400 MB",
      `${megabytes(steady.watchBytesMax)}; with all else of the keeper ${megabytes(steady.bytesMax)}`,
      steady.watchBytesMax <= BYTES_GOAL,
    ),
    goal(
      "rounds late, p99",
      `<= ${LAG_MS_GOAL} ms`,
      `${figure(steady.lagMsMax)} ms`,
      steady.lagMsMax <= LAG_MS_GOAL,
    ),
    goal(
      "checks a second at most",
      `>= ${PEAK_GOAL}`,
      figure(peak.checksPerSecond),
      peak.checksPerSecond >= PEAK_GOAL,
    ),
    goal(
      "30 % hang: longest time between two rounds of a healthy site",
      `<= ${figure(gapMs / 1_000)} s`,
      `${figure(starved.longestMs / 1_000)} s, ${starved.unasked} of ${starved.sites} not asked again in time`,
      starved.longestMs <= gapMs && starved.unasked === 0,
    ),
  ];
}

function table(
  steady: Costs,
  peak: Costs,
  peer: Awaited<ReturnType<typeof blackbox>>,
  peerPeak: typeof peer,
) {
  const ours = (name: string, one: Costs) => [
    name,
    figure(one.checksPerSecond),
    percent(one.share),
    `${percent(one.proberShare)} + ${percent(one.keeperShare)}`,
    megabytes(one.bytesMax),
    `${figure(one.lagMsMax)} ms`,
  ];
  const theirs = (name: string, one: typeof peer) => [
    name,
    figure(one.checksPerSecond),
    percent(one.share),
    "",
    megabytes(one.bytesMax),
    "",
  ];
  return {
    caption: "What it costs.",
    head: ["", "checks/s", "of two cores", "prober + keeper", "memory", "late, p99"],
    rows: [
      ours(`Beffroi, ${figure(steady.seconds / 60)} min`, steady),
      theirs("blackbox_exporter at the same rate", peer),
      ours("Beffroi at most", peak),
      theirs("blackbox_exporter at most", peerPeak),
    ],
  };
}

const hangTable = ({ seconds, longestMs, lagMsMax, bytesMax, share }: Starved) => ({
  caption: "Three in ten sites hang at once.",
  head: ["s", "longest time between rounds of a healthy site", "late, p99", "memory", "of two cores"],
  rows: [
    [
      figure(seconds),
      `${figure(longestMs / 1_000)} s`,
      `${figure(lagMsMax)} ms`,
      megabytes(bytesMax),
      percent(share),
    ],
  ],
});

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

/** `bun bench/watch/throughput.ts --minutes 2 [--sites 6000 --every 60]`: the same for a shorter time, printed only. */
if (import.meta.main) {
  const options = {
    minutes: { type: "string" },
    sites: { type: "string" },
    every: { type: "string" },
    smoke: { type: "boolean", default: false },
  } as const;
  const { values } = parseArgs({ options, strict: true });
  const base = values.smoke ? SMOKE : WHOLE;
  const terms = {
    ...base,
    minutes: Number(values.minutes ?? base.minutes),
    sites: Number(values.sites ?? base.sites),
    everySeconds: Number(values.every ?? base.everySeconds),
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => void stopAll().then(() => process.exit(130)));
  }
  try {
    process.stdout.write(`${sectionMarkdown(await measure(terms, values.smoke))}\n`);
  } finally {
    await stopAll();
  }
  process.exit(0);
}
