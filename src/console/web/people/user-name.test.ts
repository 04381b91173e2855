import { expect, test } from "bun:test";
import { userNameFrom } from "./user-name.ts";

test.each([
  ["Alice Martin", "alice.martin"],
  ["Élodie Le Goff", "elodie.le.goff"],
  ["  Jean-François d'Œuvre ", "jean.francois.d.oeuvre"],
  ["山田", ""],
])("%s: %s", (name, userName) => {
  expect(userNameFrom(name)).toBe(userName);
});
