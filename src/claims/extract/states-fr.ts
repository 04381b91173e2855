import { any, type Cue } from "./cue.ts";
import { NONE_OF, OF_SITE, PURPOSE, RUN, RUNS } from "./lexicon-fr.ts";

/** French ways of saying that a site or a service is out of reach, slow, running, back, or was cut off by its owner. Folded. */

const OUTAGE =
  "(?:interruption|coupure|panne|arret|indisponibilite|blocage|deconnexion|defaillance|extinction)";
const REACH =
  "(?:se connecter|nous connecter|acceder|consulter|ouvrir|charger|visiter|joindre|afficher|naviguer|se rendre)";

/** What is said of a site that stands before it. */
const ofSite: Cue[] = [
  {
    stance: "accessible",
    words: any(
      RUN,
      "(?:ok|up|en ligne|200)",
      "accessibles?(?= ?[)])",
      "(?:tien|ten)(?:t|nent|ait|aient)(?: bon| le choc| debout)?",
      "(?:a|ont|avait|avaient) (?:bien |toujours |pourtant |finalement )?tenu(?: bon| le choc| le coup| tete)?(?= ?[.,;:)]|$| (?:face|sous|malgre|toute|tout|jusqu|sans|pendant|et|mais))",
      "(?:reponse|fonctionnement|affichage|temps de reponse) (?:normal|habituel|correct)e?s?",
      "(?:toujours |encore |reste\\w* |bien )?(?:debout|visible|sur pied|en vie)s?",
      "(?:pouvai\\w+|peu(?:t|vent)|pu)(?: \\w+){0,2} etre (?:consulte|ouvert|visite|joint|affiche)\\w*",
      "n'(?:est|etait|a|ont|sont)(?: \\w+)? (?:jamais|pas) (?:ete )?(?:tombe|interrompu|coupe|cesse|disparu|quitte)\\w*(?: (?:de |d')?(?:fonctionner|repondre|tourner|marcher|s'afficher|etre \\w+))?",
      "(?:paraissai\\w*|paraissent|parait|semblai\\w*|semblent?) (?:\\w+ )?(?:accessible|operationnel|fonctionn|en ligne|disponible)\\w*",
    ),
    only: OF_SITE,
    unless:
      /(?<![a-z])(?:ne|ni|n'\w+|plus|pas|jamais|si|quand|faire|pour|avant|comment|a peine|peu|difficilement|aucune?|nouveau|remis\w*|remettre|revenu\w*|mis\w*|hors)(?: \w+)? ?$/,
    unlessAfter:
      /^ (?:\w+ )?(?:pas|plus|guere|mal|jamais|a nouveau|de nouveau|avec (?:une |de |des )?(?:\w+ )?(?:lenteurs?|difficultes?|peine|retard)|au ralenti|difficilement|lentement|par (?:moments?|intermittence|a-coups|instants)|une fois|une? |des |en mode|en boucle|dans le vide|a vide|en rond|de (?:maniere|facon)|compte|tres |que |qu'|sur (?:le |un )?(?:dark|serveur)|une? (?:page|erreur|message)|encore une|avec (?:peine|difficulte)|l[ae]s? |[a-z]+ment lent)/,
  },
  {
    stance: "inaccessible",
    words: any(
      "(?:a|ont|avait|avaient|fini par) (?:\\w+ )?(?:cede|ceder|rompu)(?= (?:sous|a|face|devant|vers|mardi|lundi|pendant)| ?[.,;])",
      "(?:coupe|bloque|fige|interrompu)(?:e|s|es)? (?:pendant|durant|une|deux|trois|quatre|plusieurs|toute|depuis|de \\d|entre)(?! (?:la |le |l')?(?:duree|temps) (?:de|des|d))",
      "(?:connexion|acces|chargement|ouverture|affichage)(?: [^.;,]{0,30})? (?:echou|avort|imposs)\\w*",
      "(?:tombe|tombait|plante|plantait|craque|saute|lache|disparu|succombe|flanche|sombre|chute|rendu l'ame)(?:e|s|es|nt)?",
      "(?:s'est|se sont|s'etai\\w+) (?:effondre|ecroule|eteint|fige)\\w*",
      "(?:down|ko|hs|nok|timeout|50\\d|muet(?:te)?s?|introuvables?|aux abonnes absents|dans le noir|en rideau)",
      "hors(?: |-)(?:d'acces|d'atteinte|d'etat|d'usage|de portee|circuit|jeu)",
      "n'(?:a|ont|avait|avaient) (?:pas|plus) (?:\\w+ )?repondu",
      "(?:a|ont) ete (?:\\w+ )?(?:coupe|bloque|interrompu)(?:e|s|es)?(?= ?[.,;)]|$)",
      "(?:cess|arret)\\w+ (?:de |d')(?:repondre|fonctionner|s'afficher|etre accessible)",
      `(?:connu|subi|connait|connaissait|enregistre|accuse|souffert d') ?(?:une |un )(?:\\w+ )?${OUTAGE}`,
      `(?:victime|objet) d'une? (?:\\w+ )?${OUTAGE}`,
      "(?:n'a|n'ont|n'avait|n'avaient)(?: \\w+)? (?:pas|plus) (?:pu )?(?:etre )?(?:consulte|ouvert|joint|visite|charge|affiche)\\w*",
      `ne ${RUNS}\\w* (?:plus|pas|guere)`,
      "tourn\\w+ (?:dans le vide|a vide|en rond|en boucle)|a genoux|connexion impossible|plus (?:aucun )?signe de vie",
      "(?:renvo\\w+|affich\\w+|retourn\\w+|donn\\w+|present\\w+) (?:\\w+ ){0,3}(?:erreur|page blanche|page vide|page d'attente|page d'erreur|message)",
    ),
    only: OF_SITE,
    unless: /(?<![a-z])(?:jamais|pas|n'est|n'etait|ni|sans|faire|fait|avoir|pourrait|risque de)(?: \w+)? ?$/,
    unlessAfter: /^ (?:a nouveau|par (?:moments?|intermittence|instants)|puis re)/,
  },
  {
    stance: "slow",
    words: any(
      "pein\\w+ a (?:s'\\w+|\\w+)|poussi(?:f|ve)s?|laborieu\\w+|longues? (?:secondes?|minutes?)|tomb\\w+ (?:regulierement|souvent|plusieurs fois|a plusieurs reprises)|(?:inaccessible|indisponible|hors ligne|coupe|injoignable|interrompu)s? (?:a plusieurs reprises|plusieurs fois|par intermittence|regulierement|de temps en temps|par moments)|n(?:e |')\\w+ (?:\\w+ )?qu(?:e |'| )?(?:par |de temps|une fois|partiellement|quelques|rarement)(?:\\w+)?",
      "(?:avec|apres) (?:(?:beaucoup|peu|un peu|un certain|un leger|un grand|de longs?|de longues?|du|quelque|quelques|de gros|un) )*(?:de )?(?:retard|delais?|lenteurs?|peine|difficultes?|latence|secondes|minutes)",
      "(?:partiellement|en partie|a moitie|a peine|a demi) (?:inaccessible|indisponible|injoignable|coupe|hors|accessible|disponible|bloque)\\w*",
      "(?:tomb|disparai|plant|decroch)\\w* (?:et|puis) (?:revien|reven|repart|remont|reapparai)\\w*",
      "ram(?:e|ait|ent|aient)|vacill\\w+|patin\\w+|tousso\\w+",
      "(?:altern|clignot|oscill)\\w+|jou\\w+ (?:au yo-?yo|les montagnes russes)",
      "(?:repond|fonctionn|march|charg|s'affich|s'ouvr)\\w*(?: \\w+)? (?:de (?:maniere|facon) (?:\\w+ )?(?:aleatoire|erratique|irreguliere|intermittente|discontinue|hachee|degradee|partielle|instable)|une fois sur|par a-coups|(?:plutot |tres |assez |bien )?(?:mal|lentement)|avec (?:peine|difficulte)|difficilement|au ralenti)",
      `(?:connu|subi|connaiss\\w+|connait|enregistre|essuye|souffert)(?: \\w+)? (?:de |d'|des |quelques |plusieurs |deux |trois |de multiples )(?:\\w+ ){0,2}(?:micro-?coupures|${OUTAGE}s|lenteurs|ralentissements|perturbations|hoquets|difficultes)`,
      "micro-?coupures|(?:temps|delais?) (?:de|d') ?(?:reponse|chargement|affichage|attente)[^.;,]{0,40}(?:long|eleve|anorma|allonge|degrade)\\w*",
      "(?:disparai\\w+|disparu\\w*|tomb\\w+)[^.;]{0,20} (?:puis|et|avant de) (?:reapparai\\w+|reapparu\\w*|reven\\w+|remont\\w+)",
      "(?:brievement|legerement|momentanement|ponctuellement|temporairement|a plusieurs reprises) (?:perturbe|gene|ralenti|degrade)\\w*",
      "perturbe(?:e|s|es)? (?:a plusieurs reprises|par moments|quelques|plusieurs|brievement|pendant|durant)",
      "(?:un peu |tres |plus |anormalement |particulierement )(?:lents?|longs? a (?:charger|repondre|s'afficher))",
    ),
    only: OF_SITE,
    unless: NONE_OF,
  },
];

/** In a list of how each one fares: "Annecy : ...", "- annecy.fr => ...". */
const STATUS = /[a-z0-9)] ?(?::|=>?|->|\|) (?:\w+ )?$/;

const elsewhere: Cue[] = [
  {
    stance: "accessible",
    words: any(
      `(?:pu|pouvai\\w+|peut|possible (?:de |d'))(?: [^.;,]{0,25}?)?(?: |')${REACH}(?: [^.;,]{0,25})? (?:sites?|portails?|pages?)`,
      `(?:acced|consult)\\w+ (?:sans|normalement|facilement|aisement)(?: [^.;,]{0,30})? (?:sites?|portails?|pages?)`,
      `aucun\\w* (?:difficulte|probleme|souci|gene)s?(?: [^.;,]{0,12})? (?:pour |d'|a |de )(?:acces|${REACH})(?: [^.;,]{0,20})?(?:sites?|portails?)`,
    ),
    unless: /(?<![a-z])(?:ne|n'\w+|plus|pas|jamais|si|sans|im|aurai\w+)(?: \w+)? ?$/,
  },
  {
    stance: "down",
    words: any(
      `(?:impossible|pas moyen|pas possible|impossibilite)(?: [^.;,]{0,30}?)? (?:d'|de )${REACH}`,
      `(?:ne|n')(?: ?)(?:parven\\w+|parvien\\w+|arriv\\w+|reussi\\w+|pouvai\\w+|peu(?:t|vent)|ont|a|avaient|avait)(?: \\w+){0,2} (?:plus|pas)(?: \\w+){0,2}? (?:(?:a|pu) )?${REACH}`,
      "n(?:e |')(?:se |s')?(?!(?:est|etait|sont|etaient|a|ont|avait|avaient) )\\w+(?:ent|e|ait|aient|t) plus",
      "ne peu(?:t|vent)(?: plus)? \\w+ aucun\\w*|ne pouvai\\w+(?: plus)? \\w+ aucun\\w*",
      "plus aucune? \\w+(?: [^.;,]{0,40})? n(?:e |')(?:fonctionn|march|repond|s'affich|se charg|s'ouvr|est accessible)\\w*",
      "ni [^.;]{2,40} ni [^.;]{2,40} ne (?:fonctionn|march|repond)\\w*",
    ),
  },
];

export const states: Cue[] = [
  ...ofSite,
  ...elsewhere,
  // "Annecy : accessible." in a list of how each one fares.
  {
    stance: "accessible",
    words: any(
      "(?:toujours |bien |site )*(?:accessibles?|en ligne|ok|up|debout|operationnel|fonctionne|repond|reponse normale|fonctionnement normal|http 200|200|rien a signaler|normal)(?= ?[.,;()|]|$| (?:normalement|toute|sur|en|tout|des|depuis))",
    ),
    only: STATUS,
  },
  {
    stance: "inaccessible",
    words: any(
      "(?:site |toujours )*(?:ko|hs|down|hors ligne|hors service|injoignable|inaccessible|indisponible|timeout|tombe|erreur 50\\d|50\\d|ne repond (?:plus|pas))(?= ?[.,;()|]|$| (?:depuis|de|entre|pendant|toute))",
    ),
    only: STATUS,
  },
  {
    stance: "intermittent",
    words: any(
      "(?:site |tres )*(?:lent|ralenti|instable|intermittent|alternance|yo-?yo|par intermittence|par a-coups|une fois sur deux|perturbe)(?= ?[.,;()|]|$| (?:depuis|de|entre|pendant|toute))",
    ),
    only: STATUS,
  },
  {
    stance: "intermittent",
    words: any(
      "(?:minutes?|secondes)(?: [^.;,]{0,20})? (?:pour|avant (?:de|d'|que|qu'))(?: [^.;,]{0,25})? ?(?:affich|charg|ouvr|acced|repon|obten|s'affich|se charg)\\w*",
      "(?:eu|ont|avaient|avait|a|avoir|ayant) (?:\\w+ )?(?:du mal|de la peine|toutes les peines (?:du monde)?|beaucoup de mal|peine|mille difficultes) a (?:y |se |s')?(?:acceder|connecter|ouvrir|consulter|afficher|charger|joindre)(?: [^.;,]{0,30})?",
      "de (?:facon|maniere) (?:aleatoire|intermittente|erratique|discontinue)|aleatoirement",
      "(?:par )?intermitten(?:ce|ces|te|tes|ts?)",
      "par (?:moments?|instants|a-coups)",
      "(?:episodique|sporadique|difficile|laborieuse|occasionnelle)(?:ment)?s? accessibles?",
      "(?:sporadique|episodique)(?:ment)?s?",
      "(?:tantot|un coup|parfois) [^.;]{0,30}(?:tantot|un coup|parfois)(?: [^.;,]{0,25})?",
      "(?:difficultes?|problemes?|troubles?|perturbations?|soucis)(?: \\w+){0,2}? (?:d'acces|pour acceder|a acceder|de connexion|a se connecter|d'affichage|pour se connecter)",
      "acces(?: [^.;,]{0,60})? (?:difficile|ralenti|aleatoire|instable|laborieux|degrade|chaotique|complique|hache)s?",
      "(?:ralenti\\w*|genant|compliqu\\w+) (?:(?:fortement|legerement|brievement|momentanement) )?(?:l'acces|les acces|la connexion|la navigation|la consultation)",
      "(?:s'affich\\w+|repond\\w*|charg\\w+|fonctionn\\w+)(?: \\w+)? (?:mal|difficilement|au ralenti|lentement|une fois sur deux|par a-coups)",
      "(?:tres |fortement |particulierement |considerablement )?ralenti(?:e|s|es)?",
      "ralentissements?",
      "(?:connaiss\\w+|connait|connu|subi\\w*|conn\\w+) (?:\\w+ )?(?:des |quelques |de )(?:\\w+ )?(?:perturbations|coupures|interruptions|deconnexions|lenteurs)",
      "(?:s'affich\\w+|repond\\w*|charg\\w+) avec (?:une |de |des )?(?:\\w+ )?(?:lenteurs?|difficultes?|peine|retard)",
      "(?:lenteurs?|instabilites?)",
      "(?:instables?|tres lents?)",
    ),
    unless: NONE_OF,
  },
  {
    stance: "accessible",
    words: any(
      "(?:\\.(?:fr|com|org|net|eu|re)|sites?|portail)(?: \\w+){0,2} ?[:-]? ?(?:ok|up)",
      "n'(?:a|ont) a aucun moment cesse d(?:e |')(?:repondre|fonctionner|etre)",
      "(?:toujours|encore|bien|parfaitement|normalement|pleinement|reste\\w*|restait|restaient|demeur\\w+|continu\\w+ (?:a|d')[^.;,]{0,15}|est|etait|sont|etaient|restes?|reste|rest\\w+ (?:toutefois|cependant|neanmoins|pour leur part|pour sa part))(?: (?!plus|pas|guere|redevenu|a nouveau|de nouveau|nouveau|difficilement|qu)\\w+){0,2} (?:accessible|operationnel|disponible|en ligne|fonctionnel|joignable|consultable)(?:le)?(?:les)?s?",
      "(?:restent|reste|demeur\\w+) (?:visibles?|consultables?)|(?:ses|les|leurs) sites? (?:web |internet )?(?:fonctionn|repond|march)\\w+(?= ?[.,;]|$| a | tou|,)|repondai(?:en)?t tous",
      "(?:fonctionn|march|repond|tourn)\\w+(?: \\w+)? (?:toujours|normalement|parfaitement|correctement|bien|sans (?:difficulte|probleme|encombre))",
      "(?:continu\\w+) (?:de |a )(?:fonctionner|repondre|tourner|s'afficher|marcher)",
      "en (?:parfait )?etat de (?:marche|fonctionnement)",
      "(?:s'affich|se charg)\\w+ (?:normalement|correctement|sans (?:difficulte|probleme))",
      "(?:pu|peut|pouvait) (?:ouvrir|consulter|acceder a|charger)(?: [^.;,]{0,40})?(?:sites?|pages?|portails?)",
      "personne n'a (?:ete )?(?:prive|perdu) (?:d')?acces",
      "n'(?:a|ont) (?:pas|jamais) (?:bronche|flanche|vacille|tremble|bouge)\\w*|service continu",
      "accessibles? (?:normalement|sans (?:difficulte|probleme))",
      "(?:n'a|n'ont|n'avait|n'avaient) (?:jamais |pas )?(?:cesse (?:de|d') ?(?:repondre|fonctionner|etre accessible)\\w*|connu (?:la moindre |aucune )(?:\\w+ )?(?:\\w+')?interruption|(?:jamais|pas) ete (?:inaccessible|interrompu|hors|indisponible|coupe)\\w*)",
      "a aucun moment[^.;]{0,60}(?:inaccessible|interrompu|indisponible|hors)\\w*",
    ),
    unless:
      /(?<![a-z])(?:ne|n'|plus|pas|jamais|seule?s?(?: \w+){0,3}|peu|difficilement|partiellement|a nouveau|de nouveau|doit|devait|pour (?:rester|etre)|si|soit|soient|que par)(?: \w+){0,2} ?$/,
    unlessAfter:
      /^ (?:a nouveau|de nouveau|par intermitt|difficilement|qu'|que |uniquement|seulement|sur (?:le |un |l[ae]s? )?(?:dark|internet|telegram|forum|web)|par (?:telephone|mail|courrier)|au \d|pour (?:les|l'|la))|^ ?,? (?:mais|quoique) (?:tres )?(?:lent|ralenti)/,
  },
  {
    stance: "inaccessible",
    words: any(
      "hors d'atteinte|pages? d'attente|rest\\w+ muets?(?:te)?(?:tes)?|aux abonnes absents",
      "inaccessibles?",
      "n'(?:est|etait|etaient|etant|a|ait|ont)(?: \\w+)? (?:plus|pas|guere)(?: \\w+){0,2} (?:accessible|consultable|en ligne)s?",
      "ne (?:sont|seraient|etaient|soit|sera)(?: \\w+)? (?:plus|pas|guere)(?: \\w+){0,2} (?:accessible|consultable|en ligne)s?",
      "(?:plus aucun|aucun)s? (?:site|portail|page)s?(?: [^.;,]{0,40})? ne (?:fonctionn|repond|s'affich|march)\\w+",
      "(?:message d'erreur|page blanche|erreur 50\\d|erreur 40\\d|affich\\w+ (?:encore |toujours )?une erreur)",
      "(?:personne|nul|aucun (?:usager|internaute|visiteur|habitant))(?: [^.;,]{0,15})? (?:n'a(?:vait)?|ne pouvai\\w+|ne peut|n'ont)(?: plus)?(?: \\w+)? ?(?:pu |plus )?(?:s'y |se |y )?(?:connecter|acceder|ouvrir|consulter|afficher|charger|joindre|atteindre)(?: [^.;,]{0,25})?",
      "refus\\w+ (?:\\w+ )?de (?:se charger|s'ouvrir|s'afficher|repondre)|ne s'ouvr\\w+ (?:plus|pas)",
      "(?:dans les choux|au tapis|a terre|rideau)",
      "(?:tombe|tombee|tombes|tombees) (?:en panne|hors ligne)?(?: sous (?:les|une|l'))?",
      "(?:rendu|rendus|rendant) (?:\\w+ ){0,4}(?:indisponible|injoignable|inutilisable)s?",
      "(?:mis|mise|mises|mettre|met) (?:\\w+ ){0,2}(?:a terre|hors[- ]ligne|ko)",
      "impossibles? (?:d'acceder|de se connecter|de consulter|a consulter|d'ouvrir)",
      "impossibilite d'acceder",
    ),
    unless: PURPOSE,
  },
  {
    stance: "down",
    words: any(
      "n'(?:a|ont|avait|avaient)(?: \\w+)? (?:pas|plus) (?:\\w+ )?(?:fonctionne|marche|demarre)",
      "hors[- ](?:ligne|service|d'usage)",
      "indisponibles?",
      "indisponibilites?",
      "injoignables?",
      "inutilisables?",
      "inoperants?",
      "inoperationnels?",
      "non operationnel(?:le)?s?",
      "(?:en|tombe\\w* en|panne|pannes) (?:panne|rade|carafe)",
      "panne (?:generale|geante|totale|informatique)",
      "paralys(?:e|ee|es|ees|ent|ait|aient|ant|ie|ie des|er)",
      "a l'arret",
      "bloque(?:e|s|es|nt)?",
      "(?:ko|hs)",
      "ne (?:fonctionn|march|repond|s'affich|tourn|sonn)\\w*(?: \\w+)? (?:plus|pas|guere)",
      "ne (?:sont|seront|etaient|peuvent|peut|pouvai\\w+)(?: \\w+)? (?:plus|pas)(?: \\w+){0,3} (?:operationnel|disponible|joignable|utilisable|fonctionnel|assure|fonctionner|utiliser|acceder|travailler|communiquer|etre (?:joint|assure|delivre|traite|contacte))(?:le)?(?:les)?(?:s|e|ee|es|ees)?",
      "n'(?:est|etait|etaient|ont|a)(?: \\w+)? (?:plus|pas)(?: \\w+){0,2} (?:operationnel|disponible|joignable|utilisable|fonctionnel|assure|acces)(?:le)?(?:les)?(?:s|e|ee|es|ees)?",
      "n'(?:ont|a|avait|avaient|avons|avions) plus (?:acces|d'acces|ni|de (?:telephone|mail|messagerie|connexion|reseau|ligne)|d'internet|d'ordinateur|aucun)",
      "dysfonctionnements?",
      "perturb(?:e|ee|es|ees|ent|ait|aient|ant|ations?|er)",
      "(?:mis|mise|mises|mettre|met|mettant) (?:\\w+ ){0,2}hors service",
      "(?:plus rien|rien) ne (?:fonctionn|march|tourn|repond)\\w*|n'(?:arriv|aboutiss|parvienn|pass)\\w+ (?:plus|pas)(?! a)",
      "(?:lourdement |fortement |gravement |severement |durement |massivement |particulierement |tres |directement )(?:impacte|affecte|touche|perturbe|ralenti)(?:e|s|es)?",
    ),
    unless:
      /(?<![a-z])(?:attaque|requetes|trafic|l'avons|l'a|l'ont|les avons|apres|pour|afin de|consiste a|menac\w+ de|risqu\w+ de|evit\w+|sans|aucune?s?|aucun des|ni|jamais|pourrai\w+|permet\w+ de|capables? de|cherch\w+ a|vis(?:e|ent|ant) a|si |n'(?:a|ont|est|etait) pas(?: ete)?|n'a(?:vait)? (?:pas|jamais)(?: ete)?|ne sont pas|pas de)(?: [\w-]+){0,5} ?$/,
  },
  {
    stance: "down",
    words: any(
      "(?:attaque|cyber-?attaque|attaques|rancongiciel|virus|pirates|intrusion|piratage)(?: [^.;,]{0,40})? (?:a|ont|avait|avaient|aurait) (?:\\w+ )?(?:paralyse|bloque|mis hors service|mis a l'arret|mis a mal|perturbe|desorganise|neutralise|immobilise|rendu (?:inutilisable|inoperant|indisponible)s?)(?: (?:le|la|les|l'|son|sa|ses|leurs?|une partie|plusieurs|l'ensemble|tou\\w+|notre|nos) ?(?:\\w+(?: |'))?\\w+)",
    ),
    unless: /(?<![a-z])(?:pour|si|sans|aucune|n'|ne) ?$/,
  },
  {
    stance: "services-down",
    words: any(
      "(?:est|sont|reste|restent|demeur\\w+) (?:\\w+ )?desorganis\\w+|(?:telephones?|lignes?|standard)(?: [^.;,]{0,30})? ne sonn\\w+ (?:plus|pas)",
      "(?:en )?mode (?:tres |fortement )?degrade",
      "cess\\w+ (?:de |d')(?:repondre|fonctionner|marcher)",
      "ne peu(?:t|vent) (?:plus |ni )(?:\\w+)",
      "(?:lignes?|telephones?|standard|messagerie|internet|reseaux?|connexions?)(?: [^.;,]{0,30})? (?:coupe|muet|silencieu|inutilisable)\\w*",
      "(?:composent|travaillent|fonctionnent|restent|reste|tourn\\w+)(?:[^.;]{0,20})? sans (?:\\w+ )?(?:ordinateur|messagerie|informatique|connexion|reseau|logiciel|telephone|internet)s?",
      "(?:papier|crayon|stylo)(?: et (?:au |le )?(?:crayon|stylo|papier))?",
      "(?:enregistre|traite|rempli|saisi|effectue|realise|calcule|etabli)\\w* (?:manuellement|a la main)",
      "(?:a la main|manuellement)",
      "(?:suspendu|annule|reporte|deprogramme|differe|gele)(?:e|s|es)? (?:jusqu'a|pour|faute|sine die|en raison|a cause)",
      "(?:services?|guichets?|accueils?|inscriptions?|paiements?|rendez-vous|prises? de rendez-vous|delivrance|etat[- ]civil|operations|consultations|interventions)(?: [^.;,]{0,60})? (?:suspendu|interrompu|reporte|deprogramme|annule|ferme|degrade|impacte|affecte|ralenti|limite|touche|reduit)(?:e|s|es)?",
      "impossibles? (?:de |d')(?:prendre|delivrer|joindre|envoyer|recevoir|traiter|imprimer|editer|payer|inscrire|travailler|repondre|etablir|utiliser|telephoner|contacter|verser|se connecter a (?:leur|sa|la) (?:messagerie|session))",
      "(?:priv(?:e|es|ee|ees|ant|ent)|coup(?:e|es|ee|ees) ?) (?:d'|de |du )(?:\\w+ )?(?:acces|internet|informatique|mails?|telephone|messagerie|ordinateurs?|reseau|connexion|outils?|logiciels?|leurs? )",
      "(?:sans|plus de|plus d'|ni)(?: \\w+)? ?(?:ordinateur|telephone|messagerie|internet|informatique|mails?|reseau|connexion)s?(?:,| et | ni | ou |\\.| depuis| pour)",
      "(?:retour|repass\\w+|revenu\\w*|travaill\\w+|fonctionn\\w+) (?:au|sur|en) (?:papier|fax|mode degrade|manuel)",
      "deprogramm\\w+",
      "ecrans? (?:[^.;,]{0,40} )?noirs?|a l'ancienne|comme (?:avant|autrefois|il y a)",
      "(?:n'est|n'etait|n'etre|ne sont|n'etaient|ne sommes) (?:\\w+ )?(?:plus|pas) en (?:mesure|capacite|etat) (?:de|d'\\w+)|dans l'incapacite (?:de|d'\\w+)|incapables? (?:de|d'\\w+)",
      "plus (?:de |d')(?: ?)(?:telephone|internet|messagerie|mails?|informatique|ordinateurs?|reseau|connexion|logiciels?|wi-?fi)",
      "(?:demarches?|teleservices|paiements?|reservations?|inscriptions?|actes?|demandes?|dossiers?|prets?|rendez-vous|prises? de rendez-vous|paie|salaires?|wi-?fi|lignes?|telephones?|standard|imprimantes?|badges?|cantines?|creches?)(?: [^.;,]{0,60})? (?:suspendu|interrompu|reporte|annule|ferme|bloque|impossible|retarde|coupe|desorganise|gele|differe|indisponible|a l'arret)(?:e|s|es)?",
      "(?:desorganis)(?:e|s|es|ee|ees)|retard(?:e|es|ee|ees)(?= ?[,.]| par| en raison| depuis| a cause)|coupee?s? du monde",
      "acces (?:a|au|aux) (?:[^.;,]{0,50}) (?:est|etait|reste|sont) (?:\\w+ )?(?:coupe|bloque|suspendu|impossible)\\w*",
      "(?:chiffre|crypte|rendu illisible|detruit|efface)(?:e|s|es)? (?:une (?:grande )?partie|l'ensemble|la (?:quasi-)?totalite|tous?|des|les|plusieurs|\\d+)(?: \\w+){0,4} ?(?:serveur|donnee|fichier|poste|machine)s?",
      "(?:serveur|fichier|poste|machine|ordinateur)s?(?: [^.;,]{0,40})? (?:ont ete|sont|ont|etaient|a ete) (?:\\w+ )?(?:chiffre|crypte|infecte|contamine|detruit|verrouille)(?:e|s|es)?",
      "(?:salaires?|paies?|traitements|paiements?|factures?|aides?|prestations?|subventions?)(?: [^.;,]{0,30})? (?:vers|pay|regl|envoy|verse)\\w* (?:en|avec) (?:du )?retard|(?:reorient|redirig|transfer|dirig|detourn)\\w* (?:[^.;,]{0,25} )?(?:urgences|patients|ambulances|malades|blesses)|(?:urgences|patients|ambulances|malades)(?: [^.;,]{0,25})? (?:reorient|redirig|transfer|detourn)\\w*",
      "(?:retards?|delais|desagrements|difficultes) (?:\\w+ )?(?:dans|pour|sur|de) (?:le|la|les|l'|paiement|versement|traitement)(?: \\w+)?",
    ),
    unless:
      /(?<![a-z])(?:personne|pour|afin de|consiste a|menac\w+ de|risqu\w+ de|evit\w+|aucune?s?|jamais|pourrai\w+|si )(?: [\w']+){0,5} ?$/,
  },
];
