import type { Task } from "../../../incidents/events.ts";
import { useSpeech } from "../reading.tsx";
import { ActMenu } from "./act-menu.tsx";
import { taskActs, useItemActs } from "./item-acts.ts";
import { usePowers } from "./room-context.tsx";
import { useKeepFocus } from "./keep-focus.ts";
import { Said } from "./said.tsx";
import { dueText, isLate, whoText } from "./words.ts";

/** So much of a task's text names it to who hears the page. */
const NAMED_CHARACTERS = 80;

/** A task: what, who, until when, and the one press that carries it on. */
export function TaskRow({
  task,
  nowMs,
  isShort = false,
  place,
}: {
  task: Task;
  nowMs: number;
  isShort?: boolean;
  /** Where it stands in a list whose other rows may not be in the document. */
  place?: { at: number; of: number };
}) {
  const speech = useSpeech();
  const { say } = speech;
  const { mayWrite } = usePowers();
  const run = useItemActs();
  const { row, pressed } = useKeepFocus<HTMLLIElement>(task.state);
  const [first, ...others] = mayWrite ? taskActs(task) : [];
  const late = isLate(task, nowMs);
  const due = dueText(task, nowMs, speech);
  const second = first === "start" ? others.shift() : undefined;
  return (
    <li
      ref={row}
      className={`task task-${task.state}${late ? " task-late" : ""}`}
      id={`item-${task.id}`}
      aria-posinset={place?.at}
      aria-setsize={place?.of}
    >
      <div className="task-words">
        <Said text={task.text} />
        <p className="task-about">
          <span className={`task-state task-state-${task.state}`}>{say(`task.state.${task.state}`)}</span>
          <bdi>{whoText(task.owner, speech)}</bdi>
          {due !== undefined && <span className={late ? "late" : ""}>{due}</span>}
          {!isShort && task.corrections > 0 && (
            <span className="quiet">{say("item.corrected", { count: task.corrections })}</span>
          )}
        </p>
      </div>
      {first !== undefined && (
        <div className="task-acts">
          {[first, second].map(
            (act) =>
              act !== undefined && (
                <button
                  key={act}
                  type="button"
                  className="button-small"
                  onClick={() => {
                    pressed();
                    run(act, task);
                  }}
                >
                  {say(`act.${act}`)}
                  <span className="unseen"> : {task.text.slice(0, NAMED_CHARACTERS)}</span>
                </button>
              ),
          )}
          {!isShort && others.length > 0 && (
            <ActMenu
              className="button-small"
              label={say("task.more", { text: task.text.slice(0, NAMED_CHARACTERS) })}
              acts={[...others, "correct"]}
              onAct={(name) => run(name, task)}
            />
          )}
        </div>
      )}
    </li>
  );
}
