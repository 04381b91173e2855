import { isStrong } from "./attack-words.ts";
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
  "avai(?:t|ent) deja|deja (?:ete (?!pri|retabl|remis|coup|isol|depos|ouvert|inform|restaur|alert|saisi)\\w+|subi|victime\\w*|frappe\\w*|touche\\w*|attaque\\w*|pirate\\w*)",
  "(?:over|in|during) the (?:past|last) (?:\\w+ )?(?:years?|months)|au cours des (?:derniers|dernieres) (?:mois|annees)",
  "(?:has|have|had) previously|previously (?:targeted|attacked|hit|claimed|struck)",
  "(?:de|dans) la meme (?:maniere|facon)|(?:pareille|meme) mesaventure|in the same way|a similar fate",
  "on se souvient|souvenez-vous|se rappelle|dans le passe|par le passe|a l'epoque",
  "(?:last|previous|the year) year|(?:two|three|four|five|ten|\\d+|several|some|a few|many) years? (?:ago|earlier|before|later|after|on)|a year (?:ago|earlier|after|later|on)|in the past|back in (?:(?:early|mid|late)-? ?)?(?:\\d{4}|the (?:day|spring|summer|autumn|winter|\\d{4}s)|those|january|february|march|april|may|june|july|august|september|october|november|december)|(?:earlier|last|the previous|the same) (?:this |the )?(?:month|week|year|autumn|spring|summer|winter),|(?:une|deux|trois|quelques|\\d+) (?:jours?|semaines?|mois) apres (?:la revelation|la decouverte|l'annonce|(?:une|l'|la) \\w* ?(?:intrusion|fuite|piratage|attaque|cyberattaque) (?:d[eu]s?|contre|visant|dans|chez|subie))|(?:attacks?|victims?)(?: \\w+){0,3} years ago",
  "(?:had|has|have|was|were) already(?! (?:been )?(?:restored|back|up|resumed|filed|reopened|isolated|online|working|returned))|already (?:suffered|hit|targeted)",
  "(?:ces|au cours des|lors des|depuis) (?:dernieres?|derniers|plusieurs) (?:annees)|in recent years",
  "les memes (?:s'etaient|avaient)|le meme (?:groupe|collectif|gang) (?:s'etait|avait)|s'etai(?:t|ent) (?:deja )?(?:attribue|vante|illustre|pris|introduit)\\w*|the same (?:group|gang|hackers) (?:had|took aim|went after)",
  "gard\\w* en memoire|(?:la|une) meme epreuve|(?:episode|mesaventure|incident|cas)s? (?:semblable|similaire|analogue|comparable)s?|similar (?:ordeals?|incidents?|attacks?|fates?|cases?)|went through|(?:alors|a l'epoque) fait savoir|said at the time",
  "anniversar\\w+|anniversaire|(?:have|has|had|ont|avaient) (?:all|both|toutes?|tous(?: deux)?) (?:had|been|suffered|known|gone|connu|ete|subi|vecu)|(?:a|ont|has|have) (?:deja|already|previously) (?:verifi|dementi|documente|debunk|verified|fact-?check)\\w*",
  "(?:over|in|during) the (?:summer|winter|spring|autumn) (?:of|that|which)|last (?:summer|winter|spring|autumn|fall)|(?:l'ete|l'hiver|l'automne|au printemps) (?:dernier|precedent)",
  "(?:was|were|have been|has been|ont ete|a ete) (?:hit|struck|attacked|visee?s?|touchee?s?) (?:before|par le passe|auparavant)|(?:precedents?|the precedents?|the (?:fate|case|cases|example|examples) of|l'exemple de|le cas de|les cas de|l'attaque contre|les attaques contre) (?:[^.;]{0,60} )?(?:regularly|often|souvent|regulierement|frequently) (?:mention|cit|evoqu|invok|quot|rappel)\\w*",
  "(?:spent|needed|took)(?: \\w+){0,3} (?:months|weeks|years?) (?:recovering|to recover|to rebuild|getting over)|mis (?:\\w+ ){1,3}mois a (?:se relever|s'en remettre)|(?:siecle|century|medieval)",
);
const ASIDE = any(
  "has warned|have warned|met en garde|mettent en garde|to expect|se mobilise\\w*|se preparent?|s'arme|brace[sd]? for|une (?:commune|collectivite|entreprise) sur",
  "pour rappel|rappelons|rappel|pour memoire",
  "de telles? (?:cyber-?)?attaques?|ce (?:type|genre) d(?:'|e )|ces types d(?:'|e )|such (?:cyber-?)?attacks?|this (?:type|kind) of",
  "consiste(?:nt)? (?:a|en)|consists? (?:of|in)|mode d'action|modus operandi|procede|c'est le fait de|l'objectif (?:est|de ces)",
  "(?:cyber-?|denial-of-service |ddos |ransomware |such |these )attacks (?:[^.;,]{0,40} )?(?:are|remain|cause|rarely|often|usually|do not|don't|never) (?:an? |the |no |not |only |rarely |often |usually |mostly )?",
  "(?:les|des) (?:cyber-?)?attaques?(?: \\w+){0,4} (?:sont|visent|consistent|se multiplient|explosent|ont augmente)",
  "(?:conseill|recommand)\\w+ (?:de|aux|a)|il (?:faut|convient)|bonnes pratiques|best practices?|should|experts? (?:advise|recommend)\\w*",
  "in which an? (?:\\w+ )?(?:site|website|server|target|machine|victim)|(?:are|is) of the (?:[\\w-]+ ){1,4}(?:kind|type|sort|variety)|il s'agit (?:de|d') ?(?:satur|bombard|inond|submerg|envoy|rendre|noyer|faire tomber)\\w*|(?:the idea|the aim|the goal|le but|l'idee|le principe) (?:is|est)",
  "n'entrain\\w+ (?:pas|ni|generalement|en general|d'ordinaire)|ne (?:menace|vole|touche)(?:nt)? (?:pas|ni) (?:vos|les)|d'ordinaire|en regle generale|generalement|usually|typically|generally|as a rule|by (?:nature|definition)|do(?:es)? not (?:usually |normally )?(?:involve|entail|imply|threaten|steal|mean)|ce type de|this kind of",
  "(?:montee|hausse|essor|explosion|augmentation|progression|rise|surge|growth|increase) (?:des|d'|de|of|in) (?:\\w+ )?(?:cyber-?attaques|attaques|fuites|piratages|rancongiciels|cyber-?attacks|attacks|leaks|breaches|ransomware|hacks)",
  "recrudescence|multiplication|en hausse|en augmentation|\\d+(?:[.,]\\d+)? ?(?:%|pour ?cent|percent)",
  "selon (?:une etude|un rapport|le rapport|un sondage|le barometre|l'etude)|according to (?:a|the) (?:study|report|survey)|barometre|panorama de la (?:menace|cyber\\w+)",
  "(?:dizaines?|centaines?|milliers?|vingtaine|dozens?|hundreds?|thousands?) (?:de |d'|of )(?:\\w+ )?(?:collectivites|communes|mairies|organisations|entreprises|hopitaux|etablissements|municipalities|towns|hospitals|companies|organi[sz]ations)(?: \\w+){0,3} (?:ont ete|sont|have been|were|are|chaque|par an|a year|every|each)",
  "ces derniers mois|in recent months|depuis plusieurs mois|earlier this year|depuis le debut de l'annee|since the (?:start|beginning) of the year",
  "soupconnee? d'etre|apparue? en|a l'origine (?:de|des) (?:precedent|nombreu)\\w+|also tracked as",
);
/** What may come, what is sold against it, whom it likes to hit: nobody's attack. */
const GENERIC = any(
  "chaque (?:jour|semaine|mois|annee)|tous les (?:jours|mois)|every (?:single )?(?:day|week|month|year)|each (?:day|week|month|year)|en moyenne|on average|(?:fois|attaques?|tentatives?|attempts?|attacks?|times) (?:par|a|per) (?:jour|semaine|mois|an|day|week|month|year)",
  "(?:recens|denombr|comptabilis|totalis)\\w* (?:[^.;]{0,40} )?\\d[\\d., ]*(?: [a-z']+){0,4} (?:attaques?|evenements?|incidents?|victimes?|signalements?)|(?:handled|recorded|counted|logged|treated|traite) (?:[^.;]{0,30} )?\\d[\\d., ]+(?: [a-z']+){0,4} (?:attacks?|events?|incidents?|cases|evenements?|attaques?)",
  "(?:lessons?|lecons?|enseignements?) (?:of|from|learn\\w*|de|des|tir\\w+)|(?:taught|teaches) (?:us|me|them)|(?:years|annees|decade) (?:of|de|d') ?(?:\\w+ )?(?:ran[cs]omware|cyber-?attacks?|cyber-?attaques?|attaques|attacks|piratages?|rancongiciels?)",
  "(?:deja |already )?(?:adopte|equipe|deploye|utilise|choisi|adopted|used|deployed|chosen|trusted)(?:e|s|es)? (?:par|by) (?:l[ae]s? |des |plus de |more than |over |the )?(?:\\w+ )?(?:villes?|communes?|mairies?|collectivites|cities|towns|councils|departements?|hopitaux)",
  "en cas d(?:'|e )(?:\\w+ )?(?:cyber-?attaques?|attaques?|piratages?|rancongiciels?|crise|sinistre)|in (?:case|the event) of|(?:must|should) expect|(?:warnings?|fears?|threats?|risks?|risques?|craintes?) (?:of|d'|de) (?:\\w+ )?(?:cyber)?-?(?:attacks?|attaques?|piratages?|hacking)",
  "(?:veut|veulent|entend|promet|permet|permettre|aide|vise a|visant a|wants?|promises?|helps?|aims?)(?: \\w+){0,3} (?:protect|proteg|shield|defend|defendre|securis|secure)\\w*|(?:lutt|proteg|defend|premuni|unissent|mutualis|rempart|bouclier|protect|guard|shield)\\w*(?: [^.;,]{0,50})? (?:contre|against|from|des) (?:(?:les|des|these|such|of) )?(?:\\w+ )?(?:cyber-?)?(?:attaques|attacks|pirates|hackers|rancongiciels|menaces)",
  "(?:lorsqu|quand|when(?:ever)?|wherever|des) ?(?:e |')?(?:les |des )?(?:pirates|hackers|attackers|cybercriminels)(?: \\w+){0,3} (?:revendiquent|attaquent|frappent|claim|attack|strike)|(?:cannot|can't|ne peu(?:t|vent) pas) (?:be |etre )(?:hacked|attacked|pirate\\w*)|attackers claimed victims|n'importe quelle (?:ville|commune|mairie)|(?:une|toute|chaque) (?:ville|commune|mairie) (?:peut|pourrait|touchee|attaquee|visee)|(?:a|any|every) (?:town|city|town hall) (?:can|could|may) be",
  "qu'une? (?:\\w+ ){1,2}(?:vise|attaque|touche|pirate|frappe)e?s? par|(?:cibles?|victimes?) (?:favorites?|privilegiees?|faciles?|de choix|toutes? trouvees?|ideales?)|(?:favou?rite|prime|easy|soft) targets?",
  "(?:prenez|prenons|imagin(?:ez|ons)|suppos(?:ez|ons)|take|imagine|suppose|picture) (?:que |that )?(?:une?|la|le|a|an|the|any) (?:\\w+ )?(?:commune|ville|mairie|collectivite|hopital|departement|town|city|council|hospital|municipality)|(?:un seul|one|pour) (?:cauchemar|nightmare)",
);

const MONTH_NAMES =
  "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december";

/** "En janvier 2021, cela avait paralysé ..." */
const PAST =
  /(?<![a-z])(?:en|in|depuis|debut|fin|back in) (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december)(?: 20\d\d| dernier| last)?[^.;]{0,60}(?<![a-z])(?:avai(?:t|ent)|had)(?![a-z])/;
/** "In March, the same group ...": another month's case, told at the end. */
const OTHER_MONTH =
  /^\W*(?:in|en|last|au mois de|courant) (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december)(?: dernier| last)?,(?! ces attaques| these attacks)|^\W*(?:last (?:month|year|spring|summer|autumn|winter)|le mois dernier|au printemps dernier|l'(?:ete|automne|hiver) dernier)(?![a-z])/;
/** A day or an hour that is not far. */
export const NOW =
  /(?<![a-z0-9])(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|ce matin|cette nuit|cet apres-midi|ce soir|aujourd'hui|hier|avant-hier|today|yesterday|this (?:morning|week|afternoon)|overnight|tonight)(?![a-z0-9])/;

/** What may come is no news of an attack, whatever day it is said. */
const WARNING =
  /(?<![a-z])(?:(?:has|have) warned|met(?:tent)? en garde|(?:told|warned) to expect|se mobilise\w*|brace[sd]? for|ahead of the (?:games|election|olympics)|(?:proteg\w*|protections?|lutte\w*|defen[ds]\w*|premuni\w*|securis\w+|bouclier|solutions?|leve\w*|protect\w*)[^.;]{0,90} (?:contre|face a(?:ux)?|against)(?: l[ae]s?| des| les| toute)? ?(?:cyber-?)?(?:attaques|attacks|intrusions|rancongiciels|ransomware)|anti-?ddos)(?![a-z])/;

/** What another edition said, and should not have. */
const CORRECTS = /^\W*(?:correction|erratum|rectificatif|clarification|mise au point)\W/;

const LOOKS_BACK = /^\W*(?:apres|after|following)(?! une| a |that)[^,]{0,90},/;

/** "had hit them in December", of another month than the document's own. */
const PLUPERFECT_MONTH = new RegExp(
  `(?<![a-z])(?:avai(?:t|ent)|s'etai(?:t|ent)|etai(?:t|ent)|had)(?![a-z])[^.;]{0,60} (?:en|in|last|courant|debut|fin|early|late) (${MONTH_NAMES})(?! 20)(?![a-z])`,
);

/** When a document was written, as far as it is known; `month` is 1 to 12. */
type Written = { readonly year: number | null; readonly month: number | null };

const TURN_OF_YEAR_MONTHS = 2;
const MONTHS_OF_YEAR = 12;
const monthOf = (name: string): number => (MONTH_NAMES.split("|").indexOf(name) % MONTHS_OF_YEAR) + 1;

/** Of another year: what happened in the last two months of a year is news at the beginning of the next. */
function isOfOtherYear(one: number, plain: string, { year, month }: Written): boolean {
  if (year === null || one >= year) return false;
  if (one < year - 1 || (month !== null && month > TURN_OF_YEAR_MONTHS)) return true;
  return !/dec|nov/.test(plain);
}

function isOfOtherMonth(plain: string, { month }: Written): boolean {
  const name = PLUPERFECT_MONTH.exec(plain)?.[1];
  return name !== undefined && month !== null && monthOf(name) !== month;
}

function backgroundOf(sentence: Sentence, written: Written): Background {
  // "Après son hôpital en 2021, c'est la ville ...": what comes first is the past, the rest is news.
  const plain = sentence.plain.replace(LOOKS_BACK, "");
  HISTORY.lastIndex = 0;
  ASIDE.lastIndex = 0;
  GENERIC.lastIndex = 0;
  const now = NOW.test(plain);
  const years = plain.match(/(?<![\d,.-])(?:19[89]|20[0-4])\d(?![\d-])/g)?.map(Number) ?? [];
  if (years.length > 0 && years.every((one) => isOfOtherYear(one, plain, written))) {
    return now && sentence.kind !== "item" ? "aside" : "history";
  }
  if (CORRECTS.test(plain)) return "history";
  if (HISTORY.test(plain) || PAST.test(plain) || OTHER_MONTH.test(plain)) return "history";
  if (isOfOtherMonth(plain, written)) return "history";
  if (WARNING.test(plain)) return "aside";
  if (GENERIC.test(plain)) return now ? "aside" : "history";
  if (ASIDE.test(plain)) return now ? null : "aside";
  return null;
}

const OPENING_SENTENCES = 2;
/** News does not write its own year: in a text without a date, "en 2021", "in November 2022" is another case. */
const BARE_YEAR = new RegExp(
  `(?<![a-z])(?:en|in|debut|fin|mi|late|early|of|parle de|celle de|celui de|about|l'ete|l'automne|l'hiver|le printemps|(?<!\\d )(?<!\\der )(?:${MONTH_NAMES})) 20[0-4]\\d(?![\\d-])`,
);

/** Of all sentences; what goes on in the past tense after a look back belongs to it. `published` is a date, YYYY-MM-DD. */
export function backgroundsOf(
  sentences: readonly Sentence[],
  year: number | null,
  published: string | null,
): Background[] {
  const found: Background[] = [];
  const written = { year, month: published === null ? null : Number(published.slice(5, 7)) };
  sentences.forEach((sentence, i) => {
    const own =
      backgroundOf(sentence, written) ??
      (published === null && i >= OPENING_SENTENCES && BARE_YEAR.test(sentence.plain)
        ? NOW.test(sentence.plain)
          ? "aside"
          : "history"
        : null);
    found.push(
      own ??
        (goesOnFrom(sentences, i, found) ? "history" : answersWhat(sentences, i, found) ? "aside" : null),
    );
  });
  return found;
}

/** "Qu'est-ce qu'une attaque par déni de service ?": what follows in its paragraph, or under it, explains. */
const ASKS_WHAT =
  /(?<![a-z])(?:qu'est-ce qu|c'est quoi|de quoi s'agit|comment (?:fonctionn|march|se prot|reag|eviter)|que faire|what(?:'s| is| are) (?:an? |the )?[^?]{0,40}(?:attack|ddos|ransomware|denial)|how do(?:es)? [^?]{0,40} work|what (?:should|can) (?:i|you|we))[^?]*\?\W*$/;

function answersWhat(sentences: readonly Sentence[], i: number, found: readonly Background[]): boolean {
  const { paragraph, plain = "" } = sentences[i] ?? {};
  const before = sentences[i - 1];
  if (before === undefined || NOW.test(plain)) return false;
  if (ASKS_WHAT.test(before.plain)) return true;
  const asked = sentences.findLastIndex((one, k) => k < i && ASKS_WHAT.test(one.plain));
  return (
    asked !== -1 &&
    found[i - 1] === "aside" &&
    before.paragraph === paragraph &&
    (sentences[asked]?.paragraph ?? 0) >= (paragraph ?? 0) - 1
  );
}

const BACK_SENTENCES = 3;

/** Whether a sentence goes on with a look back. */
function goesOnFrom(sentences: readonly Sentence[], i: number, found: readonly Background[]): boolean {
  const { plain = "", paragraph } = sentences[i] ?? {};
  if (THAT_DAY.test(plain)) return found.slice(-BACK_SENTENCES).includes("history");
  const before = sentences[i - 1];
  if (found[i - 1] !== "history" || before?.paragraph !== paragraph) return false;
  return GONE.test(plain) || (OLD_DAY.test(before?.plain ?? "") && !NOW.test(plain) && !SINCE.test(plain));
}

/** "Ce jour-là, ...": the day that was spoken of. */
const THAT_DAY =
  /^\W*(?:(?:ce jour|cette nuit|ce soir|cette annee|a cette epoque|ce matin|cette semaine)-la|(?:that|the same) (?:day|night|evening|year|week|morning)|at the time|back then|a l'epoque|in those days)(?![a-z])/;
/** "On the night of August 20, 2022, ...": the sentences behind it tell of that night. */
const OLD_DAY =
  /^\W*(?:(?:in|on|back in|en|le|dans|il y a|c'etait|au|a l')[^,.;]{0,60}(?:19[89]\d|20[0-4]\d|ans?)(?![\d-])|(?:\w+ ){1,3}(?:years? ago|ans plus tot))/;
const SINCE =
  /(?<![a-z])(?:depuis|since|today|aujourd'hui|now|desormais|maintenant|this time|cette fois|again|de nouveau|a nouveau)(?![a-z])/;
const GONE =
  /(?<![a-z])(?:avai(?:t|ent)|s'etai(?:t|ent)|etai(?:t|ent)|had|was then|were then|a l'epoque|then)(?![a-z])/;

/** Whole documents that report no attack, whatever words they use. Tested on title and lead. */
const OTHER_GENRE = any(
  "exercices?|simul\\w+|fictif\\w*|fictive\\w*|entrainements?|s'entrain\\w+|mise en situation|drills?|mock|table-?top|rehears\\w+|simulat\\w+",
  "tribunal|condamn\\w+|sursis|proces(?!-verb| verb)|jugee?s?|comparai\\w+|comparu\\w*|mis en examen|a la barre|sentenced|court|trial|defendants?|jury|hearing|convicted|jailed|prison|pleaded|plead",
  "sondage|survey|barometre|palmares",
  "concours|hackers? ethiques?|ethical hack\\w+|bug bounty|roman|polar|comedie|thriller|bande dessinee|hackathon|ctf|capture the flag|jeu video|jeu de (?:societe|role)|novel|musical",
  "(?:rongeurs|rats|loups|frelons|chenilles|termites|sangliers|moustiques|rodents|wolves|hornets|mosquitoes)",
  "e-?sports?|tournois?|tournaments?|championnats?|championships?|ligue [12]|premier league|quart de finale|demi-finale|goalkeeper|striker|entraineur|coach|derby",
  "in the league|the champions|top 14|pro d2|starligue|kick-?off|standings|peloton|race leader|tour de france(?! (?:site|web))|champions? de france|mi-temps|half-?time",
  "(?:three|five|seven|ten|twelve|trois|cinq|sept|huit|dix|douze|\\d+) (?:\\w+ )?(?:scams|tips|ways to|steps to|rules (?:for|to)|habits|gestes|conseils (?:pour|de)|reflexes|arnaques|regles (?:pour|d')|astuces|bonnes pratiques|bons reflexes)",
  "formee?s? (?:a|aux) (?:reperer|reconnaitre|dejouer|la cyber\\w*|gestes)|sensibilis\\w+ (?:a|aux|au)|mim\\w+ une (?:cyber-?)?attaque|jou(?:e|ent|er|aient|ait) a (?:se faire|etre) (?:pirat|attaqu|hack)\\w+|play(?:s|ed|ing)? at being (?:hacked|attacked)",
  "publi-?redactionnel|publi-?reportage|contenu (?:sponsorise|partenaire)|sponsored (?:content|post)|partner content|advertorial|paid post|tribune libre",
  "temoignage client|cas clients?|etude de cas|retour d'experience client|(?:customer|success) (?:story|stories)|case study",
  "(?:attaques?|attaquee?s?|attacks?|attacked)(?: \\w+){0,3} (?:de|d'|du|par|by|of) (?:une? |des |deux |a )?(?:loups?|ours|requins?|chiens?|frelons?|wolves|wolf|sharks?|bears?|dogs?)|(?:wolf|shark|bear|dog|knife|gun|truck|bomb|sword) attacks?|(?:attaque|agression)s? (?:au couteau|a l'arme|a main armee|au marteau|a la voiture)",
  "offre d'emploi|recrute (?:un|une|son|sa|des)|is hiring|job offer",
);

/** Words of an exercise settle it wherever they stand. */
const EXERCISE =
  /(?<![a-z])(?:exercices? (?:de (?:crise|simulation|gestion|securite|cyber)|cyber|grandeur nature)|(?:crise|attaque|cyberattaque|scenario|rancongiciel|pirates?) (?:\w+ )?fictif\w*|fictive|simulated|fictitious|mock (?:attack|ransom)|pretended that|only a (?:game|test|drill)|exercises? were held|was (?:only |just )?a (?:test|drill|exercise)|no real system|pour de faux|table-?top|war-?game|role-?play|jeu de role|(?:cyber|crisis|ransomware) (?:drill|exercise)|exercise (?:scenario|organi[sz]ed|run by))(?![a-z])/;

export const isExercise = (plain: string): boolean => EXERCISE.test(plain);

/** The end of a story that turns out to be one. */
const ONLY_EXERCISE =
  /(?<![a-z])(?:fictif\w*|fictive|simulated|fictitious|pretended that|only a (?:game|test|drill)|was (?:only |just )?a (?:test|drill|exercise)|no real system|pour de faux|role-?play|jeu de role)(?![a-z])/;
export const isOnlyExercise = (plain: string): boolean => ONLY_EXERCISE.test(plain);

/** The title alone tells of an arrest, or of an opinion. */
const OTHER_TITLE =
  /^\W*(?:comprendre|tout savoir sur|c'est quoi|qu'est-ce qu|what (?:is|are) |understanding|explainer)[^.:]{0,30}(?:ran[cs]o\w+|ddos|denis? de service|denial|cyber\w*|attaques?|attacks?|hackers?|hacking)\W*$|(?<![a-z])(?:fact-?check\w*|vrai ou faux|desintox|intox)(?![a-z])|(?<![a-z])(?:to (?:spend|invest)|(?:va|vont) (?:investir|consacrer|debloquer))(?![a-z])|^\W*(?:tribune|opinions?|edito\w*|chronique|point de vue|op-ed)(?![a-z])|(?<![a-z])(?:arrests?|arrested|detained|extradit\w+|interpell\w+|garde a vue|perquisition\w*|ecrou\w*|suspects?)(?![a-z])/;
/** The title looks back over years. */
const OLD_TITLE =
  /(?<![a-z])(?:il y a (?:cinq|six|sept|huit|neuf|dix|quinze|vingt|\d+) ans|(?:five|six|seven|eight|nine|ten|fifteen|twenty|\d+) years (?:on|ago|later|after)|(?:cinq|six|sept|huit|neuf|dix) ans apres|une decennie d|a decade of)(?![a-z])/;
const LOOKING_BACK =
  /(?<![a-z])(?:(?:un|deux|trois|quatre|\d+) ans? (?:apres|plus tard)|il y a (?:un|deux|trois|quatre) ans?|(?:one|two|three|four|\d+) years? (?:on|later|after|ago)|a year (?:on|later|after|ago)|anniversa\w+)(?![a-z])/;
/** Then it is about what happened now. */
const ONCE_MORE =
  /(?<![a-z])(?:de nouveau|a nouveau|nouvelles?|nouveau|encore|deuxieme|seconde?|une fois de plus|again|second|new|another|once more|fresh|repeat)(?![a-z])/;
/** Of letters that somebody sends in the name of a body. */
const FRAUD_TITLE =
  /(?<![a-z])(?:faux sites?|sites? frauduleux|fake (?:web ?)?sites?|fraudulent (?:web ?)?sites?|faux (?:messages?|courriels?|sms|mails?|e-mails?|appels?|agents?|conseillers?)|(?:tentatives? d')?(?:arnaques?|escroqueries?)|(?:fake|scam|phishing|fraudulent) (?:messages?|e-?mails?|texts?|calls?|letters?)|hameconnages?|smishing|scams?)(?![a-z])/;
/** The title says it: "une panne, mais pas de piratage". */
const NONE_TITLE =
  /(?<![a-z])(?:pas (?:de|d'un|un|le fait d'un) (?:piratage|acte de malveillance)|pas (?:de|d'une|une) cyber-?attaque|ni piratage|no (?:cyber-?attack|hack)|not (?:a )?(?:cyber-?attack|hack))(?![a-z])/;

/** What looked like an attack was none. */
const NONE =
  /(?<![a-z])(?:erreur|panne|bug|bogue|faute|fault|error|glitch|failure|defaillance|incident technique)[^.;]{0,40}, (?:et |and )?(?:pas|non|not) (?:a |par |by )?(?:une?|d'une?|an?|des|de) (?:\w+ )?(?:cyber-?)?(?:attaques?|piratages?|attacks?|hacks?|malveillance)(?![a-z])|(?:it|this|that) (?:wasn't|was not|isn't|is not) (?:the |an? |any |the work of )?(?:hackers?|cyber-?attack|hack)(?![a-z])|(?:ce|il) n'(?:etai\w+|est|sont) pas (?:des |les |l'oeuvre de |le fait de )(?:hackers|pirates)(?![a-z])|(?:cru|croyait|croyaient|thought|believed)(?: \w+){0,2} (?:a|it was|to be) (?:une|an?) (?:cyber-?)?(?:attaque|attack|hack)(?![a-z])|(?:a cause d'|la faute a |en cause ?: |due to |blamed on )(?:une?|an?) (?:\w+ )?(?:canalisation|inondation|fibre|orage|incendie|panne (?:electrique|materielle)|engin|water leak|flood|fire|power (?:cut|failure)|burst pipe)|(?:simple|forte|grande|trop grande) affluence|heavy demand|sheer (?:number|volume) of (?:visitors|users)|(?:cyber-?attack|attack|hack|sabotage)[^.;]{0,30} (?:had been |was |has been |been )?(?:ruled out|excluded)|no (?:evidence|sign|indication)[^.;]{0,40} (?:result of|caused by|due to|linked to) (?:an? )?(?:cyber-?)?(?:attack|hack)|aucun (?:signe|indice)[^.;]{0,20} d(?:'|e )(?:une? )?(?:cyber-?)?(?:attaque|piratage|malveillance)|rul\w+ out (?:a |any )?(?:cyber|attack|hack)|(?:piste|hypothese)[^.;]{0,40}(?:cyber|pirat|attaque|malveillan)[^.;]{0,30} ecarte|ecart\w+ (?:la piste|l'hypothese)[^.;]{0,30}(?:cyber|pirat|attaque|malveillan)|(?:was|were|is)(?: not|n't) (?:caused by |due to |the result of |a )?(?:a )?cyber|(?:n'est|n'etait|ne s'agi\w+) pas (?:d'|une |d'une )?(?:une )?(?:cyber-?attaque|attaque)|n'a(?:vait)? pas ete (?:pirat|hack)|affluence (?:record|exceptionnelle|inhabituelle)|(?:afflux|pic|surge|rush) (?:de |d'|of )(?:\w+ )?(?:visiteurs|internautes|curieux|inscriptions|visitors|applicants|interest)|victime de son succes|victim of its (?:own )?success/;

export const isNoAttack = (plain: string, title: string): boolean =>
  NONE.test(plain) || NONE_TITLE.test(title);
/** A rumour is put right, and no group is named that claimed anything. */
export const isSettingRight = (title: string): boolean => /^\W*(?:non|no), /.test(title);
export const isOtherTitle = (title: string): boolean =>
  OTHER_TITLE.test(title) ||
  OLD_TITLE.test(title) ||
  (LOOKING_BACK.test(title) && !ONCE_MORE.test(title)) ||
  (FRAUD_TITLE.test(title) && !isStrong(title));

/** Towns abroad that share a name with French ones. */
const ABROAD =
  /(?<![a-z])(?:quebec\w*|montreal|ontario|louisian\w+|wallon\w+|belg\w+|suisse\w*|romand\w*|luxembourg\w*|spanish city|principality|monegasque|prince's palace|government of monaco|monaco's |espagnole?s? (?:de|d'))(?![a-z])/;
const FRANCE =
  /(?<![a-z])(?:franc\w+|french|anssi|cnil|departements?|prefectures?|parquet|hexagone)(?![a-z])/;
export const isAbroad = (plain: string): boolean => ABROAD.test(plain) && !FRANCE.test(plain);

export const isOtherGenre = (lead: string): boolean => {
  OTHER_GENRE.lastIndex = 0;
  return OTHER_GENRE.test(lead);
};
