import type { Note } from "../../../incidents/events.ts";
import { useSpeech } from "../reading.tsx";
import { CERTAINTIES } from "./bounds.ts";
import { itemsOf } from "./desk.tsx";
import { Glyph } from "./glyph.tsx";
import { Times } from "./item-times.tsx";
import { More } from "./more.tsx";
import { usePowers, useRoomParts } from "./room-context.tsx";
import { Said } from "./said.tsx";

/** What is known, kept apart by how sure it is: nobody shall take a rumour for a fact. */
export function FactPart() {
  const { say, number } = useSpeech();
  const { items } = useRoomParts();
  const notes = itemsOf(items, "note");
  return (
    <div className="room-part">
      <div className="three-sides">
        {CERTAINTIES.map((certainty) => {
          const found = notes.filter((note) => note.certainty === certainty);
          return (
            <section
              key={certainty}
              aria-labelledby={`facts-${certainty}`}
              className={`side side-${certainty}`}
            >
              <h2 id={`facts-${certainty}`}>
                <Glyph name={certainty} /> {say(`facts.${certainty}`)}{" "}
                <span className="part-count">{number(found.length)}</span>
              </h2>
              <p className="quiet">{say(`facts.${certainty}.help`)}</p>
              {found.length === 0 && <p>{say(`facts.${certainty}.none`)}</p>}
              <ul className="plain-list">
                {found.map((note) => (
                  <NoteCard key={note.id} note={note} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      <More type="note" />
    </div>
  );
}

function NoteCard({ note }: { note: Note }) {
  const { say } = useSpeech();
  const { mayAdd, ask } = usePowers();
  return (
    <li className={`card card-${note.certainty}`} id={`item-${note.id}`}>
      <Said text={note.text} />
      {note.source !== null && (
        <p className="quiet">
          <bdi>{say("entry.source", { source: note.source })}</bdi>
        </p>
      )}
      <p className="quiet">
        <Times item={note} />
      </p>
      {mayAdd && (
        <p className="buttons">
          <button type="button" className="button-small" onClick={() => ask({ kind: "weigh", item: note })}>
            {say("act.weigh")}
          </button>
          <button type="button" className="button-small" onClick={() => ask({ kind: "correct", item: note })}>
            {say("act.correct")}
          </button>
        </p>
      )}
    </li>
  );
}
