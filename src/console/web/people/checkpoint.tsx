import { Button } from "react-aria-components";
import { useAsked } from "../asked.ts";
import { CopyText } from "../form/copy-text.tsx";
import { usePaper } from "../form/paper.tsx";
import { Fold } from "../fold.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { fingerprint } from "./fingerprint.ts";
import { NotThere } from "./not-there.tsx";
import { QrImage } from "./qr-image.tsx";

/** What `GET /api/journal/checkpoint` answers. The key under the origin's name signs checkpoints, the others entries. */
export type Checkpoint = {
  text: string;
  qr: string;
  origin: string;
  size: number;
  root: string;
  signedAt: string;
  keys: readonly { lane: string; publicKey: string }[];
};

/** A proof to keep elsewhere that nothing of the journal was rewritten or cut. */
export function CheckpointPanel() {
  const { say } = useSpeech();
  return (
    <section aria-label={say("checkpoint.title")}>
      <Fold level={2} title={say("checkpoint.open")}>
        {() => <CheckpointShown />}
      </Fold>
    </section>
  );
}

function CheckpointShown() {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const checkpoint = useAsked<Checkpoint>("/api/journal/checkpoint");
  const { paper, print } = usePaper();
  const { value } = checkpoint;
  if (value === undefined) return <NotThere asked={checkpoint} />;
  return (
    <div className="checkpoint">
      <QrImage svg={value.qr} alt={say("checkpoint.qr")} />
      <div className="checkpoint-words">
        <p className="reading">{say("checkpoint.what")}</p>
        <p>
          {say("checkpoint.covers", {
            count: value.size,
            time: speech.full(Date.parse(value.signedAt), nowMs),
          })}
        </p>
        <CopyText text={value.text} label={say("checkpoint.title")} block />
        <div className="form-acts">
          <Button className="button" onPress={() => print(<CheckpointSlip checkpoint={value} />)}>
            {say("checkpoint.print")}
          </Button>
          <Button className="button-quiet" onPress={() => void checkpoint.reload()}>
            {say("checkpoint.again")}
          </Button>
        </div>
        <p className="quiet">{say("checkpoint.how")}</p>
        <code>npm run beffroi -- journal verify --checkpoint FICHIER</code>
      </div>
      {paper}
    </div>
  );
}

/** A4, for the safe: what it covers, the code, the text, the keys, and how it is checked later. */
function CheckpointSlip({ checkpoint }: { checkpoint: Checkpoint }) {
  const speech = useSpeech();
  const nowMs = useNow();
  const { say } = speech;
  const signedMs = Date.parse(checkpoint.signedAt);
  return (
    <article className="paper-sheet">
      <header className="paper-head">
        <p>{say("product")}</p>
        <p>{speech.full(signedMs, nowMs)}</p>
      </header>
      <h1>{say("checkpoint.paper.title")}</h1>
      <p>{say("checkpoint.covers", { count: checkpoint.size, time: speech.full(signedMs, nowMs) })}</p>
      <p>{say("checkpoint.what")}</p>
      <QrImage svg={checkpoint.qr} alt={say("checkpoint.qr")} />
      <pre className="paper-note">{checkpoint.text}</pre>
      <h2>{say("checkpoint.paper.keys")}</h2>
      <dl className="paper-keys">
        {checkpoint.keys.map(({ lane, publicKey }) => (
          <div key={lane}>
            <dt>
              {lane === checkpoint.origin
                ? say("installation.key.checkpoint")
                : say("installation.key", { lane })}
            </dt>
            <dd>{fingerprint(publicKey)}</dd>
          </div>
        ))}
      </dl>
      <p>{say("checkpoint.how")}</p>
      <pre className="paper-note">npm run beffroi -- journal verify --checkpoint FICHIER</pre>
      <p className="paper-signed">{say("checkpoint.paper.signed")}</p>
    </article>
  );
}
