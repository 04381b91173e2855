import { describe, expect, test } from "bun:test";
import {
  LEVELS as SERVER_LEVELS,
  PHONES_MAX as SERVER_PHONES_MAX,
  SERVICES_MAX as SERVER_SERVICES_MAX,
  SERVICE_STATES,
  type Statement,
  statementSchema,
} from "../../../status/events.ts";
import {
  draftFrom,
  EMPTY,
  hasEnglish,
  isPhoneNumber,
  LEVELS,
  missingFrom,
  serviceNamed,
  PHONES_MAX,
  SERVICES_MAX,
  STATES,
  withoutEnglish,
} from "./statement.ts";

const said: Statement = {
  ...EMPTY,
  fr: { title: "Notre site est ralenti", text: "Réessayez." },
  en: { title: "Our site is slow", text: "" },
  services: [serviceNamed("État civil", "Registry")],
  nextUpdateAt: "2026-11-28T16:00:00.000Z",
  id: "a".repeat(64),
  at: "2026-11-28T15:00:00.000Z",
  by: { type: "person", id: "alice", name: "Alice Martin" },
  exercise: false,
  withdrawn: null,
};

describe("the editor of the public page", () => {
  test("knows the words and bounds of the room that publishes", () => {
    expect([...LEVELS]).toEqual([...SERVER_LEVELS]);
    expect([...STATES].sort()).toEqual([...SERVICE_STATES].sort());
    expect([SERVICES_MAX, PHONES_MAX]).toEqual([SERVER_SERVICES_MAX, SERVER_PHONES_MAX]);
  });

  test("starts from what stands, but promises no time again", () => {
    const draft = draftFrom(said);
    expect(draft.base).toBe(said.id);
    expect(draft.fields.fr.title).toBe("Notre site est ralenti");
    expect(draft.fields.nextUpdateAt).toBeNull();
    expect(draftFrom(null)).toEqual({ base: null, fields: EMPTY, exercise: null });
  });

  test("writes what the server takes", () => {
    const { fields } = draftFrom(said);
    expect(statementSchema.parse(fields)).toEqual(fields);
    expect(statementSchema.safeParse(EMPTY).success).toBe(false);
  });

  test("says all that is missing, and nothing when nothing is", () => {
    expect(missingFrom(draftFrom(said), false)).toEqual([]);
    const fields = {
      ...EMPTY,
      services: [serviceNamed(" ")],
      phones: [{ fr: "Accueil", en: "", number: "0x" }],
      banner: { on: true, fr: " ", en: "" },
    };
    expect(missingFrom({ base: null, fields, exercise: null }, true)).toEqual([
      "status.missing.title",
      "status.missing.service",
      "status.missing.phone",
      "status.missing.banner",
      "status.missing.exercise",
    ]);
  });

  test("leaves English out altogether when it is not wanted", () => {
    expect(hasEnglish(draftFrom(said).fields)).toBe(true);
    expect(hasEnglish(withoutEnglish(draftFrom(said).fields))).toBe(false);
    expect(withoutEnglish(said).fr).toEqual(said.fr);
  });

  test.each([
    ["02 31 00 00 00", true],
    ["+33 (0)2.31.00.00.00", true],
    ["17", true],
    ["1", false],
    ["appelez-nous", false],
  ])("%s as a number: %p", (number, good) => {
    expect(isPhoneNumber(number)).toBe(good);
    expect(statementSchema.shape.phones.safeParse([{ fr: "x", en: "", number }]).success).toBe(good);
  });
});
