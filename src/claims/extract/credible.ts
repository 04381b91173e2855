import { isCommon } from "./names.ts";
import type { Naming, Scene } from "./victims.ts";

/** Whether a name without a head is a name at all. */

/** "Gilles Dupont", "Nice Matin": a capital follows or precedes without a mark between. */
export function isOfLongerName({ page }: Scene, { name, body }: Naming): boolean {
  const area = (body?.kind === "departement" || body?.kind === "region") && name.head === null;
  if ((body?.kind !== "commune" && !area) || name.departement !== null) return false;
  const capital = (place: number) => /\p{Lu}/u.test(page.original[page.at(place)] ?? "");
  if (page.plain[name.to] === " " && capital(name.to + 1) && capital(name.from)) {
    const shouted = /^\p{Lu}{2,}/u.test(page.original.slice(page.at(name.to + 1)));
    if (!shouted) return true;
  }
  const before = /(?:^|[^a-z'-])([a-z]{3,}) $/.exec(page.plain.slice(Math.max(0, name.from - 30), name.from));
  if (before === null) return false;
  const place = name.from - (before[1] as string).length - 1;
  const starts = !/[a-z]/.test(
    page.plain.slice(
      page.sentences.find(({ from, to }) => name.from >= from && name.from < to)?.from ?? 0,
      place,
    ),
  );
  return capital(place) && !starts && !/^\p{Lu}{2,}/u.test(page.original.slice(page.at(place)));
}

/** The telephone company of a town's name. */
const FIRM_OF_NAME =
  /(?:operat\w+|telecoms?|telecommunications?|groupe?|firm|company|clients?|customers?|subscribers|abonnes) (?:[a-z]+ )?(?:d')?orange(?![a-z-])|orange (?:business|cyberdefense|sa|bank|france|wholesale|group)/;
/** "Sens: offline", one of lines that begin so after a claim. */
const isLineOfList = ({ page, claimed }: Scene, { sentence }: Naming): boolean =>
  claimed && /heading|item/.test(page.sentences[sentence]?.kind ?? "");

/** Below this, a first word is more often an ordinary one. */
const TITLE_POPULATION_MIN = 1_000;
const INITIAL_POPULATION_MIN = 5_000;

/** A bare name that may be an ordinary word or a small place needs more than its letters. */
export function isCredible(scene: Scene, naming: Naming): boolean {
  const { name, body } = naming;
  const largest = body ?? naming.candidates[0];
  const initial =
    !/[a-z]/.test(scene.page.plain.slice(scene.page.sentences[naming.sentence]?.from ?? 0, name.from)) &&
    !/[ -]/.test(name.written);
  if (
    initial &&
    (name.head === null || name.tailed) &&
    ((largest?.population ?? 0) < INITIAL_POPULATION_MIN || isCommon(name.folded)) &&
    largest?.kind === "commune" &&
    !namedElsewhere(scene, naming)
  ) {
    // A sentence begins with a capital whatever its first word is.
    return (
      (scene.page.sentences[naming.sentence]?.kind === "title" || isLineOfList(scene, naming)) &&
      (largest?.population ?? 0) >= TITLE_POPULATION_MIN &&
      /^ ?[:.(]/.test(scene.page.plain.slice(name.to, name.to + 2))
    );
  }
  if (name.folded.length < 3 && (name.head === null || name.head.role === "site")) return false;
  if (name.head !== null || name.licences.length > 0) return true;
  if (largest === undefined) return false;
  if (largest.kind !== "commune") return true;
  if (name.folded === "orange" && FIRM_OF_NAME.test(scene.page.plain) && !isLinked(scene, naming))
    return false;
  if (isCommon(name.folded))
    return (
      namedElsewhere(scene, naming) && ((largest.population ?? 0) >= 20_000 || placedElsewhere(scene, naming))
    );
  return (largest.population ?? 0) >= 2_000 || name.written.includes("-") || namedElsewhere(scene, naming);
}

const isLinked = (scene: Scene, naming: Naming): boolean =>
  scene.namings.some((other) => other.name.folded === naming.name.folded && other.link !== "");

/** "Trets (Bouches-du-Rhône)": a town, and so it is where its name stands alone. */
const placedElsewhere = (scene: Scene, naming: Naming): boolean =>
  scene.namings.some(
    (other) =>
      other !== naming && other.name.folded === naming.name.folded && other.name.departement !== null,
  );

function namedElsewhere(scene: Scene, naming: Naming): boolean {
  return scene.namings.some(
    (other) =>
      other !== naming &&
      other.name.folded === naming.name.folded &&
      (other.name.head !== null || (other.link !== "" && other.body !== null)),
  );
}

const WIDER: ReadonlySet<string> = new Set([
  "region",
  "departement",
  "ministry",
  "company",
  "school",
  "other",
]);
const MACHINES =
  /(?<![a-z])(?:serveurs?|servers?|services?|agents|equipes|reseaux?|networks?|systemes?|systems?)(?![a-z])[^.]*$/;

/** "les serveurs de Strasbourg et de Metz" are those of the region that the text is about, where they stand. */
export function isOffice(scene: Scene, { name, body, sentence }: Naming): boolean {
  if (name.head?.role !== "site" || body?.kind !== "commune" || name.licences.includes("host")) return false;
  if (!MACHINES.test(scene.page.plain.slice(name.start, name.from))) return false;
  return scene.namings.some(
    (other) =>
      other.sentence < sentence &&
      other.link !== "" &&
      other.body !== null &&
      WIDER.has(other.body.kind) &&
      (other.body.departement === null || other.body.departement === body.departement),
  );
}
