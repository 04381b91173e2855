import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { verifyJournal } from "../../src/journal/index.ts";
import { program } from "../../src/kernel/actor.ts";
import { launch, sideways, violations } from "../support/browsing.ts";
import { PASSWORDS } from "../support/cast.ts";
import { asks, headline, press, Residents } from "../support/residents.ts";
import type { WholeHouse } from "../support/whole-house.ts";

/** The address book, the journal's room, and what holds for every screen about people: keyboard, axe, no sideways. */

let browser: Browser;
const residents = new Residents(() => browser);

beforeAll(async () => {
  browser = await launch();
});
afterEach(() => residents.goHome());
afterAll(() => browser.close());

const ANNE = {
  name: "Anne Dubreuil",
  function: "Directrice générale des services",
  organisation: "",
  phones: ["06 12 34 56 78"],
  mail: "anne.dubreuil@ville-demo.fr",
  note: "",
};
const SUPPORT = {
  name: "Support",
  function: "Hébergeur du site",
  organisation: "Ouest Hébergement",
  phones: ["+33 (0)2 40 00 00 00", "02 40 00 00 01"],
  mail: "",
  note: "Contrat 48-2211, <script>alert(1)</script>",
};

async function fillDirectory(page: Page): Promise<void> {
  for (const [id, contact] of [
    ["c-anne", ANNE],
    ["c-support", SUPPORT],
  ] as const) {
    expect(await asks(page, "PUT", `/api/contacts/${id}`, { old: null, new: contact })).toBe(200);
  }
}

describe("the address book", () => {
  test("is added to, sought in, dialled, printed and taken out of; the journal says so", async () => {
    const { house } = await residents.inhabited();
    const { page, faults, printed } = await residents.signedIn(house, "chloe", "people/directory");
    await headline(page, "L’annuaire de crise est vide.");
    await press(page, "Ajouter un contact");
    await page.getByLabel("Nom", { exact: true }).fill(ANNE.name);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.reload();
    await press(page, "Ajouter un contact");
    await page.getByText("Voici ce que vous aviez commencé à écrire.").waitFor();
    expect(await page.getByLabel("Nom", { exact: true }).inputValue()).toBe(ANNE.name);
    await page.getByLabel("Fonction").fill(ANNE.function);
    await page.getByLabel("Téléphones").fill("06 12 34 56 78\n02 31 00 00 01\n");
    await press(page, "Enregistrer");
    await headline(page, "1 contact à appeler en cas de crise.");
    const dials = page.getByRole("link", { name: "06 12 34 56 78" });
    expect(await dials.getAttribute("href")).toBe("tel:0612345678");
    expect(await asks(page, "PUT", "/api/contacts/c-support", { old: null, new: SUPPORT })).toBe(200);
    await headline(page, "2 contacts");
    await page.getByLabel("Rechercher un contact").fill("hebergeur 0240");
    await page.getByText("1 sur 2").waitFor();
    await page.getByText("<script>alert(1)</script>").waitFor();
    await page.getByLabel("Rechercher un contact").fill("");
    await press(page, "Imprimer la liste d’appel");
    expect(await printed()).toBe(1);
    for (const text of ["Annuaire de crise", "Imprimé le", ANNE.function, "02 40 00 00 01"]) {
      expect(await page.locator(".paper").textContent()).toContain(text);
    }
    expect(await page.locator(".paper").isVisible()).toBe(false);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".paper").isVisible()).toBe(true);
    expect(await page.locator(".rail, main").first().isVisible()).toBe(false);
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await page.locator(".paper").waitFor({ state: "detached" });
    await press(page, `Modifier ${SUPPORT.name}`);
    await press(page, "Retirer de l’annuaire");
    await press(page, `Retirer ${SUPPORT.name}`);
    await headline(page, "1 contact");
    await page.goto(`${house.url}/#/journal`);
    await page.getByText("Annuaire\u00a0: Support retiré.").waitFor();
    await page.getByText("Annuaire\u00a0: Anne Dubreuil ajouté.").waitFor();
    await page.getByText("Chloé Petit\u00a0: entrée (mot de passe) depuis 127.0.0.1.").waitFor();
    await page.getByText("Accès retiré à Emma Garnier\u00a0: has left").waitFor();
    expect(faults).toEqual([]);
  });

  test("keeps what two people changed at once, and shows what the other one did", async () => {
    const { house } = await residents.inhabited();
    const { page } = await residents.signedIn(house, "chloe", "people/directory");
    await fillDirectory(page);
    await press(page, `Modifier ${ANNE.name}`);
    await page.getByLabel("Remarque").fill("La nuit\u00a0: laisser sonner");
    const bob = await residents.signedIn(house, "bob", "people/directory");
    const changed = { ...ANNE, phones: ["06 99 99 99 99"] };
    expect(await asks(bob.page, "PUT", "/api/contacts/c-anne", { old: ANNE, new: changed })).toBe(200);
    await press(page, "Enregistrer");
    await page.getByText("Ses changements sont repris ici, les vôtres gardés.").waitFor();
    await page.getByText("maintenant\u00a0: 06 99 99 99 99").waitFor();
    await press(page, "Enregistrer");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await bob.page.getByText("La nuit\u00a0: laisser sonner").waitFor();
    await bob.page.getByRole("link", { name: "06 99 99 99 99" }).waitFor();
  });
});

describe("the journal's room", () => {
  test("holds thousands of entries and draws those that are near", async () => {
    const { house } = await residents.inhabited();
    for (let n = 0; n < 450; n++) {
      house.journal.append({
        actor: program("gateway-0-f3a9c1"),
        kind: "gateway.purged",
        subject: "mairie",
        body: { by: "url", target: `/page-${n}`, removed: 1 },
      });
    }
    const { page, faults } = await residents.signedIn(house, "david", "journal");
    const older = page.getByRole("button", { name: "Charger les plus anciennes" });
    await older.waitFor();
    while ((await older.count()) > 0) {
      await older.click();
      await page.waitForTimeout(50);
    }
    await page.getByText("C’est le début de la main courante.").waitFor();
    const drawn = () => page.locator(".entries li").count();
    expect(await drawn()).toBeLessThan(250);
    const first = page.getByText("Le gardien a démarré");
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await first.waitFor();
    expect(await drawn()).toBeLessThan(250);
    const place = await page.locator(".entries li").last().getAttribute("aria-posinset");
    expect(place).toBe(await page.locator(".entries li").last().getAttribute("aria-setsize"));
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await page.waitForFunction(() => document.querySelectorAll(".entries li").length > 450);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await page.getByLabel("Rechercher").fill("PAGE-17 purge");
    expect(await drawn()).toBeGreaterThan(0);
    const download = page.waitForEvent("download");
    await press(page, "Exporter en JSON");
    const exported = JSON.parse(readFileSync(await (await download).path(), "utf8")) as {
      entries: unknown[];
    };
    expect(exported.entries.length).toBe(11);
    expect(faults).toEqual([]);
  });
});

describe("the journal's fingerprint", () => {
  test("is taken, printed with its keys, and proves later what the journal held", async () => {
    const { house } = await residents.inhabited();
    const { page, faults, printed } = await residents.signedIn(house, "david", "journal");
    await press(page, "Prendre l’empreinte de la main courante");
    const note = (await page.locator(".checkpoint .copy-text code").textContent()) ?? "";
    await page.getByAltText("Code à scanner").waitFor();
    await press(page, "Imprimer la feuille");
    expect(await printed()).toBe(1);
    const paper = (await page.locator(".paper").textContent()) ?? "";
    expect(paper).toContain(note);
    expect(paper).toContain("Clé du fil keeper");
    const checked = verifyJournal(join(house.folder, "beffroi.db"), { checkpoint: note });
    expect(checked.problems).toEqual([]);
    const older = verifyJournal(join(house.folder, "beffroi.db"), {
      checkpoint: note.replace(/\n\d+\n/, "\n1\n"),
    });
    expect(older.problems.length).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });
});

describe("by keyboard alone", () => {
  test("one signs in, invites somebody and comes back to where one was", async () => {
    const { house } = await residents.inhabited();
    const { page } = await residents.visitor(house.url);
    const keys = page.keyboard;
    await headline(page, "Entrer dans la console");
    await keys.type("alice");
    await keys.press("Tab");
    await keys.type(PASSWORDS.alice);
    await keys.press("Enter");
    await page.locator(".rail").waitFor();
    await page.goto(`${house.url}/#/people`);
    await page.locator(".person").first().waitFor();
    const at = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    for (let presses = 0; presses < 40 && (await at()) !== "Inviter quelqu’un"; presses++)
      await keys.press("Tab");
    expect(await at()).toBe("Inviter quelqu’un");
    await keys.press("Enter");
    await page.getByRole("dialog").waitFor();
    await keys.type("Farid Benali");
    await keys.press("Tab");
    await keys.press("ArrowUp");
    await keys.press("Tab");
    expect(await at()).toBe("Faire le lien");
    await keys.press("Enter");
    await page.getByText("Lien prêt pour Farid Benali").waitFor();
    await keys.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.waitForFunction(() => document.activeElement?.textContent === "Inviter quelqu’un");
    await page.locator(".person", { hasText: "Farid Benali" }).getByText("Observateur").waitFor();
  });
});

/** The screens, each opened as far as it opens. */
const SCREENS: Record<string, (page: Page, house: WholeHouse) => Promise<unknown>> = {
  people: (page) => page.locator(".person").nth(4).waitFor(),
  "people/invite": (page) => page.getByRole("dialog").waitFor(),
  "people/directory": (page) => page.locator(".contact").nth(1).waitFor(),
  settings: (page) => page.locator(".sessions li").first().waitFor(),
  journal: (page) => page.locator(".entries li").first().waitFor(),
  status: async (page) => {
    await page.locator(".answer-links").waitFor();
    await page.getByRole("button", { name: /^(Nouveau message|New message|Reprendre|Go on)/ }).click();
    await page.getByRole("button", { name: /^(Cyberattaque|Cyberattack)$/ }).click();
    await page.getByRole("button", { name: /^(Ajouter les services|Add the usual)/ }).click();
    await page.locator(".service").first().waitFor();
  },
};

describe("for everybody", () => {
  test.each([
    ["fr", "light", 1440],
    ["en", "dark", 1440],
    ["fr", "dark", 360],
    ["en", "light", 360],
    ["fr", "light", 720],
  ] as const)(
    "axe finds nothing and nothing reaches sideways: %s, %s, %d wide",
    async (language, colorScheme, width) => {
      const { house } = await residents.inhabited("siege");
      const viewport = { width, height: width === 720 ? 450 : 900 };
      const options = { language, colorScheme, viewport };
      const gate = await residents.visitor(house.url, options);
      await gate.page.locator("form").waitFor();
      expect(await violations(gate.page)).toEqual([]);
      expect(await sideways(gate.page)).toEqual([]);
      const { page, faults } = await residents.signedIn(house, "alice", "people", options);
      await fillDirectory(page);
      for (const [room, open] of Object.entries(SCREENS)) {
        await page.goto(`${house.url}/#/${room}`);
        await open(page, house);
        expect(await violations(page), room).toEqual([]);
        expect(await sideways(page), room).toEqual([]);
      }
      expect(faults).toEqual([]);
    },
  );
});
