import type { Sentence } from "./page.ts";
import type { Taken } from "./stances.ts";
import type { Naming } from "./victims.ts";

/** A part of a sentence that speaks of its own bodies. Places are in the sentence. */
export type Clause = {
  readonly from: number;
  readonly to: number;
  readonly victims: readonly Naming[];
  readonly taken: readonly Taken[];
};

const TURN =
  /(?:,|;)? ?(?<![a-z])(?:mais|tandis qu[e']|alors qu[e']|en revanche|a l'inverse|contrairement|ainsi que|et (?:celui|celle|ceux|celles|le site|les sites)|(?:, ?)(?:celui|celle|ceux|celles) d[eu']|quant a|but|while|whereas|although|however|as well as|and (?:that|those) of|in contrast)(?![a-z])|;|, (?=(?:www\.)?[a-z0-9-]{3,40}\.(?:fr|com|org|net|eu|re|bzh)(?![a-z]))|, (?:et )?(?=(?:a |la (?:ville|mairie|commune) d|le departement d)[^,]{3,40}, )/g;

/** Cuts a sentence where it turns to other bodies; parts without stances or without bodies go with their neighbour. */
export function clausesOf(
  sentence: Sentence,
  namings: readonly Naming[],
  taken: readonly Taken[],
  victims: ReadonlyMap<string, unknown>,
): Clause[] {
  const { plain, from: base } = sentence;
  const mine = namings.filter((naming) => isVictim(naming, victims));
  const whole = [{ from: 0, to: plain.length, victims: mine, taken }];
  if (mine.length < 2 || taken.length < 2) return whole;
  const cuts = [0];
  TURN.lastIndex = 0;
  for (let match = TURN.exec(plain); match !== null; match = TURN.exec(plain)) {
    if (match[0] === "") TURN.lastIndex++;
    else cuts.push(match.index);
  }
  const parts = cuts.map((from, i) => {
    const to = cuts[i + 1] ?? plain.length;
    return {
      from,
      to,
      victims: mine.filter(({ name }) => name.from - base >= from && name.from - base < to),
      taken: taken.filter((one) => one.from >= from && one.from < to),
    };
  });
  return merged(parts);
}

function merged(parts: readonly Clause[]): Clause[] {
  const found: Clause[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (last === undefined) found.push(part);
    else if (
      part.victims.length > 0 &&
      part.taken.length > 0 &&
      last.victims.length > 0 &&
      last.taken.length > 0
    )
      found.push(part);
    else if (
      part.victims.length === 0 &&
      part.taken.length > 0 &&
      last.victims.length > 0 &&
      last.taken.length > 0
    ) {
      // "mais ils étaient toujours accessibles": of all that the sentence has named so far.
      const all = found.flatMap((clause) => clause.victims);
      found.push({ ...part, victims: all });
    } else {
      found[found.length - 1] = {
        from: last.from,
        to: part.to,
        victims: [...last.victims, ...part.victims],
        taken: [...last.taken, ...part.taken],
      };
    }
  }
  return found;
}

export function isVictim(naming: Naming, victims: ReadonlyMap<string, unknown>): boolean {
  if (naming.body === null || !victims.has(naming.body.id)) return false;
  return naming.link !== "" || naming.barred === "" || naming.barred === "speaker";
}
