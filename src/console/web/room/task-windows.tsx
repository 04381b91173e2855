import { useState } from "react";
import type { Task } from "../../../incidents/events.ts";

import { Field } from "../form/field.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { ActWindow } from "./act-window.tsx";
import { REASON_CHARACTERS_MAX, TEXT_CHARACTERS_MAX } from "./bounds.ts";
import { comingMoments, exactMoment } from "./moment.ts";
import { MomentField } from "./moment-field.tsx";
import { useMyDraft } from "./my-draft.ts";
import { Said } from "./said.tsx";
import { whoText } from "./words.ts";
import { WhoField } from "./who-field.tsx";

type TaskField = "text" | "owner" | "dueAt";

/** Who does it, until when, or in which words. */
export function ChangeTaskWindow({ task, field }: { task: Task; field: TaskField }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const [owner, setOwner] = useState(task.owner);
  const [due, setDue] = useState(exactMoment(task.dueAt));
  const [text, setText] = useState(task.text);
  const next = { owner, dueAt: due.at, text: text.trim() }[field];
  const now = {
    owner: whoText(task.owner, speech),
    dueAt: task.dueAt === null ? say("moment.none") : speech.at(Date.parse(task.dueAt), nowMs),
    text: task.text,
  }[field];
  return (
    <ActWindow
      title={say(`task.change.${field}`)}
      note={say("task.change.note")}
      button={say("save")}
      act="change-task"
      old={task[field]}
      body={(old) => ({ id: task.id, changes: [{ field, old, new: next }] })}
      isWhole={field === "text" ? text.trim() !== "" && text.trim() !== task.text : true}
      now={now}
    >
      {field !== "text" && <Said text={task.text} className="was" />}
      {field === "owner" && <WhoField label={say("composer.owner")} value={owner} onChange={setOwner} />}
      {field === "dueAt" && (
        <MomentField label={say("composer.due")} value={due} choices={comingMoments} onChange={setDue} />
      )}
      {field === "text" && (
        <Field
          label={say("field.text")}
          value={text}
          onChange={setText}
          lines={3}
          maxLength={TEXT_CHARACTERS_MAX}
          autoFocus
        />
      )}
    </ActWindow>
  );
}

/** A task that nobody shall do any more. */
export function DropTaskWindow({ task }: { task: Task }) {
  const { say } = useSpeech();
  const [reason, setReason, forget] = useMyDraft(`drop.${task.id}`, "");
  const why = reason.trim();
  return (
    <ActWindow
      title={say("task.drop.title")}
      note={say("task.drop.note")}
      button={say("act.drop")}
      act="change-task"
      old={task.state}
      body={(old) => ({
        id: task.id,
        changes: [{ field: "state", old, new: "dropped" }],
        ...(why === "" ? {} : { reason: why }),
      })}
      isWhole={task.state !== "dropped"}
      now={say(`task.state.${task.state}`)}
      onDone={forget}
    >
      <Said text={task.text} className="was" />
      <Field
        label={say("task.drop.reason")}
        value={reason}
        onChange={setReason}
        maxLength={REASON_CHARACTERS_MAX}
        autoFocus
      />
    </ActWindow>
  );
}
