import {
  type Body,
  BODY_KINDS,
  type BodyKind,
  fold,
  type Gazetteer,
  HOST_SIGNS,
  matchHost,
  type Sureness,
} from "../../gazetteer/index.ts";
import type { WatchedBody } from "../events.ts";
import type { ListedSite } from "./read-list.ts";

/** Whose site a line of a list means: by what the line says, else by the host's name. */

/** Signs that a match rests on: what the list says of itself, before what the host's name shows. */
export const SIGNS = ["siren", "insee", "list-name", ...HOST_SIGNS] as const;
export type Sign = (typeof SIGNS)[number];

export type SiteMatch = {
  readonly body: WatchedBody | null;
  readonly sure: Sureness;
  readonly candidates: readonly WatchedBody[];
  readonly signs: readonly Sign[];
};

type Said = Pick<ListedSite, "host" | "name" | "siren" | "insee" | "kind" | "departement">;

export function matchSite(said: Said, gazetteer: Gazetteer): SiteMatch {
  const bySiren = said.siren === "" ? undefined : gazetteer.bySiren(said.siren);
  if (bySiren !== undefined) return sure(bySiren, "siren");
  const kind = kindOf(said.kind);
  const byCode = said.insee === "" ? undefined : bodyByCode(said.insee, kind, gazetteer);
  if (byCode !== undefined) return sure(byCode, "insee");
  const departement = departementOf(said.departement, gazetteer);
  const named = byName(said, kind, departement, gazetteer);
  if (named !== undefined) return sure(named, "list-name");
  const own = ownBody(said, kind, departement);
  if (own !== undefined) return { body: own, sure: "sure", candidates: [own], signs: ["siren"] };
  const match = matchHost(said.host);
  const settled = match.body === null ? oneThere(match.candidates, departement) : undefined;
  if (settled !== undefined) return { ...sure(settled, "departement-name"), sure: "likely" };
  return {
    body: match.body === null ? null : watched(match.body),
    sure: match.sure,
    candidates: match.candidates.map(watched),
    signs: match.signs,
  };
}

export const watched = ({ id, name, kind, code, siren, departement }: Body): WatchedBody => ({
  id,
  name,
  kind,
  code,
  siren,
  departement,
});

const sure = (body: Body, sign: Sign): SiteMatch => {
  const one = watched(body);
  return { body: one, sure: "sure", candidates: [one], signs: [sign] };
};

/** What lists call the kinds. */
const KIND_NAMES: Readonly<Record<string, BodyKind>> = {
  commune: "commune",
  mairie: "commune",
  ville: "commune",
  town: "commune",
  municipality: "commune",
  departement: "departement",
  "conseil departemental": "departement",
  department: "departement",
  region: "region",
  "conseil regional": "region",
  epci: "epci",
  intercommunalite: "epci",
  "communaute de communes": "epci",
  "communaute d'agglomeration": "epci",
  metropole: "epci",
  prefecture: "prefecture",
  ministere: "ministry",
  ministry: "ministry",
  hopital: "hospital",
  "centre hospitalier": "hospital",
  hospital: "hospital",
  ecole: "school",
  universite: "school",
  school: "school",
  university: "school",
  entreprise: "company",
  company: "company",
};

export function kindOf(folded: string): BodyKind | undefined {
  return KIND_NAMES[folded] ?? BODY_KINDS.find((kind) => kind === folded);
}

function bodyByCode(code: string, kind: BodyKind | undefined, gazetteer: Gazetteer): Body | undefined {
  if (kind === "departement" || kind === "region" || kind === "epci") return gazetteer.byCode(kind, code);
  return gazetteer.byCode("commune", code.padStart(5, "0"));
}

/** Its code, whether the list gives "1", "01" or "Ain"; undefined when it gives none. */
function departementOf(said: string, gazetteer: Gazetteer): string | undefined {
  if (said === "") return undefined;
  const code = /^\d$/.test(said) ? `0${said}` : said;
  if (gazetteer.byCode("departement", code) !== undefined) return code;
  return gazetteer.named(fold(said)).find(({ kind }) => kind === "departement")?.code ?? undefined;
}

/** A name that one body bears among those of the kind and the département that the list gives. */
function byName(
  said: Said,
  kind: BodyKind | undefined,
  departement: string | undefined,
  gazetteer: Gazetteer,
): Body | undefined {
  if (said.name === "" || (kind === undefined && departement === undefined)) return undefined;
  const bare = said.name.replace(/^(?:mairie|ville|commune) (?:de la |de l'|des? |du |d')?/i, "");
  const bodies = [...gazetteer.named(fold(said.name)), ...gazetteer.named(fold(bare))].filter(
    (body) =>
      body.partOf === undefined &&
      (kind === undefined || body.kind === kind) &&
      (departement === undefined || body.departement === departement),
  );
  const distinct = new Set(bodies);
  return distinct.size === 1 ? bodies[0] : undefined;
}

/** A body that the book does not have, when the list says enough to name it for good. */
function ownBody(
  { siren, name }: Said,
  kind: BodyKind = "other",
  departement: string | null = null,
): WatchedBody | undefined {
  if (siren === "" || name === "") return undefined;
  return { id: `${kind}:${siren}`, name, kind, code: null, siren, departement };
}

function oneThere(candidates: readonly Body[], departement: string | undefined): Body | undefined {
  if (departement === undefined) return undefined;
  const there = candidates.filter((body) => body.departement === departement);
  return there.length === 1 ? there[0] : undefined;
}
