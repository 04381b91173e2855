import { useState } from "react";
import { Button } from "react-aria-components";
import type { ActAnswer } from "../../../incidents/events.ts";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { usePowers } from "./room-context.tsx";

/** Where a situation report is read: its own tab, for paper. */
export function reportAddress(sha256: string): string {
  return `/api/reports/${encodeURIComponent(sha256)}`;
}

/** One press: the report is made from all that is written, kept, and opened in its own tab. */
export function MakeReport() {
  const { say } = useSpeech();
  const { store } = usePowers();
  const act = useAct();
  const [made, setMade] = useState<{ address: string; number: number } | undefined>(undefined);
  const make = () =>
    act.run(async () => {
      const answer = await ask<ActAnswer>(`${store.path}/report`, { body: {} });
      store.take(answer);
      const report = answer.items.find((item) => item.type === "report");
      if (report === undefined) return;
      const address = reportAddress(report.sha256);
      setMade({ address, number: report.number });
      window.open(address, "_blank", "noopener");
    });
  return (
    <div className="make-report">
      <Button className="button" isDisabled={act.busy} onPress={() => void make()}>
        {say(act.busy ? "report.making" : "report.make")}
      </Button>
      <p role="status" className="quiet">
        {made !== undefined && (
          <>
            {say("report.made")}{" "}
            <a href={made.address} target="_blank" rel="noreferrer">
              {say("report.name", { number: made.number })}
            </a>
          </>
        )}
      </p>
      <RefusalNote refused={act.refused} />
    </div>
  );
}
