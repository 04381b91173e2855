import { describe, expect, test } from "bun:test";
import type { Contact } from "../../../people/events.ts";
import { differing, inCallOrder, merged, NO_CONTACT, phoneAddress, phonesOf } from "./contacts.ts";

const contact = (name: string, work: string, organisation = ""): Contact => ({
  ...NO_CONTACT,
  id: name,
  changedAt: "",
  name,
  function: work,
  organisation,
});

describe("the address book", () => {
  test("stands in the order in which one calls: the town first, by function", () => {
    const order = inCallOrder(
      [
        contact("Zoé", "Astreinte", "Hébergeur"),
        contact("Yves", ""),
        contact("Éric", "élu de permanence"),
        contact("Anne", "Directrice générale"),
        contact("Bob", "Élu de permanence"),
      ],
      "fr",
    );
    expect(order.map(({ name }) => name)).toEqual(["Anne", "Bob", "Éric", "Yves", "Zoé"]);
  });

  test.each([
    ["02 31 00 00 00", "tel:0231000000"],
    ["+33 (0)2.31.00.00.00", "tel:+33231000000"],
    ["02 31 00 00 00 poste 12", "tel:0231000000"],
    ["javascript:alert(1)", "tel:"],
  ])("%s is dialled as %s", (phone, address) => {
    expect(phoneAddress(phone)).toBe(address);
  });

  test("takes phones one a line", () => {
    expect(phonesOf(" 1 \n\n 2\n")).toEqual(["1", "2"]);
  });

  test("keeps what two people changed in different fields, and mine where both did", () => {
    const base = { ...NO_CONTACT, name: "Anne", note: "jour" };
    const mine = { ...base, note: "nuit", phones: ["1"] };
    const theirs = { ...base, function: "DGS", phones: ["2"] };
    expect(merged(base, mine, theirs)).toEqual({ ...base, function: "DGS", note: "nuit", phones: ["1"] });
  });

  test("names the fields that differ", () => {
    expect(differing(NO_CONTACT, { ...NO_CONTACT, phones: ["1"], note: "x" })).toEqual(["phones", "note"]);
  });
});
