import type { Asked } from "../asked.ts";
import { NotThere } from "../people/not-there.tsx";
import { useSpeech } from "../reading.tsx";

/** The head of a page whose answer did not come yet, or was refused. */
export function NotYet({ title, asked }: { title: string; asked: Omit<Asked<unknown>, "value"> }) {
  const { say } = useSpeech();
  return (
    <div className="answer">
      <h1>{title}</h1>
      {asked.refused === undefined && <p role="status">{say("room.loading")}</p>}
      <NotThere asked={asked} />
    </div>
  );
}
