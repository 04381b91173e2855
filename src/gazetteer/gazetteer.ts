import { BODY_KINDS, type Body, type BodyKind } from "./body.ts";
import { fold } from "./fold.ts";
import { hospitalBodies } from "./hospitals.ts";
import { officeBodies } from "./offices.ts";
import { schoolBodies } from "./schools.ts";
import { stepwise } from "./stepwise.ts";
import { type Area, readTerritories } from "./territories.ts";

export type Gazetteer = {
  readonly size: number;
  byId(id: string): Body | undefined;
  /** By INSEE code or SIREN, as `Body.code` has it. */
  byCode(kind: BodyKind, code: string): Body | undefined;
  /** By SIREN of communes and EPCI. */
  bySiren(siren: string): Body | undefined;
  /**
   * All bodies that are called so; none when nobody is. `folded` comes out of `fold`. What stands alone comes before what is
   * a part of something, the larger before the smaller.
   */
  named(folded: string): readonly Body[];
  /** Every name and alias, folded, with the bodies that bear it. */
  names(): Iterable<readonly [folded: string, bodies: readonly Body[]]>;
  bodies(): Iterable<Body>;
  /** The 101 départements and the overseas collectivities, by code: what a map shows. */
  departements(): readonly Area[];
  /** Bodies for who types: those called exactly so, then those whose name begins so, then those with a word that does. */
  search(query: string, limit: number): Body[];
};

/** Longest query that is searched for, in characters, and most bodies that a search gives. */
export const QUERY_CHARACTERS_MAX = 100;
export const SEARCH_LIMIT_MAX = 100;

const book = stepwise(readGazetteer);

/** The book. Read at the first call (a quarter of a second), the same one for as long as it is used (`UNUSED_MS`). */
export const openGazetteer = (): Gazetteer => book.now();

/** The same, read in steps of a few ms between which `turn` lets others work. */
export const openGazetteerInTurns = (turn: () => Promise<void> | undefined): Promise<Gazetteer> =>
  book.soon(turn);

function* readGazetteer(): Generator<void, Gazetteer> {
  const { bodies: territories, departements, regions } = yield* readTerritories();
  const bodies = [
    ...territories,
    ...officeBodies(departements, regions),
    ...hospitalBodies(),
    ...schoolBodies(),
  ];
  yield;
  const byId = new Map(bodies.map((body) => [body.id, body]));
  const bySiren = new Map(
    bodies.flatMap((body) => (body.siren === null ? [] : [[body.siren, body] as const])),
  );
  yield;
  const names = yield* nameIndex(bodies);
  const byCodeOrder = [...departements].sort((a, b) => (a.code < b.code ? -1 : 1));
  return {
    size: bodies.length,
    byId: (id) => byId.get(id),
    byCode: (kind, code) => byId.get(`${kind}:${code}`),
    bySiren: (siren) => bySiren.get(siren),
    named: (folded) => names.get(folded) ?? NOBODY,
    names: () => names,
    bodies: () => bodies,
    departements: () => byCodeOrder,
    search: (query, limit) => search(names, query, limit),
  };
}

const NOBODY: readonly Body[] = [];

/** Bodies that are indexed in one step. */
const STEP_BODIES = 500;

function* nameIndex(bodies: readonly Body[]): Generator<void, Map<string, readonly Body[]>> {
  const names = new Map<string, Body[]>();
  const add = (name: string, body: Body) => {
    const folded = fold(name);
    const there = names.get(folded);
    if (there === undefined) names.set(folded, [body]);
    else if (!there.includes(body)) there.push(body);
  };
  for (const [at, body] of bodies.entries()) {
    add(body.name, body);
    for (const alias of body.aliases) add(alias, body);
    if (at % STEP_BODIES === 0) yield;
  }
  for (const sharing of names.values()) if (sharing.length > 1) sharing.sort(byWeight);
  return names;
}

function byWeight(a: Body, b: Body): number {
  return (
    Number(a.partOf !== undefined) - Number(b.partOf !== undefined) ||
    (b.population ?? 0) - (a.population ?? 0) ||
    BODY_KINDS.indexOf(a.kind) - BODY_KINDS.indexOf(b.kind)
  );
}

/** "nante" is Nantes before it is Nantes Métropole, which is larger. */
const townsFirst = (a: Body, b: Body): number =>
  Number(a.kind === "epci") - Number(b.kind === "epci") || byWeight(a, b);

function search(names: ReadonlyMap<string, readonly Body[]>, query: string, limit: number): Body[] {
  const wanted = fold(query.slice(0, QUERY_CHARACTERS_MAX));
  if (wanted === "") return [];
  const inside = ` ${wanted}`;
  const begins: Body[] = [];
  const contains: Body[] = [];
  for (const [name, bodies] of names) {
    if (name.startsWith(wanted)) begins.push(...bodies);
    else if (name.includes(inside)) contains.push(...bodies);
  }
  const ranked = [...(names.get(wanted) ?? []), ...begins.sort(townsFirst), ...contains.sort(townsFirst)];
  return [...new Set(ranked)].slice(0, Math.min(limit, SEARCH_LIMIT_MAX));
}
