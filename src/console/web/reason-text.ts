import type { Posture } from "../../gateway/events.ts";
import type { JournalLine } from "../live-messages.ts";
import { demandWords } from "./load-text.ts";
import type { Speech } from "./speech.ts";

/** Since when and why a site has its posture, from the journal's entry about the change. */

/** The entry by which the site came to this posture, or undefined when it is older than what is loaded. */
export function postureEntry(
  entries: readonly JournalLine[],
  site: string,
  posture: Posture,
): JournalLine | undefined {
  const latest = entries.find(({ kind, subject }) => kind === "gateway.posture-changed" && subject === site);
  return latest?.body.to === posture ? latest : undefined;
}

/** "Siège depuis 16 h 20 (il y a 8 minutes), car les demandes affluent." */
export function reasonSentence(entry: JournalLine, nowMs: number, speech: Speech): string {
  const atMs = Date.parse(entry.occurredAt ?? entry.at);
  const { to, cause } = entry.body;
  return speech.say("reason.since", {
    posture: speech.sayIfKnown(`posture.${to}`) ?? String(to),
    time: speech.since(atMs, nowMs),
    ago: speech.relative(atMs, nowMs),
    cause: speech.sayIfKnown(`cause.${cause}`) ?? speech.say("cause.other", { cause: String(cause) }),
  });
}

/**
 * The figures of the change, each as a few words. What was nothing is left out; a figure that this page does not know
 * is shown under the name that the gateway gave it.
 */
export function reasonFigures({ body }: JournalLine, speech: Speech): string[] {
  const figures = numbersIn(body.figures);
  const words: string[] = [];
  const { demandMsPerSecond: demand, capacityMsPerSecond: capacity } = figures;
  if (demand !== undefined && demand > 0 && capacity !== undefined && capacity > 0) {
    words.push(demandWords(demand / capacity, "reason.demand", speech));
  }
  for (const [name, value] of Object.entries(figures)) {
    if (value === 0 || IN_THE_RATIO.has(name)) continue;
    const shown = /Ms(P\d+)?$/.test(name) ? speech.latency(value) : speech.number(value);
    words.push(speech.sayIfKnown(`reason.${name}`, { value: shown }) ?? `${name} ${speech.number(value)}`);
  }
  return words;
}

/** Said together, as demand against capacity. */
const IN_THE_RATIO = new Set(["demandMsPerSecond", "capacityMsPerSecond", "calmDemandMsPerSecond"]);

function numbersIn(value: unknown): Record<string, number> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, one]) => Number.isFinite(one)));
}
