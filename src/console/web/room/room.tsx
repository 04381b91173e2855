import { type ComponentType, memo } from "react";
import { Button } from "react-aria-components";
import type { ItemType } from "../../../incidents/events.ts";
import { ClockPart } from "../aids/clocks.tsx";
import { ExercisePart } from "../aids/exercise.tsx";
import { SheetPart } from "../aids/sheets.tsx";
import { RefusalNote, refusedOf } from "../form/refusal.tsx";
import { NoticePart } from "../notices/notice-part.tsx";
import { addressOf } from "../place.ts";
import { useShownLink } from "../shown-link.ts";
import { useSpeech } from "../reading.tsx";
import { ActRefusal } from "./act-refusal.tsx";
import { Beside } from "./beside.tsx";
import { Composer } from "./composer.tsx";
import { DecisionPart } from "./decisions.tsx";
import { itemsOf, useRoom } from "./desk.tsx";
import { EvidencePart } from "./evidence.tsx";
import { FactPart } from "./facts.tsx";
import { Head } from "./head.tsx";
import { ReportPart } from "./reports.tsx";
import { RoomProvider, usePowers, useRoomParts } from "./room-context.tsx";
import { SettingsPart } from "./settings.tsx";
import { TaskPart } from "./tasks.tsx";
import { TeamPart } from "./team.tsx";
import { TimelinePart } from "./timeline.tsx";
import { RoomWindow } from "./windows.tsx";
import { isHeld } from "./words.ts";

/** Parts of the room, by the last step of the address. To add one: a line here and "part.NAME" in both locales. */
const parts = {
  timeline: ThreadPart,
  tasks: TaskPart,
  decisions: DecisionPart,
  facts: FactPart,
  clocks: ClockPart,
  sheets: SheetPart,
  exercise: ExercisePart,
  notices: NoticePart,
  team: TeamPart,
  evidence: EvidencePart,
  reports: ReportPart,
  settings: SettingsPart,
} satisfies Record<string, ComponentType>;
type PartName = keyof typeof parts;
const partNames = Object.keys(parts) as PartName[];

/** One incident: what it is, what is done, and all that was written about it. */
export const IncidentPlace = memo(function IncidentPlace({
  id,
  part,
}: {
  id: string;
  part: string | undefined;
}) {
  const room = useRoom(id);
  const { say } = useSpeech();
  const { incident, error, store } = room;
  if (incident === undefined) {
    return error === undefined ? (
      <p role="status">{say("room.loading")}</p>
    ) : (
      <div className="answer">
        <h1>{say("room.missing")}</h1>
        <RefusalNote refused={refusedOf(error)} />
        <p className="buttons">
          <Button className="button" onPress={() => void store.load()}>
            {say("loading.again")}
          </Button>
          <a href={addressOf("incident")}>{say("room.all")}</a>
        </p>
      </div>
    );
  }
  const name = partNames.find((one) => one === part) ?? "timeline";
  const Shown = parts[name];
  return (
    <RoomProvider key={id} room={room} incident={incident} part={name}>
      <div className="room">
        <Head />
        <PartLinks shown={name} />
        <QuickRefusal />
        <Shown />
      </div>
      <RoomWindow />
    </RoomProvider>
  );
});

function PartLinks({ shown }: { shown: PartName }) {
  const links = useShownLink(shown);
  const { say, number } = useSpeech();
  const { incident, items, more } = useRoomParts();
  // What is held here may be a part of it; the console counts some of it whole.
  const counted = (type: ItemType) =>
    `${number(itemsOf(items, type).length)}${more[type] === true ? "+" : ""}`;
  const counts: Partial<Record<PartName, string>> = {
    tasks: number(incident.counts.openTasks),
    decisions: counted("decision"),
    facts: counted("note"),
    clocks: number(
      [...itemsOf(items, "clock"), ...itemsOf(items, "exercise-clock")].filter(
        ({ stopped }) => stopped === null,
      ).length,
    ),
    sheets: number(itemsOf(items, "playbook").filter(({ stopped }) => stopped === null).length),
    team: number(itemsOf(items, "duty").filter(isHeld).length),
    evidence: number(incident.counts.evidence),
    reports: counted("report"),
  };
  return (
    <nav className="parts" aria-label={say("parts")} ref={links}>
      <ul>
        {partNames
          .filter((name) => name !== "exercise" || incident.exercise)
          .map((name) => (
            <li key={name}>
              <a
                href={
                  name === "timeline"
                    ? addressOf("incident", incident.id)
                    : addressOf("incident", incident.id, name)
                }
                aria-current={name === shown ? "page" : undefined}
              >
                {say(`part.${name}`)}
                {counts[name] !== undefined && counts[name] !== "0" && (
                  <span className="part-count">{counts[name]}</span>
                )}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

/** An act that was done at once, from a list or a menu, and was refused: said where the reader is. */
function QuickRefusal() {
  const { say } = useSpeech();
  const { quick } = useRoomParts();
  return (
    <div className="quick-refusal">
      <ActRefusal act={quick} />
      {quick.refused !== undefined && (
        <Button className="button-small" onPress={quick.clear}>
          {say("dialog.close")}
        </Button>
      )}
    </div>
  );
}

function ThreadPart() {
  const { incident } = useRoomParts();
  const { mayAdd, mayWrite } = usePowers();
  return (
    <div className="thread">
      {mayAdd && <Composer key={incident.id} incident={incident.id} notesOnly={!mayWrite} />}
      <Beside />
      <TimelinePart incident={incident.id} />
    </div>
  );
}
