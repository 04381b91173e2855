import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { violations } from "../support/browsing.ts";
import { mistaken, readByOlder } from "../support/claims-older.ts";
import { DISPATCH_FR, RANSOMWARE } from "../support/claims-texts.ts";
import { ClaimsVisits } from "../support/claims-visit.ts";

/** What an older program read is read again by who asks for it, on the document's page or for all. */

const visits = new ClaimsVisits();
beforeAll(visits.launch);
afterEach(visits.leave);
afterAll(visits.close);

test("a document is read again, and what was read before can be looked up", async () => {
  const room = await visits.empty();
  const document = readByOlder(room, DISPATCH_FR, mistaken);
  const page = await visits.come(room, `claims/document/${document}`, { as: "alice member" });
  const targets = page.getByRole("region", { name: "Organismes visés" });
  await targets.getByText("Brest").first().waitFor();
  await page.getByText("Lu avec les règles 0").waitFor();
  await page.getByRole("button", { name: "Relire avec les règles d’aujourd’hui" }).click();
  await page.getByText("les règles d’aujourd’hui y lisent autre chose").waitFor();
  await targets.getByText("Castres").first().waitFor();
  expect(await targets.getByText("Brest").count()).toBe(0);
  await page.getByRole("button", { name: /lectures plus anciennes/ }).click();
  await page.getByText("Brest").first().waitFor();
  expect(await violations(page)).toEqual([]);
  expect(visits.faults()).toEqual([]);
}, 90_000);

test("all that older rules read is read again; an observer sees how many, and is offered nothing", async () => {
  const room = await visits.empty();
  readByOlder(room, DISPATCH_FR, mistaken);
  readByOlder(room, RANSOMWARE);
  const observer = await visits.come(room, "claims/documents", { as: "bob observer" });
  await observer.getByText("2 documents ont été lus avec des règles plus anciennes").waitFor();
  expect(await observer.getByRole("button", { name: /Relire/ }).count()).toBe(0);
  const page = await visits.come(room, "claims/documents", { as: "alice member" });
  await page.getByRole("button", { name: "Relire avec les règles d’aujourd’hui" }).click();
  await page.getByText(/2 documents relus .*lus autrement\s: 1/).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(visits.faults()).toEqual([]);
}, 90_000);
