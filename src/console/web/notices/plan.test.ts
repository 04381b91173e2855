import { describe, expect, test } from "bun:test";
import type { ChannelInfo } from "../../../notices/events.ts";
import type { Contact } from "../../../people/events.ts";
import {
  type Book,
  channelsOf,
  cutBy,
  newNotice,
  noticeBody,
  peopleOf,
  reachOf,
  withoutAddress,
} from "./plan.ts";

const contact = (id: string, more: Partial<Contact> = {}): Contact => ({
  id,
  name: id,
  function: "",
  organisation: "",
  phones: ["06 12 34 56 78"],
  mail: `${id}@ville.test`,
  note: "",
  changedAt: "2026-01-05T09:00:00.000Z",
  ...more,
});
const channel = (
  name: string,
  kind: ChannelInfo["kind"],
  charactersMax: number | null = null,
): ChannelInfo => ({
  name,
  kind,
  personal: kind === "mail" || kind === "sms",
  to: kind === "ntfy" ? "ntfy.ville.test/crise" : null,
  charactersMax,
  pausedUntil: null,
  pausedFor: null,
});
const book: Book = {
  channels: [channel("courriel", "mail"), channel("texto", "sms", 480), channel("ntfy", "ntfy")],
  groups: [
    { id: "g-1", name: "Cellule", contacts: ["a", "b", "gone"], changedAt: "", changedBy: "Bob" },
    { id: "g-2", name: "Chefs", contacts: ["b", "c"], changedAt: "", changedBy: "Bob" },
  ],
  contacts: [
    contact("a"),
    contact("b", { mail: "" }),
    contact("c", { phones: [] }),
    contact("d", { mail: "", phones: [] }),
  ],
};
const draft = newNotice("n-1", "");

describe("who a notice would go to", () => {
  test("is everybody once, however many groups they are in; who left the book is passed over", () => {
    const people = peopleOf({ ...draft, groups: ["g-1", "g-2"], contacts: ["b", "d"] }, book);
    expect(people.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
  });

  test("is told by channel, and whom none reaches is counted", () => {
    const people = book.contacts;
    expect(book.channels.map((one) => reachOf(one, people))).toEqual([2, 2, 0]);
    expect(withoutAddress(book.channels, people).map(({ id }) => id)).toEqual(["d"]);
    expect(withoutAddress([channel("courriel", "mail")], people).map(({ id }) => id)).toEqual(["b", "d"]);
  });
});

test("all channels are meant until some are chosen, and one that is gone is not sent", () => {
  expect(channelsOf(draft, book)).toHaveLength(3);
  expect(channelsOf({ ...draft, channels: ["texto", "gone"] }, book).map(({ name }) => name)).toEqual([
    "texto",
  ]);
});

test("the shortest channel that cuts a text is named", () => {
  expect(cutBy(book.channels, "a".repeat(480))).toBeUndefined();
  expect(cutBy(book.channels, "a".repeat(481))?.name).toBe("texto");
});

test("a trial is asked for only where no incident says what it is", () => {
  const trial = {
    ...draft,
    text: " À 18 h. ",
    trial: true,
    contacts: ["a", "gone"],
    groups: ["g-1", "g-gone"],
  };
  expect(noticeBody(trial, book)).toEqual({
    id: "n-1",
    text: "À 18 h.",
    subject: "",
    channels: ["courriel", "texto", "ntfy"],
    contacts: ["a"],
    groups: ["g-1"],
    exercise: true,
  });
  expect(noticeBody({ ...trial, incident: "i-1" }, book)).not.toHaveProperty("exercise");
});
