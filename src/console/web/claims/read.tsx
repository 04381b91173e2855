import { type FormEvent, useState } from "react";
import { Button, DropZone, type FileDropItem, FileTrigger, Text } from "react-aria-components";
import { useAct } from "../form/act.ts";
import { useDraft } from "../form/draft.ts";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { Check } from "../notices/check.tsx";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import type { ClaimsPart } from "./claims-room.tsx";
import { ReadOutcomes } from "./read-outcome.tsx";
import {
  emptyText,
  FILE_BYTES_MAX,
  inputOfFile,
  inputOfText,
  type ReadFound,
  readAll,
  type TextDraft,
} from "./read-input.ts";

const EVENT_ID = /^e-[0-9a-f]{16}$/;

/** Reads something new: first what is understood is shown, then it is recorded. */
export function ReadPart({ rest }: ClaimsPart) {
  const { say } = useSpeech();
  const mayRead = useMay("member");
  const event = EVENT_ID.test(rest[0] ?? "") ? rest[0] : undefined;
  if (!mayRead) {
    return (
      <div className="answer">
        <h1>{say("claims.part.read")}</h1>
        <p>{say("claims.read.not-member")}</p>
      </div>
    );
  }
  return (
    <>
      <div className="answer">
        <h1>{say("claims.read.title")}</h1>
        <p>{say("claims.read.what")}</p>
        {event !== undefined && (
          <p className="quiet claims-about">
            {say("claims.read.joins")}{" "}
            <a href={addressOf("claims", "event", event)}>{say("claims.read.to-event")}</a>
          </p>
        )}
      </div>
      <ReadForm event={event} />
    </>
  );
}

function ReadForm({ event }: { event: string | undefined }) {
  const { say } = useSpeech();
  const [draft, setDraft, forget] = useDraft<TextDraft>("claims.read", emptyText);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [found, setFound] = useState<ReadFound | undefined>(undefined);
  const act = useAct();
  const isReady = draft.text.trim() !== "" || files.length > 0;
  const change = (next: TextDraft) => {
    setDraft(next);
    setFound(undefined);
  };
  const read = (record: boolean) =>
    act.run(async () => {
      const inputs =
        files.length > 0
          ? await Promise.all(files.map((file) => inputOfFile(file, draft, event)))
          : [inputOfText(draft, event)];
      setFound(await readAll(inputs, record, files.length > 0 ? undefined : draft.text));
      if (!record) return;
      forget();
      setDraft(emptyText);
      setFiles([]);
    });
  const submit = (sent: FormEvent) => {
    sent.preventDefault();
    if (isReady) void read(false);
  };
  return (
    <>
      <form className="form read-form" onSubmit={submit}>
        {files.length === 0 && (
          <Field
            label={say("claims.read.text")}
            hint={say("claims.read.text.hint")}
            value={draft.text}
            onChange={(text) => change({ ...draft, text })}
            lines={10}
          />
        )}
        <Files
          files={files}
          onChange={(next) => {
            setFiles(next);
            setFound(undefined);
          }}
        />
        <About draft={draft} onChange={change} />
        {act.refused !== undefined && files.length > 1 && (
          <p>{say("claims.read.refused", { name: act.refused.where })}</p>
        )}
        <RefusalNote refused={act.refused} />
        <div className="form-acts">
          <Button className="button-main" type="submit" isDisabled={!isReady || act.busy}>
            {say("claims.read.preview")}
          </Button>
          {act.busy && <span role="status">{say("claims.read.busy")}</span>}
        </div>
      </form>
      {found !== undefined && (
        <ReadOutcomes found={found} onRecord={() => void read(true)} isBusy={act.busy} />
      )}
    </>
  );
}

function Files({ files, onChange }: { files: readonly File[]; onChange: (files: readonly File[]) => void }) {
  const { say, bytes } = useSpeech();
  const [tooLarge, setTooLarge] = useState<readonly File[]>([]);
  const take = (given: readonly File[]) => {
    setTooLarge(given.filter(({ size }) => size > FILE_BYTES_MAX));
    onChange([...files, ...given.filter(({ size }) => size <= FILE_BYTES_MAX)].slice(0, 20));
  };
  return (
    <>
      <DropZone
        className="drop"
        aria-label={say("claims.read.drop.name")}
        getDropOperation={() => "copy"}
        onDrop={async ({ items }) => {
          const dropped = items.filter((item): item is FileDropItem => item.kind === "file");
          take(await Promise.all(dropped.map((item) => item.getFile())));
        }}
      >
        <Text slot="label">{say("claims.read.drop")}</Text>
        <FileTrigger allowsMultiple onSelect={(chosen) => take([...(chosen ?? [])])}>
          <Button className="button">{say("claims.read.choose")}</Button>
        </FileTrigger>
      </DropZone>
      {tooLarge.map(({ name, size }) => (
        <p key={name} className="refusal" role="alert">
          {say("claims.read.too-large", { name, bytes: bytes(size), max: bytes(FILE_BYTES_MAX) })}
        </p>
      ))}
      {files.length > 0 && (
        <ul className="plain-list">
          {files.map((file) => (
            <li key={file.name} className="read-file">
              <bdi>{file.name}</bdi> <span className="quiet">{bytes(file.size)}</span>
              <Button
                className="button-quiet"
                onPress={() => onChange(files.filter((one) => one !== file))}
                aria-label={say("claims.read.leave.about", { name: file.name })}
              >
                {say("claims.read.leave")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function About({ draft, onChange }: { draft: TextDraft; onChange: (draft: TextDraft) => void }) {
  const { say } = useSpeech();
  return (
    <>
      <div className="form-row">
        <Field
          label={say("claims.read.publisher")}
          hint={say("claims.read.publisher.hint")}
          value={draft.publisher}
          onChange={(publisher) => onChange({ ...draft, publisher })}
          maxLength={200}
        />
        <Field
          label={say("claims.read.date")}
          hint={say("claims.read.date.hint")}
          type="date"
          value={draft.publishedAt}
          onChange={(publishedAt) => onChange({ ...draft, publishedAt })}
        />
      </div>
      <Field
        label={say("claims.read.url")}
        value={draft.url}
        onChange={(url) => onChange({ ...draft, url })}
        maxLength={500}
        inputMode="url"
        literal
      />
      <Check
        isOn={draft.exercise}
        onChange={(exercise) => onChange({ ...draft, exercise })}
        title={say("claims.read.exercise")}
        help={say("claims.read.exercise.help")}
      />
    </>
  );
}
