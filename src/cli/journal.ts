import { join } from "node:path";
import { parseArgs } from "node:util";
import { exportLines, type LaneReport, type VerifyReport, verifyJournal } from "../journal/index.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";

const USAGE = "usage: beffroi journal verify|export [--data DIR] [--json] [--every-signature]";

const DONE = 0;
const FOUND_WANTING = 1;
const WRONG_USE = 2;

/** Name of the journal in the data folder. */
const JOURNAL_FILE = "beffroi.db";

/** Output is written in pieces of about this size, each awaited: a slow reader holds the export, not the memory. */
const PIECE_CHARACTERS = 256 * 1024;

/**
 * `beffroi journal verify|export`. Gives the exit code: 0 done, 1 refused or found wanting, 2 wrong use. Errors are one
 * line on stderr. Both only read, and need no running Beffroi.
 */
export async function run(args: string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return wrongUse(errorLine(error));
  }
  const { positionals, values } = parsed;
  const [command, ...rest] = positionals;
  if (rest.length > 0) return wrongUse(`"${rest[0]}" is not expected here.`);
  const path = join(values.data, JOURNAL_FILE);
  try {
    if (command === "verify") return verify(path, values);
    if (command === "export") return await exportTo(path);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${errorLine(error)}\n`);
    return FOUND_WANTING;
  }
  return wrongUse(command === undefined ? "a command is missing." : `"${command}" is not a command.`);
}

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: "string", default: "./data" },
      json: { type: "boolean", default: false },
      "every-signature": { type: "boolean", default: false },
    },
  });
}

function wrongUse(what: string): number {
  process.stderr.write(`beffroi journal: ${what} ${USAGE}\n`);
  return WRONG_USE;
}

function verify(path: string, values: { json: boolean; "every-signature": boolean }): number {
  const report = verifyJournal(path, { everySignature: values["every-signature"] });
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : describe(report));
  return report.ok ? DONE : FOUND_WANTING;
}

function describe(report: VerifyReport): string {
  const lines = report.lanes.map(describeLane);
  for (const { code, lane, n, detail } of report.problems) {
    const place = lane === undefined ? "file" : `lane ${lane}${n === undefined ? "" : ` entry ${n}`}`;
    lines.push(`BAD ${code}: ${place}: ${detail}`);
  }
  const verdict = report.ok ? "good" : "NOT GOOD";
  lines.push(
    `${verdict}: ${report.entries} entries, ${report.signaturesChecked} signatures checked, ${report.path}`,
  );
  return lines.map((line) => `${printable(line)}\n`).join("");
}

/** A stranger's file may hold names that would steer the terminal. */
function printable(line: string): string {
  return line.replace(/\p{C}/gu, "?");
}

function describeLane({ lane, entries, head, publicKey }: LaneReport): string {
  const last = head === null ? "" : `, last ${head.at} ${head.id}`;
  return `lane ${lane}: ${entries} good entries${last}, key ${publicKey ?? "missing"}`;
}

async function exportTo(path: string): Promise<number> {
  let piece = "";
  for (const line of exportLines(path)) {
    piece += `${line}\n`;
    if (piece.length < PIECE_CHARACTERS) continue;
    if (!(await write(piece))) return DONE;
    piece = "";
  }
  await write(piece);
  return DONE;
}

/** False when the reader has gone away ("| head"): it has what it wanted. */
async function write(piece: string): Promise<boolean> {
  try {
    await Bun.write(Bun.stdout, piece);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EPIPE") return false;
    throw error;
  }
}
