import type { Journal } from "../journal/index.ts";
import { json } from "../kernel/answer.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { Call, Route } from "../kernel/route.ts";
import type { Engine } from "./engine.ts";
import {
  CLOCK_SKEW_MS_MAX,
  EXCHANGE_BYTES_MAX,
  EXCHANGE_PATH,
  type ExchangeAnswer,
  type ExchangeRequest,
  exchangeRequestSchema,
  type PackedRound,
} from "./exchange.ts";
import type { History } from "./history/history.ts";
import type { Plan } from "./plan.ts";
import type { VantageTokens } from "./vantages.ts";

/** The one way in for measurements: probers bring rounds and take the plan with them. */

/** Exchanges of one vantage in ten seconds: one a second, and what it catches up with. */
export const EXCHANGES_PER_TEN_SECONDS_MAX = 200;
/** Tries with a wrong token in ten seconds, of everybody. */
export const WRONG_TOKENS_PER_TEN_SECONDS_MAX = 50;
/** A round that begins further ahead than this says nothing of when; an older one is no measurement any more, in ms. */
const AHEAD_MS_MAX = CLOCK_SKEW_MS_MAX;
export const ROUND_AGE_MS_MAX = 48 * 3_600_000;

export type ExchangeParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Pick<Journal, "importEntries">;
  readonly tokens: VantageTokens;
  readonly history: History;
  readonly engine: Engine;
  readonly plan: Plan;
  isWatched(site: number): boolean;
  /** Told of each exchange, for the summary. */
  onExchange(vantage: string, request: ExchangeRequest): void;
};

export function exchangeRoute(parts: ExchangeParts): Route {
  const desk = new Desk(parts);
  return {
    method: "POST",
    path: EXCHANGE_PATH,
    needs: "nobody",
    answer: async (call) => json(await desk.answer(call)),
  };
}

class Desk {
  private readonly lasts = new Map<string, string>();
  private readonly rates = new Map<string, { fromMs: number; count: number }>();

  constructor(private readonly parts: ExchangeParts) {}

  async answer({ request }: Call): Promise<ExchangeAnswer> {
    const vantage = this.whoAsks(request);
    const asked = checked(exchangeRequestSchema, await jsonBody(request, EXCHANGE_BYTES_MAX));
    if (asked.vantage !== undefined && asked.vantage !== vantage) throw otherVantage();
    const { clock, engine, history, plan, onExchange } = this.parts;
    const nowMs = clock.now();
    const isAhead = Math.abs(asked.sentAt - nowMs) > CLOCK_SKEW_MS_MAX;
    const health = isAhead ? clockOff(asked) : asked.health;
    engine.says(vantage, health);
    const rounds = isAhead ? [] : asked.rounds.filter((packed) => this.counts(packed, nowMs));
    const { sessionId, sequence } = asked;
    const { isNew, acknowledged } = history.take({ vantage, sessionId, sequence, rounds });
    if (isNew) engine.take(vantage, rounds);
    onExchange(vantage, { ...asked, health });
    // Its rounds are in the verdicts already. The prober keeps them until they are on disk too, and asks again.
    if (acknowledged < sequence) throw busy();
    return {
      acknowledged,
      entries: { count: this.takeEntries(asked.entries, vantage) },
      plan: plan.partFor(vantage, asked.planVersion, this.isAgain(vantage, asked)),
      now: nowMs,
      vantage,
    };
  }

  /** The vantage whose token it is; nothing of the body is read before that is known. */
  private whoAsks(request: Request): string {
    const nowMs = this.parts.clock.now();
    const vantage = this.parts.tokens.vantageOf(request.headers.get("authorization"));
    if (vantage === undefined) {
      if (!this.withinRate("", WRONG_TOKENS_PER_TEN_SECONDS_MAX, nowMs)) throw tooMany();
      throw wrongToken();
    }
    if (!this.withinRate(vantage, EXCHANGES_PER_TEN_SECONDS_MAX, nowMs)) throw tooMany();
    return vantage;
  }

  private withinRate(who: string, most: number, nowMs: number): boolean {
    const rate = this.rates.get(who);
    if (rate === undefined || nowMs - rate.fromMs >= 10_000 || nowMs < rate.fromMs) {
      this.rates.set(who, { fromMs: nowMs, count: 1 });
      return true;
    }
    rate.count += 1;
    return rate.count <= most;
  }

  private counts([site, at]: PackedRound, nowMs: number): boolean {
    return at <= nowMs + AHEAD_MS_MAX && at >= nowMs - ROUND_AGE_MS_MAX && this.parts.isWatched(site);
  }

  /** Whether this is the same question as the last one: its answer never arrived. */
  private isAgain(vantage: string, { sessionId, sequence }: ExchangeRequest): boolean {
    const question = `${sessionId}:${sequence}`;
    const again = this.lasts.get(vantage) === question;
    this.lasts.set(vantage, question);
    return again;
  }

  /** How many lines of a vantage's own lane are settled. What cannot be taken in now comes again. */
  private takeEntries(lines: readonly string[], vantage: string): number {
    if (lines.length === 0) return 0;
    const { journal, log } = this.parts;
    try {
      const { refused, faults } = journal.importEntries(lines);
      if (refused > 0) {
        log("warn", "entries of a point of measurement were refused", { vantage, first: faults[0]?.code });
      }
      return lines.length;
    } catch (error) {
      log("warn", "entries of a point of measurement could not be written", {
        vantage,
        reason: errorLine(error),
      });
      return 0;
    }
  }
}

function clockOff({ sentAt, health }: ExchangeRequest): ExchangeRequest["health"] {
  const at = new Date(sentAt).toISOString();
  return { ...health, state: "down", why: `its clock says ${at}` };
}

function wrongToken(): Refusal {
  return new Refusal(
    "unknown-vantage",
    "This token is of no point of measurement.",
    "header Authorization",
    "Make the point's token anew in the console, and put it into its token file.",
  );
}

function otherVantage(): Refusal {
  return new Refusal(
    "other-vantage",
    "This token is of another point of measurement.",
    "vantage",
    "Give each point its own token file.",
  );
}

function tooMany(): Refusal {
  return new Refusal("too-many-acts", "More comes than a prober sends.", "exchange", "Wait some seconds.");
}

function busy(): Refusal {
  return new Refusal(
    "history-busy",
    "The watch's history cannot be written just now.",
    "watch.db",
    "Send the same batch again: it is counted once.",
  );
}
