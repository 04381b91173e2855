import type { Speaker, Stance } from "../reading.ts";
import type { Words } from "./cue.ts";
import { ENGLISH } from "./cues-en.ts";
import { FRENCH } from "./cues-fr.ts";

/** A stance that a sentence takes; places are in the sentence. */
export type Taken = {
  readonly stance: Stance;
  readonly from: number;
  readonly to: number;
  readonly speaker: Speaker | null;
  /** "Its site was not affected": of a body that says so no incident, of a journalist who looked a site that answers. */
  readonly ofSite?: boolean;
};

export const wordsOf = (lang: "fr" | "en"): Words => (lang === "fr" ? FRENCH : ENGLISH);

/** Who stands further left speaks for the words that both cover: "aucune donnée volée" is not a theft. */
const STRENGTH: readonly Stance[] = [
  "data-safe",
  "no-incident",
  "denies",
  "restored",
  "own-protection",
  "data-stolen",
  "intermittent",
  "accessible",
  "inaccessible",
  "services-down",
  "claims",
  "confirms",
];

const AFFIRMED: ReadonlySet<string> = new Set(["restored", "accessible", "data-stolen", "claims"]);
const NEGATED =
  /(?<![a-z])(?:not|never|no|cannot|\w+n't|pas|jamais|aucune?s?|yet|nobody|personne)(?![a-z])|(?<![a-z])(?:ne |n')[^.;]{0,25}(?<![a-z])plus(?![a-z])/;
const HARMFUL: ReadonlySet<string> = new Set([
  "inaccessible",
  "intermittent",
  "services-down",
  "down",
  "slow",
]);
/** "les services n'ont pas été touchés", "services were not affected": what the match ends in did not come about. */
const ENDS_NEGATED =
  /(?:n'(?:a|ont|est|etait|etaient|avait|avaient|aurait|auraient)|ne (?:sont|seront|seraient|serait)) (?:\w+ )?(?:pas|jamais|nullement|aucunement)(?: \w+)? (?:ete |etre )?\w+$|(?<![a-z])(?:was|were|is|are|been|has|have|had)(?:n't| not| never)(?: been)?(?: \w+)? \w+$/;
/** "n'a jamais cessé de répondre": what begins with a negation means it. */
const OPENS_NEGATED =
  /^(?:n'|ne |pas |jamais|aucun|personne|a aucun|never|not |nobody|no |without|sans |at no)/;
/** "pas touché" is no incident of the body, but says another thing of its site, its data or one service. */
const PARTLY =
  /(?:touche|affecte|impacte|concerne|atteint|perturbe|interromp|epargne|indemne|interrupt|spared|unaffected|unscathed|affected|impacted|hit|touched|disrupted|concerned)/;
const OF_SITE = /(?<![a-z])(?:sites?|pages?|portails?|websites?|portals?)(?![a-z])/;
/** A pool runs too: what runs must be a site, or stand for sites that were spoken of. */
const RUNS = /fonctionn|march|tourn|work|function|operat|runn/;
const NAMES_SITE =
  /(?<![a-z])(?:sites?|pages?|portails?|plateformes?|websites?|portals?|ils|ceux|celui|autres|tous|toutes|they|others?|all|both|those|that of)(?![a-z])/;
const BODIES =
  /(?<![a-z])(?:mairies?|villes?|communes?|municipalites?|collectivites?|hopita(?:l|ux)|etablissements?|departements?|regions?|agglomerations?|metropoles?|nous|elles?|ils?|on|we|it|they|city|town|council|hospital|municipality|county|region|department)(?![a-z])/g;

const BODY_NOUN =
  /^(?:mairie|ville|commune|municipalite|collectivite|hopital|etablissement|departement|administration|municipality|hospital|town hall|city hall)(?![a-z])/;
const ENCRYPTED = /(?<![a-z])(?:ran[cs]on\w*|ransom\w*|chiffr\w+|encrypt\w+|cryptovirus)/;
/** "Took its network offline" is no site. */
const NETWORK =
  /(?<![a-z])(?:networks?|servers?|computers?|reseaux?|serveurs?|ordinateurs?|phones?|switchboard)(?![a-z])/;
/** What a flood from outside does not stop: said to be down, it is down inside. */
const INNER =
  /(?<![a-z])(?:telephon\w*|standard|messagerie|mails?|courriels?|e-mails?|phones?|switchboard|ordinateurs?|postes|computers?|etat[- ]civil|logiciels?|imprimantes?)(?![a-z])/;

/** Where the subject of a predicate may begin, and what it is when it is a thing: "le stade", "les colleges". */
const CLAUSE_MARK =
  /[,;:.()]|(?<![a-z])(?:mais|tandis que|alors que|dont|que|qu'|et que|but|while|whereas|that|whose|said|says)(?![a-z])/;
const SOMETHING =
  /(?:^|[^a-z])(?:l[ae]s?|l'|ces?|cette|the|these|an?|other|some|most|secondary|primary|all) ?[a-z]{3,}/;
/** "a match in the city", "les colleges de la ville": whose it is, or where. */
const TAKEN_UP = /, (?:elle|elles|lui|eux|quant a (?:elle|elles|lui|eux)|for (?:its|their) part|in turn),? $/;
const OF_IT = /(?<![a-z])(?:in|of|at|from|de|du|des|dans|d'|aux?) ?(?:the |la |le |l')?[a-z]+/g;
const WHOLE = /(?<![a-z])(?:services?|systems?|systemes?|networks?|reseaux?|infrastructures?)(?![a-z])/;
const OWN = /(?<![a-z])(?:nos|ses|leurs|notre|son|sa|our|its|their) /;

/** "accessible once again" hopes for nothing, as "once it is accessible" does. */
const ONCE_AGAIN = / {1,3}once {1,3}(?:again|more)$/;

/** "The town hall admits some slowness on its site". */
const ON_ITS_SITE =
  /^ {1,3}(?:on|of|to|in|for|with|sur|de|d'|du|des|a|au|aux|dans|pour acceder a|accessing|reaching|loading|opening)(?![a-z]) ?(?:(?:the|its|their|our|his|this|l[ae]s?|l'|ses?|son|leurs?|notre|nos)(?![a-z]) ?)?(?:\w+(?:'s)? ){0,2}(?:web ?sites?|sites?|portals?|portails?|home ?pages?|page d'accueil)(?![a-z])/;

/** "Did not respond to a request for comment" is said of people. */
const REPLIES = /repond|respond|repli|answer|available|disponible|joignable|reach/;
const ASKED_BEFORE =
  /(?<![a-z])(?:contacte\w*|sollicit\w+|interrog\w+|jointe?s?|contacted|asked|approached|queried|reached for comment|immediately|dans l'immediat)(?: [^.;]{0,50})?$/;
const ASKED_AFTER =
  /^ {1,3}(?:\w+ )?(?:to|a|aux|for) (?:\S+ ){0,3}?(?:requests?|questions?|sollicitations?|demandes?|appels?|messages?|e-?mails?|comment|commentaires?|quer\w+|inquir\w+|afp|reuters|l'afp)(?![a-z])|^ {1,3}(?:dans l'immediat|immediately|immediatement|a ce stade|mardi soir|au moment)/;

const LEFT_CHARACTERS = 110;
const RIGHT_CHARACTERS = 110;
const TAKEN_MAX = 60;

/** All stances of one folded sentence, without those whose words belong to a stronger one. */
export function stancesIn(sentence: string, words: Words, ddos: boolean): Taken[] {
  const plain = sentence.replaceAll('"', " ");
  const found: Taken[] = [];
  for (const cue of words.cues) {
    cue.words.lastIndex = 0;
    for (let match = cue.words.exec(plain); match !== null; match = cue.words.exec(plain)) {
      const from = match.index;
      const to = from + match[0].length;
      if (match[0] === "") break;
      const left = plain.slice(Math.max(0, from - LEFT_CHARACTERS), from);
      if (cue.unless?.test(left) || cue.only?.test(left) === false) continue;
      // "le service pourrait être rétabli": the hope stands inside of what matched.
      const inside = from + Math.max(0, match[0].replace(ONCE_AGAIN, "").lastIndexOf(" ") + 1);
      if (
        cue.stance === "restored" &&
        cue.settled !== true &&
        !/^(?:before|avant) /.test(match[0]) &&
        cue.unless?.test(plain.slice(Math.max(0, from - LEFT_CHARACTERS), inside))
      )
        continue;
      if (
        REPLIES.test(match[0]) &&
        (/immediately|dans l'immediat/.test(match[0]) ||
          ASKED_BEFORE.test(`${left}${match[0].replace(/ ?\S+$/, "")}`) ||
          ASKED_AFTER.test(plain.slice(to, to + RIGHT_CHARACTERS)))
      )
        continue;
      if (cue.unlessAfter?.test(plain.slice(to, to + RIGHT_CHARACTERS))) continue;
      if (AFFIRMED.has(cue.stance) && !OPENS_NEGATED.test(match[0]) && NEGATED.test(match[0])) continue;
      if (HARMFUL.has(cue.stance) && !OPENS_NEGATED.test(match[0]) && ENDS_NEGATED.test(match[0])) continue;
      const stance = settle(cue.stance, plain, from, to, words, ddos);
      const ofSite =
        stance === "no-incident" && PARTLY.test(match[0]) && aboutSite(plain, from, to, words) === "site";
      if (stance !== null) found.push({ stance, from, to, speaker: cue.speaker ?? null, ofSite });
      if (found.length >= TAKEN_MAX) return found;
    }
  }
  return found.filter((one) => !found.some((other) => covers(other, one)));
}

function covers(other: Taken, one: Taken): boolean {
  if (other === one || STRENGTH.indexOf(other.stance) >= STRENGTH.indexOf(one.stance)) return false;
  if (other.stance === "own-protection" && one.stance !== "services-down" && one.stance !== "inaccessible")
    return false;
  if (one.stance === "claims") return false;
  // "a disparu puis réapparu": the coming and going is one.
  if (other.stance === "restored" && one.stance === "intermittent" && one.from < other.from) return false;
  return one.from < other.to && one.to > other.from;
}

function settle(
  stance: Stance | "down" | "slow",
  plain: string,
  from: number,
  to: number,
  words: Words,
  ddos: boolean,
): Stance | null {
  if (stance === "no-incident" && PARTLY.test(plain.slice(from, to))) return notHit(plain, from, to, words);
  if (stance === "accessible" && OF_SITE.test(plain.slice(from, to))) return stance;
  if (stance === "accessible" && RUNS.test(plain.slice(from, to)) && !NAMES_SITE.test(plain)) return null;
  if (stance === "accessible") return isOfInside(plain, from, to, words) ? null : stance;
  if (stance === "intermittent") {
    const of = aboutSite(plain, from, to, words);
    return of === "site" || (of === null && ddos) ? stance : "services-down";
  }
  if (stance === "inaccessible" && NETWORK.test(plain.slice(from, to))) return "services-down";
  if (stance === "inaccessible")
    return aboutSite(plain, from, to, words) === "inside" &&
      !/(?<![a-z])(?:web)?sites?(?![a-z])|portail|portal/.test(plain)
      ? "services-down"
      : stance;
  if (stance === "slow") {
    const of = aboutSite(plain, from, to, words);
    return of === "site" || (of === null && ddos) ? "intermittent" : "services-down";
  }
  if (stance !== "down") return stance;
  const flood = ddos && !ENCRYPTED.test(plain);
  const about = aboutSite(plain, from, flood ? plain.length : to, words);
  if (about === "site") return "inaccessible";
  if (about === "inside" && (!flood || INNER.test(plain.slice(Math.max(0, from - 90), to))))
    return "services-down";
  const offline =
    /offline/.test(plain.slice(from, to)) && /(?<![a-z])(?:it|they) $/.test(plain.slice(0, from));
  return flood || offline ? "inaccessible" : "services-down";
}

/** A body that is reachable is its site; a switchboard that is reachable is none. */
function isOfInside(plain: string, from: number, to: number, words: Words): boolean {
  if (aboutSite(plain, from, to, words) !== "inside") return false;
  const last = lastBefore(words.inside, plain, from);
  return last === -1 || !BODY_NOUN.test(plain.slice(last));
}

function notHit(plain: string, from: number, to: number, words: Words): Stance | null {
  if (
    /donnees|data|fichiers|files|sauvegardes|backups|population|habitants|usagers|patients|residents/.test(
      plain.slice(Math.max(0, from - 60), from),
    )
  )
    return null;
  const left = plain.slice(0, from).replace(TAKEN_UP, " ");
  const said = left.split(CLAUSE_MARK).at(-1) ?? "";
  const subject = said.replace(OF_IT, " ");
  const site = lastBefore(words.site, plain, from);
  const inside = lastBefore(words.inside, plain, from);
  const body = lastBefore(BODIES, plain, from);
  if (
    SOMETHING.test(subject) &&
    lastBefore(BODIES, subject, subject.length) === -1 &&
    !OWN.test(subject) &&
    !WHOLE.test(subject) &&
    lastBefore(words.site, said, said.length) === -1
  )
    return null;
  if (site !== -1 && aboutSite(plain, from, to, words) === "site")
    return /interr|slow|ralenti/.test(plain.slice(from, to)) ? "accessible" : "no-incident";
  if (
    /(?:nos|ses|leurs|notre|son) (?:propres?|services|systemes?|reseaux?|equipements|infrastructures?|activites?|serveurs)(?![a-z])|(?:our|its|their) (?:own|services|systems?|networks?|infrastructure|operations|activities|servers)(?![a-z])/.test(
      plain.slice(Math.max(0, from - 40), from),
    )
  )
    return "no-incident";
  if (
    inside > body ||
    /(?:services?|reseaux?|urgences|samu|smur|etablissements|events?|police|pompiers|lighting|supply|distribution|ecoles|colleges|bus|routes|transports?) [^,.;]{0,40}$/.test(
      plain.slice(0, from),
    )
  )
    return null;
  return "no-incident";
}

/** Whether the site or what works inside is spoken of: the last noun before the cue, else the first one after. */
function aboutSite(plain: string, from: number, to: number, words: Words): "site" | "inside" | null {
  if (ON_ITS_SITE.test(plain.slice(to, to + 40))) return "site";
  const site = lastBefore(words.site, plain, from);
  const inside = lastBefore(words.inside, plain, from);
  if (site === -1 && inside === -1) {
    const right = plain.slice(to, to + 60);
    words.site.lastIndex = 0;
    words.inside.lastIndex = 0;
    const a = words.site.exec(right)?.index ?? -1;
    const b = words.inside.exec(right)?.index ?? -1;
    if (a === -1 && b === -1) return null;
    return b === -1 || (a !== -1 && a < b) ? "site" : "inside";
  }
  // "le site de la mairie": the owner of a site is not what is meant.
  if (
    site !== -1 &&
    inside > site &&
    /(?:^| )(?:de|du|des|d'|of)(?: la| l'| l| the)?(?: [\w-]+(?:'s|s'))? ?$/.test(
      plain.slice(site, inside).replace(/^\S+/, ""),
    )
  )
    return "site";
  return site > inside ? "site" : "inside";
}

function lastBefore(words: RegExp, plain: string, end: number): number {
  let last = -1;
  words.lastIndex = 0;
  for (let match = words.exec(plain); match !== null && match.index < end; match = words.exec(plain))
    last = match.index;
  return last;
}
