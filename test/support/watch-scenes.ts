import { openGazetteer } from "../../src/gazetteer/index.ts";
import type { ManualClock } from "../../src/kernel/clock.ts";
import type { Round } from "../../src/watch/measure.ts";
import { seeded } from "./journal.ts";
import { type FakeProber, MINUTE_MS, roundOf } from "./watch-room.ts";
import { openWatchStage, type StageTerms, type WatchStage } from "./watch-stage.ts";

/**
 * A believable last day of a year for looking at screens: some hundred public sites, two points of measurement, an attack at
 * 16:00, one host that falls over, protections that answer in the place of sites. What happens is invented; names of hosts
 * are only names, nobody is asked anything. `bun test/support/watch-scenes.ts 127.0.0.1:8451` shows it at that address.
 */

/** 18:10 in Paris. */
const NOW_MS = Date.parse("2025-12-31T17:10:00.000Z");
const ATTACK_MS = Date.parse("2025-12-31T15:00:00.000Z");
const DAY_MS = 24 * 60 * MINUTE_MS;
const LIVE_SPAN_MS = 26 * 60 * MINUTE_MS;
const CALM_MINUTES = 5;
/** Sites with a history of ninety days, and how often a round of it was made. */
const OLD_SITES = 12;
const OLD_EVERY_MS = 10 * MINUTE_MS;
const TOWNS_OF_EACH = 3;

type Fate =
  | "calm"
  | "attacked"
  | "flaps"
  | "recovers"
  | "protected"
  | "blocked"
  | "hosted"
  | "expired"
  | "defaced"
  | "slow";

/** What befalls whom, by place in the list of towns by size. */
const FATES: Readonly<Record<number, Fate>> = {
  1: "hosted",
  3: "protected",
  4: "calm",
  6: "flaps",
  10: "attacked",
  11: "recovers",
  15: "attacked",
  17: "blocked",
  22: "flaps",
  27: "expired",
  31: "recovers",
  38: "attacked",
  44: "attacked",
  57: "defaced",
  63: "slow",
  70: "attacked",
  88: "flaps",
  120: "hosted",
  121: "hosted",
  122: "hosted",
  123: "hosted",
  150: "attacked",
};

export type WatchScene = Pick<WatchStage, "url" | "clock" | "stop"> & { sites: number };

export async function openWatchScene(terms: StageTerms & { pastDays?: number } = {}): Promise<WatchScene> {
  const { pastDays = 90, ...rest } = terms;
  const startMs = NOW_MS - Math.max(LIVE_SPAN_MS, pastDays * DAY_MS);
  const stage = await openWatchStage({ isPublic: true, ...rest, startMs });
  const { clock, post, cast } = stage;
  const towns = await addTowns(post);
  const probers = [stage.prober, await stage.elsewhere("lyon", "Lyon, chez un hébergeur")] as const;
  await tellPast(towns.slice(0, OLD_SITES), clock, stage.prober, pastDays);
  await tellDay(towns, clock, probers);
  await post("/api/watch/maintenance", {
    id: "w-scene",
    title: "Changement de serveur",
    sites: [2],
    from: new Date(NOW_MS - 2 * 60 * MINUTE_MS).toISOString(),
    to: new Date(NOW_MS + 4 * 60 * MINUTE_MS).toISOString(),
  });
  const attacked = towns.filter(({ fate }) => fate === "attacked").map(({ site }) => site);
  const reason = "cité dans une revendication du 31 décembre";
  await post("/api/watch/rates", { sites: attacked, reason, minutes: 24 * 60 });
  let second = 0;
  const going = setInterval(() => {
    clock.advance(1_000);
    cast.tick();
    second += 1;
    const due = towns.filter(({ site }) => site % (CALM_MINUTES * 60) === second % (CALM_MINUTES * 60));
    for (const prober of probers) {
      const rounds = due.map((town) => roundAt(town, clock.now() - 80_000, seeded(second)));
      prober.exchange(rounds).catch(() => {});
    }
  }, 1_000);
  const stop = async () => {
    clearInterval(going);
    await stage.stop();
  };
  return { url: stage.url, clock, sites: towns.length, stop };
}

type Town = { site: number; fate: Fate };

/** The largest towns of each département, by size; their bodies are told by their INSEE code. */
async function addTowns(post: <T>(path: string, body: unknown) => Promise<T>): Promise<Town[]> {
  const taken = new Map<string, number>();
  const communes = [...openGazetteer().bodies()]
    .filter(({ kind, partOf }) => kind === "commune" && partOf === undefined)
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0))
    .filter(({ departement }) => {
      const count = taken.get(departement ?? "") ?? 0;
      taken.set(departement ?? "", count + 1);
      return count < TOWNS_OF_EACH;
    });
  const lines = communes.map(({ name, code }) => `https://www.${slugOf(name)}.fr/;${code}`);
  await post("/api/watch/imports", {
    id: "m-scene",
    text: ["url;insee", ...lines].join("\n"),
    source: "Plus grandes communes de chaque département (exemple)",
    licence: "Licence Ouverte 2.0",
    tags: ["communes"],
  });
  return lines.map((_, place) => ({ site: place + 1, fate: FATES[place] ?? "calm" }));
}

function slugOf(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("œ", "oe").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-");
}

/** Ninety days of a few sites: a bad hour now and then. */
async function tellPast(
  towns: readonly Town[],
  clock: ManualClock,
  prober: FakeProber,
  days: number,
): Promise<void> {
  const random = seeded(7);
  const end = NOW_MS - LIVE_SPAN_MS;
  let rounds: Round[] = [];
  const badHours = new Set(Array.from({ length: days / 6 }, () => Math.floor(random() * days * 24)));
  for (let at = clock.now(); at < end && days > 0; at += OLD_EVERY_MS) {
    clock.advance(at - clock.now());
    const hour = Math.floor((end - at) / 3_600_000);
    for (const { site } of towns) {
      const isBad = badHours.has(hour + site * 5) || badHours.has(hour + site * 5 + 1);
      rounds.push(roundOf(site, at - 80_000, isBad ? "down" : "up", addressed(site)));
    }
    if (rounds.length < 1_900) continue;
    await prober.exchange(rounds);
    rounds = [];
  }
  await prober.exchange(rounds);
  clock.advance(Math.max(0, end - clock.now()));
}

/** The last day, a minute at a time, from both points. */
async function tellDay(
  towns: readonly Town[],
  clock: ManualClock,
  probers: readonly FakeProber[],
): Promise<void> {
  const random = seeded(11);
  let late: Round[] = [];
  for (let minute = 0; clock.now() < NOW_MS; minute++) {
    const now = clock.now();
    const due = towns.filter((town) => {
      const isBad = town.fate !== "calm" && now > ATTACK_MS - 10 * MINUTE_MS;
      return isBad ? (minute + town.site) % 2 === 0 : (minute + town.site) % CALM_MINUTES === 0;
    });
    const rounds = due.map((town) => roundAt(town, now, random));
    clock.advance(MINUTE_MS);
    const over = [...late, ...rounds.filter(({ endedAt }) => endedAt <= clock.now())];
    late = rounds.filter(({ endedAt }) => endedAt > clock.now());
    for (const prober of probers) await prober.exchange(over);
    // The room says what changed once a second of real time: now and then the story waits for it.
    if (clock.now() > ATTACK_MS - TOLD_EVERY_MS && clock.now() % TOLD_EVERY_MS === 0)
      await Bun.sleep(TOLD_MS);
  }
}

const TOLD_EVERY_MS = 5 * MINUTE_MS;
const TOLD_MS = 1_100;

const addressed = (site: number): Partial<Round> => ({
  // A network of its own for each, so that no two fall as one.
  address: `198.${18 + (site >> 8)}.${site & 255}.10`,
  certificateEndsAt: NOW_MS + (30 + (site % 60)) * DAY_MS,
});

function roundAt({ site, fate }: Town, at: number, random: () => number): Round {
  const takes = 90 + random() * 120 + (site % 7) * 25;
  const phases = {
    dnsMs: 3 + random() * 9,
    tcpMs: 9 + random() * 12,
    tlsMs: 22 + random() * 20,
    firstByteMs: takes,
    totalMs: takes + 60 + random() * 60,
  };
  const good: Partial<Round> = { ...addressed(site), phases, endedAt: at + Math.ceil(phases.totalMs) };
  if (at < ATTACK_MS + (site % 5) * 40_000) return roundOf(site, at, "up", good);
  return roundOf(site, at, ...fated(fate, site, at, good));
}

function fated(
  fate: Fate,
  site: number,
  at: number,
  good: Partial<Round>,
): [Round["outcome"], Partial<Round>] {
  const place = addressed(site);
  const minutes = Math.floor((at - ATTACK_MS) / MINUTE_MS);
  const down: Partial<Round> = { ...place, phases: { totalMs: 10_000 } };
  switch (fate) {
    case "attacked":
      return ["down", down];
    case "recovers":
      return minutes < 75 ? ["down", down] : ["up", good];
    case "flaps":
      return Math.floor(minutes / 9) % 2 === 0 ? ["down", failed(at, "http.503", 503, down)] : ["up", good];
    case "hosted":
      return ["down", failed(at, "tcp.refused", undefined, { ...down, address: "203.0.113.77" })];
    case "protected":
      return ["up", guarded(at, "challenge", good)];
    case "blocked":
      return ["up", guarded(at, "block", good)];
    case "expired":
      return ["up", { ...good, certificate: "tls.cert_expired", certificateEndsAt: ATTACK_MS }];
    case "defaced":
      return ["up", { ...good, content: "suspected_defacement" }];
    case "slow":
      return [
        "up",
        { ...good, phases: { dnsMs: 8, tcpMs: 14, tlsMs: 30, firstByteMs: 6_200, totalMs: 7_100 } },
      ];
    case "calm":
      return ["up", good];
  }
}

function failed(
  at: number,
  failure: Round["failure"],
  status: number | undefined,
  down: Partial<Round>,
): Partial<Round> {
  const offsets = [0, 5_000, 20_000, 60_000];
  const attempts = offsets.map((offset) => ({
    at: at + offset,
    failure,
    protection: "none" as const,
    content: "not_comparable" as const,
    ...(status === undefined ? {} : { status }),
    ...(down.address === undefined ? {} : { address: down.address }),
    dnsMs: 4,
    tcpMs: 12,
    totalMs: 31,
    detail: status === undefined ? "the host refused the connection" : "Service Unavailable",
  }));
  return { ...down, failure, attempts };
}

function guarded(at: number, protection: "challenge" | "block", good: Partial<Round>): Partial<Round> {
  const attempt = {
    at,
    failure: "ok" as const,
    protection,
    protectionBy: "cloudflare",
    content: "not_comparable" as const,
    status: 403,
    totalMs: 180,
    detail: "Just a moment...",
  };
  return { ...good, protection, content: "not_comparable", attempts: [attempt] };
}

if (import.meta.main) {
  const [listen = "127.0.0.1:8451"] = process.argv.slice(2);
  const scene = await openWatchScene({ listen });
  process.stdout.write(`${scene.sites} sites ${scene.url}/#/sites\n`);
}
