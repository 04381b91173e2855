import { any, before, type Cue, type Words } from "./cue.ts";

/** French ways of saying each stance, folded. */

const DATA =
  "(?:donnees?|fichiers?|documents?|informations?|dossiers?|coordonnees|identifiants|mots de passe|base(?:s)? de donnees|[\\d.,]+ ?(?:go|gb|to|tb|mo)|gigaoctets|teraoctets|archives)";
const TAKEN =
  "(?:vole|derobe|exfiltre|subtilise|publie|divulgue|diffuse|devoile|pirate|compromis|aspire|copie|vendu|extrait|recupere(?:e|s|es)? par|siphonne|fuite)(?:e|s|es|nt)?";
const TROUBLE =
  "(?:incidents?|perturbations?|dysfonctionnements?|problemes?|anomalies?|(?:cyber-?)?attaques?|impacts?|interruptions?|intrusions?|difficultes?|consequences?|pannes?|ralentissements?|coupures?|incidences?|gene|blocages?|degradations?|effets?|indisponibilites?|activite (?:anormale|suspecte|inhabituelle))";
const NOTICED =
  "(?:note|constate|releve|observe|remarque|enregistre|subi|detecte|decele|connu|eu|rencontre|identifie|vu|ressenti|signale|deplore|recense|repere)(?:e|s|es)?";
const NOT_YET = before(
  "(?:sera|seront|serait|seraient|devrait|devraient|pourra|pourront|pourrait|pourraient|esper\\w+|objectif|attend\\w*|en attendant|d'ici|avant|pour|afin d[e'](?: voir)?|pas encore|toujours pas|jamais|sans|etre|non|travail\\w+|tent\\w+|prevu\\w*|delai\\w*|lorsqu\\w*|quand|une fois|date|jusqu'a?)(?![a-z0-9])(?:[^.,;]{0,40})",
);
const DENIED = before(
  "(?:aucune?s?|pas|n'a|n'ont|n'avait|jamais|sans|ni|non|eventuel\\w*|possible|potentiel\\w*|risques?|menac\\w+|pourrai\\w+|eviter|empecher|craint|craign\\w+|verifi\\w+|determiner|savoir|s'assurer|hypothese|hypothetique|contre (?:le|les|la|toute)|prevention|ignor\\w+|proteger|suspicion|soupcon\\w*|si (?:des|les|ses|nos|leurs?))(?![a-z0-9])(?:[^.;]{0,45})",
);
const NONE_OF = before(
  "(?:aucune?s?|pas de|pas d'|sans|ni|jamais|eviter|empecher)(?![a-z0-9])(?:[^.;,]{0,30})",
);
const PURPOSE = before(
  "(?:pour|afin de|visant a|but de|consiste(?:nt)? a|vise(?:nt)? a|cherch\\w+ a|destine\\w* a|de quoi|tent\\w+ de|menac\\w+ de|chercher a|objectif de)(?: \\w+){0,5}",
  "(?:jamais|n'a pas|n'ont pas|n'avait pas|n'avaient pas|sans avoir|ni) (?:ete |rendu\\w* )?",
);

const CUT =
  "(?:coupe|deconnecte|debranche|isole|eteint|ferme|suspendu|desactive|arrete|stoppe|confine|verrouille|mis hors(?: |-)ligne|mis a l'arret|interrompu|bloque)(?:e|s|es)?(?:s hors ligne)?";
const MEASURE =
  "(?:par (?:mesure de )?(?:precaution|securite|prudence|prevention|reflexe)|par mesures? (?:de|conservatoire|preventive)|mesures? (?:de precaution|conservatoires?|preventives?|de protection|de sauvegarde)|preventive(?:ment)?|preventif|volontaire(?:ment)?|a titre (?:conservatoire|preventif|de precaution)|conservatoire|pour (?:eviter|empecher|limiter|contenir|garantir|proteger|preserver|stopper|endiguer|circonscrire|se proteger|enrayer|bloquer)|afin d(?:e |')(?:eviter|empecher|limiter|contenir|garantir|proteger|preserver|stopper|endiguer|circonscrire|enrayer|bloquer))";
const THINGS =
  "(?:serveurs?|reseaux?|systemes?|sites?|acces|connexions?|messagerie|services?|machines|ordinateurs?|postes?|liaisons?|sauvegardes?|infrastructures?|internet|plateformes?|portails?|applications?|informatique|si|logiciels?|telephonie|flux|tout)";

const denials: Cue[] = [
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
      "ecart(?:e|ent|ait|aient) (?:la piste|l'hypothese|toute|tout)(?: \\w+){0,3}",
      "(?:n'a|n'ont|n'aurait) (?:pas|jamais|nullement) (?:\\w+ )?(?:ete )?(?:victimes?|l'objet|pirates?|piratee?s?) d'(?:une |aucune )?",
    ),
    unless:
      /(?<![a-z])(?:(?:autres|reste)(?: \w+){0,3}|ne s'est pas|sans (?:etre|jamais)|ni confirm\w+ ni|ne (?:le |l')?|n'a pas|n'ont pas|que personne ne) ?$|d[ae]ns? l'attente/,
  },
];

const states: Cue[] = [
  {
    stance: "intermittent",
    words: any(
      "(?:par )?intermitten(?:ce|ces|te|tes|ts?)",
      "par (?:moments?|instants|a-coups)",
      "(?:episodique|sporadique|difficile|laborieuse|occasionnelle)(?:ment)?s? accessibles?",
      "(?:sporadique|episodique)(?:ment)?s?",
      "(?:tantot|un coup) [^.;]{0,30}(?:tantot|un coup)",
      "(?:difficultes?|problemes?|troubles?|perturbations?|soucis)(?: \\w+){0,2}? (?:d'acces|pour acceder|a acceder|de connexion|a se connecter|d'affichage|pour se connecter)",
      "acces(?: [^.;,]{0,30})? (?:difficile|ralenti|aleatoire|instable|laborieux|degrade|chaotique)s?",
      "(?:ralenti\\w*|genant|compliqu\\w+) (?:(?:fortement|legerement|brievement|momentanement) )?(?:l'acces|les acces|la connexion|la navigation|la consultation)",
      "(?:s'affich\\w+|repond\\w*|charg\\w+|fonctionn\\w+)(?: \\w+)? (?:mal|difficilement|au ralenti|lentement|une fois sur deux|par a-coups)",
      "(?:tres |fortement |particulierement |considerablement )?ralenti(?:e|s|es)?",
      "ralentissements?",
      "(?:connaiss\\w+|connait|connu|subi\\w*|conn\\w+) (?:\\w+ )?(?:des |quelques |de )(?:\\w+ )?(?:perturbations|coupures|interruptions|deconnexions|lenteurs)",
      "(?:lenteurs?|instabilites?)",
      "(?:instables?|tres lents?)",
    ),
    unless: NONE_OF,
  },
  {
    stance: "restored",
    words: any(
      "(?:tout |deja |bien |entierement |totalement |partiellement |progressivement |rapidement |finalement |depuis )?retabli(?:e|s|es)?",
      "(?:a|de) nouveau(?: \\w+)? (?:accessible|operationnel|disponible|en ligne|fonctionnel|joignable|consultable|en service|ouvert|actif|en fonction)(?:le)?(?:les)?s?",
      "(?:accessible|operationnel|disponible|en ligne|fonctionnel|joignable|ouvert)(?:le)?s? (?:a|de) nouveau",
      "(?:retour|revenu|revenus|revenue|revenues|revenait|revient|reviennent|rentr\\w+)(?: \\w+)? (?:a la normale|en ligne|dans l'ordre)",
      "(?:remis|remise|remises)(?: \\w+)? (?:en ligne|en service|en route|en marche|sur pied|en fonction|en etat)",
      "(?:re-?fonctionn\\w+|remarch\\w+)",
      "(?:fonctionn|march|repond|tourn)\\w+ (?:a|de) nouveau",
      "(?:reouvert|rouvert|redemarre|relance|reconnecte|reactive|restaure|reinstalle)(?:e|s|es)?",
      "(?:a|ont) (?:pu )?(?:repris|reprendre) (?:\\w+ )?(?:(?:son|leur|le) (?:cours|fonctionnement|activite|service)|normalement|du service)",
      "(?:est|sont) de retour",
      "(?:retrouv\\w+|recouvr\\w+) (?:l'usage|l'acces|leurs? |son |ses )|reno(?:ue|uent|ue\\w*) avec la normale",
      "redeven\\w+ (?:accessible|operationnel|disponible|fonctionnel|joignable|consultable|normal)\\w*",
      "(?:depuis|desormais)[^.;]{0,40} (?:le site|les sites|il|elle) (?:repond|fonctionne|marche)\\w*",
      "(?:s'est|se sont|s'etait) remis\\w* (?:a|en)",
      "(?:situation|acces|service|site)s? (?:\\w+ ){0,3}(?:retabli|normalise|revenu a la normale)\\w*",
    ),
    unless: NOT_YET,
    unlessAfter:
      /^ (?:d'ici|dans les prochain|prochainement|au plus vite|dans la semaine|sous)|^(?: \w+){0,3} (?:pourrait|pourra|prendra|devrait|sera|serait|n'est pas|n'interviendra|est (?:prevu|espere|attendu|annonce)|prevu|attendu|espere)(?![a-z])/,
  },
  {
    stance: "accessible",
    words: any(
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
      "inaccessibles?",
      "n'(?:est|etait|etaient|etant|a|ait|ont)(?: \\w+)? (?:plus|pas|guere)(?: \\w+){0,2} (?:accessible|consultable|en ligne)s?",
      "ne (?:sont|seraient|etaient|soit|sera)(?: \\w+)? (?:plus|pas|guere)(?: \\w+){0,2} (?:accessible|consultable|en ligne)s?",
      "(?:plus aucun|aucun)s? (?:site|portail|page)s?(?: [^.;,]{0,40})? ne (?:fonctionn|repond|s'affich|march)\\w+",
      "(?:message d'erreur|page blanche|erreur 50\\d|erreur 40\\d|affich\\w+ (?:encore |toujours )?une erreur)",
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
      "ne (?:fonctionn|march|repond|s'affich|tourn)\\w+(?: \\w+)? (?:plus|pas|guere)",
      "ne (?:sont|seront|etaient|peuvent|peut|pouvai\\w+)(?: \\w+)? (?:plus|pas)(?: \\w+){0,3} (?:operationnel|disponible|joignable|utilisable|fonctionnel|assure|fonctionner|utiliser|acceder|travailler|communiquer|etre (?:joint|assure|delivre|traite|contacte))(?:le)?(?:les)?(?:s|e|ee|es|ees)?",
      "n'(?:est|etait|etaient|ont|a)(?: \\w+)? (?:plus|pas)(?: \\w+){0,2} (?:operationnel|disponible|joignable|utilisable|fonctionnel|assure|acces)(?:le)?(?:les)?(?:s|e|ee|es|ees)?",
      "n'(?:ont|a|avait|avaient|avons|avions) plus (?:acces|d'acces|ni|de (?:telephone|mail|messagerie|connexion|reseau|ligne)|d'internet|d'ordinateur|aucun)",
      "dysfonctionnements?",
      "perturb(?:e|ee|es|ees|ent|ait|aient|ant|ations?|er)",
      "(?:mis|mise|mises|mettre|met|mettant) (?:\\w+ ){0,2}hors service",
      "(?:lourdement |fortement |gravement |severement |durement |massivement |particulierement |tres |directement )(?:impacte|affecte|touche|perturbe|ralenti)(?:e|s|es)?",
    ),
    unless:
      /(?<![a-z])(?:attaque|requetes|trafic|l'avons|l'a|l'ont|les avons|apres|pour|afin de|consiste a|menac\w+ de|risqu\w+ de|evit\w+|sans|aucune?s?|aucun des|ni|jamais|pourrai\w+|permet\w+ de|capables? de|cherch\w+ a|vis(?:e|ent|ant) a|si |n'(?:a|ont|est|etait) pas(?: ete)?|n'a(?:vait)? (?:pas|jamais)(?: ete)?|ne sont pas|pas de)(?: [\w-]+){0,5} ?$/,
  },
  {
    stance: "services-down",
    words: any(
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
      "acces (?:a|au|aux) (?:[^.;,]{0,50}) (?:est|etait|reste|sont) (?:\\w+ )?(?:coupe|bloque|suspendu|impossible)\\w*",
      "(?:chiffre|crypte|rendu illisible|detruit|efface)(?:e|s|es)? (?:une (?:grande )?partie|l'ensemble|la (?:quasi-)?totalite|tous?|des|les|plusieurs|\\d+)(?: \\w+){0,4} ?(?:serveur|donnee|fichier|poste|machine)s?",
      "(?:serveur|fichier|poste|machine|ordinateur)s?(?: [^.;,]{0,40})? (?:ont ete|sont|ont|etaient|a ete) (?:\\w+ )?(?:chiffre|crypte|infecte|contamine|detruit|verrouille)(?:e|s|es)?",
      "(?:retards?|delais|desagrements|difficultes) (?:\\w+ )?(?:dans|pour|sur|de) (?:le|la|les|l'|paiement|versement|traitement)(?: \\w+)?",
    ),
    unless:
      /(?<![a-z])(?:personne|pour|afin de|consiste a|menac\w+ de|risqu\w+ de|evit\w+|aucune?s?|jamais|pourrai\w+|si )(?: \w+){0,5} ?$/,
  },
];

const protection: Cue = {
  stance: "own-protection",
  words: any(
    "(?:mecanismes?|dispositifs?|mesures?|systemes?|outils?|protections?) (?:\\w+ )?(?:de protection|anti-?ddos|de filtrage|de mitigation|de blocage)[^.;]{0,60}(?:inaccessible|indisponible|bloqu\\w+|coup\\w+|rendre|activ\\w+|declench\\w+|ferm\\w+)",
    "(?:activ\\w+|declench\\w+|mise en place|enclench\\w+) (?:\\w+ ){0,4}(?:mecanismes?|dispositifs?|mesures?) de protection",
    `(?:${THINGS}|tout)(?: [^.;]{0,60}?)? (?:a|ont|ait|avait|avaient|est|sont|etaient|etait|reste\\w*|s'est|aurai\\w+)(?: \\w+){0,3} (?:ete )?(?:\\w+ )?${CUT}[^.;]{0,50}${MEASURE}`,
    `(?:serveurs?|reseaux?|systemes? (?:d'information|informatiques?)|acces (?:a )?internet|connexions?|sauvegardes?|postes|liaisons?|ordinateurs?|machines)(?: [^.;,]{0,50}?)? (?:a|ont|avait|avaient|est|sont|etaient|etait)(?: \\w+){0,2} (?:ete )?(?:\\w+ )?(?:coupe|deconnecte|debranche|isole|eteint|mis hors ligne|mis a l'arret|arrete|desactive)(?:e|s|es)?`,
    `${MEASURE}[^.;]{0,110}(?:${CUT}|couper|isoler|deconnecter|debrancher|eteindre|fermer|suspendre|arreter|coupure|isolement|fermeture|arret|deconnexion|mis hors ligne|mettre hors ligne|mise hors ligne)`,
    `(?:a|ont|avons|avait|avaient|aurai\\w+)(?: \\w+){0,3} (?:immediatement |aussitot |rapidement |preventivement |volontairement |decide de |choisi de |du |prefere |pris la decision de |fait le choix de )*(?:coupe|deconnecte|debranche|isole|eteint|mis hors(?: |-)(?:ligne|tension)|couper|deconnecter|debrancher|isoler|eteindre|fermer|desactiver|arreter|suspendre)(?:[^.;]{0,60})?${THINGS}`,
    "(?:mairie|ville|commune|municipalite|collectivite|departement|region|hebergeur|services|equipes?|nous|elle|il|on|agglomeration|hopital|direction|prestataire)(?: [^.;,]{0,40}?)? (?:a|ont|avons) (?:\\w+ ){0,2}mis (?:[^.;,]{0,40}? )?(?:hors(?: |-)(?:ligne|tension)|a l'arret)",
    "bascul\\w+ en mode (?:filtrage|protection|securite)|(?:ordre|decision|consigne)[^.;]{0,30} d'(?:arreter|eteindre|couper|debrancher|isoler)[^.;]{0,30}",
    "(?:avons|a|ont|avoir) tout (?:coupe|debranche|arrete|eteint|deconnecte|isole)",
    `(?:isolement|coupure|mise hors ligne|deconnexion|arret|extinction|debranchement|fermeture) (?:\\w+ )?(?:complet|complete|total|totale|immediat|immediate|preventif|preventive|volontaire|d'urgence)?(?: )?(?:du|des|de la|de l'|de|d')(?: )?(?:\\w+ ){0,4}?${THINGS}`,
    `(?:${CUT}|couper|isoler|deconnecter|debrancher|eteindre|fermer|suspendre|arreter|coupure|isolement|fermeture|deconnexion)[^.;]{0,90}${MEASURE}`,
    "(?:ferm|coup|suspend|bloqu|restrein|limit)\\w*(?: \\w+){0,4} (?:aux|les|des) (?:connexions|adresses|acces)(?: \\w+){0,3} (?:etranger|hors de france|depuis l'etranger)\\w*",
    "(?:filtrage|blocage|geoblocage) (?:geographique|des adresses|des connexions)",
  ),
  unless:
    /(?<![a-z])(?:conseill\w+|recommand\w+|il faut|il convient|faut-il|pourrait|devrait|en cas d[e'])(?: [^.;]{0,60})?$/,
};

const data: Cue[] = [
  {
    stance: "data-safe",
    words: any(
      `(?:aucune?s?|nulle?)(?: \\w+){0,2} ?(?:donnees?|fuite|vol|exfiltration|compromission|fichiers?|documents?|informations?|perte)(?: [^.;]{0,90})?(?:vole|derobe|exfiltre|compromis|fuite|divulgue|diffuse|subtilise|touche|impacte|perdu|constate|detecte|identifie|a deplorer|affecte|concerne|averee?|observe|releve|confirme|de donnees|mis en peril|expose|publie|alteree?|pirate|quitte|emporte)\\w*`,
      "(?:pas de|pas eu de|pas eu d'|pas d'|sans|ni|pas(?: \\w+){1,3} de|pas(?: \\w+){1,3} d')(?: )?(?:\\w+ )?(?:fuite|vol|exfiltration|perte|compromission|extraction|divulgation)s?(?: (?:de|des|d'|du|ni)(?: \\w+){0,3} ?(?:donnees?|informations?|fichiers?))?",
      `${DATA}(?: [^.;]{0,70})? (?:n'ont|n'auraient|ne semblent|n'a|n'aurait|ne sont|ne seraient)(?: \\w+)? (?:pas|jamais|aucunement|nullement)(?: \\w+){0,2}? ?(?:ete |avoir ete )?(?:vole|derobe|exfiltre|compromis|touche|affecte|divulgue|impacte|concerne|perdu|expose|accessible|atteint|consulte|en danger|mis en danger)\\w*`,
      `(?:${DATA}|sauvegardes?)(?: [^.;]{0,50})? (?:sauvegarde|preserve|protege|securise|restaure|recupere)(?:es|s|e|ees|ee)`,
      `(?:${DATA}|sauvegardes?)(?:[^.;]{0,60})? (?:intacte?s?|en securite|saines?|a l'abri|hors de danger)`,
      "(?:rien n(?:e|'[a-z]+)|aucun element|aucun indice|pas d'element|pas de trace|aucune trace|aucune preuve|pas de preuve|pas la preuve|aucun signe)(?: [^.;]{0,90})?(?:fuite|vol|donnees|exfiltr\\w+|vole\\w*|derobe\\w*|subtilise\\w*|fuite\\w*|consulte\\w*)",
      "(?:aucun|aucune) (?:mots? de passe|documents?|fichiers?|donnees?)(?: \\w+){0,3} n'(?:a|est|ont|y est)(?: \\w+){0,2} (?:approche|consulte|fuite|stocke|parti|sorti|heberge|accessible)\\w*",
      "pas (?:de|la moindre) (?:donnees?|informations?|fichiers?)(?: \\w+){0,2} (?:parti|vole|derobe|perdu|sorti|compromis)\\w*",
      "(?:n'a|n'ont) (?:\\w+ )?(?:constate|detecte|releve|identifie|observe|note|decele)(?:e|s|es)? (?:aucune?|ni|pas de)(?: \\w+)? ?(?:fuite|vol|exfiltration|perte|compromission|extraction)",
      "(?:n'a|n'ont) pas (?:\\w+ )?(?:constate|detecte|releve|identifie|observe|note|decele) (?:de |d')(?:fuite|vol|exfiltration|perte|compromission|extraction)",
      "(?:pu |permis de )?(?:restaurer|recuperer) (?:l'ensemble|la totalite|toutes?) (?:\\w+ ){0,2}(?:donnees|sauvegardes)",
      `n'(?:ont|a)(?: \\w+)? (?:pas|aucunement|jamais) (?:pu )?(?:\\w+ )?(?:vole|derobe|exfiltre|compromis|acceder|eu acces|touche|voler|emporte)(?: \\w+){0,3} ?${DATA}`,
    ),
    unless:
      /(?<![a-z])(?:s'assurer|verifier|garantir|savoir|impossible de dire|ne peut (?:pas )?(?:exclure|garantir))(?: [^.;]{0,40})?$/,
  },
  {
    stance: "data-stolen",
    words: any(
      `${DATA}[^.;]{0,80}? ${TAKEN}`,
      `${DATA}[^.;]{0,80}? (?:mis(?:e|es)? (?:en vente|en ligne|a disposition|aux encheres)|en vente|en libre acces|accessibles? sur le dark ?(?:web|net)|(?:sont|ont ete|a ete|seraient|auraient ete)(?: \\w+)? accessibles? (?:a|aux|par) (?:des |un |les )?(?:tiers|pirates))`,
      `(?:vol|fuite|exfiltration|publication|divulgation|diffusion|mise en vente|mise en ligne|extraction|piratage|compromission|soustraction)s?(?: \\w+){0,2} (?:de |des |d'|du |de la |d'une |de ces )(?:\\w+ ){0,3}?${DATA}`,
      `(?:publi|divulgu|derob|vol|exfiltr|aspir|diffus|subtilis|siphonn|copi|mis en (?:vente|ligne)|met en (?:vente|ligne)|mettre en (?:vente|ligne)|vend|revend|extrait|extraire|fait main basse sur|empar)(?:e|es|ee|ees|er|ent|ait|aient|re|u|us|s|r)?(?: [^.;]{0,60}?) ?${DATA}`,
      "s'(?:est|sont|etaient) (?:introduit|empar\\w+)(?: [^.;]{0,40})?(?:donnees|fichiers|documents)",
      "fuites? (?:massive|importante|majeure)",
      "(?:deten\\w+|detien\\w+|possed\\w+|affirm\\w+|revendiqu\\w+|en possession d[e'])(?: [^.;]{0,40})? [\\d.,]+ ?(?:go|gb|to|tb|gigaoctets|teraoctets)",
    ),
    unless: DENIED,
    unlessAfter:
      /^(?: [^.;]{0,60})? (?:n'(?:a|ont|est|aurait)|ne (?:sont|semble|serait)) (?:pas|jamais|plus|a ce stade pas|pour l'heure pas)|^ (?:n'est|n'a|n'ont|ne|pourrai|possible|potentiel|eventuel)/,
  },
];

const claims: Cue = {
  stance: "claims",
  speaker: "attacker",
  words: any(
    "revendiqu(?:e|ee|es|ees|ent|ait|aient|ant|er)",
    "revendications?",
    "(?:se|s'est|s'etait|se sont) (?:vant|targu|glorif|felicit)\\w+",
    "s'(?:est|sont) (?:attribue|arroge)\\w*",
    "s'attribu\\w+",
    "(?:jubil|fanfaronn|exult|pavois)\\w+|s'en (?:est|sont) (?:felicit|vant|targu|attribu)\\w+",
    "(?:dit|disent|dis) que c'est (?:eux|lui|nous)|(?:cite|designe|nomme|mentionne|liste)(?:e|s|es)? (?:\\w+ )?par (?:les |le |des )?(?:pirates|hackers|groupe|activistes|hacktivistes|attaquants)",
    "(?:liste|listes) (?:de |des )(?:cibles|victimes)|parmi (?:leurs|ses) (?:victimes|cibles|trophees)|(?:lui|elle|eux) aussi (?:sur la liste|listee?|citee?)|sur la liste",
    "(?:ont|a) (?:cite|nomme|designe|epingle)(?= )|endoss\\w+ (?:l'|la |les |cette |ces )(?:attaque|operation|action)\\w*|(?:annonce|revele|promis|publie)(?:e|s|es)? (?:[^.;,]{0,30} )?par (?:le groupe|les pirates|les hackers|le gang|le collectif|les attaquants|des pirates|des hackers|un groupe)",
    "(?:hackers?|pirates?|hacktivistes?|groupes?|gang|collectifs?|cybercriminels?|attaquants?|assaillants?|cyber-?attaquants?|noname\\w*(?:\\(16\\))?|lockbit|killnet|anonymous|individu|utilisateur|vendeur|internaute|auteurs?|organisation)(?:[^.;]{0,90}?)? (?:affirm|assur|pretend|declar|clam|annonc|dit|disent|indiqu|proclam|menac|jur|explique)\\w*(?: [^.;]{0,50}?)? (?:avoir|detenir|posseder|etre (?:a l'origine|l'auteur|responsable|entre|parvenu|en possession|derriere)|qu'il|de publier|de diffuser|de divulguer|de rendre public)",
    "(?:ajoute|inscrit|liste|epingle|affiche|figur\\w+|apparai\\w+|apparu|reference|mentionne|nomme|cite)(?:e|s|es|nt|t|ee|ees)?(?: [^.;]{0,70}?)? (?:site|vitrine|blog|tableau de chasse|page|liste)(?: \\w+){0,3} (?:de(?:s|s? ses| leurs?)? (?:victimes|cibles|fuites)|de (?:lockbit|la franchise|revendication|publication)|du (?:groupe|gang)|des (?:pirates|hackers|cybercriminels)|sur le dark|vitrine|des revendications|de cibles)",
    "(?:liste|vitrine|canal|compte|chaine|message)(?: \\w+){0,4} (?:telegram|de cibles|des cibles|de ses victimes|du groupe|des pirates|publiee? par)",
    "(?:selon|d'apres|a en croire|aux dires d(?:es|u)) (?:les |le |la |des |ses |l')?(?:hackers?|pirates?|groupe|gang|attaquants?|assaillants?|cybercriminels?|hacktivistes?|collectif|revendication|vendeur|auteur du (?:message|post)|pretendus?)",
    "(?:a|ont|avait) (?:\\w+ )?(?:annonce|publie|poste|diffuse|partage)(?: [^.;]{0,60}?)? (?:avoir (?:attaque|pirate|vole|frappe|paralyse|cible|vise|mis)|sur (?:telegram|x|twitter|son canal|leur canal|sa chaine|leur site|son site|un forum))",
    "en vente (?:pour|sur|a|au|aux|contre)|aux encheres|moyennant [\\d.,]+ (?:bitcoins?|euros|dollars)",
    "(?:met|mettent|mis|mise|mises|proposee?s?|propose|proposait|offre)(?: [^.;]{0,60}?)? (?:en vente|a la vente)",
  ),
  unless:
    /(?<![a-z])(?:non|pas|aucune?|jamais|n'a|n'ont|n'est|n'etait|sans|ni|toujours pas|pas encore|ne)(?: \w+){0,3} ?$|(?:salariales?|syndicales?) ?$/,
  unlessAfter:
    /^ (?:salarial|syndical|social|n'a ete|n'a pour|n'est)|^(?: \w+){0,3} (?:syndica\w+|salaria\w+)/,
};

export const FRENCH: Words = {
  cues: [...denials, ...states, protection, ...data, claims],
  site: /(?<![a-z0-9])(?:sites?(?! (?:de production|hospitalier|industriel|classe|touristique|d'enfouissement))|portails?|pages? (?:web|d'accueil|internet)|plateformes? en ligne|pages|teleservices?|services? en ligne|adresses? web|vitrine|internet de la)(?![a-z0-9])/g,
  inside:
    /(?<![a-z0-9-])(?:services?(?! en ligne)|serveurs?|systemes?|reseaux?|telephon\w+|standards?|messageries?|mails?|courriels?|boites? mail|e-mails?|ordinateurs?|postes?|informatique|logiciels?|etat[- ]civil|guichets?|applications?|imprimantes?|impressions?|paie|paies|cantines?|creches?|mediatheques?|bibliotheques?|rendez-vous|agents|outils|lignes?|accueils?|urgences|operations|consultations|activite|fonctionnement|administration|collectivite|mairie|hopital|ville|commune|municipalite|etablissement|departement|parkings?|badges?|horodateurs?)(?![a-z0-9])/g,
};
