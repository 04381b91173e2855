import { readFileSync } from "node:fs";
import type { Body } from "./body.ts";
import { epciNames } from "./epci-names.ts";
import { fold } from "./fold.ts";
import { COMMUNE_NAMES, DEPARTEMENT_NAMES, EPCI_NAMES, REGION_NAMES } from "./other-names.ts";

/**
 * Communes, EPCI, départements and regions out of the package @etalab/decoupage-administratif: INSEE's official
 * geographic code and the DGCL's list of EPCI.
 */

type CommuneRecord = {
  code: string;
  nom: string;
  type: "commune-actuelle" | "commune-deleguee" | "commune-associee" | "arrondissement-municipal";
  departement: string;
  region: string;
  siren?: string;
  population?: number;
  /** Of an associated or delegated commune. */
  chefLieu?: string;
  /** Of a municipal arrondissement. */
  commune?: string;
};
type EpciRecord = {
  code: string;
  nom: string;
  type: string;
  populationMunicipale?: number;
  membres: { code: string; populationMunicipale?: number }[];
};
/** `typeLiaison` is INSEE's TNCC: which article the name takes. */
type AreaRecord = { code: string; nom: string; region?: string; chefLieu: string; typeLiaison: number };

export type Area = {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  /** "de la Haute-Garonne" */
  readonly ofName: string;
  /** Name of its chief town. */
  readonly seat: string;
  readonly population: number;
};

export type Territories = {
  readonly bodies: Body[];
  /** The 101 départements, and the overseas collectivities, which have no département, under their own code. */
  readonly departements: readonly Area[];
  readonly regions: readonly Area[];
};

const NO_NAMES: readonly string[] = [];

/** Records that are read in one step. */
const STEP_RECORDS = 500;

/** Reads all of them, in steps. Throws when the package's files are missing. */
export function* readTerritories(): Generator<void, Territories> {
  const communes = yield* communeBodies(read<CommuneRecord>("communes"));
  const byCode = new Map(communes.map((body) => [body.code, body]));
  const areas = [...read<AreaRecord>("departements")];
  const regionAreas = [...read<AreaRecord>("regions")];
  const populations = populationsOf(communes);
  const departements = areas.map((area) => toArea(area, byCode, populations.get(area.code) ?? 0));
  yield;
  const inRegion = new Map(areas.map(({ code, region }) => [code, region ?? code]));
  const regions = regionAreas.map((area) => {
    const parts = departements.filter(({ code }) => inRegion.get(code) === area.code);
    return toArea(area, byCode, sum(parts.map(({ population }) => population)));
  });
  const ownNames = new Set([...communes, ...departements, ...regions].map(({ name }) => fold(name)));
  yield;
  const epci = yield* epciBodies("epci", byCode, ownNames);
  const bodies = [
    ...departements.filter(({ code }) => !isCollectivity(code)).map(departementBody),
    alsace(departements),
    ...regions.map(regionBody),
    ...epci,
    ...(yield* epciBodies("ept", byCode, ownNames)),
    ...communes,
  ];
  return { bodies, departements, regions };
}

/** Overseas collectivities: INSEE gives them a code as if they were département and region in one. */
export const isCollectivity = (code: string): boolean => /^9(75|7[78]|8\d)$/.test(code);

/**
 * The records of one of the package's files, which has one a line: read one by one, they take a fraction of the memory that
 * the whole file would.
 */
function* read<T>(name: string): Generator<T> {
  const path = Bun.resolveSync(`@etalab/decoupage-administratif/data/${name}.json`, import.meta.dir);
  const bytes = readFileSync(path);
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, from);
    const end = newline === -1 ? bytes.length : newline;
    const line = bytes.toString("utf8", from, end).replace(/,\s*$/, "");
    if (line.startsWith("{")) yield JSON.parse(line) as T;
    from = end + 1;
  }
}

/** What is a part of a commune comes after all that stand alone. */
function* communeBodies(records: Iterable<CommuneRecord>): Generator<void, Body[]> {
  const current: Body[] = [];
  const parts: Body[] = [];
  for (const record of records) {
    const { code, nom, siren, departement, population, chefLieu, commune, type } = record;
    const whole = chefLieu ?? commune;
    const isArrondissement = type === "arrondissement-municipal";
    const body: Body = {
      id: `commune:${code}`,
      name: nom,
      kind: "commune",
      code,
      siren: siren ?? null,
      departement,
      population: population ?? null,
      aliases: isArrondissement ? arrondissementNames(nom) : (COMMUNE_NAMES[code] ?? NO_NAMES),
    };
    if (type === "commune-actuelle" || whole === undefined) current.push(body);
    else parts.push({ ...body, partOf: `commune:${whole}` });
    if ((current.length + parts.length) % STEP_RECORDS === 0) yield;
  }
  // The chief part bears the code of the whole.
  const taken = new Set(current.map(({ code }) => code));
  return [...current, ...parts.filter(({ code }) => !taken.has(code))];
}

/** "Paris 1er Arrondissement" is written "Paris 1er", "1er arrondissement de Paris". */
function arrondissementNames(name: string): readonly string[] {
  const [, town, number] = /^(\S+) (\d+\S+) Arrondissement$/.exec(name) ?? [];
  if (town === undefined || number === undefined) return NO_NAMES;
  return [`${town} ${number}`, `${number} arrondissement de ${town}`];
}

function toArea(record: AreaRecord, communes: ReadonlyMap<string | null, Body>, population: number): Area {
  const { code, nom, region, chefLieu, typeLiaison } = record;
  return {
    code,
    name: nom,
    region: region ?? code,
    ofName: ofName(nom, typeLiaison),
    seat: communes.get(chefLieu)?.name ?? "",
    population,
  };
}

let names: ReadonlyMap<string, string> | undefined;

/**
 * The name of each département and overseas collectivity by its code, in the order of the codes. A file of ten thousand bytes,
 * read once: a map needs no more of the book.
 */
export function departementNames(): ReadonlyMap<string, string> {
  names ??= new Map(
    [...read<AreaRecord>("departements")]
      .map(({ code, nom }) => [code, nom] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return names;
}

const OF = ["de ", "d'", "du ", "de la ", "des ", "de l'"] as const;

function ofName(name: string, liaison: number): string {
  const bare = liaison === 3 || liaison === 0 ? name.replace(/^La /, "") : name;
  return `${bare === name ? (OF[liaison] ?? "de ") : "de La "}${bare}`;
}

function departementBody({ code, name, population }: Area): Body {
  const aliases = DEPARTEMENT_NAMES[code] ?? NO_NAMES;
  return {
    id: `departement:${code}`,
    name,
    kind: "departement",
    code,
    siren: null,
    departement: code,
    population,
    aliases,
  };
}

/** One collectivity for two départements, which live on as areas of the State. */
function alsace(departements: readonly Area[]): Body {
  const parts = departements.filter(({ code }) => code === "67" || code === "68");
  return {
    id: "departement:67A",
    name: "Collectivité européenne d'Alsace",
    kind: "departement",
    code: "67A",
    siren: "200094332",
    departement: null,
    population: sum(parts.map(({ population }) => population)),
    aliases: ["Alsace", "CEA", "European Collectivity of Alsace"],
  };
}

function regionBody({ code, name, population }: Area): Body {
  return {
    id: `region:${code}`,
    name,
    kind: "region",
    code,
    siren: null,
    departement: isCollectivity(code) ? code : null,
    population,
    aliases: REGION_NAMES[code] ?? NO_NAMES,
  };
}

function* epciBodies(
  file: "epci" | "ept",
  communes: ReadonlyMap<string | null, Body>,
  ownNames: ReadonlySet<string>,
): Generator<void, Body[]> {
  const bodies: Body[] = [];
  for (const record of read<EpciRecord>(file)) {
    // One of them has hundreds of members.
    if (bodies.push(epciBody(record, communes, ownNames)) % (STEP_RECORDS / 10) === 0) yield;
  }
  return bodies;
}

/** What an EPCI shares with a commune, a département or a region is theirs: "Chaumont" is the town. */
function epciBody(
  record: EpciRecord,
  communes: ReadonlyMap<string | null, Body>,
  ownNames: ReadonlySet<string>,
): Body {
  const { code, type, membres, populationMunicipale } = record;
  const [, name = record.nom, acronym] = /^(.*?)(?: \((.+)\))?$/.exec(record.nom.replace(/\s+/g, " ")) ?? [];
  const largest = membres.reduce((a, b) =>
    (b.populationMunicipale ?? 0) > (a.populationMunicipale ?? 0) ? b : a,
  );
  const town = communes.get(largest.code)?.name ?? "";
  const others = [
    ...epciNames({ code, type, name, town }),
    ...(acronym === undefined ? [] : [acronym]),
    ...(EPCI_NAMES[code] ?? []),
  ];
  return {
    id: `epci:${code}`,
    name,
    kind: "epci",
    code,
    siren: code,
    departement: communes.get(largest.code)?.departement ?? null,
    population: populationMunicipale ?? null,
    aliases: others.filter((other) => !ownNames.has(fold(other))),
  };
}

function populationsOf(communes: readonly Body[]): Map<string | null, number> {
  const populations = new Map<string | null, number>();
  for (const { departement, population, partOf } of communes) {
    if (partOf !== undefined) continue;
    populations.set(departement, (populations.get(departement) ?? 0) + (population ?? 0));
  }
  return populations;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
