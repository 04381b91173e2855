/** French public bodies, as all rooms name them. */

/** The kinds that the register of claims and the watch know. */
export const BODY_KINDS = [
  "commune",
  "departement",
  "region",
  "epci",
  "prefecture",
  "ministry",
  "hospital",
  "parliament",
  "school",
  "company",
  "other",
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

export type Body = {
  /** KIND:CODE, for instance "commune:64445", "departement:40", "epci:200067106", "prefecture:31", "ministry:interieur". */
  readonly id: string;
  readonly name: string;
  readonly kind: BodyKind;
  /** INSEE code of communes (associated ones keep their own), départements and regions; SIREN of EPCI; else null. */
  readonly code: string | null;
  readonly siren: string | null;
  /** INSEE code of the département that it is, lies in or is the State's office of; null for what spans several. */
  readonly departement: string | null;
  readonly population: number | null;
  /** Other names that are written, in French and English. */
  readonly aliases: readonly string[];
  /** Of an associated or delegated commune, or a municipal arrondissement: the commune that it is a part of. */
  readonly partOf?: string;
};

/** Bounds the ids of bodies wherever one is given. */
export const BODY_ID_PATTERN = /^[a-z]{3,12}:[A-Za-z0-9-]{1,40}$/;
