import type { Content } from "../codes.ts";
import type { ContentPrint } from "../measure.ts";
import { BASELINE_ROUNDS_MIN, type Baseline } from "./baseline.ts";
import { BLACK_PAGE, IN_TITLE, isDefaced, isParked } from "./markers.ts";
import { distance } from "./words.ts";

/**
 * What a page is beside what the site usually says. A break-in is suspected only where the page is another one and bears a
 * mark of it: a site made anew is a major change, and a newspaper's report of a break-in is news.
 */

/** Simhashes this near are the same text; up to the second, an edited one; up to the third when the frame is known. In bits of 64. */
const SAME_BITS = 3;
const EDITED_BITS = 14;
const FRAMED_BITS = 24;
/** A host's own page is short, in characters of visible text. */
const PARKED_CHARACTERS_MAX = 4_000;
/** A defacer's page says little else. */
const BOAST_CHARACTERS_MAX = 1_000;
/** A text that shrank to this part of the shortest seen has collapsed. */
const COLLAPSED_RATIO = 0.25;
/** Letters of a word of a title that says something (as OONI compares titles). */
const TITLE_WORD = /[\p{L}\p{N}]{5,}/gu;
/** Signs needed: a boast or another script is two, anything else one. */
const SUSPECTED_FROM = 2;
/** Domains linked to that nobody saw before, and that many known ones before, are a sign. */
const STRANGERS_MIN = 2;

/** `away`: the redirects ended at a domain where they never ended before. */
export function compare(baseline: Baseline | undefined, print: ContentPrint, away = false): Content {
  if (print.length <= PARKED_CHARACTERS_MAX && print.markers.some(isParked)) {
    const isUsual =
      baseline !== undefined && print.markers.every((marker) => baseline.markers.includes(marker));
    if (!isUsual) return "parked";
  }
  if (baseline === undefined || baseline.rounds < BASELINE_ROUNDS_MIN) {
    return isBrokenAtFirstSight(baseline, print) ? "suspected_defacement" : "not_comparable";
  }
  const isBoastInTitle = print.markers.includes(IN_TITLE) && !baseline.markers.includes(IN_TITLE);
  const near = nearness(baseline, print);
  if (near !== "other" && !isBoastInTitle) return near;
  return signs(baseline, print, away) >= SUSPECTED_FROM ? "suspected_defacement" : "major_change";
}

/** A short page of which title and text boast is nobody's home page: it need not be known what was there before. */
const isBrokenAtFirstSight = (baseline: Baseline | undefined, print: ContentPrint): boolean =>
  print.length <= BOAST_CHARACTERS_MAX &&
  print.markers.includes(IN_TITLE) &&
  print.markers.some(isDefaced) &&
  baseline?.markers.includes(IN_TITLE) !== true;

function nearness(baseline: Baseline, print: ContentPrint): "same" | "minor_change" | "other" {
  const bits = Math.min(...baseline.simhashes.map((simhash) => distance(simhash, print.simhash)));
  const isTitleKnown = baseline.titles.some(
    (title) => title === print.title || sharesWord(title, print.title),
  );
  if (bits <= SAME_BITS && isLengthKnown(baseline, print, 0.8)) return "same";
  if (bits <= EDITED_BITS && isLengthKnown(baseline, print, 0.4)) return "minor_change";
  const isFrameKnown = isTitleKnown && baseline.shapes.includes(print.shape);
  return bits <= FRAMED_BITS && (isFrameKnown || isTitleKnown) && isLengthKnown(baseline, print, 0.5)
    ? "minor_change"
    : "other";
}

/** Whether the text is between `ratio` of the shortest and the longest over `ratio`. */
const isLengthKnown = (
  { lengthMin, lengthMax }: Baseline,
  { length }: ContentPrint,
  ratio: number,
): boolean => length >= ratio * lengthMin && length * ratio <= lengthMax;

function sharesWord(one: string, other: string): boolean {
  const words = new Set(one.toLowerCase().match(TITLE_WORD) ?? []);
  return (other.toLowerCase().match(TITLE_WORD) ?? []).some((word) => words.has(word));
}

/** How much speaks for strangers having written the page. */
function signs(baseline: Baseline, print: ContentPrint, away: boolean): number {
  const isNew = (marker: string) => !baseline.markers.includes(marker);
  // Words that a report of a break-in brought here before are worth less, unless they are the title now.
  const boasts = print.markers.filter(isDefaced);
  const isBoast = boasts.some(isNew) || (print.markers.includes(IN_TITLE) && isNew(IN_TITLE));
  const strangers = print.outbound.filter((domain) => !baseline.outbound.includes(domain));
  const onlyStrangers = strangers.length >= STRANGERS_MIN && strangers.length === print.outbound.length;
  const weak = [
    print.markers.includes(BLACK_PAGE) && isNew(BLACK_PAGE),
    // A site made anew may bring both along: they count once.
    onlyStrangers || (print.noindex && !baseline.noindex),
    print.lang !== "" && baseline.langs.length > 0 && !baseline.langs.includes(print.lang),
    print.length < COLLAPSED_RATIO * baseline.lengthMin,
    away,
  ];
  const otherScript =
    print.script !== "" && baseline.scripts.length > 0 && !baseline.scripts.includes(print.script);
  return (isBoast ? 2 : boasts.length > 0 ? 1 : 0) + (otherScript ? 2 : 0) + weak.filter(Boolean).length;
}
