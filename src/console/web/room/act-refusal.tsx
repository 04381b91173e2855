import { Button } from "react-aria-components";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import type { RoomAct } from "./act.ts";

/**
 * Under an act: why it did not happen. What somebody else changed in the meantime is shown as it is now, and the act can
 * be made again on that.
 */
export function ActRefusal({
  act,
  now,
  onDone,
}: {
  act: RoomAct;
  now?: string | undefined;
  onDone?(): void;
}) {
  const { say } = useSpeech();
  const { refused } = act;
  if (refused?.code !== "changed-meanwhile") return <RefusalNote refused={refused} />;
  const again = async () => {
    if (await act.again()) onDone?.();
  };
  return (
    <div role="alert" className="refusal act-conflict">
      <p>{say("conflict.changed")}</p>
      {now !== undefined && (
        <p>
          {say("conflict.now")} <bdi className="said">{now}</bdi>
        </p>
      )}
      <Button className="button-small" isDisabled={act.busy} onPress={() => void again()}>
        {say("conflict.again")}
      </Button>
    </div>
  );
}
