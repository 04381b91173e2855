import { type Body, type BodyKind, fold, type Gazetteer } from "../../gazetteer/index.ts";
import type { NameFound } from "./names.ts";
import type { Page } from "./page.ts";

const ORDER: readonly BodyKind[] = ["commune", "region", "departement", "epci"];

/** Which of its bodies a name means; null when several may be meant. `places` are départements named in the text. */
export function resolveName(
  name: NameFound,
  page: Page,
  places: ReadonlySet<string>,
  gazetteer: Gazetteer,
): { body: Body | null; candidates: readonly Body[]; licences: readonly string[] } {
  const article = /(?:^|[^a-z])(?:la |le |les |l')$/.test(
    page.plain.slice(Math.max(0, name.from - 5), name.from),
  );
  const wanted = DEPARTMENT_BEHIND.test(page.plain.slice(name.to, name.to + APPOSITION_CHARACTERS))
    ? (["departement", "region"] as const)
    : kindsOf(name, article);
  if (wanted[0] === "epci" && name.bodies.every(({ kind }) => kind !== "epci")) {
    // "Dunkirk" has the name of its town in the book.
    const town = name.bodies.find((body) => body.kind === "commune");
    const area = town === undefined && name.bodies.some(({ kind }) => kind === "departement");
    // "communauté d'agglomération de l'Hérault": one of many.
    const found = area
      ? undefined
      : epciCalled(town === undefined ? name.folded : fold(town.name), gazetteer);
    return { body: found ?? null, candidates: found === undefined ? [] : [found], licences: ["unique"] };
  }
  if (wanted[0] === "prefecture" && name.bodies.every(({ kind }) => kind !== "prefecture")) {
    const area = name.bodies.find((body) => body.kind === "departement");
    const found = area === undefined ? undefined : gazetteer.byId(`prefecture:${area.code}`);
    if (found !== undefined) return { body: found, candidates: [found], licences: ["unique"] };
  }
  const own = wanted.find((one) => name.bodies.some((body) => body.kind === one));
  // In a list the head of the first may not fit: "du département des Landes, de la Polynésie française".
  const kind =
    own ??
    (name.licences.includes("list")
      ? ORDER.find((one) => name.bodies.some((body) => body.kind === one))
      : undefined);
  const of = name.bodies.filter((body) => (kind === undefined ? true : body.kind === kind));
  if (
    kind === undefined &&
    name.head !== null &&
    name.head.role !== "site" &&
    name.bodies.every((body) => ORDER.includes(body.kind))
  ) {
    return { body: null, candidates: [], licences: [] };
  }
  return choose(of, name, places);
}

/** "Vienne, the French department around Poitiers". */
const DEPARTMENT_BEHIND = /^, (?:the|an?|le|un|ce) (?:[a-z-]+ ){0,2}(?:department|departement)(?![a-z])/;
const APPOSITION_CHARACTERS = 50;

/** "Nevers Agglomération", "l'agglomération de Nevers": the intercommunal body that bears the town's name. */
function epciCalled(town: string, gazetteer: Gazetteer): Body | undefined {
  const of = /^[aeiouhy]/.test(town) ? "d'" : "de ";
  const forms = [
    `communaute d'agglomeration ${of}${town}`,
    `ca ${of}${town}`,
    `ca ${town}`,
    `${town} agglo`,
    `${town} metropole`,
    `metropole ${of}${town}`,
    `communaute urbaine ${of}${town}`,
    `communaute de communes ${of}${town}`,
    `cc ${of}${town}`,
    `grand ${town}`,
    `ca du grand ${town}`,
    `cu du grand ${town}`,
    `ca ${town} agglomeration`,
    `ca ${town} agglo`,
  ];
  for (const form of forms) {
    const found = gazetteer.named(form).find(({ kind }) => kind === "epci");
    if (found !== undefined) return found;
  }
  const [only, ...more] = gazetteer
    .search(town, EPCI_SEARCHED)
    .filter(({ kind, name }) => kind === "epci" && !/^(?:CC|PETR)/.test(name));
  return more.length === 0 ? only : undefined;
}

const EPCI_SEARCHED = 40;

function kindsOf(name: NameFound, article: boolean): readonly BodyKind[] {
  if (name.head !== null && name.head.role !== "site") {
    // "Vaucluse council": of the town only where it is large.
    const town = name.bodies.find((body) => body.kind === "commune");
    return name.head.kinds[0] === "departement" &&
      name.head.kinds.length > 1 &&
      (town?.population ?? 0) >= LARGE
      ? ["commune"]
      : name.head.kinds;
  }
  const own = name.bodies[0] as Body;
  // An island of nine hundred thousand rather than a village of its name.
  const area = name.bodies.find((body) => body.kind === "region" || body.kind === "departement");
  if (
    area !== undefined &&
    (article || /^(?:la|le|les) /.test(name.folded)) &&
    (area.population ?? 0) > 100 * largest(name.bodies)
  )
    return AREAS;
  if (!ORDER.includes(own.kind)) return [own.kind];
  // "la Mayenne", "le Gers", "les Landes": towns take no article but their own.
  if (article) return ["departement", "region", "commune", "epci"];
  const region = name.bodies.find((body) => body.kind === "region");
  const town = name.bodies.find((body) => body.kind === "commune");
  if (region !== undefined && (town?.population ?? 0) < 10_000)
    return ["region", "departement", "commune", "epci"];
  if (name.bodies.some((body) => body.kind === "departement") && (town?.population ?? 0) < 3_000)
    return ["departement", "commune", "epci"];
  return ORDER;
}

const AREAS: readonly BodyKind[] = ["departement", "region", "commune", "epci"];
const largest = (bodies: readonly Body[]): number =>
  Math.max(1, ...bodies.map(({ kind, population }) => (kind === "commune" ? (population ?? 0) : 0)));

const LARGE = 10_000;
const TIMES_LARGER = 8;

function choose(
  bodies: readonly Body[],
  name: NameFound,
  places: ReadonlySet<string>,
): { body: Body | null; candidates: readonly Body[]; licences: readonly string[] } {
  if (name.departement !== null) {
    const inside = bodies.filter((body) => body.departement === name.departement);
    // In another département than the one that is written: a town we do not know under this name.
    if (inside.length > 0) return { body: inside[0] as Body, candidates: inside, licences: ["departement"] };
    return { body: null, candidates: bodies, licences: [] };
  }
  const whole = bodies.filter((body) => body.partOf === undefined);
  const alone = whole.length > 0 ? whole : bodies;
  if (alone.length === 1) return { body: alone[0] as Body, candidates: alone, licences: ["unique"] };
  const near = alone.filter((body) => body.departement !== null && places.has(body.departement));
  if (near.length === 1) return { body: near[0] as Body, candidates: alone, licences: ["near"] };
  const [first, second] = alone;
  const a = first?.population ?? 0;
  const b = second?.population ?? 0;
  if (first !== undefined && near.length === 0 && a >= LARGE && a >= b * TIMES_LARGER)
    return { body: first, candidates: alone, licences: ["large"] };
  if (first !== undefined && first.kind !== second?.kind)
    return { body: first, candidates: alone, licences: ["kind"] };
  return { body: null, candidates: alone, licences: [] };
}
