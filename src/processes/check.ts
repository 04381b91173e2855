import type { Settings } from "../config.ts";
import { version } from "../version.ts";
import type { Attempt, Check, Failure, Outcome } from "../watch/events.ts";
import { ATTEMPT_OFFSETS_MS } from "../watch/measure.ts";
import { makeProbe } from "../watch/probe/index.ts";
import { attemptClass, roundOutcome } from "../watch/verdict/attempt-class.ts";

/** One round by this machine, outside the plan of the watch: nothing of it is kept. */
export type Checked = {
  readonly url: string;
  readonly outcome: Outcome;
  readonly attempts: readonly Attempt[];
};

export type CheckOptions = {
  readonly watch: Pick<Settings["watch"], "contact" | "resolvers" | "allow_private">;
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

/** Asks up to four times, as the watch does. @throws Refusal wrong-option */
export async function checkOnce(url: string, options: CheckOptions): Promise<Checked> {
  const { watch, once, allowPrivate, trust, offsetsMs = ATTEMPT_OFFSETS_MS } = options;
  const probe = makeProbe({
    version,
    contact: watch.contact,
    resolvers: watch.resolvers,
    allowPrivate: allowPrivate ? EVERYWHERE : watch.allow_private,
    ...(trust === undefined ? {} : { trust }),
  });
  const startedAt = performance.now();
  const attempts: Attempt[] = [];
  try {
    for (const offsetMs of once ? offsetsMs.slice(0, 1) : offsetsMs) {
      const last = attempts.at(-1);
      if (last !== undefined) {
        const waitMs = Math.max(0, offsetMs - (performance.now() - startedAt));
        options.onWait?.(last.failure, waitMs);
        await Bun.sleep(waitMs);
      }
      attempts.push(await probe.probe({ site: 0, check: checkOf(url), url }, { attempt: attempts.length }));
      const classes = attempts.map(attemptClass);
      const outcome = roundOutcome(classes);
      if (outcome !== undefined) return { url, outcome, attempts };
      // What is not asked for a reason of ours would not be asked the next time either.
      if (classes.at(-1) === "void") return { url, outcome: "void", attempts };
    }
    return {
      url,
      outcome: attempts.some((attempt) => attemptClass(attempt) === "void") ? "void" : "down",
      attempts,
    };
  } finally {
    probe.close();
  }
}

function checkOf(url: string): Check {
  if (/^dns:/i.test(url)) return "dns";
  return /^tcp:/i.test(url) ? "tcp" : "http";
}
