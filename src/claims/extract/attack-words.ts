import type { AttackType } from "../reading.ts";
import { any } from "./cue.ts";

/** Words of attacks, French and English together: most are shared, and a French text quotes English and the other way round. */

const CYBER = "cyber(?:-| )?";
const ATTACK_WORDS = `(?:${CYBER}(?:attaque|attack|offensive|assaut|assault|malveillance|incident|intrusion|agression|raid|piratage|extorsion|evenement|security incident)s?`;

/** Nouns that are an attack on computers by themselves. */
export const ATTACK_NOUN = `${ATTACK_WORDS}|(?:attaques?|offensives?|assauts?|raids?|incidents?|actes? de malveillance|malveillances?|operations?|campagnes?) (?:massives? |d'ampleur |majeures? |ciblees? |coordonnees? |de grande ampleur |de type |par |en |d'origine )*(?:informatiques?|numeriques?|cyber\\w*|ddos|virales?|deni(?:s)? de service|ran[cs]on\\w*|saturation|russes?|pro-?russes?)|(?:computer|digital|online|hacker|hacking|it|ransomware|ddos|malware|security|network) (?:attacks?|incidents?|assaults?|breach(?:es)?|intrusions?)|piratages?|intrusions?|ran[cs]omware|rancongiciels?|cryptovirus|virus informatiques?|logiciels? malveillants?|malwares?|defacements?|defigurations?|(?:attaques? (?:ddos|par ))?denis? de service|denial[- ]of[- ]service(?: attacks?)?|ddos(?: attacks?)?|hacks?|hacking|data breach(?:es)?|fuites? de donnees|vols? de donnees|data (?:leaks?|theft|thefts)|breach(?:es)?|attaques?|attacks?|assauts?|offensives?|(?:actions?|operations?) (?=contre|against|visant|targeting))`;

/** One of these makes the text one about attacks on computers; without any, nothing is read as one. */
export const CYBER_WORD = any(
  `${CYBER}(?:attaqu|attack|offensiv|assault|malveillan|incident|intrus|pirat|crimin|extors|securit|defen[sc])\\w*`,
  "(?:attaques?|virus|piratages?|pirates?|intrusions?|incidents?|malveillances?|problemes?|pannes?) (?:\\w+ ){0,2}(?:informatiques?|numeriques?)",
  "hack(?:ers?|ed|ing|s|ee?s?|ent|eurs?|tivis\\w+)?",
  "ddos\\w*|denis? de service|denial[- ]of[- ]service",
  "ran[cs]omware\\w*|rancongiciels?|cryptovirus|malwares?|logiciels? malveillants?",
  "fuites? de donnees|vols? de donnees|data (?:breach|leak|theft)\\w*|exfiltr\\w+",
  "defac\\w+|defigur\\w+",
  "piratages?|pirate(?:e|es|ees|s)?",
  "(?:systemes?|reseaux?|serveurs?|computer|it) (?:d'information|informatiques?|systems?|networks?|servers?)",
  "noname\\w*|lockbit|killnet|(?:site|sites|website|websites|portail|portails|portals?)",
);

const MACHINES =
  "(?:servers?|networks?|systems?|mailbox(?:es)?|accounts?|computers?|serveurs?|reseaux?|systemes?|messageries?|comptes?|postes|machines|fichiers|files|ordinateurs)";

/** Strong enough to say that the text tells of such an attack at all. */
export const STRONG_WORD = any(
  `${CYBER}(?:attaqu|attack|offensiv|assault|malveillan|incident|intrus|pirat|crimin|extors)\\w*`,
  "(?:attaques?|virus|piratages?|pirates?|intrusions?|malveillances?|acte) (?:\\w+ ){0,3}(?:informatiques?|numeriques?|site|sites)",
  "(?:computer|digital|hacker|it|network) (?:attack|intrusion|breach)\\w*",
  "hack(?:ers?|ed|ing|s|ee?s?|ent|eurs?|tivis\\w+)?",
  "(?<!anti-)(?<!anti )ddos\\w*|denis? de service|denial[- ]of[- ]service",
  "ran[cs]omware\\w*|rancongiciels?|cryptovirus|malwares?|(?:logiciels?|programmes?) malveillants?",
  "fuites? de donnees|vols? de donnees|data (?:breach|leak|theft)\\w*|exfiltr\\w+|stolen data|leaked",
  "(?:base|fichier|donnees|data\\w*)(?: [^.;]{0,80})? (?:en vente|a la vente|for sale)|breachforums?|dark ?(?:web|net)|prorusse\\w*|pro-russ\\w*",
  `(?:br(?:oke|oken|eaking|eak)|got|gotten|get|enter(?:ed|ing)?|gain(?:ed|ing) (?:access|entry)|let (?:themselves|himself)|found (?:their|a) way|log(?:ged|ging)|introdui\\w*|penetr\\w+|infiltr\\w+|immisc\\w+)(?: \\w+){0,3} (?:in|into|to|inside|dans|sur)(?: \\w+){0,4} ${MACHINES}`,
  `(?:encrypt|scrambl|chiffr|crypt|verrouill|wip|siphon|vider|vide)(?:e|s|es|ed|ee|ees|er|ing|ent|aient)?(?: [^.;,]{0,30})? ${MACHINES}|${MACHINES}(?: [^.;,]{0,30})? (?:encrypted|scrambled|wiped|chiffree?s?|cryptee?s?)`,
  `(?:attaqu|cibl|vis|pirat|frapp|touch|paralys)\\w+(?: [a-z]+){0,2} par (?:un |une |des |les |de )?(?:\\w+ )?(?:pirates?|hackers?|cybercriminels?)|(?:attacked|hit|targeted|struck|paraly[sz]ed|crippled)(?: (?:on )?[a-z]+)? by (?:\\w+ ){0,2}(?:hackers|cybercriminals)|${MACHINES}(?: [^.;,]{0,40})? (?:infiltre|penetre)(?:e|s|es)?|${MACHINES}(?: [^.;,]{0,40})? (?:infiltrated|penetrated|broken into)`,
  `compromission (?:de |d'|du |des )|${MACHINES}(?: [^.;,]{0,40})? compromis(?:e|es|ed)?|compromised(?: \\w+){0,3} ${MACHINES}`,
  "(?:millions?|thousands?|hundreds|milliers|centaines|[\\d.,]+)(?: of| de| d')?(?: \\w+){0,3} (?:requests|requetes)|(?:requests|requetes|connexions|connections) (?:per|a|every|par) (?:second|seconde|minute)|junk (?:requests|traffic|connections)|botnets?",
  "(?:page|site|website|homepage|portal|portail)s?(?: [^.;,]{0,40})? (?:vandali[sz]|tamper|hijack|barbouill|detourn|sabot)\\w*",
  "attackers|breach(?:ed|es)?|cybercriminal\\w*|threat actors?|(?:security|cyber|it|computer) incidents?|incidents? (?:de securite|cyber|informatique)s?",
  "revendications? d(?:'|e )\\w*attaques?|logiciels? ranconneurs?|ranconn\\w+",
  "(?:submerg|inond|noy|assaill|overwhelm|flood|swamp)\\w*(?: [^.;,]{0,30})? (?:trafic|traffic|requetes|requests|connexions|connections)",
  "(?:flood|wave|bombard\\w*|barrage|deluge|avalanche|afflux|influx|surge|torrent|flot|vague|pluie|milliers|millions|pic)(?: \\w+){0,2} (?:of|de|d')(?: \\w+)? ?(?:requests|requetes|connexions|connections|traffic|trafic)",
  "intruders|(?:tiers|acteurs?|personnes?) malveillante?s?|malicious (?:actor|software|code|program|third)\\w*|(?:altered|replaced|changed) (?:its|the|their) home ?page",
  "defac\\w+|defigur\\w+",
  "piratages?|piratees?|(?:ete|est|sont|fait|faire|avoir|etre) pirate(?:r|e|s|es)?|intrusions?|attaques? par saturation",
  "noname\\w*|lockbit|killnet|check-?host",
  "(?:fait|faire|font) tomber (?:le|les|leur|leurs|son|nos|un|des) (?:\\w+ )?(?:sites?|portails?)|(?:took|take|taken|taking|bring|brought) down (?:the|its|their|several|a) (?:\\w+ )?(?:web ?sites?|sites?|portals?)",
  "(?:comptes?|boites?|adresses?)(?: (?:\\w+|d'\\w+)){0,3} piratee?s?|identifiants (?:\\w+ ){0,2}(?:derobe|vole|usurpe)s?|(?:stolen|hacked) (?:accounts?|credentials|identifiers)",
  "page d'accueil (?:\\w+ ){0,4}(?:remplac|modifi|detourn)\\w+|home ?page (?:\\w+ ){0,4}(?:replaced|changed|altered)",
);

const ATTACKING = /(?<![a-z])(?:attaqu\w*|attack\w*|pirates?|pirate[es]+|virus)(?![a-z])/;
const COMPUTING =
  /(?<![a-z])(?:sites? (?:internet|web|municipal|officiel|de la|du)|systemes? d'information|messageries?|boites? mails?|(?:notre|nos|our) (?:web ?)?sites?|serveurs?|reseaux?|informatiques?|numeriques?|web ?sites?|servers?|networks?|computers?|online|en ligne|donnees|requetes|connexions|requests|logiciels?)(?![a-z])/;

/** Tells of an attack on computers, by a word of its own or by two that mean it together. */
export function isStrong(text: string): boolean {
  const known = judged.get(text);
  if (known !== undefined) return known;
  const strong = looksStrong(text);
  if (judged.size >= JUDGED_MAX) judged.clear();
  judged.set(text, strong);
  return strong;
}

/** The same sentence is asked about by many rules. */
const judged = new Map<string, boolean>();
const JUDGED_MAX = 1_000;

function looksStrong(text: string): boolean {
  STRONG_WORD.lastIndex = 0;
  return (
    STRONG_WORD.test(text) ||
    saysOf("ransomware", text) ||
    saysOf("data-leak", text) ||
    (ATTACKING.test(text) && COMPUTING.test(text))
  );
}

/** Ways of saying what kind of attack it was, the more telling first. */
export const TYPE_WORDS: readonly {
  readonly type: AttackType;
  readonly words: RegExp;
  readonly unless?: RegExp;
}[] = [
  {
    type: "ransomware",
    words: any(
      "rancongiciels?|ran[cs]omwares?|cryptovirus|crypto-?lockers?|logiciels? de rancon\\w*",
      "ran[cs]oms?|rancons?|ransom (?:demand|note|payment)s?|ran[cs]onn(?:e|es|ee|ees|age)",
      "(?:donnees|fichiers|serveurs|systemes?|postes|machines|ordinateurs|sauvegardes)(?: [^.;,]{0,40})? (?:chiffre|crypte)(?:e|s|es)",
      "(?:chiffr|crypt)(?:e|es|ee|ees|er|ant|ement) (?:\\w+ ){0,3}(?:donnees|fichiers|serveurs|systemes?|postes|machines|ordinateurs|partie|reseau)",
      "(?:files|servers|data|systems?|computers|machines)(?: [^.;,]{0,30})? encrypted",
      "cles? de (?:de)?chiffrement|decryption keys?|(?:exig|reclam)\\w+ (?:[^.;,]{0,40} )?(?:dollars|euros|bitcoins?|cryptomonnaies?)(?! (?:pour|contre) (?:un|une|ce|cette|le|la|les|des|l'ensemble|acceder))|(?:dollars|euros|bitcoins?) (?:sont |ont ete )?(?:exiges|reclames)|demand(?:s|e|ent|ed|ing)? (?:[^.;,]{0,40} )?(?:dollars|euros|bitcoins?|cryptocurrenc\\w+|cryptomonnaies?|[$€])(?! ?[\\d,. ]* (?:for (?:the|a|this|access)|pour (?:un|une|ce|le|la|les)))",
      "(?:verrouill|lock|scrambl)\\w* (?:[^.;,]{0,30} )?(?:fichiers|donnees|serveurs|postes|files|servers|data|computers)|(?:fichiers|donnees|serveurs|files|servers)(?: [^.;,]{0,20})? (?:verrouille\\w*|scrambled|locked up)",
      "encrypt(?:ed|ing|s) (?:\\w+ ){0,4}(?:files|servers|data|systems?|computers|machines|network|part)",
    ),
    unless:
      /(?<![a-z])(?:n'\w+ (?:pas|ni|aucun\w*)|aucune?s?|pas (?:de|d'une?)|sans|no|not|n't|without|any|never|plutot qu[e']|ni|rather than|exclu\w*|ecart\w*|denied|n'est pas|il ne s'agi\w+ pas|ignor\w+|s'il|savoir si|whether|if)(?: [^.;,]{0,40})?$/,
  },
  {
    type: "ddos",
    words: any(
      "ddos\\w*|denis? de service|denial[- ]of[- ]services?|dos attacks?",
      "satur(?:e|er|ation|ent|ant|ait|es|ee|ees)",
      "(?:bombard|inond|noy|submerg|assailli|ensevel|assaill|croul|arros|martel|engorg|asphyxi)\\w*(?: [^.;,]{0,40})? (?:requetes?|connexions?|demandes?|trafic)",
      "(?:afflux|flot|flots|avalanche|vague|deluge|millions?|milliers?|pluie|rafales?|flux|quantite|pic) (?:\\w+ ){0,2}(?:de |d')(?:fausses |\\w+ )?(?:requetes?|connexions?|trafic)",
      "(?:flood\\w*|overwhelm\\w*|swamp\\w*|bombard\\w*|overload\\w*|satur\\w*|inundat\\w*|bur(?:y|ied|ying)|choked?|drown\\w*|hammer\\w*|pound\\w*|batter\\w*|pelt\\w*)(?: [^.;,]{0,40})? (?:requests?|traffic|connections?|queries|visits)",
      "(?:flood|wave|surge|barrage|deluge|avalanche|millions|thousands|torrent|spike|tide|storm|tsunami|stream) of (?:\\w+ ){0,2}(?:requests?|traffic|connections?|queries|visits)",
      "botnets?|ddosia",
    ),
    unless: /(?<![a-z])(?:pas d'un|pas une|not a)(?: \w+){0,4} $/,
  },
  {
    type: "defacement",
    words: any(
      "defac\\w+|defigur\\w+|vandalis\\w+",
      "(?:page d'accueil|page principale|accueil du site|contenu du site|site|ecran)(?: [^.;]{0,50})? (?:remplac|detourn|modifi|barr|recouvert|maquill)\\w*(?: [^.;]{0,40})?",
      "(?:home ?page|front page|main page|landing page|website|site)(?: [^.;]{0,40})? (?:replaced|altered|changed|covered|overwritten|hijacked|vandal\\w+)",
      "(?:remplac|replac)\\w+ (?:\\w+ ){0,3}(?:par|by|with) (?:un|une|des|a|an|the|slogans?)(?: \\w+){0,3} (?:message|drapeau|image|slogan|texte|video|photo|flag|picture|text|page|ecran|banner|portrait)\\w*",
      "(?:affich|apparai|display|show)\\w* (?:\\w+ ){0,5}(?:message|drapeau|slogan|image|texte|propagande|flag|picture|banner)s?(?: \\w+){0,3} (?:en (?:turc|arabe|russe|chinois|persan)|in (?:turkish|arabic|russian|french|persian)|pro-?\\w+|islamist\\w+|politique|hostile|politi\\w+|de propagande|religieux|jihadiste|djihadiste|anti\\w*|russe|palestinien\\w*|turc|azeri)",
      "(?:messages?|slogans?|textes?|videos?|drapeaux?|propagande) (?:[^.;]{0,60} )?(?:affiche|diffuse|publie)e?s? (?:[^.;]{0,20} )?(?:sur|en) (?:la page d'accueil|le site|son site|page d'accueil)",
      "(?:affich|montr|display|show)\\w* (?:\\w+ ){0,3}(?:page noire|tetes? de mort|slogans?|black page|skulls?)",
      "hacked by|pirate par|owned by",
      "(?:page d'accueil|accueil du site|home ?page|front page)(?: [^.;]{0,30})? (?:affich\\w+|montr\\w+|display\\w*|show\\w*|greet\\w*|featur\\w*) (?:[^.;]{0,30} )?(?:messages?|drapeaux?|slogans?|flags?|images?|texte|portrait)",
      "(?:greeted|met|accueillis?|accueillies?) (?:by|with|par) (?:[^.;]{0,40} )?(?:messages?|drapeaux?|slogans?|flags?|ecran noir|page noire|black page|black screen)",
    ),
    unless: /(?<![a-z])(?:pas|aucune?|no|not|without|sans)(?: \w+){0,3} ?$/,
  },
  {
    type: "data-leak",
    words: any(
      "fuites? (?:\\w+ )?(?:de|des) (?:\\w+ )?(?:donnees|informations)|fuite massive",
      "(?:vols?|exfiltrations?|piratages?) (?:\\w+ )?(?:de|des|d') ?(?:\\w+ )?(?:donnees|informations|fichiers|identifiants)",
      "data (?:breach|breaches|leaks?|thefts?|exfiltration)|stolen data|leaked data|violations? de (?:la confidentialite (?:de|des) )?donnees",
      "(?:donnees|fichiers?|informations|coordonnees|documents|dossiers|data|files?|details|records)(?: [^.;]{0,80})? (?:se retrouv\\w+|circul\\w+|ended up|surfaced|appeared|apparai\\w+) (?:[^.;]{0,20} )?(?:dark ?(?:net|web)|forum\\w*|telegram|internet|en ligne|online)",
      "(?:donnees|fichiers?|informations|base de donnees|coordonnees|documents)(?: [^.;]{0,60})? (?:vole|derobe|exfiltre|subtilise|divulgue|siphonne|aspire|fuite|mis en vente|en vente|mises en vente|mise en vente|publie)(?:e|s|es)?",
      "(?:data|database|files|documents|records|information)(?: [^.;]{0,50})? (?:stolen|leaked|exfiltrated|for sale|dumped|exposed|pilfered|harvested|scraped|lifted|purloined)",
      "(?:vol(?:e|er|es|ee|ees|ent)?|derob\\w+|exfiltr\\w+|siphonn\\w+|aspire\\w*|subtilis\\w+|stolen?|steal\\w*|leak\\w*|dump\\w*) (?:[^.;]{0,40} )?(?:donnees|fichiers|data|files|documents|records|database|base)",
      "(?:en vente|a la vente|for sale|sell\\w*)(?: [^.;]{0,60})? (?:donnees|base|fichier|data|database|records|forum)",
      "(?:acces (?:frauduleux|illegitime|non autorise)|unauthori[sz]ed access)(?: [^.;]{0,50})? (?:donnees|data|informations?|records|fichier)",
    ),
    unless:
      /(?<![a-z])(?:aucune?s?|rien|nothing|pas (?:de|d'une?|eu)|sans|no|not|n't|without|any|never|ni|risques?|eviter|menac\w+|threat\w+|potentiel\w*|eventuel\w*|possible|could|might|whether|si|n'a|n'ont|of)(?: (?:(?!(?:mais|but|however|cependant) )[^.;]){0,90})?$/,
  },
  {
    type: "intrusion",
    words: any(
      "intrusions?|infiltr\\w+|compromission(?! de)",
      "piratages?|pirate(?:e|es|ees|s|r)?(?= (?:par|le|la|les|dans|par|depuis|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|ce|cette)\\b)|(?:a|ont|aurait|ete|est|sont|fait|faire|se dit|etre) (?:ete )?pirate(?:e|es|ees|s|r)?",
      "(?:was|were|been|got|being|is|are) hacked|hack(?:ed|ing)(?= (?:into|the|of)\\b)|break-?in|broke(?:n)? into",
      "breach(?:ed|es)?(?! of data)",
      "compromis(?:ed|ing) (?:\\w+ ){0,3}(?:account|server|system|network|mailbox)s?",
      "(?:comptes?|serveurs?|boites?|messageries?|reseaux?)(?: [^.;,]{0,30})? compromis(?:e|es)?",
      "unauthori[sz]ed access|acces (?:non autorise|frauduleux|illegitime|malveillant)",
      "introduit\\w*(?: [^.;,]{0,30})? (?:dans|sur) (?:le|les|son|leur|notre|nos)(?: \\w+){0,2} (?:reseau|systeme|serveur)\\w*|(?:penetr\\w+|accessed|gained access to|accede\\w*(?: a)?) (?:\\w+ ){0,4}(?:reseau|systeme|serveur|network|system|server)s?",
    ),
    unless:
      /(?<![a-z])(?:aucune?s?|rien|nothing|pas (?:de|d'une?|eu)|sans|no|not|n't|without|any|never|ni|data|n'a|n'ont)(?: \w+){0,5} ?$/,
  },
];

/** How far before it what takes a word back is looked for. */
const UNLESS_CHARACTERS = 110;

/** Said of ransomware alone, not of data that somebody sells. */
export const RANSOM =
  /(?<![a-z])(?:ran[cs]om|rancon|chiffre|cryptovirus|cryptolocker|crypte|encrypt|scrambl|verrouill)|(?:fichiers|donnees|serveurs|files|servers)(?: \w+){0,2} locked|locked (?:\w+ )?(?:files|servers|data)/;

/** Whether a text says that an attack was of this type. */
export function saysOf(type: AttackType, text: string): boolean {
  return TYPE_WORDS.some((one) => one.type === type && says(one.words, one.unless, text));
}

export function says(words: RegExp, unless: RegExp | undefined, text: string): boolean {
  words.lastIndex = 0;
  for (let match = words.exec(text); match !== null; match = words.exec(text)) {
    if (match[0] === "") return false;
    if (
      unless === undefined ||
      !unless.test(text.slice(Math.max(0, match.index - UNLESS_CHARACTERS), match.index))
    )
      return true;
  }
  return false;
}

/** An attack, those who make one, and what it is called, singular and plural: to be set among other words. */
export const ATTACK =
  "(?:cyber(?:-| )?(?:attaques?|attacks?|malveillances?|incidents?|intrusions?|piratages?|criminels?|criminals?)|attaques?|attacks?|piratages?|piratee?s?|pirates?|hackers?|hacking|hacked|hacks?|intrusions?|intruders?|actes? (?:de malveillance|malveillants?)|malveillances?|malicious (?:acts?|activity)|sabotages?|rancongiciels?|ransomwares?|ddos|virus|breach(?:es|ed)?|denis? de service|foul play)";
