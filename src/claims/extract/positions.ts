import { ATTACK_NOUN } from "./attack-words.ts";
import { THEIR_SITES } from "./link-words.ts";
import type { Naming } from "./victims.ts";

/** Where in a sentence a name stands when it only says where, whose or of whom. Folded, both languages. */

const ARTICLE =
  "(?:neighbou?ring |nearby |(?:ile |iles? )?voisine (?:de )?)?(?:the |la |le |les |l'|france's )?";
/** "the French island of", "le département de": what an area is, between a preposition and its name. */
const DESCRIBED =
  "(?:(?:french |overseas |indian ocean |pacific |caribbean |nearby |neighbou?ring |ile |l'ile |l'archipel |archipel |territoire |l'est |l'ouest |western |eastern |northern |southern |south-?west\\w* |north-?west\\w* |south-?east\\w* |north-?east\\w* )*(?:island|territory|archipelago|department|departement|region|ile|collectivite|area|peninsula)s? (?:of |de |du |des |d'))?";
const PREPOSITION =
  "(?:of|in|on|at|from|to|toward|towards|near|around|across|throughout|de|du|de la|des|d'|en|dans|a|au|aux|vers|pour|for|sur|outside|pres de|au large de)";

/** "the main hospital in the territory of", "un sénateur de la": the name completes the noun before it. */
const COMPLETES = new RegExp(`[a-z'] (?:${PREPOSITION} ?)${ARTICLE}${DESCRIBED}${ARTICLE}$`);
/** "to the island of", "in the department of" at the start: where. */
const OPENS = new RegExp(
  `^[\\W]*(?:in|on|en|dans|a|au|aux|across|throughout|sur) ?${ARTICLE}${DESCRIBED}${ARTICLE}$`,
);
/** "the attack on", "cyberattaque contre la": the name is what was hit. */
const OF_ATTACK = new RegExp(
  `(?:^|[^a-z0-9])(?:${ATTACK_NOUN}|victimes?|cibles?|targets?|victims?|data|donnees|fichiers?|files)(?: (?!on |of |de |du |dans |contre )[\\w-]+){0,2} ?(?:contre|visant|ciblant|touchant|frappant|de|du|des|d'|chez|sur|on|against|of|from|targeting|hitting) ?${ARTICLE}${DESCRIBED}${ARTICLE}$`,
);
/** "the government of", "the servers of": what is its own. */
const OF_ITS_OWN = new RegExp(
  `(?<![a-z])(?:cd|cg|cel(?:le|ui|les)|ceux|that|those|governments?|gouvernements?|presidence|congres|parlement|administrations?|authority|(?:espaces?|portails?|sites?|services? (?:en ligne|informatiques?)|serveurs?|reseaux?|systemes?|plateformes?|comptes?|bases?|messageries?|accounts?|servers?|systems?|networks?|platforms?|portals?|workspaces?|databases?|web ?sites?)(?: (?:[\\w'-]+ ){0,4}?[\\w'-]+)?) (?:of|de|du|de la|des|d'|in|en|at) ?${ARTICLE}$`,
);
const HIT_VERB =
  /(?<![a-z])(?:vise|visent|visant|cible|ciblent|frappe|touche|attaque|pirate|paralyse|hit|hits|struck|targeted|targets|attacked|hacked|crippled|breached|revendiqu\w+|claimed|claims|named|listed|ajoute|inscrit|s'en (?:est|sont|etait|prend) pris?|s'attaqu\w+)(?: (?:a|aux?))? ?(?:the |la |le |les |l')?$/;

/** "Brittany town halls", "les communes bretonnes": what stands behind is who is meant. */
const OF_MANY =
  /^ (?:(?:public|local|town|city|regional|government|several|small|coastal|rural|other) ){0,3}(?:town halls|city halls|halls|councils|towns|cities|municipalities|villages|communes|hospitals|authorities|bodies|companies|firms|businesses|schools|residents|mayors|farmers|ferries|trains|beaches|ports|web ?sites|sites|portals|services|institutions)(?![a-z])/;

/** "the capital of the Vendée department", "le chef-lieu de La Réunion": the town is told by its area. */
const SEAT_OF =
  /(?<![a-z])(?:capital|capitale|chef-lieu|prefecture|sous-prefecture|seat|(?:main|largest|biggest|second|third|principale|premiere|deuxieme|plus grande) (?:city|town|ville|commune)|gateway|heart|coeur|canton) (?:of|de|du|des|d'|in) ?(?:the |la |le |les |l')?(?:neighbou?ring |french )?(?:department of (?:the )?|departement de la |departement du |departement des |departement de )?$/;
/** "in the Vendée department", "dans le département des Landes". */
const IN_AREA =
  /(?:^|[^a-z])(?:in|across|throughout|elsewhere in|around|dans|en|au sein) (?:the |la |le |les |l')?(?:french |western |eastern |northern |southern |south-?west\w* |neighbou?ring )*$/;
const AREA_HEAD_BEFORE =
  /(?:^|[^a-z])(?:in|across|throughout|dans) (?:the |la |le )(?:french |western |eastern |northern |southern )*$/;

/** "Authorities in the rural Lozère department say ...". */
const AUTHORITIES_OF =
  /(?<![a-z])(?:authorities|officials|leaders) (?:in|of|for|from) (?:the )?(?:[\w-]+(?: \w+)? )?$/;

/** Whether who speaks in an area speaks of its own sites. `left` and `right` stand before and behind its name. */
export const speakForIt = (left: string, right: string): boolean =>
  AUTHORITIES_OF.test(left) && THEIR_SITES.test(right);

/** Who is spoken of by where he comes from: "un sénateur de la Drôme", "the deputy for". */
const PERSON =
  /(?<![a-z])(?:senat\w+|deput\w+|elue?s?|ministres?|ancien\w*|habitant\w*|residents?|enseignant\w*|medecins?|agriculteurs?|lawmakers?|mp|mps|members?|prefete?|eurodeputee?|candidat\w*|conseill\w+|patron\w*|commercants?|chercheu\w+|researchers?|expert\w*|journalist\w*) (?:\w+ )?(?:of|for|from|in|de|du|des|d'|dans) ?(?:the |la |le |les |l')?$/;

/** "un notaire de Saint-Malo", "les magasins d'Angers": what lies in a town is not the town. */
const OF_SOMETHING = new RegExp(
  `[a-z]{3,} (?:de|d'|of) ?${ARTICLE}$|(?:administrations|entreprises|firms|companies|offices|bureaux|ecoles|schools|shops|magasins|usines|plants|agences) (?:a|au|aux|in|at) ?${ARTICLE}$`,
);
/** "des communes de", "la région de": what a town may be told by. */
const OF_BODIES =
  /(?<![a-z])(?:villes?|mairies?|communes?|municipalites?|cites?|cas|nom|noms|image|exemple|maires?|services?|agents|elus|numerique|informatique|communication|cabinet|opposition|majorite|eaux?|departments?|offices?|supply|supplies|cit(?:y|ies)|towns?|municipalit(?:y|ies)|councils?|halls?|names?|cases?|mayors?|likes?|sites?|pages?|comptes?|accounts?|donnees|data|habitants|administres|residents|people) (?:de|d'|of) ?(?:la |le |les |l')?$/;

const AREAS: ReadonlySet<string> = new Set(["region", "departement"]);
/** "local authorities in Brittany": the head is of many, and the area is where. */
const INSIDE = / (?:in|en|dans|across) /;

/**
 * Whether a name tells of another body: an area where it lies, or what many of them are; a town that somebody is of. `left`
 * and `right` are what stands before and behind the name with its head, `head` the words of that head.
 */
export function tellsOfAnother(
  { name, body }: Naming,
  { left, head, right }: { left: string; head: string; right: string },
): boolean {
  if (body === null) return false;
  if (body.kind === "commune" && name.head === null) {
    return (
      OF_SOMETHING.test(left) &&
      ![OF_BODIES, OF_ATTACK, OF_ITS_OWN, HIT_VERB].some((words) => words.test(left))
    );
  }
  if (!AREAS.has(body.kind)) return false;
  if (speakForIt(left, right)) return false;
  if (SEAT_OF.test(left) || PERSON.test(left)) return true;
  if (name.head?.role !== "body" && !name.licences.includes("list") && OF_MANY.test(right)) return true;
  if (name.head !== null)
    return name.head.role === "body"
      ? AREA_HEAD_BEFORE.test(left) && !OF_ATTACK.test(left)
      : INSIDE.test(` ${head} `);
  if (OF_ITS_OWN.test(left)) return false;
  if (IN_AREA.test(left) || OPENS.test(left)) return true;
  return COMPLETES.test(left) && !OF_ATTACK.test(left) && !HIT_VERB.test(left);
}
