import type { BodyKind } from "../../gazetteer/index.ts";
import { NUMBERS } from "./anaphora.ts";

/** Bodies that a text speaks of by their number: "the two towns", "les trois derniers sites", "only the first". */

const NOUNS: readonly { readonly kinds: readonly BodyKind[]; readonly words: string }[] = [
  {
    kinds: ["commune"],
    words:
      "villes|municipalites|communes|mairies|cities|towns|municipalities|town halls|city halls|city councils",
  },
  { kinds: ["departement"], words: "departements|conseils departementaux|departments|counties" },
  { kinds: ["region"], words: "regions|conseils regionaux|regional councils" },
  { kinds: ["prefecture"], words: "prefectures" },
  { kinds: ["hospital"], words: "hopitaux|hospitals|centres hospitaliers|etablissements" },
  {
    kinds: [],
    words: "sites|portails|pages|web ?sites|portals|collectivites|authorities|councils|institutions",
  },
];
const COUNTED = NOUNS.map(({ kinds, words }) => ({
  kinds,
  words: new RegExp(
    `(?<![a-z])(?:l[ae]s|des|aux|ces|de ces|the|all|these|other|tou(?:te)?s les) (${Object.keys(NUMBERS).join("|")}) (derniere?s |premiere?s |last |first |latter |autres |other )?(?:${words})(?![a-z])`,
  ),
}));

/**
 * Which of the bodies that were named so far, first to last, a sentence counts; null when it counts none, and nobody when
 * it counts others than were named.
 */
export function countedIn(
  plain: string,
  seen: readonly string[],
  focus: readonly string[],
  kindOf: (id: string) => BodyKind | undefined,
): string[] | null {
  for (const { kinds, words } of COUNTED) {
    const [, number, which] = words.exec(plain) ?? [];
    if (number === undefined) continue;
    const wanted = NUMBERS[number] as number;
    const isOne = (id: string) => kinds.length === 0 || kinds.includes(kindOf(id) as BodyKind);
    const pool = seen.filter(isOne);
    if (pool.length >= wanted && which !== undefined)
      return /^(?:premier|first)/.test(which) ? pool.slice(0, wanted) : pool.slice(-wanted);
    if (pool.length === wanted) return pool;
    const last = focus.filter(isOne);
    if (last.length === wanted) return last;
    return kinds.length === 0 ? null : [];
  }
  return null;
}

const FIRST = /(?<![a-z])(?:seule?s? (?:la |le )?premiere?|only the (?:first|former)|the former)(?![a-z])/;
const LAST =
  /(?<![a-z])(?:(?:cette|seule cette|seule la) derniere|(?:ce|seul ce|seul le) dernier|(?:only )?the (?:latter|last of them))(?![a-z])/;

/** "Mais seule la première a relevé ...": of all that a sentence named, those that a part of it means. */
export function meantIn<T>(part: string, all: readonly T[]): readonly T[] {
  if (FIRST.test(part)) return all.slice(0, 1);
  if (LAST.test(part)) return all.slice(-1);
  return all;
}
