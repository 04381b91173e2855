import { useDeferredValue, useMemo, useState } from "react";
import { Button, Input, Label, SearchField } from "react-aria-components";
import type { JournalLine } from "../live-messages.ts";
import { Command } from "./command.tsx";
import { EntryItem } from "./entry-list.tsx";
import { entryText } from "./entry-text.ts";
import { entriesWith } from "./journal-search.ts";
import { LongList } from "./long-list.tsx";
import { CheckpointPanel } from "./people/checkpoint.tsx";
import { useLive, useNow, useReading, useSpeech } from "./reading.tsx";
import { nameStamp, saveFile } from "./save-file.ts";
import type { Speech } from "./speech.ts";

/** The journal: search, older entries, export. */
export function JournalRoom() {
  const speech = useSpeech();
  const { say } = speech;
  const { entries, state } = useLive();
  const nowMs = useNow();
  const [words, setWords] = useState("");
  const sought = useDeferredValue(words);
  const found = useMemo(() => entriesWith(entries, sought, speech), [entries, sought, speech]);
  return (
    <>
      <div className="answer">
        <h1>{say("journal.answer", { count: state?.entries ?? entries.length })}</h1>
        <p>{say("journal.answer.detail")}</p>
      </div>
      <CheckpointPanel />
      <section aria-label={say("journal.title")}>
        <div className="list-tools">
          <SearchField value={words} onChange={setWords} className="search">
            <Label>{say("journal.search")}</Label>
            <Input />
            {words !== "" && (
              <Button className="search-clear" aria-label={say("journal.search.clear")}>
                ×
              </Button>
            )}
          </SearchField>
          <p role="status" className="found">
            {words !== "" && say("journal.search.found", { count: found.length, loaded: entries.length })}
          </p>
          <Button
            className="button"
            isDisabled={found.length === 0}
            onPress={() => exportEntries(found, speech)}
          >
            {say("journal.export")}
          </Button>
        </div>
        {entries.length === 0 && <p>{say("journal.empty")}</p>}
        {entries.length > 0 && found.length === 0 && (
          <p>{say("journal.search.nothing", { loaded: entries.length })}</p>
        )}
        <LongList
          className="entries"
          items={found}
          keyOf={({ position }) => position}
          row={(line, place) => (
            <EntryItem key={line.position} line={line} nowMs={nowMs} place={place} total={found.length} />
          )}
        />
        <Older />
        <p className="quiet">{say("journal.export.note")}</p>
        <Command line="npm run beffroi -- journal export" />
      </section>
    </>
  );
}

function Older() {
  const { store, speech } = useReading();
  const { older, entries } = useLive();
  const oldest = entries.at(-1);
  if (oldest === undefined) return null;
  if (older === "none" || oldest.position === 1) return <p className="quiet">{speech.say("journal.end")}</p>;
  return (
    <p>
      <Button className="button" onPress={() => void store.loadOlder()}>
        {speech.say("journal.older")}
      </Button>
      {older === "failed" && (
        <span role="alert" className="fault">
          {speech.say("journal.older.failed")}
        </span>
      )}
    </p>
  );
}

function exportEntries(entries: readonly JournalLine[], speech: Speech): void {
  const exported = {
    timeZone: "UTC",
    exportedAt: new Date().toISOString(),
    entries: entries.map((line) => ({ ...line, text: entryText(line, speech) })),
  };
  const name = `beffroi-journal-${nameStamp(Date.parse(exported.exportedAt))}.json`;
  saveFile(name, JSON.stringify(exported, null, 2), "application/json");
}
