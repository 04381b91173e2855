import { parseArgs } from "node:util";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { askConsole } from "./ask-console.ts";
import { play } from "./drill-caen-play.ts";
import { CAEN_TEXTS, debriefLines } from "./drill-caen-texts.ts";

const USAGE =
  "usage: beffroi drill caen [--speed 4] [--console 127.0.0.1:8440] [--data ./data] [--lang fr|en] [--json]";

const DONE = 0;
const FOUND_WANTING = 1;
const WRONG_USE = 2;

export const SPEED_MAX = 600;
const ANSWER_TIMEOUT_MS = 10_000;

/**
 * `beffroi drill caen`: plays the attack on Caen as an exercise in the room of a running Beffroi on this machine, and
 * debriefs. Gives the exit code: 0 nothing was missed, 1 something was or the exercise was refused, 2 wrong use.
 */
export async function run(args: string[]): Promise<number> {
  let asked: Asked;
  try {
    asked = readArguments(args);
  } catch (error) {
    process.stderr.write(`beffroi drill: ${errorLine(error).replaceAll("\n", " ")} ${USAGE}\n`);
    return WRONG_USE;
  }
  try {
    return await caen(asked);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`beffroi drill: ${errorLine(error)}\n`);
    return FOUND_WANTING;
  }
}

type Asked = { speed: number; console: string; data: string; lang: "fr" | "en"; json: boolean };

function readArguments(args: string[]): Asked {
  const { values } = parseArgs({
    args,
    strict: true,
    allowPositionals: false,
    options: {
      speed: { type: "string", default: "4" },
      console: { type: "string", default: "127.0.0.1:8440" },
      data: { type: "string", default: "./data" },
      lang: { type: "string", default: "fr" },
      json: { type: "boolean", default: false },
    },
  });
  const speed = Number(values.speed);
  if (values.speed.trim() === "" || !(speed >= 1 && speed <= SPEED_MAX)) {
    throw new Error(`--speed is a number from 1 to ${SPEED_MAX}, not "${values.speed}".`);
  }
  if (values.lang !== "fr" && values.lang !== "en")
    throw new Error(`--lang is fr or en, not "${values.lang}".`);
  return { ...values, speed, lang: values.lang };
}

async function caen({ speed, console: address, data, lang, json }: Asked): Promise<number> {
  requireLoopback(address);
  const texts = CAEN_TEXTS[lang];
  const ending = new AbortController();
  const end = () => (ending.signal.aborted ? process.exit(FOUND_WANTING) : ending.abort());
  process.on("SIGINT", end);
  const say = (line: string) => {
    if (!json) process.stdout.write(`${line}\n`);
  };
  try {
    const stage = {
      ask: (path: string, body?: object) =>
        askConsole({ address, data, path, timeoutMs: ANSWER_TIMEOUT_MS, body }),
      now: () => Date.now(),
      wait: waitFor,
      say,
    };
    const { incident, sha256, report } = await play({ scenario: "caen", speed, lang }, stage, ending.signal);
    const origin = address.startsWith("https://") ? address : `http://${address}`;
    const page = `${origin}/api/reports/${sha256}`;
    if (json) process.stdout.write(`${JSON.stringify({ incident, page, report })}\n`);
    else process.stdout.write(`\n${[...debriefLines(report, lang), texts.page(page)].join("\n")}\n`);
    return report.missed === 0 ? DONE : FOUND_WANTING;
  } finally {
    process.off("SIGINT", end);
  }
}

/** An exercise is played where it is practised: never by mistake in the room of another town. */
function requireLoopback(address: string): void {
  const host = URL.parse(address.startsWith("https://") ? address : `http://${address}`)?.hostname ?? "";
  if (host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host)) return;
  throw new Refusal(
    "not-loopback",
    "An exercise is played on this machine only.",
    `console ${address}`,
    "Name a console on this machine, for instance 127.0.0.1:8440.",
  );
}

function waitFor(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    }
    signal?.addEventListener("abort", done, { once: true });
  });
}
