import type { BodyKind } from "../../gazetteer/index.ts";
import { describedIn, meantBy, referencesIn } from "./anaphora.ts";
import type { Clause } from "./clauses.ts";
import { countedIn } from "./counted.ts";
import type { Sentence } from "./page.ts";
import { STAND_INS } from "./stand-ins.ts";
import type { Victim } from "./spoken.ts";
import type { Naming } from "./victims.ts";

/** Which bodies a sentence speaks of when it does not name them. */
export type Focus = {
  targets(sentence: Sentence, clause: Clause, namings: readonly Naming[], claim: boolean): string[];
  /** Whom a claim is also made of, in a sentence that names others as well. */
  claimedToo(plain: string): readonly string[];
  after(sentence: Sentence, namings: readonly Naming[]): void;
  /** Another story begins: nobody was spoken of. */
  leave(): void;
  /** Everybody, for who speaks of the whole attack in a paragraph that names nobody. */
  ofAll(sentence: Sentence): readonly string[];
  /** Who was spoken of last. */
  now(): string[];
};

const PLACES: ReadonlySet<BodyKind> = new Set(["commune", "departement", "region"]);
const POSSESSIVE = /^["']?(?:leur|leurs|their)(?![a-z])/;
export const OTHERS =
  /(?<![a-z])(?:les (?:\w+ )?autres(?: sites| collectivites| villes| portails)?|the (?:other (?:\w+|sites|websites)|(?:two |three |four |five )?others|remaining (?:\w+)|rest)|everything else|everyone else|(?:tout )?le reste)(?![a-z])/;
const ALL =
  /(?<![a-z])(?:ces (?:cyber-?)?attaques|ces (?:actions|operations|piratages)|les (?:cyber-?)?attaques|(?:these|the) (?:cyber-?)?attacks|toutes? ces|all (?:these|the))(?![a-z])/;
const SOME =
  /(?<![a-z])(?:la plupart|certains|quelques-uns|plusieurs|une partie|most|some|several|many)(?: of (?:the|these|them)| des| de ces| d'entre)?(?: \w+)? ?(?:sites?|portails?|websites?|pages?|etaient|were|are|sont|eux)/;

const COUPLED =
  /^[\W]*(?:both )?(?:the (?:town hall|city hall|town|city|council|municipality)|la (?:mairie|ville|municipalite|commune)|l'hotel de ville)(?: and| et|, ainsi que| as well as| ainsi que) (?:the|its|l'|le |la |son |sa )/;

/** "Tous les sites sont revenus": all that were told to be down; "all the sites load": each that was named. */
const ALL_SITES =
  /(?<![a-z])(?:(?:tous|toutes) (?:les|ces) (?:\w+ )?(?:sites|portails|pages)|les (?:deux|trois|quatre|cinq|six) (?:sites|portails)|l'ensemble des sites|les sites concernes|all (?:of )?(?:the|these) (?:\w+ )?(?:web ?sites|sites|portals)|(?:both|the two|the three) (?:web ?sites|sites|portals)|the affected (?:web ?sites|sites))(?![a-z])/;

/** "The group boasted of the hack and said that X is next": of whom was spoken before, too. */
const THE_ATTACK =
  /(?:revendiqu|claim|boast|bragg|vant|credit|responsab|responsib|origin|auteur|behind|attribu)\w*(?: (?:\w+|l'\w+)){0,3} (?:l'|la |cette |ces |les |the |this |these )(?:cyber-?)?(?:attaque|attack|hack|intrusion|operation|breach|acte|fait|action|disruption|outage|incident|panne|perturbation)s?(?![a-z])(?! (?:contre|visant|sur|de |du |des |d'|on |against|of |at ))|^[^a-z]*(?:elle|celle-ci|l'attaque|la cyberattaque) a (?:ete|aussitot ete) revendiquee/;

/** "Took credit, adding X to its list": of whom was spoken before, and of X too. */
const CLAIMED_ALSO =
  /(?<![a-z])(?:(?:took|taken|taking|tak(?:e|es)) (?:the )?(?:credit|responsibility)|claim(?:ed|s|ing)? (?:the )?(?:responsibility|credit)|(?:s'est|se sont|s'etait) (?:attribu\w+|vant\w+)|(?:a|ont|avait) revendiqu\w+(?: (?:l'|la |cette |ces |les )\w+)?)(?! (?:for|of) (?!(?:the|this|these) (?:attack|hack|action|operation))),?(?: on (?:telegram|x|its \w+))?,? (?:and |et )?(?:(?:said|says|saying|dit|assure|affirme|y|also|aussi) )?(?:[a-z']+ ){0,3}(?:also|adding|ajout\w+|aussi|egalement|as well|likewise|en outre)(?![a-z])/;

/** What is back in the plural is whatever was down. */
const PLURAL =
  /(?<![a-z])(?:les (?:\w+ )?(?:sites|portails|pages)|ils|elles|tous|toutes|l'ensemble|la situation|tout (?:est|etait)|they|the (?:web)?sites|all|everything|normal(?:ity| service)|(?:le )?retour a la normale|services (?:were|had))(?![a-z])/;

/** The same where one body alone is spoken of, whose pages may be many. */
const EVERY =
  /(?<![a-z])(?:tous|toutes|l'ensemble des (?:sites|portails|collectivites)|all (?:of )?(?:the|these) (?:\w+ )?(?:web ?sites|sites)|all of them)(?![a-z])/;

const STATES: ReadonlySet<string> = new Set(["inaccessible", "intermittent", "accessible"]);
const PREFECTURE = /^[\W]*(?:la prefecture|the prefecture|le prefet|the prefect)(?![a-z])/;
const ELSEWHERE =
  /(?<![a-z])(?:d'autres|plusieurs autres|other|several other|nearby|neighbou?ring|partner) (?:\w+ )?(?:communes|villes|collectivites|mairies|etablissements|hopitaux|departements|sites|victimes|pays|towns|cities|municipalities|hospitals|councils|victims|countries|organi[sz]ations)|(?<![a-z])neighbou?ring |(?<![a-z])(?:communes|villes|collectivites|mairies|etablissements|hopitaux|services) (?:voisine?s|alentours?|partenaires)(?![a-z])/;

/** What attacks do in general is said of nobody. */
const GENERAL =
  /(?<![a-z])(?:(?:ce (?:type|genre)|ces types|this (?:type|kind|sort)|these (?:types|kinds)) (?:d'|of )(?:cyber-?)?(?:attaques?|attacks?|operations?)|such (?:cyber-?)?attacks?|(?:denial[- ]of[- ]service|ddos) attacks|les attaques par deni de service|(?:une|an?) (?:cyber-?)?(?:attaque|attack) (?:par deni de service|ddos)) (?:ne |n'|consist|vis(?:e|ent) a|satur|permet|inond|submerg|do(?:es)? not|floods?|overwhelms?|works?|aims?|involves?|makes?|bombards?|seeks?|tr(?:y|ies))/;

const OPENING_CHARACTERS = 12;
const SUBJECT_CHARACTERS = 30;

/** What has been spoken of so far. */
type Told = {
  readonly victims: ReadonlyMap<string, Victim>;
  focus: string[];
  readonly seen: string[];
  readonly stated: Set<string>;
  /** Of each kind the one that was named last, in that order. */
  readonly latest: Map<BodyKind, string>;
  readonly down: Set<string>;
  /** The paragraph that has come to speak of somebody else. */
  strange: number;
  /** It is a town, and "the town" there is that one. */
  strangeTown: boolean;
  /** Whom single sentences named together, the last ones first; and all whom the paragraph named. */
  lists: string[][];
  /** Who was named where a sentence denied, and told no harm. */
  readonly deniers: Set<string>;
  here: { paragraph: number; ids: string[] };
};

const LISTS_MAX = 4;

/** Whom a part of a sentence means by their place, their number or another word for them; null when by none of these. */
function meant({ victims, focus, seen, lists, here }: Told, part: string): string[] | null {
  if (victims.size < 2) return null;
  const references = referencesIn(part);
  if (references.length === 0) return describedIn(part, victims);
  const known = [focus, here.ids, ...lists];
  return [...new Set(references.flatMap((one) => meantBy(one, known, seen)))];
}

/** Whom a part of a sentence is about that names no victim. */
function unnamed(
  told: Told,
  sentence: Sentence,
  clause: Clause,
  namings: readonly Naming[],
  claim: boolean,
): string[] {
  const { victims, focus, seen, stated, latest, down, strange } = told;
  const only = victims.size === 1 ? [...victims.keys()] : [];
  const { plain } = sentence;
  const part = plain.slice(clause.from, clause.to);
  const standIn = [part, plain]
    .map((text) =>
      STAND_INS.find(({ kinds, words }) => words.test(text) && kinds.some((kind) => latest.has(kind))),
    )
    .find((one) => one !== undefined);
  if (isOfStrangers(sentence, clause, namings, victims, standIn !== undefined)) return [];
  if (ELSEWHERE.test(plain) || GENERAL.test(plain)) return [];
  if (PREFECTURE.test(plain) && !latest.has("prefecture")) return [];
  const counted = countedIn(plain, seen, focus, (id) => victims.get(id)?.body.kind);
  if (counted !== null) return counted;
  if (OTHERS.test(plain)) return seen.filter((id) => !stated.has(id));
  if (SOME.test(plain) && focus.length > 1) return [];
  const described = meant(told, part);
  if (described !== null) return described;
  const restored = clause.taken.some(({ stance }) => stance === "restored");
  const alone = told.here.paragraph === sentence.paragraph && told.here.ids.length === 1;
  if (restored && down.size > 1 && (alone ? EVERY : PLURAL).test(part)) return [...down];
  if (ALL_SITES.test(plain)) {
    const state = clause.taken.some(({ stance }) => STATES.has(stance) || stance === "restored");
    if (down.size > 0 && !clause.taken.some(({ stance }) => stance === "accessible")) return [...down];
    if (state && seen.length > 1) return [...seen];
  }
  if (claim && (ALL.test(plain) || THE_ATTACK.test(plain))) return seen.length > 0 ? [...seen] : only;
  if (strange === sentence.paragraph && standIn?.kinds.includes("commune") && told.strangeTown) return [];
  const unlike = isUnlike(told, sentence, clause);
  if (standIn !== undefined) {
    const id = [...latest].findLast(([kind]) => standIn.kinds.includes(kind))?.[1];
    if (id !== undefined) return unlike([id]) ? hurtOf(told, standIn.kinds, id) : [id];
  }
  if (strange === sentence.paragraph || unlike(focus)) return [];
  return focus.length > 0 ? focus : only;
}

const HARM: ReadonlySet<string> = new Set(["inaccessible", "services-down", "own-protection", "data-stolen"]);

/** Whether all of some bodies denied, and harm is told where a paragraph names nobody: it is not theirs. */
function isUnlike({ victims, deniers, here }: Told, { paragraph, plain }: Sentence, { taken }: Clause) {
  const apart = here.paragraph !== paragraph || here.ids.length === 0;
  const harm =
    (taken.some(({ stance }) => HARM.has(stance)) && taken.every(({ stance }) => stance !== "claims")) ||
    (taken.length === 0 && /attaque|attack/.test(plain));
  return (ids: readonly string[]): boolean =>
    victims.size > 1 && apart && harm && ids.length > 0 && ids.every((id) => deniers.has(id));
}

/** The one body of a kind that denied nothing; of a kind that is there only once, `last`. */
function hurtOf({ victims, deniers }: Told, kinds: readonly BodyKind[], last: string): string[] {
  const all = [...victims].filter(([, { body }]) => kinds.includes(body.kind)).map(([id]) => id);
  if (all.length === 1) return [last];
  const found = all.filter((id) => !deniers.has(id));
  return found.length === 1 ? found : [];
}

/** Whom a sentence speaks of besides those that it names. */
const spokenWith = ({ plain }: Sentence, { focus }: Told): readonly string[] =>
  POSSESSIVE.test(plain) ? focus : [];

/** Follows which victims are spoken of, sentence by sentence. */
export function makeFocus(victims: ReadonlyMap<string, Victim>): Focus {
  const told: Told = {
    victims,
    focus: [],
    seen: [],
    stated: new Set(),
    latest: new Map(),
    down: new Set(),
    strange: -1,
    strangeTown: false,
    lists: [],
    deniers: new Set(),
    here: { paragraph: -1, ids: [] },
  };
  const { seen, stated, latest, down } = told;
  const ids = (namings: readonly Naming[]) => [
    ...new Set(namings.flatMap(({ body }) => (body !== null && victims.has(body.id) ? [body.id] : []))),
  ];

  return {
    now: () => told.focus,
    ofAll: ({ paragraph }) => (told.here.paragraph === paragraph && told.here.ids.length > 0 ? [] : seen),
    claimedToo: (plain) => (THE_ATTACK.test(plain) || CLAIMED_ALSO.test(plain) ? seen : []),
    leave() {
      told.focus = [];
      latest.clear();
    },
    targets(sentence, clause, namings, claim) {
      const named = withCoupled(sentence, ids(clause.victims), latest.get("commune"));
      const found =
        named.length > 0
          ? [...new Set([...spokenWith(sentence, told), ...named])]
          : unnamed(told, sentence, clause, namings, claim);
      for (const { stance } of clause.taken) {
        if (STATES.has(stance)) for (const id of found) stated.add(id);
        if (stance === "denies" || stance === "no-incident") for (const id of found) told.deniers.add(id);
        if (HARM.has(stance)) for (const id of found) told.deniers.delete(id);
        if (stance === "inaccessible" || stance === "intermittent") for (const id of found) down.add(id);
      }
      return found;
    },
    after(sentence, namings) {
      const named = ids(
        namings.filter(({ barred, link }) => link !== "" || barred === "" || /speaker|unhurt/.test(barred)),
      );
      for (const id of named) {
        if (!seen.includes(id)) seen.push(id);
        const { kind } = (victims.get(id) as Victim).body;
        latest.delete(kind);
        latest.set(kind, id);
      }
      if (told.here.paragraph !== sentence.paragraph) told.here = { paragraph: sentence.paragraph, ids: [] };
      told.here.ids = [...new Set([...told.here.ids, ...named])];
      if (named.length > 1) told.lists = [named, ...told.lists].slice(0, LISTS_MAX);
      if (named.length > 0) told.strange = -1;
      else {
        const subject = namings.find((naming) => isSubject(sentence, naming, victims));
        if (subject !== undefined) told.strange = sentence.paragraph;
        if (subject !== undefined) told.strangeTown = subject.body?.kind === "commune";
      }
      if (named.length > 0)
        told.focus = POSSESSIVE.test(sentence.plain) ? [...new Set([...told.focus, ...named])] : named;
      else moveTo(told, sentence, namings);
    },
  };
}

/** "À Valenciennes, l'affaire est grave. Le centre hospitalier ...": whose town it is, or what stands for it, is spoken of next. */
function moveTo(told: Told, { plain, from }: Sentence, namings: readonly Naming[]): void {
  const { victims, latest } = told;
  const there = namings.find(
    ({ name, body }) => body?.kind === "commune" && AT.test(plain.slice(0, name.start - from)),
  );
  if (there !== undefined) {
    const near = [...victims].filter(
      ([, { body }]) => body.kind !== "commune" && body.name.includes(there.name.written),
    );
    if (near.length > 0) told.focus = near.map(([id]) => id);
    return;
  }
  const opening = plain.slice(0, SUBJECT_CHARACTERS);
  const standIn = STAND_INS.find(
    ({ kinds, words }) => words.test(opening) && kinds.some((kind) => latest.has(kind)),
  );
  const id =
    standIn === undefined ? undefined : [...latest].findLast(([kind]) => standIn.kinds.includes(kind))?.[1];
  if (id !== undefined && victims.size > 1) told.focus = [id];
}

const AT = /^[^a-z]*(?:a|au|in|at) $/;

/** "The town hall and the hospital were attacked": the town as well, that was named before. */
function withCoupled({ plain }: Sentence, named: string[], town: string | undefined): string[] {
  if (named.length === 0 || town === undefined || named.includes(town) || !COUPLED.test(plain)) return named;
  return [town, ...named];
}

/** "Le Grand Cahors a constaté ...": who is not attacked, as far as is known, and the sentence begins with it. */
function isSubject(
  sentence: Sentence,
  { body, barred, name }: Naming,
  victims: ReadonlyMap<string, Victim>,
): boolean {
  return (
    body !== null &&
    !victims.has(body.id) &&
    barred !== "word" &&
    barred !== "place" &&
    barred !== "authority" &&
    (name.head !== null || !PLACES.has(body.kind) || isOpening(sentence, name, victims)) &&
    name.start - sentence.from < SUBJECT_CHARACTERS
  );
}

/** "Brest. ...", "À Brest, ...": nothing but a mark or a preposition stands before the name. */
function isOpening(
  { plain, from }: Sentence,
  name: Naming["name"],
  victims: ReadonlyMap<string, Victim>,
): boolean {
  return (
    [...victims.values()].some(({ body }) => body.kind === "commune") &&
    /^[^a-z0-9]*(?:(?:a|au|in|at) )?$/.test(plain.slice(0, name.start - from)) &&
    /^(?: ?[.:,]| (?:the|la|le|les|l'|on|staff|a|est|n'|ne|assure|affirme|dement|said|says|was|is|has|had|reported)(?![a-z]))/.test(
      plain.slice(name.to - from),
    ) &&
    !/^,? ?(?:le )?\d|^[^.]{0,40} \([a-z]{2,8}\)/.test(plain.slice(name.to - from))
  );
}

/** Somebody who is not attacked is spoken of: its subject, or who noticed nothing. */
function isOfStrangers(
  sentence: Sentence,
  clause: Clause,
  namings: readonly Naming[],
  victims: ReadonlyMap<string, Victim>,
  standIn: boolean,
): boolean {
  const others = namings.filter(
    ({ body, barred }) => body !== null && !victims.has(body.id) && barred !== "word",
  );
  const strangers = others.filter(
    ({ body, barred, name }) =>
      (name.head !== null ||
        name.from === sentence.from ||
        isOpening(sentence, name, victims) ||
        (body !== null && !PLACES.has(body.kind))) &&
      barred !== "place" &&
      barred !== "authority",
  );
  // "La Ville d'Annonay ...; elle a coupé ...": the sentence is about a body that is not attacked.
  const opens = strangers.some(({ name }) => name.start - sentence.from < OPENING_CHARACTERS);
  if (strangers.length > 0 && (!standIn || opens)) return true;
  const quiet = clause.taken.find(({ stance }) => stance === "no-incident");
  return quiet !== undefined && others.some(({ name }) => name.to - sentence.from <= quiet.from);
}
