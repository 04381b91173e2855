import type { BodyKind } from "../../gazetteer/index.ts";

/** What a text calls a body after it has named it. */
export const STAND_INS: readonly { readonly kinds: readonly BodyKind[]; readonly words: RegExp }[] = [
  {
    kinds: ["hospital"],
    words:
      /(?<![a-z])(?:l'hopital|l'etablissement|notre (?:hopital|etablissement)|le centre hospitalier|le chu|the hospital)(?![a-z])/,
  },
  {
    kinds: ["prefecture"],
    words:
      /(?<![a-z])(?:la prefecture|les services de l'etat|the prefecture)(?! (?:de|du|des|d'|of))(?![a-z])/,
  },
  {
    kinds: ["school"],
    words:
      /(?<![a-z])(?:l'universite|l'etablissement|le lycee|le college|l'ecole|the (?:university|institution|school))(?! (?:de|du|des|d'|of))(?![a-z])/,
  },
  {
    kinds: ["departement"],
    words:
      /(?<![a-z])(?:le departement|le conseil departemental|quant au (?:departement|conseil departemental)|the department|the departmental council)(?![a-z])/,
  },
  {
    kinds: ["region"],
    words:
      /(?<![a-z])(?:la region|le conseil regional|quant au conseil regional|the region|the regional council)(?![a-z])/,
  },
  {
    kinds: ["epci"],
    words:
      /(?<![a-z])(?:l'agglo(?:meration)?|la metropole|la communaute (?:d'agglomeration|de communes|urbaine)|l'intercommunalite|l'interco)(?![a-z])/,
  },
  {
    kinds: ["commune", "departement", "region", "epci"],
    words: /(?<![a-z])(?:la collectivite|notre collectivite|the (?:local )?authority|nos services)(?![a-z])/,
  },
  {
    kinds: ["commune", "departement", "region"],
    words:
      /(?<![a-z])(?:the (?:local )?council|its council|council (?:staff|workers|employees|offices))(?! of)(?![a-z])/,
  },
  {
    kinds: ["commune"],
    words:
      /(?<![a-z])(?:(?:la|cette) (?:petite )?(?:ville|mairie|commune|municipalite|cite|localite|sous-prefecture|bourgade)|l'hotel de ville|notre (?:ville|commune|mairie)|the (?:city|town|municipality|commune)|(?<!(?:no|your|any|every|french|on|a|an|other|of|hacked) )(?:city|town) hall(?! web)|site municipal|(?:informations?|serveurs?|reseau|systeme|portail|site) (?:communal|communaux|municipal|municipaux))(?![a-z])/,
  },
];
