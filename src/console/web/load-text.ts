import type { GuardDigest } from "../../gateway/events.ts";
import type { Speech } from "./speech.ts";

/** The origin's load in words. */

/** Whole places: part of one lets nobody in. */
export function placesOf({ limit, inFlight }: GuardDigest): { taken: number; places: number } {
  return { taken: inFlight, places: Math.floor(limit) };
}

/** "8 sur 9 places occupées, limite trouvée" */
export function limitWords(guard: GuardDigest, { say }: Speech): string {
  const { taken, places } = placesOf(guard);
  if (places === 0) return say("load.no-limit");
  return say("load.places", {
    count: taken,
    places,
    limit: say(guard.growing ? "load.limit.growing" : "load.limit.found"),
  });
}

/** @param ratio demand as a multiple of capacity; null while capacity is not known */
export function demandSentence(ratio: number | null, speech: Speech): string {
  if (ratio === null) return speech.say("load.demand.unknown");
  if (ratio === 0) return speech.say("load.demand.none");
  return demandWords(ratio, "load.demand", speech);
}

/** A demand above nothing, as a share of capacity or as a multiple of it. */
export function demandWords(
  ratio: number,
  key: "load.demand" | "reason.demand",
  { say, number, share }: Speech,
): string {
  if (ratio <= 1) return say(`${key}.under`, { share: share(Math.max(0.01, ratio)) });
  const times = ratio < 10 ? Math.round(ratio * 10) / 10 : Math.round(ratio);
  return say(`${key}.over`, { times: number(times) });
}
