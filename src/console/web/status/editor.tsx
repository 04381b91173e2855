import { useState } from "react";
import { Button } from "react-aria-components";
import type { Incident } from "../../../incidents/events.ts";
import type { Statement, StatementFields, StatusPage } from "../../../status/events.ts";
import { ask } from "../ask.ts";
import { useAsked } from "../asked.ts";
import { useAct } from "../form/act.ts";
import { Choice } from "../form/choice.tsx";
import { useDraft } from "../form/draft.ts";
import { refusedOf } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import { BannerPart } from "./banner-part.tsx";
import { ContactPart } from "./contact-part.tsx";
import { ExercisePart, IncidentPart } from "./incident-part.tsx";
import { Preview } from "./preview.tsx";
import { PublishBox } from "./publish-box.tsx";
import { ServicesPart } from "./services-part.tsx";
import { type Draft, draftFrom, hasEnglish, LEVELS, missingFrom, withoutEnglish } from "./statement.ts";
import { WordsPart } from "./words-part.tsx";

export type PartOfStatement = {
  fields: StatementFields;
  change: (part: Partial<StatementFields>) => void;
  withEnglish: boolean;
};

/** Writes a message beside its preview. What is typed is kept until it is published. */
export function Editor({
  page,
  startFrom,
  onDone,
  onClose,
  onMeanwhile,
}: {
  page: StatusPage;
  /** An earlier message whose words are taken again, in place of what was typed before. */
  startFrom: Statement | undefined;
  onDone: (said: string) => Promise<void>;
  onClose: () => void;
  onMeanwhile: () => Promise<void>;
}) {
  const { say } = useSpeech();
  const me = useMe();
  const { current } = page;
  const [kept, keep, forget] = useDraft<Draft>(`status.${me.id}`, draftFrom(current));
  const [draft, setDraft] = useState<Draft>(() =>
    startFrom === undefined ? kept : { ...draftFrom(startFrom), base: current?.id ?? null },
  );
  const [withEnglish, setEnglish] = useState(() => hasEnglish(draft.fields));
  const [isAsking, setAsking] = useState(false);
  const { open, named, asksExercise, isExercise } = useExercise(draft);
  const act = useAct();

  const write = (next: Draft) => {
    keep(next);
    setDraft(next);
  };
  const change = (part: Partial<StatementFields>) =>
    write({ ...draft, fields: { ...draft.fields, ...part } });
  const missing = missingFrom(draft, asksExercise);
  const sent = withEnglish ? draft.fields : withoutEnglish(draft.fields);
  const publish = () =>
    void act.run(async () => {
      const exercise = asksExercise && draft.exercise !== null ? { exercise: draft.exercise } : {};
      try {
        await ask("/api/status-page", { body: { ...sent, old: draft.base, ...exercise } });
      } catch (error) {
        if (refusedOf(error).code === "changed-meanwhile") {
          setAsking(false);
          await onMeanwhile();
        }
        throw error;
      }
      forget();
      await onDone(say(isExercise ? "status.rehearsed.done" : "status.published"));
    });
  const discard = () => {
    forget();
    onClose();
  };
  const parts: PartOfStatement = { fields: draft.fields, change, withEnglish };
  return (
    <div className="editor">
      <div className="form editor-form">
        <h2>{say("status.write")}</h2>
        <p className="quiet">{say("status.draft")}</p>
        <Meanwhile
          draft={draft}
          current={current}
          onSeen={() => write({ ...draft, base: current?.id ?? null })}
        />
        <Choice
          label={say("status.level")}
          className="choice-row"
          options={LEVELS.map((level) => ({
            id: level,
            title: say(`status.level.${level}`),
            help: say(`status.level.${level}.help`),
          }))}
          value={draft.fields.level}
          onChange={(level) => change({ level })}
        />
        <WordsPart {...parts} onEnglish={setEnglish} />
        <ServicesPart {...parts} />
        <ContactPart {...parts} />
        <BannerPart {...parts} />
        <IncidentPart {...parts} open={open} />
        {asksExercise && (
          <ExercisePart value={draft.exercise} onChange={(exercise) => write({ ...draft, exercise })} />
        )}
        {isExercise && named !== undefined && <p className="consequence">{say("status.exercise.always")}</p>}
        <div role="status">
          {missing.length > 0 && (
            <p className="quiet">
              {say("status.missing", { what: missing.map((key) => say(key)).join(", ") })}
            </p>
          )}
        </div>
        <div className="form-acts editor-acts">
          <Button
            className="button-main"
            isDisabled={missing.length > 0 || draft.base !== (current?.id ?? null)}
            onPress={() => {
              act.clear();
              setAsking(true);
            }}
          >
            {say(isExercise ? "status.rehearse" : "status.publish")}
          </Button>
          <Button className="button" onPress={onClose}>
            {say("status.later")}
          </Button>
          <Discard onDiscard={discard} />
        </div>
      </div>
      <section className="editor-preview" aria-labelledby="status-preview">
        <h2 id="status-preview">{say("status.preview")}</h2>
        <Preview fields={sent} exercise={isExercise} />
      </section>
      {isAsking && (
        <PublishBox
          draft={{ ...draft, fields: sent }}
          current={current}
          isExercise={isExercise}
          act={act}
          onPublish={publish}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** What is typed goes only after being asked once more. */
function Discard({ onDiscard }: { onDiscard: () => void }) {
  const { say } = useSpeech();
  const [isAsked, setAsked] = useState(false);
  if (!isAsked) {
    return (
      <Button className="button-quiet" onPress={() => setAsked(true)}>
        {say("status.discard")}
      </Button>
    );
  }
  return (
    <>
      <Button className="button" onPress={onDiscard} autoFocus>
        {say("status.discard.do")}
      </Button>
      <Button className="button-quiet" onPress={() => setAsked(false)}>
        {say("status.discard.keep")}
      </Button>
    </>
  );
}

/** Kinds of entries after which other incidents are open. */
const INCIDENT_KINDS = ["incident.opened", "incident.closed", "incident.reopened", "incident.merged"];

/** Whether a message belongs to an exercise: its incident says so, or it must be said while an exercise is open. */
function useExercise({ fields, exercise }: Draft) {
  const { value } = useAsked<{ incidents: Incident[] }>("/api/incidents", INCIDENT_KINDS);
  const open = value?.incidents.filter(({ state }) => state === "open") ?? [];
  const named = open.find(({ id }) => id === fields.incident);
  const asksExercise = named === undefined && open.some((one) => one.exercise);
  return { open, named, asksExercise, isExercise: named?.exercise ?? (asksExercise && exercise === true) };
}

/** Somebody else published since this was begun: it is read first, and nothing typed is lost. */
function Meanwhile({
  draft,
  current,
  onSeen,
}: {
  draft: Draft;
  current: Statement | null;
  onSeen: () => void;
}) {
  const { say } = useSpeech();
  const isSame = draft.base === (current?.id ?? null);
  return (
    <div role="alert">
      {!isSame && (
        <div className="refusal">
          <p>
            {current === null
              ? say("status.meanwhile.withdrawn")
              : say("status.meanwhile", { name: current.by.name, title: current.fr.title })}
          </p>
          {current !== null && current.fr.text !== "" && (
            <p className="public-paragraph">{current.fr.text}</p>
          )}
          <Button className="button" onPress={onSeen}>
            {say("status.meanwhile.seen")}
          </Button>
        </div>
      )}
    </div>
  );
}
