import { any, type Cue } from "./cue.ts";
import { TROUBLE, NOTICED } from "./lexicon-fr.ts";

/** French ways of saying that nothing happened, or that a claim is false. Folded. */

export const denials: Cue[] = [
  {
    stance: "no-incident",
    words: any(
      `n(?:'|e )(?:a|ont|avait|avaient|avoir|avons|aurait|auraient|pas avoir|ait|aient)(?: \\w+){0,3}? (?:pas|aucun\\w*|jamais|rien)(?: \\w+){0,3}? ${NOTICED}(?: [^.;,]{0,50}?${TROUBLE})?`,
      `n(?:'|e )(?:a|ont|avait|avaient|avoir|avons|aurait)(?: \\w+){0,2}? ${NOTICED}(?: \\w+){0,3}? (?:aucune?|nulle?|ni|pas|rien)(?: [^.;,]{0,50}?${TROUBLE})?`,
      `ne (?:rien|pas|aucunement|nullement) (?:avoir|etre)(?: \\w+){0,3} (?:${NOTICED}|(?:touche|concerne|affecte|vise|impacte|perturbe|atteint)\\w*)(?: [^.;,]{0,50}?${TROUBLE})?`,
      `n(?:'|e )(?:observ|constat|relev|not|signal|detect|decel|remarqu|enregistr|deplor|rapport|identifi|rencontr|connai)\\w*(?: \\w+){0,2} (?:aucun\\w*|pas (?:de|d')|rien)(?: [^.;,]{0,40}?${TROUBLE})?`,
      "sans (?:avoir|en avoir)(?: [\\w-]+){0,3} ete (?:touche|affecte|infecte|atteint|vise|impacte)\\w*|ras(?= ?[.,;]|$| ,)",
      `ne pas avoir(?: \\w+)? ${NOTICED}(?: [^.;,]{0,50}?${TROUBLE})?`,
      `ne (?:pas )?(?:constat\\w+|relev\\w+|not\\w+|signal\\w+|observ\\w+|deplor\\w+|remarqu\\w+|rapport\\w+|enregistr\\w+|fai\\w+ etat)(?: [^.;,]{0,30})?(?:aucune?|pas|rien)(?: [^.;,]{0,40}?${TROUBLE})?`,
      `pas (?:le|la) moindre (?:\\w+ )?${TROUBLE}|(?:^|[:,]) ?aucune? ${TROUBLE}(?= ?[.,;]|$)`,
      `(?:aucune?|ni|pas (?:de|d'|le moindre|la moindre)|pas un(?:e)? seule?|zero|nulle?)(?: \\w+){0,2}? ?${TROUBLE}(?: [^.;]{0,50}?)?(?:n'(?:a|est|avait|ont|etait)|ne (?:sont|serait)|${NOTICED}|a (?:deplorer|signaler|noter)|sur (?:le|les|nos|ses|son|leurs?|notre)|pour (?:les|nos|ses|l'))`,
      "impact(?:s)? (?:a ete |est |etait )?(?:nul|quasi(?:ment)?[ -]nul|zero|inexistant|neant)s?",
      "(?:sans|n'(?:a|ont|avait|aura\\w*)(?: \\w+)? eu) (?:aucune? |le moindre |la moindre |d'|de |reel(?:le)? |grand )?(?:impact|consequence|incidence|effet|perturbation|degat|dommage)s?",
      "n'(?:a|ont|avait|avaient|aurait)(?: \\w+)? (?:pas|jamais|nullement|aucunement)(?: \\w+)? (?:ete )(?:\\w+ )?(?:touche|affecte|impacte|concerne|vise|perturbe|atteint|infecte|inquiete|ralenti|interrompu|gene)\\w*",
      "(?:n'est|n'etait|ne sont|n'etaient) (?:pas|nullement|aucunement) (?:\\w+ )?(?:touche|affecte|impacte|concerne|vise)\\w*",
      "rien (?:a signaler|d'anormal|n'a ete|de particulier|de suspect)",
      "(?:a|ont|avait|avaient|ayant)(?: \\w+){0,2} (?:resiste|tenu bon|tenu le choc|bien tenu)",
      "(?:passee?|passes) inapercue?s?",
      "n'(?:a|ont|avons)(?: \\w+)? rien trouve",
      "n'(?:ont|a) (?:rien (?:vu|remarque|note|constate|releve|observe|senti)|ressenti aucun\\w*)",
    ),
    unlessAfter: /^ ?(?:de |d'|des )?(?:donnees|fuite|vol\b|exfiltration)/,
  },
  {
    stance: "denies",
    words: any(
      "dement(?:i|ent|it|ait|aient|ie|is|ant|ons|ions)?",
      "dementis?",
      "(?:nie|nient|niait|niaient|a nie|ont nie|nie\\w* (?:toute|avoir|etre|que))",
      "contest(?:e|ent|ait|aient|e que)",
      "(?:refut|recus|infirm)(?:e|ent|ait|aient|er)",
      "balay(?:e|ent|ait)",
      "(?:fausse|mensongere?|infondee?|fantaisiste|exageree|imaginaire)s? (?:revendication|information|affirmation|alerte|annonce|nouvelle|rumeur|allegation)s?",
      "(?:revendication|information|affirmation|annonce|rumeur|allegation|accusation)s? (?:\\w+ ){0,4}(?:fausse|mensongere|infondee|fantaisiste|exageree|sans fondement|erronee|inexacte|denuee)s?",
      "(?:sans (?:aucun )?fondement|denuee?s? de (?:tout )?fondement)",
      "(?:c'est|est|sont|etait|serait) (?:totalement |completement |tout simplement |tout bonnement )?(?:faux|infondee?s?|mensongere?s?)",
      "(?<!n'a )pas (?:de |d')(?:cyber-?)?attaque(?!s? (?:de|par|visant|contre))",
      "(?:il )?n'y a (?:pas|jamais|aucune?)(?: \\w+)? ?(?:eu )?(?:d'|de |aucune? )?(?:cyber-?attaque|attaque|piratage|intrusion)",
      "(?:ne s'agi\\w+|n'est|n'etait|n'a)(?: \\w+)? (?:pas|nullement|aucunement|en rien)(?: \\w+)? (?:d')?(?:une |un )(?:cyber-?attaque|attaque informatique|piratage|acte malveillant|acte de malveillance|intrusion|cyber-?malveillance)",
      "(?:cyber-?attaque|attaque|piratage|intrusion) (?:n'a|n'est) (?:pas|jamais|aucunement) (?:\\w+ )?(?:eu lieu|averee?|abouti|reussi|confirmee?)",
      "n'(?:a|ont|avait|avaient|aurait)(?: \\w+)? (?:pas|jamais|nullement)(?: \\w+)? ete (?:attaque|pirate|hacke|compromis|victime|infiltre)\\w*",
      "(?:du |un |pur |complet )?bluff|pure invention|de l'intox",
      "ecart(?:e|ent|ait|aient) (?:la piste|l'hypothese|toute|tout)(?: \\w+){0,3}",
      "(?:n'a|n'ont|n'aurait) (?:pas|jamais|nullement) (?:\\w+ )?(?:ete )?(?:victimes?|l'objet|pirates?|piratee?s?) d'(?:une |aucune )?",
    ),
    unless:
      /(?<![a-z])(?:(?:autres|reste)(?: \w+){0,3}|ne s'est pas|sans (?:etre|jamais)|ni confirm\w+ ni|ne (?:le |l')?|n'a pas|n'ont pas|que personne ne) ?$|d[ae]ns? l'attente/,
  },
];
