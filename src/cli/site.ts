import { parseArgs } from "node:util";
import { z } from "zod";
import { type Coverage, coverageSchema } from "../gateway/events.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { askConsole, readAnswer } from "./ask-console.ts";

const USAGE =
  "usage: beffroi site coverage [SITE] [--json] | crawl [SITE] | purge [SITE] --url URL|--prefix /PATH   [--console IP:PORT] [--data DIR]";

const DONE = 0;
const FOUND_WANTING = 1;
const WRONG_USE = 2;

/** Longest wait for the console, which itself waits for the gateway, in ms. */
const ANSWER_TIMEOUT_MS = 15_000;
/** Pages named on a screen; `--json` names all that the gateway tells. */
const MISSING_SHOWN_MAX = 40;

const options = {
  json: { type: "boolean", default: false },
  console: { type: "string", default: "127.0.0.1:8440" },
  data: { type: "string", default: "./data" },
  url: { type: "string" },
  prefix: { type: "string" },
} as const;

type Asked = {
  act: "coverage" | "crawl" | "purge";
  site: string | undefined;
  json: boolean;
  console: string;
  data: string;
  purge: { by: "url" | "prefix"; target: string } | undefined;
};

const statusSchema = z.object({ sites: z.array(z.object({ site: z.string() })) });
/**
 * `beffroi site coverage|crawl|purge`: speaks to the console of a running Beffroi. Gives the exit code: 0 done, 1 refused,
 * not running, or nothing of the site would survive; 2 wrong use.
 */
export async function run(args: string[]): Promise<number> {
  if (args[0] === "certify") return (await import("./certify.ts")).run(args.slice(1));
  let asked: Asked;
  try {
    asked = readArguments(args);
  } catch (error) {
    process.stderr.write(`beffroi site: ${errorLine(error)} ${USAGE}\n`);
    return WRONG_USE;
  }
  try {
    return await perform(asked);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`beffroi site: ${errorLine(error)}\n`);
    return FOUND_WANTING;
  }
}

/** What the arguments ask for. Throws when they cannot be meant so. */
function readArguments(args: string[]): Asked {
  const { values, positionals } = parseArgs({ args, options, strict: true, allowPositionals: true });
  const [act, site, ...more] = positionals;
  if (act !== "coverage" && act !== "crawl" && act !== "purge") {
    throw new Error(act === undefined ? "Say what to do." : `There is no act "${act}".`);
  }
  if (more.length > 0) throw new Error(`"${more[0]}" is one argument too many.`);
  const { json, console, data, url, prefix } = values;
  if (act !== "purge" && (url ?? prefix) !== undefined)
    throw new Error("--url and --prefix belong to purge.");
  return { act, site, json, console, data, purge: act === "purge" ? purgeOf(url, prefix) : undefined };
}

function purgeOf(url: string | undefined, prefix: string | undefined): NonNullable<Asked["purge"]> {
  if ((url === undefined) === (prefix === undefined)) throw new Error("Give either --url or --prefix.");
  if (url !== undefined) return { by: "url", target: targetOf(url) };
  if (!prefix?.startsWith("/")) throw new Error('A prefix is a path: "/actualites/".');
  return { by: "prefix", target: prefix };
}

/** Path and query of a whole address as copied from a browser, or of a path alone. */
function targetOf(url: string): string {
  const parsed = url.startsWith("/") ? URL.parse(url, "http://site.invalid") : URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new Error(`"${url}" is no address of a page.`);
  return parsed.pathname + parsed.search;
}

async function perform(asked: Asked): Promise<number> {
  const site = asked.site ?? (await onlySite(asked));
  const path = `/api/sites/${encodeURIComponent(site)}/${asked.act}`;
  if (asked.act === "coverage") {
    const coverage = readAnswer(coverageSchema, await ask(asked, path), asked.console);
    process.stdout.write(asked.json ? `${JSON.stringify(coverage)}\n` : `${describe(coverage).join("\n")}\n`);
    return coverage.pagesKept > 0 ? DONE : FOUND_WANTING;
  }
  const answer = await ask(asked, path, asked.purge ?? {});
  process.stdout.write(asked.json ? `${JSON.stringify(answer)}\n` : `${site}: ${outcome(asked, answer)}\n`);
  return DONE;
}

function outcome(asked: Asked, answer: unknown): string {
  if (asked.purge !== undefined) {
    const { removed } = readAnswer(z.object({ removed: z.number() }), answer, asked.console);
    const what = asked.purge.by === "url" ? asked.purge.target : `everything under ${asked.purge.target}`;
    return `purged ${plain(what)}: ${removed} ${removed === 1 ? "copy" : "copies"} removed.`;
  }
  const { started } = readAnswer(z.object({ started: z.boolean() }), answer, asked.console);
  return started ? "the crawl has started; see it with: beffroi status." : "a crawl is running already.";
}

function ask({ console, data }: Asked, path: string, body?: object): Promise<unknown> {
  return askConsole({ address: console, data, path, timeoutMs: ANSWER_TIMEOUT_MS, body });
}

/** The site meant when none is named: there must be exactly one. */
async function onlySite(asked: Asked): Promise<string> {
  const address = asked.console;
  const { sites } = readAnswer(statusSchema, await ask(asked, "/api/status"), address);
  const [first] = sites;
  if (first !== undefined && sites.length === 1) return first.site;
  if (first === undefined) {
    throw new Refusal(
      "no-site",
      "No site has reported yet.",
      `console ${address}`,
      "Try again in a few seconds.",
    );
  }
  const names = sites.map((site) => site.site).join(", ");
  throw new Refusal(
    "which-site",
    "Several sites are served.",
    `console ${address}`,
    `Name one of them: ${names}.`,
  );
}

/** The lines that a person reads. The first one is the answer: what share would survive without the origin. */
export function describe(coverage: Coverage): string[] {
  const { site, pagesKnown, pagesKept, visits, visitsKept, missing, snapshotAgeMs } = coverage;
  if (pagesKept === 0) {
    return [
      `${site}: nothing would survive without the origin: there is no copy yet. Make one: beffroi site crawl ${site}`,
    ];
  }
  const met = snapshotAgeMs === null ? "pages met so far" : "pages";
  const pages = `${share(pagesKept, pagesKnown)} of the ${met} (${pagesKept} of ${pagesKnown})`;
  const read = visits === 0 ? "" : ` and ${share(visitsKept, visits)} of last week's visits`;
  const lines = [`${site}: ${pages}${read} would survive without the origin.`];
  if (visits === 0) lines.push("No visits were counted yet.");
  lines.push(
    snapshotAgeMs === null
      ? "The first crawl is not complete yet: the site may have more pages."
      : `The last complete crawl ended ${age(snapshotAgeMs)} ago.`,
  );
  if (missing.length === 0) return lines;
  lines.push("", "Would not survive, most visited first:", "  visits  page");
  for (const { target, visits: count, because } of missing.slice(0, MISSING_SHOWN_MAX)) {
    lines.push(`  ${String(count).padStart(6)}  ${plain(target)}  (${plain(because)})`);
  }
  const rest = missing.length - MISSING_SHOWN_MAX;
  if (rest > 0) lines.push(`  ... and ${rest} more: beffroi site coverage ${site} --json`);
  return lines;
}

/** Rounded down: 99.96 % is not all. */
function share(part: number, whole: number): string {
  return whole === 0 ? "0 %" : `${Math.floor((part / whole) * 1000) / 10} %`;
}

function age(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/** Without control characters: an outsider's address must not move the cursor of a terminal. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "?").slice(0, 200);
}
