import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { contact } from "../../test/support/notice-room.ts";
import { ENTRY_BYTES_MAX } from "../journal/index.ts";
import { internationalNumber, isMailAddress } from "./addresses.ts";
import { mailChannel } from "./channels/mail.ts";
import { smsChannel } from "./channels/sms.ts";
import type { Channel } from "./channels/channel.ts";
import { noticesSchema } from "./config.ts";
import { DELIVERIES_MAX, noticeEvents } from "./events.ts";
import { planNotice } from "./plan.ts";

const [mail, sms] = noticesSchema.parse({
  channel: [
    { name: "courriel", kind: "mail", host: "localhost", from: "a@b.test" },
    { name: "sms", kind: "sms", url: "http://127.0.0.1/", method: "POST", body: "{phone}" },
  ],
}).channel;
const room = { ...mailChannel(mail as never), name: "salon", kind: "matrix", place: "!a:b" } as Channel;
const channels: Channel[] = [mailChannel(mail as never), smsChannel(sms as never), room];

describe("a plan", () => {
  test("numbers places first, then people in the book's order, each once", () => {
    const contacts = [
      contact(1),
      contact(2),
      contact(3, { mail: "pas une adresse", phones: [] }),
      contact(4),
    ];
    const groups = [
      { id: "g-1", name: "Cellule", contacts: ["c3", "c1", "gone"], changedAt: "", changedBy: "" },
    ];
    const plan = planNotice(
      { channels: ["sms", "salon", "courriel", "sms"], contacts: ["c2", "c1"], groups: ["g-1"] },
      { contacts, groups, channels },
    );
    expect(plan).toMatchObject({
      recipients: 3,
      deliveries: 5,
      places: [{ n: 0, channel: "salon", to: "!a:b" }],
    });
    expect(plan.channels.map(({ name }) => name)).toEqual(["sms", "salon", "courriel"]);
    expect(plan.addressed.flatMap(({ recipients }) => recipients)).toMatchObject([
      {
        contact: "c1",
        deliveries: [
          { n: 1, channel: "sms", to: "+33612340001" },
          { n: 2, channel: "courriel" },
        ],
      },
      { contact: "c2", deliveries: [{ n: 3 }, { n: 4 }] },
      { contact: "c3", deliveries: [] },
    ]);
  });

  test("without channels is a list for the telephone", () => {
    const plan = planNotice(
      { channels: [], contacts: ["c1"], groups: [] },
      { contacts: [contact(1)], groups: [], channels },
    );
    expect(plan).toMatchObject({ recipients: 1, deliveries: 0, places: [] });
  });

  test.each([
    [{ channels: ["fax"], contacts: [], groups: [] }, "unknown-channel"],
    [{ channels: [], contacts: ["c9"], groups: [] }, "unknown-contact"],
    [{ channels: [], contacts: [], groups: ["g-9"] }, "unknown-group"],
    [{ channels: ["courriel"], contacts: [], groups: [] }, "nobody"],
  ])("for %j is refused: %s", (asked, code) => {
    const book = { contacts: [contact(1)], groups: [], channels };
    expect(() => planNotice(asked, book)).toThrow(expect.objectContaining({ code }));
  });

  test("is bounded, and its entries fit into the journal whatever people are called", () => {
    const people = Array.from({ length: DELIVERIES_MAX / 2 }, (_, n) =>
      contact(n, {
        id: `c${n}`.padEnd(64, "x"),
        name: "\u{1f514}".repeat(64),
        phones: Array.from({ length: 6 }, () => `06${"\u00e9".repeat(38)}`),
        mail: `${"m".repeat(60)}@${"v".repeat(180)}${n}.fr`,
      }),
    ).map((one) => ({ ...one, phones: [...one.phones.slice(1), "0612345678"] }));
    const contacts = people.map(({ id }) => id);
    const plan = planNotice(
      { channels: ["courriel", "sms"], contacts, groups: [] },
      { contacts: people, groups: [], channels },
    );
    expect(plan.deliveries).toBe(DELIVERIES_MAX);
    for (const part of plan.addressed) {
      expect(noticeEvents["notice.addressed"].safeParse(part).success).toBe(true);
      expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(ENTRY_BYTES_MAX - 1_024);
    }
    const numbers = plan.addressed.flatMap(({ recipients }) =>
      recipients.flatMap(({ deliveries }) => deliveries.map(({ n }) => n)),
    );
    expect(numbers).toEqual(Array.from({ length: DELIVERIES_MAX }, (_, n) => n));
    const book = { contacts: people, groups: [], channels };
    expect(() => planNotice({ channels: ["courriel", "sms", "salon"], contacts, groups: [] }, book)).toThrow(
      expect.objectContaining({ code: "too-many-deliveries" }),
    );
  });
});

describe("addresses", () => {
  test.each(["a@b.fr", "prénom.nom+crise@mairie-ville.fr", "x@[", "a@b"])("%p", (text) => {
    expect(isMailAddress(text)).toBe(!text.includes("["));
  });

  test("that a mail server could read as more than one address are none", () => {
    const hostile = [
      "a@b.fr\r\nRCPT TO:<x@y.fr>",
      "a@b.fr,c@d.fr",
      "<a@b.fr>",
      "a b@c.fr",
      "a@b@c",
      "",
      "@b",
    ];
    for (const text of hostile) expect(isMailAddress(text)).toBe(false);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        if (isMailAddress(text)) expect(text).not.toMatch(/[\s<>,;:"()\\]/);
      }),
      { seed: 1 },
    );
  });

  test.each([
    ["06 12 34 56 78", "+33612345678"],
    ["+33 (0)6.12.34.56.78", "+33612345678"],
    ["0033 6-12-34-56-78", "+33612345678"],
    ["06\u202f12\u00a034 56 78", "+33612345678"],
    ["+32 475 12 34 56", "+32475123456"],
    ["poste 12", undefined],
    ["17", undefined],
    ["+0612345678", undefined],
    ["06 12 34 56 78; rm", undefined],
  ])("%p is the number %p", (text, number) => {
    expect(internationalNumber(text, "+33")).toBe(number as never);
  });
});
