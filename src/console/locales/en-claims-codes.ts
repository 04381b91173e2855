import type { frClaimsCodes } from "./fr-claims-codes.ts";
import type { Texts } from "./index.ts";

/** The words of the register, in English: the keys of `fr-claims-codes.ts`. */
export const enClaimsCodes: Pick<Texts, keyof typeof frClaimsCodes> = {
  "claims.type.ddos": "Denial of service",
  "claims.type.ransomware": "Ransomware",
  "claims.type.intrusion": "Intrusion",
  "claims.type.data-leak": "Data leak",
  "claims.type.defacement": "Defacement",
  "claims.type.unspecified": "Attack of unspecified kind",

  "claims.a.ddos": "a denial-of-service attack",
  "claims.a.ransomware": "ransomware",
  "claims.a.intrusion": "an intrusion",
  "claims.a.data-leak": "a data leak",
  "claims.a.defacement": "a defacement",
  "claims.a.unspecified": "a cyberattack",

  "claims.speaker.attacker": "The attacker",
  "claims.speaker.victim": "The body named",
  "claims.speaker.prosecutor": "The prosecutor",
  "claims.speaker.state": "The State",
  "claims.speaker.expert": "An expert",
  "claims.speaker.journalist": "The press",
  "claims.speaker.hoster": "The host",

  "claims.stance.claims": "claims the attack",
  "claims.stance.confirms": "confirms the attack",
  "claims.stance.denies": "denies it",
  "claims.stance.no-incident": "noticed no incident",
  "claims.stance.inaccessible": "says the site is inaccessible",
  "claims.stance.intermittent": "says the site answers on and off",
  "claims.stance.accessible": "says the site is accessible",
  "claims.stance.restored": "says it is restored",
  "claims.stance.own-protection": "tells of a shutdown by the protection",
  "claims.stance.services-down": "tells of services out of order",
  "claims.stance.data-stolen": "speaks of stolen data",
  "claims.stance.data-safe": "says that data are safe",

  "claims.modality.asserted": "asserted",
  "claims.modality.reported": "with reserve",

  "claims.verdict.claimed_but_accessible": "Claimed, but accessible",
  "claims.verdict.confirmed_inaccessible": "Inaccessible, confirmed",
  "claims.verdict.confirmed_inaccessible.one": "Inaccessible from one point of measurement",
  "claims.verdict.confirmed_intermittent": "On and off, confirmed",
  "claims.verdict.confirmed_intermittent.one": "On and off from one point of measurement",
  "claims.verdict.inaccessible_own_protection": "Inaccessible through its own protection",
  "claims.verdict.inconclusive": "Too little measured",
  "claims.verdict.not_observed": "Not observed",
  "claims.verdict.not_verifiable": "Cannot be verified by measuring",
  "claims.verdict.none": "Not judged yet",

  "claims.counted.claimed_but_accessible": { one: "{count} accessible", other: "{count} accessible" },
  "claims.counted.confirmed_inaccessible": { one: "{count} inaccessible", other: "{count} inaccessible" },
  "claims.counted.confirmed_intermittent": { one: "{count} on and off", other: "{count} on and off" },
  "claims.counted.inaccessible_own_protection": {
    one: "{count} inaccessible through its own protection",
    other: "{count} inaccessible through their own protection",
  },
  "claims.counted.inconclusive": { one: "{count} measured too little", other: "{count} measured too little" },
  "claims.counted.not_observed": { one: "{count} not observed", other: "{count} not observed" },
  "claims.counted.not_verifiable": { one: "{count} not verifiable", other: "{count} not verifiable" },

  "claims.because.type-not-measurable":
    "That a site answers proves nothing about an attack of this kind: the measurement is silent.",
  "claims.because.window-too-wide":
    "When the attack took place is told too vaguely to be compared with measurements.",
  "claims.because.no-site-watched": "No site of this body was watched.",
  "claims.because.no-round-in-window": "The site is watched, but no round lies in this period.",
  "claims.because.too-few-rounds": "Too few rounds in this period to decide.",
  "claims.because.answered": "The site answered at the time of the claim.",
  "claims.because.down": "The site did not answer.",
  "claims.because.mixed": "The site answered on and off.",
  "claims.because.protection-measured": "The site refused visitors: it was its protection that answered.",
  "claims.because.protection-stated":
    "The site did not answer, and a statement puts it down to its protection.",

  "claims.why.homonyms": "Several bodies have this name.",
  "claims.why.unknown": "No known body has this name.",
  "claims.why.doubtful": "The text does not settle it.",

  "claims.kind.article": "Article",
  "claims.kind.message": "Message",
  "claims.kind.list": "List of targets",

  "claims.decision.confirmed": "confirmed",
  "claims.decision.corrected": "corrected",
  "claims.decision.rejected": "set aside",
  "claims.decision.added": "added",
};
