import { useEffect } from "react";
import { Button } from "react-aria-components";
import type { DebriefLine, DebriefReport, Inject } from "../../../incidents/events.ts";
import { useAsked } from "../asked.ts";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { newId } from "../form/new-id.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { Mark } from "../mark.tsx";
import { NotThere } from "../people/not-there.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { itemsOf } from "../room/desk.tsx";
import { usePowers, useRoomParts } from "../room/room-context.tsx";
import { Said } from "../room/said.tsx";
import { WideTable } from "../wide-table.tsx";
import { inLanguage } from "./clock-words.ts";

/** How often the team's standing is asked for while an exercise runs: its minutes go by without entries. */
const LOOK_EVERY_MS = 5_000;

/** Part « Exercice »: what reaches the team, what it did in what time, and the debrief. */
export function ExercisePart() {
  const { say } = useSpeech();
  const { items, incident } = useRoomParts();
  const { store, mayLead } = usePowers();
  const exercise = itemsOf(items, "exercise")[0];
  const injects = itemsOf(items, "inject");
  const debriefs = itemsOf(items, "debrief");
  const asked = useAsked<{ report: DebriefReport | null }>(`${store.path}/exercise`, [
    "incident.",
    "playbook.",
    "clock.",
    "exercise.",
  ]);
  const isRunning = exercise !== undefined && exercise.ended === null;
  const { reload } = asked;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => void reload(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, reload]);
  const report = asked.value?.report ?? undefined;
  return (
    <div className="room-part">
      <div className="exercise-frame">
        <p className="exercise-frame-word">
          <strong>{say("journal.exercise")}</strong> {say("exercise.note")}
        </p>
        <section aria-labelledby="exercise-title">
          <h2 id="exercise-title">{headText(isRunning, exercise !== undefined, report)}</h2>
          {exercise === undefined && <p className="reading">{say("exercise.none.do")}</p>}
          <NotThere asked={asked} />
          {debriefs.length > 0 && (
            <ul className="plain-list">
              {debriefs.map((debrief) => (
                <li key={debrief.id} className="line-item">
                  <a
                    href={`/api/reports/${encodeURIComponent(debrief.sha256)}`}
                    target="_blank"
                    rel="noreferrer"
                  >
                    {say("exercise.debrief")}
                  </a>{" "}
                  <span className="quiet">
                    {say("exercise.debrief.counts", { met: debrief.met, missed: debrief.missed })}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {exercise !== undefined && !isRunning && mayLead && debriefs.length === 0 && (
            <MakeDebrief exercise={exercise.id} incident={incident.id} />
          )}
        </section>
        {report !== undefined && <Measures report={report} isRunning={isRunning} />}
        <Injects injects={injects} />
      </div>
    </div>
  );

  function headText(running: boolean, known: boolean, now: DebriefReport | undefined): string {
    if (!known) return say("exercise.none");
    if (now === undefined) return say(running ? "exercise.running" : "exercise.over");
    return say(running ? "exercise.running.stands" : "exercise.over.stands", {
      minutes: Math.round(now.storyMinutes),
      count: now.met,
      total: now.lines.length,
    });
  }
}

function MakeDebrief({ exercise, incident }: { exercise: string; incident: string }) {
  const { say } = useSpeech();
  const { store } = usePowers();
  const act = useAct();
  const make = () =>
    act.run(async () => {
      await ask(`/api/incidents/${encodeURIComponent(incident)}/debrief`, {
        body: { id: newId("d-"), exercise },
      });
      await store.refresh();
    });
  return (
    <>
      <p>
        <Button className="button-main" isDisabled={act.busy} onPress={() => void make()}>
          {say(act.busy ? "composer.sending" : "exercise.make-debrief")}
        </Button>
      </p>
      <RefusalNote refused={act.refused} />
    </>
  );
}

function Measures({ report, isRunning }: { report: DebriefReport; isRunning: boolean }) {
  const speech = useSpeech();
  const { say } = speech;
  const minutes = (value: number | null) =>
    value === null ? "–" : say("exercise.minutes", { minutes: Math.round(value) });
  return (
    <section aria-labelledby="exercise-measures">
      <h2 id="exercise-measures">{say("exercise.measures")}</h2>
      <p className="reading quiet">{say("exercise.measures.help")}</p>
      <WideTable label={say("exercise.measures.table")}>
        <table className="measures">
          <thead>
            <tr>
              <th scope="col">{say("exercise.measure")}</th>
              <th scope="col">{say("exercise.verdict")}</th>
              <th scope="col">{say("exercise.team")}</th>
              <th scope="col">{say("exercise.expected")}</th>
              <th scope="col">{say("exercise.real")}</th>
            </tr>
          </thead>
          <tbody>
            {report.lines.map((line) => (
              <tr key={line.measure}>
                <th scope="row">
                  {inLanguage(line.label, speech)}
                  {line.verdict !== "met" && !isRunning && (
                    <span className="quiet measure-advice">{inLanguage(line.advice, speech)}</span>
                  )}
                </th>
                <td>
                  <Verdict line={line} isRunning={isRunning} />
                </td>
                <td>{minutes(line.teamMinutes)}</td>
                <td>{minutes(line.expectedMinutes)}</td>
                <td>{minutes(line.realMinutes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <p className="quiet reading">{inLanguage(report.caution, speech)}</p>
    </section>
  );
}

/** While it runs, what is not done yet is not missed. */
function Verdict({ line: { verdict, teamMinutes }, isRunning }: { line: DebriefLine; isRunning: boolean }) {
  const { say } = useSpeech();
  const isOpen = isRunning && teamMinutes === null;
  const level = isOpen ? "unknown" : verdict === "met" ? "ok" : verdict === "late" ? "strained" : "down";
  return (
    <span className="clock-sign">
      <Mark level={level} size="1.25em" />
      <span>{say(isOpen ? "exercise.verdict.open" : `exercise.verdict.${verdict}`)}</span>
    </span>
  );
}

/** What reached the team: calls, mails, questions. Alerts and observations stand in the timeline. */
function Injects({ injects }: { injects: readonly Inject[] }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  return (
    <section aria-labelledby="exercise-injects">
      <h2 id="exercise-injects">{say("exercise.injects")}</h2>
      {injects.length === 0 && <p className="quiet">{say("exercise.injects.none")}</p>}
      <ol className="plain-list">
        {injects.map((inject) => (
          <li key={inject.id} className="line-item">
            <p>
              <strong>{say(`inject.${inject.kind}`)}</strong> – <bdi>{inject.from}</bdi>{" "}
              <span className="quiet">
                {say("exercise.story-at", { time: speech.clock(Date.parse(inject.storyAt)) })} ·{" "}
                {speech.stamp(Date.parse(inject.at), nowMs)}
              </span>
            </p>
            <Said text={inject.text} />
          </li>
        ))}
      </ol>
    </section>
  );
}
