import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Browser, chromium, type Page } from "playwright-core";
import { type DemoTown, startDemoTown } from "../../demo/server.ts";
import { gatewaySchema, siteSchema } from "../../src/gateway/config.ts";
import { type Gateway, startGateway } from "../../src/gateway/index.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";

/** A citizen in a browser, in front of the demonstration town that is besieged: everything real. */

let browser: Browser;
let demo: DemoTown;
let gateway: Gateway;
let dataFolder: string;
let site: string;

beforeAll(async () => {
  demo = startDemoTown({ port: 0, delayFactor: 0.1 });
  dataFolder = mkdtempSync(join(tmpdir(), "beffroi-siege-"));
  gateway = await startGateway({
    settings: gatewaySchema.parse({ listen: ["127.0.0.1:0"] }),
    sites: [siteSchema.parse({ name: "demo", hosts: ["127.0.0.1"], origin: demo.url, crawl: false })],
    configurationHash: "test",
    dataFolder,
    worker: 0,
    version: "test",
    clock: systemClock,
    log: silentLog,
  });
  site = gateway.urls()[0] ?? "";
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  // Three different visitors have seen the home and the contact page: they are known to be for everybody.
  for (const agent of ["a", "b", "c", "d"])
    for (const path of ["/", "/contact"])
      await fetch(`${site}${path}`, { headers: { accept: "text/html", "user-agent": agent } });
  await gateway.obey("demo", { name: "pin", posture: "siege" });
});
afterAll(async () => {
  await browser.close();
  await gateway.stop("end of the test");
  await demo.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function visitor(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, locale: "fr-FR" });
  return context.newPage();
}

async function writeMessage(page: Page, message: string): Promise<void> {
  await page.goto(`${site}/contact`);
  await page.fill("[name=nom]", "Renée Lefèvre");
  await page.fill("[name=email]", "renee@exemple.fr");
  await page.selectOption("[name=objet]", { index: 1 });
  await page.fill("[name=message]", message);
  await page.click("main form [type=submit]");
}

describe("a first visit in the middle of a siege", () => {
  test("with script: a search goes on by itself and ends at its own address", async () => {
    const page = await visitor(true);
    await page.goto(`${site}/recherche?q=mairie`);
    await page.locator("#beffroi-suite").waitFor({ state: "detached", timeout: 15_000 });
    await page.waitForURL(`${site}/recherche?q=mairie`, { waitUntil: "load" });
    expect(page.url()).toBe(`${site}/recherche?q=mairie`);
    expect(await page.textContent("main")).toContain("mairie");
    await page.context().close();
  }, 30_000);

  test("with script: a message arrives once, word for word, and its receipt is shown", async () => {
    const page = await visitor(true);
    await writeMessage(page, "Bonjour, l'éclairage de la rue du Port est éteint : « depuis lundi » & plus.");
    await page.waitForSelector("text=Message reçu", { timeout: 15_000 });
    expect(await page.locator("#beffroi-suite").count()).toBe(0);
    await page.context().close();
  }, 30_000);

  test("without script: one button, for a search and for a message", async () => {
    const page = await visitor(false);
    await page.goto(`${site}/recherche?q=piscine`);
    await page.click("#beffroi-suite button");
    expect(page.url()).toBe(`${site}/recherche?q=piscine`);
    expect(await page.textContent("main")).toContain("piscine");
    const other = await visitor(false);
    await writeMessage(other, "Bonjour, quand la piscine ouvre-t-elle le dimanche ?");
    expect(await other.textContent("h1")).not.toContain("Message reçu");
    await other.click("#beffroi-suite button");
    expect(await other.textContent("main")).toContain("Message reçu");
    await page.context().close();
    await other.context().close();
  }, 30_000);

  test("who came back once is asked no more", async () => {
    const page = await visitor(false);
    await page.goto(`${site}/recherche?q=piscine`);
    await page.click("#beffroi-suite button");
    await page.goto(`${site}/recherche?q=bibliotheque`);
    expect(await page.locator("#beffroi-suite").count()).toBe(0);
    await page.context().close();
  }, 30_000);

  test("reading never meets the page", async () => {
    const page = await visitor(true);
    const answer = await page.goto(`${site}/`);
    expect(answer?.status()).toBe(200);
    await page.context().close();
  }, 30_000);
});
