import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { launch, sideways, violations } from "../support/browsing.ts";
import { expectDone } from "../support/cast.ts";
import { type HttpSink, startHttpSink } from "../support/http-sink.ts";
import { type MailSink, startMailSink } from "../support/mail-sink.ts";
import { mailTo } from "../support/notice-room.ts";
import { openVisits, type Visits } from "../support/room-visit.ts";

/** Telling people, as a town does it: real rooms, a real SMTP server and a real SMS service on loopback. */

let browser: Browser;
let mail: MailSink;
let sms: HttpSink;
let visits: Visits | undefined;

beforeAll(async () => {
  browser = await launch();
});
afterEach(async () => {
  await visits?.stop();
  visits = undefined;
  await mail.close();
  await sms.close();
});
afterAll(() => browser.close());

const PEOPLE = [
  ["c1", "Agnès Martin", "Maire", "maire@ville.test", "06 12 34 56 01"],
  ["c2", "Yann Le Goff", "DGS", "dgs@ville.test", "06 12 34 56 02"],
  ["c3", "Hugo Picard", "Astreinte", "", "02 31 00 00 03"],
] as const;

/** A town with an address book, and channels to the sinks unless `channels` says none. */
async function town(channels: "both" | "none" = "both"): Promise<Visits> {
  mail = await startMailSink();
  sms = await startHttpSink();
  visits = await openVisits(browser, {
    notices: (folder) =>
      channels === "none"
        ? {}
        : {
            channel: [
              mailTo(mail, folder),
              { name: "texto", kind: "sms", url: sms.url, method: "POST", body: "{phone} {text}" },
            ],
          },
  });
  for (const [id, name, work, address, phone] of PEOPLE) {
    const fields = { name, function: work, organisation: "", phones: [phone], mail: address, note: "" };
    expectDone(await visits.cast.chloe.browser.ask("PUT", `/api/contacts/${id}`, { old: null, new: fields }));
  }
  await visits.openRoom("i-one");
  return visits;
}

const headline = (page: Page) => page.getByRole("heading", { level: 1 });
const recipient = (page: Page, name: string) => page.locator(".recipient", { hasText: name });
const call = (page: Page, name: string) => page.locator(".call", { hasText: name });

async function writeToAll(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Toutes" }).click();
  await page.getByText("3 personnes choisies").waitFor();
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("button", { name: "Relire avant l’envoi" }).click();
}

describe("telling people", () => {
  test("a message is read again, goes by mail and SMS, and who is not surely told is called and marked", async () => {
    const { come } = await town();
    const { page, faults, printed } = await come("bob", "#/incident/i-one/notices");
    await page.getByRole("heading", { name: "Personne n’a encore été prévenu d’ici." }).waitFor();
    await page.getByRole("button", { name: "Écrire un message" }).click();
    await page.getByLabel("Objet").fill("Réunion à 18 h");
    await writeToAll(page, "La messagerie est coupée.\nRéunion à 18 h, salle du conseil.");
    const review = page.getByRole("dialog");
    await review.getByText("Réunion à 18 h, salle du conseil.").waitFor();
    await review.getByText(/Il part à 3 personnes\s: courriel à 2 et SMS à 3 au plus\./).waitFor();
    await review.getByText("Ce qui est parti ne se rattrape pas").waitFor();
    expect(mail.got.length + sms.got.length).toBe(0);
    await review.getByRole("button", { name: "Envoyer à 3 personnes" }).click();
    await headline(page).filter({ hasText: "2 personnes prévenues sur 3 ; 1 à appeler." }).waitFor();
    await recipient(page, "Agnès Martin").getByText("prévenu", { exact: true }).waitFor();
    await recipient(page, "Hugo Picard").getByText("aucune adresse").waitFor();
    expect(mail.got.map(({ to }) => to[0]).sort()).toEqual(["dgs@ville.test", "maire@ville.test"]);
    expect(mail.got[0]?.secure).toBe(true);
    expect(sms.got.map(({ body }) => body.slice(0, 12)).sort()).toEqual(["+33612345601", "+33612345602"]);

    expect(await call(page, "Hugo Picard").getByRole("link").getAttribute("href")).toBe("tel:0231000003");
    await page.getByRole("button", { name: "Imprimer la liste d’appel" }).click();
    expect(await printed()).toBe(1);
    await page.emulateMedia({ media: "print" });
    const paper = page.locator(".paper");
    await paper.getByRole("heading", { name: "Liste d’appel – Réunion à 18 h" }).waitFor();
    expect(await paper.getByRole("row").allInnerTexts()).toHaveLength(2);
    await paper.getByText("02 31 00 00 03").waitFor();
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));

    const { page: chloe } = await come("chloe", new URL(page.url()).hash);
    await call(chloe, "Hugo Picard")
      .getByRole("button", { name: /^Prévenu de vive voix/ })
      .click();
    const window_ = chloe.getByRole("dialog", { name: "Hugo Picard est prévenu" });
    await window_.getByLabel("Note, si elle aide").fill("Rappelle dans une heure.");
    await window_.getByRole("button", { name: "Inscrire" }).click();
    await headline(page).filter({ hasText: "Les 3 personnes sont prévenues." }).waitFor();
    await recipient(page, "Hugo Picard").getByText("Prévenu par téléphone").waitFor();
    await recipient(page, "Hugo Picard").getByText("Rappelle dans une heure.").waitFor();
    await recipient(chloe, "Hugo Picard")
      .getByRole("button", { name: /^Reprendre/ })
      .click();
    await chloe.getByRole("dialog").getByLabel("Pourquoi").fill("Mauvais numéro.");
    await chloe.getByRole("dialog").getByRole("button", { name: "Reprendre" }).click();
    await call(page, "Hugo Picard").waitFor();
    await page.getByRole("link", { name: "Tous les messages" }).click();
    await page.locator(".notice-line", { hasText: "2 personnes prévenues sur 3" }).waitFor();
    expect(faults).toEqual([]);
  });

  test("what does not arrive says why and when it is tried again, and can be stopped", async () => {
    const { come } = await town();
    sms.plan = () => ({ how: "status", status: 503 });
    mail.plan = () => ({ at: "rcpt", how: "code", code: 550 });
    const { page } = await come("bob", "#/notices/write");
    await writeToAll(page, "Réunion à 18 h.");
    await page.getByRole("dialog").getByRole("button", { name: "Envoyer à 3 personnes" }).click();
    await headline(page).filter({ hasText: "0 personne prévenue sur 3" }).waitFor();
    await recipient(page, "Agnès Martin")
      .getByText(/par courriel à maire@ville\.test\s: échec/)
      .waitFor();
    await recipient(page, "Agnès Martin")
      .getByText(/nouvel essai/)
      .waitFor();
    await page.getByRole("button", { name: "Arrêter les envois" }).click();
    await page.getByRole("dialog").getByLabel("Pourquoi").fill("La réunion est annulée.");
    await page.getByRole("dialog").getByRole("button", { name: "Arrêter les envois" }).click();
    await page.getByText("La réunion est annulée.").waitFor();
    await recipient(page, "Agnès Martin").getByText("échec", { exact: true }).waitFor();
  });

  test("in an exercise nothing leaves, and it is said before and after", async () => {
    const { come, openRoom } = await town();
    await openRoom("i-play", { title: "Exercice du trimestre", exercise: true });
    const { page } = await come("bob", "#/incident/i-play/notices");
    await page.getByRole("button", { name: "Écrire un message d’exercice" }).click();
    await writeToAll(page, "Exercice : réunion à 18 h.");
    await page
      .getByRole("dialog")
      .getByText(/EXERCICE\s: rien ne sort d’ici/)
      .waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Répéter sans envoyer" }).click();
    await headline(page).filter({ hasText: "Répété : rien n’est parti." }).waitFor();
    await recipient(page, "Yann Le Goff").getByText("répété, rien n’est parti").first().waitFor();
    expect(mail.got.length + mail.sessions + sms.requests).toBe(0);
  });

  test("without any channel the room says what to write where, and still gives the call list", async () => {
    const { come } = await town("none");
    const { page } = await come("bob", "#/notices");
    await page.getByText("Aucun moyen d’envoi n’est réglé").waitFor();
    await page.getByText("[[notices.channel]]").first().waitFor();
    await page.getByRole("button", { name: "Écrire un message" }).click();
    await writeToAll(page, "Réunion à 18 h.");
    await page
      .getByRole("dialog")
      .getByText(/Rien n’est envoyé\s: 3 personnes entrent dans la liste/)
      .waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Faire la liste d’appel" }).click();
    await page.getByRole("heading", { name: "3 personnes à appeler" }).waitFor();
  });

  test("a group is made, changed by two at once without loss, and told with one tick", async () => {
    const { come, cast } = await town();
    const { page } = await come("chloe", "#/notices/groups");
    await page.getByRole("button", { name: "Faire un groupe" }).click();
    const window = page.getByRole("dialog");
    await window.getByLabel("Nom du groupe").fill("Cellule de crise");
    await window.getByRole("checkbox", { name: /Agnès Martin/ }).check({ force: true });
    await window.getByRole("button", { name: "Enregistrer" }).click();
    const line = page.locator(".group-line", { hasText: "Cellule de crise" });
    await line.filter({ hasText: "1 personne" }).waitFor();
    await line.getByRole("button").click();
    await window.getByRole("checkbox", { name: /Yann Le Goff/ }).check({ force: true });
    const { json } = await cast.bob.browser.get("/api/notice-groups");
    const [{ id, name, contacts }] = json.groups;
    const theirs = { name: "Cellule", contacts };
    expectDone(
      await cast.bob.browser.ask("PUT", `/api/notice-groups/${id}`, { old: { name, contacts }, new: theirs }),
    );
    await window.getByRole("button", { name: "Enregistrer" }).click();
    await window.getByRole("alert").filter({ hasText: "Cellule, 1 personnes" }).waitFor();
    await window.getByRole("alert").getByRole("button").click();
    await line.filter({ hasText: "2 personnes" }).waitFor();
    const { page: bob } = await come("bob", "#/notices/write");
    await bob.getByRole("checkbox", { name: /Cellule de crise/ }).check({ force: true });
    await bob.getByText("2 personnes choisies").waitFor();
    const { page: david } = await come("david", "#/notices/write");
    await david.getByText("Seul un responsable envoie un message.").waitFor();
    expect(await david.getByRole("button", { name: "Écrire un message" }).count()).toBe(0);
  });

  test("a draft survives a reload, and a second press sends nothing twice", async () => {
    const { come } = await town();
    const { page } = await come("bob", "#/notices/write");
    await page.getByRole("checkbox", { name: /Agnès Martin/ }).check({ force: true });
    await page.getByRole("textbox", { name: "Message" }).fill("Une seule fois.");
    await page.reload();
    expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("Une seule fois.");
    await page.getByRole("button", { name: "Relire avant l’envoi" }).click();
    await page.route(
      "**/api/notices",
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    const send = page.getByRole("dialog").getByRole("button", { name: "Envoyer à 1 personne" });
    await send.click();
    await page.getByRole("alert").filter({ hasText: "La console n’a pas répondu" }).waitFor();
    await send.click();
    await headline(page).filter({ hasText: "La personne est prévenue." }).waitFor();
    expect(mail.got).toHaveLength(1);
    await page.goto(page.url().replace(/#.*/, "#/notices/write"));
    expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("");
  });
});

describe("for everybody", () => {
  test("no rule of axe is broken and nothing is cut off, in both languages, light and dark, on a phone and enlarged", async () => {
    const { come, cast, house } = await town();
    sms.plan = () => ({ how: "status", status: 503 });
    const body = { id: "n-one", subject: "Réunion", text: "À 18 h.", channels: ["courriel", "texto"] };
    expectDone(await cast.bob.browser.post("/api/notices", { ...body, contacts: ["c1", "c2", "c3"] }));
    const group = { name: "Cellule de crise", contacts: ["c1", "c2"] };
    expectDone(await cast.bob.browser.ask("PUT", "/api/notice-groups/g-one", { old: null, new: group }));
    const looks = [
      { viewport: { width: 1440, height: 900 }, colorScheme: "dark", language: "fr" },
      { viewport: { width: 360, height: 740 }, colorScheme: "light", language: "fr" },
      { viewport: { width: 720, height: 450 }, colorScheme: "dark", language: "en" },
      { viewport: { width: 1440, height: 900 }, colorScheme: "light", language: "en" },
    ] as const;
    for (const look of looks) {
      const { page, leave } = await come("bob", "#/notices", look);
      for (const place of [
        "notices",
        "notices/write",
        "notices/groups",
        "notices/n-one",
        "incident/i-one/notices",
      ]) {
        await page.goto(`${house.url}/#/${place}`);
        await page.locator(".notice-line, .group-line, .recipient, .room-part h2").first().waitFor();
        const where = `${place} ${JSON.stringify(look)}`;
        expect(await violations(page), where).toEqual([]);
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(isWide ? await sideways(page) : [], where).toEqual([]);
      }
      await leave();
    }
  });

  test("a message is written and sent by the keyboard alone", async () => {
    const { come } = await town();
    const { page } = await come("bob", "#/notices/write");
    const reach = async (name: RegExp) => {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press("Tab");
        const named = await page.evaluate(() => {
          const { activeElement: one } = document;
          const label = one?.closest("label, .field, .check")?.textContent ?? "";
          return `${label} ${one?.textContent ?? ""} ${one?.getAttribute("aria-label") ?? ""}`;
        });
        if (name.test(named)) return;
      }
      throw new Error(`not reached: ${name}`);
    };
    await page.getByRole("button", { name: "Relire avant l’envoi" }).waitFor();
    await reach(/Agnès Martin/);
    await page.keyboard.press("Space");
    await reach(/Message/);
    await page.keyboard.type("Réunion à 18 h.");
    await reach(/Relire/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await reach(/Envoyer à 1 personne/);
    await page.keyboard.press("Enter");
    await headline(page).filter({ hasText: "La personne est prévenue." }).waitFor();
  });
});
