import type { NameFound } from "./names.ts";
import type { Page, Sentence } from "./page.ts";
import { speakForIt } from "./positions.ts";

/** Names that only say where another body lies. */

const ARTICLE = "(?:le |la |les |l'|the )?";
const AREA_WORD =
  "(?:departement|department|region|province|county) (?:de la |de l'|du |des |d'|de |of (?:the )?)?";
/** "Bondy, dans le Val-de-Marne", "the town of Gap in the Hautes-Alpes department". */
const INSIDE = new RegExp(
  `^,? (?:dans |en |in |(?:a|on) (?=la reunion|mayotte|$))${ARTICLE}(?:${AREA_WORD})?(?:${ARTICLE})?$`,
);
const APPOSED = /^, (?:le |la |les |l')?$/;
/** "a town in the Aisne department": where, unless the attack itself is said to be there. */
const AREA_OF_ANOTHER =
  /(?:^|[^a-z])(?<!(?:attacks?|intrusion|breach|leak|hack|hacked|broke) )in (?:the )?(?:(?:north|south|east|west|central|rural|french|mid-)[a-z-]* )*$/;
/** "une commune du département de la Loire-Atlantique". */
const TOWN_OF_AREA =
  /(?:^|[^a-z])(?:une|cette|petite|autre|deux|trois|quatre|plusieurs|l'une des) (?:[a-z]+ )?(?:communes?|villes?|villages?|bourgs?|cites?)(?: [a-z-]+){0,2} (?:du|dans le) departement (?:de la |de l'|du |des |d'|de )$/;
/** "the canton of Jura", "la province de Liège". */
const ABROAD = /(?<![a-z])(?:canton|land|comarca|voivodeship) (?:of|de|du|d') ?(?:the )?$/;
/** "un notaire de Saint-Malo", "a bakery chain in Pau": whose seat it is. */
const PRIVATE_OF =
  /(?<![a-z])(?:une?|des|deux|trois|quatre|plusieurs|les|leurs|an?|two|three|several|some) (?:[a-z-]+ ){0,3}?(?:cabinet|notaire|avocat|boulangerie|chaine|equipementier|sous-traitant|fabricant|entreprise|societe|pme|usine|magasin|hotel|restaurant|garage|start-?up|fournisseur|distributeur|transporteur|industriel|imprimeur|imprimerie|brasserie|cooperative|banque|assureur|editeur|architecte|promoteur|supermarche|concessionnaire|atelier|commerce|association|law firm|accountant|notary|bakery|supplier|manufacturer|company|firm|shop|store|retailer|factory|plant|maker|contractor|carmaker|winery|chain)s?(?: [a-z-]+){0,3} (?:de|d'|du|des|a|in|from|near|of) ?(?:la |le |l')?$/;
const AREA_BEHIND = /^ (?:departement|department|region|province)(?! council)(?![a-z])/;
const RIGHT_CHARACTERS = 60;

/** Marks the names that stand for a place, and notes in which département a town is said to lie. */
export function locate(page: Page, sentence: Sentence, found: NameFound[]): void {
  found.forEach((name, i) => {
    const right = page.plain.slice(name.to, Math.min(sentence.to, name.to + RIGHT_CHARACTERS));
    const code = /^ ?\((\d{2}|2[ab]|97\d)(?:\d{3})?\)/.exec(right)?.[1];
    if (code !== undefined) name.departement = code.toUpperCase();
    if (isAreaOfAnother(page, sentence, name) || isSeatOfPrivate(page, sentence, name)) name.place = true;
    const next = found[i + 1];
    if (next !== undefined) locateBy(page, name, next);
  });
}

/** "Bondy (Seine-Saint-Denis)": the second name is where the first one is. */
function locateBy(page: Page, name: NameFound, next: NameFound): void {
  const between = page.plain.slice(name.to, next.from);
  const area = next.bodies.find(({ kind }) => kind === "departement");
  const bracket = /^ ?\((?:le |la |les |l')?$/.test(between);
  const inside = INSIDE.test(between);
  const ends = /^[,).]/.test(page.plain.slice(next.to, next.to + 1));
  const apposed = APPOSED.test(between) && ends;
  const own = next.head === null || next.tailed || /depart|region/.test(between);
  const fits =
    area !== undefined &&
    (bracket || name.bodies.some(({ departement }) => departement === area.departement));
  if (area !== undefined && fits && own && (bracket || inside || apposed)) {
    name.departement = area.departement;
    name.licences.push("departement");
    next.place = true;
  } else if (bracket) next.place = true;
  else if (
    next.bodies.some(({ kind }) => kind === "region") &&
    own &&
    (inside || (apposed && !/^, (?:et|and|ou|or)(?![a-z])/.test(page.plain.slice(next.to, next.to + 6))))
  )
    next.place = true;
}

const isSeatOfPrivate = (page: Page, sentence: Sentence, { from, head }: NameFound): boolean =>
  head === null && PRIVATE_OF.test(page.plain.slice(sentence.from, from));

function isAreaOfAnother(page: Page, sentence: Sentence, { from, to }: NameFound): boolean {
  const left = page.plain.slice(sentence.from, from);
  if (ABROAD.test(left) || TOWN_OF_AREA.test(left)) return true;
  if (speakForIt(left, page.plain.slice(to, sentence.to))) return false;
  return AREA_BEHIND.test(page.plain.slice(to, to + RIGHT_CHARACTERS)) && AREA_OF_ANOTHER.test(left);
}
