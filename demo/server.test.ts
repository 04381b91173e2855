import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "./content/town.ts";
import { BODY_BYTES_MAX, type DemoTown, isLoopback, startDemoTown } from "./server.ts";
import { STATIC_PATHS } from "./static-files.ts";

let town: DemoTown;
const PRIVATE_PATHS = [
  "/compte",
  "/compte/demandes",
  "/compte/demandes/logo.css",
  "/compte/demandes/x/y.js",
  "/compte/famille",
  "/compte/factures",
  "/compte/factures/FAC-3021.pdf",
];

beforeAll(() => {
  town = startDemoTown({ port: 0, delayFactor: 0 });
});
afterAll(() => town.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${town.url}${path}`, { headers, redirect: "manual" });
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${town.url}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers,
    redirect: "manual",
  });
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(";")[0] ?? "";

async function logIn(account: (typeof DEMO_ACCOUNTS)[number]): Promise<string> {
  const form = await get("/compte/connexion");
  const token = /name="_token" value="([0-9a-f]+)"/.exec(await form.text())?.[1] ?? "";
  const fields = { identifiant: account.login, secret: DEMO_PASSWORD, _token: token };
  const answer = await post("/compte/connexion", fields, { cookie: cookieOf(form) });
  expect(answer.status).toBe(303);
  return cookieOf(answer);
}

describe("public pages", () => {
  test("every internal link resolves, and every page has its landmarks and a usual size", async () => {
    const seen = new Set<string>(["/"]);
    const pages: string[] = [];
    for (const path of seen) {
      const response = await get(path);
      const allowed = path === "/compte" ? [302] : [200];
      expect({ path, status: response.status }).toEqual({ path, status: allowed[0] as number });
      if (!(response.headers.get("content-type") ?? "").startsWith("text/html") || response.status !== 200)
        continue;
      const page = await response.text();
      pages.push(path);
      expect(page.length, path).toBeGreaterThan(6500);
      expect(page.length, path).toBeLessThan(26_000);
      expect(page).toStartWith('<!doctype html>\n<html lang="fr">');
      for (const landmark of ["<header", "<main id", "<footer", 'class="skip"', "<h1>"]) {
        expect(page.split(landmark).length, `${path} ${landmark}`).toBe(2);
      }
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1] as string);
      expect(new Set(ids).size, path).toBe(ids.length);
      for (const [, fragment] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(fragment as string);
      for (const [, link] of page.matchAll(/(?:href|src|action)="(\/[^"#]*)"/g)) {
        const target = (link as string).replaceAll("&amp;", "&");
        if (!["/lettre-info", "/compte/deconnexion"].includes(target)) seen.add(target);
      }
    }
    expect(pages.length).toBeGreaterThan(100);
  });

  test("the site map, the feed and the static list name only what is there", async () => {
    const siteMap = await (await get("/sitemap.xml")).text();
    const listed = [...siteMap.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1] as string);
    expect(listed.length).toBeGreaterThan(80);
    const feed = await (await get("/flux/actualites.atom")).text();
    const linked = [...feed.matchAll(/<link href="([^"]+)"/g)].map((match) => match[1] as string);
    for (const url of [...listed, ...linked, ...STATIC_PATHS.map((path) => town.url + path)]) {
      expect(url).toStartWith(town.url);
      expect({ url, status: (await fetch(url)).status }).toEqual({ url, status: 200 });
    }
  });

  test("the same page is the same bytes for every anonymous visitor", async () => {
    for (const path of ["/", "/actualites", "/contact", "/services/dechets", "/rendez-vous/urbanisme"]) {
      const one = await (await get(path, { "user-agent": "one", "accept-language": "en" })).text();
      const other = await (await get(path, { cookie: "_pk_id.1.d0e5=0f3c.1.; tarteaucitron=!x" })).text();
      expect(other).toBe(one);
    }
  });

  test("old addresses and slashes at the end redirect within the site", async () => {
    for (const [path, location] of [
      ["/accueil", "/"],
      ["/rss", "/flux/actualites.atom"],
      ["/services/", "/services"],
      ["//evil.example/", "/evil.example"],
    ] as const) {
      const response = await get(path);
      expect([response.status, response.headers.get("location")]).toEqual([301, location]);
    }
  });

  test("what is not there is a 404 page of the site, for static files a short one", async () => {
    const page = await get("/nulle-part");
    expect(page.status).toBe(404);
    expect(await page.text()).toContain("Page introuvable");
    expect((await get("/assets/nulle-part.css")).status).toBe(404);
    expect((await get("/actualites?page=99")).status).toBe(404);
    expect((await get("/agenda/1999-01")).status).toBe(404);
  });

  test("freshness is as on a PHP site: mostly unsaid, said here and there", async () => {
    for (const path of ["/", "/actualites", "/services", "/contact", "/mairie/elus"]) {
      const headers = (await get(path)).headers;
      expect([headers.get("cache-control"), headers.get("etag"), headers.get("expires")]).toEqual([
        null,
        null,
        null,
      ]);
      expect(headers.getSetCookie()).toEqual([]);
    }
    expect((await get("/agenda")).headers.get("cache-control")).toBe("max-age=60");
    expect((await get("/mairie/budget")).headers.get("cache-control")).toBe("public, max-age=600");
    expect((await get("/compte/connexion")).headers.get("cache-control")).toContain("no-store");
  });

  test("the site believes X-Forwarded-Host, but only when it has the shape of a host", async () => {
    const believed = await (
      await get("/robots.txt", { "x-forwarded-host": "www.demo.example", "x-forwarded-proto": "https" })
    ).text();
    expect(believed).toContain("Sitemap: https://www.demo.example/sitemap.xml");
    expect(await (await get("/robots.txt", { "x-forwarded-host": "a b<c>" })).text()).toContain(
      `Sitemap: ${town.url}/`,
    );
  });
});

describe("search", () => {
  test("finds without accents, best first, page by page", async () => {
    const page = await (await get("/recherche?q=etat+civil")).text();
    expect(/<h3><a href="([^"]+)"/.exec(page)?.[1]).toBe("/services/etat-civil");
    const second = await (await get("/recherche?q=de&page=2")).text();
    expect(second).toContain('<ol class="results" start="9">');
    expect((await get("/recherche?q=de&page=99")).status).toBe(404);
  });

  test("an unused parameter changes nothing", async () => {
    const plain = await (await get("/recherche?q=cantine")).text();
    expect(await (await get("/recherche?utm_source=x&q=cantine&zz=%3Cb%3E")).text()).toBe(plain);
    expect(await (await get("/?q=cantine")).text()).toBe(await (await get("/")).text());
  });

  test("what was typed is escaped everywhere", async () => {
    const nasty = `"><script>alert(1)</script>' onfocus='x`;
    const page = await (await get(`/recherche?q=${encodeURIComponent(nasty)}`)).text();
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("' onfocus");
    expect(page).toContain("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39; onfocus=&#39;x");
  });
});

describe("private area", () => {
  test("nothing private without a session, nor with an invented one", async () => {
    await logIn(DEMO_ACCOUNTS[0] as (typeof DEMO_ACCOUNTS)[number]);
    for (const cookie of ["", "PHPSESSID=00000000000000000000000000", "PHPSESSID=../../etc", "other=1"]) {
      for (const path of PRIVATE_PATHS) {
        const response = await get(path, cookie === "" ? {} : { cookie });
        expect([path, response.status, response.headers.get("location")]).toEqual([
          path,
          302,
          "/compte/connexion",
        ]);
        expect(await response.text()).toBe("");
      }
      const home = await (await get("/", cookie === "" ? {} : { cookie })).text();
      for (const account of DEMO_ACCOUNTS) expect(home).not.toContain(account.name);
    }
  });

  test("each person sees their own pages, with headers as uneven as on real sites", async () => {
    for (const account of DEMO_ACCOUNTS) {
      const cookie = await logIn(account);
      for (const path of PRIVATE_PATHS.filter((one) => !one.endsWith(".pdf"))) {
        const page = await (await get(path, { cookie })).text();
        expect(page).toContain(account.name);
        for (const other of DEMO_ACCOUNTS) if (other !== account) expect(page).not.toContain(other.name);
      }
      expect((await get("/compte", { cookie })).headers.get("cache-control")).toBe("private");
      expect((await get("/compte/famille", { cookie })).headers.get("cache-control")).toBe(
        "private, max-age=300",
      );
      expect((await get("/compte/demandes", { cookie })).headers.get("cache-control")).toBeNull();
      expect(await (await get("/", { cookie })).text()).toContain(account.name);
      const invoice = account.invoices[0]?.[0];
      const pdf = await get(`/compte/factures/${invoice}.pdf`, { cookie });
      expect([pdf.status, pdf.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    }
    const stranger = await logIn(DEMO_ACCOUNTS[1] as (typeof DEMO_ACCOUNTS)[number]);
    expect((await get("/compte/factures/FAC-3021.pdf", { cookie: stranger })).status).toBe(404);
  });

  test("a login needs its token and the right password, and ends with the logout", async () => {
    const account = DEMO_ACCOUNTS[0] as (typeof DEMO_ACCOUNTS)[number];
    const fields = { identifiant: account.login, secret: DEMO_PASSWORD };
    expect((await post("/compte/connexion", { ...fields, _token: "0".repeat(64) })).status).toBe(403);
    const form = await get("/compte/connexion");
    const _token = /name="_token" value="([0-9a-f]+)"/.exec(await form.text())?.[1] ?? "";
    const wrong = await post(
      "/compte/connexion",
      { ...fields, secret: "x", _token },
      { cookie: cookieOf(form) },
    );
    expect(wrong.status).toBe(422);
    const cookie = await logIn(account);
    expect((await post("/compte/deconnexion", {}, { cookie })).status).toBe(303);
    expect((await get("/compte", { cookie })).status).toBe(302);
  });
});

describe("forms", () => {
  const message = {
    nom: "Ada <Test>",
    email: "ada@demo.example",
    objet: "Urbanisme",
    message: "Une question de clôture.",
  };

  test("contact checks, keeps what was typed, and answers with a reference", async () => {
    const refused = await post("/contact", { ...message, email: "ada", message: "court" });
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('value="Ada &lt;Test&gt;"');
    expect(page).toContain('href="#message"');
    const taken = await post("/contact", message);
    expect(taken.status).toBe(200);
    expect(await taken.text()).toMatch(/VDD-\d{4}-\d{6}/);
  });

  test("multipart is read like urlencoded; other bodies are an empty form", async () => {
    const data = new FormData();
    for (const [name, value] of Object.entries(message)) data.append(name, value);
    expect((await fetch(`${town.url}/contact`, { method: "POST", body: data })).status).toBe(200);
    const json = await fetch(`${town.url}/contact`, {
      method: "POST",
      body: JSON.stringify(message),
      headers: { "content-type": "application/json" },
    });
    expect(json.status).toBe(422);
    const broken = { "content-type": "multipart/form-data; boundary=x" };
    expect(
      (await fetch(`${town.url}/contact`, { method: "POST", body: "--y", headers: broken })).status,
    ).toBe(422);
  });

  test("a body beyond the bound is refused", async () => {
    const response = await fetch(`${town.url}/contact`, {
      method: "POST",
      body: "a".repeat(BODY_BYTES_MAX + 1),
    });
    expect(response.status).toBe(413);
  });

  test("an appointment can be booked once and read by the session that made it only", async () => {
    const slots = await (await get("/rendez-vous/urbanisme")).text();
    const path = /href="(\/rendez-vous\/urbanisme\/[0-9-]+)"/.exec(slots)?.[1] as string;
    expect((await get(path)).status).toBe(200);
    expect((await post(path, { nom: "A" })).status).toBe(422);
    const person = { nom: "Inès Tardieu", email: "ines@demo.example", telephone: "01 99 00 55 66" };
    const booked = await post(path, person);
    expect(booked.status).toBe(303);
    const confirmation = booked.headers.get("location") as string;
    const page = await get(confirmation, { cookie: cookieOf(booked) });
    expect(page.headers.get("cache-control")).toBe("private");
    expect(await page.text()).toContain("Inès Tardieu");
    expect((await get(confirmation)).status).toBe(404);
    expect((await post(path, person)).status).toBe(409);
    expect(await (await get("/rendez-vous/urbanisme")).text()).not.toContain(`href="${path}"`);
  });
});

describe("the wire", () => {
  test("gzip when the client takes it, with Vary; HEAD has the length and no body", async () => {
    const plain = await fetch(`${town.url}/actualites`, { headers: { "accept-encoding": "identity" } });
    expect([plain.headers.get("content-encoding"), plain.headers.get("vary")]).toEqual([
      null,
      "Accept-Encoding",
    ]);
    const gzip = await fetch(`${town.url}/actualites`, {
      headers: { "accept-encoding": "gzip" },
      decompress: false,
    });
    expect(gzip.headers.get("content-encoding")).toBe("gzip");
    const text = await plain.text();
    expect(new TextDecoder().decode(Bun.gunzipSync(await gzip.bytes()))).toBe(text);
    const head = await fetch(`${town.url}/actualites`, {
      method: "HEAD",
      headers: { "accept-encoding": "identity" },
    });
    expect(head.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
    expect(await head.text()).toBe("");
  });

  test("unknown methods are refused with Allow", async () => {
    for (const [method, path] of [
      ["PUT", "/contact"],
      ["DELETE", "/assets/base.css"],
      ["POST", "/services"],
    ] as const) {
      const response = await fetch(town.url + path, { method });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
    }
  });

  test("dynamic pages queue for a worker, static files and /health do not, a full backlog is a 502", async () => {
    const busy = startDemoTown({ port: 0, delayFactor: 3, workers: 1, backlog: 2 });
    try {
      const answers = [1, 2, 3, 4, 5].map(() =>
        fetch(`${busy.url}/services`).then((response) => response.status),
      );
      while (busy.figures().dynamic < 5) await Bun.sleep(2);
      expect(busy.figures()).toMatchObject({ inFlight: 1, queued: 2, refused: 2 });
      expect((await fetch(`${busy.url}/assets/base.css`)).status).toBe(200);
      expect(await (await fetch(`${busy.url}/health`)).text()).toBe("ok\n");
      expect(busy.figures().inFlight).toBe(1);
      expect((await Promise.all(answers)).sort()).toEqual([200, 200, 200, 502, 502]);
      await fetch(`${busy.url}/contact`, { method: "POST" });
      expect(busy.figures()).toMatchObject({ requests: 8, dynamic: 6, posts: 1, inFlight: 0, queued: 0 });
    } finally {
      await busy.stop();
    }
  });

  test("it listens on loopback only", () => {
    expect(["127.0.0.1", "127.8.9.255", "::1", "localhost"].map(isLoopback)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(["0.0.0.0", "::", "10.0.0.1", "127.0.0.256", "127.0.0.1.example"].map(isLoopback)).not.toContain(
      true,
    );
    expect(() => startDemoTown({ hostname: "0.0.0.0", port: 0 })).toThrow("not a loopback address");
  });
});
