import { useState } from "react";
import { Button } from "react-aria-components";
import type { CallList, Delivery, NoticeDetail, Recipient } from "../../../notices/events.ts";
import { useAsked } from "../asked.ts";
import { actorName } from "../entry-text.ts";
import { LongList } from "../long-list.tsx";
import { Mark } from "../mark.tsx";
import { NotThere } from "../people/not-there.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useIncidents } from "../room/desk.tsx";
import { isFocusLost } from "../room/keep-focus.ts";
import { Said } from "../room/said.tsx";
import { useMay } from "../session.tsx";
import type { Speech } from "../speech.ts";
import { Calls } from "./calls.tsx";
import { channelsText, deliveryText, isUnderWay, TOLD_LEVEL, toldState, whyText } from "./delivery-words.ts";
import { StopNotice, TakeBackTold, type ToldAsking, ToldWindow } from "./notice-windows.tsx";
import { useLookAgain } from "./use-book.ts";

/** How long a closing window has to give the focus back itself, in ms. */
const RETURN_MS = 150;

/** One notice: how many are told, whom to call, and how each delivery went. */
export function NoticeDetailPlace({ id }: { id: string }) {
  const { say } = useSpeech();
  const path = `/api/notices/${encodeURIComponent(id)}`;
  const asked = useAsked<NoticeDetail>(path, ["notice."]);
  const calls = useAsked<CallList>(`${path}/call-list`, ["notice.", "people.contact-changed"]);
  const { value } = asked;
  const reload = async () => {
    await Promise.all([asked.reload(), calls.reload()]);
  };
  useLookAgain(value !== undefined && isUnderWay(value.notice), asked.reload);
  if (value === undefined) {
    return (
      <div className="answer">
        <h1>{say(asked.refused === undefined ? "room.loading" : "notice.missing")}</h1>
        <NotThere asked={asked} />
        <p>
          <a href={addressOf("notices")}>{say("notice.back")}</a>
        </p>
      </div>
    );
  }
  return <Detail detail={value} calls={calls.value} reload={reload} />;
}

function Detail({
  detail,
  calls,
  reload,
}: {
  detail: NoticeDetail;
  calls: CallList | undefined;
  reload: () => Promise<void>;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const [asking, ask] = useState<ToldAsking | undefined>(undefined);
  const { notice, recipients, places } = detail;
  const close = () => {
    ask(undefined);
    // The row whose button opened the window may be gone by what was done in it.
    setTimeout(() => isFocusLost() && document.getElementById("calls-title")?.focus(), RETURN_MS);
  };
  return (
    <>
      <div className="answer">
        <p className="print-none">
          <a href={addressOf("notices")}>{say("notice.back")}</a>
        </p>
        <h1>
          {notice.exercise && <strong className="exercise">{say("journal.exercise")}</strong>}{" "}
          {answerText(detail, speech)}
        </h1>
        <p>
          {say("notice.about", {
            time: speech.at(Date.parse(notice.at), nowMs),
            who: actorName(notice.by, speech),
            channels: channelsText(detail, speech),
          })}
        </p>
        <AboutIncident id={notice.incident} />
      </div>
      <UnderWay detail={detail} onStop={() => ask({ kind: "stop" })} />
      <div className="notice-preview">
        {notice.subject !== "" && (
          <p>
            <strong>
              <bdi>{notice.subject}</bdi>
            </strong>
          </p>
        )}
        <Said text={notice.text} />
      </div>
      {calls !== undefined && !notice.exercise && recipients.length > 0 && (
        <Calls
          calls={calls}
          isUnderWay={isUnderWay(notice)}
          onTold={(contact, name) => ask({ kind: "told", contact, name })}
        />
      )}
      {places.length > 0 && (
        <section aria-labelledby="notice-places">
          <h2 id="notice-places">{say("notice.places")}</h2>
          <ul className="plain-list">
            {places.map((delivery) => (
              <li key={delivery.n} className="line-item">
                <DeliveryLine delivery={delivery} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {recipients.length > 0 && (
        <section aria-labelledby="notice-recipients">
          <h2 id="notice-recipients">{say("notice.recipients")}</h2>
          <p className="reading quiet">{say("notice.recipients.help")}</p>
          <LongList
            className="recipients"
            items={recipients}
            keyOf={({ contact }) => contact}
            row={(recipient, place) => (
              <RecipientRow
                key={recipient.contact}
                recipient={recipient}
                place={place}
                total={recipients.length}
                onAsk={ask}
              />
            )}
          />
        </section>
      )}
      {asking?.kind === "told" && (
        <ToldWindow id={notice.id} asking={asking} onClose={close} reload={reload} />
      )}
      {asking?.kind === "take-back" && (
        <TakeBackTold id={notice.id} asking={asking} onClose={close} reload={reload} />
      )}
      {asking?.kind === "stop" && <StopNotice id={notice.id} onClose={close} reload={reload} />}
    </>
  );
}

function answerText({ notice, recipients }: NoticeDetail, { say }: Speech): string {
  if (notice.exercise) return say("notice.answer.rehearsed");
  const all = recipients.length;
  if (all === 0) return say("notice.answer.places");
  const { told } = notice;
  if (told >= all) return say("notice.answer.all", { count: all });
  return say("notice.answer.some", { count: told, all, left: all - told });
}

function AboutIncident({ id }: { id: string | null }) {
  const { say } = useSpeech();
  const { list = [] } = useIncidents();
  if (id === null) return null;
  const title = list.find((one) => one.id === id)?.title ?? id;
  return (
    <p>
      {say("write.incident")} <a href={addressOf("incident", id)}>{title}</a>
    </p>
  );
}

/** What is still tried, how to stop it, and who stopped it. */
function UnderWay({ detail: { notice }, onStop }: { detail: NoticeDetail; onStop: () => void }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const mayLead = useMay("lead");
  const count = notice.deliveries.waiting + notice.deliveries.attempting;
  if (notice.stopped !== null) {
    const { at, by, reason } = notice.stopped;
    return (
      <div className="clock-stopped">
        <p className="quiet">
          {say("notice.stopped", { time: speech.at(Date.parse(at), nowMs), who: actorName(by, speech) })}
        </p>
        <Said text={reason} />
      </div>
    );
  }
  if (count === 0) return null;
  return (
    <div className="under-way">
      <p role="status">{say("notice.under-way", { count })}</p>
      {mayLead && (
        <Button className="button" onPress={onStop}>
          {say("notice.stop")}
        </Button>
      )}
    </div>
  );
}

function RecipientRow({
  recipient,
  place,
  total,
  onAsk,
}: {
  recipient: Recipient;
  place: number;
  total: number;
  onAsk: (asking: ToldAsking) => void;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const mayMark = useMay("member");
  const { name, contact, byHand, deliveries } = recipient;
  const state = toldState(recipient);
  return (
    <li className="recipient" aria-posinset={place} aria-setsize={total}>
      <p>
        <strong>
          <bdi>{name}</bdi>
        </strong>
      </p>
      <p className="clock-sign">
        <Mark level={TOLD_LEVEL[state]} size="1.25em" />
        <span>{say(`told.state.${state}`)}</span>
      </p>
      <div className="recipient-ways">
        {deliveries.map((delivery) => (
          <DeliveryLine key={delivery.n} delivery={delivery} />
        ))}
        {byHand !== null && (
          <p>
            {say("told.by-hand", {
              how: say(`told.${byHand.how}`),
              time: speech.at(Date.parse(byHand.occurredAt ?? byHand.at), nowMs),
              who: actorName(byHand.by, speech),
            })}{" "}
            <bdi>{byHand.note}</bdi>{" "}
            {mayMark && (
              <button
                type="button"
                className="button-small"
                onClick={() => onAsk({ kind: "take-back", contact, name })}
              >
                {say("told.back")}
                <span className="unseen"> : {name}</span>
              </button>
            )}
          </p>
        )}
      </div>
    </li>
  );
}

function DeliveryLine({ delivery }: { delivery: Delivery }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow(5_000);
  const isPlain = delivery.state === "delivered" || delivery.state === "rehearsed";
  return (
    <p className="delivery">
      <bdi>{deliveryText(delivery, nowMs, speech)}</bdi>
      {delivery.possibleDouble && <strong> – {say("delivery.double")}</strong>}
      {delivery.reason !== null && !isPlain && (
        <span className="quiet">
          {" "}
          {say("delivery.why")} <bdi>{whyText(delivery.reason, speech)}</bdi>
        </span>
      )}
    </p>
  );
}
