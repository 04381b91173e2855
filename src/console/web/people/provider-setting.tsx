import { useState } from "react";
import { Button } from "react-aria-components";
import { ask } from "../ask.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { useSpeech } from "../reading.tsx";
import { useSession } from "../session.tsx";
import type { PartOfAccount } from "./account.ts";
import { AskPassword } from "./ask-password.tsx";
import { Setting } from "./settings-room.tsx";

/** The account that one has at the town's identity provider: linked to this one or not. */
export function ProviderSetting({ account, reload }: PartOfAccount) {
  const { say } = useSpeech();
  const { answer } = useSession();
  const [isOpen, setOpen] = useState(false);
  const label = (typeof answer === "object" ? answer.oidc?.label : undefined) ?? "";
  const isLinked = account.oidc?.linked === true;
  const act = say(isLinked ? "provider.remove" : "provider.add");
  const link = async (password: string) => {
    const { url } = await ask<{ url: string }>("/api/account/oidc", { body: { password } });
    location.assign(url);
  };
  const remove = async (password: string) => {
    await ask("/api/account/oidc/remove", { body: { password } });
    await reload();
    setOpen(false);
  };
  return (
    <Setting
      title={say("gate.oidc", { label })}
      state={say(isLinked ? "provider.state.on" : "provider.state.off")}
    >
      <p className="quiet">{say("provider.help")}</p>
      <Button className="button" onPress={() => setOpen(true)}>
        {act}
      </Button>
      <DialogBox title={act} isOpen={isOpen} onClose={() => setOpen(false)}>
        <p className="consequence">{say(isLinked ? "provider.remove.consequence" : "provider.add.detail")}</p>
        <AskPassword
          act={act}
          hasPassword={account.password}
          onPassword={isLinked ? remove : link}
          onCancel={() => setOpen(false)}
        />
      </DialogBox>
    </Setting>
  );
}
