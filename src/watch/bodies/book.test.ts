import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Journal, openJournal } from "../../journal/index.ts";
import { program } from "../../kernel/actor.ts";
import { ManualClock } from "../../kernel/clock.ts";
import { type WatchEventKind, watchEvents } from "../events.ts";
import { type BookChange, bodiesView, openBook } from "./index.ts";

let folder: string;
let journal: Journal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-book-"));
  journal = openJournal({
    path: join(folder, "beffroi.db"),
    keysFolder: join(folder, "keys"),
    lane: "keeper",
    clock: new ManualClock(),
    catalogue: watchEvents,
    views: [bodiesView],
  });
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true });
});

const say = (kind: WatchEventKind, body: object) =>
  journal.append({ actor: program("test"), kind, subject: "watch", body });
const nimes = {
  id: "commune:30189",
  name: "Nîmes",
  kind: "commune",
  code: "30189",
  siren: "213001894",
  departement: "30",
};
const site = (number: number, host: string, body: string | null = null, tags: string[] = []) => ({
  site: number,
  check: "http",
  url: `https://${host}`,
  name: "",
  body,
  tags,
});
const addThree = () => {
  say("watch.bodies-added", { import: null, bodies: [nimes] });
  const sites = [
    site(1, "www.nimes.fr", nimes.id, ["mairies"]),
    site(2, "example.fr"),
    site(3, "eau-nimes.fr", nimes.id),
  ];
  say("watch.sites-added", { import: null, sites });
};

describe("the book of what is watched", () => {
  test("follows the journal, and is the same when opened again", () => {
    const book = openBook(journal);
    addThree();
    say("watch.site-changed", { site: 1, change: { field: "tags", old: ["mairies"], new: ["gard"] } });
    say("watch.sites-tagged", { sites: [1, 2, 99], add: ["eau"], remove: ["gard"] });
    say("watch.site-changed", { site: 2, change: { field: "body", old: null, new: nimes.id } });
    say("watch.sites-removed", { sites: [3], reason: "closed" });
    for (const one of [book, openBook(journal)]) {
      expect([...one.sites()]).toEqual([
        site(1, "www.nimes.fr", nimes.id, ["eau"]),
        site(2, "example.fr", nimes.id, ["eau"]),
      ] as never);
      expect(one.sitesOf(nimes.id).map((of) => of.site)).toEqual([1, 2]);
      expect(one.bodyOf(1)).toEqual(nimes as never);
      expect(one.bodyOf(3)).toBeNull();
      expect(one.siteByUrl("https://eau-nimes.fr")).toBeUndefined();
      expect(one.lastSite()).toBe(3);
    }
  });

  test("tells who listens what was added, changed and removed, and nothing when nothing was", () => {
    const heard: BookChange[] = [];
    const book = openBook(journal);
    const stop = book.onChange((change) => heard.push(change));
    addThree();
    say("watch.site-changed", { site: 2, change: { field: "name", old: "", new: "Exemple" } });
    say("watch.sites-removed", { sites: [2], reason: "closed" });
    say("watch.sites-removed", { sites: [2], reason: "closed twice" });
    const of = (change: BookChange) => [
      change.added.map((one) => one.site),
      change.changed.map((one) => one.name),
      change.removed,
    ];
    expect(heard.map(of)).toEqual([
      [[1, 2, 3], [], []],
      [[], ["Exemple"], []],
      [[], [], [2]],
    ]);
    stop();
    say("watch.sites-removed", { sites: [1], reason: "closed" });
    expect(heard).toHaveLength(3);
  });

  test("searches address, name, body, département and tags, accents aside, in the order of numbers", () => {
    const book = openBook(journal);
    addThree();
    say("watch.site-changed", { site: 1, change: { field: "name", old: "", new: "Hôtel de ville" } });
    expect(book.search("NÎMES")).toEqual([1, 3]);
    expect(book.search("hotel nimes")).toEqual([1]);
    expect(book.search("mairies")).toEqual([1]);
    expect(book.search("www.nimes.fr")).toEqual([1]);
    expect(book.search("30")).toEqual([1, 3]);
    expect(book.search("")).toEqual([1, 2, 3]);
    expect(book.search("nulle part")).toEqual([]);
  });

  test("knows which maintenance a site is in", () => {
    const book = openBook(journal);
    addThree();
    const from = "2026-01-05T10:00:00.000Z";
    const to = "2026-01-05T12:00:00.000Z";
    const planned = { title: "Travaux", sites: [], bodies: [nimes.id], tags: [], from, to };
    say("watch.maintenance-planned", { id: "w-1", ...planned });
    const [first, second] = [...book.sites()];
    expect(book.maintenanceAt(first as never, Date.parse(from))?.id).toBe("w-1");
    expect(book.maintenanceAt(first as never, Date.parse(to))).toBeUndefined();
    expect(book.maintenanceAt(second as never, Date.parse(from))).toBeUndefined();
    say("watch.maintenance-cancelled", { id: "w-1", reason: "later" });
    expect(book.maintenance()).toEqual([]);
  });

  test("gives no site the address of another", () => {
    const book = openBook(journal);
    addThree();
    say("watch.site-changed", {
      site: 2,
      change: { field: "url", old: "https://example.fr", new: "https://www.nimes.fr" },
    });
    expect(book.site(2)?.url).toBe("https://example.fr");
    say("watch.sites-added", { import: null, sites: [site(4, "www.nimes.fr")] });
    expect(book.site(4)).toBeUndefined();
    expect(book.siteByUrl("https://www.nimes.fr")?.site).toBe(1);
  });
});
