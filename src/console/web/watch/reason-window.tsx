import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import { useAct } from "../form/act.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { SubmitButton } from "../people/submit-button.tsx";
import { useSpeech } from "../reading.tsx";

/** A form in a window: what is asked, what will happen, the button. */
export function FormWindow({
  title,
  consequence,
  button,
  isReady,
  send,
  onDone,
  onClose,
  children,
}: {
  title: string;
  consequence: ReactNode;
  button: string;
  isReady: boolean;
  send: () => Promise<unknown>;
  onDone: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { say } = useSpeech();
  const act = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    void act.run(async () => {
      await send();
      await onDone();
      onClose();
    });
  };
  return (
    <DialogBox title={title} isOpen onClose={onClose}>
      <form className="form" onSubmit={submit}>
        {children}
        <div className="consequence">{consequence}</div>
        <RefusalNote refused={act.refused} />
        <div className="form-acts">
          <SubmitButton act={act} isReady={isReady}>
            {button}
          </SubmitButton>
          <Button className="button" onPress={onClose}>
            {say("cancel")}
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}

/** An act that needs nothing but its reason, which stands in the journal. */
export function ReasonWindow({
  send,
  ...window
}: Omit<Parameters<typeof FormWindow>[0], "isReady" | "children" | "send"> & {
  send: (reason: string) => Promise<unknown>;
}) {
  const { say } = useSpeech();
  const [reason, setReason] = useState("");
  return (
    <FormWindow {...window} isReady={reason.trim() !== ""} send={() => send(reason.trim())}>
      <ReasonField value={reason} onChange={setReason} hint={say("watch.reason.hint")} />
    </FormWindow>
  );
}

export function ReasonField({
  value,
  onChange,
  hint,
}: {
  value: string;
  onChange: (reason: string) => void;
  hint: string;
}) {
  const { say } = useSpeech();
  return (
    <Field
      label={say("watch.reason")}
      hint={hint}
      maxLength={500}
      value={value}
      onChange={onChange}
      isRequired
    />
  );
}
