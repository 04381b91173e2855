import type { Body } from "../body.ts";
import { fold } from "../fold.ts";

/** Names as they stand in domain names: without spaces, hyphens, apostrophes or accents. */

export type NameIndex = {
  /** Communes by whole name; "saint" also as "st", "les" as "lez". */
  readonly communes: ReadonlyMap<string, readonly Body[]>;
  /** Communes by their name without its little words, or with "s" for them: "Cournon-d'Auvergne" as "cournonauvergne". */
  readonly trimmedCommunes: ReadonlyMap<string, readonly Body[]>;
  /** Communes by the first part of their name, and by the name without its article. */
  readonly shortCommunes: ReadonlyMap<string, readonly Body[]>;
  /** EPCI by what their name holds beside the words that all of them bear. */
  readonly epci: ReadonlyMap<string, readonly Body[]>;
  readonly departements: ReadonlyMap<string, Body>;
  readonly departementsByCode: ReadonlyMap<string, Body>;
  readonly regions: ReadonlyMap<string, Body>;
  /** Hospitals, schools and State bodies by name and aliases. */
  readonly others: ReadonlyMap<string, Body>;
};

/** Bodies that are indexed in one step. */
const STEP_BODIES = 500;

export function* indexNames(bodies: Iterable<Body>): Generator<void, NameIndex> {
  const communes = new Map<string, Body[]>();
  const trimmedCommunes = new Map<string, Body[]>();
  const shortCommunes = new Map<string, Body[]>();
  const epci = new Map<string, Body[]>();
  const departements = new Map<string, Body>();
  const departementsByCode = new Map<string, Body>();
  const regions = new Map<string, Body>();
  const others = new Map<string, Body>();
  let indexed = 0;
  for (const body of bodies) {
    if (indexed++ % STEP_BODIES === 0) yield;
    switch (body.kind) {
      case "commune":
        for (const key of wholeKeys([body.name, ...body.aliases])) add(communes, key, body);
        for (const key of trimmedKeys(body.name)) add(trimmedCommunes, key, body);
        for (const key of shortKeys(body.name)) add(shortCommunes, key, body);
        break;
      case "epci":
        for (const key of epciKeys(body)) add(epci, key, body);
        break;
      case "departement":
        departements.set(compact(body.name), body);
        if (body.code !== null) departementsByCode.set(body.code.toLowerCase(), body);
        break;
      case "region":
        for (const name of [body.name, ...body.aliases]) regions.set(compact(name), body);
        break;
      default:
        for (const name of [body.name, ...body.aliases]) {
          const key = compact(name);
          if (!others.has(key)) others.set(key, body);
        }
    }
  }
  return {
    communes,
    trimmedCommunes,
    shortCommunes,
    epci,
    departements,
    departementsByCode,
    regions,
    others,
  };
}

/** "Saint-Étienne-du-Grès" gives "saintetiennedugres". */
export const compact = (name: string): string => fold(name).replace(/[^a-z0-9]/g, "");

function add(map: Map<string, Body[]>, key: string, body: Body): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [body]);
  else if (!there.includes(body)) there.push(body);
}

/** The name in the spellings that mean it and nothing else. */
function wholeKeys(names: readonly string[]): Set<string> {
  const keys = new Set<string>();
  for (const name of names) {
    const folded = fold(name);
    for (const form of [folded, folded.replace(/ lez /g, " les "), folded.replace(/ les /g, " lez ")]) {
      keys.add(form.replace(/[^a-z0-9]/g, ""));
      keys.add(form.replace(SAINTS, "$1st$2").replace(/[^a-z0-9]/g, ""));
    }
  }
  return keys;
}

const SAINTS = /(^|[ '])saint(e?)(?= )/g;

function trimmedKeys(name: string): Set<string> {
  const folded = fold(name);
  const keys = wholeKeys([folded.replace(LITTLE, " "), folded.replace(/ s(?:ur|ous) /, " s ")]);
  for (const key of wholeKeys([name])) keys.delete(key);
  return keys;
}

const LITTLE = / (?:sur|sous|les|lez|en|de|du|des|d'|la|l'|aux|au|et) ?/g;
const FIRST_PART = /^((?:l[ea]s? )?.{4,}?) (?:sur|sous|les|lez|en|de|du|des|d'|la|le|aux|au|et) /;
const FIRST_WORD = /^((?:l[ea]s? |l')?[a-z0-9]{5,}) /;
/** First words of so many names that they mean none. */
const COMMON_FIRST =
  /^(?:saint|sainte|st|ste|notre|village|villages|ville|mairie|commune|grand|grande|petit|petite|haut|haute|hauts|bas|basse|vieux|vieille|mont|pont|port|bourg|chateau|val|vals|belle|neuf|neuve|trois|quatre)$/;

/** "La Seyne-sur-Mer" is "la seyne" and "seyne"; "Oullins-Pierre-Bénite" is "oullins". */
function shortKeys(name: string): Set<string> {
  const folded = fold(name);
  const split = folded.replace(/ d'/g, " d' ");
  const parts = [FIRST_PART.exec(split)?.[1], FIRST_WORD.exec(folded)?.[1]];
  if (/^(?:le |la |les |l')/.test(folded)) parts.push(folded);
  const keys = new Set<string>();
  for (const part of parts) {
    if (part === undefined) continue;
    const bare = part.replace(/^(?:le |la |les |l')/, "");
    if (COMMON_FIRST.test(bare)) continue;
    for (const form of part === folded ? [bare] : [part, bare]) {
      for (const key of [...wholeKeys([form]), ...trimmedKeys(form)]) keys.add(key);
    }
  }
  return keys;
}

/** Words that say what it is, not which one. */
const EPCI_WORDS =
  /\b(?:communautes?|communes?|agglomeration|agglo|metropole|eurometropole|urbaine|intercommunale?|cc|ca|cu)\b/g;
const LINKS = /^(?:\s*(?:de la|de l'|de|du|des|d'|et|la|le|les|l'|entre) ?)+/;

function epciKeys(body: Body): Set<string> {
  const keys = new Set<string>();
  for (const name of [body.name, ...body.aliases]) {
    const folded = fold(name);
    const core = folded.replace(EPCI_WORDS, " ").replace(/ +/g, " ").trim();
    for (const form of [folded, core, core.replace(LINKS, "")]) {
      for (const key of [...wholeKeys([form]), ...trimmedKeys(form)]) if (key.length >= 3) keys.add(key);
    }
  }
  return keys;
}
