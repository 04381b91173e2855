import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { type DemoTown, startDemoTown } from "../../demo/server.ts";
import { bannerFor, makeBanner } from "../../src/gateway/banner/banner.ts";
import { spliced } from "../../src/gateway/banner/pages.ts";
import { PrologueReader } from "../../src/gateway/banner/prologue.ts";
import { DEMO_TOWN } from "../../src/drill/demo-town.ts";
import { KeeperEnd, linkPath } from "../../src/gateway/index.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { htmlPage } from "../support/html-pages.ts";
import { StatusRoom } from "../support/status-room.ts";
import { HOST, startTown, type Town, until } from "../support/town.ts";

/** What the public reads, in a real browser: the pages, and the banner on the demonstration town. */

const AXE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const STATEMENT = {
  level: "major",
  fr: {
    title: "Le site et les téléphones de la mairie sont en panne",
    text: "Une attaque informatique est en cours depuis ce matin.\n\nLes guichets restent ouverts.\nVenez avec vos papiers.",
  },
  services: [
    {
      id: "etat-civil",
      fr: "État civil",
      en: "Civil registry",
      state: "paper",
      note: { fr: "naissances et décès" },
    },
    { id: "piscine", fr: "Piscine", state: "works" },
    { id: "titres", fr: "Cartes d’identité et passeports", state: "closed", note: { fr: "jusqu’à lundi" } },
    { id: "cantine", fr: "Inscriptions à la cantine", en: "School meals", state: "degraded" },
  ],
  hours: { fr: "Hôtel de ville : du lundi au vendredi, 8 h 30 - 17 h" },
  phones: [{ fr: "Standard", en: "Switchboard", number: "02 31 30 41 00" }],
  nextUpdateAt: "2026-11-28T17:00:00.000Z",
  banner: {
    on: true,
    fr: "Les téléphones sont en panne, les guichets restent ouverts.",
    en: "Phones are out of order.",
  },
};

let browser: Browser;
const stops: Array<() => Promise<unknown> | unknown> = [];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(() => browser.close());

async function open(url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options);
  stops.push(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  return { page, faults, requests };
}

/** Rules of axe that a page, or a part of it, breaks. Run by the debugger, for its policy lets no script in. */
async function violations(page: Page, part = "html"): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (selector) => {
    type Axe = { run(on: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    const { axe } = window as unknown as { axe: Axe };
    const found = await axe.run(selector);
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }, part);
}

const isCutOff = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

describe("the status page", () => {
  async function openRoom(statement: object | null = STATEMENT): Promise<StatusRoom> {
    const room = await StatusRoom.open();
    stops.push(() => room.stop());
    if (statement !== null) {
      const answer = await room.ask("alice", "POST", "/api/status-page", { ...statement, old: null });
      expect(answer.status).toBe(200);
    }
    return room;
  }

  test.each([
    ["/etat", "light", 1280],
    ["/etat", "dark", 1280],
    ["/etat", "light", 320],
    ["/status", "light", 320],
    ["/status", "dark", 640],
  ] as const)(
    "%s, %s, %d wide: axe finds nothing, nothing is cut off, nothing else is asked for",
    async (path, colorScheme, width) => {
      const room = await openRoom();
      const { page, faults, requests } = await open(`${room.url}${path}`, {
        colorScheme,
        viewport: { width, height: 800 },
      });
      expect(await violations(page)).toEqual([]);
      expect(await isCutOff(page)).toBe(false);
      expect(faults).toEqual([]);
      expect(requests).toEqual([`${room.url}${path}`]);
    },
  );

  test("is styled, says what counts first, and has no script", async () => {
    const room = await openRoom();
    const { page } = await open(`${room.url}/etat`);
    const level = page.getByText("Perturbation majeure");
    expect(await level.isVisible()).toBe(true);
    expect(await page.locator("header").evaluate((header) => getComputedStyle(header).backgroundColor)).toBe(
      "rgb(31, 58, 95)",
    );
    expect(await page.locator("script").count()).toBe(0);
    await page.getByRole("link", { name: "English" }).click();
    await page.getByText("Major disruption").waitFor();
    expect(page.url()).toBe(`${room.url}/status`);
  });

  test("can be read at twice the size of text, and on paper without colour", async () => {
    const room = await openRoom();
    const { page } = await open(`${room.url}/etat`, { viewport: { width: 360, height: 740 } });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    expect(await isCutOff(page)).toBe(false);
    await page.emulateMedia({ media: "print" });
    const colours = await page.evaluate(() =>
      [...document.querySelectorAll("main *, header *")].map((one) => getComputedStyle(one).color),
    );
    expect(new Set(colours)).toEqual(new Set(["rgb(0, 0, 0)"]));
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(5_000);
  });

  test("says when nothing is said, and in an exercise that it is one", async () => {
    const room = await openRoom(null);
    const empty = await open(`${room.url}/etat`);
    expect(await empty.page.getByText("Aucun message en cours.").isVisible()).toBe(true);
    expect(await violations(empty.page)).toEqual([]);
    await room.ask("alice", "POST", "/api/status-page", { ...STATEMENT, old: null, exercise: true });
    const rehearsal = await open(`${room.url}/api/status-page/rehearsal?lang=fr`, {
      extraHTTPHeaders: { "x-test-person": "alice" },
    });
    expect(await rehearsal.page.getByText("EXERCICE").count()).toBe(2);
    expect(await violations(rehearsal.page)).toEqual([]);
  });
});

describe("the banner", () => {
  let demo: DemoTown;
  let town: Town;

  async function openTown(headers: Record<string, string> = {}): Promise<string> {
    demo = startDemoTown({ port: 0, delayFactor: 0 });
    stops.push(() => demo.stop());
    const answer = async (_: Request, { pathname, search }: URL) => {
      const from = await fetch(demo.url + pathname + search, { decompress: false });
      const all = new Headers(from.headers);
      for (const [name, value] of Object.entries(headers)) all.set(name, value);
      return new Response(from.body, { status: from.status, headers: all });
    };
    town = await startTown({ answer, site: { banner: true, hosts: ["127.0.0.1", HOST] } });
    stops.push(() => town.stop());
    const keeper = new KeeperEnd({
      path: linkPath(town.dataFolder),
      clock: systemClock,
      log: silentLog,
      record: () => {},
    });
    stops.push(() => keeper.close());
    const room = await StatusRoom.open();
    stops.push(() => room.stop());
    await room.ask("alice", "POST", "/api/status-page", { ...STATEMENT, old: null });
    keeper.tellPublic(room.told.at(-1) as NonNullable<(typeof room.told)[0]>);
    await until(
      async () => (await town.get("/")).headers.get("vary")?.includes("sec-fetch-dest") === true,
      "it",
    );
    return town.url;
  }

  test.each([
    ["as the town sends its pages", {}],
    ["under a strict policy", { "content-security-policy": "default-src 'self'; style-src 'self'" }],
  ])("is seen first on the demonstration town %s, and leads to the page", async (_, headers) => {
    const url = await openTown(headers);
    for (const width of [1280, 360]) {
      const { page, faults } = await open(`${url}/`, { viewport: { width, height: 800 } });
      const banner = page.getByRole("region", { name: "Message de la mairie" });
      expect(await banner.isVisible()).toBe(true);
      const box = await banner.boundingBox();
      expect(box?.y).toBeLessThan(60);
      expect(box?.width).toBeGreaterThan(width * 0.8);
      expect(await page.evaluate(() => document.body.firstElementChild?.id)).toBe("beffroi-banner");
      expect(await violations(page, "#beffroi-banner")).toEqual([]);
      expect(faults.filter((fault) => /style/i.test(fault))).toEqual([]);
      await banner.getByRole("link").click();
      await page.getByText("Perturbation majeure").waitFor();
      expect(page.url()).toBe(`${url}/etat-des-services`);
    }
  });

  test("changes nothing else of a document, as the browser's own parser reads it", async () => {
    const DOCUMENTS = 2_000;
    const banner = makeBanner({ fr: "Panne <générale>", en: "Outage" }, "/etat-des-services");
    const context = await browser.newContext();
    stops.push(() => context.close());
    const page = await context.newPage();
    const text = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const pairs: Array<{ seed: number; before: string; after: string }> = [];
    demo = startDemoTown({ port: 0, delayFactor: 0 });
    stops.push(() => demo.stop());
    const townPages = await Promise.all(
      DEMO_TOWN.pages.map(async (target) => (await fetch(demo.url + target)).bytes()),
    );
    for (let seed = 0; seed < DOCUMENTS; seed++) {
      const bytes = townPages[seed] ?? htmlPage(seed);
      const place = new PrologueReader().push(bytes);
      if (place === undefined || place === "never") continue;
      const after = spliced(bytes, bannerFor(banner, place, seed % 2 === 0), place.at);
      pairs.push({ seed, before: text(bytes), after: text(after) });
    }
    expect(pairs.length).toBeGreaterThan(DOCUMENTS / 2);
    const broken = await page.evaluate((all) => {
      const parse = (html: string) => new DOMParser().parseFromString(html, "text/html");
      return all.flatMap(({ seed, before, after }) => {
        const [one, other] = [parse(before), parse(after)];
        const found = other.querySelectorAll("#beffroi-banner");
        const isInBody = found.length === 1 && found[0]?.parentNode === other.body;
        found[0]?.remove();
        return isInBody && one.documentElement.outerHTML === other.documentElement.outerHTML ? [] : [seed];
      });
    }, pairs);
    expect(broken).toEqual([]);
  });
});
