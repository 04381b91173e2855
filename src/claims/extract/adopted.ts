import type { BodyKind } from "../../gazetteer/index.ts";
import { AREA_BEFORE, EVENT, isHit, NOT_HIT, SUBJECT_BEFORE, TROUBLES } from "./link-words.ts";
import type { NameFound } from "./names.ts";
import { STAND_INS } from "./stand-ins.ts";
import type { Naming, Scene } from "./victims.ts";

/** Bodies that a text names in one place, and in another tells to be attacked. */

/** "a cyberattack on the institution", "l'attaque contre la collectivité". */
const ATTACK_ON =
  /(?<![a-z])(?:(?:cyber-?)?(?:attack|attaque)s?|intrusion|piratage|hack|breach)(?: informatique)? (?:on|against|at|of|contre|visant|subie par|du reseau de) (?:the |l'|la |le |its |notre |nos )/;

const OF_OTHERS: ReadonlySet<string> = new Set(["place", "helper"]);

/** "La collectivité a été la cible ...": who was named before without a link is meant. */
export function adopt(scene: Scene): void {
  const { page, background } = scene;
  page.sentences.forEach(({ plain }, i) => {
    if (background[i] !== null) return;
    if (NOT_HIT.test(plain)) return;
    if ((scene.taken[i] ?? []).some(({ stance }) => stance === "denies" || stance === "no-incident")) return;
    if (
      !EVENT.test(plain) ||
      !(
        isHit(plain, false) ||
        (scene.taken[i] ?? []).some(({ stance }) => TROUBLES.has(stance)) ||
        ATTACK_ON.test(plain) ||
        /(?<![a-z])(?:nous|notre|we|our)(?![a-z])/.test(plain)
      )
    )
      return;
    const kinds = STAND_INS.filter(({ words }) => words.test(plain)).flatMap((one) => one.kinds);
    if (kinds.length === 0 && !/(?<![a-z])(?:notre|nos|nous|we|our)(?![a-z])/.test(plain)) return;
    const linked = (scene.ofSentence[i] ?? []).filter(({ link }) => link !== "");
    if (
      linked.some(({ body }) => body !== null && kinds.includes(body.kind)) ||
      (kinds.length === 0 && linked.length > 0)
    )
      return;
    // "the city of Montreux": its noun is its own, whoever was named before.
    if ((scene.ofSentence[i] ?? []).some((one) => one.name.head !== null && OF_OTHERS.has(one.barred)))
      return;
    const before = scene.namings.filter(
      ({ sentence, body, barred, name }) =>
        sentence <= i &&
        body !== null &&
        kinds.includes(body.kind) &&
        (barred === "" ||
          (barred === "speaker" && sentence >= i - 1) ||
          (barred === "place" && isOwn(scene, name, sentence, body.kind, i))) &&
        (name.head !== null ||
          sentence < 2 ||
          isHeading(scene, name, sentence) ||
          isSubject(scene, name, sentence, i)),
    );
    const last = before.at(-1) ?? signature(scene, plain);
    if (last !== undefined && !before.some(({ link }) => link !== "")) last.link = "standin";
  });
}

const CITIZENS =
  /(?<![a-z])(?:residents|people|inhabitants|citizens|visitors|habitants|usagers|internautes|administres) (?:of|in|from|de|d'|du|des) ?(?:la |le |l')?$/;

/** "Residents of Rennes could not reach the city's site", "En Mayenne, le Département ...": the place is its own. */
function isOwn({ page }: Scene, name: NameFound, sentence: number, kind: BodyKind, i: number): boolean {
  const left = page.plain.slice(page.sentences[sentence]?.from ?? 0, name.from);
  if (kind === "departement") return sentence >= i - 1 && name.head === null && AREA_BEFORE.test(left);
  return sentence >= i - 2 && kind === "commune" && CITIZENS.test(left);
}

/** "Issoudun se relève. La cité a été attaquée": who was spoken of just before. */
function isSubject({ page }: Scene, name: NameFound, sentence: number, i: number): boolean {
  const from = page.sentences[sentence]?.from ?? 0;
  return sentence >= i - 2 && SUBJECT_BEFORE.test(page.plain.slice(from, name.start));
}

/** "ALES. Attaque. Les services de la Ville ...": a name that stands alone before its paragraph. */
function isHeading({ page }: Scene, name: NameFound, i: number): boolean {
  const sentence = page.sentences[i];
  return (
    sentence !== undefined &&
    name.from === sentence.from &&
    /^ ?[.:(]/.test(page.plain.slice(name.to, name.to + 2)) &&
    page.sentences[i - 1]?.paragraph !== sentence.paragraph
  );
}

/** A notice in the first person names its body where it signs. */
function signature(scene: Scene, plain: string): Naming | undefined {
  if (!/(?<![a-z])(?:nous|notre|nos|we|our)(?![a-z])/.test(plain)) return undefined;
  const typed = scene.namings.filter(
    ({ body, barred, name, sentence }) =>
      body !== null &&
      ((barred === "" && (name.head?.role === "body" || name.licences.includes("host"))) ||
        (name.head?.role === "speaker" && signs(scene, name, sentence))),
  );
  return new Set(typed.map(({ body }) => body?.id)).size === 1 ? typed[0] : undefined;
}

/** "Le maire de Bruz", and nothing else in the line. */
function signs({ page }: Scene, name: NameFound, i: number): boolean {
  const sentence = page.sentences[i];
  return (
    sentence !== undefined &&
    sentence.to - name.to <= 2 &&
    name.start - sentence.from <= SIGNATURE_CHARACTERS &&
    i > page.sentences.length / 2
  );
}

const SIGNATURE_CHARACTERS = 40;
