import type { Body } from "../body.ts";
import { type HostMatch, type HostSign, NONE, type Tables, taken, undecided } from "./host-match.ts";
import type { NameIndex } from "./name-index.ts";

/** One label of a domain name, "mairie-sens89", read as the name of a body. */

/** A commune this many times larger than all of the same name is meant by the bare name. */
const MUCH_LARGER = 20;
/** Villages do not call themselves "ville". */
const MUCH_LARGER_TOWN = 8;
const MUCH_LARGER_POPULATION_MIN = 10_000;
/** Shorter names, and villages of a common name, are words too: "son.fr". */
const BARE_NAME_CHARACTERS_MIN = 5;
const BARE_NAME_POPULATION_MIN = 5_000;

const TOWN_BEFORE =
  /^(?:la-?)?(?:mairie|ville|commune|village|municipalite|hoteldeville|bourg)-?(?:de-?la-?ville-?)?/;
/** Without its hyphen, "ville" is the end of a name. */
const TOWN_AFTER = /(?:-?mairie|-ville|-village|-commune|-officiel)$/;
const EPCI_BEFORE =
  /^(?:cc|cdc|ca|cu|comcom|com-?com|communaute-?de-?communes?|communaute-?d-?agglomeration|communaute|agglo|agglomeration|metropole|interco|intercom)-?/;
const EPCI_AFTER = /-?(?:agglo|agglomeration|metropole|communaute|comcom|cc|interco|agglopole)$/;
const SERVICE_BEFORE =
  /^(?:mediatheques?|bibliotheques?|bm|tourisme|ot|ccas|cinema|theatre|musees?|ecole|piscine|archives|eau|regie|sdis|smictom|sictom|syndicat|pays|parc|office-?de-?tourisme)-?/;
const SCHOOL_BEFORE =
  /^(?:clg|college|lycee|lyc|lp|lpo|ecole|erea|greta|cio|crous|univ|ac|iut|cfa|ent|ml|mission-?locale|barreau|cma|cci|clic)-/;
const ARTICLE = /^(?:les|le|la|l)-?/;

type Reading = {
  /** Without hyphens. */
  readonly name: string;
  readonly signs: readonly HostSign[];
  /** Départements that the label itself names, or that the caller knows of. */
  readonly places: readonly string[];
};

/** `places`: départements that the rest of the host's name speaks for. */
export function readLabel(label: string, places: readonly string[], tables: Tables): HostMatch {
  if (label === "" || label.startsWith("www")) return NONE;
  const { names } = tables;
  const plain = label.normalize("NFKD").replace(/\p{M}/gu, "").replace(/œ/g, "oe");
  // A letter of another script may look like one of ours: such a name is nobody's.
  if (!/^[a-z0-9-]+$/.test(plain)) return NONE;
  const other = otherBody(plain, names);
  if (other !== undefined) return taken(other, "sure", ["whole-name"]);
  if (SCHOOL_BEFORE.test(plain)) return NONE;
  const area = areaBody(plain, names);
  if (area !== undefined) return area;
  const base: Reading = { name: plain, signs: places.length === 0 ? [] : ["regional-suffix"], places };
  const readings = [base, ...withPlace(base, names)];
  for (const read of [wholeCommune, townWord, wholeEpci, epciWord, shortCommune, serviceOf]) {
    let best: HostMatch = NONE;
    for (const reading of readings) {
      const match = read(reading, tables);
      if (match.body !== null) return match;
      if (best.sure === "none") best = match;
    }
    if (best.sure !== "none") return best;
  }
  const departement = names.departements.get(join(plain).replace(/^(?:la|le|les|l)(?=.)/, ""));
  if (departement !== undefined) return taken(departement, "likely", ["departement-name"]);
  return NONE;
}

const join = (label: string): string => label.replace(/[^a-z0-9]/g, "");

/** What stands before a place in the labels of other bodies, and how those are called in full, without spaces. */
const OTHER_HEADS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:univ|universite)-?(?:de-?)?(.+)$/, ["universitede", "universited", "universite"]],
  [/^ac-(.+)$/, ["academiede", "academied", "academiedela"]],
  [/^ch-?(?:de-?)?(.+)$/, ["chde", "chd", "centrehospitalierde", "centrehospitalierd"]],
  [/^hopital-?(?:de-?)?(.+)$/, ["hopitalde", "hopitald"]],
  [/^((?:chu|chru|chr|sdis|sdmis).+)$/, [""]],
];

/** Hospitals, universities, fire services: "chu-rouen", "univ-lille", "sdis31". */
function otherBody(label: string, { others }: NameIndex): Body | undefined {
  for (const [pattern, heads] of OTHER_HEADS) {
    const place = pattern.exec(label)?.[1];
    if (place === undefined) continue;
    for (const head of heads) {
      const body = others.get(head + join(place));
      if (body !== undefined) return body;
    }
  }
  return undefined;
}

/** Départements and regions: "departement41", "cd08", "conseildepartemental31", "hautsdefrance". */
function areaBody(label: string, names: NameIndex): HostMatch | undefined {
  const whole = join(label);
  const [, number] =
    /^(?:le)?(?:conseil)?(?:departement(?:al)?|conseilgeneral|cd|cg|le)(?:de)?(\d{2,3}|2[ab])$/.exec(whole) ??
    [];
  const numbered = number === undefined ? undefined : names.departementsByCode.get(number);
  if (numbered !== undefined) return taken(numbered, "sure", ["departement-number"]);
  const [, named] =
    /^(?:departement|conseilgeneral|conseildepartemental|cg|cd)(?:dela|del|des|du|de|d)?(.+)$/.exec(whole) ??
    [];
  const byWord = named === undefined ? undefined : names.departements.get(named);
  if (byWord !== undefined) return taken(byWord, "sure", ["departement-name"]);
  const [, region = whole] = /^(?:region|cr|conseilregional)(?:dela|del|des|du|de|d)?(.+)$/.exec(whole) ?? [];
  const found = names.regions.get(region);
  const isWorded = region !== whole;
  const departement = names.departements.get(whole);
  const communes = names.communes.get(whole) ?? [];
  if (found !== undefined && (isWorded || (communes.length === 0 && departement === undefined))) {
    return taken(found, "sure", ["whole-name"]);
  }
  if (departement === undefined) return undefined;
  if (communes.length === 0) return taken(departement, "sure", ["departement-name"]);
  return undecided([departement, ...communes], ["whole-name"]);
}

/** A département's number or name at the end (or a postal code) says where the commune lies. */
function withPlace(reading: Reading, names: NameIndex): Reading[] {
  const found: Reading[] = [];
  const [, before, number] = /^(.+?)-?(\d{5}|\d{2,3}|2[ab])$/.exec(reading.name) ?? [];
  if (before !== undefined && number !== undefined) {
    const code =
      number.length === 5 ? (number.startsWith("97") ? number.slice(0, 3) : number.slice(0, 2)) : number;
    const departements = code === "20" ? ["2A", "2B"] : [names.departementsByCode.get(code)?.code ?? ""];
    if (departements[0] !== "") {
      found.push({ name: before, signs: [...reading.signs, "departement-number"], places: departements });
    }
  }
  const parts = reading.name.split("-");
  for (let at = parts.length - 1; at >= 1; at--) {
    const departement = names.departements.get(
      parts
        .slice(at)
        .join("")
        .replace(/^(?:en|dans)/, ""),
    );
    if (departement?.code == null) continue;
    const signs: HostSign[] = [...reading.signs, "departement-name"];
    found.push({ name: parts.slice(0, at).join("-"), signs, places: [departement.code] });
  }
  return found;
}

function townWord(reading: Reading, { names }: Tables): HostMatch {
  let undecidedMatch: HostMatch = NONE;
  for (const name of townNames(reading.name)) {
    const bodies = names.communes.get(name);
    if (bodies === undefined) continue;
    const match = choose(bodies, reading, ["town-word"], "sure");
    if (match.body !== null) return match;
    if (undecidedMatch.sure === "none") undecidedMatch = match;
  }
  return undecidedMatch;
}

/** "mairie-de-la-bresse" may be La Bresse or Bresse: the longer comes first. */
function townNames(label: string): string[] {
  const after = label.replace(TOWN_BEFORE, "");
  const before = label.replace(TOWN_AFTER, "");
  const names: string[] = [];
  for (const rest of [after, before, before.replace(TOWN_BEFORE, "")]) {
    if (rest === label || rest === "") continue;
    names.push(join(rest));
    for (const link of ["dela", "del", "du", "des", "de", "d"]) {
      const whole = join(rest);
      if (!whole.startsWith(link) || whole.length - link.length < 2) continue;
      const bare = whole.slice(link.length);
      // "du" and "des" hold the article: "mairie-du-havre" is Le Havre.
      if (link === "du") names.push(`le${bare}`);
      if (link === "des") names.push(`les${bare}`);
      if (link === "dela") names.push(`la${bare}`);
      if (link === "del") names.push(`l${bare}`);
      names.push(bare);
    }
  }
  return [...new Set(names)];
}

function wholeCommune(reading: Reading, { names }: Tables): HostMatch {
  const name = join(reading.name);
  const bodies = names.communes.get(name);
  if (bodies === undefined) return NONE;
  const current = bodies.filter(({ partOf }) => partOf === undefined);
  const largest = Math.max(...current.map(({ population }) => population ?? 0), 0);
  const isWord = name.length < BARE_NAME_CHARACTERS_MIN && largest < BARE_NAME_POPULATION_MIN;
  if (isWord && reading.places.length === 0) return undecided(bodies, ["whole-name"]);
  return choose(bodies, reading, ["whole-name"], "sure");
}

function wholeEpci(reading: Reading, { names }: Tables): HostMatch {
  const name = join(reading.name);
  const bodies = names.epci.get(name);
  // A short alias alone is a word or somebody else's acronym.
  if (bodies === undefined || name.length < 8) return NONE;
  return choose(bodies, reading, ["whole-name"], "likely");
}

function epciWord(reading: Reading, { names }: Tables): HostMatch {
  for (const rest of [reading.name.replace(EPCI_BEFORE, ""), reading.name.replace(EPCI_AFTER, "")]) {
    if (rest === reading.name || rest === "") continue;
    const whole = join(rest);
    for (const name of [whole, whole.replace(/^(?:dela|del|des|du|de|d)/, "")]) {
      const bodies = name.length < 4 ? undefined : names.epci.get(name);
      if (bodies !== undefined) return choose(bodies, reading, ["intercommunal-word"], "sure");
    }
  }
  return NONE;
}

/** Below, a short form names nobody: there are too many villages. */
const SHORT_NAME_POPULATION_MIN = 2_000;

function shortCommune(reading: Reading, { names }: Tables): HostMatch {
  const worded = townNames(reading.name).map((name) => [name, ["town-word", "short-name"]] as const);
  const read = [...worded, [join(reading.name), ["short-name"]] as const];
  for (const [name, signs] of read) {
    const trimmed = names.trimmedCommunes.get(name);
    if (trimmed !== undefined) return choose(trimmed, reading, signs, "likely");
    const bodies = names.shortCommunes.get(name);
    if (bodies === undefined) continue;
    const match = choose(bodies, reading, signs, "likely");
    if ((match.body?.population ?? 0) >= SHORT_NAME_POPULATION_MIN) return match;
    return undecided(bodies, match.signs);
  }
  return NONE;
}

/** A library or a tourist office of a place may be the town's, or another's: nobody is taken. */
function serviceOf(reading: Reading, { names }: Tables): HostMatch {
  const rest = reading.name.replace(SERVICE_BEFORE, "");
  if (rest === reading.name) return NONE;
  const bodies = names.communes.get(join(rest)) ?? names.communes.get(join(rest.replace(ARTICLE, "")));
  return bodies === undefined ? NONE : undecided(bodies, ["service-of"]);
}

/** The one that is meant among those of a name, if something shows it. */
function choose(
  bodies: readonly Body[],
  reading: Reading,
  signs: readonly HostSign[],
  sure: "sure" | "likely",
): HostMatch {
  const said = [...reading.signs, ...signs];
  const there =
    reading.places.length === 0
      ? bodies
      : bodies.filter(({ departement }) => reading.places.includes(departement ?? ""));
  // A number or a region that fits none of them means somebody else.
  if (there.length === 0) return NONE;
  const current = there.filter(({ partOf }) => partOf === undefined);
  const meant = current.length > 0 ? current : there;
  const [first] = meant;
  if (meant.length === 1 && first !== undefined) return taken(first, sure, said);
  const [largest, second] = [...meant].sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  const size = largest?.population ?? 0;
  const times = /^(?:la-?)?ville/.test(reading.name) ? MUCH_LARGER_TOWN : MUCH_LARGER;
  // Overseas towns bear names of the mainland, and have top-level domains of their own.
  const isFar = (largest?.departement ?? "").length === 3;
  const isLarge = !isFar && size >= MUCH_LARGER_POPULATION_MIN && size >= times * (second?.population ?? 0);
  if (largest !== undefined && isLarge) {
    return taken(largest, "likely", [...said, "much-larger"]);
  }
  return undecided(meant, said);
}
