import { useState } from "react";
import { Button } from "react-aria-components";
import type { Contact, Person } from "../../../people/events.ts";
import { type Asked, useAsked } from "../asked.ts";
import { addressOf, goTo } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { Directory } from "./directory.tsx";
import { InviteBox } from "./invite-box.tsx";
import { NotThere } from "./not-there.tsx";
import { PersonBox } from "./person-box.tsx";
import { PersonList } from "./person-list.tsx";

/** Who may enter, and whom to call: two lists. "#/people", "#/people/invite", "#/people/directory". */
export function PeopleRoom({ rest }: { rest: readonly string[] }) {
  const { say } = useSpeech();
  const people = useAsked<{ people: Person[] }>("/api/people", ["people."]);
  const contacts = useAsked<{ contacts: Contact[] }>("/api/contacts", ["people.contact-changed"]);
  const inDirectory = rest[0] === "directory";
  return (
    <>
      <div className="answer">
        <h1>
          {inDirectory ? <DirectorySentence contacts={contacts} /> : <PeopleSentence people={people} />}
        </h1>
        <p>{say(inDirectory ? "directory.detail" : "people.detail")}</p>
      </div>
      <nav aria-label={say("people.views")} className="views">
        <a href={addressOf("people")} aria-current={inDirectory ? undefined : "page"}>
          {say("people.accounts")}
        </a>
        <a href={addressOf("people", "directory")} aria-current={inDirectory ? "page" : undefined}>
          {say("directory.title")}
        </a>
      </nav>
      {inDirectory ? (
        <Directory contacts={contacts} />
      ) : (
        <Accounts people={people} isInviting={rest[0] === "invite"} />
      )}
    </>
  );
}

function PeopleSentence({ people: { value } }: { people: Asked<{ people: Person[] }> }) {
  const { say } = useSpeech();
  if (value === undefined) return say("people.accounts");
  const active = value.people.filter(({ state }) => state === "active").length;
  const invited = value.people.filter(({ state }) => state === "invited").length;
  const enter = say("people.answer", { count: active });
  return invited === 0 ? enter : `${enter} ${say("people.answer.invited", { count: invited })}`;
}

function DirectorySentence({ contacts: { value } }: { contacts: Asked<{ contacts: Contact[] }> }) {
  const { say } = useSpeech();
  if (value === undefined) return say("directory.title");
  const { length } = value.contacts;
  return length === 0 ? say("directory.answer.none") : say("directory.answer", { count: length });
}

function Accounts({ people, isInviting }: { people: Asked<{ people: Person[] }>; isInviting: boolean }) {
  const { say } = useSpeech();
  const isAdmin = useMay("admin");
  const [chosen, choose] = useState<string | undefined>(undefined);
  const person = people.value?.people.find(({ id }) => id === chosen);
  return (
    <section aria-label={say("people.accounts")}>
      {isAdmin ? (
        <p>
          <Button className="button-main" onPress={() => goTo("people", "invite")}>
            {say("people.invite")}
          </Button>
        </p>
      ) : (
        <p className="quiet">{say("people.not-admin")}</p>
      )}
      <NotThere asked={people} />
      {people.value !== undefined && <PersonList people={people.value.people} onChoose={choose} />}
      {isAdmin && isInviting && (
        <InviteBox onClose={() => goTo("people")} onInvited={() => void people.reload()} />
      )}
      {person !== undefined && (
        <PersonBox
          person={person}
          admins={
            people.value?.people.filter(({ role, state }) => role === "admin" && state === "active").length ??
            0
          }
          onClose={() => choose(undefined)}
          onChanged={people.reload}
        />
      )}
    </section>
  );
}
