import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../support/browsing.ts";
import { fillIncident } from "../support/incident-scenes.ts";
import { openVisits, type Visits } from "../support/room-visit.ts";

/** What several people at once, lost connections, long histories and changed minds do to the crisis room. */

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

/** A house with one open incident. */
async function inhabited(): Promise<Visits> {
  visits = await openVisits(browser);
  await visits.openRoom("i-one");
  return visits;
}

const ROOM = "#/incident/i-one";
const entry = (page: Page, text: string | RegExp) => page.getByRole("article").filter({ hasText: text });
const box = (page: Page) => page.locator(".composer-text textarea");
const BOB = { name: "Bob Lefèvre" };

describe("several at once", () => {
  test("who comes second sees what it is now, and applies it again on that", async () => {
    const { come, act } = await inhabited();
    await act("bob", "i-one", "add-task", { id: "t-1", text: "Prévenir l’assurance" });
    const { page } = await come("chloe", `${ROOM}/tasks`);
    await page.getByRole("button", { name: /Que faire de la tâche/ }).click();
    await page.getByRole("menuitem", { name: "Attribuer" }).click();
    const window = page.getByRole("dialog");
    await window.getByRole("combobox", { name: "Qui s’en charge" }).fill("Yann");
    // The live stream is slower than the other's hand: the page does not know yet.
    const first = { id: "t-1", changes: [{ field: "owner", old: null, new: BOB }] };
    await page.route(
      "**/acts/change-task",
      async (route) => {
        await act("bob", "i-one", "change-task", first);
        await route.continue();
      },
      { times: 1 },
    );
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    const refused = page.getByRole("alert").filter({ hasText: "Quelqu’un d’autre l’a changé entre-temps" });
    await refused.filter({ hasText: "Ce que c’est maintenant : Bob Lefèvre" }).waitFor();
    await refused.getByRole("button", { name: "Appliquer quand même" }).click();
    await page.locator(".task", { hasText: "Yann" }).waitFor();
    await page.getByRole("link", { name: "Fil", exact: true }).click();
    await entry(page, "Tâche changée").filter({ hasText: "Bob Lefèvre → Yann" }).waitFor();
  });

  test("what arrives while a window is open is not written over unseen", async () => {
    const { come, act } = await inhabited();
    await act("bob", "i-one", "add-task", { id: "t-1", text: "Prévenir l’assurance" });
    const { page } = await come("chloe", `${ROOM}/tasks`);
    await page.getByRole("button", { name: /Que faire de la tâche/ }).click();
    await page.getByRole("menuitem", { name: "Attribuer" }).click();
    await page.getByRole("dialog").getByRole("combobox", { name: "Qui s’en charge" }).fill("Yann");
    const first = { id: "t-1", changes: [{ field: "owner", old: null, new: BOB }] };
    await act("bob", "i-one", "change-task", first);
    // Behind the window the page knows already.
    await page.locator(".task", { hasText: "Bob Lefèvre" }).waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    const refused = page.getByRole("alert").filter({ hasText: "Quelqu’un d’autre l’a changé entre-temps" });
    await refused.filter({ hasText: "Ce que c’est maintenant : Bob Lefèvre" }).waitFor();
    await refused.getByRole("button", { name: "Appliquer quand même" }).click();
    await page.locator(".task", { hasText: "Yann" }).waitFor();
  });

  test("what arrives does not move what is read, and is there at a press", async () => {
    const { come, act, house } = await inhabited();
    fillIncident(house.journal, { entries: 150, seed: 7, id: "i-long", clock: { now: () => Date.now() } });
    const { page, faults } = await come("chloe", "#/incident/i-long");
    await page.getByRole("article").nth(20).scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 900);
    await page.waitForFunction(() => scrollY > 900);
    const read = page.locator("article:nth-of-type(30)");
    const before = await read.boundingBox();
    await act("bob", "i-long", "note", { id: "n-new", text: "Première nouvelle.", certainty: "fact" });
    await act("bob", "i-long", "note", { id: "n-newer", text: "Seconde nouvelle.", certainty: "fact" });
    const fresh = page.getByRole("button", { name: "2 nouvelles inscriptions" });
    await fresh.waitFor();
    expect(await entry(page, "Seconde nouvelle.").count()).toBe(0);
    expect(Math.abs(((await read.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(80);
    await fresh.click();
    await entry(page, "Seconde nouvelle.").waitFor();
    expect(faults).toEqual([]);
  });

  test("a long timeline comes by pages, is drawn where it is read, and is searched by the console", async () => {
    const { come, house } = await inhabited();
    fillIncident(house.journal, { entries: 1_200, seed: 9, id: "i-long", clock: { now: () => Date.now() } });
    const { page, faults } = await come("chloe", "#/incident/i-long");
    await page.getByRole("article").first().waitFor();
    for (let turn = 0; turn < 60; turn++) {
      if ((await page.getByText("C’est le début de l’incident.").count()) > 0) break;
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await page.waitForTimeout(100);
    }
    await page.getByText("C’est le début de l’incident.").waitFor();
    await entry(page, "Incident ouvert").waitFor();
    expect(await page.getByRole("article").count()).toBeLessThan(600);
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole("button", { name: "Depuis le début" }).click();
    await page.getByRole("article").first().filter({ hasText: "Incident ouvert" }).waitFor();
    await page.getByRole("button", { name: "Depuis le début" }).click();
    await page.getByLabel("Chercher dans le fil").fill("incident ouvert rien de tel");
    await page.getByText(/^0 inscription sur 1\s200\./).waitFor();
    await page.getByLabel("Chercher dans le fil").fill("MESSAGERIE");
    await page
      .getByText(/^\d+ inscriptions? sur 1\s200\./)
      .filter({ hasNotText: /^0 / })
      .waitFor();
    await page.getByLabel("Chercher dans le fil").fill("");
    await page.getByRole("button", { name: "Ne montrer que", exact: true }).click();
    await page.getByRole("button", { name: "Décisions", exact: true }).click();
    await page.getByText(/^\d+ inscriptions sur 1\s200\./).waitFor();
    // What corrects a decision is about one too.
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".event-label")].every((one) =>
        /^(Décision|Correction)/.test(one.textContent ?? ""),
      ),
    );
    expect(faults).toEqual([]);
  });
});

describe("nothing typed is lost", () => {
  test("a draft outlives a reload and a lost session, and is gone once it is sent", async () => {
    const { come, cast, house } = await inhabited();
    const { page } = await come("chloe", ROOM);
    await page.getByRole("radio", { name: "Décision" }).check({ force: true });
    await box(page).fill("Fermer la régie.");
    await page.getByLabel("Pourquoi").fill("Le poste est suspect.");
    await page.reload();
    expect(await box(page).inputValue()).toBe("Fermer la régie.");
    expect(await page.getByLabel("Pourquoi").inputValue()).toBe("Le poste est suspect.");
    await cast.alice.browser.post(`/api/people/${cast.chloe.id}/sessions/end`, {});
    await page.getByRole("heading", { name: "Entrer dans la console" }).waitFor();
    await page.getByLabel("Nom d’utilisateur").fill("chloe");
    await page.getByLabel("Mot de passe", { exact: true }).fill("le marche du samedi matin");
    await page.getByRole("button", { name: "Entrer", exact: true }).click();
    await page.goto(`${house.url}/${ROOM}`);
    await box(page).waitFor();
    expect(await box(page).inputValue()).toBe("Fermer la régie.");
    await page.getByRole("button", { name: "Inscrire la décision" }).click();
    await entry(page, "Fermer la régie.").waitFor();
    await page.reload();
    expect(await box(page).inputValue()).toBe("");
  });

  test("a lost connection is said, the words stay, and what was missed comes when it is back", async () => {
    const { come, house, cast } = await inhabited();
    const { page } = await come("chloe", ROOM);
    await entry(page, "Incident ouvert").waitFor();
    await house.away(async () => {
      await page.locator(".band", { hasText: "Sans nouvelles" }).waitFor();
      await box(page).fill("Écrit sans connexion.");
      await page.getByText("La connexion est perdue : ce que vous écrivez est gardé ici").waitFor();
      await page.getByRole("button", { name: "Inscrire le fait" }).click();
      await page.getByRole("alert").filter({ hasText: "rien n’a été enregistré" }).waitFor();
      expect(await box(page).inputValue()).toBe("Écrit sans connexion.");
      const actor = { type: "person", id: cast.bob.id, name: "Bob Lefèvre" } as const;
      const task = { id: "t-away", text: "Écrite pendant l’absence.", owner: null, dueAt: null };
      house.journal.append({ actor, kind: "incident.task-added", subject: "i-one", body: task });
    });
    await page.locator(".beside .task", { hasText: "Écrite pendant l’absence." }).waitFor();
    await entry(page, "Écrite pendant l’absence.").waitFor();
    await page.getByRole("button", { name: "Inscrire le fait" }).click();
    await entry(page, "Écrit sans connexion.").waitFor();
  });

  test("an answer that never came, then a second press, makes one entry", async () => {
    const { come } = await inhabited();
    const { page } = await come("chloe", ROOM);
    await box(page).fill("Une seule fois.");
    await page.route(
      "**/acts/note",
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await page.getByRole("button", { name: "Inscrire le fait" }).click();
    await page.getByRole("alert").filter({ hasText: "rien n’a été enregistré" }).waitFor();
    await page.getByRole("button", { name: "Inscrire le fait" }).click();
    await page.getByText("Enregistré, signé.").waitFor();
    await page.reload();
    await entry(page, "Une seule fois.").waitFor();
    expect(await entry(page, "Une seule fois.").count()).toBe(1);
  });
});

describe("one incident and another", () => {
  test("two are merged, one is split, and each says where it went", async () => {
    const { come, act, openRoom } = await inhabited();
    await openRoom("i-two", { title: "Téléphones coupés", kind: "other" });
    await act("bob", "i-two", "note", { id: "n-two", text: "Le standard est muet.", certainty: "fact" });
    const { page } = await come("bob", "#/incident/i-two/settings");
    await page.getByRole("button", { name: "Réunir à un autre" }).click();
    await page.getByLabel("Pourquoi c’est le même incident").fill("Même cause.");
    await page.getByRole("dialog").getByRole("button", { name: "Réunir à un autre" }).click();
    await page.getByRole("heading", { level: 1, name: "Intrusion sur la messagerie" }).waitFor();
    await entry(page, "Le standard est muet.").waitFor();
    await page.goto(page.url().replace("#/incident/i-one", `${ROOM}/settings`));
    await page.getByRole("button", { name: "Séparer en deux" }).click();
    const window = page.getByRole("dialog");
    await window.getByLabel("Titre du nouvel incident").fill("Panne du standard");
    await window.getByRole("checkbox", { name: /Le standard est muet/ }).check({ force: true });
    await window.getByLabel("Pourquoi ce sont deux incidents").fill("Une panne, sans lien.");
    await window.getByRole("button", { name: "Séparer en deux" }).click();
    await page.getByRole("heading", { level: 1, name: "Panne du standard" }).waitFor();
    await page.getByRole("link", { name: "L’incident d’où il vient" }).waitFor();
    await page.getByRole("link", { name: /^Faits/ }).click();
    await page.locator(".card", { hasText: "Le standard est muet." }).waitFor();
  });

  test("an exercise says EXERCICE across the page, and a real one beside it does not", async () => {
    const { come, openRoom } = await inhabited();
    await openRoom("i-play", { title: "Exercice du trimestre", exercise: true });
    const { page } = await come("chloe", "#/incident/i-play");
    await page.locator(".exercise-band", { hasText: "Exercice du trimestre" }).waitFor();
    await page.goto(page.url().replace("i-play", "i-one"));
    await page.getByRole("heading", { level: 1, name: "Intrusion sur la messagerie" }).waitFor();
    expect(await page.locator(".exercise-band").count()).toBe(0);
    await page.goto(page.url().replace(/#.*/, "#/overview"));
    await page
      .locator(".exercise-band", {
        hasText: "Un incident réel est ouvert aussi : Intrusion sur la messagerie",
      })
      .waitFor();
  });

  test("a closed incident takes what is still learnt, and no work", async () => {
    const { come, act } = await inhabited();
    await act("bob", "i-one", "close", { reason: "Tout est rétabli." });
    const { page } = await come("chloe", ROOM);
    await page.getByText("L’incident est clos : ce qu’on apprend encore s’inscrit ici.").waitFor();
    expect(await page.locator(".composer").getByRole("radio").count()).toBe(3);
    await box(page).fill("Le rapport du prestataire confirme la cause.");
    await page.getByRole("button", { name: "Inscrire le fait" }).click();
    await entry(page, "Le rapport du prestataire confirme la cause.").waitFor();
    await page.goto(page.url().replace(ROOM, `${ROOM}/tasks`));
    await page.getByRole("heading", { name: "Aucune tâche en cours" }).waitFor();
    expect(await page.getByLabel("Nouvelle tâche").count()).toBe(0);
  });

  test("an act that was done at once and refused is said where the reader is", async () => {
    const { come, act } = await inhabited();
    for (let n = 0; n < 30; n++) await act("bob", "i-one", "add-task", { id: `t-${n}`, text: `Tâche ${n}` });
    const { page } = await come("chloe", `${ROOM}/tasks`);
    const last = page.locator(".task", { hasText: "Tâche 29" });
    await last.scrollIntoViewIfNeeded();
    await page.route("**/acts/change-task", (route) => route.abort(), { times: 1 });
    await last.getByRole("button", { name: /^Commencer/ }).click();
    const said = page.getByRole("alert").filter({ hasText: "rien n’a été enregistré" });
    await said.waitFor();
    const seen = await said.boundingBox();
    expect(seen?.y ?? -1).toBeGreaterThan(0);
    expect(seen?.y ?? 1e9).toBeLessThan(page.viewportSize()?.height ?? 0);
    expect(await last.locator(".task-state").textContent()).toBe("à faire");
    await page.getByRole("button", { name: "Fermer" }).click();
    await said.waitFor({ state: "hidden" });
  });

  test("who only reads is offered nothing to do, and sees all", async () => {
    const { come, act } = await inhabited();
    await act("bob", "i-one", "add-task", { id: "t-1", text: "Prévenir l’assurance" });
    const { page } = await come("david", ROOM);
    await page.locator(".beside .task", { hasText: "Prévenir l’assurance" }).waitFor();
    await entry(page, "Prévenir l’assurance").waitFor();
    expect(await page.locator(".composer, .task-acts, .event-acts, .make-report").count()).toBe(0);
    await page.goto(page.url().replace(/#.*/, "#/overview"));
    await page.getByRole("heading", { level: 1, name: /1 incident ouvert/ }).waitFor();
    expect(await page.getByRole("button", { name: "Ouvrir un incident" }).count()).toBe(0);
  });
});
