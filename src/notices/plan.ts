import type { z } from "zod";
import type { Channel } from "./channels/channel.ts";
import type { Contact } from "../people/events.ts";
import { Refusal } from "../kernel/refusal.ts";
import { DELIVERIES_MAX, type Group, type noticeEvents } from "./events.ts";

/** Who gets a notice, where: pure rules. */

/** Room in one entry for recipients, in bytes of JSON; an entry is bounded (ENTRY_BYTES_MAX). */
const ADDRESSED_BYTES_MAX = 40 * 1024;

export type Asked = {
  channels: readonly string[];
  contacts: readonly string[];
  groups: readonly string[];
};

export type Plan = Pick<
  z.infer<(typeof noticeEvents)["notice.queued"]>,
  "channels" | "places" | "recipients" | "deliveries"
> & { addressed: z.infer<(typeof noticeEvents)["notice.addressed"]>[] };

type Addressed = Plan["addressed"][number]["recipients"][number];

/**
 * Deliveries numbered from 0, places first. Everybody who is meant is a recipient, with or without an address: who has none
 * stands on the call list. Throws a Refusal for an unknown channel, contact or group, for nobody, and for too many.
 */
export function planNotice(
  asked: Asked,
  book: { contacts: readonly Contact[]; groups: readonly Group[]; channels: readonly Channel[] },
): Plan {
  const channels = [...new Set(asked.channels)].map((name) =>
    found(
      book.channels.find((channel) => channel.name === name),
      "channel",
      name,
    ),
  );
  const people = recipientsOf(asked, book);
  let n = 0;
  const places = channels.flatMap(({ name, place }) =>
    place === null ? [] : [{ n: n++, channel: name, to: place }],
  );
  let weight = places.length;
  const recipients = people.map(({ id, name, mail, phones }): Addressed => {
    const deliveries = channels.flatMap((channel) => {
      const to = channel.place === null ? channel.addressOf({ mail, phones }) : undefined;
      return to === undefined ? [] : [{ n: n++, channel: channel.name, to }];
    });
    weight += Math.max(1, deliveries.length);
    return { contact: id, name, phones, deliveries };
  });
  if (weight === 0) throw nobody();
  if (weight > DELIVERIES_MAX) throw tooMany(weight);
  return {
    channels: channels.map(({ name, kind }) => ({ name, kind })),
    places,
    recipients: recipients.length,
    deliveries: n,
    addressed: inParts(recipients).map((part) => ({ recipients: part })),
  };
}

/** In the order of the address book, each once. Who left the book stays in a group's list and is passed over. */
function recipientsOf(
  { contacts, groups }: Asked,
  book: { contacts: readonly Contact[]; groups: readonly Group[] },
): Contact[] {
  const known = new Set(book.contacts.map(({ id }) => id));
  for (const id of contacts) found(known.has(id) ? id : undefined, "contact", id);
  const wanted = new Set(contacts);
  for (const id of groups) {
    const group = found(
      book.groups.find((one) => one.id === id),
      "group",
      id,
    );
    for (const contact of group.contacts) wanted.add(contact);
  }
  return book.contacts.filter(({ id }) => wanted.has(id));
}

function inParts(recipients: readonly Addressed[]): Addressed[][] {
  const parts: Addressed[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const recipient of recipients) {
    const own = Buffer.byteLength(JSON.stringify(recipient)) + 1;
    if (bytes + own > ADDRESSED_BYTES_MAX) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(recipient);
    bytes += own;
  }
  return parts;
}

function found<T>(value: T | undefined, what: "channel" | "contact" | "group", id: string): T {
  if (value !== undefined) return value;
  throw new Refusal(
    `unknown-${what}`,
    `There is no ${what} "${id}".`,
    `${what}s`,
    "Load the list again and choose from it.",
  );
}

function nobody(): Refusal {
  return new Refusal(
    "nobody",
    "This notice goes to nobody.",
    "contacts",
    "Choose people, a group or a place.",
  );
}

function tooMany(weight: number): Refusal {
  return new Refusal(
    "too-many-deliveries",
    `This would be ${weight} deliveries; one notice has at most ${DELIVERIES_MAX}.`,
    "contacts",
    "Send it to fewer people or over fewer channels at once, and the rest in a second notice.",
  );
}
