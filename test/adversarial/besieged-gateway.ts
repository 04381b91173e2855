import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { startGateway } from "../../bench/harness/beffroi.ts";
import { freePort } from "../../bench/harness/process.ts";
import { cpuMs, isAlive, residentBytes } from "../../bench/harness/process-figures.ts";
import { percentile } from "../../bench/harness/statistics.ts";
import { makeCertificate } from "../support/certificate.ts";

/** The running gateway as a process of its own, so that its memory and handles can be told from the attacker's. */

export type Besieged = {
  readonly port: number;
  readonly tlsPort: number;
  readonly pid: number;
  figures(): Figures;
  /** Starts asking for a page as an innocent visitor does, each time on a new connection, until `stop`. */
  citizen(): Citizen;
  /** Waits until handles are back at `before`, give or take a few; the last count when they are not. */
  handlesBack(before: Figures, withinMs: number): Promise<number>;
  stop(): Promise<void>;
};

export type Figures = { readonly handles: number; readonly residentMb: number; readonly cpuMs: number };

export type Citizen = {
  stop(): Promise<{ asked: number; failed: number; slowestMs: number; p50Ms: number }>;
};

const CITIZEN_PAUSE_MS = 40;
const CITIZEN_WAIT_MS = 10_000;
/** Handles that come and go without an attacker: a citizen's connection, the origin's, a file being written. */
const HANDLES_SLACK = 12;

export type BesiegedSettings = { origin: number; gateway?: readonly string[]; site?: readonly string[] };

export async function startBesieged(settings: BesiegedSettings): Promise<Besieged> {
  const folder = mkdtempSync(join(tmpdir(), "beffroi-besieged-"));
  const certificates = join(folder, "certificates");
  mkdirSync(certificates);
  const pair = makeCertificate([HOST]);
  const [cert, key] = [join(certificates, "site.pem"), join(certificates, "site.key")];
  writeFileSync(cert, pair.cert);
  writeFileSync(key, pair.key, { mode: 0o600 });
  const tlsPort = await freePort();
  const gateway = await startGateway(
    join(folder, "gateway"),
    {
      origin: settings.origin,
      gateway: [`listen_tls = ["127.0.0.1:${tlsPort}"]`, ...(settings.gateway ?? [])],
      site: [
        "crawl = false",
        `certificate = ${JSON.stringify(cert)}`,
        `certificate_key = ${JSON.stringify(key)}`,
        ...(settings.site ?? []),
      ],
    },
    undefined,
  );
  const { pid } = gateway.process;
  const figures = (): Figures => ({
    handles: readdirSync(`/proc/${pid}/fd`).length,
    residentMb: residentBytes(pid) / 1e6,
    cpuMs: cpuMs(pid),
  });
  return {
    port: gateway.port,
    tlsPort,
    pid,
    figures,
    citizen: () => startCitizen(tlsPort),
    async handlesBack(before, withinMs) {
      const end = performance.now() + withinMs;
      for (;;) {
        const { handles } = figures();
        if (handles <= before.handles + HANDLES_SLACK || performance.now() > end)
          return handles - before.handles;
        await Bun.sleep(50);
      }
    },
    async stop() {
      if (isAlive(pid)) await gateway.process.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startCitizen(port: number): Citizen {
  const latencies: number[] = [];
  let failed = 0;
  let over = false;
  const run = (async () => {
    while (!over) {
      const startedMs = performance.now();
      if (await asksOnce(port)) latencies.push(performance.now() - startedMs);
      else failed += 1;
      await Bun.sleep(CITIZEN_PAUSE_MS);
    }
  })();
  return {
    async stop() {
      over = true;
      await run;
      const share = (value: number) =>
        latencies.length === 0 ? Number.POSITIVE_INFINITY : percentile(latencies, value);
      return { asked: latencies.length + failed, failed, slowestMs: share(1), p50Ms: share(0.5) };
    },
  };
}

/** One GET of the home page on a connection of its own; true when it came whole with status 200. */
function asksOnce(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    let seen = "";
    const socket = connect({ port, host: "127.0.0.1", servername: HOST, rejectUnauthorized: false }, () => {
      socket.write(`GET / HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`);
    });
    const timer = setTimeout(() => socket.destroy(), CITIZEN_WAIT_MS);
    socket.on("data", (piece: Buffer) => {
      seen += piece.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(seen.startsWith("HTTP/1.1 200") && seen.includes(END_OF_PAGE));
    });
  });
}

export const HOST = "www.ville.example";
/** What the origin's home page must end with, so that a citizen can tell that all of it came. */
export const END_OF_PAGE = "FIN-DE-PAGE";

/**
 * Runs an attack while a citizen asks, and expects what holds for all of them: every citizen answered, in bounded time;
 * no crash; memory below a ceiling; handles back after it. `attack` may give handles that it still holds on purpose.
 */
export async function withstands(besieged: Besieged, attack: () => Promise<unknown>): Promise<Figures> {
  const before = besieged.figures();
  const citizen = besieged.citizen();
  await attack();
  const seen = await citizen.stop();
  const left = await besieged.handlesBack(before, HANDLES_WAIT_MS);
  const after = besieged.figures();
  const findings: string[] = [];
  if (seen.asked === 0 || seen.failed > 0)
    findings.push(`${seen.failed} of ${seen.asked} citizens got no page`);
  if (seen.slowestMs > CITIZEN_SLOWEST_MS) findings.push(`a citizen waited ${Math.round(seen.slowestMs)} ms`);
  if (left > HANDLES_SLACK) findings.push(`${left} handles did not come back`);
  if (after.residentMb > RESIDENT_MB_MAX) findings.push(`${Math.round(after.residentMb)} MB are in use`);
  if (findings.length > 0) throw new Error(findings.join("; "));
  return after;
}

/** Far above what is measured: the machine may be busy with other tests. */
const CITIZEN_SLOWEST_MS = 3_000;
const HANDLES_WAIT_MS = 5_000;
const RESIDENT_MB_MAX = 300;
