import { type FormEvent, useState } from "react";
import { Button, CheckboxGroup, Label } from "react-aria-components";
import type { Incident } from "../../../incidents/events.ts";
import type { Notice } from "../../../notices/events.ts";
import { useDraft } from "../form/draft.ts";
import { Field } from "../form/field.tsx";
import { newId } from "../form/new-id.ts";
import { useSpeech } from "../reading.tsx";
import { useIncidents } from "../room/desk.tsx";
import { useMe } from "../session.tsx";
import { SUBJECT_CHARACTERS_MAX, TEXT_CHARACTERS_MAX } from "./bounds.ts";
import { Check } from "./check.tsx";
import { ChoosePeople } from "./choose-people.tsx";
import { type Book, channelsOf, cutBy, type NoticeDraft, newNotice, peopleOf, reachOf } from "./plan.ts";
import { ReviewNotice } from "./review-notice.tsx";

/** Writes a notice: to whom, by which means, in which words; then it is read again before anything goes. */
export function WriteNotice({
  book,
  incident,
  onSent,
  onCancel,
}: {
  book: Book;
  /** The incident whose room this is; undefined where it can be chosen. */
  incident?: Incident;
  onSent: (notice: Notice) => void;
  onCancel: () => void;
}) {
  const { say } = useSpeech();
  const me = useMe();
  const { list = [] } = useIncidents();
  const [draft, setDraft, forget] = useDraft<NoticeDraft>(
    `notice.${incident?.id ?? ""}.${me.id}`,
    newNotice(newId("n-"), incident?.id ?? ""),
  );
  const [isReviewing, review] = useState(false);
  const change = (part: Partial<NoticeDraft>) => setDraft({ ...draft, ...part });
  const about = incident ?? list.find(({ id }) => id === draft.incident);
  const isExercise = about?.exercise === true || (draft.incident === "" && draft.trial);
  const people = peopleOf(draft, book);
  const places = channelsOf(draft, book).filter(({ personal }) => !personal);
  const isWhole = draft.text.trim() !== "" && (people.length > 0 || places.length > 0);
  return (
    <form
      className="form part-form write-notice"
      aria-label={say("write.title")}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (isWhole) review(true);
      }}
    >
      <ToWhom book={book} draft={draft} onChange={change} count={people.length} />
      {book.channels.length > 0 && <HowTo book={book} draft={draft} onChange={change} />}
      {incident === undefined && (
        <About draft={draft} onChange={change} open={list.filter(({ state }) => state === "open")} />
      )}
      <Words book={book} draft={draft} onChange={change} />
      <div className="form-acts">
        <Button type="submit" className="button-main" isDisabled={!isWhole}>
          {say("write.review")}
        </Button>
        <Button className="button" onPress={onCancel}>
          {say("cancel")}
        </Button>
        <span className="quiet">{say("write.draft")}</span>
      </div>
      {isReviewing && (
        <ReviewNotice
          book={book}
          draft={draft}
          isExercise={isExercise}
          onClose={() => review(false)}
          onSent={(notice) => {
            forget();
            onSent(notice);
          }}
        />
      )}
    </form>
  );
}

type Part = { book: Book; draft: NoticeDraft; onChange: (part: Partial<NoticeDraft>) => void };

function ToWhom({ book, draft, onChange, count }: Part & { count: number }) {
  const { say } = useSpeech();
  return (
    <fieldset className="write-part">
      <legend>
        {say("write.who")} <span className="quiet">{say("write.chosen", { count })}</span>
      </legend>
      {book.groups.length > 0 && (
        <CheckboxGroup
          className="choices"
          value={[...draft.groups]}
          onChange={(groups) => onChange({ groups })}
        >
          <Label>{say("write.groups")}</Label>
          <div className="checks-row">
            {book.groups.map(({ id, name, contacts }) => (
              <Check
                key={id}
                value={id}
                title={<bdi>{name}</bdi>}
                help={say("write.group.size", { count: contacts.length })}
              />
            ))}
          </div>
        </CheckboxGroup>
      )}
      <ChoosePeople
        label={say("write.contacts")}
        contacts={book.contacts}
        chosen={draft.contacts}
        onChange={(contacts) => onChange({ contacts })}
      />
    </fieldset>
  );
}

function HowTo({ book, draft, onChange }: Part) {
  const { say } = useSpeech();
  const people = peopleOf(draft, book);
  const chosen = draft.channels ?? book.channels.map(({ name }) => name);
  return (
    <CheckboxGroup className="choices" value={[...chosen]} onChange={(channels) => onChange({ channels })}>
      <Label>{say("write.how")}</Label>
      <div className="checks-row">
        {book.channels.map((channel) => (
          <Check
            key={channel.name}
            value={channel.name}
            title={
              <>
                {say(`channel.${channel.kind}`)}{" "}
                {channel.name !== say(`channel.${channel.kind}`).toLowerCase() && (
                  <bdi className="quiet">{channel.name}</bdi>
                )}
              </>
            }
            help={
              channel.personal
                ? people.length === 0
                  ? say("write.channel.personal")
                  : say(channel.kind === "sms" ? "write.channel.may-reach" : "write.channel.reaches", {
                      count: reachOf(channel, people),
                      all: people.length,
                    })
                : say("write.channel.place", { to: channel.to ?? channel.name })
            }
          />
        ))}
      </div>
    </CheckboxGroup>
  );
}

function About({ draft, onChange, open }: Omit<Part, "book"> & { open: readonly Incident[] }) {
  const { say } = useSpeech();
  return (
    <div className="field-row">
      {open.length > 0 && (
        <label className="field">
          <span className="field-name">{say("write.incident")}</span>
          <select value={draft.incident} onChange={(event) => onChange({ incident: event.target.value })}>
            <option value="">{say("write.incident.none")}</option>
            {open.map(({ id, title, exercise }) => (
              <option key={id} value={id}>
                {exercise ? `${say("journal.exercise")} – ${title}` : title}
              </option>
            ))}
          </select>
        </label>
      )}
      {draft.incident === "" && (
        <Check
          isOn={draft.trial}
          onChange={(trial) => onChange({ trial })}
          title={<strong>{say("write.trial")}</strong>}
          help={say("write.trial.help")}
        />
      )}
    </div>
  );
}

function Words({ book, draft, onChange }: Part) {
  const { say } = useSpeech();
  const channels = channelsOf(draft, book);
  const cut = cutBy(channels, draft.text);
  const { length } = draft.text;
  return (
    <>
      {channels.some(({ kind }) => kind === "mail") && (
        <Field
          label={say("write.subject")}
          hint={say("write.subject.hint")}
          value={draft.subject}
          onChange={(subject) => onChange({ subject })}
          maxLength={SUBJECT_CHARACTERS_MAX}
        />
      )}
      <Field
        label={say("write.text")}
        hint={say("write.text.hint")}
        value={draft.text}
        onChange={(text) => onChange({ text })}
        lines={7}
        maxLength={TEXT_CHARACTERS_MAX}
      />
      <p className={cut === undefined ? "quiet write-length" : "write-length write-cut"}>
        {cut === undefined
          ? say("write.length", { count: length })
          : say("write.length.cut", {
              count: length,
              channel: say(`channel.${cut.kind}`),
              max: cut.charactersMax,
            })}
      </p>
    </>
  );
}
