import { useState } from "react";
import type { IncidentKind } from "../../../incidents/events.ts";

import { Field } from "../form/field.tsx";
import { useSpeech } from "../reading.tsx";
import { ActWindow } from "./act-window.tsx";
import {
  INCIDENT_KINDS,
  REASON_CHARACTERS_MAX,
  TEXT_CHARACTERS_MAX,
  TITLE_CHARACTERS_MAX,
} from "./bounds.ts";
import { itemsOf } from "./desk.tsx";
import { useMyDraft } from "./my-draft.ts";
import { oneLine } from "./one-line.ts";
import { useRoomParts } from "./room-context.tsx";
import { isHeld, isOpenTask } from "./words.ts";

/** Title, kind or summary, changed; the old one stays in the timeline. */
export function ChangeWindow({ field }: { field: "title" | "kind" | "summary" }) {
  const { say } = useSpeech();
  const { incident } = useRoomParts();
  const [kept, setValue, forget] = useMyDraft<string | undefined>(
    `change.${incident.id}.${field}`,
    undefined,
  );
  const value = kept ?? incident[field];
  const [reason, setReason] = useState("");
  const next = field === "title" ? oneLine(value) : value.trim();
  const why = reason.trim();
  return (
    <ActWindow
      title={say(`change.${field}`)}
      note={say("change.note")}
      button={say("save")}
      act="change"
      old={incident[field]}
      body={(old) => ({ field, old, new: next, ...(why === "" ? {} : { reason: why }) })}
      isWhole={next !== incident[field] && (field === "summary" || next !== "")}
      now={field === "kind" ? say(`kind.${incident.kind}`) : incident[field]}
      onDone={forget}
    >
      {field === "kind" ? (
        <label className="field">
          <span className="field-name">{say("field.kind")}</span>
          <select value={value} onChange={(event) => setValue(event.target.value as IncidentKind)}>
            {INCIDENT_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {say(`kind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <Field
          label={say(`field.${field}`)}
          {...(field === "summary" ? { hint: say("change.summary.hint"), lines: 4 } : {})}
          value={value}
          onChange={setValue}
          maxLength={field === "title" ? TITLE_CHARACTERS_MAX : TEXT_CHARACTERS_MAX}
          autoFocus
        />
      )}
      <Field
        label={say("weigh.reason")}
        value={reason}
        onChange={setReason}
        maxLength={REASON_CHARACTERS_MAX}
      />
    </ActWindow>
  );
}

/** The crisis is over. What is still open is said before. */
export function CloseWindow() {
  const { say } = useSpeech();
  const { items, incident } = useRoomParts();
  const [reason, setReason, forget] = useMyDraft(`close.${incident.id}`, "");
  const tasks = itemsOf(items, "task").filter(isOpenTask).length;
  const duties = itemsOf(items, "duty").filter(isHeld).length;
  return (
    <ActWindow
      title={say("close.title")}
      note={
        <>
          <p>{say("close.note")}</p>
          {tasks > 0 && <p>{say("close.tasks", { count: tasks })}</p>}
          {duties > 0 && <p>{say("close.duties", { count: duties })}</p>}
        </>
      }
      button={say("act.close")}
      act="close"
      body={() => ({ reason: reason.trim() })}
      isWhole={reason.trim() !== ""}
      onDone={forget}
    >
      <Field
        label={say("close.reason")}
        hint={say("close.reason.hint")}
        value={reason}
        onChange={setReason}
        lines={3}
        maxLength={REASON_CHARACTERS_MAX}
        isRequired
        autoFocus
      />
    </ActWindow>
  );
}

export function ReopenWindow() {
  const { say } = useSpeech();
  const { incident } = useRoomParts();
  const [reason, setReason, forget] = useMyDraft(`reopen.${incident.id}`, "");
  return (
    <ActWindow
      title={say("reopen.title")}
      note={say("reopen.note")}
      button={say("act.reopen")}
      act="reopen"
      body={() => ({ reason: reason.trim() })}
      isWhole={reason.trim() !== ""}
      onDone={forget}
    >
      <Field
        label={say("reopen.reason")}
        value={reason}
        onChange={setReason}
        lines={2}
        maxLength={REASON_CHARACTERS_MAX}
        isRequired
        autoFocus
      />
    </ActWindow>
  );
}
