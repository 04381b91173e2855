import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { PasswordField } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { useMe, useSession } from "../session.tsx";
import type { PartOfAccount } from "./account.ts";
import { isLongEnough, NewPassword } from "./new-password.tsx";
import { Setting } from "./settings-room.tsx";
import { SubmitButton, useWait } from "./submit-button.tsx";

/** A new password ends the other sessions: who had the old one is out. */
export function PasswordSetting({ account }: Pick<PartOfAccount, "account">) {
  const { say } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  return (
    <Setting title={say("field.password")}>
      <p className="quiet">{say("password.help")}</p>
      <div role="status">{isDone && <p className="done-note">{say("password.done")}</p>}</div>
      <Button className="button" onPress={() => setOpen(true)}>
        {say("password.change")}
      </Button>
      {isOpen && (
        <DialogBox title={say("password.change")} isOpen onClose={() => setOpen(false)}>
          <ChangePassword
            hasPassword={account.password}
            onDone={() => {
              setDone(true);
              setOpen(false);
            }}
          />
        </DialogBox>
      )}
    </Setting>
  );
}

const TOLD = { "wrong-credentials": "refused.wrong-password", "bad-request": "refused.guessed" } as const;

function ChangePassword({ hasPassword, onDone }: { hasPassword: boolean; onDone: () => void }) {
  const { say } = useSpeech();
  const me = useMe();
  const { refresh } = useSession();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const act = useAct();
  const wait = useWait(act);
  const isReady = (!hasPassword || current !== "") && isLongEnough(next);
  const change = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || wait > 0) return;
    void act.run(async () => {
      await ask("/api/account/password", { body: { current, new: next } });
      onDone();
      await refresh();
    });
  };
  return (
    <form className="form" onSubmit={change}>
      {hasPassword && (
        <PasswordField
          label={say("field.password.current")}
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          isRequired
          autoFocus
        />
      )}
      <NewPassword
        label={say("field.password.new")}
        value={next}
        onChange={setNext}
        known={[me.userName, ...me.name.split(/\s+/)]}
      />
      <p className="consequence">{say("password.consequence")}</p>
      <RefusalNote refused={act.refused} told={TOLD} />
      <SubmitButton act={act} wait={wait} isReady={isReady}>
        {say("password.change")}
      </SubmitButton>
    </form>
  );
}
