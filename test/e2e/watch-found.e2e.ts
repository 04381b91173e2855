import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import type { SiteList } from "../../src/watch/events.ts";
import { row, rows, WatchVisits } from "../support/watch-visit.ts";

/** What is done with the sites that a search or a filter of the national list found, in a real browser on its real room. */

const LIST = ["https://www.marseille.fr/", "https://www.tarbes.fr/", "https://www.pau.fr/"];
const PATIENT_MS = 120_000;

const visits = new WatchVisits();
beforeAll(visits.launch);
beforeEach(visits.open);
afterEach(visits.leave);
afterAll(visits.close);

describe("the sites that were found", () => {
  test(
    "are tagged together, the tag filters them, and is taken away again",
    async () => {
      await visits.importList([...LIST, "https://www.service.example-ville.fr/"]);
      const { page, faults } = await visits.look("/list/kind/commune");
      await page.getByRole("button", { name: "Étiqueter ces 3 sites" }).click();
      const dialog = page.getByRole("dialog", { name: "Étiqueter 3 sites trouvés" });
      await dialog.getByText("3 sites porteront ces étiquettes").waitFor();
      await dialog.getByRole("textbox", { name: "Étiquettes" }).fill("à rappeler, sud");
      await dialog.getByRole("button", { name: "Étiqueter ces 3 sites" }).click();
      await page.getByText("3 sites ont reçu").waitFor();
      await page.getByLabel("Étiquette", { exact: true }).selectOption({ label: "sud (3)" });
      await page.waitForURL(/tag\/sud$/);
      await page.getByText("3 sites trouvés").waitFor();
      await page.getByRole("button", { name: "Étiqueter ces 3 sites" }).click();
      await page.getByText("Retirer ces étiquettes").click();
      await page.getByRole("dialog").getByRole("textbox", { name: "Étiquettes" }).fill("sud");
      await page.getByRole("button", { name: "Retirer de ces 3 sites" }).click();
      await page.getByText("Aucun site ne correspond.").waitFor();
      const left = (await (await fetch(`${visits.stage.url}/api/watch/sites`)).json()) as SiteList;
      const tags = ["essai", "à rappeler"];
      expect(left.sites.map((site) => site.tags)).toEqual(
        expect.arrayContaining([["essai"], tags, tags, tags]),
      );
      expect(faults).toEqual([]);
    },
    PATIENT_MS,
  );

  test(
    "are those that are nobody's yet, from an import's last word",
    async () => {
      const { page, faults } = await visits.look("/import");
      await page.getByLabel("La liste").fill(`${LIST[0]}\nhttps://www.service.example-ville.fr/`);
      await page.getByRole("button", { name: "Examiner la liste" }).click();
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Télécharger la ligne sans organisme" }).click();
      const table = await readFile(await (await download).path(), "utf8");
      expect(table).toContain("https://www.service.example-ville.fr,");
      expect(table.trim().split("\r\n")).toHaveLength(2);
      await page.getByLabel("D’où vient cette liste").fill("Liste d’essai");
      await page.getByRole("button", { name: "Suivre ces 2 sites" }).click();
      await page.getByRole("link", { name: /Voir les sites sans organisme/ }).click();
      await page.waitForURL(/kind\/none$/);
      await row(page, "www.service.example-ville.fr").waitFor();
      expect(await rows(page).count()).toBe(1);
      expect(faults).toEqual([]);
    },
    PATIENT_MS,
  );

  test(
    "are printed from the first row to the bound, not only those on the screen",
    async () => {
      await visits.importList(Array.from({ length: 1_030 }, (_, n) => `https://www.s${n}.example-ville.fr/`));
      const { page, printed, faults } = await visits.look("/list/sort/name");
      await row(page, "www.s0.").waitFor();
      await page.getByRole("button", { name: /Imprimer les 1\s000 premières lignes/ }).click();
      await page.waitForFunction(() => (window as unknown as { printed: number }).printed === 1);
      expect(await printed()).toBe(1);
      // What a browser says before and after it goes to paper.
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      expect(await rows(page).count()).toBe(1_000);
      expect(await page.locator(".watch-line-coming").count()).toBe(0);
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      await page.locator(".virtual-rows > li[aria-posinset='1000']").waitFor({ state: "detached" });
      expect(await rows(page).count()).toBeLessThan(80);
      expect(faults).toEqual([]);
    },
    PATIENT_MS,
  );
});
