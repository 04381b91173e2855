import { isStrong } from "./attack-words.ts";
import { LOOKS_BACK_BEHIND } from "./beside.ts";
import { any } from "./cue.ts";
import { isListedLead } from "./listed-lead.ts";
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
  "(?:last|previous|the year) year|(?<!time in )(?:two|three|four|five|ten|\\d+|several|some|a few|many) years? (?:ago|earlier|before|later|after|on)|a year (?:ago|earlier|after|later|on)|in the past|back in (?:(?:early|mid|late)-? ?)?(?:\\d{4}|the (?:day|spring|summer|autumn|winter|\\d{4}s)|those|january|february|march|april|may|june|july|august|september|october|november|december)|(?:earlier|last|the previous|the same) (?:this |the )?(?:month|week|year|autumn|spring|summer|winter),|(?:une|deux|trois|quelques|\\d+) (?:jours?|semaines?|mois) apres (?:la revelation|la decouverte|l'annonce|(?:une|l'|la) \\w* ?(?:intrusion|fuite|piratage|attaque|cyberattaque) (?:d[eu]s?|contre|visant|dans|chez|subie))|(?:attacks?|victims?)(?: \\w+){0,3} years ago",
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
  "(?:en|in|depuis|since|au cours de|during|over|tout au long de) 20\\d\\d,? (?:ces|les|des|de nombreuses|such|these|several|plusieurs|many|\\d+) (?:\\w+ )?(?:offensives?|attaques|attacks|piratages|hacks|operations|campagnes|campaigns|collectivites|communes|towns)",
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

/** "If you have tried to book ...": advice to whoever reads it. */
const ADDRESSES = /^\W*(?:if you|si vous|whether you|que vous)(?![a-z])/;

/** What may come is no news of an attack, whatever day it is said. */
const WARNING =
  /(?<![a-z])(?:(?:has|have) warned|met(?:tent)? en garde|(?:told|warned) to expect|se mobilise\w*|brace[sd]? for|ahead of the (?:games|election|olympics)|(?:proteg\w*|protections?|lutte\w*|defen[ds]\w*|premuni\w*|securis\w+|bouclier|solutions?|leve\w*|protect\w*)[^.;]{0,90} (?:contre|face a(?:ux)?|against)(?: l[ae]s?| des| les| toute)? ?(?:cyber-?)?(?:attaques|attacks|intrusions|rancongiciels|ransomware)|anti-?ddos)(?![a-z])/;

/** "Storm Léa knocked out phone networks": the weather, a digger, a fire. */
const OTHER_CAUSE =
  /(?<![a-z])(?:cables? (?:sectionne|arrache|rompu|severed|cut)|storms?|tempetes?|orages?|inondations?|floods?|flooding|crues?|incendies?|fires?|foudre|lightning|earthquakes?|seismes?|snow|neige|verglas|gales?|vents? violents?|pelleteuses?|diggers?|engins? de chantier|travaux|roadworks|coupures? (?:de courant|d'electricite)|power cuts?|blackouts?|power failure)(?: \w+){0,3}[^.;]{0,80}(?<![a-z])(?:cut|cutting|knock\w*|took out|leaving|left|prive\w*|coupe\w*|plonge\w*|detrui\w*|endommage\w*|inonde\w*|noy\w*|bloqu\w*|paralys\w*|damaged|destroyed|disrupt\w*|perturb\w*)(?![a-z])/;

/** What another edition said, and should not have. */
const CORRECTS = /^\W*(?:correction|erratum|rectificatif|clarification|mise au point)\W/;

/** "Si nos serveurs étaient chiffrés, nous passerions au papier", "if the town were hit, phones would be down". */
const HYPOTHESIS =
  /(?<![a-z])(?:si |s')[^.;]{0,90}(?<![a-z])(?:[a-z]+(?:aient|ait|ions)),? [^.;]{0,90}(?<![a-z])[a-z]+r(?:ions|aient|ait|ais|iez)(?![a-z])|(?<![a-z])[a-z]+r(?:ions|aient|ait) [^.;]{0,60}(?<![a-z])si (?!l'attaque|la cyber)[^.;]{0,40}(?:etai\w+|avai\w+)(?![a-z])|(?<![a-z])if [^.;]{0,110}(?<![a-z])(?:would|could|might)(?![a-z])|(?<![a-z])would [^.;]{0,80}(?<![a-z])if (?!the attack)(?![a-z])/;
const WOULD =
  /(?<![a-z])(?:[a-z]+r(?:ions|aient|iez)|serait|aurait a|faudrait|prendrait|tiendrait|passerait|would|could|might)(?![a-z])/;

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
  const ahead = sentence.plain.replace(LOOKS_BACK, "");
  const cut = ahead.replace(LOOKS_BACK_BEHIND, "");
  const plain = isStrong(cut) && NOW.test(cut) ? cut : ahead;
  HISTORY.lastIndex = 0;
  ASIDE.lastIndex = 0;
  GENERIC.lastIndex = 0;
  const now = NOW.test(plain);
  const years = plain.match(/(?<![\d,.-])(?:19[89]|20[0-4])\d(?![\d-])/g)?.map(Number) ?? [];
  if (years.length > 0 && years.every((one) => isOfOtherYear(one, plain, written))) {
    return now && sentence.kind !== "item" ? "aside" : "history";
  }
  if (CORRECTS.test(plain) || (OTHER_CAUSE.test(plain) && !isStrong(plain))) return "history";
  if (HISTORY.test(plain) || PAST.test(plain) || OTHER_MONTH.test(plain)) return "history";
  if (isOfOtherMonth(plain, written)) return "history";
  if (HYPOTHESIS.test(plain)) return now ? "aside" : "history";
  if (WARNING.test(plain) || ADDRESSES.test(plain)) return "aside";
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
    if (isListedLead(sentences, i)) {
      found.push(null);
      return;
    }
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
  const last = sentences[i - 1];
  if (last !== undefined && last.paragraph === paragraph && HYPOTHESIS.test(last.plain) && WOULD.test(plain))
    return true;
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
