import type { Contact } from "../../../people/events.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { inCallOrder } from "./contacts.ts";

/** A4: the crisis directory on paper, by organisation and function, numbers large enough for a bad light. */
export function CallList({ contacts }: { contacts: readonly Contact[] }) {
  const speech = useSpeech();
  const nowMs = useNow();
  const { say } = speech;
  const groups = Map.groupBy(inCallOrder(contacts, speech.language), ({ organisation }) => organisation);
  return (
    <article className="paper-sheet">
      <header className="paper-head">
        <p>{say("product")}</p>
        <p>{say("directory.paper.date", { day: speech.day(nowMs), time: speech.clock(nowMs) })}</p>
      </header>
      <h1>{say("directory.paper.title")}</h1>
      {[...groups].map(([organisation, members]) => (
        <section key={organisation}>
          {groups.size > 1 && <h2>{organisation === "" ? say("directory.paper.own") : organisation}</h2>}
          <table className="paper-calls">
            <thead>
              <tr>
                <th scope="col">{say("field.function")}</th>
                <th scope="col">{say("directory.paper.name")}</th>
                <th scope="col">{say("directory.paper.phone")}</th>
              </tr>
            </thead>
            <tbody>
              {members.map((contact) => (
                <tr key={contact.id}>
                  <th scope="row">{contact.function}</th>
                  <td>
                    {contact.name}
                    <span className="paper-small">
                      {[contact.mail, contact.note].filter(Boolean).join(" · ")}
                    </span>
                  </td>
                  <td className="paper-phones">
                    {contact.phones.map((phone) => (
                      <span key={phone}>{phone}</span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      <footer className="paper-foot">{say("directory.paper.foot")}</footer>
    </article>
  );
}
