import { domainToUnicode } from "node:url";
import { parse } from "tldts";
import type { Body } from "../body.ts";
import { fold } from "../fold.ts";
import { type Gazetteer, openGazetteer, openGazetteerInTurns } from "../gazetteer.ts";
import { stepwise } from "../stepwise.ts";
import { DOMAINS_OF, GOUV_LABELS_OF, NOT_PUBLIC, PLACES_OF_SUFFIX, SHARED_DOMAINS } from "./domains.ts";
import { type HostMatch, NONE, type Tables, taken, undecided } from "./host-match.ts";
import { compact, indexNames } from "./name-index.ts";
import { readLabel } from "./read-label.ts";

/**
 * What a host's name alone shows of the body whose site it is. Nothing is asked of the network. In doubt nobody: a wrong body
 * would be accused of another's outage.
 */

/** A host's name is at most this long (RFC 1035). */
const HOST_CHARACTERS_MAX = 253;

const whole = stepwise(makeTables);

/** `host`: a name without scheme or port, in Unicode or punycode. */
export function matchHost(host: string): HostMatch {
  const tables = whole.now();
  const name = domainToUnicode(host.slice(0, HOST_CHARACTERS_MAX)).toLowerCase().replace(/\.$/, "");
  const { domain, domainWithoutSuffix, subdomain, publicSuffix, isIp } = parse(name, {
    allowPrivateDomains: false,
    extractHostname: false,
  });
  if (isIp === true || domain === null || domainWithoutSuffix === null || publicSuffix === null) return NONE;
  const sub = (subdomain ?? "").replace(/^www\d?(?:\.|$)/, "");
  const known = tables.domains.get(`${sub}.${domain}`) ?? tables.domains.get(domain);
  if (known !== undefined) return underDomain(taken(known, "sure", ["known-domain"]), sub, tables);
  if (publicSuffix === "gouv.fr") return stateHost(domainWithoutSuffix, sub, tables);
  // Chambers of commerce, associations, professions: never a body's own.
  if (publicSuffix.endsWith(".fr") || NOT_PUBLIC.has(domain)) return NONE;
  const places = PLACES_OF_SUFFIX[publicSuffix] ?? [];
  const shared = SHARED_DOMAINS[domain];
  if (shared !== undefined) {
    return onPlatform(readPlatform(sub, shared, tables));
  }
  const match = underSuffix(
    readLabel(domainWithoutSuffix, places, tables),
    publicSuffix,
    domainWithoutSuffix,
  );
  if (match.sure !== "none") return underDomain(match, sub, tables);
  const below = readLabel(sub.split(".").at(-1) ?? "", places, tables);
  return below.signs.includes("town-word") ? onPlatform(below) : NONE;
}

/** A bare name of this many letters or fewer, in a suffix of the whole world, is a word: "nice.com". */
const WORLD_WORD_CHARACTERS_MAX = 5;

/** Below the suffixes of the whole world a bare name is anybody's, and below another country's it means another place. */
function underSuffix(match: HostMatch, suffix: string, label: string): HostMatch {
  const isHome = suffix === "fr" || PLACES_OF_SUFFIX[suffix] !== undefined;
  if (match.body === null || isHome || match.signs.includes("town-word")) return match;
  if (suffix !== "eu" && /(?:^|\.)[a-z]{2}$/.test(suffix)) return NONE;
  if (label.length <= WORLD_WORD_CHARACTERS_MAX) return undecided(match.candidates, match.signs);
  return { ...match, sure: "likely" };
}

/** "TOWN.vosges.free.fr": a département's name before the platform's says where the town lies. */
function readPlatform(sub: string, shared: string, tables: Tables): HostMatch {
  const [label = "", before] = sub.split(".").reverse();
  const departement = tables.names.departements.get(compact(label))?.code;
  if (before !== undefined && departement != null) return readLabel(before, [departement], tables);
  return readLabel(label, shared === "" ? [] : [shared], tables);
}

/** Makes ready what the first `matchHost` would make at one go, in steps between which `turn` lets others work. */
export async function readyHosts(turn: () => Promise<void> | undefined): Promise<void> {
  await openGazetteerInTurns(turn);
  await whole.soon(turn);
}

function* makeTables(): Generator<void, Tables> {
  const gazetteer = openGazetteer();
  const domains = new Map<string, Body>();
  for (const [id, hosts] of Object.entries(DOMAINS_OF)) {
    for (const host of hosts) domains.set(host, requireBody(gazetteer, id));
  }
  const gouv = new Map<string, Body>();
  for (const [id, labels] of Object.entries(GOUV_LABELS_OF)) {
    for (const label of labels.split(" ")) gouv.set(label, requireBody(gazetteer, id));
  }
  return { gazetteer, names: yield* indexNames(gazetteer.bodies()), domains, gouv };
}

function requireBody(gazetteer: Gazetteer, id: string): Body {
  const body = gazetteer.byId(id);
  if (body === undefined) throw new Error(`no body ${id}`);
  return body;
}

/** SITE.PREFECTURE.gouv.fr, SITE.MINISTRY.gouv.fr, PREFECTURE.pref.gouv.fr. */
function stateHost(label: string, sub: string, { gouv, names, gazetteer }: Tables): HostMatch {
  const below = sub.split(".").at(-1) ?? "";
  const area = label === "pref" ? below : label;
  const known = gouv.get(label);
  if (known !== undefined) return taken(known, "sure", ["state-domain"]);
  const key = compact(area);
  const departement = names.departements.get(key) ?? names.departements.get(`la${key}`);
  const code = departement?.code ?? OVERSEAS[key] ?? seatOf(names.regions.get(key)?.code ?? "", gazetteer);
  const prefecture = code === undefined ? undefined : gazetteer.byId(`prefecture:${code}`);
  return prefecture === undefined ? NONE : taken(prefecture, "sure", ["state-domain"]);
}

const OVERSEAS: Readonly<Record<string, string>> = {
  spm: "975",
  saintpierreetmiquelon: "975",
  saintbarthsaintmartin: "977",
  polynesiefrancaise: "987",
  nouvellecaledonie: "988",
  wallisetfutuna: "986",
};

/** The département whose prefecture is its region's too. */
function seatOf(region: string, gazetteer: Gazetteer): string | undefined {
  const name = gazetteer.byCode("region", region)?.name;
  if (name === undefined) return undefined;
  return gazetteer.named(fold(`préfecture de région ${name}`)).at(0)?.departement ?? undefined;
}

/** Schools of a whole territory have their sites below its domain: they are not the territory's own. */
const SCHOOL =
  /(?:^|[.-])(?:ent|ecollege|webcollege|clg|lyc|college|lycee|ecole|erea|cite-scolaire|elyco|lpo|lp|ce)(?:[.-]|$)/;
const TERRITORIES: ReadonlySet<string> = new Set(["departement", "region"]);

/** What stands below a body's domain is its own, unless it names a commune of an EPCI's or belongs to a school. */
function underDomain(match: HostMatch, sub: string, tables: Tables): HostMatch {
  if (sub === "" || match.body === null) return match;
  const { body } = match;
  const label = sub.split(".").at(-1) ?? "";
  if (body.kind === "epci") {
    const member = readLabel(label, body.departement === null ? [] : [body.departement], tables);
    const isThere = member.body?.departement === body.departement;
    if (member.body?.kind === "commune" && isThere)
      return taken(member.body, "likely", ["below-domain", ...member.signs]);
  }
  // An académie gives each of its schools a name below its own.
  if (body.id.startsWith("school:ac-")) return undecided([body], [...match.signs, "below-domain"]);
  if (TERRITORIES.has(body.kind)) {
    if (SCHOOL.test(sub)) return NONE;
    // Regions give each of their schools a name below their own.
    if (body.kind === "region" && !/^(?:mediatheque|extranet|data|aides|transports?|services)/.test(sub)) {
      return undecided([body], [...match.signs, "below-domain"]);
    }
  }
  return { ...match, signs: [...match.signs, "below-domain"] };
}

/** Anybody can take a name on a platform. */
function onPlatform(match: HostMatch): HostMatch {
  if (match.sure === "none") return match;
  const sure = match.sure === "sure" ? "likely" : match.sure;
  return { ...match, sure, signs: [...match.signs, "shared-platform"] };
}
