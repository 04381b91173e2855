import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { ClockItemView, ClockView } from "../../../incidents/events.ts";
import { hasDraft, useDraft } from "../form/draft.ts";
import { Field } from "../form/field.tsx";
import { Mark } from "../mark.tsx";
import { useSpeech } from "../reading.tsx";
import { useRoomAct } from "../room/act.ts";
import { ActRefusal } from "../room/act-refusal.tsx";
import { TEXT_CHARACTERS_MAX } from "../room/bounds.ts";
import { usePowers, useRoomParts } from "../room/room-context.tsx";
import { Said } from "../room/said.tsx";
import { isSendKey } from "../room/send-key.ts";
import { inLanguage } from "./clock-words.ts";

/** What the article asks to be said, filled in one at a time: several people may fill side by side. */
export function ClockItems({ clock }: { clock: ClockView }) {
  const { say } = useSpeech();
  const { mayAdd } = usePowers();
  const required = clock.items.filter((item) => item.required).length;
  const [open, setOpen] = useState<string | undefined>(
    () => clock.items.find(({ item }) => hasDraft(draftKey(clock, item)))?.item,
  );
  return (
    <div className="clock-items">
      <h4>
        {clock.missing === 0
          ? say(required === 0 ? "clock.items.useful" : "clock.items.whole")
          : say("clock.items.missing", { count: clock.missing, required })}
      </h4>
      <ul>
        {clock.items.map((item) =>
          open === item.item && mayAdd ? (
            <ItemForm key={item.item} clock={clock} item={item} onClose={() => setOpen(undefined)} />
          ) : (
            <ItemRow
              key={item.item}
              clock={clock}
              item={item}
              onFill={mayAdd ? () => setOpen(item.item) : undefined}
            />
          ),
        )}
      </ul>
    </div>
  );
}

function draftKey(clock: ClockView, item: string): string {
  return `clock.${clock.id}.${item}`;
}

function ItemRow({
  clock,
  item,
  onFill,
}: {
  clock: ClockView;
  item: ClockItemView;
  onFill: (() => void) | undefined;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const label = inLanguage(item.label, speech);
  return (
    <li className="clock-item">
      <span className="clock-item-sign">
        {item.text !== null ? (
          <Mark level="ok" size="1.25em" />
        ) : (
          <Mark level={item.missing ? "strained" : "unknown"} size="1.25em" />
        )}
      </span>
      <div>
        <p>
          <strong>{label}</strong>{" "}
          <span className="quiet">
            {say("clock.article", { article: item.article.replaceAll(" ", "\u00a0") })}
          </span>
        </p>
        {item.text === null ? (
          <p className={item.missing ? "clock-item-missing" : "quiet"}>
            {say(item.missing ? "clock.item.missing" : "clock.item.useful")}
          </p>
        ) : (
          <Said text={item.text} />
        )}
      </div>
      {onFill !== undefined && (
        <button type="button" id={buttonId(clock, item.item)} className="button-small" onClick={onFill}>
          {say(item.text === null ? "clock.item.fill" : "clock.item.change")}
          <span className="unseen"> : {label}</span>
        </button>
      )}
    </li>
  );
}

function buttonId(clock: ClockView, item: string): string {
  return `fill-${clock.id}-${item}`;
}

function ItemForm({ clock, item, onClose }: { clock: ClockView; item: ClockItemView; onClose: () => void }) {
  const speech = useSpeech();
  const { say } = speech;
  const { items } = useRoomParts();
  const { store } = usePowers();
  const act = useRoomAct(store);
  const held = items.get(clock.id);
  const isClock = held?.type === "clock" || held?.type === "exercise-clock";
  const now = isClock ? (held.filled[item.item] ?? null) : item.text;
  // What stood there when the writing began: whatever comes meanwhile is not written over unseen.
  const [{ text, seen }, keep, forget] = useDraft(draftKey(clock, item.item), { text: now ?? "", seen: now });
  const setText = (typed: string) => keep({ text: typed, seen });
  const latest = useRef({ now, text, isKnown: false });
  useEffect(() => {
    latest.current = { now, text, isKnown: act.refused?.code === "changed-meanwhile" };
  });
  const close = () => {
    forget();
    onClose();
    // The button comes back in the row's place, and the keyboard with it.
    setTimeout(() => document.getElementById(buttonId(clock, item.item))?.focus());
  };
  const body = () => {
    const { isKnown, now: shown, text: typed } = latest.current;
    // "Apply again" goes by what is shown then.
    return { id: clock.id, item: item.item, old: isKnown ? shown : seen, new: typed.trim() || null };
  };
  const isWhole = (text.trim() || null) !== seen;
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    if (isWhole && !act.busy && (await act.send("fill-clock-item", body))) close();
  };
  return (
    <li className="clock-item clock-item-form">
      <form
        className="form"
        onSubmit={(event) => void send(event)}
        onKeyDownCapture={(event) => {
          if (!isSendKey(event)) return;
          event.preventDefault();
          void send();
        }}
      >
        <Field
          label={inLanguage(item.label, speech)}
          hint={inLanguage(item.hint, speech)}
          value={text}
          onChange={setText}
          lines={3}
          maxLength={TEXT_CHARACTERS_MAX}
          isReadOnly={act.busy}
          autoFocus
        />
        <ActRefusal act={act} now={now ?? say("clock.item.empty")} onDone={close} />
        <div className="form-acts">
          <Button type="submit" className="button-main" isDisabled={!isWhole || act.busy}>
            {say(act.busy ? "composer.sending" : "clock.item.save")}
          </Button>
          <Button className="button" onPress={close}>
            {say("cancel")}
          </Button>
        </div>
      </form>
    </li>
  );
}
