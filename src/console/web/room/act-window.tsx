import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { DialogBox } from "../form/dialog-box.tsx";
import { useSpeech } from "../reading.tsx";
import { type ActName, type RoomAct, useRoomAct } from "./act.ts";
import { ActRefusal } from "./act-refusal.tsx";
import { usePowers } from "./room-context.tsx";
import { isSendKey } from "./send-key.ts";

export type ActWindowProps<Old> = {
  title: string;
  /** What will happen, who sees it, how to go back. */
  note: ReactNode;
  /** The words of the button that does it. */
  button: string;
  act: ActName;
  /** What the act changes, as it is now. A change that arrives while the window is open must not be written over unseen. */
  old?: Old;
  /** What is sent. `old` is what was there when the window opened, or, once somebody's change was shown, what is there now. */
  body(old: Old): object;
  /** Whether all that is needed was said. */
  isWhole: boolean;
  /** What is there now, shown when somebody changed it meanwhile. */
  now?: string;
  onDone?(): void;
  wide?: boolean;
  children?: ReactNode;
};

/** The window of one act: what is asked, what will happen, and the button. Ctrl+Enter sends. */
export function ActWindow<Old = undefined>(props: ActWindowProps<Old>) {
  const { title, note, button, isWhole, now, onDone, children, wide = false } = props;
  const { say } = useSpeech();
  const { store, ask } = usePowers();
  const act: RoomAct = useRoomAct(store);
  const first = useRef(props.old);
  const latest = useRef(props);
  const isShown = useRef(false);
  useEffect(() => {
    latest.current = props;
    if (act.refused?.code === "changed-meanwhile") isShown.current = true;
  });
  const body = () => {
    const old = isShown.current ? latest.current.old : first.current;
    return latest.current.body(old as Old);
  };
  const close = () => ask(undefined);
  const finish = () => {
    onDone?.();
    close();
  };
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!isWhole || act.busy) return;
    if (await act.send(props.act, body)) finish();
  };
  return (
    <DialogBox title={title} isOpen onClose={close} wide={wide}>
      <form
        className="form"
        onSubmit={(event) => void send(event)}
        onKeyDownCapture={(event) => {
          if (!isSendKey(event)) return;
          event.preventDefault();
          void send();
        }}
      >
        {children}
        <div className="consequence">{note}</div>
        <ActRefusal act={act} now={now} onDone={finish} />
        <div className="form-acts">
          <Button type="submit" className="button-main" isDisabled={!isWhole || act.busy}>
            {act.busy ? say("composer.sending") : button}
          </Button>
          <Button className="button" onPress={close}>
            {say("cancel")}
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}
