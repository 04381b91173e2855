import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { program } from "../../kernel/actor.ts";
import { ManualClock } from "../../kernel/clock.ts";
import { type JournalOptions, type NewEntry, openJournal, type View, verifyJournal } from "../index.ts";

/** The dictionary of the tests: a bell that is rung, and a note of any JSON. */
export const catalogue = {
  "bell.rung": z.object({ strokes: z.number().int(), by: z.string().default("ringer") }).strict(),
  "bell.noted": z.record(z.string(), z.unknown()),
} as const;

export const rung = (strokes: number, more: Partial<NewEntry> = {}): NewEntry => ({
  actor: program("test"),
  kind: "bell.rung",
  subject: "tower",
  body: { strokes },
  ...more,
});

/** A view without tables, which sees each entry, of strangers too, inside the transaction that writes it. */
export const watching = (project: View["project"]): View => ({
  name: "watch",
  version: 1,
  tables: [],
  sees: "all",
  project,
});

/** A journal in a folder of its own; `close` verifies the whole of it, then removes the folder. */
export function temporaryJournal() {
  const folder = mkdtempSync(join(tmpdir(), "beffroi-journal-"));
  const path = join(folder, "beffroi.db");
  const keysFolder = join(folder, "keys");
  const clock = new ManualClock();
  const open = (more: Partial<JournalOptions> = {}) =>
    openJournal({ path, keysFolder, lane: "keeper", clock, catalogue, ...more });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return {
    folder,
    path,
    keysFolder,
    clock,
    open,
    /** For a test that damages the journal on purpose. */
    remove,
    verifyAndRemove() {
      const { problems } = verifyJournal(path, { everySignature: true });
      remove();
      if (problems.length > 0) throw new Error(`the journal is bad: ${JSON.stringify(problems)}`);
    },
  };
}

export type TemporaryJournal = ReturnType<typeof temporaryJournal>;
