import { FAILURES, type Failure, OUTCOMES, QUALIFIERS } from "../codes.ts";
import { FUSED_MS_MAX, FUSED_MS_MIN, VANTAGES_MAX } from "./rule.ts";

/** How what several vantage points say becomes one fused round: French ones decide, foreign ones inform. */

/**
 * What one vantage point says in one round, in numbers: the engine hands over one and the same object again and again.
 * Times in ms since 1970.
 */
export type Saying = {
  /** Place of the vantage point, 0 to VANTAGES_MAX - 1. */
  vantage: number;
  at: number;
  endedAt: number;
  /** Places in OUTCOMES and FAILURES. */
  outcome: number;
  failure: number;
  /** `marksOf` of the round. */
  marks: number;
  /** Of the attempt that decided; below 0 when unknown. */
  totalMs: number;
};

/** Which vantage points are where, and which can be trusted now: bit n is vantage n. */
export type VantageFacts = { readonly french: number; readonly trusted: number };

export const UP = OUTCOMES.indexOf("up");
export const SHAKY = OUTCOMES.indexOf("shaky");
export const DOWN = OUTCOMES.indexOf("down");
export const VOID = OUTCOMES.indexOf("void");
const OK = FAILURES.indexOf("ok");

/** partial: French vantage points say different things. */
export const FUSED_WORDS = ["up", "shaky", "partial", "down"] as const;
export type FusedWord = (typeof FUSED_WORDS)[number];

export type FusedRound = {
  /** When its first round began. */
  readonly at: number;
  readonly word: FusedWord;
  /** Of those who say it is down, else of those shaky; "ok" when plainly up. */
  readonly failure: Failure;
  /** Who spoke, one bit each; and how many of them are French. */
  readonly voices: number;
  readonly french: number;
  /** One bit for each of QUALIFIERS. */
  readonly marks: number;
  /** The slowest French answer; below 0 when unknown. */
  readonly totalMs: number;
};

const GEO_BLOCK = 1 << QUALIFIERS.indexOf("geo_block");
const IP_REPUTATION = 1 << QUALIFIERS.indexOf("ip_reputation");

export function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * The word of a fused round out of who said up, shaky and down in it (one bit a vantage; a vantage that spoke twice may be in
 * several); undefined when no French vantage point spoke. Down only if every French voice says down and nothing else. One
 * that answered at the first attempt makes it up, whatever others needed: what is lost on one path is not the site's.
 */
export function fusedWord(up: number, shaky: number, down: number, french: number): FusedWord | undefined {
  const voices = (up | shaky | down) & french;
  if (voices === 0) return undefined;
  const answered = (up | shaky) & french;
  const silent = down & french & ~answered;
  if (silent === voices) return "down";
  if (silent !== 0) return "partial";
  if ((down & answered) !== 0) return "shaky";
  return (up & ~shaky & french) !== 0 ? "up" : "shaky";
}

/** What foreign vantage points add to a round that is up in France: blocked abroad, or only some addresses are. */
export function foreignMarks(up: number, shaky: number, down: number, french: number): number {
  const foreign = (up | shaky | down) & ~french;
  const failing = down & ~(up | shaky) & ~french;
  if (failing === 0) return 0;
  return failing === foreign ? GEO_BLOCK : IP_REPUTATION;
}

/**
 * Whether what a vantage point (`bit`) says belongs to a fused round that began `apartMs` before, given who answered
 * and who was down in it: what it says first, and within a round's length the same once more. "down" after a French answer is a new round: an outage must not be blurred by
 * the answers just before it. For one that comes late and lies before the fused round (`apartMs` below 0), the same is asked
 * from the other end.
 */
export function belongs(
  apartMs: number,
  bit: number,
  outcome: number,
  answered: number,
  down: number,
  french: number,
): boolean {
  const apart = Math.abs(apartMs);
  const others = apartMs < 0 ? down : answered;
  const breaks = (outcome === DOWN) === apartMs >= 0;
  if (((answered | down) & bit) === 0) {
    const turned = breaks && (bit & french) !== 0 && (others & french) !== 0;
    return apart < FUSED_MS_MAX && !turned;
  }
  return apart < FUSED_MS_MIN && ((outcome === DOWN ? answered : down) & bit) === 0;
}

/** What is live remembers seconds: the past is put together in the same way, or both would count differently. */
const wholeSeconds = (ms: number): number => Math.floor(ms / 1000) * 1000;

/** One fused round being put together. */
class Fusing {
  private up = 0;
  private shaky = 0;
  private down = 0;
  private marks = 0;
  private totalMs = -1;
  private failure = OK;
  private failureOutcome = -1;

  constructor(
    readonly at: number,
    private readonly french: number,
  ) {}

  takes({ vantage, at, outcome }: Saying): boolean {
    const { up, shaky, down, french } = this;
    return belongs(wholeSeconds(at) - wholeSeconds(this.at), 1 << vantage, outcome, up | shaky, down, french);
  }

  add({ vantage, outcome, failure, marks, totalMs }: Saying): void {
    const bit = 1 << vantage;
    if (outcome === UP) this.up |= bit;
    else if (outcome === SHAKY) this.shaky |= bit;
    else this.down |= bit;
    if ((bit & this.french) === 0) return;
    this.marks |= marks;
    this.totalMs = Math.max(this.totalMs, totalMs);
    if (outcome === UP || outcome < this.failureOutcome) return;
    if (outcome === this.failureOutcome && failure >= this.failure) return;
    this.failure = failure;
    this.failureOutcome = outcome;
  }

  end(): FusedRound | undefined {
    const { up, shaky, down, french } = this;
    const word = fusedWord(up, shaky, down, french);
    if (word === undefined) return undefined;
    const voices = up | shaky | down;
    const informed = word === "up" || word === "shaky" ? foreignMarks(up, shaky, down, french) : 0;
    return {
      at: this.at,
      word,
      failure: word === "up" ? "ok" : (FAILURES[this.failure] as Failure),
      voices,
      french: bits(voices & french),
      marks: this.marks | informed,
      totalMs: this.totalMs,
    };
  }
}

/**
 * The fused rounds of one site, oldest first, out of what vantage points said of it, in any order. Void rounds and rounds
 * that are not trusted are left out by the caller or by their outcome; the same sayings give the same rounds.
 */
export function fuse(sayings: readonly Saying[], french: number): FusedRound[] {
  const sorted = sayings
    .filter(({ outcome, vantage }) => outcome !== VOID && vantage >= 0 && vantage < VANTAGES_MAX)
    .sort((a, b) => a.at - b.at || a.vantage - b.vantage || a.outcome - b.outcome);
  const rounds: FusedRound[] = [];
  let open: Fusing | undefined;
  for (const saying of sorted) {
    if (open === undefined || !open.takes(saying)) {
      const ended = open?.end();
      if (ended !== undefined) rounds.push(ended);
      open = new Fusing(saying.at, french);
    }
    open.add(saying);
  }
  const last = open?.end();
  if (last !== undefined) rounds.push(last);
  return rounds;
}
