import { Button } from "react-aria-components";
import type { DutyHeld } from "../../../incidents/events.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import { itemsOf } from "./desk.tsx";
import { Times } from "./item-times.tsx";
import { More } from "./more.tsx";
import { usePowers, useRoomParts } from "./room-context.tsx";
import { Said } from "./said.tsx";
import { TaskRow } from "./task-row.tsx";
import { byUrgency, dutyText, isHeld, isOpenTask, whoText } from "./words.ts";

/** Who does what now, until when, and who did before. */
export function TeamPart() {
  const { say } = useSpeech();
  const { items } = useRoomParts();
  const { mayWrite, ask } = usePowers();
  const duties = itemsOf(items, "duty");
  const held = duties.filter(isHeld).reverse();
  const before = duties.filter((duty) => !isHeld(duty));
  return (
    <div className="room-part">
      <MyBrief duties={duties} />
      <section aria-labelledby="team-now">
        <div className="part-head">
          <h2 id="team-now">
            {held.length === 0 ? say("team.none") : say("team.now", { count: held.length })}
          </h2>
          {mayWrite && (
            <Button className="button-main" onPress={() => ask({ kind: "take-duty" })}>
              {say("act.take-duty")}
            </Button>
          )}
        </div>
        {held.length === 0 && <p className="quiet">{say("team.none.do")}</p>}
        <ul className="plain-list team-list">
          {held.map((duty) => (
            <DutyCard key={duty.id} duty={duty} duties={duties} />
          ))}
        </ul>
      </section>
      {before.length > 0 && (
        <section aria-labelledby="team-before">
          <h2 id="team-before">{say("team.before")}</h2>
          <ul className="plain-list">
            {before.map((duty) => (
              <EndedDuty key={duty.id} duty={duty} duties={duties} />
            ))}
          </ul>
          <More type="duty" />
        </section>
      )}
    </div>
  );
}

/** For whoever just took over: what the one before said, and what is still to be done. */
function MyBrief({ duties }: { duties: readonly DutyHeld[] }) {
  const { say } = useSpeech();
  const speech = useSpeech();
  const { items } = useRoomParts();
  const me = useMe();
  const nowMs = useNow();
  const mine = duties.find(
    (duty) => isHeld(duty) && isMine(duty, me) && briefFor(duty, duties) !== undefined,
  );
  if (mine === undefined) return null;
  const given = briefFor(mine, duties);
  const open = itemsOf(items, "task").filter(isOpenTask).sort(byUrgency);
  return (
    <section className="brief" aria-labelledby="brief-title">
      <h2 id="brief-title">{say("team.brief", { duty: dutyText(mine, speech) })}</h2>
      <p className="quiet">{say("team.brief.from", { who: given?.who.name ?? "" })}</p>
      {given?.handedOver != null && <Said text={given.handedOver.brief} />}
      <h3>{open.length === 0 ? say("tasks.none") : say("tasks.open", { count: open.length })}</h3>
      <ul className="task-list">
        {open.map((task) => (
          <TaskRow key={task.id} task={task} nowMs={nowMs} isShort />
        ))}
      </ul>
    </section>
  );
}

function isMine({ who }: DutyHeld, me: { id: string; name: string }): boolean {
  return who.person === undefined ? who.name === me.name : who.person === me.id;
}

/** The duty that ended with a hand-over to this one. */
function briefFor({ id }: DutyHeld, duties: readonly DutyHeld[]): DutyHeld | undefined {
  return duties.find(({ handedOver }) => handedOver?.next === id);
}

function DutyCard({ duty, duties }: { duty: DutyHeld; duties: readonly DutyHeld[] }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { mayWrite, ask } = usePowers();
  const from = briefFor(duty, duties);
  const untilMs = duty.until === null ? undefined : Date.parse(duty.until);
  return (
    <li className="card duty-card" id={`item-${duty.id}`}>
      <p className="card-state">{dutyText(duty, speech)}</p>
      <p className="card-main">
        <bdi>{whoText(duty.who, speech)}</bdi>
      </p>
      <p className="quiet">
        {say("duty.since", { time: speech.since(Date.parse(duty.from), nowMs) })}
        {untilMs !== undefined && ` · ${say("duty.until", { time: speech.at(untilMs, nowMs) })}`}
        {untilMs !== undefined && untilMs <= nowMs && <strong className="late"> {say("duty.over")}</strong>}
      </p>
      {from?.handedOver != null && (
        <details>
          <summary>{say("duty.brief-of", { who: from.who.name })}</summary>
          <Said text={from.handedOver.brief} />
        </details>
      )}
      {mayWrite && (
        <p className="buttons">
          <button
            type="button"
            className="button-small"
            onClick={() => ask({ kind: "hand-over", item: duty })}
          >
            {say("act.hand-over")}
            <span className="unseen"> : {dutyText(duty, speech)}</span>
          </button>
          <button
            type="button"
            className="button-small"
            onClick={() => ask({ kind: "end-duty", item: duty })}
          >
            {say("act.end-duty")}
            <span className="unseen"> : {dutyText(duty, speech)}</span>
          </button>
        </p>
      )}
    </li>
  );
}

function EndedDuty({ duty, duties }: { duty: DutyHeld; duties: readonly DutyHeld[] }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const next = duties.find(({ id }) => id === duty.handedOver?.next);
  return (
    <li className="line-item">
      <p>
        {dutyText(duty, speech)} : <bdi>{whoText(duty.who, speech)}</bdi>
      </p>
      <p className="quiet">
        {say("duty.from-to", {
          from: speech.stamp(Date.parse(duty.from), nowMs),
          to: duty.endedAt === null ? "" : speech.stamp(Date.parse(duty.endedAt), nowMs),
        })}
        {next !== undefined && ` · ${say("duty.to", { who: next.who.name })}`} · <Times item={duty} />
      </p>
      {duty.handedOver !== null && <Said text={duty.handedOver.brief} />}
    </li>
  );
}
