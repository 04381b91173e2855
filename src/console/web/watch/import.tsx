import { type FormEvent, useState } from "react";
import { Button, FileTrigger } from "react-aria-components";
import type { ImportResult, Preview } from "../../../watch/events.ts";
import { ask, Refused } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { useDraft } from "../form/draft.ts";
import { Field } from "../form/field.tsx";
import { newId } from "../form/new-id.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { SubmitButton } from "../people/submit-button.tsx";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { AddSite } from "./add-site.tsx";
import { type Decisions, PreviewPart } from "./import-preview.tsx";
import { ImportsDone } from "./imports-done.tsx";
import { LIST_BYTES_MAX, listText, PATIENCE_MS } from "./read-list.ts";
import { tagsIn } from "./tags.ts";
import type { WatchPart } from "./watch-room.tsx";
import { importRest } from "./words.ts";

/** A pasted list that is longer is not kept by the tab: it lies in a file anyway. */
const DRAFT_CHARACTERS_MAX = 200_000;

type About = { source: string; licence: string; tags: string };
type Looked = { preview: Preview; text: string };

/** Answers: what will be watched, and whose sites are they? A list is looked at before anything is recorded. */
export function ImportPart(_: WatchPart) {
  const { say } = useSpeech();
  const mayLook = useMay("member");
  return (
    <>
      <div className="answer">
        <h1>{say("watch.import.answer")}</h1>
        <p>{say("watch.import.detail")}</p>
      </div>
      {mayLook ? (
        <>
          <ImportDesk />
          <AddSite />
        </>
      ) : (
        <p className="quiet">{say("watch.empty.observer")}</p>
      )}
      <ImportsDone />
    </>
  );
}

function ImportDesk() {
  const speech = useSpeech();
  const { say } = speech;
  const [text, setText, forgetText] = useListDraft();
  const [about, setAbout, forgetAbout] = useDraft<About>("watch.import", {
    source: "",
    licence: "",
    tags: "",
  });
  const [looked, setLooked] = useState<Looked | undefined>(undefined);
  const [done, setDone] = useState<ImportResult | undefined>(undefined);
  const act = useAct();
  const look = (event: FormEvent) => {
    event.preventDefault();
    void act.run(async () => {
      setDone(undefined);
      const body = { text };
      const path = "/api/watch/imports/preview";
      setLooked({ preview: await ask<Preview>(path, { body, patienceMs: PATIENCE_MS }), text });
    });
  };
  const finish = (result: ImportResult) => {
    setDone(result);
    setLooked(undefined);
    setText("");
    forgetText();
    forgetAbout();
  };
  return (
    <>
      <section className="watch-form" aria-labelledby="import-title">
        <h2 id="import-title">{say("watch.import.title")}</h2>
        <form className="form" onSubmit={look}>
          <ListField
            text={text}
            onChange={(next) => {
              setText(next);
              setLooked(undefined);
            }}
            onFile={(name) => about.source === "" && setAbout({ ...about, source: name })}
            fail={(refused) => void act.run(() => Promise.reject(refused))}
          />
          <RefusalNote refused={act.refused} />
          <SubmitButton act={act} isReady={text.trim() !== "" && !act.busy}>
            {say(act.busy ? "watch.import.reading" : "watch.import.look")}
          </SubmitButton>
        </form>
      </section>
      <div role="status">
        {done !== undefined && (
          <p className="done-note">
            {say("watch.import.done", { count: done.added, rest: importRest(done, speech) })}{" "}
            <a href={addressOf("sites")} ref={focusOn}>
              {say("watch.import.done.look")}
            </a>{" "}
            {done.unmatched > 0 && (
              <a href={addressOf("sites", "list", "kind", "none")}>{say("watch.import.done.unmatched")}</a>
            )}
          </p>
        )}
      </div>
      {looked !== undefined && (
        <Recording
          key={looked.preview.sha256}
          looked={looked}
          about={about}
          setAbout={setAbout}
          onDone={finish}
        />
      )}
    </>
  );
}

/** Called once, when the link comes: the form that held the focus is gone then. */
const focusOn = (link: HTMLElement | null) => link?.focus();

/** What is pasted survives a reload; a list that was chosen as a file can be chosen again. */
function useListDraft(): [string, (text: string) => void, () => void] {
  const [draft, setDraft, forget] = useDraft("watch.import.text", "");
  const [text, setText] = useState(draft);
  const change = (next: string) => {
    setText(next);
    if (next.length <= DRAFT_CHARACTERS_MAX) setDraft(next);
    else forget();
  };
  return [text, change, forget];
}

function ListField({
  text,
  onChange,
  onFile,
  fail,
}: {
  text: string;
  onChange: (text: string) => void;
  onFile: (name: string) => void;
  fail: (refused: Refused) => void;
}) {
  const { say, bytes, number } = useSpeech();
  const isLong = text.length > DRAFT_CHARACTERS_MAX;
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > LIST_BYTES_MAX) {
      fail(
        new Refused(
          413,
          "list-too-large",
          say("watch.import.too-large", { size: bytes(LIST_BYTES_MAX) }),
          "",
          "",
        ),
      );
      return;
    }
    onChange(listText(new Uint8Array(await file.arrayBuffer())));
    onFile(file.name);
  };
  return (
    <>
      {isLong ? (
        <p className="consequence">
          {say("watch.import.loaded", { lines: number(text.split("\n").length) })}{" "}
          <Button className="button-quiet" onPress={() => onChange("")}>
            {say("watch.import.empty")}
          </Button>
        </p>
      ) : (
        <Field
          label={say("watch.import.text")}
          hint={say("watch.import.text.hint")}
          value={text}
          onChange={onChange}
          lines={8}
          placeholder={"https://www.marseille.fr/\nhttps://www.tarbes.fr/"}
          className="list-field"
        />
      )}
      <FileTrigger
        acceptedFileTypes={[".csv", ".txt", ".tsv", "text/plain", "text/csv"]}
        onSelect={(chosen) => void take(chosen?.[0])}
      >
        <Button className="button">{say("watch.import.file")}</Button>
      </FileTrigger>
    </>
  );
}

function Recording({
  looked: { preview, text },
  about,
  setAbout,
  onDone,
}: {
  looked: Looked;
  about: About;
  setAbout: (about: About) => void;
  onDone: (result: ImportResult) => void;
}) {
  const { say } = useSpeech();
  const mayImport = useMay("lead");
  const [id] = useState(() => newId("m-"));
  const [decisions, setDecisions] = useState<Decisions>({});
  const act = useAct();
  const record = (event: FormEvent) => {
    event.preventDefault();
    void act.run(async () => {
      const { source, licence, tags } = about;
      const body = {
        id,
        text,
        source: source.trim(),
        licence: licence.trim(),
        tags: tagsIn(tags),
        decisions,
      };
      onDone(await ask<ImportResult>("/api/watch/imports", { body, patienceMs: PATIENCE_MS }));
    });
  };
  return (
    <>
      <PreviewPart preview={preview} text={text} decisions={decisions} onDecide={setDecisions} />
      {!mayImport && <p className="consequence">{say("watch.import.lead")}</p>}
      {mayImport && preview.sites > 0 && (
        <section className="watch-form" aria-labelledby="record-title">
          <h2 id="record-title">{say("watch.import.record")}</h2>
          <form className="form" onSubmit={record}>
            <div className="form-row">
              <Field
                label={say("watch.import.source")}
                hint={say("watch.import.source.hint")}
                maxLength={300}
                value={about.source}
                onChange={(source) => setAbout({ ...about, source })}
                isRequired
              />
              <Field
                label={say("watch.import.licence")}
                hint={say("watch.import.licence.hint")}
                maxLength={100}
                value={about.licence}
                onChange={(licence) => setAbout({ ...about, licence })}
              />
            </div>
            <Field
              label={say("watch.add.tags")}
              hint={say("watch.add.tags.hint")}
              maxLength={400}
              value={about.tags}
              onChange={(tags) => setAbout({ ...about, tags })}
            />
            <div className="consequence">{say("watch.import.consequence", { count: preview.sites })}</div>
            <RefusalNote refused={act.refused} />
            <SubmitButton act={act} isReady={about.source.trim() !== ""}>
              {act.busy ? say("watch.import.recording") : say("watch.import.do", { count: preview.sites })}
            </SubmitButton>
          </form>
        </section>
      )}
    </>
  );
}
