import type { Posture } from "../../gateway/events.ts";
import { POSTURES, type SiteLine } from "../live-messages.ts";
import type { Level } from "./answer.ts";
import type { Speech } from "./speech.ts";

/** Sites as lines of a list. */

const worse = (posture: Posture) => POSTURES.indexOf(posture);

/** By posture, the worst first; then by name, so that a line keeps its place while figures change. */
export function sitesWorstFirst(sites: readonly SiteLine[]): SiteLine[] {
  return [...sites].sort((a, b) => worse(b.posture) - worse(a.posture) || (a.site < b.site ? -1 : 1));
}

export function lineLevel({ posture, snapshotPages }: SiteLine): Level {
  if (posture === "sealed" && snapshotPages === 0) return "down";
  return posture === "calm" ? "ok" : "strained";
}

/** "2 260 demandes par seconde. 3 personnes attendent, aucun refus." */
export function lineText(line: SiteLine, { say }: Speech): string {
  const rate = say("sites.rate", { count: line.requests });
  const inSiege = line.posture === "siege";
  const waiting = inSiege ? line.citizensWaiting : line.waiting;
  const refused = inSiege ? line.citizensRefused : line.unavailable;
  if (waiting === 0 && refused === 0) return rate;
  const count = say("sites.waiting", { count: waiting });
  return [rate, count, ...(refused === 0 ? [] : [say("sites.refused", { count: refused })])].join(" · ");
}
