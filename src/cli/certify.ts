import { parseArgs } from "node:util";
import { ConfigurationFaults, readSettings, type Settings } from "../config.ts";
import type { DrillPlanInput } from "../drill/events.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { startCopy } from "./certify-copy.ts";
import { conclude, type Finding, inspect, type Standing } from "./certify-findings.ts";
import { CERTIFY_TEXTS, type CertifyTexts } from "./certify-texts.ts";
import { runDrillProcess } from "./drill-process.ts";
import { progressLine } from "./drill-report.ts";
import { DRILL_TEXTS } from "./drill-texts.ts";

const USAGE =
  "usage: beffroi site certify [SITE] [--config FILE] [--data DIR] [--grade 1|2|3] [--seconds 15] [--lang fr|en] [--json]";

const DONE = 0;
const FOUND_WANTING = 1;
const WRONG_USE = 2;

/** Ten times the published attack. */
const REQUESTS_PER_SECOND = 2_200;
/** Few enough to have been there before within the short calm, without being a flood themselves. */
const RETURNING = 150;
const OFFICE = 40;
/** A ticket counts as old when it was given at least 15 s before the site was found besieged. */
const FIRST_VISITS_SECONDS = 6;
const CALM_SECONDS = 24;
const AFTER_SECONDS = 2;
const SECONDS_MAX = 300;
const ORDER: readonly Standing[] = ["fails", "look", "holds"];

type Site = Settings["sites"][number];
type Asked = {
  site: string | undefined;
  config: string | undefined;
  data: string | undefined;
  grade: 1 | 2 | 3;
  seconds: number;
  lang: "fr" | "en";
  json: boolean;
};

/**
 * `beffroi site certify`: tries a copy of the settings against a stand-in for the site's server, and says what would
 * hold and what would not. Gives the exit code: 0 nothing would give way, 1 something would, or the trial could not be
 * made; 2 wrong use.
 */
export async function run(args: string[]): Promise<number> {
  let asked: Asked;
  try {
    asked = readArguments(args);
  } catch (error) {
    process.stderr.write(`beffroi site certify: ${errorLine(error).replaceAll("\n", " ")} ${USAGE}\n`);
    return WRONG_USE;
  }
  try {
    return await certify(asked);
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof ConfigurationFaults)) throw error;
    process.stderr.write(`beffroi site certify: ${errorLine(error)}\n`);
    return FOUND_WANTING;
  }
}

function readArguments(args: string[]): Asked {
  const { values, positionals } = parseArgs({
    args,
    strict: true,
    allowPositionals: true,
    options: {
      config: { type: "string" },
      data: { type: "string" },
      grade: { type: "string", default: "1" },
      seconds: { type: "string", default: "15" },
      lang: { type: "string", default: "fr" },
      json: { type: "boolean", default: false },
    },
  });
  const [site, ...more] = positionals;
  if (more.length > 0) throw new Error(`"${more[0]}" is one argument too many.`);
  const { config, data, lang, json } = values;
  const grade = Number(values.grade);
  const seconds = Number(values.seconds);
  if (grade !== 1 && grade !== 2 && grade !== 3)
    throw new Error(`--grade is 1, 2 or 3, not "${values.grade}".`);
  if (!(seconds >= 1 && seconds <= SECONDS_MAX))
    throw new Error(`--seconds is a number from 1 to ${SECONDS_MAX}, not "${values.seconds}".`);
  if (lang !== "fr" && lang !== "en") throw new Error(`--lang is fr or en, not "${lang}".`);
  return { site, config, data, grade, seconds, lang, json };
}

async function certify(asked: Asked): Promise<number> {
  const { config, data } = asked;
  const settings = readSettings({
    ...(config === undefined ? {} : { config }),
    ...(data === undefined ? {} : { data }),
  });
  const site = siteOf(settings, asked.site);
  const texts = CERTIFY_TEXTS[asked.lang];
  const say = (line: string) => {
    if (!asked.json) process.stdout.write(`${line}\n`);
  };
  say(texts.intro(site.name, String(asked.seconds)));
  say(texts.starting);
  const copy = await startCopy(settings, site);
  const end = () => void copy.stop().then(() => process.exit(FOUND_WANTING));
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  try {
    const plan: DrillPlanInput = {
      target: copy.gatewayUrl,
      host: site.hosts[0] as string,
      calmSeconds: CALM_SECONDS,
      floodSeconds: asked.seconds,
      afterSeconds: AFTER_SECONDS,
      attack: { grade: asked.grade, requestsPerSecond: REQUESTS_PER_SECOND },
      citizens: { returning: RETURNING, firstVisitsSeconds: FIRST_VISITS_SECONDS, behindOneAddress: OFFICE },
      site: copy.standIn.site,
      oracle: copy.standIn.url,
      count: copy.standIn.count,
    };
    const result = await runDrillProcess(plan, {
      onProgress: (progress) => say(progressLine(DRILL_TEXTS[asked.lang], progress)),
    });
    const findings = [...inspect(settings, site, Date.now()), ...conclude(result, copy.standIn)];
    if (asked.json) process.stdout.write(`${JSON.stringify({ site: site.name, findings, drill: result })}\n`);
    else say(`\n${describe(texts, findings).join("\n")}`);
    return findings.some((one) => one.standing === "fails") ? FOUND_WANTING : DONE;
  } finally {
    process.off("SIGINT", end);
    process.off("SIGTERM", end);
    await copy.stop();
  }
}

function siteOf({ sites }: Settings, name: string | undefined): Site {
  const site = name === undefined && sites.length === 1 ? sites[0] : sites.find((one) => one.name === name);
  if (site !== undefined) return site;
  const names = sites.map((one) => one.name).join(", ");
  throw new Refusal(
    name === undefined ? "which-site" : "unknown-site",
    name === undefined ? "Several sites are configured." : `There is no site "${name}".`,
    "settings",
    `Name one of them: ${names}.`,
  );
}

/** The lines that a person reads: what would not hold first, each with what to do. */
export function describe(texts: CertifyTexts, findings: readonly Finding[]): string[] {
  const wanting = findings.some((one) => one.standing === "fails");
  const lines = [wanting ? texts.verdict.wanting : texts.verdict.good];
  for (const standing of ORDER) {
    const these = findings.filter((one) => one.standing === standing);
    if (these.length === 0) continue;
    lines.push("", texts.headings[standing]);
    for (const { name, value } of these) {
      const { says, remedy } = texts.findings[name];
      lines.push(`  - ${says(value.replace(/^(\d+)\.(\d+)$/, `$1${texts.decimalSign}$2`))}`);
      if (standing !== "holds") lines.push(`    ${remedy}`);
    }
  }
  return [...lines, "", texts.limits];
}
