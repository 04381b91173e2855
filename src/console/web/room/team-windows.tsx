import { useState } from "react";
import type { Duty, DutyHeld, Who } from "../../../incidents/events.ts";

import { Field } from "../form/field.tsx";
import { newId } from "../form/new-id.ts";
import { useNow, useReading, useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import { ActWindow } from "./act-window.tsx";
import { DUTIES, LABEL_CHARACTERS_MAX, REASON_CHARACTERS_MAX, TEXT_CHARACTERS_MAX } from "./bounds.ts";
import { itemsOf } from "./desk.tsx";
import { endMoments, NO_TERM } from "./moment.ts";
import { MomentField } from "./moment-field.tsx";
import { useMyDraft } from "./my-draft.ts";
import { oneLine } from "./one-line.ts";
import { useRoomParts } from "./room-context.tsx";
import { byUrgency, dueText, dutyText, isHeld, isOpenTask, whoText } from "./words.ts";
import { WhoField } from "./who-field.tsx";

/** Somebody takes a duty: oneself, unless another is named. */
export function TakeDutyWindow() {
  const speech = useSpeech();
  const { say } = speech;
  const { store: live } = useReading();
  const { items } = useRoomParts();
  const me = useMe();
  const held = itemsOf(items, "duty").filter(isHeld);
  const [duty, setDuty] = useState<Duty>(
    () => DUTIES.find((one) => held.every((other) => other.duty !== one)) ?? "other",
  );
  const [label, setLabel] = useState("");
  const [who, setWho] = useState<Who | null>({ name: me.name, person: me.id });
  const [until, setUntil] = useState(NO_TERM);
  const [id] = useState(() => newId("d-"));
  const [from] = useState(() => new Date(live.read().nowMs).toISOString());
  const already = held.find((one) => one.duty === duty && duty !== "other");
  return (
    <ActWindow
      title={say("act.take-duty")}
      note={already === undefined ? say("duty.note") : say("duty.already", { who: already.who.name })}
      button={say("act.take-duty")}
      act="take-duty"
      body={() => ({
        id,
        duty,
        ...(duty === "other" ? { label: oneLine(label) } : {}),
        who,
        from,
        until: until.at,
      })}
      isWhole={who !== null && (duty !== "other" || label.trim() !== "")}
    >
      <label className="field">
        <span className="field-name">{say("duty.which")}</span>
        <select value={duty} onChange={(event) => setDuty(event.target.value as Duty)}>
          {DUTIES.map((one) => (
            <option key={one} value={one}>
              {dutyText({ duty: one }, speech)}
            </option>
          ))}
        </select>
      </label>
      {duty === "other" && (
        <Field
          label={say("duty.label")}
          value={label}
          onChange={setLabel}
          maxLength={LABEL_CHARACTERS_MAX}
          isRequired
        />
      )}
      <div className="field-row">
        <WhoField label={say("duty.who")} value={who} onChange={setWho} isRequired />
        <MomentField label={say("duty.until.label")} value={until} choices={endMoments} onChange={setUntil} />
      </div>
    </ActWindow>
  );
}

/** A duty that nobody goes on with. */
export function EndDutyWindow({ duty }: { duty: DutyHeld }) {
  const speech = useSpeech();
  const { say } = speech;
  const [reason, setReason, forget] = useMyDraft(`end.${duty.id}`, "");
  const why = reason.trim();
  return (
    <ActWindow
      title={say("duty.end.title", { duty: dutyText(duty, speech) })}
      note={say("duty.end.note", { who: duty.who.name })}
      button={say("act.end-duty")}
      act="end-duty"
      body={() => ({ id: duty.id, ...(why === "" ? {} : { reason: why }) })}
      isWhole={isHeld(duty)}
      now={isHeld(duty) ? "" : say("duty.ended")}
      onDone={forget}
    >
      <Field
        label={say("duty.end.reason")}
        value={reason}
        onChange={setReason}
        maxLength={REASON_CHARACTERS_MAX}
        autoFocus
      />
    </ActWindow>
  );
}

/** From one to the next: what must be known, and what is still to be done. The brief outlives a reload. */
export function HandOverWindow({ duty }: { duty: DutyHeld }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { items } = useRoomParts();
  const [to, setTo] = useState<Who | null>(null);
  const [until, setUntil] = useState(NO_TERM);
  const [brief, setBrief, forget] = useMyDraft(`brief.${duty.id}`, "");
  const [next] = useState(() => newId("d-"));
  const open = itemsOf(items, "task").filter(isOpenTask).sort(byUrgency);
  return (
    <ActWindow
      title={say("hand-over.title", { duty: dutyText(duty, speech) })}
      note={say("hand-over.note", { who: whoText(duty.who, speech) })}
      button={say("act.hand-over")}
      act="hand-over"
      body={() => ({ id: duty.id, next, to, until: until.at, brief: brief.trim() })}
      isWhole={isHeld(duty) && to !== null && brief.trim() !== ""}
      now={isHeld(duty) ? "" : say("duty.ended")}
      onDone={forget}
      wide
    >
      <div className="field-row">
        <WhoField label={say("hand-over.to")} value={to} onChange={setTo} isRequired />
        <MomentField label={say("duty.until.label")} value={until} choices={endMoments} onChange={setUntil} />
      </div>
      <Field
        label={say("hand-over.brief")}
        hint={say("hand-over.brief.hint")}
        value={brief}
        onChange={setBrief}
        lines={6}
        maxLength={TEXT_CHARACTERS_MAX}
        isRequired
      />
      <div>
        <h3>{open.length === 0 ? say("tasks.none") : say("hand-over.tasks", { count: open.length })}</h3>
        <ul className="short-list">
          {open.map((task) => (
            <li key={task.id}>
              <bdi>{task.text}</bdi>{" "}
              <span className="quiet">
                {[whoText(task.owner, speech), dueText(task, nowMs, speech)].filter(Boolean).join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </ActWindow>
  );
}
