import { makeProbe } from "../../src/watch/probe/index.ts";
import type { Effort, Section } from "../harness/section.ts";
import { figure, percentile } from "../harness/statistics.ts";
import { startFaultProcess } from "./fault-process.ts";

const CHECKS = 6_000;
const CHECKS_SMOKE = 300;
const WARM_UP = 300;
const CONCURRENCY = 50;
const CPU_MS_GOAL = 4;

type Ready = { resolver: string; trust: string[]; port: number };

/** What one check over TLS costs the machine that asks: name, connection, full handshake, page, print. */
export async function cost({ smoke }: Effort): Promise<Section> {
  const server = await startFaultProcess<Ready>("plain");
  const { resolver, trust, port } = server.ready;
  const probe = makeProbe({
    version: "bench",
    contact: "",
    resolvers: [resolver],
    allowPrivate: ["127.0.0.0/8"],
    trust,
  });
  let wrong = 0;
  const totals: number[] = [];
  const ask = async (count: number, from: number) => {
    let next = 0;
    const worker = async () => {
      while (next < count) {
        const n = from + next++;
        const url = `https://s${n}.sites.test:${port}/`;
        const attempt = await probe.probe({ site: n, check: "http", url });
        totals.push(attempt.totalMs);
        if (attempt.failure !== "ok" || attempt.certificate !== undefined) wrong += 1;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  };
  const measured = async (count: number, from: number) => {
    totals.length = 0;
    const [before, startedAt] = [process.cpuUsage(), performance.now()];
    await ask(count, from);
    const { user, system } = process.cpuUsage(before);
    const cpuMs = (user + system) / 1_000 / count;
    return {
      cpuMs,
      perSecond: (count / (performance.now() - startedAt)) * 1_000,
      p95: percentile(totals, 95),
    };
  };
  try {
    await ask(WARM_UP, 0);
    const count = smoke ? CHECKS_SMOKE : CHECKS;
    const unknown = await measured(count, WARM_UP);
    const known = await measured(count, WARM_UP);
    const row = (name: string, { cpuMs, perSecond, p95 }: typeof known) => [
      name,
      figure(cpuMs),
      figure(perSecond),
      figure(p95),
    ];
    return {
      title: "What one check costs",
      about: `${count} checks of as many names over HTTPS, ${CONCURRENCY} at a time; server and resolver in a process of their own on the same machine.`,
      goals: [
        {
          what: "CPU of a check, name not known",
          goal: `<= ${CPU_MS_GOAL} ms`,
          measured: `${figure(unknown.cpuMs)} ms`,
          met: unknown.cpuMs <= CPU_MS_GOAL,
        },
      ],
      tables: [
        {
          caption: "One process that asks.",
          head: ["names", "CPU of a check, ms", "checks a second", "p95, ms"],
          rows: [row("asked for", unknown), row("held", known)],
        },
      ],
      notes: ["Full handshakes (TLS 1.3, P-256), none resumed. The server takes the other core."],
      faults: wrong === 0 ? [] : [`${wrong} checks of well sites did not say so`],
    };
  } finally {
    probe.close();
    await server.stop();
  }
}
