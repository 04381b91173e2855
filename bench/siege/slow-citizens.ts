import { connect } from "node:net";
import { planOf, sayAndExit } from "../harness/generator.ts";
import { percentile } from "../harness/statistics.ts";

/**
 * Citizens who come one after another at a constant rate, whatever became of those before (open loop): each opens a
 * connection of its own and asks for one page. Time counts from the moment at which the citizen was due.
 */
export type CitizenPlan = { port: number; host: string; seconds: number; lanes: readonly Lane[] };
export type Lane = { path: string; perSecond: number; bodyBytes: number };
export type LaneOutcome = { asked: number; failed: number; p50Ms: number; p95Ms: number; maxMs: number };
export type CitizenOutcome = { lanes: LaneOutcome[]; lateP95Ms: number };

const SECONDS_MAX = 60;
const PER_SECOND_MAX = 100;
/** Who waits longer goes away without the page. */
const PATIENCE_MS = 5_000;

/** Milliseconds from `dueAt` until the page was whole, or undefined. */
function askOnce(plan: CitizenPlan, lane: Lane, dueAt: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    let bytes = 0;
    let head = "";
    const socket = connect({ port: plan.port, host: "127.0.0.1", noDelay: true }, () => {
      socket.write(`GET ${lane.path} HTTP/1.1\r\nHost: ${plan.host}\r\nConnection: close\r\n\r\n`);
    });
    const timer = setTimeout(() => socket.destroy(), PATIENCE_MS);
    socket.on("data", (piece: Buffer) => {
      bytes += piece.length;
      if (head.length < 12) head += piece.toString("latin1", 0, 12);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      const isWhole = head.startsWith("HTTP/1.1 200") && bytes > lane.bodyBytes;
      resolve(isWhole ? performance.now() - dueAt : undefined);
    });
  });
}

async function run(plan: CitizenPlan): Promise<CitizenOutcome> {
  if (plan.seconds > SECONDS_MAX || plan.lanes.some(({ perSecond }) => perSecond > PER_SECOND_MAX)) {
    throw new RangeError("more than the bench allows");
  }
  const lateness: number[] = [];
  const startAt = performance.now() + 50;
  const lanes = await Promise.all(
    plan.lanes.map(async (lane) => {
      const asked: Promise<number | undefined>[] = [];
      for (let n = 0; n < lane.perSecond * plan.seconds; n++) {
        const dueAt = startAt + (n * 1000) / lane.perSecond;
        await Bun.sleep(Math.max(0, dueAt - performance.now()));
        lateness.push(performance.now() - dueAt);
        asked.push(askOnce(plan, lane, dueAt));
      }
      const times = await Promise.all(asked);
      // Who got no page waited as long as patience lasts: leaving them out would flatter.
      const counted = times.map((time) => time ?? PATIENCE_MS);
      return {
        asked: times.length,
        failed: times.filter((time) => time === undefined).length,
        p50Ms: percentile(counted, 0.5),
        p95Ms: percentile(counted, 0.95),
        maxMs: percentile(counted, 1),
      };
    }),
  );
  return { lanes, lateP95Ms: percentile(lateness, 0.95) };
}

if (import.meta.main) sayAndExit(await run(planOf<CitizenPlan>()));
