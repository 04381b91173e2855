import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Language } from "../../src/console/locales/index.ts";
import { sideways, type VisitorOptions, violations } from "../support/browsing.ts";
import { measuredDay } from "../support/claims-scenes.ts";
import { DISPATCH_FR } from "../support/claims-texts.ts";
import { ClaimsVisits } from "../support/claims-visit.ts";
import { until } from "../support/watch-room.ts";

/** Every screen of the register: for everybody, at any width, on paper, empty, and with whatever outsiders write. */

const visits = new ClaimsVisits();
beforeAll(visits.launch);
afterEach(visits.leave);
afterAll(visits.close);

const noFaults = () => expect(visits.faults()).toEqual([]);

describe("every screen of the register", () => {
  const views: (VisitorOptions & { name: string; language: Language })[] = [
    { name: "wide", language: "fr", viewport: { width: 1440, height: 900 } },
    {
      name: "a phone, dark, in English",
      language: "en",
      viewport: { width: 360, height: 740 },
      colorScheme: "dark",
    },
    { name: "at 200 %", language: "fr", viewport: { width: 720, height: 450 } },
  ];

  test("breaks no rule of accessibility and needs no scrolling sideways", async () => {
    const opened = await visits.scene();
    const { room, wave, documents } = opened;
    const places = [
      "claims",
      `claims/event/${wave}`,
      "claims/body/commune:81065",
      "claims/actors",
      "claims/actor/NoName057(16)",
      "claims/documents",
      `claims/document/${documents[0]}`,
      "claims/queue",
      "claims/read",
      "overview",
    ];
    for (const { name, ...view } of views) {
      const page = await visits.come(room, "claims", view);
      for (const place of places) {
        await page.goto(`${room.url}/#/${place}`);
        await page.locator("main h1").waitFor();
        await until(async () =>
          (await page.locator("main [role=status]", { hasText: "…" }).count()) === 0 ? true : undefined,
        );
        expect(await violations(page), `${name} ${place}`).toEqual([]);
        expect(await sideways(page), `${name} ${place}`).toEqual([]);
      }
    }
    noFaults();
  }, 180_000);

  test("whatever outsiders write, nothing runs, nothing turns and nothing reaches beyond a phone", async () => {
    const room = await visits.empty();
    const hostile = "<img src=x onerror=window.hit=1> \u202Egnp.exe\u202C {name} %2e ";
    const endless = "x".repeat(120);
    const text = `${hostile}${endless}\n\n${DISPATCH_FR.replace("Nuagix", endless)}`;
    const input = {
      name: "depeche.txt",
      text,
      publisher: `${endless} <b>`,
      url: `https://exemple.fr/${endless}`,
    };
    const { documents } = await room.good("alice member", "POST", "/api/claims/documents", input);
    const [{ document, event }] = documents;
    const name = { old: "", new: `<img src=x onerror=window.hit=1> ${endless}` };
    await room.good("alice member", "POST", `/api/claims/events/${event}/name`, name);
    const page = await visits.come(room, "claims", { viewport: { width: 360, height: 740 } });
    for (const place of [
      "claims",
      `claims/event/${event}`,
      `claims/document/${document}`,
      "claims/documents",
      "overview",
      "journal",
    ]) {
      await page.goto(`${room.url}/#/${place}`);
      await page.locator("main h1").waitFor();
      await page.getByText("<img src=x").first().waitFor();
      expect(await sideways(page), place).toEqual([]);
    }
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
    noFaults();
  }, 90_000);

  test("on paper, an event has all its bodies and no buttons", async () => {
    const opened = await visits.scene();
    const page = await visits.come(opened.room, `claims/event/${opened.wave}`);
    await page.getByRole("article", { name: /^Cantal/ }).waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await page.getByRole("article").count()).toBe(6);
  }, 60_000);

  test("without anything, each says what to do", async () => {
    const room = await visits.empty();
    const page = await visits.come(room, "claims");
    for (const [place, words] of [
      ["claims", "Collez un article"],
      ["claims/queue", "Rien n’attend de relecture."],
      ["claims/actors", "Aucun texte lu ne nomme d’auteur."],
      ["claims/documents", "Aucun document."],
      ["claims/body/commune:81065", "Aucune revendication connue contre Castres."],
      ["claims/event/e-0000000000000000", "Cela n’existe pas"],
    ] as const) {
      await page.goto(`${room.url}/#/${place}`);
      await page.getByText(words).first().waitFor();
    }
  }, 60_000);
});

test("the overview says that a site of ours is named", async () => {
  const opened = await visits.scene();
  await until(async () => (opened.room.told.length > 0 ? true : undefined));
  const page = await visits.come(opened.room, "overview");
  await page.getByText("Notre site demo est nommé.").waitFor();
}, 60_000);

test("a day of measurements can be looked at before anything is claimed", async () => {
  const room = await visits.empty();
  await measuredDay(room);
  const page = await visits.come(room, "claims/body/commune:56121");
  await page.getByText("1 de ses sites est sous veille.").waitFor();
}, 60_000);
