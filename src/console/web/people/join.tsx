import { type FormEvent, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { Role } from "../../../kernel/role.ts";
import { ask, type Refused } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { Field } from "../form/field.tsx";
import { RefusalNote, refusedOf } from "../form/refusal.tsx";
import { goTo } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useSession } from "../session.tsx";
import { Gate } from "./gate.tsx";
import { isLongEnough, NewPassword } from "./new-password.tsx";
import { roleHelp } from "./role-help.ts";
import { SubmitButton, useWait } from "./submit-button.tsx";
import { userNameFrom } from "./user-name.ts";
import { Welcome } from "./welcome.tsx";

/** `userName`: of somebody who was here before and starts anew; it stays. */
type Invitation = { name: string; role: Role; userName: string | null; expiresAt: string };

/** Of a link that will never be good again. */
const DEAD = "not-found";
/** As the console wants it: letters, digits, dot, dash, at least two. */
const USER_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{1,63}$/u;
const TOLD = { "bad-request": "refused.guessed", "already-exists": "refused.name-taken" } as const;

/** Makes an account by a link: the town's first administrator, or who was invited. */
export function Join({ kind, token }: { kind: "setup" | "invitation"; token: string }) {
  const { say } = useSpeech();
  const { answer } = useSession();
  const [invitation, setInvitation] = useState<Invitation | undefined>(undefined);
  const [refused, setRefused] = useState<Refused | undefined>(undefined);
  const [joined, setJoined] = useState<{ name: string; password: string } | undefined>(undefined);
  useEffect(() => {
    if (kind === "setup") return;
    ask<Invitation>(`/api/invitations/${encodeURIComponent(token)}`).then(setInvitation, (error) =>
      setRefused(refusedOf(error)),
    );
  }, [kind, token]);
  if (joined !== undefined) return <Welcome {...joined} isFirst={kind === "setup"} />;
  if (typeof answer === "object" && answer.state === "signed-in") return <SignedInAlready />;
  if (refused !== undefined) {
    if (refused.code === DEAD) return <DeadLink kind={kind} />;
    return (
      <Gate title={say("loading.failed")}>
        <RefusalNote refused={refused} />
      </Gate>
    );
  }
  if (kind === "invitation" && invitation === undefined) return <Gate title={say("join.looking")} isStatus />;
  return (
    <JoinForm
      kind={kind}
      token={token}
      invitation={invitation}
      onJoined={(name, password) => setJoined({ name, password })}
      onDead={setRefused}
    />
  );
}

function JoinForm({
  kind,
  token,
  invitation,
  onJoined,
  onDead,
}: {
  kind: "setup" | "invitation";
  token: string;
  invitation: Invitation | undefined;
  onJoined: (name: string, password: string) => void;
  onDead: (refused: Refused) => void;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const [name, setName] = useState(invitation?.name ?? "");
  const [typedUserName, setUserName] = useState<string | undefined>(undefined);
  const [password, setPassword] = useState("");
  const act = useAct();
  const wait = useWait(act);
  const formerName = invitation?.userName ?? undefined;
  const userName = (formerName ?? typedUserName ?? userNameFrom(name)).trim();
  const isUserName = USER_NAME.test(userName);
  const isReady = name.trim() !== "" && isUserName && isLongEnough(password);
  const join = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || wait > 0) return;
    const account = { userName, password };
    void act.run(async () => {
      try {
        if (kind === "setup") await ask("/api/setup", { body: { token, name: name.trim(), ...account } });
        else await ask(`/api/invitations/${encodeURIComponent(token)}`, { body: account });
      } catch (error) {
        const refused = refusedOf(error);
        if (refused.code === DEAD) onDead(refused);
        throw refused;
      }
      onJoined(name.trim(), password);
    });
  };
  const detail =
    invitation === undefined ? (
      say("setup.detail")
    ) : (
      <>
        {say("join.detail", { role: say(`role.${invitation.role}`) })} {roleHelp(invitation.role, speech)}
      </>
    );
  return (
    <Gate title={invitation === undefined ? say("setup.title") : say("join.title", { name })} detail={detail}>
      <form className="form" onSubmit={join} aria-label={say("join.form")}>
        {invitation === undefined && (
          <Field
            label={say("field.name")}
            hint={say("field.name.hint")}
            autoComplete="name"
            maxLength={128}
            value={name}
            onChange={setName}
            isRequired
            autoFocus
          />
        )}
        <Field
          label={say("field.user-name")}
          hint={say(formerName === undefined ? "field.user-name.hint" : "field.user-name.former")}
          error={typedUserName !== undefined && !isUserName ? say("field.user-name.bad") : undefined}
          isReadOnly={formerName !== undefined}
          name="username"
          autoComplete="username"
          maxLength={64}
          literal
          value={userName}
          onChange={setUserName}
          isRequired
        />
        <NewPassword
          label={say("field.password")}
          value={password}
          onChange={setPassword}
          known={[userName, ...name.split(/\s+/)]}
        />
        <RefusalNote refused={act.refused} told={TOLD} />
        <SubmitButton act={act} wait={wait} isReady={isReady}>
          {say("join.create")}
        </SubmitButton>
      </form>
      {invitation !== undefined && isUserName && <JoinByProvider token={token} userName={userName} />}
    </Gate>
  );
}

/** Instead of a password: the account that one has at the town's identity provider. */
function JoinByProvider({ token, userName }: { token: string; userName: string }) {
  const { say } = useSpeech();
  const { answer } = useSession();
  const act = useAct();
  const oidc = typeof answer === "object" ? answer.oidc : null;
  if (oidc === null) return null;
  const join = () =>
    void act.run(async () => {
      const body = { invitation: token, userName };
      const { url } = await ask<{ url: string }>("/api/session/oidc", { body });
      location.assign(url);
    });
  return (
    <section className="gate-ways" aria-label={say("join.instead")}>
      <h2 className="gate-ways-title">{say("join.instead")}</h2>
      <Button className="button" data-busy={act.busy || undefined} onPress={join}>
        {say("gate.oidc", { label: oidc.label })}
      </Button>
      <RefusalNote refused={act.refused} />
    </section>
  );
}

function DeadLink({ kind }: { kind: "setup" | "invitation" }) {
  const { say } = useSpeech();
  return (
    <Gate title={say("link.dead")} detail={say(`link.dead.${kind}`)}>
      {kind === "setup" && <code className="gate-command">npm run beffroi -- people link</code>}
      <p>
        <a href="#/">{say("link.sign-in")}</a>
      </p>
    </Gate>
  );
}

/** Another person's link, opened by who is signed in: their session is not taken away by surprise. */
function SignedInAlready() {
  const { say } = useSpeech();
  const { answer, refresh } = useSession();
  const act = useAct();
  const name = typeof answer === "object" ? (answer.person?.name ?? "") : "";
  const signOut = () =>
    void act.run(async () => {
      await ask("/api/session/sign-out", { body: {} });
      await refresh();
    });
  return (
    <Gate title={say("link.signed-in", { name })} detail={say("link.signed-in.detail")}>
      <RefusalNote refused={act.refused} />
      <div className="form-acts">
        <Button className="button-main" data-busy={act.busy || undefined} onPress={signOut}>
          {say("link.signed-in.out")}
        </Button>
        <Button className="button" onPress={() => goTo()}>
          {say("link.signed-in.stay", { name })}
        </Button>
      </div>
    </Gate>
  );
}
