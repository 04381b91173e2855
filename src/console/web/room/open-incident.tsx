import { type FormEvent, useState } from "react";
import { Button, Checkbox, Label, Radio, RadioGroup } from "react-aria-components";
import type { Incident, IncidentKind } from "../../../incidents/events.ts";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { Field } from "../form/field.tsx";
import { newId } from "../form/new-id.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { goTo } from "../place.ts";
import { useReading, useSpeech } from "../reading.tsx";
import { INCIDENT_KINDS, TITLE_CHARACTERS_MAX } from "./bounds.ts";
import { useDesk } from "./desk.tsx";
import { type Moment, NOW, pastMoments } from "./moment.ts";
import { MomentField } from "./moment-field.tsx";
import { oneLine } from "./one-line.ts";

/**
 * Opens an incident in a few seconds: a kind, and Enter. The title is written by itself until somebody writes one; all
 * of it can be changed later.
 */
export function OpenIncident({ onClose }: { onClose(): void }) {
  const { say } = useSpeech();
  const desk = useDesk();
  const act = useAct();
  const [id] = useState(() => newId("i-"));
  const [kind, setKind] = useState<IncidentKind>("ransomware");
  const [ownTitle, setOwnTitle] = useState<string | undefined>(undefined);
  const [when, setWhen] = useState(NOW);
  const [exercise, setExercise] = useState(false);
  const written = useTitle(kind, when);
  const title = ownTitle ?? written;
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (oneLine(title) === "") return;
    const occurred = when.at === null ? {} : { occurredAt: when.at };
    const body = { id, title: oneLine(title), kind, ...occurred, ...(exercise ? { exercise: true } : {}) };
    const done = await act.run(async () => {
      await ask<{ incident: Incident }>("/api/incidents", { body });
      await desk.load();
    });
    if (!done) return;
    onClose();
    goTo("incident", id);
  };
  return (
    <DialogBox title={say("incident.open")} isOpen onClose={onClose} wide>
      <form className="form" onSubmit={(event) => void open(event)}>
        <Kinds kind={kind} onChange={setKind} />
        <Field
          label={say("open.title")}
          hint={say("open.title.hint")}
          value={title}
          onChange={setOwnTitle}
          maxLength={TITLE_CHARACTERS_MAX}
          isRequired
        />
        <MomentField label={say("open.when")} value={when} choices={pastMoments} onChange={setWhen} />
        <Checkbox className="check" isSelected={exercise} onChange={setExercise}>
          <span className="check-box" aria-hidden="true">
            ✓
          </span>
          <span>
            <strong>{say("open.exercise")}</strong>
            <span className="choice-help">{say("open.exercise.help")}</span>
          </span>
        </Checkbox>
        <div className="consequence">
          <p>{say(exercise ? "open.note.exercise" : "open.note")}</p>
        </div>
        <RefusalNote refused={act.refused} />
        <div className="form-acts">
          <Button type="submit" className="button-main" isDisabled={act.busy || title.trim() === ""}>
            {say(act.busy ? "composer.sending" : "open.button")}
          </Button>
          <Button className="button" onPress={onClose}>
            {say("cancel")}
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}

/** Six big choices; Enter on one of them opens the incident, as in every form. */
function Kinds({ kind, onChange }: { kind: IncidentKind; onChange(kind: IncidentKind): void }) {
  const { say } = useSpeech();
  return (
    <RadioGroup className="choices" value={kind} onChange={(chosen) => onChange(chosen as IncidentKind)}>
      <Label>{say("open.kind")}</Label>
      <div className="kinds">
        {INCIDENT_KINDS.map((one, index) => (
          <Radio key={one} value={one} className="kind" autoFocus={index === 0}>
            <strong>{say(`kind.${one}`)}</strong>
            <span className="kind-help">{say(`kind.${one}.help`)}</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

/** "Rançongiciel, 22 novembre à 16 h 28" */
function useTitle(kind: IncidentKind, when: Moment): string {
  const { speech, store } = useReading();
  const [nowMs] = useState(() => store.read().nowMs);
  const ms = when.at === null ? nowMs : Date.parse(when.at);
  return speech.say("open.title.written", { kind: speech.say(`kind.${kind}`), time: speech.full(ms, nowMs) });
}
