import type { Failure, Outcome } from "../codes.ts";
import type { Attempt, Phases, Round } from "../measure.ts";
import { type AttemptClass, attemptClass, roundOutcome } from "../verdict/attempt-class.ts";

/** What the round came to after these attempts, in their order; undefined while it takes another one. */
export function outcomeOf(attempts: readonly Attempt[]): Outcome | undefined {
  const last = attempts.at(-1);
  // It would not be asked at the next attempt either.
  if (last?.failure === "refused.private_address") return "void";
  const outcome = roundOutcome(attempts.map(attemptClass));
  // A host that says itself that it is away, and until when, has answered for the rest of the round.
  return outcome ?? ((last?.retryAfterMs ?? 0) > 0 ? "down" : undefined);
}

/**
 * The round that these attempts make, in the order of asking; there is at least one. up and shaky: the last attempt decided;
 * down and void: the first one that failed, or the one that was ours, says why.
 */
export function roundOf(site: number, outcome: Outcome, attempts: readonly Attempt[]): Round {
  const last = attempts.at(-1) as Attempt;
  const failed = firstOf(attempts, outcome === "void" ? "void" : "failed") ?? last;
  const decided = outcome === "down" ? failed : last;
  const certificate = decided.certificate;
  const address = decided.address ?? failed.address;
  const ends = decided.certificateEndsAt;
  return {
    site,
    at: Math.round(attempts[0]?.at ?? last.at),
    endedAt: Math.round(last.at + last.totalMs),
    outcome,
    failure: outcome === "up" ? last.failure : failed.failure,
    ...(certificate === undefined ? {} : { certificate }),
    protection: decided.protection,
    content: decided.content,
    phases: phasesOf(decided),
    ...(address === undefined ? {} : { address }),
    ...(ends === undefined ? {} : { certificateEndsAt: ends }),
    ...(attempts.length === 1 && isPlain(outcome, last) ? {} : { attempts }),
  };
}

/** A round without an attempt, for a site that may not be asked now. */
export function unasked(site: number, failure: Failure, at: number): Round {
  const phases = { totalMs: 0 };
  return {
    site,
    at,
    endedAt: at,
    outcome: "void",
    failure,
    protection: "none",
    content: "not_comparable",
    phases,
  };
}

/** The same round, of which nothing may be concluded because the fault may be ours. */
export function voided(round: Round, failure: Failure): Round {
  return { ...round, outcome: "void", failure };
}

function firstOf(attempts: readonly Attempt[], kind: AttemptClass): Attempt | undefined {
  return attempts.find((attempt) => attemptClass(attempt) === kind);
}

/** Nothing but an answer with the usual page: nobody will ask for its evidence. */
function isPlain(outcome: Outcome, { failure, certificate, protection, content }: Attempt): boolean {
  const usual = content === "same" || content === "minor_change" || content === "not_comparable";
  return outcome === "up" && failure === "ok" && certificate === undefined && protection === "none" && usual;
}

function phasesOf({ dnsMs, tcpMs, tlsMs, firstByteMs, totalMs }: Attempt): Phases {
  return {
    ...(dnsMs === undefined ? {} : { dnsMs }),
    ...(tcpMs === undefined ? {} : { tcpMs }),
    ...(tlsMs === undefined ? {} : { tlsMs }),
    ...(firstByteMs === undefined ? {} : { firstByteMs }),
    totalMs,
  };
}
