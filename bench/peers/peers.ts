import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyFolder, ROOT } from "../harness/folders.ts";
import { fillTemplate, type Placeholders } from "../harness/template.ts";
import { type Core, freePort, type Started, start, waitForPort } from "../harness/process.ts";

/** A server under measure: product or peer, each in front of the same origin. */
export type Server = {
  readonly name: string;
  readonly port: number;
  /** The process whose processor time, with its children, is charged. */
  readonly pid: number;
  stop(): Promise<void>;
};

const TEMPLATES = join(ROOT, "bench/peers");
/** Peers that keep answers in files get a folder of the memory file system, if there is one. */
const MEMORY = "/dev/shm";
/** Whoever waits in HAProxy's line behind Varnish holds one of Varnish's threads. */
const CHAIN_PARAMETERS = ["thread_pools=1", "thread_pool_min=200", "thread_pool_max=3000"];

type Place = { port: number; origin: number; folder: string; memory: string; path: string };

/** `more`: placeholders of this template besides port, origin, folder, memory and user. */
async function prepare(template: string, origin: number, more: Placeholders = {}): Promise<Place> {
  const port = await freePort();
  const folder = emptyFolder(`peer-${template}-${port}`);
  const memory = join(MEMORY, `beffroi-bench-${process.pid}-${port}`);
  mkdirSync(memory, { recursive: true });
  // nginx must be told to stay the user who started it when that is root.
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const values = { port, origin, folder, memory };
  return { ...values, path: fillTemplate(join(TEMPLATES, template), folder, { ...more, ...values, user }) };
}

function served(name: string, place: Place, process: Started): Server {
  // Whoever stops it, and however it ends, its folders go with it.
  const gone = process.exited.then(() => {
    for (const folder of [place.memory, place.folder]) rmSync(folder, { recursive: true, force: true });
  });
  return {
    name,
    port: place.port,
    pid: process.pid,
    stop: async () => {
      await process.stop();
      await gone;
    },
  };
}

/** nginx with one of the nginx-*.conf of this folder; `files` are put into its memory folder before it starts. */
export async function startNginx(
  template: string,
  origin: number,
  core: Core,
  files: Record<string, string> = {},
  more: Placeholders = {},
): Promise<Server> {
  const place = await prepare(template, origin, more);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place.memory, name), text);
  const nginx = start(
    "nginx",
    ["-p", place.folder, "-e", join(place.folder, "error.log"), "-c", place.path],
    { core },
  );
  await ready(nginx, place.port);
  return served("nginx", place, nginx);
}

export async function startHaproxy(
  template: string,
  origin: number,
  core: Core,
  more: Placeholders = {},
): Promise<Server> {
  const place = await prepare(template, origin, more);
  const haproxy = start("haproxy", ["-db", "-f", place.path], { core });
  await ready(haproxy, place.port);
  return served("HAProxy", place, haproxy);
}

export async function startVarnish(
  template: string,
  origin: number,
  core: Core,
  parameters: readonly string[] = [],
  more: Placeholders = {},
): Promise<Server> {
  const place = await prepare(template, origin, more);
  const args = ["-F", "-j", "none", "-n", place.memory, "-a", `127.0.0.1:${place.port}`, "-f", place.path];
  args.push("-s", "malloc,256m", ...parameters.flatMap((parameter) => ["-p", parameter]));
  const varnish = start("varnishd", args, { core });
  await ready(varnish, place.port);
  return served("Varnish", place, varnish);
}

/** Caddy with one of the *.Caddyfile of this folder. */
export async function startCaddy(template: string, origin: number, core: Core): Promise<Server> {
  const place = await prepare(template, origin);
  const environment = { HOME: place.folder, XDG_CONFIG_HOME: place.folder, XDG_DATA_HOME: place.folder };
  const args = ["run", "--adapter", "caddyfile", "--config", place.path];
  const caddy = start("caddy", args, { core, env: environment });
  await ready(caddy, place.port);
  return served("Caddy", place, caddy);
}

/** HAProxy in front of Varnish and behind it again: siege-chain.cfg and siege-chain.vcl. */
export async function startChain(origin: number, core: Core, more: Placeholders): Promise<Server> {
  const queue = await freePort();
  const varnish = await startVarnish("siege-chain.vcl", origin, core, CHAIN_PARAMETERS, {
    ...more,
    queue,
  });
  const haproxy = await startHaproxy("siege-chain.cfg", origin, core, {
    ...more,
    queue,
    varnish: varnish.port,
  });
  const stop = async () => {
    await haproxy.stop();
    await varnish.stop();
  };
  return { name: "HAProxy, Varnish, HAProxy", port: haproxy.port, pid: haproxy.pid, stop };
}

async function ready(process: Started, port: number): Promise<void> {
  const ended = process.exited.then((code) => ({ code }));
  const first = await Promise.race([waitForPort(port, 20_000), ended]);
  if (first !== undefined) throw new Error(`the peer ended with ${first.code}:\n${process.output()}`);
}

/** "nginx 1.22.1", "HAProxy 2.6.12-1+deb12u4" ... as the programs themselves say. */
export function peerVersions(): string[] {
  const say = (command: [string, ...string[]], pattern: RegExp) => {
    if (Bun.which(command[0]) === null) return "not installed";
    const result = Bun.spawnSync(command, { stdout: "pipe", stderr: "pipe" });
    return pattern.exec(result.stdout.toString() + result.stderr.toString())?.[1] ?? "not installed";
  };
  return [
    `nginx ${say(["nginx", "-v"], /nginx\/(\S+)/)}`,
    `HAProxy ${say(["haproxy", "-v"], /version (\S+)/)}`,
    `Varnish ${say(["varnishd", "-V"], /varnish-(\S+)/)}`,
    `Caddy ${say(["caddy", "version"], /^v?(\S+)/)}`,
    `blackbox_exporter ${say(["prometheus-blackbox-exporter", "--version"], /version (\S+)/)}`,
    `wrk ${say(["wrk", "-v"], /wrk (\S+)/)}`,
  ];
}
