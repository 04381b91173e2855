import { isStrong } from "./attack-words.ts";
import { isAbroad, isExercise, isNoAttack, isOnlyExercise, isSettingRight } from "./genres.ts";
import { LEAD_SENTENCES } from "./news.ts";
import type { Naming, Scene } from "./victims.ts";

/**
 * What a text says was no attack, an exercise, or abroad. It counts for the whole text where it stands at its head, and for
 * those alone of whom it is said where it stands further down: no story is silenced by its neighbour.
 */

const HEAD_SENTENCES = 3;

/** Whether the whole text tells of no attack on anybody. Takes out of the news what a part of it says so of. */
export function isQuiet(scene: Scene): boolean {
  const { page } = scene;
  const title = page.sentences[0]?.plain ?? "";
  if (isOnlyExercise(page.plain)) return true;
  if (!scene.claimed && (isSettingRight(title) || isNoAttack("", title))) return true;
  return page.sentences.some(({ plain }, i) => {
    const head = i < HEAD_SENTENCES;
    if (isExercise(plain)) return head || takeOut(scene, i);
    if (isAbroad(plain)) {
      const first =
        head &&
        !isOtherTold(
          scene,
          i,
          named(scene.namings, (at) => at === i),
        );
      return first ? isAbroad(page.plain) : barAbroad(scene, i);
    }
    return !scene.claimed && isNoAttack(plain, "") && isOfAll(scene, i);
  });
}

/** Below the head, an exercise is one matter of several. */
function takeOut(scene: Scene, i: number): false {
  scene.background[i] = "history";
  scene.telling[i] = false;
  scene.opens &&= scene.telling.slice(0, LEAD_SENTENCES).includes(true);
  return false;
}

function barAbroad({ ofSentence }: Scene, i: number): false {
  for (const naming of ofSentence[i] ?? []) if (naming.name.departement === null) naming.barred ||= "place";
  return false;
}

/**
 * "Officials ruled out a cyberattack": of all, unless others were said to be attacked before; then of those whom the sentence
 * or its paragraph names.
 */
function isOfAll(scene: Scene, i: number): boolean {
  const { page, namings, ofSentence } = scene;
  const { paragraph, from = 0, to = 0 } = page.sentences[i] ?? {};
  const elsewhere = ELSEWHERE.test(page.original.slice(page.at(from), page.at(to)));
  const ids =
    elsewhere || (ofSentence[i] ?? []).length > 0
      ? named(namings, (at) => at === i)
      : named(namings, (at) => at <= i && page.sentences[at]?.paragraph === paragraph);
  if ((ids.size === 0 && !elsewhere) || !isOtherTold(scene, i, ids)) return true;
  for (const naming of namings)
    if (naming.body !== null && ids.has(naming.body.id)) naming.barred ||= "helper";
  return takeOut(scene, i);
}

/** "In Brive, ...": of a place, known or not. */
const ELSEWHERE = /^\W*(?:In|At|À|A|Au|Aux) \p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)*,/u;

function isOtherTold({ page, namings }: Scene, i: number, ids: ReadonlySet<string>): boolean {
  return namings.some(
    ({ body, sentence }) =>
      body !== null &&
      !ids.has(body.id) &&
      sentence < Math.max(i, HEAD_SENTENCES) &&
      sentence !== i &&
      isStrong(page.sentences[sentence]?.plain ?? ""),
  );
}

function named(namings: readonly Naming[], isThere: (sentence: number) => boolean): Set<string> {
  return new Set(
    namings.flatMap(({ body, sentence }) => (body !== null && isThere(sentence) ? [body.id] : [])),
  );
}
