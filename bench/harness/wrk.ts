import { loopbackUrl } from "./loopback.ts";
import { type Core, start } from "./process.ts";
import { machineBusyMs, treeCpuMs } from "./process-figures.ts";

export type WrkLoad = {
  url: string;
  seconds: number;
  connections: number;
  headers?: readonly string[];
  core: Core;
  /** Process whose processor time is charged, with its children. */
  serverPid: number;
};

export type WrkResult = {
  requests: number;
  requestsPerSecond: number;
  /** Processor time of the server for one request, in µs, kernel included. */
  serverMicrosPerRequest: number;
  /** Share of one core that server and generator used, 0..1. The generator near 1 with the server below is the limit. */
  serverCore: number;
  generatorCore: number;
  /** What else kept the machine busy meanwhile, in cores: other processes, interrupts, the host's other guests. */
  otherCores: number;
  p50Ms: number;
  p99Ms: number;
  /** Answers that were not 2xx or 3xx, and connections that broke. */
  refused: number;
  socketErrors: number;
};

/** Closed loop with wrk, one thread, keep-alive. Throws if wrk cannot run or the address is not of this machine. */
export async function wrk(load: WrkLoad): Promise<WrkResult> {
  const args = ["-t1", `-c${load.connections}`, `-d${load.seconds}s`, "--timeout", "10s", "--latency"];
  for (const header of load.headers ?? []) args.push("-H", header);
  const before = treeCpuMs(load.serverPid);
  const busyBefore = machineBusyMs();
  const startedAt = performance.now();
  const generator = start("wrk", [...args, loopbackUrl(load.url)], { core: load.core });
  let generatorMs = 0;
  const watching = setInterval(() => {
    generatorMs = Math.max(generatorMs, treeCpuMs(generator.pid));
  }, 100);
  const code = await generator.exited.finally(() => clearInterval(watching));
  const wallMs = performance.now() - startedAt;
  const serverMs = treeCpuMs(load.serverPid) - before;
  const busyMs = machineBusyMs() - busyBefore;
  if (code !== 0) throw new Error(`wrk ended with ${code}:\n${generator.output()}`);
  const read = readWrkReport(generator.output());
  return {
    ...read,
    serverMicrosPerRequest: (serverMs * 1000) / read.requests,
    serverCore: serverMs / wallMs,
    generatorCore: generatorMs / wallMs,
    otherCores: Math.max(0, busyMs - serverMs - generatorMs) / wallMs,
  };
}

type WrkReport = Omit<WrkResult, "serverMicrosPerRequest" | "serverCore" | "generatorCore" | "otherCores">;

/** Reads the report that wrk prints with --latency. Throws when it holds no rate. */
export function readWrkReport(text: string): WrkReport {
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(text);
  if (rate === null) throw new Error(`wrk printed no rate:\n${text}`);
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text);
  return {
    requests: number(/(\d+) requests in/),
    requestsPerSecond: Number(rate[1]),
    p50Ms: duration(/50%\s+([\d.]+)(us|ms|s)/.exec(text)),
    p99Ms: duration(/99%\s+([\d.]+)(us|ms|s)/.exec(text)),
    refused: number(/Non-2xx or 3xx responses: (\d+)/),
    socketErrors: errors === null ? 0 : errors.slice(1).reduce((sum, value) => sum + Number(value), 0),
  };
}

const UNIT_MS: Record<string, number> = { us: 0.001, ms: 1, s: 1000 };

function duration(match: RegExpExecArray | null): number {
  return match === null ? Number.NaN : Number(match[1]) * (UNIT_MS[match[2] ?? ""] ?? Number.NaN);
}
