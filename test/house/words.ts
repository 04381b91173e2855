import { type Finding, lineAt, type Tree } from "./tree.ts";

/**
 * What no file may say. A character class stands in each pattern, so that this file does not find itself.
 * The project speaks of what it does, not of how or where it was made.
 */
const FORBIDDEN: ReadonlyArray<readonly [pattern: RegExp, why: string]> = [
  [/\b(issue|ticket|PR|pull request) #\s?[0-9]+/gi, "cites a tracker by number"],
  [/\b(A[I]|LL[M]|GP[T])\b/g, "speaks of how it was made"],
  [
    /\b(assist[a]nt|chatb[o]t|copil[o]t|langu[a]ge model|Anthr[o]pic|Open[A]I)\b/gi,
    "speaks of how it was made",
  ],
  [/\b(in|during|from) (this|that|the (last|next|previous)) sess[i]on\b/gi, "speaks of how it was made"],
  [/\bregis[t]ry\.[a-z0-9-]+\.[a-z]+/gi, "names a registry's host"],
  [/(^|[\s"'`(=])\/(wor[k]|roo[t]|workspac[e])\//gm, "names a folder of one machine"],
  [/^<{7} |^>{7} /gm, "has a merge left open"],
  [/\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/g, "leaves work undone"],
];
const REMEDY = "Say what the code guarantees instead (test/house/README.md, words).";

/** Forbidden words, in every file that is ours. */
export function wordFindings(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) =>
    path === "LICENSE"
      ? []
      : FORBIDDEN.flatMap(([pattern, why]) =>
          [...text.matchAll(pattern)].map((match) => ({
            where: `${path}:${lineAt(text, match.index)}`,
            what: `${why} ("${match[0].trim()}").`,
            remedy: REMEDY,
          })),
        ),
  );
}
