import { useState } from "react";
import type { EventList, EventPage } from "../../../claims/events.ts";
import { ask } from "../ask.ts";
import { useAsked } from "../asked.ts";
import { Field } from "../form/field.tsx";
import { goTo } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { FormWindow } from "../watch/reason-window.tsx";
import { Choose } from "../form/choose.tsx";
import { useReload } from "./use-claims.ts";
import { titleText } from "./words.ts";

/** Windows of acts on a whole event: each says what will happen and how to go back. */

type WindowParts = { page: EventPage; onClose: () => void };

const TITLE_CHARACTERS_MAX = 160;
const REASON_CHARACTERS_MAX = 1_000;

const actOn = (page: EventPage, act: string, body: object) =>
  ask(`/api/claims/events/${page.row.event}/${act}`, { body });

export function NameWindow({ page, onClose }: WindowParts) {
  const speech = useSpeech();
  const { say } = speech;
  const reload = useReload();
  const { row } = page;
  const title = titleText(row, speech);
  const [name, setName] = useState(title);
  return (
    <FormWindow
      title={say("claims.name.open")}
      consequence={say("claims.name.consequence")}
      button={say("save")}
      isReady={name.trim() !== "" && name.trim() !== title}
      send={() => actOn(page, "name", { old: row.named ? row.title : "", new: name.trim() })}
      onDone={reload}
      onClose={onClose}
    >
      <Field
        label={say("claims.name.field")}
        hint={say("claims.name.hint")}
        value={name}
        onChange={setName}
        maxLength={TITLE_CHARACTERS_MAX}
        isRequired
      />
    </FormWindow>
  );
}

/** The events that this one may be joined to: those that are near first, then the latest. */
function useOthers(page: EventPage): readonly (readonly [string, string])[] {
  const speech = useSpeech();
  const exercise = page.row.exercise ? "&exercise=1" : "";
  const { value } = useAsked<EventList>(`/api/claims/events?limit=50${exercise}`);
  const near = page.near.map((one) => [one.event, titleText(one, speech)] as const);
  const others = value?.events.map((row) => [row.event, titleText(row, speech)] as const) ?? [];
  const all = new Map([...near, ...others]);
  all.delete(page.row.event);
  return [...all];
}

export function MergeWindow({ page, onClose }: WindowParts) {
  const { say } = useSpeech();
  const options = useOthers(page);
  const [into, setInto] = useState("");
  const [reason, setReason] = useState("");
  return (
    <FormWindow
      title={say("claims.merge.open")}
      consequence={say("claims.merge.consequence")}
      button={say("claims.merge.do")}
      isReady={into !== "" && reason.trim() !== ""}
      send={() => actOn(page, "merge", { into, reason: reason.trim() })}
      onDone={async () => goTo("claims", "event", into)}
      onClose={onClose}
    >
      <Choose
        label={say("claims.merge.into")}
        value={into}
        none={say("claims.choose")}
        options={options}
        onChange={setInto}
      />
      <ReasonField value={reason} onChange={setReason} />
    </FormWindow>
  );
}

export function MoveWindow({ page, documents, onClose }: WindowParts & { documents: readonly string[] }) {
  const { say } = useSpeech();
  const reload = useReload();
  const options = useOthers(page);
  const [to, setTo] = useState("new");
  const [reason, setReason] = useState("");
  return (
    <FormWindow
      title={say("claims.move.open", { count: documents.length })}
      consequence={say("claims.move.consequence")}
      button={say("claims.move.do")}
      isReady={to !== "" && reason.trim() !== ""}
      send={() => actOn(page, "move", { documents, to, reason: reason.trim() })}
      onDone={reload}
      onClose={onClose}
    >
      <Choose
        label={say("claims.move.to")}
        value={to}
        options={[["new", say("claims.move.new")], ...options]}
        onChange={setTo}
      />
      <ReasonField value={reason} onChange={setReason} />
    </FormWindow>
  );
}

export function ReleaseWindow({ page, onClose }: WindowParts) {
  const { say } = useSpeech();
  const reload = useReload();
  const [reason, setReason] = useState("");
  return (
    <FormWindow
      title={say("claims.release.open")}
      consequence={say("claims.release.consequence")}
      button={say("claims.release.do")}
      isReady={reason.trim() !== ""}
      send={() => actOn(page, "release", { reason: reason.trim() })}
      onDone={reload}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </FormWindow>
  );
}

/** Why, for the journal. */
export function ReasonField({
  value,
  onChange,
  isNeeded = true,
}: {
  value: string;
  onChange: (reason: string) => void;
  isNeeded?: boolean;
}) {
  const { say } = useSpeech();
  return (
    <Field
      label={say(isNeeded ? "claims.reason" : "claims.reason.optional")}
      hint={say("claims.reason.hint")}
      value={value}
      onChange={onChange}
      maxLength={REASON_CHARACTERS_MAX}
      lines={2}
      isRequired={isNeeded}
    />
  );
}
