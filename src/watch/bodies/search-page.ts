/** One line of text a site, all in one: searched at once, many times faster than thirty thousand texts. */
export type SearchPage = {
  readonly text: string;
  readonly sites: Int32Array;
  /** Where each line ends. */
  readonly ends: Int32Array;
};

/** `texts` by site; none holds a line break. */
export function makeSearchPage(texts: ReadonlyMap<number, string>): SearchPage {
  const ends = new Int32Array(texts.size);
  let end = -1;
  let at = 0;
  for (const text of texts.values()) {
    end += text.length + 1;
    ends[at++] = end;
  }
  return { text: [...texts.values()].join("\n"), sites: Int32Array.from(texts.keys()), ends };
}

/** The sites in whose line all words stand, in the order of the lines. `words`: at least one, none empty. */
export function searchPage({ text, sites, ends }: SearchPage, words: readonly string[]): number[] {
  // The longest word is in the fewest lines.
  const [first = "", ...others] = [...words].sort((a, b) => b.length - a.length);
  const found: number[] = [];
  let at = 0;
  let hit = text.indexOf(first);
  while (hit !== -1) {
    while (hit > (ends[at] ?? text.length)) at++;
    const end = ends[at] ?? text.length;
    const line = others.length === 0 ? "" : text.slice(at === 0 ? 0 : (ends[at - 1] ?? 0) + 1, end);
    if (others.every((word) => line.includes(word))) found.push(sites[at] ?? 0);
    hit = text.indexOf(first, end + 1);
  }
  return found;
}
