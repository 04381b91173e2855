import { expect, test } from "bun:test";
import * as room from "../../../notices/events.ts";
import * as page from "./bounds.ts";

test("the page's bounds of notices are the room's", () => {
  expect(page.SUBJECT_CHARACTERS_MAX).toBe(room.SUBJECT_CHARACTERS_MAX);
  expect(page.TEXT_CHARACTERS_MAX).toBe(room.TEXT_CHARACTERS_MAX);
  expect(page.REASON_CHARACTERS_MAX).toBe(room.REASON_CHARACTERS_MAX);
  expect(page.GROUP_CONTACTS_MAX).toBe(room.GROUP_CONTACTS_MAX);
  expect(page.TOLD_HOW).toEqual(room.TOLD_HOW);
  const name = "n".repeat(page.GROUP_NAME_CHARACTERS_MAX);
  expect(room.groupFieldsSchema.safeParse({ name, contacts: [] }).success).toBe(true);
  expect(room.groupFieldsSchema.safeParse({ name: `${name}n`, contacts: [] }).success).toBe(false);
});
