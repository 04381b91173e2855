import type { Body } from "../../gazetteer/index.ts";
import { ATTACK_NOUN, STRONG_WORD } from "./attack-words.ts";
import type { Background } from "./background.ts";
import { isCommon, type NameFound } from "./names.ts";
import type { Page, Sentence } from "./page.ts";
import type { Taken } from "./stances.ts";

/** One naming of a body in a sentence. Places are in `Page.plain`. */
export type Naming = {
  readonly name: NameFound;
  readonly body: Body | null;
  readonly candidates: readonly Body[];
  readonly licences: readonly string[];
  readonly sentence: number;
  /** Why it is taken for attacked; empty when it is not. */
  link: string;
  /** Why it cannot be. */
  barred: "" | "place" | "speaker" | "history" | "helper" | "authority";
};

/** What all rules look at. */
export type Scene = {
  readonly page: Page;
  readonly background: readonly Background[];
  readonly namings: readonly Naming[];
  readonly ofSentence: readonly (readonly Naming[])[];
  /** What each sentence takes a stance on. */
  readonly taken: readonly (readonly Taken[])[];
  /** Somebody claims an attack in this text. */
  readonly claimed: boolean;
};

const DET =
  "(?:(?:l[ae]s?|l'|the|its?|ses?|leurs?|plusieurs|several|des|un|une|two|three|deux|trois|quatre|\\d+|servers?|serveurs?|systems?|sites?|websites?|reseaux?|network|services?|(?:d')?information|informatiques?|computer|it|infrastructures?|internet|web|official|officiels?|municipal\\w*|also|egalement|notamment|de|du|des|d'|of|both|local|french|francaises?) ?)*";
const PREPOSITION =
  "(?:contre|visant|vise|ciblant|cible|touchant|frappant|paralysant|affectant|perturbant|impactant|sur|a l'encontre (?:de|du|des)|envers|au sein (?:de|du)|dans|a|au|aux|de|du|des|d'|chez|subie? par|dont (?:a|ont|est|sont) (?:ete )?victimes?|dont fait l'objet|contre celui d[eu']|against|on|targeting|hitting|at|of|in|affecting|aimed at|directed at|suffered by|that (?:hit|struck|targeted|crippled|paraly[sz]ed|affected)|which (?:hit|struck|targeted|crippled|paraly[sz]ed|affected)|has hit|qui (?:a|ont|vise|touche|frappe|paralyse|affecte)(?: (?:vise|touche|frappe|paralyse|cible|affecte|secoue|perturbe|mis a genoux|plonge))?)";
/** "cyberattaque contre ...", "attacks on the sites of ..." */
const LEFT_NOUN = new RegExp(`(?:^|[^a-z0-9])${ATTACK_NOUN}(?: [^.;:]{0,70}?)? ?${PREPOSITION} ?${DET}"?$`);
/** "ont visé ...", "hit ..." */
const LEFT_VERB = new RegExp(
  `(?:^|[^a-z0-9])(?:(?:vis|cibl|attaqu|pirat|frapp|touch|paralys|hack|defigur|infect|neutralis|satur|bloqu|perturb|affect|impact|heurt|secou|eteint|eteindre|desactiv)(?:e|ent|ait|aient|er|ant|ees?|es)?|(?:s'en (?:est|sont) pris|s'en (?:prend|prennent)|s'attaqu\\w+|s'en prendre|en pris|pris pour cibles?|mis a (?:terre|genoux)|mis hors (?:service|ligne)|inscrit|ajoute|list[e]|epingle|revendiqu\\w+|figur\\w+|cit\\w+|nomm\\w+|design\\w+)(?: a| au| aux)?|hit|hits|struck|strikes|targeted|targets|targeting|attacked|attacks|hacked|crippled|cripples|paraly[sz]ed|took down|takes down|knocked (?:out|offline)|knocks (?:out|offline)|breached|breaches|disrupted|disrupts|shut down|brought down|listed|lists|named|names|added|adds|claimed|claims|defaced|infected|encrypted|stole from|stolen from|infiltrated|(?:data|files) (?:\\w+ )?(?:from|of|belonging to))(?: (?:also|egalement|aussi|notamment|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ainsi))?,? ?${DET}"?$`,
);
const VICTIM_WORDS =
  "(?:victimes?|la cible|pour cibles?|cibles?|ciblee?s?|visee?s?|attaquee?s?|piratee?s?|hackee?s?|frappee?s?|touchee?s?|paralysee?s?|infectee?s?|defiguree?s?|impactee?s?|affectee?s?|a genoux|l'objet d[e'](?:une? )?|subi\\w*|essuy\\w+|confront\\w+|aux prises|en proie|fait face|secouee?s?|perturbee?s?|mise?s? a (?:terre|genoux)|prise?s? pour cible|menacee?s?|ranconnee?s?|sous le coup|dans le viseur|eteints?|hors[- ](?:ligne|service)|inaccessibles?|indisponibles?|en panne|hs|a l'arret|revendiquee?s?|listee?s?|citee?s?|designee?s?|hit|struck|targets?|targeted|attacked|hacked|crippled|paraly[sz]ed|victims?|suffer\\w*|prey|breached|compromised|defaced|infected|knocked|disrupted|under attack|fac(?:es?|ed|ing) (?:a|an)|grappl\\w+|dealing with|recover\\w*|reeling|offline|down|inaccessible|unreachable|unavailable|listed|named|claimed|affected|locked out|taken offline|subject(?:ed)?|shut down|extort\\w*|held to ransom)";
const PASSIVE = new RegExp(
  `^[^.;:]{0,12}?(?:[,(][^.;]{0,110}[,)])?[^.;]{0,110}?(?<![a-z0-9])${VICTIM_WORDS}(?![a-z0-9])`,
);
const COLON = new RegExp(
  `^ ?(?:\\([^)]{0,40}\\) ?)?[:.|-] ?[^.;]{0,80}?(?:${ATTACK_NOUN}|victimes?|hackers?|pirates?|pirate[es]*|hacked|inaccessibles?|hors service|paralyse\\w*)`,
);
const NOT_HIT =
  /^[^.;:]{0,60}(?<![a-z])(?:n'(?:est|a|ont|avait)|ne (?:sont|serait))(?: \w+)? (?:pas|aucunement|nullement)(?: \w+){0,2} (?:concern|touche|affect|impact|vise|victime|cible|pirat|contamin)|^[^.;:]{0,40}(?:not|n't|never)(?: \w+){0,2} (?:affected|hit|concerned|targeted|hacked|impacted|involved)/;
const NEARBY_HELP =
  /(?:prete|preter|propose|proposer|offert|offre|offered|loaned|lent|lend|aide|soutien|solidar\w+|renfort|en renfort|support\w*|help\w*|accueill\w+|transfer\w+|redirig\w+|delest\w+|orient\w+ vers|diverted|transferred|rerouted|rencontre|visite)(?![a-z])/;
const HISTORY_BEFORE =
  /(?:apres|depuis|suite a|a l'instar d[eu']s?|tout comme|rejoint|rejoignant|a la suite d[eu']s?|l'affaire d[eu']s?|(?:celle|celui) (?:qui|subie?s?)[^,.;]{0,40}|similaires? (?:contre|a|au|sur)|rappelle\w*|comparable\w*|after|following|joins?|joining|like|similar[^,.;]{0,30}(?:on|at|against|in|to)|such as those|comes after|weeks? after[^,.;]{0,40}|days? after[^,.;]{0,40}|months? after[^,.;]{0,40}|reminiscent of|as (?:in|at)|recall\w*|echo\w*|notamment (?:ceux|celles|celle|celui) d[eu']|deja [^,.;]{0,30})[^,.;]{0,30}$/;
/** "des mairies, comme Angers": these are of the news. */
const AMONG =
  /(?:mairies|villes|communes|collectivites|sites|municipalites|departements|cibles|victimes|towns|cities|councils|bodies|municipalities|targets|victims|websites|institutions)[^,.;]{0,40},? (?:comme|dont|parmi l\w+|notamment|such as|including|among them|like|telles? que?|tels que?)(?: ceux| celles| celui| celle| those)?(?: de| d'| des| du| of)?(?: l[ae]s?)? ?$/;

const TROUBLES: ReadonlySet<string> = new Set([
  "inaccessible",
  "intermittent",
  "own-protection",
  "services-down",
  "data-stolen",
]);
const EVENT =
  /(?<![a-z])(?:(?:cyber-?)?(?:attaqu|attack|intrusion|pirat|malveillan|offensiv)|hack|ransom|rancon|ddos|deni de service|denial[- ]of|malware|virus|breach|defac|defigur|fuite|vol de donnees|data (?:leak|theft))/;
/** "ainsi que le site du département": goes on with what was said before the verb. */
const GOES_ON = /(?:^|[ ,])(?:ainsi qu[e']|as well as|de meme qu[e']|tout comme|comme)(?: [a-z']+){0,6} ?$/;

const strong = (text: string): boolean => {
  STRONG_WORD.lastIndex = 0;
  return STRONG_WORD.test(text);
};

/** Decides which namings are of attacked bodies. Fills `link` and `barred`. */
export function linkVictims(scene: Scene): void {
  const { page, background } = scene;
  const lead = leadOf(page);
  scene.ofSentence.forEach((namings, i) => {
    const sentence = page.sentences[i] as Sentence;
    for (const naming of namings) bar(scene, sentence, naming);
    if (background[i] === "history") {
      for (const naming of namings) naming.barred ||= "history";
      return;
    }
    for (const naming of namings) {
      if (naming.barred !== "" && naming.barred !== "speaker") continue;
      naming.link = linkOf(scene, sentence, naming, namings, lead);
      if (naming.link !== "" && naming.barred === "speaker" && naming.link !== "passive") naming.link = "";
      if (background[i] === "aside" && naming.link !== "passive" && naming.link !== "left") naming.link = "";
    }
    spread(page, namings);
  });
}

/** Who stands in one list shares what is said of one of them. */
function spread(page: Page, namings: readonly Naming[]): void {
  for (const naming of namings) {
    if (naming.link !== "" || naming.barred !== "") continue;
    const at = namings.indexOf(naming);
    const before = namings[at - 1];
    const goesOn = before !== undefined && GOES_ON.test(page.plain.slice(before.name.to, naming.name.start));
    const sibling = namings.find(
      (other) => (other.name.list === naming.name.list || (goesOn && other === before)) && other.link !== "",
    );
    if (sibling !== undefined) naming.link = `list ${sibling.link}`;
  }
}

function bar(scene: Scene, sentence: Sentence, naming: Naming): void {
  const { page } = scene;
  const { name } = naming;
  const left = page.plain.slice(sentence.from, name.start);
  const right = page.plain.slice(name.to, sentence.to);
  if (name.place) naming.barred = "place";
  else if (name.head?.role === "speaker") naming.barred = "speaker";
  else if (HISTORY_BEFORE.test(left.slice(-110)) && !AMONG.test(left) && !comesFirst(scene, naming))
    naming.barred = "history";
  else if (NOT_HIT.test(right) && !scene.claimed) naming.barred = "history";
  else if (
    NEARBY_HELP.test(sentence.plain) &&
    !strong(sentence.plain) &&
    name.from > sentence.from + 0 &&
    !PASSIVE.test(right.slice(0, 160))
  )
    naming.barred = "helper";
}

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

function leadOf(page: Page): { end: number; cyber: boolean } {
  const end = Math.min(page.sentences.length, 3);
  const text = page.sentences
    .slice(0, end)
    .map(({ plain }) => plain)
    .join(" ");
  return { end, cyber: strong(text) };
}

function linkOf(
  scene: Scene,
  sentence: Sentence,
  naming: Naming,
  namings: readonly Naming[],
  lead: { end: number; cyber: boolean },
): string {
  const { page } = scene;
  const { name } = naming;
  const first = namings.find((other) => other.name.list === name.list) ?? naming;
  const last = namings.findLast((other) => other.name.list === name.list) ?? naming;
  const left = page.plain.slice(sentence.from, first.name.start);
  const right = page.plain.slice(last.name.to, sentence.to);
  const own = page.plain.slice(first.name.start, first.name.from);
  if (!isCredible(scene, naming)) return "";
  if (
    LEFT_NOUN.test((left + own).slice(-150)) ||
    LEFT_NOUN.test(left.slice(-150)) ||
    LEFT_VERB.test(left.slice(-120))
  )
    return "left";
  const next = namings.find((other) => other.name.list !== name.list && other.name.from > last.name.to);
  const reach = next === undefined ? right : right.slice(0, Math.max(0, next.name.start - last.name.to));
  if (PASSIVE.test(reach.slice(0, 220)) || COLON.test(right.slice(0, 140))) return "passive";
  const typed = name.head !== null && name.head.role !== "speaker";
  if (typed && EVENT.test(sentence.plain) && !NEARBY_HELP.test(sentence.plain)) return "typed";
  const stances = scene.taken[naming.sentence] ?? [];
  if (typed && stances.some(({ stance }) => TROUBLES.has(stance))) return "state";
  const listed = typed || name.licences.includes("list") || naming.body?.kind === "region";
  if (scene.claimed && stances.length > 0 && listed) return "state";
  if (
    (naming.sentence < lead.end || sentence.kind === "title") &&
    lead.cyber &&
    (typed || sentence.kind === "title")
  )
    return "lead";
  if (sentence.kind === "item" && scene.claimed) return "item";
  return "";
}

/** A bare name that may be an ordinary word or a small place needs more than its letters. */
function isCredible(scene: Scene, naming: Naming): boolean {
  const { name, body } = naming;
  if (name.head !== null || name.licences.length > 0) return true;
  const largest = body ?? naming.candidates[0];
  if (largest === undefined) return false;
  if (largest.kind !== "commune") return true;
  if (name.from === scene.page.sentences[naming.sentence]?.from && !/[ -]/.test(name.written)) {
    // A sentence begins with a capital whatever its first word is.
    if ((largest.population ?? 0) < 20_000 && !namedElsewhere(scene, naming))
      return /^ ?[:.(]/.test(scene.page.plain.slice(name.to, name.to + 2));
  }
  if (isCommon(name.folded)) return (largest.population ?? 0) >= 20_000 && namedElsewhere(scene, naming);
  return (largest.population ?? 0) >= 2_000 || name.written.includes("-") || namedElsewhere(scene, naming);
}

function namedElsewhere(scene: Scene, naming: Naming): boolean {
  return scene.namings.some(
    (other) => other !== naming && other.name.folded === naming.name.folded && other.name.head !== null,
  );
}

/** The parts of a sentence that look back: "après le rançongiciel qui a touché l'hôpital de X, ..."; places in the sentence. */
export function pastParts(scene: Scene, i: number): [number, number][] {
  const { page } = scene;
  const sentence = page.sentences[i] as Sentence;
  return (scene.ofSentence[i] ?? []).flatMap(({ name, barred }): [number, number][] => {
    if (barred !== "history" || scene.background[i] === "history") return [];
    const left = page.plain.slice(sentence.from, name.start);
    const tail = left.slice(-110);
    const match = HISTORY_BEFORE.exec(tail);
    if (match === null) return [];
    const from = left.length - tail.length + match.index;
    const end = /[,;)]/.exec(page.plain.slice(name.to, sentence.to))?.index;
    return [[from, end === undefined ? sentence.to - sentence.from : name.to - sentence.from + end]];
  });
}
