import type { AttackType } from "../reading.ts";
import { add, type Gathered, type Spoken, type Victim } from "./spoken.ts";

/** What can be said of bodies only when the whole text has been read. */

export const MOST =
  /(?<![a-z])(?:la plupart|l'essentiel|most|nearly all|almost all|presque tous|a l'exception|all but|sauf celui|hormis|except)(?![a-z])/;
export const EXCEPT = /(?<![a-z])(?:a l'exception d[eu']|all but|sauf|hormis|except(?: for)?)(?![a-z])/;

/** "la plupart étaient accessibles", "all but that of Sens": of all whose outage is not told. */
export function speakForMost(spoken: Spoken): void {
  const { gathered, clause, sentence } = spoken;
  const out = EXCEPT.test(sentence.plain) ? clause.victims.map(({ body }) => body?.id) : [];
  const all = spoken.targets.length > 1 ? spoken.targets : [...gathered.keys()];
  for (const id of all) {
    const into = gathered.get(id);
    if (
      into === undefined ||
      out.includes(id) ||
      into.statements.some(({ stance }) => stance === "inaccessible")
    )
      continue;
    for (const one of clause.taken)
      if (one.stance === "accessible" || one.stance === "restored")
        add(into, spoken, one.stance, spoken.speaker, one.from, one.to);
  }
  for (const id of out) {
    const into = id === undefined ? undefined : gathered.get(id);
    const cue = clause.taken.find(({ stance }) => stance === "accessible");
    if (into !== undefined && cue !== undefined)
      add(into, spoken, "inaccessible", spoken.speaker, cue.from, cue.to);
  }
}

/** So many bodies in one text were on one list. */
const LIST_MIN = 3;
const WAVE_MIN = 4;
/** So many named in a claim make it a claim of a wave. */
const CLAIMED_MIN = 3;

/** "Nine sites were named": the claim on all whom nothing but their answer ties to it. */
export function claimForAll(orphan: Spoken, victims: ReadonlyMap<string, Victim>): void {
  const claim = orphan.clause.taken.find(({ stance }) => stance === "claims");
  if (claim === undefined) return;
  for (const [id, victim] of victims) {
    const into = orphan.gathered.get(id);
    const answered = victim.namings.every(({ link }) => link === "" || /state|item/.test(link));
    if (
      into === undefined ||
      (!answered && victims.size < LIST_MIN) ||
      into.statements.some(({ stance }) => stance === "claims")
    )
      continue;
    add(into, orphan, "claims", "attacker", claim.from, claim.to);
  }
}

/** Of other kinds of attack each has its own author; floods come in waves. */
const OF_ITS_OWN: readonly AttackType[] = ["ransomware", "data-leak", "intrusion", "defacement"];

/** In a wave that a group claims, the few whom the text names beside its list were on it too. */
export function claimForRest(claimed: Spoken | null, gathered: ReadonlyMap<string, Gathered>): void {
  const claim = claimed?.clause.taken.find(({ stance }) => stance === "claims");
  const all = [...gathered.values()];
  const without = all.filter(({ statements }) => statements.every(({ stance }) => stance !== "claims"));
  if (
    claimed === null ||
    claim === undefined ||
    all.length < WAVE_MIN ||
    all.length - without.length < CLAIMED_MIN
  )
    return;
  for (const into of without)
    if (
      into.statements.length > 0 &&
      into.statements.every(({ stance }) => stance !== "confirms" && stance !== "no-incident") &&
      OF_ITS_OWN.every((type) => !into.types.has(type))
    )
      add(into, claimed, "claims", "attacker", claim.from, claim.to);
}

/** "Un rançongiciel s'est propagé": who is neither claimed nor denied was hit, as the text tells it. */
export function confirmTold(one: Gathered): void {
  const stances = new Set(one.statements.map(({ stance }) => stance));
  if (
    one.told === null ||
    stances.has("confirms") ||
    stances.has("claims") ||
    stances.has("denies") ||
    stances.has("no-incident")
  )
    return;
  const { spoken, speaker } = one.told;
  add(one, spoken, "confirms", speaker, spoken.clause.from, spoken.clause.to);
}
