/** The words of the register: what is claimed, said and found. Keys end in the codes of src/claims. */
export const frClaimsCodes = {
  "claims.type.ddos": "Déni de service",
  "claims.type.ransomware": "Rançongiciel",
  "claims.type.intrusion": "Intrusion",
  "claims.type.data-leak": "Fuite de données",
  "claims.type.defacement": "Défiguration",
  "claims.type.unspecified": "Attaque de nature non précisée",

  "claims.a.ddos": "une attaque par déni de service",
  "claims.a.ransomware": "un rançongiciel",
  "claims.a.intrusion": "une intrusion",
  "claims.a.data-leak": "une fuite de données",
  "claims.a.defacement": "une défiguration",
  "claims.a.unspecified": "une cyberattaque",

  "claims.speaker.attacker": "L'attaquant",
  "claims.speaker.victim": "L'organisme visé",
  "claims.speaker.prosecutor": "Le parquet",
  "claims.speaker.state": "L'État",
  "claims.speaker.expert": "Un expert",
  "claims.speaker.journalist": "La presse",
  "claims.speaker.hoster": "L'hébergeur",

  "claims.stance.claims": "revendique l'attaque",
  "claims.stance.confirms": "confirme l'attaque",
  "claims.stance.denies": "dément",
  "claims.stance.no-incident": "n'a constaté aucun incident",
  "claims.stance.inaccessible": "dit le site inaccessible",
  "claims.stance.intermittent": "dit le site accessible par moments",
  "claims.stance.accessible": "dit le site accessible",
  "claims.stance.restored": "annonce le rétablissement",
  "claims.stance.own-protection": "parle d'une coupure par la protection",
  "claims.stance.services-down": "signale des services à l'arrêt",
  "claims.stance.data-stolen": "parle de données volées",
  "claims.stance.data-safe": "dit que les données sont intactes",

  "claims.modality.asserted": "affirmé",
  "claims.modality.reported": "au conditionnel",

  "claims.verdict.claimed_but_accessible": "Revendiqué, mais accessible",
  "claims.verdict.confirmed_inaccessible": "Inaccessible, confirmé",
  "claims.verdict.confirmed_inaccessible.one": "Inaccessible selon un seul point de mesure",
  "claims.verdict.confirmed_intermittent": "Intermittent, confirmé",
  "claims.verdict.confirmed_intermittent.one": "Intermittent selon un seul point de mesure",
  "claims.verdict.inaccessible_own_protection": "Inaccessible par sa propre protection",
  "claims.verdict.inconclusive": "Mesure insuffisante",
  "claims.verdict.not_observed": "Non observé",
  "claims.verdict.not_verifiable": "Non vérifiable par la mesure",
  "claims.verdict.none": "Pas encore jugé",

  "claims.counted.claimed_but_accessible": { one: "{count} accessible", other: "{count} accessibles" },
  "claims.counted.confirmed_inaccessible": { one: "{count} inaccessible", other: "{count} inaccessibles" },
  "claims.counted.confirmed_intermittent": { one: "{count} intermittent", other: "{count} intermittents" },
  "claims.counted.inaccessible_own_protection": {
    one: "{count} inaccessible par sa propre protection",
    other: "{count} inaccessibles par leur propre protection",
  },
  "claims.counted.inconclusive": { one: "{count} trop peu mesuré", other: "{count} trop peu mesurés" },
  "claims.counted.not_observed": { one: "{count} non observé", other: "{count} non observés" },
  "claims.counted.not_verifiable": { one: "{count} non vérifiable", other: "{count} non vérifiables" },

  "claims.because.type-not-measurable":
    "Qu'un site réponde ne prouve rien pour une attaque de cette nature : la mesure se tait.",
  "claims.because.window-too-wide":
    "Le moment de l'attaque est dit trop vaguement pour être comparé à des mesures.",
  "claims.because.no-site-watched": "Aucun site de cet organisme n'était veillé.",
  "claims.because.no-round-in-window": "Le site est veillé, mais aucun relevé ne tombe dans cette période.",
  "claims.because.too-few-rounds": "Trop peu de relevés dans cette période pour trancher.",
  "claims.because.answered": "Le site a répondu à l'heure de la revendication.",
  "claims.because.down": "Le site n'a pas répondu.",
  "claims.because.mixed": "Le site répondait par moments.",
  "claims.because.protection-measured": "Le site refusait les visiteurs : c'est sa protection qui répondait.",
  "claims.because.protection-stated":
    "Le site n'a pas répondu, et une déclaration l'attribue à sa protection.",

  "claims.why.homonyms": "Plusieurs organismes portent ce nom.",
  "claims.why.unknown": "Aucun organisme connu ne porte ce nom.",
  "claims.why.doubtful": "Le texte ne permet pas de trancher.",

  "claims.kind.article": "Article",
  "claims.kind.message": "Message",
  "claims.kind.list": "Liste de cibles",

  "claims.decision.confirmed": "confirmé",
  "claims.decision.corrected": "corrigé",
  "claims.decision.rejected": "écarté",
  "claims.decision.added": "ajouté",
} as const;
