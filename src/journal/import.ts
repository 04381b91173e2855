import { z } from "zod";
import { Refusal } from "../kernel/refusal.ts";
import { type Done, makeAdmission } from "./admit.ts";
import {
  ENTRY_BYTES_MAX,
  type Entry,
  GENESIS,
  laneNameSchema,
  type StoredEntry,
  sealEntry,
} from "./entry.ts";
import {
  addReports,
  emptyReport,
  Fault,
  type ImportFaultCode,
  type ImportReport,
  REFUSED_LISTED_MAX,
} from "./import-report.ts";
import type { OwnLane } from "./own-lane.ts";
import type { SealedEntry, Store } from "./store.ts";
import type { Writer } from "./writer.ts";

/** Longest line of an import, in characters: an entry may come with escapes that its canonical text does without. */
export const IMPORT_LINE_CHARACTERS_MAX = 2 * ENTRY_BYTES_MAX;

/** Lines that one transaction takes: a large import neither holds the journal for long nor syncs for each line. */
const CHUNK_LINES = 500;

const laneLineSchema = z
  .object({ lane: laneNameSchema, publicKey: z.string().regex(/^[0-9a-f]{64}$/) })
  .strict();
const entryLineSchema = z
  .object({
    entry: z.record(z.string(), z.unknown()),
    id: z.string(),
    position: z.number().optional(),
    signature: z.string().regex(/^[0-9a-f]{128}$/),
  })
  .strict();

export type Importer = {
  /** Takes lines inside a transaction. */
  take(lines: readonly string[]): Done;
  /** Writes to this machine's lane what there is to say of all that was taken. Inside a transaction, at the end. */
  say(): { written: StoredEntry[] };
};

/** Takes the lines in pieces, each in a transaction of its own (`take`), and adds the reports up. */
export function importChunks(
  lines: Iterable<string>,
  take: (chunk: readonly string[]) => Done,
): ImportReport {
  let report = emptyReport();
  let chunk: string[] = [];
  const flush = () => {
    if (chunk.length > 0) report = addReports(report, take(chunk).report);
    chunk = [];
  };
  for (const line of lines) if (chunk.push(line) === CHUNK_LINES) flush();
  flush();
  return report;
}

export function makeImporter(store: Store, ownLane: OwnLane, writer: Writer): Importer {
  const { begin, takeLane, takeEntry, say } = makeAdmission(store, ownLane, writer);
  function take(lines: readonly string[]): Done {
    const done: Done = { written: [], report: emptyReport() };
    begin();
    for (const line of lines) {
      done.report.lines++;
      try {
        const parsed = parseLine(line);
        if ("publicKey" in parsed) takeLane(done, parsed.lane, parsed.publicKey);
        else takeEntry(done, parsed);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        done.report.refused++;
        if (done.report.faults.length < REFUSED_LISTED_MAX) {
          done.report.faults.push({ line: done.report.lines, code: error.code, what: error.message });
        }
      }
    }
    return done;
  }

  return { take, say: () => ({ written: say() }) };
}

function parseLine(line: string): { lane: string; publicKey: string } | SealedEntry {
  if (line.length > IMPORT_LINE_CHARACTERS_MAX) throw new Fault("bad-line", "the line is too long");
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Fault("bad-line", "the line is no JSON");
  }
  const lane = laneLineSchema.safeParse(value);
  if (lane.success) return lane.data;
  const parsed = entryLineSchema.safeParse(value);
  if (!parsed.success) throw new Fault("bad-line", "the line is neither a lane nor an entry of an export");
  try {
    const { text, id } = sealEntry(parsed.data.entry as Entry);
    // Read back from the text: what views see now is what a rebuild shows them.
    const entry = JSON.parse(text) as Entry;
    if (id !== parsed.data.id)
      throw new Fault("bad-id", `the line says ${parsed.data.id.slice(0, 64)}, the entry's hash is ${id}`);
    if (entry.n === 1 && entry.prev !== GENESIS)
      throw new Fault("bad-chain", "a first entry follows nothing");
    return { entry, text, id, signature: parsed.data.signature };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Fault(error.code as ImportFaultCode, error.what);
  }
}
