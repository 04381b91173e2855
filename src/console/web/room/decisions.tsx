import type { Decision } from "../../../incidents/events.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { itemsOf } from "./desk.tsx";
import { Times } from "./item-times.tsx";
import { More } from "./more.tsx";
import { usePowers, useRoomParts } from "./room-context.tsx";
import { Said } from "./said.tsx";
import { whoText } from "./words.ts";

/** What was decided, why and by whom; what was taken back stays, and says so. */
export function DecisionPart() {
  const { say } = useSpeech();
  const { items } = useRoomParts();
  const decisions = itemsOf(items, "decision");
  const held = decisions.filter(({ revoked }) => revoked === null).length;
  return (
    <div className="room-part">
      <section aria-labelledby="decisions-title">
        <h2 id="decisions-title">
          {decisions.length === 0 ? say("decisions.none") : say("decisions.count", { count: held })}
        </h2>
        {decisions.length === 0 && <p className="quiet">{say("decisions.none.do")}</p>}
        <ul className="plain-list">
          {decisions.map((decision) => (
            <DecisionCard key={decision.id} decision={decision} />
          ))}
        </ul>
        <More type="decision" />
      </section>
    </div>
  );
}

function DecisionCard({ decision }: { decision: Decision }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { mayWrite, mayAdd, mayLead, ask } = usePowers();
  const { text, reason, decider, revoked } = decision;
  return (
    <li className={revoked === null ? "card card-decision" : "card card-revoked"} id={`item-${decision.id}`}>
      {revoked !== null && <p className="card-state">{say("decision.revoked")}</p>}
      {revoked === null ? (
        <Said text={text} className="card-main" />
      ) : (
        <del>
          <Said text={text} className="card-main" />
        </del>
      )}
      <div className="event-reason">
        <span className="quiet">{say("entry.reason")}</span> <Said text={reason} />
      </div>
      <p className="quiet">
        {say("entry.decided-by", { who: whoText(decider, speech) })} · <Times item={decision} />
      </p>
      {revoked !== null && (
        <div className="card-after">
          <p>
            {say("decision.revoked-by", {
              who: whoText(revoked.decider, speech),
              time: speech.at(Date.parse(revoked.at), nowMs),
            })}
          </p>
          <Said text={revoked.reason} />
        </div>
      )}
      {(mayAdd || mayLead) && (
        <p className="buttons">
          {mayWrite && mayLead && revoked === null && (
            <button
              type="button"
              className="button-small"
              onClick={() => ask({ kind: "revoke", item: decision })}
            >
              {say("act.revoke")}
            </button>
          )}
          {mayAdd && (
            <button
              type="button"
              className="button-small"
              onClick={() => ask({ kind: "correct", item: decision })}
            >
              {say("act.correct")}
            </button>
          )}
        </p>
      )}
    </li>
  );
}
