import { useEffect, useState } from "react";
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { ask } from "../ask.ts";
import { useSpeech } from "../reading.tsx";

/** A pause in typing after which the book of bodies is asked, in ms. */
const TYPING_MS = 200;
const LETTERS_MIN = 2;

/**
 * Which body is meant: found in the book of French public bodies as one types. What is typed over a chosen name chooses
 * nothing until a line is taken.
 */
export function BodyField<B extends { readonly id: string; readonly name: string }>({
  label,
  hint,
  value,
  onChange,
  from,
  about,
}: {
  label: string;
  hint?: string;
  value: B | null;
  onChange: (body: B | null) => void;
  /** The room's address that looks names up: it answers {bodies} to ?q=. */
  from: string;
  /** What tells a body from its namesakes. */
  about: (body: B) => string;
}) {
  const { say } = useSpeech();
  const [words, setWords] = useState(value?.name ?? "");
  const [found, setFound] = useState<readonly B[]>(value === null ? [] : [value]);
  useEffect(() => {
    if (words.trim().length < LETTERS_MIN || words === value?.name) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const path = `${from}?q=${encodeURIComponent(words.trim().slice(0, 100))}`;
        setFound((await ask<{ bodies: B[] }>(path, { signal: stop.signal })).bodies);
      } catch {
        // What is typed stays; the next letter asks again.
      }
    }, TYPING_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [words, value, from]);
  return (
    <ComboBox
      className="field combo"
      items={[...found]}
      inputValue={words}
      selectedKey={value?.id ?? null}
      onInputChange={(typed) => {
        setWords(typed);
        if (value !== null && typed !== value.name) onChange(null);
      }}
      onSelectionChange={(key) => {
        const body = found.find(({ id }) => id === key);
        if (body === undefined) return;
        onChange(body);
        setWords(body.name);
      }}
      allowsEmptyCollection
      menuTrigger="input"
    >
      <Label>{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <span className="combo-box">
        <Input />
        <Button className="combo-open">▾</Button>
      </span>
      <Popover className="combo-list">
        <ListBox renderEmptyState={() => <p className="quiet combo-empty">{say("body.nothing")}</p>}>
          {(body: B) => (
            <ListBoxItem id={body.id} textValue={body.name} className="combo-item">
              <bdi>{body.name}</bdi>
              <span className="quiet">{about(body)}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
