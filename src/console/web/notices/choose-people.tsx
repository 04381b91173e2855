import { useState } from "react";
import { Button, CheckboxGroup, Label } from "react-aria-components";
import type { Contact } from "../../../people/events.ts";
import { SearchBox } from "../form/search-box.tsx";
import { addressOf } from "../place.ts";
import { inCallOrder } from "../people/contacts.ts";
import { hasWords } from "../people/has-words.ts";
import { useSpeech } from "../reading.tsx";
import { Check } from "./check.tsx";

/** Boxes drawn at once; the search brings the others. */
const DRAWN_MAX = 150;

/** People of the address book, to be ticked. Those ticked stay so whatever is searched. */
export function ChoosePeople({
  label,
  contacts,
  chosen,
  onChange,
}: {
  label: string;
  contacts: readonly Contact[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const [words, setWords] = useState("");
  const found = inCallOrder(contacts, speech.language).filter(
    ({ name, function: work, organisation, note }) => hasWords(words, name, work, organisation, note),
  );
  const shown = found.map(({ id }) => id);
  if (contacts.length === 0) {
    return (
      <p className="empty">
        {say("write.contacts.none")} <a href={addressOf("people", "directory")}>{say("directory.title")}</a>
      </p>
    );
  }
  return (
    <div className="choose-people">
      {contacts.length > 8 && (
        <SearchBox label={say("write.contacts.search")} value={words} onChange={setWords}>
          {words !== "" && say("write.contacts.found", { count: found.length, all: contacts.length })}
        </SearchBox>
      )}
      <CheckboxGroup className="choices" value={[...chosen]} onChange={onChange}>
        <div className="part-head">
          <Label>{label}</Label>
          <span className="buttons">
            <Button className="button-small" onPress={() => onChange([...new Set([...chosen, ...shown])])}>
              {say("write.all")}
            </Button>
            <Button
              className="button-small"
              onPress={() => onChange(chosen.filter((id) => !shown.includes(id)))}
            >
              {say("write.nobody")}
            </Button>
          </span>
        </div>
        <div className="checks-list">
          {found.slice(0, DRAWN_MAX).map(({ id, name, function: work, organisation }) => (
            <Check
              key={id}
              value={id}
              title={<bdi>{name}</bdi>}
              help={<bdi>{[work, organisation].filter(Boolean).join(", ")}</bdi>}
            />
          ))}
          {found.length > DRAWN_MAX && (
            <p className="quiet">{say("write.contacts.more", { count: found.length - DRAWN_MAX })}</p>
          )}
        </div>
      </CheckboxGroup>
    </div>
  );
}
