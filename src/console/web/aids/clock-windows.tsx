import { useState } from "react";
import type { ClockStageView, ClockView, Item, RuleView } from "../../../incidents/events.ts";
import { Choice } from "../form/choice.tsx";
import { Field } from "../form/field.tsx";
import { newId } from "../form/new-id.ts";
import { useNow, useReading, useSpeech } from "../reading.tsx";
import { ActWindow } from "../room/act-window.tsx";
import { REASON_CHARACTERS_MAX } from "../room/bounds.ts";
import { itemsOf } from "../room/desk.tsx";
import { EXACT, exactMoment, type Moment, NOW, pastMoments } from "../room/moment.ts";
import { MomentField } from "../room/moment-field.tsx";
import { useRoomParts } from "../room/room-context.tsx";
import type { Speech } from "../speech.ts";
import { inLanguage } from "./clock-words.ts";
import { LawLink } from "./law-link.tsx";

/** Longest reference that an authority gave, in characters. */
const REFERENCE_CHARACTERS_MAX = 200;
/** Notes that are offered as what made it known. */
const SOURCES_MAX = 40;

/** Starts a clock: which rule, and since when it was known. */
export function StartClockWindow({ rules }: { rules: readonly RuleView[] }) {
  const speech = useSpeech();
  const { say } = speech;
  const { store: live } = useReading();
  const { incident } = useRoomParts();
  const [id] = useState(() => newId("k-"));
  const [chosen, choose] = useState<string | null>(null);
  const [moment, setMoment] = useState<Moment>(NOW);
  const [from, setFrom] = useState("");
  const rule = rules.find((one) => one.rule === chosen);
  // "Now" is the moment at which it is sent, by the keeper's own time.
  const awareAt = () => moment.at ?? new Date(live.read().nowMs).toISOString();
  return (
    <ActWindow
      title={say(incident.exercise ? "clock.start.title.exercise" : "clock.start.title")}
      note={<p>{say(incident.exercise ? "clock.start.note.exercise" : "clock.start.note")}</p>}
      button={say("clock.start.button")}
      act="start-clock"
      body={() => ({ id, rule: chosen, awareAt: awareAt(), ...(from === "" ? {} : { from }) })}
      isWhole={rule !== undefined}
      wide
    >
      <Choice
        label={say("clock.start.rule")}
        value={chosen}
        onChange={choose}
        options={rules.map((one) => ({
          id: one.rule,
          title: inLanguage(one.label, speech),
          help: `${inLanguage(one.authority, speech)} · ${inLanguage(one.source.text, speech)}`,
        }))}
      />
      {rule !== undefined && (
        <div className="clock-rule">
          <p>
            <strong>{say("clock.start.counts-from")}</strong> {inLanguage(rule.awareness, speech)}
          </p>
          <p className="quiet">{inLanguage(rule.caution, speech)}</p>
          <p className="quiet">
            <LawLink source={rule.source} />
          </p>
        </div>
      )}
      <div className="field-row">
        <MomentField
          label={say("clock.start.aware")}
          value={moment}
          choices={pastMoments}
          onChange={setMoment}
        />
        <SourceField value={from} onChange={setFrom} />
      </div>
    </ActWindow>
  );
}

/** What made it known, among what was written here. */
function SourceField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const speech = useSpeech();
  const { items } = useRoomParts();
  const offered: Item[] = [...itemsOf(items, "note"), ...itemsOf(items, "inject")]
    .sort((a, b) => b.position - a.position)
    .slice(0, SOURCES_MAX);
  if (offered.length === 0) return null;
  return (
    <label className="field">
      <span className="field-name">{speech.say("clock.start.from")}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{speech.say("clock.start.from.none")}</option>
        {offered.map((item) => (
          <option key={item.id} value={item.id}>
            {itemText(item, speech)}
          </option>
        ))}
      </select>
    </label>
  );
}

function itemText(item: Item, speech: Speech): string {
  const text = "text" in item ? item.text : item.id;
  const short = text.length > 70 ? `${text.slice(0, 70).trimEnd()}…` : text;
  return `${speech.clock(Date.parse(item.occurredAt ?? item.at))} · ${short}`;
}

/** Says that a stage was sent to the authority; Beffroi sends nothing itself. */
export function SentWindow({ clock, stage }: { clock: ClockView; stage: ClockStageView }) {
  const speech = useSpeech();
  const { say } = speech;
  const { store: live } = useReading();
  const [moment, setMoment] = useState<Moment>(NOW);
  const [reference, setReference] = useState("");
  const given = reference.trim();
  return (
    <ActWindow
      title={say("clock.sent.title")}
      note={
        <>
          <p>{say("clock.sent.note")}</p>
          {clock.missing > 0 && <p>{say("clock.sent.missing", { count: clock.missing })}</p>}
        </>
      }
      button={say("clock.sent.button")}
      act="send-clock-stage"
      body={() => ({
        id: clock.id,
        stage: stage.stage,
        sentAt: moment.at ?? new Date(live.read().nowMs).toISOString(),
        ...(given === "" ? {} : { reference: given }),
      })}
      isWhole
    >
      <p>
        <strong>{inLanguage(stage.label, speech)}</strong> – {inLanguage(clock.authority, speech)}
      </p>
      <MomentField label={say("clock.sent.when")} value={moment} choices={pastMoments} onChange={setMoment} />
      <Field
        label={say("clock.sent.reference")}
        hint={say("clock.sent.reference.hint")}
        value={reference}
        onChange={setReference}
        maxLength={REFERENCE_CHARACTERS_MAX}
        literal
      />
    </ActWindow>
  );
}

/** It was known at another moment: what is due moves with it. */
export function AwareWindow({ clock }: { clock: ClockView }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { items } = useRoomParts();
  const held = items.get(clock.id);
  const old = held?.type === "clock" || held?.type === "exercise-clock" ? held.awareAt : clock.awareAt;
  const [moment, setMoment] = useState<Moment>(() => exactMoment(clock.awareAt));
  const [reason, setReason] = useState("");
  return (
    <ActWindow
      title={say("clock.aware.title")}
      note={<p>{say("clock.aware.note")}</p>}
      button={say("clock.aware.button")}
      act="correct-clock-awareness"
      old={old}
      body={(seen) => ({ id: clock.id, old: seen, new: moment.at, reason: reason.trim() })}
      isWhole={moment.at !== null && moment.at !== old && reason.trim() !== ""}
      now={speech.at(Date.parse(old), nowMs)}
    >
      <p className="was">{say("clock.aware.was", { time: speech.full(Date.parse(old), nowMs) })}</p>
      <MomentField
        label={say("clock.aware.new")}
        value={moment}
        choices={pastMoments.filter(({ id }) => id === EXACT)}
        onChange={setMoment}
      />
      <Field
        label={say("clock.aware.reason")}
        value={reason}
        onChange={setReason}
        maxLength={REASON_CHARACTERS_MAX}
        isRequired
      />
    </ActWindow>
  );
}

/** Ends a clock: all is done, or the rule did not apply after all. */
export function StopClockWindow({ clock }: { clock: ClockView }) {
  const speech = useSpeech();
  const { say } = speech;
  const { items } = useRoomParts();
  const [why, setWhy] = useState<"done" | "not-applicable" | null>(null);
  const [text, setText] = useState("");
  const [proof, setProof] = useState("");
  const evidence = itemsOf(items, "evidence").slice(0, SOURCES_MAX);
  return (
    <ActWindow
      title={say("clock.stop.title")}
      note={<p>{say("clock.stop.note")}</p>}
      button={say("clock.stop.button")}
      act="stop-clock"
      body={() => ({ id: clock.id, reason: why, text: text.trim(), ...(proof === "" ? {} : { proof }) })}
      isWhole={why !== null && text.trim() !== ""}
    >
      <p>{inLanguage(clock.label, speech)}</p>
      <Choice
        label={say("clock.stop.why")}
        value={why}
        onChange={setWhy}
        options={[
          { id: "done", title: say("clock.stop.done"), help: say("clock.stop.done.help") },
          {
            id: "not-applicable",
            title: say("clock.stop.not-applicable"),
            help: say("clock.stop.not-applicable.help"),
          },
        ]}
      />
      <Field
        label={say("clock.stop.text")}
        hint={say("clock.stop.text.hint")}
        value={text}
        onChange={setText}
        lines={2}
        maxLength={REASON_CHARACTERS_MAX}
        isRequired
      />
      {evidence.length > 0 && (
        <label className="field">
          <span className="field-name">{say("clock.stop.proof")}</span>
          <select value={proof} onChange={(event) => setProof(event.target.value)}>
            <option value="">{say("clock.stop.proof.none")}</option>
            {evidence.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </ActWindow>
  );
}
