import { parseArgs } from "node:util";
import { z } from "zod";
import { routeClassSchema, type SiteDigest, siteDigestSchema } from "../gateway/events.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { askConsole, readAnswer } from "./ask-console.ts";

const USAGE = "usage: beffroi status [--json] [--console IP:PORT] [--data DIR]";

const DONE = 0;
const FOUND_WANTING = 1;
const WRONG_USE = 2;

/** Longest wait for the console's answer, in ms. */
const ANSWER_TIMEOUT_MS = 5_000;
/** Figures older than this are not called the present, in ms. */
const FIGURES_HOLD_MS = 5_000;

const statusSchema = z.looseObject({
  version: z.string(),
  at: z.number(),
  demo: z.boolean(),
  siteUrls: z.array(z.string()),
  gateways: z.array(
    z.object({ worker: z.number(), connected: z.boolean(), lastDigestAtMs: z.number().optional() }),
  ),
  sites: z.array(siteDigestSchema),
  sitesAt: z.number().nullable(),
  journal: z.object({
    entries: z.number(),
    head: z.looseObject({ n: z.number(), id: z.string() }).nullable(),
  }),
});
export type Status = z.infer<typeof statusSchema>;

/**
 * `beffroi status`: asks the console how the sites are. Gives the exit code: 0 all sites answer, 1 Beffroi does not run,
 * says nothing of its sites, or one of them leaves visitors without an answer; 2 wrong use.
 */
export async function run(args: string[]): Promise<number> {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    process.stderr.write(`beffroi status: ${errorLine(error)} ${USAGE}\n`);
    return WRONG_USE;
  }
  try {
    const status = await ask(values.console, values.data);
    process.stdout.write(values.json ? `${JSON.stringify(status)}\n` : `${describe(status).join("\n")}\n`);
    return isWell(status) ? DONE : FOUND_WANTING;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`beffroi status: ${errorLine(error)}\n`);
    return FOUND_WANTING;
  }
}

function parse(args: string[]) {
  const options = {
    json: { type: "boolean" },
    console: { type: "string", default: "127.0.0.1:8440" },
    data: { type: "string", default: "./data" },
  } as const;
  return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
}

async function ask(address: string, data: string): Promise<Status> {
  const answer = await askConsole({ address, data, path: "/api/status", timeoutMs: ANSWER_TIMEOUT_MS });
  return readAnswer(statusSchema, answer, address);
}

/** The lines that a person reads; the first ones say how each site is. */
export function describe(status: Status): string[] {
  const fresh = status.sitesAt !== null && status.at - status.sitesAt < FIGURES_HOLD_MS;
  const lines: string[] = [];
  if (status.sitesAt === null) lines.push("No figures yet: no gateway has reported to the keeper.");
  else if (!fresh)
    lines.push(`No figures since ${instant(status.sitesAt)}: the gateway is away from the keeper.`);
  else lines.push(...status.sites.map((site) => `${site.site}: ${sentence(site, status.at)}`));
  if (fresh) lines.push("", ...status.sites.flatMap((site) => figures(site)));
  const workers = status.gateways.filter((gateway) => gateway.connected).length;
  lines.push(
    "",
    `served at   ${status.siteUrls.join(", ") || "nowhere"}${status.demo ? " (demonstration town)" : ""}`,
    `gateways    ${workers} connected`,
    `journal     ${status.journal.entries} entries${status.journal.head === null ? "" : `, last ${status.journal.head.id}`}`,
    `version     ${status.version}`,
  );
  return lines;
}

/**
 * True when the figures are of now and no site left a visitor without an answer in the last second; in a siege, no
 * citizen.
 */
export function isWell(status: Status): boolean {
  if (status.sitesAt === null || status.at - status.sitesAt >= FIGURES_HOLD_MS) return false;
  return status.sites.every(({ posture, window, guard }) => {
    if (posture !== "siege") return window.unavailable === 0;
    return guard.classes.history.refused + guard.classes.confirmed.refused === 0;
  });
}

function sentence(site: SiteDigest, atMs: number): string {
  const held = site.pinned ? " (held by an operator)" : "";
  const unanswered = site.window.unavailable;
  const wanting =
    unanswered === 0 ? "" : ` ${unanswered} requests of the last second stayed without an answer.`;
  switch (site.posture) {
    case "calm":
      return `calm${held}. The site answers.${wanting}`;
    case "strained":
      return `strained${held}. The origin is slow or failing; pages may be minutes old.${wanting}`;
    case "siege":
      return `siege${held}. The site is flooded and answers. ${citizens(site)}`;
    case "sealed":
      return `sealed${held}. ${sealedSentence(site, atMs)}${wanting}`;
  }
}

/** In a siege robots stay without an answer by the thousand: what counts is who acts as a citizen. */
function citizens({ guard }: SiteDigest): string {
  const { history, confirmed } = guard.classes;
  const waiting = history.waiting + confirmed.waiting;
  const refused = history.refused + confirmed.refused;
  return `${waiting} citizens waiting, ${refused} turned away in the last second.`;
}

function sealedSentence({ snapshotAtMs, snapshotPages }: SiteDigest, atMs: number): string {
  if (snapshotPages === 0) return "The origin is gone and there is no copy: only pages in memory are served.";
  if (snapshotAtMs === null) {
    return `The origin is gone; the site is served from an incomplete copy of ${snapshotPages} pages.`;
  }
  const made = `${instant(snapshotAtMs)} (${age(atMs - snapshotAtMs)} old)`;
  return `The origin is gone; the site is served from the copy of ${made}.`;
}

function figures(site: SiteDigest): string[] {
  const { window } = site;
  const kept = window.fromMemory + window.fromMemoryStale + window.fromSnapshot;
  const latency =
    window.originMsP95 === null
      ? "not asked"
      : `p50 ${Math.round(window.originMsP50 ?? 0)} ms, p95 ${Math.round(window.originMsP95)} ms`;
  const copy = site.snapshotAtMs === null ? "no complete copy yet" : `of ${instant(site.snapshotAtMs)}`;
  return [
    `${site.site}`,
    `  last second  ${window.requests} requests, ${kept} from memory and copy, ${window.originFills + window.originPasses} to the origin, ${window.unavailable} unanswered`,
    `  origin       ${latency}; ${site.inFlight} in flight, ${site.queued} waiting`,
    `  limit        ${limit(site)}`,
    `  demand       ${demand(site)}`,
    `  waiting page ${window.challenged} given in the last second, ${window.confirmed} came back; ${window.ticketsIssued} tickets given`,
    `  memory       ${site.cachePages} pages, ${size(site.cacheBytes)}`,
    `  copy         ${site.snapshotPages} pages, ${size(site.snapshotBytes)}, ${copy}`,
    `  coverage     ${share(site.coveragePages)} of the pages, ${share(site.coverageVisits)} of last week's visits`,
  ];
}

function limit({ guard }: SiteDigest): string {
  const places = Math.floor(guard.limit);
  if (places === 0) return "not found yet";
  const routes = routeClassSchema.options.map((one) => `${one} ${Math.floor(guard.routes[one].limit)}`);
  const state = guard.growing ? "still being looked for" : "found";
  return `${guard.inFlight} of ${places} places taken, ${state} (${routes.join(", ")})`;
}

function demand({ guard }: SiteDigest): string {
  const wait = guard.oldestWaitMs === 0 ? "" : `; longest wait ${Math.round(guard.oldestWaitMs)} ms`;
  if (guard.capacityMs === 0) return `capacity not measured yet${wait}`;
  return `${(guard.demandMs / guard.capacityMs).toFixed(1)} times what the origin can do${wait}`;
}

const instant = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
const size = (bytes: number): string =>
  bytes < 1024 ** 2 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
/** Rounded down: 99.96 % covered is not all. */
const share = (ratio: number | null): string =>
  ratio === null ? "unknown" : `${Math.floor(ratio * 1000) / 10} %`;

function age(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
