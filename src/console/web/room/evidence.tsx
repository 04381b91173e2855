import { useState, useSyncExternalStore } from "react";
import { Button, DropZone, FileTrigger, type FileDropItem, ProgressBar, Text } from "react-aria-components";
import type { Evidence } from "../../../incidents/events.ts";
import type { Refused } from "../ask.ts";
import { Field } from "../form/field.tsx";
import { newId } from "../form/new-id.ts";
import { RefusalNote, refusedOf } from "../form/refusal.tsx";
import { useReading, useSpeech } from "../reading.tsx";
import { TEXT_CHARACTERS_MAX } from "./bounds.ts";
import { itemsOf } from "./desk.tsx";
import { Times } from "./item-times.tsx";
import { More } from "./more.tsx";
import { oneLine } from "./one-line.ts";
import { usePowers, useRoomParts } from "./room-context.tsx";
import { Said } from "./said.tsx";
import { fileAddress } from "./shown-entry.ts";
import { type Upload, upload } from "./upload.ts";

/** Files kept as evidence, each under the hash of its bytes. */
export function EvidencePart() {
  const { say } = useSpeech();
  const { items } = useRoomParts();
  const { mayAdd } = usePowers();
  const pieces = itemsOf(items, "evidence");
  return (
    <div className="room-part">
      {mayAdd && <AddEvidence />}
      <section aria-labelledby="evidence-title">
        <h2 id="evidence-title">
          {pieces.length === 0 ? say("evidence.none") : say("evidence.count", { count: pieces.length })}
        </h2>
        {pieces.length === 0 && <p className="quiet">{say("evidence.none.do")}</p>}
        <ul className="plain-list">
          {pieces.map((piece) => (
            <PieceCard key={piece.id} piece={piece} />
          ))}
        </ul>
        <More type="evidence" />
      </section>
    </div>
  );
}

function PieceCard({ piece }: { piece: Evidence }) {
  const { say, bytes } = useSpeech();
  const { mayAdd, ask } = usePowers();
  return (
    <li className="card" id={`item-${piece.id}`}>
      <p className="card-main">
        <a href={fileAddress(piece.sha256, piece.name)} download={piece.name}>
          <bdi>{piece.name}</bdi>
        </a>{" "}
        <span className="quiet">{bytes(piece.bytes)}</span>
      </p>
      {piece.description !== "" && <Said text={piece.description} />}
      <p className="hash">
        <span className="quiet">SHA-256</span> <code>{piece.sha256}</code>
      </p>
      <p className="quiet">
        <Times item={piece} />
      </p>
      {mayAdd && (
        <p className="buttons">
          <button
            type="button"
            className="button-small"
            onClick={() => ask({ kind: "correct", item: piece })}
          >
            {say("act.correct")}
          </button>
        </p>
      )}
    </li>
  );
}

/** The largest file that the console takes, in bytes; not known before it has spoken. */
function useUploadBytesMax(): number {
  const { store } = useReading();
  return useSyncExternalStore(
    store.subscribe,
    () => store.read().state?.uploadBytesMax ?? Number.POSITIVE_INFINITY,
  );
}

type Sending = {
  id: string;
  name: string;
  share: number;
  refused: Refused | undefined;
  again(): void;
  stop(): void;
};

function AddEvidence() {
  const { say, bytes } = useSpeech();
  const bytesMax = useUploadBytesMax();
  const [description, setDescription] = useState("");
  const [tooLarge, setTooLarge] = useState<readonly File[]>([]);
  const { sendings, send } = useSendings();
  const take = (files: readonly File[]) => {
    const fitting = files.filter(({ size }) => size <= bytesMax);
    for (const file of fitting) send(file, description);
    if (fitting.length > 0) setDescription("");
    setTooLarge(files.filter(({ size }) => size > bytesMax));
  };
  return (
    <section className="form part-form" aria-labelledby="evidence-add">
      <h2 id="evidence-add">{say("evidence.add")}</h2>
      <p className="quiet">
        {say("evidence.add.help")}{" "}
        {Number.isFinite(bytesMax) && say("evidence.bytes-max", { bytes: bytes(bytesMax) })}
      </p>
      <Field
        label={say("evidence.description")}
        value={description}
        onChange={setDescription}
        maxLength={TEXT_CHARACTERS_MAX}
      />
      <DropZone
        className="drop"
        getDropOperation={() => "copy"}
        onDrop={async ({ items }) => {
          const files = items.filter((item): item is FileDropItem => item.kind === "file");
          take(await Promise.all(files.map((item) => item.getFile())));
        }}
      >
        <Text slot="label">{say("evidence.drop")}</Text>
        <FileTrigger allowsMultiple onSelect={(files) => take([...(files ?? [])])}>
          <Button className="button">{say("evidence.choose")}</Button>
        </FileTrigger>
      </DropZone>
      <div role="alert">
        {tooLarge.map((file) => (
          <p key={file.name} className="refusal">
            {say("evidence.too-large", { name: file.name, bytes: bytes(file.size), max: bytes(bytesMax) })}
          </p>
        ))}
      </div>
      <ul className="plain-list">
        {sendings.map((sending) => (
          <SendingRow key={sending.id} sending={sending} />
        ))}
      </ul>
    </section>
  );
}

function SendingRow({ sending }: { sending: Sending }) {
  const { say, share } = useSpeech();
  return (
    <li className="sending">
      {sending.refused === undefined ? (
        <ProgressBar
          value={sending.share * 100}
          className="progress"
          aria-label={say("evidence.sending", { name: sending.name })}
        >
          <span className="progress-text">
            <bdi>{sending.name}</bdi> {sending.share < 1 ? share(sending.share) : say("composer.sending")}
          </span>
          <span className="bar">
            <span className="bar-fill bar-server" style={{ width: `${sending.share * 100}%` }} />
          </span>
        </ProgressBar>
      ) : (
        <>
          <bdi>{sending.name}</bdi>
          <RefusalNote refused={sending.refused} />
        </>
      )}
      <p className="buttons">
        {sending.refused !== undefined && (
          <button type="button" className="button-small" onClick={sending.again}>
            {say("loading.again")}
          </button>
        )}
        <button type="button" className="button-small" onClick={sending.stop}>
          {say(sending.refused === undefined ? "evidence.stop" : "evidence.forget")}
        </button>
      </p>
    </li>
  );
}

/** Files on their way. A file that was refused can be sent again under the same id. */
function useSendings(): { sendings: readonly Sending[]; send(file: File, description: string): void } {
  const { store } = usePowers();
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const change = (id: string, part: Partial<Sending>) =>
    setSendings((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const drop = (id: string) => setSendings((all) => all.filter((one) => one.id !== id));
  const send = (file: File, description: string) => {
    const id = newId("e-");
    let running: Upload | undefined;
    const begin = () => {
      change(id, { share: 0, refused: undefined });
      const query = new URLSearchParams({ id, name: oneLine(file.name) || id, description });
      running = upload(`${store.path}/evidence?${query}`, file, (share) => change(id, { share }));
      running.done.then(
        (answer) => {
          store.take(answer);
          drop(id);
        },
        (error: unknown) => change(id, { refused: refusedOf(error) }),
      );
    };
    const stop = () => {
      running?.stop();
      drop(id);
    };
    setSendings((all) => [...all, { id, name: file.name, share: 0, refused: undefined, again: begin, stop }]);
    begin();
  };
  return { sendings, send };
}
