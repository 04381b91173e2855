import { useState } from "react";
import { Button } from "react-aria-components";
import type { Contact } from "../../../people/events.ts";
import type { Asked } from "../asked.ts";
import { usePaper } from "../form/paper.tsx";
import { SearchBox } from "../form/search-box.tsx";
import { LongList } from "../long-list.tsx";
import { useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { CallList } from "./call-list.tsx";
import { ContactBox } from "./contact-box.tsx";
import { inCallOrder, phoneAddress } from "./contacts.ts";
import { hasWords } from "./has-words.ts";
import { NotThere } from "./not-there.tsx";

/** Whom to call, on a phone one press away; and the same on paper, for when nothing runs. */
export function Directory({ contacts }: { contacts: Asked<{ contacts: Contact[] }> }) {
  const speech = useSpeech();
  const { say } = speech;
  const mayWrite = useMay("member");
  const [words, setWords] = useState("");
  /** The contact that is open; "new" for one that is being added. */
  const [open, setOpen] = useState<Contact | "new" | undefined>(undefined);
  const { paper, print } = usePaper();
  const all = contacts.value?.contacts;
  const found = inCallOrder(all ?? [], speech.language).filter((contact) =>
    hasWords(words, ...textsOf(contact)),
  );
  return (
    <section aria-label={say("directory.title")}>
      <div className="form-acts">
        {mayWrite && (
          <Button className="button-main" onPress={() => setOpen("new")}>
            {say("directory.add")}
          </Button>
        )}
        <Button
          className="button"
          isDisabled={all === undefined || all.length === 0}
          onPress={() => print(<CallList contacts={all ?? []} />)}
        >
          {say("directory.print")}
        </Button>
      </div>
      <NotThere asked={contacts} />
      {all !== undefined && all.length > 0 && (
        <SearchBox label={say("directory.search")} value={words} onChange={setWords}>
          {words !== "" && say("people.found", { count: found.length, all: all.length })}
        </SearchBox>
      )}
      {all?.length === 0 && <p className="empty">{say("directory.empty")}</p>}
      {found.length === 0 && words !== "" && <p>{say("directory.found.none")}</p>}
      <LongList
        className="contacts"
        items={found}
        keyOf={({ id }) => id}
        row={(contact, place) => (
          <ContactRow
            key={contact.id}
            contact={contact}
            place={place}
            total={found.length}
            onChange={mayWrite ? () => setOpen(contact) : undefined}
          />
        )}
      />
      {open !== undefined && (
        <ContactBox
          key={open === "new" ? "new" : open.id}
          contact={open === "new" ? undefined : open}
          onClose={() => setOpen(undefined)}
          onChanged={contacts.reload}
        />
      )}
      {paper}
    </section>
  );
}

function ContactRow({
  contact,
  place,
  total,
  onChange,
}: {
  contact: Contact;
  place: number;
  total: number;
  onChange: (() => void) | undefined;
}) {
  const { say } = useSpeech();
  const work = [contact.function, contact.organisation].filter(Boolean).join(", ");
  return (
    <li className="contact" aria-posinset={place} aria-setsize={total}>
      <div>
        <p className="person-name">
          <bdi>{contact.name}</bdi>
        </p>
        {work !== "" && <p dir="auto">{work}</p>}
        {contact.note !== "" && (
          <p className="quiet contact-note" dir="auto">
            {contact.note}
          </p>
        )}
      </div>
      <ul className="contact-ways" aria-label={say("directory.ways", { name: contact.name })}>
        {contact.phones.map((phone) => (
          <li key={phone}>
            <a className="contact-phone" href={phoneAddress(phone)}>
              {phone}
            </a>
          </li>
        ))}
        {contact.mail !== "" && (
          <li>
            <a className="contact-mail" href={`mailto:${contact.mail}`}>
              {contact.mail}
            </a>
          </li>
        )}
        {contact.phones.length === 0 && contact.mail === "" && (
          <li className="quiet">{say("directory.no-way")}</li>
        )}
      </ul>
      {onChange !== undefined && (
        <Button
          className="button-quiet person-change"
          aria-label={say("directory.change.of", { name: contact.name })}
          onPress={onChange}
        >
          {say("directory.change")}
        </Button>
      )}
    </li>
  );
}

function textsOf(contact: Contact): string[] {
  const { name, organisation, phones, mail, note } = contact;
  // Numbers are sought with and without their spaces.
  const digits = phones.map((phone) => phone.replace(/\D/g, ""));
  return [name, contact.function, organisation, mail, note, ...phones, ...digits];
}
