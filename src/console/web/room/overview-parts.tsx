import type { Incident, Task } from "../../../incidents/events.ts";
import { EntryList } from "../entry-list.tsx";
import { addressOf } from "../place.ts";
import { useLive, useNow, useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import { itemsOf } from "./desk.tsx";
import type { LookedAt } from "./overview.tsx";
import { Said } from "./said.tsx";
import { byUrgency, dueText, dutyText, isHeld, isLate, isOpenTask, whoText } from "./words.ts";

/** Shown of each; the rooms have all of them. */
const TASKS_MAX = 8;
const DUTIES_MAX = 10;
const DECISIONS_MAX = 4;
const ENTRIES_MAX = 6;

type Rooms = { rooms: readonly LookedAt[] };

/** What the reader has to do, in all open incidents. */
export function MyTasks({ rooms }: Rooms) {
  const speech = useSpeech();
  const { say } = speech;
  const me = useMe();
  const nowMs = useNow();
  const mine = rooms
    .flatMap(({ items, incident }) => itemsOf(items, "task").map((task) => ({ task, incident })))
    .filter(({ task }) => isOpenTask(task) && isMine(task, me))
    .sort((a, b) => byUrgency(a.task, b.task));
  return (
    <section aria-labelledby="mine-title">
      <h2 id="mine-title">{say("overview.mine")}</h2>
      {mine.length === 0 && <p className="quiet">{say("overview.mine.none")}</p>}
      <ul className="plain-list">
        {mine.slice(0, TASKS_MAX).map(({ task, incident }) => (
          <li key={task.id} className={isLate(task, nowMs) ? "line-item task-late" : "line-item"}>
            <a href={addressOf("incident", incident.id, "tasks")}>
              <bdi>{task.text}</bdi>
            </a>
            <p className="task-about">
              <span className={isLate(task, nowMs) ? "late" : "quiet"}>
                {dueText(task, nowMs, speech) ?? say("moment.none")}
              </span>
              <From incident={incident} among={mine} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function isMine({ owner }: Task, me: { id: string; name: string }): boolean {
  if (owner === null) return false;
  return owner.person === undefined ? owner.name === me.name : owner.person === me.id;
}

type OfIncident = { incident: Incident };

/** Of which incident it is, where a list is of several. */
function From({ incident, among }: OfIncident & { among: readonly OfIncident[] }) {
  if (among.every((one) => one.incident.id === incident.id)) return null;
  return <bdi className="quiet from">{incident.title}</bdi>;
}

/** Who does what now. */
export function OverviewDuties({ rooms }: Rooms) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const held = rooms.flatMap(({ items, incident }) =>
    itemsOf(items, "duty")
      .filter(isHeld)
      .reverse()
      .map((duty) => ({ duty, incident })),
  );
  return (
    <section aria-labelledby="duties-title">
      <h2 id="duties-title">{say("beside.duties")}</h2>
      {held.length === 0 && <p className="quiet">{say("team.none")}</p>}
      <dl className="duty-list">
        {held.slice(0, DUTIES_MAX).map(({ duty, incident }) => (
          <div key={duty.id}>
            <dt>{dutyText(duty, speech)}</dt>
            <dd>
              <bdi>{whoText(duty.who, speech)}</bdi>{" "}
              {duty.until !== null && (
                <span className="quiet">
                  {say("duty.until", { time: speech.at(Date.parse(duty.until), nowMs) })}{" "}
                </span>
              )}
              <From incident={incident} among={held} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The latest decisions that hold. */
export function OverviewDecisions({ rooms }: Rooms) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const decisions = rooms
    .flatMap(({ items, incident }) => itemsOf(items, "decision").map((decision) => ({ decision, incident })))
    .filter(({ decision }) => decision.revoked === null)
    .sort((a, b) => b.decision.position - a.decision.position)
    .slice(0, DECISIONS_MAX);
  return (
    <section aria-labelledby="decided-title">
      <h2 id="decided-title">{say("overview.decisions")}</h2>
      {decisions.length === 0 && <p className="quiet">{say("beside.decisions.none")}</p>}
      <ul className="plain-list">
        {decisions.map(({ decision, incident }) => (
          <li key={decision.id} className="decision-short">
            <Said text={decision.text} />
            <p className="quiet">
              <bdi>{whoText(decision.decider, speech)}</bdi> ·{" "}
              {speech.stamp(Date.parse(decision.occurredAt ?? decision.at), nowMs)}{" "}
              <From incident={incident} among={decisions} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function LatestEntries() {
  const { say } = useSpeech();
  const { entries } = useLive();
  return (
    <section aria-labelledby="latest-title" className="latest">
      <h2 id="latest-title">{say("journal.latest")}</h2>
      {entries.length === 0 ? (
        <p>{say("journal.empty")}</p>
      ) : (
        <EntryList entries={entries.slice(0, ENTRIES_MAX)} />
      )}
      <p>
        <a href={addressOf("journal")}>{say("journal.all")}</a>
      </p>
    </section>
  );
}
