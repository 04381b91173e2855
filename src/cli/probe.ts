import { readFileSync, statSync } from "node:fs";
import { setPriority } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readSettings } from "../config.ts";
import { makeLog } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import { isSupervised, onEnd, tellReady } from "../processes/lifeline.ts";
import { startProberElsewhere, startProberProcess } from "../processes/prober.ts";
import { settingsOptions } from "./options.ts";

/** Behind gateway and keeper: what is measured can wait a moment, citizens cannot. */
const NICENESS = 5;

/**
 * `beffroi probe`: measures for the keeper beside it. `beffroi probe --join URL --token-file F` measures for a keeper
 * elsewhere. Runs until it is ended.
 */
export async function run(args: string[]): Promise<number> {
  if (args.some((arg) => arg === "--join" || arg.startsWith("--join="))) return join(args);
  const options = settingsOptions(args);
  setPriority(NICENESS);
  // Said before anything can fail: the site and the console do not wait for the watch.
  tellReady([]);
  const prober = startProberProcess(() => readSettings(options), makeLog("prober"));
  process.on("SIGHUP", () => void prober.readSettingsAgain());
  onEnd(() => prober.stop());
  if (!isSupervised()) console.log("beffroi probe ready");
  return new Promise(() => {});
}

const joinOptions = {
  join: { type: "string" },
  "token-file": { type: "string" },
  ca: { type: "string" },
  data: { type: "string" },
  contact: { type: "string" },
  resolver: { type: "string", multiple: true },
  canary: { type: "string", multiple: true },
  "allow-private": { type: "string", multiple: true },
} as const;

async function join(args: string[]): Promise<number> {
  const options = joinOf(args);
  const tokenFile = options["token-file"];
  if (tokenFile === undefined) {
    throw new Refusal(
      "wrong-option",
      "A prober elsewhere needs its token.",
      "command line",
      "Put the token that the console showed into a file and name it with --token-file FILE.",
    );
  }
  const token = () => readSecret(resolve(tokenFile));
  token();
  const parts = {
    folder: resolve(options.data ?? "./data", "prober"),
    keeper: {
      url: options.join ?? "",
      token,
      ca: options.ca === undefined ? undefined : readFile(resolve(options.ca)),
    },
    contact: options.contact ?? "",
    resolvers: options.resolver ?? [],
    canaries: options.canary ?? [],
    allowPrivate: options["allow-private"] ?? [],
  };
  const prober = startProberElsewhere(parts, makeLog("prober"));
  process.on("SIGHUP", () => {});
  onEnd(() => prober.stop());
  console.log(`beffroi probe ready keeper=${options.join}`);
  return new Promise(() => {});
}

function joinOf(args: string[]) {
  try {
    return parseArgs({ args, options: joinOptions, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const what = error instanceof Error ? (error.message.split(". ")[0] ?? error.message) : String(error);
    throw new Refusal("wrong-option", `${what}.`, "command line", "See docs/operating.md, the watch.");
  }
}

/** A secret that others on this machine can read is none. */
function readSecret(path: string): string {
  const text = readFile(path).trim();
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new Refusal("secret-exposed", "Others may read the token.", path, `Run chmod 600 ${path}.`);
  }
  if (/^[\x21-\x7e]{16,200}$/.test(text)) return text;
  throw new Refusal(
    "token-damaged",
    "There is no token in this file.",
    path,
    "Put the token there that the console showed, and nothing else.",
  );
}

function readFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Refusal(
      "unreadable-file",
      `This file cannot be read (${code}).`,
      path,
      "Check the path and that this user may read it.",
    );
  }
}
