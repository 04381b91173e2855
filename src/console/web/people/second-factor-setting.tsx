import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { CopyText } from "../form/copy-text.tsx";
import { DialogBox } from "../form/dialog-box.tsx";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import type { PartOfAccount } from "./account.ts";
import { AskPassword } from "./ask-password.tsx";
import { QrImage } from "./qr-image.tsx";
import { Setting } from "./settings-room.tsx";
import { SubmitButton, useWait } from "./submit-button.tsx";

const TOLD = { "wrong-credentials": "refused.wrong-digits" } as const;

type NewFactor = { uri: string; secret: string; qr: string };

/** Six digits from a phone, asked for after the password. */
export function SecondFactorSetting({
  account: { secondFactor, password: hasPassword },
  reload,
}: PartOfAccount) {
  const { say } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<NewFactor | undefined>(undefined);
  const close = () => {
    setOpen(false);
    setMade(undefined);
  };
  const begin = async (password: string) =>
    setMade(await ask<NewFactor>("/api/account/second-factor", { body: { password } }));
  const remove = async (password: string) => {
    await ask("/api/account/second-factor/remove", { body: { password } });
    await reload();
    close();
  };
  const confirmed = async () => {
    await reload();
    close();
  };
  return (
    <Setting title={say("factor.title")} state={say(secondFactor ? "factor.state.on" : "factor.state.off")}>
      <p className="quiet">{say("factor.help")}</p>
      <Button className="button" onPress={() => setOpen(true)}>
        {say(secondFactor ? "factor.remove" : "factor.add")}
      </Button>
      <DialogBox
        title={say(made === undefined && secondFactor ? "factor.remove" : "factor.add")}
        isOpen={isOpen}
        onClose={close}
      >
        {made !== undefined && <ConfirmFactor made={made} onConfirmed={confirmed} />}
        {made === undefined && (
          <>
            <p className={secondFactor ? "consequence" : undefined}>
              {say(secondFactor ? "factor.remove.consequence" : "factor.add.detail")}
            </p>
            <AskPassword
              act={say(secondFactor ? "factor.remove" : "factor.begin")}
              hasPassword={hasPassword}
              onPassword={secondFactor ? remove : begin}
              onCancel={close}
            />
          </>
        )}
      </DialogBox>
    </Setting>
  );
}

/** The secret in the phone is only trusted once it has given a right code. */
function ConfirmFactor({ made, onConfirmed }: { made: NewFactor; onConfirmed: () => Promise<void> }) {
  const { say } = useSpeech();
  const [code, setCode] = useState("");
  const act = useAct();
  const wait = useWait(act);
  const digits = code.replace(/\D/g, "");
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    if (digits.length !== 6 || wait > 0) return;
    void act.run(async () => {
      await ask("/api/account/second-factor/confirm", { body: { code: digits } });
      await onConfirmed();
    });
  };
  return (
    <>
      <div className="handed-link">
        <QrImage svg={made.qr} alt={say("factor.qr")} />
        <div className="handed-link-words">
          <p>{say("factor.scan")}</p>
          <p className="quiet">{say("factor.type")}</p>
          <CopyText text={made.secret} label={say("factor.secret")} block />
        </div>
      </div>
      <form className="form" onSubmit={confirm}>
        <Field
          label={say("field.digits")}
          hint={say("factor.confirm.hint")}
          className="field-code"
          inputMode="numeric"
          autoComplete="one-time-code"
          literal
          value={code}
          onChange={setCode}
          isRequired
        />
        <RefusalNote refused={act.refused} told={TOLD} />
        <SubmitButton act={act} wait={wait} isReady={digits.length === 6}>
          {say("factor.confirm")}
        </SubmitButton>
      </form>
    </>
  );
}
