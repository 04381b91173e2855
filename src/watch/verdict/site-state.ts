import { FAILURES, type Failure, VERDICTS, type Verdict } from "../codes.ts";
import {
  belongs,
  bits,
  DOWN,
  type FusedRound,
  type FusedWord,
  foreignMarks,
  fusedWord,
  type Saying,
  SHAKY,
  UP,
} from "./fuse.ts";
import { ATTEMPT_MS_MAX } from "../measure.ts";
import { FUSED_MS_MAX, ROUND_MS_MAX } from "./rule.ts";

/**
 * What the live rule remembers of one site: the last hour's fused rounds and a handful of moments, packed into less than
 * 1 KB, since there are tens of thousands. Whole seconds since EPOCH_S; 0 stands for never.
 *
 * A fused round is three words: its begin; who said up, who said shaky, and eight marks; who said down, the failure, the
 * time of the answer on a logarithmic scale, and two marks more.
 */
export type SiteState = Uint32Array;

/** 1 January 2020, 00:00 UTC. */
const EPOCH_S = 1_577_836_800;

/** One begins every FUSED_MS_MIN at most, but where the word changes: an hour. More would be 1.3 KB by the runtime's sizes. */
export const ROUNDS_KEPT = 64;
const WORDS_PER_ROUND = 3;
const HEAD_WORDS = 12;
export const STATE_WORDS = HEAD_WORDS + ROUNDS_KEPT * WORDS_PER_ROUND;

const FLAGS = 0;
const COUNT = 1;
/** Since when the word holds, as far as can be told; when it was decided; and the same of the word before. */
export const SINCE = 2;
export const DECIDED = 3;
export const SINCE_BEFORE = 4;
/** The last moment at which French vantage points saw it answer, and the first after that at which they did not. */
export const LAST_UP = 5;
export const FIRST_DOWN = 6;
/** The other way round. */
export const LAST_DOWN = 7;
export const FIRST_UP = 8;
/** Rounds before this moment are no longer held against a site that is accessible again. */
export const CLEAN_FROM = 9;
export const HEARD = 10;
/** Usual time of its answers: 256 times their byte, a running median. */
const USUAL = 11;

const WORD_BITS = 3;
const BEFORE_SHIFT = 2;
export const EVER_UP = 1 << 4;
export const CONFIRMED = 1 << 5;
export const CONFIRMED_BEFORE = 1 << 6;

const MASK = 0xfff;
const SHAKY_SHIFT = 12;
const SHAKY_BITS = MASK << SHAKY_SHIFT;
const MARKS_SHIFT = 24;
const FAILURE_SHIFT = 12;
const FAILURE_MASK = 0x3f;
const MS_SHIFT = 18;
const HIGH_MARKS_SHIFT = 26;
/** The failure is of a round down, which goes before that of a shaky one. */
const OF_DOWN = 1 << 28;

export const newSiteState = (): SiteState => new Uint32Array(STATE_WORDS);

export const toSeconds = (ms: number): number => Math.max(1, Math.floor(ms / 1000) - EPOCH_S);
export const toMs = (seconds: number): number => (seconds + EPOCH_S) * 1000;
export const at = (state: SiteState, place: number): number => state[place] as number;

export const wordOfState = (state: SiteState): Verdict => VERDICTS[at(state, FLAGS) & WORD_BITS] as Verdict;
export const flag = (state: SiteState, bit: number): boolean => (at(state, FLAGS) & bit) !== 0;
export function setFlag(state: SiteState, bit: number, on: boolean): void {
  state[FLAGS] = on ? at(state, FLAGS) | bit : at(state, FLAGS) & ~bit;
}

/** The word becomes another; what it was is kept for the case that the grounds are taken back. */
export function setWord(
  state: SiteState,
  word: Verdict,
  since: number,
  decided: number,
  confirmed: boolean,
): void {
  const before = at(state, FLAGS) & WORD_BITS;
  const kept = at(state, FLAGS) & EVER_UP;
  const wasConfirmed = flag(state, CONFIRMED) ? CONFIRMED_BEFORE : 0;
  state[FLAGS] =
    VERDICTS.indexOf(word) | (before << BEFORE_SHIFT) | kept | (confirmed ? CONFIRMED : 0) | wasConfirmed;
  state[SINCE_BEFORE] = at(state, SINCE);
  state[SINCE] = since;
  state[DECIDED] = decided;
}

/** Back to the word before the last decision. */
export function takeBackWord(state: SiteState): void {
  const flags = at(state, FLAGS);
  const before = (flags >> BEFORE_SHIFT) & WORD_BITS;
  const confirmed = (flags & CONFIRMED_BEFORE) !== 0 ? CONFIRMED : 0;
  state[FLAGS] = before | (before << BEFORE_SHIFT) | (flags & EVER_UP) | confirmed;
  state[SINCE] = at(state, SINCE_BEFORE);
  state[DECIDED] = 0;
}

/** Rounds kept, the oldest first: `begin` and the others take a place from 0 to `roundCount` - 1. */
export const roundCount = (state: SiteState): number => at(state, COUNT);
const wordPlace = (round: number): number => HEAD_WORDS + round * WORDS_PER_ROUND;
export const begin = (state: SiteState, round: number): number => at(state, wordPlace(round));
const upOf = (state: SiteState, round: number) => at(state, wordPlace(round) + 1) & MASK;
const shakyOf = (state: SiteState, round: number) => (at(state, wordPlace(round) + 1) >>> SHAKY_SHIFT) & MASK;
const downOf = (state: SiteState, round: number) => at(state, wordPlace(round) + 2) & MASK;
const voicesOf = (state: SiteState, round: number) =>
  upOf(state, round) | shakyOf(state, round) | downOf(state, round);

/** The fused word; undefined when no French vantage point spoke. */
export function fusedWordAt(state: SiteState, round: number, french: number): FusedWord | undefined {
  return fusedWord(upOf(state, round), shakyOf(state, round), downOf(state, round), french);
}

/** Whether somebody, wherever, said anything but "up" in the rounds that are kept. */
export function hasTrouble(state: SiteState): boolean {
  const end = wordPlace(roundCount(state));
  for (let place = HEAD_WORDS; place < end; place += WORDS_PER_ROUND) {
    if ((at(state, place + 1) & SHAKY_BITS) !== 0 || (at(state, place + 2) & MASK) !== 0) return true;
  }
  return false;
}

export const frenchVoices = (state: SiteState, round: number, french: number): number =>
  bits(voicesOf(state, round) & french);

export function fusedRoundAt(state: SiteState, round: number, french: number): FusedRound | undefined {
  const word = fusedWordAt(state, round, french);
  if (word === undefined) return undefined;
  const [up, shaky, down] = [upOf(state, round), shakyOf(state, round), downOf(state, round)];
  const said = at(state, wordPlace(round) + 2);
  const low = at(state, wordPlace(round) + 1) >>> MARKS_SHIFT;
  const marks = low | (((said >>> HIGH_MARKS_SHIFT) & 3) << 8);
  const informed = word === "up" || word === "shaky" ? foreignMarks(up, shaky, down, french) : 0;
  return {
    at: toMs(begin(state, round)),
    word,
    failure: word === "up" ? "ok" : (FAILURES[(said >>> FAILURE_SHIFT) & FAILURE_MASK] as Failure),
    voices: up | shaky | down,
    french: frenchVoices(state, round, french),
    marks: marks | informed,
    totalMs: msOfByte((said >>> MS_SHIFT) & 0xff),
  };
}

/** Fused rounds that began at `fromMs` or later, oldest first. */
export function fusedRounds(state: SiteState, fromMs: number, french: number): FusedRound[] {
  const rounds: FusedRound[] = [];
  for (let round = 0; round < roundCount(state); round++) {
    if (toMs(begin(state, round)) < fromMs) continue;
    const fused = fusedRoundAt(state, round, french);
    if (fused !== undefined) rounds.push(fused);
  }
  return rounds;
}

/** Writes what one vantage point says into the fused round that it belongs to. False when it is too old to be kept. */
export function write(state: SiteState, saying: Saying, french: number): boolean {
  const bit = 1 << saying.vantage;
  const round = placeFor(state, saying, french);
  if (round < 0) return false;
  const place = wordPlace(round);
  const isFrench = (bit & french) !== 0;
  if (saying.outcome === UP) state[place + 1] = at(state, place + 1) | bit;
  else if (saying.outcome === SHAKY) state[place + 1] = at(state, place + 1) | (bit << SHAKY_SHIFT);
  else state[place + 2] = at(state, place + 2) | bit;
  if (!isFrench) return true;
  state[place + 1] = at(state, place + 1) | ((saying.marks & 0xff) << MARKS_SHIFT);
  let said = at(state, place + 2) | (((saying.marks >> 8) & 3) << HIGH_MARKS_SHIFT);
  const ms = byteOfMs(saying.totalMs);
  if (ms > ((said >>> MS_SHIFT) & 0xff)) said = (said & ~(0xff << MS_SHIFT)) | (ms << MS_SHIFT);
  if (saying.outcome !== UP) said = withFailure(said, saying.failure, saying.outcome === DOWN);
  state[place + 2] = said;
  return true;
}

function withFailure(said: number, failure: number, ofDown: boolean): number {
  const known = (said >>> FAILURE_SHIFT) & FAILURE_MASK;
  const knownOfDown = (said & OF_DOWN) !== 0;
  if (known !== 0 && knownOfDown && !ofDown) return said;
  if (known !== 0 && knownOfDown === ofDown && known <= failure) return said;
  return (said & ~(FAILURE_MASK << FAILURE_SHIFT)) | (failure << FAILURE_SHIFT) | (ofDown ? OF_DOWN : 0);
}

/** The fused round that a saying belongs to: one that is there, or a new one; -1 when it is too old. */
function placeFor(state: SiteState, saying: Saying, french: number): number {
  const when = toSeconds(saying.at);
  const count = roundCount(state);
  let round = count - 1;
  while (round >= 0 && begin(state, round) > when) round--;
  if (round >= 0 && takes(state, round, when, saying, french)) return round;
  const next = round + 1;
  if (next < count && takes(state, next, when, saying, french)) {
    state[wordPlace(next)] = when;
    return next;
  }
  return insert(state, next, when);
}

function takes(state: SiteState, round: number, when: number, saying: Saying, french: number): boolean {
  const answered = upOf(state, round) | shakyOf(state, round);
  const apartMs = (when - begin(state, round)) * 1000;
  return belongs(apartMs, 1 << saying.vantage, saying.outcome, answered, downOf(state, round), french);
}

function insert(state: SiteState, round: number, when: number): number {
  let place = round;
  if (roundCount(state) === ROUNDS_KEPT) {
    if (place === 0) return -1;
    remove(state, 0);
    place--;
  }
  const count = roundCount(state);
  state.copyWithin(wordPlace(place + 1), wordPlace(place), wordPlace(count));
  state.fill(0, wordPlace(place), wordPlace(place + 1));
  state[wordPlace(place)] = when;
  state[COUNT] = count + 1;
  return place;
}

function remove(state: SiteState, round: number): void {
  const count = roundCount(state);
  state.copyWithin(wordPlace(round), wordPlace(round + 1), wordPlace(count));
  state[COUNT] = count - 1;
}

/**
 * Forgets what a vantage point said in fused rounds that may reach beyond `from`; gives whether there was one. In one with
 * others it may have spoken last. One in which it spoke alone, and of an answer at once, was said when the answer had come:
 * whatever it may have said once more is the same.
 */
export function forget(state: SiteState, vantage: number, from: number): boolean {
  let some = false;
  const keep = ~(1 << vantage) >>> 0;
  for (let round = roundCount(state) - 1; round >= 0; round--) {
    const next = round + 1 < roundCount(state) ? begin(state, round + 1) : Number.POSITIVE_INFINITY;
    if ((voicesOf(state, round) & (1 << vantage)) === 0) continue;
    // Begins are whole seconds.
    const ended = begin(state, round) + 1 + lastsMs(state, round, 1 << vantage) / 1000;
    if (Math.min(next, ended) <= from) continue;
    const place = wordPlace(round);
    state[place + 1] = at(state, place + 1) & keep & ~(1 << (vantage + SHAKY_SHIFT));
    state[place + 2] = at(state, place + 2) & keep;
    if (voicesOf(state, round) === 0) remove(state, round);
    some = true;
  }
  return some;
}

/** How long after its begin what a vantage point (`bit`) said in a fused round may have been said, in ms. */
function lastsMs(state: SiteState, round: number, bit: number): number {
  if (voicesOf(state, round) !== bit) return FUSED_MS_MAX;
  if (upOf(state, round) !== bit || shakyOf(state, round) !== 0 || downOf(state, round) !== 0)
    return ROUND_MS_MAX;
  const answerMs = msOfByte((at(state, wordPlace(round) + 2) >>> MS_SHIFT) & 0xff);
  return answerMs < 0 ? ATTEMPT_MS_MAX : answerMs;
}

/** Moves the running median of the site's answers towards one more, by about 1 % of a doubling a round. */
export function learnUsual(state: SiteState, totalMs: number): void {
  const byte = byteOfMs(totalMs) * 256;
  if (byte === 0) return;
  const usual = at(state, USUAL);
  if (usual === 0) state[USUAL] = byte;
  else state[USUAL] = byte > usual ? Math.min(byte, usual + USUAL_STEP) : Math.max(byte, usual - USUAL_STEP);
}
const USUAL_STEP = 40;

/** What the site usually takes to answer, in ms; undefined when it never did. */
export function usualMs(state: SiteState): number | undefined {
  const usual = at(state, USUAL);
  return usual === 0 ? undefined : 2 ** ((usual / 256 - 1) / STEPS_PER_OCTAVE) - 1;
}

const STEPS_PER_OCTAVE = 16;
/** A time as one byte, sixteen steps to a doubling, up to a minute; 0 for none. */
const byteOfMs = (ms: number): number =>
  ms >= 0 ? 1 + Math.min(254, Math.round(STEPS_PER_OCTAVE * Math.log2(1 + ms))) : 0;
const msOfByte = (byte: number): number =>
  byte === 0 ? -1 : Math.round(2 ** ((byte - 1) / STEPS_PER_OCTAVE) - 1);
