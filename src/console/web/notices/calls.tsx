import { Button } from "react-aria-components";
import type { CallList } from "../../../notices/events.ts";
import { usePaper } from "../form/paper.tsx";
import { LongList } from "../long-list.tsx";
import { phoneAddress } from "../people/contacts.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { noticeName } from "./delivery-words.ts";

type Called = CallList["people"][number];

/** Whom to call: one press away on a phone, and the same on paper. */
export function Calls({
  calls,
  isUnderWay,
  onTold,
}: {
  calls: CallList;
  isUnderWay: boolean;
  onTold: (contact: string, name: string) => void;
}) {
  const { say } = useSpeech();
  const mayMark = useMay("member");
  const { paper, print } = usePaper();
  const { people } = calls;
  return (
    <section aria-labelledby="calls-title" className="calls">
      <div className="part-head">
        <h2 id="calls-title" tabIndex={-1}>
          {people.length === 0 ? say("calls.none") : say("calls.title", { count: people.length })}
        </h2>
        {people.length > 0 && (
          <Button className="button print-none" onPress={() => print(<CallPaper calls={calls} />)}>
            {say("calls.print")}
          </Button>
        )}
      </div>
      {isUnderWay && people.length > 0 && <p className="quiet">{say("calls.waiting")}</p>}
      <LongList
        className="calls-list"
        items={people}
        keyOf={({ contact }) => contact}
        row={(person, place) => (
          <li key={person.contact} className="call" aria-posinset={place} aria-setsize={people.length}>
            <div>
              <p>
                <strong>
                  <bdi>{person.name}</bdi>
                </strong>{" "}
                <bdi className="quiet">
                  {[person.function, person.organisation].filter(Boolean).join(", ")}
                </bdi>
              </p>
              <Reached person={person} />
            </div>
            <Phones person={person} />
            {mayMark && (
              <button
                type="button"
                className="button-small"
                onClick={() => onTold(person.contact, person.name)}
              >
                {say("told.mark")}
                <span className="unseen"> : {person.name}</span>
              </button>
            )}
          </li>
        )}
      />
      {paper}
    </section>
  );
}

function Reached({ person: { deliveredBy } }: { person: Called }) {
  const { say } = useSpeech();
  return (
    <p className="quiet">
      {deliveredBy === null ? say("calls.not") : say("calls.one", { channel: say(`channel.${deliveredBy}`) })}
    </p>
  );
}

function Phones({ person: { phones } }: { person: Called }) {
  const { say } = useSpeech();
  if (phones.length === 0) return <p className="quiet">{say("calls.no-phone")}</p>;
  return (
    <p className="call-phones">
      {phones.map((phone) => (
        <a key={phone} className="contact-phone" href={phoneAddress(phone)}>
          {phone}
        </a>
      ))}
    </p>
  );
}

/** A4: who is not told yet, with large numbers and room to write when each was called. */
export function CallPaper({ calls: { notice, people } }: { calls: CallList }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  return (
    <article className="paper-sheet">
      <header className="paper-head">
        <p>{say("product")}</p>
        <p>{say("directory.paper.date", { day: speech.day(nowMs), time: speech.clock(nowMs) })}</p>
      </header>
      <h1>
        {say("calls.paper.title")} – <bdi>{noticeName(notice)}</bdi>
      </h1>
      <p>
        <strong>{say("calls.paper.text")}</strong> <bdi className="said">{notice.text}</bdi>
      </p>
      <table className="paper-calls">
        <thead>
          <tr>
            <th scope="col">{say("directory.paper.name")}</th>
            <th scope="col">{say("directory.paper.phone")}</th>
            <th scope="col">{say("calls.paper.called")}</th>
            <th scope="col">{say("calls.paper.by")}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.contact}>
              <th scope="row">
                {person.name}
                <span className="paper-small">
                  {[person.function, person.organisation].filter(Boolean).join(", ")}
                </span>
                <span className="paper-small">
                  {person.deliveredBy === null
                    ? say("calls.not")
                    : say("calls.one", { channel: say(`channel.${person.deliveredBy}`) })}
                </span>
              </th>
              <td className="paper-phones">
                {person.phones.map((phone) => (
                  <span key={phone}>{phone}</span>
                ))}
                {person.phones.length === 0 && <span className="paper-small">{say("calls.no-phone")}</span>}
              </td>
              <td className="paper-blank" />
              <td className="paper-blank" />
            </tr>
          ))}
        </tbody>
      </table>
      <footer className="paper-foot">{say("calls.paper.foot")}</footer>
    </article>
  );
}
