import { afterEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { standInReadySchema } from "./events.ts";
import { readMessage, writeMessage } from "./letters.ts";
import { SeededRandom } from "./random.ts";
import { type Read, SURVEYED_PAGES_MAX, surveySite } from "./site-survey.ts";
import { inventedSurvey, type StandIn, startStandIn } from "./stand-in.ts";

const HOME = `<html><head><title>Ville d'Essai</title><link rel="stylesheet" href="/style.css"><link rel="stylesheet" href="https://cdn.example/x.css">
<link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body><form action="/trouver" role="search"><input type="text" name="lang"><input name="search_api_fulltext"></form>
<a href="/contact?x=1">Écrire</a> <a href="/contact">Contact</a> <a href="https://ailleurs.example/">Ailleurs</a> <a href="/plan.pdf">Plan</a> <a href="services/eau#b">Eau</a> mairie cantine</body></html>`;
const CONTACT = `<title>Contact</title><form method="POST" action=""><input type="hidden" name="jeton" value="a&amp;b"><input name="nom"><input type="email" name="courriel">
<input type="tel" name="tel"><select name="objet"></select><textarea name="texte"></textarea><input type="checkbox" name="accord" value="oui"><input type="submit" name="ok"></form>`;
const SITE: Record<string, [type: string, body: string]> = {
  "/": ["text/html; charset=utf-8", HOME],
  "/contact": ["text/html", CONTACT],
  "/services/eau": ["text/html", "<title>Eau</title>potable"],
  "/urgences": ["text/html", "<title>Urgences</title>"],
  "/style.css": ["text/css", "p{}"],
  "/rss.xml": ["application/rss+xml", "<rss></rss>"],
  "/plan.pdf": ["application/pdf", "%PDF"],
};
const read: Read = async (path) => {
  const file = SITE[path];
  return file && { type: file[0], body: Buffer.from(file[1]) };
};

describe("a survey", () => {
  test("finds pages, files, search, contact form and feed of the site itself", async () => {
    const { site, files } = await surveySite("essai", ["/urgences", "/gone"], read);
    expect([...site.pages].sort()).toEqual(["/", "/contact", "/services/eau", "/urgences"]);
    expect([site.assets, site.feeds, site.documents]).toEqual([["/style.css"], ["/rss.xml"], ["/plan.pdf"]]);
    expect(site.search).toMatchObject({ path: "/trouver", parameter: "search_api_fulltext" });
    expect(site.search?.words).toContain("cantine");
    expect(site.contact).toMatchObject({
      path: "/contact",
      fields: {
        jeton: "a&b",
        nom: "{name}",
        courriel: "{email}",
        tel: "{phone}",
        objet: "1",
        texte: "{message}",
        accord: "oui",
      },
    });
    expect(site.mark).toBe("<title>Ville d'Essai</title>");
    expect(files.size).toBe(7);
  });

  test("of an endless site ends", async () => {
    let asked = 0;
    const endless: Read = async (path) => {
      asked++;
      const base = path.replace(/\/$/, "");
      return { type: "text/html", body: Buffer.from(`<a href="${base}/a">a</a><a href="${base}/b">b</a>`) };
    };
    const { site } = await surveySite("endless", [], endless);
    expect(site.pages.length).toBe(SURVEYED_PAGES_MAX);
    expect(asked).toBeLessThan(SURVEYED_PAGES_MAX * 2);
  });

  test("of a silent site finds nothing", async () => {
    expect((await surveySite("silent", ["/a"], async () => undefined)).site.pages).toEqual([]);
  });
});

describe("a stand-in", () => {
  let standIn: StandIn | undefined;
  afterEach(() => standIn?.stop());

  test("gives the surveyed bytes, searches and takes messages", async () => {
    standIn = startStandIn(await surveySite("essai", [], read));
    const { url, countUrl } = standIn;
    expect(await (await fetch(url)).text()).toBe(HOME);
    expect(await (await fetch(`${url}/trouver?search_api_fulltext=%3Cb%3E`)).text()).toContain(
      "pour «&lt;b&gt;»",
    );
    const message = writeMessage("tok", new SeededRandom(1));
    expect(readMessage(message)?.intact).toBe(true);
    const sent = await fetch(`${url}/contact`, {
      method: "POST",
      body: new URLSearchParams({ texte: message }),
    });
    expect(await sent.text()).toContain('<p id="recu">N-000001</p>');
    expect((await fetch(`${url}/contact`, { method: "POST", body: "x" })).status).toBe(422);
    expect((await fetch(`${url}/rien`)).status).toBe(404);
    expect(await (await fetch(`${countUrl}?jeton=tok`)).json()).toEqual({ accepted: 1, intact: true });
  });

  test("is as slow as a CMS: eight at once, the others wait", async () => {
    standIn = startStandIn(inventedSurvey("essai", []));
    const { url } = standIn;
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 24 }, () => fetch(url).then((answer) => answer.text())));
    expect(performance.now() - startedAt).toBeGreaterThan(330);
  });

  test("runs as a process of its own, on invented pages where there is no copy", async () => {
    const order = { name: "essai", host: "ville.example", paths: ["/urgences"] };
    const program = join(import.meta.dir, "stand-in-main.ts");
    const child = Bun.spawn([process.execPath, "--no-install", program, JSON.stringify(order)], {
      stdout: "pipe",
    });
    const { value } = await child.stdout.getReader().read();
    const ready = standInReadySchema.parse(JSON.parse(new TextDecoder().decode(value)));
    expect(ready.fromCopy).toBe(false);
    expect(ready.site.pages).toContain("/urgences");
    expect((await fetch(`${ready.url}/urgences`)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await child.exited).toBe(0);
  });
});
