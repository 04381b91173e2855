import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import type { ToldHow } from "../../../notices/events.ts";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { Choice } from "../form/choice.tsx";
import { DialogBox } from "../form/dialog-box.tsx";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { type Moment, NOW, pastMoments } from "../room/moment.ts";
import { MomentField } from "../room/moment-field.tsx";
import { REASON_CHARACTERS_MAX, TOLD_HOW } from "./bounds.ts";

export type ToldAsking =
  | { kind: "told"; contact: string; name: string }
  | { kind: "take-back"; contact: string; name: string }
  | { kind: "stop" };

type Window = { id: string; onClose: () => void; reload: () => Promise<void> };

/** Somebody was told without a channel of ours. */
export function ToldWindow({
  id,
  asking: { contact, name },
  onClose,
  reload,
}: Window & { asking: { contact: string; name: string } }) {
  const { say } = useSpeech();
  const [how, setHow] = useState<ToldHow>("phone");
  const [moment, setMoment] = useState<Moment>(NOW);
  const [note, setNote] = useState("");
  return (
    <NoticeWindow
      title={say("told.title", { name })}
      note={say("told.consequence")}
      button={say("told.button")}
      path={`/api/notices/${encodeURIComponent(id)}/told-by-hand`}
      body={() => ({
        contact,
        how,
        note: note.trim(),
        ...(moment.at === null ? {} : { occurredAt: moment.at }),
      })}
      isWhole
      onClose={onClose}
      reload={reload}
    >
      <Choice
        label={say("told.how")}
        value={how}
        onChange={setHow}
        options={TOLD_HOW.map((one) => ({ id: one, title: say(`told.${one}`) }))}
      />
      <MomentField label={say("told.when")} value={moment} choices={pastMoments} onChange={setMoment} />
      <Field label={say("told.note")} value={note} onChange={setNote} maxLength={REASON_CHARACTERS_MAX} />
    </NoticeWindow>
  );
}

export function TakeBackTold({
  id,
  asking: { contact, name },
  onClose,
  reload,
}: Window & { asking: { contact: string; name: string } }) {
  const { say } = useSpeech();
  const [reason, setReason] = useState("");
  return (
    <NoticeWindow
      title={say("told.back.title")}
      note={say("told.back.note")}
      button={say("told.back")}
      path={`/api/notices/${encodeURIComponent(id)}/told-taken-back`}
      body={() => ({ contact, reason: reason.trim() })}
      isWhole={reason.trim() !== ""}
      onClose={onClose}
      reload={reload}
    >
      <p>
        <strong>{name}</strong>
      </p>
      <ReasonField value={reason} onChange={setReason} />
    </NoticeWindow>
  );
}

export function StopNotice({ id, onClose, reload }: Window) {
  const { say } = useSpeech();
  const [reason, setReason] = useState("");
  return (
    <NoticeWindow
      title={say("notice.stop.title")}
      note={say("notice.stop.note")}
      button={say("notice.stop")}
      path={`/api/notices/${encodeURIComponent(id)}/stop`}
      body={() => ({ reason: reason.trim() })}
      isWhole={reason.trim() !== ""}
      onClose={onClose}
      reload={reload}
    >
      <ReasonField value={reason} onChange={setReason} />
    </NoticeWindow>
  );
}

function ReasonField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { say } = useSpeech();
  return (
    <Field
      label={say("step.reason")}
      value={value}
      onChange={onChange}
      lines={2}
      maxLength={REASON_CHARACTERS_MAX}
      isRequired
      autoFocus
    />
  );
}

function NoticeWindow({
  title,
  note,
  button,
  path,
  body,
  isWhole,
  onClose,
  reload,
  children,
}: {
  title: string;
  note: string;
  button: string;
  path: string;
  body: () => object;
  isWhole: boolean;
  onClose: () => void;
  reload: () => Promise<void>;
  children: ReactNode;
}) {
  const { say } = useSpeech();
  const act = useAct();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole || act.busy) return;
    const done = await act.run(async () => {
      await ask(path, { body: body() });
      await reload();
    });
    if (done) onClose();
  };
  return (
    <DialogBox title={title} isOpen onClose={onClose}>
      <form className="form" onSubmit={(event) => void send(event)}>
        {children}
        <p className="consequence">{note}</p>
        <RefusalNote refused={act.refused} />
        <div className="form-acts">
          <Button type="submit" className="button-main" isDisabled={!isWhole || act.busy}>
            {act.busy ? say("composer.sending") : button}
          </Button>
          <Button className="button" onPress={onClose}>
            {say("cancel")}
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}
