import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { launch, visit } from "../support/browsing.ts";
import { asks, fillSignIn, headline, press, Residents } from "../support/residents.ts";
import { PASSWORDS } from "../support/cast.ts";

/** What the town says to the public: written, asked once, published, replaced, withdrawn. In real browsers, on the real rooms. */

let browser: Browser;
const residents = new Residents(() => browser);

beforeAll(async () => {
  browser = await launch();
});
afterEach(() => residents.goHome());
afterAll(() => browser.close());

/** Lines of a page as a person reads them, without what differs between a preview and the page itself. */
async function linesOf(page: Page, selector: string): Promise<string[]> {
  const [text = ""] = await page.locator(selector).last().allInnerTexts();
  return text
    .split("\n")
    .map((line) => line.replace(/[\u00a0\u202f]/g, " ").trim())
    .filter((line) => line !== "" && !/^(Mis à jour|Updated|Prochaine information|Next update)/.test(line));
}

async function writeMessage(page: Page): Promise<void> {
  await press(page, "Nouveau message");
  await press(page, "Cyberattaque");
  await press(page, "Ajouter les services usuels");
  await page.getByLabel("État Accueil et téléphone").selectOption("degraded");
  await page.getByLabel("Précision", { exact: true }).fill("attente : 10 minutes");
  await page.getByLabel("État État civil").selectOption("paper");
  await page
    .getByLabel("Horaires et accueil", { exact: true })
    .last()
    .fill("8 h 30 - 17 h\nPlace de la République");
  await press(page, "Ajouter un numéro");
  await page.getByLabel("Pour quoi", { exact: true }).fill("Accueil");
  await page.getByRole("textbox", { name: "Numéro" }).fill("02 31 00 00 00");
  await page.getByText("Afficher le bandeau").click();
}

describe("the public page's editor", () => {
  test("previews exactly what is then published, and says who will see it", async () => {
    const { house } = await residents.inhabited();
    const { page, faults } = await residents.signedIn(house, "bob", "status");
    await headline(page, "Le public ne lit aucun message.");
    await writeMessage(page);
    await press(page, "Publier…");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Tout le monde le lira, en quelques secondes").waitFor();
    await dialog.getByText("Le bandeau sera en haut des pages").waitFor();
    const previewed: string[][] = [];
    for (const language of ["FR", "EN"]) {
      await dialog.getByRole("radio", { name: language }).click();
      const lines = await linesOf(page, ".dialog-box .public");
      // The banner's two lines stand on the sites' pages, not on this one.
      expect(lines[1]).toMatch(/Bibliothèques|Libraries/);
      previewed.push(lines.slice(2));
    }
    await press(page, "Publier maintenant");
    await page.getByText("C’est publié.").waitFor();
    await headline(
      page,
      "Le public lit\u00a0: Perturbation majeure, «\u202fLa mairie subit une cyberattaque\u202f»",
    );
    const stranger = await residents.visitor(`${house.url}/etat`);
    const published = [await linesOf(stranger.page, "main")];
    await stranger.page.goto(`${house.url}/status`);
    published.push(await linesOf(stranger.page, "main"));
    expect(previewed).toEqual(published);
    expect(published[0]).toContain("Accueil et téléphone – attente : 10 minutes");
    expect(house.word()?.banner?.fr).toBe("La mairie subit une cyberattaque");
    expect(faults).toEqual([]);
  });

  test("keeps a draft over a reload and a lost session, and asks before it is thrown away", async () => {
    const { house } = await residents.inhabited();
    const { page } = await residents.signedIn(house, "bob", "status");
    await press(page, "Nouveau message");
    await page.getByLabel("Titre", { exact: true }).fill("À moitié écrit");
    await page.reload();
    expect(await page.getByLabel("Titre", { exact: true }).inputValue()).toBe("À moitié écrit");
    await page.goto(`${house.url}/#/settings`);
    await press(page, "Se déconnecter");
    await fillSignIn(page, "bob", PASSWORDS.bob);
    await page.locator(".rail").waitFor();
    await page.goto(`${house.url}/#/status`);
    expect(await page.getByLabel("Titre", { exact: true }).inputValue()).toBe("À moitié écrit");
    await press(page, "Fermer, garder le brouillon");
    await press(page, "Reprendre mon brouillon");
    await press(page, "Jeter le brouillon");
    await press(page, "Non, le garder");
    expect(await page.getByLabel("Titre", { exact: true }).inputValue()).toBe("À moitié écrit");
    await press(page, "Jeter le brouillon");
    await press(page, "Jeter pour de bon");
    await press(page, "Nouveau message");
    expect(await page.getByLabel("Titre", { exact: true }).inputValue()).toBe("");
  });

  test("never overwrites what somebody else published meanwhile", async () => {
    const { house } = await residents.inhabited();
    const bob = await residents.signedIn(house, "bob", "status");
    const alice = await residents.signedIn(house, "alice", "status");
    await press(bob.page, "Nouveau message");
    await bob.page.getByLabel("Titre", { exact: true }).fill("Le message de Bob");
    await press(alice.page, "Nouveau message");
    await press(alice.page, "Site ralenti");
    await press(alice.page, "Publier…");
    await press(alice.page, "Publier maintenant");
    await alice.page.getByText("C’est publié.").waitFor();
    await bob.page.getByText("Alice Martin a publié entre-temps").waitFor();
    expect(await bob.page.getByRole("button", { name: "Publier…" }).isDisabled()).toBe(true);
    await press(bob.page, "J’ai lu\u00a0: continuer avec mon texte");
    await press(bob.page, "Publier…");
    await bob.page.getByText("Il remplace\u00a0: «\u202fNotre site est ralenti\u202f».").waitFor();
    await press(bob.page, "Publier maintenant");
    await headline(alice.page, "Le message de Bob");
    expect(await alice.page.locator(".entries > li").count()).toBe(2);
  });

  test("withdraws with a reason, which the history and the journal keep", async () => {
    const { house } = await residents.inhabited();
    const { page } = await residents.signedIn(house, "bob", "status");
    await press(page, "Nouveau message");
    await press(page, "Site ralenti");
    await press(page, "Publier…");
    await press(page, "Publier maintenant");
    await press(page, "Retirer le message…");
    await page.getByLabel("Pourquoi").fill("publié par erreur");
    await press(page, "Retirer maintenant");
    await headline(page, "Le public ne lit aucun message.");
    await page.getByText(/retiré .* par Bob Lefèvre\s: publié par erreur/).waitFor();
    const stranger = await visit(browser, `${house.url}/etat`);
    await stranger.page.getByText("Aucun message en cours.").waitFor();
    await stranger.leave();
    await press(page, /^Relire/);
    await press(page, "Reprendre ce texte");
    expect(await page.getByLabel("Titre", { exact: true }).inputValue()).toBe("Notre site est ralenti");
    await page.goto(`${house.url}/#/journal`);
    await page.getByText("Page publique\u00a0: le message est retiré. publié par erreur").waitFor();
    await page
      .getByText("Page publique (Service perturbé)\u00a0: «\u202fNotre site est ralenti\u202f»")
      .waitFor();
  });

  test("what belongs to an exercise is rehearsed, and the public never sees it", async () => {
    const { house } = await residents.inhabited();
    const { page } = await residents.signedIn(house, "bob", "status");
    const exercise = { title: "Exercice du jeudi", kind: "ddos", exercise: true };
    expect(await asks(page, "POST", "/api/incidents", exercise)).toBeLessThan(300);
    await press(page, "Nouveau message");
    await press(page, "Cyberattaque");
    await page.getByText("Un exercice est en cours.").waitFor();
    await page.getByText("s’il s’agit de l’exercice").waitFor();
    expect(await page.getByRole("button", { name: "Publier…" }).isDisabled()).toBe(true);
    await page.getByText("appartient à l’exercice").click();
    await press(page, "Répéter…");
    await page.getByText("Seules les personnes connectées à cette console le verront").waitFor();
    await press(page, "Répéter maintenant");
    await page.getByText("C’est répété. Le public ne voit rien.").waitFor();
    await headline(page, "Le public ne lit aucun message.");
    const stranger = await residents.visitor(`${house.url}/etat`);
    await stranger.page.getByText("Aucun message en cours.").waitFor();
    const rehearsal = page.waitForEvent("popup");
    await page.getByRole("link", { name: "Voir la répétition" }).click();
    await (await rehearsal).getByText("EXERCICE").first().waitFor();
    expect(house.word()?.banner ?? null).toBeNull();
  });
});
