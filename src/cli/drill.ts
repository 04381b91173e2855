import { parseArgs } from "node:util";
import { DEMO_ORIGIN } from "../config.ts";
import { COUNT_PATH, type DrillPlanInput, type Grade, gradeSchema } from "../drill/events.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { judge } from "./drill-goals.ts";
import { runDrillProcess } from "./drill-process.ts";
import { numbersOf, progressLine, reportLines } from "./drill-report.ts";
import { DRILL_TEXTS } from "./drill-texts.ts";

const USAGE =
  "usage: beffroi drill flood [--grade 1|2|3] [--times 10] [--seconds 60] [--site-url http://127.0.0.1:8080] [--host NAME] [--lang fr|en] [--json], or: beffroi drill caen ...";

const DONE = 0;
const FOUND_WANTING = 1;
const WRONG_USE = 2;

/** Requests a second of the published attack: what `--times` multiplies. */
export const ATTACK_PER_SECOND = 220;
/**
 * Citizens visit in the first ten seconds, so that some of them return; a ticket counts as old when it was given at
 * least 15 s before the site was found besieged. After the attack the site comes to rest.
 */
const CALM_SECONDS = 30;
const AFTER_SECONDS = 5;

type Asked = {
  grade: Grade;
  times: number;
  seconds: number;
  siteUrl: string;
  host: string;
  lang: "fr" | "en";
  json: boolean;
};

/** Exercises of other kinds, each in its own file. */
const KINDS: Readonly<Record<string, () => Promise<{ run(args: string[]): Promise<number> }>>> = {
  caen: () => import("./drill-caen.ts"),
};

/**
 * `beffroi drill flood`: attacks the demonstration town behind the gateway of this machine, and says what citizens got.
 * Gives the exit code: 0 all goals met, 1 one was missed or the drill was refused, 2 wrong use.
 */
export async function run(args: string[]): Promise<number> {
  const [kind = "", ...rest] = args;
  if (Object.hasOwn(KINDS, kind)) return (await KINDS[kind]?.())?.run(rest) ?? WRONG_USE;
  let asked: Asked;
  try {
    asked = readArguments(args);
  } catch (error) {
    process.stderr.write(`beffroi drill: ${errorLine(error).replaceAll("\n", " ")} ${USAGE}\n`);
    return WRONG_USE;
  }
  try {
    return await flood(asked);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`beffroi drill: ${errorLine(error)}\n`);
    return FOUND_WANTING;
  }
}

function readArguments(args: string[]): Asked {
  const { values, positionals } = parseArgs({
    args,
    strict: true,
    allowPositionals: true,
    options: {
      grade: { type: "string", default: "1" },
      times: { type: "string", default: "10" },
      seconds: { type: "string", default: "60" },
      "site-url": { type: "string", default: "http://127.0.0.1:8080" },
      host: { type: "string" },
      lang: { type: "string", default: "fr" },
      json: { type: "boolean", default: false },
    },
  });
  const [act, ...more] = positionals;
  if (act !== "flood")
    throw new Error(act === undefined ? "Say which drill: flood or caen." : `There is no drill "${act}".`);
  if (more.length > 0) throw new Error(`"${more[0]}" is one argument too many.`);
  const grade = gradeSchema.safeParse(Number(values.grade));
  if (!grade.success) throw new Error(`--grade is 1, 2 or 3, not "${values.grade}".`);
  const url = URL.parse(values["site-url"]);
  if (url === null) throw new Error(`"${values["site-url"]}" is no address.`);
  if (values.lang !== "fr" && values.lang !== "en")
    throw new Error(`--lang is fr or en, not "${values.lang}".`);
  return {
    grade: grade.data,
    times: numberOf("--times", values.times),
    seconds: numberOf("--seconds", values.seconds),
    siteUrl: values["site-url"],
    host: values.host ?? url.hostname,
    lang: values.lang,
    json: values.json,
  };
}

function numberOf(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0)
    throw new Error(`${option} is a number above zero, not "${text}".`);
  return value;
}

async function flood(asked: Asked): Promise<number> {
  const texts = DRILL_TEXTS[asked.lang];
  const { whole } = numbersOf(texts);
  const perSecond = ATTACK_PER_SECOND * asked.times;
  const plan: DrillPlanInput = {
    target: asked.siteUrl,
    host: asked.host,
    calmSeconds: CALM_SECONDS,
    floodSeconds: asked.seconds,
    afterSeconds: AFTER_SECONDS,
    attack: { grade: asked.grade, requestsPerSecond: perSecond },
    site: "demo-town",
    count: `${DEMO_ORIGIN}${COUNT_PATH}`,
  };
  const say = (line: string) => {
    if (!asked.json) process.stdout.write(`${line}\n`);
  };
  say(texts.intro(String(asked.grade), whole(perSecond), whole(asked.seconds), asked.siteUrl));
  const ending = new AbortController();
  const end = () => (ending.signal.aborted ? process.exit(FOUND_WANTING) : ending.abort());
  process.on("SIGINT", end);
  // A terminal keeps one line that changes; a file or a pipe gets a line a second.
  const calmLine = process.stdout.isTTY && !asked.json;
  try {
    const result = await runDrillProcess(plan, {
      signal: ending.signal,
      onProgress: (progress) => {
        const line = progressLine(texts, progress);
        if (calmLine) process.stdout.write(`\r\u001b[K${line}`);
        else say(line);
      },
    });
    const goals = judge(result);
    if (asked.json) process.stdout.write(`${JSON.stringify({ goals, ...result })}\n`);
    else
      process.stdout.write(
        `${calmLine ? "\r\u001b[K" : ""}\n${reportLines(texts, result, goals).join("\n")}\n`,
      );
    return goals.some((goal) => goal.met === false) ? FOUND_WANTING : DONE;
  } finally {
    process.off("SIGINT", end);
  }
}
