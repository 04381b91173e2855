import { expect, test } from "bun:test";
import type { Contact, Person } from "../../../people/events.ts";
import { knownOf } from "./who-store.ts";

const person = (name: string, state: Person["state"] = "active"): Person => ({
  id: name.toLowerCase(),
  name,
  userName: null,
  role: "member",
  state,
  since: "2026-11-22T15:28:00.000Z",
  lastSignIn: null,
});
const contact = (name: string, function_: string): Contact => ({
  id: `c-${name}`,
  name,
  function: function_,
  organisation: "",
  phones: [],
  mail: "",
  note: "",
  changedAt: "2026-11-22T15:28:00.000Z",
});

test("names to choose from: who has an account first, each once, with the function that the address book knows", () => {
  const people = [person("Chloé"), person("Bob"), person("Emma", "disabled")];
  const contacts = [contact("Agnès", "maire"), contact("Bob", "DSI"), contact("Zoé", "")];
  expect(knownOf(people, contacts)).toEqual([
    { id: "person-bob", name: "Bob", person: "bob", function: "DSI" },
    { id: "person-chloé", name: "Chloé", person: "chloé" },
    { id: "contact-c-Agnès", name: "Agnès", function: "maire" },
    { id: "contact-c-Zoé", name: "Zoé" },
  ]);
});
