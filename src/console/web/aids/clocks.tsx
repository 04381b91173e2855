import { Button } from "react-aria-components";
import type { ClocksAnswer, ClockView, LawNote } from "../../../incidents/events.ts";
import { Fold } from "../fold.tsx";
import { NotThere } from "../people/not-there.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { usePowers, useRoomParts } from "../room/room-context.tsx";
import { useAided } from "./aided.ts";
import { ClockCard } from "./clock-card.tsx";
import { byDue, inLanguage, isOver } from "./clock-words.ts";
import { LawLink } from "./law-link.tsx";
import { CLOCK_STEP_MS } from "./running-clocks.ts";

/** Part « Échéances »: what the law asks for, by when, and what is still missing. */
export function ClockPart() {
  const { say } = useSpeech();
  const { incident } = useRoomParts();
  const { mayAdd, ask } = usePowers();
  const asked = useAided<ClocksAnswer>("clocks", ["clock", "exercise-clock"]);
  const { value } = asked;
  const start = value !== undefined && mayAdd && incident.state === "open" && (
    <p className="print-none">
      <Button className="button-main" onPress={() => ask({ kind: "clock-start", rules: value.rules })}>
        {say(incident.exercise ? "clocks.start.exercise" : "clocks.start")}
      </Button>
    </p>
  );
  return (
    <div className="room-part">
      <NotThere asked={asked} />
      {value === undefined && asked.refused === undefined && <p role="status">{say("room.loading")}</p>}
      {value !== undefined && !incident.exercise && (
        <Clocks clocks={value.clocks} title="clocks">
          {start}
        </Clocks>
      )}
      {value !== undefined && (incident.exercise || value.exerciseClocks.length > 0) && (
        <div className="exercise-frame">
          <p className="exercise-frame-word">
            <strong>{say("journal.exercise")}</strong> {say("clocks.exercise.note")}
          </p>
          <Clocks clocks={value.exerciseClocks} title="clocks.exercise">
            {incident.exercise && start}
          </Clocks>
        </div>
      )}
      {value !== undefined && <LawNotes notes={value.notes} />}
    </div>
  );
}

function Clocks({
  clocks,
  title,
  children,
}: {
  clocks: readonly ClockView[];
  title: "clocks" | "clocks.exercise";
  children: React.ReactNode;
}) {
  const { say } = useSpeech();
  const nowMs = useNow(CLOCK_STEP_MS);
  const open = clocks.filter((clock) => !isOver(clock)).sort(byDue(nowMs));
  const over = clocks.filter(isOver);
  const first = open[0];
  return (
    <>
      <section aria-labelledby={`${title}-title`}>
        <h2 id={`${title}-title`}>
          {first === undefined
            ? say(over.length === 0 ? "clocks.none" : "clocks.none-open")
            : say("clocks.open", { count: open.length })}
        </h2>
        {first === undefined && <p className="reading">{say("clocks.none.do")}</p>}
        {children}
        {open.map((clock) => (
          <ClockCard key={clock.id} clock={clock} />
        ))}
      </section>
      {over.length > 0 && (
        <section aria-labelledby={`${title}-over`}>
          <h2 id={`${title}-over`}>{say("clocks.over", { count: over.length })}</h2>
          {over.map((clock) => (
            <ClockCard key={clock.id} clock={clock} />
          ))}
        </section>
      )}
    </>
  );
}

/** Texts to know of: nothing runs from them. */
function LawNotes({ notes }: { notes: readonly LawNote[] }) {
  const speech = useSpeech();
  if (notes.length === 0) return null;
  return (
    <Fold title={speech.say("clocks.notes")}>
      {() => (
        <dl className="explained">
          {notes.map(({ id, label, text, source }) => (
            <div key={id}>
              <dt>{inLanguage(label, speech)}</dt>
              <dd>
                {inLanguage(text, speech)} <LawLink source={source} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Fold>
  );
}
