/** Reading Cache-Control (RFC 9111 §5.2) so that nothing that forbids is overlooked and nothing malformed permits. */

/** Directive names in lower case; the value is undefined when there is none. Of duplicates the first counts (§4.2.1). */
export type Directives = ReadonlyMap<string, string | undefined>;

/** Largest number of seconds that is counted with, 2^31 (RFC 9111 §1.2.2). */
export const SECONDS_MAX = 2 ** 31;

/** A token, perhaps "=" and a token-like value or a quoted string. */
const ELEMENT = /^[ \t]*([!#$%&'*+\-.^_`|~0-9A-Za-z]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]+)))?[ \t]*$/;
const BARE_NAME = /^[ \t]*([A-Za-z-]+)/;
const PROHIBITION =
  /(?<![A-Za-z-])(?:no-store|no-cache|private|must-revalidate|proxy-revalidate)(?![A-Za-z-])/gi;

/**
 * Directives of a field that may have come in several lines.
 * A malformed element (white space round "=", ";" for ",", an open quotation mark) counts as a directive of its bare
 * name with the value "", which is no number, and as every prohibition that stands in it: `max-age=60; no-store`
 * forbids, and `max-age = 60` permits nothing.
 */
export function parseCacheControl(lines: readonly string[]): Directives {
  const found = new Map<string, string | undefined>();
  for (const element of lines.flatMap(elementsOf)) {
    const parts = ELEMENT.exec(element);
    if (parts === null) {
      for (const name of [BARE_NAME.exec(element)?.[1] ?? "", ...(element.match(PROHIBITION) ?? [])]) {
        note(found, name, "");
      }
    } else note(found, parts[1] ?? "", parts[2]?.replace(/\\(.)/g, "$1") ?? parts[3]);
  }
  return found;
}

function note(found: Map<string, string | undefined>, name: string, value: string | undefined): void {
  const key = name.toLowerCase();
  if (key !== "" && !found.has(key)) found.set(key, value);
}

/** True if the field says something and is well formed: a targeted field that is not is ignored (RFC 9213 §2.1). */
export function isWellFormed(lines: readonly string[]): boolean {
  const elements = lines.flatMap(elementsOf);
  return elements.length > 0 && elements.every((element) => ELEMENT.test(element));
}

/**
 * The elements of one line; a comma in a quoted string does not part them. Empty ones are left out (RFC 9110 §5.6.1).
 * No quoted string goes on over the end of a line, or two halves of one could hide a prohibition between them.
 */
function elementsOf(text: string): string[] {
  const elements: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (quoted && character === "\\") at++;
    else if (character === '"') quoted = !quoted;
    else if (character === undefined || (character === "," && !quoted)) {
      elements.push(text.slice(start, at));
      start = at + 1;
    }
  }
  // With a quotation mark left open, what stands behind it might be a prohibition: quotation marks then part nothing.
  const all = quoted ? text.split(",") : elements;
  return all.filter((element) => element.trim() !== "");
}

/** Seconds of a directive. "absent"; or "invalid", which makes an answer stale (RFC 9111 §4.2.1). */
export function seconds(directives: Directives, name: string): number | "absent" | "invalid" {
  if (!directives.has(name)) return "absent";
  return deltaSeconds(directives.get(name)) ?? "invalid";
}

/** RFC 9111 §1.2.2: digits only. */
export function deltaSeconds(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d+$/.test(text)) return undefined;
  return Math.min(Number(text), SECONDS_MAX);
}

/** What a request wants of a memory in between (RFC 9111 §5.2.1). Seconds; undefined when not asked for. */
export type RequestDirectives = {
  readonly noCache: boolean;
  readonly noStore: boolean;
  readonly onlyIfCached: boolean;
  readonly maxAge: number | undefined;
  readonly minFresh: number | undefined;
  /** Infinity for max-stale without a value. */
  readonly maxStale: number | undefined;
};

const NO_DIRECTIVES: RequestDirectives = Object.freeze({
  noCache: false,
  noStore: false,
  onlyIfCached: false,
  maxAge: undefined,
  minFresh: undefined,
  maxStale: undefined,
});

/** @param pragma counts only without Cache-Control (RFC 9111 §5.4). */
export function parseRequestDirectives(
  header: string | null,
  pragma: string | null = null,
): RequestDirectives {
  if (header === null) {
    return pragma !== null && /\bno-cache\b/i.test(pragma)
      ? { ...NO_DIRECTIVES, noCache: true }
      : NO_DIRECTIVES;
  }
  const directives = parseCacheControl([header]);
  const maxStale = directives.has("max-stale") && directives.get("max-stale") === undefined;
  return {
    noCache: directives.has("no-cache"),
    noStore: directives.has("no-store"),
    onlyIfCached: directives.has("only-if-cached"),
    maxAge: deltaSeconds(directives.get("max-age")),
    minFresh: deltaSeconds(directives.get("min-fresh")),
    maxStale: maxStale ? Number.POSITIVE_INFINITY : deltaSeconds(directives.get("max-stale")),
  };
}
