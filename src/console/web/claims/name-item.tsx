import { useState } from "react";
import { Button } from "react-aria-components";
import type { Attack, UnresolvedName } from "../../../claims/events.ts";
import { useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { FormWindow } from "../watch/reason-window.tsx";
import { AddAttackWindow } from "./attack-window.tsx";
import { ReasonField } from "./event-windows.tsx";
import { dismissName } from "./review.ts";
import { useReload } from "./use-claims.ts";
import { bodyAbout } from "./words.ts";
import { shownQuote } from "./quote-text.ts";

/** A name that could be several bodies, or none: a person says who is meant, or that nobody is. */
export function NameItem({
  document,
  name,
  like,
}: {
  document: string;
  name: UnresolvedName;
  like: Attack | undefined;
}) {
  const { say } = useSpeech();
  return (
    <li className="line-item">
      <p>
        <strong>
          <bdi>{name.name}</bdi>
        </strong>{" "}
        <span className="quiet">{say(`claims.why.${name.why}`)}</span>
      </p>
      <Candidates name={name} />
      <blockquote className="said-quote">
        <bdi>{shownQuote(name.quote)}</bdi>
      </blockquote>
      <NameActs document={document} name={name} like={like} />
    </li>
  );
}

export function Candidates({ name: { candidates } }: { name: UnresolvedName }) {
  const speech = useSpeech();
  if (candidates.length === 0) return null;
  const names = speech.list(candidates.map((body) => `${body.name} (${bodyAbout(body, speech)})`));
  return <p className="quiet">{speech.say("claims.candidates", { names })}</p>;
}

export function NameActs({
  document,
  name,
  like,
  onDone,
}: {
  document: string;
  name: UnresolvedName;
  like: Attack | undefined;
  onDone?: () => Promise<void>;
}) {
  const { say } = useSpeech();
  const mayReview = useMay("member");
  const [shown, show] = useState<"place" | "dismiss" | undefined>(undefined);
  if (!mayReview) return null;
  const close = () => show(undefined);
  return (
    <div className="form-acts">
      <Button className="button" onPress={() => show("place")} data-key="c">
        {say("claims.name.place")} {onDone !== undefined && <kbd>C</kbd>}
      </Button>
      <Button className="button" onPress={() => show("dismiss")} data-key="n">
        {say("claims.name.dismiss")} {onDone !== undefined && <kbd>N</kbd>}
      </Button>
      {shown === "place" && (
        <AddAttackWindow
          document={document}
          name={name.name}
          candidates={name.candidates}
          like={like}
          onClose={close}
          {...(onDone === undefined ? {} : { onDone })}
        />
      )}
      {shown === "dismiss" && (
        <DismissWindow document={document} name={name.name} onClose={close} onDone={onDone} />
      )}
    </div>
  );
}

function DismissWindow({
  document,
  name,
  onClose,
  onDone,
}: {
  document: string;
  name: string;
  onClose: () => void;
  onDone: (() => Promise<void>) | undefined;
}) {
  const { say } = useSpeech();
  const reload = useReload();
  const [reason, setReason] = useState("");
  return (
    <FormWindow
      title={say("claims.name.dismiss.title", { name })}
      consequence={say("claims.name.dismiss.consequence")}
      button={say("claims.name.dismiss")}
      isReady={reason.trim() !== ""}
      send={() => dismissName(document, name, reason.trim())}
      onDone={onDone ?? reload}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </FormWindow>
  );
}
