import { describe, expect, test } from "bun:test";
import { temporaryJournal, viewsMatchRebuild } from "../../test/support/journal.ts";
import { exportLines, type NewEntry } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { ROLES } from "../kernel/role.ts";
import { peopleEvents as catalogue } from "./events.ts";
import { makeDirectory, peopleViews } from "./views.ts";

const actor = program("test");
const entry = (kind: string, subject: string, body: object): NewEntry => ({ actor, kind, subject, body });

/** Any entry about any of a few people, in any order: also orders that no act would write. */
function randomEntry(random: () => number): NewEntry {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const id = pick(["p-1", "p-2", "p-3", "p-4"]);
  const role = pick(ROLES);
  const contact = { name: pick(["Préfecture", "SDIS"]), phones: [String(Math.floor(random() * 100))] };
  return pick([
    () => entry("people.invited", id, { name: `Name ${id}`, role }),
    () => entry("people.invitation-withdrawn", id, {}),
    () => entry("people.joined", id, { name: `Name ${id}`, userName: pick(["", `User-${id}`]), role }),
    () => entry("people.role-changed", id, { old: pick(ROLES), new: role }),
    () => entry("people.renamed", id, { old: "x", new: `Other ${Math.floor(random() * 9)}` }),
    () => entry("people.disabled", id, { reason: "" }),
    () => entry("people.enabled", id, {}),
    () => entry("people.signed-in", id, { method: "password", address: "" }),
    () => entry("people.sessions-ended", id, { count: 1 }),
    () => entry("people.contact-changed", `c-${id}`, { old: null, new: random() < 0.3 ? null : contact }),
    () => entry("people.signed-out", id, {}),
  ])();
}

describe("the views of people", () => {
  test.each([1, 2, 3])("kept in step are the same as made from nothing (seed %d)", (seed) => {
    const rows = viewsMatchRebuild({ views: peopleViews, catalogue, seed, events: 400, next: randomEntry });
    expect(rows.people_persons?.length).toBeGreaterThan(0);
    expect(rows.people_contacts?.length).toBeGreaterThan(0);
  });

  test("fold what happened to a person", () => {
    const place = temporaryJournal();
    const journal = place.open({ catalogue, views: peopleViews });
    const directory = makeDirectory(journal);
    const at = (n: number) => new Date(Date.parse("2026-01-05T09:00:00Z") + n * 1000).toISOString();
    const say = (kind: string, body: object) => {
      journal.append(entry(kind, "p-1", body));
      place.clock.advance(1000);
    };
    expect(directory.person("p-1")).toBeUndefined();
    say("people.invited", { name: "Bob", role: "member" });
    expect(directory.person("p-1")).toMatchObject({
      state: "invited",
      role: "member",
      userName: null,
      since: at(0),
    });
    say("people.joined", { name: "Bob", userName: "Bob.Lefèvre", role: "member" });
    expect(directory.byUserName("BOB.LEFÈVRE")).toMatchObject({
      id: "p-1",
      state: "active",
      since: at(1),
      ended: 0,
    });
    say("people.signed-in", { method: "password", address: "" });
    say("people.invited", { name: "Bob", role: "member" });
    say("people.invitation-withdrawn", {});
    expect(directory.person("p-1")).toMatchObject({ state: "active", lastSignIn: at(2) });
    say("people.role-changed", { old: "member", new: "admin" });
    expect(directory.person("p-1")).toMatchObject({ role: "admin", ended: 6 });
    expect(directory.activeAdmins()).toEqual(["p-1"]);
    say("people.disabled", { reason: "" });
    expect(directory.person("p-1")).toMatchObject({ state: "disabled", ended: 7 });
    expect(directory.activeAdmins()).toEqual([]);
    say("people.enabled", {});
    expect(directory.person("p-1")).toMatchObject({ state: "active", ended: 7 });
    journal.close();
    place.verifyAndRemove();
  });

  test("take no right from another journal's entries", () => {
    const here = temporaryJournal();
    const there = temporaryJournal();
    const journal = here.open({ catalogue, views: peopleViews });
    const neighbour = there.open({ catalogue, lane: "keeper-9-deadbeef", views: peopleViews });
    journal.append(entry("people.joined", "p-1", { name: "Chloé", userName: "chloe", role: "observer" }));
    const forged = [
      entry("people.role-changed", "p-1", { old: "observer", new: "admin" }),
      entry("people.joined", "p-2", { name: "Eve", userName: "eve", role: "admin" }),
      entry("people.disabled", "p-1", { reason: "" }),
      entry("people.contact-changed", "c-1", { old: null, new: { name: "Eve" } }),
    ];
    neighbour.appendAll(forged);
    expect(journal.importEntries([...exportLines(there.path)])).toMatchObject({ admitted: 4, refused: 0 });
    const directory = makeDirectory(journal);
    const look = () => [
      directory.people().map(({ id, role, state }) => [id, role, state]),
      directory.contacts(),
    ];
    expect(look()).toEqual([[["p-1", "observer", "active"]], []]);
    journal.rebuildViews();
    expect(look()).toEqual([[["p-1", "observer", "active"]], []]);
    journal.close();
    neighbour.close();
    here.verifyAndRemove();
    there.verifyAndRemove();
  });

  test("let two people have no user name, and find neither by it", () => {
    const place = temporaryJournal();
    const journal = place.open({ catalogue, views: peopleViews });
    for (const id of ["p-1", "p-2"]) {
      journal.append(entry("people.joined", id, { name: id, userName: "", role: "observer" }));
    }
    const directory = makeDirectory(journal);
    expect(directory.people().map(({ userName }) => userName)).toEqual([null, null]);
    expect(directory.byUserName("")).toBeUndefined();
    journal.close();
    place.verifyAndRemove();
  });
});
