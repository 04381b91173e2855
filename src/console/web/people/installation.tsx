import { useAsked } from "../asked.ts";
import { useLive, useSpeech } from "../reading.tsx";
import type { Checkpoint } from "./checkpoint.tsx";
import { fingerprint } from "./fingerprint.ts";

/** What this installation is: its version, and the keys by which its journal is known. */
export function Installation() {
  const { say, timeZone } = useSpeech();
  const { state } = useLive();
  const { value } = useAsked<Checkpoint>("/api/journal/checkpoint");
  return (
    <section aria-labelledby="installation-title">
      <h2 id="installation-title">{say("installation.title")}</h2>
      <dl className="facts">
        <div>
          <dt>{say("installation.version")}</dt>
          <dd>{state === null ? say("none") : `Beffroi ${state.version}`}</dd>
        </div>
        <div>
          <dt>{say("installation.zone")}</dt>
          <dd>{timeZone}</dd>
        </div>
        <div>
          <dt>{say("installation.entries")}</dt>
          <dd>
            {state === null ? say("none") : say("journal.answer", { count: state.entries })}{" "}
            <a href="#/journal">{say("journal.all")}</a>
          </dd>
        </div>
        {value?.keys.map(({ lane, publicKey }) => (
          <div key={lane}>
            <dt>
              {lane === value.origin ? say("installation.key.checkpoint") : say("installation.key", { lane })}
            </dt>
            <dd>
              <code className="fingerprint">{fingerprint(publicKey)}</code>
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{say("installation.keys.help")}</p>
    </section>
  );
}
