import { isCredible } from "./credible.ts";
import { BARE_PLACE, SPORT, SUBJECT_BEFORE } from "./link-words.ts";
import type { Naming, Scene } from "./victims.ts";

/** A claim that counts its targets and leaves their names to the sentences that follow. */

const COUNT =
  /(?<![a-z])(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozen|several|handful|many|other|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douzaine|dizaine|quinzaine|vingtaine|vingt|plusieurs|certain\w*|des|les|ses|its|the|french)(?: \w+'?){0,3} (?:names?|noms?|towns?|cit(?:y|ies)|councils?|municipalities|communes?|villes?|mairies?|collectivites|sites|websites|portals|portails|targets?|cibles?|victims?|victimes?|bodies|institutions|trophees|trophies)(?![a-z])|(?<![a-z])(?:list|liste) (?:of |de |des )?(?:\w+ ){0,2}(?:targets|victims|sites|websites|cibles|victimes|villes)/;

/** "Ils ont cité neuf sites publics." */
export function isListTold(scene: Scene, i: number): boolean {
  const plain = scene.page.sentences[i]?.plain ?? "";
  if (!scene.claimed || scene.background[i] === "history" || !COUNT.test(plain)) return false;
  const claims = (scene.taken[i] ?? []).some(({ stance }) => stance === "claims");
  // "deux noms : celui de A et celui de B": it names them itself.
  const colon = plain.indexOf(":") + (scene.page.sentences[i]?.from ?? 0);
  if (
    plain.includes(":") &&
    (scene.ofSentence[i] ?? []).some(({ barred, name }) => barred === "" && name.from > colon)
  )
    return false;
  return (
    claims && (scene.ofSentence[i] ?? []).every(({ barred, name }) => barred !== "" || name.head === null)
  );
}

/** "On y trouve les sites de ...", "its list showed ...": the targets of whoever was spoken of. */
const SHOWN =
  "(?:contient|comprend|compte|cite|mentionne|enumere|inclut|affiche|montre|nomme|regroupe|contenait|comprenait|citait|showed|shows?|included?|includes|contains?|contained|features?|featured|named|names|listed|lists|mentions?|mentioned|comprises|covers?)";
export const LIST_SHOWS = new RegExp(
  `(?<![a-z])(?:on (?:y )?(?:trouve|lit|retrouve|reconnait|voit|releve|repere)(?: (?:aussi|egalement|notamment|sans peine|entre autres|les noms de|les noms de domaine)){0,3} (?:l[ae]s? |l'|ceux |celles? |celui |de |d')|y (?:figurent|apparaissent)|figurent(?: aussi| egalement| notamment)? (?:l[ae]s? |ceux |celles? |celui )|(?:la|sa|cette|leur|une|son|ce) (?:\\w+ )?(?:liste|configuration|vitrine|annonce|message|tableau de chasse|palmares|publication)s?(?: [^.;:,]{0,40})? ${SHOWN}|(?:its|the|their|his|that|this) (?:\\w+ ){0,2}(?:list|post|message|listing|blog|leak site|config(?:uration)?|screenshots?|samples?)(?: [^.;:,]{0,40})? ${SHOWN}|(?:appear(?:s|ed)?|features?d?|figures?d?|(?:was|were|is|are)(?: also)?) (?:on|in) (?:the|its|their|that|this) (?:[\\w']+ )?(?:list|post|message))(?![a-z])`,
);

/** "Sont concernés : ...", "The victims: ...": who was hit, as the sentence before told. */
const LIST_HEAD =
  /^[^a-z]*(?:(?:sont|etaient|ont ete|figurent) (?:aussi |egalement |notamment |ainsi |entre autres )?(?:concernee?s?|visee?s?|touchee?s?|ciblee?s?|citee?s?|attaquee?s?|frappee?s?|nommee?s?)(?: par [^:.;]{0,30}| notamment)? ?:? ?|(?:(?:parmi )?l[ae]s )?(?:victimes|cibles|(?:sites|villes|communes|collectivites|mairies|hopitaux) (?:concernee?s|visee?s|touchee?s|ciblee?s|citee?s|attaquee?s|frappee?s))(?: (?:sont|etaient|se trouvent|figurent|comptent))? ?:? |(?:the )?(?:(?:other |known |latest )?(?:victims|targets)|(?:sites|towns|cities|councils|bodies|hospitals|authorities|those) (?:hit|affected|targeted|named|concerned|attacked|listed))(?: (?:are|were|include[sd]?|so far))? ?:? ?|(?:hit|affected|targeted|named|attacked)(?: (?:are|were|include[sd]?)(?: also)? ?:? (?:the )?| ?: ?)|il s'agit (?:de |d'|des |du )|(?:they|these|those) (?:are|were|include[sd]?) ?:? )/;

/** Who stands behind the head of a list, where the sentences before tell of an attack. */
export function isOfListHead({ page, telling, taken }: Scene, { sentence: i, name }: Naming): boolean {
  const sentence = page.sentences[i];
  const head = LIST_HEAD.exec(sentence?.plain ?? "");
  if (sentence === undefined || head === null || name.from - sentence.from < head[0].length - 1) return false;
  return [i - 1, i - 2].some(
    (k) => telling[k] === true || (taken[k] ?? []).some(({ stance }) => stance === "claims"),
  );
}

/** Only one of them, or they alone: "Seule Libourne concède une gêne." */
const ALONE = /^[\s"'(-]*(?:seule?s?|meme|only|even|both) (?:l[ae]s? |l'|the )?$/;
/** What goes on behind the name of a place that is nobody. */
const PLACE_GOES_ON = /^(?:-| [a-z-]+ (?:based|born)|,? (?:ou|where)(?![a-z]))/;

const BODY_SPEAKS =
  /^ ?(?:\([^)]{0,30}\))?, (?:l[ae]s? |l'|the |on |son |its |un |a )?(?:mairie|ville|services?|site|portail|equipes?|municipalite|direction|maire|porte-parole|rien|n'a|town hall|city|council|website|portal|mayor|officials?|staff|technicians?|spokes\w+)(?![a-z])/;

/** What the sentence is about is the body, as one of those that were counted. */
export function standsFirst(scene: Scene, naming: Naming): boolean {
  const { page, ofSentence, background } = scene;
  const { name, body, sentence } = naming;
  const plain = page.sentences[sentence]?.plain ?? "";
  if (body === null || background[sentence] !== null || SPORT.test(plain)) return false;
  if (name.head?.role === "speaker" || !isCredible(scene, naming)) return false;
  const first = (ofSentence[sentence] ?? []).find((other) => other.name.list === name.list) ?? naming;
  const left = page.plain.slice(page.sentences[sentence]?.from ?? 0, first.name.start);
  // "À Dax, les services n'ont rien vu": the place stands for its body.
  if (
    /^[\s"'(-]*(?:a|au|in|at) (?:l[ae]s? )?$/.test(left) &&
    BODY_SPEAKS.test(page.plain.slice(name.to, name.to + 50))
  )
    return true;
  if (PLACE_GOES_ON.test(page.plain.slice(name.to, name.to + 30))) return false;
  return (
    ALONE.test(left) ||
    (/^[\s"'(-]*(?:l[ae]s? |l'|the )?$/.test(left) && SUBJECT_BEFORE.test(left) && !BARE_PLACE.test(left))
  );
}
