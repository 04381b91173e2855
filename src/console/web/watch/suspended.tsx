import { Mark } from "../mark.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useSummary } from "./use-summary.ts";

/** Where verdicts are shown that stand still, since when: an old word is never shown as one of now. */
export function Suspended() {
  const speech = useSpeech();
  const nowMs = useNow();
  const suspended = useSummary().value?.suspended ?? null;
  if (suspended === null) return null;
  return (
    <p className="watch-hosters" role="status">
      <Mark level="unknown" size="1.25rem" />
      <strong>
        {speech.say("watch.suspended", { time: speech.since(Date.parse(suspended.since), nowMs) })}
      </strong>
    </p>
  );
}
