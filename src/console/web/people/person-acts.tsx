import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { Person } from "../../../people/events.ts";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { Fold } from "../fold.tsx";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { HandedLink, type MadeLink } from "./handed-link.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { SubmitButton } from "./submit-button.tsx";

export type PartOfPerson = { person: Person; onDone: (said: string) => Promise<void> };

const at = (person: Person, act: string) => `/api/people/${encodeURIComponent(person.id)}/${act}`;

export function RolePart({ person, onDone, isMe }: PartOfPerson & { isMe: boolean }) {
  const { say } = useSpeech();
  const [role, setRole] = useState(person.role);
  const act = useAct();
  const change = () =>
    void act.run(async () => {
      await ask(at(person, "role"), { body: { old: person.role, new: role } });
      await onDone(say("people.role.done", { name: person.name, role: say(`role.${role}`) }));
    });
  return (
    <div className="person-part">
      <RoleChoice label={say("people.role.of", { name: person.name })} value={role} onChange={setRole} />
      {role !== person.role && (
        <p className="consequence">
          {say(isMe ? "people.role.consequence.me" : "people.role.consequence", { name: person.name })}
        </p>
      )}
      <RefusalNote refused={act.refused} />
      <Button
        className="button"
        isDisabled={role === person.role}
        data-busy={act.busy || undefined}
        onPress={change}
      >
        {say("people.role.change")}
      </Button>
    </div>
  );
}

export function NamePart({ person, onDone }: PartOfPerson) {
  const { say } = useSpeech();
  const [name, setName] = useState(person.name);
  const act = useAct();
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "" || name.trim() === person.name) return;
    void act.run(async () => {
      await ask(at(person, "name"), { body: { old: person.name, new: name.trim() } });
      await onDone(say("people.name.done", { name: name.trim() }));
    });
  };
  return (
    <Fold title={say("people.name")}>
      {() => (
        <div className="person-part">
          <form className="form-inline" onSubmit={rename}>
            <Field label={say("field.name")} maxLength={128} value={name} onChange={setName} />
            <SubmitButton act={act} isReady={name.trim() !== "" && name.trim() !== person.name} quiet>
              {say("people.name.change")}
            </SubmitButton>
          </form>
          <RefusalNote refused={act.refused} />
        </div>
      )}
    </Fold>
  );
}

export function SessionsPart({ person, onDone }: PartOfPerson) {
  const { say } = useSpeech();
  const act = useAct();
  const end = () =>
    void act.run(async () => {
      await ask(at(person, "sessions/end"), { body: {} });
      await onDone(say("people.sessions.done", { name: person.name }));
    });
  return (
    <Fold title={say("people.sessions")}>
      {() => (
        <div className="person-part">
          <p className="quiet">{say("people.sessions.detail")}</p>
          <RefusalNote refused={act.refused} />
          <Button className="button" data-busy={act.busy || undefined} onPress={end}>
            {say("people.sessions.end")}
          </Button>
        </div>
      )}
    </Fold>
  );
}

/** Takes the access away, or gives it back. */
export function AccessPart({ person, onDone }: PartOfPerson) {
  const { say } = useSpeech();
  const [reason, setReason] = useState("");
  const act = useAct();
  const isDisabled = person.state === "disabled";
  const change = (event: FormEvent) => {
    event.preventDefault();
    void act.run(async () => {
      if (isDisabled) await ask(at(person, "enable"), { body: {} });
      else await ask(at(person, "disable"), { body: { reason: reason.trim() } });
      setReason("");
      await onDone(say(isDisabled ? "people.enable.done" : "people.disable.done", { name: person.name }));
    });
  };
  return (
    <Fold title={say(isDisabled ? "people.enable" : "people.disable")}>
      {() => (
        <div className="person-part">
          <p className="consequence">
            {say(isDisabled ? "people.enable.consequence" : "people.disable.consequence", {
              name: person.name,
            })}
          </p>
          <form className="form" onSubmit={change}>
            {!isDisabled && (
              <Field
                label={say("people.disable.reason")}
                hint={say("people.disable.reason.hint")}
                maxLength={500}
                value={reason}
                onChange={setReason}
                isRequired
              />
            )}
            <RefusalNote refused={act.refused} />
            <SubmitButton act={act} isReady={isDisabled || reason.trim() !== ""} quiet>
              {say(isDisabled ? "people.enable.do" : "people.disable.do")}
            </SubmitButton>
          </form>
        </div>
      )}
    </Fold>
  );
}

/**
 * A link that was lost is replaced; an invitation can be taken back. For somebody who lost everything to sign in with,
 * a link to start anew.
 */
export function InvitationPart({ person, onDone, onClose }: PartOfPerson & { onClose: () => void }) {
  const { say } = useSpeech();
  const [made, setMade] = useState<MadeLink | undefined>(undefined);
  const act = useAct();
  const again = () =>
    void act.run(async () => {
      setMade(await ask<MadeLink>(at(person, "invitation"), { body: {} }));
      await onDone(say(person.state === "invited" ? "people.link.done" : "people.anew.done"));
    });
  const withdraw = () =>
    void act.run(async () => {
      await ask(at(person, "invitation"), { method: "DELETE" });
      await onDone(say("people.withdraw.done", { name: person.name }));
      onClose();
    });
  const isInvited = person.state === "invited";
  return (
    <Fold title={say(isInvited ? "people.link" : "people.anew")}>
      {() => (
        <div className="person-part">
          {made === undefined ? (
            <p className={isInvited ? "quiet" : "consequence"}>
              {say(isInvited ? "people.link.detail" : "people.anew.consequence", { name: person.name })}
            </p>
          ) : (
            <HandedLink made={made} name={person.name} role={person.role} />
          )}
          <RefusalNote refused={act.refused} />
          <div className="form-acts">
            <Button className="button" data-busy={act.busy || undefined} onPress={again}>
              {say(isInvited ? "people.link.again" : "people.anew.make")}
            </Button>
            {isInvited && (
              <Button className="button" data-busy={act.busy || undefined} onPress={withdraw}>
                {say("people.withdraw")}
              </Button>
            )}
          </div>
        </div>
      )}
    </Fold>
  );
}
