import { useState } from "react";
import { Checkbox, CheckboxGroup, Label } from "react-aria-components";
import type { IncidentKind, Item } from "../../../incidents/events.ts";

import { Field } from "../form/field.tsx";
import { newId } from "../form/new-id.ts";
import { goTo } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import type { Speech } from "../speech.ts";
import { ActWindow } from "./act-window.tsx";
import { INCIDENT_KINDS, REASON_CHARACTERS_MAX, SPLIT_ITEMS_MAX, TITLE_CHARACTERS_MAX } from "./bounds.ts";
import { useIncidents } from "./desk.tsx";
import { useMyDraft } from "./my-draft.ts";
import { oneLine } from "./one-line.ts";
import { useRoomParts } from "./room-context.tsx";
import { dutyText } from "./words.ts";

/** Two incidents turn out to be one. */
export function MergeWindow() {
  const { say } = useSpeech();
  const { incident } = useRoomParts();
  const { list = [] } = useIncidents();
  const others = list.filter(
    ({ id, state, exercise }) => state === "open" && id !== incident.id && exercise === incident.exercise,
  );
  const [into, setInto] = useState(others[0]?.id ?? "");
  const [reason, setReason, forget] = useMyDraft(`merge.${incident.id}`, "");
  return (
    <ActWindow
      title={say("merge.title")}
      note={others.length === 0 ? say("merge.none") : say("merge.note")}
      button={say("act.merge")}
      act="merge"
      body={() => ({ into, reason: reason.trim() })}
      isWhole={into !== "" && reason.trim() !== ""}
      onDone={() => {
        forget();
        goTo("incident", into);
      }}
    >
      {others.length > 0 && (
        <label className="field">
          <span className="field-name">{say("merge.into")}</span>
          <select value={into} onChange={(event) => setInto(event.target.value)}>
            {others.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      <Field
        label={say("merge.reason")}
        value={reason}
        onChange={setReason}
        maxLength={REASON_CHARACTERS_MAX}
        isRequired
      />
    </ActWindow>
  );
}

/** One incident turns out to be two: what is chosen goes on in a new one. */
export function SplitWindow() {
  const speech = useSpeech();
  const { say } = speech;
  const { items, incident } = useRoomParts();
  const [title, setTitle] = useState("");
  const [kind, setKind] = useState<IncidentKind>(incident.kind);
  const [chosen, setChosen] = useState<string[]>([]);
  const [reason, setReason, forget] = useMyDraft(`split.${incident.id}`, "");
  const [into] = useState(() => newId("i-"));
  const movable = [...items.values()]
    .filter(({ type }) => MOVABLE.has(type))
    .sort((a, b) => b.position - a.position);
  return (
    <ActWindow
      title={say("split.title")}
      note={say("split.note")}
      button={say("act.split")}
      act="split"
      body={() => ({ title: oneLine(title), kind, items: chosen, reason: reason.trim(), into })}
      isWhole={
        title.trim() !== "" && reason.trim() !== "" && chosen.length > 0 && chosen.length <= SPLIT_ITEMS_MAX
      }
      onDone={() => {
        forget();
        goTo("incident", into);
      }}
      wide
    >
      <div className="field-row">
        <Field
          label={say("split.new-title")}
          value={title}
          onChange={setTitle}
          maxLength={TITLE_CHARACTERS_MAX}
          isRequired
        />
        <label className="field">
          <span className="field-name">{say("field.kind")}</span>
          <select value={kind} onChange={(event) => setKind(event.target.value as IncidentKind)}>
            {INCIDENT_KINDS.map((one) => (
              <option key={one} value={one}>
                {say(`kind.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <CheckboxGroup value={chosen} onChange={setChosen} className="checks">
        <Label className="field-name">{say("split.items", { count: chosen.length })}</Label>
        <div className="checks-list">
          {movable.map((item) => (
            <Checkbox key={item.id} value={item.id} className="check">
              <span className="check-box" aria-hidden="true">
                ✓
              </span>
              <span>
                <span className="quiet">{itemName(item, speech)}</span> <bdi>{itemWords(item, speech)}</bdi>
              </span>
            </Checkbox>
          ))}
        </div>
      </CheckboxGroup>
      <Field
        label={say("split.reason")}
        value={reason}
        onChange={setReason}
        maxLength={REASON_CHARACTERS_MAX}
        isRequired
      />
    </ActWindow>
  );
}

const MOVABLE: ReadonlySet<Item["type"]> = new Set([
  "note",
  "decision",
  "task",
  "duty",
  "evidence",
  "observation",
]);

/** What an item is. */
function itemName(item: Item, { say }: Speech): string {
  if (item.type === "note") return say(`certainty.${item.certainty}`);
  if (item.type === "decision" || item.type === "task") return say(`composer.kind.${item.type}`);
  if (item.type === "evidence") return say("mark.incident.evidence-added");
  return say(item.type === "duty" ? "type.duty" : "mark.incident.observed");
}

/** An item in one line. */
function itemWords(item: Item, speech: Speech): string {
  if (item.type === "note" || item.type === "decision" || item.type === "task")
    return item.text.slice(0, 160);
  if (item.type === "duty") return `${dutyText(item, speech)} : ${item.who.name}`;
  if (item.type === "evidence") return item.name;
  if (item.type === "observation") return item.site;
  return item.id;
}
