import { Mark } from "../mark.tsx";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useSummary } from "./use-summary.ts";
import { countsSentence } from "./words.ts";

/** The watch in a line, for the overview. Nothing while no site is watched. */
export function WatchLine() {
  const speech = useSpeech();
  const { say } = speech;
  const { value } = useSummary();
  if (value === undefined || value.sites === 0) return null;
  const { verdicts, suspended } = value;
  const troubled = verdicts.inaccessible + verdicts.intermittent;
  const isKnown = suspended === null && troubled + verdicts.accessible > 0;
  const level = !isKnown ? "unknown" : troubled > 0 ? "strained" : "ok";
  return (
    <section aria-labelledby="watch-title">
      <h2 id="watch-title">{say("watch.overview")}</h2>
      <p className="site-line">
        <Mark level={level} size="1.25rem" />
        <span>
          {suspended !== null && <strong>{say("watch.overview.suspended")} </strong>}
          {countsSentence(verdicts, speech)}
        </span>
      </p>
      <p>
        <a href={addressOf("sites")}>{say("watch.overview.more")}</a>
      </p>
    </section>
  );
}
