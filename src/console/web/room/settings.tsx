import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { useSpeech } from "../reading.tsx";
import { type Asking, usePowers, useRoomParts } from "./room-context.tsx";

/** What changes the incident itself. Each says what will happen, and how to go back. */
export function SettingsPart() {
  const { say } = useSpeech();
  const { incident } = useRoomParts();
  const { mayAdd, mayLead } = usePowers();
  if (!mayAdd) return <p>{say("settings.not-you")}</p>;
  const isOpen = incident.state === "open";
  return (
    <div className="room-part">
      <section aria-labelledby="settings-what">
        <h2 id="settings-what">{say("settings.what")}</h2>
        <dl className="settings-list">
          <Setting
            name={say("field.title")}
            value={<bdi>{incident.title}</bdi>}
            asking={{ kind: "change", field: "title" }}
          />
          <Setting
            name={say("field.kind")}
            value={say(`kind.${incident.kind}`)}
            asking={{ kind: "change", field: "kind" }}
          />
          <Setting
            name={say("field.summary")}
            value={
              incident.summary === "" ? (
                say("settings.no-summary")
              ) : (
                <bdi className="said">{incident.summary}</bdi>
              )
            }
            asking={{ kind: "change", field: "summary" }}
          />
        </dl>
      </section>
      {!mayLead && <p className="quiet">{say("settings.lead-only")}</p>}
      {mayLead && isOpen && (
        <>
          <Step name="close" />
          <Step name="merge" />
          <Step name="split" />
        </>
      )}
      {mayLead && incident.state === "closed" && <Step name="reopen" />}
    </div>
  );
}

function Setting({ name, value, asking }: { name: string; value: ReactNode; asking: Asking }) {
  const { say } = useSpeech();
  const { ask } = usePowers();
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
      <dd>
        <button type="button" className="button-small" onClick={() => ask(asking)}>
          {say("settings.change")}
          <span className="unseen"> : {name}</span>
        </button>
      </dd>
    </div>
  );
}

function Step({ name }: { name: "close" | "merge" | "split" | "reopen" }) {
  const { say } = useSpeech();
  const { ask } = usePowers();
  return (
    <section aria-labelledby={`settings-${name}`}>
      <h2 id={`settings-${name}`}>{say(`settings.${name}`)}</h2>
      <p>{say(`settings.${name}.help`)}</p>
      <Button className="button" onPress={() => ask({ kind: name })}>
        {say(`act.${name}`)}
      </Button>
    </section>
  );
}
