import { parseArgs } from "node:util";
import { type CommandLineSettings, readSettings } from "../config.ts";
import { makeLog } from "../kernel/log.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { startFilterProcess } from "../processes/filter.ts";
import { onEnd } from "../processes/lifeline.ts";

const USAGE =
  "usage: beffroi filter --ports 80,443 [--never CIDR,...] [--connections-max N] [--config FILE] [--data DIR]";
const WRONG_USE = 2;
/** nft itself gives up after 10 s; one change may be under way and one is to come. */
const STOP_GRACE_MS = 25_000;

const PORTS_MAX = 16;
const NEVER_MAX = 1_000;
const CONNECTIONS_MAX_MAX = 10_000_000;

const options = {
  ports: { type: "string" },
  never: { type: "string", multiple: true },
  "connections-max": { type: "string" },
  config: { type: "string" },
  data: { type: "string" },
} as const;

export type FilterArguments = {
  ports: number[];
  never: string[];
  connectionsMax: number | undefined;
  settings: CommandLineSettings;
};

/** `beffroi filter`: the kernel filter. Runs until it is ended; then its table is gone. */
export async function run(args: string[]): Promise<number> {
  const { settings, ...rest } = filterArguments(args);
  if (rest.ports.length === 0) {
    console.error(USAGE);
    return WRONG_USE;
  }
  const log = makeLog("filter");
  const { promise: failed, resolve: fail } = Promise.withResolvers<unknown>();
  const filter = await startFilterProcess({
    ...rest,
    settings: readSettings(settings),
    log,
    onFailure: fail,
  });
  // There is nothing to read again while it runs; without this the signal would end it.
  process.on("SIGHUP", () => {});
  onEnd(() => filter.stop(), STOP_GRACE_MS);
  console.log(`beffroi filter ready socket=${filter.path}`);
  throw await failed.then(async (error) => {
    await filter.stop().catch((again) => log("warn", "the table stays", { error: errorLine(again) }));
    return error;
  });
}

/** What the command line says; no ports at all when they are left out. Throws a Refusal for what cannot be read. */
export function filterArguments(args: string[]): FilterArguments {
  const values = parsed(args);
  const ports = commaList(values.ports).map((text) => wholeNumber(text, "--ports", 65_535));
  const never = (values.never ?? []).flatMap(commaList);
  if (ports.length > PORTS_MAX) throw wrong(`--ports names more than ${PORTS_MAX} ports.`);
  if (never.length > NEVER_MAX) throw wrong(`--never names more than ${NEVER_MAX} networks.`);
  const most = values["connections-max"];
  const connectionsMax =
    most === undefined ? undefined : wholeNumber(most, "--connections-max", CONNECTIONS_MAX_MAX);
  const settings: CommandLineSettings = {};
  if (values.config !== undefined) settings.config = values.config;
  if (values.data !== undefined) settings.data = values.data;
  return { ports: [...new Set(ports)], never, connectionsMax, settings };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw wrong(errorLine(error));
  }
}

function commaList(text = ""): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function wholeNumber(text: string, option: string, most: number): number {
  const number = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most) throw wrong(`${option}: "${text}" is no number from 1 to ${most}.`);
  return number;
}

function wrong(what: string): Refusal {
  return new Refusal("wrong-option", what, "command line", USAGE);
}
