import { type FormEvent, useState } from "react";
import type { StatusPage } from "../../../status/events.ts";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { Field } from "../form/field.tsx";
import { RefusalNote, refusedOf } from "../form/refusal.tsx";
import { SubmitButton } from "../people/submit-button.tsx";
import { useSpeech } from "../reading.tsx";

/** Takes what is said back, with a reason; asked once. */
export function WithdrawBox({
  page,
  onDone,
  onClose,
  onMeanwhile,
}: {
  page: StatusPage;
  onDone: (said: string) => Promise<void>;
  onClose: () => void;
  onMeanwhile: () => Promise<void>;
}) {
  const { say } = useSpeech();
  const [reason, setReason] = useState("");
  const act = useAct();
  const statement = page.current ?? page.rehearsed;
  if (statement === null) return null;
  const withdraw = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") return;
    void act.run(async () => {
      try {
        await ask("/api/status-page/withdraw", { body: { old: statement.id, reason: reason.trim() } });
      } catch (error) {
        if (refusedOf(error).code === "changed-meanwhile") await onMeanwhile();
        throw error;
      }
      await onDone(say("status.withdrawn"));
    });
  };
  return (
    <DialogBox title={say("status.withdraw.title", { title: statement.fr.title })} isOpen onClose={onClose}>
      <form className="form" onSubmit={withdraw}>
        <p className="consequence">
          {say(statement.exercise ? "status.rehearse.who" : "status.withdraw.consequence")}
        </p>
        <Field
          label={say("status.withdraw.reason")}
          hint={say("people.disable.reason.hint")}
          maxLength={1_000}
          lines={2}
          value={reason}
          onChange={setReason}
          isRequired
          autoFocus
        />
        <RefusalNote refused={act.refused} />
        <SubmitButton act={act} isReady={reason.trim() !== ""}>
          {say("status.withdraw.do")}
        </SubmitButton>
      </form>
    </DialogBox>
  );
}
