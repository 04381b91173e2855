import { hasSideEffect } from "./targets.ts";

/** What is still to be crawled: bounded in number and depth, breadth first, with guards against endless sites. */

/** Clicks from a seed after which nothing is followed. */
export const DEPTH_MAX = 20;
/** Variants of one path by query that are crawled in their turn, and pages of one calendar that are crawled at all. */
export const VARIANTS_PROMPT_MAX = 100;
/** Variants of one or two parameters that are crawled, most when all else is done: sites whose every page is one script. */
export const VARIANTS_LATER_MAX = 2_000;
/** Parameters beyond which a path's variants are combinations of filters. */
const PARAMETERS_PLAIN_MAX = 2;

export type Errand = { readonly target: string; readonly depth: number };

/**
 * Targets in the order of the crawl. Admits at most `errandsMax` in all, each once. Refuses what has side effects, paths
 * that repeat themselves, and more variants of one path than a site has pages.
 */
export class Frontier {
  private readonly seen = new Set<string>();
  private readonly variants = new Map<string, number>();
  private readonly prompt: Errand[] = [];
  private readonly later: Errand[] = [];
  private promptAt = 0;
  private laterAt = 0;
  /** Targets, not all different, that the guards against endless sites turned away. */
  turnedAway = 0;
  /** True once a target was turned away only because there were too many. */
  overflowed = false;

  constructor(private readonly errandsMax: number) {}

  /** Admits what the owner or the visitors name: not subject to the guards against endless sites. */
  addSeed(target: string): boolean {
    return this.admit(target, 0, this.prompt);
  }

  /** Admits what another page leads to, `depth` clicks from a seed. */
  addFound(target: string, depth: number): boolean {
    if (this.seen.has(target)) return false;
    const family = familyOf(target);
    const count = family === undefined ? 0 : (this.variants.get(family.name) ?? 0);
    if (depth > DEPTH_MAX || repeatsItself(target) || count >= (family?.most ?? 1)) {
      this.turnedAway++;
      return false;
    }
    const waits = family?.waits === true || count >= VARIANTS_PROMPT_MAX;
    const admitted = this.admit(target, depth, waits ? this.later : this.prompt);
    if (admitted && family !== undefined) this.variants.set(family.name, count + 1);
    return admitted;
  }

  next(): Errand | undefined {
    if (this.promptAt < this.prompt.length) return this.prompt[this.promptAt++];
    return this.laterAt < this.later.length ? this.later[this.laterAt++] : undefined;
  }

  /** Takes note that a target was met under another name, so that it is not asked for again. */
  markSeen(target: string): void {
    if (this.seen.size < this.errandsMax) this.seen.add(target);
  }

  private admit(target: string, depth: number, queue: Errand[]): boolean {
    if (this.seen.has(target) || hasSideEffect(target)) return false;
    if (this.seen.size >= this.errandsMax) {
      this.overflowed = true;
      return false;
    }
    this.seen.add(target);
    queue.push({ target, depth });
    return true;
  }
}

/** `most`: so many of a family are admitted. `waits`: they come after all other targets. */
type Family = { readonly name: string; readonly most: number; readonly waits: boolean };

/** Days of a calendar, and its hours: what stands at the end of an address that leads to the next one, for ever. */
const DATED =
  /^(.*?)\/(?:\d{4}-\d{1,2}(?:-\d{1,2}(?:[-T]\d{2}:?\d{2})?)?|(?:19|20|21)\d{2}(?:\/\d{1,2}){1,2})\/?$/;

/** Targets of one family differ in their query only, or in the date that they end with; undefined: of no family. */
function familyOf(target: string): Family | undefined {
  const mark = target.indexOf("?");
  if (mark < 0) {
    // Articles have a title after their date.
    const dated = DATED.exec(target);
    return dated === null ? undefined : { name: `${dated[1]}/DATE`, most: VARIANTS_PROMPT_MAX, waits: true };
  }
  const query = target.slice(mark + 1);
  const plain = query.split("&").length <= PARAMETERS_PLAIN_MAX && !/=[^&]*\d{4}-\d{2}/.test(query);
  return {
    name: target.slice(0, mark),
    most: plain ? VARIANTS_LATER_MAX : VARIANTS_PROMPT_MAX,
    waits: false,
  };
}

/** Paths such as /a/b/a/b or /a/a/a: a relative link that is wrong at the origin, followed over and over. */
export function repeatsItself(target: string): boolean {
  const segments = (target.split("?", 1)[0] ?? "").split("/").filter((segment) => segment !== "");
  for (let period = 1; period * 2 <= segments.length; period++) {
    const needed = period === 1 ? 2 : period;
    let same = 0;
    for (let i = period; i < segments.length; i++) {
      same = segments[i] === segments[i - period] ? same + 1 : 0;
      if (same >= needed) return true;
    }
  }
  return false;
}
