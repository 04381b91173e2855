import type { BodyKind } from "../../gazetteer/index.ts";

/** Whom a sentence speaks of by a common noun: "the hospital is not concerned" says nothing of the town that was hit. */
const NOUNS: readonly { readonly kinds: readonly BodyKind[]; readonly words: string }[] = [
  { kinds: ["prefecture"], words: "(?:sous-|sub-?)?prefectures?|services de l'etat" },
  { kinds: ["hospital"], words: "hospitals?|hopita(?:l|ux)|cliniques?|clinics?|centres? hospitaliers?|chu" },
  {
    kinds: ["other"],
    words:
      "police(?: municipale| nationale)?|gendarmerie|gendarmes|pompiers|sdis|fire (?:service|brigade|department)|tourist office|office de tourisme|ehpad|chamber of commerce|chambre de commerce|airport|aeroport|syndicat|bailleur",
  },
  { kinds: ["school"], words: "universit(?:y|e)|lycees?|colleges?|rectorat|schools?|ecoles?" },
  { kinds: ["departement"], words: "departement|conseil departemental|department(?:al council)?|county" },
  { kinds: ["region"], words: "region|conseil regional|regional council" },
  {
    kinds: ["epci"],
    words:
      "agglo(?:meration)?|metropole|metropolis|interco(?:mmunalite)?|communaute (?:de communes|d'agglomeration|urbaine)",
  },
];

const SUBJECTS = NOUNS.map(({ kinds, words }) => ({
  kinds,
  words: new RegExp(
    `(?:^|[,;:.(]|(?<![a-z])(?:and|et|but|mais|that|qu[e']|quant a|as for)) ?(?:also |neither |ni |only )?(?:the|la|le|les|l'|its|son|sa) ?(?:neighbou?ring |local |town's |city's )?(?:${words})(?![a-z])[^.;:]*$`,
  ),
}));

/** Whether what stands before a predicate names a kind of body as its subject that is none of `kinds`. */
export function isOfAnother(before: string, kinds: ReadonlySet<BodyKind>): boolean {
  return SUBJECTS.some(
    ({ kinds: own, words }) => own.every((kind) => !kinds.has(kind)) && words.test(before),
  );
}
