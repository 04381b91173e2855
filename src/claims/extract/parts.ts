import { type Attack, type Mention, STATEMENTS_PER_ATTACK_MAX, type Unresolved } from "../reading.ts";
import type { Header } from "./header.ts";
import type { Page, Sentence } from "./page.ts";

/**
 * Texts that tell many stories: digests, newsletters, weekly tables. Each is read by itself, with no more of the others
 * than the heading that stands over it.
 */

/** One story of a text, as a page of its own. `sentences` are their places in the whole page. */
export type Part = { readonly page: Page; readonly sentences: readonly number[] };

/** Beyond, a text is a directory; its rest is one part. */
export const PARTS_MAX = 80;
const LEAD_PARAGRAPHS = 4;

/** A title that calls its text a collection. */
const COLLECTION =
  /(?<![a-z])(?:digests?|round-?ups?|newsletters?|news in brief|in brief|in other news|briefly noted|fact ?box|week in (?:review|security|cyber)|(?:weekly|daily|morning|evening) (?:cyber|digest|brief\w*|bulletin|security)|welcome to [a-z ]{3,30}|tour d'horizon|revue (?:de presse|hebdo\w*|de la semaine)|l'hebdo|[a-z]*hebdo|en bref|breves|lettre (?:d'information|hebdo\w*|cyber)|infolettre|bulletin (?:hebdo\w*|de veille|cyber|de la semaine)|(?:le recap\w*|l'essentiel|l'actu\w*|les actus) (?:cyber )?(?:de la semaine|hebdo\w*)|une semaine (?:chargee|de cyber\w*|d'attaques)|incidents of the week|leak-?site postings|(?:incidents?|attacks?|attaques?)(?: [a-z]+)? ?- (?:week|semaine) ?\d+)(?![a-z])|^\W*la veille (?:du (?:lundi|mardi|mercredi|jeudi|vendredi|soir|matin)|cyber|secu)/;
/** A lead that announces one. */
const ANNOUNCED =
  /(?<![a-z])(?:round-?up (?:provides|of)|(?:here are )?this week's stories|nous recensons|notre (?:revue|tour d'horizon|digest)|stories that might have slipped|your (?:weekly|daily) (?:digest|round-?up))(?![a-z])/;

/** A heading that names what the stories below it have in common. */
const TOPIC =
  /^\W*(?:ransomware|rancongiciels?|ddos|denial of service|denis? de service|(?:data )?(?:leaks?|breach(?:es)?)|fuites?(?: de donnees)?|defacements?|intrusions?|hacktivis\w+|attacks?|attaques?|incidents?|cyber-?attaques?|cyber-?attacks?|victim(?:e?s)?|(?:group|groupe|gang|actor|acteur) ?:.*|france|europe|collectivites?|sante|health(?:care)?|public sector|secteur public|others?|autres|(?:dans|pres de) chez nous|a l'etranger|abroad|in brief|en bref|breves)\W*$/;

/** "DRIVING THE DAY: ...", "MEANWHILE, IN BERLIN - ...", "• Fuites. ...": a label that runs into its story. */
const LABEL = /^[\p{Lu}\d][\p{Lu}\d'’,&/ -]{3,60}(?: ?[:—–|]| - |\. )/u;
const BYLINE =
  /^\W*(?:par |by |article |publi|mis a jour|posted|updated|temps de lecture|la redaction|propos recueillis|sources? ?:|contacts?\W*$|notes? ?:)/;

type Paragraph = { readonly first: number; end: number };

/** The stories of a text that is a collection of them; none where it tells one. */
export function partsOf(page: Page): Part[] {
  const paragraphs = paragraphsOf(page.sentences);
  if (!isCollection(page, paragraphs)) return [];
  const groups = groupsOf(page, paragraphs);
  if (groups.length < 3) return [];
  return groups.slice(0, PARTS_MAX).map((sentences) => partOf(page, sentences));
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

/** Sentences of each story, with the heading over it. */
function groupsOf(page: Page, paragraphs: readonly Paragraph[]): number[][] {
  const { sentences, original, at } = page;
  const groups: number[][] = [[]];
  let heading: number[] = [];
  let topic = false;
  const headed = paragraphs.slice(1).some(({ first, end }) => isHeading(page, first, end));
  const labelled = paragraphs.slice(1).some(({ first }) => LABEL.test(textOf(page, first)));
  for (const [k, { first, end }] of paragraphs.entries()) {
    const own = range(first, end);
    const kind = sentences[first]?.kind;
    if (k > 0 && isHeading(page, first, end)) {
      topic = TOPIC.test(sentences[first]?.plain ?? "");
      heading = own;
      groups.push([...own]);
    } else if (
      k > 0 &&
      startsStory(kind, LABEL.test(original.slice(at(sentences[first]?.from ?? 0))), {
        topic,
        headed,
        labelled,
      })
    ) {
      if (kind !== "item" && !topic) heading = [];
      groups.push([...heading, ...own]);
    } else (groups.at(-1) as number[]).push(...own);
  }
  return groups.filter((group) => group.length > 0);
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

/** A page of some of the sentences of another; its places lead back to the same original. */
function partOf(page: Page, places: readonly number[]): Part {
  const runs: { at: number; from: number }[] = [];
  const sentences: Sentence[] = [];
  let plain = "";
  places.forEach((place, k) => {
    const sentence = page.sentences[place] as Sentence;
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
  return { page: { original: page.original, plain, sentences, at }, sentences: places };
}

/** What frames a part: the day and the house of the whole text. */
export function ofPart(header: Header, { sentences }: Part): Header {
  const noise = new Set<number>();
  sentences.forEach((place, k) => {
    if (header.noise.has(place)) noise.add(k);
  });
  return { ...header, noise };
}

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
  for (const attack of stories.flatMap(({ attacks }) => attacks)) {
    const known = found.get(attack.body.id);
    found.set(attack.body.id, known === undefined ? attack : united(known, attack));
  }
  return {
    attacks: [...found.values()],
    unresolved: stories.flatMap(({ unresolved }) => unresolved),
    background: stories.flatMap(({ background }) => background).filter(({ body }) => !found.has(body.id)),
  };
}

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
