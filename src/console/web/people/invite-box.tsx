import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { Role } from "../../../kernel/role.ts";
import type { Person } from "../../../people/events.ts";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { HandedLink, type MadeLink } from "./handed-link.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { SubmitButton } from "./submit-button.tsx";

/** Invites somebody: name and role, then the link to hand over. */
export function InviteBox({ onClose, onInvited }: { onClose: () => void; onInvited: () => void }) {
  const { say } = useSpeech();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("member");
  const [made, setMade] = useState<(MadeLink & { person: Person }) | undefined>(undefined);
  const act = useAct();
  const invite = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    void act.run(async () => {
      setMade(await ask("/api/people/invitations", { body: { name: name.trim(), role } }));
      onInvited();
    });
  };
  const another = () => {
    setMade(undefined);
    setName("");
  };
  if (made !== undefined) {
    return (
      <DialogBox title={say("invite.made", { name: made.person.name })} isOpen onClose={onClose}>
        <HandedLink made={made} name={made.person.name} role={made.person.role} />
        <div className="form-acts">
          <Button className="button" onPress={another}>
            {say("invite.another")}
          </Button>
          <Button className="button-quiet" onPress={onClose}>
            {say("dialog.done")}
          </Button>
        </div>
      </DialogBox>
    );
  }
  return (
    <DialogBox title={say("people.invite")} isOpen onClose={onClose}>
      <form className="form" onSubmit={invite}>
        <Field
          label={say("field.name")}
          hint={say("field.name.hint")}
          autoComplete="off"
          maxLength={128}
          value={name}
          onChange={setName}
          isRequired
          autoFocus
        />
        <RoleChoice label={say("invite.role")} value={role} onChange={setRole} />
        <p className="consequence">{say("invite.consequence")}</p>
        <RefusalNote refused={act.refused} />
        <SubmitButton act={act} isReady={name.trim() !== ""}>
          {say("invite.make")}
        </SubmitButton>
      </form>
    </DialogBox>
  );
}
