import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { BUN, BUN_FLAGS, ROOT } from "../../bench/harness/folders.ts";
import { runToEnd } from "../../bench/harness/process.ts";
import type { EventPage, ReadOutcome } from "../../src/claims/answers.ts";
import type { SiteRow } from "../../src/watch/answers.ts";
import type { Round } from "../../src/watch/measure.ts";
import { launch, type Visitor, visit } from "../support/browsing.ts";
import { type HttpSink, startHttpSink } from "../support/http-sink.ts";
import { asks, headline, press } from "../support/residents.ts";
import { roundOf, until } from "../support/watch-room.ts";
import { openWatchingHouse, type WatchingHouse } from "../support/watching-house.ts";
import { type SitePlan, WatchedTown } from "../support/watched-town.ts";

/**
 * Somebody's first hour with the watch and the register of claims, on the real program. Probes are real; four rounds of a site
 * take three minutes, so that the hour before is told by the local prober as what it could not deliver until now.
 */

const HOSTED = ["www.saint-malo.fr", "www.dinan.fr", "www.fougeres.fr"];
const HOST_ADDRESS = "127.0.40.1";
const WELL = "www.lorient.bzh";
const CALM = "www.quimper.bzh";
const SHIELDED = "www.roanne.fr";
const CHALLENGED = "www.nevers.fr";
const EXPIRED = "www.ville-castres.fr";
const DEFACED = "www.dole.fr";
const GONE = "www.aurillac.fr";
const SHAKY = "www.saintes.fr";
const PLAN: SitePlan[] = [
  ...HOSTED.map((host) => ({ host, address: HOST_ADDRESS })),
  { host: WELL, address: "127.0.50.1" },
  { host: CALM, address: "127.0.51.1" },
  { host: SHIELDED, address: "127.0.52.1", mood: "block" },
  { host: CHALLENGED, address: "127.0.57.1", mood: "challenge" },
  { host: EXPIRED, address: "127.0.53.1", isExpired: true },
  { host: DEFACED, address: "127.0.54.1", mood: "defaced" },
  { host: GONE, address: "127.0.55.1", mood: "broken" },
  { host: SHAKY, address: "127.0.56.1" },
];

const MINUTE_MS = 60_000;
/** What takes seconds here may take a minute on a machine that does other work. */
const SOON_MS = 60_000;
/** One round of a site that does not answer, by two points, and some. */
const OUTAGE_MS = 200_000;

const folder = mkdtempSync(join(tmpdir(), "beffroi-first-watch-"));
let browser: Browser;
let town: WatchedTown;
let house: WatchingHouse;
let sink: HttpSink;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  browser = await launch();
  town = await WatchedTown.open(PLAN);
  sink = await startHttpSink();
  const secret = join(folder, "webhook.secret");
  mkdirSync(folder, { recursive: true });
  writeFileSync(secret, "un secret de webhook assez long\n", { mode: 0o600 });
  house = await openWatchingHouse(folder, town, [
    'alert_groups = ["Astreinte"]',
    "[[notices.channel]]",
    'name = "astreinte"',
    'kind = "webhook"',
    `url = "${sink.url}"`,
    `secret_file = "${secret}"`,
  ]);
}, 90_000);

afterAll(async () => {
  await browser.close();
  await house.stop();
  await town.close();
  await sink.close();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

const hostOf = ({ url }: Pick<SiteRow, "url">): string => new URL(url).hostname;
async function row(host: string): Promise<SiteRow> {
  const found = (await house.sites()).find((one) => hostOf(one) === host);
  if (found === undefined) throw new Error(`${host} is not watched`);
  return found;
}

/** Waits until a site's row is as it should be. */
const rowThat = (host: string, isSo: (row: SiteRow) => boolean, deadlineMs = SOON_MS) =>
  until(async () => {
    const found = await row(host);
    return isSo(found) ? found : undefined;
  }, deadlineMs);

const open = (path: string) => page.goto(`${house.url}/#/${path}`);

test("a list is looked at, taken in, and asked", async () => {
  const [, link = ""] = await house.beffroi.process.line(/^beffroi setup (\S+)$/m, 5_000);
  visitor = await visit(browser, link);
  page = visitor.page;
  await page.getByLabel("Nom et prénom").fill("Claire Dubois");
  await page.getByLabel("Mot de passe", { exact: true }).fill("tilleul orage bicyclette");
  await press(page, "Créer mon compte");
  await page.getByRole("button", { name: "Inviter quelqu’un" }).waitFor();
  const contact = { name: "Claire Dubois", function: "Astreinte" };
  expect(await asks(page, "PUT", "/api/contacts/c1", { old: null, new: contact })).toBe(200);
  const group = { name: "Astreinte", contacts: ["c1"] };
  expect(await asks(page, "PUT", "/api/notice-groups/g-astreinte", { old: null, new: group })).toBe(200);
  await open("sites");
  await headline(page, "Aucun site n’est suivi.");
  await open("sites/import");
  await headline(page, "Quels sites faut-il suivre");
  const list = [...PLAN.map(({ host }) => town.url(host)), "pas une adresse", town.url(WELL)];
  await page.getByLabel("La liste").fill(list.join("\n"));
  await press(page, "Examiner la liste");
  await page.getByText(`${list.length} lignes lues`).waitFor();
  await page
    .getByText(/1 ligne refusée/)
    .first()
    .waitFor();
  await page.getByLabel("D’où vient cette liste").fill("Un essai");
  await press(page, `Suivre ces ${PLAN.length} sites`);
  await page
    .locator(".done-note")
    .filter({ hasText: `${PLAN.length} sites ajoutés` })
    .waitFor();
  await until(() => (PLAN.every(({ host }) => town.requests(host).length > 0) ? true : undefined), SOON_MS);
}, 150_000);

test("one point of measurement gives words, and confirms nothing", async () => {
  await house.deliver(await theHourBefore());
  await rowThat(WELL, ({ verdict }) => verdict === "accessible");
  expect(await row(GONE)).toMatchObject({ verdict: "inaccessible", confirmed: false });
  await open("sites");
  await page.getByText("Un seul point de mesure fiable").waitFor();
  await page.getByText(GONE.replace("www.", "")).first().waitFor();
  expect((await house.sites()).filter(({ confirmed }) => confirmed)).toEqual([]);
  expect(await page.locator("main").textContent()).not.toMatch(/(?<!« )confirmé (?!»)/i);
}, 90_000);

/** Eleven rounds of each site that is judged at once, the last before this test. */
async function theHourBefore(): Promise<Round[]> {
  const now = Date.now();
  const sites = await house.sites();
  return sites.flatMap((one) => {
    const host = hostOf(one);
    const address = PLAN.find((site) => site.host === host)?.address ?? "";
    if ([CHALLENGED, EXPIRED, DEFACED].includes(host)) return [];
    return Array.from({ length: 11 }, (_, n) => {
      const isDown = host === GONE || (host === SHAKY && n % 4 > 1);
      return roundOf(one.site, now - (55 - n * 5) * MINUTE_MS - 80_000, isDown ? "down" : "up", {
        address,
        ...(host === SHIELDED ? { protection: "block", content: "not_comparable" } : {}),
      });
    });
  });
}

const DISPATCH_FR = `Des sites de collectivités visés par des pirates prorusses

(AFP) - Le groupe prorusse NoName057(16) a revendiqué sur Telegram des attaques par déni de service contre les sites internet des villes de Lorient, Aurillac, Saintes et Roanne, ainsi que contre celui du département du Cantal.

Le site de la ville d'Aurillac était inaccessible, a constaté une journaliste de l'AFP. La ville de Lorient a indiqué n'avoir constaté aucun incident.

Le parquet de Paris a ouvert une enquête et compte 17 collectivités visées.
`;
const DISPATCH_EN = `Websites of French local authorities hit by pro-Russian hackers

(AFP) - The pro-Russian group NoName057(16) claimed on Telegram denial-of-service attacks on the websites of the cities of Lorient, Aurillac, Saintes and Roanne, and on that of the department of Cantal.

The website of the city of Aurillac was inaccessible, an AFP journalist saw. The city of Lorient said it had not noticed any incident.

The Paris prosecutor has opened an investigation and counts 17 local authorities targeted.
`;
const RANSOMWARE = `La mairie de Guéret victime d'un rançongiciel

La ville de Guéret a annoncé être victime d'une cyberattaque par rançongiciel. Le standard téléphonique et la messagerie sont hors service.
`;

const read = async (name: string, text: string): Promise<ReadOutcome> => {
  const body = { name, text, publisher: name, publishedAt: new Date().toISOString() };
  return (await house.ask("/api/claims/documents", body)).documents[0];
};
const eventOf = (event: string): Promise<EventPage> => house.ask(`/api/claims/events/${event}`);
let event = "";
let readAtMs = 0;

test("a claim in two languages is one dispatch, is judged body by body", async () => {
  readAtMs = Date.now();
  const french = await read("depeche.txt", DISPATCH_FR);
  const english = await read("wire.txt", DISPATCH_EN);
  event = french.event;
  expect(english).toMatchObject({ event, dispatch: french.dispatch });
  const ransomware = await read("gueret.txt", RANSOMWARE);
  const verdicts = await until(async () => {
    const pages = await Promise.all([eventOf(event), eventOf(ransomware.event)]);
    const bodies = pages.flatMap((one) => one.bodies);
    if (bodies.some(({ verdict }) => verdict === null)) return undefined;
    return Object.fromEntries(bodies.map(({ body, verdict }) => [body.name, verdict?.verdict]));
  }, SOON_MS);
  expect(verdicts).toEqual({
    Lorient: "claimed_but_accessible",
    Aurillac: "confirmed_inaccessible",
    Saintes: "confirmed_intermittent",
    Roanne: "inaccessible_own_protection",
    Cantal: "not_observed",
    Guéret: "not_verifiable",
  });
}, 240_000);

test(
  "a second point joins with the token that the console shows once, and then an outage is confirmed",
  async () => {
    await open("sites/vantages");
    await page.getByLabel("Nom", { exact: true }).fill("Lyon");
    await page.getByLabel(/^Identifiant/).fill("lyon");
    await press(page, "Ajouter et montrer le jeton");
    const token = (await page.locator(".handed .copy-text code").first().textContent()) ?? "";
    await house.probe("lyon", token.trim());
    await page.getByText("Deux points français au moins").waitFor({ timeout: SOON_MS });
    await town.shut(HOST_ADDRESS);
    for (const host of HOSTED) {
      await rowThat(host, ({ verdict, confirmed }) => verdict === "inaccessible" && confirmed, OUTAGE_MS);
    }
    const incidents = await until(async () => {
      const found = (await house.ask("/api/watch/hosters")).incidents;
      return found.length > 0 ? found : undefined;
    }, SOON_MS);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ down: HOSTED.length, cause: "tcp.refused" });
  },
  OUTAGE_MS + 180_000,
);

test("who is named is asked more often, which shows on the wire", async () => {
  // Every 15 s, where one at the calm pace comes every 30 s.
  await until(() => (town.requests(WELL, readAtMs).length >= 6 ? true : undefined), 2 * SOON_MS);
  expect(town.requests(CALM, readAtMs).length).toBeLessThan(town.requests(WELL, readAtMs).length);
}, 150_000);

test(
  "a site's page says what it is and why, in words",
  async () => {
    const sentences = async (host: string) => {
      await open(`sites/site/${(await row(host)).site}`);
      await page.locator(".site-name").filter({ hasText: /./ }).waitFor();
      await page.locator(".verdict-cards").waitFor();
      return page.locator("main").textContent();
    };
    const down = await sentences(HOSTED[0] as string);
    expect(down).toMatch(/Inaccessible depuis/);
    expect(down).toMatch(/Incident d’hébergeur\s: 3 des 3 sites/);
    expect(down).toMatch(/Confirmé par au moins deux points/);
    expect(down).not.toMatch(/un seul point/);
    await rowThat(SHIELDED, ({ qualifiers }) => qualifiers.includes("protected"), OUTAGE_MS);
    expect(await sentences(SHIELDED)).toMatch(/protection|protégé/i);
    await rowThat(EXPIRED, ({ qualifiers }) => qualifiers.includes("tls_warning"), OUTAGE_MS);
    expect(await sentences(EXPIRED)).toMatch(/périmé depuis/);
    await rowThat(DEFACED, ({ qualifiers }) => qualifiers.includes("suspected_defacement"), OUTAGE_MS);
    expect(await sentences(DEFACED)).toMatch(/défigur/i);
  },
  3 * OUTAGE_MS,
);

test("the census is the same on the screen and in the table that is taken away", async () => {
  await open("sites/census");
  await press(page, "Recenser");
  const answer = page.getByRole("heading", { level: 1 }).filter({ hasText: /^Le / });
  await answer.waitFor();
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Emporter tout (CSV)" }).click();
  const file = join(folder, "census.csv");
  await (await saving).saveAs(file);
  const lines = (await Bun.file(file).text())
    .replace(/^\uFEFF/, "")
    .trim()
    .split("\r\n");
  const names = (lines[0] ?? "").split(/[;,]/);
  const words = lines.slice(1).map((line) => line.split(/[;,]/)[names.indexOf("verdict")]);
  expect(words).toHaveLength(PLAN.length);
  const count = (word: string) => words.filter((one) => one === word).length;
  const told = await answer.textContent();
  expect(told).toContain(`${count("accessible")} sites répondent`);
  const quiet = count("inaccessible");
  if (quiet > 0) expect(told).toContain(`${quiet} ne répond`);
}, 60_000);

test("a person reviews and publishes, and the public page has no script", async () => {
  const { items } = await house.ask("/api/claims/queue");
  expect(items.length).toBeGreaterThan(0);
  const { documents } = await eventOf(event);
  const correction = {
    document: documents[0]?.document,
    body: "departement:15",
    decision: "corrected",
    old: { body: "departement:15", type: "ddos", actor: "NoName057(16)", event },
    new: { actor: "Un autre groupe" },
    reason: "Le canal du groupe ne le nomme pas.",
  };
  expect(await asks(page, "POST", "/api/claims/reviews/attack", correction)).toBe(200);
  expect(await house.text("/api/claims/corrections.jsonl")).toContain("Un autre groupe");
  const { proposal } = await eventOf(event);
  const publication = { publication: proposal, old: null };
  expect(await asks(page, "POST", `/api/claims/events/${event}/publish`, publication)).toBe(200);
  for (const path of [`/revendications/${event}`, `/claims/${event}`]) {
    const html = await (await fetch(house.url + path)).text();
    expect(html).toContain("Aurillac");
    expect(html).not.toMatch(/<script|javascript:/i);
  }
  const stix = await house.ask(`/api/claims/events/${event}/stix.json`);
  expect(stix.objects.map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(["incident", "identity", "threat-actor", "report"]),
  );
  expect((await house.ask(`/api/claims/events/${event}/misp.json`)).Event).toBeDefined();
  expect(await house.text(`/api/claims/events/${event}/claims.csv`)).toContain("Aurillac");
}, 60_000);

test("the command line reads the same claim, and measures one site", async () => {
  const file = join(folder, "depeche.txt");
  writeFileSync(file, DISPATCH_FR);
  const main = [...BUN_FLAGS, join(ROOT, "src/main.ts")];
  const [line = ""] = (await runToEnd(BUN, [...main, "claims", "read", file, "--json"])).split("\n");
  const { attacks } = JSON.parse(line) as { attacks: { body: { name: string } }[] };
  expect(attacks.map(({ body }) => body.name).sort()).toEqual([
    "Aurillac",
    "Cantal",
    "Lorient",
    "Roanne",
    "Saintes",
  ]);
  const options = ["--json", "--once", "--allow-private", "--config", house.beffroi.settingsFile];
  const env = town.trusted(folder);
  const checked = await runToEnd(BUN, [...main, "check", town.url(CHALLENGED), ...options], { env });
  expect(JSON.parse(checked)).toMatchObject({ outcome: "up", attempts: [{ protection: "challenge" }] });
}, 60_000);

test("who is on call is told once, in one message", async () => {
  const [got] = await until(() => (sink.got.length > 0 ? sink.got : undefined), 2 * SOON_MS);
  expect(got?.body).toContain("Aurillac");
  expect(got?.body).not.toMatch(/Dinan|Fougères/);
  expect(sink.got).toHaveLength(1);
  expect(visitor.faults).toEqual([]);
}, 150_000);
