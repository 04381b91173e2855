import { z } from "zod";
import { json } from "../kernel/answer.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { GuardedCall } from "../kernel/route.ts";
import type { House } from "./entering.ts";
import { type ContactFields, contactSchema, personIdSchema } from "./events.ts";
import { BODY_BYTES_MAX } from "./sign-in.ts";

/** The address book: whom to call when directory, mail and telephone exchange are dead. */

export const CONTACTS_MAX = 2_000;

const putBody = z.object({ old: contactSchema.nullable(), new: contactSchema }).strict();
const removeBody = z.object({ old: contactSchema }).strict();

export const contacts = ({ directory }: House): Response => json({ contacts: directory.contacts() });

export async function putContact(house: House, call: GuardedCall): Promise<Response> {
  const change = checked(putBody, await jsonBody(call.request, BODY_BYTES_MAX));
  return changeContact(house, call, change);
}

export async function removeContact(house: House, call: GuardedCall): Promise<Response> {
  const { old } = checked(removeBody, await jsonBody(call.request, BODY_BYTES_MAX));
  return changeContact(house, call, { old, new: null });
}

type Change = { old: ContactFields | null; new: ContactFields | null };

function changeContact(house: House, call: GuardedCall, change: Change): Promise<Response> {
  const id = checked(z.object({ id: personIdSchema }), { id: call.param("id") }).id;
  return house.inTurn(async () => {
    const { directory, journal } = house;
    const now = fieldsOf(directory.contact(id));
    if (!isSame(now, change.new)) {
      if (!isSame(now, change.old)) throw changedMeanwhile(now, id);
      if (now === null && directory.contactCount() >= CONTACTS_MAX) throw bookIsFull();
      journal.append({
        actor: call.caller.actor,
        kind: "people.contact-changed",
        subject: id,
        body: change,
      });
    }
    return json({ contact: directory.contact(id) ?? null });
  });
}

function fieldsOf(contact: ReturnType<House["directory"]["contact"]>): ContactFields | null {
  if (contact === undefined) return null;
  const { id: _, changedAt: __, ...fields } = contact;
  return fields;
}

const isSame = (one: ContactFields | null, other: ContactFields | null): boolean =>
  canonicalJson(one) === canonicalJson(other);

function changedMeanwhile(now: ContactFields | null, id: string): Refusal {
  const what =
    now === null ? "This contact is no longer there." : `This contact reads now: ${JSON.stringify(now)}`;
  return new Refusal("changed-meanwhile", what, id, "Look at it again, then change it.");
}

function bookIsFull(): Refusal {
  return new Refusal("book-full", `There are ${CONTACTS_MAX} contacts.`, "contacts", "Take out old ones.");
}
