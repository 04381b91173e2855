import { useState } from "react";
import type { Decision, Item, Note, Who } from "../../../incidents/events.ts";
import { Choice } from "../form/choice.tsx";

import { Field } from "../form/field.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import { ActWindow } from "./act-window.tsx";
import { CERTAINTIES, REASON_CHARACTERS_MAX, TEXT_CHARACTERS_MAX } from "./bounds.ts";
import { EXACT, type Moment, pastMoments } from "./moment.ts";
import { MomentField } from "./moment-field.tsx";
import { useMyDraft } from "./my-draft.ts";
import { oneLine } from "./one-line.ts";
import { Said } from "./said.tsx";
import { WhoField } from "./who-field.tsx";

type CorrectField = "text" | "reason" | "source" | "description" | "occurredAt";

/** What of an item can be corrected, and what stands there now. */
function correctable(item: Item): Array<{ field: CorrectField; is: string }> {
  const occurred = { field: "occurredAt" as const, is: item.occurredAt ?? "" };
  if (item.type === "note") {
    return [{ field: "text", is: item.text }, { field: "source", is: item.source ?? "" }, occurred];
  }
  if (item.type === "decision") {
    return [{ field: "text", is: item.text }, { field: "reason", is: item.reason }, occurred];
  }
  if (item.type === "task") return [{ field: "text", is: item.text }, occurred];
  if (item.type === "evidence") return [{ field: "description", is: item.description }, occurred];
  return [occurred];
}

/** Corrects what was written: the old words stay to be read, beside the new ones and the reason. */
export function CorrectWindow({ item }: { item: Item }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const fields = correctable(item);
  const [field, setField] = useState<CorrectField>(fields[0]?.field ?? "occurredAt");
  const is = fields.find((one) => one.field === field)?.is ?? "";
  const [texts, setTexts, forget] = useMyDraft<Partial<Record<CorrectField, string>>>(
    `correct.${item.id}`,
    {},
  );
  const [reason, setReason, forgetReason] = useMyDraft(`correct.${item.id}.reason`, "");
  const next = texts[field] ?? is;
  const moment: Moment = { choice: EXACT, at: next === "" ? item.at : next };
  const shown =
    field === "occurredAt" ? (is === "" ? say("correct.no-time") : speech.at(Date.parse(is), nowMs)) : is;
  const value = field === "occurredAt" ? (moment.at ?? "") : field === "source" ? oneLine(next) : next.trim();
  return (
    <ActWindow
      title={say("correct.title")}
      note={say("correct.note")}
      button={say("correct.button")}
      act="correct"
      old={Object.fromEntries(fields.map((one) => [one.field, one.is]))}
      body={(old) => ({
        id: item.id,
        entry: item.entry,
        field,
        old: old[field] ?? is,
        new: value,
        reason: reason.trim(),
      })}
      isWhole={value !== "" && value !== is && reason.trim() !== ""}
      now={shown}
      onDone={() => {
        forget();
        forgetReason();
      }}
    >
      {fields.length > 1 && (
        <label className="field">
          <span className="field-name">{say("correct.field")}</span>
          <select value={field} onChange={(event) => setField(event.target.value as CorrectField)}>
            {fields.map((one) => (
              <option key={one.field} value={one.field}>
                {say(`field.${one.field}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="was">
        <p className="quiet">{say("correct.was")}</p>
        <Said text={shown === "" ? say("correct.empty") : shown} />
      </div>
      {field === "occurredAt" ? (
        <MomentField
          label={say("correct.new")}
          value={moment}
          choices={pastMoments.filter(({ id }) => id === EXACT)}
          onChange={({ at }) => setTexts({ ...texts, occurredAt: at ?? "" })}
        />
      ) : (
        <Field
          label={say("correct.new")}
          value={next}
          onChange={(text) => setTexts({ ...texts, [field]: text })}
          lines={field === "source" ? 1 : 4}
          maxLength={TEXT_CHARACTERS_MAX}
          autoFocus
        />
      )}
      <Field
        label={say("correct.reason")}
        hint={say("correct.reason.hint")}
        value={reason}
        onChange={setReason}
        maxLength={REASON_CHARACTERS_MAX}
        isRequired
      />
    </ActWindow>
  );
}

/** How sure a note is, weighed anew. */
export function WeighWindow({ note }: { note: Note }) {
  const { say } = useSpeech();
  const [certainty, setCertainty] = useState(note.certainty);
  const [reason, setReason, forget] = useMyDraft(`weigh.${note.id}`, "");
  const why = reason.trim();
  return (
    <ActWindow
      title={say("weigh.title")}
      note={say("weigh.note")}
      button={say("weigh.button")}
      act="weigh-note"
      old={note.certainty}
      body={(old) => ({
        id: note.id,
        old,
        new: certainty,
        ...(why === "" ? {} : { reason: why }),
      })}
      isWhole={certainty !== note.certainty}
      now={say(`certainty.${note.certainty}`)}
      onDone={forget}
    >
      <Said text={note.text} className="was" />
      <Choice
        label={say("field.certainty")}
        value={certainty}
        onChange={setCertainty}
        options={CERTAINTIES.map((id) => ({
          id,
          title: say(`certainty.${id}`),
          help: say(`facts.${id}.help`),
        }))}
      />
      <Field
        label={say("weigh.reason")}
        value={reason}
        onChange={setReason}
        maxLength={REASON_CHARACTERS_MAX}
      />
    </ActWindow>
  );
}

/** Takes a decision back; it stays to be read, as revoked. */
export function RevokeWindow({ decision }: { decision: Decision }) {
  const { say } = useSpeech();
  const me = useMe();
  const [reason, setReason, forget] = useMyDraft(`revoke.${decision.id}`, "");
  const [decider, setDecider] = useState<Who | null>({ name: me.name, person: me.id });
  return (
    <ActWindow
      title={say("revoke.title")}
      note={say("revoke.note")}
      button={say("act.revoke")}
      act="revoke-decision"
      body={() => ({ id: decision.id, reason: reason.trim(), decider })}
      isWhole={decision.revoked === null && reason.trim() !== "" && decider !== null}
      now={decision.revoked === null ? "" : say("decision.revoked")}
      onDone={forget}
    >
      <Said text={decision.text} className="was" />
      <Field
        label={say("revoke.reason")}
        value={reason}
        onChange={setReason}
        lines={2}
        maxLength={REASON_CHARACTERS_MAX}
        isRequired
        autoFocus
      />
      <WhoField label={say("composer.decider")} value={decider} onChange={setDecider} isRequired />
    </ActWindow>
  );
}
