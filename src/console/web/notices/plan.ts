import type { ChannelInfo, Group } from "../../../notices/events.ts";
import type { Contact } from "../../../people/events.ts";

/** Who a notice would go to, before it is sent: pure rules. */

/** What is being written. It outlives a reload and a lost session; `id` makes a second sending harmless. */
export type NoticeDraft = {
  id: string;
  groups: readonly string[];
  contacts: readonly string[];
  /** Null: all that there are. */
  channels: readonly string[] | null;
  subject: string;
  text: string;
  /** Empty: of no incident. */
  incident: string;
  /** Rehearsed, without an exercise's incident. */
  trial: boolean;
};

export function newNotice(id: string, incident: string): NoticeDraft {
  return { id, groups: [], contacts: [], channels: null, subject: "", text: "", incident, trial: false };
}

export type Book = {
  channels: readonly ChannelInfo[];
  groups: readonly Group[];
  contacts: readonly Contact[];
};

/** Everybody who is meant, each once. Who left the address book is passed over, as the console does. */
export function peopleOf({ groups, contacts }: NoticeDraft, book: Book): Contact[] {
  const wanted = new Set(contacts);
  for (const group of book.groups)
    if (groups.includes(group.id)) for (const one of group.contacts) wanted.add(one);
  return book.contacts.filter(({ id }) => wanted.has(id));
}

export function channelsOf({ channels }: NoticeDraft, book: Book): ChannelInfo[] {
  return book.channels.filter(({ name }) => channels === null || channels.includes(name));
}

/** How many of these people a channel has an address for. Which number takes an SMS is the console's to say: at most so many. */
export function reachOf({ kind }: ChannelInfo, people: readonly Contact[]): number {
  return people.filter((person) => hasAddress(kind, person)).length;
}

function hasAddress(kind: ChannelInfo["kind"], { mail, phones }: Contact): boolean {
  if (kind === "mail") return mail !== "";
  return kind === "sms" && phones.length > 0;
}

/** Those whom none of these channels can reach: they are for the telephone. */
export function withoutAddress(channels: readonly ChannelInfo[], people: readonly Contact[]): Contact[] {
  return people.filter((person) => !channels.some(({ kind }) => hasAddress(kind, person)));
}

/** The channel that cuts this text, the shortest first; undefined when none does. */
export function cutBy(
  channels: readonly ChannelInfo[],
  text: string,
): (ChannelInfo & { charactersMax: number }) | undefined {
  return channels
    .filter((one): one is ChannelInfo & { charactersMax: number } => one.charactersMax !== null)
    .filter(({ charactersMax }) => text.length > charactersMax)
    .sort((a, b) => a.charactersMax - b.charactersMax)[0];
}

/** What POST /api/notices takes. */
export function noticeBody(draft: NoticeDraft, book: Book): object {
  const { id, groups, contacts, subject, text, incident, trial } = draft;
  const known = new Set(book.contacts.map((one) => one.id));
  return {
    id,
    text: text.trim(),
    subject: subject.trim(),
    channels: channelsOf(draft, book).map(({ name }) => name),
    contacts: contacts.filter((one) => known.has(one)),
    groups: groups.filter((one) => book.groups.some((group) => group.id === one)),
    ...(incident === "" ? {} : { incident }),
    ...(trial && incident === "" ? { exercise: true } : {}),
  };
}
