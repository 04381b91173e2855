import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { useSession } from "../session.tsx";
import { Gate } from "./gate.tsx";
import { SubmitButton, useWait } from "./submit-button.tsx";

const TOLD = { "wrong-credentials": "refused.wrong-code" } as const;

/** In by a code on paper: when the phone, the network or the provider is gone. */
export function PrintedCode({ userName: known, onBack }: { userName: string; onBack: () => void }) {
  const { say } = useSpeech();
  const { refresh } = useSession();
  const [userName, setUserName] = useState(known);
  const [code, setCode] = useState("");
  const act = useAct();
  const wait = useWait(act);
  const signIn = (event: FormEvent) => {
    event.preventDefault();
    if (wait > 0) return;
    void act.run(async () => {
      await ask("/api/session/printed-code", { body: { userName: userName.trim(), code: code.trim() } });
      await refresh();
    });
  };
  return (
    <Gate title={say("gate.code")} detail={say("gate.code.detail")}>
      <form className="form" onSubmit={signIn} aria-label={say("gate.code")}>
        <Field
          label={say("field.user-name")}
          autoComplete="username"
          literal
          value={userName}
          onChange={setUserName}
          isRequired
          autoFocus={known === ""}
        />
        <Field
          label={say("field.printed-code")}
          hint={say("field.printed-code.hint")}
          autoComplete="off"
          className="field-code"
          literal
          value={code}
          onChange={setCode}
          isRequired
          autoFocus={known !== ""}
        />
        <RefusalNote refused={act.refused} told={TOLD} />
        <div className="form-acts">
          <SubmitButton act={act} wait={wait} isReady={userName.trim() !== "" && code.trim() !== ""}>
            {say("gate.enter")}
          </SubmitButton>
          <Button className="button-quiet" onPress={onBack}>
            {say("gate.back")}
          </Button>
        </div>
      </form>
    </Gate>
  );
}
