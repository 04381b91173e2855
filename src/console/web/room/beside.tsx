import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { itemsOf } from "./desk.tsx";
import { usePowers, useRoomParts } from "./room-context.tsx";
import { Said } from "./said.tsx";
import { TaskRow } from "./task-row.tsx";
import { byUrgency, dutyText, isHeld, isOpenTask, whoText } from "./words.ts";

/** Shown beside the timeline; their own parts have all of them. */
const TASKS_BESIDE = 6;
const DECISIONS_BESIDE = 4;
const DUTIES_BESIDE = 10;

/** Beside the timeline, where there is room: what is to be done, who does what, what was decided. */
export function Beside() {
  const { say } = useSpeech();
  return (
    <aside className="beside" aria-label={say("beside.title")}>
      <NextTasks />
      <Duties />
      <LatestDecisions />
    </aside>
  );
}

function NextTasks() {
  const { say } = useSpeech();
  const { items, incident } = useRoomParts();
  const nowMs = useNow();
  const tasks = itemsOf(items, "task").filter(isOpenTask).sort(byUrgency);
  return (
    <section aria-labelledby="beside-tasks">
      <h2 id="beside-tasks">{say("beside.tasks")}</h2>
      {tasks.length === 0 && <p className="quiet">{say("beside.tasks.none")}</p>}
      <ul className="task-list">
        {tasks.slice(0, TASKS_BESIDE).map((task) => (
          <TaskRow key={task.id} task={task} nowMs={nowMs} isShort />
        ))}
      </ul>
      {tasks.length > TASKS_BESIDE && (
        <p>
          <a href={addressOf("incident", incident.id, "tasks")}>
            {say("beside.tasks.all", { count: tasks.length })}
          </a>
        </p>
      )}
    </section>
  );
}

function Duties() {
  const speech = useSpeech();
  const { say } = speech;
  const { items, incident } = useRoomParts();
  const { mayWrite } = usePowers();
  const nowMs = useNow();
  const held = itemsOf(items, "duty").filter(isHeld).reverse();
  return (
    <section aria-labelledby="beside-duties">
      <h2 id="beside-duties">{say("beside.duties")}</h2>
      {held.length === 0 && <p className="quiet">{say(mayWrite ? "beside.duties.none" : "team.none")}</p>}
      <dl className="duty-list">
        {held.slice(0, DUTIES_BESIDE).map((duty) => (
          <div key={duty.id}>
            <dt>{dutyText(duty, speech)}</dt>
            <dd>
              <bdi>{whoText(duty.who, speech)}</bdi>
              {duty.until !== null && (
                <span className={Date.parse(duty.until) <= nowMs ? "late duty-until" : "quiet duty-until"}>
                  {" "}
                  {say("duty.until", { time: speech.at(Date.parse(duty.until), nowMs) })}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <a href={addressOf("incident", incident.id, "team")}>
          {say(mayWrite ? "beside.duties.all" : "part.team")}
        </a>
      </p>
    </section>
  );
}

function LatestDecisions() {
  const speech = useSpeech();
  const { say } = speech;
  const { items, incident } = useRoomParts();
  const nowMs = useNow();
  const decisions = itemsOf(items, "decision").filter(({ revoked }) => revoked === null);
  return (
    <section aria-labelledby="beside-decisions">
      <h2 id="beside-decisions">{say("beside.decisions")}</h2>
      {decisions.length === 0 && <p className="quiet">{say("beside.decisions.none")}</p>}
      <ul className="plain-list">
        {decisions.slice(0, DECISIONS_BESIDE).map((decision) => (
          <li key={decision.id} className="decision-short">
            <Said text={decision.text} />
            <p className="quiet">
              <bdi>{whoText(decision.decider, speech)}</bdi> ·{" "}
              {speech.stamp(Date.parse(decision.occurredAt ?? decision.at), nowMs)}
            </p>
          </li>
        ))}
      </ul>
      {decisions.length > DECISIONS_BESIDE && (
        <p>
          <a href={addressOf("incident", incident.id, "decisions")}>
            {say("beside.decisions.all", { count: decisions.length })}
          </a>
        </p>
      )}
    </section>
  );
}
