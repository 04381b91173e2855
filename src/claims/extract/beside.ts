import type { Body } from "../../gazetteer/index.ts";
import { ATTACK_NOUN } from "./attack-words.ts";
import { SAYS_AFTER, SAYS_BEFORE } from "./bar-words.ts";
import { isHit } from "./link-words.ts";

/** Who stands beside the news of an attack: those who watch over others, the State in a region, older cases. */

/** Agencies that speak of others' attacks all day. */
const WATCHES = /^other:(?:ars-|anssi$|cnil$)/;
/** "L'ARS a annoncé avoir été victime": what it tells is its own. */
const OF_ITSELF =
  /^[^.;]{0,70}(?<![a-z])(?:avoir (?:ete|subi|fait)|etre (?:victime|la cible)|qu'elle|(?:que )?(?:ses|son|leurs) (?:propres? )?(?:\w+ )?(?:services?|sites?|systemes?|reseaux?|serveurs?|donnees|fichiers?|portail)|(?:that )?it (?:had|has|was|is)|its (?:own )?(?:\w+ )?(?:systems?|servers?|networks?|web ?sites?|sites?|services?|data|files|portal))(?![a-z])/;
/** "the Hauts-de-France regional prefecture", "the Brittany health agency". */
const STATE_THERE =
  /^ (?:region(?:al)?(?:'s)? )?(?:prefecture|prefects?|health (?:agency|authority)|ars|chamber of (?:accounts|audit))(?![a-z])/;

const HURT =
  "(?:paraly[sz]|crippl|hit|struck|knock|brought|shut|disrupt|hobbl|plung|froze|frapp|touch|vis[eé]|cibl|bloqu|mis |mise?s |perturb|prive|secou|desorganis)";
/** "follows attacks that paralysed cities such as", "les attaques qui avaient mis à genoux". */
const OLDER = new RegExp(
  [
    `(?<![a-z])(?:follow(?:s|ed|ing)|after|since|amid|echo\\w*|recall\\w*|similar|earlier|previous|past|older|like|apres|depuis|a la suite|comme|a l'instar|rejoint|rappelle|precedente?s|anterieure?s|semblables?|similaires?) (?:[^.;:]{0,40} )?(?:${ATTACK_NOUN}|celles?|ceux|those|the one) (?:[a-z-]+ ){0,2}(?:that|which|qui|ayant) (?:\\w+ ){0,2}${HURT}[^.;:]{0,60}$`,
    `(?<![a-z])(?:${ATTACK_NOUN}|celles?|those) (?:that|which|qui) (?:had|avai(?:t|ent)) (?:\\w+ ){0,2}${HURT}[^.;:]{0,60}$`,
  ].join("|"),
);

/** "hit on Monday, weeks after a similar attack ...": the look back at the end of a sentence. */
export const LOOKS_BACK_BEHIND =
  /,? (?:just |only |barely |less than |moins d'|moins de |a peine )?(?:days|weeks|months|an? (?:few )?(?:days?|weeks?|months?|year)|\w+ (?:days|weeks|months)|(?:quelques|une?|deux|trois|quatre|cinq|six|dix) (?:jours?|semaines?|mois)) (?:after|apres) (?:(?:an?|une?|des|several|two|d'autres|other) )?(?:(?:similar|other|earlier) )?(?:\w+ )?(?:attacks?|cyber-?attacks?|incidents?|attaques?|cyber-?attaques?|piratages?|breach(?:es)?)(?![a-z])[^.;]*/;

/** "Clermont-Ferrand parts maker hit by ransomware": a firm, by its town. */
const FIRM_BEHIND =
  /^(?:-based)? (?:(?!(?:the|an?|its|their|his|her|this|that|any|no|one|of|by|with|from|to|for|in|on|at|after|says?|said|tells?|told|was|were|is|are|has|had|and|or|but|as|whose|which|who|blames?|blamed|accuses?|hit|lost|sues?|drops?) )[a-z-]+ ){0,3}(?:maker|manufacturer|firm|company|supplier|factory|plant|start-?up|retailer|contractor|organi[sz]er|operator|winery|brewery|distillery|bakery|law firm|clinic chain|shipyard|carmaker|foundry|chain|distributor|agency(?= that sells))s?(?![a-z])(?! (?:said|that|for the (?:town|city)))/;
/** "in the member town of Fismes", "les mairies de A et de B, membres de l'intercommunalité": of whom something else was hit. */
const MEMBER_BEFORE =
  /(?<![a-z])(?:member (?:town|city|municipality|municipalitie|village|commune)s?|communes? (?:membres?|adherentes?)|l'une des (?:\w+ )?communes (?:de la|du) [a-z ]{4,30})(?: of| de| d'| such as|,)? ?(?:la |le |les )?$/;
const MEMBER_BEHIND =
  /^(?:(?:,| et| and)(?: de| d'| of)? ?[a-z'-]{3,30}){0,4},? (?:(?:communes?|villes?|mairies?|an?|all|both|toutes|deux|towns?) ){0,2}(?:membres?|members?) (?:of |de |d'|du )/;
/** Private firms whose names are known to everybody: the register is of public bodies. */
const PRIVATE = /^company:(?:ovh|sncf)$/;

/** Whether a name is of a private firm, says in which town a firm is, or whose member a town is. */
export const isFirmOrMember = (body: Body, left: string, right: string): boolean =>
  PRIVATE.test(body.id) ||
  (body.kind === "commune" && (MEMBER_BEFORE.test(left) || MEMBER_BEHIND.test(right)) && !isHit(right, true));
export const isFirmsTown = (body: Body, right: string): boolean =>
  body.kind === "commune" && FIRM_BEHIND.test(right);

/** Whether an agency or the State in a region speaks of somebody else's attack. */
export const speaksOfOthers = (body: Body, left: string, right: string): boolean =>
  (body.kind === "region" && STATE_THERE.test(right)) ||
  (WATCHES.test(body.id) && (SAYS_BEFORE.test(left) || SAYS_AFTER.test(right)) && !OF_ITSELF.test(right));

/** Whether what stands before a name, or before the list it is in, tells of an older case. */
export const tellsOfOlder = (left: string): boolean => OLDER.test(left);
