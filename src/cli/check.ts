import { parseArgs } from "node:util";
import { ConfigurationFaults, readSettings } from "../config.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { type Checked, type CheckOptions, checkOnce } from "../processes/check.ts";
import type { Attempt } from "../watch/events.ts";
import { CHECK_TEXTS, type CheckTexts } from "./check-texts.ts";

const USAGE =
  "usage: beffroi check URL... [--once] [--json] [--lang fr|en] [--allow-private] [--config FILE]   (URL: https://HOST/, tcp://HOST:PORT or dns:NAME)";

const DONE = 0;
const FOUND_WANTING = 1;
const WRONG_USE = 2;

export const URLS_MAX = 50;

type Asked = { urls: readonly string[]; json: boolean; lang: "fr" | "en"; options: CheckOptions };

/**
 * `beffroi check URL...`: one measured round of each address, with its evidence. Gives the exit code: 0 all answer, 1 one does
 * not or could not be measured, 2 wrong use.
 */
export async function run(args: string[]): Promise<number> {
  let asked: Asked;
  try {
    asked = readArguments(args);
  } catch (error) {
    if (error instanceof ConfigurationFaults) throw error;
    process.stderr.write(`beffroi check: ${errorLine(error).replaceAll("\n", " ")} ${USAGE}\n`);
    return WRONG_USE;
  }
  const { urls, json, lang } = asked;
  const texts = CHECK_TEXTS[lang];
  let allAnswer = true;
  for (const url of urls) {
    const onWait: CheckOptions["onWait"] = (failure, waitMs) => {
      const seconds = String(Math.ceil(waitMs / 1000));
      process.stderr.write(`${url}: ${texts.wait(texts.failures[failure], seconds)}\n`);
    };
    const checked = await checkOnce(url, { ...asked.options, onWait });
    process.stdout.write(json ? `${JSON.stringify(checked)}\n` : `${describe(checked, texts).join("\n")}\n`);
    allAnswer &&= checked.outcome === "up" || checked.outcome === "shaky";
  }
  return allAnswer ? DONE : FOUND_WANTING;
}

function readArguments(args: string[]): Asked {
  const { values, positionals } = parseArgs({
    args,
    strict: true,
    allowPositionals: true,
    options: {
      once: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      lang: { type: "string", default: "fr" },
      "allow-private": { type: "boolean", default: false },
      config: { type: "string" },
    },
  });
  const { lang, config } = values;
  if (lang !== "fr" && lang !== "en") throw new Error(`--lang is fr or en, not "${lang}".`);
  if (positionals.length === 0) throw new Error("Which address?");
  if (positionals.length > URLS_MAX) throw new Error(`At most ${URLS_MAX} addresses at once.`);
  const { watch } = readSettings(config === undefined ? {} : { config });
  const options = { watch, once: values.once, allowPrivate: values["allow-private"] };
  return { urls: positionals.map(addressOf), json: values.json, lang, options };
}

/** What is meant by an address without a scheme: the site's secure one. */
function addressOf(text: string): string {
  if (/^dns:(\/\/)?[^\s/]+$/i.test(text)) return text;
  const full = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  const isAddress = /^(https?|tcp):$/.test(URL.canParse(full) ? new URL(full).protocol : "");
  if (isAddress) return full;
  throw new Refusal(
    "wrong-option",
    "This is no address that can be asked.",
    text.slice(0, 100),
    "Write https://HOST/.",
  );
}

/** The lines that a person reads; the first says how it is. */
export function describe({ url, outcome, attempts, line }: Checked, texts: CheckTexts): string[] {
  const lines = [`${url} ${texts.outcomes[outcome](attempts.length)}`];
  const several = attempts.length > 1;
  for (const [at, attempt] of attempts.entries()) {
    if (several) lines.push(`  ${texts.labels.attempt} ${at + 1}`);
    lines.push(...evidence(attempt, texts).map((line) => `${several ? "    " : "  "}${line}`));
  }
  if (line !== undefined) {
    if (outcome === "void") lines.push(`  ${texts.ours}`);
    lines.push(`  ${texts.labels.line}: ${texts.line(line.canaries, line.resolvers)}`);
  }
  return [...lines, `  ${texts.oneVantage}`, ""];
}

function evidence(attempt: Attempt, texts: CheckTexts): string[] {
  const { labels } = texts;
  const lines: string[] = [];
  const say = (label: keyof typeof labels, what: string) => lines.push(`${labels[label]}: ${what}`);
  if (attempt.failure !== "ok") say("cause", `${texts.failures[attempt.failure]} [${attempt.failure}]`);
  if (attempt.protection !== "none") {
    const by = attempt.protectionBy === undefined ? "" : texts.by(attempt.protectionBy);
    say("protection", `${texts.protections[attempt.protection]}${by} [${attempt.protection}]`);
  }
  const day = new Intl.DateTimeFormat(texts.locale, { dateStyle: "long", timeZone: "UTC" });
  const ends =
    attempt.certificateEndsAt === undefined ? [] : [texts.until(day.format(attempt.certificateEndsAt))];
  const fault = attempt.certificate === undefined ? [] : [texts.failures[attempt.certificate]];
  if (ends.length + fault.length > 0) say("certificate", [...fault, ...ends].join(", "));
  if (attempt.address !== undefined) say("address", attempt.address);
  say("phases", phases(attempt, texts));
  const status = attempt.status === undefined ? [] : [`HTTP ${attempt.status}`];
  const title = attempt.print === undefined || attempt.print.title === "" ? [] : [attempt.print.title];
  if (status.length > 0) say("page", [...status, ...title].join(", "));
  if (attempt.finalUrl !== undefined)
    say("end", `${attempt.finalUrl} (${texts.redirects(attempt.redirects ?? 0)})`);
  if (attempt.detail !== undefined) say("detail", attempt.detail);
  return lines;
}

function phases(attempt: Attempt, texts: CheckTexts): string {
  const names = Object.keys(texts.phases) as (keyof typeof texts.phases)[];
  return names
    .filter((name) => attempt[name] !== undefined)
    .map((name) => `${texts.phases[name]} ${attempt[name]} ms`)
    .join(" · ");
}
