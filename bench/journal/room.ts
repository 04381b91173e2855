import { join } from "node:path";
import { fillIncident } from "../../test/support/incident-scenes.ts";
import { catalogue } from "../../src/catalogue.ts";
import { incidentView } from "../../src/incidents/index.ts";
import { openJournal } from "../../src/journal/index.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { type Beffroi, beffroiSettings, startAgain } from "../harness/beffroi.ts";
import { childOf } from "../harness/family.ts";
import { residentBytes } from "../harness/process-figures.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure, percentile } from "../harness/statistics.ts";
import { PRODUCT_CORE } from "../siege/cores.ts";
import { startDrill, TEN_TIMES } from "../siege/drill.ts";
import { startTown, TOWN_HOST } from "../siege/town.ts";
import { Crowd, type Member, peopleOf, writeNotes } from "./room-crowd.ts";
import { type OpenedFigures, openInBrowser } from "./room-browser.ts";
import { openScreens, type ScreenFigures } from "./room-screens.ts";

const FULL = {
  entries: 100_000,
  people: 30,
  perSecond: 5,
  seconds: 40,
  rounds: 60,
  opened: 15,
  requests: TEN_TIMES,
};
const SMOKE = { entries: 2_000, people: 6, perSecond: 5, seconds: 4, rounds: 3, opened: 1, requests: 300 };
type Size = typeof FULL;

const SEEN_GOAL_MS = 300;
const SCREEN_GOAL_MS = 200;
const RESIDENT_GOAL_BYTES = 300e6;
const FLOOD_CHANGE_GOAL = 0.2;
/** How long the last entry may take to reach everybody before it counts as lost, in ms. */
const SEEN_WAIT_MS = 5_000;
const INCIDENT = "i-bench";

type Round = {
  seen: number[];
  lost: number;
  acknowledged: number[];
  screens: ScreenFigures[];
  bytes: number;
};

/** A room with a long history and many people in it, in calm and while the gateway beside it is flooded. */
export async function room(effort: Effort): Promise<Section> {
  const size: Size = effort.smoke ? SMOKE : FULL;
  const town = await startTown(PRODUCT_CORE, effort);
  const place = await beffroiSettings("journal-room", {
    origin: town.port,
    hosts: [TOWN_HOST, "127.0.0.1"],
    site: ["crawl = false"],
  });
  const filledMs = fill(place.data, size.entries);
  const startedAt = performance.now();
  const beffroi = await startAgain("up", place, PRODUCT_CORE);
  const startedMs = performance.now() - startedAt;
  const members = await peopleOf(beffroi, size.people);
  const crowd = await Crowd.looking(beffroi, members);
  // What runs for the first time is slow once: a keeper has been running for days when the crisis comes.
  await oneRound(beffroi, members, crowd, { ...size, seconds: 5, rounds: 5 });
  const calm = await oneRound(beffroi, members, crowd, size);
  const opened = await openInBrowser(beffroi, members[0] as Member, INCIDENT, size.opened);
  const flooding = startDrill(beffroi.port, {
    calmSeconds: 1,
    floodSeconds: Math.ceil(size.seconds * 2 + 10),
    afterSeconds: 0,
    oracle: town.url,
    attack: { grade: 2, requestsPerSecond: size.requests, ramp: "published" },
    citizens: { visitsPerSecond: 2, returning: 5, patienceMs: effort.smoke ? 2_000 : 20_000 },
  });
  await flooding.reached("flood");
  const flooded = await oneRound(beffroi, members, crowd, size);
  await flooding.result;
  await crowd.leave();
  await beffroi.process.stop();
  await town.stop();
  return sectionOf(effort, size, { calm, flooded, opened, filledMs, startedMs });
}

/** Writes the history with the room's own rules, as days of a crisis would; gives the milliseconds. */
function fill(data: string, entries: number): number {
  const clock = new ManualClock(Date.parse("2026-09-26T14:00:00Z"));
  const startedAt = performance.now();
  const journal = openJournal({
    path: join(data, "beffroi.db"),
    keysFolder: join(data, "keys"),
    lane: "keeper",
    clock,
    catalogue,
    views: [incidentView],
  });
  fillIncident(journal, { entries, seed: 1, id: INCIDENT, clock });
  journal.close();
  return performance.now() - startedAt;
}

async function oneRound(
  beffroi: Beffroi,
  members: readonly Member[],
  crowd: Crowd,
  { perSecond, seconds, rounds }: Size,
): Promise<Round> {
  const keeper = childOf(beffroi, "keeper");
  const writing = writeNotes(beffroi, members, INCIDENT, { perSecond, seconds });
  const screens = await openScreens(beffroi, members, INCIDENT, rounds);
  const written = await writing;
  const until = performance.now() + SEEN_WAIT_MS;
  const missing = () =>
    written.filter(({ id, sentAt }) => crowd.seenByAllMs(id, sentAt) === undefined).length;
  while (missing() > 0 && performance.now() < until) await Bun.sleep(20);
  const seen = written.flatMap(({ id, sentAt }) => crowd.seenByAllMs(id, sentAt) ?? []);
  const acknowledged = written.map(({ acknowledgedMs }) => acknowledgedMs);
  return { seen, lost: missing(), acknowledged, screens, bytes: residentBytes(keeper) };
}

type Figures = { calm: Round; flooded: Round; opened: OpenedFigures[]; filledMs: number; startedMs: number };

const ms = (value: number) => `${figure(value)} ms`;
const worst = (screens: readonly { p95Ms: number }[]) => Math.max(...screens.map(({ p95Ms }) => p95Ms));

function sectionOf(effort: Effort, size: Size, figures: Figures): Section {
  const { calm, flooded, opened, filledMs, startedMs } = figures;
  const [seenCalm, seenFlooded] = [percentile(calm.seen, 0.95), percentile(flooded.seen, 0.95)];
  const change = seenFlooded / seenCalm - 1;
  const bytes = Math.max(calm.bytes, flooded.bytes);
  const lost = calm.lost + flooded.lost;
  return {
    title: "The room with a long history and many people",
    about: `One incident with ${size.entries.toLocaleString("en")} entries, ${size.people} people signed in with the live stream open, ${size.perSecond} notes a second written by them in turn for ${size.seconds} s while screens are opened one after the other; then the same while the gateway on the same core gets ${size.requests} requests a second. Keeper, gateway and town on one core, people and attack on the other.`,
    tables: [
      {
        caption: "From sending an entry until it stands in everybody's stream",
        head: ["", "entries", "acknowledged p50", "p95", "seen by all p50", "p95", "p99", "not seen"],
        rows: [rowOf("calm", calm), rowOf("flooded", flooded)],
      },
      {
        caption: "Screens: from the first question to the last byte of the last answer",
        head: ["screen", "bytes", "calm p50", "calm p95", "flooded p50", "flooded p95"],
        rows: calm.screens.map((one, index) => {
          const other = flooded.screens[index];
          const floods = other === undefined ? ["", ""] : [ms(other.p50Ms), ms(other.p95Ms)];
          return [one.screen, figure(one.bytes), ms(one.p50Ms), ms(one.p95Ms), ...floods];
        }),
      },
      {
        caption:
          "The same in headless Chromium on the other core: from the change of address until all answers have come and the page stands still",
        head: ["screen", "opened", "p50", "p95"],
        rows: opened.map((one) => [one.screen, String(one.opened), ms(one.p50Ms), ms(one.p95Ms)]),
      },
    ],
    notes: [
      `Written through the room's rules in ${figure(filledMs / 1000)} s; start with that history until ready: ${figure(startedMs / 1000)} s.`,
      `Keeper: ${figure(calm.bytes / 1e6)} MB after the calm round, ${figure(flooded.bytes / 1e6)} MB after the flooded one.`,
    ],
    goals: effort.smoke
      ? []
      : [
          goal("Entry seen by all 30, p95", `<= ${SEEN_GOAL_MS} ms`, ms(seenCalm), seenCalm <= SEEN_GOAL_MS),
          goal(
            "Any screen, p95",
            `<= ${SCREEN_GOAL_MS} ms`,
            ms(worst(calm.screens)),
            worst(calm.screens) <= SCREEN_GOAL_MS,
          ),
          goal(
            "Any screen in a browser, p95",
            `<= ${SCREEN_GOAL_MS} ms`,
            ms(worst(opened)),
            worst(opened) <= SCREEN_GOAL_MS,
          ),
          goal("Keeper's memory", "<= 300 MB", `${figure(bytes / 1e6)} MB`, bytes <= RESIDENT_GOAL_BYTES),
          goal(
            "Seen by all, p95, while the gateway is flooded at x10",
            "no change beyond 20 %",
            `${ms(seenFlooded)} (${change >= 0 ? "+" : ""}${figure(change * 100)} %)`,
            change <= FLOOD_CHANGE_GOAL,
          ),
        ],
    faults: lost === 0 ? [] : [`${lost} entries did not reach everybody within ${SEEN_WAIT_MS} ms`],
  };
}

const goal = (what: string, wanted: string, measured: string, met: boolean) => ({
  what,
  goal: wanted,
  measured,
  met,
});

function rowOf(name: string, { seen, lost, acknowledged }: Round): string[] {
  const at = (times: readonly number[], share: number) => ms(percentile(times, share));
  return [
    name,
    String(acknowledged.length),
    at(acknowledged, 0.5),
    at(acknowledged, 0.95),
    at(seen, 0.5),
    at(seen, 0.95),
    at(seen, 0.99),
    String(lost),
  ];
}
