import type { BodyKind } from "../../gazetteer/index.ts";

/** Words that, before a place name, say which body is meant; and words that say that none is. Folded, both languages. */

export type Head = {
  readonly kinds: readonly BodyKind[];
  /** Tested at the end of what stands before the name. */
  readonly words: RegExp;
  /** The body itself is spoken of; a mayor or a resident is not it. */
  readonly role: "body" | "site" | "speaker";
};

const OF =
  "(?:(?:de la |de l'|de|du|des|d'|de les|of the|of|in the|in|for|for the|a|au|aux)(?:\\s+|(?<=')))?(?:(?:l'|la|le|les|the) ?)?";
/** Adjectives and the like between a head and its name: "ville bretonne de", "commune girondine (9 000 habitants) de". */
const BETWEEN =
  "(?:(?: (?!de |du |des |d'|of |a |et |and |est |ont |has |was |is |durant |pendant |lors |depuis |dans |en |le |la |les |au |aux |sur |during |since |over |on )[a-z-]+){0,3}(?: \\([^)]{0,40}\\))?)";
const AMONG =
  "(?:,? (?:comme|dont|notamment|such as|including|like|telles? que|tels que|a savoir|namely|parmi lesquelles|parmi lesquels)(?: celles?| celui| ceux| those| that)?)?";
/** "dans les maisons du département, à Gien": a comma and "à" part a place from what stands before. */
const end = (words: string) =>
  new RegExp(`(?:^|[^a-z0-9])(?:${words})${BETWEEN}${AMONG}(?:,(?! (?:a|au|aux|en|in|dans) ))? "?${OF}"?$`);
/** Of a person's office: only with "de", or it is the person's name ("le maire Gilles Dupont"). */
const office = (words: string) =>
  new RegExp(
    `(?:^|[^a-z0-9])(?:${words})${BETWEEN} (?:de la |de l'|de |du |des |d'|of |of the )(?:la |le |les |l')?"?$`,
  );
const tight = (words: string) => new RegExp(`(?:^|[^a-z0-9])(?:${words}) "?${OF}"?$`);
/** "four prefectures: Savoie and Var", "trois départements (": their names follow. */
const counted = (words: string) =>
  new RegExp(`(?<![a-z])(?:${words})(?: [a-z-]+){0,2} ?(?::|-|\\()(?: (?:those|celles?|ceux))? ?${OF}"?$`);

const COMMUNE =
  "villes?|mairies?|communes?|municipalites?|hotels? de ville|conseils? municip\\w+|cites?|bourgs?|villages?|prefecture de region|sous-prefectures? (?:de|du|d')|city halls?|town halls?|cit(?:y|ies)|towns?|municipalit(?:y|ies)|communes?|city councils?|town councils?|city governments?|villages?|suburbs?|(?:breton|norman|fishing|channel|mediterranean|atlantic|corsican|northern|southern|western|eastern|seaside|historic|french) (?:port|resort)|(?:seaside|ski|spa|beach) resorts?|(?:station|cite) (?:balneaire|thermale)|mayor'?s offices?|ccas|office de tourisme";
const DEPARTEMENT =
  "departements?|conseils? departement\\w+|conseils? generaux|conseil general|departmental councils?|(?<!(?:digital|it|technical|communications?|press|legal|computer|ict) )departments?|dept(?:s|\\.)?(?: councils?)?|county councils?|county|depts? councils?|departement councils?|departements?";
const REGION = "regions?|conseils? region\\w+|regional councils?|regions?";
const EPCI =
  "agglomerations?|agglos?|metropoles?|communautes? (?:d'agglomeration|de communes|urbaine)s?|intercommunalites?|interco|eurometropole|pays|urban communit(?:y|ies)|metropolitan (?:area|authorit(?:y|ies))|metropolis|conurbation|agglomeration communit(?:y|ies)|community of communes|inter-?municipal (?:authority|body|community)|cc|ca|cu|grand|communes communit(?:y|ies)";
const PREFECTURE =
  "prefectures?(?! de region)|prefecture of|services de l'etat (?:en|dans)|prefect'?s? office";

export const HEADS: readonly Head[] = [
  { kinds: ["prefecture"], role: "body", words: counted("prefectures") },
  {
    kinds: ["departement"],
    role: "body",
    words: counted("departements|departments|conseils departementaux"),
  },
  { kinds: ["departement"], role: "body", words: end(DEPARTEMENT) },
  { kinds: ["region"], role: "body", words: end(REGION) },
  { kinds: ["epci"], role: "body", words: end(EPCI) },
  { kinds: ["prefecture"], role: "body", words: tight(PREFECTURE) },
  { kinds: ["commune"], role: "body", words: end(COMMUNE) },
  {
    kinds: ["commune"],
    role: "speaker",
    words: office(
      "maires?|maire adjointe?|adjointe?s? au maire|mayors?(?:'s office)?|deputy mayor|elue?s?|conseill\\w+ municip\\w+|premiere? magistrate?|edile",
    ),
  },
  {
    kinds: ["departement", "region", "epci"],
    role: "speaker",
    words: office("presidente?s?|vice-presidente?s?|president|vice-president|head"),
  },
  {
    kinds: ["commune", "departement", "region", "epci"],
    role: "site",
    words: end(
      "sites?(?: internet| web| officiel)*|portails?|pages? d'accueil|web ?sites?|portals?|sites?|home ?pages?|(?:celui|celle|ceux|celles|that|those)(?= (?:de|du|des|d'|of|in|pour|for|comme|like|such|et|and))|serveurs?|servers?|services?(?: municipaux| techniques| informatiques)?|agents|equipes|reseaux?|systemes?(?: d'information| informatiques?)?|networks?|computer systems?",
    ),
  },
  {
    kinds: ["commune", "departement", "region", "epci"],
    role: "site",
    words:
      /(?:^|[^a-z0-9])(?:(?:local )?councils?|local (?:authorit(?:y|ies)|governments?)|(?:town|city|council) (?:officials|workers|employees|staff)) (?:of|in|for) (?:the )?$/,
  },
];

/** English puts its heads behind: "the Landes department", "Tours city hall". Tested at the start of what follows. */
export const TAILS: readonly Head[] = [
  {
    kinds: ["departement"],
    role: "body",
    words: /^(?:'s)? (?:department(?:al)?(?: council)?s?|county council|departement)(?![a-z])/,
  },
  { kinds: ["region"], role: "body", words: /^(?:'s)? (?:region(?:al)?(?: council)?)(?![a-z])/ },
  { kinds: ["prefecture"], role: "body", words: /^(?:'s)? prefectures?(?![a-z])/ },
  {
    kinds: ["epci"],
    role: "body",
    words:
      /^(?:'s)? (?:urban community|agglo(?![a-z])|metropolitan (?:area|authority)|metropolis|agglomeration|metropole|inter-?municipal)(?![a-z])/,
  },
  { kinds: ["commune"], role: "speaker", words: /^(?:'s)? (?:mayor|deputy mayor)(?!'s office|[a-z])/ },
  {
    kinds: ["commune"],
    role: "body",
    words:
      /^(?:'s)? (?:(?:city|town|municipal)(?:'s)? (?:hall|council|government|authorities|officials|administration|web ?sites?|sites?|services?|servers?|network|systems?)|mayor's office|municipality|cit(?:y|ies))(?![a-z])/,
  },
  {
    kinds: ["commune", "departement", "region", "epci"],
    role: "site",
    words:
      /^(?:'s)? (?:(?:\w+ )?(?:web ?sites?|portals?|sites?|home ?pages?)|(?:local )?councils?(?! (?:of|estate|house))|local (?:authority|government)|authority)(?![a-z])/,
  },
];

/** "the Paris prosecutor's office", "Lyon-based": a place. */
export const PLACE_AFTER =
  /^(?:'s)?(?:-based| (?:firm|company|factory|plant|business|school|clinic|shop|club|bank|startup|start-up|manufacturer|law firm|agency|hotel|brewery|man|woman|teenager|student|prosecutor|public prosecutor|court|tribunal|police(?! headquarters)|gendarm|airport|university(?! hospital)|expert|resident|suburb|metro station|football|stadium|derby|match|fc\b|saint-germain|saint germain|judiciaire|area|commuter)\w*)/;

/** A place, not its town hall: "l'expert base a Toulouse", "pres de Lyon", "le parquet de Nanterre". */
export const PLACE_BEFORE =
  /(?:^|[^a-z0-9])(?:pres d[eu'] ?|proche d[eu'] ?|a cote d[e'] ?|au (?:nord|sud|centre|coeur|large|sein|departement) (?:est |ouest )?d[eu'] ?|a l'(?:est|ouest) d[eu'] ?|(?:km|kilometres|kilometers|miles|minutes|heures|hours) (?:au \w+ )?(?:d[eu'] ?|from |of |north of |south of |east of |west of )|(?:north|south|east|west|outside|near|around|outskirts of|northeast|northwest|southeast|southwest)(?: of)? |base(?:e|s|es)? (?:a|au|en|in) |based in |headquartered in |dont le siege est (?:a|au) |(?:call cent(?:re|er)|(?<!mayor's )office|plant|factory|shop|branche|store|warehouse|usine|magasin|agence|entrepot)s? (?:in|at|a) |install\w+ a |implant\w+ a |habit\w+ (?:a |de |d'|du )|situe\w* (?:a|pres|entre) |located in |ne a |nee a |(?:(?:un|des|plusieurs|a|an|some|two|several) (?:\w+ )?serveurs?|(?:a|an|some|two|several|its|rented|through|via) (?:\w+ )?servers?) (?:(?:situes?|heberges?|located|hosted|based|rented) )?(?:a|en|in) |(?:parquet|procureur\w*|procureure?(?: de la republique)?|tribunal(?: judiciaire| correctionnel| administratif| de grande instance)?|cour d'appel|juge\w*|gendarmerie|gendarmes|police(?: judiciaire| nationale)?|commissariat|brigade|section de recherches|policiers|caserne|prosecutor|prosecutors|court|police in|universite|university|ecole|college|lycee|institut|aeroport|gare|airport|station|(?<!(?:breton|norman|fishing|channel|mediterranean|atlantic|corsican|northern|southern|western|eastern|seaside|historic|french) )port|festival|marche|musee|stade|club|racing|olympique|stade|as|us|fc|rc|sc|cci|chambre(?: de commerce)?|academie|rectorat|bataille|traite|route|autoroute|avenue|rue|place|boulevard|faubourg|quartier|entreprise|societe|startup|cathedrale|eglise|chateau|foire|salon|accords?|habitants|lecteurs|internautes|docteur|professeur|eveque|diocese|evêche|barreau|antenne|bureau|agence|correspondant|envoye special|redaction|journal|direction zonale|expert|chercheur|laboratoire|campus|iut|centre) (?:de la |de l'|de |du |des |d'|a |au |of |in |at )|(?:rue|avenue|boulevard|place|route|gare|stade|as|us|fc|rc|sc|olympique|stade|ogc|aj|ol|losc|rue de|college|lycee|saint) |(?:entre|between) (?:[a-z' -]{2,30} (?:et|and) )?|(?:venu|venue|venus|vers|depuis|via|direction|traverse|rallier|rejoindre|quitter|travers|residents of|residents in|flew to|trip to|visit to) (?:de |d'|la |le |l')?|aux? alentours d[e'] ?|region d[e'] (?=paris|lyon|lille))$/;

/** "a town north of Paris", "une ville près de Lyon": by what it lies. */
export const NEAR_BEFORE =
  /(?<![a-z])(?:(?:just |lies |located |situated )?(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern edge)? of|(?:near|outside|not far from|close to|on the (?:outskirts|edge) of)|(?:an? (?:[a-z]+ )?suburb|suburbs|outskirts) of|(?:km|kilomet(?:er|re)s|miles) (?:\w+ )?(?:of|from)|(?:pres|proche|non loin|a cote|aux portes|en peripherie|en banlieue|dans la banlieue|au (?:nord|sud)(?:-(?:est|ouest))?|a l'(?:est|ouest)|a (?:quelques|\d+) (?:kilometres|km)) d[eu']s?) ?(?:la |le |l'|les |the )?$/;

/** "la deuxième commune de La Réunion", "the largest town in Brittany": the area of a body, not its name. */
export const ONE_OF_AREA =
  /(?:^|[^a-z])(?:premiere|deuxieme|troisieme|quatrieme|principale|plus (?:grande|grosse|petite)|seconde|second|third|largest|biggest|smallest|\d+e|\d+eme|\d+th) (?:commune|ville|agglomeration|town|city|municipality) (?:de la |de l'|de |du |des |d'|of |in )(?:la |le |les |the )?$/;

/** A list goes on over these words. */
export const LIST_WORDS: ReadonlySet<string> = new Set(
  "et ou ni ainsi que ceux celui celle celles de du des d l la le les sites site villes ville mairie mairies municipalite municipalites commune communes departement departements conseil conseils departemental departementaux regional regionaux region regions metropole metropoles agglomeration agglomerations communaute communautes prefecture prefectures encore aussi puis plus internet portail portails web officiels officiel comme dont notamment and or as well those that of the city cities town towns hall halls department departments dept council councils departmental website websites including plus also both s a au aux en outre egalement autres urbaine urbaines prefectures nor neither with along likewise community communities municipality municipalities councils' amp celui-ci entre autres voire metropolitan area municipal municipale".split(
    " ",
  ),
);
