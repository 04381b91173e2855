import { join } from "node:path";
import { z } from "zod";
import {
  type Journal,
  type JournalOptions,
  type NewEntry,
  openJournal,
  type View,
} from "../../src/journal/index.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { emptyFolder } from "../harness/folders.ts";

/** The journal that benchmarks and fault trials write: notes of some hundred bytes, two views. */

export const catalogue = {
  "room.noted": z.object({ text: z.string(), tags: z.array(z.string()), number: z.number().int() }).strict(),
};

const PEOPLE = ["Marie Dupont", "Jean Le Goff", "Aïcha Benali", "Paul Martin", "Chloé Petit"];

/** About 400 bytes as they are signed. `number` tells it from all others. */
export function note(number: number, subject = `i-${number % 50}`): NewEntry {
  const name = PEOPLE[number % PEOPLE.length] as string;
  const text = `Isolé le serveur de fichiers n° ${number} et prévenu le prestataire, qui rappelle à 16 h 28.`;
  const actor = { type: "person", id: `p${number % PEOPLE.length}`, name } as const;
  return { actor, kind: "room.noted", subject, body: { text, tags: ["serveur", "astreinte"], number } };
}

export const views: readonly View[] = [
  {
    name: "notes",
    version: 1,
    tables: [
      "CREATE TABLE notes (position INTEGER PRIMARY KEY, subject TEXT NOT NULL, author TEXT NOT NULL) STRICT",
      "CREATE INDEX notes_subject ON notes (subject)",
    ],
    project(db, { position, entry }) {
      if (entry.kind !== "room.noted") return;
      db.query("INSERT INTO notes VALUES (?, ?, ?)").run(position, entry.subject, entry.actor.name);
    },
  },
  {
    name: "counts",
    version: 1,
    tables: ["CREATE TABLE counts (subject TEXT PRIMARY KEY, notes INTEGER NOT NULL) STRICT"],
    project(db, { entry }) {
      db.query("INSERT INTO counts VALUES (?, 1) ON CONFLICT DO UPDATE SET notes = notes + 1").run(
        entry.subject,
      );
    },
  },
];

export type Place = { folder: string; path: string; keysFolder: string };

export const placeIn = (folder: string): Place => ({
  folder,
  path: join(folder, "beffroi.db"),
  keysFolder: join(folder, "keys"),
});

export const emptyPlace = (name: string): Place => placeIn(emptyFolder(`journal/${name}`));

export function open({ path, keysFolder }: Place, more: Partial<JournalOptions> = {}): Journal {
  return openJournal({ path, keysFolder, lane: "keeper", clock: systemClock, catalogue, views, ...more });
}

/** Appends `count` notes in groups. */
export function fill(journal: Journal, count: number, group = 1_000): void {
  for (let number = journal.count(); count > 0; count -= group) {
    journal.appendAll(Array.from({ length: Math.min(group, count) }, () => note(number++)));
  }
}

/** A whole number as people read it in a table: 1,000. */
export const count = (value: number): string => value.toLocaleString("en-US");
