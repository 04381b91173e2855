import type { Attempt, ContentPrint } from "../measure.ts";
import { registrable } from "./redirect.ts";
import { distance } from "./words.ts";

/**
 * What a site usually says, learnt from rounds in which it answered: small, bounded, plain JSON, so that it can be kept for
 * every site. A page of news is other words every day in the same frame; a site made anew is learnt anew.
 */

/** Good rounds before a site's pages are compared with what it usually says. */
export const BASELINE_ROUNDS_MIN = 20;
/** Rounds in which another page is seen before it is the usual one: a site made anew, and what looks like a break-in. */
export const RENEWED_ROUNDS_MIN = 20;
export const ACCUSED_ROUNDS_MIN = 2_016;
/** Of each kind of thing, so many are remembered; the one seen longest ago goes. */
export const REMEMBERED_MAX = 8;
export const OUTBOUND_REMEMBERED_MAX = 48;
/** Simhashes no further apart than this are one look, in bits. */
const SAME_LOOK_BITS = 3;

export type Baseline = {
  /** Good rounds that were learnt from; stops at BASELINE_ROUNDS_MIN. */
  readonly rounds: number;
  /** The last seen first. */
  readonly simhashes: readonly string[];
  readonly shapes: readonly string[];
  readonly titles: readonly string[];
  readonly langs: readonly string[];
  readonly scripts: readonly string[];
  readonly markers: readonly string[];
  readonly outbound: readonly string[];
  /** Registrable domains where redirects ended. */
  readonly homes: readonly string[];
  /** Characters of visible text, the fewest and the most, drawn slowly towards the present. */
  readonly lengthMin: number;
  readonly lengthMax: number;
  readonly noindex: boolean;
  /** Rounds in a row that showed another site than this. */
  readonly otherRounds: number;
};

/** Part of the way that the bounds of length go towards a page that lies between them, each round. */
const LENGTH_DRIFT = 0.02;

/**
 * A baseline that has seen one more attempt; the same one when the attempt says nothing of the site's own page. A page
 * unlike the usual one is learnt only after it was seen RENEWED_ROUNDS_MIN times in a row, one that looks like a break-in
 * after ACCUSED_ROUNDS_MIN (a week at five minutes).
 */
export function learn(baseline: Baseline | undefined, attempt: Attempt): Baseline | undefined {
  const { print, content, protection, failure } = attempt;
  const isPage = failure === "ok" || failure === "http.redirect_off_domain";
  if (print === undefined || protection !== "none" || !isPage || content === "parked") return baseline;
  const home = homeOf(attempt);
  if (baseline === undefined) return content === "suspected_defacement" ? undefined : begun(print, home);
  const isOther = content === "major_change" || content === "suspected_defacement" || failure !== "ok";
  if (!isOther) return seen(baseline, print, home);
  const otherRounds = baseline.otherRounds + 1;
  const enough = content === "suspected_defacement" ? ACCUSED_ROUNDS_MIN : RENEWED_ROUNDS_MIN;
  if (otherRounds < enough) return { ...baseline, otherRounds };
  // The old looks are kept beside it: a page of information in front of a site goes away again.
  return seen(baseline, print, home);
}

function begun(print: ContentPrint, home: string): Baseline {
  return {
    rounds: 1,
    simhashes: [print.simhash],
    shapes: [print.shape],
    titles: [print.title],
    langs: print.lang === "" ? [] : [print.lang],
    scripts: print.script === "" ? [] : [print.script],
    markers: print.markers,
    outbound: print.outbound,
    homes: home === "" ? [] : [home],
    lengthMin: print.length,
    lengthMax: print.length,
    noindex: print.noindex,
    otherRounds: 0,
  };
}

function seen(baseline: Baseline, print: ContentPrint, home: string): Baseline {
  const { lengthMin, lengthMax } = baseline;
  const near = baseline.simhashes.find((simhash) => distance(simhash, print.simhash) <= SAME_LOOK_BITS);
  const low = lengthMin + LENGTH_DRIFT * (print.length - lengthMin);
  const high = lengthMax + LENGTH_DRIFT * (print.length - lengthMax);
  const next: Baseline = {
    rounds: Math.min(baseline.rounds + 1, BASELINE_ROUNDS_MIN),
    simhashes: moved(baseline.simhashes, near ?? print.simhash),
    shapes: moved(baseline.shapes, print.shape),
    titles: moved(baseline.titles, print.title),
    langs: print.lang === "" ? baseline.langs : moved(baseline.langs, print.lang),
    scripts: print.script === "" ? baseline.scripts : moved(baseline.scripts, print.script),
    markers: widened(baseline.markers, print.markers, REMEMBERED_MAX),
    outbound: widened(baseline.outbound, print.outbound, OUTBOUND_REMEMBERED_MAX),
    homes: home === "" ? baseline.homes : moved(baseline.homes, home),
    lengthMin: Math.round(Math.min(print.length, low)),
    lengthMax: Math.round(Math.max(print.length, high)),
    noindex: baseline.noindex || print.noindex,
    otherRounds: 0,
  };
  // The usual case: nothing new, so that nothing has to be kept anew.
  const names = Object.keys(next) as (keyof Baseline)[];
  return names.every((name) => next[name] === baseline[name]) ? baseline : next;
}

/** The list with a thing at its head, bounded. The same list when it is there already. */
function moved(list: readonly string[], thing: string): readonly string[] {
  if (list[0] === thing) return list;
  return [thing, ...list.filter((held) => held !== thing)].slice(0, REMEMBERED_MAX);
}

/** The list with what it lacks in front, bounded. The same list when it lacks nothing. */
function widened(list: readonly string[], things: readonly string[], max: number): readonly string[] {
  const lacking = things.filter((thing) => !list.includes(thing));
  return lacking.length === 0 ? list : [...lacking, ...list].slice(0, max);
}

function homeOf({ finalUrl }: Attempt): string {
  return finalUrl !== undefined && URL.canParse(finalUrl) ? registrable(new URL(finalUrl).hostname) : "";
}
