import { ATTACK } from "./attack-words.ts";
import type { Page } from "./page.ts";
import type { Naming, Scene } from "./victims.ts";

/** Texts whose attack is on somebody who is no public body of France: a firm, or a town abroad. */

const FIRM =
  "(?:entreprises?|operateurs?(?: \\w+)?|enseignes?|industriels?|equipementiers?|usines?|cooperatives?|societes?|pme|start-?ups?|marques?|banques?|chaines?|sous-traitants?|transporteurs?|promoteurs?|fabricants?|distributeurs?|constructeurs?|assureurs?|mutuelles?|plasturgistes?|cabinets?|etudes? notariales?|notaires?|geants? d[eu] \\w+|groupes? (?:automobile|industriel|textile|agroalimentaire|prive|de \\w+)|cliniques?|suppliers?|chains?|company|companies|retailers?|operators?|manufacturers?|banks?|airlines?|carmakers?|insurers?|factory|factories|plants?|makers?|brands?|carriers?|giants?|law firms?|supermarkets?(?: group)?)";
const HIT_IT =
  "(?:(?:a ete|ont ete|est|sont|was|were|has been|have been|said it was|avoir ete|a subi|ont subi|suffered)(?: \\w+){0,3} (?:victimes?|attaquee?s?|visee?s?|ciblee?s?|touchee?s?|frappee?s?|piratee?s?|paralysee?s?|infectee?s?|hit|hacked|attacked|targeted|breached)|se (?:remet|releve)|a l'arret|(?:hit|crippled|struck|hacked|paraly[sz]ed) by|(?:paralyse|victime|pirate|touche|frappe|vise)e?s? (?:d'|de |par )|pirate(?:e|s|es)?(?![a-z])|recover\\w+ from)";
/** "Cyberattaque chez l'opérateur ...", "the retailer was hit", "un fabricant se remet d'un rançongiciel". */
const FIRM_HIT = new RegExp(
  `(?<![a-z])(?:${ATTACK}(?: \\w+){0,2} (?:chez|contre|sur|de|at|on|against|hits?|has hit|cripples?) (?:l'|la |le |les |un |une |des |the |an? )?(?:french |francaise? |\\w+ )?${FIRM}|(?:l'|la |le |les |un |une |des |the |an? |^)(?:\\w+ )?${FIRM}(?:,? [^.;:]{0,80})? ${HIT_IT}|(?:hackers?|pirates?) (?:cripple|hit|paralyse\\w*|attaque\\w*|frappe\\w*) (?:\\w+ ){0,2}${FIRM})`,
);
/** What is made, sold and carried where a firm has its sites. */
const INDUSTRY =
  /(?<![a-z])(?:usines?|chaines? de (?:montage|production)|productions?|ouvriers|salaries?|camions?|livraisons?|caisses|rayons|factory|factories|plants?|assembly lines?|workers|deliveries|lorries|trucks|stores|shoppers|shares|chiffre d'affaires|turnover|employs|emploie)(?![a-z])/;

/** Those for whom a firm works were hit with it. */
const PUBLIC =
  /(?<![a-z])(?:mairies?|collectivites?|villes? d[eu']|communes|departements?|departments?|conseils? (?:departement|region)\w+|regions? d[eu']|hopita(?:l|ux)|hospitals?|centres? hospitaliers?|chu|ministere|ministry|senat|senate|councils?|municipal\w*|town halls?|city halls?|(?:city|town) of|prefectures?|public (?:bodies|services|web ?sites|sites|sector)|services publics|sites publics|(?:web ?)?sites (?:internet|web)|web ?sites? (?:of|de|des|d')|hebergeurs?|hosting|prestataire|(?:it|software|cloud) (?:firm|company|provider|supplier))(?![a-z])/;

/** Countries and towns beyond the border, by the names that no French body bears. */
export const FOREIGN_PLACE =
  /(?<![a-z])(?:suisses?|swiss|switzerland|geneve|geneva|genevois\w*|neuchatel\w*|lausanne|zurich|bern|berne|fribourgeois\w*|valaisan\w*|vaudois\w*|belgi\w+|belges?|bruxelles|brussels|liege|namur|charleroi|tournai|anvers|antwerp|gand|ghent|luxembourg\w*|esch-sur-alzette|quebec\w*|montreal|ottawa|toronto|spain|spanish|espagnole?s?|barcelon\w*|madrid|bilbao|ital(?:y|ian|ie|ienne?s?)|milan|turin|padua|padoue|bologn\w+|venice|venise|novara|german\w*|allemand\w*|berlin|munich|frankfurt|londres|london|dutch|amsterdam|rotterdam|portug\w+|lisbonne|lisbon|polish|poland|pologne|varsovie|warsaw|ukrain\w*|kyiv|kiev|moldav\w*|chisinau|lituan\w+|lithuania\w*|danish|danoise?s?|copenhag\w+|maroc\w*|morocc\w+|alger(?:ie|ienne?s?|ia|ian|s)|algiers|tunisi\w+|senegal\w*|dakar)(?![a-z])/;

/** "Italy - The University ...", "En Suisse, ...": the sentence is of another country. */
export const OF_ABROAD = new RegExp(`^\\W*(?:in |en |au |aux )?${FOREIGN_PLACE.source}\\W*[-:,]`);

const LEAD_SENTENCES = 3;

/** The attack that a text begins with is on a firm, whose customers and shops it names, or abroad. */
export function hitsAnother({ page, telling, ofSentence, namings }: Scene): boolean {
  if (namings.some(isBodyInLead)) return false;
  const lead = page.sentences.slice(0, LEAD_SENTENCES);
  if (!lead.some(({ plain }) => PUBLIC.test(plain))) {
    if (lead.some(({ plain }) => FIRM_HIT.test(plain))) return true;
    const later = page.sentences.slice(0, LEAD_SENTENCES + 2);
    if (later.some(({ plain }) => INDUSTRY.test(plain)) && telling.slice(0, later.length).includes(true))
      return true;
  }
  const first = telling.indexOf(true);
  return (
    first !== -1 &&
    first < LEAD_SENTENCES &&
    lead.slice(0, first + 1).some(({ plain }) => FOREIGN_PLACE.test(plain)) &&
    !lead.some(({ plain }) => FRENCH.test(plain)) &&
    !(ofSentence[first] ?? []).some(
      ({ link, body }) => link !== "" && body !== null && !body.id.includes(":x-"),
    )
  );
}
const isBodyInLead = ({ sentence, link, name, body }: Naming): boolean =>
  sentence < LEAD_SENTENCES &&
  link !== "" &&
  name.head?.role === "body" &&
  body !== null &&
  !body.id.includes(":x-");
const FRENCH = /(?<![a-z])(?:france|french|francaise?s?|francais)(?![a-z])/;

/** Said to have been hit too, by the name of a body and not of a place. */
export const isHitBeside = ({ link, body, name }: Naming): boolean =>
  body?.kind === "company" ||
  (/^(?:list )*(?:left|passive|colon)/.test(link) &&
    name.head?.role !== "site" &&
    !FOREIGN_PLACE.test(name.folded));

const ARREST =
  /(?<![a-z])(?:interpell\w+|garde a vue|mis en examen|arret(?:e|es|ation|ations) (?:mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche|a|au|dans|en)|arrest(?:ed|s)|detained|in custody|charged with|suspects?)(?![a-z])/;
export const tellsOfArrest = ({ sentences }: Page): boolean =>
  sentences.slice(0, LEAD_SENTENCES).some(({ plain }) => ARREST.test(plain));
