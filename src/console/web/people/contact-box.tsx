import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { Contact, ContactFields } from "../../../people/events.ts";
import { ask } from "../ask.ts";
import { type Act, useAct } from "../form/act.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { hasDraft, useDraft } from "../form/draft.ts";
import { Field } from "../form/field.tsx";
import { RefusalNote, refusedOf } from "../form/refusal.tsx";
import { newId } from "../form/new-id.ts";
import { useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import { differing, fieldsOf, merged, NO_CONTACT, PHONES_MAX, phonesOf } from "./contacts.ts";
import { SubmitButton } from "./submit-button.tsx";

type Written = Omit<ContactFields, "phones"> & { phones: string };

/** What is typed, and from which state of the contact it started: it outlives a reload, a lost session and the cross. */
type ContactDraft = { id: string; base: ContactFields | null; written: Written };

const asWritten = (fields: ContactFields): Written => ({ ...fields, phones: fields.phones.join("\n") });

/**
 * Adds or changes a contact. What somebody else saved in between is shown beside what is typed here, and nothing is
 * overwritten unseen.
 */
export function ContactBox({
  contact,
  onClose,
  onChanged,
}: {
  contact: Contact | undefined;
  onClose: () => void;
  onChanged: () => Promise<void>;
}) {
  const { say } = useSpeech();
  const me = useMe();
  const key = `contact.${me.id}.${contact?.id ?? "new"}`;
  const [isResumed] = useState(() => hasDraft(key));
  const [draft, keep, forget] = useDraft<ContactDraft>(key, draftOf(contact));
  const { id, base, written } = draft;
  const [theirs, setTheirs] = useState<{ before: ContactFields | null; now: ContactFields | null }>();
  const act = useAct();
  const phones = phonesOf(written.phones);
  const fields: ContactFields = { ...written, phones };
  const write = (next: Written) => keep({ ...draft, written: next });
  const finish = () => {
    forget();
    onClose();
  };
  /** Takes over what somebody else saved, with what was changed here on top. */
  const takeOver = (now: ContactFields | null) => {
    setTheirs({ before: base, now });
    const both = base !== null && now !== null ? asWritten(merged(base, fields, now)) : written;
    keep({ id, base: now, written: both });
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (written.name.trim() === "" || phones.length > PHONES_MAX) return;
    void act.run(async () => {
      const path = `/api/contacts/${encodeURIComponent(id)}`;
      try {
        await ask(path, { method: "PUT", body: { old: base, new: fields } });
      } catch (error) {
        if (refusedOf(error).code === "changed-meanwhile") takeOver(await contactNow(id));
        throw error;
      }
      await onChanged();
      finish();
    });
  };
  return (
    <DialogBox
      title={
        contact === undefined ? say("directory.add") : say("directory.change.of", { name: contact.name })
      }
      isOpen
      onClose={onClose}
    >
      {isResumed && <p className="quiet">{say("directory.resumed")}</p>}
      <form className="form" onSubmit={save}>
        <ContactFieldsOf written={written} write={write} tooMany={phones.length > PHONES_MAX} />
        {act.refused?.code !== "changed-meanwhile" && <RefusalNote refused={act.refused} />}
        {theirs !== undefined && <Conflict mine={fields} {...theirs} />}
        <div className="form-acts">
          <SubmitButton act={act} isReady={written.name.trim() !== ""}>
            {say("save")}
          </SubmitButton>
          <Button className="button-quiet" onPress={finish}>
            {say("cancel")}
          </Button>
        </div>
      </form>
      {contact !== undefined && base !== null && (
        <RemoveContact id={id} name={contact.name} old={base} onChanged={onChanged} onRemoved={finish} />
      )}
    </DialogBox>
  );
}

function draftOf(contact: Contact | undefined): ContactDraft {
  const base = contact === undefined ? null : fieldsOf(contact);
  return { id: contact?.id ?? newId("c-"), base, written: asWritten(base ?? NO_CONTACT) };
}

function ContactFieldsOf({
  written,
  write,
  tooMany,
}: {
  written: Written;
  write: (written: Written) => void;
  tooMany: boolean;
}) {
  const { say } = useSpeech();
  const set = (part: Partial<Written>) => write({ ...written, ...part });
  return (
    <>
      <Field
        label={say("directory.paper.name")}
        maxLength={128}
        value={written.name}
        onChange={(name) => set({ name })}
        isRequired
        autoFocus
      />
      <div className="form-row">
        <Field
          label={say("field.function")}
          hint={say("field.function.hint")}
          maxLength={128}
          value={written.function}
          onChange={(work) => set({ function: work })}
        />
        <Field
          label={say("field.organisation")}
          hint={say("field.organisation.hint")}
          maxLength={128}
          value={written.organisation}
          onChange={(organisation) => set({ organisation })}
        />
      </div>
      <Field
        label={say("field.phones")}
        hint={say("field.phones.hint", { max: PHONES_MAX })}
        error={tooMany ? say("field.phones.many", { max: PHONES_MAX }) : undefined}
        inputMode="tel"
        lines={2}
        value={written.phones}
        onChange={(phones) => set({ phones })}
      />
      <Field
        label={say("field.mail")}
        type="email"
        maxLength={254}
        literal
        value={written.mail}
        onChange={(mail) => set({ mail })}
      />
      <Field
        label={say("field.note")}
        hint={say("field.note.hint")}
        maxLength={500}
        lines={2}
        value={written.note}
        onChange={(note) => set({ note })}
      />
    </>
  );
}

/** What somebody else saved meanwhile, field by field, and what saving would put in its place. */
function Conflict({
  mine,
  before,
  now,
}: {
  mine: ContactFields;
  before: ContactFields | null;
  now: ContactFields | null;
}) {
  const { say } = useSpeech();
  const textOf = (fields: ContactFields, key: keyof ContactFields) =>
    [fields[key]].flat().join(", ") || say("none");
  const overwritten = now === null ? [] : differing(mine, now);
  return (
    <div role="alert" className="refusal">
      <p>{say(now === null ? "directory.conflict.gone" : "directory.conflict")}</p>
      {now !== null && (
        <dl className="conflict">
          {differing(before ?? NO_CONTACT, now).map((key) => (
            <div key={key}>
              <dt>{say(`field.${key}`)}</dt>
              <dd>{say("directory.conflict.now", { text: textOf(now, key) })}</dd>
              {overwritten.includes(key) && (
                <dd>{say("directory.conflict.yours", { text: textOf(mine, key) })}</dd>
              )}
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

async function contactNow(id: string): Promise<ContactFields | null> {
  const { contacts } = await ask<{ contacts: Contact[] }>("/api/contacts");
  const found = contacts.find((one) => one.id === id);
  return found === undefined ? null : fieldsOf(found);
}

/** Taken out after being asked once; the journal keeps what it was. */
function RemoveContact({
  id,
  name,
  old,
  onChanged,
  onRemoved,
}: {
  id: string;
  name: string;
  old: ContactFields;
  onChanged: () => Promise<void>;
  onRemoved: () => void;
}) {
  const { say } = useSpeech();
  const [isAsked, setAsked] = useState(false);
  const act: Act = useAct();
  const remove = () =>
    void act.run(async () => {
      try {
        await ask(`/api/contacts/${encodeURIComponent(id)}/remove`, { body: { old } });
      } finally {
        await onChanged();
      }
      onRemoved();
    });
  if (!isAsked) {
    return (
      <Button className="button-quiet align-start" onPress={() => setAsked(true)}>
        {say("directory.remove")}
      </Button>
    );
  }
  return (
    <div className="consequence">
      <p>{say("directory.remove.consequence", { name })}</p>
      <RefusalNote refused={act.refused} />
      <div className="form-acts">
        <Button className="button" data-busy={act.busy || undefined} onPress={remove} autoFocus>
          {say("directory.remove.do", { name })}
        </Button>
        <Button className="button-quiet" onPress={() => setAsked(false)}>
          {say("directory.remove.keep")}
        </Button>
      </div>
    </div>
  );
}
