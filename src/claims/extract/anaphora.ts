import type { ReadBody } from "../reading.ts";

/** Bodies that a sentence means without their name: by their place in a list, by their number, by a word made of their name. */

/** What a part of a sentence means; places are in the text that was looked at. */
export type Reference = { readonly from: number; readonly to: number; readonly of: Meant };
type Meant =
  | { readonly kind: "first" | "last"; readonly number: number }
  | { readonly kind: "nth"; readonly place: number }
  | { readonly kind: "end" }
  | { readonly kind: "all"; readonly number: number };

/** Numbers that texts write as words. */
export const NUMBERS: Readonly<Record<string, number>> = {
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
};
const NUMBER = Object.keys(NUMBERS).join("|");
const PLACES: readonly (readonly [RegExp, number])[] = [
  [/premier|first|former/, 0],
  [/second|deuxieme/, 1],
  [/troisieme|third/, 2],
  [/quatrieme|fourth/, 3],
  [/cinquieme|fifth/, 4],
];

/** What comes behind a word that stands for a body: a verb, or the end of what is said of it. */
const GOES_ON =
  "(?=[\"' ]*(?:[,.;:!?)\"]|$)| (?:sites? |portails? |pages? |web ?sites? |portals? |villes? |communes? |mairies? |towns? |cities |councils? )?(?:n'|s')| (?:sites? |portails? )?(?:a|ont|avai(?:t|ent)|est|sont|etai(?:t|ent)|ne|se|sera|reste\\w*|demeur\\w+|tourn\\w+|fonctionn\\w+|repond\\w*|march\\w+|dit|disent|affirm\\w+|assur\\w+|reconn\\w+|admet\\w*|dement\\w*|contest\\w+|nie\\w*|evoqu\\w+|parl\\w+|indiqu\\w+|precis\\w+|annonc\\w+|confirm\\w+|expliqu\\w+|refus\\w+|soutien\\w+|croi\\w+|was|were|is|are|has|have|had|did|does|do|said|says?|told|tells?|could|can|remain\\w*|stayed|went|goes?|came|den(?:y|ies|ied)|acknowledg\\w+|admit\\w*|insist\\w*|stated?|report\\w*|never|now|also|only|still|works?|worked|saw|suffered|answer\\w*|load\\w*|respon\\w+|reopened|recovered|declined|reject\\w+|dismiss\\w+|over|on telegram|because)(?![a-z]))";

const FIRST_OF = new RegExp(
  `(?<![a-z])(?:l[ae]s (${NUMBER}) (premier|dernier)e?s|the (first|last|former|latter) (${NUMBER}))(?! (?:fois|heures|jours|semaines|mois|ans|vagues|attaques|times|hours|days|weeks|months|years|waves|attacks|of))(?![a-z])`,
  "g",
);
const NTH = new RegExp(
  `(?<![a-z])(?<!(?:of|de|d'|a|pour|dans|that|in|on) )(?:(?:l[ae] |cette |ce )(premiere?|seconde?|deuxieme|troisieme|quatrieme|cinquieme|derniere?)|the (first|second|third|fourth|fifth|former|latter|last))${GOES_ON}`,
  "g",
);
const ALL_OF = new RegExp(
  `(?<![a-z])(?:(?:tou(?:te)?s(?: les)?|aucune? des|ces|all|none of the|any of the|of the|all of the|the) (${NUMBER})|les (${NUMBER})|(tou(?:te)?s deux|l'une? (?:et|comme|ou) l'autre|ni l'une? ni l'autre|the pair|the duo|neither|both))${GOES_ON}`,
  "g",
);

/** Where a text means bodies by their place or number, first to last. */
export function referencesIn(text: string): Reference[] {
  const found: Reference[] = [];
  const take = (words: RegExp, meant: (match: RegExpExecArray) => Meant) => {
    words.lastIndex = 0;
    for (let match = words.exec(text); match !== null; match = words.exec(text))
      found.push({ from: match.index, to: match.index + match[0].length, of: meant(match) });
  };
  take(FIRST_OF, ([, a, b, c, d]) => ({
    kind: /premier|first|former/.test(b ?? c ?? "") ? "first" : "last",
    number: NUMBERS[a ?? d ?? ""] ?? 2,
  }));
  take(NTH, ([, a, b]) => {
    const place = PLACES.find(([words]) => words.test(a ?? b ?? ""))?.[1];
    return place === undefined ? { kind: "end" } : { kind: "nth", place };
  });
  take(ALL_OF, ([, a, b]) => ({ kind: "all", number: NUMBERS[a ?? b ?? ""] ?? 2 }));
  return found.sort((a, b) => a.from - b.from);
}

/**
 * Which bodies a reference means. `lists` are those that sentences named together, the last one first; `seen` all that were
 * named so far. Nobody when no list fits.
 */
export function meantBy(
  { of }: Reference,
  lists: readonly (readonly string[])[],
  seen: readonly string[],
): readonly string[] {
  if (of.kind === "all") return [...lists, seen].find(({ length }) => length === of.number) ?? [];
  if (of.kind === "end") return lists.find(({ length }) => length > 0)?.slice(-1) ?? [];
  if (of.kind === "nth") {
    const list = lists.find(({ length }) => length > Math.max(1, of.place)) ?? [];
    return list.slice(of.place, of.place + 1);
  }
  const list = [...lists, seen].find(({ length }) => length > of.number) ?? [];
  return of.kind === "first" ? list.slice(0, of.number) : list.slice(-of.number);
}

/** Words for one body alone. */
const KNOWN_AS: readonly { readonly words: RegExp; readonly name: RegExp }[] = [
  {
    words:
      /(?<![a-z])(?:la (?:chambre )?haute (?:chambre|assemblee)|la chambre haute|the upper (?:house|chamber)|(?:le )?palais du luxembourg)(?![a-z])/,
    name: /^(?:senat|senate)$/,
  },
  {
    words: /(?<![a-z])(?:la chambre basse|the lower (?:house|chamber)|(?:le )?palais[- ]bourbon)(?![a-z])/,
    name: /^assemblee nationale$/,
  },
];

const NOUN =
  "(?:ville|cite|commune|mairie|municipalite|station|bourgade|sous-prefecture|prefecture|maire|adjointe?|elue?|edile|site|portail|page|collectivite|agglomeration|hopital|etablissement|metropole|serveurs?|services?)";
const OF_A_TOWN = new RegExp(
  `(^[^a-z]*|[,;:"] ?)?(?<![a-z])(?<!(?:de|dans|a|sur|en|pour|par|d[eu]s) )(?:l[ae]s?|l'|du|de la|un|une|des|ces?|cette) ?(?:petite |grande |premiere )?${NOUN} ([a-z-]{3,}(?:oi|ai|ien|in|ain|een|enn|ot)(?:e|s|ne|nes|se|ses)?)(?![a-z'])`,
);
const NO_TOWN =
  /^(?:voisin\w*|prochain\w*|ancien\w*|moyen\w*|francais\w*|certain\w*|lointain\w*|quotidien\w*|urbain\w*|marin\w*|parisien\w*|europeen\w*|italien\w*|russ\w+|iranien\w*|ukrainien\w*|breton\w*|alsacien\w*|region\w+|sain\w*|souverain\w*|clandestin\w*|contemporain\w*|mauvais\w*|anglais\w*|lois\w*|froi\w*)$/;
const ENDING = /(?:oise?s?|aise?s?|ien(?:ne)?s?|aine?s?|ine?s?|een(?:ne)?s?|enne?s?|ote?s?)$/;

/** "La station thermale, elle, ...", "la cité des papes": a body that its sentence does not name. */
const UNNAMED =
  /(?<![a-z])(?:la|cette) (?:ville|cite) (?:de|du|des|d')(?![a-z])|^[^a-z]*(?:[^,.;:]{0,40}, )?(?:la|le|l'|the|cette|cet|ce) ?(?:station|cite (?:de|du|des|d')|ville (?:de|du|des|d')|port de|capitale|citadelle|bourg(?!e)|bastide|spa town|seaside|port city|resort|cathedral city|garrison|fishing|other (?:town|city|council|site)|autre (?:ville|commune|mairie|site|collectivite))(?![a-z])/;

/** Folded, without its article. */
const bare = (name: string): string =>
  name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/^(?:la |le |les |l')/, "");

/** Who is meant by a word that is made of a name, or stands for one body; nobody when it is none of them; null without one. */
export function describedIn(
  part: string,
  victims: ReadonlyMap<string, { readonly body: ReadBody }>,
): string[] | null {
  const names = [...victims].map(([id, { body }]) => [id, bare(body.name)] as const);
  for (const { words, name } of KNOWN_AS)
    if (words.test(part)) return names.flatMap(([id, is]) => (name.test(is) ? [id] : []));
  const [, opens, adjective] = OF_A_TOWN.exec(part) ?? [];
  if (adjective !== undefined && !NO_TOWN.test(adjective)) {
    const stem = adjective.replace(ENDING, "");
    const short = stem.replace(/([a-z])\1$/, "$1");
    const fits = names.filter(([, is]) => short.length >= 3 && is.startsWith(short));
    if (fits.length === 1) return fits.map(([id]) => id);
    if (victims.size > 1 && opens !== undefined) return [];
  }
  return victims.size > 1 && UNNAMED.test(part) ? [] : null;
}
