import type { Verdict } from "../codes.ts";
import type { WindowVerdict } from "../events.ts";
import { bits, type FusedWord, type Saying, SHAKY, UP, type VantageFacts, VOID } from "./fuse.ts";
import {
  AGREEING_MIN,
  IN_A_ROW_ALONE,
  IN_A_ROW_UNHEARD,
  ROUNDS_MIN,
  STEADY_MS,
  STEADY_ROUNDS,
  UNHEARD_MS_MAX,
  VANTAGES_MAX,
  WINDOW_MS,
} from "./rule.ts";
import {
  at,
  begin,
  CLEAN_FROM,
  CONFIRMED,
  DECIDED,
  EVER_UP,
  FIRST_DOWN,
  FIRST_UP,
  flag,
  forget,
  frenchVoices,
  fusedRounds,
  fusedWordAt,
  hasTrouble,
  HEARD,
  LAST_DOWN,
  LAST_UP,
  learnUsual,
  roundCount,
  type SiteState,
  SINCE,
  setFlag,
  setWord,
  takeBackWord,
  toMs,
  toSeconds,
  usualMs,
  wordOfState,
  write,
} from "./site-state.ts";
import { describe, tally, type Window, wordOf } from "./window.ts";

/**
 * The live verdict: what is believed now, round by round. It is not the window rule at this moment, which would take most of
 * an hour to call a dead site dead. It believes a turn when the evidence for the turn itself is in, and changes slowly only
 * between "now and then" and anything else. docs/verdict.md says it in words.
 */

/** What `fold` and `retract` give: nothing changed, or the sum of these. */
export const UNCHANGED = 0;
export const TURNED = 1;
export const NEWLY_CONFIRMED = 2;
/** Rounds were taken back: the counts are others. */
export const FORGOTTEN = 4;

/** Length of a round that fails, without its last attempt, in seconds. */
const ROUND_S = 60;

/** The same word at the end of the rounds, in a row: how many, since when, and whether several French agree in one. */
type Row = { rounds: number; from: number; agreed: boolean };

/**
 * Takes in what one vantage point says in one round and gives what changed. Void rounds and those of a vantage point that is
 * not trusted change nothing. Below 2 us and without allocation while all is well.
 */
export function fold(state: SiteState, saying: Saying, facts: VantageFacts): number {
  const { vantage, outcome } = saying;
  if (outcome === VOID || vantage < 0 || vantage >= VANTAGES_MAX) return UNCHANGED;
  if ((facts.trusted & (1 << vantage)) === 0) return UNCHANGED;
  const heard = at(state, HEARD);
  const ended = toSeconds(saying.endedAt);
  const turnedStale = forgetOldWord(state, heard, ended);
  if (!write(state, saying, facts.french)) return turnedStale;
  if (ended > heard) state[HEARD] = ended;
  if ((facts.french & (1 << vantage)) === 0) return turnedStale;
  noteMoments(state, saying);
  return judge(state, facts, ended) | turnedStale;
}

/**
 * Takes back what a vantage point said from `fromMs` on, because it can no longer be trusted, and a decision that was made
 * since then.
 */
export function retract(state: SiteState, vantage: number, fromMs: number, facts: VantageFacts): number {
  const from = toSeconds(fromMs);
  const before = wordOfState(state);
  const forgot = forget(state, vantage, from) ? FORGOTTEN : UNCHANGED;
  if (at(state, DECIDED) >= from) takeBackWord(state);
  if (at(state, FIRST_DOWN) >= from) state[FIRST_DOWN] = 0;
  judge(state, facts, at(state, HEARD));
  return forgot | (wordOfState(state) === before ? UNCHANGED : TURNED);
}

/** The live word at `nowMs`: inconclusive when nothing was heard of the site for UNHEARD_MS_MAX. */
export function wordNow(state: SiteState, nowMs: number): Verdict {
  const heard = at(state, HEARD);
  return heard === 0 || nowMs - toMs(heard) > UNHEARD_MS_MAX ? "inconclusive" : wordOfState(state);
}

/** Since when the live word holds, as far as can be told (ms since 1970); undefined before the first. */
export function sinceOf(state: SiteState): number | undefined {
  return at(state, SINCE) === 0 ? undefined : toMs(at(state, SINCE));
}

/** When the site was last heard of (ms since 1970); undefined: never. */
export function heardAt(state: SiteState): number | undefined {
  return at(state, HEARD) === 0 ? undefined : toMs(at(state, HEARD));
}

/**
 * Whether a site is not known to answer: it has stopped, or never did. That it is down once more says nothing of who measures,
 * or a list full of dead sites would make every vantage point suspect.
 */
export const isFailing = (state: SiteState): boolean => at(state, FIRST_DOWN) !== 0 || !flag(state, EVER_UP);

/**
 * When a site that used to answer stopped (ms since 1970), for `Hosters.heard`; 0 while it answers, and for one that never
 * did: its being down is no news of its host.
 */
export const stoppedAt = (state: SiteState): number =>
  at(state, FIRST_DOWN) !== 0 && flag(state, EVER_UP) ? toMs(at(state, FIRST_DOWN)) : 0;

/** The live word with the counts of the last hour behind it. */
export function liveVerdict(
  state: SiteState,
  nowMs: number,
  facts: VantageFacts,
  window: Pick<Window, "vantages" | "maintenance">,
): WindowVerdict {
  const from = nowMs - WINDOW_MS;
  const rounds = fusedRounds(state, from, facts.french).filter((round) => round.at < nowMs);
  const usual = usualMs(state);
  const whole = {
    ...window,
    from,
    to: nowMs,
    suspendedMs: 0,
    ...(usual === undefined ? {} : { usualMs: usual }),
  };
  const word = wordNow(state, nowMs);
  const isOfThisHour = word === "accessible" || word === "inconclusive";
  const confirmed = isOfThisHour ? undefined : flag(state, CONFIRMED);
  return describe(rounds, whole, tally(rounds, nowMs), word, confirmed);
}

/** After an hour of silence a site begins anew. */
function forgetOldWord(state: SiteState, heard: number, ended: number): number {
  if (heard === 0 || (ended - heard) * 1000 < WINDOW_MS) return UNCHANGED;
  state[CLEAN_FROM] = ended;
  for (const moment of [FIRST_DOWN, FIRST_UP, LAST_DOWN, LAST_UP]) state[moment] = 0;
  if (wordOfState(state) === "inconclusive") return UNCHANGED;
  setWord(state, "inconclusive", heard, ended, false);
  return TURNED;
}

/** Keeps the moments between which the site stopped answering, or began to. A shaky round failed first and answered last. */
function noteMoments(state: SiteState, { at: begunMs, endedAt, outcome, totalMs }: Saying): void {
  const begun = toSeconds(begunMs);
  const ended = toSeconds(endedAt);
  if (outcome === UP || outcome === SHAKY) {
    const answered = outcome === UP ? begun : ended;
    if (answered > at(state, LAST_UP)) state[LAST_UP] = answered;
    if (answered >= at(state, FIRST_DOWN)) state[FIRST_DOWN] = 0;
    if (outcome === SHAKY && begun > at(state, LAST_DOWN)) state[LAST_DOWN] = begun;
    // One that comes late, from before the outage, is not its end.
    if (at(state, FIRST_UP) === 0 && answered > at(state, LAST_DOWN) - ROUND_S) state[FIRST_UP] = answered;
    setFlag(state, EVER_UP, true);
    if (outcome === UP && wordOfState(state) === "accessible") learnUsual(state, totalMs);
    return;
  }
  if (at(state, FIRST_DOWN) === 0 && begun > at(state, LAST_UP)) state[FIRST_DOWN] = begun;
  if (ended > at(state, LAST_DOWN)) state[LAST_DOWN] = ended;
  if (ended >= at(state, FIRST_UP)) state[FIRST_UP] = 0;
}

function judge(state: SiteState, facts: VantageFacts, now: number): number {
  const { french } = facts;
  const word = wordOfState(state);
  const last = lastWord(state, french);
  if (last === undefined) return UNCHANGED;
  if (word === "inconclusive") return firstWord(state, french, now);
  if (last === "down") {
    const row = rowAtEnd(state, french, isDown);
    return word === "inaccessible" ? confirm(state, row) : whenDown(state, facts, row, word, now);
  }
  if (word === "inaccessible") {
    const row = rowAtEnd(state, french, isNotDown);
    if (!row.agreed && row.rounds < IN_A_ROW_ALONE) return UNCHANGED;
    turn(
      state,
      "intermittent",
      between(at(state, LAST_DOWN), at(state, FIRST_UP), row.from),
      now,
      row.agreed,
    );
    return TURNED;
  }
  return word === "intermittent" ? whenSteady(state, french, now) : whenMixed(state, french, now);
}

/** A site that seemed to answer does not. */
function whenDown(
  state: SiteState,
  { french, trusted }: VantageFacts,
  row: Row,
  word: Verdict,
  now: number,
): number {
  const others = bits(french & trusted) > 1;
  const believed = row.agreed || row.rounds >= (others ? IN_A_ROW_UNHEARD : IN_A_ROW_ALONE);
  if (!(word === "intermittent" ? isSteady(row, now) : believed)) return UNCHANGED;
  turn(state, "inaccessible", between(at(state, LAST_UP), at(state, FIRST_DOWN), row.from), now, row.agreed);
  return TURNED;
}

/** An accessible site whose last round was not down: has it become "now and then"? */
function whenMixed(state: SiteState, french: number, now: number): number {
  if (!hasTrouble(state)) return UNCHANGED;
  const from = Math.max(now - WINDOW_MS / 1000, at(state, CLEAN_FROM));
  const rounds = fusedRounds(state, toMs(from), french);
  if (wordOf(tally(rounds, toMs(now)), 0) !== "intermittent") return UNCHANGED;
  const first = rounds.find(({ word }) => word !== "up");
  const agreed = rounds.some(({ word, french: voices }) => word === "down" && voices >= AGREEING_MIN);
  turn(state, "intermittent", toSeconds(first?.at ?? toMs(now)), now, agreed);
  return TURNED;
}

function whenSteady(state: SiteState, french: number, now: number): number {
  const row = rowAtEnd(state, french, isUp);
  if (!isSteady(row, now)) return UNCHANGED;
  turn(state, "accessible", row.from, now, row.agreed);
  state[CLEAN_FROM] = row.from;
  return TURNED;
}

/** The first word of a site: that of the window rule, as soon as there are enough rounds. */
function firstWord(state: SiteState, french: number, now: number): number {
  if (roundCount(state) < ROUNDS_MIN) return UNCHANGED;
  const from = Math.max(now - WINDOW_MS / 1000, at(state, CLEAN_FROM));
  const rounds = fusedRounds(state, toMs(from), french);
  const word = wordOf(tally(rounds, toMs(now)), 0);
  if (word === "inconclusive") return UNCHANGED;
  const counted = word === "accessible" ? rounds : rounds.filter((round) => round.word === "down");
  const agreed = counted.some((round) => round.french >= AGREEING_MIN);
  turn(state, word, toSeconds(counted[0]?.at ?? toMs(now)), now, agreed);
  return TURNED;
}

function confirm(state: SiteState, row: Row): number {
  if (flag(state, CONFIRMED) || !row.agreed) return UNCHANGED;
  setFlag(state, CONFIRMED, true);
  return NEWLY_CONFIRMED;
}

function turn(state: SiteState, word: Verdict, since: number, now: number, confirmed: boolean): void {
  setWord(state, word, since, now, confirmed);
}

const isSteady = ({ rounds, from }: Row, now: number): boolean =>
  rounds >= STEADY_ROUNDS || (rounds >= 2 && (now - from) * 1000 >= STEADY_MS);

/** The middle between the last moment of one kind and the first of the other; `otherwise` when one is not known. */
function between(last: number, first: number, otherwise: number): number {
  if (first === 0) return otherwise;
  return last === 0 || last > first ? first : Math.floor((last + first) / 2);
}

const isUp = (word: FusedWord) => word === "up";
const isDown = (word: FusedWord) => word === "down";
const isNotDown = (word: FusedWord) => word !== "down";

function lastWord(state: SiteState, french: number): FusedWord | undefined {
  for (let round = roundCount(state) - 1; round >= 0; round--) {
    const word = fusedWordAt(state, round, french);
    if (word !== undefined) return word;
  }
  return undefined;
}

function rowAtEnd(state: SiteState, french: number, counts: (word: FusedWord) => boolean): Row {
  const row = { rounds: 0, from: 0, agreed: false };
  for (let round = roundCount(state) - 1; round >= 0; round--) {
    const word = fusedWordAt(state, round, french);
    if (word === undefined) continue;
    if (!counts(word)) break;
    row.rounds++;
    row.from = begin(state, round);
    row.agreed ||= word !== "partial" && frenchVoices(state, round, french) >= AGREEING_MIN;
  }
  return row;
}
