import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { Vantage } from "../../../watch/events.ts";
import type { Level } from "../answer.ts";
import { ask } from "../ask.ts";
import { useAsked } from "../asked.ts";
import { useAct } from "../form/act.ts";
import { CopyText } from "../form/copy-text.tsx";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { Mark } from "../mark.tsx";
import { NotThere } from "../people/not-there.tsx";
import { SubmitButton } from "../people/submit-button.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { ReasonWindow } from "./reason-window.tsx";
import { useEvery } from "./use-summary.ts";
import { LOCAL } from "./vantage-names.ts";
import type { WatchPart } from "./watch-room.tsx";
import { whyText } from "./words.ts";

const REFRESH_MS = 5_000;

const LEVEL_OF_HEALTH: Readonly<Record<Vantage["health"], Level>> = {
  ok: "ok",
  suspect: "strained",
  down: "unknown",
};

/** Answers: who measures, and can it be trusted? */
export function VantagePart(_: WatchPart) {
  const { say } = useSpeech();
  const asked = useAsked<{ vantages: Vantage[] }>("/api/watch/vantages", ["watch.vantage"]);
  useEvery(asked.reload, REFRESH_MS);
  const mayAdd = useMay("admin");
  const vantages = asked.value?.vantages;
  const [removed, remove] = useState<Vantage | undefined>(undefined);
  return (
    <>
      <Head vantages={vantages} />
      <NotThere asked={asked} />
      {vantages !== undefined && (
        <ul className="vantages">
          {vantages.map((vantage) => (
            <li key={vantage.id}>
              <VantageCard
                vantage={vantage}
                onRemove={mayAdd && vantage.id !== LOCAL ? () => remove(vantage) : undefined}
              />
            </li>
          ))}
        </ul>
      )}
      {removed !== undefined && (
        <ReasonWindow
          title={say("watch.vantage.remove.title", { name: removed.name })}
          consequence={say("watch.vantage.remove.consequence")}
          button={say("watch.vantage.remove")}
          send={(reason) => ask(`/api/watch/vantages/${removed.id}/remove`, { body: { reason } })}
          onDone={asked.reload}
          onClose={() => remove(undefined)}
        />
      )}
      {mayAdd ? <AddVantage onDone={asked.reload} /> : <p className="quiet">{say("watch.vantage.admin")}</p>}
    </>
  );
}

function Head({ vantages }: { vantages: readonly Vantage[] | undefined }) {
  const { say } = useSpeech();
  const trusted = vantages?.filter(({ health }) => health === "ok") ?? [];
  const french = trusted.filter(({ country }) => country === "FR").length;
  return (
    <div className="answer">
      <h1>
        {vantages === undefined
          ? say("watch.part.vantages")
          : say(trusted.length === 0 ? "watch.vantages.none" : "watch.vantages.answer", {
              count: trusted.length,
              all: vantages.length,
            })}
      </h1>
      {vantages !== undefined && (
        <p>{say(french >= 2 ? "watch.vantages.confirm" : "watch.vantages.alone")}</p>
      )}
    </div>
  );
}

function VantageCard({ vantage, onRemove }: { vantage: Vantage; onRemove: (() => void) | undefined }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow(5_000);
  const { id, name, country, network, health, why, heardAt, canaries, resolvers, roundsPerSecond } = vantage;
  const ofTotal = ({ ok, total }: Vantage["canaries"]) =>
    total === 0 ? "—" : say("watch.vantage.of", { ok, total });
  const facts: ReadonlyArray<readonly [string, string]> = [
    [say("watch.vantage.heard"), heardAt === null ? "—" : speech.relative(Date.parse(heardAt), nowMs)],
    [say("watch.vantage.canaries"), ofTotal(canaries)],
    [say("watch.vantage.resolvers"), ofTotal(resolvers)],
    [
      say("watch.vantage.pace"),
      heardAt === null
        ? "—"
        : say("watch.vantage.rate", { count: roundsPerSecond, rate: speech.rate(roundsPerSecond) }),
    ],
    [say("watch.vantage.place"), [country, network].filter(Boolean).join(" · ")],
  ];
  return (
    <div className="verdict-card">
      <h2 className="vantage-name">
        <bdi>{id === LOCAL ? say("watch.vantage.local") : name}</bdi> <code>{id}</code>
      </h2>
      <p className="vantage-health">
        <span className="verdict-word">
          <Mark level={LEVEL_OF_HEALTH[health]} size="1.25rem" />
          <strong>{say(`watch.health.${health}`)}</strong>
        </span>{" "}
        {why !== "" && <bdi>{whyText(why, speech)}</bdi>}
      </p>
      <dl className="watch-facts">
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {onRemove !== undefined && (
        <Button
          className="button-small"
          onPress={onRemove}
          aria-label={say("watch.vantage.remove.about", { name })}
        >
          {say("watch.vantage.remove")}
        </Button>
      )}
    </div>
  );
}

type Made = { vantage: Vantage; token: string };

/** The name of the file that the command reads the token from. */
const TOKEN_FILE = "beffroi-probe.token";

function AddVantage({ onDone }: { onDone: () => Promise<void> }) {
  const { say } = useSpeech();
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const [country, setCountry] = useState("FR");
  const [network, setNetwork] = useState("");
  const [made, setMade] = useState<Made | undefined>(undefined);
  const act = useAct();
  const isReady = /^[a-z0-9][a-z0-9-]{0,31}$/.test(id) && name.trim() !== "" && /^[A-Z]{2}$/.test(country);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    void act.run(async () => {
      const body = { id, name: name.trim(), country, network: network.trim() };
      setMade(await ask<Made>("/api/watch/vantages", { body }));
      setId("");
      setName("");
      setNetwork("");
      await onDone();
    });
  };
  return (
    <section aria-labelledby="vantage-add" className="watch-form">
      <h2 id="vantage-add">{say("watch.vantage.add")}</h2>
      <p>{say("watch.vantage.add.help")}</p>
      <form className="form" onSubmit={send}>
        <div className="form-row">
          <Field
            label={say("watch.vantage.add.name")}
            hint={say("watch.vantage.add.name.hint")}
            maxLength={100}
            value={name}
            onChange={setName}
            isRequired
          />
          <Field
            label={say("watch.vantage.add.id")}
            hint={say("watch.vantage.add.id.hint")}
            maxLength={32}
            value={id}
            onChange={(text) => setId(text.toLowerCase())}
            literal
            isRequired
          />
          <Field
            label={say("watch.vantage.add.country")}
            hint={say("watch.vantage.add.country.hint")}
            maxLength={2}
            value={country}
            onChange={(text) => setCountry(text.toUpperCase())}
            literal
            isRequired
          />
          <Field
            label={say("watch.vantage.add.network")}
            hint={say("watch.vantage.add.network.hint")}
            maxLength={80}
            value={network}
            onChange={setNetwork}
          />
        </div>
        <RefusalNote refused={act.refused} />
        <SubmitButton act={act} isReady={isReady}>
          {say("watch.vantage.add.do")}
        </SubmitButton>
      </form>
      <div role="status">{made !== undefined && <Handed made={made} />}</div>
    </section>
  );
}

/** The token, this once, and how to begin with it. */
function Handed({ made: { vantage, token } }: { made: Made }) {
  const { say } = useSpeech();
  const line = `npm run beffroi -- probe --join ${location.origin} --token-file ${TOKEN_FILE}`;
  return (
    <div className="handed">
      <p className="consequence">{say("watch.vantage.token.once", { name: vantage.name })}</p>
      <p>{say("watch.vantage.token.file", { file: TOKEN_FILE })}</p>
      <CopyText text={token} label={say("watch.vantage.token")} block />
      <p>{say("watch.vantage.token.start")}</p>
      <CopyText text={line} label={say("watch.vantage.command")} block />
    </div>
  );
}
