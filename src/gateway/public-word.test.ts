import { afterEach, describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { page, startTown, type Town, type TownOptions, until } from "../../test/support/town.ts";
import { systemClock } from "../kernel/clock.ts";
import { silentLog } from "../kernel/log.ts";
import { KeeperEnd, linkPath } from "./index.ts";
import { type PublicWord, publicWordSchema, readPublicWord } from "./public-word.ts";

const POLICY = "default-src 'none'; style-src 'sha256-x'";
const word = (text: string, digit = "1"): PublicWord => ({
  id: digit.repeat(32),
  pages: {
    fr: {
      type: "text/html; charset=utf-8",
      policy: POLICY,
      body: `<a href="<home>">Accueil</a> <a href="<en>">English</a> ${text}`,
    },
    en: { type: "text/html; charset=utf-8", policy: POLICY, body: `<a href="<fr>">Français</a> ${text}` },
    atom: {
      type: "application/atom+xml; charset=utf-8",
      policy: POLICY,
      body: `<feed><link href="<atom>"/></feed>`,
    },
  },
  banner: null,
});

let town: Town;
let keeper: KeeperEnd | undefined;
const open = async (options: Partial<TownOptions> = {}) => {
  town = await startTown({ answer: (_, { pathname }) => page(`origine ${pathname}`), ...options });
};
const startKeeper = () => {
  keeper = new KeeperEnd({
    path: linkPath(town.dataFolder),
    clock: systemClock,
    log: silentLog,
    record: () => {},
  });
  return keeper;
};
const textOf = async (target: string) => (await town.get(target)).text();
const shows = (text: string) =>
  until(async () => (await textOf("/etat-des-services")).includes(text), `the page with ${text}`);

const close = async () => {
  keeper?.close();
  keeper = undefined;
  await town.stop();
};

describe("the town's word under the site's own name", () => {
  afterEach(close);

  test("stands at its three addresses, with links that fit, and asks the origin for nothing", async () => {
    await open();
    startKeeper().tellPublic(word("Panne"));
    await shows("Panne");
    const before = town.asked.length;
    const french = await town.get("/etat-des-services?utm_source=affiche");
    expect(french.status).toBe(200);
    expect(await french.text()).toBe(
      '<a href="/">Accueil</a> <a href="/etat-des-services/en">English</a> Panne',
    );
    expect(french.headers.get("content-security-policy")).toBe(POLICY);
    expect(french.headers.get("cache-control")).toBe("public, max-age=2, stale-if-error=86400");
    expect(await textOf("/etat-des-services/")).toContain("Panne");
    expect(await textOf("/etat-des-services/en")).toContain('href="/etat-des-services"');
    const feed = await town.get("/etat-des-services/atom");
    expect(feed.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    expect(await feed.text()).toContain('href="/etat-des-services/atom"');
    expect(town.asked.slice(before)).toEqual([]);
    expect(await textOf("/etat-des-services/autre")).toContain("origine");
    expect(await textOf("/etat-des-services-municipaux")).toContain("origine");
  });

  test("is packed as the visitor asks, and answers HEAD and conditions", async () => {
    await open();
    startKeeper().tellPublic(word("é".repeat(2_000)));
    await shows("é");
    const get = (headers: Record<string, string>, method = "GET") =>
      town.get("/etat-des-services", headers, { method });
    const plain = Buffer.from(await (await get({})).arrayBuffer());
    const gzip = await get({ "accept-encoding": "gzip" });
    expect(gzip.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(Buffer.from(await gzip.arrayBuffer())).equals(plain)).toBe(true);
    const br = await get({ "accept-encoding": "gzip, br" });
    expect(br.headers.get("content-encoding")).toBe("br");
    expect(brotliDecompressSync(Buffer.from(await br.arrayBuffer())).equals(plain)).toBe(true);
    const etag = br.headers.get("etag") ?? "";
    expect(etag).not.toBe(gzip.headers.get("etag"));
    const known = await get({ "accept-encoding": "gzip, br", "if-none-match": `"x", W/${etag}` });
    expect(known.status).toBe(304);
    expect(known.headers.get("etag")).toBe(etag);
    expect((await get({ "accept-encoding": "gzip, br", "if-none-match": '"x"' })).status).toBe(200);
    const head = await get({}, "HEAD");
    expect(head.headers.get("content-length")).toBe(String(plain.length));
    expect(await head.text()).toBe("");
    expect((await get({}, "POST")).status).toBe(405);
  });

  test("belongs to the origin while nothing was said, and where the settings give it no place", async () => {
    await open();
    startKeeper();
    await until(() => keeper?.connected().length === 1, "the connection");
    expect(await textOf("/etat-des-services")).toContain("origine");
    await town.stop();
    await open({ site: { status_path: "" } });
    startKeeper().tellPublic(word("Panne"));
    await until(() => keeper?.connected().length === 1, "the connection");
    // Its answer comes after the word, on the same line.
    await keeper?.command("ville", { name: "coverage" });
    expect(await textOf("/etat-des-services")).toContain("origine");
    expect(await textOf("/")).toContain("origine");
  });

  test("changes for visitors when it changes, at an address of the settings", async () => {
    await open({ site: { status_path: "/infos/pannes" } });
    startKeeper().tellPublic(word("Panne"));
    await until(async () => (await textOf("/infos/pannes")).includes("Panne"), "the first word");
    keeper?.tellPublic(word("Rétabli", "2"));
    await until(async () => (await textOf("/infos/pannes")).includes("Rétabli"), "the second word");
  });

  test("is served without keeper and origin, in every posture, and after a restart without them", async () => {
    await open();
    startKeeper().tellPublic(word("Panne"));
    await shows("Panne");
    keeper?.close();
    await town.killOrigin();
    for (const posture of ["calm", "strained", "siege", "sealed"] as const) {
      await town.gateway.obey("ville", { name: "pin", posture });
      const answer = await town.get("/etat-des-services", {
        cookie: "PHPSESSID=1",
        authorization: "Basic x",
      });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain("Panne");
    }
    await town.restart();
    expect(await textOf("/etat-des-services")).toContain("Panne");
  });

  test("is counted among what memory answered", async () => {
    await open({ answer: () => page("privée", { "cache-control": "no-store" }) });
    startKeeper().tellPublic(word("Panne"));
    await shows("Panne");
    // Nothing else is in memory. A digest of a busy second may be lost: so it is asked for until one tells.
    await until(
      async () => {
        await textOf("/etat-des-services/en");
        return keeper?.history().some(({ sites }) => (sites[0]?.window.fromMemory ?? 0) > 0) ?? false;
      },
      "the figures",
      20_000,
    );
  });
});

describe("the last word on disk", () => {
  afterEach(close);

  const path = () => join(town.dataFolder, "gateway", "public-word.json");

  test("is there once it is shown; a damaged one is passed over and written anew", async () => {
    await open();
    startKeeper().tellPublic(word("Panne"));
    await shows("Panne");
    expect(readPublicWord(path(), silentLog)).toEqual(word("Panne"));
    keeper?.close();
    const whole = readFileSync(path(), "utf8");
    for (const bad of ["", "{", whole.slice(0, -20), "x".repeat(1024 * 1024 + 1), '{"id":"1"}']) {
      writeFileSync(path(), bad);
      expect(readPublicWord(path(), silentLog)).toBeUndefined();
    }
    await town.restart();
    expect(await textOf("/etat-des-services")).toContain("origine");
    startKeeper().tellPublic(word("Panne"));
    await shows("Panne");
    expect(readPublicWord(path(), silentLog)).toEqual(word("Panne"));
  });

  test("that cannot be written is shown all the same", async () => {
    await open();
    mkdirSync(path(), { recursive: true });
    startKeeper().tellPublic(word("Panne"));
    await shows("Panne");
  });
});

test("a word has bounds", () => {
  const large = { ...word("Panne"), pages: { ...word("").pages } };
  large.pages.fr = { ...large.pages.fr, body: "x".repeat(100_001) };
  expect(publicWordSchema.safeParse(large).success).toBe(false);
  expect(publicWordSchema.safeParse({ ...word("Panne"), more: 1 }).success).toBe(false);
});
