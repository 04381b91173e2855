import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useSession } from "../session.tsx";
import type { AccountAnswer, PartOfAccount } from "./account.ts";
import { addPasskey, passkeyObstacle } from "./passkey.ts";
import { Setting } from "./settings-room.tsx";
import { SubmitButton } from "./submit-button.tsx";

/** Keys in a phone, a computer or on a stick: nothing to type, nothing to steal by a false page. */
export function PasskeySetting({ account: { passkeys }, reload }: PartOfAccount) {
  const { say } = useSpeech();
  const { answer } = useSession();
  const [isAdding, setAdding] = useState(false);
  const obstacle = passkeyObstacle(typeof answer === "object" && answer.passkeys);
  return (
    <Setting
      title={say("passkey.title")}
      state={
        passkeys.length === 0 ? say("passkey.state.none") : say("passkey.state", { count: passkeys.length })
      }
    >
      <p className="quiet">{say("passkey.help")}</p>
      {passkeys.length > 0 && (
        <ul className="setting-list">
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} reload={reload} />
          ))}
        </ul>
      )}
      {obstacle === "none" ? (
        <Button className="button" onPress={() => setAdding(true)}>
          {say("passkey.add")}
        </Button>
      ) : (
        <p className="consequence">{say(`passkey.obstacle.${obstacle}`)}</p>
      )}
      {isAdding && <AddPasskey onClose={() => setAdding(false)} reload={reload} />}
    </Setting>
  );
}

function AddPasskey({ onClose, reload }: { onClose: () => void; reload: () => Promise<void> }) {
  const { say } = useSpeech();
  const [name, setName] = useState("");
  const act = useAct();
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return;
    void act.run(async () => {
      await addPasskey(name.trim());
      await reload();
      onClose();
    });
  };
  return (
    <DialogBox title={say("passkey.add")} isOpen onClose={onClose}>
      <form className="form" onSubmit={add}>
        <Field
          label={say("passkey.name")}
          hint={say("passkey.name.hint")}
          maxLength={60}
          value={name}
          onChange={setName}
          isRequired
          autoFocus
        />
        <p className="quiet">{say("passkey.next")}</p>
        <RefusalNote refused={act.refused} />
        <SubmitButton act={act} isReady={name.trim() !== ""}>
          {say("passkey.go")}
        </SubmitButton>
      </form>
    </DialogBox>
  );
}

function PasskeyRow({
  passkey,
  reload,
}: {
  passkey: AccountAnswer["passkeys"][number];
  reload: () => Promise<void>;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const [isAsked, setAsked] = useState(false);
  const act = useAct();
  const { name, lastUsedAt, createdAt } = passkey;
  const remove = () =>
    void act.run(async () => {
      await ask(`/api/account/passkeys/${encodeURIComponent(passkey.id)}`, { method: "DELETE" });
      await reload();
    });
  return (
    <li>
      <p>
        <strong>{name}</strong>
        <span className="quiet">
          {" "}
          {lastUsedAt === null
            ? say("passkey.added", { time: speech.at(Date.parse(createdAt), nowMs) })
            : say("passkey.used", { time: speech.at(Date.parse(lastUsedAt), nowMs) })}
        </span>
      </p>
      {isAsked ? (
        <div className="form-acts">
          <Button className="button" data-busy={act.busy || undefined} onPress={remove} autoFocus>
            {say("passkey.remove.do", { name })}
          </Button>
          <Button className="button-quiet" onPress={() => setAsked(false)}>
            {say("cancel")}
          </Button>
        </div>
      ) : (
        <Button
          className="button-quiet"
          aria-label={say("passkey.remove.of", { name })}
          onPress={() => setAsked(true)}
        >
          {say("remove")}
        </Button>
      )}
      <RefusalNote refused={act.refused} />
    </li>
  );
}
