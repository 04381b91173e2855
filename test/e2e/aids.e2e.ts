import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { launch, sideways, violations } from "../support/browsing.ts";
import { openVisits, type Visits } from "../support/room-visit.ts";

/** Clocks of law and reflex sheets, as people use them: real rooms, real journal, real browsers. */

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

const CLOCKS = "#/incident/i-one/clocks";
const SHEETS = "#/incident/i-one/sheets";
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

async function inhabited(): Promise<Visits> {
  visits = await openVisits(browser);
  await visits.openRoom("i-one", { title: "Rançongiciel à la mairie", kind: "ransomware" });
  return visits;
}

const card = (page: Page, name: string) => page.locator(".clock").filter({ hasText: name });
const item = (page: Page, name: string) => page.locator(".clock-item").filter({ hasText: name });
const stage = (page: Page, name: RegExp) => page.locator(".clock-stage").filter({ hasText: name });

async function startFromTheRoom(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Déclencher une échéance" }).click();
  const window = page.getByRole("dialog");
  await window.getByRole("radio", { name: /^Notification de violation de données/ }).check({ force: true });
  await window.getByText("raisonnablement certain").waitFor();
  await window.getByText("Les 72 heures courent aussi la nuit").waitFor();
  await window.getByLabel("Connu depuis").selectOption("-60");
  await window.getByRole("button", { name: "Déclencher l’échéance" }).click();
  await card(page, "Notification de violation de données").waitFor();
}

describe("clocks of law", () => {
  test("one is started, filled in by two people, drafted, sent with its reference, and followed by what is missing", async () => {
    const { come, act } = await inhabited();
    await act("bob", "i-one", "note", {
      id: "n-one",
      text: "Les dossiers du CCAS ont été lus.",
      certainty: "fact",
    });
    const { page: bob, faults } = await come("bob", CLOCKS);
    await bob.getByRole("heading", { name: "Aucune échéance légale n’est déclenchée." }).waitFor();
    await startFromTheRoom(bob);
    const left = bob.locator(".clock-left-words");
    expect(await left.textContent()).toMatch(/^Reste 7[01]\sh\s\d\d\smin$/);
    await bob.getByRole("heading", { name: "8 éléments exigés manquent, sur 8" }).waitFor();

    const { page: chloe } = await come("chloe", CLOCKS);
    await item(bob, "Nature de la violation").getByRole("button").click();
    await bob.getByLabel("Nature de la violation").fill("Quatre serveurs chiffrés.");
    await item(chloe, "Nature de la violation").getByRole("button").click();
    await chloe.getByLabel("Nature de la violation").fill("Chiffrement, lecture possible.");
    await chloe.getByLabel("Nature de la violation").press("Control+Enter");
    await item(chloe, "Nature de la violation").getByText("Chiffrement, lecture possible.").waitFor();
    await bob.getByRole("button", { name: "Inscrire", exact: true }).click();
    const conflict = bob.getByRole("alert").filter({ hasText: "Chiffrement, lecture possible." });
    await conflict.getByRole("button").click();
    await item(chloe, "Nature de la violation").getByText("Quatre serveurs chiffrés.").waitFor();
    await bob.getByRole("heading", { name: "7 éléments exigés manquent, sur 8" }).waitFor();

    const opened = bob.context().waitForEvent("page");
    await bob.getByRole("link", { name: "Ouvrir le brouillon pour la CNIL" }).click();
    const draft = await opened;
    await draft.waitForLoadState();
    const paper = (await draft.locator("body").textContent()) ?? "";
    expect(paper).toContain("Quatre serveurs chiffrés.");
    expect(paper).toContain("Les dossiers du CCAS ont été lus.");
    expect(paper.match(/MANQUE/g)?.length).toBe(7);

    await bob.getByRole("button", { name: /^C’est transmis : Notification, même incomplète/ }).click();
    const window = bob.getByRole("dialog");
    await window.getByText("7 éléments exigés manquent encore").waitFor();
    await window.getByLabel("Référence, si on en a reçu une").fill("FR-2026-1128");
    await window.getByRole("button", { name: "Inscrire comme transmis" }).click();
    await stage(chloe, /FR-2026-1128/)
      .getByText("Transmis", { exact: true })
      .waitFor();
    await stage(chloe, /Notification complémentaire/)
      .getByText("Dès que possible")
      .waitFor();
    expect(faults).toEqual([]);
  });

  test("the moment is corrected, and the clock is stopped with its reason", async () => {
    const { come, act } = await inhabited();
    await act("bob", "i-one", "start-clock", { id: "k-one", rule: "complaint-72h", awareAt: hoursAgo(1) });
    const { page } = await come("chloe", CLOCKS);
    await page.getByRole("button", { name: /^Corriger le moment/ }).click();
    const window = page.getByRole("dialog");
    const { year, month, day } = { year: new Date().getFullYear(), month: "01", day: "02" };
    await window.locator('input[type="datetime-local"]').fill(`${year}-${month}-${day}T09:00`);
    await window.getByLabel("Pourquoi").fill("Le prestataire avait écrit avant.");
    await window.getByRole("button", { name: "Corriger et recompter" }).click();
    await page.locator(".clock-late .clock-left-words", { hasText: "Dépassée de" }).waitFor();
    await page.getByRole("button", { name: /^Arrêter/ }).click();
    await window.getByRole("radio", { name: /^La règle ne s’applique pas/ }).check({ force: true });
    await window.getByLabel("Ce qui le montre").fill("Aucun contrat ne couvre ces pertes.");
    await window.getByRole("button", { name: "Arrêter l’échéance" }).click();
    await page.getByRole("heading", { name: "Plus aucune échéance ne court." }).waitFor();
    await card(page, "Sans objet").getByText("Aucun contrat ne couvre ces pertes.").waitFor();
    await page.getByRole("link", { name: "Fil", exact: true }).click();
    const feed = page.getByRole("article");
    await feed
      .filter({ hasText: "Moment corrigé" })
      .filter({ hasText: "Le prestataire avait écrit" })
      .waitFor();
    await feed.filter({ hasText: "Échéance arrêtée" }).waitFor();
  });

  test("one that is late is seen from every room, and no band says only that all is well", async () => {
    const { come, act, house } = await inhabited();
    const { page } = await come("david", "#/journal");
    await page.locator(".band", { hasText: "1 incident ouvert" }).waitFor();
    expect(await page.locator(".band").textContent()).not.toContain("tout va bien");
    await act("bob", "i-one", "start-clock", { id: "k-one", rule: "gdpr-33", awareAt: hoursAgo(60) });
    await page.locator(".band-deadline-due-soon", { hasText: /Reste 1[0-3]\s?h/ }).waitFor();
    await act("bob", "i-one", "start-clock", { id: "k-two", rule: "complaint-72h", awareAt: hoursAgo(80) });
    // A clock outlives its incident: the law does not close with it.
    await act("bob", "i-one", "close", { reason: "Tout est rétabli." });
    const link = page.locator(".band-deadline-late", { hasText: /Dépassée de [78]\s?h/ });
    for (const room of ["siege", "people", "settings", "status", "notices", "overview"]) {
      await page.goto(`${house.url}/#/${room}`);
      await link.waitFor();
    }
    await page.locator(".urgent-clock", { hasText: "Dépôt de plainte exigé par l’assurance" }).waitFor();
    await page.getByRole("heading", { name: "Échéances" }).waitFor();
    await link.click();
    await card(page, "Dépôt de plainte").getByText("En retard").first().waitFor();
    expect(await page.getByRole("button", { name: /^C’est transmis/ }).count()).toBe(0);
  });

  test("an exercise's clock stands apart, marked, and never among those of law", async () => {
    const { come, act, openRoom } = await inhabited();
    await openRoom("i-play", { title: "Exercice du trimestre", exercise: true });
    await act("bob", "i-play", "start-clock", { id: "k-play", rule: "gdpr-33", awareAt: hoursAgo(1) });
    const { page, faults } = await come("bob", "#/incident/i-play/clocks");
    await page.locator(".exercise-frame .clock", { hasText: "EXERCICE" }).waitFor();
    expect(await page.locator(".room-part > section .clock").count()).toBe(0);
    await page.locator(".band-deadline", { hasText: "EXERCICE" }).waitFor();
    await act("bob", "i-one", "start-clock", { id: "k-real", rule: "gdpr-33", awareAt: hoursAgo(1) });
    await page.locator(".band-deadline:not(:has(.exercise))", { hasText: "Notification" }).waitFor();
    expect(faults).toEqual([]);
  });

  test("what is typed survives a reload", async () => {
    const { come, act } = await inhabited();
    await act("bob", "i-one", "start-clock", { id: "k-one", rule: "gdpr-33", awareAt: hoursAgo(1) });
    const { page } = await come("chloe", CLOCKS);
    await item(page, "Conséquences probables").getByRole("button").click();
    await page.getByLabel("Conséquences probables").fill("Usurpations d’identité.");
    await page.reload();
    expect(await page.getByLabel("Conséquences probables").inputValue()).toBe("Usurpations d’identité.");
    await page.getByRole("button", { name: "Inscrire", exact: true }).click();
    await item(page, "Conséquences probables").getByText("Usurpations d’identité.").waitFor();
  });
});

describe("reflex sheets", () => {
  test("one that fits is read, begun, ticked by the keyboard, chosen with a reason, skipped, opened again and printed", async () => {
    const { come, act } = await inhabited();
    await act("bob", "i-one", "take-duty", {
      id: "d-it",
      duty: "log-keeper",
      who: { name: "Agnès Martin" },
      from: hoursAgo(0),
    });
    const { page, faults, printed } = await come("chloe", SHEETS);
    await page.getByRole("heading", { name: "1 fiche convient à cet incident" }).waitFor();
    await page.getByRole("button", { name: "Lire : Rançongiciel" }).click();
    await page.getByRole("dialog").getByText("Mettre les sauvegardes hors d’atteinte").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Commencer la fiche : Rançongiciel" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Commencer la fiche" }).click();
    const next = page.locator(".next-step");
    await next.getByText("À faire maintenant").waitFor();
    await next.getByText("Cette fonction est tenue par Agnès Martin.").waitFor();
    const first = (await next.getByRole("heading").textContent()) ?? "";
    await next.getByLabel("Note, si elle aide").fill("Trois postes.");
    await page.keyboard.press("Control+Enter");
    await page.locator(".step-done", { hasText: first }).filter({ hasText: "Trois postes." }).waitFor();

    const second = (await next.getByRole("heading").textContent()) ?? "";
    expect(second).not.toBe(first);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(second);
    await next.getByRole("button", { name: "Passer" }).click();
    const window = page.getByRole("dialog");
    await window.getByLabel("Pourquoi").fill("Le prestataire l’a fait.");
    await window.getByRole("button", { name: "Passer l’étape" }).click();
    await page.locator(".step-skipped", { hasText: "Le prestataire l’a fait." }).waitFor();

    await next.getByRole("heading", { name: "Couper le réseau ou le courant ?" }).waitFor();
    await next.getByText("par défaut").waitFor();
    const choose = next.getByRole("button", { name: "Inscrire ce choix" });
    await next.getByRole("radio").first().check({ force: true });
    expect(await choose.isDisabled()).toBe(true);
    await next.getByLabel("Pourquoi ce choix").fill("La mémoire sert à l’enquête.");
    await choose.click();
    await page.locator(".step-chosen", { hasText: "La mémoire sert à l’enquête." }).waitFor();

    await page
      .locator(".step-done")
      .getByRole("button", { name: /^Rouvrir/ })
      .click();
    await window.getByLabel("Pourquoi").fill("Coché trop tôt.");
    await window.getByRole("button", { name: "Rouvrir l’étape" }).click();
    await next.getByRole("heading", { name: first }).waitFor();
    await page.getByRole("button", { name: "Imprimer la fiche" }).click();
    expect(await printed()).toBe(1);
    const paper = await page.locator(".paper").textContent();
    expect(paper).toContain("La mémoire sert à l’enquête.");
    await page.getByRole("link", { name: "Fil", exact: true }).click();
    await page
      .getByRole("article")
      .filter({ hasText: "Étape rouverte" })
      .filter({ hasText: "Coché trop tôt." })
      .waitFor();
    expect(faults).toEqual([]);
  });

  test("what one ticks another sees, and an observer ticks nothing", async () => {
    const { come, act, cast } = await inhabited();
    const { json } = await cast.bob.browser.get("/api/playbooks");
    const { playbook } = json.playbooks.find((one: { kinds: string[] }) => one.kinds.includes("ransomware"));
    await act("bob", "i-one", "start-playbook", { id: "p-one", playbook });
    const { page } = await come("david", SHEETS);
    await page.locator(".next-step").waitFor();
    expect(await page.getByRole("button", { name: "C’est fait" }).count()).toBe(0);
    expect(await page.getByRole("button", { name: /^Commencer la fiche/ }).count()).toBe(0);
    const { json: before } = await cast.bob.browser.get("/api/incidents/i-one/playbooks");
    const [step] = before.runs[0].steps;
    await act("chloe", "i-one", "do-step", { id: "p-one", step: step.step });
    await page.locator(".step-done", { hasText: step.name.fr }).filter({ hasText: "Chloé Petit" }).waitFor();
  });
});

describe("for everybody", () => {
  test("no rule of axe is broken and nothing is cut off, in both languages, light and dark, on a phone and enlarged", async () => {
    const { come, act, cast, openRoom, house } = await inhabited();
    await act("bob", "i-one", "start-clock", { id: "k-one", rule: "gdpr-33", awareAt: hoursAgo(60) });
    await act("bob", "i-one", "start-clock", { id: "k-two", rule: "complaint-72h", awareAt: hoursAgo(80) });
    const { json } = await cast.bob.browser.get("/api/playbooks");
    await act("bob", "i-one", "start-playbook", { id: "p-one", playbook: json.playbooks[0].playbook });
    await openRoom("i-play", { title: "Exercice", exercise: true });
    await act("bob", "i-play", "start-exercise", {
      id: "x-one",
      scenario: "caen",
      speed: 60,
      storyAt: "2022-09-26T14:00:00.000Z",
    });
    await act("bob", "i-play", "start-clock", { id: "k-play", rule: "birth", awareAt: hoursAgo(1) });
    const looks = [
      { viewport: { width: 1440, height: 900 }, colorScheme: "light", language: "fr" },
      { viewport: { width: 360, height: 740 }, colorScheme: "dark", language: "fr" },
      { viewport: { width: 720, height: 450 }, colorScheme: "light", language: "en" },
      { viewport: { width: 1440, height: 900 }, colorScheme: "dark", language: "en" },
    ] as const;
    for (const look of looks) {
      const { page, leave } = await come("bob", "#/overview", look);
      for (const place of [
        "#/overview",
        CLOCKS,
        SHEETS,
        "#/incident/i-one",
        "#/incident/i-play/exercise",
        "#/incident/i-play/clocks",
      ]) {
        await page.goto(`${house.url}/${place}`);
        await page.locator(".clock, .next-step, .clock-line, .measures, .event").first().waitFor();
        const where = `${place} ${JSON.stringify(look)}`;
        expect(await violations(page), where).toEqual([]);
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(isWide ? await sideways(page) : [], where).toEqual([]);
      }
      await leave();
    }
  });
});
