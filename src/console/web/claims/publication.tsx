import { useState } from "react";
import { Button } from "react-aria-components";
import type { EventPage } from "../../../claims/events.ts";
import { ask } from "../ask.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { FormWindow } from "../watch/reason-window.tsx";
import { ReasonField } from "./event-windows.tsx";
import { PublishWindow } from "./publish-window.tsx";
import { useReload } from "./use-claims.ts";

/** What the public reads of an event: nothing, until a lead says so. */
export function Publication({ page }: { page: EventPage }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const mayPublish = useMay("lead");
  const [shown, show] = useState<"publish" | "withdraw" | undefined>(undefined);
  const { publication, proposal, row } = page;
  const close = () => show(undefined);
  return (
    <section aria-labelledby="event-public">
      <h2 id="event-public">{say("claims.publish.title")}</h2>
      {publication === null ? (
        <p>{say(row.exercise ? "claims.publish.exercise" : "claims.publish.none")}</p>
      ) : (
        <>
          <p>
            {say("claims.publish.since", {
              time: speech.full(Date.parse(publication.at), nowMs),
              name: publication.by.name,
              count: publication.bodies.length,
            })}{" "}
            {isOld(page) && <strong>{say("claims.publish.old")}</strong>}
          </p>
          <p>
            <a href={`/revendications/${row.event}`}>{say("claims.publish.link.fr")}</a> ·{" "}
            <a href={`/claims/${row.event}`}>{say("claims.publish.link.en")}</a>
          </p>
        </>
      )}
      {proposal === null && !row.exercise && <p className="quiet">{say("claims.publish.nothing")}</p>}
      {!mayPublish && <p className="quiet">{say("claims.publish.not-lead")}</p>}
      {mayPublish && (
        <div className="form-acts">
          {proposal !== null && (
            <Button className="button" onPress={() => show("publish")}>
              {say(publication === null ? "claims.publish.open" : "claims.publish.again")}
            </Button>
          )}
          {publication !== null && (
            <Button className="button" onPress={() => show("withdraw")}>
              {say("claims.withdraw.open")}
            </Button>
          )}
        </div>
      )}
      {shown === "publish" && proposal !== null && (
        <PublishWindow page={page} proposal={proposal} onClose={close} />
      )}
      {shown === "withdraw" && publication !== null && (
        <WithdrawWindow event={row.event} publication={publication.entry} onClose={close} />
      )}
    </section>
  );
}

/** The register knows something else by now than the public reads. */
function isOld({ publication, proposal }: EventPage): boolean {
  if (publication === null || proposal === null) return false;
  const now = new Map(proposal.bodies.map(({ body, verdict, n, d }) => [body.id, `${verdict} ${n} ${d}`]));
  return publication.bodies.some(({ body, verdict, n, d }) => now.get(body.id) !== `${verdict} ${n} ${d}`);
}

function WithdrawWindow({
  event,
  publication,
  onClose,
}: {
  event: string;
  publication: string;
  onClose: () => void;
}) {
  const { say } = useSpeech();
  const reload = useReload();
  const [reason, setReason] = useState("");
  return (
    <FormWindow
      title={say("claims.withdraw.open")}
      consequence={say("claims.withdraw.consequence")}
      button={say("claims.withdraw.do")}
      isReady={reason.trim() !== ""}
      send={() =>
        ask(`/api/claims/events/${event}/withdraw`, { body: { publication, reason: reason.trim() } })
      }
      onDone={reload}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </FormWindow>
  );
}
