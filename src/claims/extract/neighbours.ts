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

/** The words that stand for a body of a kind, as the subject of a clause or as what an attack would be on. */
const OTHERS = NOUNS.map(({ kinds, words }) => ({
  kinds,
  subject: new RegExp(
    `(?:^|[,;:.(]|(?<![a-z])(?:and|et|but|mais|that|qu[e']|quant a|as for)) ?(?:also |neither |ni |only )?(?:the|la|le|les|l'|its|son|sa) ?(?:neighbou?ring |local |regional |town's |city's )?(?:${words})(?![a-z])[^.;:]*$`,
  ),
  object: new RegExp(
    `^[^.;:]{0,40}(?<![a-z])(?:on|against|at|contre|sur|a) (?:the|its|le|la|l'|les|son|sa|leurs?)? ?(?:[\\w']+ )?(?:${words})(?![a-z])`,
  ),
}));

/** "The port of Calais said": in the town, and not the town's. */
export const OF_A_PLACE =
  /^[^a-z]*(?:the|le|la|l') ?(?:\w+ )?(?:ports?|airport|aeroport|station|gare|stadium|stade|chamber|chambre|tunnel|club|museum|musee|prison|opera|theatre|zoo|casino|operator|operateur) (?:of|de|d'|du) ?[a-z-]+/;

/** "La commune voisine, qui partage ses serveurs, n'a rien constaté": whoever was hit, it is another. */
const NEIGHBOURS =
  /(?:^|[,;:.(]|(?<![a-z])(?:and|et|but|mais|while|tandis que|alors que)) ?(?:les |la |le |the |its |several |several of the |plusieurs |aucune des |none of the )?(?:(?:\w+ ){0,2}(?:voisin(?:e|s|es)?|alentour|limitrophes|environnantes)(?![a-z])|(?:neighbou?ring|surrounding|nearby|adjacent) )[^.;:]*$/;

/** "Les autres communes de l'agglomération": those beside the one that was hit. */
const ALL_OTHERS =
  /(?:^|[,;:.(]|(?<![a-z])(?:and|et|but|mais|while|tandis que|alors que)) ?(?:les |the |aucune? des |none of the |no |aucune? |all )?(?:autres?|other) (?:communes?|villes?|mairies?|collectivites?|communautes?|departements?|hopita(?:l|ux)|towns?|cities|municipalit(?:y|ies)|councils?|communit(?:y|ies)|hospitals?|authorities|departments?|bod(?:y|ies)|sites?|websites?)(?![a-z])[^.;:]*$/;

/** "Passports are not affected as they are run by the State". */
const RUN_BY_OTHERS =
  /^ ?,? ?(?:as|because|since|for|car|puisque?|parce qu)[ '](?:e |')?(?:they|it|these|elles?|ils?|celles-ci|ceux-ci|cela)(?: \w+)? (?:are|is|sont|est|releve\w*|depend\w*)(?![a-z])[^.;]{0,30}(?:(?<![a-z])(?:by|par|de|du|on)(?![a-z])|d'|l'etat)/;
const RUN_BEFORE =
  /(?:run|handled|managed|provided|issued|geree?s?|assuree?s?|traitee?s?|delivree?s?) (?:by|par) (?:the |l'|le |la )?(?:state|central government|etat|prefecture|region|department|departement)(?: [^.;]{0,20})?$/;

/** Whether a predicate is of another body than the kinds that were hit: by its subject, its object or who runs it. */
export function isOfAnother(
  before: string,
  words: string,
  after: string,
  kinds: ReadonlySet<BodyKind>,
  alone: boolean,
): boolean {
  if (NEIGHBOURS.test(before) || (alone && ALL_OTHERS.test(before))) return true;
  if (RUN_BEFORE.test(before) || RUN_BY_OTHERS.test(after)) return true;
  return OTHERS.some(
    ({ kinds: own, subject, object }) =>
      own.every((kind) => !kinds.has(kind)) && (subject.test(before) || object.test(words)),
  );
}
