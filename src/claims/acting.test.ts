import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type ClaimsRoom, claimsRoom } from "../../test/support/claims-room.ts";
import { DISPATCH_FR, RANSOMWARE, TARGET_LIST } from "../../test/support/claims-texts.ts";
import { until } from "../../test/support/watch-room.ts";
import { JUDGED_IN_ONE_TURN } from "./judge.ts";

/** What a fresh claim sets in motion, and what is kept of an attacker's list. */

const OWN = [{ name: "demo", hosts: ["www.mairie-demonstration.fr"] }];
let room: ClaimsRoom;
beforeEach(async () => {
  room = await claimsRoom({ ownSites: OWN });
});
afterEach(async () => {
  await room.close();
});

const read = (body: object) => room.good("alice member", "POST", "/api/claims/documents", body);
const acted = (what: string) =>
  room.journal.query<{ event: string; act: string }>(
    "SELECT event, act FROM claims_acts WHERE what = ?",
    what,
  );

describe("a target list that names our own site", () => {
  test("has our gateways expect an attack for a while and tells the crisis room, once", async () => {
    const { documents } = await read({ name: "cibles.json", text: TARGET_LIST });
    await until(() => (acted("gateway-alerted").length > 0 ? true : undefined));
    const untilMs = room.clock.now() + 360 * 60_000;
    expect(room.alerts).toEqual([{ site: "demo", untilMs }]);
    const [incident] = room.journal.query<{ facts: string }>("SELECT facts FROM incidents");
    expect(JSON.parse(incident?.facts ?? "{}")).toMatchObject({ kind: "ddos", cause: "watch", site: "demo" });
    const event = documents[0].event;
    await read({ name: "autre.txt", text: DISPATCH_FR, event });
    expect(room.told).toHaveLength(1);
    expect(room.alerts).toHaveLength(1);
  });

  test("shows which of our routes will be hit, and keeps nothing but hosts and times", async () => {
    const answer = await read({ name: "cibles.json", text: TARGET_LIST });
    expect(answer.ownRoutes).toEqual([
      { host: "www.mairie-demonstration.fr", route: "/recherche", count: 2 },
      { host: "www.mairie-demonstration.fr", route: "/contact", count: 1 },
    ]);
    expect(answer.documents[0].targets.map(({ host }: { host: string }) => host)).toEqual([
      "www.lorient.bzh",
      "www.mairie-demonstration.fr",
    ]);
    const kept = [
      ...room.journal.read({ after: 0, limit: 100 }).map(({ entry }) => JSON.stringify(entry)),
      ...readdirSync(join(room.folder, "documents")).map((name) =>
        readFileSync(join(room.folder, "documents", name), "utf8"),
      ),
    ].join("\n");
    expect(kept).toContain("www.lorient.bzh");
    for (const recipe of ["/recherche", "/contact", "$_1", "192.0.2.7", "?s=", "443"]) {
      expect(kept, recipe).not.toContain(recipe);
    }
  });

  test("is a claim against the body whose site it names", async () => {
    const { documents } = await read({ name: "cibles.json", text: TARGET_LIST });
    const bodies = documents[0].attacks.map(({ body }: { body: { id: string } }) => body.id);
    expect(bodies).toEqual(["commune:56121"]);
  });

  test("is of one event with the dispatch of that day, whichever is read first", async () => {
    const { documents } = await read({ name: "cibles.json", text: TARGET_LIST });
    const after = await read({ name: "depeche.txt", text: DISPATCH_FR });
    expect(after.documents[0].event).toBe(documents[0].event);
    const again = await read({ name: "cibles-2.json", text: TARGET_LIST, publisher: "Canal" });
    expect(again.documents[0].event).toBe(documents[0].event);
  });

  test("a person ends the alert before its time", async () => {
    const { documents } = await read({ name: "cibles.json", text: TARGET_LIST });
    await until(() => (acted("gateway-alerted").length > 0 ? true : undefined));
    const { event } = documents[0];
    const path = `/api/claims/events/${event}/release`;
    expect((await room.ask("bob member", "POST", path, { reason: "Fausse alerte." })).status).toBe(403);
    const { released } = await room.good("alice lead", "POST", path, { reason: "Fausse alerte." });
    expect(released).toEqual(["demo"]);
    expect(room.alerts.at(-1)).toEqual({ site: "demo", untilMs: 0 });
    expect(await room.good("alice lead", "POST", path, { reason: "Encore." })).toEqual({ released: [] });
  });

  test("tells an incident that is open about this site instead of opening another", async () => {
    const body = { title: "Saturation", kind: "ddos", cause: "person", site: "demo", summary: "" };
    const actor = { type: "program", name: "test" } as const;
    room.journal.append({ actor, kind: "incident.opened", subject: "i-ouvert", body });
    await read({ name: "cibles.json", text: TARGET_LIST });
    await until(() => (acted("room-told").length > 0 ? true : undefined));
    const incidents = room.journal.query<{ id: string }>("SELECT id FROM incidents");
    expect(incidents).toEqual([{ id: "i-ouvert" }]);
    const [note] = room.journal.query<{ item: string }>("SELECT item FROM incident_items");
    expect(JSON.parse(note?.item ?? "{}")).toMatchObject({ type: "note", certainty: "hearsay" });
  });
});

describe("nothing is set in motion", () => {
  const settled = async () => {
    await Bun.sleep(50);
    return { alerts: room.alerts, told: room.told, acts: acted("room-told").length };
  };
  const nothing = { alerts: [], told: [], acts: 0 };

  test("by an old claim", async () => {
    await read({ name: "cibles.json", text: TARGET_LIST, publishedAt: "2025-11-02" });
    expect(await settled()).toEqual(nothing);
  });

  test("by an exercise", async () => {
    const { documents } = await read({ name: "cibles.json", text: TARGET_LIST, exercise: true });
    expect(await settled()).toEqual(nothing);
    const { total } = await room.good("alice observer", "GET", "/api/claims/events");
    expect(total).toBe(0);
    const exercises = await room.good("alice observer", "GET", "/api/claims/events?exercise=1");
    expect(exercises.events[0]).toMatchObject({ event: documents[0].event, exercise: true });
    const real = await read({ name: "vrai.txt", text: DISPATCH_FR });
    expect(real.documents[0].event).not.toBe(documents[0].event);
  });

  test("by a breach, nor by a claim that names nobody of ours", async () => {
    await read({ name: "rancon.txt", text: RANSOMWARE });
    await read({ name: "depeche.txt", text: DISPATCH_FR });
    expect(await settled()).toEqual(nothing);
  });
});

test("a body of ours that is named is ours, whichever host is meant", async () => {
  await room.close();
  room = await claimsRoom({ ownSites: OWN, settings: { own_bodies: ["commune:56121"] } });
  await read({ name: "depeche.txt", text: DISPATCH_FR });
  await until(() => (room.alerts.length > 0 ? true : undefined));
  expect(room.alerts[0]?.site).toBe("demo");
});

test("gateways are left alone when the settings say so", async () => {
  await room.close();
  room = await claimsRoom({ ownSites: OWN, settings: { alert_minutes: 0 } });
  await read({ name: "cibles.json", text: TARGET_LIST });
  await until(() => (room.told.length > 0 ? true : undefined));
  expect(room.alerts).toEqual([]);
});

test("without a watch every claim is not observed, and no rate is raised", async () => {
  await room.close();
  room = await claimsRoom({ watching: false });
  const { documents } = await read({ name: "depeche.txt", text: DISPATCH_FR });
  const { bodies } = await room.good("alice observer", "GET", `/api/claims/events/${documents[0].event}`);
  expect(new Set(bodies.map(({ verdict }: { verdict: { verdict: string } }) => verdict.verdict))).toEqual(
    new Set(["not_observed"]),
  );
  expect(acted("rate-raised")).toEqual([]);
  expect(await room.good("alice observer", "GET", "/api/claims/summary")).toMatchObject({ watching: false });
});

test("a long list is judged in turns, and every body of it gets its verdict", async () => {
  const numbers = [
    56121, 42187, 29232, 81065, 39198, 29019, 35238, 21231, 66136, 37261, 89387, 76540, 42218, 25056,
  ];
  const more = [
    38185, 44109, 33063, 86194, 64445, 30189, 49007, 76351, 34172, 65440, 13055, 59350, 84007, 68066, 79191,
  ];
  const { documents } = await read({ name: "depeche.txt", text: DISPATCH_FR });
  const [{ document, event }] = documents;
  for (const code of [...numbers, ...more]) {
    const add = { document, body: `commune:${code}`, type: "ddos", reason: "Nommée dans la liste." };
    await room.ask("alice member", "POST", "/api/claims/reviews/add-attack", add);
  }
  await read({ name: "rappel.txt", text: `${DISPATCH_FR}\nUn rappel.`, event });
  const judged = await until(async () => {
    const { bodies } = await room.good("alice observer", "GET", `/api/claims/events/${event}`);
    return bodies.every(({ verdict }: { verdict: object | null }) => verdict !== null) ? bodies : undefined;
  });
  expect(judged.length).toBeGreaterThan(JUDGED_IN_ONE_TURN);
});

test("the text that was read is readable by this user alone, and by members in the console", async () => {
  const { documents } = await read({ name: "depeche.txt", text: DISPATCH_FR });
  const [name = ""] = readdirSync(join(room.folder, "documents"));
  expect(statSync(join(room.folder, "documents", name)).mode & 0o777).toBe(0o600);
  const path = `/api/claims/documents/${documents[0].document}`;
  expect((await room.good("alice observer", "GET", path)).text).toBeNull();
  const { text, statements } = await room.good("alice member", "GET", path);
  expect(text).toBe(DISPATCH_FR);
  for (const { span, quote } of statements) {
    expect(text.slice(...span).replace(/\s+/g, " ")).toBe(quote);
  }
});
