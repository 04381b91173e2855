import { useSyncExternalStore } from "react";
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import type { Who } from "../../../incidents/events.ts";
import { useSpeech } from "../reading.tsx";
import { useDesk } from "./desk.tsx";
import { oneLine } from "./one-line.ts";
import type { KnownWho } from "./who-store.ts";

/** Names offered at once; typing narrows them. */
const OFFERED_MAX = 50;

/** Somebody: chosen among those who are known, or typed. */
export function WhoField(props: {
  label: string;
  value: Who | null;
  onChange(value: Who | null): void;
  isRequired?: boolean;
  isDisabled?: boolean;
}) {
  const { say } = useSpeech();
  const { who } = useDesk();
  const known = useSyncExternalStore(who.subscribe, who.read);
  const { label, value, onChange, isRequired = false, isDisabled = false } = props;
  const typed = value?.name ?? "";
  const offered = offeredFor(known, typed);
  const type = (typed: string) => {
    // While it is typed it may end with a space: the next name follows.
    const name = oneLine(`${typed}.`).slice(0, -1);
    const found = known.find((one) => one.name === name);
    onChange(name.trim() === "" ? null : found === undefined ? { name } : whoOf(found));
  };
  return (
    <ComboBox
      className="field who-field"
      inputValue={typed}
      onInputChange={type}
      onChange={(id) => {
        const found = known.find((one) => one.id === id);
        if (found !== undefined) onChange(whoOf(found));
      }}
      items={offered}
      allowsCustomValue
      allowsEmptyCollection={false}
      isRequired={isRequired}
      isDisabled={isDisabled}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <div className="who-input">
        <Input maxLength={128} autoComplete="off" />
        <Button className="who-open" aria-label={say("who.list")}>
          ▾
        </Button>
      </div>
      <Popover className="who-popover" offset={4}>
        <ListBox<KnownWho> className="list-box">
          {(one) => (
            <ListBoxItem id={one.id} textValue={one.name} className="list-option">
              <span>{one.name}</span>
              {one.function !== undefined && <span className="quiet">{one.function}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** All while nothing is typed or a name is whole; otherwise those with a word that begins so. */
function offeredFor(known: readonly KnownWho[], typed: string): KnownWho[] {
  const sought = plain(typed);
  const whole = sought === "" || known.some(({ name }) => plain(name) === sought);
  const fitting = whole
    ? known
    : known.filter(
        (one) =>
          plain(`${one.name} ${one.function ?? ""}`)
            .split(/[\s'-]+/)
            .some((word) => word.startsWith(sought)) || plain(one.name).includes(sought),
      );
  return fitting.slice(0, OFFERED_MAX);
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function whoOf({ name, function: function_, person }: KnownWho): Who {
  return {
    name,
    ...(function_ === undefined ? {} : { function: function_ }),
    ...(person === undefined ? {} : { person }),
  };
}
