import { useState } from "react";
import { Button } from "react-aria-components";
import { ask } from "../ask.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import type { PartOfAccount } from "./account.ts";
import { AskPassword } from "./ask-password.tsx";
import { CodeList, type MadeCodes } from "./code-list.tsx";
import { Setting } from "./settings-room.tsx";

/** Codes on paper: the way in that needs neither phone nor network. */
export function PrintedCodesSetting({
  account: { printedCodes, password: hasPassword },
  reload,
}: PartOfAccount) {
  const speech = useSpeech();
  const { say } = speech;
  const me = useMe();
  const nowMs = useNow();
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<MadeCodes | undefined>(undefined);
  const close = () => {
    setOpen(false);
    setMade(undefined);
  };
  const make = async (password: string) => {
    setMade(await ask<MadeCodes>("/api/account/printed-codes", { body: { password } }));
    await reload();
  };
  const state =
    printedCodes === null
      ? say("codes.state.none")
      : say("codes.state", {
          count: printedCodes.left,
          time: speech.at(Date.parse(printedCodes.madeAt), nowMs),
        });
  return (
    <Setting title={say("codes.title")} state={state}>
      <p className="quiet">{say("codes.help")}</p>
      <Button className="button" onPress={() => setOpen(true)}>
        {say(printedCodes === null ? "codes.make" : "codes.make.again")}
      </Button>
      <DialogBox title={say("codes.title")} isOpen={isOpen} onClose={close}>
        {made === undefined ? (
          <>
            {printedCodes !== null && <p className="consequence">{say("codes.void")}</p>}
            <AskPassword
              act={say("codes.make")}
              hasPassword={hasPassword}
              onPassword={make}
              onCancel={close}
            />
          </>
        ) : (
          <>
            <CodeList made={made} name={me.name} />
            <Button className="button-quiet" onPress={close}>
              {say("dialog.done")}
            </Button>
          </>
        )}
      </DialogBox>
    </Setting>
  );
}
