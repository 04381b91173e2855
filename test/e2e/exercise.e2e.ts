import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { type Beffroi, startUp } from "../../bench/harness/beffroi.ts";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { runToEnd } from "../../bench/harness/process.ts";
import type { DebriefReport } from "../../src/incidents/events.ts";
import { launch, type Visitor, violations, visit } from "../support/browsing.ts";
import { type Cast, enrol, expectDone, type Name } from "../support/cast.ts";

/** A team at its browsers in front of the real processes: `beffroi up`, `beffroi drill caen`, an origin that dies. */

/** Minutes of the story in one of the clock: the whole afternoon of Caen takes some forty seconds. */
const SPEED = 180;
const PAGE =
  "<!doctype html><html lang=fr><head><title>Ville</title></head><body><p>Accueil</p></body></html>";

const folder = mkdtempSync(join(tmpdir(), "beffroi-exercise-"));
let browser: Browser;
let beffroi: Beffroi;
let origin: ReturnType<typeof Bun.serve>;
let cast: Cast;
const visitors: Visitor[] = [];
const consoleUrl = (path: string) => `http://127.0.0.1:${beffroi.consolePort}${path}`;

beforeAll(async () => {
  browser = await launch();
  origin = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () => new Response(PAGE, { headers: { "content-type": "text/html" } }),
  });
  const site = ["crawl = false", "tickets = false"];
  beffroi = await startUp(folder, { origin: origin.port as number, site }, undefined);
  const SETUP = /^beffroi setup (\S+)$/m;
  await beffroi.process.line(SETUP, 20_000);
  const setup = SETUP.exec(beffroi.process.output())?.[1];
  cast = await enrol(consoleUrl(""), setup, ["bob", "chloe"]);
}, 90_000);
afterAll(async () => {
  for (const visitor of visitors) await visitor.leave();
  await browser.close();
  await beffroi.process.stop();
  await origin.stop(true);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function come(who: Name, place: string): Promise<Visitor> {
  const visitor = await visit(browser, consoleUrl("/healthz"));
  visitors.push(visitor);
  const cookies = [...cast[who].browser.cookies].map(([name, value]) => ({
    name,
    value,
    url: consoleUrl(""),
  }));
  await visitor.page.context().addCookies(cookies);
  await visitor.page.goto(consoleUrl(`/${place}`));
  return visitor;
}

const headline = (page: Page) => page.getByRole("heading", { level: 1 });
const entry = (page: Page, text: string | RegExp) => page.getByRole("article").filter({ hasText: text });
const part = (page: Page, name: string) =>
  page
    .locator(".parts")
    .getByRole("link", { name: new RegExp(`^${name}`) })
    .click();

async function decide(page: Page, text: string, why: string): Promise<void> {
  await page.getByRole("radio", { name: "Décision", exact: true }).check({ force: true });
  await page.locator(".composer-text textarea").fill(text);
  await page.getByLabel("Pourquoi").fill(why);
  await page.getByRole("button", { name: "Inscrire la décision" }).click();
  await entry(page, text).first().waitFor();
}

async function note(page: Page, text: string): Promise<void> {
  await page.getByRole("radio", { name: "Fait", exact: true }).check({ force: true });
  await page.locator(".composer-text textarea").fill(text);
  await page.getByRole("button", { name: "Inscrire le fait" }).click();
  await entry(page, text).first().waitFor();
}

/** What the one who is good with systems does: the sheet, step by step, then the clock of the CNIL. */
async function work(page: Page): Promise<void> {
  await part(page, "Fiches réflexes");
  await page
    .getByRole("button", { name: "Commencer la fiche : Intrusion dans le système d’information" })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Commencer la fiche" }).click();
  const next = page.locator(".next-step");
  for (let step = 0; step < 4; step++) {
    const name = (await next.getByRole("heading", { level: 3 }).textContent()) ?? "";
    const isChoice = (await next.getByRole("radio").count()) > 0;
    if (isChoice) {
      await next.getByRole("radio").first().check({ force: true });
      await next.getByLabel("Pourquoi ce choix").fill("La mémoire des machines sert à l’enquête.");
      await next.getByRole("button", { name: "Inscrire ce choix" }).click();
    } else await next.getByRole("button", { name: "C’est fait" }).click();
    await page.locator(".step-done, .step-chosen").filter({ hasText: name }).waitFor();
  }
  await part(page, "Échéances");
  await page.getByRole("button", { name: "Déclencher une échéance d’exercice" }).click();
  const window = page.getByRole("dialog");
  await window.getByRole("radio", { name: /^Notification de violation de données/ }).check({ force: true });
  await window.getByRole("button", { name: "Déclencher l’échéance" }).click();
  await page.locator(".exercise-frame .clock", { hasText: "Reste" }).waitFor();
}

/** What the one who leads does: decides, tells, answers. */
async function lead(page: Page): Promise<void> {
  await entry(page, "Les pare-feu de la ville alertent").waitFor();
  await decide(page, "Isoler les serveurs du réseau, machines allumées.", "L’intrusion est active.");
  await decide(page, "Mettre les sauvegardes hors d’atteinte.", "Elles sont sur le même réseau.");
  await part(page, "Prévenir");
  await page.getByRole("button", { name: "Écrire un message d’exercice" }).click();
  await page.getByRole("button", { name: "Toutes" }).click();
  await page.getByRole("textbox", { name: "Message" }).fill("Ne redémarrez et ne rebranchez aucun poste.");
  await page.getByRole("button", { name: "Relire avant l’envoi" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Répéter sans envoyer" }).click();
  await headline(page).filter({ hasText: "Répété : rien n’est parti." }).waitFor();
  await page.goBack();
  await part(page, "Fil");
  await decide(page, "Les agents sont prévenus par téléphone et par affiches.", "La messagerie est coupée.");
  await entry(page, "Le conseil municipal est ce soir").waitFor();
  await note(page, "Répondu au maire : le conseil se tient, sans retransmission.");
}

async function playCaen(): Promise<DebriefReport> {
  const args = ["src/main.ts", "drill", "caen", "--speed", String(SPEED), "--json"];
  const where = ["--console", `127.0.0.1:${beffroi.consolePort}`, "--data", beffroi.data];
  const child = Bun.spawn([BUN, ...BUN_FLAGS, ...args, ...where], {
    cwd: ROOT,
    stdout: "pipe",
    stderr: "pipe",
  });
  const [text, faults] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  // Exit code 1: the exercise was played, and something was missed.
  expect([0, 1], faults).toContain(await child.exited);
  return reportIn(text);
}

function reportIn(text: string): DebriefReport {
  const line = text.split("\n").filter(Boolean).at(-1) ?? "";
  const found = JSON.parse(line.startsWith("{") ? line : text) as { report?: DebriefReport } & DebriefReport;
  return found.report ?? found;
}

describe("the word to the public", () => {
  test("is changed in the room while the origin is stopped, and the site serves it", async () => {
    await origin.stop(true);
    const { page, faults } = await come("bob", "#/status");
    await page.getByRole("button", { name: "Nouveau message" }).click();
    await page.getByRole("button", { name: "Cyberattaque" }).click();
    await page.getByRole("button", { name: "Publier…" }).click();
    await page.getByRole("button", { name: "Publier maintenant" }).click();
    await page.getByText("C’est publié.").waitFor();
    const site = `http://127.0.0.1:${beffroi.port}/etat-des-services`;
    const untilMs = Date.now() + 20_000;
    for (;;) {
      const body = await (await fetch(site)).text();
      if (body.includes("La mairie subit une cyberattaque")) break;
      if (Date.now() > untilMs) throw new Error(`the site does not say it: ${body.slice(0, 300)}`);
      await Bun.sleep(200);
    }
    const { page: citizen } = await visit(browser, site).then((visitor) => {
      visitors.push(visitor);
      return visitor;
    });
    await citizen.getByText("La mairie subit une cyberattaque").first().waitFor();
    expect(faults).toEqual([]);
  }, 90_000);
});

describe("a team lives through Caen", () => {
  test("from the first alert to the debrief, and everything is marked as an exercise", async () => {
    const fields = { name: "Agnès Martin", function: "Maire", organisation: "", phones: ["06 12 34 56 01"] };
    expectDone(
      await cast.chloe.browser.ask("PUT", "/api/contacts/c1", {
        old: null,
        new: { ...fields, mail: "maire@ville.test", note: "" },
      }),
    );
    const bob = await come("bob", "#/overview");
    const chloe = await come("chloe", "#/overview");
    await headline(bob.page).filter({ hasText: "Aucun incident ouvert." }).waitFor();
    const played = playCaen();
    for (const { page } of [bob, chloe]) {
      await page.getByRole("link", { name: "Exercice : Caen, 26 septembre 2022" }).first().click();
      await page.locator(".exercise-band", { hasText: "EXERCICE" }).waitFor();
    }
    await Promise.all([lead(bob.page), work(chloe.page)]);
    await part(bob.page, "Exercice");
    await bob.page.getByText("Appel – Agent des ressources humaines").waitFor();
    const report = await played;
    await bob.page.getByRole("heading", { name: /^L’exercice est fini/ }).waitFor();
    const opened = bob.page.context().waitForEvent("page");
    await bob.page.getByRole("link", { name: "Le bilan de l’exercice" }).click();
    const debrief = await opened;
    await debrief.waitForLoadState();
    const paper = (await debrief.locator("body").textContent()) ?? "";
    for (const said of ["EXERCICE", "Serveurs isolés", "Isoler les serveurs du réseau", "Sauvegardes"]) {
      expect(paper).toContain(said);
    }
    const done = new Map(report.lines.map(({ measure, teamMinutes }) => [measure, teamMinutes]));
    for (const measure of ["sheet", "backups", "choice", "isolation", "staff", "mayor", "cnil"]) {
      expect(done.get(measure), measure).not.toBeNull();
    }
    expect(done.get("journalist")).toBeNull();
    expect(report.storyMinutes).toBeGreaterThanOrEqual(120);
    const { json } = await cast.bob.browser.get("/api/clocks");
    expect(json.clocks.map(({ exercise }: { exercise: boolean }) => exercise)).toEqual([true]);
    expect(await violations(bob.page)).toEqual([]);
    expect([...bob.faults, ...chloe.faults]).toEqual([]);
    const checked = await runToEnd(BUN, [
      ...BUN_FLAGS,
      join(ROOT, "src/main.ts"),
      "journal",
      "verify",
      "--data",
      beffroi.data,
    ]);
    expect(checked).not.toBe("");
  }, 180_000);
});
