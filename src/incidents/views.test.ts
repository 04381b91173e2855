import { describe, expect, test } from "bun:test";
import { RandomActs } from "../../test/support/incident-random.ts";
import { temporaryRoom } from "../../test/support/incident-room.ts";
import { z } from "zod";
import { dumpViews, seeded, viewsMatchRebuild } from "../../test/support/journal.ts";
import type { Journal, NewEntry, StoredEntry } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { type Incident, incidentEvents, type Item } from "./events.ts";
import { readIncidentEntry } from "./entry.ts";
import { isLive } from "./item.ts";
import { entryAt, listIncidents } from "./read.ts";
import { searchableText } from "./search-words.ts";
import { readTimeline, timelineQuery } from "./timeline.ts";
import { incidentView } from "./views.ts";

type Tables = { incidents: Incident[]; items: Item[]; lines: { incident: string; position: number }[] };

function tablesOf(journal: Journal): Tables {
  const items = journal.query<{ item: string; incident: string }>(
    "SELECT item, incident FROM incident_items",
  );
  return {
    incidents: listIncidents(journal),
    items: items.map(({ item }) => JSON.parse(item) as Item),
    lines: journal.query("SELECT incident, position FROM incident_timeline"),
  };
}

/** What the tables must agree on among themselves, counted in another way than they were. */
function disagreements({ incidents, items, lines }: Tables): string[] {
  const found: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) found.push(what);
  };
  for (const incident of incidents) {
    const own = items.filter((item) => item.incident === incident.id);
    const tasks = own.filter((item) => item.type === "task" && isLive(item));
    const due = tasks
      .flatMap((task) => (task.type === "task" && task.dueAt !== null ? [task.dueAt] : []))
      .sort();
    const { counts } = incident;
    must(
      counts.openTasks === tasks.length,
      `${incident.id}: ${counts.openTasks} open tasks, not ${tasks.length}`,
    );
    must(counts.overdueFrom === (due[0] ?? null), `${incident.id}: due ${counts.overdueFrom}, not ${due[0]}`);
    const decisions = own.filter((item) => item.type === "decision" && isLive(item)).length;
    must(counts.decisions === decisions, `${incident.id}: ${counts.decisions} decisions, not ${decisions}`);
    const entries = lines.filter((line) => line.incident === incident.id).map(({ position }) => position);
    must(
      incident.entries === entries.length,
      `${incident.id}: ${incident.entries} entries, not ${entries.length}`,
    );
    must(incident.changed === Math.max(...entries), `${incident.id}: changed at ${incident.changed}`);
    must(incident.state !== "merged" || own.length === 0, `${incident.id} is merged and has items`);
  }
  return found;
}

function wanders(seed: number, steps: number): void {
  const place = temporaryRoom();
  let room = place.open();
  try {
    const random = seeded(seed);
    const acts = new RandomActs(() => room.desk, random);
    let written = 0;
    for (let step = 0; step < steps; step++) {
      place.clock.advance(Math.floor(random() * 60_000));
      if (acts.step()) written += 1;
      if (random() > 0.02) continue;
      room.close();
      room = place.open();
    }
    expect(written).toBeGreaterThan(steps / 3);
    const kinds = room.journal.query<{ kind: string }>("SELECT DISTINCT type AS kind FROM incident_timeline");
    expect(kinds.length).toBeGreaterThan(4);
    expect(listIncidents(room.journal).some(({ state }) => state === "merged")).toBe(true);
    expect(disagreements(tablesOf(room.journal))).toEqual([]);
    const kept = dumpViews(place.path, [incidentView]);
    expect(wrongSearches(room.journal)).toEqual([]);
    room.journal.rebuildViews("incidents");
    expect(dumpViews(place.path, [incidentView])).toEqual(kept);
    expect(wrongSearches(room.journal)).toEqual([]);
  } finally {
    room.close();
    place.verifyAndRemove();
  }
}

/** Searches in each incident whose answers by the index are not those of reading every line. */
function wrongSearches(journal: Journal): string[] {
  return listIncidents(journal).flatMap(({ id }) =>
    ["oeuvre", "ISOLE mess", "nord", "al", "zzz", "b"].filter((q) => {
      const { entries, found } = readTimeline(journal, id, timelineQuery.parse({ q, limit: 200 }));
      const expected = readAll(journal, id).filter((stored) => hasWords(stored, q));
      const newest = expected.reverse().slice(0, 200);
      return (
        found !== expected.length ||
        entries.map(({ position }) => position).join() !== newest.map(({ position }) => position).join()
      );
    }),
  );
}

function readAll(journal: Journal, incident: string): StoredEntry[] {
  return journal
    .query<{ position: number }>(
      "SELECT position FROM incident_timeline WHERE incident = ? ORDER BY position",
      incident,
    )
    .map(({ position }) => entryAt(journal, position));
}

/** The same question, asked the slow way. */
function hasWords(stored: StoredEntry, q: string): boolean {
  const entry = readIncidentEntry(stored);
  if (entry === undefined) return false;
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain(searchableText(entry)).match(/[\p{L}\p{N}]+/gu) ?? [];
  return plain(q)
    .split(" ")
    .every((word) => words.some((one) => (word.length < 2 ? one === word : one.startsWith(word))));
}

/** As of a lane whose writer knows other kinds, or is no friend: any body is taken in. */
const anything = z.record(z.string(), z.unknown());

/** Bodies that fit, half of the time, about few incidents and few items, in no order at all. */
function hostileEvent(random: () => number, kinds: string[]): NewEntry {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const incident = () => pick(["i-a", "i-b", "i-c", "i-d"]);
  const item = () => pick(["x1", "x2", "x3", "x4", "x5", "x6"]);
  const who = { name: "Mallory" };
  const bodies: Record<string, () => object> = {
    "incident.opened": () => ({ title: "x", kind: "ddos", cause: "siege", site: "mairie" }),
    "incident.closed": () => ({ reason: "x" }),
    "incident.reopened": () => ({ reason: "x" }),
    "incident.merged": () => ({ into: incident(), reason: "x" }),
    "incident.split": () => ({ into: incident(), items: [item(), item()], reason: "x" }),
    "incident.noted": () => ({ id: item(), text: "mot", certainty: "fact" }),
    "incident.note-weighed": () => ({ id: item(), old: "fact", new: "hearsay" }),
    "incident.decided": () => ({ id: item(), text: "mot", reason: "x", decider: who }),
    "incident.decision-revoked": () => ({ id: item(), reason: "x", decider: who }),
    "incident.task-added": () => ({ id: item(), text: "mot", dueAt: "2026-01-06T09:00:00.000Z" }),
    "incident.task-changed": () => ({
      id: item(),
      changes: [{ field: "state", old: "open", new: pick(["done", "open"]) }],
    }),
    "incident.duty-taken": () => ({ id: item(), duty: "it", who, from: "2026-01-06T09:00:00.000Z" }),
    "incident.duty-handed-over": () => ({ id: item(), next: item(), to: who, brief: "x" }),
    "incident.evidence-added": () => ({
      id: item(),
      sha256: pick("abcd".split("")).repeat(64),
      bytes: 1,
      name: "x",
    }),
    "incident.observed": () => ({
      id: item(),
      what: "posture",
      site: "mairie",
      from: "calm",
      to: "siege",
      entry: "a".repeat(64),
    }),
    "gateway.posture-changed": () => ({ from: "calm", to: pick(["siege", "calm"]), cause: "x", figures: {} }),
  };
  const kind = pick([...kinds, ...Object.keys(bodies), ...Object.keys(bodies)]);
  const body =
    random() < 0.9 ? (bodies[kind]?.() ?? { id: item() }) : { id: item(), into: incident(), items: 7 };
  return {
    actor: program("tablet"),
    kind,
    subject: kind.startsWith("gateway") ? "mairie" : incident(),
    body,
  };
}

describe("the tables", () => {
  for (const seed of [2, 3, 4, 5, 6, 7]) {
    test(`agree among themselves and with those made from nothing, seed ${seed}`, () => wanders(seed, 300));
  }

  for (const seed of [1, 2, 3]) {
    test(`stand whatever another lane says, in any order, seed ${seed}`, () => {
      const kinds = Object.keys(incidentEvents);
      const catalogue = Object.fromEntries(kinds.map((kind) => [kind, anything]));
      const dump = viewsMatchRebuild({
        views: [incidentView],
        catalogue: { ...catalogue, "gateway.posture-changed": anything },
        next: (random) => hostileEvent(random, kinds),
        seed,
        events: 300,
      });
      expect(dump.incident_timeline?.length).toBeGreaterThan(100);
    });
  }
});
