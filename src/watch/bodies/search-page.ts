/** Sites by number whose texts stand on one page: what a change costs is one page made anew. */
const PAGE_SITES = 2_048;

type Page = {
  readonly texts: Map<number, string>;
  /** All texts in one, a line each; undefined after a change. */
  all: AllTexts | undefined;
};
/** Searched at once, many times faster than thousands of texts. */
type AllTexts = {
  readonly text: string;
  readonly sites: Int32Array;
  /** Where each line ends. */
  readonly ends: Int32Array;
};

/** One line of text a site, to be searched as one types. */
export class SearchPages {
  readonly #pages = new Map<number, Page>();
  #latest: Page | undefined;

  /** The site's text from now on; it holds no line break. */
  set(site: number, text: string): void {
    const page = this.#pageOf(site);
    page.texts.set(site, text);
    page.all = undefined;
  }

  delete(site: number): void {
    const page = this.#pages.get(Math.floor(site / PAGE_SITES));
    if (page?.texts.delete(site) === true) page.all = undefined;
  }

  /** The sites in whose text all words stand, in the order of their numbers. `words`: at least one, none empty. */
  search(words: readonly string[]): number[] {
    // The longest word is in the fewest lines.
    const sorted = [...words].sort((a, b) => b.length - a.length);
    const found: number[] = [];
    for (const number of [...this.#pages.keys()].sort((a, b) => a - b)) {
      const page = this.#pages.get(number) as Page;
      page.all ??= allOf(page.texts);
      searchAll(page.all, sorted, found);
    }
    return found;
  }

  #pageOf(site: number): Page {
    const number = Math.floor(site / PAGE_SITES);
    let page = this.#pages.get(number);
    if (page === undefined) {
      page = { texts: new Map(), all: undefined };
      this.#pages.set(number, page);
      // While a list is taken in, page after page: who searches first then need not wait for all of them.
      if (this.#latest !== undefined) this.#latest.all ??= allOf(this.#latest.texts);
      this.#latest = page;
    }
    return page;
  }
}

function allOf(texts: ReadonlyMap<number, string>): AllTexts {
  const sites = Int32Array.from(texts.keys()).sort();
  const ends = new Int32Array(sites.length);
  const lines: string[] = [];
  let end = -1;
  for (const [at, site] of sites.entries()) {
    const line = texts.get(site) ?? "";
    end += line.length + 1;
    ends[at] = end;
    lines.push(line);
  }
  return { text: lines.join("\n"), sites, ends };
}

function searchAll(
  { text, sites, ends }: AllTexts,
  [first = "", ...others]: readonly string[],
  found: number[],
): void {
  let at = 0;
  let hit = text.indexOf(first);
  while (hit !== -1) {
    while (hit > (ends[at] ?? text.length)) at++;
    const end = ends[at] ?? text.length;
    const line = others.length === 0 ? "" : text.slice(at === 0 ? 0 : (ends[at - 1] ?? 0) + 1, end);
    if (others.every((word) => line.includes(word))) found.push(sites[at] ?? 0);
    hit = text.indexOf(first, end + 1);
  }
}
