import ipaddr from "ipaddr.js";
import type { Settings } from "../config.ts";
import { version } from "../version.ts";
import type { Attempt, Check, Failure, Outcome } from "../watch/events.ts";
import { ATTEMPT_OFFSETS_MS } from "../watch/measure.ts";
import type { VantageHealthReport } from "../watch/exchange.ts";
import { makeProbe, type Probe } from "../watch/probe/index.ts";
import { openOwnLine } from "../watch/prober/own-line.ts";
import { attemptClass, roundOutcome } from "../watch/verdict/attempt-class.ts";

/** One round by this machine, outside the plan of the watch: nothing of it is kept. */
export type Checked = {
  readonly url: string;
  readonly outcome: Outcome;
  readonly attempts: readonly Attempt[];
  /** How our own line did, when it was asked because the site did not answer. */
  readonly line?: Line;
};

/** Well-known hosts and name servers: how many answered, of how many that were asked. */
export type Line = Pick<VantageHealthReport, "canaries" | "resolvers">;

export type CheckOptions = {
  readonly watch: Pick<Settings["watch"], "contact" | "resolvers" | "allow_private" | "canaries">;
  /** One attempt instead of four. */
  readonly once: boolean;
  /** Ask private addresses too. */
  readonly allowPrivate: boolean;
  /** Authorities to trust in place of the runtime's. */
  readonly trust?: readonly string[];
  /** Moments of the attempts after the first, in ms. */
  readonly offsetsMs?: readonly number[];
  /** Told before each wait for another attempt, with what the last one came to. */
  readonly onWait?: (failure: Failure, waitMs: number) => void;
};

const EVERYWHERE = ["0.0.0.0/0", "::/0"];

/**
 * Asks up to four times, as the watch does. When the site does not answer, our own line is asked as well: while that is dead,
 * nothing is said of the site. @throws Refusal wrong-option
 */
export async function checkOnce(url: string, options: CheckOptions): Promise<Checked> {
  const { watch, allowPrivate, trust } = options;
  const probing = {
    version,
    contact: watch.contact,
    resolvers: watch.resolvers,
    allowPrivate: allowPrivate ? EVERYWHERE : watch.allow_private,
    ...(trust === undefined ? {} : { trust }),
  };
  const probe = makeProbe(probing);
  const line = openOwnLine(probing, watch.canaries, Date.now);
  try {
    const at = Date.now();
    const checked = await askRound(url, probe, options);
    const last = checked.attempts.at(-1);
    if (last === undefined || !isDown(checked.outcome) || isHere(last)) return checked;
    await line.health.check();
    const { canaries, resolvers } = line.health.report();
    const told = { outcome: checked.outcome, failure: last.failure, at, endedAt: Date.now() };
    const outcome = line.health.isDoubtful(told) ? "void" : checked.outcome;
    return { ...checked, outcome, line: { canaries, resolvers } };
  } finally {
    probe.close();
    line.close();
  }
}

const isDown = (outcome: Outcome): boolean => outcome === "down" || outcome === "shaky";

/** What stands on this machine or its network is reached without the line that canaries are asked over. */
const isHere = ({ address }: Attempt): boolean =>
  address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() !== "unicast";

async function askRound(url: string, probe: Probe, options: CheckOptions): Promise<Checked> {
  const { once, offsetsMs = ATTEMPT_OFFSETS_MS, onWait } = options;
  const startedAt = performance.now();
  const attempts: Attempt[] = [];
  for (const offsetMs of once ? offsetsMs.slice(0, 1) : offsetsMs) {
    const last = attempts.at(-1);
    if (last !== undefined) {
      const waitMs = Math.max(0, offsetMs - (performance.now() - startedAt));
      onWait?.(last.failure, waitMs);
      await Bun.sleep(waitMs);
    }
    attempts.push(await probe.probe({ site: 0, check: checkOf(url), url }, { attempt: attempts.length }));
    const classes = attempts.map(attemptClass);
    const outcome = roundOutcome(classes);
    if (outcome !== undefined) return { url, outcome, attempts };
    // What is not asked for a reason of ours would not be asked the next time either.
    if (classes.at(-1) === "void") return { url, outcome: "void", attempts };
  }
  const isVoid = attempts.some((attempt) => attemptClass(attempt) === "void");
  return { url, outcome: isVoid ? "void" : "down", attempts };
}

function checkOf(url: string): Check {
  if (/^dns:/i.test(url)) return "dns";
  return /^tcp:/i.test(url) ? "tcp" : "http";
}
