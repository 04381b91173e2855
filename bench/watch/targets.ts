import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeCertificate } from "../../test/support/certificate.ts";
import { TOWN } from "../../test/support/fault-server/pages.ts";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";
import { type Started, start } from "../harness/process.ts";
import { descendants } from "../harness/process-figures.ts";
import { type Server, startNginx } from "../peers/peers.ts";

/** Of ten sites, as many stand on the server that can be made to hang. */
const HANGING_OF_TEN = 3;
const START_MS_MAX = 20_000;

/** Tens of thousands of sites on loopback: each a name and an address of its own, two servers behind them all. */
export type Targets = {
  /** The address of site `n`, from 0. */
  url(n: number): string;
  isHanging(n: number): boolean;
  /** Name server, IP:PORT. */
  readonly resolver: string;
  /** PEM of what signed the certificate. */
  readonly certificate: string;
  /** From now on, or no longer, three in ten sites take connections and say nothing. */
  hang(hangs: boolean): void;
  /** Requests that the steady sites have had: when (ms since 1970), and which. In the order of the log. */
  asked(): Array<{ atMs: number; n: number }>;
  /** How many all sites have had. */
  askedCount(): number;
  /** Rejects when the resolver ends before `stop`: nothing that was measured then counts. */
  readonly broken: Promise<never>;
  /** Processes whose work is not the product's. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
};

/** Site `n` is at 127.64.0.0 + n: politeness by address and network then means what it means outside. */
export function addressOf(name: string): string {
  const n = Number(/^s(\d+)\./.exec(name)?.[1] ?? 0);
  return `127.${64 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`;
}

export async function startTargets(): Promise<Targets> {
  const { cert, key } = makeCertificate(["*.sites.test"]);
  const files = { "certificate.pem": cert, "key.pem": key, "page.html": TOWN };
  const steady = await startNginx("nginx-watch.conf", 0, undefined, files);
  const shaky = await startNginx("nginx-watch.conf", 0, undefined, files);
  const names = start(BUN, [...BUN_FLAGS, join(ROOT, "bench/watch/names.ts")]);
  const port = (await names.line(/names on (\d+)/, START_MS_MAX))[1];
  return together(steady, shaky, names, `127.0.0.1:${port}`, cert);
}

function together(
  steady: Server,
  shaky: Server,
  names: Started,
  resolver: string,
  certificate: string,
): Targets {
  let stopped = false;
  const broken = new Promise<never>((_, reject) => {
    void names.exited.then((code) => {
      if (!stopped)
        reject(new Error(`the benchmark's resolver ended (${code}): ${names.output().slice(-500)}`));
    });
  });
  broken.catch(() => {});
  const isHanging = (n: number) => n % 10 < HANGING_OF_TEN;
  const hang = (hangs: boolean) => {
    for (const pid of [shaky.pid, ...descendants(shaky.pid)])
      process.kill(pid, hangs ? "SIGSTOP" : "SIGCONT");
  };
  return {
    url: (n) => `https://s${n}.sites.test:${isHanging(n) ? shaky.port : steady.port}/`,
    isHanging,
    resolver,
    certificate,
    hang,
    asked: () => logLines(steady).map(readLine),
    askedCount: () => logLines(steady).length + logLines(shaky).length,
    broken,
    pids: [steady.pid, shaky.pid, names.pid],
    stop: async () => {
      stopped = true;
      hang(false);
      for (const one of [steady, shaky, names]) await one.stop();
    },
  };
}

/** The log is written with a delay of up to two seconds. */
function logLines({ port }: Server): string[] {
  const path = join(ROOT, `bench/.work/peer-nginx-watch.conf-${port}/access.log`);
  return readFileSync(path, "utf8").split("\n").slice(0, -1);
}

function readLine(line: string): { atMs: number; n: number } {
  const [seconds, host = ""] = line.split(" ");
  return { atMs: Number(seconds) * 1_000, n: Number(/^s(\d+)\./.exec(host)?.[1] ?? -1) };
}
