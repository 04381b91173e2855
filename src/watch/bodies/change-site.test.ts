import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { openWatchDesk } from "../../../test/support/watch-desk.ts";
import type { Journal } from "../../journal/index.ts";
import { program } from "../../kernel/actor.ts";
import type { GuardedCall, Route } from "../../kernel/route.ts";
import { addSiteRequest, importRequest } from "./answers.ts";
import { addSite, changeSite, removeSites, tagSites } from "./change-site.ts";
import type { Desk } from "./desk.ts";
import { importList } from "./import-list.ts";
import { bodiesRoutes, openBook } from "./index.ts";
import { cancelMaintenance, MAINTENANCE_MS_MAX, planMaintenance } from "./plan-maintenance.ts";

let journal: Journal;
let desk: Desk;
let close: () => void;

beforeEach(() => {
  ({ journal, desk, close } = openWatchDesk());
});
afterEach(() => close());

const actor = program("test");
const add = (asked: object) => addSite(desk, addSiteRequest.parse(asked), actor);

describe("a site", () => {
  test("is added with the body that its host shows, that is chosen, or that is described", () => {
    expect(add({ url: "www.pau.fr" })).toMatchObject({
      site: { site: 1, url: "https://www.pau.fr" },
      body: { name: "Pau" },
    });
    expect(add({ url: "https://eau-pau.fr", body: "commune:64445" }).body?.id).toBe("commune:64445");
    expect(add({ url: "https://www.nantes.fr", body: null }).body).toBeNull();
    const own = {
      id: "company:pau-eaux",
      name: "Eaux de Pau",
      kind: "company",
      code: null,
      siren: null,
      departement: "64",
    };
    expect(add({ url: "https://eaux-de-pau.com", body: own }).body).toEqual(own as never);
    expect(add({ url: "https://www.eaux-de-pau.com", body: "company:pau-eaux" }).body?.name).toBe(
      "Eaux de Pau",
    );
  });

  test("that is watched already is given as it is", () => {
    add({ url: "www.pau.fr", tags: ["64"] });
    const count = journal.count();
    expect(add({ url: "https://www.pau.fr/" }).site).toMatchObject({ site: 1, tags: ["64"] });
    expect(journal.count()).toBe(count);
  });

  test("with a bad address or an unknown body is refused", () => {
    expect(() => add({ url: "http://127.0.0.1" })).toThrow("private network");
    expect(() => add({ url: "www.pau.fr", body: "commune:00000" })).toThrow("No body");
    expect(journal.count()).toBe(0);
  });

  test("changes from what the person saw, and not from anything else", () => {
    add({ url: "www.pau.fr" });
    changeSite(desk, 1, { field: "name", old: "", new: "Ville" }, actor);
    expect(() => changeSite(desk, 1, { field: "name", old: "", new: "Pau" }, actor)).toThrow("meanwhile");
    const count = journal.count();
    changeSite(desk, 1, { field: "name", old: "", new: "Ville" }, actor);
    expect(journal.count()).toBe(count);
    changeSite(desk, 1, { field: "body", old: "commune:64445", new: "departement:64" }, actor);
    expect(desk.book.bodyOf(1)?.name).toBe("Pyrénées-Atlantiques");
    expect(() => changeSite(desk, 2, { field: "name", old: "", new: "x" }, actor)).toThrow("No such site");
  });

  test("takes no address of another, and no other way of asking", () => {
    add({ url: "www.pau.fr" });
    add({ url: "www.nantes.fr" });
    const old = "https://www.pau.fr";
    const change = (url: string) => changeSite(desk, 1, { field: "url", old, new: url }, actor);
    expect(() => change("www.nantes.fr")).toThrow("watched already");
    expect(() => change("dns:pau.fr")).toThrow("stays http");
    expect(() => change("http://10.0.0.1")).toThrow("private");
    expect(change("http://pau.fr/").site.url).toBe("http://pau.fr");
    expect(desk.book.siteByUrl(old)).toBeUndefined();
  });

  test("is tagged and removed with others, once", () => {
    for (const host of ["www.pau.fr", "www.nantes.fr", "www.nice.fr"]) add({ url: host });
    expect(tagSites(desk, { sites: [1, 2, 2], add: ["villes"], remove: [] }, actor)).toBe(2);
    expect(tagSites(desk, { sites: [1, 2, 3], add: [], remove: ["villes"] }, actor)).toBe(2);
    expect([1, 2, 3].map((site) => desk.book.site(site)?.tags)).toEqual([[], [], []]);
    const tags = Array.from({ length: 20 }, (_, n) => `t${n}`);
    tagSites(desk, { sites: [1], add: tags, remove: [] }, actor);
    expect(() => tagSites(desk, { sites: [1], add: ["one more"], remove: [] }, actor)).toThrow("at most");
    expect(removeSites(desk, { sites: [1, 3, 99], reason: "closed" }, actor)).toBe(2);
    expect(removeSites(desk, { sites: [1, 3], reason: "closed" }, actor)).toBe(0);
    expect(add({ url: "www.pau.fr" }).site.site).toBe(4);
  });
});

test("hundreds of sites are tagged in one entry, thousands in a few", async () => {
  const text = Array.from({ length: 1_201 }, (_, n) => `https://www.s${n}.example-ville.fr/`).join("\n");
  await importList(desk, importRequest.parse({ id: "m-1", text, source: "test" }), actor);
  const sites = [...desk.book.sites()].map(({ site }) => site);
  const before = journal.count();
  expect(tagSites(desk, { sites: sites.slice(0, 500), add: ["nord"], remove: [] }, actor)).toBe(500);
  expect(journal.count()).toBe(before + 1);
  expect(tagSites(desk, { sites, add: ["sud"], remove: ["nord"] }, actor)).toBe(1_201);
  expect(journal.count()).toBe(before + 1 + 3);
  for (const book of [desk.book, openBook(journal)]) {
    expect([...book.sites()].every(({ tags }) => tags.join() === "sud")).toBe(true);
  }
});

describe("a maintenance", () => {
  const from = "2026-01-05T10:00:00.000Z";
  const asked = {
    id: "w-1",
    title: "Travaux",
    sites: [],
    bodies: [],
    tags: ["villes"],
    from,
    to: "2026-01-05T12:00:00.000Z",
  };

  test("is planned once and cancelled once", () => {
    expect(planMaintenance(desk, asked, actor)).toMatchObject({ id: "w-1", cancelled: false });
    planMaintenance(desk, asked, actor);
    expect(() => planMaintenance(desk, { ...asked, title: "Autre" }, actor)).toThrow("another maintenance");
    cancelMaintenance(desk, "w-1", "later", actor);
    cancelMaintenance(desk, "w-1", "later", actor);
    expect(() => cancelMaintenance(desk, "w-2", "later", actor)).toThrow("no such maintenance");
    expect(journal.count()).toBe(2);
    expect(desk.book.maintenance()).toEqual([]);
  });

  test("touches something, ends after it begins, and not too late", () => {
    const plan = (more: object) => () => planMaintenance(desk, { ...asked, ...more }, actor);
    expect(plan({ tags: [] })).toThrow("touches nothing");
    expect(plan({ to: from })).toThrow("end after");
    const late = new Date(Date.parse(from) + MAINTENANCE_MS_MAX + 1).toISOString();
    expect(plan({ to: late })).toThrow("end after");
  });
});

describe("the routes", () => {
  const call = async (
    method: Route["method"],
    path: string,
    body?: object,
    param: Record<string, string> = {},
  ) => {
    const [bare = "", search = ""] = path.split("?");
    const route = bodiesRoutes(desk).find((one) => one.method === method && one.path === bare);
    if (route === undefined) throw new Error(`no route ${path}`);
    const request = new Request(`http://127.0.0.1${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const guarded = {
      request,
      address: "127.0.0.1",
      param: (name: string) => param[name] ?? "",
      query: (name: string) => new URLSearchParams(search).get(name) ?? undefined,
      caller: { actor, role: "admin", via: "token", lasts: () => true },
    } as GuardedCall;
    return (await route.answer(guarded)).json();
  };

  test("take a list from its preview to its sites, and say what is there", async () => {
    const text = "www.pau.fr\nwww.nantes.fr";
    expect(await call("POST", "/api/watch/imports/preview", { text })).toMatchObject({
      sites: 2,
      matched: 2,
    });
    const taken = await call("POST", "/api/watch/imports", {
      id: "m-1",
      text,
      source: "test",
      tags: ["villes"],
    });
    expect(taken).toEqual({ added: 2, known: 0, refused: 0, unmatched: 0 });
    expect(await call("GET", "/api/watch/imports")).toMatchObject({ imports: [{ id: "m-1", added: 2 }] });
    expect(await call("GET", "/api/watch/tags")).toEqual({ tags: [{ tag: "villes", sites: 2 }] });
    const change = { field: "name", old: "", new: "Ville" };
    const changed = await call("POST", "/api/watch/sites/:site/change", { change }, { site: "1" });
    expect(changed).toMatchObject({ site: { name: "Ville" }, body: { id: "commune:64445" } });
    expect(await call("POST", "/api/watch/sites/remove", { sites: [2], reason: "closed" })).toEqual({
      removed: 1,
    });
    const found = await call("GET", "/api/watch/gazetteer?q=nantes");
    expect(found.bodies[0]).toMatchObject({ id: "commune:44109", name: "Nantes" });
  });

  test("refuse what does not fit", async () => {
    await expect(call("POST", "/api/watch/imports", { id: "x", text: "", source: "t" })).rejects.toThrow();
    await expect(call("POST", "/api/watch/sites", { url: "" })).rejects.toThrow();
    await expect(call("POST", "/api/watch/sites/:site/change", {}, { site: "one" })).rejects.toThrow();
    await expect(call("POST", "/api/watch/sites/remove", { sites: [], reason: "x" })).rejects.toThrow();
  });
});
