import type { Speaker } from "../reading.ts";
import { any } from "./cue.ts";
import type { Page, Sentence } from "./page.ts";

/** Who says it: by the nouns near a verb of speech. Folded, both languages. */

const SPEECH = any(
  "(?:indiqu|precis|expliqu|confi|affirm|assur|declar|annonc|confirm|reconn|admet|admis|soulign|ajout|raconte|detaill|note|regrett|deplor|deplore|tempere|insist|resum|soupir|soufll|souffl|sourit|lache|martel|rapport|signal|communiqu|evoqu|estim|constate|denonc|rassur|jur|promet|soutien|soutenait|maintient|glisse|concede|concedait|inform|racont|pretend|clam|dement|nie|conteste|rappel|temoign|poursui|commente|avance|revel|ecri|justifi|avou|observe|releve|avert|prev|concl|argument|tranch|attest|corrig|analys|decrypt|relat|decri)(?:e|ent|ait|aient|es?|ee?s?|er|u|us|t|it|isse\\w*|issent|i|is)?",
  "repond(?:u|ait|ent|aient)?(?= (?:l[ae]s? |l'|une? |son |sa |au |a l'afp|a nos|notre|nos |[a-z]+ (?:le|la) (?:maire|mairie|ville)|[a-z]+-t-)|[ ,]*$)",
  "dit|disait|disent|fait (?:savoir|etat)|fait valoir|s'est (?:exprime|felicite|inquiete)|selon|d'apres|appris (?:aupres|de)|de source|a en croire|aux dires|parle de|reconnait|reconnu\\w*|soutient|(?:dans|par) (?:un|une) (?:communique|message|post|publication|tweet|courrier|lettre|point presse)|communique",
  "sa(?:id|ys?)|told|according to|stat(?:ed|es)|announc(?:ed|es)|confirm(?:ed|s)|explain(?:ed|s)|add(?:ed|s)|wrote|writes|tweeted|posted|warn(?:ed|s)|acknowledg(?:ed|es)|admit(?:ted|s)|conced(?:ed|es)|insist(?:ed|s)|report(?:ed|s)|reassured|assur(?:ed|es)|den(?:ied|ies)|reject(?:ed|s)|dismiss(?:ed|es)|noted|indicat(?:ed|es)|declar(?:ed|es)|reveal(?:ed|s)|disclos(?:ed|es)|claim(?:ed|s)(?! (?:by|(?:\\w+ )?(?:responsibility|(?:cyber-?)?attacks?)))|spokes\\w+|statement|press release|quoted|blames?|blamed|conceded",
);

const ROLES: readonly { readonly speaker: Speaker; readonly words: RegExp }[] = [
  {
    speaker: "attacker",
    words: any(
      "hackers?|hacking (?:group|collective|crew)|(?:group|gang|collective) calling itself|pirates?|hacktivist\\w*|groupes? (?:de |d'|pro|russe|cyber|revendiqu|ransom)\\w*|le groupe|les attaquants|attaquants?|assaillants?|cybercriminels?|cyber-?attaquants?|gang|le collectif|collectif pro\\w*|rancon\\w+ crew|attackers?|cybercriminals?|the group|the gang|the crew|extortionists?|extorqueurs?|maitres-chanteurs|le vendeur|the seller|noname\\w*|lockbit|killnet|usersec|threat actors?|criminals",
    ),
  },
  {
    speaker: "prosecutor",
    words: any(
      "parquet|procureure?s?|ministere public|prosecutors?(?:'s|s')?|procureur de la republique|public prosecutor|substitut",
    ),
  },
  {
    speaker: "expert",
    words: any(
      "experte?s?|specialistes?|chercheu\\w+|analystes?|consultante?s?|researchers?|analysts?|specialists?|professeure?|professor|universitaire|cabinet de conseil|eset|kaspersky|sekoia|orange cyberdefense|trend micro|mandiant|crowdstrike|proofpoint|netscout|radware|check ?point",
    ),
  },
  {
    speaker: "hoster",
    words: any(
      "hebergeurs?|l'hebergeur|prestataires?|ovh\\w*|fournisseurs? (?:d'acces|de services?)|operateur telecom|(?:web |its )?hosts?|hosting (?:provider|company|firm)|providers?|data ?cent(?:er|re) operator|scaleway|gandi|infomaniak",
    ),
  },
  {
    speaker: "state",
    words: any(
      "anssi|cnil|dgsi|prefets?|prefete|la prefecture|(?:the |regional |state )(?:regional )?prefecture|aupres de la prefecture|(?:regional |national |state |government )?health (?:official|agency|authorit\\w+)|government officials?|gendarmerie|gendarmes|police|policiers|ministre|gouvernement|ministere|matignon|cybermalveillance\\S*|agence nationale|interior minister|minister|government|national cybersecurity agency|agence regionale de sante|ars|secretaire d'etat|porte-parole du gouvernement|authorities",
    ),
  },
  {
    speaker: "victim",
    words: any(
      "mairies?|villes?|municipalites?|communes?|collectivites?|maires?|elue?s?|adjointe?s?|conseill\\w+|cabinet|directions?|direct(?:eur|rice)s?|directeur general|dgs|departements?|conseils? (?:departement|region|municip)\\w+|regions?|presidente?s?|hopita(?:l|ux)|etablissements?|centre hospitalier|chu|ch|agglo\\w*|metropole|communaute|interco\\w*|services?(?: de communication| informatiques?)?|porte-paroles?|communication|hotel de ville|premier magistrat|edile|prefectures?|agents?|equipes?|responsables?|site officiel|page facebook|secretaire general|senat|assemblee|universite|lycee|administration|source municipale|syndicat|nous|notre",
      "mayors?(?:'s)?|city|town|council(?:lors?|s)?|municipalit\\w+|city hall|town hall|officials?|spokes(?:man|woman|person|people)|hospitals?|director|department|region\\w*|president|management|administration|prefecture|clerk|staff|facebook page|we|our|senate|ministry|authority|deputy|institution|university|commune",
    ),
  },
];

const has = (words: RegExp, text: string): boolean => {
  words.lastIndex = 0;
  return words.test(text);
};
const first = (words: RegExp, text: string): number => {
  words.lastIndex = 0;
  return words.exec(text)?.index ?? -1;
};

/** What stands outside of quotation marks; in a sentence inside a longer quotation, nothing before its closing mark. */
function outside(sentence: Sentence, open: boolean): string {
  const parts = sentence.plain.split('"');
  return parts.filter((_, i) => (i % 2 === 0) !== open).join(" ");
}

/** The speaker of each sentence; `voice` is whose document it is, when it is not a journalist's. */
export function speakersOf(page: Page, voice: Speaker): Speaker[] {
  const { sentences } = page;
  const found: (Speaker | null)[] = [];
  let open = false;
  let paragraph = -1;
  sentences.forEach((sentence, i) => {
    if (sentence.paragraph !== paragraph) open = false;
    paragraph = sentence.paragraph;
    const around = outside(sentence, open);
    const marks = sentence.plain.split('"').length - 1;
    const quoting = open || marks > 0;
    const before = sentences[i - 1]?.paragraph === sentence.paragraph ? found[i - 1] : null;
    found[i] = roleIn(around, sentence.plain, quoting, before ?? null);
    if (marks % 2 === 1) open = !open;
  });
  return sentences.map((sentence, i) => found[i] ?? inherited(sentences, found, i, sentence) ?? voice);
}

/** "a constaté une journaliste de l'AFP": the press speaks for itself, whatever towns stand before. */
const SEEN_BY_THE_PRESS =
  /(?<![a-z])(?:afp|reuters|associated press|this (?:newspaper|paper|website)|(?:our|une?|an?|des|several|l[ae]s?|nos|notre) (?:\w+ )?(?:reporters?|newsroom|journalistes?|journalists?|redaction|correspondente?s?))(?:'s)?(?: (?:journalists?|reporters?|correspondents?))? (?:could|was able|were able|was unable|were unable|a pu|ont pu|n'a pas pu|checked|found|tested|observed|noted|saw|tried|opened|a constate|ont constate|a verifie|a teste)(?![a-z])|(?:checks|tests|verifications|essais|constatations)(?: \w+)? (?:by|carried out|run|made|done|conducted|menes|realises)|(?:selon|d'apres) nos (?:propres )?(?:constatations|verifications|essais|observations|tests)|(?<![a-z])when (?:we|afp|reuters|this newspaper|our reporters?) (?:checked|tried|tested|looked|visited)|(?<![a-z])(?:seen|noted|observed|found|noticed|checked|verified) by (?:an? |our |the )?(?:afp|reuters|journalists?|reporters?|this newspaper)|(?<![a-z])(?:nous avons|on a|we have|we) (?:pu |were able to |could )?(?:verifie|teste|constate|ouvrir|consulter|checked|tested|polled|opened|open|load)(?![a-z])|(?<![a-z])(?:a|ont|avait) (?:pu )?(?:constate|observe|verifie|releve|note)r? (?:une?|des|l'|le|la|notre|nos) ?(?:equipe |redaction )?(?:de l'|d')?(?:journalistes?|afp|reporters?|correspondante?s?|redaction|agence france-presse)(?![a-z])/;

const PRONOUN = /(?<![a-z])(?:elle|il|ils|elles|he|she|they|it)(?![a-z])/;

/** Where a sentence says that somebody says something; -1 when it does not. */
export const speechAt = (plain: string): number =>
  SEEN_BY_THE_PRESS.test(plain) ? -1 : first(SPEECH, plain);

/** "He added": who spoke before, when that was nobody of the body. */
const OUTSIDERS: ReadonlySet<Speaker | null> = new Set<Speaker | null>([
  "prosecutor",
  "state",
  "expert",
  "hoster",
]);

function roleIn(around: string, whole: string, quoting: boolean, before: Speaker | null): Speaker | null {
  if (SEEN_BY_THE_PRESS.test(around)) return "journalist";
  const speech = first(SPEECH, around);
  if (speech === -1 && !quoting) return null;
  if (speech === -1 && around.trim().length < 4) return null;
  const after = around.slice(speech);
  const selon = /(?:selon|d'apres|according to|de source|told by|appris(?: \w+)? aupres)[^,.;]{0,80}/.exec(
    around,
  )?.[0];
  const near =
    selon ??
    (speech >= 0 && quoting && /^\S* (?:\S+ ){0,4}/.test(after) && first(SPEECH, around) <= 6
      ? after
      : around);
  let best: { speaker: Speaker; at: number } | null = null;
  for (const { speaker, words } of ROLES) {
    const at = first(words, near);
    if (at !== -1 && (best === null || at < best.at)) best = { speaker, at };
  }
  if (best !== null) return best.speaker;
  // "Elle reconnaît ...": who was spoken of goes on speaking, and that is the body most often.
  if (speech !== -1 && PRONOUN.test(near)) return OUTSIDERS.has(before) ? before : "victim";
  return quoting && has(SPEECH, whole) ? "victim" : null;
}

/** A sentence inside a quotation, or of a paragraph that goes on with it, has the speaker of its neighbours. */
function inherited(
  sentences: readonly Sentence[],
  found: readonly (Speaker | null)[],
  i: number,
  sentence: Sentence,
): Speaker | null {
  if (!sentence.quoted && !sentence.plain.includes('"')) return null;
  for (const k of [i + 1, i - 1, i + 2, i - 2]) {
    const other = sentences[k];
    if (
      other !== undefined &&
      other.paragraph === sentence.paragraph &&
      found[k] !== null &&
      found[k] !== undefined
    )
      return found[k];
  }
  return "victim";
}

const NOTICE_CHARACTERS_MAX = 2_500;
const REPORTER =
  /(?<![a-z])(?:afp|reuters|notre (?:redaction|journal|enquete)|nos (?:confreres|informations|lecteurs)|nous avons (?:pu|consulte|joint|sonde|contacte|verifie)|contactee?s?|jointe?s?|sollicitee?s?|this newspaper|our (?:own )?(?:checks|reporter|readers)|we (?:checked|polled|were unable|asked|contacted|understand)|(?:told|tells|informed|informs|assured|assures) us|nous (?:a|ont|fait|font|indique|precise|confirme|repond|assure|dit|disent|explique|confie|apprend|ecrit)\w* )(?![a-z])/;
const FIRST_PERSON = /(?<![a-z])(?:nous|notre|nos|we|our|us)(?![a-z])/g;
const ATTACKER_VOICE =
  /(?<![a-z])(?:gloire a la russie|glory to russia|check-?host|nos (?:guerriers|missiles|attaques|hackers|frappes|combattants|cyber\w+)|nous avons (?:attaque|frappe|mis|pirate|eteint|coupe|lance|neutralise|paralyse|envoye)|we (?:have )?(?:attacked|hit|took|take|put|killed|crashed|struck|sent|send|visited|disabled|shut|destroyed|turned|punish\w*|continue|hacked)|our (?:hackers|team(?!s)|ddos|missiles|cyber\w*|attack\w*|warriors|targets)|#op[a-z]+|russophob\w+)/;
const TOWN_VOICE =
  /(?<![a-z])(?:communique|vous informe|cher(?:e)?s (?:habitant|administre|concitoyen|usager|ami)\w*|madame, monsieur|nos services|notre (?:collectivite|commune|ville|mairie|etablissement|hopital|departement|agglomeration)|info services|information aux usagers|a l'attention des|proces-verbal|compte[- ]rendu|conseil municipal du|press (?:release|statement)|statement by|dear residents|our (?:services|residents|teams|websites?|systems)|@ville|@mairie|notre site)/;

/** Whose words the document is in: an attacker's post, a town's own notice, or a journalist's story. */
export function voiceOf(page: Page): Speaker {
  const text = page.plain.slice(0, 4_000);
  const free = page.sentences
    .filter((sentence) => !sentence.plain.includes('"') && !sentence.quoted)
    .map(({ plain }) => plain)
    .join(" ");
  const items = page.sentences.filter(({ kind }) => kind === "item").length;
  if (
    ATTACKER_VOICE.test(free) &&
    (items > 0 || /nous avons|we |nos |our /.test(free)) &&
    text.length < 3_500
  )
    return "attacker";
  const persons = free.match(FIRST_PERSON)?.length ?? 0;
  if (
    TOWN_VOICE.test(text.slice(0, 700)) &&
    (persons > 0 ||
      /communique|proces-verbal|info services|statement|@ville|@mairie|dementi/.test(text.slice(0, 200)))
  )
    return "victim";
  // A short text in the first person throughout, that speaks of no reporter.
  if (persons >= 2 && page.plain.length < NOTICE_CHARACTERS_MAX && !REPORTER.test(page.plain))
    return "victim";
  return "journalist";
}
