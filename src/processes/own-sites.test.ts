import { afterEach, beforeEach, expect, test } from "bun:test";
import { type TemporaryJournal, temporaryJournal } from "../../test/support/journal.ts";
import { catalogue } from "../catalogue.ts";
import { listIncidents } from "../incidents/read.ts";
import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import type { VerdictChange } from "../watch/events.ts";
import { keeperViews } from "./keeper.ts";
import { tellOwnSite } from "./own-sites.ts";

let place: TemporaryJournal;
let journal: Journal;
const OWN = [{ name: "mairie", hosts: ["www.ville.fr", "ville.fr"] }];

beforeEach(() => {
  place = temporaryJournal();
  journal = place.open({ catalogue, views: keeperViews });
  const sites = ["https://www.ville.fr", "https://www.ailleurs.fr"].map((url, n) => ({
    site: n + 1,
    check: "http",
    url,
    body: null,
  }));
  journal.append({
    actor: program("test"),
    kind: "watch.sites-added",
    subject: "watch",
    body: { import: null, sites },
  });
});
afterEach(() => {
  journal.close();
  place.remove();
});

const change = (site: number, is: Partial<VerdictChange["is"]> = {}): VerdictChange => ({
  site,
  was: "accessible",
  is: {
    verdict: "inaccessible",
    qualifiers: [],
    from: "2026-01-05T08:00:00.000Z",
    to: "2026-01-05T09:00:00.000Z",
    n: 12,
    d: 11,
    p: 0,
    t: 1,
    answered: 0.1,
    low: 0,
    high: 0.3,
    cause: "tcp.timeout",
    vantages: ["local", "lyon"],
    confirmed: true,
    rule: "1",
    ...is,
  },
});

test("a site of ours that cannot be reached for sure opens an incident, once; what comes later is noted in it", () => {
  tellOwnSite(journal, change(1), OWN);
  tellOwnSite(journal, change(1), OWN);
  const [incident, ...others] = listIncidents(journal);
  expect(others).toEqual([]);
  expect(incident).toMatchObject({
    title: "Le site mairie est inaccessible",
    cause: "watch",
    site: "mairie",
    state: "open",
  });
  const later = change(1, { to: "2026-01-05T12:00:00.000Z" });
  tellOwnSite(journal, later, OWN);
  tellOwnSite(journal, later, OWN);
  const notes = journal.read({ limit: 20 }).filter(({ entry }) => entry.kind === "incident.noted");
  expect(notes).toHaveLength(1);
  expect(notes[0]?.entry.body).toMatchObject({ certainty: "fact", source: "Veille, site-1, règle 1" });
});

test.each([
  ["of somebody else", change(2)],
  ["measured from one point", change(1, { confirmed: false })],
  ["in a maintenance", change(1, { qualifiers: ["maintenance"] })],
  ["that answers now and then", change(1, { verdict: "intermittent" })],
  ["that is watched no more", change(9)],
])("a site %s opens nothing", (_, one) => {
  tellOwnSite(journal, one, OWN);
  expect(listIncidents(journal)).toEqual([]);
});
