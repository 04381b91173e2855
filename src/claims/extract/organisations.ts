import type { Body, BodyKind } from "../../gazetteer/index.ts";
import type { Page, Sentence } from "./page.ts";

/** Hospitals, schools and firms that stand in no table: known by their pattern. Places are in `Page.plain`. */
export type OrganisationFound = { readonly from: number; readonly to: number; readonly body: Body };

const NAME =
  "[\\p{Lu}\\d][\\p{L}\\d'’&.-]*(?:[ -](?!et (?:de |à |sur )?(?:la |le |l['’]|les )?(?:[Vv]ille|[Mm][ée]tropole|[Mm]airie|[Dd][ée]partement|[Rr][ée]gion|[Cc]ommune|[Aa]gglo|[Cc]ommunaut[ée]|[Pp]r[ée]fecture|[Cc]onseil|CHU|[Hh][ôo]pital|[Cc]entre)s?(?!\\p{L}))(?:(?:de|du|des|la|le|les|en|sur|sous|et|d['’]|l['’])[ -]?){0,3}[\\p{Lu}\\d][\\p{L}\\d'’&-]*){0,5}";
const OF = "(?:de la |de l['’]|de |du |des |d['’]|of |in )?";

/** "in the French Indian Ocean territory of". */
const AREA_WORDS =
  "(?:(?:French|overseas|(?:[Ii]ndian|[Pp]acific|Caribbean|Atlantic)(?: [Oo]cean)?|islands?|territory|department|region|(?:port |mining )?(?:town|city)|(?:north|south|east|west|central)[a-z]*|of|the) )*";

type Pattern = { readonly kind: BodyKind; readonly words: RegExp };
const pattern = (kind: BodyKind, words: string): Pattern => ({
  kind,
  words: new RegExp(`(?<![\\p{L}\\d])(?:${words})`, "gu"),
});

const PATTERNS: readonly Pattern[] = [
  pattern(
    "hospital",
    `(?:[Cc]entres? [Hh]ospitaliers?(?: (?:universitaire|intercommunal|r[ée]gional|[Uu]niversitaire|[Ii]ntercommunal))?(?: \\(?CH[A-Z]*\\)?)?|CHU|CHRU|CHR|CHI|CHS|CH|GHT|[Hh][ôo]pital(?: priv[ée])?|[Hh][ôo]pitaux|[Cc]linique|[Mm]aternit[ée]|EHPAD|[Ee]hpad|[Gg]roupe [Hh]ospitalier|[Ii]nstitut [Gg]ustave) ${OF}${NAME}`,
  ),
  pattern(
    "hospital",
    `(?:${NAME} )?(?:[Uu]niversity |[Pp]ublic |[Rr]egional |[Gg]eneral )?(?:[Hh]ospital|[Hh]ospital [Cc]ent(?:re|er)|[Mm]edical [Cc]ent(?:re|er)) (?:of|in|on) (?:the )?${AREA_WORDS}${NAME}`,
  ),
  pattern(
    "hospital",
    `${NAME} (?:[Uu]niversity |[Pp]ublic |[Rr]egional |[Gg]eneral )?(?:[Hh]ospital|[Mm]edical [Cc]ent(?:re|er))(?![\\p{L}])`,
  ),
  pattern(
    "other",
    `(?:[Ss]ervice d[ée]partemental d['’]incendie et de secours(?: \\([Ss][Dd][Ii][Ss](?: \\d+)?\\))?|SDIS|[Ss]dis|(?:[Ss]apeurs-)?[Pp]ompiers|[Rr]ectorat|[Cc]rous|CROUS|CPAM|[Cc]aisse primaire d['’]assurance maladie|CAF|Carsat|CCI|[Cc]hambre de commerce(?: et d['’]industrie)?|[Cc]hambre d['’]agriculture|[Cc]hambre de m[ée]tiers(?: et de l['’]artisanat)?|[Cc]entre de gestion|OPH|OPAC|[Oo]ffice public (?:de l['’]habitat|HLM|d['’]HLM)|[Ss]yndicat(?: [a-zé'’]+){1,6}?|[Rr][ée]gie(?: [a-zé'’]+){1,4}?) ${OF}${NAME}`,
  ),
  pattern(
    "other",
    `${NAME} (?:Habitat|(?:departmental |department(?:['’]s)? )?(?:fire (?:and rescue )?(?:services?|department|brigade)|firefighters))(?![\\p{L}])`,
  ),
  pattern(
    "other",
    `(?:[Cc]hamber of (?:[Cc]ommerce(?: and [Ii]ndustry)?|[Aa]griculture|[Tt]rades)|[Ff]amily (?:[Aa]llowance|[Bb]enefits) (?:[Ff]und|[Oo]ffice)|[Hh]ealth [Ii]nsurance (?:[Ff]und|[Oo]ffice)|[Ee]ducation [Aa]uthority|[Ww]ater (?:[Aa]uthority|[Uu]tility|[Cc]ompany)|[Hh]ousing (?:[Oo]ffice|[Aa]uthority)) (?:\\([A-Z]+\\) )?(?:of|in|for) (?:the )?${NAME}`,
  ),
  pattern(
    "other",
    `${NAME} (?:[Cc]hamber of (?:[Cc]ommerce(?: and [Ii]ndustry)?|[Aa]griculture)|[Ww]ater (?:[Aa]uthority|[Uu]tility)|(?:[Pp]ublic )?[Hh]ousing (?:[Oo]ffice|[Aa]uthority)|[Ee]ducation [Aa]uthority|[Rr]ectorat(?! d))(?![\\p{L}])`,
  ),
  pattern(
    "other",
    `(?:[Dd]epartmental )?[Ff]ire (?:and [Rr]escue )?(?:[Ss]ervices?|[Dd]epartment|[Bb]rigade) (?:of|in|for) (?:the )?(?:department of (?:the )?)?${NAME}`,
  ),
  pattern(
    "company",
    `(?:[Aa][ée]roport(?: international)?|(?:[Gg]rand )?[Pp]ort (?:[Mm]aritime|[Aa]utonome)|[Pp]ort (?=de |du |d['’])|(?:(?<=[Tt]he )p|P)ort (?=of )) ?${OF}${NAME}`,
  ),
  pattern(
    "school",
    `(?:[Uu]niversit[ée]|[Ll]yc[ée]e|[Cc]oll[èe]ge|[Ii]nstitut universitaire|[ÉE]cole) (?:polytechnique |technique |priv[ée]e? |sup[ée]rieure )?${OF}${NAME}`,
  ),
  pattern("school", `[Uu]niversity of (?:the )?${NAME}`),
  pattern("school", `${NAME} [Uu]niversity(?! [Hh]ospital)(?![\\p{L}])`),
  pattern(
    "company",
    `(?:[Ll]a soci[ée]t[ée]|[Ll]['’]entreprise|[Ll]['’]op[ée]rateur|[Ll]e prestataire|[Ll]['’]h[ée]bergeur|[Tt]he company|[Tt]he firm|[Ll]a PME|[Ll]e sous-traitant|[Ll]['’][ée]diteur) ${NAME}`,
  ),
];

const LEAD =
  /^(?:la soci[ée]t[ée]|l['’]entreprise|l['’]op[ée]rateur|le prestataire|l['’]h[ée]bergeur|the company|the firm|la pme|le sous-traitant|l['’][ée]diteur) /i;
/** Words of a sentence that stand before a name and are none of it. */
const OPENING =
  /^(?:(?:Selon|Chez|Pour|Au|Aux|Le|La|Les|L['’]|On|In|At|When|After|While|But|And|The|France['’]s|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day) ?)+(?=\p{Lu})/u;
/** What a letterhead sets behind its name. */
const ENDING =
  /(?:\s+(?:Informations?|Communiqués?|Cyberattaque|Attaque|Incident|Message|Urgent|Actualités?|Presse|Statement|Press))+[\s.,'’-]*$/iu;
const SEAT = new RegExp(`^(?: \\([^)]{2,12}\\))?,? (?:à|in|near|près de) ${NAME}`, "u");
const QUICK =
  /hopita|hospital|(?<![a-z])ch[urisa]*(?![a-z])|clinique|ehpad|universit|lycee|college|ecole|institut|societe|entreprise|operateur|prestataire|hebergeur|company|firm|pme|sous-traitant|editeur|medical|maternite|sdis|incendie|pompiers|aeroport|(?<![a-z])port (?:de|du|d'|of) |rectorat|maritime|autonome|crous|cpam|caisse primaire|(?<![a-z])(?:caf|cci|oph|opac)(?![a-z])|carsat|chambre d|centre de gestion|office public|syndicat|regie|habitat|fire |universit|chamber of|allowance|insurance fund|water (?:authority|utility|company)|housing |education authority/;

/** The organisations of a sentence that `known` does not know by name. */
export function organisationsIn(
  page: Page,
  sentence: Sentence,
  known: (written: string) => Body | undefined,
): OrganisationFound[] {
  if (!QUICK.test(sentence.plain)) return [];
  const start = page.at(sentence.from);
  const text = page.original.slice(start, page.at(sentence.to));
  const found: OrganisationFound[] = [];
  for (const { kind, words } of PATTERNS) {
    words.lastIndex = 0;
    for (let match = words.exec(text); match !== null; match = words.exec(text)) {
      const bare = match[0].replace(LEAD, "").replace(OPENING, "");
      const written = bare.replace(ENDING, "").replace(/[\s.,'’-]+$/, "");
      const named = written.replace(AREA_BEFORE_NAME, "$1");
      const begins = start + match.index + match[0].length - bare.length;
      const from = placeOf(page, sentence, begins);
      // "l'hôpital Jean-Minjoz à Besançon": where it is belongs to its name, and is nobody by itself.
      const seat = SEAT.exec(page.original.slice(begins + written.length, page.at(sentence.to)));
      const to = placeOf(page, sentence, begins + written.length + (seat?.[0].length ?? 0));
      if (found.some((other) => from < other.to && to > other.from)) continue;
      const listed =
        known(named.replace(/^(?:[Tt]he|An?) /, "")) ??
        known(academyOf(named)) ??
        known(named.replace(ABBREVIATED, ""));
      if (NO_NAME.test(named) && (listed === undefined || !IN_TOWN.test(written))) continue;
      // "Hospital in French Alps": an area has many.
      if (listed === undefined && named !== written && !/(?:town|city) of /.test(written)) continue;
      if (listed === undefined && INDEFINITE.test(text.slice(Math.max(0, match.index - 12), match.index)))
        continue;
      found.push({ from, to, body: listed ?? unlisted(kind, named) });
    }
  }
  return found;
}

/** The way from the original to the folded text, by search: both grow together. */
function placeOf(page: Page, sentence: Sentence, original: number): number {
  let low = sentence.from;
  let high = sentence.to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (page.at(middle) < original) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** "Service départemental d'incendie et de secours (Sdis) du Var". */
const ABBREVIATED = / \([A-Za-z]{2,6}(?: \d+)?\)| department(?:['’]s)?(?= fire)/;

/** "the Rennes education authority", "Rectorat of Rennes": as the book has it. */
const academyOf = (name: string): string =>
  name.replace(
    /^(?:The )?(?:(?:[Rr]ectorat|[Ee]ducation [Aa]uthority) (?:of|in|for) (.+)|(.+?)(?:['’]s)? (?:[Rr]ectorat|[Ee]ducation [Aa]uthority))$/u,
    "Académie $1$2",
  );

/** "l'hôpital de Vire" and "le centre hospitalier de Vire" are one. */
const TYPE_WORDS =
  /^(?:centres? hospitaliers?(?: (?:universitaire|intercommunal|r[ée]gional))?(?: \(?CH[A-Z]*\)?)?|CHU|CHRU|CHR|CHI|CHS|CH|h[ôo]pita(?:l|ux)(?: priv[ée])?)(?: de la| de l['’]| de| du| des| d['’])? ?| (?:university |public |regional |general )?(?:hospital|medical cent(?:re|er))(?: (?:of|in))?/giu;
/** "French hospital", "The hospital": nobody's name. */
const NO_NAME =
  /^(?:hospital|university|college|school|airport|port)$|^(?:\d+|A|An|The|This|That|Some|Another|French|Local|Regional|Public|Private|Major|Big|Large|Rural|Two|Three|Several|Other|No|Its|Their|Our|One|Paris-area|Parisian|Breton|European|Seller|University|General|Small|Smaller|Tiny|Little|Leading|Top|Second|Provincial|Suburban|Northern|Southern|Eastern|Western|Central|Corsican|Norman|Children['’]s)\b[\w -]{0,20}(?:hospitals?|medical cent(?:re|er)s?|universit(?:y|ies)|fire (?:and rescue )?(?:services?|department|brigade)|firefighters|chamber of (?:commerce(?: and industry)?|agriculture)|water (?:authority|utility)|(?:public )?housing (?:office|authority)|education authority|habitat)$| (?:OK|KO|HS|DOWN)$|^(?:The|This|A|An|Its|Our) (?:\w+ ){0,2}(?:university|school|college|airport|port|hospital|institution)$|^An? (?:[\w-]+ ){0,2}(?:hospital|medical cent(?:re|er)) (?:in|of) |^hospital in (?:the )?(?:french|(?:south|north|east|west)(?:ern)?|central)(?: |$)|hospital (?:in|of|on) (?:the )?(?:.* )?france$|university of (?:algiers|geneva|lausanne|liege|montreal|brussels|oxford|cambridge|london|california)/i;
const AREA_BEFORE_NAME = new RegExp(`([Hh]ospital (?:of|in|on) )(?:the )?${AREA_WORDS}(?=\\p{Lu})`, "u");
/** "A hospital in Armentières": one of many as well, but whose town has one. */
const IN_TOWN = /^An? (?:[\w-]+ )?hospital in \p{Lu}/u;
/** "un hôpital de l'Allier": one of many. */
const INDEFINITE = /(?:^|[^\p{L}])(?:une?|des|plusieurs|a|an|two|three|several|another|quelques) $/iu;
const NAME_CHARACTERS_MAX = 120;

/** A body that is in no table: its id is made from what is written. */
export function unlisted(kind: BodyKind, name: string): Body {
  const slug = name
    .replace(TYPE_WORDS, " ")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase()
    .slice(0, 36);
  return {
    id: `${kind}:x-${slug}`,
    name: (name[0] ?? "").toUpperCase() + name.slice(1, NAME_CHARACTERS_MAX),
    kind,
    code: null,
    siren: null,
    departement: null,
    population: null,
    aliases: [],
  };
}

/** "des ministères de la Culture et des Outre-mer", "the ministries of Culture and Justice": each by its own name. */
const MINISTRIES =
  /(?<![a-z])(?:ministeres|ministries|ministere francais|ministere(?=[^.;:]{3,60} (?:celui|celle) d)|ministry(?=[^.;:]{3,60} that of )) ([^.;:]{3,140})/g;
const SEPARATOR = /,? comme |,? as well as |, | et | and | ainsi que /;
const ARTICLES = /^(?:celui |ceux |celle |that )?(?:de la |de l'|des |du |of the |of |de |d')/;

export function ministriesIn(
  sentence: Sentence,
  called: (name: string) => Body | undefined,
): OrganisationFound[] {
  const found: OrganisationFound[] = [];
  MINISTRIES.lastIndex = 0;
  for (let match = MINISTRIES.exec(sentence.plain); match !== null; match = MINISTRIES.exec(sentence.plain)) {
    let at = match.index + match[0].indexOf(match[1] as string);
    for (const part of (match[1] as string).split(SEPARATOR)) {
      const place = sentence.plain.indexOf(part, at);
      const ministry = ministryCalled(part, called);
      if (ministry === undefined) break;
      at = place + ministry.length;
      found.push({ from: sentence.from + place, to: sentence.from + at, body: ministry.body });
    }
  }
  return found;
}

const WORDS_MAX = 3;

function ministryCalled(
  part: string,
  called: (name: string) => Body | undefined,
): { body: Body; length: number } | undefined {
  const rest = part.replace(ARTICLES, "");
  const words = rest.split(" ");
  for (let n = Math.min(words.length, WORDS_MAX); n > 0; n--) {
    const name = words.slice(0, n).join(" ");
    for (const form of [
      "ministere de la ",
      "ministere de l'",
      "ministere des ",
      "ministere du ",
      "french ministry of ",
      "ministry of ",
      "ministry for ",
    ]) {
      const body = called(form + name);
      if (body?.kind === "ministry") return { body, length: part.length - rest.length + name.length };
    }
  }
  return undefined;
}
