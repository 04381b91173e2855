import { setImmediate } from "node:timers/promises";
import type { Gazetteer } from "../../gazetteer/index.ts";
import { SITES_MAX, TAGS_PER_SITE_MAX } from "../events.ts";
import type { WatchBook } from "./book.ts";
import type { ListFormat } from "./list-rows.ts";
import { matchSite, type SiteMatch } from "./match-site.ts";
import { type ListedSite, type RefusedLine, readList } from "./read-list.ts";

/** A list set against the book of bodies and against what is watched already: what taking it in would do. */

export type DraftSite = {
  /** Where it stands in the list, from 1. */
  readonly line: number;
  readonly check: ListedSite["check"];
  readonly url: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly match: SiteMatch;
};

export type Draft = {
  /** Rows that were read. */
  readonly lines: number;
  /** To be added, in the list's order. */
  readonly sites: readonly DraftSite[];
  /** Rows whose address is watched already, or came before in the list. */
  readonly known: number;
  readonly repeated: number;
  readonly refused: readonly RefusedLine[];
};

export type DraftNeeds = {
  readonly book: Pick<WatchBook, "siteByUrl" | "count">;
  readonly gazetteer: Gazetteer;
  /** Private networks that may be watched, in CIDR. */
  readonly allowed: readonly string[];
};

/** Longest work without letting others have their turn, in ms: a list must not hold up the room. */
const TURN_MS = 8;
/** Rows between two looks at the clock. */
const ROWS_PER_LOOK = 16;

export async function draftList(
  list: { text: string; format: ListFormat | undefined; tags: readonly string[] },
  { book, gazetteer, allowed }: DraftNeeds,
): Promise<Draft> {
  const sites: DraftSite[] = [];
  const refused: RefusedLine[] = [];
  const seen = new Set<string>();
  const turn = makeTurn();
  let lines = 0;
  let known = 0;
  let repeated = 0;
  for (const listed of readList(list.text, list.format, allowed)) {
    if (listed === undefined) {
      await turn();
      continue;
    }
    lines++;
    if ("why" in listed) refused.push(listed);
    else if (seen.has(listed.url)) repeated++;
    else if (book.siteByUrl(listed.url) !== undefined) {
      seen.add(listed.url);
      known++;
    } else if (book.count() + sites.length >= SITES_MAX) {
      refused.push({ line: listed.line, text: listed.url.slice(0, 200), why: "too-many" });
    } else {
      seen.add(listed.url);
      const { line, check, url, name } = listed;
      const tags = [...new Set([...list.tags, ...listed.tags])].slice(0, TAGS_PER_SITE_MAX);
      sites.push({ line, check, url, name, tags, match: matchSite(listed, gazetteer) });
    }
    if (lines % ROWS_PER_LOOK === 0) await turn();
  }
  return { lines, sites, known, repeated, refused };
}

/** Lets other work run when this has run for `TURN_MS`. */
export function makeTurn(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < TURN_MS) return undefined;
    return setImmediate().then(() => {
      began = performance.now();
    });
  };
}
