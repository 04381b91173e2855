import { Button } from "react-aria-components";
import type { Statement } from "../../../status/events.ts";
import type { Act } from "../form/act.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { Preview } from "./preview.tsx";
import type { Draft } from "./statement.ts";

/** Asks once: what will be seen, by whom, and how to go back. */
export function PublishBox({
  draft,
  current,
  isExercise,
  act,
  onPublish,
  onClose,
}: {
  draft: Draft;
  current: Statement | null;
  isExercise: boolean;
  act: Act;
  onPublish: () => void;
  onClose: () => void;
}) {
  const { say } = useSpeech();
  const verb = isExercise ? "rehearse" : "publish";
  const { banner } = draft.fields;
  return (
    <DialogBox title={say(`status.${verb}.title`)} isOpen onClose={onClose} wide>
      <div className="consequence">
        <p>
          <strong>{say(`status.${verb}.who`)}</strong>
        </p>
        {!isExercise && <p>{say(banner.on ? "status.publish.banner" : "status.publish.no-banner")}</p>}
        {!isExercise && current !== null && (
          <p>{say("status.publish.replaces", { title: current.fr.title })}</p>
        )}
        <p>{say("status.publish.back")}</p>
      </div>
      <Preview fields={draft.fields} exercise={isExercise} />
      <RefusalNote refused={act.refused} />
      <div className="form-acts">
        <Button className="button-main" data-busy={act.busy || undefined} onPress={onPublish}>
          {say(`status.${verb}.do`)}
        </Button>
        <Button className="button-quiet" onPress={onClose}>
          {say("cancel")}
        </Button>
      </div>
    </DialogBox>
  );
}
