import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../support/browsing.ts";
import { openVisits, type Visits } from "../support/room-visit.ts";

/** The crisis room, as people use it: real rooms, real journal, two browsers. */

let browser: Browser;
let visits: Visits | undefined;

beforeAll(async () => {
  browser = await launch();
});
afterEach(async () => {
  await visits?.stop();
  visits = undefined;
});
afterAll(() => browser.close());

async function house(scene = "calm"): Promise<Visits> {
  visits = await openVisits(browser, { scene });
  return visits;
}

const headline = (page: Page) => page.getByRole("heading", { level: 1 });
const entry = (page: Page, text: string | RegExp) => page.getByRole("article").filter({ hasText: text });

async function writeDown(page: Page, kind: string, text: string): Promise<void> {
  await page.getByRole("radio", { name: kind, exact: true }).check({ force: true });
  await page.locator(".composer-text textarea").fill(text);
}

describe("a crisis from its first minute to its last", () => {
  test("two people see what the other writes, decides, does, corrects, keeps, reports, hands over and closes", async () => {
    const { come } = await house("siege");
    const { page: bob, faults } = await come("bob", "");
    await headline(bob).filter({ hasText: "Aucun incident ouvert." }).waitFor();
    await bob.getByRole("button", { name: "Ouvrir un incident" }).click();
    await bob.getByRole("radio", { name: /^Intrusion/ }).check({ force: true });
    expect(await bob.getByLabel("Titre").inputValue()).toMatch(/^Intrusion, \d+\s\S+ à \d\d\sh\s\d\d$/);
    await bob.getByLabel("Titre").fill("Intrusion sur la messagerie");
    await bob.getByRole("button", { name: "Ouvrir l’incident" }).click();
    await headline(bob).filter({ hasText: "Intrusion sur la messagerie" }).waitFor();
    const place = new URL(bob.url()).hash;

    const { page: chloe } = await come("chloe", place);
    await headline(chloe).filter({ hasText: "Intrusion sur la messagerie" }).waitFor();
    await entry(chloe, "Incident ouvert").waitFor();
    await writeDown(bob, "Fait", "Les pare-feu alertent, dix essais par seconde.");
    const pressed = Date.now();
    await bob.getByRole("button", { name: "Inscrire le fait" }).click();
    await entry(chloe, "Les pare-feu alertent").waitFor();
    expect(Date.now() - pressed).toBeLessThan(5_000);
    await bob.getByText("Enregistré, signé. Tous le voient.").waitFor();
    expect(await bob.locator(".composer-text textarea").inputValue()).toBe("");

    await writeDown(chloe, "Décision", "Isoler les serveurs.");
    await chloe.getByLabel("Pourquoi").fill("L’intrusion est active.");
    await chloe.getByRole("combobox", { name: "Décidé par" }).fill("Agnès Martin");
    await chloe.getByRole("button", { name: "Inscrire la décision" }).click();
    await entry(bob, "Isoler les serveurs.").filter({ hasText: "Décidé par Agnès Martin" }).waitFor();

    await writeDown(bob, "Tâche", "Appeler le prestataire.");
    await bob.getByRole("combobox", { name: "Qui s’en charge" }).fill("Chlo");
    await bob.getByRole("option", { name: "Chloé Petit" }).click();
    await bob.getByLabel("Avant").selectOption({ label: "dans 30 min" });
    await bob.getByRole("button", { name: "Ajouter la tâche" }).click();
    const task = chloe.locator(".beside .task", { hasText: "Appeler le prestataire." });
    await task.filter({ hasText: "Chloé Petit" }).waitFor();
    await task.getByRole("button", { name: /^Commencer/ }).click();
    await bob.locator(".beside .task", { hasText: "commencée" }).waitFor();
    await task.getByRole("button", { name: /^Fait/ }).click();
    await bob.getByText("Aucune tâche en cours.").first().waitFor();
    await entry(bob, "Tâche changée").filter({ hasText: "commencée → faite" }).waitFor();

    const fact = entry(chloe, "Les pare-feu alertent").first();
    await fact.getByRole("button", { name: "Que faire de cette inscription" }).click();
    await chloe.getByRole("menuitem", { name: "Corriger" }).click();
    const window = chloe.getByRole("dialog");
    await window.getByLabel("Correction").fill("Les pare-feu alertent, vingt essais par seconde.");
    await window.getByLabel("Pourquoi").fill("Relu dans le journal.");
    await window.getByRole("button", { name: "Inscrire la correction" }).click();
    const corrected = entry(bob, "Corrigé par Chloé Petit").first();
    await corrected.filter({ hasText: "vingt essais par seconde" }).waitFor();
    expect(await corrected.locator("del").textContent()).toContain("dix essais par seconde");

    await chloe.getByRole("link", { name: /^Pièces/ }).click();
    await chloe.getByLabel("Ce que c’est, d’où cela vient").fill("Journal du pare-feu");
    await chloe.locator('input[type="file"]').setInputFiles({
      name: "pare-feu.log",
      mimeType: "text/plain",
      buffer: Buffer.from("deny\n".repeat(99)),
    });
    await chloe
      .locator(".hash code")
      .filter({ hasText: /^[0-9a-f]{64}$/ })
      .waitFor();
    await entry(bob, "pare-feu.log").waitFor();
    const download = chloe.waitForEvent("download");
    await chloe.getByRole("link", { name: "pare-feu.log" }).click();
    expect(readFileSync(await (await download).path(), "utf8")).toBe("deny\n".repeat(99));

    const opened = bob.context().waitForEvent("page");
    await bob.getByRole("button", { name: "Point de situation" }).click();
    const report = await opened;
    await report.waitForLoadState();
    const paper = await report.locator("body").textContent();
    for (const said of [
      "Isoler les serveurs.",
      "vingt essais par seconde",
      "pare-feu.log",
      "Appeler le prestataire.",
    ]) {
      expect(paper).toContain(said);
    }
    await report.close();

    await bob.getByRole("link", { name: /^Équipe/ }).click();
    await bob.getByRole("button", { name: "Prendre une fonction" }).click();
    await bob.getByRole("dialog").getByRole("button", { name: "Prendre une fonction" }).click();
    await bob.locator(".duty-card", { hasText: "Direction de crise" }).waitFor();
    await bob.getByText("Bob Lefèvre dirige.").waitFor();
    await bob.getByRole("button", { name: /^Passer la fonction/ }).click();
    await bob.getByRole("dialog").getByRole("combobox", { name: "À qui" }).fill("Chlo");
    await bob.getByRole("option", { name: "Chloé Petit" }).click();
    await bob.getByLabel("Ce que le suivant doit savoir").fill("Ne pas rallumer le poste 12.");
    await bob.getByRole("dialog").getByRole("button", { name: "Passer la fonction" }).click();
    await chloe.getByRole("link", { name: /^Équipe/ }).click();
    await chloe.getByRole("heading", { name: "Vous avez repris : Direction de crise" }).waitFor();
    await chloe.locator(".brief", { hasText: "Ne pas rallumer le poste 12." }).waitFor();

    await bob.getByRole("link", { name: "Réglages", exact: true }).last().click();
    await bob.getByRole("button", { name: "Clore l’incident" }).click();
    await bob.getByLabel("Pourquoi c’est fini").fill("Les accès sont coupés, rien depuis deux jours.");
    await bob.getByRole("dialog").getByRole("button", { name: "Clore l’incident" }).click();
    await chloe.locator(".state", { hasText: "Clos" }).waitFor();
    expect(await chloe.getByRole("button", { name: "Prendre une fonction" }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test("the keyboard alone is enough, from opening to closing, and the focus comes back where it was", async () => {
    const { come } = await house();
    const { page } = await come("bob", "");
    const open = page.getByRole("button", { name: "Ouvrir un incident" });
    await open.waitFor();
    await tabTo(page, "Ouvrir un incident");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await focused(page)).toBe("Ouvrir un incident");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await headline(page)
      .filter({ hasText: /^Intrusion, / })
      .waitFor();

    await tabTo(page, "Fait");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Écrit sans souris.");
    await page.keyboard.press("Control+Enter");
    await entry(page, "Écrit sans souris.").waitFor();
    await page.keyboard.press("Shift+Tab");
    for (let press = 0; press < 4; press++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Finir sans souris.");
    await page.keyboard.press("Control+Enter");
    await page.locator(".beside .task", { hasText: "Finir sans souris." }).waitFor();
    await tabTo(page, "Commencer : Finir sans souris.");
    await page.keyboard.press("Enter");
    await page.locator(".beside .task", { hasText: "commencée" }).waitFor();

    await entry(page, "Tâche changée").waitFor();
    await tabTo(page, /Tâche changée/, "article");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator('[role="menuitem"]:focus', { hasText: "Revoir la certitude" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await tabTo(page, /^Fait/, "input");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Control+Enter");
    await entry(page, "Certitude revue").waitFor();

    await page.goto(page.url().replace(/\/?$/, "/settings"));
    await page.getByRole("heading", { name: "Clore" }).waitFor();
    await tabTo(page, "Clore l’incident");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("Exercice de clavier fini.");
    await page.keyboard.press("Control+Enter");
    await page.locator(".state", { hasText: "Clos" }).waitFor();
  });
});

/** What has the focus, as somebody who hears the page is told. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    const label = at?.closest("label");
    const labelled = at?.getAttribute("aria-labelledby")?.split(" ").at(0);
    const named = labelled == null ? undefined : document.getElementById(labelled)?.textContent;
    return (at?.getAttribute("aria-label") ?? named ?? label?.textContent ?? at?.textContent ?? "").trim();
  });
}

/** Presses Tab until what is named has the focus. */
async function tabTo(page: Page, name: string | RegExp, tag?: string): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < 100; press++) {
    const at = await focused(page);
    passed.push(at.slice(0, 40));
    const fits = typeof name === "string" ? at === name : name.test(at);
    const isTag = tag === undefined || (await page.evaluate(() => document.activeElement?.localName)) === tag;
    if (fits && isTag) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the tabulator never came to ${name}, but to ${passed.join(" | ")}`);
}
