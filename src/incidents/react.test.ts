import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { people, temporaryRoom } from "../../test/support/incident-room.ts";
import { seeded } from "../../test/support/journal.ts";
import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { silentLog } from "../kernel/log.ts";
import { ACTS, OPEN_INCIDENTS_MAX } from "./acts.ts";
import type { Incident, Observation } from "./events.ts";
import { openCommandSchema, openIncident } from "./open-incident.ts";
import { perform } from "./perform.ts";
import { watchSieges } from "./react.ts";
import { listIncidents } from "./read.ts";
import { OBSERVATIONS_PER_HOUR_MAX, OBSERVATIONS_WINDOW_MS } from "./siege.ts";

type Place = ReturnType<typeof temporaryRoom>;
type Room = ReturnType<Place["open"]>;
let place: Place;
let room: Room;
let sequence = 0;
beforeEach(() => {
  place = temporaryRoom();
  room = place.open();
});
afterEach(() => {
  room.close();
  place.verifyAndRemove();
});

function say(
  journal: Journal,
  from: string,
  to: string,
  more: { site?: string; exercise?: boolean } = {},
): string {
  const { site = "mairie", exercise = false } = more;
  const body = { from, to, cause: "test", figures: {} };
  const occurredAt = new Date(place.clock.now() - 2_000).toISOString();
  sequence += 1;
  const event = {
    actor: program("gateway-0"),
    kind: "gateway.posture-changed",
    subject: site,
    body,
    occurredAt,
    exercise,
  };
  return journal.appendOnce({ source: "gateway-0/test", sequence }, event).id;
}

const incidents = (): Incident[] => listIncidents(room.journal).toReversed();

function observations(incident?: string): Observation[] {
  return room.journal
    .query<{ item: string }>("SELECT item FROM incident_items WHERE type = 'observation' ORDER BY position")
    .map(({ item }) => JSON.parse(item) as Observation)
    .filter((one) => incident === undefined || one.incident === incident);
}

const told = () => observations().map(({ from, to, changes }) => [from, to, changes]);

function close(incident: string): void {
  const asked = { incident, actor: people.alice, occurredAt: undefined };
  perform(room.desk, ACTS.close, { reason: "terminé" }, asked);
}

describe("a site that is besieged", () => {
  test("has an incident opened, and each change told in it", () => {
    say(room.journal, "calm", "strained");
    expect(incidents()).toEqual([]);
    say(room.journal, "strained", "siege");
    place.clock.advance(60_000);
    say(room.journal, "siege", "sealed");
    say(room.journal, "sealed", "calm");
    expect(incidents()).toMatchObject([
      {
        title: "Le site mairie est submergé",
        kind: "ddos",
        cause: "siege",
        site: "mairie",
        state: "open",
        openedBy: { type: "program", name: "keeper" },
        occurredAt: "2026-01-05T08:59:58.000Z",
      },
    ]);
    expect(told()).toEqual([
      ["strained", "siege", 1],
      ["siege", "sealed", 1],
      ["sealed", "calm", 1],
    ]);
  });

  test("has its own incident, and an exercise another one", () => {
    say(room.journal, "calm", "siege");
    say(room.journal, "calm", "sealed", { site: "cantine" });
    say(room.journal, "calm", "siege", { exercise: true });
    expect(incidents().map(({ title, exercise }) => [title, exercise])).toEqual([
      ["Le site mairie est submergé", false],
      ["Le serveur du site cantine ne répond plus", false],
      ["Le site mairie est submergé", true],
    ]);
    say(room.journal, "siege", "calm", { exercise: true });
    const [real, , exercise] = incidents().map(({ id }) => observations(id).length);
    expect([real, exercise]).toEqual([1, 2]);
  });

  test("is told in the incident that a person opened for it", () => {
    const command = openCommandSchema.parse({ id: "i-one", title: "Robots", kind: "ddos", site: "mairie" });
    openIncident(room.desk, command, people.alice);
    say(room.journal, "calm", "siege");
    expect(incidents().map(({ id }) => id)).toEqual(["i-one"]);
    expect(told()).toEqual([["calm", "siege", 1]]);
  });

  test("has a new incident when it comes again after the first was closed, and not before", () => {
    say(room.journal, "calm", "siege");
    close(incidents()[0]?.id ?? "");
    room.close();
    room = place.open();
    expect(incidents()).toHaveLength(1);
    say(room.journal, "siege", "calm");
    expect(incidents()).toHaveLength(1);
    say(room.journal, "calm", "siege");
    expect(incidents().map(({ state }) => state)).toEqual(["closed", "open"]);
  });
});

describe("a posture that flaps", () => {
  function flap(times: number): void {
    for (let time = 0; time < times; time++) {
      place.clock.advance(1_000);
      say(room.journal, time % 2 === 0 ? "siege" : "calm", time % 2 === 0 ? "calm" : "siege");
    }
  }

  test("is told so often in an hour, and the rest in one sum when the hour is over", () => {
    say(room.journal, "calm", "siege");
    flap(101);
    expect(observations()).toHaveLength(OBSERVATIONS_PER_HOUR_MAX);
    place.clock.advance(OBSERVATIONS_WINDOW_MS);
    watchSieges(room.journal, place.clock, silentLog).catchUp();
    expect(told().at(-1)).toEqual(["calm", "calm", 101 - (OBSERVATIONS_PER_HOUR_MAX - 1)]);
    expect(told().reduce((sum, [, , changes]) => sum + Number(changes), 0)).toBe(102);
    expect(incidents()).toHaveLength(1);
  });

  test("opens nothing anew after a restart when its incident was closed meanwhile", () => {
    say(room.journal, "calm", "siege");
    flap(40);
    close(incidents()[0]?.id ?? "");
    room.close();
    place.clock.advance(OBSERVATIONS_WINDOW_MS);
    room = place.open();
    expect(incidents().map(({ state }) => state)).toEqual(["closed"]);
  });
});

describe("a keeper that stops", () => {
  test("before it could tell, tells when it starts again, once", () => {
    room.incidents.close();
    const siege = say(room.journal, "calm", "siege");
    say(room.journal, "siege", "calm");
    expect(incidents()).toEqual([]);
    for (let start = 0; start < 3; start++) {
      room.close();
      room = place.open();
      expect(incidents().map(({ id }) => id)).toEqual([`i-${siege.slice(0, 16)}`]);
      expect(told()).toEqual([["calm", "calm", 2]]);
    }
  });

  test("between opening and telling, tells when it starts again", () => {
    room.incidents.close();
    const lastWords: Journal = {
      ...room.journal,
      appendOnce(delivery, event) {
        if (event.kind === "incident.observed") throw new Error("power cut");
        return room.journal.appendOnce(delivery, event);
      },
    };
    say(room.journal, "calm", "siege");
    watchSieges(lastWords, place.clock, silentLog).catchUp();
    expect([incidents().length, observations().length]).toEqual([1, 0]);
    room.close();
    room = place.open();
    expect(incidents()).toHaveLength(1);
    expect(told()).toEqual([["calm", "siege", 1]]);
  });

  test("after it wrote but before it knew, writes nothing twice", () => {
    room.incidents.close();
    const unheard: Journal = {
      ...room.journal,
      appendOnce(delivery, event) {
        room.journal.appendOnce(delivery, event);
        throw new Error("time-out");
      },
    };
    say(room.journal, "calm", "siege");
    for (let tries = 0; tries < 5; tries++) watchSieges(unheard, place.clock, silentLog).catchUp();
    expect([incidents().length, observations().length]).toEqual([1, 1]);
  });
});

test("with as many incidents open as can be, a siege waits for one to be closed", () => {
  for (let n = 0; n < OPEN_INCIDENTS_MAX; n++) {
    openIncident(
      room.desk,
      openCommandSchema.parse({ id: `i-${n}`, title: "x", kind: "other" }),
      // No one person may open them all.
      { ...people.alice, id: `alice-${n % 4}` },
    );
  }
  expect(() =>
    openIncident(room.desk, openCommandSchema.parse({ title: "x", kind: "other" }), people.alice),
  ).toThrow("200 incidents are open");
  say(room.journal, "calm", "siege");
  expect(incidents().filter(({ cause }) => cause === "siege")).toEqual([]);
  close("i-0");
  watchSieges(room.journal, place.clock, silentLog).catchUp();
  expect(incidents().filter(({ cause }) => cause === "siege")).toHaveLength(1);
});

test("over kills at any moment each siege has one incident, and each change is told once", async () => {
  const writer = join(import.meta.dir, "testing/besieged-writer.ts");
  const random = seeded(7);
  room.close();
  let first = 0;
  for (let kill = 0; kill < 10; kill++) {
    const child = Bun.spawn(
      [process.execPath, "--no-install", writer, place.folder, place.path, place.keysFolder, String(first)],
      { stdout: "pipe", stderr: "inherit" },
    );
    const reader = child.stdout.getReader();
    const started = new TextDecoder().decode((await reader.read()).value);
    expect(Number.parseInt(started, 10)).toBe(first);
    await Bun.sleep(Math.floor(random() * 40));
    child.kill("SIGKILL");
    await child.exited;
    room = place.open();
    const sites = room.journal.query<{ site: string; changes: number }>(
      "SELECT site, count(*) AS changes FROM incident_postures GROUP BY site",
    );
    const wrong = sites.filter(({ site, changes }) => {
      const own = room.journal.query<{ id: string }>("SELECT id FROM incidents WHERE site = ?", site);
      const seen = observations(own[0]?.id).reduce((sum, one) => sum + one.changes, 0);
      return own.length !== 1 || seen !== changes;
    });
    expect(wrong).toEqual([]);
    // The site that the kill came upon stays as it is; the next run begins behind it.
    first = sites.length;
    room.close();
  }
  room = place.open();
});
