import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { EventPage, Publication, PublishedBody } from "../../../claims/events.ts";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { useDraft } from "../form/draft.ts";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { Check } from "../notices/check.tsx";
import { SubmitButton } from "../people/submit-button.tsx";
import { useSpeech } from "../reading.tsx";
import { ClaimVerdictWord } from "./signs.tsx";
import { useReload } from "./use-claims.ts";

const TITLE_CHARACTERS_MAX = 160;
const NOTE_CHARACTERS_MAX = 1_500;
const REPLY_CHARACTERS_MAX = 600;

/** What a person chose and wrote; figures are taken from the register as they stand when it is sent. */
type Words = {
  title: { fr: string; en: string };
  note: { fr: string; en: string };
  left: string[];
  replies: Record<string, string>;
};

/** A lead reads what everybody will read, leaves out whom they want, and sends it out. */
export function PublishWindow({
  page,
  proposal,
  onClose,
}: {
  page: EventPage;
  proposal: Publication;
  onClose: () => void;
}) {
  const { say } = useSpeech();
  const reload = useReload();
  const act = useAct();
  const [words, setWords, forget] = useDraft<Words>(
    `claims.publish.${page.row.event}`,
    wordsOf(page, proposal),
  );
  const isReady = words.title.fr.trim() !== "" && words.left.length < proposal.bodies.length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    void act.run(async () => {
      const body = { publication: publicationOf(proposal, words), old: page.publication?.entry ?? null };
      await ask(`/api/claims/events/${page.row.event}/publish`, { body });
      forget();
      await reload();
      onClose();
    });
  };
  return (
    <DialogBox title={say("claims.publish.open")} isOpen onClose={onClose} wide>
      <form className="form" onSubmit={submit}>
        <Titles words={words} onChange={setWords} />
        <fieldset className="publish-bodies">
          <legend>{say("claims.publish.bodies")}</legend>
          {proposal.bodies.map((one) => (
            <BodyChoice key={one.body.id} one={one} words={words} onChange={setWords} />
          ))}
        </fieldset>
        <div className="consequence">
          <p>{say("claims.publish.consequence", { address: `/revendications/${page.row.event}` })}</p>
          <p>{say("claims.publish.back")}</p>
        </div>
        <RefusalNote refused={act.refused} />
        <div className="form-acts">
          <SubmitButton act={act} isReady={isReady}>
            {say("claims.publish.do")}
          </SubmitButton>
          <Button className="button" onPress={onClose}>
            {say("cancel")}
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}

type Changing = { words: Words; onChange: (words: Words) => void };

function Titles({ words, onChange }: Changing) {
  const { say } = useSpeech();
  const { title, note } = words;
  return (
    <>
      <Field
        label={say("claims.publish.title.fr")}
        value={title.fr}
        onChange={(fr) => onChange({ ...words, title: { ...title, fr } })}
        maxLength={TITLE_CHARACTERS_MAX}
        isRequired
      />
      <Field
        label={say("claims.publish.title.en")}
        hint={say("claims.publish.english")}
        value={title.en}
        onChange={(en) => onChange({ ...words, title: { ...title, en } })}
        maxLength={TITLE_CHARACTERS_MAX}
      />
      <Field
        label={say("claims.publish.note.fr")}
        hint={say("claims.publish.note.hint")}
        value={note.fr}
        onChange={(fr) => onChange({ ...words, note: { ...note, fr } })}
        maxLength={NOTE_CHARACTERS_MAX}
        lines={3}
      />
      <Field
        label={say("claims.publish.note.en")}
        value={note.en}
        onChange={(en) => onChange({ ...words, note: { ...note, en } })}
        maxLength={NOTE_CHARACTERS_MAX}
        lines={3}
      />
    </>
  );
}

function BodyChoice({ one, words, onChange }: Changing & { one: PublishedBody }) {
  const { say } = useSpeech();
  const { id, name } = one.body;
  const isShown = !words.left.includes(id);
  const [isReplying, setReplying] = useState((words.replies[id] ?? "") !== "");
  return (
    <div className="publish-body">
      <Check
        isOn={isShown}
        onChange={(on) =>
          onChange({ ...words, left: on ? words.left.filter((left) => left !== id) : [...words.left, id] })
        }
        title={<bdi>{name}</bdi>}
        help={<ClaimVerdictWord verdict={one.verdict} confirmed={one.confirmed} size="1rem" />}
      />
      {isShown && !isReplying && (
        <Button
          className="button-quiet"
          onPress={() => setReplying(true)}
          aria-label={say("claims.publish.reply.about", { name })}
        >
          {say("claims.publish.reply.add")}
        </Button>
      )}
      {isShown && isReplying && (
        <Field
          label={say("claims.publish.reply.about", { name })}
          value={words.replies[id] ?? ""}
          onChange={(reply) => onChange({ ...words, replies: { ...words.replies, [id]: reply } })}
          maxLength={REPLY_CHARACTERS_MAX}
          lines={2}
        />
      )}
    </div>
  );
}

function wordsOf({ publication }: EventPage, { title, note, bodies }: Publication): Words {
  const shown = publication?.bodies.map(({ body }) => body.id);
  return {
    title,
    note,
    // Who was left out of what the public reads now stays left out.
    left: bodies.flatMap(({ body }) => (shown === undefined || shown.includes(body.id) ? [] : [body.id])),
    replies: Object.fromEntries(bodies.map(({ body, reply }) => [body.id, reply])),
  };
}

function publicationOf(proposal: Publication, { title, note, left, replies }: Words): Publication {
  const isShown = (id: string) => !left.includes(id);
  return {
    ...proposal,
    title: { fr: title.fr.trim(), en: title.en.trim() },
    note: { fr: note.fr.trim(), en: note.en.trim() },
    bodies: proposal.bodies
      .filter(({ body }) => isShown(body.id))
      .map((one) => ({ ...one, reply: (replies[one.body.id] ?? "").trim() })),
    statements: proposal.statements.filter(({ body }) => isShown(body)),
  };
}
