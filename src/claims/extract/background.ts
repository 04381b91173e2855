import { any } from "./cue.ts";
import type { Sentence } from "./page.ts";

/**
 * Sentences that are no news of the document's own. `history`: another case, at another time. `aside`: a comparison, advice,
 * an explanation, a figure: it accuses nobody, but may go on about who is already known.
 */
export type Background = "history" | "aside" | null;

const HISTORY = any(
  "l'an (?:dernier|passe)|l'annee (?:derniere|passee|precedente)",
  "il y a (?:un|deux|trois|quatre|cinq|six|dix|\\d+|quelques|plusieurs) an(?:nee)?s?",
  "(?:un|deux|trois|quatre|cinq|\\d+|quelques) ans? (?:plus tot|auparavant|apres|plus tard)",
  "avaient? deja|deja (?:ete (?!pri)|subi|victime\\w*|frappe\\w*|touche\\w*|attaque\\w*|pirate\\w*)",
  "(?:over|in|during) the (?:past|last) (?:\\w+ )?(?:years?|months)|au cours des (?:derniers|dernieres) (?:mois|annees)",
  "(?:has|have|had) previously|previously (?:targeted|attacked|hit|claimed|struck)",
  "(?:de|dans) la meme (?:maniere|facon)|(?:pareille|meme) mesaventure|in the same way|a similar fate",
  "on se souvient|souvenez-vous|se rappelle|dans le passe|par le passe|a l'epoque",
  "(?:last|previous|the year) year|(?:two|three|four|five|ten|\\d+|several|some|a few) years? (?:ago|earlier|before|later|after|on)|a year (?:ago|earlier|after|later|on)|in the past|back in",
  "(?:had|has|have|was|were) already|already (?:been|suffered|hit|targeted)",
  "(?:ces|au cours des|lors des|depuis) (?:dernieres?|derniers|plusieurs) (?:annees)|in recent years",
);
const ASIDE = any(
  "has warned|have warned|met en garde|mettent en garde|to expect|se mobilise\\w*|se preparent?|s'arme|brace[sd]? for|une (?:commune|collectivite|entreprise) sur",
  "pour rappel|rappelons|rappel|pour memoire",
  "de telles? (?:cyber-?)?attaques?|ce (?:type|genre) d(?:'|e )|ces types d(?:'|e )|such (?:cyber-?)?attacks?|this (?:type|kind) of",
  "consiste(?:nt)? (?:a|en)|consists? (?:of|in)|mode d'action|modus operandi|procede|c'est le fait de|l'objectif (?:est|de ces)",
  "(?:les|des) (?:cyber-?)?attaques?(?: \\w+){0,4} (?:sont|visent|consistent|se multiplient|explosent|ont augmente)",
  "(?:conseill|recommand)\\w+ (?:de|aux|a)|il (?:faut|convient)|bonnes pratiques|best practices?|should|experts? (?:advise|recommend)\\w*",
  "recrudescence|multiplication|en hausse|en augmentation|\\d+(?:[.,]\\d+)? ?(?:%|pour ?cent|percent)",
  "selon (?:une etude|un rapport|le rapport|un sondage|le barometre|l'etude)|according to (?:a|the) (?:study|report|survey)|barometre|panorama de la (?:menace|cyber\\w+)",
  "(?:dizaines?|centaines?|milliers?|vingtaine|dozens?|hundreds?|thousands?) (?:de |d'|of )(?:\\w+ )?(?:collectivites|communes|mairies|organisations|entreprises|hopitaux|etablissements|municipalities|towns|hospitals|companies|organi[sz]ations)(?: \\w+){0,3} (?:ont ete|sont|have been|were|are|chaque|par an|a year|every|each)",
  "ces derniers mois|in recent months|depuis plusieurs mois|earlier this year|depuis le debut de l'annee|since the (?:start|beginning) of the year",
  "soupconnee? d'etre|apparue? en|a l'origine (?:de|des) (?:precedent|nombreu)\\w+|also tracked as",
);
/** "En janvier 2021, cela avait paralysé ..." */
const PAST =
  /(?<![a-z])(?:en|in|depuis|debut|fin|back in) (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december)(?: 20\d\d| dernier| last)?[^.;]{0,60}(?<![a-z])(?:avai(?:t|ent)|had)(?![a-z])/;
/** "In March, the same group ...": another month's case, told at the end. */
const OTHER_MONTH =
  /^\W*(?:in|en|last|au mois de|courant) (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december)(?: dernier| last)?,(?! ces attaques| these attacks)/;
const NOW =
  /(?<![a-z0-9])(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|ce matin|cette nuit|cet apres-midi|ce soir|aujourd'hui|hier|avant-hier|today|yesterday|this (?:morning|week|afternoon)|overnight|tonight)(?![a-z0-9])/;

/** What may come is no news of an attack, whatever day it is said. */
const WARNING =
  /(?<![a-z])(?:(?:has|have) warned|met(?:tent)? en garde|(?:told|warned) to expect|se mobilise\w*|brace[sd]? for|ahead of the (?:games|election|olympics)|(?:proteg\w*|protections?|lutte\w*|defen[ds]\w*|premuni\w*|securis\w+|bouclier|solutions?|leve\w*|protect\w*)[^.;]{0,90} (?:contre|face a(?:ux)?|against)(?: l[ae]s?| des| les| toute)? ?(?:cyber-?)?(?:attaques|attacks|intrusions|rancongiciels|ransomware)|anti-?ddos)(?![a-z])/;

const LOOKS_BACK = /^\W*(?:apres|after|following)(?! une| a |that)[^,]{0,90},/;

/** `year` is the document's own; months of the turn of the year belong to both. */
function backgroundOf(sentence: Sentence, year: number | null): Background {
  // "Après son hôpital en 2021, c'est la ville ...": what comes first is the past, the rest is news.
  const plain = sentence.plain.replace(LOOKS_BACK, "");
  HISTORY.lastIndex = 0;
  ASIDE.lastIndex = 0;
  const now = NOW.test(plain);
  const years = plain.match(/(?<![\d,.-])(?:19[89]|20[0-4])\d(?![\d-])/g)?.map(Number) ?? [];
  if (
    year !== null &&
    years.length > 0 &&
    years.every((one) => one < year - 1 || (one === year - 1 && !/dec|nov/.test(plain)))
  ) {
    return now && sentence.kind !== "item" ? "aside" : "history";
  }
  if (HISTORY.test(plain) || PAST.test(plain) || OTHER_MONTH.test(plain)) return "history";
  if (WARNING.test(plain)) return "aside";
  if (ASIDE.test(plain)) return now ? null : "aside";
  return null;
}

/** Of all sentences; what goes on in the past tense after a look back belongs to it. */
export function backgroundsOf(sentences: readonly Sentence[], year: number | null): Background[] {
  const found: Background[] = [];
  sentences.forEach((sentence, i) => {
    const own = backgroundOf(sentence, year);
    const before = sentences[i - 1];
    const goesOn =
      found[i - 1] === "history" && before?.paragraph === sentence.paragraph && GONE.test(sentence.plain);
    found.push(own ?? (goesOn ? "history" : null));
  });
  return found;
}

const GONE =
  /(?<![a-z])(?:avai(?:t|ent)|s'etai(?:t|ent)|etai(?:t|ent)|had|was then|were then|a l'epoque|then)(?![a-z])/;

/** Whole documents that report no attack, whatever words they use. Tested on title and lead. */
const OTHER_GENRE = any(
  "exercices?|simul\\w+|fictif\\w*|fictive\\w*|entrainements?|s'entrain\\w+|mise en situation|drills?|mock|table-?top|rehears\\w+|simulat\\w+",
  "tribunal|condamn\\w+|sursis|proces|jugee?s?|comparai\\w+|comparu\\w*|mis en examen|a la barre|sentenced|court|trial|defendants?|jury|hearing|convicted|jailed|prison|pleaded|plead",
  "sondage|survey|barometre|palmares",
  "concours|hackers? ethiques?|ethical hack\\w+|bug bounty|roman|polar|comedie|thriller|bande dessinee|hackathon|ctf|capture the flag|jeu video|jeu de (?:societe|role)|novel|musical",
  "e-?sports?|tournois?|tournaments?|championnats?|championships?|ligue 1|premier league|quart de finale|demi-finale|goalkeeper|striker|entraineur|coach|derby",
  "offre d'emploi|recrute (?:un|une|son|sa|des)|is hiring|job offer",
);

/** Words of an exercise settle it wherever they stand. */
const EXERCISE =
  /(?<![a-z])(?:exercices? (?:de (?:crise|simulation|gestion|securite|cyber)|cyber|grandeur nature)|(?:crise|attaque|cyberattaque|scenario|rancongiciel|pirates?) (?:\w+ )?fictif\w*|fictive|simulated|fictitious|mock (?:attack|ransom)|pretended that|only a (?:game|test|drill)|exercises? were held|was (?:only |just )?a (?:test|drill|exercise)|no real system|pour de faux|table-?top|war-?game|role-?play|jeu de role|(?:cyber|crisis|ransomware) (?:drill|exercise)|exercise (?:scenario|organi[sz]ed|run by))(?![a-z])/;

export const isExercise = (plain: string): boolean => EXERCISE.test(plain);

/** The title alone tells of an arrest, or of an opinion. */
const OTHER_TITLE =
  /^\W*(?:tribune|opinions?|edito\w*|chronique|point de vue|op-ed)(?![a-z])|(?<![a-z])(?:arrests?|arrested|detained|extradit\w+|interpell\w+|garde a vue|perquisition\w*|ecrou\w*|suspects?)(?![a-z])/;
/** What looked like an attack was none. */
const NONE =
  /(?:cyber-?attack|attack|hack|sabotage)[^.;]{0,30} (?:had been |was |has been |been )?(?:ruled out|excluded)|rul\w+ out (?:a |any )?(?:cyber|attack|hack)|(?:piste|hypothese)[^.;]{0,40}(?:cyber|pirat|attaque|malveillan)[^.;]{0,30} ecarte|ecart\w+ (?:la piste|l'hypothese)[^.;]{0,30}(?:cyber|pirat|attaque|malveillan)|(?:was|were|is)(?: not|n't) (?:caused by |due to |the result of |a )?(?:a )?cyber|(?:n'est|n'etait|ne s'agi\w+) pas (?:d'|une |d'une )?(?:une )?(?:cyber-?attaque|attaque)|n'a(?:vait)? pas ete (?:pirat|hack)/;

export const isNoAttack = (plain: string): boolean => NONE.test(plain);
export const isOtherTitle = (title: string): boolean => OTHER_TITLE.test(title);

/** Towns abroad that share a name with French ones. */
const ABROAD =
  /(?<![a-z])(?:quebec\w*|montreal|ontario|louisian\w+|wallon\w+|belg\w+|suisse\w*|romand\w*|luxembourg\w*|spanish city|espagnole?s? (?:de|d'))(?![a-z])/;
const FRANCE =
  /(?<![a-z])(?:franc\w+|french|anssi|cnil|departements?|prefectures?|parquet|hexagone)(?![a-z])/;
export const isAbroad = (plain: string): boolean => ABROAD.test(plain) && !FRANCE.test(plain);

export const isOtherGenre = (lead: string): boolean => {
  OTHER_GENRE.lastIndex = 0;
  return OTHER_GENRE.test(lead);
};
