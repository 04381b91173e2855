import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { oneLine } from "../../src/console/web/room/one-line.ts";
import { launch, violations } from "../support/browsing.ts";
import { cutOff } from "../support/cut-off.ts";
import { openVisits, type Visits } from "../support/room-visit.ts";

/** Every screen of the overview and the crisis room: for everybody, at any width, with whatever people write. */

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

const PARTS = ["", "/tasks", "/decisions", "/facts", "/team", "/evidence", "/reports", "/settings"];
/** Marks of direction, markup, a mask of characters, and a word without end. */
const HOSTILE =
  "<script>alert(1)</script><img src=x onerror=alert(1)> \u202Egnp.exe\u202C \u0627\u0644\u0645\u062F\u064A\u0646\u0629 👩‍👩‍👧‍👦🏳️‍🌈 {name} %2e";
const ENDLESS = "x".repeat(3_900);
const HOUR_MS = 3_600_000;
const iso = (ms: number) => new Date(Date.now() + ms).toISOString();

/** A house with an incident in which there is one of everything, and things that are hard to show. */
async function crowded(text = "Les serveurs sont isolés."): Promise<Visits> {
  visits = await openVisits(browser, { scene: "siege" });
  const { act, openRoom } = visits;
  // Where only a line is taken, the page sends one.
  const line = (charactersMax: number) => oneLine(text).slice(0, charactersMax).trim();
  await openRoom("i-one", { title: line(190), summary: text, occurredAt: iso(-HOUR_MS) });
  await openRoom("i-play", { title: "Exercice du trimestre", kind: "ransomware", exercise: true });
  await openRoom("i-over", { title: "Page défigurée", kind: "defacement" });
  await act("bob", "i-over", "close", { reason: "Page remise." });
  const who = { name: line(120), function: line(120) };
  const late = iso(-HOUR_MS);
  await act("bob", "i-one", "note", { id: "n-1", text, certainty: "fact", source: line(190) });
  await act("chloe", "i-one", "note", { id: "n-2", text, certainty: "hypothesis", occurredAt: late });
  await act("chloe", "i-one", "note", { id: "n-3", text, certainty: "hearsay" });
  await act("bob", "i-one", "weigh-note", {
    id: "n-2",
    old: "hypothesis",
    new: "fact",
    reason: text.slice(0, 900),
  });
  await act("bob", "i-one", "decide", { id: "x-1", text, reason: text.slice(0, 900), decider: who });
  await act("bob", "i-one", "decide", { id: "x-2", text, reason: "À voir.", decider: who });
  await act("bob", "i-one", "revoke-decision", { id: "x-2", reason: text.slice(0, 900), decider: who });
  await act("chloe", "i-one", "add-task", { id: "t-1", text, owner: who, dueAt: late });
  await act("chloe", "i-one", "add-task", { id: "t-2", text: "Sans échéance", owner: null, dueAt: null });
  const done = [{ field: "state", old: "open", new: "done" }];
  await act("chloe", "i-one", "change-task", { id: "t-2", changes: done });
  await act("bob", "i-one", "take-duty", {
    id: "d-1",
    duty: "crisis-lead",
    who,
    from: late,
    until: iso(HOUR_MS),
  });
  const chloe = { name: "Chloé Petit", person: visits.cast.chloe.id };
  await act("bob", "i-one", "take-duty", {
    id: "d-2",
    duty: "other",
    label: line(90),
    who,
    from: late,
    until: null,
  });
  await act("bob", "i-one", "hand-over", { id: "d-2", next: "d-3", to: chloe, until: null, brief: text });
  await act("bob", "i-one", "change", { field: "kind", old: "intrusion", new: "leak" });
  return visits;
}

async function everyPlace(page: Page, url: string, look: (place: string) => Promise<void>): Promise<void> {
  const rooms = [
    "#/overview",
    "#/incident",
    ...PARTS.map((part) => `#/incident/i-one${part}`),
    "#/incident/i-play",
  ];
  for (const place of rooms) {
    await page.goto(`${url}/${place}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    if (place === "#/incident/i-one") await page.getByRole("article").first().waitFor();
    await look(place);
  }
}

describe("for everybody", () => {
  test.each([
    ["light", "fr", 1440],
    ["dark", "en", 1440],
    ["dark", "fr", 360],
    ["light", "en", 720],
  ] as const)(
    "axe finds nothing, and nothing is cut off: %s, %s, %d wide",
    async (colorScheme, language, width) => {
      const { come, house } = await crowded();
      const { page, faults } = await come("chloe", "", {
        colorScheme,
        language,
        viewport: { width, height: 800 },
      });
      await everyPlace(page, house.url, async (place) => {
        expect(await violations(page), place).toEqual([]);
        expect(await cutOff(page), place).toEqual([]);
      });
      expect(faults).toEqual([]);
    },
  );

  test.each([
    ["dark", "fr", 360],
    ["light", "en", 1440],
  ] as const)("axe finds nothing in the windows: %s, %s, %d wide", async (colorScheme, language, width) => {
    const { come, house } = await crowded();
    const { page, faults } = await come("bob", "", {
      colorScheme,
      language,
      viewport: { width, height: 800 },
    });
    const french = language === "fr";
    const windows = [
      ["#/overview", french ? "Ouvrir un incident" : "Open an incident"],
      ["#/incident/i-one/facts", french ? "Corriger" : "Correct"],
      ["#/incident/i-one/facts", french ? "Revoir la certitude" : "Weigh the certainty"],
      ["#/incident/i-one/decisions", french ? "Annuler la décision" : "Revoke the decision"],
      ["#/incident/i-one/team", french ? "Prendre une fonction" : "Take a duty"],
      ["#/incident/i-one/team", french ? "Passer la fonction" : "Hand the duty over"],
      ["#/incident/i-one/settings", french ? "Clore l’incident" : "Close the incident"],
      ["#/incident/i-one/settings", french ? "Séparer en deux" : "Split in two"],
    ] as const;
    for (const [place, button] of windows) {
      await page.goto(`${house.url}/${place}`);
      await page.getByRole("button", { name: button }).first().click();
      await page.getByRole("dialog").waitFor();
      expect(await violations(page), button).toEqual([]);
      expect(await cutOff(page), button).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    expect(faults).toEqual([]);
  });

  test("an empty house says what to do on every screen", async () => {
    visits = await openVisits(browser);
    const { come, openRoom, house } = visits;
    const { page } = await come("bob", "");
    await page.getByText("Si quelque chose arrive, ouvrez un incident").waitFor();
    await openRoom("i-one");
    for (const [part, said] of [
      ["tasks", "Ajoutez ci-dessous ce qu’il faut faire"],
      ["decisions", "Une décision s’inscrit dans le fil"],
      ["facts", "Rien n’est encore établi."],
      ["team", "d’abord qui dirige"],
      ["evidence", "ce qui est gardé ici tôt"],
      ["reports", "Un point dit tout ce que le fil sait"],
    ] as const) {
      await page.goto(`${house.url}/#/incident/i-one/${part}`);
      await page.getByText(said).first().waitFor();
      expect(await violations(page), part).toEqual([]);
    }
  });
});

describe("whatever people write", () => {
  test.each([
    ["markup, directions and signs", HOSTILE],
    ["a word without end", ENDLESS],
    ["many lines", "ligne\n".repeat(600)],
  ])("%s is text, and breaks no screen", async (_, text) => {
    const { come, house } = await crowded(text.trim());
    for (const width of [1440, 360]) {
      const { page, faults } = await come("chloe", "", { viewport: { width, height: 800 } });
      page.on("dialog", (dialog) => faults.push(`a dialog: ${dialog.message()}`));
      await everyPlace(page, house.url, async (place) => {
        expect(await page.locator("main script, main img").count(), place).toBe(0);
        expect(await cutOff(page), place).toEqual([]);
      });
      await page.goto(`${house.url}/#/journal`);
      await page.locator(".entry-text").first().waitFor();
      expect(await page.locator("main script, main img[src=x]").count()).toBe(0);
      expect(faults).toEqual([]);
    }
  });

  test("marks of direction turn nothing but the words that they stand in", async () => {
    const { come } = await crowded(HOSTILE);
    const { page } = await come("chloe", "#/incident/i-one/facts");
    const isolated = await page
      .locator(".said")
      .first()
      .evaluate((element) => getComputedStyle(element).unicodeBidi);
    expect(isolated).toMatch(/isolate/);
  });
});
