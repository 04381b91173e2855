import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { type Started, start } from "../../bench/harness/process.ts";
import { filterPath } from "../../src/gateway/filter/frames.ts";

/**
 * Two network namespaces with a cable between them: the town's server, and visitors with addresses that look public
 * (RFC 5737, RFC 3849). Nothing leaves them.
 */

export const PORT = 8_099;
/** A port that the filter is not told of. */
export const OTHER_PORT = 8_098;
export const SERVER = "198.51.100.1";
export const SERVER_6 = "2001:db8:5:1::1";
export const A = "198.51.100.7";
export const B = "198.51.100.8";
/** On the operator's list; private; the house that holds tickets. */
export const NAMED = "203.0.113.9";
export const PRIVATE = "10.66.0.9";
export const TICKETED = "192.0.2.9";
export const A6 = "2001:db8:5:2::7";
/** In the same /64, and in the next. */
export const A6_NEIGHBOUR = "2001:db8:5:2:ffff::8";
export const B6 = "2001:db8:5:3::7";

const NOBODY = 65_534;
const VISITORS = [A, B, NAMED, PRIVATE, TICKETED];
const VISITORS_6 = [A6, A6_NEIGHBOUR, B6];
const REPLY_S_MAX = 1;

/** Why this machine cannot play the town, or undefined when it can. */
export function whyNot(): string | undefined {
  if (process.getuid?.() !== 0) return "it needs root, for namespaces and nftables";
  for (const program of ["ip", "nft", "curl", "setpriv"]) {
    if (Bun.which(program) === null)
      return `${program} is missing (packages iproute2, nftables, curl, util-linux)`;
  }
  const name = `beffroi-try-${process.pid}`;
  const made = Bun.spawnSync(["ip", "netns", "add", name]);
  if (!made.success) return `namespaces cannot be made here: ${made.stderr.toString().trim()}`;
  const listed = Bun.spawnSync(["ip", "netns", "exec", name, "nft", "list", "tables"]);
  run("ip", "netns", "del", name);
  return listed.success ? undefined : `nftables does not work here: ${listed.stderr.toString().trim()}`;
}

export class FilterTown {
  readonly folder = mkdtempSync(join(tmpdir(), "beffroi-kernel-"));
  readonly path = filterPath(this.folder);
  private readonly server = `beffroi-s-${process.pid}`;
  private readonly visitors = `beffroi-v-${process.pid}`;
  private readonly started: Started[] = [];

  async build(): Promise<void> {
    // The folder is the gateway's, which is not root.
    run("chown", `${NOBODY}:${NOBODY}`, this.folder);
    for (const name of [this.server, this.visitors]) run("ip", "netns", "add", name);
    run(
      "ip",
      "link",
      "add",
      "s0",
      "netns",
      this.server,
      "type",
      "veth",
      "peer",
      "v0",
      "netns",
      this.visitors,
    );
    const ip = (name: string, ...args: string[]) => run("ip", "-n", name, ...args);
    ip(this.server, "address", "add", `${SERVER}/32`, "dev", "s0");
    ip(this.server, "address", "add", `${SERVER_6}/128`, "dev", "s0", "nodad");
    for (const address of VISITORS) ip(this.visitors, "address", "add", `${address}/32`, "dev", "v0");
    for (const address of VISITORS_6)
      ip(this.visitors, "address", "add", `${address}/128`, "dev", "v0", "nodad");
    for (const [name, device] of [
      [this.server, "s0"],
      [this.visitors, "v0"],
    ] as const) {
      ip(name, "link", "set", "lo", "up");
      ip(name, "link", "set", device, "up");
      ip(name, "route", "add", "default", "dev", device);
      ip(name, "-6", "route", "add", "default", "dev", device);
    }
    const serving = this.inServer(BUN, ...BUN_FLAGS, import.meta.path, "serve");
    await serving.line(/serving/, 10_000);
  }

  async destroy(): Promise<void> {
    for (const process of this.started.reverse()) await process.stop();
    for (const name of [this.server, this.visitors]) run("ip", "netns", "del", name);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Starts the filter; `before` stands in front of its command line, for instance to take rights away. */
  filter(args: readonly string[] = [], before: readonly string[] = []): Started {
    const call = `process.exitCode = await (await import(${JSON.stringify(join(ROOT, "src/cli/filter.ts"))})).run(process.argv.slice(1))`;
    const own = ["--ports", String(PORT), "--never", "203.0.113.0/24", "--data", this.folder, ...args];
    return this.inServer(...before, BUN, ...BUN_FLAGS, "-e", call, "--", ...own);
  }

  async readyFilter(args: readonly string[] = [], before: readonly string[] = []): Promise<Started> {
    const filter = this.filter(args, before);
    await filter.line(/filter ready/, 10_000);
    return filter;
  }

  /** What the kernel of the server's namespace has. */
  ruleset(): string {
    return this.nft("list ruleset");
  }

  nft(script: string): string {
    return run("ip", "netns", "exec", this.server, "nft", script);
  }

  /** Does a visitor with this address get the page? False when no answer comes in time. */
  async reaches(from: string, port = PORT): Promise<boolean> {
    const host = from.includes(":") ? `[${SERVER_6}]` : SERVER;
    const curl = Bun.spawn(
      [
        ...["ip", "netns", "exec", this.visitors, "curl", "-s", "--noproxy", "*", "--interface", from],
        ...["-m", String(REPLY_S_MAX), `http://${host}:${port}/`],
      ],
      { stdout: "pipe", stderr: "ignore" },
    );
    const [text] = await Promise.all([new Response(curl.stdout).text(), curl.exited]);
    return text === "bonjour";
  }

  /** Opens this many connections from one address and holds them until it is stopped. */
  async hold(from: string, count: number): Promise<Started> {
    const holding = start("ip", [
      ...["netns", "exec", this.visitors, BUN, ...BUN_FLAGS, import.meta.path, "hold", from, String(count)],
    ]);
    this.started.push(holding);
    await holding.line(/holding/, 30_000);
    return holding;
  }

  private inServer(...command: string[]): Started {
    const process = start("ip", ["netns", "exec", this.server, ...command]);
    this.started.push(process);
    return process;
  }
}

function run(...command: string[]): string {
  const done = Bun.spawnSync(command);
  if (!done.success) throw new Error(`${command.join(" ")}: ${done.stderr.toString()}`);
  return done.stdout.toString();
}

function serve(): void {
  for (const port of [PORT, OTHER_PORT]) {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () =>
        socket.end("HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nbonjour"),
      );
    });
    server.listen(port, "::", 4_096, () => port === OTHER_PORT && console.log("serving"));
  }
}

async function hold(from: string, count: number): Promise<void> {
  const open = () =>
    new Promise<Socket>((resolve, reject) => {
      const socket = connect({ host: SERVER, port: PORT, localAddress: from }, () => resolve(socket));
      socket.on("error", reject);
    });
  const held: Socket[] = [];
  while (held.length < count) {
    held.push(...(await Promise.all(Array.from({ length: Math.min(100, count - held.length) }, open))));
  }
  console.log(`holding ${held.length}`);
}

if (import.meta.main) {
  const [act, from = "", count = "0"] = process.argv.slice(2);
  if (act === "serve") serve();
  else await hold(from, Number(count));
}
