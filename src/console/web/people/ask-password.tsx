import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import { useAct } from "../form/act.ts";
import { PasswordField } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { SubmitButton, useWait } from "./submit-button.tsx";

const TOLD = { "wrong-credentials": "refused.wrong-password" } as const;
const TOLD_WITHOUT = { "wrong-credentials": "refused.signed-in-long-ago" } as const;

/** Asks for the password once more before what could lock somebody out, or let somebody in. */
export function AskPassword({
  act: label,
  hasPassword,
  onPassword,
  onCancel,
}: {
  act: string;
  /** Who only comes in otherwise has none to type: a session that has just begun does instead. */
  hasPassword: boolean;
  onPassword: (password: string) => Promise<unknown>;
  onCancel: () => void;
}) {
  const { say } = useSpeech();
  const [password, setPassword] = useState("");
  const act = useAct();
  const wait = useWait(act);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if ((hasPassword && password === "") || wait > 0) return;
    void act.run(() => onPassword(password));
  };
  return (
    <form className="form" onSubmit={submit}>
      {hasPassword && (
        <PasswordField
          label={say("field.password.yours")}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          isRequired
          autoFocus
        />
      )}
      <RefusalNote refused={act.refused} told={hasPassword ? TOLD : TOLD_WITHOUT} />
      <div className="form-acts">
        <SubmitButton act={act} wait={wait} isReady={!hasPassword || password !== ""}>
          {label}
        </SubmitButton>
        <Button className="button-quiet" onPress={onCancel}>
          {say("cancel")}
        </Button>
      </div>
    </form>
  );
}
