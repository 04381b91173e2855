import type { SiteDigest } from "../../gateway/events.ts";
import { Command } from "./command.tsx";
import { useLive, useSpeech } from "./reading.tsx";
import { postureEntry, reasonFigures, reasonSentence } from "./reason-text.ts";

/** Under the first line, outside calm: since when, why, by which figures, and how it goes back. */
export function Reason({ site }: { site: SiteDigest }) {
  const speech = useSpeech();
  const { entries, nowMs } = useLive();
  if (site.posture === "calm" && !site.pinned) return null;
  const entry = postureEntry(entries, site.site, site.posture);
  const figures = entry === undefined ? [] : reasonFigures(entry, speech);
  return (
    <div className="reason">
      {entry !== undefined && <p className="reason-since">{reasonSentence(entry, nowMs, speech)}</p>}
      {figures.length > 0 && <p>{speech.say("reason.figures", { figures: figures.join(", ") })}</p>}
      <p>{speech.say(site.pinned ? "reason.pinned" : `reason.back.${site.posture}`)}</p>
      {site.pinned && <Command line={releaseCommand(site.site)} />}
    </div>
  );
}

/** Gives the posture back to Beffroi; typed on its machine, in its folder, where the token is. */
function releaseCommand(site: string): string {
  const address = `${location.origin}/api/sites/${encodeURIComponent(site)}/posture`;
  const token = '-H "Authorization: Bearer $(cat data/keys/console.token)"';
  return `curl ${token} --json '{"posture":null}' ${address}`;
}
