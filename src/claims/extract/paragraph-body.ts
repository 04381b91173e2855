import { isCredible } from "./credible.ts";
import type { Naming, Scene } from "./victims.ts";

/** A paragraph that tells of an attack without naming whom: the body that it begins with. */

/** A body that stands further from the beginning of its sentence is no subject of it. */
const SUBJECT_CHARACTERS_MAX = 60;
/** What happened here, and is no comment on it. */
const HARM: ReadonlySet<string> = new Set([
  "inaccessible",
  "intermittent",
  "own-protection",
  "services-down",
  "data-stolen",
]);

export function takeParagraphs(scene: Scene): void {
  const { page, namings } = scene;
  const paragraphs = new Map<number, number[]>();
  page.sentences.forEach(({ paragraph }, i) => {
    paragraphs.set(paragraph, [...(paragraphs.get(paragraph) ?? []), i]);
  });
  for (const places of paragraphs.values()) {
    const here = namings.filter(({ sentence }) => places.includes(sentence));
    if (here.some(({ link, body }) => link !== "" || body === null)) continue;
    const told = places.find((i) => scene.telling[i] === true && scene.ofSentence[i]?.length === 0);
    const harm = places.some(
      (i) => scene.background[i] === null && (scene.taken[i] ?? []).some(({ stance }) => HARM.has(stance)),
    );
    const [first] = here;
    if (told === undefined || !harm || first === undefined || first.sentence !== told - 1) continue;
    if (
      isSubject(scene, first) &&
      here.every(
        ({ body, barred, sentence }) => body?.id === first.body?.id || barred !== "" || sentence > told,
      )
    )
      first.link = "main";
  }
}

function isSubject(scene: Scene, naming: Naming): boolean {
  const { name, barred, sentence } = naming;
  const typed =
    (name.head !== null && name.head.role !== "speaker") || name.licences.includes("organisation");
  const start = name.start - (scene.page.sentences[sentence]?.from ?? 0);
  return (
    typed &&
    barred === "" &&
    scene.background[sentence] === null &&
    start < SUBJECT_CHARACTERS_MAX &&
    isCredible(scene, naming)
  );
}
