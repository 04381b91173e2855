import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { type Console, startConsole } from "../../src/console/index.ts";
import { program } from "../../src/kernel/actor.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { launch, violations } from "../support/browsing.ts";
import { Cast } from "../support/console-harness.ts";
import { type Scene, scenes } from "../support/console-scenes.ts";
import { cutOff } from "../support/cut-off.ts";

/** The console's page in a real browser, under its real content policy. */

const scene = (name: string): Scene => scenes[name] ?? { demo: false, hasDigests: false, sites: [] };

let browser: Browser;
const stops: Array<() => Promise<unknown>> = [];

beforeAll(async () => {
  browser = await launch();
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(() => browser.close());

type Looked = { page: Page; cast: Cast; running: Console; faults: string[] };

/** Opens the page on a scene with figures that run, as a person would. `faults` collects all that the browser complains of. */
async function look(
  name: string,
  options: BrowserContextOptions & { room?: string; ticking?: boolean } = {},
): Promise<Looked> {
  const cast = new Cast(scene(name), systemClock, 900);
  const running = await startConsole({ listen: "127.0.0.1:0", hosts: [] }, cast.dependencies());
  const timer = setInterval(() => {
    if (options.ticking !== false && cast.scene.hasDigests) cast.tick();
  }, 500);
  const context = await browser.newContext({ timezoneId: "Europe/Paris", ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  stops.push(
    () => running.stop(),
    async () => clearInterval(timer),
    () => context.close(),
  );
  await page.goto(`${running.url}/${options.room ?? "#/siege"}`);
  return { page, cast, running, faults };
}

const CALM = /Tout est calme\s: le site répond\./;
const headline = (page: Page) => page.getByRole("heading", { level: 1 });

/** Opens all that opens: explanations, tables, further figures and what they hold. */
async function openFolds(page: Page): Promise<void> {
  const closed = page.locator(".disclosure button[aria-expanded=false]");
  while ((await closed.count()) > 0) await closed.first().click();
}

describe("the live page", () => {
  test("loads under its policy without a complaint, French first, and says how the site is", async () => {
    const { page, faults } = await look("calm");
    await headline(page).filter({ hasText: CALM }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("fr");
    expect(await page.title()).toBe("Calme · mairie · Beffroi");
    expect(await page.getByRole("status").first().textContent()).toContain("Calme");
    await page.locator("canvas").nth(1).waitFor();
    expect(await page.evaluate(() => document.fonts.check('600 16px "Atkinson Hyperlegible Next"'))).toBe(
      true,
    );
    expect(faults).toEqual([]);
  });

  test("shows what changes without being asked: figures, posture, entries", async () => {
    const { page, cast, faults } = await look("calm");
    await page.getByRole("button", { name: /Mémoire, copie, serveur/ }).click();
    const pages = page.locator(".figure", { hasText: "Pages en mémoire" }).locator(".figure-value");
    await pages.filter({ hasText: "412" }).waitFor();
    const town = cast.scene.sites[0];
    if (town === undefined) throw new Error("no site");
    Object.assign(cast.scene, { sites: [{ ...town, posture: "siege", pages: 431 }] });
    stops.push(async () => Object.assign(cast.scene, { sites: [town] }));
    await pages.filter({ hasText: "431" }).waitFor();
    await headline(page)
      .filter({ hasText: /Le site répond\s: \d+ réponses? par seconde/ })
      .waitFor();
    expect(await page.title()).toStartWith("Siège");
    cast.journal.add({
      at: new Date().toISOString(),
      actor: program("gateway-0-f3a9c1"),
      kind: "gateway.purged",
      subject: "mairie",
      body: { by: "url", target: "/<img src=x onerror=alert(1)>", removed: 1 },
    });
    await page.locator(".entries li").first().filter({ hasText: "/<img src=x onerror=alert(1)>" }).waitFor();
    expect(faults).toEqual([]);
  });

  test("speaks English when asked, and remembers it", async () => {
    const { page, faults } = await look("calm");
    await page.getByRole("radio", { name: "English" }).click();
    await headline(page).filter({ hasText: "All is calm: the site answers." }).waitFor();
    await page.reload();
    await headline(page).filter({ hasText: "All is calm: the site answers." }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    expect(faults).toEqual([]);
  });

  test("says that the gateway is silent, and shows dashes instead of old figures", async () => {
    const { page } = await look("calm", { ticking: false });
    await headline(page).filter({ hasText: "La passerelle n’envoie plus de chiffres depuis" }).waitFor();
    const values = await page.locator(".figure-value").allInnerTexts();
    expect(new Set(values)).toEqual(new Set(["—"]));
    expect(await page.getByRole("status").first().textContent()).toContain("Sans nouvelles");
  });

  test("says that the connection is lost and since when, and is back by itself", async () => {
    const { page, cast, running } = await look("calm");
    await headline(page).filter({ hasText: CALM }).waitFor();
    await running.stop();
    await headline(page).filter({ hasText: "La connexion à la console est perdue depuis" }).waitFor();
    expect(await page.getByText(CALM).count()).toBe(0);
    const again = await startConsole({ listen: new URL(running.url).host, hosts: [] }, cast.dependencies());
    stops.push(() => again.stop());
    await headline(page).filter({ hasText: CALM }).waitFor();
  });

  test("shows another site when it is chosen", async () => {
    const { page } = await look("several");
    await page.locator(".site-choice select").selectOption("mediatheque");
    await headline(page).filter({ hasText: "le site est servi depuis la copie" }).waitFor();
    expect(await page.title()).toContain("mediatheque");
  });

  test("names what would not survive, and how to make the copy anew", async () => {
    const { page, faults } = await look("calm");
    await page.getByRole("button", { name: "Chercher ce qui manque" }).click();
    await page.getByText("412 pages gardées sur 423 ; 11 manquent.").waitFor();
    await page.getByRole("cell", { name: "dépose un témoin (cookie)" }).waitFor();
    await page.getByText("npm run beffroi -- site crawl mairie").waitFor();
    expect(faults).toEqual([]);
  });

  test("gives each chart a text and a table", async () => {
    const { page } = await look("siege");
    const chart = page.getByRole("img", { name: /Courbes des 15 dernières minutes.*de mémoire/ });
    await chart.waitFor();
    await page.getByRole("button", { name: "Voir en tableau" }).click();
    expect(await page.getByRole("row", { name: /^\d\d h \d\d/ }).count()).toBe(15);
  });

  test("without a site and without a gateway it still says what is known", async () => {
    const { page, faults } = await look("empty");
    await headline(page).filter({ hasText: "La passerelle n’a encore rien dit." }).waitFor();
    await page.getByText("Le gardien a démarré").waitFor();
    expect(faults).toEqual([]);
  });
});

describe("the siege screen", () => {
  test("says first whether citizens get through, and since when and why", async () => {
    const { page, faults } = await look("siege");
    await headline(page)
      .filter({ hasText: /personnes? attend(ent)?, aucun citoyen refusé depuis une minute/ })
      .waitFor();
    await page.getByText(/Siège depuis .*, car les demandes affluent/).waitFor();
    await page.getByText(/À ce moment\s: demande de 27 fois ce que le serveur peut faire/).waitFor();
    await page.getByText("8 sur 9 places occupées, limite trouvée.").waitFor();
    await page.getByText(/La demande vaut \d+ fois/).waitFor();
    expect(await page.locator("canvas").count()).toBe(4);
    const row = page.getByRole("row", { name: /Citoyens connus d’avant le siège/ });
    expect(await row.getByRole("cell").count()).toBe(3);
    expect(faults).toEqual([]);
  });

  test("says that citizens are refused before anything else", async () => {
    const { page } = await look("siege-lost");
    await headline(page)
      .filter({ hasText: /^Des citoyens ne passent pas\. .* citoyens refusés depuis une minute/ })
      .waitFor();
    expect(await page.locator(".figure-down", { hasText: "Citoyens refusés" }).count()).toBe(1);
  });

  test("in calm is short: no lines, no networks, until one asks", async () => {
    const { page } = await look("calm");
    await headline(page).filter({ hasText: CALM }).waitFor();
    expect(await page.locator("canvas").count()).toBe(2);
    const lines = page.getByRole("heading", { name: "Files d’attente par priorité", exact: true });
    expect(await lines.count()).toBe(0);
    await page.getByRole("button", { name: /Mémoire, copie, serveur/ }).click();
    await lines.waitFor();
  });

  test("lists several sites, the worst first, and looks at the one that is chosen", async () => {
    const { page } = await look("several-besieged");
    const names = page.locator(".site .site-name");
    await names.first().waitFor();
    expect(await names.allInnerTexts()).toEqual(["mediatheque", "mairie", "agglomeration"]);
    await page.getByRole("button", { name: "agglomeration" }).click();
    await headline(page).filter({ hasText: CALM }).waitFor();
    expect(await page.locator(".site-current").textContent()).toContain("agglomeration");
  });

  test("explains its figures, and gives its tables away", async () => {
    const { page, faults } = await look("siege", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("button", { name: "Que veulent dire ces chiffres" }).first().click();
    await page.getByText("Ce chiffre doit rester à zéro.").waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Exporter (CSV) : Réseaux" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^beffroi-mairie-networks-\d{4}-\d\d-\d\dT\d{6}Z\.csv$/);
    const [head, first] = readFileSync(await file.path(), "utf8").split("\r\n");
    expect(head).toBe("\uFEFFRéseau;Demandes;Travail demandé;UTC");
    expect(first).toMatch(/^185\.104\.45\.0\/24;1240;\d+;\d{4}-.*Z$/);
    await page.getByRole("button", { name: /^Copier : Les mieux servis/ }).click();
    await page.getByText("Copié", { exact: true }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.split("\n").length).toBe(7);
    expect(faults).toEqual([]);
  });

  test("a posture that an operator holds says so, and how to give it back", async () => {
    const { page, cast } = await look("calm");
    const town = cast.scene.sites[0];
    if (town === undefined) throw new Error("no site");
    Object.assign(cast.scene, { sites: [{ ...town, pinned: true }] });
    stops.push(async () => Object.assign(cast.scene, { sites: [town] }));
    await page.getByText("Un opérateur impose cette posture").waitFor();
    await page.getByText(/\/api\/sites\/mairie\/posture$/).waitFor();
  });
});

describe("the journal's room", () => {
  test("searches, loads older entries and exports what is shown", async () => {
    const { page, cast, running } = await look("empty");
    for (let n = 0; n < 150; n++) {
      cast.journal.add({
        at: new Date().toISOString(),
        actor: program("gateway-0-f3a9c1"),
        kind: "gateway.purged",
        subject: "mairie",
        body: { by: "url", target: `/page-${n}`, removed: 1 },
      });
    }
    await page.goto(`${running.url}/#/journal`);
    await page.reload();
    await headline(page).filter({ hasText: "151 inscriptions" }).waitFor();
    // Only what is near the window is drawn; each entry says its place among all.
    const first = page.locator(".entries li").first();
    expect(await first.getAttribute("aria-setsize")).toBe("100");
    await page.getByRole("button", { name: "Charger les plus anciennes" }).click();
    await page.getByText("C’est le début de la main courante.").waitFor();
    expect(await first.getAttribute("aria-setsize")).toBe("151");
    await page.getByLabel("Rechercher").fill("PAGE-149");
    await page.getByText("1 sur 151 inscriptions chargées").waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Exporter en JSON" }).click();
    const exported = JSON.parse(readFileSync(await (await download).path(), "utf8")) as {
      timeZone: string;
      entries: { body: { target: string } }[];
    };
    expect(exported.timeZone).toBe("UTC");
    expect(exported.entries.map(({ body }) => body.target)).toEqual(["/page-149"]);
    await page.getByLabel("Rechercher").fill("rien de tel");
    await page.getByText("Rien de tel parmi les 151").waitFor();
  });
});

describe("for everybody", () => {
  test("the keyboard reaches everything, in order, and works it", async () => {
    const { page } = await look("calm");
    await headline(page).filter({ hasText: CALM }).waitFor();
    const reached: string[] = [];
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const { activeElement: at } = document;
        return at === null || at === document.body
          ? ""
          : (at.getAttribute("aria-label") ?? at.textContent ?? "").trim();
      });
      if (name === "") break;
      reached.push(name);
    }
    for (const name of [
      "Aller au contenu",
      "Siège",
      "Main courante",
      "Français",
      "Voir en tableau",
      "Chercher ce qui manque",
    ]) {
      expect(reached).toContain(name);
    }
    expect(reached[0]).toBe("Aller au contenu");
    await page.getByRole("button", { name: "Voir en tableau" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("table.numbers").waitFor();
    await page.getByRole("radio", { name: "Français" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await headline(page).filter({ hasText: "All is calm: the site answers." }).waitFor();
  });

  test.each([
    ["calm", "light", "fr", 1440],
    ["strained", "dark", "en", 1440],
    ["siege", "dark", "fr", 1440],
    ["siege", "light", "en", 320],
    ["siege-lost", "light", "fr", 1440],
    ["sealed", "dark", "fr", 640],
    ["sealed-without-copy", "light", "en", 1440],
    ["several", "dark", "en", 1440],
    ["several-besieged", "light", "fr", 320],
  ] as const)("axe finds nothing: %s, %s, %s, %d wide", async (name, colorScheme, language, width) => {
    const { page, running } = await look(name, { colorScheme, viewport: { width, height: 900 } });
    await page.locator("canvas").first().waitFor();
    if (language === "en") await page.getByRole("radio", { name: "English" }).click();
    await openFolds(page);
    await page.getByRole("button", { name: /Chercher ce qui|Look for what/ }).click();
    await page.locator(".path").first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${running.url}/#/journal`);
    await page.locator(".search").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test.each(["empty", "quiet"])("axe finds nothing where there are no figures: %s", async (name) => {
    const { page } = await look(name);
    await page.getByText("Dernières inscriptions").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test.each([
    ["a small phone", { width: 320, height: 640 }],
    ["a phone", { width: 360, height: 740 }],
    ["a tablet", { width: 1024, height: 768 }],
    ["a screen at 200 %", { width: 640, height: 400 }],
    ["a wall screen", { width: 3840, height: 2160 }],
  ])("nothing is cut off or scrolls sideways on %s", async (_, viewport) => {
    for (const name of ["siege", "several-besieged", "sealed-without-copy"]) {
      const { page } = await look(name, { viewport });
      await page.locator("canvas").first().waitFor();
      await openFolds(page);
      await page.getByRole("button", { name: "Chercher ce qui manque" }).click();
      await page.locator(".path").first().waitFor();
      expect(await cutOff(page)).toEqual([]);
      for (const stop of stops.splice(0).reverse()) await stop();
    }
  });
});
