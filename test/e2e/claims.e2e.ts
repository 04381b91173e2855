import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { DISPATCH_EN, DISPATCH_FR, TARGET_LIST } from "../support/claims-texts.ts";
import { ClaimsVisits } from "../support/claims-visit.ts";
import { until } from "../support/watch-room.ts";

/** The register as a person works with it: reading, an event, the queue, publishing. */

const visits = new ClaimsVisits();
beforeAll(visits.launch);
afterEach(visits.leave);
afterAll(visits.close);

const noFaults = () => expect(visits.faults()).toEqual([]);

async function readText(page: Page, text: string, publisher: string): Promise<void> {
  await page.getByLabel("Texte", { exact: true }).fill(text);
  await page.getByLabel("Publié par").fill(publisher);
  await page.getByRole("button", { name: "Voir ce qui est compris" }).click();
  await page.getByRole("heading", { name: "Ce qui est compris" }).waitFor();
}

describe("reading", () => {
  test("a dispatch and its translation become one dispatch of one event; nothing is written before one asks", async () => {
    const room = await visits.empty();
    const before = room.journal.count();
    const page = await visits.come(room, "claims");
    await page.getByRole("heading", { name: "Rien n’a encore été lu." }).waitFor();
    await page.locator("main").getByRole("link", { name: "Lire un texte" }).last().click();
    await readText(page, DISPATCH_FR, "Le Quotidien");
    for (const name of ["Lorient", "Roanne", "Quimper", "Castres", "Dole", "Cantal"]) {
      await page.locator(".read-attacks").getByText(name, { exact: true }).waitFor();
    }
    expect(room.journal.count()).toBe(before);
    await page.getByRole("button", { name: "Les phrases dans le texte" }).click();
    const marks = await page.locator(".marked-text mark").allTextContents();
    expect(marks.join(" ")).toContain("n'avoir constaté aucun incident");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await page.getByRole("heading", { name: "Enregistré" }).waitFor();
    await readText(page, DISPATCH_EN, "The Daily");
    await page.getByText("Rejoindra un événement connu.").waitFor();
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await page.getByRole("link", { name: "Voir l’événement" }).click();
    await page.getByText("Une dépêche, 2 versions").waitFor();
    await page.getByRole("heading", { name: "1 source, 2 documents" }).waitFor();
    await page.getByRole("link", { name: "Lire un texte pour cet événement" }).click();
    await page.getByText("Ce qui est lu ici rejoint l’événement").waitFor();
    noFaults();
  }, 90_000);

  test("what is typed outlives a reload, and is gone once recorded", async () => {
    const room = await visits.empty();
    const page = await visits.come(room, "claims/read");
    await page.getByLabel("Texte", { exact: true }).fill(DISPATCH_FR);
    await page.reload();
    expect(await page.getByLabel("Texte", { exact: true }).inputValue()).toBe(DISPATCH_FR);
    await page.getByRole("button", { name: "Voir ce qui est compris" }).click();
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await page.getByRole("heading", { name: "Enregistré" }).waitFor();
    await page.reload();
    expect(await page.getByLabel("Texte", { exact: true }).inputValue()).toBe("");
  }, 60_000);

  test("a list of targets as a file tells which of our routes will be hit", async () => {
    const page = await visits.come(await visits.empty(), "claims/read");
    const chosen = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choisir des fichiers" }).click();
    const file = { name: "cibles.json", mimeType: "application/json", buffer: Buffer.from(TARGET_LIST) };
    await (await chosen).setFiles([file]);
    await page.getByRole("button", { name: "Voir ce qui est compris" }).click();
    const routes = page.locator(".own-routes");
    await routes.waitFor();
    expect(await routes.textContent()).toContain("www.mairie-demonstration.fr/recherche");
    noFaults();
  }, 60_000);

  test("markup in what outsiders write is text", async () => {
    const page = await visits.come(await visits.empty(), "claims/read");
    const hostile = `<b>Titre</b> <img src=x onerror="window.hit=1">\n\n${DISPATCH_FR}`;
    await readText(page, hostile, "<script>window.hit=1</script>");
    await page.getByText("<script>window.hit=1</script>").first().waitFor();
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
    noFaults();
  }, 60_000);
});

describe("an event's page", () => {
  test("sets claims, statements and measurement side by side, each with its figures", async () => {
    const opened = await visits.scene();
    const page = await visits.come(opened.room, `claims/event/${opened.wave}`);
    await page
      .getByRole("heading", {
        level: 1,
        name: "NoName057(16) revendique une attaque par déni de service contre 6",
      })
      .waitFor();
    const card = (name: string) => page.getByRole("article", { name: new RegExp(`^${name}`) });
    const expected: Record<string, RegExp> = {
      Lorient: /Inaccessible selon un seul point de mesure/,
      Roanne: /Inaccessible par sa propre protection/,
      Dole: /Intermittent selon un seul point de mesure/,
      Quimper: /Revendiqué, mais accessible/,
      Castres: /Revendiqué, mais accessible/,
      Cantal: /Non observé/,
    };
    for (const [name, verdict] of Object.entries(expected)) {
      await card(name).getByText(verdict).first().waitFor();
    }
    await card("Lorient")
      .getByText(/relevés sans réponse sur \d+, 1 point de mesure/)
      .waitFor();
    const groups = page.locator(".verdict-groups > div");
    await groups.filter({ hasText: "1 a dit deux choses" }).getByRole("link", { name: "Castres" }).waitFor();
    await groups.filter({ hasText: "2 accessibles" }).getByRole("link", { name: "Quimper" }).waitFor();
    await card("Castres")
      .getByText(/a dit deux choses.*aucun incident.*puis confirme/)
      .waitFor();
    const strip = card("Lorient").locator(".strip-drawing");
    await strip.waitFor();
    expect(await strip.locator(".strip-down").count()).toBeGreaterThan(3);
    expect(await strip.locator(".strip-up").count()).toBeGreaterThan(3);
    await card("Lorient").getByRole("button", { name: "Relevés en tableau" }).click();
    expect(await card("Lorient").getByRole("row").count()).toBeGreaterThan(10);
    noFaults();
  }, 90_000);

  test("a correction shows to all who look, without a reload", async () => {
    const opened = await visits.scene();
    const other = await visits.come(opened.room, `claims/event/${opened.wave}`, { as: "bob member" });
    await other.getByRole("article", { name: /^Quimper/ }).waitFor();
    const page = await visits.come(opened.room, `claims/document/${opened.documents[2]}`);
    await page.getByRole("button", { name: "Castres : pas une attaque" }).click();
    await page.getByText(/écarté par/).waitFor();
    await other.locator("h2", { hasText: "documents" }).waitFor();
    const castres = other.getByRole("article", { name: /^Castres/ });
    await castres.getByText("1 source", { exact: false }).first().waitFor();
    await page.getByRole("button", { name: "Confirmer Castres" }).click();
    await page.getByText(/confirmé par/).waitFor();
    noFaults();
  }, 90_000);
});

describe("the queue", () => {
  test("is worked through with the keyboard: a name is placed, and what was decided can be gone back on", async () => {
    const { room } = await visits.scene();
    const page = await visits.come(room, "claims/queue");
    await page
      .getByRole("heading", { name: "Qui est « Saint-Aubin » ?".replace(/ (?=[»?])|(?<=«) /g, "\u202f") })
      .waitFor();
    await page.locator(".queue-item").focus();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog");
    await dialog
      .getByRole("radio", { name: /Saint-Aubin/ })
      .first()
      .press("Space");
    await dialog.getByLabel("Pourquoi").fill("La radio est du département.");
    await dialog.getByRole("button", { name: "Ajouter" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/tranché/).waitFor();
    const [added] = room.journal
      .read({ after: 0, limit: 500 })
      .filter(({ entry }) => entry.kind === "claims.attack-added");
    expect(added?.entry.body).toMatchObject({ name: "Saint-Aubin", reason: "La radio est du département." });
    await page.getByRole("link", { name: "Revenir dessus" }).click();
    await page.getByRole("button", { name: "Saint-Aubin : pas une attaque" }).click();
    await page.getByText(/écarté par/).waitFor();
    noFaults();
  }, 90_000);

  test("two events that look alike are kept apart with one letter, and not asked about again", async () => {
    const room = await visits.empty();
    const told = (title: string, actor: string) =>
      `${title}\n\nVannes, 5 janvier 2026. Le site internet de la ville de Vannes est inaccessible lundi à la suite d'une attaque par déni de service revendiquée par ${actor}.\n`;
    const read = async (name: string, text: string) =>
      (await room.good("alice member", "POST", "/api/claims/documents", { name, text })).documents[0];
    const first = await read("un.txt", told("Vannes : le site inaccessible", "NoName057(16)"));
    const second = await read("deux.txt", told("Vannes : le site hors ligne", "Dark Storm Team"));
    expect(second.event).not.toBe(first.event);
    const page = await visits.come(room, "claims/queue");
    const asked = page.getByRole("heading", { name: /Est-ce le même événement/ });
    const card = page.locator(".queue-item");
    await card.waitFor();
    while ((await asked.count()) === 0) await card.press("s");
    await card.getByRole("link", { name: "Vannes, 5 janvier 2026" }).first().waitFor();
    await card.press("n");
    await page.getByText(/la question ne sera plus posée/).waitFor();
    const { items } = await room.good("alice observer", "GET", "/api/claims/queue");
    expect(items.filter(({ kind }: { kind: string }) => kind === "same-event")).toEqual([]);
    noFaults();
  }, 90_000);

  test("whom a statement is about can be corrected", async () => {
    const { room, documents } = await visits.scene();
    const page = await visits.come(room, `claims/document/${documents[0]}`);
    await page
      .getByRole("button", { name: /^Corriger la lecture de/ })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    const about = dialog.getByRole("group", { name: "De qui il est question" });
    const other = about.locator("label:not([data-selected])").first();
    const name = (await other.locator("bdi").textContent()) ?? "";
    await other.click();
    await dialog.getByRole("button", { name: "Corriger" }).click();
    await dialog.waitFor({ state: "detached" });
    const [entry] = room.journal
      .read({ after: 0, limit: 1_000 })
      .filter(({ entry: { kind } }) => kind === "claims.statement-reviewed");
    const body = (entry?.entry.body ?? {}) as Partial<Record<"old" | "new", { bodies: string[] }>>;
    expect(body.old?.bodies.length).toBeGreaterThan(0);
    expect(body.new?.bodies.length).toBe((body.old?.bodies.length ?? 0) + 1);
    expect(name).not.toBe("");
    noFaults();
  }, 90_000);

  test("a word that the measurement contradicts is looked at, confirmed, and shown as contradicted", async () => {
    const opened = await visits.scene();
    const { room, wave } = opened;
    const text = `Lorient : la mairie ne constate rien\n\nLorient, 5 janvier 2026. La ville de Lorient n'a constaté aucun incident lundi à 12 h 30 après l'attaque par déni de service revendiquée par NoName057(16) contre son site.\n`;
    await room.good("alice member", "POST", "/api/claims/documents", {
      name: "lorient.txt",
      text,
      event: wave,
    });
    await until(async () => {
      const { items } = await room.good("alice observer", "GET", "/api/claims/queue");
      return items.some(({ kind }: { kind: string }) => kind === "contradiction") ? true : undefined;
    });
    const page = await visits.come(room, "claims/queue");
    const asked = page.getByRole("heading", { name: /Lorient.*se contredisent/ });
    const card = page.locator(".queue-item");
    await card.waitFor();
    while ((await asked.count()) === 0) await card.press("s");
    await card.press("c");
    await page.getByText(/Lorient.*déclaration relue/).waitFor();
    await page.goto(`${room.url}/#/claims/event/${wave}`);
    await page.locator(".verdict-groups > div", { hasText: "1 contredit par la mesure" }).waitFor();
    await page
      .getByRole("article", { name: /^Lorient/ })
      .getByText("La mesure dit le contraire.")
      .first()
      .waitFor();
    noFaults();
  }, 90_000);

  test("letters do nothing while one types, and an observer decides nothing", async () => {
    const { room } = await visits.scene();
    const page = await visits.come(room, "claims/queue", { as: "bob observer" });
    await page.locator(".queue-item").waitFor();
    await page.locator(".queue-item").press("c");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await page.getByRole("button", { name: /^(Confirmer|Dire qui c’est)/ }).count()).toBe(0);
    const member = await visits.come(room, "claims/queue", { as: "bob member" });
    await member.getByRole("button", { name: /Dire qui c’est/ }).waitFor();
    await member.locator("body").press("c");
    expect(await member.getByRole("dialog").count()).toBe(0);
    const entries = room.journal.read({ after: 0, limit: 500 });
    const decided = /^claims\.(attack-reviewed|attack-added|name-dismissed|statement-reviewed)$/;
    expect(entries.filter(({ entry }) => decided.test(entry.kind))).toEqual([]);
    noFaults();
  }, 60_000);
});

describe("publishing", () => {
  test("a lead publishes what they chose, the public reads it without a script, and it can be withdrawn", async () => {
    const opened = await visits.scene();
    const { room, wave } = opened;
    const page = await visits.come(room, `claims/event/${wave}`);
    await page.getByRole("button", { name: "Publier cet événement" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Titre", { exact: true }).fill("Vague du 5 janvier");
    await dialog.getByRole("checkbox", { name: /^Cantal/ }).press("Space");
    await dialog.getByRole("button", { name: "Réponse de Castres" }).click();
    await dialog.getByLabel("Réponse de Castres").fill("Le site a toujours répondu.");
    await dialog.getByRole("button", { name: "Publier", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/Publié le .* 5 organismes/).waitFor();
    const html = await (await fetch(`${room.url}/revendications/${wave}`)).text();
    for (const part of ["Vague du 5 janvier", "Castres", "Le site a toujours répondu."])
      expect(html).toContain(part);
    expect(html).not.toContain("Cantal");
    expect(html).not.toContain("<script");
    await page.getByRole("button", { name: "Retirer la page" }).click();
    await page.getByRole("dialog").getByLabel("Pourquoi").fill("Une erreur de date.");
    await page.getByRole("dialog").getByRole("button", { name: "Retirer", exact: true }).click();
    await page.getByText("Le public n’en lit rien.").waitFor();
    expect((await fetch(`${room.url}/revendications/${wave}`)).status).toBe(404);
    noFaults();
  }, 90_000);

  test("a member is told that a lead publishes, and is not offered it", async () => {
    const { room, wave } = await visits.scene();
    const page = await visits.come(room, `claims/event/${wave}`, { as: "bob member" });
    await page.getByText("Seul un responsable publie.").waitFor();
    expect(await page.getByRole("button", { name: /Publier|Lever l’alerte/ }).count()).toBe(0);
    const observer = await visits.come(room, `claims/event/${wave}`, { as: "bob observer" });
    await observer.getByRole("article", { name: /^Castres/ }).waitFor();
    expect(await observer.getByRole("button", { name: /^(Corriger|Renommer)/ }).count()).toBe(0);
    noFaults();
  }, 60_000);
});
