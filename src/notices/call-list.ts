import type { Contact } from "../people/events.ts";
import type { CallList, NoticeDetail } from "./events.ts";
import { kindsDelivered, type RecipientRow } from "./read.ts";

/**
 * Who is not told yet, by name. Phones are those of the address book now: it may have been put right since; those of the
 * notice stand where somebody left the book.
 */
export function callListOf(
  { notice, recipients }: NoticeDetail,
  rows: readonly RecipientRow[],
  contacts: readonly Contact[],
  nowMs: number,
): CallList {
  const book = new Map(contacts.map((contact) => [contact.id, contact]));
  const phonesThen = new Map(rows.map(({ contact, phones }) => [contact, JSON.parse(phones) as string[]]));
  const people = recipients
    .filter(({ told }) => !told)
    .map(({ contact, name, deliveries }) => {
      const now = book.get(contact);
      return {
        contact,
        name: now?.name ?? name,
        function: now?.function ?? "",
        organisation: now?.organisation ?? "",
        phones: now?.phones ?? phonesThen.get(contact) ?? [],
        deliveredBy: kindsDelivered(deliveries)[0] ?? null,
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name, "fr") || a.contact.localeCompare(b.contact));
  return { notice, at: new Date(nowMs).toISOString(), people };
}
