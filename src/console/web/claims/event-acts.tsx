import { useState } from "react";
import { Button } from "react-aria-components";
import type { EventPage } from "../../../claims/events.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { MergeWindow, NameWindow, ReleaseWindow } from "./event-windows.tsx";

/** What a member may do with a whole event. */
export function EventActs({ page }: { page: EventPage }) {
  const { say } = useSpeech();
  const [shown, show] = useState<"name" | "merge" | undefined>(undefined);
  const close = () => show(undefined);
  return (
    <div className="form-acts claims-acts">
      <Button className="button-quiet" onPress={() => show("name")}>
        {say("claims.name.open")}
      </Button>
      <Button className="button-quiet" onPress={() => show("merge")}>
        {say("claims.merge.open")}
      </Button>
      {shown === "name" && <NameWindow page={page} onClose={close} />}
      {shown === "merge" && <MergeWindow page={page} onClose={close} />}
    </div>
  );
}

/** Ends the alert of the gateways before its time. */
export function ReleaseAct({ page }: { page: EventPage }) {
  const { say } = useSpeech();
  const nowMs = useNow();
  const mayRelease = useMay("lead");
  const [isShown, show] = useState(false);
  const isHeld = page.acted.some(
    ({ what, until, releasedAt }) =>
      what === "gateway-alerted" && releasedAt === null && until !== null && Date.parse(until) > nowMs,
  );
  if (!isHeld || !mayRelease) return null;
  return (
    <>
      <Button className="button" onPress={() => show(true)}>
        {say("claims.release.open")}
      </Button>
      {isShown && <ReleaseWindow page={page} onClose={() => show(false)} />}
    </>
  );
}
