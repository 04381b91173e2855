import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUN, BUN_FLAGS, emptyFolder, ROOT } from "./folders.ts";
import { type Core, freePort, type Started, start } from "./process.ts";

export type BeffroiSettings = {
  origin: number;
  hosts?: readonly string[];
  /** Lines for [gateway] and [[site]], as in the settings file. */
  gateway?: readonly string[];
  site?: readonly string[];
};

export type Beffroi = {
  readonly process: Started;
  readonly port: number;
  readonly consolePort: number;
  readonly data: string;
  readonly settingsFile: string;
};

export const SITE = "mairie";
const READY_WAIT_MS = 20_000;

/** Writes a settings file and an empty data folder below bench/.work/NAME. */
export async function beffroiSettings(name: string, settings: BeffroiSettings) {
  const folder = emptyFolder(name);
  const [port, consolePort] = [await freePort(), await freePort()];
  const settingsFile = join(folder, "beffroi.toml");
  const hosts = settings.hosts ?? ["127.0.0.1", "www.ville.example"];
  const lines = [
    "[gateway]",
    `listen = ["127.0.0.1:${port}"]`,
    ...(settings.gateway ?? []),
    "[[site]]",
    `name = "${SITE}"`,
    `hosts = ${JSON.stringify(hosts)}`,
    `origin = "http://127.0.0.1:${settings.origin}"`,
    ...(settings.site ?? []),
    "[console]",
    `listen = "127.0.0.1:${consolePort}"`,
  ];
  writeFileSync(settingsFile, `${lines.join("\n")}\n`);
  return { settingsFile, port, consolePort, data: join(folder, "data") };
}

/** `beffroi gateway` alone on settings of its own, ready to answer. */
export async function startGateway(name: string, settings: BeffroiSettings, core: Core): Promise<Beffroi> {
  return startAgain("gateway", await beffroiSettings(name, settings), core);
}

/** `beffroi up`: supervisor, gateway, keeper and console. */
export async function startUp(name: string, settings: BeffroiSettings, core: Core): Promise<Beffroi> {
  return startAgain("up", await beffroiSettings(name, settings), core);
}

/** Starts on settings and data that are already there. */
export async function startAgain(
  command: "gateway" | "up",
  place: Omit<Beffroi, "process">,
  core: Core,
): Promise<Beffroi> {
  const process = start(
    BUN,
    [...BUN_FLAGS, join(ROOT, "src/main.ts"), command, "--config", place.settingsFile, "--data", place.data],
    { core },
  );
  await process.line(
    command === "up" ? /^beffroi ready site=/m : /^beffroi gateway ready site=/m,
    READY_WAIT_MS,
  );
  const { settingsFile, port, consolePort, data } = place;
  return { process, port, consolePort, data, settingsFile };
}

/** What the console asks of a program: the token of the data folder. Nothing before the keeper has made it. */
export function tokenHeaders({ data }: Pick<Beffroi, "data">): Record<string, string> {
  const path = join(data, "keys", "console.token");
  return existsSync(path) ? { Authorization: `Bearer ${readFileSync(path, "utf8").trim()}` } : {};
}

export function consoleUrl({ consolePort }: Pick<Beffroi, "consolePort">, path: string): string {
  return `http://127.0.0.1:${consolePort}${path}`;
}
