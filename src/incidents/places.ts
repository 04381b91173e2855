import { Refusal } from "../kernel/refusal.ts";
import type { GuardedCall } from "../kernel/route.ts";

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

/** The stream as it is; `free` is called when it was read, broke, or its reader left. */
export function freeing(stream: ReadableStream<Uint8Array>, free: () => void): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
        } catch (error) {
          free();
          throw error;
        }
        free();
        controller.close();
      },
      async cancel(reason) {
        free();
        await reader.cancel(reason);
      },
    },
    // What waits, waits in the stream itself.
    { highWaterMark: 0 },
  );
}

/** Who takes a place, by one name for all programs. */
export const placeOf = ({ caller: { actor } }: GuardedCall): string =>
  actor.type === "person" ? actor.id : actor.type;

function tooMany(what: string): Refusal {
  return new Refusal("too-many-transfers", what, "evidence", "Wait for one to end, then try again.");
}
