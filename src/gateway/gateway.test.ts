import { afterEach, describe, expect, test } from "bun:test";
import { page, startTown, type Town, type TownOptions, until } from "../../test/support/town.ts";

let town: Town;
const open = async (options: TownOptions) => {
  town = await startTown(options);
};
afterEach(async () => {
  await town.stop();
});

const visitor = (n: number) => ({ "user-agent": `Mozilla/5.0 visitor ${n}` });
const status = (response: Response) => response.headers.get("cache-status");
const pin = (posture: "calm" | "strained" | "siege" | "sealed" | null) =>
  town.gateway.obey("ville", { name: "pin", posture });

describe("a page with explicit freshness", () => {
  test("goes to the origin once, then comes from memory with its age", async () => {
    await open({ answer: () => page("accueil", { "cache-control": "max-age=60" }) });
    const first = await town.get("/");
    const second = await town.get("/");
    expect(await second.text()).toBe(await first.text());
    expect(town.asked).toEqual(["GET /"]);
    expect(status(second)).toBe("beffroi; hit");
    // The origin's Date has whole seconds and may be the one before.
    expect(["0", "1"]).toContain(second.headers.get("age") ?? "");
  });

  test("is asked for once however many want it at the same moment", async () => {
    await open({
      answer: async () => {
        await Bun.sleep(100);
        return page("lente", { "cache-control": "max-age=60" });
      },
    });
    const answers = await Promise.all(Array.from({ length: 50 }, () => town.get("/lente")));
    expect(answers.every((one) => one.status === 200)).toBe(true);
    expect(town.asked).toEqual(["GET /lente"]);
  });

  test("is revalidated by its entity tag when stale", async () => {
    await open({
      answer: (request) =>
        request.headers.get("if-none-match") === '"v1"'
          ? new Response(null, { status: 304, headers: { etag: '"v1"', "cache-control": "max-age=0" } })
          : page("v1", { etag: '"v1"', "cache-control": "max-age=0" }),
    });
    await town.get("/a");
    const again = await town.get("/a");
    expect(again.status).toBe(200);
    expect(status(again)).toBe("beffroi; fwd=stale; fwd-status=304");
  });

  test("tracking parameters leave the key and the request", async () => {
    await open({ answer: () => page("x", { "cache-control": "max-age=60" }) });
    await town.get("/?utm_source=lettre&fbclid=1");
    await town.get("/");
    expect(town.asked).toEqual(["GET /"]);
  });

  test("serves ranges, conditions and HEAD from memory", async () => {
    const etag = '"e1"';
    await open({ answer: () => page("0123456789", { "cache-control": "max-age=60", etag }) });
    const whole = await (await town.get("/r")).text();
    const part = await town.get("/r", { range: "bytes=0-9" });
    expect(part.status).toBe(206);
    expect(await part.text()).toBe(whole.slice(0, 10));
    expect((await town.get("/r", { range: "bytes=99999-" })).status).toBe(416);
    expect((await town.get("/r", { "if-none-match": etag })).status).toBe(304);
    const head = await town.get("/r", {}, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String(whole.length));
    expect(town.asked).toEqual(["GET /r"]);
  });
});

describe("what is private stays private", () => {
  test("a session is passed through and nothing of it is kept", async () => {
    await open({
      answer: (request) =>
        page(request.headers.get("cookie") ?? "anonyme", { "cache-control": "max-age=60" }),
    });
    expect(await (await town.get("/compte", { cookie: "PHPSESSID=secret" })).text()).toContain(
      "PHPSESSID=secret",
    );
    expect(await (await town.get("/compte")).text()).toContain("anonyme");
    expect(await (await town.get("/compte", { cookie: "PHPSESSID=autre" })).text()).toContain(
      "PHPSESSID=autre",
    );
  });

  test("an answer that sets a cookie is never shared, and its cookie is known as a session from then on", async () => {
    let n = 0;
    await open({
      answer: () =>
        page(`visite ${++n}`, { "cache-control": "max-age=60", "set-cookie": "panier=1; Path=/" }),
    });
    expect(await (await town.get("/boutique")).text()).toContain("visite 1");
    expect(await (await town.get("/boutique")).text()).toContain("visite 2");
    expect(status(await town.get("/boutique", { cookie: "panier=1" }))).toBe("beffroi; fwd=bypass");
  });

  test("analytics cookies get the page from memory, and the origin never sees them", async () => {
    let seen: string | null = "nothing yet";
    await open({
      answer: (request) => {
        seen = request.headers.get("cookie");
        return page("accueil", { "cache-control": "max-age=60" });
      },
    });
    await town.get("/", { cookie: "_pk_id.1.abc=42; _ga=GA1.2" });
    const again = await town.get("/", { cookie: "_ga=GA1.3" });
    expect(status(again)).toBe("beffroi; hit");
    expect(seen).toBeNull();
  });

  test("Authorization is passed through even when the page is kept", async () => {
    await open({
      answer: (request) =>
        page(request.headers.get("authorization") ?? "public", { "cache-control": "max-age=60" }),
    });
    await town.get("/doc");
    expect(await (await town.get("/doc", { authorization: "Basic eDp5" })).text()).toContain("Basic eDp5");
    expect(await (await town.get("/doc")).text()).toContain("public");
  });

  test("a truncated answer is never kept", async () => {
    let broken = true;
    await open({
      answer: () => {
        if (!broken) return page("entier", { "cache-control": "max-age=60" });
        const cut = new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode("<html>moitié"));
            setTimeout(() => controller.error(new Error("cut")), 20);
          },
        });
        return new Response(cut, { headers: { "content-type": "text/html", "cache-control": "max-age=60" } });
      },
    });
    expect((await town.get("/coupe")).status).toBe(502);
    broken = false;
    expect(await (await town.get("/coupe")).text()).toContain("entier");
  });
});

describe("a page that says nothing about freshness", () => {
  test("is shared once three visitors have seen the same bytes", async () => {
    await open({ answer: () => page("commune") });
    for (let n = 0; n < 3; n++) await town.get("/actualites", visitor(n));
    expect(town.asked.length).toBe(3);
    expect(status(await town.get("/actualites", visitor(9)))).toBe("beffroi; hit");
  });

  test("is not shared when visitors see different bytes", async () => {
    let n = 0;
    await open({ answer: () => page(`bonjour visiteur ${++n}`) });
    for (let i = 0; i < 6; i++) await town.get("/accueil", visitor(i));
    expect(town.asked.length).toBe(6);
  });

  test("nothing is learned outside calm", async () => {
    await open({ answer: () => page("commune") });
    await pin("siege");
    for (let n = 0; n < 6; n++) await town.get("/actualites", visitor(n));
    expect(town.asked.length).toBe(6);
  });
});

describe("the origin in trouble", () => {
  test("stale pages stand in when it is gone, and say of when they are once the site is sealed", async () => {
    await open({ answer: () => page("accueil", { "cache-control": "max-age=0" }) });
    await town.get("/");
    await town.killOrigin();
    const stale = await town.get("/");
    expect(stale.status).toBe(200);
    expect(status(stale)).toBe("beffroi; hit; detail=stale");
    expect(await stale.text()).not.toContain("Page du");
    await pin("sealed");
    expect(await (await town.get("/")).text()).toContain("Page du");
  });

  test("an error of the origin counts as a failure when something may stand in", async () => {
    let failing = false;
    await open({
      answer: () =>
        failing ? new Response("panne", { status: 500 }) : page("bon", { "cache-control": "max-age=0" }),
    });
    await town.get("/");
    failing = true;
    expect(await (await town.get("/")).text()).toContain("bon");
  });

  test("must-revalidate is never served stale", async () => {
    await open({ answer: () => page("décision", { "cache-control": "max-age=0, must-revalidate" }) });
    await town.get("/conseil");
    await town.killOrigin();
    const answer = await town.get("/conseil");
    expect(answer.status).toBe(502);
    expect(answer.headers.get("retry-after")).not.toBeNull();
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("a citizen with a session gets the public page rather than an error", async () => {
    await open({ answer: () => page("accueil", { "cache-control": "max-age=60" }) });
    await town.get("/");
    await town.killOrigin();
    const answer = await town.get("/", { cookie: "PHPSESSID=1" });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("accueil");
  });

  test("in a siege a stale page is given at once and refreshed behind the visitor's back", async () => {
    let version = 1;
    await open({ answer: () => page(`version ${version}`, { "cache-control": "max-age=0" }) });
    await town.get("/");
    await pin("siege");
    version = 2;
    expect(await (await town.get("/")).text()).toContain("version 1");
    await until(() => town.asked.length === 2, "the refresh");
    await until(async () => (await (await town.get("/")).text()).includes("version 2"), "the new version");
  });

  test("a refresh that brings nothing to keep is not tried again at once", async () => {
    let refusing = false;
    await open({
      answer: () =>
        refusing ? new Response("non", { status: 403 }) : page("bon", { "cache-control": "max-age=0" }),
    });
    await town.get("/");
    refusing = true;
    await pin("siege");
    for (let n = 0; n < 20; n++) {
      expect(await (await town.get(`/?utm_source=${n}`)).text()).toContain("bon");
      await Bun.sleep(5);
    }
    expect(town.asked.length).toBe(2);
  });

  test("a hung origin keeps nobody waiting for a page that is kept", async () => {
    let hung = false;
    await open({
      answer: async () => {
        if (hung) await Bun.sleep(20_000);
        return page("accueil", { "cache-control": "max-age=0" });
      },
    });
    await town.get("/");
    hung = true;
    const started = Date.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => town.get("/")));
    expect(answers.every((one) => one.status === 200)).toBe(true);
    expect(Date.now() - started).toBeLessThan(4_000);
  }, 10_000);

  test("two seconds of nothing but failures seal the site", async () => {
    await open({ answer: () => page("accueil", { "cache-control": "max-age=0" }) });
    await town.get("/");
    await town.killOrigin();
    const sealed = async () => (await (await town.get("/")).text()).includes("Page du");
    await until(sealed, "the posture sealed", 5_000);
    expect(await sealed()).toBe(true);
  }, 10_000);
});

describe("acts", () => {
  test("a purge by url and by prefix makes the origin be asked again", async () => {
    await open({ answer: (_, url) => page(url.pathname, { "cache-control": "max-age=60" }) });
    for (const target of ["/a", "/b/1", "/b/2"]) await town.get(target);
    expect(await town.gateway.obey("ville", { name: "purge", by: "url", target: "/a" })).toEqual({
      removed: 1,
    });
    expect(await town.gateway.obey("ville", { name: "purge", by: "prefix", target: "/b/" })).toEqual({
      removed: 2,
    });
    const before = town.asked.length;
    for (const target of ["/a", "/b/1", "/b/2"]) await town.get(target);
    expect(town.asked.length - before).toBe(3);
  });

  test("a change at the origin makes its page invalid", async () => {
    let version = 1;
    await open({ answer: () => page(`v${version}`, { "cache-control": "max-age=60" }) });
    await town.get("/livre");
    version = 2;
    await town.get("/livre", {}, { method: "POST", body: "x=1" });
    expect(await (await town.get("/livre")).text()).toContain("v2");
  });

  test("a change invalidates the page that its answer names, whole address and any order of parameters", async () => {
    let version = 1;
    await open({
      answer: (request) => {
        if (request.method === "GET") return page(`v${version}`, { "cache-control": "max-age=60" });
        return new Response(null, {
          status: 303,
          headers: { location: "http://www.ville.test/avis?b=2&a=1" },
        });
      },
    });
    await town.get("/avis?a=1&b=2");
    version = 2;
    await town.get("/envoyer", {}, { method: "POST", body: "x=1" });
    expect(await (await town.get("/avis?b=2&a=1")).text()).toContain("v2");
  });

  test("an upload reaches the origin byte for byte", async () => {
    const sent = crypto.getRandomValues(new Uint8Array(300_000).subarray(0, 65_536));
    let got = new Uint8Array();
    await open({
      answer: async (request) => {
        got = new Uint8Array(await request.arrayBuffer());
        return page("merci");
      },
    });
    await town.get("/contact", {}, { method: "POST", body: sent });
    expect(Buffer.compare(got, sent)).toBe(0);
  });

  test("an unknown site and an unknown name are refused plainly", async () => {
    await open({ answer: () => page("x") });
    expect(town.gateway.obey("autre", { name: "coverage" })).rejects.toThrow("Sites here: ville.");
    const wrong = await town.get("/", { host: "autre.test" });
    expect(wrong.status).toBe(421);
  });
});

describe("the snapshot", () => {
  test("is crawled, and serves after a restart with empty memory and a dead origin", async () => {
    const links = '<a href="/services">services</a> <a href="/compte">compte</a>';
    await open({
      answer: (_, url) => {
        if (url.pathname === "/") return page(links);
        if (url.pathname === "/services") return page("état civil");
        if (url.pathname === "/compte") return page("privé", { "cache-control": "private" });
        return new Response("rien", { status: 404 });
      },
      site: { crawl: true, crawl_pause_ms: 0 },
    });
    await town.gateway.obey("ville", { name: "crawl" });
    const kept = async () => (await coverage()).snapshotAgeMs !== null;
    await until(kept, "the crawl", 5_000);
    expect((await coverage()).missing.map((one) => one.target)).toContain("/compte");
    await town.killOrigin();
    await town.restart();
    expect(await (await town.get("/services")).text()).toContain("état civil");
    expect((await town.get("/compte")).status).toBe(502);
  }, 10_000);
});

async function coverage() {
  return (await town.gateway.obey("ville", { name: "coverage" })) as {
    snapshotAgeMs: number | null;
    missing: Array<{ target: string }>;
  };
}

describe("pages in several encodings", () => {
  test("each visitor gets an encoding that it understands, from memory", async () => {
    await open({
      answer: (request) => {
        const gzip = request.headers.get("accept-encoding")?.includes("gzip") ?? false;
        const headers = { "cache-control": "max-age=60", vary: "Accept-Encoding" };
        const html = "<html><body>texte</body></html>";
        const type = { "content-type": "text/html" };
        if (!gzip) return new Response(html, { headers: { ...headers, ...type } });
        return new Response(Bun.gzipSync(html), {
          headers: { ...headers, ...type, "content-encoding": "gzip" },
        });
      },
    });
    for (let round = 0; round < 3; round++) {
      const zipped = await town.get("/", { "accept-encoding": "gzip, deflate, br" });
      const plain = await town.get("/");
      const other = await town.get("/", { "accept-encoding": "gzip" });
      expect(zipped.headers.get("content-encoding")).toBe("gzip");
      expect(other.headers.get("content-encoding")).toBe("gzip");
      expect(plain.headers.get("content-encoding")).toBeNull();
      if (round > 0) for (const one of [zipped, plain, other]) expect(status(one)).toBe("beffroi; hit");
    }
    expect(town.asked.length).toBe(2);
  });
});
