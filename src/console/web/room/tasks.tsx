import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { Task } from "../../../incidents/events.ts";
import { Field } from "../form/field.tsx";
import { newId } from "../form/new-id.ts";
import { LongList } from "../long-list.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import { useRoomAct } from "./act.ts";
import { ActRefusal } from "./act-refusal.tsx";
import { TEXT_CHARACTERS_MAX } from "./bounds.ts";
import { itemsOf } from "./desk.tsx";
import { draftAct, newDraft } from "./draft-note.ts";
import { comingMoments } from "./moment.ts";
import { MomentField } from "./moment-field.tsx";
import { More } from "./more.tsx";
import { usePowers, useRoomParts } from "./room-context.tsx";
import { TaskRow } from "./task-row.tsx";
import { byUrgency, isLate, isOpenTask } from "./words.ts";
import { WhoField } from "./who-field.tsx";

/** All tasks: first what is late, then what is due, then the rest; what is done stands below. */
export function TaskPart() {
  const { say } = useSpeech();
  const { items } = useRoomParts();
  const { mayWrite } = usePowers();
  const nowMs = useNow();
  const tasks = itemsOf(items, "task");
  const open = tasks.filter(isOpenTask).sort(byUrgency);
  const late = open.filter((task) => isLate(task, nowMs)).length;
  const ended = tasks.filter((task) => !isOpenTask(task)).sort((a, b) => b.changed - a.changed);
  return (
    <div className="room-part">
      <section aria-labelledby="tasks-open">
        <h2 id="tasks-open">
          {open.length === 0 ? say("tasks.none") : say("tasks.open", { count: open.length })}
          {late > 0 && <span className="late">, {say("tasks.late", { count: late })}</span>}
        </h2>
        {open.length === 0 && mayWrite && <p className="quiet">{say("tasks.none.do")}</p>}
        <TaskList tasks={open} nowMs={nowMs} />
      </section>
      {mayWrite && <NewTask />}
      {ended.length > 0 && (
        <section aria-labelledby="tasks-ended">
          <h2 id="tasks-ended">{say("tasks.ended", { count: ended.length })}</h2>
          <TaskList tasks={ended} nowMs={nowMs} />
          <More type="task" />
        </section>
      )}
    </div>
  );
}

function TaskList({ tasks, nowMs }: { tasks: readonly Task[]; nowMs: number }) {
  if (tasks.length === 0) return null;
  return (
    <LongList
      className="task-list"
      items={tasks}
      keyOf={({ id }) => id}
      row={(task, place) => (
        <TaskRow key={task.id} task={task} nowMs={nowMs} place={{ at: place, of: tasks.length }} />
      )}
    />
  );
}

function NewTask() {
  const { say } = useSpeech();
  const { store } = usePowers();
  const me = useMe();
  const act = useRoomAct(store);
  const [draft, setDraft] = useState(() => ({ ...newDraft(newId("t-")), kind: "task" as const }));
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (draft.text.trim() === "") return;
    const { act: name, body } = draftAct(draft, me);
    if (await act.send(name, () => body)) setDraft({ ...newDraft(newId("t-")), kind: "task" });
  };
  return (
    <form className="form part-form" aria-label={say("tasks.new")} onSubmit={(event) => void add(event)}>
      <Field
        label={say("tasks.new")}
        value={draft.text}
        onChange={(text) => setDraft({ ...draft, text })}
        maxLength={TEXT_CHARACTERS_MAX}
        isReadOnly={act.busy}
      />
      <div className="field-row">
        <WhoField
          label={say("composer.owner")}
          value={draft.owner}
          onChange={(owner) => setDraft({ ...draft, owner })}
        />
        <MomentField
          label={say("composer.due")}
          value={draft.due}
          choices={comingMoments}
          onChange={(due) => setDraft({ ...draft, due })}
        />
      </div>
      <ActRefusal act={act} />
      <div className="buttons">
        <Button type="submit" className="button" isDisabled={act.busy || draft.text.trim() === ""}>
          {say(act.busy ? "composer.sending" : "composer.send.task")}
        </Button>
      </div>
    </form>
  );
}
