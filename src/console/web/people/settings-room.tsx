import { type ReactNode, useId } from "react";
import { useAsked } from "../asked.ts";
import { LanguageChoice } from "../band.tsx";
import { useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import type { AccountAnswer } from "./account.ts";
import { Installation } from "./installation.tsx";
import { NotThere } from "./not-there.tsx";
import { PasskeySetting } from "./passkey-setting.tsx";
import { PasswordSetting } from "./password-setting.tsx";
import { PrintedCodesSetting } from "./printed-codes-setting.tsx";
import { ProviderSetting } from "./provider-setting.tsx";
import { roleHelp } from "./role-help.ts";
import { SecondFactorSetting } from "./second-factor-setting.tsx";
import { SessionsSetting } from "./sessions-setting.tsx";
import { SignOut } from "./sign-out.tsx";

/** How I sign in, where I am signed in, and what this installation is. */
export function SettingsRoom() {
  const speech = useSpeech();
  const { say } = speech;
  const me = useMe();
  const account = useAsked<AccountAnswer>("/api/account", ["people."]);
  const { value, reload } = account;
  return (
    <>
      <div className="answer">
        <h1>{say("settings.answer", { name: me.name, role: say(`role.${me.role}`) })}</h1>
        <p className="role-help">{roleHelp(me.role, speech)}</p>
        <SignOut />
      </div>
      <NotThere asked={account} />
      {value !== undefined && (
        <>
          <h2 className="settings-title">{say("settings.sign-in")}</h2>
          <div className="settings">
            <PrintedCodesSetting account={value} reload={reload} />
            <PasskeySetting account={value} reload={reload} />
            <SecondFactorSetting account={value} reload={reload} />
            <PasswordSetting account={value} />
            {value.oidc !== null && <ProviderSetting account={value} reload={reload} />}
          </div>
          <SessionsSetting account={value} reload={reload} />
        </>
      )}
      <section aria-labelledby="language-title">
        <h2 id="language-title">{say("language.choose")}</h2>
        <p className="quiet">{say("settings.language")}</p>
        <div className="settings-language">
          <LanguageChoice />
        </div>
      </section>
      <Installation />
    </>
  );
}

/** One card: what holds now, in a line, and what can be done about it. */
export function Setting({
  title,
  state,
  children,
}: {
  title: string;
  state?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="setting" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {state !== undefined && <p className="setting-state">{state}</p>}
      {children}
    </section>
  );
}
