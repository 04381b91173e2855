import type { LawSource } from "../../../incidents/events.ts";
import { useSpeech } from "../reading.tsx";
import { inLanguage } from "./clock-words.ts";

/** The article that a rule applies, with the day of the version in force; its text is elsewhere, on the public's own sites. */
export function LawLink({ source }: { source: LawSource }) {
  const speech = useSpeech();
  const name = inLanguage(source.text, speech);
  const since = Date.parse(source.since);
  return (
    <span className="law">
      {source.url === "" ? (
        name
      ) : (
        <a href={source.url} target="_blank" rel="noreferrer">
          {name}
        </a>
      )}
      {!Number.isNaN(since) && (
        <span className="quiet"> {speech.say("clock.version", { day: speech.day(since) })}</span>
      )}
    </span>
  );
}
