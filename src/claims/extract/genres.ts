import { isStrong } from "./attack-words.ts";
import { any } from "./cue.ts";

/** Whole documents that report no attack, whatever words they use. Tested on title and lead. */
const OTHER_GENRE = any(
  "new (?:show|exhibits?) (?:in|at|about)|avant-premieres?|longs?[- ]metrages?|le film|the film|exposition|exhibition|en vitrine|documentaire|documentary|podcast|book review|roman|polar|comedie|thriller|bande dessinee|jeu video|jeu de (?:societe|role)|novel|musical",
  "e-?sports?|tournois?|tournaments?",
  "exercices?|simul\\w+|fictif\\w*|fictive\\w*|entrainements?|s'entrain\\w+|mise en situation|drills?|mock|table-?top|rehears\\w+|simulat\\w+",
  "tribunal|condamn\\w+|sursis|proces(?!-verb| verb)|jugee?s?|comparai\\w+|comparu\\w*|mis en examen|a la barre|sentenced|court|trial|defendants?|jury|hearing|convicted|jailed|prison|pleaded|plead",
  "sondage|survey|barometre|palmares",
  "(?:three|five|seven|ten|twelve|trois|cinq|sept|huit|dix|douze|\\d+) (?:\\w+ )?(?:scams|tips|ways to|steps to|rules (?:for|to)|habits|gestes|conseils (?:pour|de)|reflexes|arnaques|regles (?:pour|d')|astuces|bonnes pratiques|bons reflexes)",
  "formee?s? (?:a|aux) (?:reperer|reconnaitre|dejouer|la cyber\\w*|gestes)|sensibilis\\w+ (?:[a-z']+ ){0,6}(?:a|aux|au)|cybermois|cyber month|mois (?:europeen )?de la cyber\\w*|mim\\w+ une (?:cyber-?)?attaque|jou(?:e|ent|er|aient|ait) a (?:se faire|etre) (?:pirat|attaqu|hack)\\w+|play(?:s|ed|ing)? at being (?:hacked|attacked)",
  "publi-?redactionnel|publi-?reportage|contenu (?:sponsorise|partenaire)|sponsored (?:content|post)|partner content|advertorial|paid post|tribune libre",
  "temoignage client|cas clients?|etude de cas|retour d'experience client|(?:customer|success) (?:story|stories)|case study",
  "(?:attaques?|attaquee?s?|attacks?|attacked)(?: \\w+){0,3} (?:de|d'|du|par|by|of) (?:une? |des |deux |a )?(?:loups?|ours|requins?|chiens?|frelons?|wolves|wolf|sharks?|bears?|dogs?)|(?:wolf|shark|bear|dog|knife|gun|truck|bomb|sword) attacks?|(?:attaque|agression)s? (?:au couteau|a l'arme|a main armee|au marteau|a la voiture)",
  "offre d'emploi|recrute (?:un|une|son|sa|des)|is hiring|job offer",
  "hacking (?:contests?|competitions?|championships?|challenges?)|concours|hackers? ethiques?|ethical hack\\w+|bug bounty|hackathon|ctf|capture the flag|(?:experts?|hackers?|pirates?|auditeurs?|testers?) (?:mandate|missionne|engage|paye|hired|commissioned|paid)e?s?|tests? d'intrusion|pen-?tests?|penetration test\\w*|red team\\w*|audits? de securite|security audits?",
);
/** Of sport, animals and shows, whose words are those of a fight: unless the text says by a word of its own that it is of computers. */
const OTHER_FIELD = any(
  "(?:escrocs?|scammers?|fraudsters?|crooks)(?: \\w+){0,2} (?:copi|imit|clon|contrefai|usurp|copied|cloned|impersonat)\\w*|faux sites?|fake (?:web ?)?sites?",
  "cambriol\\w+|burgl\\w+|braqu(?:age|eurs?)s?|incendie criminel|arson\\w*|petrol bombs?|molotov",
  "(?:rongeurs|rats|loups|frelons|chenilles|termites|sangliers|moustiques|rodents|wolves|hornets|seagulls?|gulls?|goelands?|mouettes?|pigeons?|corneilles?|crows|magpies|perroquets?|parrots?|ecureuils?|squirrels?|mosquitoes)",
  "in the league|the champions|top 14|pro d2|starligue|kick-?off|standings|peloton|race leader|tour de france(?! (?:site|web))|champions? de france|mi-temps|half-?time",
  "championnats?|championships?|ligue [12]|premier league|quart de finale|demi-finale|goalkeeper|striker|entraineur|coach|derby",
);
const COMPUTERS_ATTACKED =
  /(?<![a-z])(?:cyber-?(?:attaqu|attack)\w*|ran[cs]omwares?|rancongiciels?|noname\w*|piratage informatique|hackers? (?:claim|hit|target|attack|took)\w*)(?![a-z])/;

/** Words of an exercise settle it wherever they stand. */
const EXERCISE =
  /(?<![a-z])(?:with their (?:permission|consent|agreement)|avec leur accord|copies of (?:these|the|their) (?:web ?)?sites|copies de (?:ces|leurs|des) sites|in (?:our|the|their) (?:own )?laborator(?:y|ies)|en laboratoire|guinea pigs?|cobayes?|met(?:tent)? en scene|jou(?:e|ent|er|aient|ait) (?:a )?une (?:fausse )?(?:cyber-?)?(?:attaque|crise)|retex|exercices? (?:de (?:crise|simulation|gestion|securite|cyber)|cyber|grandeur nature)|(?:crise|attaque|cyberattaque|scenario|rancongiciel|pirates?) (?:\w+ )?fictif\w*|fictive|simulated|fictitious|mock (?:attack|ransom)|pretended that|only a (?:game|test|drill)|exercises? were held|was (?:only |just )?a (?:test|drill|exercise)|no real system|pour de faux|table-?top|war-?game|role-?play|jeu de role|(?:cyber|crisis|ransomware) (?:drill|exercise)|exercise (?:scenario|organi[sz]ed|run by))(?![a-z])/;

export const isExercise = (plain: string): boolean => EXERCISE.test(plain);

/** The end of a story that turns out to be one: it points back at all that was told. */
const ONLY_EXERCISE =
  /(?<![a-z])(?:(?:the|this|our|le|ce|du) (?:(?:computer|video|board|role-?playing|card) game|jeu (?:video|de plateau|de role|de societe))(?=[^.;]{0,80}(?<![a-z])(?:out (?:on|this|next)|released?|players?|joueu\w+|studio|sort(?:ira)? |disponible|console|steam))|(?:attaque|cyber-?attaque|piratage|rancongiciel|attack|cyber-?attack|hack|ransomware) (?:n'exist\w+ que sur le papier|(?:only )?existed (?:only )?on paper)|pretended that|only a (?:game|test|drill)|(?:was|were) (?:only |just |all |part of )?an? (?:test|drill|exercise|rehearsal|simulation)|no real system|pour de faux|il s'agi(?:t|ssait) (?:en (?:fait|realite) )?d'un(?:e)? (?:\w+ )?(?:entrainement|exercice|simulation|test|mise en situation)|(?:n'etait|n'est|n'etaient|ce n'est|c'etait) (?:heureusement )?(?:qu'|rien d'autre qu')?un(?:e)? (?:\w+ )?(?:exercice|entrainement|simulation|mise en scene|jeu de role)|n'etai(?:t|ent) (?:heureusement )?qu'un(?:e)? (?:\w+ )?(?:test|jeu|scenario)|rien de tout (?:cela|ca) n'(?:est|etait) (?:vrai|reel|arrive)|tout (?:cela|ca|etait) (?:etait |est )?(?:faux|fictif|simule|joue)|none of (?:it|this|that) (?:was|is|has|had)? ?(?:real|true|happened|took place)|rien de (?:cela|tout cela|ceci) ne s'est (?:produit|passe)|(?:all|everything) (?:of it )?was (?:invented|fiction|scripted|staged)|(?:the (?:town|city|hospital|council|prefecture)|they|staff|officials) (?:was|were) (?:only |just )?(?:rehearsing|practi[sc]ing|playing|training|testing)|le scenario,? (?:ecrit|imagine|concu|prepare|elabore) par|fin de l'exercice|fin de partie|end of exercise|grandeur nature|(?:crise|attaque|cyberattaque|pirates?|groupe|rancon) (?:etai(?:t|ent) )?(?:fictive?s?|imaginaires?))(?![a-z])/;
export const isOnlyExercise = (plain: string): boolean => ONLY_EXERCISE.test(plain);

/** The title alone tells of an arrest, or of an opinion. */
const OTHER_TITLE =
  /^\W*(?:et )?(?:si|if|what if|que se passerait-il|would|could|could a|sommes-nous|etes-vous|are we|how (?:ready|safe|prepared))(?![a-z])[^.]{0,120}(?:serai\w*|tiendr\w*|ferai\w*|passerai\w*|would|could|tombai\w*|etai\w*|prets?|ready|safe|prepared|\?)|(?<![a-z])(?:en chiffres|in numbers|by the numbers|bilan 20\d\d|retrospective|l'annee en revue|year in review|the year in|de l'annee 20\d\d|de l'annee)(?![a-z])|^\W*(?:comprendre|tout savoir sur|c'est quoi|qu'est-ce qu|what (?:is|are) |understanding|explainer)[^.:]{0,30}(?:ran[cs]o\w+|ddos|denis? de service|denial|cyber\w*|attaques?|attacks?|hackers?|hacking)\W*$|(?<![a-z])(?:fact-?check\w*|vrai ou faux|desintox|intox)(?![a-z])|(?<![a-z])(?:to (?:spend|invest)|(?:va|vont) (?:investir|consacrer|debloquer))(?![a-z])|^\W*(?:tribune|opinions?|edito\w*|chronique|point de vue|op-ed)(?![a-z])|(?<![a-z])(?:arrests?|arrested|detained|extradit\w+|interpell\w+|garde a vue|perquisition\w*|ecrou\w*|suspects?)(?![a-z])/;
/** The title looks back over years. */
const OLD_TITLE =
  /(?<![a-z])(?:il y a (?:cinq|six|sept|huit|neuf|dix|quinze|vingt|\d+) ans|(?:five|six|seven|eight|nine|ten|fifteen|twenty|\d+) years (?:on|ago|later|after)|(?:cinq|six|sept|huit|neuf|dix) ans apres|une decennie d|a decade of)(?![a-z])/;
const LOOKING_BACK =
  /(?<![a-z])(?:(?:un|deux|trois|quatre|\d+) ans? (?:apres|plus tard)|il y a (?:un|deux|trois|quatre) ans?|(?:one|two|three|four|\d+) years? (?:on|later|after|ago)|a year (?:on|later|after|ago)|anniversa\w+)(?![a-z])/;
/** Then it is about what happened now. */
const ONCE_MORE =
  /(?<![a-z])(?:de nouveau|a nouveau|nouvelles?|nouveau|encore|deuxieme|seconde?|une fois de plus|again|second|new|another|once more|fresh|repeat)(?![a-z])/;
/** Of letters that somebody sends in the name of a body. */
const FRAUD_TITLE =
  /(?<![a-z])(?:faux sites?|sites? frauduleux|fake (?:web ?)?sites?|fraudulent (?:web ?)?sites?|faux (?:messages?|courriels?|sms|mails?|e-mails?|appels?|agents?|conseillers?)|(?:tentatives? d')?(?:arnaques?|escroqueries?)|(?:fake|scam|phishing|fraudulent) (?:messages?|e-?mails?|texts?|calls?|letters?)|hameconnages?|smishing|scams?)(?![a-z])/;
/** The title says it: "une panne, mais pas de piratage". */
const NONE_TITLE =
  /(?<![a-z])(?:pas (?:de|d'un|un|le fait d'un) (?:piratage|acte de malveillance)|pas (?:de|d'une|une) cyber-?attaque|ni piratage|no (?:cyber-?attack|hack)|not (?:a )?(?:cyber-?attack|hack)|(?:interruption|coupure|maintenance|operation|migration|indisponibilite|arret)s? (?:programmee?s?|planifiee?s?|prevue?s?)|(?:planned|scheduled) (?:maintenance|outages?|upgrades?|downtime|work|interruptions?)|(?:down|offline|closed|ferme|indisponible|coupee?) (?:for|pour) (?:an? |une? )?(?:upgrade|maintenance|mise a jour|migration))(?![a-z])/;

/** What looked like an attack was none. */
const NONE =
  /(?<![a-z])(?:rarely|seldom|rarement|hardly ever) (?:the work|the fault|due|because|l'oeuvre|le fait|la faute|du)(?: [a-z']+){0,3} (?:hackers?|attacks?|pirates?|attaques?|piratages?)(?![a-z])|(?:prevue?s?|programmee?s?|planifiee?s?|annoncee?s?) (?:de longue date|depuis (?:des|plusieurs) (?:semaines|mois))|planned (?:for |since )?(?:weeks|months|long ago|a long time)|(?<![a-z])(?:there was|it was|il n'y a(?:vait)? (?:eu )?|ce n'etait)(?: no| not an?| not| pas d(?:'|e )| aucune?| pas une?)? ?(?:cyber-?)?(?:attack|attaque|hack|piratage)s?,? (?:just|only|simply|merely|juste|seulement|simplement|mais) (?:too many|a lot|un|une|des|trop|beaucoup|a|the|too much)(?![a-z])|(?:under|sous) (?:the |le |l')?(?:weight of |poids de(?:s| la)? |nombre de )?(?:traffic|visits|visitors|trafic|visites|visiteurs|affluence|curieux)(?! (?:of|from|de|d'|malveillant|malicious|bogus|fake|junk))|(?<![a-z])(?:erreur|panne|bug|bogue|faute|fault|error|glitch|failure|defaillance|incident technique)[^.;]{0,40}, (?:et |and )?(?:pas|non|not) (?:a |par |by )?(?:une?|d'une?|an?|des|de) (?:\w+ )?(?:cyber-?)?(?:attaques?|piratages?|attacks?|hacks?|malveillance)(?![a-z])|(?:it|this|that) (?:wasn't|was not|isn't|is not) (?:the |an? |any |the work of )?(?:hackers?|cyber-?attack|hack)(?![a-z])|(?:ce|il) n'(?:etai\w+|est|sont) pas (?:des |les |l'oeuvre de |le fait de )(?:hackers|pirates)(?![a-z])|(?:cru|croyait|croyaient|thought|believed)(?: \w+){0,2} (?:a|it was|to be) (?:une|an?) (?:cyber-?)?(?:attaque|attack|hack)(?![a-z])|(?:a cause d'|la faute a |en cause ?: |due to |blamed on )(?:une?|an?) (?:\w+ )?(?:canalisation|inondation|fibre|orage|incendie|panne (?:electrique|materielle)|engin|water leak|flood|fire|power (?:cut|failure)|burst pipe)|(?:simple|forte|grande|trop grande) affluence|heavy demand|sheer (?:number|volume) of (?:visitors|users)|(?:cyber-?attack|attack|hack|sabotage)[^.;]{0,30} (?:had been |was |has been |been )?(?:ruled out|excluded)|no (?:evidence|sign|indication)[^.;]{0,40} (?:result of|caused by|due to|linked to) (?:an? )?(?:cyber-?)?(?:attack|hack)|aucun (?:signe|indice)[^.;]{0,20} d(?:'|e )(?:une? )?(?:cyber-?)?(?:attaque|piratage|malveillance)|rul\w+ out (?:a |any )?(?:cyber|attack|hack)|(?:piste|hypothese)[^.;]{0,40}(?:cyber|pirat|attaque|malveillan)[^.;]{0,30} ecarte|ecart\w+ (?:la piste|l'hypothese)[^.;]{0,30}(?:cyber|pirat|attaque|malveillan)|(?:was|were|is)(?: not|n't) (?:caused by |due to |the result of |a )?(?:a )?cyber|(?:n'est|n'etait|ne s'agi\w+) pas (?:d'|une |d'une )?(?:une )?(?:cyber-?attaque|attaque)|n'a(?:vait)? pas ete (?:pirat|hack)|affluence (?:record|exceptionnelle|inhabituelle)|(?:afflux|pic|surge|rush) (?:de |d'|of )(?:\w+ )?(?:visiteurs|internautes|curieux|inscriptions|visitors|applicants|interest)|victime de son succes|victim of its (?:own )?success/;

export const isNoAttack = (plain: string, title: string): boolean =>
  NONE.test(plain) || NONE_TITLE.test(title);
/** A rumour is put right, and no group is named that claimed anything. */
export const isSettingRight = (title: string): boolean =>
  /^\W*(?:non|no), |\? ?"? ?(?:no|non|faux|false|rumou?r)(?:[,.:]| )/.test(title);
export const isOtherTitle = (title: string): boolean =>
  OTHER_TITLE.test(title) ||
  OLD_TITLE.test(title) ||
  (LOOKING_BACK.test(title) && !ONCE_MORE.test(title)) ||
  (FRAUD_TITLE.test(title) && !isStrong(title));

/** Towns abroad that share a name with French ones. */
const ABROAD =
  /(?<![a-z])(?:quebec\w*|montreal|ontario|louisian\w+|wallon\w+|belg\w+|suisse\w*|romand\w*|luxembourg\w*|spanish city|principality|monegasque|prince's palace|government of monaco|monaco's |espagnole?s? (?:de|d'))(?![a-z])/;
const FRANCE =
  /(?<![a-z])(?:franc\w+|french|anssi|cnil|departements?|prefectures?|parquet|hexagone)(?![a-z])/;
export const isAbroad = (plain: string): boolean => ABROAD.test(plain) && !FRANCE.test(plain);

export const isOtherGenre = (lead: string): boolean => {
  OTHER_GENRE.lastIndex = 0;
  OTHER_FIELD.lastIndex = 0;
  const plain = lead.replaceAll('"', " ");
  return OTHER_GENRE.test(plain) || (OTHER_FIELD.test(plain) && !COMPUTERS_ATTACKED.test(plain));
};
