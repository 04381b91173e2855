import { afterEach, describe, expect, test } from "bun:test";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { startRawOrigin } from "../../../test/support/edge-rig.ts";
import { startTown, type Town, type TownOptions, until } from "../../../test/support/town.ts";
import { systemClock } from "../../kernel/clock.ts";
import { silentLog } from "../../kernel/log.ts";
import { gatewaySchema, siteSchema } from "../config.ts";
import { KeeperEnd, linkPath } from "../index.ts";
import type { PublicWord } from "../public-word.ts";

/** The banner on a whole gateway: pages that are kept, pages that pass through, on and off. */

const MARK = 'id="beffroi-banner"';
const PAGE =
  '<!doctype html><html lang="fr"><head><title>a</title></head><body class="x"><p>Bonjour</p></body></html>';
const word = (sentence: string | null, digit = "1"): PublicWord => {
  const page = { type: "text/html", policy: "default-src 'none'", body: "etat" };
  const banner = sentence === null ? null : { fr: sentence, en: "" };
  return { id: digit.repeat(32), pages: { fr: page, en: page, atom: page }, banner };
};

let town: Town;
let keeper: KeeperEnd;
let said = 1;

afterEach(async () => {
  keeper.close();
  await town.stop();
});

async function open(answer: TownOptions["answer"], site: TownOptions["site"] = { banner: true }) {
  town = await startTown({ answer, site });
  keeper = new KeeperEnd({
    path: linkPath(town.dataFolder),
    clock: systemClock,
    log: silentLog,
    record: () => {},
  });
  await until(() => keeper.connected().length === 1, "the connection");
}
/** Resolves once the gateway has heard it: its answer to a command comes behind. */
async function say(sentence: string | null): Promise<void> {
  keeper.tellPublic(word(sentence, String(said++ % 10)));
  await keeper.command("ville", { name: "coverage" });
}
const html = (body: string, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { "content-type": "text/html; charset=utf-8", ...headers } });
const withoutBanner = (text: string) => text.replace(/<div id="beffroi-banner"[\s\S]*?<\/div>/, "");
const unpacked = async (answer: Response) => {
  const body = Buffer.from(await answer.arrayBuffer());
  const encoding = answer.headers.get("content-encoding");
  const plain =
    encoding === "br" ? brotliDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body;
  return plain.toString();
};
const bodyOf = async (target = "/", headers: Record<string, string> = {}) =>
  (await town.get(target, headers)).text();

describe("on pages that are kept", () => {
  const kept = () => html(PAGE, { "cache-control": "max-age=3600", etag: '"v1"', "last-modified": "x" });

  test("it appears, changes and goes when it is said, without asking the origin", async () => {
    await open(kept);
    expect(await bodyOf()).toBe(PAGE);
    await bodyOf();
    await say("Panne en cours");
    for (const _ of [1, 2, 3]) {
      const answer = await town.get("/");
      const text = await answer.text();
      expect(text).toContain(`<body class="x"><div ${MARK}`);
      expect(text).toContain("Panne en cours");
      expect(text).toContain('<a href="/etat-des-services"');
      expect(withoutBanner(text)).toBe(PAGE);
      expect(answer.headers.get("cache-control")).toBe("max-age=60");
      expect(answer.headers.get("last-modified")).toBeNull();
      expect(answer.headers.get("content-length")).toBe(String(text.length));
    }
    await say("Autre chose");
    expect(await bodyOf()).toContain("Autre chose");
    await say(null);
    for (const _ of [1, 2]) expect(await bodyOf()).toBe(PAGE);
    expect(town.asked).toEqual(["GET /"]);
  });

  test("it is in the bytes that each visitor's encoding gives", async () => {
    await open((request) => {
      const accepts = request.headers.get("accept-encoding") ?? "";
      const vary = { vary: "accept-encoding", "cache-control": "max-age=3600" };
      if (accepts.includes("br"))
        return new Response(brotliCompressSync(PAGE), {
          headers: { "content-type": "text/html", "content-encoding": "br", ...vary },
        });
      if (accepts.includes("gzip"))
        return new Response(gzipSync(PAGE), {
          headers: { "content-type": "text/html", "content-encoding": "gzip", ...vary },
        });
      return html(PAGE, vary);
    });
    await say("Panne");
    for (const _ of [1, 2, 3]) {
      for (const accepts of ["gzip, br", "gzip", "identity"]) {
        const text = await unpacked(await town.get("/", { "accept-encoding": accepts }));
        expect(text).toContain(MARK);
        expect(withoutBanner(text)).toBe(PAGE);
      }
    }
  });

  test("conditions hold for the page as it was given, with and without it", async () => {
    await open(kept);
    const plain = (await town.get("/")).headers.get("etag") ?? "";
    const status = async (tag: string) => (await town.get("/", { "if-none-match": tag })).status;
    expect(await status(plain)).toBe(304);
    await say("Panne");
    expect(await status(plain)).toBe(200);
    const tagged = (await town.get("/")).headers.get("etag") ?? "";
    expect(tagged).toMatch(/^W\/"v1-/);
    expect(await status(tagged)).toBe(304);
    expect((await town.get("/", { "if-modified-since": "Thu, 01 Jan 2099 00:00:00 GMT" })).status).toBe(200);
    await say("Autre chose");
    expect(await status(tagged)).toBe(200);
    await say(null);
    expect(await status(tagged)).toBe(200);
    expect(await status(plain)).toBe(304);
  });

  test("a copy without it is not taken for the page because of its date", async () => {
    const date = "Mon, 05 Jan 2026 09:00:00 GMT";
    await open(() => html(PAGE, { "cache-control": "max-age=3600", "last-modified": date, date }));
    const ask = { "if-modified-since": date };
    await bodyOf();
    expect((await town.get("/", ask)).status).toBe(304);
    await say("Panne");
    for (const _ of [1, 2]) expect((await town.get("/", ask)).status).toBe(200);
    await say(null);
    expect((await town.get("/", ask)).status).toBe(304);
  });

  test("no part of it is given, and HEAD tells the length of the whole", async () => {
    await open(kept);
    await bodyOf();
    await say("Panne");
    const part = await town.get("/", { range: "bytes=0-9" });
    expect(part.status).toBe(200);
    const text = await part.text();
    expect(text).toContain(MARK);
    const head = await town.get("/", {}, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String(text.length));
    await say(null);
    expect((await town.get("/", { range: "bytes=0-9" })).status).toBe(206);
  });

  test("scripts and frames get the page without it, whoever asked before", async () => {
    await open(kept);
    await say("Panne");
    for (const _ of [1, 2, 3]) {
      expect(await bodyOf("/", { "sec-fetch-dest": "document" })).toContain(MARK);
      expect(await bodyOf("/", { "sec-fetch-dest": "iframe" })).toBe(PAGE);
      expect(await bodyOf("/", { "sec-fetch-dest": "empty" })).toBe(PAGE);
      expect(await bodyOf()).toContain(MARK);
    }
    const answer = await town.get("/");
    expect(answer.headers.get("vary")).toContain("sec-fetch-dest");
    await answer.text();
  });

  test("what is no whole page stays what it was", async () => {
    const pages: Record<string, Response> = {
      "/fragment": html("<p>x</p>"),
      "/fil.json": Response.json({ html: PAGE }),
      "/fixe": html(PAGE, { "cache-control": "max-age=60, no-transform" }),
      "/inconnu": html(PAGE, { "content-encoding": "x-own" }),
      "/piece": html(PAGE, { "content-disposition": "attachment" }),
    };
    await open((_, { pathname }) => pages[pathname]?.clone() as Response);
    await say("Panne");
    for (const path of Object.keys(pages)) {
      for (const _ of [1, 2]) {
        const answer = await town.get(path, { "accept-encoding": "identity" });
        expect(await answer.text()).toBe((await pages[path]?.clone().text()) ?? "");
      }
    }
  });

  test("it stands in every posture, over a dead origin", async () => {
    await open(kept);
    await say("Panne");
    await bodyOf();
    await town.killOrigin();
    for (const posture of ["strained", "siege", "sealed"] as const) {
      await town.gateway.obey("ville", { name: "pin", posture });
      for (const _ of [1, 2]) expect(await bodyOf()).toContain(MARK);
    }
    // While the origin is gone the page also says of when it is, and nobody is asked for that twice.
    expect(await bodyOf()).toContain("Page du ");
  });

  test("it stands after a restart without the keeper", async () => {
    await open(kept);
    await say("Panne");
    keeper.close();
    await town.restart();
    for (const _ of [1, 2]) expect(await bodyOf()).toContain(MARK);
  });

  test("settings that change while it stands are obeyed by the next request", async () => {
    await open(kept);
    await bodyOf();
    await say("Panne");
    for (const _ of [1, 2]) expect(await bodyOf()).toContain(MARK);
    const settings = { name: "ville", hosts: ["www.ville.test"], crawl: false };
    const sites = (banner: boolean) => [
      siteSchema.parse({ ...settings, origin: "http://127.0.0.1:1", banner }),
    ];
    const { gateway } = town;
    const next = (banner: boolean, configurationHash: string) =>
      gateway.reconfigure({
        settings: gatewaySchema.parse({ listen: ["127.0.0.1:0"] }),
        sites: sites(banner),
        configurationHash,
      });
    next(false, "two");
    for (const _ of [1, 2]) expect(await bodyOf()).toBe(PAGE);
    next(true, "three");
    for (const _ of [1, 2]) expect(await bodyOf()).toContain(MARK);
  });

  test("a site whose settings do not allow it never has it", async () => {
    await open(kept, {});
    await say("Panne");
    for (const _ of [1, 2]) expect(await bodyOf()).toBe(PAGE);
    expect(await bodyOf("/etat-des-services")).toBe("etat");
  });
});

describe("on pages that pass through", () => {
  const cookie = { cookie: "PHPSESSID=abc" };

  test("a visitor's own page has it, exact elsewhere, packed or not", async () => {
    await open((request) =>
      request.headers.get("accept-encoding")?.includes("gzip")
        ? html("", {}) &&
          new Response(gzipSync(PAGE), {
            headers: { "content-type": "text/html", "content-encoding": "gzip" },
          })
        : html(PAGE, { etag: '"v1"' }),
    );
    await say("Panne");
    const plain = await town.get("/compte", cookie);
    const text = await plain.text();
    expect(text).toContain(MARK);
    expect(withoutBanner(text)).toBe(PAGE);
    expect(plain.headers.get("etag")).toMatch(/^W\/"v1-/);
    expect(plain.headers.get("content-length")).toBe(String(text.length));
    const packed = await town.get("/compte", { ...cookie, "accept-encoding": "gzip" });
    expect(withoutBanner(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString())).toBe(PAGE);
    await say(null);
    expect(await bodyOf("/compte", cookie)).toBe(PAGE);
  });

  test("a long page in pieces has it, and its end comes when the origin sends it", async () => {
    const piece = "<p>é".repeat(2_000);
    await open(() => {
      const pieces = ["<!doctype html><ht", "ml><body", " class=a", ">", piece, piece, piece];
      return new Response(
        new ReadableStream({
          async pull(controller) {
            await Bun.sleep(5);
            const next = pieces.shift();
            if (next === undefined) controller.close();
            else controller.enqueue(new TextEncoder().encode(next));
          },
        }),
        { headers: { "content-type": "text/html" } },
      );
    });
    await say("Panne");
    const text = await bodyOf("/long", cookie);
    expect(text).toContain(`<body class=a><div ${MARK}`);
    expect(withoutBanner(text)).toBe(`<!doctype html><html><body class=a>${piece.repeat(3)}`);
  });

  test("an empty page stays empty, and another status stays what it is", async () => {
    await open((_, { pathname }) =>
      pathname === "/vide"
        ? html("")
        : new Response(PAGE, { status: 404, headers: { "content-type": "text/html" } }),
    );
    await say("Panne");
    expect(await bodyOf("/vide", cookie)).toBe("");
    expect(await bodyOf("/absent", cookie)).toBe(PAGE);
  });

  test("the browser's own copy without it is not confirmed to somebody who looks at the page", async () => {
    await open((request) =>
      request.headers.has("if-none-match")
        ? new Response(null, { status: 304 })
        : html(PAGE, { etag: '"v1"' }),
    );
    const ask = { ...cookie, accept: "text/html", "if-none-match": '"v1"' };
    expect((await town.get("/compte", ask)).status).toBe(304);
    await say("Panne");
    const answer = await town.get("/compte", ask);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(MARK);
    expect((await town.get("/image", { ...ask, accept: "image/*" })).status).toBe(304);
  });

  test("an answer to a form stays what it was", async () => {
    await open(() => html(PAGE));
    await say("Panne");
    const answer = await town.get("/envoi", cookie, { method: "POST", body: "a=b" });
    expect(await answer.text()).toBe(PAGE);
  });

  test("a page that the origin cuts short in its head is an error, not half a page", async () => {
    const raw = await startRawOrigin((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<title>");
      setTimeout(() => socket.destroy(), 20);
    });
    await open(() => html(PAGE), { banner: true, origin: raw.url });
    await say("Panne");
    expect((await town.get("/compte", cookie)).status).toBe(502);
    raw.stop();
  });
});
