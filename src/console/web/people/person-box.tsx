import { useState } from "react";
import type { Person } from "../../../people/events.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import { AccessPart, InvitationPart, NamePart, RolePart, SessionsPart } from "./person-acts.tsx";

/** What an administrator can change about somebody, one thing at a time. */
export function PersonBox({
  person,
  admins,
  onClose,
  onChanged,
}: {
  person: Person;
  /** Administrators who can act: the last one stays one. */
  admins: number;
  onClose: () => void;
  onChanged: () => Promise<void>;
}) {
  const speech = useSpeech();
  const nowMs = useNow();
  const me = useMe();
  const { say } = speech;
  const [done, setDone] = useState("");
  const isMe = person.id === me.id;
  const isLast = person.role === "admin" && person.state === "active" && admins === 1;
  const parts = {
    person,
    onDone: async (said: string) => {
      setDone(said);
      await onChanged();
    },
  };
  return (
    <DialogBox title={person.name} isOpen onClose={onClose}>
      <p className="quiet">
        {say(`people.state.${person.state}`)} · {say(`role.${person.role}`)}
        {person.userName !== null && ` · ${person.userName}`}
        {` · ${say("people.since", { time: speech.since(Date.parse(person.since), nowMs) })}`}
      </p>
      <div role="status">{done !== "" && <p className="done-note">{done}</p>}</div>
      {isLast && <p className="consequence">{say("people.last-admin")}</p>}
      {person.state === "invited" && <InvitationPart {...parts} onClose={onClose} />}
      {person.state === "active" && !isLast && <RolePart {...parts} isMe={isMe} />}
      <NamePart {...parts} />
      {person.state === "active" && !isMe && <SessionsPart {...parts} />}
      {person.state === "active" && !isMe && <InvitationPart {...parts} onClose={onClose} />}
      {person.state !== "invited" && !isLast && !isMe && <AccessPart {...parts} />}
    </DialogBox>
  );
}
