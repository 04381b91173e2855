import { type KeyboardEvent, useId, useRef, useState } from "react";
import { Button, Label, Radio, RadioGroup, TextArea, TextField } from "react-aria-components";
import { TEXT_CHARACTERS_MAX } from "./bounds.ts";

import { newId } from "../form/new-id.ts";
import { useIsConnected, useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import { type RoomAct, useRoomAct } from "./act.ts";
import { ActRefusal } from "./act-refusal.tsx";
import { ComposerFields } from "./composer-fields.tsx";
import {
  DRAFT_KINDS,
  type Draft,
  type DraftKind,
  draftAct,
  isNote,
  isWhole,
  newDraft,
} from "./draft-note.ts";
import { useMyDraft } from "./my-draft.ts";
import { usePowers } from "./room-context.tsx";
import { isSendKey } from "./send-key.ts";

/**
 * One box for all that is written down: what it is, the words, and what goes with them. A closed incident takes late
 * notes, but no work.
 */
export function Composer({ incident, notesOnly }: { incident: string; notesOnly: boolean }) {
  const { store } = usePowers();
  const { say } = useSpeech();
  const me = useMe();
  const act = useRoomAct(store);
  const [kept, setDraft, forget] = useMyDraft<Draft>(`note.${incident}`, newDraft(newId("n-")));
  const draft: Draft = notesOnly && !isNote(kept.kind) ? { ...kept, kind: "fact" } : kept;
  const [sent, setSent] = useState("");
  // Small until somebody writes, then open for good: what moves under the hand is missed.
  const [isOpen, setOpen] = useState(draft.text !== "");
  const box = useRef<HTMLTextAreaElement>(null);
  const label = useId();
  const send = async () => {
    if (!isWhole(draft)) return box.current?.focus();
    setSent("");
    const { act: name, body } = draftAct(draft, me);
    if (await act.send(name, () => body)) {
      setDraft({ ...newDraft(newId("n-")), kind: draft.kind });
      forget();
      setSent(say("composer.sent"));
      box.current?.focus();
    }
  };
  // Refused because something else stands under this id: the next try is an entry of its own.
  const change = (part: Partial<Draft>) => {
    const isTaken = act.refused?.code === "already-exists";
    setDraft({ ...draft, ...part, ...(isTaken ? { id: newId("n-") } : {}) });
    if (sent !== "") setSent("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    void send();
  };
  return (
    <section
      className="composer"
      aria-labelledby={label}
      onKeyDownCapture={onKeyDown}
      onFocus={() => setOpen(true)}
    >
      <h2 id={label} className="unseen">
        {say("composer.title")}
      </h2>
      {notesOnly && <p className="quiet">{say("composer.closed")}</p>}
      <KindChoice
        kind={draft.kind}
        kinds={notesOnly ? DRAFT_KINDS.filter(isNote) : DRAFT_KINDS}
        onChange={(kind) => change({ kind })}
      />
      <TextField
        className="field composer-text"
        value={draft.text}
        onChange={(text) => change({ text })}
        maxLength={TEXT_CHARACTERS_MAX}
        isReadOnly={act.busy}
        aria-label={say(`composer.ask.${draft.kind}`)}
      >
        <TextArea ref={box} rows={2} dir="auto" placeholder={say(`composer.ask.${draft.kind}`)} />
      </TextField>
      {isOpen && <ComposerFields draft={draft} onChange={change} isDisabled={act.busy} />}
      <ActRefusal act={act} />
      {isOpen && <ComposerFoot draft={draft} act={act} sent={sent} onSend={() => void send()} />}
    </section>
  );
}

type KindChoiceProps = { kind: DraftKind; kinds: readonly DraftKind[]; onChange(kind: DraftKind): void };

function KindChoice({ kind, kinds, onChange }: KindChoiceProps) {
  const { say } = useSpeech();
  return (
    <RadioGroup
      className="choices"
      orientation="horizontal"
      value={kind}
      onChange={(chosen) => onChange(chosen as DraftKind)}
    >
      <Label className="unseen">{say("composer.kind")}</Label>
      <div className="choices-row">
        {kinds.map((one) => (
          <Radio key={one} value={one} className={`chip chip-${one}`}>
            {say(`composer.kind.${one}`)}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

/** From so many characters left on, their number is said. */
const LEFT_SAID = 400;

type FootProps = { draft: Draft; act: RoomAct; sent: string; onSend(): void };

function ComposerFoot({ draft, act, sent, onSend }: FootProps) {
  const { say, number } = useSpeech();
  const isConnected = useIsConnected();
  const left = TEXT_CHARACTERS_MAX - draft.text.length;
  return (
    <div className="composer-foot">
      <Button className="button-main" isDisabled={act.busy || !isWhole(draft)} onPress={onSend}>
        {say(`composer.send.${draft.kind}`)}
      </Button>
      <p role="status" className="quiet">
        {act.busy && say("composer.sending")}
        {!act.busy && sent}
        {!act.busy && sent === "" && left < LEFT_SAID && say("composer.left", { left: number(left) })}
        {!act.busy && sent === "" && left >= LEFT_SAID && (
          <>
            {isConnected && <span className="by-keyboard">{say("composer.keys")} </span>}
            {say(isConnected ? "composer.note" : "composer.lost")}
          </>
        )}
      </p>
    </div>
  );
}
