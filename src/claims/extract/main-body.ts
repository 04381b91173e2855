import { isStrong, saysOf } from "./attack-words.ts";
import { isCredible } from "./credible.ts";
import { NOT_HIT, TROUBLES } from "./link-words.ts";
import type { Naming, Scene } from "./victims.ts";

/** The body of a text whose sentences link the attack to nobody by name. */

export const LEAD_SENTENCES = 6;

const isHospital = ({ name, body }: Naming): boolean =>
  name.licences.includes("organisation") && body?.kind === "hospital";

const MAIN_SCORE_MIN = 4;

/** A text that tells of an attack and links it to no name is about the body that it names first and most. */
export function takeMain(scene: Scene): void {
  const { page, background, namings } = scene;
  const news =
    scene.claimed ||
    scene.told ||
    page.sentences.some(
      ({ plain }, i) =>
        background[i] === null && (isStrong(plain) || scene.actorNamed[i] === true) && !NOT_HIT.test(plain),
    );
  const trouble =
    scene.claimed ||
    page.sentences.some(({ plain }, i) => background[i] === null && saysOf("defacement", plain)) ||
    scene.taken.some(
      (taken, i) =>
        background[i] === null &&
        taken.some(({ stance }) => TROUBLES.has(stance) && stance !== "restored" && stance !== "claims"),
    );
  if (!news || !trouble || (!scene.claimed && page.sentences.some(({ plain }) => NEVER.test(plain)))) return;
  if (page.sentences.slice(0, LEAD_SENTENCES).some(({ plain }) => PRIVATE_HIT.test(plain))) return;
  const scores = new Map<string, number>();
  for (const naming of namings) {
    const { body, barred, name, sentence } = naming;
    if (body === null || (barred !== "" && barred !== "speaker") || !isCredible(scene, naming)) continue;
    const head = (name.head !== null && name.head.role !== "speaker") || isHospital(naming) ? 2 : 0;
    const title = page.sentences[sentence]?.kind === "title" ? 3 : sentence < 3 ? 2 : 0;
    scores.set(body.id, (scores.get(body.id) ?? 0) + 1 + head + title);
  }
  const [first, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (first === undefined || first[1] < MAIN_SCORE_MIN || (second?.[1] ?? 0) >= first[1]) return;
  const named = namings.some(
    ({ body, name, sentence }) =>
      body?.id === first[0] &&
      (name.head !== null ||
        (name.licences.includes("organisation") && body.kind === "hospital") ||
        (sentence === 0 && name.from === page.sentences[0]?.from)),
  );
  if (!named) return;
  const main = namings.find(
    ({ body, barred }) => body?.id === first[0] && (barred === "" || barred === "speaker"),
  );
  if (main !== undefined) main.link = "main";
}

/** "L'entreprise a été attaquée": where it happened is not who was hit. */
const PRIVATE_HIT =
  /(?<![a-z])(?:l'entreprise|l'operateur|l'enseigne|l'industriel|l'equipementier|l'usine|la (?:cooperative|societe|pme|start-?up|marque|banque|chaine)|le (?:sous-traitant|transporteur|promoteur|fabricant|distributeur|constructeur)|the (?:supplier|chain|company|firm|retailer|operator|manufacturer|bank|airline))(?:,? [^.;:]{0,80})? (?:a ete|ont ete|est|was|were|has been|said it was|avoir ete|a subi|suffered)(?: \w+){0,2} (?:victime|attaque|vise|cible|touche|frappe|pirate|paralyse|infecte|hit|hacked|attacked|targeted|breached)/;

const NEVER =
  /n'a(?:vait)? pas ete (?:pirat|hack|attaqu|vise|victime)|ne s'agi\w+ pas d'une? (?:cyber|attaque|piratage)|pas (?:d'une|une) (?:cyber|attaque|piratage)|(?:was|were|is)(?: not|n't) (?:caused by|due to|the result of|hacked|a cyber)|exercice|simulation|fictif|drill|tabletop/;
