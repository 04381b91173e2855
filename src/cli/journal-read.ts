import { readFileSync } from "node:fs";
import { exportLines, type LaneReport, type VerifyReport, verifyJournal } from "../journal/index.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { JournalCall } from "./journal.ts";

const DONE = 0;
const FOUND_WANTING = 1;

/** Output is written in pieces of about this size, each awaited: a slow reader holds the export, not the memory. */
const PIECE_CHARACTERS = 256 * 1024;

export function verify({ path, values }: JournalCall): number {
  const { checkpoint, key, "every-signature": everySignature } = values;
  if (key !== undefined && checkpoint === undefined) throw wrongOption("--key needs --checkpoint.");
  if (key !== undefined && !/^[0-9a-f]{64}$/.test(key)) {
    throw wrongOption("--key is 64 hexadecimal digits: the raw public key.");
  }
  const report = verifyJournal(path, {
    everySignature,
    ...(checkpoint === undefined ? {} : { checkpoint: textOf(checkpoint) }),
    ...(key === undefined ? {} : { checkpointKey: key }),
  });
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : describe(report));
  return report.ok ? DONE : FOUND_WANTING;
}

function wrongOption(what: string): Refusal {
  return new Refusal("wrong-option", what, "command line", "See: beffroi journal.");
}

/** Lines that were copied from paper or mail may end in other ways than a checkpoint's do. */
function textOf(file: string): string {
  try {
    return `${readFileSync(file, "utf8").replaceAll("\r\n", "\n").trim()}\n`;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new Refusal("no-checkpoint", `The checkpoint cannot be read: ${what}.`, file, "Name its file.");
  }
}

function describe(report: VerifyReport): string {
  const lines = report.lanes.map(describeLane);
  for (const { code, lane, n, detail } of report.problems) {
    const place = lane === undefined ? "file" : `lane ${lane}${n === undefined ? "" : ` entry ${n}`}`;
    lines.push(`BAD ${code}: ${place}: ${detail}`);
  }
  const verdict = report.ok ? "good" : "NOT GOOD";
  lines.push(
    `${verdict}: ${report.entries} entries, ${report.signaturesChecked} signatures and ${report.checkpoints} checkpoints checked, ${report.path}`,
  );
  return lines.map((line) => `${printable(line)}\n`).join("");
}

/** A stranger's file may hold names that would steer the terminal. */
function printable(line: string): string {
  return line.replace(/\p{C}/gu, "?");
}

function describeLane({ lane, entries, beside, head, publicKey }: LaneReport): string {
  const last = head === null ? "" : `, last ${head.at} ${head.id}`;
  const fork = beside === 0 ? "" : `, FORKED: ${beside} more stand beside them`;
  return `lane ${lane}: ${entries} good entries${fork}${last}, key ${publicKey ?? "missing"}`;
}

export async function exportTo({ path }: JournalCall): Promise<number> {
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
