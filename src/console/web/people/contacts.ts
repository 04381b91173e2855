import type { Contact, ContactFields } from "../../../people/events.ts";

/** Pure rules of the address book's screens. */

export const NO_CONTACT: ContactFields = {
  name: "",
  function: "",
  organisation: "",
  phones: [],
  mail: "",
  note: "",
};

/** Phones that a contact may have. */
export const PHONES_MAX = 6;

export function fieldsOf({ name, function: work, organisation, phones, mail, note }: Contact): ContactFields {
  return { name, function: work, organisation, phones, mail, note };
}

/** By organisation, the town's own (none named) first; then by function, then by name. */
export function inCallOrder(contacts: readonly Contact[], language: string): Contact[] {
  const text = new Intl.Collator(language, { sensitivity: "base", numeric: true });
  const emptyLast = (a: string, b: string) => Number(a === "") - Number(b === "") || text.compare(a, b);
  return [...contacts].sort(
    (a, b) =>
      text.compare(a.organisation, b.organisation) ||
      emptyLast(a.function, b.function) ||
      text.compare(a.name, b.name),
  );
}

/** What a phone dials; an extension after "poste" is left to the person (RFC 3966 allows digits and a leading "+"). */
export function phoneAddress(phone: string): string {
  const number = phone.replace(/\(0\)/g, "").split(/[a-z]/i)[0] ?? "";
  return `tel:${number.replace(/[^\d+]/g, "")}`;
}

/** As typed, one a line, into the list that is sent. */
export function phonesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What is theirs now, with what was changed here: nobody's change of another field is lost. */
export function merged(base: ContactFields, mine: ContactFields, theirs: ContactFields): ContactFields {
  const changed = differing(base, mine).map((key) => [key, mine[key]]);
  return { ...theirs, ...Object.fromEntries(changed) };
}

/** Fields in which two versions of a contact differ. */
export function differing(a: ContactFields, b: ContactFields): (keyof ContactFields)[] {
  const keys = Object.keys(NO_CONTACT) as (keyof ContactFields)[];
  return keys.filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
}
