import { type ChildProcess, spawn } from "node:child_process";
import { createServer, connect } from "node:net";
import { loopbackHost } from "./loopback.ts";
import { descendants, isAlive } from "./process-figures.ts";

/** Which core a process may run on; undefined: all. */
export type Core = number | undefined;

const KEPT_CHARACTERS_MAX = 200_000;
const STOP_WAIT_MS = 5_000;

/** A process that a benchmark started. Only such processes are ever signalled, by their id. */
export type Started = {
  readonly pid: number;
  /** Last characters of stdout and stderr together. */
  output(): string;
  /** Resolves when a line of stdout or stderr matches; rejects after `timeoutMs` or when the process ends before. */
  line(pattern: RegExp, timeoutMs: number): Promise<RegExpMatchArray>;
  exited: Promise<number>;
  signal(name: NodeJS.Signals): void;
  /** SIGTERM, then SIGKILL for it and what it left behind. */
  stop(): Promise<void>;
};

const running = new Set<Started>();

export type StartOptions = { core?: Core; cwd?: string; env?: Record<string, string> };

/** Starts a program, pinned to a core if one is named. */
export function start(command: string, args: readonly string[], options: StartOptions = {}): Started {
  const [program, programArgs] =
    options.core === undefined
      ? [command, args]
      : ["taskset", ["-c", String(options.core), command, ...args]];
  const child = spawn(program, [...programArgs], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid === undefined) {
    child.on("error", () => {});
    throw new Error(`${program} cannot be started: install it (bench/README.md names the packages)`);
  }
  const started = watch(child, child.pid, `${command} ${args.join(" ")}`);
  running.add(started);
  started.exited.then(() => running.delete(started));
  return started;
}

function watch(child: ChildProcess, pid: number, name: string): Started {
  let text = "";
  let over = false;
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (chunk: string) => {
      text = (text + chunk).slice(-KEPT_CHARACTERS_MAX);
      for (const listener of listeners) listener();
    });
  }
  const exited = new Promise<number>((resolve) => {
    child.on("exit", (code, signal) => {
      over = true;
      for (const listener of listeners) listener();
      resolve(code ?? (signal === null ? -1 : -2));
    });
  });
  return {
    pid,
    exited,
    output: () => text,
    signal: (signal) => void child.kill(signal),
    line: (pattern, timeoutMs) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = text.match(pattern);
          if (match === null && !over) return;
          listeners.delete(look);
          clearTimeout(timer);
          if (match !== null) resolve(match);
          else reject(new Error(`${name} ended before it said ${pattern}:\n${text}`));
        };
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`${name} did not say ${pattern} within ${timeoutMs} ms:\n${text}`));
        }, timeoutMs);
        listeners.add(look);
        look();
      }),
    stop: () => stopTree(child, pid, exited),
  };
}

async function stopTree(child: ChildProcess, pid: number, exited: Promise<number>): Promise<void> {
  const family = descendants(pid);
  child.kill("SIGTERM");
  await Promise.race([exited, Bun.sleep(STOP_WAIT_MS)]);
  for (const one of [pid, ...family].filter(isAlive)) {
    try {
      process.kill(one, "SIGKILL");
    } catch {
      // Gone between the look and the signal.
    }
  }
  await exited;
}

/** Stops whatever a benchmark left running, last started first. */
export async function stopAll(): Promise<void> {
  for (const started of [...running].reverse()) await started.stop();
}

/** Runs a program to its end and gives what it wrote on stdout. Throws if it fails. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: StartOptions & { timeoutMs?: number; allowFailure?: boolean } = {},
): Promise<string> {
  const [program, programArgs] =
    options.core === undefined
      ? [command, args]
      : ["taskset", ["-c", String(options.core), command, ...args]];
  const child = Bun.spawn([program, ...programArgs], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdout: "pipe",
    stderr: "pipe",
    timeout: options.timeoutMs ?? 120_000,
  });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (code === 0 || options.allowFailure === true) return out;
  throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${(err + out).slice(-4000)}`);
}

/** A port of 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Waits until something accepts connections. */
export async function waitForPort(port: number, timeoutMs = 10_000, host = "127.0.0.1"): Promise<void> {
  const until = Date.now() + timeoutMs;
  while (!(await accepts(loopbackHost(host), port))) {
    if (Date.now() > until) throw new Error(`nothing listens on ${host}:${port} after ${timeoutMs} ms`);
    await Bun.sleep(20);
  }
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
