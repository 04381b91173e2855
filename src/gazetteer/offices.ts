import type { Body, BodyKind } from "./body.ts";
import { COMPANIES } from "./companies.ts";
import { STATE_BODIES } from "./state-bodies.ts";
import type { Area } from "./territories.ts";
import { isCollectivity } from "./territories.ts";

/** The State's offices: one prefecture a département, fire and rescue services, one health
 * agency a region, and the table of national bodies. */

export function officeBodies(departements: readonly Area[], regions: readonly Area[]): Body[] {
  const seats = new Map(regions.map((region) => [region.seat, region]));
  return [
    ...departements
      .filter(({ code }) => hasPrefect(code))
      .map((area) => prefecture(area, seats.get(area.seat))),
    ...departements.filter(({ code }) => !isCollectivity(code) && code !== "75").map(fireBrigade),
    ...regions.filter(({ code }) => !isCollectivity(code)).map(healthAgency),
    ...[...STATE_BODIES, ...COMPANIES].map(([id, name, aliases, departement]) => ({
      id,
      name,
      kind: id.slice(0, id.indexOf(":")) as BodyKind,
      code: null,
      siren: null,
      departement: departement ?? null,
      population: null,
      aliases: (aliases ?? []).flatMap((alias) =>
        alias.startsWith("French ") ? [alias, alias.replace("French ", "France's ")] : [alias],
      ),
    })),
  ];
}

/** Clipperton has none, the southern lands are administered. */
const hasPrefect = (code: string): boolean => code !== "989" && code !== "984";

/** In the Pacific the State's office is called High Commission; the islands of the north have one for two. */
const HIGH_COMMISSIONS: Readonly<Record<string, string>> = {
  "987": "Haut-commissariat de la République en Polynésie française",
  "988": "Haut-commissariat de la République en Nouvelle-Calédonie",
  "986": "Administration supérieure des îles Wallis et Futuna",
  "977": "Préfecture de Saint-Barthélemy et de Saint-Martin",
  "978": "Préfecture déléguée de Saint-Martin",
};

function prefecture(area: Area, region: Area | undefined): Body {
  const { code, name, ofName, seat } = area;
  const high = HIGH_COMMISSIONS[code];
  const aliases = [
    `Préfecture de ${name}`,
    `${name} prefecture`,
    `prefecture of ${name}`,
    `prefecture of the ${name}`,
    `prefecture in ${name}`,
    `prefecture in the ${name}`,
  ];
  if (high !== undefined) aliases.push(`Préfecture ${ofName}`);
  if (region !== undefined) {
    aliases.push(`Préfecture de région ${region.name}`, `Préfecture de la région ${region.name}`);
    aliases.push(`Préfecture ${region.ofName}`);
  }
  if (seat !== "" && seat !== name) aliases.push(`Préfecture de ${seat}`);
  return {
    id: `prefecture:${code}`,
    name: high ?? `Préfecture ${ofName}`,
    kind: "prefecture",
    code: null,
    siren: null,
    departement: code,
    population: null,
    aliases,
  };
}

function fireBrigade({ code, name, ofName }: Area): Body {
  return {
    id: `other:sdis-${code}`,
    name: `SDIS ${ofName}`,
    kind: "other",
    code: null,
    siren: null,
    departement: code,
    population: null,
    aliases: [
      `SDIS ${code}`,
      `SDIS${code}`,
      ...[ofName, `de ${name}`, name].flatMap((of) => [
        `SDIS ${of}`,
        `Service départemental d'incendie et de secours ${of}`,
        `Service d'incendie et de secours ${of}`,
        `Sapeurs-pompiers ${of}`,
      ]),
      `${name} fire service`,
      `${name} fire and rescue service`,
      `fire service of ${name}`,
      `fire and rescue service of ${name}`,
    ],
  };
}

function healthAgency({ code, name, ofName }: Area): Body {
  return {
    id: `other:ars-${code}`,
    name: `ARS ${name}`,
    kind: "other",
    code: null,
    siren: null,
    departement: null,
    population: null,
    aliases: [`Agence régionale de santé ${name}`, `Agence régionale de santé ${ofName}`, `ARS ${ofName}`],
  };
}
