import type { NamedActor } from "./actors.ts";
import type { Header } from "./header.ts";
import { add, type Spoken } from "./spoken.ts";
import type { Cell, Row } from "./tables.ts";

type Base = Omit<Spoken, "clause" | "targets" | "speaker">;

/** A line of a table speaks of its own body alone, cell by cell. `i` is the place of its sentence. */
export function readRow(
  base: Base,
  i: number,
  row: Row,
  { actors, header }: { readonly actors: readonly NamedActor[]; readonly header: Header },
): void {
  const { scene, sentence, gathered } = base;
  const actor = groupOf(base, row, actors) ?? header.over?.actor ?? null;
  const grouped = [...scene.rows].some(([k, other]) => other.group !== null || hasActor(base, k, actors));
  for (const { body, link } of scene.ofSentence[i] ?? []) {
    const into = body === null || link === "" ? undefined : gathered.get(body.id);
    if (into === undefined) continue;
    if (actor !== null || grouped) into.actor ??= actor;
    for (const type of row.types) into.types.set(type, 1);
    const within = (cell: Cell): Spoken => ({
      ...base,
      clause: { ...cell, victims: [], taken: [] },
      targets: [into.victim.body.id],
      speaker: "journalist",
    });
    const whole = { from: 0, to: sentence.plain.length };
    if (actor !== null) add(into, within(whole), "claims", "attacker", 0, row.cells[0]?.to ?? 1);
    for (const { stance, speaker, cell, from, to } of row.taken)
      add(into, within(cell), stance, speaker ?? "journalist", from, to);
  }
}

const hasActor = ({ scene: { page } }: Base, k: number, actors: readonly NamedActor[]): boolean => {
  const { from = 0, to = 0 } = page.sentences[k] ?? {};
  return actors.some((actor) => actor.from >= from && actor.from < to);
};

/** A known group anywhere in the row, or whatever its own cell says. */
function groupOf(
  { scene: { page }, sentence }: Base,
  row: Row,
  actors: readonly NamedActor[],
): string | null {
  const { from, to } = row.group ?? { from: 0, to: sentence.plain.length };
  const known = actors.find((actor) => actor.from >= sentence.from + from && actor.from < sentence.from + to);
  if (known !== undefined) return known.name;
  if (row.group === null) return null;
  return page.original.slice(page.at(sentence.from + from), page.at(sentence.from + to)).trim();
}
