import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { type SessionAnswer, useSession } from "../session.tsx";
import { Gate } from "./gate.tsx";
import { PrintedCode } from "./printed-code.tsx";
import { SignIn } from "./sign-in.tsx";
import { SubmitButton, useWait } from "./submit-button.tsx";

const TOLD = { "wrong-credentials": "refused.wrong-digits", "not-signed-in": "refused.too-late" } as const;

/** The six digits of the phone, after the password. */
export function SecondFactor({ oidc, passkeys }: Pick<SessionAnswer, "oidc" | "passkeys">) {
  const { say } = useSpeech();
  const { refresh } = useSession();
  const [code, setCode] = useState("");
  const [way, setWay] = useState<"phone" | "paper" | "anew">("phone");
  const act = useAct();
  const wait = useWait(act);
  if (way === "paper") return <PrintedCode userName="" onBack={() => setWay("phone")} />;
  if (way === "anew")
    return <SignIn oidc={oidc} passkeys={passkeys} onSecondFactor={() => setWay("phone")} />;
  const digits = code.replace(/\D/g, "");
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    if (wait > 0) return;
    void act.run(async () => {
      await ask("/api/session/second-factor", { body: { code: digits } });
      await refresh();
    });
  };
  return (
    <Gate title={say("gate.second-factor")} detail={say("gate.second-factor.detail")}>
      <form className="form" onSubmit={confirm} aria-label={say("gate.second-factor")}>
        <Field
          label={say("field.digits")}
          className="field-code"
          inputMode="numeric"
          autoComplete="one-time-code"
          literal
          value={code}
          onChange={setCode}
          isRequired
          autoFocus
        />
        <RefusalNote refused={act.refused} told={TOLD} />
        <div className="form-acts">
          <SubmitButton act={act} wait={wait} isReady={digits.length === 6}>
            {say("gate.enter")}
          </SubmitButton>
          <Button className="button-quiet" onPress={() => setWay("paper")}>
            {say("gate.no-phone")}
          </Button>
          <Button className="button-quiet" onPress={() => setWay("anew")}>
            {say("gate.other-account")}
          </Button>
        </div>
      </form>
    </Gate>
  );
}
