import {
  type Attack,
  type AttackType,
  type Mention,
  STATEMENTS_PER_ATTACK_MAX,
  type Unresolved,
} from "../reading.ts";
import { actorsIn } from "./actors.ts";
import { isStrong, says, TYPE_WORDS } from "./attack-words.ts";
import type { Header, Over } from "./header.ts";
import { foldText, type Page, type Sentence } from "./page.ts";

/**
 * Texts that tell many stories: digests, newsletters, weekly tables. Each is read by itself, with no more of the others
 * than the heading that stands over it.
 */

/** One story of a text, as a page of its own. `sentences` are their places in the whole page. */
export type Part = {
  readonly page: Page;
  readonly sentences: readonly number[];
  /** The topic that it stands under, as a place in the whole page's sentences; -1 for none. */
  readonly topic: number;
};

/** Beyond, a text is a directory; its rest is one part. */
export const PARTS_MAX = 80;
const LEAD_PARAGRAPHS = 4;

/** A title that calls its text a collection. */
const COLLECTION =
  /(?<![a-z])(?:digests?|round-?ups?|newsletters?|news in brief|in brief|in other news|briefly noted|fact ?box|week in (?:review|security|cyber)|(?:weekly|daily|morning|evening) (?:cyber|digest|brief\w*|bulletin|security)|welcome to [a-z ]{3,30}|tour d'horizon|revue (?:de presse|hebdo\w*|de la semaine)|l'hebdo|[a-z]*hebdo|en bref|breves|(?:la )?vie des (?:communes|villages)|(?:dans|de|echos de) nos (?:communes|villages|clochers)|village (?:news|notes|round-?up)|lettre (?:d'information|hebdo\w*|cyber)|infolettre|bulletin (?:hebdo\w*|de veille|cyber|de la semaine)|(?:le recap\w*|l'essentiel|l'actu\w*|les actus) (?:cyber )?(?:de la semaine|hebdo\w*)|une semaine (?:chargee|de cyber\w*|d'attaques)|incidents of the week|leak-?site postings|(?:incidents?|attacks?|attaques?)(?: [a-z]+)? ?- (?:week|semaine) ?\d+)(?![a-z])|^\W*la veille (?:du (?:lundi|mardi|mercredi|jeudi|vendredi|soir|matin)|cyber|secu)/;
/** A lead that announces one. */
const ANNOUNCED =
  /(?<![a-z])(?:round-?up (?:provides|of)|(?:here are )?this week's stories|nous recensons|notre (?:revue|tour d'horizon|digest)|stories that might have slipped|your (?:weekly|daily) (?:digest|round-?up))(?![a-z])/;

/** A heading that names what the stories below it have in common. */
const TOPIC =
  /^\W*(?:ransomware|rancongiciels?|ddos|denial of service|denis? de service|(?:data )?(?:leaks?|breach(?:es)?)|fuites?(?: de donnees)?|defacements?|intrusions?|hacktivis\w+|attacks?|attaques?|incidents?|cyber-?attaques?|cyber-?attacks?|victim(?:e?s)?|(?:group|groupe|gang|actor|acteur) ?:.*|france|europe|collectivites?|sante|health(?:care)?|public sector|secteur public|others?|autres|(?:dans|pres de) chez nous|a l'etranger|abroad|in brief|en bref|breves)\W*$/;

/** "DRIVING THE DAY: ...", "MEANWHILE, IN BERLIN - ...", "• Fuites. ...": a label that runs into its story. */
const LABEL = /^[\p{Lu}\d][\p{Lu}\d'’,&/ -]{3,60}(?: ?[:—–|]| - |\. )/u;
const RUN_IN = /^(?:[^\p{L}\d]*[\p{Lu}\d][\p{Lu}\d'’,&/ -]{3,60} ?[:—–|] ?)+(?=\p{Lu}\p{Ll}|\p{Lu} )/u;
const BYLINE =
  /^\W*(?:par |by |article |publi|mis a jour|posted|updated|temps de lecture|la redaction|propos recueillis|sources? ?:|contacts?\W*$|notes? ?:)/;

type Paragraph = { readonly first: number; end: number };

/** The stories of a text that is a collection of them; none where it tells one. */
export function partsOf(page: Page): Part[] {
  const paragraphs = paragraphsOf(page.sentences);
  if (!isCollection(page, paragraphs)) return [];
  const groups = groupsOf(page, paragraphs);
  if (groups.length < 3) return [];
  return groups.slice(0, PARTS_MAX).map(({ sentences, topic }) => partOf(page, sentences, topic));
}

function paragraphsOf(sentences: readonly Sentence[]): Paragraph[] {
  const found: Paragraph[] = [];
  sentences.forEach(({ paragraph }, i) => {
    const last = found.at(-1);
    if (last !== undefined && sentences[last.first]?.paragraph === paragraph) last.end = i + 1;
    else found.push({ first: i, end: i + 1 });
  });
  return found;
}

function isCollection({ sentences, plain }: Page, paragraphs: readonly Paragraph[]): boolean {
  return paragraphs.slice(0, LEAD_PARAGRAPHS).some(({ first, end }, k) => {
    const text = plain.slice(sentences[first]?.from, sentences[end - 1]?.to);
    return ANNOUNCED.test(text) || (k === 0 && COLLECTION.test(text));
  });
}

type Group = { readonly sentences: number[]; readonly topic: number };

/** Sentences of each story. A heading of one story belongs to it; a topic only stands over several. */
function groupsOf(page: Page, paragraphs: readonly Paragraph[]): Group[] {
  const { sentences } = page;
  const groups: Group[] = [{ sentences: [], topic: -1 }];
  let topic = -1;
  const rest = paragraphs.slice(1);
  const headed = rest.some(({ first, end }) => isHeading(page, first, end));
  const labelled = rest.some(({ first }) => LABEL.test(textOf(page, first)));
  for (const [k, { first, end }] of paragraphs.entries()) {
    const own = range(first, end);
    const kind = sentences[first]?.kind;
    const heading = k > 0 && isHeading(page, first, end);
    if (heading) topic = TOPIC.test(sentences[first]?.plain ?? "") ? first : -1;
    const label = LABEL.test(textOf(page, first));
    if (heading || (k > 0 && startsStory(kind, label, { topic: topic !== -1, headed, labelled })))
      groups.push({ sentences: topic === first ? [] : own, topic });
    else groups.at(-1)?.sentences.push(...own);
  }
  return groups.filter((group) => group.sentences.length > 0);
}

function startsStory(
  kind: Sentence["kind"] | undefined,
  label: boolean,
  { topic, headed, labelled }: { topic: boolean; headed: boolean; labelled: boolean },
): boolean {
  if (kind === "item") return topic || !headed;
  return label || topic || (!headed && !labelled);
}

function isHeading({ sentences }: Page, first: number, end: number): boolean {
  const sentence = sentences[first];
  return sentence?.kind === "heading" && end - first === 1 && !BYLINE.test(sentence.plain);
}

const textOf = ({ sentences, original, at }: Page, i: number): string => {
  const { from = 0, to = 0 } = sentences[i] ?? {};
  return original.slice(at(from), at(to));
};

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

/** "DRIVING THE DAY: PARIS MAIL TROUBLE - The ministry ...": the sentence behind its label. */
function unlabelled(page: Page, sentence: Sentence): Sentence {
  const original = page.original.slice(page.at(sentence.from), page.at(sentence.to));
  const label = RUN_IN.exec(original)?.[0];
  if (label === undefined) return sentence;
  const from = sentence.from + foldText(label).plain.length;
  return from >= sentence.to
    ? sentence
    : { ...sentence, from, plain: page.plain.slice(from, sentence.to), kind: "sentence" };
}

/** A page of some of the sentences of another; its places lead back to the same original. */
function partOf(page: Page, places: readonly number[], topic: number): Part {
  const runs: { at: number; from: number }[] = [];
  const sentences: Sentence[] = [];
  let plain = "";
  places.forEach((place, k) => {
    const sentence =
      k === 0 ? unlabelled(page, page.sentences[place] as Sentence) : (page.sentences[place] as Sentence);
    const before = places[k - 1];
    if (before === place - 1) plain += page.plain.slice(page.sentences[before]?.to, sentence.from);
    else if (before !== undefined) plain += "\n\n";
    runs.push({ at: plain.length, from: sentence.from });
    plain += sentence.plain;
    const from = plain.length - sentence.plain.length;
    const kind = k === 0 && sentence.kind === "heading" ? "title" : sentence.kind;
    sentences.push({ ...sentence, from, to: plain.length, kind });
  });
  const at = (place: number): number => {
    const run = runs.findLast((one) => one.at <= place) ?? { at: 0, from: 0 };
    return page.at(run.from + place - run.at);
  };
  return { page: { original: page.original, plain, sentences, at }, sentences: places, topic };
}

/** What frames the parts: the day and the house of the whole text, and the topic that each stands under. */
export function framesOf(page: Page, header: Header, parts: readonly Part[]): Header[] {
  const lead = parts[0]?.page.sentences.some(({ plain }) => isStrong(plain)) ?? false;
  return parts.map(({ sentences, topic }) => {
    const noise = new Set<number>();
    sentences.forEach((place, k) => {
      if (header.noise.has(place)) noise.add(k);
    });
    const heading = page.sentences[topic]?.plain ?? "";
    const type = TYPE_WORDS.find(({ words, unless }) => says(words, unless, heading))?.type ?? null;
    const actor = groupIn(textOf(page, topic));
    return {
      ...header,
      noise,
      over: {
        type: type ?? actor?.type ?? null,
        actor: actor?.name ?? null,
        attacks: lead || isStrong(heading) || actor !== null,
      },
    };
  });
}

/** "Group: qilin". */
function groupIn(heading: string): { name: string; type: AttackType | null } | null {
  const written = /^\W*(?:group|groupe|gang|actor|acteur) ?: ?(.{2,40}?)\s*$/i.exec(heading)?.[1];
  if (written === undefined) return null;
  const known = actorsIn(
    foldText(written).plain,
    () => true,
    (from, to) => written.slice(from, to),
  )[0];
  return { name: known?.name ?? written, type: known?.type ?? null };
}

/** Says of an attack what the topic over it says of all. */
export const underTopic = (attack: Attack, over: Over | null): Attack => ({
  ...attack,
  type: attack.type === "unspecified" ? (over?.type ?? attack.type) : attack.type,
  actor: attack.actor ?? over?.actor ?? null,
});

export type Story = {
  readonly attacks: readonly Attack[];
  readonly unresolved: readonly Unresolved[];
  readonly background: readonly Mention[];
};

/** The stories of one text: a body of several of them has the statements of all, and the first type and actor that one says. */
export function together(stories: readonly Story[]): Story {
  const [only] = stories;
  if (stories.length === 1 && only !== undefined) return only;
  const found = new Map<string, Attack>();
  // What stands at the head sums up: type, group and day are those of the story below.
  const [head, ...rest] = stories;
  for (const attack of [...rest, ...(head === undefined ? [] : [head])].flatMap(({ attacks }) => attacks)) {
    const known = found.get(attack.body.id);
    found.set(attack.body.id, known === undefined ? attack : united(known, attack));
  }
  return {
    attacks: [...found.values()].map(inOrder),
    unresolved: stories.flatMap(({ unresolved }) => unresolved),
    background: stories.flatMap(({ background }) => background).filter(({ body }) => !found.has(body.id)),
  };
}

const inOrder = (attack: Attack): Attack => ({
  ...attack,
  statements: [...attack.statements].sort((a, b) => a.span[0] - b.span[0]),
});

function united(a: Attack, b: Attack): Attack {
  return {
    ...a,
    type: a.type === "unspecified" ? b.type : a.type,
    actor: a.actor ?? b.actor,
    when: a.when ?? b.when,
    services: [...new Set([...a.services, ...b.services])],
    statements: [...a.statements, ...b.statements].slice(0, STATEMENTS_PER_ATTACK_MAX),
    doubt: Math.min(a.doubt, b.doubt),
    evidence: [...new Set([...a.evidence, ...b.evidence])],
  };
}
