import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { totpAt, totpStep } from "../../src/people/totp.ts";
import { launch } from "../support/browsing.ts";
import { PASSWORDS } from "../support/cast.ts";
import { asks, fillSignIn, headline, press, Residents } from "../support/residents.ts";

/** Who comes in, how, and what becomes of it: in real browsers, on the real rooms. */

let browser: Browser;
const residents = new Residents(() => browser);

beforeAll(async () => {
  browser = await launch();
});
afterEach(() => residents.goHome());
afterAll(() => browser.close());

const isOut = (page: Page) => headline(page, "Entrer dans la console");

describe("the first days", () => {
  test("the set-up link makes the first administrator, who prints codes and lets a second person in", async () => {
    const house = await residents.empty();
    const { page, faults, printed } = await residents.visitor(house.setupLink() ?? "");
    await headline(page, "Bienvenue. Créez le premier compte.");
    await page.getByLabel("Nom et prénom").fill("Élodie Le Goff");
    expect(await page.getByLabel("Nom d’utilisateur").inputValue()).toBe("elodie.le.goff");
    await page.getByLabel("Mot de passe", { exact: true }).fill("motdepasse2026");
    await page.getByText("Trop facile à deviner").waitFor();
    await page.getByLabel("Mot de passe", { exact: true }).fill("tilleul orage bicyclette");
    await page.getByText("Solide.").waitFor();
    await press(page, "Créer mon compte");
    await headline(page, "Votre compte est prêt, Élodie Le Goff.");
    await press(page, "Faire mes dix codes");
    const codes = page.locator(".codes code");
    await codes.nth(9).waitFor();
    await press(page, "Imprimer la feuille");
    expect(await printed()).toBe(1);
    const paper = (await page.locator(".paper").textContent()) ?? "";
    for (const code of await codes.allTextContents()) expect(paper).toContain(code);
    await press(page, "Inviter quelqu’un");

    await page.getByRole("dialog").getByLabel("Nom et prénom").fill("Bob Lefèvre");
    await page.getByRole("dialog").getByText("Responsable", { exact: true }).click();
    await press(page, "Faire le lien");
    const link = (await page.locator(".copy-text code").textContent()) ?? "";
    expect(link).toStartWith(`${house.url}/#/invitation/`);
    await page.getByText(/^Valable jusqu’au \d/).waitFor();
    await press(page, "C’est fait");
    await page.getByText("Invitation donnée").waitFor();

    const bob = await residents.visitor(link);
    await headline(bob.page, "Bienvenue, Bob Lefèvre.");
    await bob.page.getByText("parle au public").waitFor();
    await bob.page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORDS.bob);
    await press(bob.page, "Créer mon compte");
    await press(bob.page, "Plus tard : entrer dans la console");
    await bob.page.locator(".rail").waitFor();
    await headline(page, "2 personnes peuvent entrer dans cette console.");

    const again = await residents.visitor(link);
    await headline(again.page, "Ce lien ne vaut plus rien.");
    expect([...faults, ...bob.faults]).toEqual([]);
  });

  test("who goes on by the address after the first account is let in", async () => {
    const house = await residents.empty();
    const { page } = await residents.visitor(house.setupLink() ?? "");
    await page.getByLabel("Nom et prénom").fill("Élodie Le Goff");
    await page.getByLabel("Mot de passe", { exact: true }).fill("tilleul orage bicyclette");
    await press(page, "Créer mon compte");
    await headline(page, "Votre compte est prêt, Élodie Le Goff.");
    await page.evaluate(() => {
      window.location.hash = "#/people";
    });
    await headline(page, "1 personne peut entrer dans cette console.");
  });

  test("without a link, a console without an administrator says where the link is", async () => {
    const house = await residents.empty();
    const { page } = await residents.visitor(house.url);
    await headline(page, "Cette console attend son premier administrateur.");
    await page.getByText("npm run beffroi -- people link").waitFor();
    await page.goto(`${house.url}/#/setup/${"x".repeat(43)}`);
    await page.getByLabel("Nom et prénom").fill("Mallory");
    await page.getByLabel("Mot de passe", { exact: true }).fill("tilleul orage bicyclette");
    await press(page, "Créer mon compte");
    await headline(page, "Ce lien ne vaut plus rien.");
  });
});

describe("the ways in", () => {
  test("a stranger sees the entrance and nothing of the house; a wrong password is told, and too many wait", async () => {
    const { house } = await residents.inhabited();
    const { page } = await residents.visitor(`${house.url}/#/people`);
    await isOut(page);
    expect(await page.locator(".rail").count()).toBe(0);
    expect(await asks(page, "POST", "/api/people/invitations", { name: "M", role: "admin" })).toBe(401);
    // The first pauses are short: on a busy machine one is over before the next try, and a longer one follows.
    let status = 401;
    for (let tries = 0; status === 401 && tries < 16; tries++) {
      const answer = page.waitForResponse((response) => response.request().method() === "POST");
      await fillSignIn(page, "alice", `faux ${tries} faux faux`);
      status = (await answer).status();
      expect(status === 401 || tries >= 10).toBe(true);
      if (status === 401) await page.locator(".refusal", { hasText: "ne vont pas ensemble" }).waitFor();
    }
    await Promise.all([
      page.getByText("Trop d’essais. Le prochain est possible dans").waitFor(),
      page.getByRole("button", { name: /^Réessayer dans \d+ secondes?$/ }).waitFor(),
    ]);
    await page.getByLabel("Mot de passe").fill(PASSWORDS.alice);
    await page.getByRole("button", { name: "Entrer", exact: true }).waitFor();
    expect(await page.getByText("Trop d’essais").count()).toBe(0);
    await press(page, "Entrer");
    await page.locator(".rail").waitFor();
  });

  test("a printed code and the user name are enough, once", async () => {
    const { house } = await residents.inhabited();
    const { page } = await residents.signedIn(house, "chloe", "settings");
    await press(page, "Faire dix codes");
    await page.getByLabel("Votre mot de passe").fill("ce n'est pas le sien");
    await page.getByRole("dialog").getByRole("button", { name: "Faire dix codes" }).click();
    await page.getByText("Ce n’est pas votre mot de passe.").waitFor();
    await page.getByLabel("Votre mot de passe").fill(PASSWORDS.chloe);
    await page.getByRole("dialog").getByRole("button", { name: "Faire dix codes" }).click();
    const code = (await page.locator(".codes code").first().textContent()) ?? "";
    await press(page, "C’est fait");
    await page.getByText("Il en reste 10").waitFor();
    await press(page, "Se déconnecter");

    const withCode = async () => {
      await press(page, "Code imprimé");
      await page.getByLabel("Nom d’utilisateur").fill("chloe");
      await page.getByRole("textbox", { name: "Code" }).fill(code.toLowerCase().replaceAll("-", " "));
      await press(page, "Entrer");
    };
    await withCode();
    await page.getByText("Il en reste 9").waitFor();
    await press(page, "Se déconnecter");
    await withCode();
    await page.locator(".refusal", { hasText: "le code a déjà servi" }).waitFor();
  });

  test("the phone's code is asked for after the password, once it has proved right", async () => {
    const { house } = await residents.inhabited();
    const { page, faults } = await residents.signedIn(house, "bob", "settings");
    await press(page, "Demander un code du téléphone");
    await page.getByLabel("Votre mot de passe").fill(PASSWORDS.bob);
    await press(page, "Continuer");
    await page.getByAltText("Code à scanner avec l’application du téléphone").waitFor();
    const secret = (await page.locator(".copy-text code").textContent()) ?? "";
    await page.getByLabel("Six chiffres").fill("000000");
    await press(page, "Confirmer");
    await page.getByText("Ce n’est pas le code du moment").waitFor();
    const step = totpStep(Date.now());
    await page.getByLabel("Six chiffres").fill(totpAt(secret, step));
    await press(page, "Confirmer");
    await page.getByText("Demandé après votre mot de passe.").waitFor();
    await press(page, "Se déconnecter");
    await fillSignIn(page, "bob", PASSWORDS.bob);
    await headline(page, "Le code de votre téléphone");
    await page.reload();
    await headline(page, "Le code de votre téléphone");
    await press(page, "Changer de compte");
    await fillSignIn(page, "bob", PASSWORDS.bob);
    await headline(page, "Le code de votre téléphone");
    // A code counts once: the next one is taken a little early, as from a phone whose clock is fast.
    await page.getByLabel("Six chiffres").fill(totpAt(secret, step + 1));
    await press(page, "Entrer");
    await page.locator(".rail").waitFor();
    expect(faults).toEqual([]);
  });

  test("a passkey signs in without anything typed", async () => {
    const { house } = await residents.inhabited();
    const { page, faults } = await residents.signedIn(house, "alice", "settings");
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await press(page, "Ajouter une clé d’accès");
    await page.getByLabel("Nom de cette clé").fill("téléphone de service");
    await press(page, "Continuer sur l’appareil");
    await page.getByText("téléphone de service").waitFor();
    await press(page, "Se déconnecter");
    await press(page, "Clé d’accès");
    await page.getByText(/servie à/).waitFor();
    await press(page, "Retirer la clé téléphone de service");
    await press(page, "Retirer « téléphone de service » : elle n’ouvrira plus");
    await page.locator(".setting", { hasText: "Clés d’accès" }).getByText("Aucune.").waitFor();
    expect(faults).toEqual([]);
  });

  test("at an address of numbers it says why there are no passkeys", async () => {
    const { house } = await residents.inhabited();
    const { page } = await residents.visitor(house.url.replace("localhost", "127.0.0.1"));
    await fillSignIn(page, "david", PASSWORDS.david);
    await page.locator(".rail").waitFor();
    await page.goto(`${house.url.replace("localhost", "127.0.0.1")}/#/settings`);
    await page.getByText("une clé d’accès est liée à un nom").waitFor();
    await press(page, "Se déconnecter");
    await isOut(page);
    expect(await page.getByRole("button", { name: "Clé d’accès" }).count()).toBe(0);
  });
});

describe("rights", () => {
  test("an observer is offered no act, and the console refuses it all the same", async () => {
    const { house, cast } = await residents.inhabited();
    const { page } = await residents.signedIn(house, "david", "people");
    await page.locator(".person").nth(4).waitFor();
    await page.getByText("Seul un administrateur invite").waitFor();
    expect(await page.getByRole("button", { name: /^Gérer|^Inviter/ }).count()).toBe(0);
    await page.goto(`${house.url}/#/people/directory`);
    await headline(page, "L’annuaire de crise est vide.");
    expect(await page.getByRole("button", { name: "Ajouter un contact" }).count()).toBe(0);
    await page.goto(`${house.url}/#/status`);
    await page.getByText("Seul un responsable publie.").waitFor();
    expect(await page.getByRole("button", { name: "Nouveau message" }).count()).toBe(0);
    const contact = { name: "x", function: "", organisation: "", phones: [], mail: "", note: "" };
    expect(await asks(page, "PUT", "/api/contacts/c-1", { old: null, new: contact })).toBe(403);
    expect(await asks(page, "POST", `/api/people/${cast.bob.id}/role`, { old: "lead", new: "admin" })).toBe(
      403,
    );
    expect(await asks(page, "POST", "/api/people/invitations", { name: "M", role: "admin" })).toBe(403);
  });

  test("a new role ends the old rights at once, and whoever is shut out is out within a second", async () => {
    const { house, cast } = await residents.inhabited();
    const alice = await residents.signedIn(house, "alice", "people");
    const bob = await residents.signedIn(house, "bob", "status");
    await bob.page.getByRole("button", { name: "Nouveau message" }).waitFor();
    await press(alice.page, "Gérer Bob Lefèvre");
    await alice.page.getByRole("dialog").getByText("Observateur", { exact: true }).click();
    await alice.page.getByText("Effet immédiat : Bob Lefèvre devra se connecter de nouveau.").waitFor();
    await press(alice.page, "Changer le rôle");
    await alice.page.getByText("Bob Lefèvre a maintenant le rôle : Observateur.").waitFor();
    const changedAt = performance.now();
    await isOut(bob.page);
    expect(performance.now() - changedAt).toBeLessThan(5_000);
    await fillSignIn(bob.page, "bob", PASSWORDS.bob);
    await bob.page.getByText("Seul un responsable publie.").waitFor();

    await press(alice.page, "Retirer l’accès");
    await alice.page.getByLabel("Pourquoi").fill("a quitté la mairie");
    await alice.page.getByRole("button", { name: "Retirer l’accès" }).last().click();
    await alice.page.getByText("Bob Lefèvre ne peut plus entrer.").waitFor();
    expect(await asks(bob.page, "POST", `/api/people/${cast.bob.id}/name`, {})).toBe(401);
    await isOut(bob.page);
    await fillSignIn(bob.page, "bob", PASSWORDS.bob);
    await bob.page.locator(".refusal", { hasText: "ne vont pas ensemble" }).waitFor();
    expect([...alice.faults, ...bob.faults]).toEqual([]);
  });

  test("the last administrator stays one; a lost invitation is replaced, and taken back", async () => {
    const { house } = await residents.inhabited();
    const { page } = await residents.signedIn(house, "alice", "people");
    await press(page, "Gérer Alice Martin");
    await page.getByText("C’est le dernier administrateur").waitFor();
    expect(await page.getByRole("dialog").getByRole("radio").count()).toBe(0);
    await page.keyboard.press("Escape");
    await press(page, "Inviter quelqu’un");
    await page.getByRole("dialog").getByLabel("Nom et prénom").fill("Farid Benali");
    await press(page, "Faire le lien");
    const first = (await page.locator(".copy-text code").textContent()) ?? "";
    await press(page, "C’est fait");
    await press(page, "Gérer Farid Benali");
    await page.getByRole("dialog").getByRole("button", { name: "Invitation" }).click();
    await press(page, "Faire un nouveau lien");
    const second = (await page.locator(".copy-text code").textContent()) ?? "";
    await headline((await residents.visitor(first)).page, "Ce lien ne vaut plus rien.");
    const farid = await residents.visitor(second);
    await headline(farid.page, "Bienvenue, Farid Benali.");
    await press(page, "Reprendre l’invitation");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await farid.page.reload();
    await headline(farid.page, "Ce lien ne vaut plus rien.");
  });

  test("one's other sessions are seen, named and ended", async () => {
    const { house } = await residents.inhabited();
    const phone = await residents.visitor(house.url, {
      userAgent: "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
    });
    await fillSignIn(phone.page, "alice", PASSWORDS.alice);
    await phone.page.locator(".rail").waitFor();
    const { page } = await residents.signedIn(house, "alice", "settings");
    await page.getByText("(cet appareil)").waitFor();
    await press(page, "Fermer la session : Firefox sur Android");
    await isOut(phone.page);
    await press(page, "Changer le mot de passe");
    await page.getByLabel("Mot de passe actuel").fill(PASSWORDS.alice);
    await page.getByLabel("Nouveau mot de passe").fill("trois cloches au matin");
    await page.getByRole("dialog").getByRole("button", { name: "Changer le mot de passe" }).click();
    await page.getByText("Le mot de passe est changé.").waitFor();
    await fillSignIn(phone.page, "alice", "trois cloches au matin");
    await phone.page.locator(".rail").waitFor();
  });
});
