import { Button } from "react-aria-components";
import type { Asked } from "../asked.ts";
import { refusalText } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";

/** Says that a list did not come, and tries again. Nothing while it is there. */
export function NotThere({ asked }: { asked: Pick<Asked<unknown>, "refused" | "reload"> }) {
  const speech = useSpeech();
  if (asked.refused === undefined) return null;
  return (
    <div role="alert" className="refusal">
      <p>
        {speech.say("loading.failed")} {refusalText(asked.refused, speech)}
      </p>
      <Button className="button-quiet" onPress={() => void asked.reload()}>
        {speech.say("loading.again")}
      </Button>
    </div>
  );
}
