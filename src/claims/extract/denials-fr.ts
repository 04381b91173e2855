import { any, type Cue } from "./cue.ts";
import { TROUBLE, NOTICED } from "./lexicon-fr.ts";

/** French ways of saying that nothing happened, or that a claim is false. Folded. */

const CLAIM =
  "(?:allegations?|affirmations?|revendications?|accusations?|propos|assertions?|declarations?|dires|annonces?|rumeurs?|informations?|attaques?|cyber-?attaques?|piratages?|intrusions?|these|hypothese|version)";
const HARMED =
  "(?:touche|affecte|impacte|concerne|vise|perturbe|atteint|infecte|inquiete|ralenti|interrompu|gene|endommage|penalise|altere|trouble|entrave|degrade|bouleverse|ebranle|prive)(?:e|s|es)?";

/** Short answers, and verbs that deny whatever stands behind them. */
const answers: Cue[] = [
  {
    stance: "denies",
    words: any(
      `(?:rejett?|recus|refut|conteste|contestai|infirm|exclu|reje)\\w*(?: \\w+){0,3}? (?:en bloc |toute?s? |cette |ces |les |des |la |l'|fermement |categoriquement )+(?:\\w+ )?${CLAIM}`,
      "(?:il |qu'il )?n'en (?:est|etait) rien|s'inscri\\w+ en faux|en faux contre",
      `(?:c'est|tout cela est|tout est|information est|serait|sont)(?: \\w+)? (?:inexact|errone|infonde|mensonger|invente)(?:e|s|es)?`,
      "(?:parl|qualifi|relev|tax)\\w* (?:cela |ca |l'annonce |la liste |la revendication )?(?:d'une? |de (?:pure |simple )?)(?:fable|legende|farce|plaisanterie|invention|gesticulation|vantardise)s?",
      "ne (?:repose|reposent|reposait|correspond|correspondent|correspondait) (?:sur |a |en )?(?:aucun\\w*|rien|pas a la realite)",
      "(?:n'est|n'etait|n'a rien de|rien (?:de tout cela|de cela|de tout ca) n'est) (?:pas )?(?:vrai|exact|reel|fonde|serieux|credible)",
      "(?:attaque|piratage|intrusion)s? (?:qui |que )?(?:n'a|n'ont|n'avait) (?:jamais|pas) (?:existe|eu lieu|abouti|reussi|ete(?! (?:\\w+ )?(?:revendiqu|reconnu|sign|attribu)))",
      "(?:mentent|mensonges?|bluff\\w*|intox\\w*|affabul\\w+|fanfaronnades?|fantasmes?|canular|(?:pure|simple|vaste|de la|une) (?:invention|propagande|fiction|esbroufe|operation de (?:communication|propagande|com)|desinformation)|coup (?:de com\\w*|de bluff|d'esbroufe))",
      "met\\w* en (?:doute|cause) (?:la realite|l'existence|la veracite|ces|cette|les)|(?:pas|aucun|nul) (?:element|preuve|trace)[^.;,]{0,30} (?:confirm|accredit|etay|corrobor)\\w*",
      "ne pas avoir(?: \\w+)? ete (?:attaque|pirate|hacke|victime|la cible|compromis)\\w*|n'avoir(?: \\w+)? (?:pas|jamais) (?:\\w+ )?(?:ete |subi )(?:attaque|pirate|hacke|victime|la cible|compromis|d'attaque|de cyber)\\w*",
      "n'(?:a|ont|avons|avait|avez)(?: \\w+)? (?:pas|jamais|nullement|aucunement) ete (?:attaque|pirate|hacke|compromis|victime|infiltre|la cible)\\w*",
      "n'(?:a|ont|avoir|avait|avons|aurait)(?: \\w+)?(?: ete)? (?:la cible|victimes?|l'objet|le theatre) d'aucune?(?: \\w+)?|rien a voir avec (?:une|un|la|le|cette) (?:cyber-?)?(?:attaque|piratage|intrusion|acte)",
      "(?:on |nous )?n'(?:a|avons|ont) (?:rien eu de tel|ete victimes? de rien|jamais ete (?:vise|cible)\\w*)",
    ),
    unless:
      /(?<![a-z])(?:d[ae]ns? l'attente|ne (?:le |l')?|ni|denonce\w* (?:une |la )|lutt\w+ contre l[ae]s?|campagne de|(?:groupe|gang|pirates|hackers|cybercriminels|lockbit|noname)(?: [^.;]{0,30})?) ?$/,
  },
  {
    stance: "no-incident",
    words: any(
      "(?:pas |sans )(?:le moindre|un seul) (?:hoquet|soubresaut|accroc|pepin|frisson|remous)|(?:journee|nuit) (?:\\w+ )?(?:comme les autres|sans histoires?|ordinaire)",
      "tout (?:fonctionn\\w+|march\\w+|tourn\\w+|va|allait|se pass\\w+|s'est pass\\w+|se deroul\\w+|est|etait)(?: \\w+)? (?:normalement|bien|parfaitement|correctement|normal|en ordre|operationnel|sous controle)",
      `ni [^.;]{2,60} ni [^.;]{2,40} n'(?:a|ont|avai\\w+|aurai\\w+) (?:\\w+ )?${NOTICED}(?: (?:d'|de |le moindre |la moindre )(?:\\w+ )?${TROUBLE})?`,
      `n'(?:a|ont|avoir|avait|avons|aurait|aient|ait)(?: \\w+){0,2} \\w+(?:e|i|u|is)e?s? (?:aucune?|pas de|ni) (?:\\w+ )?${TROUBLE}`,
      "(?:apercu|rendu|apercev\\w+)\\w*(?: compte)? de rien|non-evenement|(?:aucun|personne)[^.;,]{0,20} (?:s'en est|ne s'est) (?:apercu|rendu compte)",
      "r\\. ?a\\. ?s|absolument rien|strictement rien|rien du tout",
      `(?:pas|aucun|sans|ni|zero)(?: (?:le|la|de|d'))?(?: ?moindre)? ?(?:souci|probleme|anomalie|incident|dysfonctionnement|perturbation|impact|consequence|degat|desagrement|gene|coupure|interruption|ralentissement|effet|incidence)s?(?: (?:particulier|particuliere|majeur|notable|reel|technique|a ce jour|a ce stade|de notre cote|chez nous|pour (?:nous|l'instant|le moment|l'heure)|du cote d[eu]))*(?= ?(?:[.,;!]|$)|  ?[,.]| (?:a ce|pour|de notre|chez|du cote|n'est|n'a|sur))`,
      `n'(?:avons|a|ont|avait|avaient|ai|aurait|auraient|avoir|est|sont|etait|etaient)(?: \\w+){0,2}? (?:pas|jamais|nullement|aucunement|point|guere|en rien) (?:\\w+ )?(?:ete )?(?:\\w+ )?${HARMED}`,
      "n'(?:a|ont|avons|avait|avaient)(?: \\w+){0,2} (?:pas|rien) (?:\\w+ )?(?:senti|ressenti|apercu|percu|vu passer|remonte)\\w*",
      `(?:aucune?|nulle?|pas (?:de|d'))(?: \\w+)? ?(?:alerte|plainte|signalement|reclamation|appel|retour)s?(?: [^.;,]{0,40})?(?:d'usagers|d'habitants|remonte|recu|n'(?:a|est|ont))\\w*|(?:n'a|n'ont|n'avons)(?: \\w+)? (?:recu|eu|enregistre) aucun\\w* (?:alerte|plainte|signalement|reclamation|appel|retour)s?`,
      "(?:epargne|indemne|sain et sauf)(?:e|s|es)?|rien (?:d'inhabituel|d'alarmant|de grave|de notable|de special)|sans encombre|comme si de rien n'etait",
      "(?:aucune?|ni)(?: \\w+)? (?:incident|anomalie|probleme|dysfonctionnement|perturbation|intrusion|coupure|interruption|attaque)s?(?: [^.;,]{0,25})? (?:ne (?:nous |lui |leur )?(?:est|sont|a|soit)|n'est|n'a|n'ont)",
    ),
    unless:
      /(?<![a-z])(?:sauvegardes?|donnees|fichiers|sites?|messagerie|etaient|reste\w*|si|qui)(?: [^.;,]{0,40})? ?$/,
    unlessAfter: /^ ?(?:de |d'|des )?(?:donnees|fuite|vol\b|exfiltration)|^ ?(?:depuis|avec|pour acceder)/,
  },
];

export const denials: Cue[] = [
  ...answers,
  {
    stance: "no-incident",
    words: any(
      `(?:n'(?:a|ont|avait|avaient|avoir|avons)|ne pas avoir|n'avoir)(?: \\w+)? (?:pas |jamais )?(?:ete )?(?:alerte|informe|avise|prevenu|averti|saisi)(?:e|s|es)? (?:d'|de |du |de la |par )(?: ?(?:une?|aucune?|la|cette|quelconque|moindre))*(?: ?\\w+)? ?${TROUBLE}`,
      "(?:services?|equipes?|systemes?|activites?|agents|administration|guichets|tout)(?: [^.;,]{0,30})? (?:fonctionn|tourn|march|travaill|continu)\\w* (?:\\w+ )?(?:comme d'habitude|comme a l'accoutumee|sans encombre|sans difficulte|comme si de rien)",
      `(?:n'(?:a|ont|avait|avoir|avons)|ne) (?:eu )?aucune? (?:remontee|retour|signalement|echo|alerte|plainte)s?`,
      "(?:ne |n')?(?:pas |jamais |aucunement |nullement )(?:avoir|etre) (?:\\w+ )?(?:ete )?(?:touche|affecte|impacte|concerne|perturbe|vise|inquiete)(?:e|s|es)?",
      `(?:n'(?:a|ont|avait|avaient|avoir|avons)|ne pas avoir|n'avoir)(?: \\w+)?(?: pas| aucune?| eu)*(?: connaissance| vent| trace| echo)(?: (?:d'|de |du ))(?: ?(?:une?|aucune?|la|cette|telle?|quelconque))?(?: ?\\w+)? ?${TROUBLE}`,
      `n(?:'|e )(?:a|ont|avoir|avait|avaient)(?: \\w+)? (?:\\w+ )?aucune? (?:signe|trace|indice|element)s? (?:de |d'|d'une? )(?:une? )?(?:\\w+ )?${TROUBLE}`,
      `(?:n'(?:a|ont|avait|avoir)|ne pas avoir|n'avoir)(?: \\w+)? (?:\\w+ )?${NOTICED} (?:quoi que ce soit|la moindre chose)`,
      `aucune? (?:des|d'entre|de ces) [^.;,]{2,25} n'(?:a|ont) (?:\\w+ )?${NOTICED}(?: [^.;,]{0,30})?`,
      "ni [^.;]{2,40} ni [^.;]{2,40} n'(?:ont|a|avaient) ete (?:\\w+ )?(?:modifi|touch|alter|vis|pirat|attaqu|perturb|affect)\\w*",
      "(?:il ne s'est|rien ne s'est|ne s'est|ne s'etait|rien ne s'etait) (?:strictement |absolument |\\w+ment )?(?:rien )?passe(?: (?:chez|de|du|a|ici|rien))?(?! inapercu)",
      `n'y (?:a|avait|aurait)(?: \\w+)? (?:pas|jamais|aucun\\w*)(?: \\w+)? ?(?:eu )?(?:d'|de |aucune? |le moindre |la moindre )?(?:\\w+ )?${TROUBLE.replace("(?:cyber-?)?attaques?|", "").replace("intrusions?|", "")}`,
    ),
    unless: /(?<![a-z])(?:si|donnees|fichiers) ?$/,
    unlessAfter:
      /^ ?(?:de |d'|des )?(?:donnees|fuite|vol\b|exfiltration)|^ ?(?:\w+ )?(?:demande|rancon|revendication|message)/,
  },
  {
    stance: "denies",
    words: any(
      `(?:n'(?:est|etait|a)|ne (?:sont|seraient|serait))(?: \\w+)? (?:pas|nullement|aucunement|en rien|en aucun cas) (?:\\w+ment )?(?:due?|liee?|imputable|consecutive?|provoquee?|causee?|le fait|le resultat|la consequence|le fruit|l'oeuvre|attribuable)s? (?:a |d'|par |de |au )(?: ?(?:une?|la|l'|cette|des|un acte de))? ?(?:\\w+ )?(?:cyber-?attaque|attaque|piratage|malveillance|acte|pirates|intrusion)`,
      "sans (?:aucun )?(?:lien|rapport) avec (?:une? |l'|la |les |des |toute? )?(?:\\w+ )?(?:cyber-?attaque|attaque|piratage|malveillance|acte|pirates|intrusion)",
      "(?:refus|se gard|evit|reche?ch)\\w* (?:\\w+ )?(?:de |a )parler d(?:'|e )(?:une )?(?:cyber-?)?(?:attaque|piratage|intrusion)",
      "(?:et non|et pas|plutot qu[e'])(?: (?:les|des|une?|la|l'|d'une?|a une?))? ?(?:pirates|hackers|cyber-?attaque|attaque|piratage|malveillance)",
      "faux(?=[ ,:;]*(?:repond|repli|retorqu|tranch|assur|selon|d'apres|dit|insist|a-t-on|coup))",
      "(?:simple|banale?|vulgaire) (?:panne|bogue|bug|avarie)",
      "(?:affirm|dit|disent|assur|soutien)\\w* que non",
      "mentent|mentait|mentaient|exager\\w+|gonfl\\w+ (?:leurs?|ses|les) (?:chiffres|resultats|exploits)|contredi\\w+",
      "(?:panne|incident|probleme|defaillance|dysfonctionnement|maintenance|coupure)(?: \\w+){0,2},? (?:et )?(?:non|pas) (?:pas )?(?:d'|a )?(?:une? |l')?(?:cyber-?)?(?:attaque|piratage|malveillance|acte)",
      "contrairement (?:a ce qu[e'] ?[^.;,]{2,50}|aux? (?:affirmations?|dires|allegations?|annonces?|revendications?|declarations?)(?: [^.;,]{0,30})?)",
    ),
    unless: /(?<![a-z])(?:ne|n'|sans) ?$/,
  },
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
      "rien (?:a signaler|d'anormal|n'a ete (?!vole|perdu|derob|emport|exfiltr|subtilis|copi|consult|telecharg)|de particulier|de suspect)",
      "(?:a|ont|avait|avaient|ayant)(?: \\w+){0,2} (?:resiste|tenu bon|tenu le choc|bien tenu)",
      "(?:passee?|passes) inapercue?s?",
      "n'(?:a|ont|avons|aurait)(?: \\w+)? rien (?:trouve|detecte|decele)|rien trouve qui",
      "n'(?:ont|a) (?:rien (?:vu|remarque|note|constate|releve|observe|senti)|ressenti aucun\\w*)",
    ),
    unlessAfter:
      /^ ?(?:de |d'|des )?(?:donnees|fuite|vol\b|exfiltration)|^ ?(?:\w+ )?(?:demande|rancon|revendication|message)/,
  },
  {
    stance: "denies",
    words: any(
      "c'est (?:du bluff|un faux|de l'intox\\w*|une invention)|ne correspond\\w* a aucun\\w*",
      "dement(?:i|ent|it|ait|aient|ie|is|ant|ons|ions)?",
      "dementis?",
      "(?:nie|nient|niait|niaient|a nie|ont nie|nie\\w* (?:toute|avoir|etre|que))",
      "contest(?:e|ent|ait|aient|e que)",
      "(?:refut|recus|infirm)(?:e|ent|ait|aient|er)",
      "balay(?:e|ent|ait)|balai(?:e|ent) (?:d'un|ces|cette|les|l'|la|toutes?|tout)",
      "(?:fausse|mensongere?|infondee?|fantaisiste|exageree|imaginaire)s? (?:revendication|information|affirmation|alerte|annonce|nouvelle|rumeur|allegation)s?",
      "(?:revendication|information|affirmation|annonce|rumeur|allegation|accusation)s? (?:\\w+ ){0,4}(?:fausse|mensongere|infondee|fantaisiste|exageree|sans fondement|erronee|inexacte|denuee)s?",
      "(?:sans (?:aucun )?fondement|denuee?s? de (?:tout )?fondement)",
      "(?:c'est|est|sont|etait|serait) (?:totalement |completement |tout simplement |tout bonnement )?(?:faux|infondee?s?|mensongere?s?)",
      "(?<!n'a )pas (?:de |d')(?:cyber-?)?attaque(?!s? (?:de|par|visant|contre))",
      "(?:il )?n'y a (?:pas|jamais|aucune?)(?: \\w+)? ?(?:eu )?(?:d'|de |aucune? )?(?:cyber-?attaque|attaque|piratage|intrusion)",
      "(?:ne s'agi\\w+|n'est|n'etait|n'a)(?: \\w+)? (?:pas|nullement|aucunement|en rien|en aucun cas|en aucune (?:facon|maniere))(?: \\w+)? (?:d')?(?:une |un )(?:cyber-?attaque|attaque(?! (?:de|par|aussi|d'ampleur|ciblee))(?: informatique)?|piratage|acte malveillant|acte de malveillance|intrusion|cyber-?malveillance)",
      "(?:cyber-?attaque|attaque|piratage|intrusion) (?:n'a|n'est) (?:pas|jamais|aucunement) (?:\\w+ )?(?:eu lieu|averee?|abouti|reussi|confirmee?)",
      "n'(?:a|ont|avait|avaient|aurait)(?: \\w+)? (?:pas|jamais|nullement)(?: \\w+)? ete (?:attaque|pirate|hacke|compromis|victime|infiltre)\\w*",
      "(?:ne (?:provien|vien|emane|sort|provenai|venai)\\w* (?:pas|en rien|aucunement) (?:de |d')(?:chez|nos|ses|leurs?|son|sa|notre|l[ae]))",
      "(?:du |un |pur |complet )?bluff|pure invention|de l'intox",
      "ecart(?:e|ent|ait|aient) (?:la piste|l'hypothese|toute|tout)(?: \\w+){0,3}",
      "(?:n'a|n'ont|n'aurait) (?:pas|jamais|nullement) (?:\\w+ )?(?:ete )?(?:victimes?|l'objet|pirates?|piratee?s?) d'(?:une |aucune )?",
    ),
    unless:
      /(?<![a-z])(?:(?:autres|reste)(?: \w+){0,3}|ne s'est pas|sans (?:etre|jamais)|ni confirm\w+ ni|ni (?:de )?(?:l'|les? |la )?|ne (?:le |l')?|n'a pas|n'ont pas|que personne ne) ?$|d[ae]ns? l'attente/,
  },
];
