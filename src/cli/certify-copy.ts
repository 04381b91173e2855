import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "smol-toml";
import type { Settings } from "../config.ts";
import { type StandInReady, standInReadySchema } from "../drill/events.ts";
import { Refusal } from "../kernel/refusal.ts";
import { RUNTIME_OPTIONS } from "./drill-process.ts";

/**
 * The user's gateway once more, in a folder and on ports of its own, in front of a stand-in. The real server's address
 * is never written into what is started here.
 */

const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 6_000;
/** Port of the discard service: nothing answers there, which is what a server that is gone looks like. */
const NOBODY = "http://127.0.0.1:9";
const MAIN = join(import.meta.dir, "..", "main.ts");
const STAND_IN = join(import.meta.dir, "..", "drill", "stand-in-main.ts");
const GATEWAY_READY = /^beffroi gateway ready site=(http:\S+)/m;

type Site = Settings["sites"][number];

export type SettingsCopy = {
  readonly gatewayUrl: string;
  readonly standIn: StandInReady;
  /** Ends what was started and takes the folder away. */
  stop(): Promise<void>;
};

/** Starts stand-in and gateway for one site. What was started before a failure is ended. */
export async function startCopy(settings: Settings, site: Site): Promise<SettingsCopy> {
  const folder = mkdtempSync(join(tmpdir(), "beffroi-certify-"));
  const children: Child[] = [];
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  const start = async (name: string, command: readonly string[], ready: RegExp) => {
    const child = new Child(command, join(folder, `${name}.log`));
    children.push(child);
    return { child, line: await child.line(ready) };
  };
  const startGateway = async (name: string, of: Record<string, unknown>) => {
    const { child, line } = await start(name, gatewayCommand(folder, name, settings, of), GATEWAY_READY);
    return { child, url: line[1] as string };
  };
  try {
    const reader = copySnapshot(settings.dataFolder, join(folder, "copy"), site.name)
      ? await startGateway("copy", { ...settingsOf(site, NOBODY), posture: "sealed", crawl: false })
      : undefined;
    const order = { name: site.name, host: site.hosts[0], paths: site.protected, copy: reader?.url };
    const { line } = await start("stand-in", [STAND_IN, JSON.stringify(order)], /^\{.*\}$/m);
    const standIn = standInReadySchema.parse(JSON.parse(line[0]));
    await reader?.child.stop();
    const { url } = await startGateway("gateway", settingsOf(site, standIn.url));
    return { gatewayUrl: url, standIn, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The site's settings without what belongs to its real surroundings. */
function settingsOf(site: Site, origin: string): Record<string, unknown> {
  const { certificate, certificate_key, ...kept } = site;
  return { ...kept, origin, staff: [], monitors: [] };
}

/** Writes the settings of one gateway and gives the command that starts it. */
function gatewayCommand(
  folder: string,
  name: string,
  { gateway }: Settings,
  site: Record<string, unknown>,
): string[] {
  const { listen_tls, http2, filter, trusted_proxies, ...kept } = gateway;
  const [file, data] = [join(folder, `${name}.toml`), join(folder, name)];
  writeFileSync(
    file,
    stringify({ data, gateway: { ...kept, listen: ["127.0.0.1:0"], workers: 1 }, site: [site] }),
  );
  return [MAIN, "gateway", "--config", file, "--data", data];
}

/** True when there was a copy of the site on disk. */
function copySnapshot(dataFolder: string, into: string, site: string): boolean {
  const from = join(dataFolder, "snapshot");
  if (!existsSync(join(from, `${site}.db`))) return false;
  const to = join(into, "snapshot");
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from))
    if (name.startsWith(`${site}.db`) && !name.includes("broken"))
      copyFileSync(join(from, name), join(to, name));
  return true;
}

/** A process of the project's own that says one line when it is ready. What it says to its log stays in a file. */
class Child {
  private readonly process: Bun.Subprocess<"ignore", "pipe", Bun.BunFile>;

  constructor(
    private readonly command: readonly string[],
    private readonly logFile: string,
  ) {
    this.process = Bun.spawn([process.execPath, ...RUNTIME_OPTIONS, ...command], {
      stdin: "ignore",
      stdout: "pipe",
      stderr: Bun.file(logFile),
    });
  }

  /** @throws Refusal when it ends or stays silent before it says a matching line */
  async line(pattern: RegExp): Promise<RegExpExecArray> {
    const timer = setTimeout(() => this.process.kill("SIGKILL"), READY_TIMEOUT_MS);
    const reader = this.process.stdout.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      text += decoder.decode(read.value, { stream: true });
      const match = pattern.exec(text);
      if (match === null) continue;
      clearTimeout(timer);
      return match;
    }
    clearTimeout(timer);
    const said = readFileSync(this.logFile, "utf8").trim().split("\n").at(-1) ?? "";
    throw new Refusal(
      "copy-not-started",
      "A process of the trial did not start.",
      `${this.command[0]}`,
      said === "" ? "Look whether this machine is short of memory." : `It said: ${said}`,
    );
  }

  async stop(): Promise<void> {
    this.process.kill("SIGTERM");
    const late = setTimeout(() => this.process.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await this.process.exited;
    clearTimeout(late);
  }
}
