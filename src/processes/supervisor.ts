import { join } from "node:path";
import type { Subprocess } from "bun";
import type { Settings } from "../config.ts";
import type { Log } from "../kernel/log.ts";

/** A child that dies is started again at once; one that keeps dying waits longer each time, up to this. */
const RESTART_WAIT_MS_MAX = 10_000;
/** A child that lived this long is healthy: its next death counts as the first. */
const HEALTHY_MS = 10_000;
/** How long children may take to end before they are killed. */
const STOP_GRACE_MS = 6_000;

/** No package from the network, no settings from the folder where somebody happens to stand. */
const RUNTIME_OPTIONS = ["--no-install", "--no-env-file", "--config=/dev/null"];

type Child = {
  name: string;
  command: string[];
  process: Subprocess | undefined;
  deaths: number;
  startedAtMs: number;
  ready: boolean;
  timer: Timer | undefined;
};

export type SupervisorOptions = {
  settings: Settings;
  /** The command line's options, handed to every child, so that all read the same settings. */
  childArguments: string[];
  log: Log;
  /** All children answer: their addresses by process name. Called once. */
  onReady: (addresses: Map<string, string[]>) => void;
  /** There is no administrator yet: called after onReady, and again whenever a new keeper voids the link before. */
  onSetup: (link: string) => void;
};

/** Starts gateway, keeper, prober and (without configuration) the demonstration town, and starts again whatever dies. */
export class Supervisor {
  private readonly children: Child[];
  private readonly addresses = new Map<string, string[]>();
  private stopping = false;
  private announced = false;
  private setup: string | undefined;

  constructor(private readonly options: SupervisorOptions) {
    this.children = childrenOf(options.settings, options.childArguments);
    for (const child of this.children) this.start(child);
  }

  /** Passes a signal on, for instance SIGHUP: read the settings again. */
  signal(name: NodeJS.Signals): void {
    for (const child of this.children) child.process?.kill(name);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const ends = this.children.map(async (child) => {
      clearTimeout(child.timer);
      child.process?.kill("SIGTERM");
      await child.process?.exited;
    });
    const late = setTimeout(() => {
      for (const child of this.children) child.process?.kill("SIGKILL");
    }, STOP_GRACE_MS);
    await Promise.all(ends);
    clearTimeout(late);
  }

  private start(child: Child): void {
    if (this.stopping) return;
    child.ready = false;
    child.startedAtMs = Date.now();
    child.process = Bun.spawn(child.command, {
      stdio: ["ignore", "inherit", "inherit"],
      ipc: (message) => this.heard(child, message),
      onExit: (_, code, signal) => this.ended(child, code, signal),
    });
  }

  private heard(child: Child, message: unknown): void {
    const { ready, setup } = message as { ready?: unknown; setup?: unknown };
    if (!Array.isArray(ready) && typeof ready !== "string") return;
    child.ready = true;
    this.addresses.set(child.name, Array.isArray(ready) ? ready : [ready]);
    if (typeof setup === "string") this.setup = setup;
    if (!this.announced && this.children.every((one) => one.ready)) {
      this.announced = true;
      this.options.onReady(this.addresses);
    }
    if (!this.announced || this.setup === undefined) return;
    this.options.onSetup(this.setup);
    this.setup = undefined;
  }

  private ended(child: Child, code: number | null, signal: unknown): void {
    child.process = undefined;
    if (this.stopping) return;
    const hopeless = code === 2 || (code === 1 && this.options.settings.demo);
    if (hopeless && !this.announced) {
      // It refused its settings before anything ran, or a demonstration's port is taken: it would say the same for ever.
      void this.stop().then(() => process.exit(code));
      return;
    }
    child.deaths = Date.now() - child.startedAtMs > HEALTHY_MS ? 1 : child.deaths + 1;
    const waitMs = child.deaths <= 2 ? 0 : Math.min(RESTART_WAIT_MS_MAX, 250 * 2 ** (child.deaths - 3));
    this.options.log("error", "a process ended and is started again", {
      child: child.name,
      code,
      signal,
      waitMs,
    });
    child.timer = setTimeout(() => this.start(child), waitMs);
  }
}

/** Starts everything. Rejects with a Refusal when an address that the workers would share is in use. */
export async function startSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  const { listen, listen_tls: listenTls, workers } = options.settings.gateway;
  if (workers > 1) {
    // Workers share their addresses, so none of them could tell a stranger who listens there too. The gateway's code is
    // loaded for this only: the supervisor stays small and quick to start.
    const { refuseTaken } = await import("../gateway/index.ts");
    await refuseTaken([...listen, ...listenTls]);
  }
  return new Supervisor(options);
}

function childrenOf(settings: Settings, childArguments: string[]): Child[] {
  const main = join(import.meta.dir, "..", "main.ts");
  const child = (name: string, command: string[]): Child => ({
    name,
    command: [process.execPath, ...RUNTIME_OPTIONS, ...command],
    process: undefined,
    deaths: 0,
    startedAtMs: 0,
    ready: false,
    timer: undefined,
  });
  const children = [child("keeper", [main, "keeper", ...childArguments])];
  for (let worker = 0; worker < settings.gateway.workers; worker++) {
    children.push(
      child(`gateway-${worker}`, [main, "gateway", "--worker", String(worker), ...childArguments]),
    );
  }
  children.push(child("prober", [main, "probe", ...childArguments]));
  if (settings.demo)
    children.push(child("demo", [join(import.meta.dir, "..", "..", "demo", "main.ts"), "--count"]));
  return children;
}
