import { type Body, fold, type Gazetteer } from "../../gazetteer/index.ts";
import type { Head } from "./heads.ts";
import type { NameFound } from "./names.ts";
import { unlisted } from "./organisations.ts";
import type { Page, Sentence } from "./page.ts";

/** One name for two bodies: "la Ville et la Métropole de Lille", "Angers et son agglomération". */

const TOWN = "(?:villes?|mairies?|communes?|municipalites?|cit(?:y|ies)|towns?|city halls?|town halls?)";
const AROUND =
  "(?:agglomerations?|agglos?|metropoles?|communautes? (?:d'agglomeration|de communes|urbaine)s?|intercommunalites?|interco|metropolitan (?:area|authority|council)|metropolis|urban community|conurbation)";
const AND =
  "(?:,? (?:et|and|ainsi que|comme|as well as) |, | & )(?:(?:celui |celle |ceux )?(?:de )?(?:l'|la |le |the ))?";
const OF = "(?:de la |de l'|de |du |des |d'|of )(?:la |le |les )?$";

const BEFORE: readonly { readonly words: RegExp; readonly other: "commune" | "epci" }[] = [
  { words: new RegExp(`(?<![a-z])${TOWN}${AND}${AROUND} ${OF}`), other: "commune" },
  { words: new RegExp(`(?<![a-z])${AROUND}${AND}${TOWN} ${OF}`), other: "epci" },
];
/** "la Ville et la Métropole de Lille", where the book has the second by its whole name. */
const TOWN_BEFORE = new RegExp(`(?<![a-z])${TOWN}${AND}$`);
const AROUND_NAME = new RegExp(`^${AROUND} (?:de la |de l'|de |du |des |d')(.+)$`);
const BEHIND = new RegExp(`^,?(?: et| and| ainsi que| comme| as well as) (?:son|sa|its) ${AROUND}(?![a-z])`);

const HEADS: Readonly<Record<"commune" | "epci", Head>> = {
  commune: { kinds: ["commune"], role: "body", words: /$^/ },
  epci: { kinds: ["epci"], role: "body", words: /$^/ },
};
const LEFT_CHARACTERS = 90;
const RIGHT_CHARACTERS = 60;

/** The same name, as that of the other body that it stands for; undefined where it stands for one. */
export function otherOf(name: NameFound, page: Page, gazetteer: Gazetteer): NameFound | undefined {
  if (name.place || name.bodies.every(({ kind }) => kind !== "commune" && kind !== "epci")) return undefined;
  const left = page.plain.slice(Math.max(0, name.from - LEFT_CHARACTERS), name.from);
  const right = page.plain.slice(name.to, name.to + RIGHT_CHARACTERS);
  const town = AROUND_NAME.exec(name.folded)?.[1];
  if (town !== undefined) {
    const bodies = TOWN_BEFORE.test(left) ? gazetteer.named(town) : [];
    return bodies.length === 0
      ? undefined
      : { ...name, folded: town, bodies, head: HEADS.commune, licences: ["head", "list"] };
  }
  const other = BEHIND.test(right) ? "epci" : BEFORE.find(({ words }) => words.test(left))?.other;
  if (other === undefined) return undefined;
  return { ...name, head: HEADS[other], licences: ["head", "list"] };
}

/** "Figeac and its hospital", "the local hospital". */
const OWN_HOSPITAL =
  /(?<![a-z])(?:(?:its|the town's|the city's|the (?:local|municipal)) (?:\w+ )?hospital|son (?:\w+ )?(?:hopital|centre hospitalier)|(?:l'hopital|le centre hospitalier) (?:local|de la (?:ville|commune)))(?![a-z])/g;

/** Where a sentence speaks of the hospital of the town that was named last. Places are in the sentence. */
export const ownHospitals = ({ plain }: Sentence): { from: number; to: number }[] =>
  plain.includes("hospital") || plain.includes("hopital") || plain.includes("hospitalier")
    ? [...plain.matchAll(OWN_HOSPITAL)].map(({ index, 0: { length } }) => ({
        from: index,
        to: index + length,
      }))
    : [];

/** The hospital of a town, as the book has it or by the town's name. */
export function hospitalOf(town: Body, gazetteer: Gazetteer): Body {
  const name = `Hôpital ${/^[AEIOUYÉÈÊÎÔŒaeiouy]/.test(town.name) ? "d'" : "de "}${town.name}`;
  const known = [name, `Centre hospitalier de ${town.name}`, `${town.name} hospital`]
    .flatMap((form) => gazetteer.named(fold(form)))
    .find(({ kind }) => kind === "hospital");
  return known ?? unlisted("hospital", name);
}

/** "the prefecture's website", "la préfecture a été visée", where no prefecture is named. */
const OWN_PREFECTURE =
  /(?<![a-z])(?:(?:the|la) prefecture(?='s (?:web ?)?(?:site|portal|page|server|network|system)| (?:was|has been|a ete|avait ete|est|faces|faced|suffered|a subi) (?:\w+ ){0,2}(?:hit|target|attack|hack|victim|vise|la cible|touche|attaque|pirate|a |une ))|(?<=(?:site|portail|page|serveurs?|messagerie|web ?site|portal)(?: \w+){0,2} (?:de |of ))(?:la|the) prefecture(?! (?:de|du|des|d'|of|in)))(?![a-z])/g;

/** Where a sentence speaks so of the prefecture. Places are in the sentence. */
export const ownPrefectures = ({ plain }: Sentence): { from: number; to: number }[] =>
  plain.includes("prefecture")
    ? [...plain.matchAll(OWN_PREFECTURE)].map(({ index, 0: { length } }) => ({
        from: index,
        to: index + length,
      }))
    : [];
