import { ATTACK_NOUN } from "./attack-words.ts";

/** How an attack and the name of its victim stand to each other, folded, both languages. */

const DET =
  "(?:(?:l[ae]s?|l'|the|its?|ses?|leurs?|plusieurs|several|des|un|une|two|three|deux|trois|quatre|\\d+|servers?|serveurs?|systems?|sites?|websites?|reseaux?|network|services?|(?:d')?information|informatiques?|computer|it|infrastructures?|internet|web|official|officiels?|municipal\\w*|also|egalement|notamment|de|du|des|d'|of|both|local|french|francaises?|france's|e-?mail|mail|messagerie) ?)*";
const PREPOSITION =
  "(?:contre|visant|vise|ciblant|cible|touchant|frappant|paralysant|affectant|perturbant|impactant|sur|a l'encontre (?:de|du|des)|envers|au sein (?:de|du)|dans|a|au|aux|de|du|des|d'|chez|subie? par|dont (?:a|ont|est|sont) (?:ete )?victimes?|dont fait l'objet|contre celui d[eu']|against|on|targeting|hitting|at|of|in|affecting|aimed at|directed at|suffered by|that (?:hit|struck|targeted|crippled|paraly[sz]ed|affected)|which (?:hit|struck|targeted|crippled|paraly[sz]ed|affected)|has hit|qui (?:a|ont|vise|touche|frappe|paralyse|affecte)(?: (?:vise|touche|frappe|paralyse|cible|affecte|secoue|perturbe|mis a genoux|plonge))?)";
const NOT_ARMED = "(?! (?:au couteau|au marteau|a l'arme|a main armee|a la voiture|terroriste))";
/** "cyberattaque contre ...", "attacks on the sites of ..." */
export const LEFT_NOUN = new RegExp(
  `(?:^|[^a-z0-9])(?<!anti.)${ATTACK_NOUN}${NOT_ARMED}(?: [^.;:]{0,70}?)? ?${PREPOSITION} ?${DET}"?$`,
);
/** The same up to the name itself, over its head: "l'attaque contre les sites des villes de", and nothing from before a comma. */
export const LEFT_NOUN_HEADED = new RegExp(
  `(?:^|[^a-z0-9])(?<!anti.)${ATTACK_NOUN}${NOT_ARMED}(?: [^.;:,]{0,70}?)? ?${PREPOSITION} ?${DET}"?$`,
);
/** The same for a name without a head: nothing much stands between. */
export const LEFT_NOUN_BARE = new RegExp(
  `(?:^|[^a-z0-9])(?<!anti.)${ATTACK_NOUN}${NOT_ARMED}(?: [^.;:,]{0,28}?)? ?${PREPOSITION} ?${DET}"?$`,
);
/** "sa liste du jour : ..." */
const LISTED_AFTER =
  /(?::|comprend|includes?|parmi lesquel\w+(?: figur\w+)?|among (?:them|which)|namely|a savoir)(?: aussi| also)?(?: (?:celui|celle|ceux|celles) d(?:e|u|es|'))? ?"?$|(?:cibles?|victimes?|trophees?|targets?|victims?)(?: [^.;:]{0,40})? ?: ?"?(?:l[ae]s? |l'|the )$|(?:among|parmi) (?:those|the|l[ae]s|ceux|celles)(?: \w+){0,2} (?:affected|hit|targeted|struck|targets|victims|touchee?s|visee?s|victimes|cibles|concernee?s|impactee?s),? (?:are|is|were|was|figur\w+|on (?:trouve|compte|releve))(?: also| aussi| notamment)? ?$/;
/** "Sont concernés : A, B et C", "Affected are A and B": a list whose verb comes first. */
export const LIST_VERB =
  /(?:^|[^a-z'])(?:sont|etaient|seraient|ont ete)(?: (?:egalement|aussi|notamment|donc))? (?:concern|touch|vis|cit|nomm|mentionn|list|cibl|affect|frapp|attaqu)ee?s?(?: par [^.;:]{0,30})?(?: ?:)?(?: notamment)?(?: (?:l[ae]s?|l'))? ?$|^[^a-z]*(?:also )?(?:affected|hit|targeted|struck|named|concerned|listed) (?:are|were)(?: also)?(?: ?:)?(?: the)? ?$/;
/** A colon behind what counts no targets: "une carte piquée d'épingles :". */
const OTHER_LIST =
  /^(?![^:]*(?:cibl|victim|target|list|tableau|site|portail|portal|ville|commune|collectiv|mairie|departement|prefecture|hopita|nom|name|hit|attaqu|attack|revendiqu|claim|touch|frapp|vis[eé]|impact|concern|affect|suivant|following|hebdo|telegram|pirat|hack|down|offline|victoire|trophee|client|customer|heberg|host))[^:]*: ?"?(?:l[ae]s? |l')?$/;
/** "cinq communes sont également concernées : ..." */
const HIT_LIST =
  /(?:concern|touch|impact|affect|vis|cibl|frapp|hit|target|struck)\w* ?:|(?:among|parmi) (?:those|the|l[ae]s|ceux|celles)/;
/** Whether what stands before a name announces a list of those that were hit. `news`: its sentence tells of an attack. */
export const isOfList = (left: string, news: boolean): boolean =>
  LISTED_AFTER.test(left) && !OTHER_LIST.test(left) && (news || HIT_LIST.test(left));

/** "ont visé ...", "hit ..." */
export const LEFT_VERB = new RegExp(
  `(?:^|[^a-z0-9])(?:(?:vis|cibl|attaqu|pirat|frapp|touch|paralys|hack|defigur|infect|neutralis|satur|bloqu|perturb|affect|impact|heurt|secou|eteint|eteindre|desactiv)(?:e|ent|ait|aient|er|ant|ees?|es)?|(?:s'en (?:est|sont|etre) pris|s'etre (?:attaque\\w*|introduit\\w* dans)|s'en (?:prend|prennent)|s'attaqu\\w+|s'en prendre|(?:introduit\\w*|infiltre\\w*|penetre\\w*|entree?s?) dans|acced\\w+ a|broke(?:n)? into|got into|gained access to|en pris|pris pour cibles?|mis a (?:terre|genoux)|mis hors (?:service|ligne)|inscrit|ajoute|liste|epingle|revendiqu\\w+|figur\\w+|cit\\w+|nomm\\w+|design\\w+)(?: a| au| aux)?|hit|hits|struck|strikes|targeted|targets|targeting|attacked|attacks|hacked|crippled|cripples|paraly[sz]ed|took down|takes down|knocked (?:out|offline)|knocks (?:out|offline)|breached|breaches|disrupted|disrupts|shut down|brought down|listed|lists|named|names|added|adds|claimed|claims|defaced|infected|encrypted|stole from|stolen from|infiltrated|(?:took|takes|knocked|knocks|brought) (?:the |its )?(?:official |public )?(?:web ?sites?|portals?|networks?|servers?)|(?:intruders?|hackers?|attackers?) [^.;:,]{0,40}(?:inside|into|within|accessed|entered)(?: [\\w-]+){0,4} (?:of|at|from)|(?:data|files) (?:\\w+ )?(?:from|of|belonging to)|(?:une|la|sa) base(?: de donnees)?(?: appartenant| provenant)?|(?:claim|stole|steal|took|take|leak|publish|post|dump|revendiqu|vol|derob|publi|pretend|affirm)\\w* (?:[a-z]+ ){0,4}\\d[\\d.,]* ?(?:k|m|gb|go|tb|to|mb|gigabytes|terabytes|gigaoctets|teraoctets|million|thousand|files|documents|records|lines|rows|fichiers|lignes)(?: (?!from|belonging)[a-z]+){0,4} (?:from|of|belonging to|a|au|aux|de|du|d'))(?: (?:also|egalement|aussi|notamment|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ainsi))?,? ?${DET}"?$`,
);
const VICTIM_WORDS =
  "(?:victimes?|la cible|pour cibles?|cibles?|ciblee?s?|visee?s?|(?<!(?:l'|les |des |une |cette |ces |d'|contre |cyber-?|nouvelle |toute |leurs? |ses |son |sa |plusieurs |l[ae] |deux |aux |d[eu] |en ))attaquee?s?|piratee?s?|hackee?s?|fait(?:e|s)? (?:hacker|pirater|attaquer)|frappee?s?|touchee?s?|paralysee?s?|infectee?s?|defiguree?s?|impactee?s?|a genoux|l'objet|subi(?:r|t|e|s|ssent|ssait|rent)?|essuy\\w+|confront\\w+|aux prises|en proie|fait face|faire face|secouee?s?|mise?s? a (?:terre|genoux|mal)|prise?s? (?:pour cible|d'assaut|en otage)|(?<=(?:est|sont|ete|etre|etait|etaient|sera|dit|disent|toujours|encore) )menacee?s?|menacee?s? (?=par|de )|ranconnee?s?|sous le coup|dans le viseur|sous le feu|revendiquee?s?|listee?s?|(?<!(?:qui|il|elle|on|y|en|ils|elles|a|ont) )citee?s?|designee?s?|se debat|se releve|se remet|panse|hit|struck|targets?|targeted|attacked|hacked|crippled|paraly[sz]ed|victims?|suffer(?:s|ed|ing)?|prey|breached|compromised|defaced|infected|knocked|under attack|fac(?:es?|ed|ing) (?:a|an)|grappl\\w+|dealing with|recovering|reeling|battl(?:es|ed|ing)|listed|named|mentionnee?s? par|mentioned by|claimed|subject(?:ed)?|extort\\w*|held to ransom|fell|fallen|came under|comes under|lost|(?:(?:a|ont|avait|avaient|aurait) vu (?:son|sa|ses|leurs?)|(?:saw|had) (?:its|their)) [^.;,]{0,60}(?:satur|chiffr|pirat|vol|derob|defigur|remplac|attaqu|paralys|crypt|exfiltr|hacked|stolen|encrypted|knocked|flooded|defaced|replaced|leaked|overwhelmed|paraly[sz])\\w*)";
const VICTIM_WORD = new RegExp(`(?<![a-z0-9])${VICTIM_WORDS}(?![a-z0-9])`);
const PASSIVE_CHARACTERS_MAX = 200;
const BARE_CHARACTERS_MAX = 70;

/** Said of nothing but an attack on computers or a list of them. */
const SURE =
  /(?<![a-z])(?:victimes?|(?:la|pour|de) cibles?|pirate(?:e|es|s)?|piratee?s?|hackee?s?|hacked|hacker|defiguree?s?|defaced|breached|ranconnee?s?|victims?|under attack|prise?s? pour cibles?|vu (?:son|sa|ses|leurs?) [^.;,]{0,60}(?:satur|chiffr|pirat|vol|defigur|remplac|attaqu|crypt|tomb|bloqu|paralys)\w*|(?:saw|had) (?:its|their) [^.;,]{0,60}(?:hacked|stolen|encrypted|knocked|flooded|defaced|replaced|leaked|overwhelmed))(?![a-z])/;

export const isSurelyHit = (right: string): boolean => SURE.test(VICTIM_WORD.exec(right)?.[0] ?? "");

/** Who denounces, counts or warns is not who was hit. */
const ACCUSES =
  /(?<![a-z])(?:denonc|condamn|accus|attribu|enquet|alert|met en garde|mettent en garde|warn|blam|condemn|investigat|recommand|conseill|rappel|sanction|expuls|soutien|help|offer)/;

/** "The ministry warned of hackers". */
export const warns = (right: string): boolean => ACCUSES.test(right.slice(0, WARNS_WITHIN_CHARACTERS));
const WARNS_WITHIN_CHARACTERS = 24;

/** "X ... a été victime": nothing but its own apposition stands between. `bare`: a name without a head needs it close by. */
export function isHit(right: string, bare: boolean): boolean {
  const at = VICTIM_WORD.exec(right)?.index ?? -1;
  if (at === -1 || at > (bare ? BARE_CHARACTERS_MAX : PASSIVE_CHARACTERS_MAX)) return false;
  const between = right.slice(0, at);
  return !/[.;:!?](?!\d)/.test(between) && !ACCUSES.test(between);
}

/** "postponed exams after a ransomware attack discovered on Monday": one that was not on somebody else. */
export const AFTER_ATTACK = new RegExp(
  `^[^.;:"]{0,160}(?<![a-z])(?:after|following|since|because of|due to|in the wake of|apres|a la suite d[eu']|suite a|en raison d[eu']|depuis|a cause d[eu']) ?(?:(?:an?|the|une?|la|l'|le|cette|this) ?)?(?:\\w+ ){0,2}${ATTACK_NOUN}(?!(?: \\w+){0,2} (?:on|against|at|of|in|contre|visant|targeting|chez|sur|d'|de|du|des|d[eu]s? l')(?![a-z]))`,
);
/** A bare name that may be what the sentence speaks of: at its start, or after what begins a clause. */
export const SUBJECT_BEFORE =
  /^(?:[^.;]{2,60}\([a-z]+\) ?- ?|[a-z' -]{2,24}(?:, [a-z]+)? - )?[\s"'([-]*(?:\w+ ?[/.)] ?)?(?:[^,:]{0,40}: ?)?(?:l[ae]s? |l')?$|(?:[,:;("]|(?<![a-z])(?:que|qu'|quand|lorsque|lorsqu'|mais|et|dont|that|when|where|while|but|and|say|says|as|pourquoi|comment|why|how)) ?"?(?:l[ae]s? |l'|(?:nearby|neighbou?ring|next-door|(?:la|sa) voisine) )?$/;
/** "Montluçon, a city of 34,000, said an attack had paralysed its services": what it tells is its own. */
export const TELLS_OF_ITSELF =
  /^(?:,? \([^)]{0,60}\))?(?:, [^.;:"]{0,90},)? (?:a |has |had |vient d')?(?:said|says|announced|announces|confirm(?:e|s|ed|ee|er)?|disclosed|revealed|reported|admitted|acknowledged|warned|annonce[r]?|indique[r]?|reconnait|reconnu|revele|declare|signale|affirme|precise)(?![a-z])[^.;]*(?<![a-z])(?:its|it (?:had|has|was|is)|itself|they had|ses|son|sa|leurs?|elle (?:a|avait|est|etait)|(?:avoir|etre) (?:ete )?(?:victime|la cible|visee?|touchee?|attaquee?|piratee?|subi))(?![a-z])/;
/** "A Pau, la mairie ...": the place stands for its body. */
export const PLACE_THEN_BODY =
  /^ ?(?:\([^)]{0,40}\))?, (?:\w+ ){0,3}(?:la (?:mairie|ville|municipalite|commune)|le (?:departement|conseil)|the (?:town|city|council|municipality|mayor)|l'hotel de ville)/;
/** "In Bergerac the town hall's booking system ...": its own house. */
export const HOUSE_BEHIND =
  /^ ?(?:\([^)]{0,40}\))?,? (?:la (?:mairie|ville|municipalite)|l'hotel de ville|the (?:town hall|city hall|mairie|council|municipality)|(?:les )?(?:services|agents) municipaux|(?:town hall|council|municipal) (?:staff|services|workers))(?![a-z])/;
export const BARE_PLACE =
  /(?:^|[^a-z])(?:a|au|aux|dans|en|in|at|de|du|d'|of|from|pour|for|par|via|vers|to|toward|towards|near|around|chez|with|avec|entre|between|by) ?(?:l[ae]s? |l')?$/;
export const DATELINE =
  /^[^.]{0,80}\((?:afp|reuters|ap|bloomberg|dpa|efe|ansa|belga|ats)\)|^[a-z' ,-]{2,40}(?:,| -) ?(?:le )?\d{1,2}(?:er)? [a-z]+(?: 20\d\d)?(?: ?[-:(,]|$)|^[a-z' -]{2,30}[,.]? (?:jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec)[a-z]*\.? \d{1,2}|^[a-z' -]{2,24}(?:, [a-z]+)? - /;
/** "the Spanish city of ...": a namesake abroad. */
export const FOREIGN_BEFORE =
  /(?<![a-z])(?:spanish|belgian|swiss|italian|german|canadian|british|american|dutch|portuguese|polish|ukrainian|lithuanian|czech|danish|norwegian|swedish|finnish|quebec\w*|espagnole?s?|belges?|suisses?|italiennes?|allemandes?|canadiennes?|britanniques?|americaines?|neerlandaises?|portugaises?|polonaises?|ukrainiennes?) (?:[a-z]+ )?(?:of |de |d')?$|(?:city|town|ville|commune|municipalite) (?:spanish|espagnole|belge|suisse|italienne|allemande|canadienne|quebecoise|britannique|americaine) (?:de |d')$/;
export const FOREIGN =
  /^,? ?\(?(?:in )?(?:ontario|quebec|canada|louisiane?|belarus|bielorussie|belgique|belgium|suisse|switzerland|italie|italy|allemagne|germany|espagne|spain|maine|texas|california|florida|new york|kentucky|massachusetts|ohio|illinois|indiana|michigan|missouri|virginia|georgia|vermont|nebraska|iowa|pennsylvania|tennessee|alabama|mississippi|minnesota|wisconsin|oregon|new (?:jersey|hampshire|mexico|brunswick)|nova scotia|(?:north|south) (?:carolina|dakota)|arkansas|oklahoma|kansas|etats-unis|united states|senegal|maroc|morocco|algerie|algeria|tunisie|tunisia|angleterre|england|pays-bas|netherlands|haiti|luxembourg|portugal|saint-pierre-et-miquelon|saint pierre and miquelon)(?![a-z-])/;

/** "in Switzerland the city of ...": a clause about another country. */
export const COUNTRY_BEFORE =
  /(?<![a-z])(?:in|en|au) (?:ontario|quebec|canada|louisiane?|bielorussie|belarus|belgique|belgium|suisse|switzerland|italie|italy|allemagne|germany|espagne|spain|texas|ukraine|pologne|poland|luxembourg),? [^.;:]{0,70}$/;

export const COLON = new RegExp(
  `^ ?(?:\\([^)]{0,40}\\) ?)?[:.|-] ?[^.;]{0,80}?(?:${ATTACK_NOUN}|victimes?|hackers?|pirates?|pirate[es]*|hacked|inaccessibles?|hors service|paralyse\\w*)`,
);
export const NOT_HIT =
  /^[^.;:]{0,60}(?<![a-z])(?:n'(?:est|a|ont|avait)|ne (?:sont|serait))(?: \w+)? (?:pas|aucunement|nullement)(?: \w+){0,2} (?:concern|touche|affect|impact|vise|victime|cible|pirat|contamin)|^[^.;:]{0,40}(?:not|n't|never)(?: \w+){0,2} (?:affected|hit|concerned|targeted|hacked|impacted|involved)/;
export const NEARBY_HELP =
  /(?<![a-z])(?:prete(?:nt|r)?|loaned|lent(?=(?: \w+){0,3} (?:laptops?|computers?|equipment|staff|experts?|support|help|phones?|lines?|servers?))|lends?|(?:propose|offert|offre|offered|offers)\w* [^.;]{0,25}(?:aide|soutien|help|support|renfort|assistance|service)|(?:son|leur|en) (?:aide|soutien)|main[- ]forte|solidar\w+|(?:en )?renfort|accueill\w+|transfer\w+|redirig\w+|delest\w+|orient\w+ vers|reorient\w+|diverted|rerouted|rencontre|visite)(?![a-z])/;
export const HISTORY_BEFORE =
  /(?<![a-z])(?:apres|depuis|suite a|a l'instar d[eu']s?|tout comme|rejoint|rejoignant|a la suite d[eu']s?|l'affaire d[eu']s?|(?:celle|celui) (?:qui|subie?s?)[^,.;]{0,40}|rappelle\w*|comparable\w*|(?<!(?:gone|went|going|goes|go) )after|following(?! ?:)|joins?|joining|like|similar[^,.;]{0,30}(?:on|at|against|in|to)|such as those|comes after|weeks? after[^,.;]{0,40}|days? after[^,.;]{0,40}|months? after[^,.;]{0,40}|reminiscent of|as (?:in|at)|recall\w*|echo\w*)(?:(?<=')|(?![a-z]))[^,.;]{0,30}$/;
/** "des mairies, comme Angers": these are of the news. */
export const AMONG =
  /(?:mairies|villes|communes|collectivites|sites|municipalites|departements|cibles|victimes|towns|cities|councils|bodies|municipalities|targets|victims|websites|institutions)[^,.;]{0,40},? (?:comme|dont|parmi l\w+|notamment|such as|including|among them|like|telles? que?|tels que?)(?: ceux| celles| celui| celle| those)?(?: de| d'| des| du| of)?(?: l[ae]s?)? ?$/;
/** "attacked the websites of French cities, including Nice": those are examples of who was hit. */
export const HIT_AMONG =
  /(?<![a-z])(?:attacked|hit|struck|targeted|flooded|disrupted|knocked|defaced|took down|brought down|crippled|(?:a|ont) (?:vise|attaque|cible|frappe|touche|paralyse|sature|defigure))(?: (?!train|help|similar|past)[^.;:, ]+){0,8} (?:mairies|villes|communes|collectivites|sites|municipalites|departements|towns|cities|councils|bodies|municipalities|websites|institutions)(?: [^.;:, ]+){0,4},? (?:comme|dont|notamment|such as|including|among them)(?: ceux| celles| celui| celle| those)?(?: de| d'| des| du| of)?(?: l[ae]s?)? ?$/;

/** "21 sites visés, dont ceux du Finistère", "the towns affected, including ...". */
export const HIT_ONES_AMONG =
  /(?<![a-z])(?:sites?|villes|communes|collectivites|mairies|cibles?|victimes?|administrations|etablissements|institutions|websites|towns|cities|councils|bodies|authorities|targets)(?: (?!not |pas )[^.;:, ]+){0,4} (?:visee?s?|ciblee?s?|attaquee?s?|touchee?s?|concernee?s?|impactee?s?|affectee?s?|piratee?s?|mentionnee?s?|citee?s?|revendiquee?s?|targeted|attacked|hit|affected|struck|named|listed)(?: [^.;:, ]+){0,4},? (?:dont|parmi l\w+|notamment|including|among them|such as)(?: ceux| celles?| celui| those)?(?: de| d'| des| du| of)?(?: l[ae]s?| the)? ?$/;

export const TROUBLES: ReadonlySet<string> = new Set([
  "inaccessible",
  "intermittent",
  "own-protection",
  "services-down",
  "data-stolen",
  "claims",
  "restored",
]);
export const EVENT =
  /(?<![a-z])(?:(?:cyber-?)?(?:attaqu|attack|intrusion|pirat|malveillan|offensiv)|hack|ransom|rancon|ddos|deni de service|denial[- ]of|malware|virus|breach|defac|defigur|fuite|vol de donnees|data (?:leak|theft)|chiffr|malveillant|intru[sd]|encrypt|compromis|infect|malicious|altered|replaced|dark ?web|telecharge|en vente|for sale|noname|lockbit)/;
/** "ainsi que le site du département": goes on with what was said before the verb. */
export const GOES_ON =
  /(?:^|[ ,])(?:ainsi qu[e']|as well as|de meme qu[e']|tout comme|comme)(?: [a-z']+){0,6} ?$/;

/** "the website of the economy ministry and the prefecture of": nothing but what they are stands between. */
export const AND =
  /^(?:'s)?(?: (?:department|departement|council|region|prefecture|website|site))?(?:,| and|, and| et|, et)(?: (?:the|that|those|of|its|le|la|les|celui|celle|ceux|de|du|des|a|au|aux|site|sites|portail|portals?|websites?))*(?: (?:l'|d'|de l'|celui d'|celle d'))? ?$/;

/** The same words mean other things there. */
export const SPORT =
  /(?<![a-z])(?:football|foot|rugby|match|matches|ligue 1|joueurs?|striker|meteo|soleil|basket|handball|cyclisme|etape)(?![a-z])/;

/** "plusieurs collectivités du Grand Est": the area of the victims. */
export const AREA_OF =
  /(?:collectivites|etablissements|entreprises|hopitaux|institutions|organi[sz]ations|authorities|bodies|services|acteurs|structures|mairies|communes|villes|towns|cities|hospitals|councils)(?: \w+){0,2} (?:de la |du |de |d'|des |de l'|in |of |in the )$/;
/** "En Bretagne", "dans les Landes": where, not who. */
export const AREA_BEFORE = /(?:^|[^a-z])(?:en|dans|in|across|throughout|au|aux)(?: l[ae]s?| l'| the)? ?$/;

/** "quatre communes du Nord (", "four towns - ": what follows are their names. */
export const APPOSED =
  /(?<![a-z])(?:villes|communes|mairies|municipalites|collectivites|departements|towns|cities|councils|municipalities|authorities|bodies)(?: [^.;:(]{0,50})?(?: -|:|,| \() ?(?:l[ae]s? |l')?$/;
/** "A, B and C have all told us that their websites are unavailable". */
export const THEIR_SITES =
  /^[^.;:"]*(?<![a-z])(?:said|say|says|told|tell|confirm\w*|indiqu\w+|dit|disent|annonc\w+|signal\w+|report\w*)(?: [a-z]+){0,4} (?:their|its|leurs?|ses|son|sa) (?:web ?sites?|sites?|portals?|portails?|servers?|serveurs?|networks?|reseaux?|phones?|telephones?|e-?mails?|messageries?)(?![a-z])/;
