import { isStrong } from "./attack-words.ts";
import { NOW } from "./background.ts";
import {
  AREA_SUBJECT,
  ASKED,
  EXAMPLE,
  GIVEN_TO,
  HELPS,
  HOSTS_OTHERS,
  FIRM_OF,
  LAWMAKING,
  OTHER_SUBJECT,
  SAYS_AFTER,
  SAYS_BEFORE,
  SAYS_OF_OTHERS,
  SEAT,
  WAS_ITS_OWN,
} from "./bar-words.ts";
import { isFirmOrMember, isFirmsTown, speaksOfOthers, tellsOfOlder } from "./beside.ts";
import { tellsOfAnother } from "./positions.ts";
import { isCredible, isOfLongerName } from "./credible.ts";
import {
  AMONG,
  AREA_BEFORE,
  AREA_OF,
  COUNTRY_BEFORE,
  DATELINE,
  EVENT,
  FOREIGN,
  FOREIGN_BEFORE,
  HISTORY_BEFORE,
  isHit,
  NEARBY_HELP,
  NOT_HIT,
  PLACE_THEN_BODY,
} from "./link-words.ts";
import { FOREIGN_PLACE, OF_ABROAD } from "./elsewhere.ts";
import type { Sentence } from "./page.ts";
import type { Naming, Scene } from "./victims.ts";

/** Why a naming cannot be of who was attacked. */

const AUTHORITIES =
  /^(?:company:(?:afp|france-televisions|radio-france)|other:(?:cnil|anssi|cybermalveillance|police-nationale|gendarmerie-nationale|dinum)|commune:75056:prosecutor)$/;

/** "la préfecture de Haute-Savoie" is Annecy, where Annecy is spoken of. */
function isEpithet(scene: Scene, { body, sentence, name }: Naming, left: string, right: string): boolean {
  if (body?.departement == null || /-police$/.test(body.id) || name.head?.role === "site") return false;
  // "Auch, préfecture du Gers, ..."; but of a list each is itself.
  const apposed = /, (?:la |the )?$/.test(left) && /^ ?[,.)]/.test(right);
  if ((name.licences.includes("list") || scene.page.sentences[sentence]?.kind === "item") && !apposed)
    return false;
  return scene.namings.some(
    (other) =>
      other.sentence <= sentence &&
      other.body?.kind === "commune" &&
      other.body.departement === body.departement &&
      (other.link !== "" || (apposed && other.sentence === sentence)),
  );
}

const OFFICES_AND_SITES: ReadonlySet<string> = new Set([
  "hospital",
  "school",
  "company",
  "other",
  "ministry",
  "prefecture",
  "parliament",
]);
export const OFFICES: ReadonlySet<string> = new Set(["ministry", "prefecture", "other", "parliament"]);

/** Fills `barred` where a naming cannot be of who was attacked. */
export function bar(scene: Scene, sentence: Sentence, naming: Naming): void {
  const { page } = scene;
  const { name, body } = naming;
  const left = page.plain.slice(sentence.from, name.start);
  const right = page.plain.slice(name.to, sentence.to);
  if (name.head === null && (!isCredible(scene, naming) || isOfLongerName(scene, naming)))
    naming.barred = "word";
  else if (isAbroad(scene, sentence, naming, right)) naming.barred = "place";
  else if (name.head?.role === "speaker") naming.barred = OWN_TOWN.test(right) ? "" : "speaker";
  else if (body !== null && speaksOfOthers(body, left, right)) naming.barred = "authority";
  else if (
    body !== null &&
    (isFirmOrMember(body, page.plain.slice(sentence.from, name.from), right) ||
      (name.head === null && isFirmsTown(body, right)))
  )
    naming.barred = "place";
  else if (body?.kind === "parliament" && LAWMAKING.test(right) && !isHit(right, true))
    naming.barred = "authority";
  else if (
    body !== null &&
    OFFICES.has(body.kind) &&
    ((SAYS_OF_OTHERS.test(right) && !actsNext(scene, naming)) ||
      (body.kind === "ministry" && SAYS_BEFORE.test(left) && !isHit(right, true)) ||
      ((SAYS_BEFORE.test(left) || SAYS_AFTER.test(right)) &&
        !(isEvent(scene, naming.sentence) || scene.telling[naming.sentence] === true) &&
        !(scene.claimed && OF_ITS_OWN.test(right))))
  )
    naming.barred = "speaker";
  else if (body !== null && OFFICES.has(body.kind) && (HOSTS_OTHERS.test(right) || HELPS.test(left)))
    naming.barred = "helper";
  else if (EXAMPLE.test(page.plain.slice(sentence.from, name.from))) naming.barred = "history";
  else if (ASKED.test(right) || GIVEN_TO.test(page.plain.slice(sentence.from, name.start)))
    naming.barred = "helper";
  else if (/voisin|neighbo|alentour/.test(page.plain.slice(name.start, name.from)) && !ALSO_HIT.test(right))
    naming.barred = "helper";
  else if (body?.kind === "prefecture" && isEpithet(scene, naming, left, right)) naming.barred = "word";
  else if (!isTyped(scene, naming) && tellsOfAnother(naming, around(scene, sentence, naming)))
    naming.barred = "place";
  else if (liesThere(scene, naming, left, right)) naming.barred = "place";
  else if (body !== null && AUTHORITIES.test(body.id) && !isHit(right, true)) naming.barred = "authority";
  else if (body?.kind === "company" && FIRM_OF.test(left) && !isHit(right, true)) naming.barred = "authority";
  else if (
    HISTORY_BEFORE.test(left.slice(-110)) &&
    !AMONG.test(left) &&
    !comesFirst(scene, naming) &&
    !isStoryItself(scene, naming, sentence)
  )
    naming.barred = "history";
  else if (tellsOfOlder(around(scene, sentence, naming).left) && !comesFirst(scene, naming))
    naming.barred = "history";
  else if (NOT_HIT.test(right) && !scene.claimed) naming.barred = "unhurt";
  else if (NEARBY_HELP.test(sentence.plain) && !isStrong(sentence.plain) && !isHit(right, false))
    naming.barred = "helper";
}

/** "The mayor of Rennes announced that his town had been hit". */
const OWN_TOWN =
  /^[^.;]{0,90}(?<![a-z])(?:(?:his|her|its|their|our) (?:town|city|municipality|council|commune|village|department|region)|(?:sa|leur|notre) (?:ville|commune|mairie|municipalite|collectivite|region|cite)|son (?:departement|agglomeration))(?: (?:had|has|was|were|is|avait|a|est|etait|fait|serait))(?: \w+){0,3} (?:ete |been )?(?:victim|cibl|vise|attaq|pirat|touch|frapp|hit|struck|hack|attack|target|breach|paralys|subi|suffer)/;

/** "La préfecture assure que ses services n'ont subi aucun impact". */
const OF_ITS_OWN =
  /^[^.;]{0,60}(?<![a-z])(?:ses|son|its|their) (?:propres? |own )?(?:services?|sites?|systemes?|reseaux?|portail|pages?|web ?sites?|systems?|networks?)(?![a-z])/;

/** A namesake in another country, or the place that a dispatch is dated from. */
function isAbroad({ page }: Scene, sentence: Sentence, { name, body }: Naming, right: string): boolean {
  const left = page.plain.slice(sentence.from, name.start);
  if (body?.id.includes(":x-") && (FOREIGN_PLACE.test(name.folded) || OF_ABROAD.test(sentence.plain)))
    return true;
  if (
    name.place ||
    FOREIGN.test(right) ||
    FOREIGN_BEFORE.test(page.plain.slice(sentence.from, name.from)) ||
    COUNTRY_BEFORE.test(left)
  )
    return true;
  const bare = name.head === null && body?.kind === "commune";
  return bare && left.trim().length < 3 && !isHeadline(sentence) && DATELINE.test(sentence.plain);
}

/** "Pays basque : le site de la mairie de Biarritz ...", "Dordogne and Lot: which council websites": under which news is sorted. */
function isRubric({ ofSentence, page }: Scene, { name, body, sentence: i }: Naming): boolean {
  const sentence = page.sentences[i];
  if (sentence?.kind !== "title" || body === null || !RUBRICS.has(body.kind)) return false;
  const namings = ofSentence[i] ?? [];
  const list = namings.filter((other) => other.name.list === name.list);
  // "Béziers, Cahors, la Creuse : ...": who was hit.
  if (list.length >= NOT_ONE_PLACE && list.some((other) => other.body?.kind === "commune")) return false;
  const first = list[0]?.name.start ?? name.start;
  const rest = page.plain.slice(list.at(-1)?.name.to ?? name.to, sentence.to);
  if (page.plain.slice(sentence.from, first).trim() !== "" || !/^ ?:/.test(rest) || OWN_STORY.test(rest))
    return false;
  return (
    name.head === null || namings.some((other) => other.name.head !== null && other.name.list !== name.list)
  );
}

/** A town and its department, at most, say where one thing happened. */
const NOT_ONE_PLACE = 3;

/** "Le Département de la Mayenne, à Laval, a fermé ...": listed behind it, but as its seat. */
function isSeat({ ofSentence, page }: Scene, { name, sentence: i }: Naming, right: string): boolean {
  const list = (ofSentence[i] ?? []).filter((other) => other.name.list === name.list);
  const before = list[list.findIndex((other) => other.name === name) - 1];
  return (
    before?.name.head?.role === "body" &&
    /^, (?:a|in|near|pres de) $/.test(page.plain.slice(before.name.to, name.from)) &&
    /^ ?(?:\([^)]{0,40}\) ?)?[,.]/.test(right) &&
    !/(?:^|[^a-z])(?:a|in|au) (?:la |le |les )?$/.test(
      page.plain.slice(Math.max(0, before.name.start - 6), before.name.start),
    )
  );
}
const RUBRICS: ReadonlySet<string> = new Set(["region", "departement", "epci"]);
/** What follows is of the area's own authority. */
const OWN_STORY =
  /(?<![a-z])(?:(?:conseil )?(?:departement|region)al?(?:e|es)?|departement|department(?!s)|collectivite|agglo\w*|metropole|interco\w*|communaute|council(?!s| web| tax)|sites? d[eu]s? (?:la |l')?(?:region|departement))(?![a-z])|^ ?: ?(?:une? |the |l[ae]s? |l')?(?:cyber|attaque|attack|hack|pirat|rancon|ransom|site|website|donnees|data)/;

/** "Dordogne and Lot: which council websites are down", "Val-d'Oise : ... des mairies visées". */
const MANY_BEHIND =
  /^(?:(?:,| and| et) [a-z' -]{2,25}){0,3} ?: [^.;]{0,80}(?<![a-z])(?:council (?:web)?sites|councils|town halls|mairies|communes|towns|villes|municipalities|municipalites)(?![a-z])/;

/** Where somebody else is, or something happened. */
function liesThere(scene: Scene, naming: Naming, left: string, right: string): boolean {
  const { name, body } = naming;
  // "Le centre hospitalier de Moulins (Allier)".
  if (body?.kind === "departement" && /\($/.test(left) && /^\)/.test(right)) return true;
  if (isRubric(scene, naming)) return true;
  if (isSeat(scene, naming, right)) return true;
  if (name.head !== null) return false;
  if (body?.kind === "region" || body?.kind === "departement") {
    if (AREA_BEFORE.test(left) || AREA_OF.test(left) || AREA_SUBJECT.test(right)) return true;
    if (MANY_BEHIND.test(right)) return true;
    // "Loire : la commune de Firminy ...": where it is.
    const others = scene.ofSentence[naming.sentence] ?? [];
    return (
      /^ ?[:.]/.test(right) &&
      others.some(
        (other) =>
          other !== naming && (other.name.head !== null || other.name.licences.includes("organisation")),
      )
    );
  }
  // "Pays basque : la mairie de ...": a heading.
  if (body?.kind === "epci" && /^ ?:/.test(right) && left.trim() === "")
    return (scene.ofSentence[naming.sentence] ?? []).some(
      (other) => other !== naming && other.name.head !== null,
    );
  if (body?.kind !== "commune") return false;
  // "Paris accuse Moscou": the capital's name stands for the State.
  if (
    body.id === "commune:75056" &&
    !((name.licences.includes("list") && hasSibling(scene, naming)) || PLACE_THEN_BODY.test(right))
  )
    return true;
  // "Le centre hospitalier de Mayotte, à Mamoudzou, a été frappé".
  if (
    /, (?:a|in|near|pres de) $/.test(left) &&
    /^ ?(?:\([^)]{0,40}\) ?)?[,.]/.test(right) &&
    names(scene, naming)
  )
    return true;
  // "In Papeete, the government said": the seat of another.
  if (/(?:^|[^a-z])(?:in|a|au) $/.test(left) && SEAT.test(right)) return true;
  return OTHER_SUBJECT.test(right) || opensForAnother(scene, naming, right);
}

/** A town that has its head elsewhere in the text is a body wherever it stands. */
const isTyped = ({ namings }: Scene, { body }: Naming): boolean =>
  body?.kind === "commune" &&
  namings.some((other) => other.body?.id === body.id && other.name.head !== null && !other.name.place);

/** What stands before and behind a name, and the words of its head; of a list, before its first. */
function around({ ofSentence, page }: Scene, { from, to }: Sentence, { name, sentence }: Naming) {
  const first = ofSentence[sentence]?.find((other) => other.name.list === name.list)?.name ?? name;
  return {
    left: page.plain.slice(from, first.start),
    head: page.plain.slice(name.start, name.from),
    right: page.plain.slice(name.to, to),
  };
}

function actsNext({ page }: Scene, { sentence }: Naming): boolean {
  return page.sentences.slice(sentence + 1, sentence + 3).some(({ plain }) => WAS_ITS_OWN.test(plain));
}

/** "Calais : des données de l'université ...": the town of who is named behind it. */
function opensForAnother({ ofSentence, page }: Scene, { sentence, name }: Naming, right: string): boolean {
  if (page.sentences[sentence]?.kind !== "title" || !/^ ?:/.test(right)) return false;
  return (ofSentence[sentence] ?? []).some(
    (other) => other.name.from > name.to && other.name.licences.includes("organisation"),
  );
}

/** "neighbouring Marignane, also named by the group": a neighbour that shares the lot. */
const ALSO_HIT =
  /^,? ?(?:\([^)]{0,40}\) ?)?,? ?(?:(?:which|who|that|qui) )?(?:(?:was|were|has been|a ete|est|aussi|egalement|elle aussi|lui aussi|also|too) ){0,4}(?:aussi |egalement |also )?(?:nam|list|cit|hit|struck|target|attack|claim|touch|vis[ee]|frapp|cibl|attaqu|pirat|hack|victim|revendiqu|design|mentionn)/;

/** A title ends without a mark; what begins with a dateline is a sentence. */
const isHeadline = ({ kind, plain }: Sentence): boolean => kind === "title" && !/\."? ?$/.test(plain);

/** Of its list somebody else is a body too: "Paris and Warsaw" are two States. */
const hasSibling = ({ ofSentence }: Scene, naming: Naming): boolean =>
  (ofSentence[naming.sentence] ?? []).some(
    (other) => other !== naming && other.body !== null && other.name.list === naming.name.list,
  );

/** Another body stands before it in the sentence. */
function names({ ofSentence }: Scene, { sentence, name }: Naming): boolean {
  return (ofSentence[sentence] ?? []).some(
    (other) =>
      other.body !== null &&
      other.name.to < name.from &&
      (other.name.head !== null || OFFICES_AND_SITES.has(other.body.kind)),
  );
}

/** "Following the cyberattack on the town hall of Albi on Monday, ...": days old, at the head of a text that names nobody else. */
function isStoryItself({ namings }: Scene, naming: Naming, sentence: Sentence): boolean {
  const { body } = naming;
  if (body === null || naming.sentence > 1) return false;
  if (!NOW.test(sentence.plain) && !DAYS_AFTER.test(sentence.plain)) return false;
  return namings.every((other) => other.body === null || other.body.id === body.id);
}

const DAYS_AFTER = /(?<![a-z])(?:jours? apres|days? after)(?![a-z])/;

/** "Après la cyberattaque, la ville de X ...": who is first linked elsewhere is no history. */
function comesFirst(scene: Scene, naming: Naming): boolean {
  if (naming.body === null) return false;
  return scene.namings.some(
    (other) =>
      other !== naming &&
      other.body?.id === naming.body?.id &&
      other.sentence < 2 &&
      other.sentence < naming.sentence,
  );
}

/** Its sentence tells of an attack, by one of many words or by who is named. */
export function isEvent(scene: Scene, i: number): boolean {
  return (
    EVENT.test(scene.page.sentences[i]?.plain ?? "") ||
    scene.actorNamed[i] === true ||
    (scene.taken[i] ?? []).some(({ stance }) => stance === "data-stolen")
  );
}
