import { useEffect } from "react";
import type { ChannelInfo, Group, Notice } from "../../../notices/events.ts";
import type { Contact } from "../../../people/events.ts";
import { type Asked, useAsked } from "../asked.ts";
import type { Book } from "./plan.ts";

/** What a notice is made from, and the notices that went out. */

/** How often what is under way is looked at again: a retry is no entry of the journal. */
const LOOK_EVERY_MS = 5_000;

export type Books = { book: Book | undefined; asked: Pick<Asked<unknown>, "refused" | "reload"> };

export function useBook(): Books {
  const channels = useAsked<{ channels: ChannelInfo[] }>("/api/notice-channels", [
    "notice.failed",
    "notice.delivered",
  ]);
  const groups = useAsked<{ groups: Group[] }>("/api/notice-groups", ["notice.group-changed"]);
  const contacts = useAsked<{ contacts: Contact[] }>("/api/contacts", ["people.contact-changed"]);
  const refused = [channels, groups, contacts].find((one) => one.value === undefined)?.refused;
  const reload = async () => {
    await Promise.all([channels.reload(), groups.reload(), contacts.reload()]);
  };
  const book =
    channels.value === undefined || groups.value === undefined || contacts.value === undefined
      ? undefined
      : { ...channels.value, ...groups.value, ...contacts.value };
  return { book, asked: { refused, reload } };
}

export type NoticePage = { notices: Notice[]; more: boolean };

/** Newest first; those of one incident, if one is named. */
export function useNotices(incident?: string): Asked<NoticePage> {
  const query = incident === undefined ? "" : `?incident=${encodeURIComponent(incident)}`;
  return useAsked<NoticePage>(`/api/notices${query}`, ["notice."]);
}

/** Asks again while something is under way. */
export function useLookAgain(isUnderWay: boolean, reload: () => Promise<void>): void {
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(() => void reload(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isUnderWay, reload]);
}
