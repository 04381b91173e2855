import { Refusal } from "../kernel/refusal.ts";

/** Places for what takes long, so that neither a crowd nor one person leaves none for the others. */

export type Places = {
  /** Takes a place for somebody and gives what frees it, good for once. Throws the Refusal "too-many-transfers". */
  take(who: string): () => void;
  /** Places that are taken now. */
  taken(): number;
};

export function makePlaces(max: number, ofOneMax: number): Places {
  const takenBy = new Map<string, number>();
  let taken = 0;
  return {
    taken: () => taken,
    take(who) {
      const own = takenBy.get(who) ?? 0;
      if (own >= ofOneMax) throw tooMany(`You are sending or fetching ${own} files, the most that one may.`);
      if (taken >= max) throw tooMany(`${taken} files are being sent or fetched, the most at once.`);
      takenBy.set(who, own + 1);
      taken += 1;
      let isFree = false;
      return () => {
        if (isFree) return;
        isFree = true;
        taken -= 1;
        const left = (takenBy.get(who) ?? 1) - 1;
        if (left > 0) takenBy.set(who, left);
        else takenBy.delete(who);
      };
    },
  };
}

function tooMany(what: string): Refusal {
  return new Refusal("too-many-transfers", what, "evidence", "Wait for one to end, then try again.");
}
