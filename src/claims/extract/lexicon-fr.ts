import { before } from "./cue.ts";

/** French classes of words that ways of saying a stance are built of, and what takes such a saying back. Folded. */

export const DATA =
  "(?:donnees?|fichiers?|documents?|(?<!systeme d')(?<!systemes d')(?<!de l')informations?|dossiers?|fiches?(?! (?:de conseils?|pratiques?|reflexes?|d'aide))|bulletins? de (?:paie|salaire)|pieces d'identite|copies d[e']|listings?|ribs?|noms et (?:prenoms|adresses)|adresses (?:e-?mail|mail|postales|electroniques)|ibans?|numeros de securite sociale|coordonnees|identifiants|mots de passe|base(?:s)? de donnees|[\\d.,]+ ?(?:go|gb|to|tb|mo)|gigaoctets|teraoctets|archives)";
export const TAKEN =
  "(?:vole|derobe|exfiltre|subtilise|publie|divulgue|diffuse|devoile|pirate|compromis|aspire|copie|vendu|extrait|recupere(?:e|s|es)? par|siphonne|fuite)(?:e|s|es|nt)?";
export const TROUBLE =
  "(?:incidents?|perturbations?|dysfonctionnements?|problemes?|anomalies?|(?:cyber-?)?attaques?|impacts?|interruptions?|intrusions?|difficultes?|consequences?|pannes?|ralentissements?|coupures?|incidences?|gene|blocages?|degradations?|effets?|dommages?|degats?|indisponibilites?|activite (?:anormale|suspecte|inhabituelle))";
export const NOTICED =
  "(?:note|constate|releve|observe|remarque|enregistre|subi|detecte|decele|connu|eu|rencontre|identifie|vu|trouve|recu|vecu|ressenti|signale|deplore|recense|repere)(?:e|s|es)?";
export const NOT_YET = before(
  "(?:sera|seront|serait|seraient|devrait|devraient|pourra|pourront|pourrait|pourraient|esper\\w+|(?:tabl|mis|compt)\\w+ sur|envisag\\w+|objectif|attend\\w*|en attendant|d'ici|avant|pour|afin d[e'](?: voir)?|pas encore|toujours pas|jamais|sans|etre|non|travail\\w+|tent\\w+|prevu\\w*|delai\\w*|lorsqu\\w*|quand|une fois|date|jusqu'a?)(?![a-z0-9])(?:[^.,;]{0,40})",
);
export const DENIED = before(
  "(?:aucune?s?|pas|n'a|n'ont|n'avait|jamais|sans|ni|non|eventuel\\w*|possible|potentiel\\w*|risques?|menac\\w+|pourrai\\w+|eviter|empecher|craint|craign\\w+|verifi\\w+|determiner|savoir|s'assurer|hypothese|hypothetique|contre (?:le|les|la|toute)|prevention|ignor\\w+|proteger|suspicion|soupcon\\w*|si (?:des|les|ses|nos|leurs?))(?![a-z0-9])(?:[^.;]{0,70})",
);
export const NONE_OF = before(
  "(?:aucune?s?|pas de|pas d'|sans|ni|jamais|eviter|empecher)(?![a-z0-9])(?:[^.;,]{0,30})",
);
export const PURPOSE = before(
  "(?:pour|afin de|visant a|but de|consiste(?:nt)? a|vise(?:nt)? a|cherch\\w+ a|destine\\w* a|de quoi|tent\\w+ de|menac\\w+ de|chercher a|objectif de)(?: \\w+){0,5}",
  "(?:jamais|n'a pas|n'ont pas|n'avait pas|n'avaient pas|sans avoir|ni) (?:ete |rendu\\w* )?",
);

/** The site is what a predicate is said of: nothing but its owner stands between. */
export const OF_SITE = before(
  "(?:sites?|portails?|plateformes?|pages?|teleservices?|services? (?:en ligne|numeriques?)|celui|ceux|ils|[a-z0-9-]+\\.(?:fr|com|eu|org|net|info|re|bzh)(?: ?[:=])?)(?: (?:internet|web|officiel|municipal|principal))?(?:,[^.;,:]{0,60},)?(?: (?!mais|tandis|alors|quand|standard|telephon\\w*|messagerie|et (?:le|la|les|l'))[^.;,: ]+){0,14}",
);

export const CUT =
  "(?:coupe|deconnecte|debranche|isole|cloisonne|eteint|ferme|suspendu|desactive|arrete|stoppe|confine|verrouille|mis hors(?: |-)ligne|mis a l'arret|interrompu|bloque)(?:e|s|es)?(?:s hors ligne)?";
export const MEASURE =
  "(?:par (?:mesure de )?(?:precaution|securite|prudence|prevention|reflexe)|par mesures? (?:de|conservatoire|preventive)|mesures? (?:de precaution|conservatoires?|preventives?|de protection|de sauvegarde)|preventive(?:ment)?|preventif|volontaire(?:ment)?|a titre (?:conservatoire|preventif|de precaution)|conservatoire|pour (?:eviter|empecher|limiter|contenir|garantir|proteger|preserver|stopper|endiguer|circonscrire|se proteger|enrayer|bloquer)|afin d(?:e |')(?:eviter|empecher|limiter|contenir|garantir|proteger|preserver|stopper|endiguer|circonscrire|enrayer|bloquer))";
export const THINGS =
  "(?:serveurs?|reseaux?|systemes?|sites?|acces|connexions?|messagerie|services?|machines|ordinateurs?|postes?|liaisons?|sauvegardes?|infrastructures?|internet|plateformes?|portails?|applications?|informatique|si|logiciels?|telephonie|flux|tout)";

export const SWITCH_OFF =
  "(?:couper|deconnecter|debrancher|isoler|eteindre|fermer|desactiver|arreter|suspendre|interrompre|stopper|bloquer|mettre hors(?: |-)(?:ligne|tension|service)|mettre a l'arret|mettre en (?:securite|quarantaine|maintenance))";

/** A site that works. */
export const RUNS = "(?:fonctionn|march|repond|tourn|s'affich|se charg|s'ouvr)";
export const RUN = `${RUNS}(?:e|es|ent|ait|aient)?`;
export const UP =
  "(?:accessible|operationnel|disponible|en ligne|fonctionnel|joignable|consultable|en service|ouvert|actif|en fonction|utilisable|visible|visitable)(?:le)?(?:les)?(?:e|s|es)?";
export const AGAIN = "(?:a|de) nouveau";

/** Who runs a site or a network. */
export const OWNER =
  "(?:mairie|ville|commune|municipalite|collectivite|departement|region|hebergeur|agglomeration|agglo|metropole|hopital|direction|prestataire|chu|ministere|universite|prefecture|services?|dsi|astreinte|administrateurs?|technicien(?:ne)?s|informaticien(?:ne)?s|equipes?|agents?|maire|editeur|operateur|elle|il|ils|elles|on|nous|j'ai|je|conseil|etablissement|lycee|rectorat|gestionnaire|webmestre|webmaster)";
