import { ATTACK, isStrong, saysOf } from "./attack-words.ts";
import { type Background, NOW } from "./background.ts";
import { hitsAnother, isHitBeside, tellsOfArrest } from "./elsewhere.ts";
import { isHint, namesCulprit } from "./hints.ts";
import type { Page } from "./page.ts";
import type { Taken } from "./stances.ts";
import type { Naming, Scene } from "./victims.ts";

/** Whether a sentence tells of an attack as a thing that happened, and not as what did not, may not, or never will. */

const KIND =
  "(?: (?:informatiques?|ddos|cyber|externes?|russes?|malveillante?s?|de hackers?|par (?:deni de service|saturation|rancongiciel)))?";
const OF = "(?:d'une? |d[eu] |des |d'|une? |l[ae]s? |l'|an? |the |any |some )?";

/** "ni piratage", "no sign of a hack", "it wasn't hackers". */
const DENIED = new RegExp(
  [
    `(?<![a-z])(?:pas|ni|non|jamais|aucune?|sans|nullement|aucunement|plutot qu(?:e |')|rather than|instead of|nor)(?: (?:ete|etre|la suite|le fait|la consequence|le resultat|victimes?|li\\w+|du(?:e|s|es)?|a|par|signe|trace|indice|preuve|element)){0,3} ${OF}(?:\\w+ )?${ATTACK}${KIND}`,
    `(?:(?<![a-z])(?:not|never)|n't)(?: (?:been|be|a|an|the|result|caused|due|linked|related|work|victim|target|of|by|to)){0,5} (?:\\w+ )?${ATTACK}`,
    `(?<![a-z])no (?:(?:\\w+ )?(?:sign|signs|evidence|indication|indications|trace|question|suggestion|hint|report|reports) (?:of|that) )?(?:an? |any )?(?:\\w+ )?${ATTACK}(?! (?:has|have|had|was|were))`,
    `(?<![a-z])(?:ecart\\w+|exclu\\w*|rul\\w+ out|infirm\\w*)(?: [a-z']+){0,5} ${OF}${ATTACK}${KIND}`,
    `(?<![a-z])(?:hypothese|piste|theory|scenario|possibility|idea) (?:d'une? |d[eu] |of (?:an? )?)(?:\\w+ )?${ATTACK}(?: [a-z']+){0,4} (?:ecart\\w+|exclu\\w*|ruled out|dismissed|rejected|discarded)`,
    `(?<![a-z])${ATTACK}${KIND} (?:\\w+ ){0,3}(?:ecartee?|exclue?|ruled out|excluded)`,
  ]
    .map((part) => `(?:${part})(?![a-z])`)
    .join("|"),
  "g",
);

/** "face aux éventuelles cyberattaques", "avant d'être victimes d'un piratage", "how a hacker could get in". */
const SUPPOSED = new RegExp(
  `(?<![a-z])(?:${[
    `(?:apres|depuis|face a|devant|after|following|since|amid) (?:l[ae]s?|des|plusieurs|une (?:serie|vague)|an? (?:wave|string|series|spate)|several|recent|the recent) [^.;,]{0,40}?${ATTACK}${KIND}[^.;,]{0,40}? (?:contre|visant|sur|dans|de|on|against|at|in) (?:d'autres|des|plusieurs|other|several|many|some|les) [^.;,]{0,60}`,
    `(?:resist\\w*|withstand|survi\\w+|tenir|robust\\w*|resilien\\w+) (?:a|aux|to|face aux?|against) ?(?:the |les |l')?(?:\\w+ )?${ATTACK}${KIND}`,
    `(?:une? |an? )?${ATTACK}${KIND},? (?:ca|cela) (?:se |s'|peut|n')[a-z]+`,
    `(?:trop de|nombreuses|tant de|many|too many|countless|constant|daily|repeated) (?:\\w+ )?(?:tentatives?|attempts?|attaques?|attacks?)(?: (?:d'|de |at |to )?\\w+)?`,
    `(?:for|to|pour|aux|des|any|all|les) (?:\\w+ )?(?:towns|communes|villes|mairies|collectivites|cities|councils|hospitals|hopitaux|victims|victimes|villages|bodies) (?:that|which|who|qui) [^.;,]{0,60}`,
    `(?:chiffre|encrypt|crypte)\\w*,? (?:rassure\\w*|assure\\w*|precise\\w*|so |heureusement|luckily|fortunately)`,
    `(?:ateliers?|formations?|campagnes?|outils?|solutions?|protections?|guides?|assurances?|plans?|mesures|remparts?|boucliers?|defenses?|workshops?|training|tools?|insurance|shields?|premiums?) (?:[a-z'-]+ ){0,3}(?:contre|against|face a|from) [^.;]{0,80}`,
    `(?:appr(?:is|ennent|endre|enaient)|learn(?:s|ed|t|ing)?|trained?|form(?:e|es|ee|ees|er)|s'exerc\\w+|sav(?:oir|ent)|know)(?: \\w+){0,2} (?:a|to|how to|comment) [^.;]{0,80}`,
    `(?:eventuel\\w*|possibles?|potentiel\\w*|hypothetiques?|future?s?|prochaine?s?|potential|hypothetical|would-be)(?: \\w+)? ${ATTACK}${KIND}`,
    `(?:eventualite|risques?|menaces?|craintes?|peur|probabilite|cas|risks?|threats?|fears?|event|likelihood|danger) (?:d'une? |d[eu] |des |d'|of (?:an? |being )?|from )(?:\\w+ ){0,2}${ATTACK}${KIND}`,
    `(?:face aux|contre (?:les|toute|leurs)|against(?: any| such| future)?|prevent\\w*|prevenir|eviter|empecher|dejouer|repousser|block(?:s|ing)|bloqu(?:ent|er|ons)|fend off|fight\\w*|combat\\w*) ?(?:l[ae]s? |des |the |more than )?(?:[\\d., ]+)?(?:\\w+ )?(?:tentatives? d[e'] ?)?${ATTACK}${KIND}`,
    `(?:attendre|redout\\w+|craign\\w+|craindre|evit\\w+|empech\\w+|apprend\\w+ a|se prepar\\w+ a|how|comment|quand|when) (?:[a-z']+ ){0,5}${OF}${ATTACK}${KIND} (?:could|might|may|can|would|pourrai\\w+|peut|peuvent|survient|arrive|strikes?|hits?|happens?)`,
    `(?:attendre|redout\\w+|craign\\w+|craindre|eviter|empecher)(?: [a-z']+){0,5} ${OF}${ATTACK}${KIND}`,
    `(?:shout\\w*|jok\\w+|thought|belie\\w+|cru|croyai\\w+|plaisant\\w+)(?: [a-z']+){0,6} ${ATTACK}`,
    `(?:if|si|unless|a moins que|whether|should) (?:[a-z']+ ){0,4}${OF}${ATTACK}${KIND}(?: \\w+)?`,
    `${ATTACK}${KIND}(?: gangs?| groups?)? (?:can|could|might|may|would|pourrai\\w+|peut|peuvent|devrai\\w+)(?![a-z])`,
  ].join("|")})(?![a-z])`,
  "g",
);

/** "What hackers like": people, and nothing that they did. */
const PEOPLE =
  /(?<![a-z])(?<!(?:fait|faire|ete|est|etre|sont|aussi|egalement|site|sites|internet|web|compte|mairie|portail) )(?:hackers?|pirates?|cyber-?(?:criminels?|criminals?|criminalite|crime)|attackers)(?![a-z])/g;
const DEED = new RegExp(
  `${PEOPLE.source}[^.;,"]{0,60}?(?<![a-z])(?:ont|a|aurai(?:t|ent)|avai(?:t|ent)|s'est|s'etai(?:t|ent)|se sont|se seraient|disent|dit|affirm\\w+|pretend\\w*|assur\\w+|revendiqu\\w+|menac\\w+|vis(?:e|ent)|cibl\\w+|frapp\\w+|publi\\w+|attaqu\\w+|vol\\w*|chiffr\\w+|entre\\w*|introdui\\w+|had|have (?!to|a )|has|said|says?|announc\\w+|claim\\w*|boast\\w*|threat\\w*|took|take|hit|struck|target\\w*|stole\\w*|steal|broke|entered|got|posted|publish\\w*|encrypted|knock\\w*|defac\\w*|demand\\w*|list(?:ed|s)|leaked|swip\\w+|made off|accessed)(?![a-z])|(?<![a-z])(?:by|par) (?:[\\w'-]+ ){0,4}(?:hackers?|pirates?|attackers?|cyber-?criminels?|cyber-?criminals?)(?![a-z])`,
);

/** "a été la cible de pirates informatiques", "were attacked by hackers". */
const HIT_BY =
  /(?<![a-z])(?:ete|etait|etaient|est|sont|was|were|been|is|are|being) (?:\w+ ){0,2}(?:victimes?|cibles?|prise?s? pour cibles?|visee?s?|attaquee?s?|touchee?s?|frappee?s?|targets?|targeted|hit|struck|attacked|breached|victims?|crippled)(?: (?:on )?(?!by|par)[a-z]+)? (?:de |d'|des |par |of |by )(?:des |les |un groupe de |a group of |russian |pro-?russian )?(?:hackers?|pirates?|cyber-?criminels|cyber-?criminals|attackers)(?![a-z])/;

const LABEL_WORDS_MAX = 3;

/** A sentence without what it says did not or might happen. */
export const asHappened = (plain: string): string => plain.replace(DENIED, " ").replace(SUPPOSED, " ");

/** It says of an attack that it happened. */
function tells(plain: string): boolean {
  if (plain.trim().split(/\s+/).length <= LABEL_WORDS_MAX) return false;
  if (!isStrong(plain) && !isHint(plain)) return false;
  const happened = asHappened(plain);
  if (!isStrong(happened)) return isHint(happened);
  return isStrong(happened.replace(PEOPLE, " ")) || DEED.test(happened) || HIT_BY.test(happened);
}

/** So far down a text's news begins. */
export const LEAD_SENTENCES = 6;

/** Which sentences tell of an attack that happened. */
export const tellingOf = (page: Page, background: readonly Background[]): boolean[] =>
  page.sentences.map(({ plain }, i) => background[i] === null && tells(plain));

const OUTAGES: ReadonlySet<string> = new Set(["inaccessible", "services-down", "own-protection"]);

/** The text begins with an attack: what follows it is of it. */
export function beginsWithAttack(
  page: Page,
  taken: readonly (readonly Taken[])[],
  telling: readonly boolean[],
  background: readonly Background[],
): boolean {
  const hinted = isHint(page.plain) && isHint(asHappened(page.plain));
  const opening = page.sentences.slice(0, LEAD_SENTENCES);
  // Its trouble comes first, and its cause below.
  if (
    telling.includes(true) &&
    background[0] === null &&
    namesCulprit(asHappened(opening.map(({ plain }) => plain).join(" "))) &&
    opening.some(
      (_, i) => background[i] === null && (taken[i] ?? []).some(({ stance }) => OUTAGES.has(stance)),
    )
  )
    return true;
  const lead = taken.slice(0, LEAD_SENTENCES).map((all, i) => (background[i] === null ? all : []));
  const claimed = lead.some((all, i) =>
    all.some((one) => isMade(one, page.sentences[i]?.plain ?? "", false)),
  );
  return page.sentences.slice(0, LEAD_SENTENCES).some(
    ({ plain }, i) =>
      telling[i] === true ||
      (background[i] !== "history" && saysOf("defacement", asHappened(plain))) ||
      // Said beside a deed that is named without a word of its own.
      (lead[i] ?? []).some(
        ({ stance }) =>
          stance === "data-stolen" ||
          (hinted && (stance === "own-protection" || (stance === "denies" && claimed))),
      ),
  );
}

/** Who claims. */
export const ATTACKERS =
  /(?<![a-z])(?:hackers?|pirates?|hacktivist\w*|groupes?|group|gang|crew|collecti(?:f|ve)|cyber-?(?!secur|defen|resil|mois|mal|esp)\w+|prorusse\w*|pro-russ\w*|attackers?|attaquants?|attaques?|attacks?|activistes?|cibles|targets|escrocs|individus?|pseudonyme|rumeurs?|rumou?rs?|criminals?|vendeur|seller|actor|internaute|utilisateur|user|forum|telegram|rancon\w*|ransom\w*)(?![a-z])/;

/** "Personne n'a revendiqué": a claim that was not made. */
const NOT_MADE =
  /(?<![a-z])(?:personne|nobody|no ?one|aucune?|no (?:group|gang|hackers?|actor)|n'a|n'avait|n'ont|not|never|yet to)(?: [a-z']+){0,4} ?$/;

/** "revendique la victoire", "claimed five towns": of another kind. */
const OF_ELSE =
  /^(?:'|[a-z])*(?: (?:la|une|sa|leur|le|un|des|les|l'|the|a|its|their|several|\w+))? ?(?:\w+[ -])?(?:victoires?|mairies?|montees?|titres?|places?|sieges?|hausses?|baisses?|prix|droits?|meilleure?s?|statut|reconnaissance|autonomie|augmentations?|salaires?|points|trois points|victory|wins?|titles?|seats?|towns|cities|majority|lead|success|turnout|attacks? this (?:summer|year|season))(?![a-z])/;

/** "la liste de leurs revendications": of those who strike. */
const OF_STRIKERS =
  /(?<![a-z])(?:syndica\w+|intersyndicale|grevist\w+|greves?|manifest\w+|unions?|strikers?|on strike|protesters)(?![a-z])/;

/** Whether a claim is said to have been made, and of an attack. `group`: its sentence names one that is known. */
export const isMade = ({ stance, from, to }: Taken, plain: string, group: boolean): boolean =>
  stance === "claims" &&
  !NOT_MADE.test(plain.slice(0, from)) &&
  (group || (!OF_ELSE.test(plain.slice(to)) && !OF_STRIKERS.test(plain)));

/** Attackers claim, in a sentence that is news, or in the one behind that which names them. */
export function isClaimed({ sentences }: Page, i: number, taken: readonly Taken[], group: boolean): boolean {
  const plain = sentences[i]?.plain ?? "";
  return (
    taken.some((one) => isMade(one, plain, group)) &&
    (group || ATTACKERS.test(`${sentences[i - 1]?.plain ?? ""} ${plain}`))
  );
}

/** A text that begins with something else accuses only where it says by itself that it is news. */
export function keepNews(scene: Scene): void {
  if (scene.voice === "attacker") return;
  if (hitsAnother(scene)) for (const naming of scene.namings) if (!isHitBeside(naming)) drop(naming);
  const arrest = tellsOfArrest(scene.page);
  for (const naming of scene.namings)
    if (
      naming.link === "main" &&
      (arrest || WAS_NOT.test(scene.page.plain) || scene.background[naming.sentence] !== null)
    )
      drop(naming);
  if (scene.opens || scene.claimed) return;
  const news = scene.page.sentences.map((_, i) => isNewsAt(scene, i));
  for (const naming of scene.namings) {
    if (naming.link === "") continue;
    const kept = isOfWhole(naming)
      ? news.some((one, i) => one && !namesOthers(scene, naming, i))
      : news[naming.sentence] === true;
    if (!kept) drop(naming);
  }
}

/** "Avez-vous été attaqués ? Non": an interview with somebody who was not. */
const WAS_NOT =
  /(?<![a-z])(?:attaqu|pirat|hack|attack|cibl|target)\w*[^.?!]{0,40}\?["\s]*(?:non|no|jamais|never|heureusement non|pas encore|not yet)(?![a-z])/;

function drop(naming: Naming): void {
  if (naming.link === "") return;
  naming.link = "";
  naming.barred = "unhurt";
}

/** Its paragraph is about somebody else. */
function namesOthers({ page, namings }: Scene, { body }: Naming, i: number): boolean {
  const paragraph = page.sentences[i]?.paragraph;
  const there = namings.filter(
    (one) => one.body !== null && page.sentences[one.sentence]?.paragraph === paragraph,
  );
  return there.length > 0 && there.every((one) => one.body?.id !== body?.id);
}

/** Linked by another sentence than its own. */
const isOfWhole = ({ link }: Naming): boolean => /main|standin/.test(link);

/** Its paragraph tells of an attack, and of a day that is not far. */
function isNewsAt({ page, telling }: Scene, i: number): boolean {
  const paragraph = page.sentences[i]?.paragraph;
  const around = page.sentences.flatMap((one, k) => (one.paragraph === paragraph ? [k] : []));
  return (
    around.some((k) => telling[k] === true) && around.some((k) => NOW.test(page.sentences[k]?.plain ?? ""))
  );
}
