import type { Sentence } from "./page.ts";
import type { Victim } from "./spoken.ts";
import type { Naming, Scene } from "./victims.ts";

/** Whom a sentence speaks of that names nobody: who is named behind it. */

const QUOTED_SENTENCES_MAX = 5;
const LINE_CHARACTERS_MAX = 90;

/** "We saw nothing," said a spokesperson for the Eure. */
const TOLD_BY =
  /",? ?(?:a |ont )?(?:sa(?:id|ys)|told|add\w*|declare|indique|assure|affirme|explique|repond\w*|ajoute|precise|soutient|fait savoir)(?: us| on)? (?:an? |the |une? |le |la )?(?:spokes\w+|porte-parole|officials?|elue?|adjointe?) (?:for|of|at|from|pour|de|du|des|d') ?(?:the |la |le |l')?$/;

/** Whom a sentence speaks of that names nobody, and is followed by who is meant. */
export function aheadOf(
  scene: Scene,
  i: number,
  victims: ReadonlyMap<string, Victim>,
  namings: readonly Naming[],
): string[] {
  const { plain, from } = scene.page.sentences[i] as Sentence;
  const teller = namings.find(({ name }) => TOLD_BY.test(plain.slice(0, name.from - from)))?.body;
  if (teller != null && victims.has(teller.id)) return [teller.id];
  if (namings.length > 0) return [];
  if (/:\s*$/.test(plain)) return announced(scene, i, victims);
  return plain.startsWith('"') && plain.split('"').length % 2 === 0 ? quotedBy(scene, i, victims) : [];
}

/** "We had a surge. Nothing broke," Brest city hall said: who is named where a quotation closes has said all of it. */
function quotedBy(scene: Scene, i: number, victims: ReadonlyMap<string, Victim>): string[] {
  const { sentences } = scene.page;
  const paragraph = sentences[i]?.paragraph;
  for (let k = i + 1; sentences[k]?.paragraph === paragraph && k < i + QUOTED_SENTENCES_MAX; k++) {
    const mark = sentences[k]?.plain.indexOf('"') ?? -1;
    if (mark === -1) continue;
    const after = (sentences[k]?.from ?? 0) + mark;
    const named = (scene.ofSentence[k] ?? []).find(
      ({ body, name }) => body !== null && victims.has(body.id) && name.from > after,
    );
    return named?.body == null ? [] : [named.body.id];
  }
  return [];
}

/** What a sentence that ends in a colon announces: the victims of the lines that follow. */
function announced(scene: Scene, i: number, victims: ReadonlyMap<string, Victim>): string[] {
  const { sentences } = scene.page;
  const found = new Set<string>();
  for (let k = i + 1; k < sentences.length; k++) {
    const kind = sentences[k]?.kind;
    if (kind === "sentence" && (sentences[k]?.plain.length ?? 0) > LINE_CHARACTERS_MAX) break;
    for (const { body } of scene.ofSentence[k] ?? [])
      if (body !== null && victims.has(body.id)) found.add(body.id);
  }
  return [...found];
}
