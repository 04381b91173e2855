import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { Field, PasswordField } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { type SessionAnswer, useSession } from "../session.tsx";
import { Gate } from "./gate.tsx";
import { passkeyObstacle, signInWithPasskey } from "./passkey.ts";
import { PrintedCode } from "./printed-code.tsx";
import { SubmitButton, useWait } from "./submit-button.tsx";

/** User name and password, and the other ways in. */
export function SignIn({
  oidc,
  passkeys,
  onSecondFactor,
}: Pick<SessionAnswer, "oidc" | "passkeys"> & {
  /** Told when a code is asked for next; the session's answer tells it too, unless it did before. */
  onSecondFactor?: () => void;
}) {
  const { say } = useSpeech();
  const { refresh } = useSession();
  const [userName, setUserName] = useState("");
  const [password, setPassword] = useState("");
  const [byCode, setByCode] = useState(false);
  const act = useAct();
  const wait = useWait(act);
  if (byCode) return <PrintedCode userName={userName} onBack={() => setByCode(false)} />;
  const signIn = (event: FormEvent) => {
    event.preventDefault();
    if (wait > 0) return;
    void act.run(async () => {
      const body = { userName: userName.trim(), password };
      const { state } = await ask<Pick<SessionAnswer, "state">>("/api/session/sign-in", { body });
      await refresh();
      if (state === "second-factor") onSecondFactor?.();
    });
  };
  return (
    <Gate title={say("gate.sign-in")} detail={say("gate.sign-in.detail")}>
      <form className="form" onSubmit={signIn} aria-label={say("gate.sign-in")}>
        <Field
          label={say("field.user-name")}
          name="username"
          autoComplete="username webauthn"
          literal
          value={userName}
          onChange={setUserName}
          isRequired
          autoFocus
        />
        <PasswordField
          label={say("field.password")}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          isRequired
        />
        <RefusalNote refused={act.refused} />
        <SubmitButton act={act} wait={wait} isReady={userName.trim() !== "" && password !== ""}>
          {say("gate.enter")}
        </SubmitButton>
      </form>
      <OtherWays oidc={oidc} passkeys={passkeys} onCode={() => setByCode(true)} />
      <p className="quiet">{say("gate.no-account")}</p>
    </Gate>
  );
}

function OtherWays({
  oidc,
  passkeys,
  onCode,
}: Pick<SessionAnswer, "oidc" | "passkeys"> & { onCode: () => void }) {
  const { say } = useSpeech();
  const { refresh } = useSession();
  const act = useAct();
  const withPasskey = () =>
    void act.run(async () => {
      await signInWithPasskey();
      await refresh();
    });
  return (
    <section className="gate-ways" aria-labelledby="gate-ways">
      <h2 id="gate-ways" className="gate-ways-title">
        {say("gate.ways")}
      </h2>
      {passkeyObstacle(passkeys) === "none" && (
        <Button className="button" onPress={withPasskey}>
          {say("gate.passkey")}
        </Button>
      )}
      {oidc !== null && (
        <a className="button" href="/api/session/oidc">
          {say("gate.oidc", { label: oidc.label })}
        </a>
      )}
      <Button className="button" onPress={onCode}>
        {say("gate.printed-code")}
      </Button>
      <RefusalNote refused={act.refused} />
    </section>
  );
}
