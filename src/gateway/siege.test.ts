import { afterEach, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { HOST, page, startTown, type Town, type TownOptions, until } from "../../test/support/town.ts";

/** A siege as a visitor sees it: the waiting page, the way back, and who never meets it. */

let town: Town;
afterEach(() => town.stop());

const BROWSER = {
  accept: "text/html,application/xhtml+xml,*/*;q=0.8",
  "sec-fetch-mode": "navigate",
  "sec-fetch-dest": "document",
};
const FORM = { ...BROWSER, "content-type": "application/x-www-form-urlencoded" };

/** What the origin got by POST. */
const posted: Array<{ path: string; type: string | null; body: Uint8Array; cookie: string | null }> = [];

async function sieged(options: Partial<TownOptions> = {}): Promise<void> {
  posted.length = 0;
  town = await startTown({
    answer: async (request, url) => {
      if (request.method === "POST") {
        posted.push({
          path: url.pathname + url.search,
          type: request.headers.get("content-type"),
          body: new Uint8Array(await request.arrayBuffer()),
          cookie: request.headers.get("cookie"),
        });
        return page("Message reçu");
      }
      return page(`page ${url.pathname}${url.search}`);
    },
    site: { posture: "siege" },
    ...options,
  });
}

type Suite = { action: string; fields: Record<string, string>; challenge: string; cookie: string };

/** What a browser takes from the waiting page. */
async function suiteOf(answer: Response, cookieBefore = ""): Promise<Suite> {
  const html = await answer.text();
  const form = /<form[^>]*id="beffroi-suite"[^>]*>[\s\S]*?<\/form>/.exec(html)?.[0] ?? "";
  const attribute = (tag: string, name: string) =>
    (new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "").replaceAll("&amp;", "&");
  const fields: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input[^>]*>/g))
    fields[attribute(input, "name")] = attribute(input, "value");
  const set = answer.headers.get("set-cookie")?.split(";")[0];
  return {
    action: attribute(form, "action"),
    fields,
    challenge: attribute(form, "data-challenge"),
    cookie: set ?? cookieBefore,
  };
}

function solve(challenge: string, bits = 8): string {
  for (let counter = 0; ; counter++) {
    const hash = createHash("sha256").update(`${challenge}.${counter}`).digest();
    if (hash[0] === 0 && bits === 8) return `${bits}.${counter}`;
  }
}

function press(suite: Suite, headers: Record<string, string> = {}): Promise<Response> {
  const cookie: Record<string, string> = suite.cookie === "" ? {} : { cookie: suite.cookie };
  return town.get(
    suite.action,
    { ...FORM, origin: `http://${HOST}`, ...cookie, ...headers },
    { method: "POST", body: new URLSearchParams(suite.fields).toString() },
  );
}

describe("a visitor without a ticket, in a siege", () => {
  test("gets the waiting page for a search: 503, Retry-After, noindex, kept by nobody", async () => {
    await sieged();
    const answer = await town.get("/recherche?q=eau", BROWSER);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answer.headers.get("x-robots-tag")).toContain("noindex");
    expect(answer.headers.get("cache-control")).toContain("no-store");
    expect(town.asked).toEqual([]);
  });

  test("gets it in the site's own look", async () => {
    const home = `<!doctype html><html lang="fr"><head><title>Accueil - Ville de Test</title><link rel="stylesheet"
      href="/ville.css"></head><body><header><a href="/">Ville de Test</a></header><main>Bienvenue</main></body></html>`;
    const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "max-age=600" };
    await sieged({ site: {}, answer: () => new Response(home, { headers }) });
    await town.get("/", BROWSER);
    await town.gateway.obey("ville", { name: "coverage" });
    await town.gateway.obey("ville", { name: "pin", posture: "siege" });
    const page = await (await town.get("/recherche?q=eau", BROWSER)).text();
    expect(page).toContain("/ville.css");
    expect(page).toContain("Ville de Test");
    expect(page).not.toContain("Bienvenue");
  });

  test("with the script comes back at once, and the search is answered at its own address", async () => {
    await sieged();
    const suite = await suiteOf(await town.get("/recherche?q=eau", BROWSER));
    suite.fields["beffroi-proof"] = solve(suite.challenge);
    const back = await press(suite);
    expect(back.status).toBe(303);
    expect(back.headers.get("location")).toBe("/recherche?q=eau");
    const ticket = back.headers.get("set-cookie")?.split(";")[0] ?? "";
    const found = await town.get("/recherche?q=eau", { ...BROWSER, cookie: ticket });
    expect(found.status).toBe(200);
    expect(await found.text()).toContain("page /recherche?q=eau");
    expect(town.asked).toEqual(["GET /recherche?q=eau"]);
  });

  test("without script presses one button, at a person's pace", async () => {
    await sieged();
    const suite = await suiteOf(await town.get("/recherche?q=eau", BROWSER));
    const startedAt = performance.now();
    expect((await press(suite)).status).toBe(303);
    expect(performance.now() - startedAt).toBeGreaterThan(700);
  });

  test("without cookies gets the answer itself, and no circle", async () => {
    await sieged();
    const suite = await suiteOf(await town.get("/recherche?q=eau", BROWSER));
    suite.fields["beffroi-proof"] = solve(suite.challenge);
    const back = await press({ ...suite, cookie: "" });
    expect(back.status).toBe(200);
    expect(await back.text()).toContain("page /recherche?q=eau");
  });

  test("a form's body arrives byte for byte, once, and the answer comes back", async () => {
    await sieged();
    const body = new Uint8Array(70_000).map((_, at) => (at * 31 + (at >> 8)) % 256);
    const type = "multipart/form-data; boundary=x";
    const first = await town.get(
      "/contact?a=1",
      { ...BROWSER, "content-type": type, cookie: "lang=fr" },
      {
        method: "POST",
        body,
      },
    );
    expect(first.status).toBe(503);
    expect(posted).toEqual([]);
    const suite = await suiteOf(first);
    suite.fields["beffroi-proof"] = solve(suite.challenge);
    const back = await press(suite, { cookie: `lang=fr; ${suite.cookie}` });
    expect(back.status).toBe(200);
    expect(await back.text()).toContain("Message reçu");
    expect(back.headers.get("set-cookie")).toContain("beffroi=");
    expect(posted).toEqual([{ path: "/contact?a=1", type, body, cookie: "lang=fr" }]);
  });

  test("a double click sends once, and both see the answer", async () => {
    await sieged();
    const suite = await suiteOf(
      await town.get("/contact", FORM, { method: "POST", body: "message=bonjour" }),
    );
    suite.fields["beffroi-proof"] = solve(suite.challenge);
    const [one, two] = await Promise.all([press(suite), press(suite)]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(posted.length).toBe(1);
  });

  test("the envelope cannot be used for another body, or by another site's page", async () => {
    await sieged();
    const suite = await suiteOf(
      await town.get("/contact", FORM, { method: "POST", body: "message=bonjour" }),
    );
    suite.fields["beffroi-proof"] = solve(suite.challenge);
    expect((await press(suite, { origin: "https://elsewhere.example" })).status).toBe(400);
    const other = { ...suite.fields, "beffroi-body": Buffer.from("message=autre").toString("base64") };
    expect((await press({ ...suite, fields: other })).status).toBe(400);
    expect(posted).toEqual([]);
  });

  test("is never sent to another site: neither by the page nor by the way back", async () => {
    await sieged();
    const suite = await suiteOf(await town.get("//elsewhere.example/recherche?q=eau", BROWSER));
    suite.fields["beffroi-proof"] = solve(suite.challenge);
    const back = await press({ ...suite, action: "//elsewhere.example/recherche?q=eau&beffroi-suite" });
    expect(back.status).toBe(303);
    const location = back.headers.get("location") ?? "";
    expect(new URL(location, "http://www.ville.test/").host).toBe("www.ville.test");
  });

  test("a site that hides where its forms come from (Origin: null) is believed by Sec-Fetch-Site", async () => {
    await sieged();
    const hidden = { ...FORM, origin: "null", "sec-fetch-site": "same-origin" };
    const suite = await suiteOf(
      await town.get("/contact", hidden, { method: "POST", body: "message=bonjour" }),
    );
    suite.fields["beffroi-proof"] = solve(suite.challenge);
    expect((await press(suite, { origin: "null", "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect(posted.length).toBe(1);
  });

  test("one envelope is good for one ticket", async () => {
    await sieged();
    const suite = await suiteOf(await town.get("/recherche?q=eau", BROWSER));
    suite.fields["beffroi-proof"] = solve(suite.challenge);
    const first = (await press(suite)).headers.get("set-cookie");
    expect(first).toContain("beffroi=");
    expect((await press(suite)).headers.get("set-cookie")).toBe(first);
  });
});

describe("who never meets the waiting page", () => {
  test.each([
    ["robots.txt", "/robots.txt", BROWSER],
    ["a well-known address", "/.well-known/security.txt", BROWSER],
    ["a feed", "/actualites/flux.xml", BROWSER],
    ["a script of the site", "/recherche?q=eau", { ...BROWSER, "sec-fetch-mode": "cors" }],
    ["a picture", "/photo.png", { accept: "image/*", "sec-fetch-mode": "no-cors" }],
    ["a program that says so", "/recherche?q=eau", { ...BROWSER, "user-agent": "Qwantbot/1.0" }],
  ] as Array<[string, string, Record<string, string>]>)("%s", async (_, target, headers) => {
    await sieged();
    expect((await town.get(target, headers)).status).toBe(200);
  });

  test("a declared monitor, and the staff", async () => {
    await sieged({ site: { posture: "siege", monitors: ["127.0.0.0/8"] } });
    expect((await town.get("/recherche?q=eau", BROWSER)).status).toBe(200);
  });

  test("a form of another site's page goes its way: carrying it would lend it this site's name", async () => {
    await sieged();
    const headers = { ...FORM, origin: "https://paiement.example", "sec-fetch-site": "cross-site" };
    expect((await town.get("/retour", headers, { method: "POST", body: "ok=1" })).status).toBe(200);
    expect(posted.length).toBe(1);
  });

  test("anybody, when tickets are switched off", async () => {
    await sieged({ site: { posture: "siege", tickets: false } });
    expect((await town.get("/recherche?q=eau", BROWSER)).status).toBe(200);
  });
});

describe("tickets of calm days", () => {
  test("are earned by looking at a page, and never reach the origin", async () => {
    const cookies: Array<string | null> = [];
    await sieged({
      site: {},
      answer: (request, url) => {
        cookies.push(request.headers.get("cookie"));
        return page(`page ${url.pathname}`, { "cache-control": "public, max-age=60, s-maxage=600" });
      },
    });
    const first = await town.get("/", BROWSER);
    const ticket = first.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect(ticket).toStartWith("beffroi=");
    expect(first.headers.get("cache-control")).toBe("private, max-age=60");
    expect((await town.get("/", { ...BROWSER, cookie: ticket })).headers.get("set-cookie")).toBeNull();
    await town.get("/compte", { ...BROWSER, cookie: `PHPSESSID=x; ${ticket}` });
    expect(cookies).toEqual([null, "PHPSESSID=x"]);
  });

  test("are given to page views only, also on the fast way", async () => {
    await sieged({ site: {}, answer: () => page("accueil", { "cache-control": "max-age=60" }) });
    await town.get("/", { accept: "*/*" });
    expect((await town.get("/", { accept: "*/*" })).headers.get("set-cookie")).toBeNull();
    expect((await town.get("/", BROWSER)).headers.get("set-cookie")).toContain("beffroi=");
  });

  test("with cookies of theirs visitors still share the page in memory", async () => {
    await sieged({ site: {}, answer: () => page("accueil", { "cache-control": "max-age=60" }) });
    const ticket = (await town.get("/", BROWSER)).headers.get("set-cookie")?.split(";")[0] ?? "";
    const again = await town.get("/", { ...BROWSER, cookie: ticket });
    expect(again.headers.get("cache-status")).toContain("hit");
    expect(town.asked).toEqual(["GET /"]);
  });
});

describe("when the origin is gone", () => {
  test("a form is kept on the page, and goes on when the origin is back", async () => {
    await sieged({ site: { posture: "sealed" } });
    await town.killOrigin();
    const answer = await town.get("/contact", FORM, { method: "POST", body: "message=bonjour" });
    expect(answer.status).toBe(503);
    const suite = await suiteOf(answer);
    expect(Buffer.from(suite.fields["beffroi-body"] ?? "", "base64url").toString()).toBe("message=bonjour");
    const again = await press(suite);
    expect(again.status).toBe(503);
    expect((await suiteOf(again)).fields["beffroi-body"]).toBe(suite.fields["beffroi-body"]);
  });
});

describe("after a restart in the middle of a siege", () => {
  test("the siege goes on, and tickets are still good", async () => {
    await sieged({ site: {} });
    const ticket = (await town.get("/", BROWSER)).headers.get("set-cookie")?.split(";")[0] ?? "";
    await town.gateway.obey("ville", { name: "pin", posture: "siege" });
    await town.restart();
    expect((await town.get("/recherche?q=eau", BROWSER)).status).toBe(503);
    // Earned in the seconds before the siege: no standing yet.
    expect((await town.get("/recherche?q=air", { ...BROWSER, cookie: ticket })).status).toBe(503);
    await until(() => town.asked.length > 0, "the first page was asked for");
  });
});
